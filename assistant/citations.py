"""The citation contract: a model cites passages by opaque ids, code turns them into numbers.

The model writes sentences with markers such as ``[k7mq]``. The parser takes a stream in pieces of any size
and always finds the same sentences in it, each with the ids that it cites.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.markers import (
    CLOSERS,
    CONTINUES,
    LINK_TARGET,
    MARKER,
    OPENERS,
    UNSEEN,
    Sentence,
    sentence_in,
    without_markers,
)
from assistant.quotations import quotations
from corpus.sentences import sentences

# Brackets of other scripts, which are read as square ones.
_SQUARED = str.maketrans({**dict.fromkeys("［〔⟦", "["), **dict.fromkeys("］〕⟧", "]")})
# A bracket that is not closed within this many characters is text.
_LONGEST_MARKER = 100
# In a sentence longer than this any full stop ends it, even in a quotation or after an abbreviation.
_LONG = 1_000
_ENDS = re.compile(r"[.!?…。！？][\"'”’»“)\]*_]*\Z")
_ONLY_NUMBER = re.compile(r"\s*\d{1,2}[.)]\Z")


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
        for character in UNSEEN.sub("", chunk).translate(_SQUARED):
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
        if self._bracket is None and character in OPENERS:
            self._bracket = len(self._raw)
        elif self._bracket is None and not character.isspace():
            events += self._break_before(len(self._raw), character)
        self._raw.append(character)
        if self._bracket is None:
            is_text = not character.isspace() and not self._is_second_closer(character)
            self._text_end = len(self._raw) if is_text else self._text_end
        elif character in CLOSERS:
            events += self._close()
        return events

    def _may_stay_open(self, character: str) -> bool:
        start = self._bracket or 0
        only_openers = all(mark in OPENERS for mark in self._raw[start:])
        nested = character in OPENERS and not (only_openers and len(self._raw) - start < 2)
        return not nested and character != "\n" and len(self._raw) - start < _LONGEST_MARKER

    def _close(self) -> list[Event]:
        """Decide on the bracket that a character just closed: a marker, or text."""
        start = self._bracket or 0
        bracket = "".join(self._raw[start:])
        is_target = self._follows_marker(start) and LINK_TARGET.fullmatch(bracket)
        if not (is_target or MARKER.fullmatch(bracket)):
            return self._settle(len(self._raw))
        self._bracket = None
        return []

    def _follows_marker(self, at: int) -> bool:
        return self._text_end < at and self._raw[at - 1] in CLOSERS

    def _is_second_closer(self, character: str) -> bool:
        return character in CLOSERS and self._follows_marker(len(self._raw) - 1)

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
        if not gap or self._text_end == 0 or character in CONTINUES:
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
        sentence = sentence_in(self._glued.sub(r" [\g<0>] ", raw), self._known)
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
    text = without_markers(body)
    if following.islower() or any(not quoted.closed for quoted in quotations(text)):
        return False
    if has_marker or end[0][0] != "." or (text.endswith(" no.") and not following.isdigit()):
        return True
    # The splitter knows abbreviations; a capital letter stands for whatever opens the next sentence.
    return any(span.end == len(text) for span in sentences(f"{text} Z"))
