"""What may be asked next: looked for once an answer is on the screen, in a thread of its own."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable

import streamlit as st

from corpus.errors import DatelineError

_log = logging.getLogger(__name__)
_MOST = 200  # answers whose suggestions are kept; the oldest are looked for again when they are wanted

Found = tuple[str, ...]


class Suggestions:
    """What was found for the last answers, by a key of each; None while it is looked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[str, Found | None] = OrderedDict()

    def of(self, key: str, look: Callable[[], Found]) -> Found | None:
        """Return what may be asked after an answer; None while ``look`` is still finding it out."""
        with self._lock:
            if key in self._found:
                return self._found[key]
            self._found[key] = None
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
        threading.Thread(target=self._look, args=[key, look], name="suggest", daemon=True).start()
        return None

    def are_known(self, key: str) -> bool:
        """Tell whether it has been found out what may be asked after an answer."""
        with self._lock:
            return self._found.get(key) is not None or key not in self._found

    def _look(self, key: str, look: Callable[[], Found]) -> None:
        found: Found = ()
        try:
            found = look()
        except DatelineError as error:
            _log.warning("no suggestions: %s", error)
        finally:
            with self._lock:
                if key in self._found:
                    self._found[key] = found


@st.cache_resource(show_spinner=False)
def suggestions() -> Suggestions:
    """Return the suggestions of this server."""
    return Suggestions()
