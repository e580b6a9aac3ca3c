"""The citation contract: a model cites passages by opaque ids, code turns them into numbers.

The model writes sentences with markers such as ``[k7mq]``. Shapes are tolerated (``[k7mq, x2fh]``,
``【k7mq】``, ``(k7mq)``, ``[source: k7mq]``, a bare ``k7mq``), ids are not: one that was not given out
is dropped and reported. Markdown, HTML and what nobody can see are no part of a sentence. The parser takes
a stream in pieces of any size and always finds the same sentences in it.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from assistant.quotations import quotations
from corpus.records import Passage
from corpus.sentences import sentences

# No vowels, so that an id is no word; no 0, 1, l, o, i, so that it is not misread.
_LETTERS = "bcdfghjkmnpqrstvwxz"
_DIGITS = "23456789"
_ID = rf"[{_LETTERS}][{_DIGITS}][{_LETTERS}]{{2}}"
_LABEL = r"(?:\^|#|@|(?:sources?|passages?|ids?|refs?|cite|cited?|see|doc)\b[ :=#]{0,3})?"
# What an id may look like in square brackets when it is wrong: a number, or letters with digits.
_LOOSE_ID = r"(?:[a-zA-Z]{0,9}[-_:]?\d{1,3}|(?=\d*[a-zA-Z])(?=[a-zA-Z]*\d)[a-zA-Z\d]{4})"
_SEPARATOR = r"(?:\s*[,;|/&+]\s*|\s+and\s+|\s+)"


def _listed(one: str) -> str:
    return rf"\s*{_LABEL}{one}(?:{_SEPARATOR}{_LABEL}{one}){{0,15}}\s*"


_SQUARE = rf"[\[【]{{1,2}}{_listed(f'(?:{_ID}|{_LOOSE_ID})')}[\]】]{{1,2}}"
# In other brackets only what has the shape of an id: a letter, a digit, a letter, one of either.
_LIKE_ID = r"(?-i:[a-z]\d[a-z][a-z\d])"
_ROUND = rf"[(（]{_listed(_LIKE_ID)}[)）]"
_SHELLS = zip('{<⟨«‹“"「|/', '}>⟩»›”"」|/', strict=True)
_OTHER = "|".join(rf"{re.escape(left)}\s?{_LIKE_ID}\s?{re.escape(right)}" for left, right in _SHELLS)
_LINK_TARGET = re.compile(r"\([^()\s]{0,80}\)")
_MARKER = re.compile(rf"(?:{_SQUARE}|{_ROUND})", re.IGNORECASE)
# A marker that lost a bracket, an id that never had one, and what a cut leaves of either.
_BROKEN = re.compile(rf"{_OTHER}|[\[【(（]?\b{_ID}\b[\]】)）]?|\[\s{{0,9}}\]|[【】]|\[[a-z\d]{{0,4}}\Z")
# Markers with the space around them; before punctuation they leave none.
_MARKED = re.compile(
    rf"(?:\s{{0,3}}(?:(?i:{_MARKER.pattern})(?:{_LINK_TARGET.pattern})?|{_BROKEN.pattern}))+"
    r"(\s{0,3}(?=[.,;:!?…]))?"
)
_ONE_ID = re.compile(rf"(?<![a-zA-Z\d])(?:{_ID}|{_LOOSE_ID})(?![a-zA-Z\d])", re.IGNORECASE)
# Brackets of other scripts, which are read as square ones.
_SQUARED = str.maketrans({**dict.fromkeys("［〔⟦", "["), **dict.fromkeys("］〕⟧", "]")})
_OPENERS, _CLOSERS = "[【(（", "]】)）"
_CONTINUES = ".,;:!?…”’»" + _CLOSERS
# A bracket that is not closed within this many characters is text.
_LONGEST_MARKER = 100
# In a sentence longer than this any full stop ends it, even in a quotation or after an abbreviation.
_LONG = 1_000

_ENDS = re.compile(r"[.!?…。！？][\"'”’»“)\]*_]*\Z")
_SECOND_STOP = re.compile(r"(?<=[^.][.!?])\.(?=\s|\Z)")
_LINE_START = re.compile(r"\A\s*(?:(?:[-*•‣–>]|\d{1,2}[.)])\s+|>)+")
_ONLY_NUMBER = re.compile(r"\s*\d{1,2}[.)]\Z")
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
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


class PassageIds:
    """Opaque ids for passages: four characters, never a word or a number ("k7mq").

    They are made from what a passage is, so the same list gives the same ids again.
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages: dict[str, Passage] = {}
        self._ids: dict[Passage, str] = {}
        for passage in passages:
            if passage not in self._ids:
                new = next(name for name in _candidates(passage) if name not in self._passages)
                self._passages[new] = passage
                self._ids[passage] = new

    def __iter__(self) -> Iterator[str]:
        return iter(self._passages)

    def __contains__(self, name: str) -> bool:
        return name in self._passages

    def __len__(self) -> int:
        return len(self._passages)

    def id_of(self, passage: Passage) -> str:
        """Return the id of a passage that was given. Raises ``KeyError`` for another."""
        return self._ids[passage]

    def passage(self, name: str) -> Passage:
        """Return the passage with this id. Raises ``KeyError`` for an id that was not given out."""
        return self._passages[name]


