"""Corroboration: how many independent outlets say a thing, and which other articles say the same.

Counted are outlets, not articles: editions of one outlet, copies of one text and texts that credit one agency
are one voice. Whether an outlet that is not known is independent is not known either, so it is counted apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.outlet_names import outlet_words
from corpus.records import ArticleInfo


@dataclass(frozen=True, slots=True)
class Corroboration:
    """How many independent outlets, articles whose independence is not known, and copies beside them."""

    outlets: int
    unknown: int
    copies: int

    def __str__(self) -> str:
        """Return it in words: "3 independent outlets (9 copies)"."""
        parts = []
        if self.outlets:
            parts.append("1 outlet" if self.outlets == 1 else f"{self.outlets} independent outlets")
        if self.unknown:
            parts.append(f"{self.unknown} of unknown independence")
        copies = f" ({self.copies} {'copy' if self.copies == 1 else 'copies'})" if self.copies else ""
        return " and ".join(parts) + copies


def corroboration_of(articles: Sequence[ArticleInfo], copies: Iterable[ArticleInfo] = ()) -> Corroboration:
    """Count the outlets behind these articles; ``copies`` are further articles that carry their texts."""
    known = {one.id: one for one in articles}
    further = {one.id for one in copies} - set(known)
    return Corroboration(
        outlets=len(_voices([one for one in known.values() if one.outlet])),
        unknown=sum(one.outlet is None for one in known.values()),
        copies=len(further),
    )


def are_independent(one: ArticleInfo, other: ArticleInfo) -> bool:
    """Tell whether two articles are known to be two voices."""
    if not one.outlet or not other.outlet:
        return False
    return len(_voices([one, other])) == 2


def _voices(articles: Sequence[ArticleInfo]) -> set[int]:
    """Return one number for each independent voice: what is one outlet or one agency is joined."""
    voice = list(range(len(articles)))
    for one, other in combinations(range(len(articles)), 2):
        if voice[one] != voice[other] and _is_one(articles[one], articles[other]):
            old, new = voice[other], voice[one]
            voice = [new if number == old else number for number in voice]
    return set(voice)


def _is_one(one: ArticleInfo, other: ArticleInfo) -> bool:
    if one.agency and one.agency == other.agency:
        return True
    names = [frozenset(outlet_words(article.outlet or "")) for article in (one, other)]
    agencies = [frozenset(outlet_words(article.agency or "")) for article in (one, other)]
    if any(agency and agency <= name for agency, name in zip(agencies, reversed(names), strict=True)):
        return True  # what one prints of an agency, and the agency itself
    # "CNN" and "CNN (Web News)", "Washington Times" and "Times": rather one voice too few than one too many
    return not all(names) or names[0] <= names[1] or names[1] <= names[0]
