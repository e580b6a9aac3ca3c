"""The archive as a list: what is narrowed, ordered and counted is what a look at every article gives."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus, open_corpus
from corpus.copying import CopyPair, put_copies
from corpus.listing import Listing, Order
from corpus.narrowing import Only, Wanted
from corpus.records import Article
from tests.corpus.writing_helpers import draft, new_article, put
from tests.fakes import WordModel

WORDS = ("ferry", "harbour", "bank", "quarry", "zebrafinch")
OUTLETS = ("Gazette", "The Élan", "Mail")
COPIED = {"id-0": 2, "id-1": 2, "id-2": 2, "id-9": 1, "id-10": 1}  # 0 and 2 are of one family through 1


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Yield an archive of thirty articles that differ in all that a list can be narrowed to."""
    dice = random.Random(20250301)  # noqa: S311  # the same archive each time
    with open_corpus(tmp_path_factory.mktemp("listing") / "home", model=WordModel()) as corpus:
        made = []
        for number in range(30):
            of = draft(
                " ".join(dice.choices(WORDS, k=4)).capitalize() + ".",
                title=" ".join(dice.choices(WORDS, k=2)),
                outlet=dice.choice((*OUTLETS, None)),
                author=dice.choice(("Nell Garrity", None)),
                published=dice.choice((None, "2024-02-29", "2024-03-01", "2025-01-01", "2025-01-02")),
                language=dice.choice(("en", "de", None)),
                section=dice.choice(("World", "Örtliches", None)),
                correction=dice.choice(("A name was wrong.", None, None)),
                credit=dice.choice(("By A. Quill", None)),
                usage=dice.choice(("Not in print", None)),
                embargo=dice.choice((None, None, *(datetime.now(UTC) + timedelta(days=n) for n in (-9, 9)))),
                sample=dice.random() < 0.3,
            )
            made.append(new_article(corpus, of, str(number)))
        corpus.writer.add(made)
        for number in (3, 4, 5):  # they change, and so come in last
            again = replace(made[number].draft, text=made[number].draft.text + " Changed.")
            corpus.writer.add([new_article(corpus, again, str(number))])
        with corpus.catalogue.transaction() as connection:
            pairs = (("0", "1"), ("1", "2"), ("9", "10"))
            put_copies(connection, [CopyPair(f"id-{one}", f"id-{two}", "whole") for one, two in pairs])
        yield corpus


def everything(corpus: Corpus) -> list[Article]:
    return [corpus.catalogue.get(one) for one in corpus.catalogue.article_ids()]


def passes(article: Article, wanted: Wanted) -> bool:
    """Say by looking whether an article has all that is wanted."""
    info = article.info
    read = f"{info.title} {info.outlet} {info.author} {article.text}".lower().replace(".", " ").split()
    has = {
        "embargo": info.embargo is not None and info.embargo > datetime.now(UTC),
        "usage": bool(info.usage),
        "credit": bool(info.credit),
        "correction": bool(info.correction),
        "undated": info.published is None,
        "versions": info.version > 1,
        "copies": info.id in COPIED,
    }
    outlets = {outlet.lower() for outlet in wanted.outlets}
    return (
        set(wanted.words.lower().split()) <= set(read)
        and wanted.contains.lower() in info.title.lower()
        and (not outlets or (info.outlet or "").lower() in outlets)
        and (not wanted.since or (info.published is not None and info.published >= wanted.since))
        and (not wanted.until or (info.published is not None and info.published <= wanted.until))
        and wanted.language in (None, info.language)
        and (wanted.section or "").lower() in ("", (info.section or "").lower())
        and wanted.sample in (None, info.sample)
        and all(has[only] for only in wanted.only)
    )


def in_order(found: list[Article], order: Order) -> list[str]:
    found = sorted(found, key=lambda one: one.info.id)
    if order == "added":
        found.sort(key=lambda one: one.info.added, reverse=True)
    elif order == "oldest":
        found.sort(key=lambda one: one.info.published or date.max)
    else:
        found.sort(key=lambda one: one.info.published or date.min, reverse=True)
    return [one.info.id for one in found]


def ids(listing: Listing, wanted: Wanted, order: Order = "newest", limit: int = 100, offset: int = 0):
    return [one.article.id for one in listing.page(wanted, order, limit, offset)]


days = st.sampled_from([None, *(date(2024, 2, 29) + timedelta(n) for n in (-1, 0, 1, 307, 308))])
narrowed = st.builds(
    Wanted,
    words=st.lists(st.sampled_from([*WORDS, "Garrity", "élan"]), max_size=2).map(" ".join),
    contains=st.sampled_from(["", "", "FERRY", "y b"]),
    outlets=st.lists(st.sampled_from([*OUTLETS, "the éLAN", "None such"]), max_size=2).map(tuple),
    since=days,
    until=days,
    language=st.sampled_from([None, None, "en"]),
    section=st.sampled_from([None, None, "örtliches"]),
    only=st.lists(st.sampled_from(get_args(Only)), max_size=1).map(tuple),
    sample=st.sampled_from([None, None, True, False]),
)


