"""A conversation: questions that may lean on those before, and citation numbers that never change.

What was asked and answered is kept in the catalogue, turn by turn, so that a conversation can be opened
again, in another process too, and go on where it was. A question can be kept before it is answered
(``put``, then ``answer``): then it outlives whoever is answering it, and can be stopped.
"""

import secrets
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from assistant.answer import Answer, Source, Statement
from assistant.assembly import numbers_of, renumbered
from assistant.assistant import Assistant
from assistant.contract import answer_as_json, answer_from_json, filters_as_json, filters_from_json
from assistant.question import Guess
from assistant.stopping import until_stopped
from assistant.words import one_line, storable
from corpus import Corpus
from corpus.conversations import Change, ConversationInfo, Conversations, OpenRow, TurnRow
from corpus.errors import NotFound
from corpus.records import Filters

_NAME = 80  # characters of the first question that name a conversation until somebody renames it


@dataclass(frozen=True, slots=True)
class AnsweredTurn:
    """One question and its answer. ``number`` counts from 1; ``asked_at`` is in UTC.

    ``question`` is as it was typed, ``understood`` as it was asked. ``filters`` are those that were given,
    ``without`` what was taken back of what had been read from the question, in words.
    """

    number: int
    asked_at: datetime
    question: str
    understood: str
    filters: Filters
    without: Mapping[Guess, str]
    answer: Answer


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without an answer. ``why`` says why it has none; None while one is awaited.

    ``id`` is this asking's own: the same question asked again has another. The rest is as in AnsweredTurn.
    """

    id: int
    number: int
    asked_at: datetime
    question: str
    filters: Filters
    without: Mapping[Guess, str]
    why: str | None = None


class Conversation:
    """A conversation over an assistant and the corpus that it answers from.

    Questions that are put at the same time are answered one after the other, so that each can lean on the
    one before: until a stream has ended or is closed, others wait.
    """

    def __init__(self, assistant: Assistant, corpus: Corpus, conversation_id: str) -> None:
        self.id = conversation_id
        self._assistant = assistant
        self._rows = Conversations(corpus.catalogue)
        self._answering = threading.Lock()

    @classmethod
    def start(cls, assistant: Assistant, corpus: Corpus) -> "Conversation":
        """Return a new conversation. It is in the catalogue from its first answer on."""
        return cls(assistant, corpus, secrets.token_hex(6))

    @classmethod
    def open(cls, assistant: Assistant, corpus: Corpus, conversation_id: str) -> "Conversation":
        """Return a conversation that was begun before. Raises NotFound where there is none with this id."""
        return cls(assistant, corpus, Conversations(corpus.catalogue).get(conversation_id).id)

    @property
    def turns(self) -> list[AnsweredTurn]:
        """The turns as they are kept, in order."""
        return self.turns_from(1)

    def turns_from(self, first: int) -> list[AnsweredTurn]:
        """Return the turns from this number on, in order."""
        return [_turn(row) for row in self._rows.turns(self.id, first)]

    @property
    def questions(self) -> dict[int, str]:
        """The questions that were answered, as they were typed, by the number of their turn."""
        return self._rows.questions(self.id)

    def ask(
        self, question: str, filters: Filters | None = None, *, without: Mapping[Guess, str] | None = None
    ) -> AnsweredTurn:
        """Answer a question and keep it as the next turn.

        Raises BadQuestion where the question is empty, or a filter cannot hold.
        """
        for event in self.stream(question, filters, without=without):
            if isinstance(event, AnsweredTurn):
                return event
        raise AssertionError("a stream ends with its turn")

    def stream(
        self, question: str, filters: Filters | None = None, *, without: Mapping[Guess, str] | None = None
    ) -> Iterator[Statement | AnsweredTurn]:
        """Yield each statement when it is verified, and last the turn, which is kept by then.

        Of what is yielded the turn is what counts, as the answer does in Assistant.stream.
        """
        given, taken_back = filters or Filters(), without or {}
        with self._answering:
            before = [turn.answer for turn in self.turns]
            for event in self._answered(question, given, taken_back, before):
                if isinstance(event, Statement):
                    yield event
                    continue
                with self._rows.changing(self.id, one_line(question)[:_NAME]) as change:
                    filled = _as_json(given, taken_back)
                    row = _kept(change, change.next_turn, storable(question), filled, event)
                yield _turn(row)

    # Questions that are kept before they are answered -----------------------------------------------

    @property
    def open_questions(self) -> list[OpenQuestion]:
        """The questions that have no answer, in order."""
        return [_open(row) for row in self._rows.open_questions(self.id)]

    def put(
        self,
        question: str,
        filters: Filters | None = None,
        *,
        without: Mapping[Guess, str] | None = None,
        again: int | None = None,
    ) -> OpenQuestion:
        """Keep a question that is to be answered; the conversation is in the catalogue from then on.

        ``again`` is the number of a turn, or of an open question, that is asked anew in its place.
        """
        filled = _as_json(filters or Filters(), without or {})
        with self._rows.changing(self.id, one_line(question)[:_NAME]) as change:
            return _open(change.ask(again or change.next_turn, storable(question), filled))

    def answer(self, asked: OpenQuestion, stopped: threading.Event) -> Iterator[Statement | AnsweredTurn]:
        """Yield each statement when it is verified, and last the turn, which by then is kept instead.

        Nothing is kept, and no turn comes, once ``stopped`` is set (a model is hung up on), or where the
        question was withdrawn, asked anew or removed meanwhile.
        """
        with self._answering:
            before = [turn.answer for turn in self.turns if turn.number < asked.number]
            events = self._answered(asked.question, asked.filters, asked.without, before)
            for event in until_stopped(events, stopped):
                if isinstance(event, Statement):
                    yield event
                elif turn := self._settled(asked, event):
                    yield turn

    def stop(self, asked: OpenQuestion, why: str) -> None:
        """Await no answer any more: the one that its turn had stays; where there is none, ``why`` is kept."""
        if asked.number in self._rows.questions(self.id):
            self.withdraw(asked)
        else:
            self.set_aside(asked, why)

    def set_aside(self, asked: OpenQuestion, why: str) -> None:
        """Keep why a question has no answer."""
        self._rows.set_aside(asked.id, why)

    def take_up(self, asked: OpenQuestion, else_why: str) -> bool:
        """Take up a question whose answerer is gone; tell whether it is still awaited.

        That can be done once: should this answerer go as well, ``else_why`` says why there is no answer.
        """
        return self._rows.set_aside(asked.id, else_why, only_awaited=True)

    def withdraw(self, asked: OpenQuestion) -> bool:
        """Drop a question without an answer, and a conversation of nothing else; tell if more is left."""
        return self._rows.withdraw(self.id, asked.id)

    def _settled(self, asked: OpenQuestion, answer: Answer) -> AnsweredTurn | None:
        """Keep an answer in its question's place; None where that is not asked any more."""
        filled = _as_json(asked.filters, asked.without)
        try:
            with self._rows.changing(self.id) as change:
                if not change.settle(asked.id):
                    return None
                row = _kept(change, asked.number, asked.question, filled, answer)
        except NotFound:  # the conversation was removed
            return None
        return _turn(row)

    def _answered(
        self, question: str, filters: Filters, without: Mapping[Guess, str], before: Sequence[Answer]
    ) -> Generator[Statement | Answer, None, None]:
        """Yield what the assistant answers after these answers, the answer with how it was understood."""
        understood = self._assistant.understand(question, before, filters)
        events = self._assistant.stream(
            understood.question, filters, without=without, numbers=self._rows.numbers(self.id)
        )
        for event in events:
            if isinstance(event, Statement):
                yield event
                continue
            answer = event
            if understood.note:
                answer = replace(answer, notes=(understood.note, *answer.notes))
            if understood.question != question:
                answer = replace(answer, question=one_line(question), understood_as=answer.question)
            yield answer


