"""Changes: what is different between two versions of a text, by sentences and within them by words.

The runs of equal sentences are found first; what lies between two of them is compared by its words, unless
it has become something else altogether.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from corpus.records import Span
from corpus.sentences import sentences

Kind = Literal["same", "added", "removed", "changed"]
_Run = tuple[int, int, int]  # where it begins in the one, in the other, and its length

_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+\Z")
# difflib takes cubic time at worst, so it is given only stretches whose lengths multiply to at most so much
# (60 ms at worst), in all only so much (seconds). Longer ones are parted at what stands in each just once.
_PAIRS, _ALL_PAIRS = 10_000, 1_000_000
_PARTINGS = 8  # of a stretch that was parted, how often
_ALIKE = 0.3  # of a stretch's characters are the same where its words are worth comparing


@dataclass(frozen=True, slots=True)
class Change:
    """A range of the old text and what stands in its place in the new one.

    "same": the same characters; "added": ``old`` is empty; "removed": ``new`` is.
    """

    kind: Kind
    old: Span
    new: Span


def changes(old: str, new: str) -> list[Change]:
    """Return what became of a text: changes in order, whose ranges cover both texts without a gap.

    Two neighbours are never of one kind, except "changed". Takes seconds for texts of millions of characters,
    however little they have in common.
    """
    compared = _Comparison()
    ours, theirs = _pieces(old), _pieces(new)
    found: list[Change] = []
    # the same sentence may be followed by other white space, as when it has become the last one
    bare = [old[x:y].rstrip() for x, y in ours], [new[x:y].rstrip() for x, y in theirs]
    for kind, a, b in compared.stretches(*bare):
        if kind == "same":
            for i, j in zip(a, b, strict=True):
                found += _but_for_space(Span(*ours[i]), Span(*theirs[j]), len(bare[0][i]), old, new)
        else:
            was, now = _covering(ours, a, len(old)), _covering(theirs, b, len(new))
            found += _by_words(compared, old, new, was, now)
    return _joined(found)


def _but_for_space(was: Span, now: Span, length: int, old: str, new: str) -> Iterator[Change]:
    if was.of(old) == now.of(new):
        yield Change("same", was, now)
        return
    if length:
        yield Change("same", Span(was.start, was.start + length), Span(now.start, now.start + length))
    yield _change(Span(was.start + length, was.end), Span(now.start + length, now.end))


def _by_words(compared: "_Comparison", old: str, new: str, was: Span, now: Span) -> list[Change]:
    whole = [_change(was, now)]
    if whole[0].kind != "changed":
        return whole
    ours = [(match.start(), match.end()) for match in _WORD.finditer(old, was.start, was.end)]
    theirs = [(match.start(), match.end()) for match in _WORD.finditer(new, now.start, now.end)]
    found = []
    for kind, a, b in compared.stretches([old[x:y] for x, y in ours], [new[x:y] for x, y in theirs]):
        one, other = _covering(ours, a, was.end), _covering(theirs, b, now.end)
        found.append(Change("same", one, other) if kind == "same" else _change(one, other))
    same = sum(one.old.end - one.old.start for one in found if one.kind == "same")
    if same < _ALIKE * max(was.end - was.start, now.end - now.start):
        return whole
    return list(_readable(found, old))


def _readable(found: Sequence[Change], old: str) -> Iterator[Change]:
    """Yield the changes without islands of punctuation between two of them, which nobody can read."""
    waiting: list[Change] = []
    for at, one in enumerate(found):
        inside = 0 < at < len(found) - 1
        if one.kind != "same" or (inside and not any(map(str.isalnum, one.old.of(old)))):
            waiting.append(one)
            continue
        yield from _together(waiting)
        waiting = []
        yield one
    yield from _together(waiting)


def _together(run: Sequence[Change]) -> Iterator[Change]:
    if run:
        yield _change(Span(run[0].old.start, run[-1].old.end), Span(run[0].new.start, run[-1].new.end))


def _joined(found: Sequence[Change]) -> list[Change]:
    joined: list[Change] = []
    for one in found:
        if joined and joined[-1].kind == one.kind and one.kind != "changed":
            last = joined[-1]
            both = Span(last.old.start, one.old.end), Span(last.new.start, one.new.end)
            joined[-1] = Change(one.kind, *both)
        else:
            joined.append(one)
    return joined


def _change(was: Span, now: Span) -> Change:
    if was.start == was.end:
        return Change("added", was, now)
    return Change("removed" if now.start == now.end else "changed", was, now)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return ranges that cover a text: each a sentence with the white space after it."""
    starts = [span.start for span in sentences(text)]
    before = [0] if text and starts[:1] != [0] else []  # white space before the first
    return list(pairwise([*before, *starts, len(text)]))


