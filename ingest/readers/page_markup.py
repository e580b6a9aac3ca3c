"""Markup in which parts of an article hide from readers of pages, written anew so that they are found.

Tables used for layout, a body in several pieces, text outside paragraphs, headings in plain boxes, words of a
sentence and quoted posts in elements that are marked as clutter: what a browser shows alike is made alike.
"""

import re
from itertools import chain, islice

from lxml.html import Element, HtmlElement

_LONG_CELL = 300  # characters: a cell that holds so much, in paragraphs, is a column of the page
_LONG_RUN = 40  # characters of text outside paragraphs that are one
_MOST_PARTS = 2_000  # side by side; the longest of 91 saved pages has 221
_LONGEST_HEADING = 120  # characters
_MOST_BOXES = 3  # around an embedded post or a word, and parts of one

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HOLDERS = ("div", "section", "article", "main")
_ROWS = ("thead", "tbody", "tfoot", "tr", "td", "th", "caption")
_INLINE = frozenset(
    "a abbr b bdi big br cite code em font i mark q s small span strong sub sup time u wbr".split()
)
_PIECE = re.compile(
    r"^(?:post|entry)$|(?:article|story|post|entry)[-_]*(?:body|text|content)\b", re.IGNORECASE
)
_SUBHEADING = re.compile(
    r"sub-?(?:head|title)|cross-?head|\b(?:section|inline)-?(?:head|title)", re.IGNORECASE
)
_HIDDEN = re.compile(
    r"sr-only|screen-?reader|visually-?hidden|\bhidden\b|tool-?tip|pop-?(?:over|up)", re.IGNORECASE
)


def write_anew(tree: HtmlElement) -> None:
    """Rewrite ``tree`` so that what looks like a paragraph, a heading or a quotation is marked as one."""
    _open_layout(tree)
    _join_pieces(tree)
    _mark_headings(tree)
    _wrap_loose_text(tree)
    _keep_sentences_whole(tree)
    _keep_embedded_quotations(tree)


def has_heading(element: HtmlElement) -> bool:
    """Tell whether an element holds a heading."""
    return next(element.iter(*_HEADINGS), None) is not None


def is_longer(element: HtmlElement, characters: int) -> bool:
    """Tell whether an element holds more text; what is behind so many characters is not read."""
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > characters:
            return True
    return False


def _open_layout(tree: HtmlElement) -> None:
    """Make tables that hold columns of the page, not figures, plain boxes."""
    parts: dict[HtmlElement, list[HtmlElement]] = {}
    for part in tree.iter(*_ROWS):
        table = next(part.iterancestors("table"), None)
        if table is not None:
            parts.setdefault(table, []).append(part)
    for table, rows in parts.items():
        if any(part.tag == "td" and _is_column(part) for part in rows):
            for part in (table, *rows):
                part.tag = "div"


def _is_column(cell: HtmlElement) -> bool:
    paragraphs = len(list(islice(cell.iter("p", "br", "div", "table"), 3)))
    return paragraphs > 2 and is_longer(cell, _LONG_CELL)


def _join_pieces(tree: HtmlElement) -> None:
    """Mark what holds the pieces of a body, and not each of them: of several, readers take the first.

    Pieces stand side by side in one article, or begin without a heading of their own; others may be articles.
    """
    pieces: dict[HtmlElement, list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        holder = element.getparent()
        if holder is not None and holder.tag != "body" and _PIECE.search(element.get("class") or ""):
            pieces.setdefault(holder, []).append(element)
    for holder, parts in pieces.items():
        in_one = holder.tag == "article" or next(holder.iterancestors("article"), None) is not None
        if len(parts) > 1 and (in_one or not any(has_heading(part) for part in parts[1:])):
            for part in parts:
                _unmark(part)
            holder.set("itemprop", "articleBody")


def _mark_headings(tree: HtmlElement) -> None:
    """Make boxes that are called subheadings headings, and take boxes out of headings."""
    for box in tree.iter("div", "span", "p"):
        called = _SUBHEADING.search(box.get("class") or "")
        if called and not any(c.tag not in _INLINE for c in box) and not is_longer(box, _LONGEST_HEADING):
            box.tag = "h3"
    for heading in list(tree.iter(*_HEADINGS)):
        for box in [*heading.iter("div", "p")]:
            box.drop_tag()


def _wrap_loose_text(tree: HtmlElement) -> None:
    """Make paragraphs of text that stands between paragraphs without being one."""
    for holder in dict.fromkeys(p.getparent() for p in tree.iter("p")):
        if holder is None or holder.tag not in _HOLDERS or len(holder) > _MOST_PARTS:
            continue
        before: HtmlElement | None = None
        within: list[HtmlElement] = []
        for child in holder:
            if child.tag in _INLINE:
                within.append(child)
            else:
                _wrap(holder, before, within)
                before, within = child, []
        _wrap(holder, before, within)


def _wrap(holder: HtmlElement, before: HtmlElement | None, within: list[HtmlElement]) -> None:
    """Put the text behind ``before`` (or at the start of ``holder``), and the elements within it, into a p.

    Not where nearly all of it is in those elements: then it is a caption or a menu.
    """
    loose = holder.text if before is None else before.tail
    if len("".join(filter(None, (loose, *(element.tail for element in within)))).strip()) < _LONG_RUN:
        return
    run = Element("p")
    run.text = loose
    if before is None:
        holder.text = None
        holder.insert(0, run)
    else:
        before.tail = None
        before.addnext(run)
    run.extend(within)


def _keep_sentences_whole(tree: HtmlElement) -> None:
    """Unmark elements within a sentence: its words are no clutter, whatever they are called ("link")."""
    for element in tree.iter("a", "span", "em", "strong", "b", "i"):
        holder = element.getparent()
        if (
            holder is None
            or not (element.tail or "").strip()
            or not (element.get("class") or element.get("id"))
        ):
            continue
        before = element.getprevious()
        words = holder.text if before is None else before.tail
        inside = any(outer.tag == "p" for outer in islice(element.iterancestors(), _MOST_BOXES))
        if inside and (words or "").strip() and not _HIDDEN.search(element.get("class") or ""):
            _unmark(element)


def _keep_embedded_quotations(tree: HtmlElement) -> None:
    """Make posts that an article quotes plain quotations: boxes marked as embedded count as clutter else."""
    for quotation in tree.iter("blockquote"):
        inner = quotation
        for outer in (quotation, *islice(quotation.iterancestors(), _MOST_BOXES)):
            if outer is not quotation and not _only_boxes(outer, inner):
                break
            _unmark(outer)
            inner = outer


def _only_boxes(outer: HtmlElement, inner: HtmlElement) -> bool:
    """Tell whether an element holds no words but those of one of its children."""
    if len(outer) > _MOST_BOXES:
        return False
    around = [outer.text, *(child.tail for child in outer)]
    others = (text for child in outer if child is not inner for text in child.itertext())
    return not any(text and text.strip() for text in chain(around, others))


def _unmark(element: HtmlElement) -> None:
    for mark in ("class", "id", "itemprop"):
        element.attrib.pop(mark, None)