def every_conversation(corpus: Corpus) -> list[ConversationInfo]:
    """Return what is known about the conversations of a corpus, the one that changed last first."""
    return Conversations(corpus.catalogue).every()


def kept_conversation(corpus: Corpus, conversation_id: str) -> tuple[ConversationInfo, list[AnsweredTurn]]:
    """Return a conversation with its turns, in order. Raises NotFound where there is none with this id."""
    rows = Conversations(corpus.catalogue)
    return rows.get(conversation_id), [_turn(row) for row in rows.turns(conversation_id)]


def sources_of(turns: Sequence[AnsweredTurn]) -> list[Source]:
    """Return what these turns cite or name as near, in number order, each with all passages shown of it."""
    found: dict[int, Source] = {}
    for turn in turns:
        for source in (*turn.answer.sources, *turn.answer.nearby):
            known = found.setdefault(source.number, source)
            passages = dict.fromkeys((*known.passages, *source.passages))
            copies = dict.fromkeys((*known.copies, *source.copies))
            found[source.number] = replace(known, passages=tuple(passages), copies=tuple(copies))
    return [found[number] for number in sorted(found)]


def _kept(change: Change, number: int, question: str, filters: dict[str, Any], answer: Answer) -> TurnRow:
    """Keep a turn. Where another process has answered meanwhile, the numbers follow on its own."""
    answer = renumbered(answer, change.numbers)
    row = TurnRow(number, datetime.now(UTC), question, answer.asked, filters, answer_as_json(answer))
    change.put(row, numbers_of((*answer.sources, *answer.nearby)))
    return row


def _turn(row: TurnRow) -> AnsweredTurn:
    return AnsweredTurn(**_asked(row), understood=row.understood, answer=answer_from_json(row.answer))


def _open(row: OpenRow) -> OpenQuestion:
    return OpenQuestion(**_asked(row), id=row.id, why=row.why)


def _asked(row: TurnRow | OpenRow) -> dict[str, Any]:
    """Return what is kept of every question, answered or not."""
    return {
        "number": row.number,
        "asked_at": row.asked_at,
        "question": row.question,
        "filters": filters_from_json(row.filters),
        "without": row.filters["without"],
    }


def _as_json(filters: Filters, without: Mapping[Guess, str]) -> dict[str, Any]:
    return {**filters_as_json(filters), "without": dict(without)}
