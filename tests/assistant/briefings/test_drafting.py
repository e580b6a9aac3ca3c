"""Drafting: every line is cited and said once, a section without anything says so, and nothing is made up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.answer import Answer
from assistant.briefings.coverage import coverage_of
from assistant.briefings.drafting import draft, keep_draft
from assistant.briefings.reading import composed, every_briefing
from assistant.briefings.records import Cited, Composed, Heading, Note
from assistant.briefings.wishes import Wish, read_wish
from corpus import Corpus, open_corpus
from corpus.records import Filters
from ingest import ingest
from tests.assistant.archive import archive_of, article
from tests.conftest import ROOT
from tests.fakes import WordModel

SECTIONS = [
    "Key points",
    "Who said what",
    "Timeline",
    "Where outlets disagree",
    "What the archive does not hold",
]
ASKED = Filters(asked=date(2025, 6, 20))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Yield the sample articles under the fake embedding model."""
    with open_corpus(tmp_path_factory.mktemp("sample"), model=WordModel()) as corpus:
        list(ingest(corpus, [ROOT / "corpus" / "sample" / "articles.jsonl"]))
        yield corpus


@pytest.fixture(scope="module")
def bridge(sample: Corpus) -> Composed:
    """Return a draft on the bridge over the Vell, of which the sample has the most."""
    return drafted(sample, read_wish("brief me on the Vell bridge", ASKED))


def drafted(corpus: Corpus, wish: Wish) -> Composed:
    made = draft(corpus, Assistant(corpus), wish)
    assert made.picks, made.reason
    return composed(corpus, keep_draft(corpus, made).id)


def sections(made: Composed) -> dict[str, list[Any]]:
    """Return what stands below each heading of the first level."""
    found: dict[str, list[Any]] = {}
    for item in made.briefing.items:
        if isinstance(item.body, Heading) and item.body.level == 1:
            current = found.setdefault(item.body.text, [])
        else:
            current.append(item.body)
    return found


def test_every_line_is_cited_and_said_once(sample: Corpus, bridge: Composed) -> None:
    made = bridge

    assert list(sections(made)) == SECTIONS
    assert all(sections(made).values()), "a section without anything says so"
    assert made.faults == ()
    cited = [item for item in made.briefing.items if isinstance(item.body, Cited)]
    assert len(cited) > 5
    for item in cited:
        assert made.numbers(item)
        assert item.asked is not None
        assert (item.asked.answered_by, item.asked.generation) == ("quotes", sample.catalogue.generation)
        assert isinstance(item.body, Cited)
        assert item.body.flags == ()
    for one, other in combinations(cited, 2):
        assert one.body.text != other.body.text
        for place in getattr(one.body, "places", ()):
            for second in getattr(other.body, "places", ()):
                same = (place.article_id, place.version) == (second.article_id, second.version)
                assert not (same and place.span.meets(second.span))
    assert all(item.body.flags == () for item in made.briefing.items), "notes quote nothing either"


def test_numbers_count_in_the_order_of_the_draft(bridge: Composed) -> None:
    made = bridge

    given = [number for item in made.briefing.items for number in made.numbers(item)]
    assert list(dict.fromkeys(given)) == list(range(1, len(made.sources) + 1))


def test_only_the_days_that_were_asked_for_are_drawn_from(sample: Corpus) -> None:
    wish = read_wish("brief me on the Vell bridge from 1 March 2025 to 30 April 2025", ASKED)

    made = drafted(sample, wish)

    days = [source.article.published for source in made.sources]
    assert days
    assert all(day and date(2025, 3, 1) <= day <= date(2025, 4, 30) for day in days)
    assert made.briefing.title == "The Vell bridge, 1 March 2025 to 30 April 2025"


def test_who_said_what_is_by_speaker(bridge: Composed) -> None:
    said = sections(bridge)["Who said what"]

    speakers = [body.speaker for body in said if isinstance(body, Cited)]
    assert all(speakers)
    runs = [one for one, before in zip(speakers, [None, *speakers], strict=False) if one != before]
    assert len(runs) == len(set(runs)), "each speaker's statements stand together"


def test_the_timeline_is_in_order_of_days(bridge: Composed) -> None:
    published = {(one.article.id, one.article.version): one.article.published for one in bridge.sources}

    told = [body for body in sections(bridge)["Timeline"] if isinstance(body, Cited)]

    days = [published[body.places[0].article_id, body.places[0].version] for body in told]
    assert len(set(days)) > 2
    assert days == sorted(days, key=str)


