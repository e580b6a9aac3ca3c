"""The article's own text on a web page: what two readings of it agree on, less what was only set around it.

trafilatura reads a page once in its balanced way and once strictly. Lines of the balanced reading that the
strict one leaves out stay between others (a subheading, a list item), at the top only as whole sentences (a
standfirst), and go at the end, where pages put their appeals. Links that stand alone, the headline and its
date line, and appeals to subscribe, follow or read on are no part of an article.
"""

import logging
import re
from collections import deque
from collections.abc import Iterable
from copy import copy

from lxml.html import HtmlElement

from ingest.readers.appeals import without_appeals
from ingest.readers.bylines import folded
from ingest.readers.page_boxes import ENDED, take_out_boxes
from ingest.readers.page_markup import write_anew

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it could not read is said by us, once

_TOO_LITTLE = 250  # characters: a strict reading shorter than trafilatura's own least for an article is none
_OPENING = 4  # lines among which a headline, a byline or a date may be repeated
_LONGEST_DATE_LINE = 80  # characters

_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\b\d{1,2}:\d\d\b")


def article_text(tree: HtmlElement, repeated: Iterable[str]) -> str | None:
    """Return the article's paragraphs, one a line, or None where the page holds none.

    ``repeated`` is what a page prints above its text as well (headline, byline, standing heads) and what is
    therefore taken off the top. ``tree`` loses the links that stand alone.
    """
    take_out_boxes(tree)
    write_anew(tree)
    balanced, strict = _lines(tree, precision=False), _lines(tree, precision=True)
    lines = _without_opening(_merged(balanced, strict), {folded(text) for text in repeated})
    return "\n".join(without_appeals(lines) or lines) or None


def _lines(tree: HtmlElement, *, precision: bool) -> list[str]:
    from trafilatura import bare_extraction

    found = bare_extraction(copy(tree), include_comments=False, favor_precision=precision)
    text = getattr(found, "text", None) or ""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _merged(balanced: list[str], strict: list[str]) -> list[str]:
    """Return the strict reading with what it left out between its lines, and whole sentences above it."""
    if sum(map(len, strict)) < min(_TOO_LITTLE, sum(map(len, balanced))):
        return balanced
    places: dict[str, deque[int]] = {}
    for place, line in enumerate(strict):
        places.setdefault(line, deque()).append(place)
    merged: list[str] = []
    left_out: list[str] = []
    at = 0
    for line in balanced:
        if line not in places:
            left_out.append(line)
            continue
        while places[line] and places[line][0] < at:
            places[line].popleft()
        if not places[line]:
            continue
        place = places[line][0]
        if place == at:  # nothing but what was left out lies between
            merged += left_out if at else [sentence for sentence in left_out if ENDED.search(sentence)]
        merged += strict[at : place + 1]
        at, left_out = place + 1, []
    return merged + strict[at:]


def _without_opening(lines: list[str], repeated: set[str]) -> list[str]:
    """Take the headline, the byline and the date line off the top."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number < _OPENING and not line.endswith("."):
            bare = folded(line)
            dated = len(line) < _LONGEST_DATE_LINE and _DATED.search(line) and not ENDED.search(line)
            if bare in repeated or (dated and not kept):
                continue
        kept.append(line)
    return kept
