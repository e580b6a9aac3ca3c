"""What is put into a briefing: statements of answers, passages of articles, and what a person writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from assistant.answer import Answer, Source, Statement, attribution
from assistant.briefings.gating import flags_of_own, held, in_paragraphs, one_line, verbatim, written
from assistant.briefings.records import Asked, Body, Cited, Heading, Note, Place
from assistant.contract import answer_from_json
from corpus import Corpus
from corpus.errors import BadBriefing, NotFound
from corpus.folding import DOUBLE_MARKS, SINGLE_MARKS, find, fold
from corpus.records import Article, ArticleInfo, Span

LEVELS = (1, 2, 3)
_MARKS = DOUBLE_MARKS + SINGLE_MARKS


@dataclass(frozen=True, slots=True)
class Pick:
    """What is to be an item, with what it came from.

    ``sources`` are the article versions that it cites as they were known when it was made, each with the
    number that it has where it came from, if any.
    """

    body: Body
    asked: Asked | None = None
    sources: tuple[tuple[ArticleInfo, int | None], ...] = ()


def heading(text: str, level: int = 1) -> Pick:
    """Return a heading to put in. Raises BadBriefing where it has no words or there is no such level."""
    if level not in LEVELS:
        raise BadBriefing(f"There is no heading of level {level}. Choose 1, 2 or 3.")
    plain = one_line(text)
    return Pick(Heading(plain, level, flags_of_own(plain)))


def note(text: str) -> Pick:
    """Return a note to put in, in its paragraphs. Raises BadBriefing where it has no words."""
    plain = in_paragraphs(text)
    return Pick(Note(plain, flags_of_own(plain)))


def statement(corpus: Corpus, text: str, places: Sequence[Place]) -> Pick:
    """Return a person's sentence over places, gated. Raises BadBriefing as ``written`` does."""
    body = written(corpus, text, places)
    return Pick(body, sources=_as_known(corpus, body))


def passage(corpus: Corpus, reference: str, *, span: Span | None = None, words: str | None = None) -> Pick:
    """Return a marked passage of an article's current version, by its range or by its words.

    A range that begins or ends inside a word is widened to the whole word: "allow" is not what "disallow"
    says. Raises NotFound where there is no such article, and BadBriefing where the range lies outside it,
    the words do not stand there, or it may not be quoted yet.
    """
    article, place = marked(corpus, reference, span=span, words=words)
    body = verbatim(corpus, article, place.span)
    return Pick(body, sources=_as_known(corpus, body))


def marked(
    corpus: Corpus, reference: str, *, span: Span | None = None, words: str | None = None
) -> tuple[Article, Place]:
    """Return an article and a place in it, as ``passage`` finds it."""
    article = corpus.catalogue.get(corpus.catalogue.find_id(reference))
    embargo = article.info.embargo
    if embargo and embargo > datetime.now(UTC):
        raise BadBriefing(
            f"“{article.info.title}” may not be quoted until {embargo:%Y-%m-%d %H:%M} UTC. Add it after that."
        )
    text = article.text
    if words is not None:
        found = find(one_line(words), fold(text), whole_words=True)
        if not found:
            raise BadBriefing(
                f"These words do not stand in “{article.info.title}”. Copy them exactly from: "
                f"dateline articles show {reference}"
            )
        span = found[0]
    inside = span is not None and 0 <= span.start < span.end <= len(text)
    if span is None or not inside or not any(mark.isalnum() for mark in span.of(text)):
        raise BadBriefing(
            f"That is no passage of “{article.info.title}”, which has {len(text):,} characters."
        )
    span = _whole_words(text, span)
    return article, Place(article.info.id, article.info.version, span, span.of(text))


def of_turn(
    corpus: Corpus, conversation: str, turn: int, statements: Sequence[int] | None = None
) -> list[Pick]:
    """Return statements (from 1; None: all) of a turn of a conversation, in their order there.

    Raises NotFound where there is no such conversation, BadBriefing where it has no such turn or statement.
    """
    from assistant.conversation import kept_conversation  # with it comes all that answers

    _, turns = kept_conversation(corpus, conversation)
    found = next((one for one in turns if one.number == turn), None)
    if found is None:
        raise BadBriefing(f"The conversation {conversation} has no turn {turn}; it has {len(turns)}.")
    return of_answer(corpus, found.answer, statements, conversation=conversation, turn=turn)


