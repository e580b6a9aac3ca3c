"""Evidence: what each signal says, and that what is asked for decides which ones speak."""

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from assistant import evidence
from assistant.evidence import WEIGHTS, WEIGHTS_OF_TEXT, Asked, Candidate, weigh
from assistant.question import read_question
from corpus.records import ArticleInfo, Span
from corpus.sentence_vectors import PassageSentences

DAY = date(2025, 6, 30)
INFO = ArticleInfo(
    "a", None, 1, "T", "Gazette", None, date(2025, 6, 23), None, datetime.now(UTC), sample=False
)
PLACE = PassageSentences(1, "a", 1, Span(0, 10), np.zeros((1, 2), np.int64), np.zeros((1, 4), np.float32))


def asked(question: str, rarity: dict[str, float] | None = None) -> Asked:
    return Asked(read_question(question, DAY, lambda: ["Gazette", "Mail"]), rarity or {}, DAY)


def candidate(likeness: list[float] | None = None, **fields: Any) -> Candidate:
    known: dict[str, Any] = {"article": INFO, "meaning": 0.4, "article_words": 0.3, "article_meaning": 0.5}
    return Candidate(PLACE, likeness=np.array(likeness or [], np.float32), **{**known, **fields})


def test_the_best_sentences_speak_for_a_passage():
    one = candidate([0.1, 0.7, 0.5])

    assert evidence.best_sentence(one, asked("Why?")) == pytest.approx(0.7)
    assert evidence.two_best_sentences(one, asked("Why?")) == pytest.approx(0.6)
    assert evidence.best_sentence(candidate(), asked("Why?")) == 0
    assert evidence.two_best_sentences(candidate(), asked("Why?")) == 0


def test_rare_words_count_more():
    question = asked("Which militias met?", {"militia": 3.0, "met": 1.0})

    assert evidence.words_around(candidate(stems={"militia"}), question) == 0.75
    assert evidence.words_around(candidate(stems={"met"}), question) == 0.25
    assert evidence.words_around(candidate(stems={"met"}), asked("the of")) == 0


@pytest.mark.parametrize(
    ("question", "published", "expected"),
    [
        ("What happened in June 2025?", date(2025, 6, 23), 1),
        ("What happened in May 2025?", date(2025, 6, 5), 1),  # reported in the week after
        ("What happened in May 2025?", date(2025, 6, 23), 0),
        ("What happened since May 2025?", date(2025, 6, 23), 1),
        ("What happened in June 2025?", None, 0),
        ("What happened?", date(2025, 6, 23), 0),
    ],
)
def test_the_period_that_a_question_names(question: str, published: date | None, expected: int):
    info = ArticleInfo("a", None, 1, "T", None, None, published, None, datetime.now(UTC), sample=False)

    assert evidence.in_period(candidate(article=info), asked(question)) == expected


def test_the_outlet_that_a_question_names():
    assert evidence.by_outlet(candidate(), asked("According to the Gazette, why?")) == 1
    assert evidence.by_outlet(candidate(), asked("According to the Mail, why?")) == 0
    assert evidence.by_outlet(candidate(), asked("Why?")) == 0


def test_newer_reporting_counts_more_unless_the_question_names_its_time():
    assert evidence.fresh(candidate(), asked("What did the council say?")) == 0.5
    assert evidence.fresh(candidate(), asked("What did the council say in 2025?")) == 0
    undated = ArticleInfo("a", None, 1, "T", None, None, None, None, datetime.now(UTC), sample=False)
    assert evidence.fresh(candidate(article=undated), asked("What did the council say?")) == 0


def test_figures_speak_only_where_one_is_asked_for():
    one = candidate(text="It cost $5 million, 3% of the budget of 1,200.", window=Span(0, 9))

    assert evidence.figures(one, asked("How much did it cost?")) == 1
    assert evidence.figures(one, asked("Why did it cost so much?")) == 0


def test_the_speaker_who_is_asked_for_is_named_and_quoted():
    question = asked("What did Ada Quill say about ferries?")

    assert evidence.speaker_quoted(candidate(text="“They stop,” Quill said."), question) == 1
    assert evidence.speaker_quoted(candidate(text="“They stop,” Smith said."), question) == 0
    assert evidence.speaker_quoted(candidate(text="Quill was there."), question) == 0


def test_every_signal_lies_between_nought_and_one():
    one = candidate([0.3, 0.9], text="Quill paid $3, 4, 5, 6, 7 “now”.", stems={"pay"})

    for signal in [*WEIGHTS, *WEIGHTS_OF_TEXT]:
        for question in (
            "How much did Ada Quill say it cost in June 2025, according to the Gazette?",
            "Why?",
        ):
            assert 0 <= signal(one, asked(question, {"pay": 1.0})) <= 1


def test_evidence_adds_up():
    one = candidate([0.5])

    assert weigh(one, asked("Why?"), {evidence.passage_meaning: 2.0, evidence.best_sentence: 1.0}) == (
        pytest.approx(1.3)
    )
