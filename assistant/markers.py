"""Markers: how models write the ids they cite, and a sentence without them, without Markdown and HTML.

Shapes are tolerated (``[k7mq, x2fh]``, ``【k7mq】``, ``(k7mq)``, ``[source: k7mq]``, a bare ``k7mq``), ids
are not: one that was not given out is dropped and reported. What nobody can see is no part of a sentence.
"""

import html
import re
from dataclasses import dataclass

from assistant.passage_ids import ID

_LABEL = r"(?:\^|#|@|(?:sources?|passages?|ids?|refs?|cite|cited?|see|doc)\b[ :=#]{0,3})?"
# What an id may look like in square brackets when it is wrong: a number, or letters with digits.
_LOOSE_ID = r"(?:[a-zA-Z]{0,9}[-_:]?\d{1,3}|(?=\d*[a-zA-Z])(?=[a-zA-Z]*\d)[a-zA-Z\d]{4})"
_SEPARATOR = r"(?:\s*[,;|/&+]\s*|\s+and\s+|\s+)"


def _listed(one: str) -> str:
    return rf"\s*{_LABEL}{one}(?:{_SEPARATOR}{_LABEL}{one}){{0,15}}\s*"


_SQUARE = rf"[\[【]{{1,2}}{_listed(f'(?:{ID}|{_LOOSE_ID})')}[\]】]{{1,2}}"
# In other brackets only what has the shape of an id: a letter, a digit, a letter, one of either.
_LIKE_ID = r"(?-i:[a-z]\d[a-z][a-z\d])"
_ROUND = rf"[(（]{_listed(_LIKE_ID)}[)）]"
_SHELLS = zip('{<⟨«‹“"「|/', '}>⟩»›”"」|/', strict=True)
_OTHER = "|".join(rf"{re.escape(left)}\s?{_LIKE_ID}\s?{re.escape(right)}" for left, right in _SHELLS)
LINK_TARGET = re.compile(r"\([^()\s]{0,80}\)")
MARKER = re.compile(rf"(?:{_SQUARE}|{_ROUND})", re.IGNORECASE)
# A marker that lost a bracket, an id that never had one, and what a cut leaves of either.
_BROKEN = re.compile(rf"{_OTHER}|[\[【(（]?\b{ID}\b[\]】)）]?|\[\s{{0,9}}\]|[【】]|\[[a-z\d]{{0,4}}\Z")
# Markers with the space around them; before punctuation they leave none.
_MARKED = re.compile(
    rf"(?:\s{{0,3}}(?:(?i:{MARKER.pattern})(?:{LINK_TARGET.pattern})?|{_BROKEN.pattern}))+"
    r"(\s{0,3}(?=[.,;:!?…]))?"
)
_ONE_ID = re.compile(rf"(?<![a-zA-Z\d])(?:{ID}|{_LOOSE_ID})(?![a-zA-Z\d])", re.IGNORECASE)
OPENERS, CLOSERS = "[【(（", "]】)）"
CONTINUES = ".,;:!?…”’»" + CLOSERS
_SECOND_STOP = re.compile(r"(?<=[^.][.!?])\.(?=\s|\Z)")
_LINE_START = re.compile(r"\A\s*(?:(?:[-*•‣–>]|\d{1,2}[.)])\s+|>)+")
_HEADING = re.compile(r"\A\s*#{1,6}\s+")
_FENCE = re.compile(r"```[^\n`]{0,30}|~~~[^\n~]{0,30}")
_EMPHASIS = re.compile(r"\*{1,3}|~~|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`")
_TEXT_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\([^()\s]{1,300}\)")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\n]{0,300}\)")
_HTML = re.compile(
    r"<!--.{0,900}?-->|<(script|style)\b.{0,900}?</\1\s{0,3}>"
    rf"|</?(?!{_LIKE_ID}>)[a-zA-Z!?][^<>]{{0,300}}>|<\|[^<>|]{{0,60}}\|>",
    re.DOTALL | re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\(?=[^\w\s])")
# Quotation marks as TeX and typewriters make them.
_TYPED_MARKS = [(re.compile(r"``"), "“"), (re.compile(r"''"), "”"), (re.compile(r"(?<!\w),,(?=\w)"), "„")]
_MOST_ESCAPES = 4  # "&amp;amp;lt;": what is escaped more often stays as it is
# Zero-width and bidirectional characters and controls, which may hide or turn round what is read. Joiners
# inside a word belong to its spelling.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the model has finished: without markers, with the ids it cites, each once."""

    text: str
    ids: tuple[str, ...]
    unknown_ids: tuple[str, ...] = ()


def sentence_in(raw: str, known: frozenset[str]) -> Sentence | None:
    """Return the sentence in ``raw``, or ``None`` for a line without words and a heading without ids."""
    raw = _unescaped(raw)
    cited = [name for marker in MARKER.findall(raw) for name in _ONE_ID.findall(marker)]
    pieces = _BROKEN.findall(MARKER.sub(" ", raw))
    cited += [name for piece in pieces for name in re.findall(_LIKE_ID, piece)]
    names = dict.fromkeys(cited)
    ids = tuple(name for name in names if name in known)
    text = without_markers(_plain(raw))
    if not any(mark.isalnum() for mark in text) or (_HEADING.match(raw) and not ids):
        return None
    return Sentence(text, ids, tuple(name for name in names if name not in known))


def without_markers(text: str) -> str:
    """Return ``text`` without markers, in one line; none leaves a gap or a second full stop behind."""
    bare = _MARKED.sub(lambda found: "" if found[1] is not None else " ", text)
    return _SECOND_STOP.sub("", " ".join(bare.split()))


def _unescaped(text: str) -> str:
    for _ in range(_MOST_ESCAPES):
        text = html.unescape(text)
    return UNSEEN.sub("", text)


def _tag_gap(tag: re.Match[str]) -> str:
    return "" if tag.string[tag.end() : tag.end() + 1] in tuple(CONTINUES) else " "


def _plain(text: str) -> str:
    """Return ``text`` without Markdown and HTML and with single spaces."""
    text = _TEXT_LINK.sub(r"\1", _IMAGE.sub(" ", _FENCE.sub(" ", _HTML.sub(_tag_gap, text))))
    text = _ESCAPED.sub("", _LINE_START.sub("", _HEADING.sub("", text)))
    for typed, mark in _TYPED_MARKS:
        text = typed.sub(mark, text)
    return " ".join(_EMPHASIS.sub("", text).split())
