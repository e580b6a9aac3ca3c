"""Looks: how each kind of paragraph is set in Word and OpenDocument, and the parts of both that we finish.

Pandoc writes the document; what it leaves to a template is put in afterwards: styles, page, footer, and notes
at the end instead of at the foot.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.briefings.exporting.pandoc import rewritten

FONT = "Times New Roman"  # on every machine, or one of the same measures (Liberation Serif)
INK, QUIET, ALARM, LINK = "1F2328", "59636E", "9A2020", "0B4A8F"


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set: sizes and spaces in points, colour as RRGGBB."""

    size: float = 11
    colour: str = INK
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 6
    left: float = 0
    hanging: float = 0
    keep: bool = False
    """Whether it stays on one page with what follows."""
    right_to_left: bool = False


TITLE = Look(20, bold=True, after=2, keep=True)
DAY = Look(10, QUIET, after=18, keep=True)
HEADINGS = (
    Look(14, bold=True, before=18, after=6, keep=True),
    Look(12, bold=True, before=14, after=5, keep=True),
    Look(11, italic=True, before=12, after=4, keep=True),
)
NOTE = Look(9, after=2)
FOOTER = Look(8, QUIET)
KINDS: Mapping[str, Look] = {
    "Attribution": Look(9.5, QUIET, before=8, after=2, keep=True),
    "Before": Look(9.5, QUIET, after=2, left=18, keep=True),
    "Statement": Look(left=18, after=8),
    "Statement right to left": Look(left=18, after=8, right_to_left=True),
    "Fault": Look(9.5, ALARM, after=8, left=18),
    "Flag": Look(9, QUIET, italic=True, after=8, left=18),
    "Source": Look(before=4, after=1, left=22, hanging=22),
    "Detail": Look(8.5, QUIET, after=6, left=22),
    "Label": Look(8.5, QUIET, before=10, after=2, keep=True),
    "Context": Look(10, after=6, left=18),
    "Context right to left": Look(10, after=6, left=18, right_to_left=True),
    "Small": Look(9, QUIET, after=4),
}
"""By the name that a person sees in the list of styles; its first word is the class in the tree."""


def styled(tree: Any) -> Any:
    """Return a tree whose kinds of paragraphs are named styles.

    A language, and the way it is written, goes to the words alone: a note under them is in another.
    """
    return rewritten(tree, _rule)


def _rule(one: dict[str, Any]) -> list[dict[str, Any]] | None:
    match one:
        case {"t": "Div", "c": [[name, [kind, *_], keys], inside]}:
            written = dict(keys)
            shown = kind.capitalize()
            if written.get("dir") == "rtl":
                shown = f"{shown} right to left"
            if written:
                inside = [_worded(block, keys) for block in inside]
            return [{"t": "Div", "c": [[name, [], [["custom-style", shown]]], inside]}]
        case {"t": "BlockQuote", "c": inside}:  # its style would win over that of the kind
            return list(inside)
    return None


def _worded(block: dict[str, Any], keys: list[list[str]]) -> dict[str, Any]:
    """Return a paragraph whose own words, up to the first mark, carry the attributes."""
    inside = block["c"]
    end = next((at for at, one in enumerate(inside) if one["t"] not in ("Str", "Space")), len(inside))
    words = {"t": "Span", "c": [["", [], keys], inside[:end]]}
    return {"t": block["t"], "c": [words, *inside[end:]]}


def finished(file: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a zipped document after ``change`` has changed its parts, by name; the same bytes every time."""
    with zipfile.ZipFile(io.BytesIO(file)) as zipped:
        parts = {one.filename: zipped.read(one) for one in zipped.infolist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            # OpenDocument wants its type first and as it is
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            zipped.writestr(zipfile.ZipInfo(name), content, packing)
    return made.getvalue()
