"""The answer: statements, each with its citations, over numbered sources.

Both answerers give this same record. Numbers are assigned by code, count from 1 in the order of
first citation, and stand for one version of one article; in a conversation they go on counting, and a
source keeps the number that it has.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from assistant.attribution import in_day, standing_over
from assistant.corroboration import Corroboration, corroboration_of
from corpus.records import ArticleInfo, Filters, Span

Kind = Literal["quote", "extract", "paraphrase"]
Form = Literal["answer", "timeline"]


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """The place in a source that supports a statement."""

    source: int
    span: Span


@dataclass(frozen=True, slots=True)
class Also:
    """A place in another article that says what a statement says."""

    article: ArticleInfo
    span: Span


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before a statement in its article, verbatim, so that its "he" or "it" can be understood."""

    text: str
    place: SourceSpan


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with its citations.

    ``kind`` is ``quote`` (a speaker's words, verbatim), ``extract`` (a reporter's sentence, verbatim)
    or ``paraphrase`` (a model's sentence). Words of ``text`` between quotation marks always stand,
    in the source's own characters, inside one of ``spans``. ``outlet`` and ``day`` are those of its first
    source, None where that is not known; ``told`` is whom the speaker told it, as the article says.
    ``also`` are articles of other outlets, found for the question, that say the same in their own words.
    """

    text: str
    kind: Kind
    spans: tuple[SourceSpan, ...]
    speaker: str | None = None
    role: str | None = None
    flags: tuple[str, ...] = ()
    day: date | None = None
    outlet: str | None = None
    told: str | None = None
    context: Context | None = None
    also: tuple[Also, ...] = ()

    @property
    def citations(self) -> tuple[int, ...]:
        """The source numbers, each once, in order of first use."""
        return tuple(dict.fromkeys(place.source for place in self.spans))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: which statements of the answer, counted from 0, and what they have it be.

    ``claim`` is the figure in the source's own words, "denied" or "reported".
    """

    statements: tuple[int, ...]
    claim: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Statements of one answer that cannot all be so: outlets give different figures, or somebody denies."""

    about: Literal["figures", "denial"]
    sides: tuple[Side, ...]


def carriers(article: ArticleInfo, copies: Sequence[ArticleInfo]) -> list[str]:
    """Return which outlets carry an article's text too, each once; its own is marked "again"."""
    outlets = [
        f"{copy.outlet} (again)" if copy.outlet == article.outlet else copy.outlet
        for copy in copies
        if copy.outlet
    ]
    unknown = ["unknown outlet"] if any(copy.outlet is None for copy in copies) else []
    return list(dict.fromkeys([*outlets, *unknown]))


def notes_on(article: ArticleInfo) -> list[str]:
    """Return what has to stand with an article wherever it is cited: its correction, credit and usage."""
    correction = article.correction or ""
    marked = re.match(r"[^\w]*(?:correct|clarif|retract|editor)", correction, re.IGNORECASE)
    doubt = article.dated_by if article.dated_by and article.dated_by.startswith("not believed") else None
    return [
        *([correction if marked else f"Correction: {correction}"] if correction else []),
        *([f"Credit: {article.credit}"] if article.credit else []),
        *([f"Usage: {article.usage}"] if article.usage else []),
        *([f"Its date is {doubt}"] if doubt else []),
    ]


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage of a source as it was shown to the answerer."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """One article version that the answer cites, with the passages that were cited.

    ``copies`` are the articles found for the question that carry the same text.
    """

    number: int
    article: ArticleInfo
    passages: tuple[CitedPassage, ...]
    copies: tuple[ArticleInfo, ...] = ()

    def words(self, span: Span) -> str:
        """Return the words at a place of the article, as far as the passages that were cited show them."""
        shown = [passage for passage in self.passages if passage.span.meets(span)]
        best = max(
            shown, key=lambda one: min(one.span.end, span.end) - max(one.span.start, span.start), default=None
        )
        if best is None:
            return ""
        return best.text[max(0, span.start - best.span.start) : span.end - best.span.start]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question is answered with.

    Where the archive does not hold the answer ``abstained`` is true, ``statements`` is empty,
    ``reason`` says why and ``nearby`` lists what the archive does hold. ``as_of`` is the newest
    published day that was eligible. ``answered_by`` is ``"quotes"`` or the model's name;
    ``fallback_reason`` says why a configured model did not answer. The statements of a ``"timeline"`` stand
    in order of their days, and each has one.
    """

    question: str
    """As it was typed."""
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    filters: Filters
    as_of: date | None
    answered_by: str
    abstained: bool = False
    reason: str | None = None
    nearby: tuple[Source, ...] = ()
    fallback_reason: str | None = None
    notes: tuple[str, ...] = field(default=())
    """What was dropped or changed on the way: unknown citations, unverified quotations."""
    understood_as: str | None = None
    """What a follow-up was taken to ask; None where that is what was typed."""
    form: Form = "answer"
    disagreements: tuple[Disagreement, ...] = ()
    """Which statements contradict each other, shown side by side."""

    @property
    def corroboration(self) -> Corroboration:
        """How many independent outlets the statements rest on, and how many copies of their texts."""
        articles = [source.article for source in self.sources]
        also = [one.article for statement in self.statements for one in statement.also]
        return corroboration_of(
            [*articles, *also], [copy for source in self.sources for copy in source.copies]
        )

    @property
    def asked(self) -> str:
        """The question that was answered, which can be understood alone."""
        return self.understood_as or self.question


def with_headings(answer: Answer) -> Iterator[tuple[date | None, str | None, Statement]]:
    """Yield each statement with what stands over it: a day that a timeline comes to, and its attribution."""
    before: Statement | None = None
    for statement in answer.statements:
        if answer.form != "timeline":
            yield None, attribution(statement, before), statement
        elif before is None or before.day != statement.day:
            yield statement.day, _speaking(statement, None), statement
        else:
            yield None, _speaking(statement, before), statement
        before = statement


def _speaking(statement: Statement, before: Statement | None) -> str | None:
    """Return who speaks, where the day is said already and the citation names the outlet."""
    who, last = (standing_over(one.speaker, one.role) if one else "" for one in (statement, before))
    return (who or statement.outlet or "Reported") if who != last else None


def attribution(statement: Statement, before: Statement | None) -> str | None:
    """Return what stands over a statement that follows ``before``: whose words they are, to whom, and when.

    None where it is the same as over the one before; to whom it was said need not be said again. A model's
    sentence is attributed to its speaker only: its citations name the rest.
    """
    if before and not statement.told:
        before = replace(before, told=None)
    line = _attributed(statement)
    if before is None:
        return line
    return (line or "Reported") if line != _attributed(before) else None


def _attributed(statement: Statement) -> str | None:
    if statement.kind == "paraphrase":
        return standing_over(statement.speaker, statement.role) or None
    return standing_over(
        statement.speaker, statement.role, statement.told, statement.outlet or "unknown outlet", statement.day
    )


def cited(statement: Statement, sources: Sequence[Source]) -> list[str]:
    """Return a statement's citations as they are printed: "[1]"; "[1, p. 3]" where there are pages."""
    known = {source.number: source.article for source in sources}
    shown = []
    for number in statement.citations:
        spans = [place.span for place in statement.spans if place.source == number]
        pages = [known[number].page_of(span.start) for span in spans] if number in known else []
        told = ", ".join(str(page) for page in dict.fromkeys(pages) if page)
        shown.append(f"[{number}, p. {told}]" if told else f"[{number}]")
    return shown


DIFFER = {"figures": "The figures differ", "denial": "Somebody denies it"}
"""What stands over a disagreement."""


def difference(answer: Answer, disagreement: Disagreement) -> list[tuple[str, str, Statement]]:
    """Return the sides of a disagreement as they are shown: the claim, who has it so, and the statement."""
    return [
        (side.claim, in_day(answer.statements[at].outlet, answer.statements[at].day), answer.statements[at])
        for side in disagreement.sides
        for at in side.statements
    ]
