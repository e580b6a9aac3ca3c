"""Which sentences a timeline tells: the best ones, one or two a day, spread over the time they tell of."""

from collections.abc import Sequence

from assistant.timeline.entries import Entry

# Chosen as told in matter.py.
_ENTRIES = 8
_A_DAY = 2
_CROWDED = 0.3  # what is lost beside a day that is told already, and three times that on it
_LEAST = 0.6  # of the best sentence's worth
_REPEATS, _OF_DAY = 0.9, 0.8  # cosine from which two sentences, or two of one day, tell the same


def spread(weighed: Sequence[tuple[float, Entry]]) -> list[Entry]:
    """Return the best sentences in order of days, spread over the time they tell of."""
    if not weighed:
        return []
    days = [one.day for _, one in weighed]
    even = max(1.0, (max(days) - min(days)).days / _ENTRIES)
    best = max(worth for worth, _ in weighed)
    left = [(worth, one) for worth, one in weighed if worth >= _LEAST * best]
    chosen: list[Entry] = []
    while left and len(chosen) < _ENTRIES:
        at = max(range(len(left)), key=lambda at: left[at][0] - _CROWDED * _crowd(left[at][1], chosen, even))
        _, one = left.pop(at)
        if [other.day for other in chosen].count(one.day) < _A_DAY and not _repeats(one, chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: (one.day, one.hit.article.id, one.span.start))


def _crowd(one: Entry, chosen: Sequence[Entry], even: float) -> float:
    """Say how near the days told already are: 0 from an even distance on, 1 next door, 3 on the day."""
    gaps = [abs((one.day - other.day).days) for other in chosen]
    return max((1 - gap / even if gap else 3.0 for gap in gaps if gap < even), default=0.0)


def _repeats(one: Entry, chosen: Sequence[Entry]) -> bool:
    return any(
        one.text == other.text
        or float(one.vector @ other.vector) >= (_OF_DAY if one.day == other.day else _REPEATS)
        for other in chosen
    )
