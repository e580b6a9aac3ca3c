"""A disk that is full, or that may not be written, is told from a store that is broken."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus import Corpus, open_corpus
from corpus.errors import CorpusError
from corpus.room import told
from tests.corpus.writing_helpers import draft, new_article, put
from tests.fakes import WordModel

FULL = [
    sa.exc.OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")),
    OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    ValueError("An IO error occurred: 'No space left on device (os error 28)'"),
]


@pytest.mark.parametrize("error", FULL, ids=["sqlite", "system", "words"])
def test_a_full_disk_is_said_with_advice(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(CorpusError, match=r"is full.*goes on from there"), told(tmp_path):
        raise error


def test_a_home_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    with pytest.raises(CorpusError, match="may not be written to"), told(tmp_path):
        raise sa.exc.OperationalError("UPDATE", {}, error)


def test_a_home_of_somebody_else_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="may not be written to"), told(tmp_path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path / "write.lock"))


@pytest.mark.parametrize("error", [ValueError("a bad value"), FileNotFoundError("gone")])
def test_what_has_another_cause_stays_what_it_is(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(type(error)) as raised, told(tmp_path):
        raise error
    assert raised.value is error


def test_a_catalogue_that_may_grow_no_more_ends_clearly_and_goes_on_later(tmp_path: Path) -> None:
    """SQLite is told that its file is as large as it may be: it then fails as on a full disk."""
    with open_corpus(tmp_path, model=WordModel()) as corpus:
        put(corpus, "a")
    large = "The minister spoke at length. " * 20_000

    with pytest.raises(CorpusError, match="is full"):
        _add_without_room(tmp_path, large)

    with open_corpus(tmp_path, model=WordModel()) as corpus:
        assert corpus.catalogue.article_ids() == ["id-a"]
        corpus.writer.add([new_article(corpus, draft(large), "b")])
        assert corpus.catalogue.article_ids() == ["id-a", "id-b"]


def _add_without_room(home: Path, text: str) -> None:
    with open_corpus(home, model=WordModel()) as corpus:
        _hold_to_its_size(corpus)
        corpus.writer.add([new_article(corpus, draft(text), "b")])


def _hold_to_its_size(corpus: Corpus) -> None:
    def limit(connection: sqlite3.Connection, *_: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with corpus.catalogue.transaction() as connection:
        engine = connection.engine
    sa.event.listen(engine, "checkout", limit)
