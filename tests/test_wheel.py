"""What is installed is what works: the built wheel, alone, far from the repository."""

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

Dateline = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the sources and install it in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / "source" / name)
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(folder / "source")]
    _python(*build, check=True)
    (wheel,) = folder.glob("*.whl")
    assert wheel.name.startswith("dateline-")
    options = ["--quiet", "--no-deps", "--no-index", "--target", str(folder / "installed")]
    _python("-m", "pip", "install", *options, str(wheel), check=True)
    return folder / "installed"


@pytest.fixture(scope="module")
def environment(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment that finds the installed wheel first, and a home of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "CHROMA_", "OPENAI_"))}
    path = os.pathsep.join(filter(None, [str(installed), os.environ.get("PYTHONPATH")]))
    return {**kept, "PYTHONPATH": path, "DATELINE_HOME": str(tmp_path_factory.mktemp("home") / "home")}


@pytest.fixture(scope="module")
def dateline(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Dateline:
    """Return a way to run the installed command."""
    folder = tmp_path_factory.mktemp("elsewhere")
    return lambda *arguments: _python("-m", "ui.cli", *arguments, cwd=folder, env=environment)


@pytest.fixture(scope="module")
def served(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of the installed app, started with the sample in an empty home."""
    folder = tmp_path_factory.mktemp("served")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui.cli", "serve", "--sample", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        yield _answering(f"http://127.0.0.1:{port}", server, folder / "log")
    finally:
        server.terminate()
        server.wait(60)


def test_the_wheel_is_what_is_imported(installed: Path, environment: dict[str, str], tmp_path: Path) -> None:
    houses = "assistant, corpus, ingest, ui"
    code = f"import {houses}; print(*(house.__file__ for house in ({houses})))"

    files = _python("-c", code, cwd=tmp_path, env=environment, check=True).stdout.split()

    assert len(files) == 4
    assert all(Path(file).is_relative_to(installed) for file in files)


def test_the_wheel_holds_what_is_not_code_and_nothing_of_the_tests(installed: Path) -> None:
    assert (installed / "corpus" / "sample" / "articles.jsonl").is_file()
    assert (installed / "ui" / "app" / "icon.svg").is_file()
    assert not (installed / "tests").exists()
    assert "dateline = ui.cli:main" in next(installed.glob("*.dist-info/entry_points.txt")).read_text()


def test_the_installed_app_starts_with_the_sample(served: str, dateline: Dateline) -> None:
    with urllib.request.urlopen(f"{served}/_stcore/health", timeout=60) as answer:  # noqa: S310  # our own server
        assert answer.read() == b"ok"
    listed = dateline("articles", "list", "--json")

    assert len(json.loads(listed.stdout)) == 24, listed.stderr


def test_the_command_answers_beside_the_running_app(served: str, dateline: Dateline) -> None:
    """With the real model: standard output is one JSON value."""
    asked = dateline("ask", "what did Iraq say about militias?", "--json")

    answer = json.loads(asked.stdout)
    assert asked.returncode == 0
    assert any("lay down their weapons" in statement["text"] for statement in answer["statements"])


def _python(*arguments: str, check: bool = False, **options) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=280, **options)
    assert not check or ran.returncode == 0, ran.stdout + ran.stderr
    return ran


def _answering(url: str, server: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(400):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):  # noqa: S310  # our own server
                return url
        except OSError:
            try:
                server.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
            break
    pytest.fail(f"the app did not start:\n{log.read_text(errors='replace')[-2000:]}")
