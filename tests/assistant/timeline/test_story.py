"""Stories and matters told by day because somebody asks for just that, whatever the words of the question."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant import Assistant
from assistant.timeline import NOTHING_TO_TELL, Timeline
from assistant.timeline.story import about_the_story
from corpus import Corpus
from corpus.errors import BadQuestion, NotFound
from corpus.records import Article, Filters
from tests.assistant.archive import archive_of, article, take_in
from tests.assistant.timeline.matters import BAKERY, STRIKE

SPEECH = article(
    "Harbour strike remembered",
    "The harbour strike in Halm was remembered on Sunday with a march along the harbour.",
    "2026-03-08",
    outlet="Harbour Post",
)
# Alike in nearly all words, for the fake model counts words.
FIRE = [
    article(
        f"Tannery fire in Corbel {what}",
        f"The fire in the old tannery of Corbel {what} on {weekday} after firemen fought it for hours.",
        day,
        outlet="Corbel Echo",
    )
    for what, weekday, day in (
        ("spreads", "Monday", "2025-06-02"),
        ("burns on", "Wednesday", "2025-06-04"),
        ("dies down", "Friday", "2025-06-06"),
        ("flares up again", "Tuesday", "2026-01-06"),
    )
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), *STRIKE, BAKERY, SPEECH, *FIRE) as corpus:
        yield corpus


def days(timeline: Timeline) -> list[date | None]:
    return list(dict.fromkeys(one.day for one in timeline.answer.statements))


def the_article(corpus: Corpus, title: str) -> Article:
    (info,) = corpus.catalogue.list_articles(contains=title)
    return corpus.catalogue.get(info.id)


def test_a_matter_is_told_by_day_though_its_words_ask_for_nothing(archive: Corpus) -> None:
    timeline = Assistant(archive).timeline("the harbour strike in Halm")

    assert timeline.answer.form == "timeline"
    assert days(timeline) == [one.published for one in (*STRIKE, SPEECH)]
    for statement in timeline.answer.statements:
        (place,) = statement.spans
        source = timeline.answer.sources[place.source - 1]
        assert place.span.of(archive.catalogue.get(source.article.id).text) == statement.text


def test_how_much_was_reported_is_counted_by_day(archive: Corpus) -> None:
    reported = Assistant(archive).timeline("the harbour strike in Halm").reported

    assert set(reported) >= {one.published for one in STRIKE}
    assert BAKERY.published not in reported
    assert set(reported.values()) == {1}


def test_days_and_outlets_that_are_given_bound_it(archive: Corpus) -> None:
    filters = Filters(since=date(2025, 3, 5), until=date(2025, 3, 31), outlet="Harbour Post")

    timeline = Assistant(archive).timeline("the harbour strike in Halm", filters)

    assert days(timeline) == [date(2025, 3, 6), date(2025, 3, 21)]
    assert {one.outlet for one in timeline.answer.statements} == {"Harbour Post"}


def test_too_few_days_are_shown_and_said_to_be_few(archive: Corpus) -> None:
    few = Filters(since=date(2025, 6, 1), until=date(2025, 6, 5))

    timeline = Assistant(archive).timeline("the tannery fire in Corbel", few)

    assert days(timeline) == [date(2025, 6, 2), date(2025, 6, 4)]
    assert "2 days only" in timeline.answer.notes[0]


def test_where_nothing_is_held_it_says_so_and_shows_what_is_near(archive: Corpus) -> None:
    answer = Assistant(archive).timeline("the eruption of Mount Corbel").answer

    assert (answer.abstained, answer.statements, answer.reason) == (True, (), NOTHING_TO_TELL)


def test_an_empty_matter_is_refused(archive: Corpus) -> None:
    with pytest.raises(BadQuestion, match="empty"):
        Assistant(archive).timeline("   ")


def test_an_empty_archive_has_nothing_to_tell(corpus: Corpus) -> None:
    assert Assistant(corpus).timeline("the harbour strike").answer.abstained


def test_the_name_in_a_matter_must_be_held(corpus: Corpus) -> None:
    """A strike elsewhere shares all words but the name."""
    take_in(corpus, *STRIKE)

    assert Assistant(corpus).timeline("the harbour strike in Corbel").answer.abstained


def test_a_story_is_told_from_any_article_of_it(archive: Corpus) -> None:
    for headline in ("spreads", "burns on", "dies down"):
        timeline = Assistant(archive).story(the_article(archive, headline).info.id)

        assert days(timeline) == [one.published for one in FIRE[:3]]
        assert {source.article.outlet for source in timeline.answer.sources} == {"Corbel Echo"}


def test_a_story_ends_after_some_months_unless_that_is_taken_back(archive: Corpus) -> None:
    one = the_article(archive, "dies down")
    assistant = Assistant(archive)

    bounded, whole = assistant.story(one.info.id), assistant.story(one.info.id, without=["period"])

    assert FIRE[3].published not in days(bounded)
    assert bounded.answer.filters.inferred == ("since", "until")
    assert FIRE[3].published in days(whole)
    assert whole.answer.filters.inferred == ()


def test_days_that_are_given_bound_a_story_instead(archive: Corpus) -> None:
    one = the_article(archive, "dies down")

    told = Assistant(archive).story(one.info.id, Filters(since=date(2025, 6, 3)))

    assert days(told)[0] == date(2025, 6, 4)
    assert told.answer.filters.inferred == ()


def test_an_unknown_article_has_no_story(archive: Corpus) -> None:
    with pytest.raises(NotFound):
        Assistant(archive).story("0" * 16)


@pytest.mark.parametrize(
    ("headline", "matter"),
    [
        ("OPINION: The bridge is late", "The bridge is late"),
        ("Ferry sinks off Tern (+video)", "Ferry sinks off Tern"),
        ("Ferry sinks off Tern | The Gazette", "Ferry sinks off Tern"),
        ("Ferry sinks: all aboard saved", "Ferry sinks: all aboard saved"),
        ("  ", "It opens."),
    ],
)
def test_the_matter_is_the_headlines_own_words(corpus: Corpus, headline: str, matter: str) -> None:
    take_in(corpus, article("x", "It opens.", "2025-03-03"))
    held = the_article(corpus, "x")
    info = type(held.info)(**{**_fields(held.info), "title": headline})

    assert about_the_story(Article(info, held.text)).matter == matter


def _fields(info: object) -> dict[str, object]:
    return {name: getattr(info, name) for name in type(info).__slots__}  # type: ignore[attr-defined]
