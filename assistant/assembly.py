"""From claims to an answer: numbers for the sources, one per article version, in order of citation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from assistant.answer import Also, Answer, CitedPassage, Context, Kind, Source, SourceSpan, Statement
from corpus.conversations import Numbers
from corpus.records import Hit, Span

NONE_YET: Numbers = MappingProxyType({})
"""The numbers of a conversation that begins."""
_NEARBY = 3  # articles that are named where there is no answer


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement before its sources have numbers: each place is a hit and a range in its article."""

    text: str
    kind: Kind
    places: tuple[tuple[Hit, Span], ...]
    speaker: str | None = None
    role: str | None = None
    flags: tuple[str, ...] = ()
    told: str | None = None
    context: tuple[str, Hit, Span] | None = None
    also: tuple[Also, ...] = ()


class Numbering:
    """Gives sources their numbers as statements come in; a number given is never changed.

    What is ``known`` from earlier in a conversation keeps its number, what is new counts on.
    """

    def __init__(self, known: Numbers = NONE_YET) -> None:
        self._numbers = dict(known)
        self._hits: dict[int, list[Hit]] = {}

    def statement(self, claim: Claim) -> Statement:
        """Return the claim as a statement, its sources numbered."""
        spans = tuple(SourceSpan(self._number(hit), span) for hit, span in claim.places)
        first = claim.places[0][0].article if claim.places else None
        context = None
        if claim.context:
            text, hit, span = claim.context
            context = Context(text, SourceSpan(self._number(hit), span))
        return Statement(
            claim.text,
            claim.kind,
            spans,
            claim.speaker,
            claim.role,
            claim.flags,
            day=first.published if first else None,
            outlet=first.outlet if first else None,
            told=claim.told,
            context=context,
            also=claim.also,
        )

    def sources(self) -> tuple[Source, ...]:
        """Return the sources that were cited, in number order, with the passages that were cited."""
        return tuple(_source(number, hits) for number, hits in sorted(self._hits.items()))

    def of(self, article_id: str, version: int) -> int:
        """Return the number of an article version, a new one where it has none."""
        return self._numbers.setdefault((article_id, version), len(self._numbers) + 1)

    def _number(self, hit: Hit) -> int:
        number = self.of(hit.article.id, hit.passage.version)
        cited = self._hits.setdefault(number, [])
        if all(hit.passage.id != other.passage.id for other in cited):
            cited.append(hit)
        return number


def nearby_sources(hits: Sequence[Hit], known: Numbers = NONE_YET) -> tuple[Source, ...]:
    """Return what the archive holds near a question it cannot answer: the best articles' best passages.

    They are numbered as cited ones are.
    """
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.article.id, hit)
    numbering = Numbering(known)
    near = list(best.values())[:_NEARBY]
    return tuple(_source(numbering.of(hit.article.id, hit.passage.version), [hit]) for hit in near)


def numbers_of(sources: Iterable[Source]) -> Numbers:
    """Return the numbers that these sources have."""
    return {(source.article.id, source.article.version): source.number for source in sources}


def renumbered(answer: Answer, known: Numbers) -> Answer:
    """Return an answer with the numbers that follow from those which a conversation has given."""
    numbering = Numbering(known)
    new = {
        source.number: numbering.of(source.article.id, source.article.version)
        for source in sorted(answer.sources, key=_by_number)
    }
    statements = tuple(
        replace(
            one,
            spans=tuple(_moved(place, new) for place in one.spans),
            context=one.context and replace(one.context, place=_moved(one.context.place, new)),
        )
        for one in answer.statements
    )
    sources = sorted((replace(one, number=new[one.number]) for one in answer.sources), key=_by_number)
    nearby = tuple(
        replace(one, number=numbering.of(one.article.id, one.article.version)) for one in answer.nearby
    )
    return replace(answer, statements=statements, sources=tuple(sources), nearby=nearby)


def _moved(place: SourceSpan, new: Mapping[int, int]) -> SourceSpan:
    return SourceSpan(new[place.source], place.span)


def _by_number(source: Source) -> int:
    return source.number


def _source(number: int, hits: Sequence[Hit]) -> Source:
    passages = tuple(CitedPassage(hit.passage.span, hit.passage.text) for hit in hits)
    copies = dict.fromkeys(copy for hit in hits for copy in hit.copies)
    cited = replace(hits[0].article, version=hits[0].passage.version)
    return Source(number, cited, passages, tuple(copies))
