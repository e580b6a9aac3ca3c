"""`dateline briefing`: made, filled, edited, drafted and checked from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ui.test_cli import FERRY, RATES, Dateline, dateline, held, jsonl  # noqa: F401  # the fixtures

QUESTION = "What did Ada Quill say about the ferry to Tern Island?"


@pytest.fixture
def briefing(held: Dateline) -> str:  # noqa: F811
    """Return the id of a new briefing over a home with two articles."""
    made = held("briefing", "new", "Ferries")
    assert made.code == 0
    return made.out.strip()


def items(run: Dateline, briefing: str) -> Any:
    return run("briefing", "show", briefing, "--json").json["items"]


def test_a_briefing_is_made_listed_renamed_and_removed(held: Dateline, briefing: str) -> None:  # noqa: F811
    assert [one["title"] for one in held("briefing", "list", "--json").json] == ["Ferries"]
    assert f"{briefing} " in held("briefing", "list").out
    assert held("briefing", "edit", briefing, "--title", "Boats").code == 0
    assert held("briefing", "show", briefing, "--json").json["title"] == "Boats"
    assert held("briefing", "new", "More", "--json").json["title"] == "More"
    assert held("briefing", "remove", briefing, "--all").code == 0
    assert [one["title"] for one in held("briefing", "list", "--json").json] == ["More"]


def test_statements_of_a_conversation_keep_their_numbers_and_texts(held: Dateline, briefing: str) -> None:  # noqa: F811
    talk = held("ask", "By how much did the bank raise its rate?", "--conversation", "new", "--json").json
    turn = held("ask", QUESTION, "--conversation", talk["conversation"], "--json").json

    added = held("briefing", "add", briefing, "--conversation", talk["conversation"], "--turn", "2", "--json")

    shown = items(held, briefing)
    assert added.json == [one["id"] for one in shown]
    assert [(one["text"], one["citations"]) for one in shown] == [
        (one["text"], one["citations"]) for one in turn["statements"]
    ]
    assert [one["number"] for one in held("briefing", "show", briefing, "--json").json["sources"]] == [2]
    plain = held("briefing", "show", briefing).out
    assert "• “The ferry to Tern Island stops at nine,” Ada Quill said. [2]" in plain
    assert "[2] Gazette · 2025-03-01 · Night ferry ends" in plain


def test_a_printed_answer_is_added_by_statement(held: Dateline, briefing: str) -> None:  # noqa: F811
    Path("answer.json").write_text(held("ask", QUESTION, "--json").out, encoding="utf-8")

    assert held("briefing", "add", briefing, "--answer", "answer.json", "--statement", "1").code == 0

    (item,) = items(held, briefing)
    assert item["text"] == "“The ferry to Tern Island stops at nine,” Ada Quill said."


def test_passages_headings_and_notes_are_added_and_ordered(held: Dateline, briefing: str) -> None:  # noqa: F811
    add = ("briefing", "add", briefing)
    assert (
        held(*add, "--article", "ferry-1", "--words", "Islanders signed a petition.").err == "Added item 1.\n"
    )
    start = RATES["text"].index("its rate")
    assert held(*add, "--article", "rates-1", "--from", str(start), "--to", str(start + 8)).code == 0
    assert held(*add, "--heading", "Today", "--level", "2", "--after", "0").code == 0
    flagged = held(*add, "--note", "“Hm”, he said")
    assert flagged.err.startswith("Item 4 is flagged: It quotes words without a source, so nobody")
    own = held(
        *add, "--article", "rates-1", "--words", "a quarter point", "--text", "The rate is “up by half”."
    )
    assert "marks were taken off" in own.err
    assert held("briefing", "move", briefing, "2", "--after", "0").code == 0

    assert [(one["id"], one["text"]) for one in items(held, briefing)] == [
        (2, "its rate"),
        (3, "Today"),
        (1, "Islanders signed a petition."),
        (4, "“Hm”, he said"),
        (5, "The rate is up by half."),
    ]
    assert held("briefing", "remove", briefing, "1", "3").code == 0
    assert [one["id"] for one in items(held, briefing)] == [2, 4, 5]


def test_an_edited_quotation_passes_the_gate_again(held: Dateline, briefing: str) -> None:  # noqa: F811
    held("briefing", "add", briefing, "--article", "ferry-1", "--words", "stops at nine")

    wrong = held("briefing", "edit", briefing, "1", "The ferry “stops at ten”.")
    shown = items(held, briefing)[0]
    right = held("briefing", "edit", briefing, "1", "The ferry “stops at nine”.")

    assert wrong.err.startswith("Item 1 is flagged: Words in quotation marks do not stand in the source")
    assert shown["text"] == "The ferry stops at ten."
    assert (right.err, items(held, briefing)[0]["flags"]) == ("Changed.\n", [])


def test_what_is_no_longer_so_ends_with_1_and_stands_at_its_line(held: Dateline, briefing: str) -> None:  # noqa: F811
    held("briefing", "add", briefing, "--article", "ferry-1", "--words", "stops at nine")
    held("briefing", "add", briefing, "--article", "rates-1", "--words", "quarter point")
    whole = held("briefing", "check")
    assert (whole.code, "Everything is still so." in whole.out) == (0, True)

    changed = {**FERRY, "text": FERRY["text"].replace("at nine", "at ten")}
    assert held("ingest", str(jsonl("changed.jsonl", changed))).code == 0

    one, every = held("briefing", "check", briefing, "--json"), held("briefing", "check")
    assert (one.code, every.code) == (1, 1)
    (found,) = one.json
    assert [(fault["item"], fault["what"]) for fault in found["faults"]] == [(1, "changed")]
    assert "item 1, changed: Night ferry ends: changed since" in every.out
    lines = held("briefing", "show", briefing).out.splitlines()
    at = next(number for number, line in enumerate(lines) if "stops at nine" in line)
    assert lines[at + 1].strip().startswith("! Night ferry ends: changed since")
    assert [len(item["faults"]) for item in items(held, briefing)] == [1, 0]


def test_a_correction_is_taken_as_read_by_an_edit_without_words(held: Dateline, briefing: str) -> None:  # noqa: F811
    held("briefing", "add", briefing, "--article", "ferry-1", "--words", "stops at nine")
    held("articles", "edit", "ferry-1", "--correction", "It stops at ten.")
    assert held("briefing", "check").code == 1

    assert held("briefing", "edit", briefing, "1").code == 0

    assert held("briefing", "check").code == 0


def test_a_draft_is_kept_and_one_of_nothing_is_not_made(dateline: Dateline) -> None:  # noqa: F811
    rows = [
        {**FERRY, "id": f"f{day}", "url": None, "published": f"2025-03-0{day}", "text": text}
        for day, text in enumerate(
            (
                "The Tern Island ferry stopped at nine on Saturday, and islanders of Tern Island were angry.",
                "“The Tern Island ferry is ours,” Ada Quill said of the Tern Island ferry on Monday.",
                "The Tern Island ferry sails again on Tuesday, after the council gave the ferry more money.",
            ),
            start=1,
        )
    ]
    assert dateline("ingest", str(jsonl("ferry.jsonl", *rows))).code == 0

    made = dateline(
        "briefing", "draft", "brief me on the Tern Island ferry", "--since", "2025-03-01", "--json"
    )
    none = dateline("briefing", "draft", "the zebrafinch cup in Ruritania", "--json")
    plain = dateline("briefing", "draft", "the zebrafinch cup in Ruritania")

    assert (made.code, made.json["abstained"]) == (0, False)
    assert made.json["title"] == "The Tern Island ferry, since 1 March 2025"
    assert sum(item["kind"] in ("quote", "extract") for item in made.json["items"]) >= 3
    assert (none.code, none.json["abstained"], bool(none.json["reason"])) == (0, True, True)
    assert plain.out.startswith("No briefing was made. ")
    assert [one["id"] for one in dateline("briefing", "list", "--json").json] == [made.json["id"]]


def test_a_briefing_is_written_to_a_file_and_says_what_is_no_longer_so(held: Dateline, briefing: str) -> None:  # noqa: F811
    held("briefing", "add", briefing, "--article", "ferry-1", "--words", "stops at nine")

    run = held(
        "briefing", "export", briefing, "out.md", "--style", "house", "--notes", "numbers", "--no-appendix"
    )

    assert (run.code, run.err) == (0, "Wrote 1 item with 1 source to out.md.\n")
    assert "stops at nine" in Path("out.md").read_text(encoding="utf-8")
    held("articles", "edit", "ferry-1", "--correction", "It stops at ten.")
    assert f"dateline briefing check {briefing}" in held("briefing", "export", briefing, "out.bib").err
    assert held("briefing", "export", briefing, "out.xyz").code == 1
    assert held("briefing", "export", briefing, "out.md", "--notes", "sidenotes").code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["show", "nobody"], 1),
        (["add", "nobody", "--note", "x"], 1),
        (["check", "nobody"], 1),
        (["remove", "nobody", "--all"], 1),
        (["draft", "?!"], 1),
        (["new", " "], 1),
        (["add", "{id}", "--article", "ferry-1", "--words", "no such words"], 1),
        (["add", "{id}", "--article", "nothing", "--words", "x"], 1),
        (["add", "{id}", "--conversation", "nobody", "--turn", "1"], 1),
        (["add", "{id}", "--answer", "two.jsonl"], 1),
        (["edit", "{id}", "7", "x"], 1),
        (["move", "{id}", "7", "--after", "0"], 1),
        (["remove", "{id}", "7"], 1),
        (["add", "{id}"], 2),
        (["add", "{id}", "--note", "x", "--heading", "y"], 2),
        (["add", "{id}", "--note", "x", "--level", "2"], 2),
        (["add", "{id}", "--note", "x", "--statement", "2"], 2),
        (["add", "{id}", "--conversation", "c"], 2),
        (["add", "{id}", "--article", "ferry-1"], 2),
        (["add", "{id}", "--article", "ferry-1", "--from", "3"], 2),
        (["add", "{id}", "--article", "ferry-1", "--from", "3", "--to", "9", "--words", "x"], 2),
        (["edit", "{id}"], 2),
        (["remove", "{id}"], 2),
        (["remove", "{id}", "1", "--all"], 2),
    ],
)
def test_what_is_not_there_or_asked_for_wrongly(
    held: Dateline,  # noqa: F811
    briefing: str,
    arguments: list[str],
    code: int,
) -> None:
    run = held("briefing", *(one.format(id=briefing) for one in arguments))

    assert run.code == code
    assert run.out == ""
    assert run.err


def test_only_what_drafts_needs_the_embedding_model(held: Dateline, briefing: str, monkeypatch) -> None:  # noqa: F811
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the model was asked")

    monkeypatch.setattr("tests.fakes.WordModel.encode_question", refuse)
    monkeypatch.setattr("tests.fakes.WordModel.encode_passages", refuse)

    assert held("briefing", "add", briefing, "--article", "ferry-1", "--words", "stops at nine").code == 0
    assert held("briefing", "show", briefing).code == 0
    assert json.loads(held("briefing", "check", "--json").out)[0]["faults"] == []
