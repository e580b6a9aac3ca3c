"""Removing: gone from every store at once, kept unreadably for a while, and then gone for good."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import corpus.removed as removing
from corpus import Corpus, open_corpus
from corpus.checking import find_faults
from corpus.errors import CorpusError, NotFound
from corpus.records import Earlier, Filters
from corpus.removed import (
    GRACE,
    find_removed,
    kept,
    purge,
    purge_articles,
    remove,
    removed_articles,
)
from tests.corpus.writing_helpers import draft, files_with, new_article, put
from tests.fakes import WordModel

EARLIER = Earlier("Once a numbat dug.", datetime(2024, 1, 2, 3, 4, tzinfo=UTC))


def _later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Let the clock of removing run ahead."""

    class Ahead(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + by

    monkeypatch.setattr(removing, "datetime", Ahead)


def test_no_word_of_a_removed_article_is_found_in_the_home(tmp_path: Path):
    """Not its text, not its headline, not an earlier version: in no file, though it can be restored."""
    words = ("zebrafinch", "Quokkaland", "numbat")
    with open_corpus(tmp_path, model=WordModel()) as corpus:
        first = draft("The zebrafinch sang at dawn.", title="Quokkaland", outlet="X", earlier=(EARLIER,))
        corpus.writer.add(
            [new_article(corpus, first, "a"), new_article(corpus, draft("A wombat slept."), "b")]
        )
        assert all(files_with(tmp_path, word) for word in words)

        until = remove(corpus, ["id-a"])

        assert until is not None
        assert abs(until - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=1)
        assert [files_with(tmp_path, word) for word in words] == [[], [], []]
        assert corpus.search.by_words(["zebrafinch"], 5, Filters()) == []
        assert find_faults(corpus) == []
        assert corpus.catalogue.article_ids() == ["id-b"]
        assert [one.title for one in removed_articles(corpus)] == ["Quokkaland"]

    assert [files_with(tmp_path, word) for word in words] == [[], [], []]
    assert files_with(tmp_path, "wombat")


def test_what_is_kept_is_the_article_whole(corpus: Corpus):
    article = draft("New text.", external_id="x-1", outlet="Mail", published="2025-03-01", earlier=(EARLIER,))
    corpus.writer.add([new_article(corpus, article, "key", mark="as read")])
    added = corpus.catalogue.get("id-key").info.added
    corpus.writer.edit("id-key", title="By hand")

    remove(corpus, ["id-key"])

    (listed,) = removed_articles(corpus)
    shown = (listed.article_id, listed.external_id, listed.title, listed.outlet, str(listed.published))
    assert shown == ("id-key", "x-1", "By hand", "Mail", "2025-03-01")
    assert listed.until - listed.at == GRACE
    assert find_removed(corpus, "x-1") == find_removed(corpus, "id-key") == "id-key"
    held = kept(corpus, "id-key")
    assert (held.identity, held.fingerprint) == ("key", "as read")
    assert [(one.text, one.added) for one in held.versions] == [
        (EARLIER.text, EARLIER.added),
        ("New text.", added),
    ]


def test_without_keeping_nothing_stays(corpus: Corpus):
    put(corpus, "a")
    remove(corpus, ["id-a"])
    put(corpus, "a", "Taken in again.")

    assert remove(corpus, ["id-a"], keep=False) is None

    assert removed_articles(corpus) == []
    with pytest.raises(NotFound, match="dateline articles removed"):
        find_removed(corpus, "id-a")


def test_what_is_too_old_is_purged_when_the_list_is_looked_at(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
):
    put(corpus, "a")
    remove(corpus, ["id-a"])

    _later(monkeypatch, GRACE - timedelta(minutes=1))
    assert [one.article_id for one in removed_articles(corpus)] == ["id-a"]
    _later(monkeypatch, GRACE + timedelta(minutes=1))
    with pytest.raises(NotFound):
        find_removed(corpus, "id-a")
    assert removed_articles(corpus) == []
    with pytest.raises(NotFound):
        kept(corpus, "id-a")


def test_what_is_too_old_is_purged_when_something_is_removed(corpus: Corpus, monkeypatch: pytest.MonkeyPatch):
    put(corpus, "a")
    put(corpus, "b", "Another text.")
    remove(corpus, ["id-a"])
    _later(monkeypatch, GRACE + timedelta(minutes=1))

    remove(corpus, ["id-b"])

    with pytest.raises(NotFound):
        kept(corpus, "id-a")
    assert kept(corpus, "id-b").row["text"] == "Another text."


def test_purging_all_or_some(corpus: Corpus):
    for key in "abc":
        put(corpus, key, f"The text of {key}.")
    remove(corpus, ["id-a", "id-b", "id-c", "id-a"])

    assert purge(corpus) == 0
    assert purge_articles(corpus, ["id-b", "nothing"]) == 1
    assert {one.article_id for one in removed_articles(corpus)} == {"id-a", "id-c"}
    assert purge(corpus, None) == 2
    assert removed_articles(corpus) == []


def test_an_article_that_is_not_there_stops_it_before_anything_is_done(corpus: Corpus):
    put(corpus, "a")

    for keep in (True, False):
        with pytest.raises(NotFound, match="dateline articles list"):
            remove(corpus, ["id-a", "nothing"], keep=keep)

    assert corpus.catalogue.article_ids() == ["id-a"]
    assert removed_articles(corpus) == []


def test_what_could_not_be_removed_is_there_and_not_among_the_removed(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
):
    put(corpus, "a")
    put(corpus, "b", "Another text.")

    def fails(connection: object, article_id: str) -> None:
        raise OSError(f"no room to drop {article_id}")

    monkeypatch.setattr(corpus.catalogue, "drop_article", fails)
    with pytest.raises(OSError, match="no room"):
        remove(corpus, ["id-a", "id-b"])

    monkeypatch.undo()
    assert removed_articles(corpus) == []
    assert corpus.writer.finish() == 2
    assert find_faults(corpus) == []
    assert corpus.catalogue.article_ids() == ["id-a", "id-b"]


def test_removed_taken_in_again_and_removed_again_is_one_history(corpus: Corpus):
    for text in ("First.", "Second.", "Second."):
        put(corpus, "a", text)
        remove(corpus, ["id-a"])

    assert [one.text for one in kept(corpus, "id-a").versions] == ["First.", "Second."]


def test_a_store_that_still_holds_something_is_named(corpus: Corpus, monkeypatch: pytest.MonkeyPatch):
    """As where the words were restored from elsewhere, or a file system lost a write."""
    put(corpus, "a")
    monkeypatch.setattr(corpus.writer, "remove", lambda ids, also: None)

    with pytest.raises(CorpusError, match="dateline check --repair") as raised:
        remove(corpus, ["id-a"])

    for store in ("articles", "versions", "passages", "quotes", "the words", "the vectors"):
        assert store in str(raised.value)