def of_answer(
    corpus: Corpus,
    answer: Answer,
    statements: Sequence[int] | None = None,
    *,
    conversation: str | None = None,
    turn: int | None = None,
) -> list[Pick]:
    """Return statements (from 1; None: all) of an answer that this corpus gave."""
    number = len(answer.statements)
    if not number:
        raise BadBriefing(f"This was not answered ({answer.reason}), so there is nothing to add.")
    if wrong := next((one for one in statements or () if not 1 <= one <= number), None):
        raise BadBriefing(f"The answer has no statement {wrong}; it has {number}.")
    asked = Asked(
        question=answer.asked,
        as_of=answer.as_of,
        filters=answer.filters,
        answered_by=answer.answered_by,
        conversation=conversation,
        turn=turn,
        generation=corpus.catalogue.generation,
    )
    chosen = [answer.statements[one - 1] for one in statements or range(1, number + 1)]
    return [_of_statement(corpus, answer, one, asked) for one in chosen]


def of_file(corpus: Corpus, value: Any, statements: Sequence[int] | None = None) -> list[Pick]:
    """Return statements (from 1; None: all) of what `ask --json` printed.

    Anybody may have changed it, so each passes the gates again, against what the archive holds. Raises
    BadBriefing where it is no such answer, or cites what the archive does not hold.
    """
    try:
        answer = answer_from_json(value)
        came_from = value.get("conversation"), value.get("turn")
        known = {source.number for source in answer.sources}
        whole = all(place.source in known for one in answer.statements for place in one.spans)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise BadBriefing("This is no answer. Write one with: dateline ask QUESTION --json > FILE") from error
    if not whole:
        raise BadBriefing("This answer cites sources that it does not list. Ask again with --json.")
    picks = of_answer(corpus, answer, statements, conversation=came_from[0], turn=came_from[1])
    return [_checked(corpus, pick) for pick in picks]


def _checked(corpus: Corpus, pick: Pick) -> Pick:
    """Return what a file says as the gates let it through, over what the archive itself holds there."""
    body = pick.body
    if not isinstance(body, Cited):
        return pick
    places = []
    for place in body.places:
        text = held(corpus, place).text
        if not 0 <= place.span.start < place.span.end <= len(text):
            raise BadBriefing(
                "This answer cites a place that its article does not have. Ask again with --json."
            )
        places.append(replace(place, words=place.span.of(text)))
    checked = written(corpus, body.text, places, body.speaker, body.by)
    if checked.kind == body.kind and checked.text == body.text and not checked.flags:
        checked = replace(body, places=tuple(places))  # nothing was changed: as in the chat
    numbers = {(one.id, one.version): number for one, number in pick.sources}
    return Pick(checked, pick.asked, _as_known(corpus, checked, numbers))


def _of_statement(corpus: Corpus, answer: Answer, one: Statement, asked: Asked) -> Pick:
    sources = {source.number: source for source in answer.sources}
    places = tuple(_place(corpus, sources[place.source], place.span) for place in one.spans)
    body = Cited(
        text=one.text,
        kind=one.kind,
        places=places,
        line=attribution(one, None),
        speaker=one.speaker,
        flags=one.flags,
        by=answer.answered_by,
        before=one.context.text if one.context else None,
    )
    return Pick(body, asked, tuple((sources[number].article, number) for number in one.citations))


def _place(corpus: Corpus, source: Source, span: Span) -> Place:
    """Return a place of an answer's source; of one that is gone, with the words that the answer shows."""
    article = source.article
    try:
        words = span.of(corpus.catalogue.get(article.id, article.version).text)
    except NotFound:
        words = source.words(span)
    return Place(article.id, article.version, span, words)


def _as_known(
    corpus: Corpus, body: Cited, numbers: Mapping[tuple[str, int], int | None] | None = None
) -> tuple[tuple[ArticleInfo, int | None], ...]:
    """Return what is known now of the versions that a statement cites, each once."""
    versions = dict.fromkeys((place.article_id, place.version) for place in body.places)
    return tuple((corpus.catalogue.get(*one).info, (numbers or {}).get(one)) for one in versions)


def _whole_words(text: str, span: Span) -> Span:
    """Return a range widened to whole words, without white space and lone quotation marks at its ends."""
    start, end = span.start, span.end
    while text[start].isspace() or (text[start] in _MARKS and text[start + 1].isspace()):
        start += 1
    while text[end - 1].isspace() or (text[end - 1] in _MARKS and text[end - 2].isspace()):
        end -= 1
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)
