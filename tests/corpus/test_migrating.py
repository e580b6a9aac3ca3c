"""Opening what is no catalogue, or one that this Dateline does not know; older ones are in test_homes."""

import sqlite3
from pathlib import Path

import pytest

from corpus import open_corpus
from corpus.errors import CorpusError
from tests.fakes import WordModel


def test_a_file_that_is_no_catalogue_is_a_clear_error(tmp_path: Path):
    (tmp_path / "catalogue.sqlite").write_bytes(b"This is a letter, not a database. " * 50)

    with pytest.raises(CorpusError, match="backup"), open_corpus(tmp_path, model=WordModel()):
        pass


def test_a_catalogue_of_a_newer_dateline_is_left_alone(tmp_path: Path):
    with open_corpus(tmp_path, model=WordModel()):
        pass
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")

    with pytest.raises(CorpusError, match="newer Dateline"), open_corpus(tmp_path, model=WordModel()):
        pass
