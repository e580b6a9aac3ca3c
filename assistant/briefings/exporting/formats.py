"""Formats: the one tree of a briefing written as Word, PDF, HTML, Markdown, OpenDocument or plain text."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.briefings.exporting.bibliography import as_bibtex, as_csl_json, as_ris
from assistant.briefings.exporting.citing import citations_of
from assistant.briefings.exporting.docx import docx
from assistant.briefings.exporting.items import CslItem, csl_items
from assistant.briefings.exporting.layout import Layout, Way, laid_out
from assistant.briefings.exporting.looks import styled
from assistant.briefings.exporting.markdown import markdown, plainly
from assistant.briefings.exporting.odt import odt
from assistant.briefings.exporting.pandoc import (
    Block,
    convert,
    document,
    header,
    meta_text,
    para,
    rewritten,
    text,
)
from assistant.briefings.exporting.pdf import pdf
from assistant.briefings.exporting.provenance import footer_line
from assistant.briefings.exporting.style_files import Style, style_of
from assistant.briefings.exporting.words import one_line
from assistant.briefings.records import Composed
from assistant.words import day_in_words
from corpus.errors import BadExport

Notes = Literal["footnotes", "endnotes", "numbers"]

FORMATS = {
    "docx": "Word",
    "pdf": "PDF",
    "html": "Web page, one file",
    "md": "Markdown",
    "odt": "OpenDocument",
    "txt": "Plain text",
}
"""What a briefing can be written as, by suffix, and what a person calls it."""

BIBLIOGRAPHIES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
"""What its sources alone can be written as, by suffix."""

_OWN_NOTES = {"docx": ("footnotes", "endnotes"), "odt": ("footnotes", "endnotes"), "pdf": ("footnotes",)}
_LISTS: dict[str, Callable[[list[CslItem]], bytes]] = {"bib": as_bibtex, "ris": as_ris, "json": as_csl_json}


@dataclass(frozen=True, slots=True)
class _Wanted:
    composed: Composed
    blocks: list[Block]
    endnotes: bool
    fonts: Path | None

    @property
    def title(self) -> str:
        return one_line(self.composed.briefing.title) or "Briefing"

    @property
    def day(self) -> str:
        return day_in_words(self.composed.briefing.changed.date())

    @property
    def footer(self) -> str:
        return footer_line(self.composed)


def export(
    composed: Composed,
    file: Path,
    *,
    style: str = "chicago-notes",
    notes: Notes | None = None,
    appendix: bool = True,
    fonts: Path | None = None,
) -> None:
    """Write a briefing to a file in the format that its suffix names (``FORMATS``, ``BIBLIOGRAPHIES``).

    ``style`` is a name in ``STYLES``, another style's that is installed, or the path of a .csl file; it says
    whether statements are cited in notes or in the text, unless ``notes`` does. ``appendix`` adds each cited
    place in its paragraph. ``fonts`` is a folder of fonts for the PDF beside its own. The file appears when
    it is whole. Raises BadExport where the format or the style is unknown, a character has no font in a PDF,
    or the file cannot be written.
    """
    made = rendered(
        composed, file.suffix.removeprefix("."), style=style, notes=notes, appendix=appendix, fonts=fonts
    )
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(made)
        part.replace(file)
    except OSError as error:
        raise BadExport(f"{file} cannot be written ({error.strerror}). Choose another place.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def rendered(
    composed: Composed,
    kind: str,
    *,
    style: str = "chicago-notes",
    notes: Notes | None = None,
    appendix: bool = True,
    fonts: Path | None = None,
) -> bytes:
    """Return the bytes of the file that ``export`` writes; ``kind`` is its suffix without the dot."""
    kind = kind.lower()
    if kind in _LISTS:
        return _LISTS[kind](csl_items(composed))
    if kind not in FORMATS:
        raise BadExport(
            f"A briefing cannot be written as {f'.{kind}' if kind else 'a file without a suffix'}. "
            f"There are .{', .'.join(FORMATS)}; and .{', .'.join(BIBLIOGRAPHIES)} for its sources."
        )
    chosen = style_of(style)
    way = _way(kind, chosen, notes)
    citations = citations_of(composed, chosen, by_style=way == "text")
    level = 1 if kind in ("docx", "odt", "pdf") else 2
    blocks = laid_out(composed, citations, Layout(way, appendix, level, by_style=way == "text"))
    return _WRITERS[kind](_Wanted(composed, blocks, notes == "endnotes", fonts))


def _way(kind: str, style: Style, notes: Notes | None) -> Way:
    if notes == "numbers" or (notes is None and style.cites == "numbers"):
        return "numbers"
    if notes is None and style.cites == "author-date":
        return "text"
    if kind == "md" or (notes or "footnotes") in _OWN_NOTES.get(kind, ()):
        return "notes"
    return "listed"


def _html(wanted: _Wanted) -> bytes:
    template = Path(__file__).with_name("styles") / "briefing.html"
    return convert(_titled(rewritten(wanted.blocks, _in_html), wanted), "html5", "--template", str(template))


def _in_html(one: dict[str, Any]) -> list[dict[str, Any]] | None:
    if one["t"] == "Underline":
        return [{"t": "Span", "c": [["", ["mark"], []], one["c"]]}]
    return None


def _titled(blocks: list[Block], wanted: _Wanted) -> dict[str, Any]:
    said = {"title": wanted.title, "date": wanted.day, "footer": wanted.footer}
    return document(blocks, {key: meta_text(value) for key, value in said.items()})


def _docx(wanted: _Wanted) -> bytes:
    written = convert(_titled(styled(wanted.blocks), wanted), "docx")
    return docx(written, wanted.footer, wanted.composed.briefing.changed, endnotes=wanted.endnotes)


def _odt(wanted: _Wanted) -> bytes:
    written = convert(_titled(styled(wanted.blocks), wanted), "odt")
    return odt(written, wanted.footer, wanted.composed.briefing.changed, endnotes=wanted.endnotes)


def _pdf(wanted: _Wanted) -> bytes:
    return pdf(wanted.blocks, wanted.title, wanted.day, wanted.footer, wanted.fonts)


def _markdown(wanted: _Wanted) -> bytes:
    return markdown(_whole(wanted))


def _text(wanted: _Wanted) -> bytes:
    return convert(document(rewritten(_whole(wanted), _in_text)), "plain")


def _whole(wanted: _Wanted) -> list[Block]:
    head = [header(1, text(wanted.title)), para(text(wanted.day))]
    return [*head, *wanted.blocks, {"t": "HorizontalRule"}, para(text(wanted.footer))]


def _in_text(one: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Show by signs what plain text has no look for: headings underlined, cited words between asterisks."""
    match one:
        case {"t": "Header", "c": [level, _, inside]}:
            width = sum(len(word.get("c", " ")) for word in inside)
            line = ("=" if level <= 2 else "-") * min(width, 72)  # the title and its sections
            return [para([*inside, {"t": "LineBreak"}, {"t": "Str", "c": line}])]
        case {"t": "Underline", "c": inside}:
            return [*text("**"), *inside, *text("**")]
    return plainly(one)


_WRITERS: dict[str, Callable[[_Wanted], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
    "md": _markdown,
    "odt": _odt,
    "txt": _text,
}
