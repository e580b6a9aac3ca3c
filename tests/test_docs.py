"""What the documents say is what the software does."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main
from pydantic_core import PydanticUndefined

from tests.conftest import ROOT
from ui.cli import app
from ui.settings import Settings

SETTINGS = {str(field.validation_alias): field for field in Settings.model_fields.values()}


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    for name, one in getattr(command, "commands", {}).items():
        yield " ".join((*path, name))
        yield from _commands(one, (*path, name))


COMMANDS = sorted(_commands(typer.main.get_command(app)))


@pytest.fixture(scope="module")
def readme() -> str:
    file = ROOT / "README.md"
    assert file.is_file(), "the project needs a README.md"
    return file.read_text(encoding="utf-8")


def _example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line.strip() and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def test_the_example_names_every_setting_and_no_other():
    assert set(_example()) == set(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_example_shows_the_default(name: str):
    default = SETTINGS[name].default

    assert default is not PydanticUndefined
    assert _example()[name] == ("" if default is None else str(default))


@pytest.mark.parametrize("name", SETTINGS)
def test_the_readme_names_every_setting(name: str, readme: str):
    assert re.search(rf"\b{name}\b", readme)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str, readme: str):
    first, *rest = command.split()
    lines = [line for line in readme.splitlines() if f"dateline {first}" in line]

    assert any(all(re.search(rf"\b{word}\b", line) for word in rest) for line in lines)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(command: str):
    found: Any = typer.main.get_command(app)
    for part in command.split():
        found = found.commands[part]

    assert found.help
    assert all(option.help for option in found.params if hasattr(option, "help") and option.name != "help")


def test_the_readme_links_to_nothing_that_is_missing(readme: str):
    links = re.findall(r"\]\(\s*<?([^)\s>]+)", readme) + re.findall(r'(?:src|href)="([^"]+)"', readme)
    relative = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]

    assert [link for link in relative if not (ROOT / link).exists()] == []
