"""Many questions at once: lines in, each with its own filters, and what a broken line says."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from corpus import Corpus
from corpus.errors import BadQuestion
from corpus.records import Filters
from tests.assistant.archive import article, take_in
from ui.batch import answers, line_filters, questions, searches


@pytest.fixture
def assistant(corpus: Corpus) -> Assistant:
    take_in(
        corpus,
        article("Ferry stops", "The ferry to Tern Island stops at night.", "2025-03-01", outlet="Gazette"),
        article("Ferry returns", "The ferry to Tern Island is back at night.", "2025-04-01", outlet="Mail"),
    )
    return Assistant(corpus)


def lines(*some: Any) -> Path:
    file = Path("questions.jsonl")
    file.write_text(
        "\n".join(one if isinstance(one, str) else json.dumps(one) for one in some), encoding="utf-8"
    )
    return file


def test_lines_are_read_and_blank_ones_passed_over():
    file = lines({"qid": "a", "question": "Why?"}, "", "  ", {"question": "Who?"})

    assert questions(file) == [{"qid": "a", "question": "Why?"}, {"qid": "4", "question": "Who?"}]


def test_a_line_separator_inside_a_question_parts_nothing():
    file = lines(json.dumps({"question": "one\u2028two\x85three"}, ensure_ascii=False))

    assert [one["question"] for one in questions(file)] == ["one\u2028two\x85three"]


def test_a_byte_order_mark_is_no_part_of_the_first_line():
    Path("questions.jsonl").write_bytes(b'\xef\xbb\xbf{"question": "Why?"}\r\n')

    assert questions(Path("questions.jsonl")) == [{"qid": "1", "question": "Why?"}]


@pytest.mark.parametrize(
    "broken", ["{", "[]", "null", '{"qid": "a"}', '{"question": 7}', '"Why?"', '{"a": \udc80}']
)
def test_a_broken_line_is_named(broken: str):
    Path("questions.jsonl").write_bytes(b'{"question": "Why?"}\n' + broken.encode("utf-8", "surrogateescape"))

    with pytest.raises(BadQuestion, match="line 2"):
        questions(Path("questions.jsonl"))


def test_a_lines_own_filters_go_before_the_common_ones():
    common = Filters(since=date(2025, 1, 1), outlet="Gazette", asked=date(2025, 5, 1))

    assert line_filters({"qid": "a"}, common) == common
    assert line_filters(
        {"qid": "a", "since": "2025-02-01", "outlet": "Mail", "asked": None}, common
    ) == Filters(since=date(2025, 2, 1), outlet="Mail", asked=date(2025, 5, 1))
    assert line_filters({"qid": "a", "asked": "2025-06-01T08:00:00Z"}, common).asked == date(2025, 6, 1)


def test_a_wrong_day_names_its_question():
    with pytest.raises(BadQuestion, match=r"q7.*since.*YYYY-MM-DD"):
        line_filters({"qid": "q7", "since": "last week"}, Filters())


def test_each_answer_has_its_qid_and_its_time(assistant: Assistant):
    asked = [
        {"qid": "a", "question": "When does the ferry stop?", "asked": "2025-03-02"},
        {"qid": 7, "question": "When does the ferry stop?"},
    ]

    first, second = answers(assistant, asked, Filters())

    assert (first["qid"], second["qid"]) == ("a", 7)
    assert first["seconds"] >= 0
    assert {source["outlet"] for source in first["sources"]} == {"Gazette"}
    assert {source["outlet"] for source in second["sources"]} == {"Gazette", "Mail"}


def test_each_search_has_its_hits(assistant: Assistant):
    asked = [{"qid": "a", "question": "ferry", "outlet": "mail"}, {"qid": "b", "question": "ferry"}]

    first, second = searches(assistant, asked, Filters(), 1)

    assert set(first) == {"qid", "seconds", "hits"}
    assert [hit["outlet"] for hit in first["hits"]] == ["Mail"]
    assert len(second["hits"]) == 1
