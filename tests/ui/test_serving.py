"""`dateline serve`: what it starts, and that it says where."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

import ui.serving
from tests.conftest import ROOT
from tests.ui.app.serving import Server
from ui.cli import app


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Return what was started, of which nothing is."""
    found: list[tuple[str, int]] = []
    monkeypatch.setattr(ui.serving, "run_app", lambda host, port: found.append((host, port)))
    return found


def test_it_serves_this_machine_alone_unless_told_otherwise(started: list[tuple[str, int]]) -> None:
    said = CliRunner().invoke(app, ["serve"])
    CliRunner().invoke(app, ["serve", "--host", "0.0.0.0", "--port", "8599"])  # noqa: S104

    assert "http://localhost:8501" in said.stderr
    assert started == [("127.0.0.1", 8501), ("0.0.0.0", 8599)]  # noqa: S104


def test_a_folder_of_streamlits_own_is_not_needed_and_does_not_move_the_app(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:  # it waits until the server answers at its port
        assert server.url
    assert not (tmp_path / ".streamlit").exists()

    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[server]\nport = 1\n")
    with Server(tmp_path / "home") as server:
        assert server.url


def test_a_browser_that_hangs_up_does_not_end_the_app(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        os.kill(server.pid, signal.SIGPIPE)  # what writing to it then sends
        time.sleep(0.5)

        with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=60) as answer:  # noqa: S310
            assert answer.status == 200


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    command = f"{sys.executable} -m ui.cli --help | head -1"

    ran = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert ran.stderr == ""


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        command = [sys.executable, "-m", "ui.cli", "serve", "--port", port]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert ran.returncode == 1
    assert f"Port {port} is not available" in ran.stderr
    assert "Traceback" not in ran.stderr
