"""A language model that writes one sentence, and then nothing more until a test lets it."""

import re
import threading
import time
from collections.abc import Iterator
from typing import Any

from tests.fakes import ScriptedServer

FIRST = "“The ferry to Tern Island stops at nine,” Ada Quill said"
LAST = "Islanders signed a petition"


class SlowModel:
    """What a scripted server writes: a sentence of an article, a wait, and another of the same passage.

    ``blanks`` counts what it sent while it was waiting.
    """

    def __init__(self, server: ScriptedServer, first: str = FIRST, last: str = LAST) -> None:
        self._first, self._last = first, last
        self.may_end = threading.Event()
        self.blanks = 0
        server.reply = self._reply

    def has_been_hung_up_on(self) -> bool:
        """Tell whether nobody reads what it writes any more, or soon: it is noticed at a token."""
        for _ in range(40):
            before = self.blanks
            time.sleep(0.5)
            if self.blanks == before:
                return True
        return False

    def _reply(self, request: dict[str, Any]) -> Iterator[Any]:
        shown: str = request["messages"][1]["content"]
        before = shown[: shown.index(self._first)]
        name = re.findall(r"^\[(\w{4})\] \(", before, re.MULTILINE)[-1]
        yield f"{self._first} [{name}]. "
        yield "Then "
        while not self.may_end.is_set():
            self.blanks += 1
            yield 0.05
            yield " "
        yield f"it was cold. {self._last} [{name}]."
