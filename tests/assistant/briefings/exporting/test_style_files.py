"""A person's own styles: what is wrong with one is told, and no statement loses its source by it."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.briefings.exporting import BadExport, rendered
from assistant.briefings.records import Composed
from tests.assistant.briefings.exporting.example import COMPOSED, of, source

_INFO = "<info><title>T</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>"
_TITLE = '<text variable="title"/>'
_NOTHING = '<choose><if type="legal_case"><text variable="title"/></if></choose>'
BRIEFING = of("Words that stand.", "More of them.", url="https://g.example/1", author="Ann Poe")


def style(
    tmp_path: Path, *, citation: str = _TITLE, bibliography: str = _TITLE, more: str = "", kind: str = "note"
) -> str:
    written = (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}">{_INFO}{more}'
        f"<citation><layout>{citation}</layout></citation>"
        f"<bibliography><layout>{bibliography}</layout></bibliography></style>"
    )
    file = tmp_path / "own.csl"
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{written}', encoding="utf-8")
    return str(file)


def notes(made: bytes) -> list[str]:
    said = made.decode().partition("\nNotes\n")[2].partition("\nSources\n")[0]
    return [line for line in said.splitlines() if line[:1].isdigit()]


def test_a_note_that_the_style_leaves_empty_is_the_entry(tmp_path: Path) -> None:
    made = rendered(BRIEFING, "txt", style=style(tmp_path, citation=_NOTHING))

    assert notes(made) == ["1. A headline [1]", "2. A headline [1]"]


def test_a_citation_in_the_text_that_the_style_leaves_empty_is_the_number(tmp_path: Path) -> None:
    made = rendered(BRIEFING, "txt", style=style(tmp_path, citation=_NOTHING, kind="in-text")).decode()

    assert "Words that stand. [1]\n" in made


def test_a_style_that_makes_nothing_of_newspapers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadExport, match=r"own\.csl makes nothing of newspaper articles"):
        rendered(BRIEFING, "txt", style=style(tmp_path, citation=_NOTHING, bibliography=_NOTHING))


def test_a_style_that_pandoc_cannot_use_is_told_by_its_name(tmp_path: Path) -> None:
    file = Path(style(tmp_path))
    whole = f"<citation><layout>{_TITLE}</layout></citation>"
    file.write_text(file.read_text(encoding="utf-8").replace(whole, "<citation/>"), encoding="utf-8")

    with pytest.raises(BadExport, match=r"own\.csl") as told:
        rendered(BRIEFING, "txt", style=str(file))
    assert "report this" not in str(told.value)


def test_a_style_that_never_ends_is_stopped(tmp_path: Path) -> None:
    endless = '<macro name="x"><text macro="x"/></macro>'

    with pytest.raises(BadExport, match=r"own\.csl.*Choose another style"):
        rendered(BRIEFING, "txt", style=style(tmp_path, citation='<text macro="x"/>', more=endless))


def test_a_style_in_another_encoding_is_read(tmp_path: Path) -> None:
    file = Path(style(tmp_path))
    whole = file.read_text(encoding="utf-8").replace('encoding="utf-8"', 'encoding="utf-16"')
    file.write_text(whole, encoding="utf-16")

    assert notes(rendered(BRIEFING, "txt", style=str(file))) == ["1. A headline [1]", "2. A headline [1]"]


def by_one_author() -> Composed:
    """Return the example with two of its sources by one author, between them one by another."""
    known = {"author": "Ann Poe", "url": None}
    sources = [
        replace(one, article=replace(one.article, **known)) if one.number in (4, 8) else one
        for one in map(source, range(1, 10))
    ]
    return replace(COMPOSED, sources=tuple(sources))


@pytest.mark.parametrize("style_name", ["mla", "oscola"])
def test_in_the_order_of_numbers_every_author_is_named(style_name: str) -> None:
    made = rendered(by_one_author(), "txt", style=style_name, notes="footnotes").decode()

    listed = [
        line for line in made.partition("\nSources\n")[2].splitlines() if line.startswith(("[4]", "[8]"))
    ]
    assert len(listed) == 2
    assert all("Poe" in line for line in listed)
    assert "——" not in made


def test_parts_on_lines_of_their_own_do_not_run_into_each_other(tmp_path: Path) -> None:
    entry = '<names variable="author"/><text variable="title" display="block"/>'

    made = rendered(BRIEFING, "txt", style=style(tmp_path, bibliography=entry)).decode()

    assert "[1] Ann Poe A headline" in made
