"""Timelines: in order of days, verbatim, short, on the matter, and told only where there is one to tell."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel

from assistant import Assistant
from assistant.answer import Answer, with_headings
from assistant.contract import answer_as_json
from corpus import Corpus
from corpus.records import Filters
from tests.assistant.archive import archive_of, article, take_in
from tests.assistant.timeline.matters import BAKERY, STRIKE

QUESTION = "How did the harbour strike develop?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), *STRIKE, BAKERY) as corpus:
        yield corpus


def texts(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


def assert_holds(answer: Answer, corpus: Corpus) -> None:
    """Assert what every timeline promises."""
    days = [statement.day for statement in answer.statements]
    assert None not in days
    assert days == sorted(days)
    assert 3 <= len(set(days)) <= len(days) <= 8
    assert all(days.count(day) <= 2 for day in days)
    assert len(set(texts(answer))) == len(days)
    for statement in answer.statements:
        (place,) = statement.spans
        source = answer.sources[place.source - 1]
        assert place.span.of(corpus.catalogue.get(source.article.id).text) == statement.text
        assert source.article.published == statement.day
        assert any(passage.span.holds(place.span) for passage in source.passages)


def test_the_days_of_a_matter_stand_in_order(archive: Corpus) -> None:
    answer = Assistant(archive).ask(QUESTION)

    assert (answer.form, answer.abstained, answer.answered_by) == ("timeline", False, "quotes")
    assert list(dict.fromkeys(one.day for one in answer.statements)) == [d.published for d in STRIKE]
    assert_holds(answer, archive)


def test_what_is_not_on_the_matter_is_left_out(archive: Corpus) -> None:
    shown = " ".join(texts(Assistant(archive).ask(QUESTION)))

    assert "bakery" not in shown
    assert "The mayor was away" not in shown


def test_a_sentence_that_leans_on_another_gives_way_to_one_that_stands_alone(archive: Corpus) -> None:
    of_the_ruling = [
        one.text for one in Assistant(archive).ask(QUESTION).statements if one.day == date(2025, 3, 12)
    ]

    assert of_the_ruling[0].startswith("A court in Halm ruled")


def test_a_quotation_has_its_speaker_and_a_reporters_sentence_none(corpus: Corpus) -> None:
    said = "“Nobody at the harbour wanted this strike,” union leader Ada Quill said in Halm on Thursday."
    take_in(corpus, *STRIKE, article("Quill on the harbour strike", said, "2025-03-27"))

    statements = {one.text: one for one in Assistant(corpus).ask(QUESTION).statements}

    assert (statements[said].kind, statements[said].speaker) == ("quote", "Ada Quill")
    assert {(one.kind, one.speaker) for text, one in statements.items() if "“" not in text} == {
        ("extract", None)
    }


def test_a_sentence_inside_a_longer_quotation_is_never_given_as_the_reporters(corpus: Corpus) -> None:
    inside = "The harbour strike in Halm was a crime against every sailor."
    take_in(
        corpus,
        *STRIKE,
        article("Harbour strike", f"The owner wrote: “So be it. {inside} That is all.”", "2025-03-15"),
    )

    assert inside not in texts(Assistant(corpus).ask(QUESTION))


def test_the_sample_tells_how_the_bridge_was_awarded(sample: Corpus) -> None:
    """It is fought over from February to May."""
    answer = Assistant(sample).ask("How did the award of the Vell bridge contract develop?")
    days = [one.day.isoformat() for one in answer.statements if one.day]

    assert answer.form == "timeline"
    assert days[0] == "2025-02-18"
    assert {"2025-02-27", "2025-04-25", "2025-05-22"} <= set(days)
    assert_holds(answer, sample)


def test_copies_take_one_place_and_are_named(corpus: Corpus) -> None:
    wire = (
        "Talks over the harbour strike in Halm broke down on Thursday after six hours in the town hall. Both "
        "sides of the harbour strike blamed each other, and no new date was set for any more of the talks."
    )
    take_in(
        corpus,
        *STRIKE[:1],
        *STRIKE[2:],
        article(
            "Harbour strike talks broke down", wire, "2025-03-06", outlet="Wire", url="https://wire.example/1"
        ),
        article(
            "Harbour strike talks broke down", wire, "2025-03-07", outlet="Mail", url="https://mail.example/1"
        ),
    )

    answer = Assistant(corpus).ask(QUESTION)
    (of_talks,) = [source for source in answer.sources if "talks" in source.article.title]

    assert of_talks.article.outlet == "Wire"
    assert [copy.outlet for copy in of_talks.copies] == ["Mail"]
    assert_holds(answer, corpus)


@pytest.mark.parametrize("held", [STRIKE[:2], [*STRIKE[:2], BAKERY], []])
def test_on_too_few_days_there_is_an_ordinary_answer(corpus: Corpus, held) -> None:
    take_in(corpus, *held)

    answer = Assistant(corpus).ask(QUESTION)

    assert answer.form == "answer"
    assert answer.abstained or answer.statements


def test_undated_articles_are_in_no_timeline(corpus: Corpus) -> None:
    undated = "The harbour strike in Halm was the longest in the memory of the pilots."
    take_in(corpus, *STRIKE, article("The harbour strike", undated))

    answer = Assistant(corpus).ask(QUESTION)

    assert answer.form == "timeline"
    assert undated not in texts(answer)


def test_the_period_of_the_question_and_given_filters_hold(archive: Corpus) -> None:
    since = Assistant(archive).ask("How has the harbour strike developed since 5 March 2025?")
    until = Assistant(archive).ask(QUESTION, Filters(until=date(2025, 3, 12)))
    of_one = Assistant(archive).ask(QUESTION, Filters(outlet="Harbour Post"))

    assert min(one.day for one in since.statements if one.day) == date(2025, 3, 6)
    assert max(one.day for one in until.statements if one.day) == date(2025, 3, 12)
    assert of_one.form == "answer"  # it reported on two days


def test_somebodys_words_are_no_timeline(archive: Corpus) -> None:
    assert Assistant(archive).ask("How has what Ada Quill said about the strike changed?").form == "answer"


def test_with_a_model_the_entries_are_still_verbatim_and_nobody_asks_it(archive: Corpus) -> None:
    silent = GenericFakeChatModel(messages=iter(()))

    answer = Assistant(archive, silent).ask(QUESTION)

    assert (answer.form, answer.answered_by, answer.fallback_reason) == ("timeline", "quotes", None)
    assert_holds(answer, archive)


def test_the_json_says_it_is_a_timeline_and_gives_each_day(archive: Corpus) -> None:
    told = answer_as_json(Assistant(archive).ask(QUESTION))
    plain = answer_as_json(Assistant(archive).ask("When did the harbour strike end?"))

    assert told["form"] == "timeline"
    assert told["statements"][0]["day"] == "2025-03-03"
    assert plain["form"] == "answer"
    assert {one["day"] for one in plain["statements"]} <= {
        d.published.isoformat() for d in STRIKE if d.published
    }


def test_each_day_stands_once_over_its_statements(archive: Corpus) -> None:
    told = Assistant(archive).ask(QUESTION)
    plain = Assistant(archive).ask("When did the harbour strike end?")

    assert [day for day, _, _ in with_headings(told) if day] == [d.published for d in STRIKE]
    assert {day for day, _, _ in with_headings(plain)} == {None}


_WORDS = st.sampled_from(
    "pilots court mayor union talks night deal ferry tug vote walkout harbour strike".split()
)
_SENTENCE = st.lists(_WORDS, min_size=3, max_size=12).map(
    lambda words: f"The harbour strike in Halm saw {' '.join(words)}."
)
_ARTICLE = st.tuples(st.integers(0, 40), st.lists(_SENTENCE, min_size=1, max_size=5), st.booleans())


@settings(max_examples=25)
@given(written=st.lists(_ARTICLE, min_size=1, max_size=12))
def test_whatever_the_archive_holds_a_timeline_keeps_its_promises(tmp_path_factory, written) -> None:
    """Days never fall, no sentence comes twice, every entry is verbatim in an article of its day."""
    drafts = [
        article(
            f"Harbour strike, report {number}",
            (" " if run_on else "\n\n").join(sentences),
            (date(2025, 3, 1) + timedelta(days)).isoformat(),
            url=f"https://halm.example/{number}",
        )
        for number, (days, sentences, run_on) in enumerate(written)
    ]
    with archive_of(tmp_path_factory.mktemp("drawn"), *drafts) as corpus:
        answer = Assistant(corpus).ask(QUESTION)

        if answer.form == "timeline":
            assert_holds(answer, corpus)
            assert all(one.day <= other.day for one, other in pairwise(answer.statements))
        else:
            assert answer.form == "answer"
