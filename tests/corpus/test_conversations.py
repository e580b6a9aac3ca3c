"""The rows of conversations: kept in order, numbers once and for all, and homes of before get the tables."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus import Corpus, open_corpus
from corpus.conversations import Conversations, TurnRow
from corpus.errors import NotFound
from corpus.schema import SCHEMA_VERSION
from tests.fakes import WordModel

ROW = TurnRow(
    1, datetime(2025, 3, 1, 12, tzinfo=UTC), "why?", "Why was that?", {"since": None}, {"abstained": True}
)


@pytest.fixture
def rows(corpus: Corpus) -> Conversations:
    return Conversations(corpus.catalogue)


def keep(rows: Conversations, row: TurnRow = ROW, numbers: dict[tuple[str, int], int] | None = None) -> None:
    with rows.changing("c", "A talk") as change:
        change.put(row, numbers or {})


def test_turns_come_back_as_they_were_kept_in_order(rows: Conversations) -> None:
    second = replace(ROW, number=2, question="and \N{SNOWMAN}?")
    keep(rows, second)
    keep(rows)

    assert rows.turns("c") == [ROW, second]
    info = rows.get("c")
    assert (info.id, info.name, info.turns) == ("c", "A talk", 2)
    assert info.created < info.changed <= datetime.now(UTC)


def test_a_turn_is_replaced_under_its_number_and_its_sources_keep_theirs(rows: Conversations) -> None:
    keep(rows, ROW, {("a", 1): 1, ("b", 2): 2})
    again = replace(ROW, question="who?")

    keep(rows, again, {("c", 1): 3})

    assert rows.turns("c") == [again]
    assert rows.numbers("c") == {("a", 1): 1, ("b", 2): 2, ("c", 1): 3}


@pytest.mark.parametrize("numbers", [{("b", 1): 1}, {("a", 2): 1}])
def test_no_number_stands_for_two_sources(rows: Conversations, numbers: dict[tuple[str, int], int]) -> None:
    keep(rows, ROW, {("a", 1): 1})

    with pytest.raises(sa.exc.IntegrityError):
        keep(rows, replace(ROW, number=2), numbers)

    assert rows.turns("c") == [ROW], "all is kept together or not at all"


def test_the_conversation_that_changed_last_comes_first(rows: Conversations) -> None:
    for name in ("a", "b", "a"):
        with rows.changing(name, name.upper()) as change:
            change.put(replace(ROW, number=change.next_turn), {})

    assert [(info.id, info.turns) for info in rows.every()] == [("a", 2), ("b", 1)]


def test_renaming_and_removing(rows: Conversations) -> None:
    keep(rows, ROW, {("a", 1): 1})

    rows.rename("c", "Other")
    assert rows.get("c").name == "Other"
    rows.remove("c")

    assert (rows.every(), rows.turns("c"), rows.numbers("c")) == ([], [], {})
    for act in (rows.get, rows.remove, lambda one: rows.rename(one, "x")):
        with pytest.raises(NotFound, match="dateline conversations"):
            act("c")


def test_a_home_of_version_1_gets_the_tables_and_loses_the_slow_index(tmp_path: Path) -> None:
    dump = (Path(__file__).parent / "homes" / "0.1.0.sql").read_text(encoding="utf-8")
    home = tmp_path / "old"
    home.mkdir()
    with sqlite3.connect(home / "catalogue.sqlite") as database:
        database.executescript(dump)
        database.execute("CREATE INDEX ix_articles_indexed ON articles (indexed)")

    with open_corpus(home, model=WordModel()) as corpus:
        assert corpus.catalogue.schema_version == SCHEMA_VERSION
        keep(Conversations(corpus.catalogue))
        with corpus.catalogue.transaction() as connection:
            indices = {index["name"] for index in sa.inspect(connection).get_indexes("articles")}
    assert "ix_articles_indexed" not in indices
    assert "ix_articles_unindexed" in indices
    with open_corpus(home, model=WordModel()) as corpus:
        assert Conversations(corpus.catalogue).turns("c") == [ROW]
