"""Windows: a passage widened by the sentences around it, so that a hit can be understood by itself."""

import numpy as np
import numpy.typing as npt

from corpus.records import Span

LONGEST = 1_200  # characters of a hit's text, by contract


def widen(passage: Span, places: npt.NDArray[np.int64], likeness: npt.NDArray[np.float32]) -> Span:
    """Return the passage with whole neighbouring sentences, at most ``LONGEST`` characters in all.

    ``places`` (sentences, 2) are the article's sentences in order, ``likeness`` (sentences,) says how
    near each is to the question: on either side the nearer sentence is taken first.
    """
    start, end = passage.start, passage.end
    before = int(np.searchsorted(places[:, 1], start, side="right")) - 1
    after = int(np.searchsorted(places[:, 0], end, side="left"))
    while True:
        left = before >= 0 and end - int(places[before, 0]) <= LONGEST
        right = after < len(places) and int(places[after, 1]) - start <= LONGEST
        if left and (not right or likeness[before] > likeness[after]):
            start = int(places[before, 0])
            before -= 1
        elif right:
            end = int(places[after, 1])
            after += 1
        else:
            return Span(start, end)
