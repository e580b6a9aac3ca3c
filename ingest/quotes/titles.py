"""Quotation marks around the name of a show, a book or a song, which nobody said.

Reads the frame (see ``ingest.quotes.marks``): the article with its quotations masked out.
"""

import re

from corpus.names import word_set
from ingest.quotes.marks import Run

_SMALL = word_set("a an and at by for from in of on or the to with")
_BEFORE = re.compile(
    r"\b(?:[Oo]n|[Ii]n|of|for|from|to|with|titled|entitled|called)(?: the| his| her| its| [A-Z][\w.]*'s)? $"
)
# How many characters ``_BEFORE`` may look back for.
_REACH = 30


def is_title(text: str, frame: str, run: Run) -> bool:
    """Tell whether quoted words are a title: on “Late Talk”, “Late Talk’s” Lee; not “Stop Her!”, “no”."""
    words = run.inner.of(text).split()
    if len(words) < 2 or words[-1][-1] in ".!?…":
        return False
    named = all(word[0].isupper() or word in _SMALL or not word[0].isalpha() for word in words)
    owns = words[-1].endswith(("'s", "’s"))
    return named and (owns or bool(_BEFORE.search(frame, max(0, run.start - _REACH), run.start)))
