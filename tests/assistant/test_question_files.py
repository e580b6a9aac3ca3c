"""Files of questions: what is read, each line's own filters, and what a broken line says."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.question_files import line_filters, questions
from corpus.errors import BadQuestion
from corpus.records import Filters


def lines(*some: Any) -> Path:
    file = Path("questions.jsonl")
    file.write_text(
        "\n".join(one if isinstance(one, str) else json.dumps(one) for one in some), encoding="utf-8"
    )
    return file


def test_lines_are_read_and_blank_ones_passed_over():
    file = lines({"qid": "a", "question": "Why?"}, "", "  ", {"question": "Who?"})

    assert questions(file) == [{"qid": "a", "question": "Why?"}, {"qid": "4", "question": "Who?"}]


def test_a_compressed_file_is_read_as_it_was():
    file = lines({"qid": "a", "question": "Why?"})
    packed = Path("questions.jsonl.gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))

    assert questions(packed) == questions(file)


def test_a_compressed_file_that_was_cut_is_an_error():
    packed = Path("questions.jsonl.gz")
    packed.write_bytes(gzip.compress(b'{"question": "Why?"}')[:-9])

    with pytest.raises(BadQuestion, match=r"questions.jsonl.gz cannot be read"):
        questions(packed)


def test_a_line_separator_inside_a_question_parts_nothing():
    file = lines(json.dumps({"question": "one\u2028two\x85three"}, ensure_ascii=False))

    assert [one["question"] for one in questions(file)] == ["one\u2028two\x85three"]


def test_a_byte_order_mark_is_no_part_of_the_first_line():
    Path("questions.jsonl").write_bytes(b'\xef\xbb\xbf{"question": "Why?"}\r\n')

    assert questions(Path("questions.jsonl")) == [{"qid": "1", "question": "Why?"}]


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[]",
        "null",
        '{"qid": "a"}',
        '{"question": 7}',
        '"Why?"',
        '{"a": \udc80}',
        "[" * 100_000,
    ],
)
def test_a_broken_line_is_named(broken: str):
    Path("questions.jsonl").write_bytes(b'{"question": "Why?"}\n' + broken.encode("utf-8", "surrogateescape"))

    with pytest.raises(BadQuestion, match="line 2"):
        questions(Path("questions.jsonl"))


def test_a_further_check_names_the_line_too():
    def check(fields: dict[str, Any]) -> None:
        if fields["qid"] == "b":
            raise BadQuestion("Not that one.")

    with pytest.raises(BadQuestion, match=r"line 2: Not that one\."):
        questions(lines({"qid": "a", "question": "Why?"}, {"qid": "b", "question": "Who?"}), check)


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
