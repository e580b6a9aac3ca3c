"""A timeline as plain text, to be pasted anywhere: each entry under its day, with its source."""

from collections.abc import Iterator
from datetime import date

from assistant.answer import Answer, Source, Statement, carriers, notes_on
from assistant.attribution import in_day, standing_over
from assistant.words import day_in_words


def entry_line(statement: Statement) -> str:
    """Return what stands over an entry: who speaks, or the outlet that tells it."""
    return standing_over(statement.speaker, statement.role) or statement.outlet or "Unknown outlet"


def timeline_as_text(answer: Answer) -> str:
    """Return a timeline as text; its entries are numbered from 1, in order, as they are on the screen."""
    return "\n".join(_lines(answer)) + "\n"


def _lines(answer: Answer) -> Iterator[str]:
    yield f"Timeline: {_line(answer.question)}"
    newest = day_in_words(answer.as_of) if answer.as_of else "no dated article"
    rests = f", from {answer.corroboration}" if answer.sources else ""
    yield f"As of {newest}{rests}."
    yield from answer.notes
    if answer.abstained and answer.reason:
        yield answer.reason
    day: date | None = None
    known = {source.number: source for source in answer.sources}
    for number, statement in enumerate(answer.statements, start=1):
        if statement.day != day and statement.day:
            yield from ("", day_in_words(statement.day))
        day = statement.day
        yield f"{number}. {_line(entry_line(statement))}: {_line(statement.text)}"
        yield from (f"   {_source(known[cited])}" for cited in statement.citations)


def _source(source: Source) -> str:
    article = source.article
    parts = [in_day(article.outlet, article.published), article.title]
    parts += [article.url] if article.url else []
    parts += ["sample article"] if article.sample else []
    also = carriers(article, source.copies)
    parts += [f"also carried by {', '.join(also)}"] if also else []
    return " · ".join(_line(part) for part in [*parts, *notes_on(article)])


def _line(text: str) -> str:
    return " ".join(text.split())
