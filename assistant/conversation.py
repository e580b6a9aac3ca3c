"""A conversation: questions that may lean on those before, and citation numbers that never change.

What was asked and answered is kept in the catalogue, turn by turn, so that a conversation can be opened
again, in another process too, and go on where it was.
"""

import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.answer import Answer, Source, Statement
from assistant.assembly import numbers_of, renumbered
from assistant.assistant import Assistant
from assistant.contract import answer_as_json, answer_from_json, filters_as_json, filters_from_json
from assistant.question import Guess
from corpus import Corpus
from corpus.conversations import ConversationInfo, Conversations, TurnRow
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
        return [_turn(row) for row in self._rows.turns(self.id)]

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
        self,
        question: str,
        filters: Filters | None = None,
        *,
        without: Mapping[Guess, str] | None = None,
        again: int | None = None,
    ) -> Iterator[Statement | AnsweredTurn]:
        """Yield each statement when it is verified, and last the turn, which is kept by then.

        ``again`` is the number of a turn that is answered anew, in its place; all else stays as it is. Of
        what is yielded the turn is what counts, as the answer does in Assistant.stream.
        """
        given, taken_back = filters or Filters(), without or {}
        with self._answering:
            before = [turn.answer for turn in self.turns if again is None or turn.number < again]
            understood = self._assistant.understand(question, before, given)
            answers = self._assistant.stream(
                understood.question, given, without=taken_back, numbers=self._rows.numbers(self.id)
            )
            for event in answers:
                if isinstance(event, Statement):
                    yield event
                    continue
                answer = event
                if understood.note:
                    answer = replace(answer, notes=(understood.note, *answer.notes))
                if understood.question != question:
                    answer = replace(answer, question=_clean(question), understood_as=answer.question)
                yield self._keep(question, given, taken_back, again, answer)

    def _keep(
        self,
        question: str,
        filters: Filters,
        without: Mapping[Guess, str],
        again: int | None,
        answer: Answer,
    ) -> AnsweredTurn:
        """Keep a turn. Where another process has answered meanwhile, the numbers follow on its own."""
        with self._rows.changing(self.id, _clean(question)[:_NAME]) as change:
            answer = renumbered(answer, change.numbers)
            row = TurnRow(
                number=again or change.next_turn,
                asked_at=datetime.now(UTC),
                question=question.replace("\0", " ").encode("utf-8", "ignore").decode(),
                understood=answer.asked,
                filters={**filters_as_json(filters), "without": dict(without)},
                answer=answer_as_json(answer),
            )
            change.put(row, numbers_of((*answer.sources, *answer.nearby)))
        return _turn(row)


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


def _turn(row: TurnRow) -> AnsweredTurn:
    return AnsweredTurn(
        number=row.number,
        asked_at=row.asked_at,
        question=row.question,
        understood=row.understood,
        filters=filters_from_json(row.filters),
        without=row.filters["without"],
        answer=answer_from_json(row.answer),
    )


def _clean(question: str) -> str:
    return " ".join(question.replace("\0", " ").encode("utf-8", "ignore").decode().split())
