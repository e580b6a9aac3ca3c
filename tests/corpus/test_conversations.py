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


def test_a_question_is_kept_until_it_is_answered(rows: Conversations) -> None:
    with rows.changing("c", "A talk") as change:
        asked = change.ask(change.next_turn, "why?", {"since": None})

    assert rows.open_questions("c") == [asked]
    assert (asked.number, asked.question, asked.why) == (1, "why?", None)
    assert (rows.get("c").turns, rows.turns("c"), rows.questions("c")) == (0, [], {})
    with rows.changing("c") as change:
        assert change.next_turn == 2, "the number is taken"
        assert change.settle(asked.id)
        change.put(ROW, {})
    assert (rows.open_questions("c"), rows.turns("c"), rows.questions("c")) == ([], [ROW], {1: "why?"})
    with rows.changing("c") as change:
        assert not change.settle(asked.id), "it is answered once"


def test_a_question_that_is_asked_anew_is_another(rows: Conversations) -> None:
    with rows.changing("c", "A talk") as change:
        first = change.ask(1, "why?", {})
        second = change.ask(1, "who?", {})

    assert rows.open_questions("c") == [second]
    with rows.changing("c") as change:
        assert not change.settle(first.id)


def test_why_there_is_no_answer_is_kept_and_a_question_taken_up_once(rows: Conversations) -> None:
    with rows.changing("c", "A talk") as change:
        asked = change.ask(1, "why?", {})

    assert rows.set_aside(asked.id, "lost", only_awaited=True)
    assert not rows.set_aside(asked.id, "lost again", only_awaited=True)
    assert [one.why for one in rows.open_questions("c")] == ["lost"]
    assert rows.set_aside(asked.id, "stopped")
    assert [one.why for one in rows.open_questions("c")] == ["stopped"]


def test_a_withdrawn_question_takes_a_conversation_of_nothing_else_with_it(rows: Conversations) -> None:
    keep(rows)
    with rows.changing("c") as change:
        asked = change.ask(2, "who?", {})
    with rows.changing("d", "Another") as change:
        alone = change.ask(1, "where?", {})

    assert rows.withdraw("c", asked.id)
    assert not rows.withdraw("d", alone.id)

    assert [(info.id, info.turns) for info in rows.every()] == [("c", 1)]
    assert rows.open_questions("c") == []


def test_a_conversation_that_is_gone_is_not_made_again_without_a_name(rows: Conversations) -> None:
    with pytest.raises(NotFound), rows.changing("gone"):
        pass

    assert rows.every() == []


def test_turns_are_read_from_a_number_on(rows: Conversations) -> None:
    for number in (1, 2, 3):
        keep(rows, replace(ROW, number=number))

    assert [turn.number for turn in rows.turns("c", 2)] == [2, 3]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["d", "c", "a"]),
        ("élan", ["c"]),
        ("ÉLAN talk", ["c"]),
        ("harbour", ["a"]),
        ("ferry", ["d"]),
        ("harbour ferry", []),
        ("100%", ["d"]),
        ("1_0", []),
    ],
)
def test_conversations_are_found_by_the_words_of_their_name_or_of_a_question(
    rows: Conversations, words: str, found: list[str]
) -> None:
    with rows.changing("a", "Untitled") as change:
        change.put(replace(ROW, question="What of the Harbour?"), {})
    with rows.changing("c", "A talk on Élan"):
        pass
    with rows.changing("d", "Untitled") as change:
        change.ask(1, "Is the ferry 100% full?", {})

    assert [info.id for info in rows.find(words)] == found
    assert [info.id for info in rows.find(words, 1)] == found[:1]


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
