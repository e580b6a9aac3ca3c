"""The guard itself: no test, and no process that a test starts, reaches beyond this machine."""

import socket
import subprocess
import sys

import pytest

_REACH = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


def test_this_process_is_held_back() -> None:
    with pytest.raises(PermissionError, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_processes_that_tests_start_are_held_back() -> None:
    done = subprocess.run([sys.executable, "-c", _REACH], capture_output=True, text=True, check=False)
    assert "nothing beyond 127.0.0.1 is allowed" in done.stderr
