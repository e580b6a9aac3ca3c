"""Windows: passages widened by the sentences around them, so that a hit can be understood by itself.

No sentence is shown twice: what a better hit of the same article shows already is not free any more, and
a later passage is widened with what is left around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 1_200  # characters of a hit's text, by contract


@dataclass(frozen=True, slots=True)
class Sentences:
    """An article's sentences in order.

    ``places`` are offsets in its text (start, end), ``likeness`` says how near each is to the question,
    ``free`` whether no hit shows it yet. Lists, not arrays: they are read one by one.
    """

    places: Sequence[Sequence[int]]
    likeness: Sequence[float]
    free: list[bool]

    def length(self, first: int, end: int) -> int:
        """Return how many characters a run of sentences (``end`` not included) takes."""
        return self.places[end - 1][1] - self.places[first][0]


def widen(sentences: Sentences, first: int, end: int) -> tuple[int, int] | None:
    """Return the run of free sentences around a passage, at most ``LONGEST`` characters in all.

    ``first`` and ``end`` (not included) are the passage's sentences and so are those of the result. Of a
    passage that is shown in part, the longest part that is free is widened; None where none is. On either
    side the sentence nearer to the question is taken first.
    """
    core = _longest_free(sentences, first, end)
    if core is None:
        return None
    first, end = core
    last = len(sentences.free)
    while True:
        left = first > 0 and sentences.free[first - 1] and sentences.length(first - 1, end) <= LONGEST
        right = end < last and sentences.free[end] and sentences.length(first, end + 1) <= LONGEST
        if left and (not right or sentences.likeness[first - 1] > sentences.likeness[end]):
            first -= 1
        elif right:
            end += 1
        else:
            return first, end


def _longest_free(sentences: Sentences, first: int, end: int) -> tuple[int, int] | None:
    runs: list[tuple[int, int]] = []
    for at in range(first, end):
        if sentences.free[at]:
            start = runs.pop()[0] if runs and runs[-1][1] == at else at
            runs.append((start, at + 1))
    return max(runs, key=lambda run: sentences.length(*run), default=None)
