"""The assistant as other programs use it: search, ask, stream."""

from collections.abc import Iterator
from datetime import date

import pytest
from langchain_core.language_models import FakeListChatModel

import assistant.assistant
from assistant import Assistant
from assistant.answer import Answer, Statement
from assistant.question import GUESSES
from corpus import Corpus
from corpus.errors import BadQuestion
from corpus.records import Filters
from tests.assistant.archive import archive_of, article

OLD = article(
    "Ferry to Tern Island", "The ferry to Tern Island runs at night.", "2025-03-01", outlet="Gazette"
)
NEW = article("Ferry stops", "The ferry to Tern Island no longer runs at night.", "2025-04-01", outlet="Mail")
QUESTION = "Does the ferry to Tern Island run at night?"
# Alike but for their day and outlet; where neither counts, the newer goes first.
HERONS = [
    article("Of the month", "Herons were seen at the pier.", "2025-03-05", outlet="Mail"),
    article("Of the outlet", "Herons were seen at the pond.", "2025-01-05", outlet="Gazette"),
    article("Of neither", "Herons were seen at the lake.", "2025-05-05", outlet="Mail"),
]
NAMING = "Herons seen in March 2025, according to the Gazette"
ON = Filters(asked=date(2025, 6, 5))


@pytest.fixture(scope="module")
def herons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("herons"), *HERONS) as corpus:
        yield corpus


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), OLD, NEW) as corpus:
        yield corpus


def test_a_stream_is_the_answers_statements_and_then_the_answer(archive: Corpus) -> None:
    *statements, answer = Assistant(archive).stream(QUESTION)

    assert isinstance(answer, Answer)
    assert statements == list(answer.statements)
    assert all(isinstance(one, Statement) for one in statements)
    assert answer == Assistant(archive).ask(QUESTION)


def test_without_a_model_quotes_answer_and_nothing_failed(archive: Corpus) -> None:
    answer = Assistant(archive).ask(QUESTION)

    assert (answer.answered_by, answer.fallback_reason) == ("quotes", None)
    assert not answer.abstained
    assert answer.question == QUESTION


def test_the_day_of_asking_is_today_unless_it_is_given(
    archive: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Today(date):
        @classmethod
        def today(cls) -> date:
            return date(2025, 3, 15)

    monkeypatch.setattr(assistant.assistant, "date", Today)

    answer = Assistant(archive).ask(QUESTION)

    assert answer.filters.asked == date(2025, 3, 15)
    assert answer.as_of == date(2025, 3, 1)
    assert {source.article.title for source in answer.sources} == {OLD.title}
    later = Assistant(archive).ask(QUESTION, Filters(asked=date(2025, 4, 1)))
    assert later.as_of == date(2025, 4, 1)


def test_an_answer_keeps_the_filters_it_was_asked_with(archive: Corpus) -> None:
    filters = Filters(
        since=date(2025, 3, 1), until=date(2025, 3, 31), outlet="Gazette", asked=date(2025, 5, 1)
    )

    answer = Assistant(archive).ask(QUESTION, filters)

    assert answer.filters == filters
    assert [source.article.outlet for source in answer.sources] == ["Gazette"]


def test_filters_that_nothing_passes_abstain(archive: Corpus) -> None:
    answer = Assistant(archive).ask(QUESTION, Filters(outlet="Nobody's Paper"))

    assert answer.abstained
    assert (answer.reason, answer.as_of) == ("The archive holds nothing on this.", None)


def test_a_time_that_ends_before_it_begins_is_refused(archive: Corpus) -> None:
    backwards = Filters(since=date(2025, 4, 2), until=date(2025, 4, 1))

    with pytest.raises(BadQuestion, match="Swap them"):
        Assistant(archive).ask(QUESTION, backwards)
    with pytest.raises(BadQuestion, match="Swap them"):
        Assistant(archive).search(QUESTION, backwards)


def test_an_empty_question_is_refused(archive: Corpus) -> None:
    with pytest.raises(BadQuestion):
        Assistant(archive).ask("  ")


def test_search_returns_hits_best_first(archive: Corpus) -> None:
    hits = Assistant(archive).search("no longer runs", limit=1)

    assert [hit.article.title for hit in hits] == [NEW.title]
    assert Assistant(archive).search(QUESTION, Filters(asked=date(2025, 3, 2)))[0].article.title == OLD.title


@pytest.mark.parametrize(
    ("without", "inferred", "first"),
    [
        ((), ("since", "until", "outlet"), "Of the month"),
        (("period",), ("outlet",), "Of the outlet"),
        (("outlet",), ("since", "until"), "Of the month"),
        (GUESSES, (), "Of neither"),
    ],
)
def test_what_was_read_from_a_question_can_be_left_out(herons: Corpus, without, inferred, first) -> None:
    answer = Assistant(herons).ask(NAMING, ON, without=without)
    *_, streamed = Assistant(herons).stream(NAMING, ON, without=without)
    hits = Assistant(herons).search(NAMING, ON, without=without)

    assert answer.filters.inferred == inferred
    assert {"since", "until", "outlet"} - set(inferred) == {
        name for name in ("since", "until", "outlet") if getattr(answer.filters, name) is None
    }
    assert streamed == answer
    assert hits[0].article.title == first
    assert {hit.article.title for hit in hits} == {draft.title for draft in HERONS}


@pytest.mark.parametrize("without", [(), ("period",), ("outlet",), GUESSES])
def test_a_model_is_shown_what_is_found_without_it_too(herons: Corpus, without) -> None:
    asked: list[str] = []

    class Listening(FakeListChatModel):
        def _stream(self, messages, *rest, **options):
            asked.append(str(messages))
            return super()._stream(messages, *rest, **options)

    Assistant(herons, Listening(responses=["Nothing."])).ask(NAMING, ON, without=without)

    found = Assistant(herons).search(NAMING, ON, grouped=True, without=without)
    places = [asked[0].index(hit.passage.text) for hit in found]
    assert len(places) == len(HERONS)
    assert places == sorted(places)
