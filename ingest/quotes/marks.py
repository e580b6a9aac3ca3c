"""Quotation marks: the words that stand between them, and the article with those words masked out.

Curly, straight, doubled-single, single and angled marks are read; a single mark only where it cannot be
an apostrophe. Nothing reaches past its paragraph, so an unbalanced mark cannot swallow an article.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from corpus.records import Span

MASK = "\ue000"
"""Stands for each character of a quotation in a frame."""
SOFT_MASK = "\ue001"
"""Stands for each character of a quoted word or two within the reporter's own sentence."""

_MARK = re.compile(r"``|''|[\"“”„«»]|[‘'](?=\w)")
_GOES_ON = re.compile(r"\s{1,9}(?:[\"“„«]|``|'')\w")
_EDGES = ' \t\r\n\xa0"“”„«»`'
_SINGLE_END = re.compile(r"(?<=[,.!?…])['’](?!\w)|(?<=\w)’(?!\w)")
# Longer than the longest quotation within one paragraph of PolNeAR (train).
_LONGEST = 4000
_FEW_WORDS = 4
_USUAL = (("\xa0", " "), ("’", "'"), ("‘", "'"), ("\t", " "), ("\u202f", " "))


class Run(NamedTuple):
    """Words between quotation marks: ``start`` to ``end`` with the marks, ``inner`` without."""

    start: int
    end: int
    inner: Span


def quoted(text: str, block: Span) -> list[Run]:
    """Return the quotations of one paragraph; an unclosed one ends with the paragraph."""
    runs: list[Run] = []
    opened: int | None = None
    skip = block.start
    closes = _SingleCloses(text, block)
    for match in _MARK.finditer(text, block.start, block.end):
        at, mark = match.start(), match.group()
        if at < skip:
            continue
        before = text[at - 1] if at > block.start else ""
        opening = _opens(mark, before, text[match.end() : match.end() + 1])
        if mark in "‘'":
            close = closes.after(at, mark) if opened is None and opening else None
            if close:
                skip = close
                _keep(runs, text, at, close, closed=True)
        elif opened is None or (opening and before.isspace()):
            opened = at if opening else None
        else:
            _keep(runs, text, opened, match.end(), closed=True)
            opened = None
    if opened is not None and _is_introduced(text, opened, block):
        _keep(runs, text, opened, min(block.end, opened + _LONGEST), closed=False)
    return runs


def framed(text: str, runs: Iterable[Run]) -> str:
    """Return ``text`` with its quotations masked, character for character: the reporter's own words.

    Apostrophes and spaces are straightened, so that rules need to know one form of each.
    """
    plain = text
    for mark, usual in _USUAL:
        plain = plain.replace(mark, usual)
    pieces = []
    at = 0
    for run in runs:
        mask = SOFT_MASK if _is_remark(text, run) else MASK
        pieces += [plain[at : run.start], mask * (run.end - run.start)]
        at = run.end
    return "".join([*pieces, plain[at:]])


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in "“„«":
        return True
    free = not before or before.isspace() or before in "([{—–-/:>…"
    return free and mark != "»" and bool(after) and not after.isspace()


def _is_introduced(text: str, opened: int, block: Span) -> bool:
    if _GOES_ON.match(text, block.end):
        return True
    return opened == block.start or text[max(block.start, opened - 3) : opened].rstrip().endswith((":", ","))


class _SingleCloses:
    """Where single quotations of a paragraph may end: after punctuation, for a curly mark after any word."""

    def __init__(self, text: str, block: Span) -> None:
        self._text = text
        self._block = block

    @cached_property
    def _ends(self) -> dict[str, list[int]]:
        found = [
            close.end() for close in _SINGLE_END.finditer(self._text, self._block.start, self._block.end)
        ]
        return {"‘": found, "'": [end for end in found if self._text[end - 2] in ",.!?…"]}

    def after(self, opened: int, mark: str) -> int | None:
        """Return the end of the single quotation that ``mark`` opens at ``opened``."""
        ends = self._ends[mark]
        at = bisect_right(ends, opened + 1)
        return ends[at] if at < len(ends) and ends[at] - opened <= _LONGEST else None


def _keep(runs: list[Run], text: str, start: int, end: int, *, closed: bool) -> None:
    whole = text[start:end]
    doubled = "'" if whole.startswith("''") or (closed and whole.endswith("''")) else ""
    single = "'’‘" if whole[0] in "‘'" and not doubled else ""
    left = start + len(whole) - len(whole.lstrip(_EDGES + doubled + single))
    right = start + len(whole.rstrip(_EDGES + doubled + (single if closed else "")))
    if left < right:
        runs.append(Run(start, end, Span(left, right)))


def _is_remark(text: str, run: Run) -> bool:
    goes_on = text[run.end : run.end + 2].lstrip()[:1].islower()
    return goes_on and text[run.inner.end - 1].isalnum() and len(run.inner.of(text).split()) <= _FEW_WORDS