@settings(max_examples=120)
@given(wanted=narrowed, order=st.sampled_from(get_args(Order)), rows=st.integers(1, 9))
def test_the_pages_are_what_a_look_at_every_article_gives(
    held: Corpus, wanted: Wanted, order: Order, rows: int
):
    listing = Listing(held)
    expected = [one for one in everything(held) if passes(one, wanted)]
    pages = [ids(listing, wanted, order, rows, at) for at in range(0, len(expected) + rows, rows)]
    listed = [one for page in pages for one in page]

    if order == "best" and wanted.words:
        assert sorted(listed) == sorted(one.info.id for one in expected)
    else:
        assert listed == in_order(expected, order)


@settings(max_examples=60)
@given(wanted=narrowed)
def test_what_is_counted_is_what_is_listed(held: Corpus, wanted: Wanted):
    expected = [one.info for one in everything(held) if passes(one, wanted)]
    dated = Counter(one.published for one in expected if one.published)

    found = Listing(held).overview(wanted)

    assert found.count == len(expected)
    assert list(found.days.items()) == sorted(dated.items())
    assert found.undated == sum(one.published is None for one in expected)
    assert found.outlets == Counter(one.outlet for one in expected)
    assert list(found.outlets.values()) == sorted(found.outlets.values(), reverse=True)


@given(words=st.text(max_size=30), contains=st.text(max_size=10))
@settings(max_examples=50)
def test_nothing_that_is_typed_breaks_the_list(held: Corpus, words: str, contains: str):
    wanted = Wanted(words=words.strip(), contains=contains)

    assert Listing(held).overview(wanted).count == len(ids(Listing(held), wanted))


def test_of_copies_the_others_of_the_family_are_counted(held: Corpus):
    listed = Listing(held).page(Wanted(), limit=100)

    assert {one.article.id: one.copies for one in listed if one.copies} == COPIED


def test_what_can_be_chosen_is_what_there_is(held: Corpus):
    infos = [one.info for one in everything(held)]

    choices = Listing(held).choices()

    assert set(choices.languages) == {one.language for one in infos} - {None}
    assert choices.sections[0] == Counter(one.section for one in infos if one.section).most_common()[0][0]


def test_the_best_match_comes_first(corpus: Corpus):
    put(corpus, "a", "The harbour was calm. A ferry came, and much else was told there of many things.")
    put(corpus, "b", "The ferry, the harbour, the ferry.", title="The ferry of the harbour")
    put(corpus, "c", "Only a ferry.", published="2025-01-01")

    assert ids(Listing(corpus), Wanted(words="ferries harbour"), "best") == ["id-b", "id-a"]
    assert ids(Listing(corpus), Wanted(words="ferry"), "newest")[0] == "id-c"


def test_many_words_are_looked_for_as_few_are(held: Corpus, monkeypatch: pytest.MonkeyPatch):
    wanted = Wanted(words="ferry harbour")
    found = ids(Listing(held), wanted, "best")
    assert found

    monkeypatch.setattr("corpus.listing._FEW", 0)

    assert ids(Listing(held), wanted, "best") == found


@pytest.mark.parametrize(
    "typed",
    [
        "id-b",
        "E/1",
        "https://www.gazette.example/ferry/",
        "gazette.example/ferry",
        "http://gazette.example/ferry",
    ],
)
def test_an_id_or_address_finds_its_article(corpus: Corpus, typed: str):
    put(corpus, "a", "gazette example ferry id b", url="https://gazette.example/ferry/2")
    put(corpus, "b", url="https://gazette.example/ferry", external_id="E/1")

    assert ids(Listing(corpus), Wanted(words=typed), "best")[0] == "id-b"


def test_an_article_is_found_by_the_address_it_was_known_by(corpus: Corpus):
    put(corpus, "url:gazette.example/first", url="https://gazette.example/second")

    for typed in ("https://gazette.example/first", "https://gazette.example/second"):
        assert ids(Listing(corpus), Wanted(words=typed)) == ["id-url:gazette.example/first"]


def test_words_that_say_nothing_are_looked_for_in_headlines(corpus: Corpus):
    put(corpus, "a", title="After all")
    put(corpus, "b", text="After all, all is told.")

    assert ids(Listing(corpus), Wanted(words="after all")) == ["id-a"]


def test_what_is_written_is_listed_and_counted_at_once(corpus: Corpus):
    listing, wanted = Listing(corpus), Wanted(words="zebrafinch")
    put(corpus, "a")
    assert listing.overview(wanted).count == 1

    put(corpus, "b", language="fr")
    assert listing.overview(wanted).count == len(ids(listing, wanted)) == 2
    assert listing.choices().languages == ["fr"]

    corpus.writer.remove(["id-a"])
    assert listing.overview(wanted).count == len(ids(listing, wanted)) == 1


def test_an_embargo_that_has_passed_is_no_longer_counted(corpus: Corpus, monkeypatch: pytest.MonkeyPatch):
    put(corpus, embargo=datetime.now(UTC) + timedelta(hours=1))
    listing, wanted = Listing(corpus), Wanted(only=("embargo",))
    assert listing.overview(wanted).count == 1

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(hours=2)

    monkeypatch.setattr("corpus.narrowing.datetime", Later)

    assert listing.overview(wanted).count == 0
    assert ids(listing, wanted) == []
