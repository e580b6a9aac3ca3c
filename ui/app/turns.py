"""A question being answered outside the page's script, so that no click can stop it."""

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant import Assistant
from assistant.answer import Answer, Statement
from assistant.conversation import AnsweredTurn, Conversation
from assistant.question import Guess
from corpus.errors import DatelineError
from corpus.records import Filters

_log = logging.getLogger(__name__)


@dataclass
class Turn:
    """One question of a conversation and what has come of it so far.

    ``without`` is what a person took back of what had been read from the question, in words; ``number`` the
    turn's number in the conversation once it has one, under which it is answered anew.
    """

    question: str
    filters: Filters
    without: Mapping[Guess, str] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    answer: Answer | None = None
    error: str | None = None
    number: int | None = None
    suggestions: tuple[str, ...] | None = None
    """What may be asked next; None while that is not known."""
    _suggesting: bool = False

    @classmethod
    def kept(cls, turn: AnsweredTurn) -> "Turn":
        """Return a turn that was answered before."""
        answered = cls(turn.question, turn.filters, turn.without)
        answered.answer, answered.number = turn.answer, turn.number
        return answered

    @property
    def done(self) -> bool:
        """Tell whether nothing more will come."""
        return self.answer is not None or self.error is not None

    def start(self, conversation: Conversation) -> None:
        """Begin to answer, in a thread of its own."""
        threading.Thread(target=self._run, args=[conversation], name="answer", daemon=True).start()

    def suggest(self, assistant: Assistant, asked: Sequence[str]) -> None:
        """Begin to look for what may be asked next and was not yet, in a thread of its own, unless begun."""
        if not self._suggesting and self.answer is not None:
            self._suggesting = True
            threading.Thread(
                target=self._look, args=[assistant, self.answer, asked], name="suggest", daemon=True
            ).start()

    def _look(self, assistant: Assistant, answer: Answer, asked: Sequence[str]) -> None:
        found: tuple[str, ...] = ()
        try:
            found = assistant.suggest(answer, asked)
        except DatelineError as error:
            _log.warning("no suggestions: %s", error)
        finally:
            self.suggestions = found

    def _run(self, conversation: Conversation) -> None:
        events = conversation.stream(self.question, self.filters, without=self.without, again=self.number)
        try:
            for event in events:
                if isinstance(event, Statement):
                    self.statements.append(event)
                else:
                    self.number, self.answer = event.number, event.answer
        except DatelineError as error:
            self.error = str(error)
        finally:
            if not self.done:
                _log.exception("answering failed: %s", self.question)
                self.error = "Something went wrong inside Dateline; the server's log says what. Ask again."
