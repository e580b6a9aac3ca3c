"""A citation that is said to be wrong, as it is kept for whoever looks after the archive."""

from assistant.answer import Answer, Source, Statement
from assistant.contract import answer_as_json
from corpus.reports import WrongCitation


def wrong_citation(answer: Answer, statement: Statement, source: Source, note: str) -> WrongCitation:
    """Return the report of a statement's citation of one source, with the cited words themselves."""
    spans = tuple(place.span for place in statement.spans if place.source == source.number)
    article = source.article
    return WrongCitation(
        note=note.strip(),
        question=answer.question,
        statement=statement.text,
        words=" … ".join(filter(None, (source.words(span) for span in spans))),
        spans=spans,
        article_id=article.id,
        external_id=article.external_id,
        version=article.version,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        answer=answer_as_json(answer),
    )
