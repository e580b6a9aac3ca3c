"""What may stand in a timeline: the sentences of its articles that can be read by themselves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.stating import is_statement
from corpus import Corpus
from corpus.embedding import Vectors
from corpus.records import Hit, Span
from corpus.sentence_vectors import SentenceTable

_OPENS = 3  # sentences at the head of an article that tell its news
_SHORTEST, _LONGEST = 7, 48  # words
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_ADDRESSES = re.compile(
    r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|us|[Oo]ur|[Yy]ou|[Yy]our|[Ll]et[’']s)\b|[?!]|^(?:Imagine|Consider)\b|\bhere\W*$|"
    r"\b[A-Z]{3,}:"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence that may stand in the timeline."""

    hit: Hit
    span: Span
    text: str
    day: date
    vector: Vectors
    first: float
    """From 1 for the sentence that opens its article down to 0 for one that does not stand at its head."""


def entries_of(corpus: Corpus, hits: Sequence[Hit], table: SentenceTable) -> Iterator[Entry]:
    """Yield the sentences of the hits, and those that open their articles, that can be read by themselves."""
    of_article: dict[str, Hit] = {}
    for hit in hits:
        of_article.setdefault(hit.article.id, hit)
    opening: dict[str, int] = {}
    for owner, passage_id in zip(table.article_ids, table.passage_ids, strict=True):
        if owner in of_article:
            opening.setdefault(owner, passage_id)
    heads = corpus.catalogue.passages(list(opening.values()))
    ahead = [replace(of_article[one.article_id], passage=one) for one in heads.values()]
    seen: set[tuple[str, int]] = set()
    for at, hit in enumerate([*ahead, *hits]):
        day, passage = hit.article.published, hit.passage
        for place, (span, vector) in enumerate(table.within(hit.article.id, passage.span)):
            text = passage.text[span.start - passage.span.start : span.end - passage.span.start]
            if (hit.article.id, span.start) in seen or day is None:
                continue
            seen.add((hit.article.id, span.start))
            before = passage.text[: span.start - passage.span.start].rpartition("\n\n")[2]
            if _stands_alone(text) and not _is_open(before):
                first = max(0.0, 1 - place / _OPENS) if at < len(ahead) else 0.0
                yield Entry(hit, span, text, day, vector, first)


def _stands_alone(text: str) -> bool:
    """Tell whether a sentence is whole, neither short nor endless, and addresses no reader."""
    whole = not _is_open(text) and text.rstrip()[-1:] in '.”"' and is_statement(text)
    return (
        whole and _SHORTEST <= len(text.split()) <= _LONGEST and not _ADDRESSES.search(_QUOTED.sub(" ", text))
    )


def _is_open(text: str) -> bool:
    """Tell whether a quotation goes on past the end of a text, or began before it."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1
