"""Copies among hits: which of the articles that a question found carry substantially the same text.

What being a copy means is told in `corpus/alike.py`.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from corpus.alike import Read, are_copies
from corpus.records import ArticleInfo

_WORD = re.compile(r"\w")


def find_copies(
    articles: Sequence[ArticleInfo], texts: Mapping[str, str]
) -> dict[str, tuple[ArticleInfo, ...]]:
    """Return the copies of each article among the others, by id, in the order given; most have none.

    ``texts`` are the articles' texts by id; an article without one has no copies. Being a copy goes both
    ways, but not on: two long reports that hold the same short one need not be copies of each other.
    """
    each = list({one.id: one for one in articles}.values())
    read = {one.id: Read(one, texts[one.id]) for one in each if _WORD.search(texts.get(one.id, ""))}
    pairs: dict[str, set[str]] = {}
    for one, other in combinations(read.values(), 2):
        if are_copies(one, other):
            pairs.setdefault(one.info.id, set()).add(other.info.id)
            pairs.setdefault(other.info.id, set()).add(one.info.id)
    return {name: tuple(one for one in each if one.id in pairs[name]) for name in pairs}
