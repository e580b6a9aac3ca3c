"""Evidence: what each signal says, and that what is asked for decides which ones speak."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import evidence
from assistant.evidence import WEIGHTS, WEIGHTS_OF_TEXT, Asked, Candidates, Reading, weigh, weigh_text
from assistant.question import read_question
from corpus.records import ArticleInfo

DAY = date(2025, 6, 30)


def article(published: date | None = date(2025, 6, 23), outlet: str | None = "Gazette") -> ArticleInfo:
    return ArticleInfo("a", None, 1, "T", outlet, None, published, None, datetime.now(UTC), sample=False)


def asked(question: str, rarity: dict[str, float] | None = None) -> Asked:
    return Asked(read_question(question, DAY, lambda: ["Gazette", "Mail"]), rarity or {}, DAY)


def candidates(*articles: ArticleInfo, likeness: list[list[float]] | None = None) -> Candidates:
    """Return a passage an article, with sentences of this likeness to the question."""
    sentences = likeness or [[0.5]] * len(articles)
    number = len(articles)
    return Candidates(
        articles=articles,
        owner=np.arange(number),
        article_words=np.full(number, 0.3, np.float32),
        agreement=np.full(number, 0.2, np.float32),
        meaning=np.full(number, 0.4, np.float32),
        first=np.cumsum([0, *map(len, sentences)]),
        likeness=np.array([one for some in sentences for one in some], np.float32),
    )


def test_the_best_sentences_speak_for_a_passage():
    found = candidates(article(), article(), article(), likeness=[[0.1, 0.7, 0.5], [0.2], [0.4, 0.4]])

    assert evidence.best_sentence(found, asked("Why?")).tolist() == pytest.approx([0.7, 0.2, 0.4])
    assert evidence.two_best_sentences(found, asked("Why?")).tolist() == pytest.approx([0.6, 0.2, 0.4])


def test_what_speaks_for_an_article_speaks_for_each_of_its_passages():
    found = Candidates(
        articles=[article(), article()],
        owner=np.array([0, 0, 1]),
        article_words=np.array([0.9, 0.1], np.float32),
        agreement=np.array([0.7, 0.5], np.float32),
        meaning=np.array([0.2, 0.6, 0.3], np.float32),
        first=np.array([0, 1, 2, 3]),
        likeness=np.zeros(3, np.float32),
    )

    assert evidence.agreement(found, asked("Why?")).tolist() == pytest.approx([0.7, 0.7, 0.5])
    assert evidence.article_words(found, asked("Why?")).tolist() == pytest.approx([0.9, 0.9, 0.1])


def test_rare_words_count_more():
    question = asked("Which militias met?", {"militia": 3.0, "met": 1.0})

    assert evidence.words_held(Reading("", {"militia"}), question) == 0.75
    assert evidence.words_held(Reading("", {"met"}), question) == 0.25
    assert evidence.words_held(Reading("", {"met"}), asked("the of")) == 0


def test_another_name_of_a_country_counts_as_the_one_that_was_asked_with():
    question = Asked(
        read_question("Baghdad and militias"), {"baghdad": 1, "militia": 1}, DAY, alike={"baghdad": {"iraq"}}
    )

    assert evidence.words_held(Reading("", {"iraq"}), question) == 0.5
    assert evidence.words_held(Reading("", {"iran"}), question) == 0


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
    assert evidence.in_period(candidates(article(published)), asked(question)).tolist() == [expected]


def test_the_outlet_that_a_question_names():
    found = candidates(article(outlet="Gazette"), article(outlet="Mail"), article(outlet=None))

    assert evidence.by_outlet(found, asked("According to the Gazette, why?")).tolist() == [1, 0, 0]
    assert evidence.by_outlet(found, asked("According to the Mail, why?")).tolist() == [0, 1, 0]
    assert evidence.by_outlet(found, asked("Why?")).tolist() == [0, 0, 0]


def test_newer_reporting_counts_more_unless_the_question_names_its_time():
    found = candidates(article(DAY), article(date(2025, 6, 16)), article(None))

    assert evidence.fresh(found, asked("What did the council say?")).tolist() == [1, 0.5, 0]
    assert evidence.fresh(found, asked("What did the council say in 2025?")).tolist() == [0, 0, 0]


def test_figures_speak_only_where_one_is_asked_for():
    one = Reading("It cost $5 million, 3% of the budget of 1,200.", set())

    assert evidence.figures(one, asked("How much did it cost?")) == 1
    assert evidence.figures(one, asked("Why did it cost so much?")) == 0


def test_the_speaker_who_is_asked_for_is_named_and_quoted():
    question = Asked(read_question("What did Ada Quill say?"), {}, DAY, {"quill"})

    assert evidence.speaker_quoted(Reading("“They stop,” Quill said.", {"quill", "said"}), question) == 1
    assert evidence.speaker_quoted(Reading("“They stop,” Smith said.", {"smith", "said"}), question) == 0
    assert evidence.speaker_quoted(Reading("Quill was there.", {"quill"}), question) == 0
    assert evidence.speaker_quoted(Reading("“They stop,” Quill said.", {"quill"}), asked("Why?")) == 0


@given(
    st.lists(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=5), min_size=1, max_size=6),
    st.sampled_from(
        ["How much did Ada Quill say it cost in June 2025, according to the Gazette?", "Why?", "Wer?"]
    ),
)
def test_every_signal_is_a_number_from_nought_to_one_for_each_passage(
    likeness: list[list[float]], question: str
):
    found = candidates(*([article()] * len(likeness)), likeness=likeness)
    reading = Reading("Quill paid $3, 4, 5, 6, 7 “now”.", {"pay"})

    for signal in WEIGHTS:
        values = signal(found, asked(question))
        assert values.shape == (len(likeness),)
        assert ((values >= 0) & (values <= 1)).all()
    for of_text in WEIGHTS_OF_TEXT:
        assert 0 <= of_text(reading, asked(question, {"pay": 1.0})) <= 1


def test_evidence_adds_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(evidence, "WEIGHTS", {evidence.passage_meaning: 2.0, evidence.best_sentence: 1.0})
    monkeypatch.setattr(evidence, "WEIGHTS_OF_TEXT", {evidence.words_held: 3.0})

    assert weigh(candidates(article()), asked("Why?")).tolist() == pytest.approx([1.3])
    assert weigh_text(Reading("", {"ferri"}), asked("ferries?", {"ferri": 1.0})) == 3
