"""Names of outlets: what is left of one when all goes that says only where or how it appears."""

import re

from corpus.names import fold_name

# "CNN (Web News)", "New York Times - Opinion", "CNSNews.com"; not the hyphen of "Sun-Times".
_ASIDE = re.compile(r"\(.*?\)|\s[-–—|]\s.*$|\.(?:com|org|net|co\.uk)\b", re.IGNORECASE)
_EDITION = frozenset("news online web com org net www website".split())


def without_edition(name: str) -> str:
    """Return an outlet's name without what stands beside it: "NBC News" of "NBC News (Online)"."""
    return " ".join(_ASIDE.sub(" ", name).split())


def outlet_words(name: str) -> tuple[str, ...]:
    """Return the folded words of an outlet's name that all its editions have: ("nbc",) of "NBC News".

    Where it has only words of editions, as "The News" does, it is those; "the" is never one.
    """
    words = tuple(word for word in fold_name(without_edition(name)).split() if word != "the")
    return tuple(word for word in words if word not in _EDITION) or words
