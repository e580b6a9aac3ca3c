"""A server of the app that a test starts, kills and starts again over the same home, at the same address."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.forks import environment_of, forked


class Server:
    """`dateline serve` over a home of the test's own, on 127.0.0.1; stopped by its process id at the end."""

    def __init__(self, home: Path, *options: str, **settings: str) -> None:
        """Take a home, options for ``serve`` ("--sample") and settings for its environment."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.home = home
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home.parent / "server.log"
        self.arguments = ["serve", *options, "--port", str(self.port)]
        self.environment = environment_of(home, **settings)
        self._process: subprocess.Popen[bytes] | ForkServerProcess | None = None

    @property
    def pid(self) -> int:
        """The running server's process id."""
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._process = self._begun()
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):  # noqa: S310
                    return
            except OSError:
                if self._has_ended(0.5):
                    break
        raise AssertionError(f"the app did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the server, or (SIGKILL) cut it off; nothing happens where it has ended."""
        if self._process is not None:
            if not self._has_ended(0):
                os.kill(self.pid, how)
            assert self._has_ended(120)
            self._process = None

    def restart(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the server and start it again, at the same address."""
        self.stop(how)
        self.start()

    def _begun(self) -> subprocess.Popen[bytes] | ForkServerProcess:
        command = [sys.executable, "-m", "ui.cli", *self.arguments]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, cwd=self.home.parent, env=self.environment, stdout=log, stderr=log
            )

    def _has_ended(self, seconds: float) -> bool:
        if isinstance(self._process, subprocess.Popen):
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                return False
        elif self._process is not None:
            self._process.join(seconds)
            return self._process.exitcode is not None
        return True

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class WarmServer(Server):
    """The same server, forked off a process with the libraries imported: pages only need one that runs."""

    def _begun(self) -> ForkServerProcess:
        return forked(self.arguments, self.environment, self.home.parent, self.log)
