"""The answer: statements, each with its citations, over numbered sources.

Both answerers give this same record. Numbers are assigned by code, count from 1 in the order of
first citation, and stand for one version of one article; in a conversation they go on counting, and a
source keeps the number that it has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from corpus.records import ArticleInfo, Filters, Span

Kind = Literal["quote", "extract", "paraphrase"]
Form = Literal["answer", "timeline"]


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """The place in a source that supports a statement."""

    source: int
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with its citations.

    ``kind`` is ``quote`` (a speaker's words, verbatim), ``extract`` (a reporter's sentence, verbatim)
    or ``paraphrase`` (a model's sentence). Words of ``text`` between quotation marks always stand,
    in the source's own characters, inside one of ``spans``. ``day`` is when its first source was published,
    None where that is not known.
    """

    text: str
    kind: Kind
    spans: tuple[SourceSpan, ...]
    speaker: str | None = None
    role: str | None = None
    flags: tuple[str, ...] = ()
    day: date | None = None

    @property
    def citations(self) -> tuple[int, ...]:
        """The source numbers, each once, in order of first use."""
        return tuple(dict.fromkeys(place.source for place in self.spans))


def speaker_line(statement: Statement, before: Statement | None) -> str | None:
    """Return what stands over a statement that follows ``before``: whose words they are.

    None where the speaker is the same as before. A reporter's own sentence after somebody's words is
    marked as the outlet's, so that nobody takes it for the speaker's.
    """
    if statement.speaker == (before.speaker if before else None):
        return None
    return ", ".join(part for part in (statement.speaker, statement.role) if part) or "Reported by the outlet"


def carriers(article: ArticleInfo, copies: Sequence[ArticleInfo]) -> list[str]:
    """Return which outlets carry an article's text too, each once; its own is marked "again"."""
    outlets = [
        f"{copy.outlet} (again)" if copy.outlet == article.outlet else copy.outlet
        for copy in copies
        if copy.outlet
    ]
    unknown = ["unknown outlet"] if any(copy.outlet is None for copy in copies) else []
    return list(dict.fromkeys([*outlets, *unknown]))


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

    @property
    def asked(self) -> str:
        """The question that was answered, which can be understood alone."""
        return self.understood_as or self.question


def with_headings(answer: Answer) -> Iterator[tuple[date | None, str | None, Statement]]:
    """Yield each statement with what stands over it: a day that a timeline comes to, and a speaker."""
    before: Statement | None = None
    for statement in answer.statements:
        if answer.form == "timeline" and (before is None or before.day != statement.day):
            yield statement.day, speaker_line(statement, None), statement
        else:
            yield None, speaker_line(statement, before), statement
        before = statement