def _candidates(passage: Passage) -> Iterator[str]:
    place = f"{passage.article_id}/{passage.version}/{passage.span.start}-{passage.span.end}"
    alphabets = (_LETTERS, _DIGITS, _LETTERS, _LETTERS)
    attempt = 0
    while True:
        digest = sha256(f"{place}/{attempt}".encode()).digest()
        yield "".join(letters[byte % len(letters)] for letters, byte in zip(alphabets, digest, strict=False))
        attempt += 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the model has finished: without markers, with the ids it cites, each once."""

    text: str
    ids: tuple[str, ...]
    unknown_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truncated:
    """The model wrote more than ``limit`` characters; the rest, and a sentence begun, is dropped."""

    limit: int


Event = Sentence | Truncated


class CitationParser:
    """Finds sentences and their citations in a stream.

    ``known`` are the ids that were given out; ``limit`` is the number of characters that are read.
    Markers after a full stop belong to the sentence before it, also across a line break.
    """

    def __init__(self, known: Iterable[str], limit: int = 8_000) -> None:
        self._known = frozenset(known)
        ids = "|".join(map(re.escape, self._known)) or "(?!)"
        self._glued = re.compile(rf"(?<=[^\W_])(?:{ids})|(?:{ids})(?=[^\W_])")
        self._limit = limit
        self._read = 0
        self._raw: list[str] = []
        self._text_end = 0  # where in _raw the text before trailing markers and white space ends
        self._bracket: int | None = None  # where in _raw a bracket opened that may become a marker

    def feed(self, chunk: str) -> list[Event]:
        """Return what ``chunk`` completes."""
        events: list[Event] = []
        for character in _UNSEEN.sub("", chunk).translate(_SQUARED):
            self._read += 1
            if self._read > self._limit:
                if self._read == self._limit + 1:
                    events += [*self._ended(), Truncated(self._limit)]
                break
            events += self._take(character)
        return events

    def finish(self) -> list[Event]:
        """Return the last sentence, once the stream has ended."""
        if self._read > self._limit:
            return []
        events = self._settle(len(self._raw)) if self._bracket is not None else []
        return [*events, *self._emit(len(self._raw))]

    def _take(self, character: str) -> list[Event]:
        events: list[Event] = []
        if self._bracket is not None and not self._may_stay_open(character):
            events += self._settle(len(self._raw))
        if self._bracket is None and character in _OPENERS:
            self._bracket = len(self._raw)
        elif self._bracket is None and not character.isspace():
            events += self._break_before(len(self._raw), character)
        self._raw.append(character)
        if self._bracket is None:
            is_text = not character.isspace() and not self._is_second_closer(character)
            self._text_end = len(self._raw) if is_text else self._text_end
        elif character in _CLOSERS:
            events += self._close()
        return events

    def _may_stay_open(self, character: str) -> bool:
        start = self._bracket or 0
        only_openers = all(mark in _OPENERS for mark in self._raw[start:])
        nested = character in _OPENERS and not (only_openers and len(self._raw) - start < 2)
        return not nested and character != "\n" and len(self._raw) - start < _LONGEST_MARKER

    def _close(self) -> list[Event]:
        """Decide on the bracket that a character just closed: a marker, or text."""
        start = self._bracket or 0
        bracket = "".join(self._raw[start:])
        is_target = self._follows_marker(start) and _LINK_TARGET.fullmatch(bracket)
        if not (is_target or _MARKER.fullmatch(bracket)):
            return self._settle(len(self._raw))
        self._bracket = None
        return []

    def _follows_marker(self, at: int) -> bool:
        return self._text_end < at and self._raw[at - 1] in _CLOSERS

    def _is_second_closer(self, character: str) -> bool:
        return character in _CLOSERS and self._follows_marker(len(self._raw) - 1)

    def _settle(self, end: int) -> list[Event]:
        """Take the open bracket for text."""
        start = self._bracket or 0
        self._bracket = None
        events = self._break_before(start, self._raw[start])
        self._text_end = end - start if events else end
        return events

    def _break_before(self, at: int, character: str) -> list[Event]:
        """End the sentence before ``at`` where one ends; ``character`` stands there."""
        gap = self._raw[self._text_end : at]
        if not gap or self._text_end == 0 or character in _CONTINUES:
            return []
        body = "".join(self._raw[max(self._text_end - _LONG, 0) : self._text_end])
        has_marker = any(not mark.isspace() for mark in gap)
        is_over = "\n" in gap or _is_sentence(body, character, has_marker=has_marker)
        return self._emit(at) if is_over else []

    def _ended(self) -> list[Event]:
        """Return the sentence at the cut, if it is whole."""
        whole = _ENDS.search("".join(self._raw[max(self._text_end - 10, 0) : self._text_end]))
        return self._emit(len(self._raw)) if whole and self._bracket is None else []

    def _emit(self, end: int) -> list[Event]:
        raw = "".join(self._raw[:end])
        del self._raw[:end]
        self._text_end = 0
        sentence = _sentence(self._glued.sub(r" [\g<0>] ", raw), self._known)
        return [sentence] if sentence else []


def _is_sentence(body: str, following: str, *, has_marker: bool) -> bool:
    """Tell whether ``body`` is a whole sentence.

    ``following`` is the character after it; ``has_marker`` tells whether a marker stands in between.
    """
    end = _ENDS.search(body[-10:])
    if not end or _ONLY_NUMBER.match(body):
        return False
    if len(body) >= _LONG:
        return True
    text = _without_markers(body)
    if following.islower() or any(not quoted.closed for quoted in quotations(text)):
        return False
    if has_marker or end[0][0] != "." or (text.endswith(" no.") and not following.isdigit()):
        return True
    # The splitter knows abbreviations; a capital letter stands for whatever opens the next sentence.
    return any(span.end == len(text) for span in sentences(f"{text} Z"))


def _sentence(raw: str, known: frozenset[str]) -> Sentence | None:
    """Return the sentence in ``raw``, or ``None`` for a line without words and a heading without ids."""
    raw = _unescaped(raw)
    cited = [name for marker in _MARKER.findall(raw) for name in _ONE_ID.findall(marker)]
    pieces = _BROKEN.findall(_MARKER.sub(" ", raw))
    cited += [name for piece in pieces for name in re.findall(_LIKE_ID, piece)]
    names = dict.fromkeys(cited)
    ids = tuple(name for name in names if name in known)
    text = _without_markers(_plain(raw))
    if not any(mark.isalnum() for mark in text) or (_HEADING.match(raw) and not ids):
        return None
    return Sentence(text, ids, tuple(name for name in names if name not in known))


def _without_markers(text: str) -> str:
    bare = _MARKED.sub(lambda found: "" if found[1] is not None else " ", text)
    return _SECOND_STOP.sub("", " ".join(bare.split()))


def _unescaped(text: str) -> str:
    for _ in range(_MOST_ESCAPES):
        text = html.unescape(text)
    return _UNSEEN.sub("", text)


def _tag_gap(tag: re.Match[str]) -> str:
    return "" if tag.string[tag.end() : tag.end() + 1] in tuple(_CONTINUES) else " "


def _plain(text: str) -> str:
    """Return ``text`` without Markdown and HTML and with single spaces."""
    text = _TEXT_LINK.sub(r"\1", _IMAGE.sub(" ", _FENCE.sub(" ", _HTML.sub(_tag_gap, text))))
    text = _ESCAPED.sub("", _LINE_START.sub("", _HEADING.sub("", text)))
    for typed, mark in _TYPED_MARKS:
        text = typed.sub(mark, text)
    return " ".join(_EMPHASIS.sub("", text).split())
