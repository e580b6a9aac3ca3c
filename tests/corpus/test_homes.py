"""Homes made by earlier releases: each opens, migrates in place, and is whole again after a repair.

`homes/VERSION.sql` is the catalogue of two articles as that release wrote it. A release that changes
the tables adds its own and keeps the others.
"""

import sqlite3
from pathlib import Path

import pytest

from corpus import open_corpus
from corpus.checking import find_faults
from corpus.records import Filters
from corpus.schema import SCHEMA_VERSION
from ingest.remaking import is_outdated
from tests.fakes import WordModel
from ui.progress import checking

HOMES = sorted((Path(__file__).parent / "homes").glob("*.sql"))


@pytest.mark.parametrize("dump", HOMES, ids=lambda dump: dump.stem)
def test_a_home_of_an_earlier_release_opens_and_is_repaired(dump: Path, tmp_path: Path) -> None:
    home = tmp_path / "old"
    home.mkdir()
    with sqlite3.connect(home / "catalogue.sqlite") as database:
        database.executescript(dump.read_text(encoding="utf-8"))

    with open_corpus(home, model=WordModel()) as corpus:
        assert corpus.catalogue.schema_version == SCHEMA_VERSION
        assert find_faults(corpus), "its vectors and words are not part of the dump"
        assert checking(corpus, repair=True) == []
        bridge = corpus.catalogue.get(corpus.catalogue.find_id("a-1"))
        assert bridge.info.outlet == "Tarn Mail"
        assert bridge.text.startswith("The bridge over the Tarn opened on Friday.")
        (quote,) = corpus.catalogue.quotes_of(bridge.info.id)
        assert quote.speaker == "Ida Moe"
        assert not is_outdated(corpus), "who said what is read again"
        assert corpus.search.by_words(corpus.search.terms("last crossing of the ferry"), 3, Filters())


def test_there_is_a_home_of_this_schema() -> None:
    assert HOMES
