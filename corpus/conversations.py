"""The conversations of a home: what was asked, how it was understood, and what was answered.

Rows of the catalogue, and no more: filters and answers are JSON here, which `assistant` writes and reads.
Times are in UTC.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from corpus.errors import NotFound
from corpus.ledger import Ledger
from corpus.schema import conversations, source_numbers, turns

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


class Conversations:
    """The rows of the conversations of one home."""

    def __init__(self, catalogue: Ledger) -> None:
        self._catalogue = catalogue

    def every(self) -> list[ConversationInfo]:
        """Return every conversation, the one that changed last first."""
        with self._catalogue.transaction() as connection:
            rows = connection.execute(_INFO.order_by(conversations.c.changed.desc(), conversations.c.id))
            return [_info(row) for row in rows]

    def get(self, conversation: str) -> ConversationInfo:
        """Return what is known about a conversation. Raises NotFound where there is none with this id."""
        with self._catalogue.transaction() as connection:
            row = connection.execute(_INFO.where(conversations.c.id == conversation)).first()
        if row is None:
            raise _not_found(conversation)
        return _info(row)

    def turns(self, conversation: str) -> list[TurnRow]:
        """Return the turns of a conversation in order; none where there is no such conversation."""
        query = sa.select(turns).where(turns.c.conversation == conversation).order_by(turns.c.number)
        with self._catalogue.transaction() as connection:
            return [_turn(row) for row in connection.execute(query)]

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
    def changing(self, conversation: str, name: str) -> "Iterator[Change]":
        """Yield a way to write to a conversation, which is made, with this name, where there is none.

        Nobody else writes to it meanwhile; all is kept together or not at all.
        """
        now = datetime.now(UTC)
        with self._catalogue.transaction() as connection:  # the update first: it takes the lock
            update = conversations.update().where(conversations.c.id == conversation).values(changed=now)
            if not connection.execute(update).rowcount:
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
        last = sa.select(sa.func.max(turns.c.number)).where(turns.c.conversation == self._conversation)
        return int(self._connection.execute(last).scalar() or 0) + 1

    def put(self, turn: TurnRow, numbers: Numbers) -> None:
        """Keep a turn, in place of the one that has its number, and the numbers that are new."""
        place = (turns.c.conversation == self._conversation) & (turns.c.number == turn.number)
        self._connection.execute(turns.delete().where(place))
        self._connection.execute(turns.insert().values(conversation=self._conversation, **asdict(turn)))
        given = self.numbers
        rows = [
            {"conversation": self._conversation, "number": number, "article_id": article, "version": version}
            for (article, version), number in numbers.items()
            if (article, version) not in given
        ]
        if rows:
            self._connection.execute(source_numbers.insert(), rows)


_INFO = (
    sa.select(conversations, sa.func.count(turns.c.number).label("turns"))
    .join(turns, turns.c.conversation == conversations.c.id, isouter=True)
    .group_by(conversations.c.id)
)


def _numbers(connection: sa.Connection, conversation: str) -> dict[tuple[str, int], int]:
    query = sa.select(source_numbers).where(source_numbers.c.conversation == conversation)
    rows = connection.execute(query.order_by(source_numbers.c.number))
    return {(row.article_id, row.version): row.number for row in rows}


def _info(row: Any) -> ConversationInfo:
    return ConversationInfo(row.id, row.name, row.created, row.changed, row.turns)


def _turn(row: Any) -> TurnRow:
    return TurnRow(row.number, row.asked_at, row.question, row.understood, row.filters, row.answer)


def _not_found(conversation: str) -> NotFound:
    return NotFound(f"No conversation has the id {conversation!r}. List them with: dateline conversations")
