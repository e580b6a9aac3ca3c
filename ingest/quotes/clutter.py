"""Link text that scraping left inside sentences: a name, the name in full again, and headlines run into it.

"Sen. John Cornyn John CornynNew evidence escalates fight On The Money MORE (R-Texas) said" is read as
"Sen. John Cornyn (R-Texas) said". What is found in the shorter text is moved back into the article, in two
spans where a cut lay between.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from corpus.records import Span

# From behind a name to the word that ends its links; the name comes again, run into the next headline.
# What pages print between the paragraphs, run into the next sentence: who took a picture, video players.
_FURNITURE = re.compile(
    r"(?:^|(?<=[.!?:”\"\n|] )|(?<=\n))(?:JUST WATCHED [^\n]{1,300}? MUST WATCH [^\n]{1,300}? \d\d:\d\d ?|"
    r"(?:[A-Z][\w.'’-]+ ){0,4}[A-Z][\w.'’-]*/(?:[A-Z][\w.'’-]*/)?Getty Images (?=[A-Z])|"
    r"Video Ad Feedback |Story [Hh]ighlights (?=[A-Z])|Hide Caption \d+ of \d+ ?)"
)
# One of these stands in all furniture.
_SIGNS = ("JUST WATCHED ", "Getty Images ", "Video Ad Feedback ", "ighlights ", "Hide Caption ")
_LINKS = re.compile(r"\b([A-Z][\w'’-]++)((?: \(?[A-Z][\w.'’-]*+\)?){0,5} \1(?=[A-Z])[^\n]{1,400}?\bMORE\b)")


class Decluttered:
    """A text without its link text, and where the rest of it stood."""

    def __init__(self, text: str) -> None:
        cuts = _cuts(text)
        starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
        kept = list(zip(starts, ends, strict=True))
        self.text = "".join(text[start:end] for start, end in kept) if cuts else text
        self._origins = [start for start, _ in kept]
        self._starts = [0]
        for start, end in kept[:-1]:
            self._starts.append(self._starts[-1] + end - start)

    def original(self, span: Span) -> list[Span]:
        """Return where ``span`` of the shorter text stands in the article."""
        first = bisect_right(self._starts, span.start) - 1
        last = max(first, bisect_left(self._starts, span.end) - 1)
        edges = [span.start, *self._starts[first + 1 : last + 1], span.end]
        moved = []
        for part, (start, end) in enumerate(pairwise(edges), first):
            shift = self._origins[part] - self._starts[part]
            moved.append(Span(start + shift, end + shift))
        return moved


def _cuts(text: str) -> list[tuple[int, int]]:
    """Return where link text and page furniture stand, in order and apart from each other."""
    found = [match.span(2) for match in _LINKS.finditer(text)] if " MORE" in text else []
    if any(sign in text for sign in _SIGNS):
        found = sorted([*found, *(match.span() for match in _FURNITURE.finditer(text))])
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
