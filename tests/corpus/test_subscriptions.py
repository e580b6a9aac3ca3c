"""Subscriptions: which feeds are followed, and what they said last."""

from datetime import UTC, datetime, timedelta

import pytest

from corpus import Corpus, open_corpus
from corpus.errors import NotFound
from corpus.subscriptions import EVERY_MINUTES, HeldEntry, Subscriptions
from tests.fakes import WordModel

URL, OTHER = "https://gazette.org/rss", "https://herald.org/atom"
HELD = HeldEntry("abc", whole=True, article_id="0123456789abcdef")


@pytest.fixture
def subscriptions(corpus: Corpus) -> Subscriptions:
    return Subscriptions(corpus.catalogue)


def test_a_new_feed_has_never_been_asked(subscriptions: Subscriptions):
    before = datetime.now(UTC)
    added = subscriptions.add(URL)

    assert subscriptions.get(URL) == added
    assert (added.url, added.minutes, added.title) == (URL, EVERY_MINUTES, None)
    assert (added.fetched, added.etag, added.last_modified, added.error) == (None, None, None, None)
    assert before <= added.added <= datetime.now(UTC)


def test_adding_again_changes_the_interval_and_nothing_else(subscriptions: Subscriptions):
    subscriptions.add(URL)
    subscriptions.note_read(URL, title="Gazette", etag='"1"', last_modified="then")
    before = subscriptions.get(URL)

    again = subscriptions.add(URL, minutes=0)

    assert again.minutes == 1
    assert (again.added, again.title, again.etag) == (before.added, "Gazette", '"1"')
    assert subscriptions.every() == [again]


def test_feeds_are_listed_as_they_were_added(subscriptions: Subscriptions):
    for url in (OTHER, URL):
        subscriptions.add(url)

    assert [one.url for one in subscriptions.every()] == [OTHER, URL]


def test_a_feed_keeps_its_error_until_it_is_read_again(subscriptions: Subscriptions):
    subscriptions.add(URL)
    subscriptions.note_read(URL, title="Gazette", etag='"1"', last_modified="then")
    subscriptions.note_failed(URL, "It is away.")
    failed = subscriptions.get(URL)
    assert (failed.error, failed.title, failed.etag) == ("It is away.", "Gazette", '"1"')

    subscriptions.note_unchanged(URL)
    assert subscriptions.get(URL).error is None
    subscriptions.note_failed(URL, "It is away.")
    subscriptions.note_read(URL, title=None, etag=None, last_modified=None)
    read = subscriptions.get(URL)
    assert (read.error, read.title, read.etag, read.last_modified) == (None, "Gazette", None, None)


@pytest.mark.parametrize("how", ["read", "unchanged", "failed"])
def test_a_feed_is_due_when_its_interval_is_over_whatever_came_of_it(subscriptions: Subscriptions, how: str):
    subscriptions.add(URL, minutes=30)
    assert [one.url for one in subscriptions.due()] == [URL]
    match how:
        case "read":
            subscriptions.note_read(URL, title=None, etag=None, last_modified=None)
        case "unchanged":
            subscriptions.note_unchanged(URL)
        case "failed":
            subscriptions.note_failed(URL, "It is away.")

    now = subscriptions.get(URL).fetched
    assert now is not None
    assert subscriptions.due(now + timedelta(minutes=29)) == []
    assert len(subscriptions.due(now + timedelta(minutes=30))) == 1


def test_what_a_feed_said_is_kept_by_entry(subscriptions: Subscriptions):
    subscriptions.add(URL)
    subscriptions.add(OTHER)
    subscriptions.hold(URL, "url:g/1", HELD)
    newer = HeldEntry("def", whole=False, article_id=HELD.article_id)
    subscriptions.hold(URL, "url:g/2", HELD)
    subscriptions.hold(URL, "url:g/2", newer)

    assert subscriptions.held(URL, ["url:g/1", "url:g/2", "url:g/3"]) == {"url:g/1": HELD, "url:g/2": newer}
    assert subscriptions.held(OTHER, ["url:g/1"]) == {}


def test_many_entries_are_looked_up_at_once(subscriptions: Subscriptions):
    subscriptions.add(URL)
    subscriptions.hold(URL, "39999", HELD)

    assert subscriptions.held(URL, map(str, range(40_000))) == {"39999": HELD}


def test_a_feed_that_is_not_followed_has_no_entries(subscriptions: Subscriptions):
    subscriptions.hold(URL, "url:g/1", HELD)

    assert subscriptions.held(URL, ["url:g/1"]) == {}


def test_unfollowing_forgets_the_feed_with_what_it_said(subscriptions: Subscriptions):
    subscriptions.add(URL)
    subscriptions.hold(URL, "url:g/1", HELD)
    subscriptions.remove(URL)
    assert subscriptions.every() == []

    subscriptions.add(URL)
    assert subscriptions.held(URL, ["url:g/1"]) == {}


@pytest.mark.parametrize("call", ["get", "remove"])
def test_a_feed_that_is_not_followed_is_an_error(subscriptions: Subscriptions, call: str):
    with pytest.raises(NotFound, match=r"gazette\.org.*dateline feed list"):
        getattr(subscriptions, call)(URL)


def test_subscriptions_outlive_the_process(tmp_path):
    with open_corpus(tmp_path, model=WordModel()) as corpus:
        added = Subscriptions(corpus.catalogue).add(URL, title="Gazette", minutes=5)
    with open_corpus(tmp_path, model=WordModel()) as corpus:
        assert Subscriptions(corpus.catalogue).every() == [added]
        assert corpus.catalogue.integrity() == []
