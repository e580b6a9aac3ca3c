"""Sketches: of each article a sample of its runs of words, by which its copies are found among very many.

A run is in the sample where its hash is small, so two texts that share a run either both have it in their
sketches or neither: the share of one sketch that stands in another estimates the share of its text, however
much longer the other text is. That is what MinHash signatures and their bands do not tell, since they
estimate the share of both texts together: a third of a report is hard to find by them.
"""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.alike import words

Sketch = NDArray[np.uint32]

_LENGTH = 8_000  # characters of a text that are sampled: its opening, and where a cut version's may come from
_SAMPLED = 12  # of so many runs, one is kept on average: some 70 of a text of 5,000 characters
_LIMIT = np.uint32(2**32 // _SAMPLED)
_SHARED = 0.4  # of the smaller sketch, two deviations of a sample of its size below: copies share over half
# A run that so many articles hold is boilerplate (an outlet's footer), and does not count; where most of a
# text's runs are such, very many print that text, and they do. Of their owners the newest are looked at.
_COMMON, _MOSTLY = 30, 0.6
_OWNERS = 300
_MOST = 100  # candidates given


def sketch(text: str) -> Sketch:
    """Return the sampled runs of three words of a text's first 8,000 characters: hashes, sorted, each once.

    Case and punctuation do not matter. The same text gives the same sketch on every machine.
    """
    found = words(text[:_LENGTH])
    if len(found) < 3:
        return np.empty(0, np.uint32)
    hashes = np.fromiter((zlib.crc32(word.encode()) for word in found), np.uint64, len(found))
    mixed = hashes[:-2] * np.uint64(0x9E3779B97F4A7C15)
    mixed = _mix(mixed ^ hashes[1:-1]) * np.uint64(0xC2B2AE3D27D4EB4F)
    runs = (_mix(mixed ^ hashes[2:]) >> np.uint64(32)).astype(np.uint32)
    return np.unique(runs[runs < _LIMIT])


class SketchIndex:
    """Which articles' sketches hold a run. An article is a number from 0 to 2**32; a larger one is newer.

    Eight bytes for each sampled run: some 25 MB for 40,000 articles, twice that for a moment when adding.
    """

    def __init__(self) -> None:
        self._entries: NDArray[np.uint64] = np.empty(0, np.uint64)  # run << 32 | number, sorted
        self._sizes: NDArray[np.uint16] = np.empty(0, np.uint16)  # of each number's sketch

    def __len__(self) -> int:
        """Return how many sampled runs are held."""
        return len(self._entries)

    def add(self, numbers: Sequence[int], sketches: Sequence[Sketch]) -> None:
        """Take in the sketches of some articles whose numbers are not held yet."""
        if not numbers:
            return
        pairs = zip(numbers, sketches, strict=True)
        made = [one.astype(np.uint64) << np.uint64(32) | np.uint64(n) for n, one in pairs]
        fresh = np.sort(np.concatenate(made))
        self._entries = np.insert(self._entries, np.searchsorted(self._entries, fresh), fresh)
        missing = max(numbers) + 1 - len(self._sizes)
        if missing > 0:
            self._sizes = np.concatenate([self._sizes, np.zeros(max(missing, 1024), np.uint16)])
        self._sizes[list(numbers)] = [len(one) for one in sketches]

    def candidates(self, asked: Sketch) -> list[int]:
        """Return the numbers of articles whose text may be a copy, the likeliest first, at most 100."""
        keys = asked.astype(np.uint64) << np.uint64(32)
        first = np.searchsorted(self._entries, keys)
        last = np.searchsorted(self._entries, keys | np.uint64(0xFFFFFFFF), side="right")
        common = last - first > _COMMON
        if common.any() and common.mean() < _MOSTLY:
            first, last = first[~common], last[~common]
        counted = len(first)
        first = np.maximum(first, last - _OWNERS)
        found = [self._entries[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True) if a < b]
        if not found:
            return []
        owners = np.concatenate(found).astype(np.uint32)  # the lower half: the number
        numbers, shared = np.unique(owners, return_counts=True)
        smaller = np.minimum(self._sizes[numbers], counted)
        shares = shared / smaller
        likely = shares >= _SHARED - 1 / np.sqrt(smaller)
        order = np.argsort(-shares[likely], kind="stable")
        return [int(n) for n in numbers[likely][order][:_MOST]]


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the values with every bit stirred (the finalizer of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
