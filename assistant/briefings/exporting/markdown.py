"""Markdown: every text with the signs escaped that any of the common dialects would read as markup.

Pandoc's own escaping knows one dialect at a time, and leaves what others read: entities, ":smile:", links.
"""

import re
from typing import Any

from assistant.briefings.exporting.pandoc import SPACE, Block, convert, document, rewritten

# Anywhere; an ampersand where it begins an entity; a colon where it begins an emoji or ends "https"; what
# makes an address of "www.".
_SIGNS = re.compile(r"[\\`*_\[\]<>#|~$^{}@]|&(?=[#\w])|:(?=\S)|(?<=www)\.", re.IGNORECASE)
# Where a paragraph begins: bullets, definitions, underlines; numbers and letters of lists.
_BULLETS = "-+=:%(!"
_NUMBERED = re.compile(r"^(\w{1,9})([.)])$")


def markdown(blocks: list[Block]) -> bytes:
    """Return Markdown with footnotes, as GitHub, pandoc and most editors read it."""
    return convert(document(rewritten(rewritten(blocks, plainly), _escaped)), "gfm")


def plainly(one: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Leave out what a format without styles cannot show, and links to places in the file."""
    match one:
        case {"t": "Div", "c": [[_, ["statement", *_], _], inside]}:
            return [{"t": "BlockQuote", "c": inside}]
        case {"t": "Div" | "Span", "c": [_, inside]} | {"t": "Underline", "c": inside}:
            return list(inside)
        case {"t": "Superscript", "c": [{"t": "Str", "c": ","}]}:
            return [SPACE]  # parts two notes
        case {"t": "Link", "c": [_, inside, [target, _]]} if target.startswith("#"):
            return list(inside)
    return None


def _escaped(one: dict[str, Any]) -> list[dict[str, Any]] | None:
    match one:
        case {"t": "Str", "c": str(word)}:
            return [_raw(_SIGNS.sub(r"\\\g<0>", word))]
        case {"t": "Link", "c": [_, [{"t": "RawInline", "c": [_, shown]}], [target, _]]} if (
            shown.replace("\\", "") == target
        ):
            return [_raw(f"<{target}>")]
        case {"t": "Para", "c": inside}:
            return [{"t": "Para", "c": _opened(_marked(inside))}]
    return None


def _opened(inside: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a paragraph whose first word opens no list."""
    match inside:
        case [{"t": "RawInline", "c": [_, str(word)]}, *others]:
            safe = f"\\{word}" if word[0] in _BULLETS else _NUMBERED.sub(r"\1\\\2", word)
            return [_raw(safe), *others]
    return inside


def _marked(inside: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a paragraph in which bold words that touch others have tags: asterisks might not close."""
    found: list[dict[str, Any]] = []
    for at, one in enumerate(inside):
        beside = [*inside[max(at - 1, 0) : at], *inside[at + 1 : at + 2]]
        if one["t"] == "Strong" and any(other["t"] != "Space" for other in beside):
            found += [_raw("<b>"), *one["c"], _raw("</b>")]
        else:
            found.append(one)
    return found


def _raw(source: str) -> dict[str, Any]:
    return {"t": "RawInline", "c": ["gfm", source]}
