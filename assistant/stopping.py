"""Stopping: whoever asked wants no answer any more, and a model that is writing one is hung up on."""

import threading
from collections.abc import Generator, Iterator
from typing import Any, TypeVar

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables.config import set_config_context

from corpus.errors import AnswerFailed

_T = TypeVar("_T")


class _HangUp(BaseCallbackHandler):
    """Breaks a model's writing off at its next word, once it is to stop."""

    raise_error = True

    def __init__(self, stopped: threading.Event) -> None:
        self._stopped = stopped

    def on_llm_new_token(self, *_: Any, **__: Any) -> None:
        """Break off: LangChain then closes the model's stream."""
        if self._stopped.is_set():
            raise AnswerFailed("It was stopped.")


def until_stopped(events: Generator[_T, None, None], stopped: threading.Event) -> Iterator[_T]:
    """Yield what comes until ``stopped`` is set; the models that are asked on the way write no more then."""
    with set_config_context({"callbacks": [_HangUp(stopped)]}) as context:
        try:
            while not stopped.is_set():
                event = context.run(next, events)
                if not stopped.is_set():
                    yield event
        except StopIteration:
            return
        finally:
            context.run(events.close)
