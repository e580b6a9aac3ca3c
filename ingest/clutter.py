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
_LINKS = re.compile(r"\b([A-Z][\w'’-]++)((?: \(?[A-Z][\w.'’-]*+\)?){0,5} \1(?=[A-Z])[^\n]{1,400}?\bMORE\b)")


class Decluttered:
    """A text without its link text, and where the rest of it stood."""

    def __init__(self, text: str) -> None:
        cuts = [match.span(2) for match in _LINKS.finditer(text)] if " MORE" in text else []
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
