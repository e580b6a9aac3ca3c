"""What is being answered in this server, by conversation: outside the pages' scripts, so no click stops it.

Whoever looks at a conversation finds here the questions whose answers are on their way; all else stands in
the catalogue. Nothing stays here once its answer is kept.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from assistant.answer import Statement
from assistant.conversation import Conversation, OpenQuestion
from assistant.question import Guess
from corpus.errors import DatelineError
from corpus.records import Filters

_log = logging.getLogger(__name__)
STOPPED = "You stopped this before there was an answer."
_FAILED = "Something went wrong inside Dateline; the server's log says what. Ask again."
_LOST = "The server was stopped twice while it answered this. Ask again."


@dataclass(frozen=True, slots=True, eq=False)
class Answering:
    """A question on its way to an answer, with the statements that have come so far."""

    asked: OpenQuestion
    statements: list[Statement] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


class Desk:
    """Where questions are answered, each conversation's one after the other, in the order of asking."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lines: dict[str, list[Answering]] = {}
        """By conversation, the questions that are not answered yet; the first is being answered."""

    def answering(self, conversation: str) -> dict[int, Answering]:
        """Return what is being answered in a conversation and what waits for it, by turn number, in order."""
        with self._lock:
            return {one.asked.number: one for one in self._lines.get(conversation, ())}

    def ask(
        self,
        talk: Conversation,
        question: str,
        filters: Filters,
        *,
        without: Mapping[Guess, str] | None = None,
        again: int | None = None,
    ) -> None:
        """Begin to answer a question: as the next turn, or in the place of the one with number ``again``."""
        with self._lock:
            for one in self._lines.get(talk.id, ()):
                if one.asked.number == again:
                    return  # somebody else was quicker
            self._add(talk, talk.put(question, filters, without=without, again=again))

    def take_up(self, talk: Conversation) -> None:
        """Answer what was asked in a conversation before this server was started, and has no answer."""
        with self._lock:
            known = {one.asked.number for one in self._lines.get(talk.id, ())}
            for asked in talk.open_questions:
                if asked.why is None and asked.number not in known and talk.take_up(asked, _LOST):
                    self._add(talk, asked)

    def stop(self, talk: Conversation, number: int | None = None) -> None:
        """Stop answering a conversation's question with this number; None: all of them."""
        with self._lock:
            line = self._lines.get(talk.id, [])
            for one in [one for one in line if number in (None, one.asked.number)]:
                was_first = one is line[0]
                one.stopped.set()
                line.remove(one)
                talk.stop(one.asked, STOPPED)
                if was_first and line:
                    self._start(talk, line[0])  # its thread may take a while to notice
            if not line:
                self._lines.pop(talk.id, None)

    def _add(self, talk: Conversation, asked: OpenQuestion) -> None:
        line = self._lines.setdefault(talk.id, [])
        line.append(Answering(asked))
        if len(line) == 1:
            self._start(talk, line[0])

    def _start(self, talk: Conversation, one: Answering) -> None:
        threading.Thread(target=self._work, args=[talk, one], name="answer", daemon=True).start()

    def _work(self, talk: Conversation, one: Answering) -> None:
        try:
            self._answer(talk, one)
        finally:
            self._go_on(talk, one)

    def _go_on(self, talk: Conversation, done: Answering) -> None:
        with self._lock:
            if done.stopped.is_set():
                return  # the rest has been started
            line = self._lines[talk.id]
            line.remove(done)
            if line:
                self._start(talk, line[0])
            else:
                del self._lines[talk.id]

    @staticmethod
    def _answer(talk: Conversation, one: Answering) -> None:
        why: str | None = _FAILED
        try:
            for event in talk.answer(one.asked, one.stopped):
                if isinstance(event, Statement):
                    one.statements.append(event)
            why = None
        except DatelineError as error:
            why = str(error)
        finally:
            if why == _FAILED:
                _log.exception("answering failed: %s", one.asked.question)
            if why and not one.stopped.is_set():
                talk.set_aside(one.asked, why)


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """Return the desk of this server, which all sessions share, as they share the conversations."""
    return Desk()
