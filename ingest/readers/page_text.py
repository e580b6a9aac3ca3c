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
from itertools import islice

from lxml.html import HtmlElement

from ingest.readers.appeals import without_appeals
from ingest.readers.bylines import folded

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it could not read is said by us, once

_TOO_LITTLE = 250  # characters: a strict reading shorter than trafilatura's own least for an article is none
_MOST_LINKS = 20  # in a list that leads readers on; a longer one is the article's matter
_LONGEST_BUTTON = 15  # characters; a shorter link may be a name or a word of the article
_MOST_BOXES = 3  # around an embedded post, and parts of one
_OPENING = 4  # lines among which a headline, a byline or a date may be repeated
_LONGEST_DATE_LINE = 80  # characters

_DATED = re.compile(r"(?i)\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_ENDED = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]]*$")
_LABEL = re.compile(r"^[\w' ]{2,25}:$")


def article_text(tree: HtmlElement, repeated: Iterable[str]) -> str | None:
    """Return the article's paragraphs, one a line, or None where the page holds none.

    ``repeated`` is what a page prints above its text as well (headline, byline, standing heads) and what is
    therefore taken off the top. ``tree`` loses the links that stand alone.
    """
    _drop_lone_links(tree)
    _keep_embedded_quotations(tree)
    balanced, strict = _lines(tree, precision=False), _lines(tree, precision=True)
    lines = without_appeals(_without_opening(_merged(balanced, strict), {folded(text) for text in repeated}))
    return "\n".join(lines) or None


def _lines(tree: HtmlElement, *, precision: bool) -> list[str]:
    from trafilatura import bare_extraction

    found = bare_extraction(copy(tree), include_comments=False, favor_precision=precision)
    text = getattr(found, "text", None) or ""
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def _drop_lone_links(tree: HtmlElement) -> None:
    """Drop paragraphs and lists that are nothing but links, with a label at most ("Related: ...").

    Sites put them between paragraphs to lead readers on. What ends like a sentence is the article's.
    """
    for block in [*tree.iter("p"), *tree.iter("ul")]:
        links = list(islice(block.iter("a"), _MOST_LINKS + 1))
        if not 0 < len(links) <= _MOST_LINKS or (block.tag == "ul" and len(links) == 1):
            continue
        text = rest = " ".join(block.text_content().split())
        for link in links:
            rest = rest.replace(" ".join(link.text_content().split()), "", 1)
        labelled = _LABEL.match(rest.strip()) or not re.search(r"\w", rest)
        if len(text) > _LONGEST_BUTTON and labelled and not _ENDED.search(text):
            block.drop_tree()


def _keep_embedded_quotations(tree: HtmlElement) -> None:
    """Make posts that an article quotes plain quotations: boxes marked as embedded count as clutter else."""
    for quotation in tree.iter("blockquote"):
        inner = quotation
        for outer in (quotation, *islice(quotation.iterancestors(), _MOST_BOXES)):
            if outer is not quotation and not _only_boxes(outer, inner):
                break
            for mark in ("class", "id"):
                outer.attrib.pop(mark, None)
            inner = outer


def _only_boxes(outer: HtmlElement, inner: HtmlElement) -> bool:
    """Tell whether an element holds no words but those of one of its children."""
    if len(outer) > _MOST_BOXES:
        return False
    around = [outer.text, *(child.tail for child in outer)]
    around += [child.text_content() for child in outer if child is not inner]
    return not any(text and text.strip() for text in around)


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
            merged += left_out if at else [sentence for sentence in left_out if _ENDED.search(sentence)]
        merged += strict[at : place + 1]
        at, left_out = place + 1, []
    return merged + strict[at:]


def _without_opening(lines: list[str], repeated: set[str]) -> list[str]:
    """Take the headline, the byline and the date line off the top."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number < _OPENING and not _ENDED.search(line):
            bare = folded(line)
            if bare in repeated or (len(line) < _LONGEST_DATE_LINE and _DATED.search(line) and not kept):
                continue
        kept.append(line)
    return kept
