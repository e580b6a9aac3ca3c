"""The command line as a person and a program use it: what is printed where, and how it ends."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import ui.bootstrap
import ui.cli
import ui.serving
from assistant import Assistant
from tests.conftest import ROOT
from tests.fakes import ScriptedServer, WordModel

SAMPLE = ROOT / "corpus" / "sample"
FERRY = {
    "id": "ferry-1",
    "title": "Night ferry ends",
    "source": "Gazette",
    "author": "Nell Garrity",
    "published": "2025-03-01",
    "url": "https://gazette.example/ferry",
    "text": "“The ferry to Tern Island stops at nine,” Ada Quill said.\n\nIslanders signed a petition.",
}
RATES = {
    "id": "rates-1",
    "title": "Rates [bold]rise[/bold]",
    "source": "Mail",
    "author": None,
    "published": None,
    "url": None,
    "text": "The bank raised its rate by a quarter point.",
}


@dataclass(frozen=True)
class Run:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output; fails where there is anything else."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON values on standard output, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Dateline = Callable[..., Run]


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Dateline:
    """Return a way to run a command as `dateline` does, with the fake embedding model."""
    monkeypatch.setattr(ui.bootstrap, "SentenceTransformerModel", lambda name, **_: WordModel())

    def run(*arguments: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        capsys.readouterr()
        try:
            ui.cli.main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        printed = capsys.readouterr()
        return Run(code, printed.out, printed.err)

    return run


@pytest.fixture
def held(dateline: Dateline) -> Dateline:
    """Return the command line over a home that holds two articles."""
    assert dateline("ingest", str(jsonl("two.jsonl", FERRY, RATES))).code == 0
    return dateline


def jsonl(name: str, *rows: dict[str, Any]) -> Path:
    file = Path(name)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


# Ingest --------------------------------------------------------------------------------------------


def test_ingest_says_what_it_did(dateline: Dateline) -> None:
    file = jsonl("news.jsonl", FERRY, RATES, RATES)
    with file.open("a") as lines:
        lines.write("{\n")

    run = dateline("ingest", str(file), "nowhere.txt", "--json")

    assert run.code == 0
    counts = {name: run.json[name] for name in ("added", "updated", "unchanged", "duplicates", "failed")}
    assert counts == {"added": 2, "updated": 0, "unchanged": 0, "duplicates": 1, "failed": 2}
    assert run.json["passages"] == 2
    assert run.json["seconds"] >= 0
    assert [set(failure) for failure in run.json["failures"]] == [{"input", "reason"}] * 2
    assert run.json["failures"][1]["input"] == "nowhere.txt"
    assert "articles" in run.err


def test_ingesting_again_changes_nothing(held: Dateline) -> None:
    run = held("ingest", "two.jsonl", "--json")

    assert (run.json["added"], run.json["updated"], run.json["unchanged"], run.json["passages"]) == (
        0,
        0,
        2,
        0,
    )


def test_ingest_for_people_is_one_line(dateline: Dateline) -> None:
    run = dateline("ingest", str(jsonl("news.jsonl", FERRY)))

    assert run.out.startswith("1 added, 0 updated, 0 unchanged, 0 duplicates, 0 failed. 1 passage")


# Ask and search ------------------------------------------------------------------------------------


def test_ask_as_json(held: Dateline) -> None:
    run = held("ask", "What did Ada Quill say about the ferry?", "--json")

    assert (run.code, run.err) == (0, "")
    (statement,) = run.json["statements"]
    assert "stops at nine" in statement["text"]
    assert (statement["speaker"], statement["citations"]) == ("Ada Quill", [1])
    assert run.json["sources"][0]["external_id"] == "ferry-1"
    assert run.json["as_of"] == "2025-03-01"


def test_ask_for_people_names_speaker_number_and_source(held: Dateline) -> None:
    run = held("ask", "What did Ada Quill say about the ferry?")

    assert (
        "Ada Quill, in Gazette, 1 March 2025:\n"
        "• “The ferry to Tern Island stops at nine,” Ada Quill said. [1]\n" in run.out
    )
    assert "[1] Gazette · 2025-03-01 · Night ferry ends" in run.out
    assert "As of 2025-03-01" in run.out
    assert "Answered by quotes." in run.out


def test_abstaining_is_no_error(held: Dateline) -> None:
    run = held("ask", "How many goals did Zanzibar score?", "--json")
    shown = held("ask", "How many goals did Zanzibar score?")

    assert (run.code, shown.code) == (0, 0)
    assert run.json["abstained"] is True
    assert "Nearby in the archive:" in shown.out


def test_filters_reach_the_answer(held: Dateline) -> None:
    days = ["--since", "2025-01-01", "--until", "2025-02-01", "--asked", "2025-06-01", "--outlet", "Gazette"]

    run = held("ask", "When does the ferry stop?", *days, "--json")

    assert run.json["filters"] == {
        "since": "2025-01-01",
        "until": "2025-02-01",
        "asked": "2025-06-01",
        "outlet": "Gazette",
        "inferred": [],
    }
    assert run.json["abstained"] is True


def test_without_inferring_nothing_is_read_from_the_question(held: Dateline) -> None:
    question = "What did Ada Quill say in March 2025, according to the Gazette?"
    batch = jsonl("questions.jsonl", {"qid": "a", "question": question})

    read, unread = (held("ask", question, *some, "--json").json for some in ([], ["--no-infer"]))
    (line,) = held("ask", "--batch", str(batch), "--no-infer").lines
    given = held("ask", question, "--no-infer", "--outlet", "Gazette", "--json").json

    assert read["filters"]["inferred"] == ["since", "until", "outlet"]
    assert (read["filters"]["since"], read["filters"]["outlet"]) == ("2025-03-01", "Gazette")
    for answer in (unread, line):
        assert answer["filters"] == {
            **read["filters"],
            "since": None,
            "until": None,
            "outlet": None,
            "inferred": [],
        }
    assert (given["filters"]["outlet"], given["filters"]["inferred"]) == ("Gazette", [])


def test_a_search_without_inferring_puts_what_fits_no_higher(held: Dateline) -> None:
    twin = {
        **FERRY,
        "id": "ferry-2",
        "source": "Mail",
        "title": "Ferry to end",
        "published": "2025-04-01",
        "url": None,
    }
    held("ingest", str(jsonl("twin.jsonl", twin)))
    batch = jsonl("questions.jsonl", {"qid": "a", "question": "Ada Quill in March 2025"})
    day = ["--asked", "2025-04-15", "--json"]

    read, unread = (held("search", "Ada Quill in March 2025", *some, *day) for some in ([], ["--no-infer"]))
    (line,) = held("search", "--batch", str(batch), "--no-infer", *day).lines

    assert [hits[0]["external_id"] for hits in (read.json, unread.json)] == ["ferry-1", "ferry-2"]
    assert line["hits"] == unread.json


def test_search_as_json(held: Dateline) -> None:
    run = held("search", "ferry petition", "--limit", "1", "--json")

    (hit,) = run.json
    assert (hit["rank"], hit["external_id"]) == (1, "ferry-1")
    assert hit["text"] == FERRY["text"][hit["start"] : hit["end"]]
    assert run.err == ""


def test_search_for_people_shows_markup_as_it_is(held: Dateline) -> None:
    run = held("search", "bank rate")

    assert "1. Mail · undated · Rates [bold]rise[/bold]" in run.out


def test_a_grouped_search_shows_one_text_once_and_says_where_else_it_stands(held: Dateline) -> None:
    elsewhere = {"id": "ferry-2", "source": "Mail", "title": "[b]Ferry[/b]", "url": None}
    held("ingest", str(jsonl("copy.jsonl", {**FERRY, **elsewhere})))
    batch = jsonl("questions.jsonl", {"qid": "a", "question": "ferry petition"})

    plain = held("search", "ferry petition", "--json").json
    grouped = held("search", "ferry petition", "--grouped", "--json").json
    (line,) = held("search", "--batch", str(batch), "--grouped", "--json").lines
    shown = held("search", "ferry petition", "--grouped").out
    answered = held("ask", "What did Ada Quill say about the ferry?").out

    assert sorted(hit["external_id"] for hit in plain) == ["ferry-1", "ferry-2", "rates-1"]
    assert not any("copies" in hit for hit in plain)
    first, other = grouped
    (copy,) = first["copies"]
    assert {first["external_id"], copy["external_id"]} == {"ferry-1", "ferry-2"}
    assert (other["external_id"], other["copies"]) == ("rates-1", [])
    assert line["hits"] == grouped
    assert f"   also in: {copy['outlet']} · 2025-03-01 · {copy['title']}\n" in shown
    assert f"    also carried by: {copy['outlet']}\n" in answered


def test_nothing_found_is_said_on_the_side(dateline: Dateline) -> None:
    run = dateline("search", "ferry")

    assert (run.code, run.out) == (0, "")
    assert "Nothing found" in run.err
    assert dateline("search", "ferry", "--json").json == []


def test_a_batch_prints_one_value_a_line_each_under_its_own_filters(held: Dateline) -> None:
    file = jsonl(
        "questions.jsonl",
        {"qid": "own", "question": "ferry rate", "outlet": "Mail"},
        {"qid": "common", "question": "ferry rate"},
    )

    searched = held("search", "--batch", str(file), "--outlet", "Gazette", "--limit", "5", "--json")
    asked = held("ask", "--batch", str(file), "--asked", "2025-03-01", "--json")

    assert [line["qid"] for line in searched.lines] == ["own", "common"]
    outlets = [{hit["outlet"] for hit in line["hits"]} for line in searched.lines]
    assert outlets == [{"Mail"}, {"Gazette"}]
    assert [line["qid"] for line in asked.lines] == ["own", "common"]
    assert all(line["seconds"] >= 0 and line["filters"]["asked"] == "2025-03-01" for line in asked.lines)


def test_a_model_that_fails_leaves_quotes_and_says_why(
    held: Dateline, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.status = 500
    monkeypatch.setenv("DATELINE_MODEL", "openai:scripted")
    monkeypatch.setenv("DATELINE_MODEL_URL", server.url)

    run = held("ask", "What did Ada Quill say about the ferry?", "--json")
    shown = held("ask", "What did Ada Quill say about the ferry?")

    assert run.json["answered_by"] == "quotes"
    assert "500" in run.json["fallback_reason"]
    assert "The language model did not answer" in shown.err


def test_a_model_that_is_not_installed_leaves_quotes(held: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MODEL", "cohere:command")

    assert (
        "cohere" in held("ask", "What did Ada Quill say about the ferry?", "--json").json["fallback_reason"]
    )


# Articles ------------------------------------------------------------------------------------------


def test_articles_are_listed_newest_first(held: Dateline) -> None:
    listed = held("articles", "list", "--json").json

    assert [info["external_id"] for info in listed] == ["ferry-1", "rates-1"]
    assert held("articles", "list", "--outlet", "gazette", "--json").json == listed[:1]
    assert held("articles", "list", "--contains", "RATES", "--json").json == listed[1:]
    assert held("articles", "list", "--limit", "1", "--offset", "1", "--json").json == listed[1:]


@pytest.mark.parametrize("command", [["articles"], ["articles", "list"]])
def test_articles_for_people_are_a_table(held: Dateline, command: list[str]) -> None:
    run = held(*command)

    assert "ferry-1" in run.out
    assert "undated" in run.out
    assert "Rates [bold]rise[/bold]" in run.out
    assert "2 of 2 articles" in run.err


def test_an_id_is_never_cut(dateline: Dateline) -> None:
    name = "an-external-id-that-takes-more-than-half-of-the-line-but-is-needed-whole"
    dateline("ingest", str(jsonl("long.jsonl", {**FERRY, "id": name})))

    assert name in dateline("articles").out


def test_an_article_is_shown_under_either_id(held: Dateline) -> None:
    shown = held("articles", "show", "ferry-1", "--json").json

    assert shown["text"] == FERRY["text"]
    assert [quote["speaker"] for quote in shown["quotes"]] == ["Ada Quill"]
    ((start, end),) = shown["quotes"][0]["spans"]
    assert FERRY["text"][start:end].startswith("The ferry to Tern Island")
    assert held("articles", "show", shown["article_id"], "--json").json == shown
    assert "Night ferry ends" in held("articles", "show", "ferry-1").out


def test_an_article_is_edited_under_either_id(held: Dateline) -> None:
    own = held("articles", "show", "rates-1", "--json").json["article_id"]

    assert held("articles", "edit", "rates-1", "--title", "Rates rise", "--published", "2025-05-01").code == 0
    assert held("articles", "edit", own, "--author", "Conrad Weil", "--outlet", "").code == 0

    shown = held("articles", "show", "rates-1", "--json").json
    assert (shown["title"], shown["published"]) == ("Rates rise", "2025-05-01")
    assert (shown["author"], shown["outlet"]) == ("Conrad Weil", None)
    assert held("search", "rate", "--since", "2025-05-01", "--json").json[0]["external_id"] == "rates-1"


def test_a_removed_article_is_gone(held: Dateline) -> None:
    own = held("articles", "show", "rates-1", "--json").json["article_id"]

    run = held("articles", "remove", "ferry-1", own)

    assert (run.code, run.out) == (0, "")
    assert "Removed 2" in run.err
    assert held("articles", "list", "--json").json == []
    assert held("search", "ferry", "--json").json == []


def test_removing_the_sample_leaves_the_rest(dateline: Dateline) -> None:
    dateline("ingest", str(jsonl("mixed.jsonl", {**FERRY, "sample": True}, RATES)))

    assert "Removed 1." in dateline("articles", "remove", "--sample").err

    assert [info["external_id"] for info in dateline("articles", "list", "--json").json] == ["rates-1"]


def test_the_sample_that_ships_is_marked_as_a_sample(dateline: Dateline) -> None:
    dateline("ingest", str(SAMPLE / "articles.jsonl"))

    listed = dateline("articles", "list", "--json").json

    assert len(listed) == 24
    assert all(info["sample"] for info in listed)


# Check, export, eval -------------------------------------------------------------------------------


def test_check_is_content_with_a_sound_home_and_repairs_a_broken_one(held: Dateline, tmp_path: Path) -> None:
    assert held("check").out == "Everything is in order (2 articles).\n"
    for file in (tmp_path / "home" / "words").rglob("*.*"):
        file.unlink()

    broken, shown = held("check", "--json"), held("check")
    repaired = held("check", "--repair", "--json")

    assert broken.code == shown.code == 1
    assert broken.json["faults"]
    assert set(broken.json["faults"][0]) == {"what", "count", "examples"}
    assert "dateline check --repair" in shown.out
    assert (repaired.code, repaired.json) == (0, {"articles": 2, "faults": []})
    assert held("search", "ferry", "--json").json[0]["external_id"] == "ferry-1"


def test_an_export_ingested_and_exported_again_is_the_same(
    dateline: Dateline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    no_id = {
        "title": "Untitled note",
        "text": "A note\r\nwith odd\u2028breaks, “marks” and 😀.",
        "published": "2025-01-02",
    }
    dateline("ingest", str(jsonl("news.jsonl", FERRY, RATES, no_id)))
    dateline("articles", "edit", "ferry-1", "--title", "Ferry ends at nine")

    first = dateline("export", "first.jsonl")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "second home"))
    assert dateline("ingest", "first.jsonl", "--json").json["added"] == 3
    dateline("export", "second.jsonl")

    assert (first.code, first.out) == (0, "")
    assert "Wrote 3 articles" in first.err
    assert Path("first.jsonl").read_bytes() == Path("second.jsonl").read_bytes()
    lines = Path("first.jsonl").read_bytes().splitlines()
    rows = {row["title"]: row for row in map(json.loads, lines)}
    assert rows["Untitled note"]["text"] == no_id["text"]
    assert rows["Rates [bold]rise[/bold]"] == RATES
    assert rows["Ferry ends at nine"] == {**FERRY, "title": "Ferry ends at nine", "language": "en"}


def test_eval_measures(held: Dateline) -> None:
    file = jsonl(
        "questions.jsonl",
        {
            "question": "Who stops at nine?",
            "article_ids": ["ferry-1"],
            "answer_patterns": ["stops at nine"],
            "kind": "fact",
        },
        {
            "question": "How high is the rate?",
            "article_ids": ["rates-1"],
            "answer_patterns": ["half a point"],
        },
        {"question": "Who invented zeppelins?", "kind": "unanswerable"},
    )

    run, shown = held("eval", str(file), "--json"), held("eval", str(file))

    assert run.code == shown.code == 0
    assert run.json["kinds"]["fact"]["hit@1"] == 1
    assert run.json["questions"] == 3
    assert "hit@1" in shown.out
    assert "unanswerable" in shown.out
    assert "…" not in shown.out, "a figure or its name is cut"
    assert "Missed 2: How high is the rate?" in shown.out
    assert "expected: “half a point” in Mail · undated · Rates [bold]rise[/bold]" in shown.out
    assert "questions" in run.err, "progress goes to standard error"


def test_the_figures_fit_80_characters(held: Dateline) -> None:
    question = {"question": "Who stops at nine?", "article_ids": ["ferry-1"], "answer_patterns": ["at nine"]}
    kinds = ["unanswerable", "a kind with a very long name [of its own]", "fact"]
    rows = [question | {"kind": kind} for kind in kinds[1:]] + [{"question": "Why?", "kind": kinds[0]}]

    lines = held("eval", str(jsonl("questions.jsonl", *rows))).out.splitlines()

    start = next(number for number, line in enumerate(lines) if "MRR@10" in line)
    assert max(len(line) for line in lines[start - 1 : start + 8]) <= 80
    assert [line.split()[:2] for line in lines if line.startswith("all ")] == [["all", "3"]]
    assert "[of" in "".join(lines), "a name is shown as it is"


def test_eval_reads_a_compressed_file(held: Dateline) -> None:
    question = b'{"question": "Who stops?", "article_ids": ["ferry-1"], "answer_patterns": ["at nine"]}'
    Path("questions.jsonl.gz").write_bytes(gzip.compress(question))

    assert held("eval", "questions.jsonl.gz", "--json").json["questions"] == 1


def test_eval_says_what_is_not_in_the_archive_and_goes_on(held: Dateline) -> None:
    lost = {"question": "Who stops?", "article_ids": ["lost-1"], "answer_patterns": ["at nine"]}

    run = held("eval", str(jsonl("questions.jsonl", lost)))

    assert run.code == 0
    assert "expected: “at nine” in lost-1 (not in this archive)" in run.out
    assert "this archive lacks: 1 (lost-1)" in run.out


def test_eval_names_the_line_that_cannot_be_used(held: Dateline) -> None:
    good = {"question": "Who stops?", "article_ids": ["ferry-1"], "answer_patterns": ["at nine"]}
    file = jsonl("questions.jsonl", good, good | {"answer_patterns": "at nine"})

    run = held("eval", str(file), "--json")

    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("Error: questions.jsonl, line 2: ")
    assert "answer_patterns" in run.err


def test_eval_can_be_stopped(held: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def stop(_: Any, question: str, *__: Any) -> None:
        asked.append(question)
        if len(asked) == 4:  # the first one warms up
            raise KeyboardInterrupt

    monkeypatch.setattr(Assistant, "ask", stop)
    questions = [{"question": f"Why {n}?", "kind": "unanswerable"} for n in range(5)]

    run = held("eval", str(jsonl("questions.jsonl", *questions)), "--json")

    assert (run.code, run.out) == (130, "")
    assert "Stopped after 2 of 5 questions" in run.err


# What goes wrong -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["articles", "show", "nothing"],
        ["articles", "edit", "nothing", "--title", "x"],
        ["articles", "remove", "nothing"],
        ["ask", "  "],
        ["search", ""],
        ["ask", "why", "--since", "2025-02-02", "--until", "2025-02-01"],
        ["export", "no such folder/out.jsonl"],
        ["eval", "empty.jsonl"],
        ["ask", "--batch", "broken.jsonl"],
    ],
)
def test_a_clear_error_ends_with_1(held: Dateline, arguments: list[str]) -> None:
    Path("empty.jsonl").touch()
    Path("broken.jsonl").write_text("{\n")

    run = held(*arguments)

    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("Error: ")
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["ask"],
        ["ask", "why", "--batch", "questions.jsonl"],
        ["ask", "why", "--since", "yesterday"],
        ["search", "why", "--limit", "0"],
        ["search", "why", "--nonsense"],
        ["ask", "--batch", "missing.jsonl"],
        ["ingest"],
        ["export"],
        ["eval", "missing.jsonl"],
        ["articles", "edit", "ferry-1"],
        ["articles", "edit", "ferry-1", "--title", " "],
        ["articles", "edit", "ferry-1", "--published", "yesterday"],
        ["articles", "remove"],
        ["serve", "--port", "0"],
    ],
)
def test_wrong_usage_ends_with_2(dateline: Dateline, arguments: list[str]) -> None:
    Path("questions.jsonl").touch()

    run = dateline(*arguments)

    assert (run.code, run.out) == (2, "")
    assert run.err


def test_a_wrong_setting_is_a_clear_error(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "soon")

    run = dateline("articles", "list")

    assert (run.code, run.out) == (1, "")
    assert "DATELINE_MODEL_TIMEOUT" in run.err


@pytest.mark.parametrize(
    "command", [["--help"], ["ask", "--help"], ["articles", "--help"], ["articles", "edit", "--help"]]
)
def test_help(dateline: Dateline, command: list[str]) -> None:
    run = dateline(*command)

    assert run.code == 0
    assert "Usage" in run.out


# A process of its own: nothing but JSON reaches standard output, whatever the libraries say --------


def test_standard_output_of_the_real_command_is_json_alone() -> None:
    """Over an empty home no model is loaded, so this is quick."""
    for command in (["ask", "why?", "--json"], ["check", "--json"]):
        ran = subprocess.run(
            [sys.executable, "-m", "ui.cli", *command], capture_output=True, text=True, timeout=120
        )

        assert ran.returncode == 0, ran.stderr
        json.loads(ran.stdout)
        assert "Traceback" not in ran.stderr


def test_help_loads_no_model() -> None:
    heavy = ("torch", "chromadb", "langchain", "streamlit")
    code = f"import sys, ui.cli; print([name for name in {heavy} if name in sys.modules])"

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert ran.stdout.strip() == "[]", ran.stderr


def test_serve_loads_the_sample_into_an_empty_home_once(
    dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, int]] = []
    anew: list[list[str]] = []
    monkeypatch.setattr(ui.serving, "run_app", lambda host, port: started.append((host, port)))
    monkeypatch.setattr(ui.serving, "start_anew", anew.append)

    assert dateline("serve", "--sample", "--port", "8599").code == 0
    assert dateline("serve", "--sample").code == 0

    assert len(dateline("articles", "list", "--json").json) == 24
    assert anew == [["serve", "--host", "127.0.0.1", "--port", "8599"]]
    assert started[-1] == ("127.0.0.1", 8501)  # the second time it serves at once


# Conversations -------------------------------------------------------------------------------------


def begun(held: Dateline, *questions: str) -> str:
    """Ask questions in a new conversation; return its id."""
    talk = held("ask", questions[0], "--conversation", "new", "--json").json["conversation"]
    for question in questions[1:]:
        assert held("ask", question, "--conversation", talk).code == 0
    return str(talk)


def test_a_follow_up_is_understood_in_its_conversation_and_numbers_go_on(held: Dateline) -> None:
    talk = begun(held, "What did Ada Quill say about the ferry?")

    run = held("ask", "and in 2016?", "--conversation", talk, "--asked", "2025-06-01", "--json")

    assert run.json["question"] == "and in 2016?"
    assert run.json["understood_as"] == "What did Ada Quill say about the ferry in 2016?"
    assert (run.json["conversation"], run.json["turn"]) == (talk, 2)
    assert run.err == f"Conversation {talk}, turn 2\n"
    shown = held("conversations", "show", talk, "--json").json
    assert shown["turns"][1] == {name: value for name, value in run.json.items() if name != "conversation"}
    assert run.json["abstained"], "nothing in the archive is of 2016 or names it"
    assert next((one["number"], one["external_id"]) for one in shown["sources"]) == (1, "ferry-1")


def test_a_follow_up_for_people_says_how_it_was_understood(held: Dateline) -> None:
    talk = begun(held, "What did Ada Quill say about the ferry?")

    run = held("ask", "what else did she say?", "--conversation", talk)

    assert run.out.startswith("Understood as: what else did Ada Quill say?\n")


def test_without_a_conversation_nothing_is_kept(held: Dateline) -> None:
    assert held("ask", "what else did she say?", "--json").json["understood_as"] is None

    assert held("conversations", "--json").code == 2, "the bare command takes no options"
    assert held("conversations", "list", "--json").json == []


def test_conversations_are_listed_shown_renamed_and_removed(held: Dateline) -> None:
    first = begun(held, "What did Ada Quill say about the ferry?")
    second = begun(held, "By how much did the [bold]bank[/bold] raise its rate?", "why?")

    assert [one["id"] for one in held("conversations", "list", "--json").json] == [second, first]
    listed = held("conversations").out
    assert f"{second} " in listed
    assert "[bold]bank[/bold]" in listed
    shown = held("conversations", "show", second).out
    assert "2. why?\nUnderstood as: Why was that" in shown
    assert shown.count("[1] Mail") == 1
    assert held("conversations", "rename", second, "Rates in March").code == 0
    assert "Rates in March" in held("conversations", "list").out
    assert held("conversations", "remove", second).code == 0
    assert [one["id"] for one in held("conversations", "list", "--json").json] == [first]


def test_a_conversation_is_exported_with_its_numbers(held: Dateline) -> None:
    talk = begun(held, "By how much did the bank raise its rate?", "What did Ada Quill say about the ferry?")

    assert held("conversations", "export", talk, "talk.md").code == 0
    written = Path("talk.md").read_text(encoding="utf-8")
    printed = held("conversations", "export", talk, "--json")

    assert "- “The ferry to Tern Island stops at nine,” Ada Quill said. [2]" in written
    sources = written.partition("## Sources")[2].strip().splitlines()
    assert [line[:5] for line in sources] == ["- [1]", "- [2]"]
    assert printed.json == held("conversations", "show", talk, "--json").json
    assert [source["number"] for source in printed.json["sources"]] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", "why?", "--conversation", "nobody"], 1),
        (["conversations", "show", "nobody"], 1),
        (["conversations", "rename", "nobody", "x"], 1),
        (["conversations", "remove", "nobody"], 1),
        (["conversations", "export", "nobody", "out.md"], 1),
        (["conversations", "export", "nobody"], 2),
        (["conversations", "export", "nobody", "out.md", "--json"], 2),
        (["conversations", "rename", "nobody", " "], 2),
        (["ask", "--batch", "two.jsonl", "--conversation", "new"], 2),
    ],
)
def test_a_conversation_that_is_not_there_or_asked_for_wrongly(
    held: Dateline, arguments: list[str], code: int
) -> None:
    run = held(*arguments)

    assert run.code == code
    assert run.out == ""
    assert ("No conversation has the id 'nobody'" in run.err) == (code == 1)
    assert not Path("out.md").exists()
