"""What counts as right, on answers made by hand; and which questions can be scored at all."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from assistant.answer import Answer, CitedPassage, Source, SourceSpan, Statement
from assistant.scoring import holds_answer, known_question, names_speaker, shows_evidence
from corpus.errors import BadQuestion
from corpus.records import ArticleInfo, Filters, Span

RIGHT, OTHER = (
    ArticleInfo(f"id-{name}", name, 1, name, None, None, None, None, datetime(2025, 1, 1, tzinfo=UTC), False)
    for name in ("ferry", "rates")
)
FIELDS = {"qid": "7", "question": "When?", "article_ids": ["ferry"], "answer_patterns": ["at nine"]}


def statement(text: str, source: int = 1, speaker: str | None = None) -> Statement:
    return Statement(text, "quote", (SourceSpan(source, Span(0, 1)),), speaker)


def answer(*statements: Statement) -> Answer:
    passages = (CitedPassage(Span(0, 1), "-"),)
    sources = (Source(1, RIGHT, passages), Source(2, OTHER, passages))
    return Answer("When?", statements, sources, Filters(), None, "quotes", abstained=not statements)


def test_case_and_the_shape_of_marks_do_not_matter_but_the_article_does() -> None:
    text = "“The ferry stops at nine,” Ada Quill said."

    assert holds_answer(RIGHT, text, ["ferry"], ['"the ferry stops'])
    assert holds_answer(RIGHT, text, ["id-ferry"], ["AT NINE"])
    assert not holds_answer(RIGHT, text, ["rates"], ["at nine"])
    assert not holds_answer(RIGHT, text, ["ferry"], ["at ten"])


def test_evidence_is_a_pattern_and_a_right_article() -> None:
    question = known_question(FIELDS)

    assert shows_evidence(question, answer(statement("It stops at nine.")))
    assert not shows_evidence(question, answer(statement("It stops at nine.", source=2)))
    assert not shows_evidence(question, answer(statement("It stops at ten.")))
    assert not shows_evidence(question, answer())


def test_five_statements_of_an_answer_count() -> None:
    question = known_question(FIELDS)
    other = statement("It rains.")

    assert shows_evidence(question, answer(*[other] * 4, statement("It stops at nine.")))
    assert not shows_evidence(question, answer(*[other] * 5, statement("It stops at nine.")))


def test_a_hundred_and_twenty_words_of_an_answer_count() -> None:
    question = known_question(FIELDS)

    assert shows_evidence(question, answer(statement("word " * 118), statement("at nine")))
    assert not shows_evidence(question, answer(statement("word " * 119), statement("at nine")))


@pytest.mark.parametrize(
    ("expected", "given", "right"),
    [
        ("Ada Quill", "ADA QUILL", True),
        ("Ada Quill, harbour master", "Quill", True),
        ("Robert O'Brien", "O’Brien, of the council", True),
        ("Ada Quill", "Ada", False),
        ("Ada Quill", None, False),
    ],
)
def test_a_speaker_is_right_by_the_last_word_of_the_name(
    expected: str, given: str | None, right: bool
) -> None:
    question = known_question({**FIELDS, "speaker": expected})

    assert names_speaker(question, answer(statement("It stops at nine.", speaker=given))) is right


def test_the_speaker_is_that_of_the_statement_with_the_evidence() -> None:
    question = known_question({**FIELDS, "speaker": "Ada Quill"})
    quill, dole = "Ada Quill", "Finn Dole"

    assert names_speaker(question, answer(statement("No.", 1, dole), statement("At nine.", 1, quill)))
    assert not names_speaker(question, answer(statement("No.", 1, quill), statement("At nine.", 1, dole)))
    assert names_speaker(question, answer(statement("No.", 1, quill), statement("Yes.", 1, dole)))


def test_no_speaker_is_judged_where_none_is_asked_for_or_nothing_is_said() -> None:
    assert names_speaker(known_question(FIELDS), answer(statement("At nine."))) is None
    assert names_speaker(known_question({**FIELDS, "speaker": "Ada Quill"}), answer()) is None


def test_a_question_is_read_with_its_filters() -> None:
    question = known_question(
        {**FIELDS, "asked": "2025-04-01T08:00:00Z", "outlet": "Gazette", "mood": "any", "article_ids": [7]}
    )

    assert question.filters == Filters(asked=date(2025, 4, 1), outlet="Gazette")
    assert (question.article_ids, question.patterns, question.answerable) == (("7",), ("at nine",), True)


@pytest.mark.parametrize("fields", [{"kind": "unanswerable"}, {"article_ids": [], "answer_patterns": []}])
def test_a_question_that_should_be_declined(fields: dict[str, Any]) -> None:
    assert not known_question({"qid": "7", "question": "Why?", **fields}).answerable


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"answer_patterns": "at nine"}, "answer_patterns"),
        ({"answer_patterns": [""]}, "answer_patterns"),
        ({"answer_patterns": None}, "answer_patterns"),
        ({"article_ids": {"ferry": 1}}, "article_ids"),
        ({"article_ids": []}, "article_ids"),
        ({"article_ids": [], "answer_patterns": None, "kind": ["fact"]}, "kind"),
        ({"kind": "all"}, "kind"),
        ({"kind": "unanswerable"}, "answer_patterns"),
        ({"speaker": ["Ada Quill"]}, "speaker"),
        ({"asked": "soon"}, "asked"),
        ({"since": "2025-02-02", "until": "2025-02-01"}, "since"),
    ],
)
def test_what_cannot_be_scored_is_an_error_that_names_it(fields: dict[str, Any], named: str) -> None:
    with pytest.raises(BadQuestion, match=rf"Question 7.*{named}"):
        known_question({**FIELDS, **fields})


def test_a_question_that_leaves_open_what_is_right_is_an_error() -> None:
    with pytest.raises(BadQuestion, match="unanswerable"):
        known_question({"qid": "7", "question": "Why?"})