@pytest.mark.parametrize("subject", ["the Lisbon tram strike", "the zebrafinch cup in Ruritania"])
def test_what_the_archive_does_not_hold_is_not_made_up(sample: Corpus, subject: str) -> None:
    before = every_briefing(sample)

    made = draft(sample, Assistant(sample), read_wish(subject, ASKED))

    assert made.picks == ()
    assert made.reason
    assert made.nearby
    assert every_briefing(sample) == before


@pytest.mark.parametrize(
    ("subject", "word"),
    [("the divorce of Oona Ferrow", "divorce"), ("the arrest of Fuad Hussein", "arrest")],
)
def test_what_never_happened_to_somebody_who_is_there_is_not_made_up(
    sample: Corpus, subject: str, word: str
) -> None:
    wish = read_wish(subject, ASKED)

    made = draft(sample, Assistant(sample), wish)
    hits = Assistant(sample).search(subject, ASKED, limit=40)

    assert made.picks == ()
    assert made.reason
    assert made.nearby
    assert f"none that says “{word}” of it" in (coverage_of(sample, wish, hits).lacking or "")


@pytest.mark.parametrize("subject", ["the Vell bridge", "the bridge over the Vell that the council wants"])
def test_what_the_archive_tells_of_lacks_nothing(sample: Corpus, subject: str) -> None:
    hits = Assistant(sample).search(subject, ASKED, limit=40)

    assert coverage_of(sample, read_wish(subject, ASKED), hits).lacking is None


def test_days_without_any_article_are_no_briefing(sample: Corpus) -> None:
    made = draft(
        sample, Assistant(sample), read_wish("the Vell bridge in detail", Filters(until=date(2020, 1, 1)))
    )

    assert (made.picks, made.nearby) == ((), ())
    assert made.reason == "The archive holds nothing on this."


QUAKE = [
    article(
        f"Quake in Halm: {outlet}",
        f"At least {toll} people died in the Halm quake on Monday, the rescue service said. "
        "The Halm quake broke the old bridge. The Halm quake was felt in four towns.",
        "2025-03-03",
        outlet=outlet,
    )
    for outlet, toll in (("Gazette", "seven"), ("Mail", "19"))
]


def test_figures_that_differ_stand_side_by_side(tmp_path: Path) -> None:
    with archive_of(tmp_path / "home", *QUAKE) as corpus:
        made = drafted(corpus, read_wish("the Halm quake", ASKED))

    heading, one, other, *_ = sections(made)["Where outlets disagree"]
    assert isinstance(heading, Heading)
    assert heading.text.startswith("The figures differ: ")
    assert {one.text[:19], other.text[:19]} == {"At least seven peop", "At least 19 people "}


def test_sections_without_anything_say_so(tmp_path: Path) -> None:
    with archive_of(tmp_path / "home", QUAKE[0]) as corpus:
        made = sections(drafted(corpus, read_wish("the Halm quake", ASKED)))

    assert made["Where outlets disagree"] == [Note("No figures that differ and no denials were found.")]
    assert (
        Note("The archive tells of this matter on one day only: too few to show how it developed.")
        in made["Timeline"]
    )
    assert made["What the archive does not hold"][0].text.startswith(
        "Found on this: 1 article of 1 outlet, published on 3 March 2025."
    )


class Writing(Assistant):
    """An assistant whose language model writes one sentence on whatever it is asked."""

    def ask(self, *arguments: Any, **more: Any) -> Answer:
        answer = super().ask(*arguments, **more)
        (first, *_) = answer.statements
        written = replace(
            first, text="The Halm quake broke a bridge.", kind="paraphrase", speaker=None, context=None
        )
        return replace(answer, statements=(written,), answered_by="a-model")


def test_a_language_model_writes_the_key_points_only(tmp_path: Path) -> None:
    with archive_of(tmp_path / "home", *QUAKE) as corpus:
        made = draft(corpus, Writing(corpus), read_wish("the Halm quake", ASKED))

    by = [pick.body.by for pick in made.picks if isinstance(pick.body, Cited)]
    assert by.count("a-model") == 1
    first = next(pick for pick in made.picks if isinstance(pick.body, Cited))
    assert (first.body.text, first.asked and first.asked.answered_by) == (
        "The Halm quake broke a bridge.",
        "a-model",
    )
