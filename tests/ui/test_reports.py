"""`dateline reports`, `ask --suggest` and timelines on the command line."""

import json

import pytest

from corpus import open_corpus
from corpus.reports import Reports
from tests.assistant.archive import article, take_in
from tests.corpus.test_reports import WRONG
from tests.fakes import WordModel
from tests.ui.test_cli import Dateline, dateline  # noqa: F401  # the fixture

STRIKE = [
    article("Harbour strike begins", "A harbour strike of pilots began in Halm on Monday.", "2025-03-03"),
    article("Harbour strike talks", "Talks on the harbour strike broke down after six hours.", "2025-03-06"),
    article("Harbour strike ends", "The harbour strike in Halm ended on Friday with a deal.", "2025-03-21"),
]


@pytest.fixture
def home(tmp_path):
    """Return the home that the commands open, with two reports in it."""
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        for _ in range(2):
            Reports(corpus.catalogue).add(WRONG)
    return tmp_path / "home"


def test_reports_are_listed_newest_first(dateline: Dateline, home) -> None:  # noqa: F811
    plain, listed = dateline("reports"), dateline("reports", "list", "--json")

    assert "Night ferry ends" in plain.out
    assert "She said it, not he." in plain.out
    assert "2 reports." in plain.err
    assert [report["id"] for report in listed.json] == [2, 1]
    assert listed.json[0]["note"] == WRONG.note


def test_a_report_is_shown_with_all_that_was_kept(dateline: Dateline, home) -> None:  # noqa: F811
    plain, shown = dateline("reports", "show", "1"), dateline("reports", "show", "1", "--json")

    for part in (
        WRONG.note,
        WRONG.question,
        WRONG.statement,
        WRONG.words,
        "version 2",
        "no longer in the archive",
    ):
        assert part in plain.out
    assert shown.json["answer"] == WRONG.answer
    assert shown.json["spans"] == [[0, 26], [40, 44]]
    assert shown.json["article_held"] is False


def test_what_is_done_is_listed_only_with_all(dateline: Dateline, home) -> None:  # noqa: F811
    assert dateline("reports", "done", "1").code == 0

    assert [report["id"] for report in dateline("reports", "list", "--json").json] == [2]
    every = dateline("reports", "list", "--all", "--json").json
    assert [bool(report["done"]) for report in every] == [False, True]


@pytest.mark.parametrize("command", ["show", "done"])
def test_an_unknown_report_is_a_clear_error(dateline: Dateline, home, command: str) -> None:  # noqa: F811
    ended = dateline("reports", command, "9")

    assert ended.code == 1
    assert ended.err.startswith("Error: No report has the number 9.")


def test_no_reports_are_no_error(dateline: Dateline) -> None:  # noqa: F811
    assert dateline("reports", "--json").code == 2  # --json belongs to the list
    assert dateline("reports", "list", "--json").json == []
    assert "0 reports." in dateline("reports").err


def test_a_timeline_shows_each_day_before_its_statements(dateline: Dateline, tmp_path) -> None:  # noqa: F811
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        take_in(corpus, *STRIKE)

    lines = dateline("ask", "How did the harbour strike develop?").out.splitlines()

    assert lines[:6:2] == ["2025-03-03", "2025-03-06", "2025-03-21"]
    assert lines[1].startswith("• A harbour strike of pilots began")


def test_suggestions_are_shown_only_where_they_are_asked_for(dateline: Dateline, tmp_path) -> None:  # noqa: F811
    said = [
        article(
            f"Strike: {name}", f"“The strike {how},” {name}, mayor of Halm, said on Monday.", "2025-03-03"
        )
        for name, how in [("Ada Quill", "goes on"), ("Ben Moss", "must end")]
    ]
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        take_in(corpus, *said)
    question, following = (
        "What did Ada Quill say about the strike?",
        "What did Ben Moss say about the strike?",
    )

    assert "suggestions" not in dateline("ask", question, "--json").json
    assert following not in dateline("ask", question).out
    assert dateline("ask", question, "--suggest", "--json").json["suggestions"] == [following]
    assert f"You may ask next:\n• {following}" in dateline("ask", question, "--suggest").out


def test_suggestions_are_for_one_question(dateline: Dateline, tmp_path) -> None:  # noqa: F811
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"qid": "1", "question": "When?"}))

    assert dateline("ask", "--batch", str(file), "--suggest").code == 2
