"""From claims to an answer: numbers for the sources, one per article version, in order of citation."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import CitedPassage, Kind, Source, SourceSpan, Statement
from corpus.records import Hit, Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement before its sources have numbers: each place is a hit and a range in its article."""

    text: str
    kind: Kind
    places: tuple[tuple[Hit, Span], ...]
    speaker: str | None = None
    role: str | None = None
    flags: tuple[str, ...] = ()


class Numbering:
    """Gives sources their numbers as statements come in; a number given is never changed."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int], int] = {}
        self._hits: dict[int, list[Hit]] = {}

    def statement(self, claim: Claim) -> Statement:
        """Return the claim as a statement, its sources numbered."""
        spans = tuple(SourceSpan(self._number(hit), span) for hit, span in claim.places)
        return Statement(claim.text, claim.kind, spans, claim.speaker, claim.role, claim.flags)

    def sources(self) -> tuple[Source, ...]:
        """Return the sources that were numbered, with the passages that were cited."""
        return tuple(_source(number, hits) for number, hits in self._hits.items())

    def _number(self, hit: Hit) -> int:
        key = (hit.article.id, hit.passage.version)
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        cited = self._hits.setdefault(number, [])
        if all(hit.passage.id != other.passage.id for other in cited):
            cited.append(hit)
        return number


def nearby_sources(hits: Sequence[Hit], limit: int = 3) -> tuple[Source, ...]:
    """Return what the archive holds near a question it cannot answer: the best articles' best passages."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.article.id, hit)
    return tuple(_source(number, [hit]) for number, hit in enumerate(list(best.values())[:limit], start=1))


def _source(number: int, hits: Sequence[Hit]) -> Source:
    passages = tuple(CitedPassage(hit.passage.span, hit.passage.text) for hit in hits)
    copies = dict.fromkeys(copy for hit in hits for copy in hit.copies)
    return Source(number, hits[0].article, passages, tuple(copies))
