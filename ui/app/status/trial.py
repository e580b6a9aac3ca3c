"""Trying the language model from the Status page: in a thread of its own, with a time limit."""

import logging
import threading
import time

from assistant.reachable import try_model
from corpus.errors import AnswerFailed
from ui.settings import Settings

MOST = 30.0
"""Seconds that a person waits for one word, at most; less where the model's own time limit is less."""
_log = logging.getLogger(__name__)


class Trial:
    """A model that is asked for one word. It ends by itself when the time is over, whatever it does."""

    def __init__(self, chosen: Settings) -> None:
        """Begin at once, with the model that the settings name."""
        self._limit = min(MOST, chosen.model_timeout)
        self._began = time.monotonic()
        self._seconds: float | None = None
        self._error: str | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._run, args=[chosen], name="try-model", daemon=True).start()

    @property
    def done(self) -> bool:
        """Tell whether it has ended."""
        return self._ended.is_set() or self.waited > self._limit + 1  # the model's own error comes first

    @property
    def waited(self) -> float:
        """The seconds since it began."""
        return time.monotonic() - self._began

    @property
    def seconds(self) -> float | None:
        """How long the model took; None where it has not answered."""
        return self._seconds

    @property
    def error(self) -> str | None:
        """What went wrong, in words; None where it has answered, or may yet."""
        if self._ended.is_set():
            return self._error
        return f"It did not answer within {self._limit:g} seconds. Try again." if self.done else None

    def _run(self, chosen: Settings) -> None:
        try:
            self._seconds = try_model(
                chosen.model or "", url=chosen.model_url, key=chosen.key, timeout=self._limit
            )
        except AnswerFailed as error:
            self._error = str(error)
        finally:
            if self._seconds is None and self._error is None:
                _log.exception("trying the model failed")
                self._error = "Something went wrong inside Dateline; the server's log says what."
            self._ended.set()
