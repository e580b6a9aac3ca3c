"""Printed pages: lines, each with its place and size, into one running text.

Running heads and page numbers go, words parted at a line's end are joined, and lines become paragraphs.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.hyphens import Hyphens
from ingest.readers.text import is_header

_EDGE = 3  # lines at the top and at the bottom of a page that may be running heads
_LONGEST_HEAD = 300  # characters of a running head whose page number may be anywhere in it
_REPEATED = 3  # a running head stands on one page in so many, at least (left and right pages differ)
_GAP = 1.35  # times the usual distance of lines: a wider one parts paragraphs
_SIZES_DIFFER = 0.15
_INDENT = 0.8  # times the size of the letters
_SHORT, _SHORT_SENTENCE = 0.6, 0.85  # of a full line: what is shorter (and ends a sentence) ends a paragraph
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_BULLET = re.compile(r"^[•‣▪●■◦∙·]\s+(?=\S)")
_STAMP = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}, \d{1,2}:\d{2}\b")  # how browsers head what they print
_DASHES = "—―"
_CJK = "\u2e80\u9fff"  # the first and the last of characters that no spaces part
_HEADLINE = 1.25  # times the size of most letters
_HEADLINE_WITHIN = 12  # lines of the first page
_NO_HEADLINE = re.compile(
    r"(?:press|news|media) release|for immediate release|statement|page \d+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; places and sizes in points, from the left and from the bottom of its page."""

    text: str
    x: float
    y: float
    size: float
    page: int
    """Counted from 0."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on the pages: the headline that is set as one, the rest, and where each page begins."""

    headline: str | None
    text: str
    page_starts: tuple[int, ...]


def printed(pages: Sequence[Sequence[Line]], title: str | None = None) -> Printed:
    """Return the running text of ``pages``; ``title`` is the headline that the file claims to have."""
    lines = [line for page in _without_running_heads(pages) for line in page]
    headline, lines = _headline(lines, title)
    text, starts = "", dict.fromkeys(range(len(pages)), -1)
    in_header = True
    layout = _Layout(lines)
    for place, line in enumerate(lines):
        words = _BULLET.sub("", line.text)
        if place:
            separator = "\n\n"
            if in_header and is_header(line.text):
                separator = "\n"
            elif not in_header and not layout.parts(place):
                text, separator = layout.joined(text, place)
            text += separator
        in_header = in_header and is_header(line.text)
        if starts[line.page] < 0:
            starts[line.page] = len(text)
        text += words
    following = len(text)
    for page in reversed(starts):  # a page without text begins where the next one does
        following = starts[page] = starts[page] if starts[page] >= 0 else following
    return Printed(headline, text, tuple(starts.values()))


