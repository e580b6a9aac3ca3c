"""What every test stands on: no network beyond this machine, a home of its own, a small corpus."""

import os
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from corpus import Corpus, open_corpus
from tests.fakes import ScriptedServer, WordModel, scripted_server

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"

# The same examples in every run: a change must not fail for another one's fault. `make fuzz` draws new ones.
hypothesis_settings.register_profile(
    "dateline",
    deadline=None,
    derandomize="DATELINE_TEST_RANDOM" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("dateline")


GUARD = ROOT / "tests" / "guard"
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH")]))
runpy.run_path(str(GUARD / "sitecustomize.py"))  # in this process; the variable does it in those we start


_LONG = ("test_browser", "test_interruption", "test_floors", "test_wheel")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first: what runs side by side then ends together."""
    items.sort(key=lambda item: not item.path.name.startswith(_LONG))


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give each test a home of its own and none of the developer's settings."""
    for name in list(os.environ):
        if name.startswith(("DATELINE_", "OPENAI_", "ANTHROPIC_", "CHROMA_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def model() -> WordModel:
    return WordModel()


@pytest.fixture
def corpus(tmp_path: Path, model: WordModel) -> Iterator[Corpus]:
    """Yield an empty corpus over the fake embedding model."""
    with open_corpus(tmp_path / "home", model=model) as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """Yield a scripted OpenAI-compatible server on 127.0.0.1."""
    with scripted_server() as running:
        yield running


@pytest.fixture
def shared() -> Callable[[str], Path]:
    """Return a way to real data by path; the test is skipped where it is not there."""

    def find(path: str) -> Path:
        found = SHARED / path
        if not found.exists():
            pytest.skip(f"real articles are not part of the repository: {found} is not there")
        return found

    return find
