"""The conversations of a home: what was asked, how it was understood, and what was answered, or why not.

Rows of the catalogue, and no more: filters and answers are JSON here, which `assistant` writes and reads.
Times are in UTC.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from corpus.database import Database
from corpus.errors import NotFound
from corpus.work_schema import conversations, open_questions, source_numbers, turns

Numbers = Mapping[tuple[str, int], int]
"""The citation numbers of sources, by article id and version."""


@dataclass(frozen=True, slots=True)
class ConversationInfo:
    """What is known about a conversation without its turns; ``turns`` is how many it has."""

    id: str
    name: str
    created: datetime
    changed: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One question and its answer. ``number`` counts from 1; ``filters`` and ``answer`` are JSON values."""

    number: int
    asked_at: datetime
    question: str
    understood: str
    filters: dict[str, Any]
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A question without an answer. ``why`` says why it has none; None while an answer is awaited.

    ``id`` is this asking's own: the same question asked again has another. ``number`` is that of its turn.
    """

    id: int
    number: int
    asked_at: datetime
    question: str
    filters: dict[str, Any]
    why: str | None = None


class Conversations:
    """The rows of the conversations of one home."""

    def __init__(self, catalogue: Database) -> None:
        self._catalogue = catalogue

    def every(self) -> list[ConversationInfo]:
        """Return every conversation, the one that changed last first."""
        return self.find()

    def find(self, words: str = "", limit: int | None = None) -> list[ConversationInfo]:
        """Return conversations whose name, or a question of theirs, has all ``words``; last changed first."""
        query = _INFO.order_by(conversations.c.changed.desc(), conversations.c.id).limit(limit)
        if sought := words.split():
            asked = [
                sa.exists().where(table.c.conversation == conversations.c.id, _has(table.c.question, sought))
                for table in (turns, open_questions)
            ]
            query = query.where(sa.or_(_has(conversations.c.name, sought), *asked))
        with self._catalogue.transaction() as connection:
            return [_info(row) for row in connection.execute(query)]

    def get(self, conversation: str) -> ConversationInfo:
        """Return what is known about a conversation. Raises NotFound where there is none with this id."""
        with self._catalogue.transaction() as connection:
            row = connection.execute(_INFO.where(conversations.c.id == conversation)).first()
        if row is None:
            raise _not_found(conversation)
        return _info(row)

    def turns(self, conversation: str, first: int = 1) -> list[TurnRow]:
        """Return a conversation's turns from ``first`` on, in order; none where there is no conversation."""
        query = sa.select(turns).where(turns.c.conversation == conversation, turns.c.number >= first)
        with self._catalogue.transaction() as connection:
            return [_turn(row) for row in connection.execute(query.order_by(turns.c.number))]

    def questions(self, conversation: str) -> dict[int, str]:
        """Return the questions that were answered, as they were typed, by the number of their turn."""
        query = sa.select(turns.c.number, turns.c.question).where(turns.c.conversation == conversation)
        with self._catalogue.transaction() as connection:
            return {row.number: row.question for row in connection.execute(query.order_by(turns.c.number))}

    def open_questions(self, conversation: str) -> list[OpenRow]:
        """Return the questions that have no answer, in order."""
        query = sa.select(open_questions).where(open_questions.c.conversation == conversation)
        with self._catalogue.transaction() as connection:
            return [_open(row) for row in connection.execute(query.order_by(open_questions.c.number))]

    def set_aside(self, asking: int, why: str, *, only_awaited: bool = False) -> bool:
        """Say why a question has no answer (``only_awaited``: if one is awaited); tell if that was done."""
        update = open_questions.update().where(open_questions.c.id == asking).values(why=why)
        if only_awaited:
            update = update.where(open_questions.c.why.is_(None))
        with self._catalogue.transaction() as connection:
            return bool(connection.execute(update).rowcount)

    def withdraw(self, conversation: str, asking: int) -> bool:
        """Drop a question without an answer, and a conversation of nothing else; tell if more is left."""
        held = [
            sa.exists().where(table.c.conversation == conversations.c.id) for table in (turns, open_questions)
        ]
        emptied = conversations.delete().where(conversations.c.id == conversation, *(~one for one in held))
        with self._catalogue.transaction() as connection:
            connection.execute(open_questions.delete().where(open_questions.c.id == asking))
            return not connection.execute(emptied).rowcount

    def numbers(self, conversation: str) -> dict[tuple[str, int], int]:
        """Return the citation numbers that a conversation has given, lowest first."""
        with self._catalogue.transaction() as connection:
            return _numbers(connection, conversation)

    def rename(self, conversation: str, name: str) -> None:
        """Give a conversation another name. Raises NotFound where there is none with this id."""
        update = conversations.update().where(conversations.c.id == conversation).values(name=name)
        with self._catalogue.transaction() as connection:
            if not connection.execute(update).rowcount:
                raise _not_found(conversation)

    def remove(self, conversation: str) -> None:
        """Drop a conversation with its turns. Raises NotFound where there is none with this id."""
        with self._catalogue.transaction() as connection:
            delete = conversations.delete().where(conversations.c.id == conversation)
            if not connection.execute(delete).rowcount:
                raise _not_found(conversation)

    @contextmanager
    def changing(self, conversation: str, name: str | None = None) -> "Iterator[Change]":
        """Yield a way to write to a conversation, which is made, with this name, where there is none.

        Nobody else writes to it meanwhile; all is kept together or not at all. Raises NotFound where there is
        none and no name for one.
        """
        now = datetime.now(UTC)
        with self._catalogue.transaction() as connection:  # the update first: it takes the lock
            update = conversations.update().where(conversations.c.id == conversation).values(changed=now)
            if not connection.execute(update).rowcount:
                if name is None:
                    raise _not_found(conversation)
                connection.execute(
                    conversations.insert().values(id=conversation, name=name, created=now, changed=now)
                )
            yield Change(connection, conversation)


