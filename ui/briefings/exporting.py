"""Exporting a briefing: `export` writes it, or its sources alone, to a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ui.briefings.options import Id
from ui.commands import open_home, say


class NotesAs(StrEnum):
    """How statements cite, as the export names it, which is not loaded for `--help`."""

    FOOTNOTES = "footnotes"
    ENDNOTES = "endnotes"
    NUMBERS = "numbers"


def export(
    briefing: Id,
    file: Annotated[
        Path, typer.Argument(dir_okay=False, help=".docx, .pdf, .html, .md, .odt, .txt; .bib, .ris, .json.")
    ],
    style: Annotated[
        str,
        typer.Option(
            help="chicago-notes, chicago-author-date, apa, mla, harvard, house, or the path of a .csl file."
        ),
    ] = "chicago-notes",
    notes: Annotated[
        NotesAs | None, typer.Option(help="How statements cite; default: as the style does.")
    ] = None,
    appendix: Annotated[
        bool, typer.Option(help="Each cited place in its paragraph, for whoever checks it.")
    ] = True,
    fonts: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="A folder of further fonts, for a PDF."),
    ] = None,
) -> None:
    """Write a briefing with its sources to a file, or its sources alone for a reference manager."""
    from assistant.briefings.exporting import export as write
    from assistant.briefings.reading import composed

    with open_home(any_model=True) as corpus:
        found = composed(corpus, briefing)
    write(found, file, style=style, notes=notes.value if notes else None, appendix=appendix, fonts=fonts)
    items, sources = len(found.briefing.items), len(found.sources)
    say(f"Wrote {_number(items, 'item')} with {_number(sources, 'source')} to {file}.")
    if found.faults:
        say(f"Not all of it is still so: dateline briefing check {briefing}")


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
