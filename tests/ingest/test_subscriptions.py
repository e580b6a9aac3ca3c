"""Updating subscribed feeds, from a web that the test writes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from corpus import Corpus
from corpus.checking import find_faults
from corpus.errors import FetchFailed
from corpus.subscriptions import Subscriptions
from ingest import Outcome
from ingest.fetching import Fetched
from ingest.subscriptions import update

FEED = "https://gazette.org/rss"
WHOLE = "The ferry to the island ends in March, the council said on Tuesday. It had run for ninety years. "
SUMMARY = "The ferry to the island ends in March."


@dataclass
class Web:
    """A web of pages by address; an exception is raised, and a page whose etag is known not sent again."""

    pages: dict[str, bytes | Exception] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        self.asked.append(url)
        final = self.moved.get(url, url)
        page = self.pages.get(final, FetchFailed(f"{final} answers 404. Check the address."))
        if isinstance(page, Exception):
            raise page
        tag = self.etags.get(final)
        same = tag is not None and tag == etag
        return Fetched(final, b"" if same else page, None, None, 304 if same else 200, tag, None)


def item(name: str, body: str, more: str = "") -> str:
    link = f"https://gazette.org/{name}?utm_source=rss"
    return f"<item><title>{name.title()}</title><link>{link}</link>{body}{more}</item>"


def whole(text: str) -> str:
    return f"<description>{SUMMARY}</description><content:encoded>{text}</content:encoded>"


def summary(text: str = SUMMARY) -> str:
    return f"<description>{text}</description>"


def rss(*items: str) -> bytes:
    start = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    title = "<title>Gazette</title><link>https://gazette.org/</link>"
    return f"{start}{title}{''.join(items)}</channel></rss>".encode()


def page(text: str = WHOLE * 3, head: str = "") -> bytes:
    return (
        f"<html><head>{head}</head><body><article><p>{text}</p><p>{text}</p></article></body></html>".encode()
    )


@pytest.fixture
def subscriptions(corpus: Corpus) -> Subscriptions:
    found = Subscriptions(corpus.catalogue)
    found.add(FEED)
    return found


@pytest.fixture
def web() -> Web:
    return Web()


def run(corpus: Corpus, web: Web) -> list[Outcome]:
    """Update all feeds; outcomes in the order of the entries, whichever was settled first."""
    web.asked.clear()
    outcomes = update(corpus, Subscriptions(corpus.catalogue).every(), web.fetch)
    return sorted(outcomes, key=lambda outcome: outcome.origin)


def statuses(outcomes: list[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def articles(corpus: Corpus) -> dict[str, str]:
    infos = corpus.catalogue.list_articles()
    return {info.title: corpus.catalogue.get(info.id).text for info in infos}


def test_a_feed_is_taken_in_and_known_afterwards(corpus: Corpus, subscriptions: Subscriptions, web: Web):
    web.pages[FEED] = rss(item("ferry", whole(WHOLE)), item("bridge", whole("It is shut. " * 5)))
    web.etags[FEED] = '"1"'

    outcomes = run(corpus, web)

    assert statuses(outcomes) == ["added", "added"]
    assert outcomes[0].origin == f"{FEED}, entry 1"
    assert articles(corpus) == {"Ferry": WHOLE.strip(), "Bridge": ("It is shut. " * 5).strip()}
    read = subscriptions.get(FEED)
    assert (read.title, read.etag, read.error) == ("Gazette", '"1"', None)
    assert read.fetched is not None
    assert find_faults(corpus) == []


def test_updating_again_and_again_doubles_nothing(corpus: Corpus, subscriptions: Subscriptions, web: Web):
    web.pages[FEED] = rss(item("ferry", whole(WHOLE)), item("bridge", summary()))
    web.pages["https://gazette.org/bridge?utm_source=rss"] = page()
    run(corpus, web)
    held = corpus.catalogue.list_articles()

    for _ in range(2):
        assert statuses(run(corpus, web)) == ["unchanged", "unchanged"]
        assert web.asked == [FEED]
    assert corpus.catalogue.list_articles() == held
    assert {info.version for info in held} == {1}


def test_a_feed_that_has_not_changed_is_not_even_read(corpus: Corpus, subscriptions: Subscriptions, web: Web):
    web.pages[FEED], web.etags[FEED] = rss(item("ferry", whole(WHOLE))), '"1"'
    run(corpus, web)
    subscriptions.note_failed(FEED, "It was away.")

    assert run(corpus, web) == []
    assert subscriptions.get(FEED).error is None


def test_the_page_of_a_summary_is_fetched_and_says_first(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    said = "<pubDate>Sun, 12 Jan 2025 23:30:00 -0500</pubDate><guid isPermaLink='false'>f1</guid>"
    web.pages[FEED] = rss(item("ferry", summary(), said))
    head = '<meta property="og:site_name" content="The Gazette"><meta name="author" content="Ann Lee">'
    web.pages["https://gazette.org/ferry?utm_source=rss"] = page(head=head)

    (outcome,) = run(corpus, web)

    article = corpus.catalogue.get(outcome.article_id or "")
    assert WHOLE.strip() in article.text
    info = article.info
    assert (info.outlet, info.author) == ("The Gazette", "Ann Lee")
    assert (info.title, info.published, info.external_id) == ("Ferry", date(2025, 1, 12), "f1")


def test_an_entry_without_any_text_comes_from_its_page(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    web.pages[FEED] = rss(item("ferry", "", "<pubDate>12 Jan 2025</pubDate>"))
    web.pages["https://gazette.org/ferry?utm_source=rss"] = page()

    assert statuses(run(corpus, web)) == ["added"]
    (info,) = corpus.catalogue.list_articles()
    assert (info.title, info.published) == ("Ferry", date(2025, 1, 12))


def test_a_changed_entry_is_fetched_again_and_the_others_are_not(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    for name in ("ferry", "bridge"):
        web.pages[f"https://gazette.org/{name}?utm_source=rss"] = page()
    web.pages[FEED] = rss(item("ferry", summary()), item("bridge", summary()))
    run(corpus, web)
    web.pages[FEED] = rss(item("ferry", summary("The ferry stays.")), item("bridge", summary()))
    web.pages["https://gazette.org/ferry?utm_source=rss"] = page("The ferry stays, after all, it says. " * 9)

    assert sorted(statuses(run(corpus, web))) == ["unchanged", "updated"]
    assert web.asked == [FEED, "https://gazette.org/ferry?utm_source=rss"]
    assert corpus.catalogue.count() == 2


def test_a_page_that_cannot_be_had_leaves_the_summary_until_it_can(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    web.pages[FEED], web.etags[FEED] = rss(item("ferry", summary()), item("bridge", "")), '"1"'

    ferry, bridge = run(corpus, web)

    assert (ferry.status, bridge.status) == ("added", "failed")
    assert "summary" in (ferry.reason or "")
    assert "404" in (ferry.reason or "")
    assert "404" in (bridge.reason or "")
    assert articles(corpus) == {"Ferry": SUMMARY}
    assert statuses(run(corpus, web)) == ["unchanged", "failed"], "asked again although nothing changed"

    for name in ("ferry", "bridge"):
        web.pages[f"https://gazette.org/{name}?utm_source=rss"] = page()
    assert statuses(run(corpus, web)) == ["updated", "added"]
    assert all(WHOLE.strip() in text for text in articles(corpus).values())
    assert run(corpus, web) == [], "and from then on the feed is believed"


def test_a_summary_never_replaces_the_whole_text(corpus: Corpus, subscriptions: Subscriptions, web: Web):
    link = "https://gazette.org/ferry?utm_source=rss"
    web.pages = {FEED: rss(item("ferry", summary())), link: page()}
    run(corpus, web)
    web.pages = {FEED: rss(item("ferry", summary("The ferry ends sooner.")))}

    (outcome,) = run(corpus, web)

    assert outcome.status == "failed"
    assert WHOLE.strip() in articles(corpus)["Ferry"]


def test_a_wall_does_not_pass_for_the_article(corpus: Corpus, subscriptions: Subscriptions, web: Web):
    web.pages[FEED] = rss(item("ferry", summary(WHOLE)), item("bridge", summary()))
    web.pages["https://gazette.org/ferry?utm_source=rss"] = page("Subscribe to read on, please.")
    web.pages["https://gazette.org/"] = page("Today's news in brief, all of it. " * 9)
    web.moved["https://gazette.org/bridge?utm_source=rss"] = "https://gazette.org/"

    ferry, bridge = run(corpus, web)

    assert articles(corpus) == {"Ferry": WHOLE.strip(), "Bridge": SUMMARY}
    assert "front page" in (bridge.reason or "")
    assert ferry.reason is None


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://www.gazette.org/2025/ferry", "https://www.gazette.org/2025/ferry"),
        ("https://gazette.org/", "https://gazette.org/final"),
        ("https://elsewhere.org/ferry", "https://gazette.org/final"),
    ],
)
def test_an_article_stands_where_its_page_says_unless_that_cannot_be(
    corpus: Corpus, subscriptions: Subscriptions, web: Web, canonical: str, url: str
):
    web.pages[FEED] = rss(item("ferry", summary()))
    web.moved["https://gazette.org/ferry?utm_source=rss"] = "https://gazette.org/final"
    web.pages["https://gazette.org/final"] = page(head=f'<link rel="canonical" href="{canonical}">')

    run(corpus, web)

    assert [info.url for info in corpus.catalogue.list_articles()] == [url]
    assert statuses(run(corpus, web)) == ["unchanged"]


def test_an_article_stays_one_when_its_page_is_found_later_or_moves(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    web.pages[FEED] = rss(item("ferry", summary()))
    (first,) = run(corpus, web)
    link = "https://gazette.org/ferry?utm_source=rss"
    for day, address in enumerate(("https://gazette.org/2025/ferry", "https://gazette.org/archive/ferry")):
        web.pages[FEED] = rss(item("ferry", summary(), f"<pubDate>{day + 1} Jan 2025</pubDate>"))
        web.pages[link] = page(head=f'<link rel="canonical" href="{address}">')
        assert [(one.status, one.article_id) for one in run(corpus, web)] == [("updated", first.article_id)]
    assert corpus.catalogue.count() == 1


@pytest.mark.parametrize(
    "broken",
    [
        FetchFailed("gazette.org does not answer. Try again later."),
        b"<html><body>Moved</body></html>",
        b"",
        rss(),
    ],
    ids=["unreachable", "a page", "nothing", "no entries"],
)
def test_a_failing_feed_keeps_its_error_and_the_rest_goes_on(
    corpus: Corpus, subscriptions: Subscriptions, web: Web, broken: bytes | Exception
):
    other = "https://herald.org/rss"
    subscriptions.add(other)
    web.pages = {FEED: broken, other: rss(item("ferry", whole(WHOLE)))}

    failed, added = run(corpus, web)

    assert (failed.origin, failed.status, added.status) == (FEED, "failed", "added")
    assert subscriptions.get(FEED).error == failed.reason
    assert subscriptions.get(other).error is None
    web.pages[FEED] = rss(item("bridge", whole("It is shut. " * 5)))
    run(corpus, web)
    assert subscriptions.get(FEED).error is None


def test_the_same_article_from_two_feeds_is_one_and_stays_as_it_is(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    other = "https://gazette.org/rss/local"
    subscriptions.add(other)
    web.pages = {FEED: rss(item("ferry", whole(WHOLE)))}
    web.pages[other] = web.pages[FEED].replace(b"<title>Gazette", b"<title>Gazette: Local")
    run(corpus, web)
    (held,) = corpus.catalogue.list_articles()

    for _ in range(2):
        assert statuses(run(corpus, web)) == ["unchanged", "unchanged"]
    assert corpus.catalogue.list_articles() == [held]
    assert held.version == 1


def test_an_entry_that_stands_twice_in_a_feed_is_taken_in_once(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    web.pages[FEED] = rss(item("ferry", whole(WHOLE)), item("ferry", whole("An older text of it. " * 5)))

    assert sorted(statuses(run(corpus, web))) == ["added", "duplicate"]
    assert articles(corpus) == {"Ferry": WHOLE.strip()}


def test_what_was_edited_stays_and_what_was_removed_does_not_come_back(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    """Not even where only a summary was had, and its page might be by now."""
    web.pages[FEED] = rss(
        item("ferry", whole(WHOLE)), item("bridge", whole("It is shut. " * 5)), item("pier", summary())
    )
    ferry, *others = run(corpus, web)
    corpus.writer.edit(ferry.article_id or "", outlet="By hand")
    corpus.writer.remove([one.article_id or "" for one in others])

    assert statuses(run(corpus, web)) == ["unchanged"]
    assert [info.outlet for info in corpus.catalogue.list_articles()] == ["By hand"]


@pytest.mark.parametrize("cut", [b"shut", b"</link>", b"Bridge"])
def test_a_feed_that_breaks_off_is_read_again(
    corpus: Corpus, subscriptions: Subscriptions, web: Web, cut: bytes
):
    complete = rss(item("ferry", whole(WHOLE)), item("bridge", whole("It is shut. " * 5)))
    web.pages[FEED], web.etags[FEED] = complete[: complete.rindex(cut)], '"1"'
    assert sorted(statuses(run(corpus, web))) == ["added", "failed"]

    web.pages[FEED] = complete
    assert sorted(statuses(run(corpus, web))) == ["added", "unchanged"]
    assert len(articles(corpus)["Bridge"]) == len("It is shut. " * 5) - 1


def test_what_was_not_settled_comes_again(corpus: Corpus, subscriptions: Subscriptions, web: Web):
    web.pages[FEED] = rss(*(item(f"story {i}", whole(f"{WHOLE} Story {i}.")) for i in range(5)))
    web.etags[FEED] = '"1"'
    running: Iterator[Outcome] = update(corpus, subscriptions.every(), web.fetch)
    next(running)
    running.close()  # type: ignore[attr-defined]
    assert subscriptions.get(FEED).etag is None

    run(corpus, web)
    assert corpus.catalogue.count() == 5
    assert run(corpus, web) == []


def test_entries_with_nothing_in_them_are_each_told_of(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    web.pages[FEED] = rss("<item/>", "<item/>", item("ferry", whole(WHOLE)))

    outcomes = run(corpus, web)

    assert sorted(statuses(outcomes)) == ["added", "failed", "failed"]
    assert {one.origin for one in outcomes if one.status == "failed"} == {
        f"{FEED}, entry {n}" for n in (1, 2)
    }


def test_half_a_character_in_a_feed_stops_no_update(corpus: Corpus, subscriptions: Subscriptions, web: Web):
    half = {"id": "\ud83d", "title": "Half \ud83d", "content_text": f"{WHOLE}\ud83d", "tags": ["\ud83d"]}
    half |= {"url": "https://gazette.org/a?b=\ud83d", "authors": ["\ud83d", {"name": "Ann \ud83d"}]}
    version = "https://jsonfeed.org/version/1.1"
    web.pages[FEED] = json.dumps({"version": version, "title": "\ud83d", "items": [half]}).encode()

    assert statuses(run(corpus, web)) == ["added"]
    assert statuses(run(corpus, web)) == ["unchanged"]


def moved_item(name: str, text: str) -> str:
    return item(name, whole(text), "<guid isPermaLink='false'>post 7</guid>").replace(name.title(), "Ferry")


def test_an_entry_whose_address_is_worded_anew_stays_one_article(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    web.pages[FEED] = rss(moved_item("ferry-ends", WHOLE * 2), item("other", whole(WHOLE * 3)))
    assert statuses(run(corpus, web)) == ["added", "added"]

    web.pages[FEED] = rss(moved_item("ferry-stays", WHOLE * 2 + "It stays."), item("other", whole(WHOLE * 3)))
    assert statuses(run(corpus, web)) == ["updated", "unchanged"]
    assert statuses(run(corpus, web)) == ["unchanged", "unchanged"]

    assert corpus.catalogue.count() == 2
    assert corpus.catalogue.get(corpus.catalogue.find_id("post 7")).info.version == 2


def test_an_id_that_entries_share_joins_none_of_them(corpus: Corpus, subscriptions: Subscriptions, web: Web):
    shared = "<guid isPermaLink='false'>0</guid>"
    web.pages[FEED] = rss(item("one", whole(WHOLE * 2), shared), item("two", whole(WHOLE * 3), shared))
    assert statuses(run(corpus, web)) == ["added", "added"]

    web.pages[FEED] = rss(item("three", whole(WHOLE * 4), shared), item("two", whole(WHOLE * 3), shared))
    assert statuses(run(corpus, web)) == ["added", "unchanged"]
    assert corpus.catalogue.count() == 3


def test_an_article_whose_address_was_edited_is_still_the_feeds(
    corpus: Corpus, subscriptions: Subscriptions, web: Web
):
    web.pages[FEED] = rss(item("ferry", summary()))
    web.pages["https://gazette.org/ferry?utm_source=rss"] = page()
    run(corpus, web)
    (article,) = corpus.catalogue.article_ids()
    corpus.writer.edit(article, url="https://gazette.org/archive/ferry")

    web.pages[FEED] = rss(item("ferry", summary("The ferry to the island ends in May.")))
    run(corpus, web)

    assert corpus.catalogue.article_ids() == [article]
    assert corpus.catalogue.get(article).info.url == "https://gazette.org/archive/ferry"
