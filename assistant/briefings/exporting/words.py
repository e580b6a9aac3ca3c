"""Words: what text of people and articles becomes before it goes into a file.

Every word goes out as it is. What no document can hold goes: control characters, halves of characters, and
the two code points that XML forbids; so do soft hyphens, a printer's hints that would part a quotation's
words, and signs that turn what stands after them around and are not taken back. All white space is a single
space, as it is between a quotation and its source everywhere in Dateline.
"""

import re
import unicodedata

_UNHOLDABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u202d\u202e\ud800-\udfff\ufffe\uffff]")
_TURNS = {"\u202a": "\u202c", "\u202b": "\u202c", **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
_TURN = re.compile("[\u202a-\u202c\u2066-\u2069]")
"""What sets a direction for the words after it, by what ends it (UAX 9)."""

LEFT_TO_RIGHT = "\u200e"
"""A mark that nobody sees, after which words go from left to right again."""

_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


def one_line(text: str) -> str:
    """Return text in one line: its words with single spaces between them."""
    plain = _UNHOLDABLE.sub("", text)
    return " ".join((plain if _is_settled(plain) else _TURN.sub("", plain)).split())


def _is_settled(text: str) -> bool:
    """Tell whether each direction that is set in text ends in it, and none that was set outside."""
    due: list[str] = []
    for sign in _TURN.findall(text):
        if sign in _TURNS:
            due.append(_TURNS[sign])
        elif not due or due.pop() != sign:
            return False
    return not due


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of text that people wrote, parted by empty lines, each in one line."""
    return [one for one in map(one_line, _BETWEEN_PARAGRAPHS.split(text)) if one]


def is_right_to_left(text: str) -> bool:
    """Tell whether text is written from right to left, which its first letter says (UAX 9, rule P2)."""
    ways = (unicodedata.bidirectional(one) for one in text)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"


def kept_in_order(text: str) -> str:
    """Return text after which a number stands behind it, not before it, whichever way it is written."""
    return f"{text}{LEFT_TO_RIGHT}" if has_right_to_left(text) else text


def has_right_to_left(text: str) -> bool:
    """Tell whether any letter of text is of a script that is written from right to left."""
    return any(unicodedata.bidirectional(one) in ("R", "AL") for one in text)
