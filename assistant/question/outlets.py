"""Outlets in questions: which of the archive's outlets "according to Politico" names."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.outlet_names import outlet_words, without_edition
from corpus.names import fold_name
from corpus.records import Span

_WHO = r"\s+(?:the\s+)?(?P<who>[^\W_][^,?;:]{1,60})"
_SOURCE = re.compile(
    r"\b(?:according to|reported by|as reported in|published (?:by|in)|"
    rf"(?:articles?|reporting|coverage|stories) (?:in|by|from)){_WHO}",
    re.IGNORECASE,
)
_DID = re.compile(rf"\bdid{_WHO.replace('[^', '(?=[A-Z0-9])[^', 1)}")
_REPORTS = re.compile(r"^\s+(?:report|write|print|publish|say)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedOutlet:
    """An outlet as the archive writes it, all its editions, and the words of the question that name it."""

    names: frozenset[str]
    words: Span


def find_outlet(text: str, outlets: Callable[[], Iterable[str]]) -> NamedOutlet | None:
    """Return the outlet that a question names as its source, or None."""
    matches = [match for naming in (_SOURCE, _DID) for match in naming.finditer(text)]
    if not matches:
        return None
    known = _by_name(tuple(outlets()))
    for match in matches:
        words = match["who"].split()
        for number in range(len(words), 0, -1):
            name = " ".join(words[:number])
            found = known.get(_plain(name))
            end = match.start("who") + len(name)
            if not found or (match[0].lower().startswith("did") and not _REPORTS.match(text[end:])):
                continue
            return NamedOutlet(found, Span(match.start(), end))
    return None


@lru_cache(maxsize=4)
def _by_name(outlets: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Return the outlets by every name they go by; made once for an archive, not at every question."""
    known: dict[str, frozenset[str]] = {}
    for outlet in outlets:
        names = {_plain(outlet), _plain(without_edition(outlet)), " ".join(outlet_words(outlet))}
        for name in names:
            known[name] = known.get(name, frozenset()) | {outlet}
    return known


def _plain(name: str) -> str:
    return fold_name(name).removeprefix("the ").strip()
