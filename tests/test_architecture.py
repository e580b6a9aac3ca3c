"""The arrows between the folders, and what must not stand in the sources."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

HOUSES = ("assistant", "corpus", "ingest", "ui")
MAY_IMPORT = {
    "corpus": {"corpus"},
    "ingest": {"ingest", "corpus"},
    "assistant": {"assistant", "corpus"},
    "ui": {"ui", "assistant", "corpus", "ingest"},
}
HEAVY = {"torch", "sentence_transformers", "transformers", "chromadb", "trafilatura"}
SOURCES = [file for house in HOUSES for file in sorted((ROOT / house).rglob("*.py"))]


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def _imported(node: ast.AST) -> list[str]:
    """Return the top-level names that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "relative imports hide where an arrow points"
        return [(node.module or "").split(".")[0]]
    return []


def _at_import_time(nodes: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements that run when a module is imported, those for type checkers left out."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from _at_import_time(node.orelse)
            continue
        yield node
        for part in ("body", "orelse", "finalbody"):
            yield from _at_import_time(getattr(node, part, []))
        for handler in getattr(node, "handlers", []):
            yield from _at_import_time(handler.body)


def _name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_there_are_sources_to_look_at():
    assert {file.relative_to(ROOT).parts[0] for file in SOURCES} == set(HOUSES)


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_imports_point_one_way(file: Path):
    """Hold every import, deferred ones too, to: ingest -> corpus <- assistant; ui -> all three."""
    house = file.relative_to(ROOT).parts[0]
    ours = {name for node in ast.walk(_tree(file)) for name in _imported(node) if name in HOUSES}

    assert ours <= MAY_IMPORT[house]


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_nothing_imports_the_tests(file: Path):
    assert "tests" not in {name for node in ast.walk(_tree(file)) for name in _imported(node)}


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_only_the_ui_knows_streamlit(file: Path):
    names = {name for node in ast.walk(_tree(file)) for name in _imported(node)}

    assert "streamlit" not in names or file.relative_to(ROOT).parts[0] == "ui"


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_heavy_libraries_are_imported_where_they_are_used(file: Path):
    """Importing torch takes seconds: only a command that embeds may pay for it."""
    names = {name for node in _at_import_time(_tree(file).body) for name in _imported(node)}

    assert not names & HEAVY


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_nothing_is_printed_past_the_terminal(file: Path):
    calls = [node.func for node in ast.walk(_tree(file)) if isinstance(node, ast.Call)]

    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_no_text_is_ever_shown_as_html(file: Path):
    assert "unsafe_allow" not in file.read_text(encoding="utf-8")