def _covering(pieces: Sequence[tuple[int, int]], some: range, end: int) -> Span:
    """Return the range of these pieces; where there are none, the place where they would stand."""
    start = pieces[some.start][0] if some.start < len(pieces) else end
    return Span(start, pieces[some.stop - 1][1] if some else start)


class _Comparison:
    """Finds what two sequences have in common, with so much effort in all."""

    def __init__(self) -> None:
        self._left = _ALL_PAIRS

    def stretches(
        self, one: Sequence[str], other: Sequence[str]
    ) -> Iterator[tuple[Literal["same", "different"], range, range]]:
        """Yield the stretches of both that are the same, and what lies between them."""
        a = b = 0
        for i, j, length in [*self._runs(one, other), (len(one), len(other), 0)]:
            if a < i or b < j:
                yield "different", range(a, i), range(b, j)
            if length:
                yield "same", range(i, i + length), range(j, j + length)
            a, b = i + length, j + length

    def _runs(self, one: Sequence[str], other: Sequence[str]) -> list[_Run]:
        found: list[_Run] = []
        todo = [(0, len(one), 0, len(other), 0)]
        while todo:
            a, a_end, b, b_end, parted = todo.pop()
            head = _shared(one, other, a, a_end, b, b_end)
            found.append((a, b, head))
            a, b = a + head, b + head
            while a < a_end and b < b_end and one[a_end - 1] == other[b_end - 1]:
                a_end, b_end = a_end - 1, b_end - 1
                found.append((a_end, b_end, 1))
            pairs = (a_end - a) * (b_end - b)
            if 0 < pairs <= min(_PAIRS, self._left):
                self._left -= pairs
                matcher = SequenceMatcher(None, one[a:a_end], other[b:b_end], autojunk=False)
                found += [(a + i, b + j, length) for i, j, length in matcher.get_matching_blocks()]
            elif pairs and parted < _PARTINGS:
                anchors = _anchors(one[a:a_end], other[b:b_end])
                ends = [(-1, -1), *anchors, (a_end - a, b_end - b)]
                for (i, j), (i_end, j_end) in pairwise(ends) if anchors else ():
                    todo.append((a + i + 1, a + i_end, b + j + 1, b + j_end, parted + 1))
                found += [(a + i, b + j, 1) for i, j in anchors]
        return _merged(sorted(run for run in found if run[2]))


def _shared(one: Sequence[str], other: Sequence[str], a: int, a_end: int, b: int, b_end: int) -> int:
    length = 0
    most = min(a_end - a, b_end - b)
    while length < most and one[a + length] == other[b + length]:
        length += 1
    return length


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return where things stand that each has just once, as many as follow each other in both (patience)."""
    ours, theirs = Counter(one), Counter(other)
    places = {piece: at for at, piece in enumerate(other) if theirs[piece] == 1}
    pairs = [(i, places[piece]) for i, piece in enumerate(one) if ours[piece] == 1 and piece in places]
    tops: list[int] = []  # the lowest place at which a sequence of each length ends
    ending: list[int] = []  # which pair that is
    before: list[int] = []  # each pair's, in its longest sequence
    for at, (_, j) in enumerate(pairs):
        length = bisect_left(tops, j)
        before.append(ending[length - 1] if length else -1)
        tops[length : length + 1] = [j]
        ending[length : length + 1] = [at]
    chain = []
    at = ending[-1] if ending else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _merged(runs: Sequence[_Run]) -> list[_Run]:
    merged: list[_Run] = []
    for i, j, length in runs:
        a, b, before = merged[-1] if merged else (0, 0, 0)
        if merged and (a + before, b + before) == (i, j):
            merged[-1] = a, b, before + length
        else:
            merged.append((i, j, length))
    return merged
