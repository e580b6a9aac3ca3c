"""Fonts: which characters a PDF would show as empty boxes, found before anything is written.

Typst draws what no font has as an empty box, silently. So each character of a briefing is first tried on a
page of its own and compared with what no font can have.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.errors import BadExport

_UNASSIGNED = "\u0378"  # no character, so that no font has it: what is drawn for it is the empty box
_TEXT, _TYPEWRITER = ("Libertinus Serif", "New Computer Modern"), "DejaVu Sans Mono"
_TRIAL = """
#set page(width: auto, height: auto, margin: 2pt)
#set text(font: json(bytes(sys.inputs.families)), fallback: false)
#set text(style: sys.inputs.style, weight: sys.inputs.weight)
#for one in json(bytes(sys.inputs.characters)) { page(one) }
"""
_PLAIN = ("normal", "regular")
_OTHERS = (("italic", "regular"), ("normal", "bold"), ("italic", "bold"))
_DRAWN = re.compile(rb'xlink:href="#(\w+)"')
_SHOWN = 5  # missing characters that an error shows of each script
_NOTHING = r"[^\s\S]"


def upright(text: str, fonts: Path | None) -> str:
    """Return, as a regular expression, the characters that have a font, but none in bold or italics.

    Raises BadExport where a character has none at all; it names the scripts and what to do.
    """
    if fonts is not None and not fonts.is_dir():
        raise BadExport(f"There is no folder of fonts {fonts}. Choose one that holds .ttf or .otf files.")
    characters = [one for one in dict.fromkeys(text) if not one.isascii()]
    lacking: dict[str, list[str]] = {}
    for one in missing(characters, fonts):
        lacking.setdefault(script_of(one), []).append(one)
    if lacking:
        said = "; ".join(
            f"{script} ({' '.join(each[:_SHOWN])}{' …' if len(each) > _SHOWN else ''})"
            for script, each in lacking.items()
        )
        raise BadExport(
            f"The PDF has no font for {said}. Export DOCX or HTML, or choose a folder of fonts that do."
        )
    plain = {one for look in _OTHERS for one in missing(characters, fonts, look)}
    return _words_with(plain) if plain else _NOTHING


def turned(text: str, fonts: Path | None) -> str:
    """Return, as JSON, which words go from right to left and the fonts for each script of them.

    Typst sets the signs of such a word from another font upon its letters: so the font that has the letters
    goes first. A script that the first font for text has needs nothing.
    """
    scripts: dict[str, list[str]] = {}
    for one in dict.fromkeys(text):
        if unicodedata.bidirectional(one) in ("R", "AL"):
            scripts.setdefault(script_of(one), []).append(one)
    known = json.loads(families(fonts))
    found = []
    for letters in scripts.values():
        first = next((one for one in known if not missing(letters, fonts, only=one)), known[0])
        if first != known[0]:
            found.append({"words": _words_with(letters), "families": [first, *known]})
    return json.dumps(found)


def _words_with(characters: Iterable[str]) -> str:
    codes = "".join(f"\\x{{{ord(one):x}}}" for one in sorted(characters))
    return f"[^\\s]*[{codes}][^\\s]*"


def missing(
    characters: Iterable[str],
    fonts: Path | None = None,
    look: tuple[str, str] = _PLAIN,
    only: str | None = None,
) -> list[str]:
    """Return the characters that would be drawn as empty boxes, in order.

    ``look`` is style and weight; ``only`` is the one font to try them in, where not all are.
    """
    import typst

    tried = [_UNASSIGNED, *characters]
    inputs = {
        "characters": json.dumps(tried),
        "families": json.dumps([only]) if only else families(fonts),
        "style": look[0],
        "weight": look[1],
    }
    drawn = typst.compile(_TRIAL.encode(), format="svg", sys_inputs=inputs, **found_in(fonts))
    pages = [set(_DRAWN.findall(page)) for page in ([drawn] if isinstance(drawn, bytes) else drawn)]
    return [one for one, page in zip(tried, pages, strict=True) if page & pages[0]][1:]


def families(fonts: Path | None) -> str:
    """Return, as JSON, the fonts that may be used, in order: those for text, the folder's, the typewriter's.

    Typst's own for formulas is left out: it has letters of Devanagari and does not join them.
    """
    import typst

    beside = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts] if fonts else []
    ).families()
    return json.dumps([*_TEXT, *beside, _TYPEWRITER])


def found_in(fonts: Path | None) -> dict[str, Any]:
    """Return where Typst looks for fonts: the same on every machine, and nowhere that is not named."""
    return {"ignore_system_fonts": True, "font_paths": [str(fonts)] if fonts else []}


def script_of(character: str) -> str:
    """Return the script of a character as a person would name it: "Arabic", "Devanagari", "emoji"."""
    name = unicodedata.name(character, "")
    if unicodedata.category(character) in ("So", "Sk") and ord(character) >= 0x2600:
        return "emoji and symbols"
    if unicodedata.category(character).startswith(("S", "P")):
        return "signs"
    first = name.partition(" ")[0]
    if first == "CJK":
        return "Chinese characters"
    return first.capitalize() or f"U+{ord(character):04X}"
