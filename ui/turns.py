"""A question being answered outside the page's script, so that no click can stop it."""

import logging
import threading
from dataclasses import dataclass, field

from assistant import Assistant
from assistant.answer import Answer, Statement
from corpus.errors import DatelineError
from corpus.records import Filters

_log = logging.getLogger(__name__)


@dataclass
class Turn:
    """One question of a conversation and what has come of it so far."""

    question: str
    filters: Filters
    statements: list[Statement] = field(default_factory=list)
    answer: Answer | None = None
    error: str | None = None

    @property
    def done(self) -> bool:
        """Tell whether nothing more will come."""
        return self.answer is not None or self.error is not None

    def start(self, assistant: Assistant) -> None:
        """Begin to answer, in a thread of its own."""
        threading.Thread(target=self._run, args=[assistant], name="answer", daemon=True).start()

    def _run(self, assistant: Assistant) -> None:
        try:
            for event in assistant.stream(self.question, self.filters):
                if isinstance(event, Answer):
                    self.answer = event
                else:
                    self.statements.append(event)
        except DatelineError as error:
            self.error = str(error)
        finally:
            if not self.done:
                _log.exception("answering failed: %s", self.question)
                self.error = "Something went wrong inside Dateline; the server's log says what. Ask again."
