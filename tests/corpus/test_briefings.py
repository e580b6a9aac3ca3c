"""The rows of briefings: items keep their order, ids and numbers are given once, and a backup holds all."""

import sqlite3
from pathlib import Path

import pytest

from corpus import Corpus, open_corpus
from corpus.backup import backup, restore
from corpus.briefings import Briefings, ItemRow
from corpus.errors import NotFound
from corpus.schema import SCHEMA_VERSION
from tests.fakes import WordModel

NOTE = {"kind": "note", "text": "a note"}
ARTICLE = {"title": "Night ferry ends"}


@pytest.fixture
def rows(corpus: Corpus) -> Briefings:
    return Briefings(corpus.catalogue)


def filled(rows: Briefings, number: int = 3) -> str:
    """Return the id of a briefing with so many items."""
    made = rows.new("Ferries")
    with rows.changing(made.id) as change:
        for one in range(1, number + 1):
            assert change.add({**NOTE, "text": str(one)}, None, {}) == one
    return made.id


def order(rows: Briefings, briefing: str) -> list[int]:
    return [row.id for row in rows.items(briefing)]


def test_items_come_back_as_they_were_kept(rows: Briefings) -> None:
    made = rows.new("Ferries")
    with rows.changing(made.id) as change:
        change.add({"text": "“\N{SNOWMAN}”"}, {"question": "why?"}, {"a": None, "b": "It was ten."})

    assert rows.items(made.id) == [
        ItemRow(1, {"text": "“\N{SNOWMAN}”"}, {"question": "why?"}, {"a": None, "b": "It was ten."})
    ]
    info = rows.get(made.id)
    assert (info.title, info.items) == ("Ferries", 1)
    assert info.created < info.changed


def test_items_are_put_moved_and_dropped_in_their_order(rows: Briefings) -> None:
    briefing = filled(rows)
    with rows.changing(briefing) as change:
        assert change.add(NOTE, None, {}, after=1) == 4
        assert change.add(NOTE, None, {}, after=0) == 5
    assert order(rows, briefing) == [5, 1, 4, 2, 3]

    with rows.changing(briefing) as change:
        change.move(3, after=5)
        change.move(1, after=0)
        change.drop(4)

    assert order(rows, briefing) == [1, 5, 3, 2]


def test_the_id_of_a_dropped_item_is_never_given_again(rows: Briefings) -> None:
    briefing = filled(rows)
    with rows.changing(briefing) as change:
        change.drop(3)
        assert change.add(NOTE, None, {}) == 4


def test_a_source_has_the_number_that_was_wanted_where_that_is_free(rows: Briefings) -> None:
    briefing = filled(rows)
    with rows.changing(briefing) as change:
        assert change.number(ARTICLE, "a", 1, 7) == 7
        assert change.number(ARTICLE, "b", 1, 7) == 8, "taken: the next one"
        assert change.number(ARTICLE, "a", 2, None) == 9, "another version is another source"
        assert change.number(ARTICLE, "c", 1, 2) == 2
        assert change.number(ARTICLE, "a", 1, 3) == 7, "it has one"

    assert [(row.number, row.article_id, row.version) for row in rows.sources(briefing)] == [
        (2, "c", 1),
        (7, "a", 1),
        (8, "b", 1),
        (9, "a", 2),
    ]
    assert rows.sources(briefing)[0].article == ARTICLE


def test_numbers_outlive_the_items(rows: Briefings) -> None:
    briefing = filled(rows)
    with rows.changing(briefing) as change:
        change.number(ARTICLE, "a", 1, None)
        change.drop(1)
        assert change.number(ARTICLE, "b", 1, 1) == 2


def test_all_is_kept_together_or_not_at_all(rows: Briefings) -> None:
    briefing = filled(rows)

    def half() -> None:
        with rows.changing(briefing) as change:
            change.drop(1)
            change.drop(9)

    with pytest.raises(NotFound):
        half()

    assert order(rows, briefing) == [1, 2, 3]


def test_what_is_not_there_is_an_error_that_says_what_to_do(rows: Briefings) -> None:
    briefing = filled(rows)
    for act in (rows.get, rows.remove, lambda one: rows.rename(one, "x")):
        with pytest.raises(NotFound, match="dateline briefing list"):
            act("nobody")
    with rows.changing(briefing) as change:
        for act in (
            lambda: change.item(9),
            lambda: change.drop(9),
            lambda: change.move(9, 0),
            lambda: change.move(1, 9),
            lambda: change.add(NOTE, None, {}, after=9),
            lambda: change.put(ItemRow(9, NOTE, None, {})),
        ):
            with pytest.raises(NotFound, match=f"no item 9.*dateline briefing show {briefing}"):
                act()


def test_the_briefing_that_changed_last_comes_first_and_goes_whole(rows: Briefings) -> None:
    first, second = filled(rows), filled(rows, 1)
    rows.rename(first, "Boats")

    assert [(info.id, info.title, info.items) for info in rows.every()] == [
        (first, "Boats", 3),
        (second, "Ferries", 1),
    ]
    rows.remove(first)
    assert ([info.id for info in rows.every()], rows.items(first), rows.sources(first)) == ([second], [], [])


def test_a_backup_holds_briefings(tmp_path: Path, corpus: Corpus, rows: Briefings) -> None:
    briefing = filled(rows)
    with rows.changing(briefing) as change:
        change.number(ARTICLE, "a", 1, 4)
    backup(corpus, tmp_path / "home.zip")

    restore(tmp_path / "again", tmp_path / "home.zip")

    with open_corpus(tmp_path / "again", model=WordModel()) as again:
        held = Briefings(again.catalogue)
        assert held.get(briefing) == rows.get(briefing)
        assert held.items(briefing) == rows.items(briefing)
        assert held.sources(briefing) == rows.sources(briefing)


def test_a_home_of_an_earlier_release_gets_the_tables(tmp_path: Path) -> None:
    dump = (Path(__file__).parent / "homes" / "0.1.0.sql").read_text(encoding="utf-8")
    home = tmp_path / "old"
    home.mkdir()
    with sqlite3.connect(home / "catalogue.sqlite") as database:
        database.executescript(dump)

    with open_corpus(home, model=WordModel()) as corpus:
        assert corpus.catalogue.schema_version == SCHEMA_VERSION
        assert order(Briefings(corpus.catalogue), filled(Briefings(corpus.catalogue))) == [1, 2, 3]
