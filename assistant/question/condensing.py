"""What a follow-up asks: read by a language model where there is one, and by rules where it fails.

The model is asked only where the words may lean on what went before, and its reading counts only where it
keeps the names and numbers that were typed and brings in none that were not in the conversation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answer import Answer, Statement
from assistant.attribution import standing_over
from assistant.model import texts_of
from assistant.prompts import CONDENSE
from assistant.question.follow_ups import leans, stand_alone
from assistant.support import supported
from assistant.thinking import spoken
from assistant.verification import Cited
from corpus.errors import AnswerFailed
from corpus.records import Span

_TURNS = 3  # earlier turns that the model is shown, with this many statements of each, of so many characters
_STATEMENTS = 2
_STATEMENT = 200
_TOKENS = 200  # what it may write: a question of three lines, and some thinking aloud
_LONGEST = 300  # characters of a question
_SHARE = 0.25  # of the time that the whole answer may take


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question put on the day ``asked`` after these answers, as it was typed."""

    question: str
    before: Sequence[Answer]
    asked: date


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone; ``note`` says why the model's reading of it was not used."""

    question: str
    note: str | None = None


def understanding(model: BaseChatModel | None, seconds: float) -> Runnable[FollowUp, Understood]:
    """Return the runnable from what was typed to what was asked. It raises nothing.

    ``seconds`` bounds a whole answer; a quarter of them the model's writing here.
    """
    if model is None:
        return RunnableLambda(_by_rules)
    writing = CONDENSE | _bounded(model)

    def read(turn: FollowUp) -> Understood:
        by_rules = _by_rules(turn)
        if not turn.before or not (by_rules.question != turn.question or leans(turn.question)):
            return by_rules
        try:
            return Understood(_checked(_written(writing, turn, seconds * _SHARE), turn))
        except AnswerFailed as error:
            note = f"The language model's reading of the follow-up was not used: {error}"
            return Understood(by_rules.question, note)

    return RunnableLambda(read)


def _by_rules(turn: FollowUp) -> Understood:
    return Understood(stand_alone(turn.question, turn.before, turn.asked))


def _bounded(model: BaseChatModel) -> Runnable[Any, Any]:
    """Return the model with a bound on what it writes, under the name that its provider has for it."""
    if hasattr(model, "num_predict"):  # Ollama; all else stays, lest it loads the model anew
        return model.model_copy(update={"num_predict": _TOKENS})
    return model.bind(max_tokens=_TOKENS)


def _written(writing: Runnable[Any, Any], turn: FollowUp, seconds: float) -> str:
    """Return what the model writes. Raises AnswerFailed where it fails, is cut off or takes too long."""
    asked = {"conversation": _shown(turn.before), "question": " ".join(turn.question.split())}
    pieces = list(spoken(texts_of(writing.stream(asked), seconds)))
    texts = [piece for piece in pieces if isinstance(piece, str)]
    if len(texts) < len(pieces):
        raise AnswerFailed("It wrote too much.")
    return "".join(texts).strip()


def _checked(written: str, turn: FollowUp) -> str:
    """Return the question that the model wrote. Raises AnswerFailed where it must not be asked."""
    question = written.strip("\"“”'` \n")
    if not question:
        raise AnswerFailed("It wrote nothing.")
    if len(question) > _LONGEST or "\n" in question:
        raise AnswerFailed("It wrote more than a question.")
    if added := _not_in(question, [turn.question, *(_known(answer) for answer in turn.before)]):
        raise AnswerFailed(f"It brought in {added}.")
    if lost := _not_in(turn.question, [question]):
        raise AnswerFailed(f"It left out {lost}.")
    is_the_same = _plain(question) == _plain(turn.question)
    return turn.question if is_the_same else question


def _not_in(question: str, texts: Sequence[str]) -> str:
    """Return the names, numbers and dates of a question that stand in none of these texts."""
    text = "\n".join(texts)
    support = supported(question, [Cited(0, Span(0, len(text)), text)])
    return ", ".join([*support.names, *support.numbers, *support.dates, *support.markup])


def _plain(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip(" ?.!")


def _known(answer: Answer) -> str:
    """Return what an earlier turn has put before the person."""
    sources = [source.article for source in (*answer.sources, *answer.nearby)]
    return "\n".join(
        [
            answer.question,
            answer.understood_as or "",
            *(_said(statement) for statement in answer.statements),
            *(f"{article.title} {article.outlet or ''} {article.published or ''}" for article in sources),
        ]
    )


def _shown(before: Sequence[Answer]) -> str:
    turns = []
    for answer in before[-_TURNS:]:
        said = [_said(statement)[:_STATEMENT] for statement in answer.statements[:_STATEMENTS]]
        replies = said or [answer.reason or "No answer."]
        turns.append("\n".join([f"Question: {answer.asked}", *replies]))
    return "\n\n".join(turns)


def _said(statement: Statement) -> str:
    who = standing_over(statement.speaker, statement.role)
    return " ".join(f"{who}: {statement.text}".split()) if who else " ".join(statement.text.split())
