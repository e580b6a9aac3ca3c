"""Refuse every connection beyond this machine.

Python imports a module of this name at its start: with this folder on PYTHONPATH the guard also holds
in every process that a test starts.
"""

import socket
from typing import Any

_HERE = ("127.0.0.1", "::1", "localhost")
_connect = socket.socket.connect


def _guarded(self: socket.socket, address: Any) -> None:
    if isinstance(address, tuple) and address[0] not in _HERE:
        raise PermissionError(f"a test reached for {address}; nothing beyond 127.0.0.1 is allowed")
    _connect(self, address)


socket.socket.connect = _guarded  # type: ignore[method-assign, assignment]
