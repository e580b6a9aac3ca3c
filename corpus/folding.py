"""Text made comparable without losing the way back: two texts that read alike fold to the same string.

Folded are only the Unicode form (NFKC), the shapes of quotation marks and dashes, white space, and
characters that cannot be seen. Case, digits, letters and punctuation stay, so "will not allow" never
equals "will allow". Every folded character knows the range of the original that it came from.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.records import Span

DOUBLE_MARKS = '"“”„‟«»″‶〝〞〟＂'
SINGLE_MARKS = "'‘’‚‛‹›′‵`´＇ʹʻʼʽˈ"
_DASHES = "-‐‑‒–—―−⁃˗⸺⸻﹘﹣－︱︲"
_SHAPES = str.maketrans(
    {**dict.fromkeys(DOUBLE_MARKS, '"'), **dict.fromkeys(SINGLE_MARKS, "'"), **dict.fromkeys(_DASHES, "-")}
)
# Soft hyphen, zero-width and bidirectional controls, variation selectors, tags: nothing a reader sees.
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
# A stretch that folds to itself: printable ASCII with single spaces, but the dashes and backticks that
# are folded, and not the last character before one that might combine with it.
_PLAIN = re.compile(r"[!-,./0-_a-~](?: ?[!-,./0-_a-~])*(?=[ -~]|\Z)")
_RUN = re.compile(r"\s+|--+")
# Unicode calls text "stream-safe" that puts at most 30 marks on a letter. Longer pile-ups stay as they
# are: to normalize one takes time quadratic in its length.
_MOST_MARKS = 30
# Hyphens join words, dashes part them.
_HYPHENS = "-‐‑"
# Scripts that are written without spaces have no word edges to respect.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with its map back.

    ``starts[i]`` and ``ends[i]`` are the range of ``original`` that character ``i`` of ``text`` came
    from; characters that came from one unit ("…" -> "...") share their range.
    """

    text: str
    original: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the range of the original that ``text[start:end]`` came from, widened to whole units.

        Raises ``ValueError`` when the range does not lie in ``text``.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}:{end} is no range of a text of {len(self.text)} characters")
        if start == end:
            at = self.starts[start] if start < len(self.text) else len(self.original)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def parts_unit(self, at: int) -> bool:
        """Tell whether the place before character ``at`` lies inside one unit of the original."""
        return 0 < at < len(self.text) and self.starts[at - 1] == self.starts[at]


def fold(text: str) -> Folded:
    """Return ``text`` folded, with the map back. Folding twice changes nothing; takes linear time."""
    folding = _Folding()
    at = 0
    while at < len(text):
        plain = _PLAIN.match(text, at)
        if plain:
            folding.keep(plain[0], at)
            at = plain.end()
        else:
            at = folding.take_unit(text, at)
    return Folded("".join(folding.pieces), text, folding.starts, folding.ends)


def find(needle: str, haystack: Folded, *, whole_words: bool = False) -> list[Span]:
    """Return where ``needle`` occurs in ``haystack``: ranges of the original, in order, not overlapping.

    The needle is folded first; an empty one occurs nowhere. With ``whole_words`` an occurrence must
    begin and end where words do: "allow" does not occur in "disallow", "co-allow" or "allow's", nor
    "can" in "can't", nor "12" in "12.5".
    """
    sought = fold(needle).text
    found = []
    at = haystack.text.find(sought) if sought else -1
    while at >= 0:
        end = at + len(sought)
        fits = not (haystack.parts_unit(at) or haystack.parts_unit(end))
        if fits and not (whole_words and (_joined(haystack, at) or _joined(haystack, end))):
            found.append(haystack.span(at, end))
            at = haystack.text.find(sought, end)
        else:
            at = haystack.text.find(sought, at + 1)
    return found


class _Folding:
    """The folded text so far and its map."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.starts = array("q")
        self.ends = array("q")

    def keep(self, piece: str, start: int) -> None:
        """Add ``piece``, which stands at ``start`` of the original, as it is."""
        self.pieces.append(piece)
        self.starts.extend(range(start, start + len(piece)))
        self.ends.extend(range(start + 1, start + len(piece) + 1))

    def take_unit(self, text: str, start: int) -> int:
        """Fold the character at ``start`` with all that combines with it; return where the next begins."""
        at = start + 1
        while at < len(text) and _continues(text[at]):
            at += 1
        unit = text[start:at]
        seen = _UNSEEN.sub("", unit)
        if seen:
            self._add(_fold_unit(seen), start, start + unit.rindex(seen[-1]) + 1)
        return at

    def _add(self, unit: str, start: int, end: int) -> None:
        if unit and unit[0] in " -" and self.pieces and self.pieces[-1][-1] == unit[0]:
            unit = unit[1:]
            start = self.starts[-1]
            grown = len(self.starts) - 1
            while grown >= 0 and self.starts[grown] == start:
                self.ends[grown] = end
                grown -= 1
        if unit:
            self.pieces.append(unit)
            self.starts.extend([start] * len(unit))
            self.ends.extend([end] * len(unit))


@lru_cache(maxsize=4096)
def _fold_unit(unit: str) -> str:
    if len(unit) <= _MOST_MARKS + 1:
        unit = unicodedata.normalize("NFKC", unit.translate(_SHAPES)).translate(_SHAPES)
    return _RUN.sub(lambda run: "-" if run[0][0] == "-" else " ", unit)


@lru_cache(maxsize=4096)
def _continues(character: str) -> bool:
    """Tell whether ``character`` may combine with what stands before it, or cannot be seen."""
    first = unicodedata.normalize("NFKD", character)[0]
    is_vowel_or_final_jamo = "\u1160" <= first <= "\u11ff"
    is_mark = unicodedata.category(first).startswith("M")
    return is_mark or is_vowel_or_final_jamo or _UNSEEN.match(character) is not None


def _joined(folded: Folded, at: int) -> bool:
    """Tell whether the characters around ``at`` belong to one word or one number."""
    text = folded.text
    left, right = text[max(at - 2, 0) : at], text[at : at + 2]
    if not left or not right:
        return False
    if _is_word(left[-1]) and _is_word(right[0]):
        return not (_UNSPACED.match(left[-1]) or _UNSPACED.match(right[0]))
    if _is_word(right[0]):
        return _joins(folded, at - 1, left[:-1], right[0])
    return _is_word(left[-1]) and _joins(folded, at, left[-1], right[1:])


def _joins(folded: Folded, at: int, before: str, after: str) -> bool:
    """Tell whether the punctuation at ``at`` joins the characters ``before`` and ``after`` it."""
    mark = folded.text[at]
    if mark == "-" and folded.span(at, at + 1).of(folded.original) in _HYPHENS:
        return after.isdigit() or (_is_word(before) and _is_word(after))
    if mark in ".,:":
        return before.isdigit() and after.isdigit()
    return mark == "'" and _is_word(before) and _is_word(after)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
