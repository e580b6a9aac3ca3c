"""Reports: citations that somebody says are wrong, kept for whoever looks after the archive.

A report holds all that is needed to judge it (the answer, the statement, the cited words and where they
stood), so it can be read when the article has been changed or removed since. Times are in UTC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from corpus.database import Database
from corpus.errors import NotFound
from corpus.records import Span
from corpus.work_schema import reports


@dataclass(frozen=True, slots=True)
class WrongCitation:
    """What is said to be wrong: a statement of an answer, what it cites, and why in a person's words.

    ``words`` are the cited ones, at ``spans`` of the article's ``version``; ``answer`` is the whole answer as
    JSON, which `assistant` writes.
    """

    note: str
    question: str
    statement: str
    words: str
    spans: Sequence[Span]
    article_id: str
    external_id: str | None
    version: int
    title: str
    outlet: str | None
    published: date | None
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is kept. ``done`` says when somebody had dealt with it, None while nobody has."""

    id: int
    at: datetime
    citation: WrongCitation
    done: datetime | None


class Reports:
    """The reports of one home."""

    def __init__(self, catalogue: Database) -> None:
        self._catalogue = catalogue

    def add(self, citation: WrongCitation) -> Report:
        """Keep a report; each gets a number, counted from 1, that is never given twice."""
        at = datetime.now(UTC)
        row = {
            **asdict(citation),
            "spans": [[span.start, span.end] for span in citation.spans],
            "published": citation.published.isoformat() if citation.published else None,
            "answer": dict(citation.answer),
        }
        with self._catalogue.transaction() as connection:
            (number,) = connection.execute(reports.insert().values(at=at, **row)).inserted_primary_key or (0,)
        return Report(int(number), at, citation, None)

    def every(self, *, also_done: bool = False) -> list[Report]:
        """Return the reports that nobody has dealt with yet, or all of them, newest first."""
        query = sa.select(reports).order_by(reports.c.id.desc())
        if not also_done:
            query = query.where(reports.c.done.is_(None))
        with self._catalogue.transaction() as connection:
            return [_report(row) for row in connection.execute(query)]

    def get(self, number: int) -> Report:
        """Return a report. Raises NotFound where there is none with this number."""
        with self._catalogue.transaction() as connection:
            row = connection.execute(sa.select(reports).where(reports.c.id == number)).first()
        if row is None:
            raise _not_found(number)
        return _report(row)

    def finish(self, number: int) -> None:
        """Note that a report has been dealt with; once noted, it stays.

        Raises NotFound where there is none with this number.
        """
        self.get(number)
        update = reports.update().where((reports.c.id == number) & reports.c.done.is_(None))
        with self._catalogue.transaction() as connection:
            connection.execute(update.values(done=datetime.now(UTC)))


def _report(row: Any) -> Report:
    return Report(
        row.id,
        row.at,
        WrongCitation(
            note=row.note,
            question=row.question,
            statement=row.statement,
            words=row.words,
            spans=tuple(Span(start, end) for start, end in row.spans),
            article_id=row.article_id,
            external_id=row.external_id,
            version=row.version,
            title=row.title,
            outlet=row.outlet,
            published=date.fromisoformat(row.published) if row.published else None,
            answer=row.answer,
        ),
        row.done,
    )


def _not_found(number: int) -> NotFound:
    return NotFound(f"No report has the number {number}. List them with: dateline reports")