class _Layout:
    """How the lines of a document are set."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        lengths = sorted(len(line.text) for line in lines)
        self._full = lengths[len(lengths) * 9 // 10] if lengths else 0
        self._step = _step(lines)
        self._hyphens = Hyphens([line.text for line in lines])
        text = "\n".join(line.text for line in lines)
        self._tight = len(re.findall(rf"\S[{_DASHES}]\S", text)) > len(re.findall(rf" [{_DASHES}] ", text))

    def parts(self, place: int) -> bool:
        """Tell whether a paragraph ends before the line at ``place``."""
        before, line = self._lines[place - 1], self._lines[place]
        if abs(line.size - before.size) > _SIZES_DIFFER * before.size or _BULLET.match(line.text):
            return True
        length = len(before.text)
        if length < _SHORT * self._full or (
            length < _SHORT_SENTENCE * self._full and _SENTENCE_END.search(before.text)
        ):
            return True
        below = before.y - line.y
        if line.page == before.page and below > 0:
            return below > _GAP * self._step or self._indented(line, before)
        following = self._lines[place + 1] if place + 1 < len(self._lines) else line
        return self._indented(line, following)  # at the top of a page or column

    def _indented(self, line: Line, beside: Line) -> bool:
        return _INDENT * line.size < line.x - beside.x < 6 * line.size

    def whole(self, start: int, end: int) -> str:
        """Return the lines from ``start`` to ``end`` as one."""
        text = self._lines[start].text
        for place in range(start + 1, min(end, len(self._lines))):
            text, separator = self.joined(text, place)
            text += separator + self._lines[place].text
        return text

    def joined(self, text: str, place: int) -> tuple[str, str]:
        """Return ``text`` ready for the line at ``place`` to follow, and what stands between them."""
        following = self._lines[place].text
        if self._hyphens.joins(text[-80:], following):
            return text[:-1], ""
        return text, "" if self._together(text[-2:], following[:1]) else " "

    def _together(self, before: str, after: str) -> bool:
        """Tell whether no space stands where a line ends."""
        last = before[-1:]
        if last in _DASHES or after in _DASHES:
            return self._tight
        if last in "-\u2010/" and before[:1].isalnum():
            return True
        return _CJK[0] <= last <= _CJK[1] and _CJK[0] <= after <= _CJK[1]


def _headline(lines: list[Line], title: str | None) -> tuple[str | None, list[Line]]:
    """Take the headline out: the first lines that say the title, else those in the largest letters."""
    top = [line for line in lines[:_HEADLINE_WITHIN] if line.page == lines[0].page]
    layout = _Layout(lines)
    runs = [(place, place + count) for place in range(len(top)) for count in (1, 2, 3, 4)]
    run = next((run for run in runs if title and _letters(layout.whole(*run)) == _letters(title)), None)
    run = run or _largest(lines, top)
    if run is None or run[1] - run[0] == len(lines):
        return None, lines
    return layout.whole(*run), lines[: run[0]] + lines[run[1] :]


def _largest(lines: list[Line], top: list[Line]) -> tuple[int, int] | None:
    """Return where the lines in the largest letters stand, where these are larger than the text's."""
    usual = median([line.size for line in lines for _ in line.text] or [0.0])
    large = [line for line in top if line.size >= _HEADLINE * usual and not _NO_HEADLINE.fullmatch(line.text)]
    if not large:
        return None
    start = end = lines.index(max(large, key=lambda line: line.size))
    while end < len(top) and abs(top[end].size - top[start].size) < 0.02 * top[start].size:
        end += 1
    return start, end


def _letters(text: str) -> list[str]:
    return re.findall(r"\w", text.casefold())


def _step(lines: Sequence[Line]) -> float:
    """Return how far lines of a paragraph stand apart, in points."""
    steps = sorted(one.y - two.y for one, two in pairwise(lines) if 0 < one.y - two.y < 4 * one.size)
    return steps[len(steps) // 4] if steps else 0.0


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """Yield the pages without the lines that stand at one place of several, but for their page number.

    These must stand apart from the text beside them: a line of the text is never taken for one.
    """
    seen = Counter(key for page in pages for key in {key for line in _edges(page) for key in _keys(line)})
    needed = max(2, -(-len(pages) // _REPEATED))
    step = _step([line for page in pages for line in page])

    def apart(one: Line, two: Line) -> bool:
        return abs(one.y - two.y) > _GAP * step or abs(one.size - two.size) > _SIZES_DIFFER * two.size

    def heads(page: Sequence[Line]) -> int:
        """Return how many lines at the beginning of ``page`` are no text."""
        found = 0
        for place, line in enumerate(page[:_EDGE]):
            number = str(line.page + 1)
            alone = line.text.strip("- –—|") == number or line.text.endswith(f" {number}/{len(pages)}")
            if not (alone or _STAMP.match(line.text) or any(seen[key] >= needed for key in _keys(line))):
                break
            if place + 1 == len(page) or apart(line, page[place + 1]):
                found = place + 1
        return found

    for page in pages:
        kept = page[heads(page) :]
        yield kept[: len(kept) - heads(kept[::-1])]


def _edges(page: Sequence[Line]) -> list[Line]:
    return [*page[:_EDGE], *page[max(_EDGE, len(page) - _EDGE) :]]


def _keys(line: Line) -> Iterator[tuple[str, int, int, int]]:
    """Yield what a line has in common with its like on other pages: all, or all but a growing number."""
    place, size = round(line.y / 2), round(line.size)
    yield line.text, place, size, -1
    if len(line.text) > _LONGEST_HEAD:
        return
    for number in re.finditer(r"\d{1,5}", line.text):
        before, after = line.text[: number.start()], line.text[number.end() :]
        yield f"{before}#{after}", place, size, int(number[0]) - line.page
        if not before.strip("- –—|") or not after.strip("- –—|"):  # beside a page's number words may change
            yield "#", place, size, int(number[0]) - line.page