class Change:
    """The rows of one conversation while it is written to."""

    def __init__(self, connection: sa.Connection, conversation: str) -> None:
        self._connection = connection
        self._conversation = conversation

    @property
    def numbers(self) -> dict[tuple[str, int], int]:
        """The citation numbers given so far, lowest first."""
        return _numbers(self._connection, self._conversation)

    @property
    def next_turn(self) -> int:
        """The number that the next turn gets."""
        last = [
            sa.select(sa.func.max(table.c.number)).where(table.c.conversation == self._conversation)
            for table in (turns, open_questions)
        ]
        return max(int(self._connection.execute(one).scalar() or 0) for one in last) + 1

    def ask(self, number: int, question: str, filters: dict[str, Any]) -> OpenRow:
        """Keep a question that is to be answered, in place of the one that waits under its number."""
        self._connection.execute(open_questions.delete().where(self._at(open_questions, number)))
        now = datetime.now(UTC)
        insert = open_questions.insert().values(
            conversation=self._conversation, number=number, asked_at=now, question=question, filters=filters
        )
        asking = self._connection.execute(insert.returning(open_questions.c.id)).scalar_one()
        return OpenRow(int(asking), number, now, question, filters)

    def settle(self, asking: int) -> bool:
        """Drop a question, now that it has its answer; tell whether it was still asked."""
        delete = open_questions.delete().where(open_questions.c.id == asking)
        return bool(self._connection.execute(delete).rowcount)

    def put(self, turn: TurnRow, numbers: Numbers) -> None:
        """Keep a turn, in place of the one that has its number, and the numbers that are new."""
        self._connection.execute(turns.delete().where(self._at(turns, turn.number)))
        self._connection.execute(turns.insert().values(conversation=self._conversation, **asdict(turn)))
        given = self.numbers
        rows = [
            {"conversation": self._conversation, "number": number, "article_id": article, "version": version}
            for (article, version), number in numbers.items()
            if (article, version) not in given
        ]
        if rows:
            self._connection.execute(source_numbers.insert(), rows)

    def _at(self, table: sa.Table, number: int) -> sa.ColumnElement[bool]:
        return (table.c.conversation == self._conversation) & (table.c.number == number)


_INFO = sa.select(
    conversations,
    sa.select(sa.func.count())
    .where(turns.c.conversation == conversations.c.id)
    .scalar_subquery()
    .label("turns"),
)


def _has(column: sa.Column[str], words: Sequence[str]) -> sa.ColumnElement[bool]:
    """Say in SQL that a text has all these words, whatever their case."""
    return sa.and_(*(sa.func.lower(column).contains(word.lower(), autoescape=True) for word in words))


def _numbers(connection: sa.Connection, conversation: str) -> dict[tuple[str, int], int]:
    query = sa.select(source_numbers).where(source_numbers.c.conversation == conversation)
    rows = connection.execute(query.order_by(source_numbers.c.number))
    return {(row.article_id, row.version): row.number for row in rows}


def _info(row: Any) -> ConversationInfo:
    return ConversationInfo(row.id, row.name, row.created, row.changed, row.turns)


def _turn(row: Any) -> TurnRow:
    return TurnRow(row.number, row.asked_at, row.question, row.understood, row.filters, row.answer)


def _open(row: Any) -> OpenRow:
    return OpenRow(row.id, row.number, row.asked_at, row.question, row.filters, row.why)


def _not_found(conversation: str) -> NotFound:
    return NotFound(f"No conversation has the id {conversation!r}. List them with: dateline conversations")
