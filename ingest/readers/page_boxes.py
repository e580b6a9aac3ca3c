"""What is set into an article on a web page and is no part of it: teasers, cards, pulled quotations."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.bylines import folded
from ingest.readers.page_markup import has_heading, is_longer

_MOST_LINKS = 20  # in a list that leads readers on; a longer one is the article's matter
_LONGEST_BUTTON = 15  # characters; a shorter link may be a name or a word of the article
_LONGEST_PULLED = 400  # characters of a quotation in a box of its own
_FEWEST_PULLED = 3  # words
_LONGEST_SPEAKER = 60  # characters of a line below it
_MOST_OF_SPEAKER = 3  # such lines: name, office, place
_LONGEST_LONE = 4_000  # characters of a paragraph or list of nothing but links
_MOST_PULLED, _MOST_CARDS = 100, 500  # of a page
_MOST_BOXES = 4  # around the picture of a card
_MOST_PARAGRAPHS = 1_000  # that are searched for a quotation
_BOXES = ("blockquote", "aside", "figure", "div", "section", "p")
_BLOCKS = frozenset((*_BOXES, "article", "main", "li", "ul", "ol", "dd", "table", "td", "th", "body"))

ENDED = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]]*$")
"""Matches the end of a line that ends like a sentence."""
_LABEL = re.compile(r"^[\w' ]{2,25}:$|^(?:\[[\w ]{2,20}\]\W*)+$")  # "Related:", "[VIDEO]"
_LABELS_BEHIND = re.compile(r"\W*\[[\w ]{2,20}\]\W*$")
_PULLED = re.compile(r"(?:pull|block)[-_]?(?:out[-_]?)?quote|pullout|\bquote\b", re.IGNORECASE)


def take_out_boxes(tree: HtmlElement) -> None:
    """Take out of ``tree`` what was set into the article."""
    _drop_cards(tree)
    _drop_lone_links(tree)
    _drop_pulled_quotations(tree)


def _drop_cards(tree: HtmlElement) -> None:
    """Drop links around a heading, which are teasers, and the cards that open over a name in a paragraph."""
    for link in list(tree.iter("a")):
        if has_heading(link) and link.getparent() is not None:
            link.drop_tree()
    for picture in islice(tree.iterfind(".//p//span//img"), _MOST_CARDS):
        boxes = islice(picture.iterancestors("span"), _MOST_BOXES)
        card = next((box for box in boxes if len(list(islice(box.iter("a"), 2))) > 1), None)
        if card is not None and card.getparent() is not None and next(card.iter("p"), None) is None:
            card.drop_tree()


def _drop_lone_links(tree: HtmlElement) -> None:
    """Drop paragraphs and lists that are nothing but links, with a label at most ("Related: ...").

    Sites put them between paragraphs to lead readers on. What ends like a sentence is the article's.
    """
    for block in [*tree.iter("p"), *tree.iter("ul")]:
        links = list(islice(block.iter("a"), _MOST_LINKS + 1))
        if not 0 < len(links) <= _MOST_LINKS or (block.tag == "ul" and len(links) == 1):
            continue
        if is_longer(block, _LONGEST_LONE):
            continue
        text = rest = " ".join(block.text_content().split())
        for link in links:
            rest = rest.replace(" ".join(link.text_content().split()), "", 1)
        labelled = _LABEL.match(rest.strip()) or not re.search(r"\w", rest)
        if len(text) > _LONGEST_BUTTON and labelled and not ENDED.search(_LABELS_BEHIND.sub("", text)):
            block.drop_tree()


def _drop_pulled_quotations(tree: HtmlElement) -> None:
    """Drop quotations in boxes whose words stand in a paragraph of the article as well."""
    boxes = list(islice(filter(_may_be_pulled, tree.iter(*_BOXES)), _MOST_PULLED))
    paragraphs = list(islice(_paragraphs(tree), _MOST_PARAGRAPHS)) if boxes else []
    for box in boxes:
        inside = set(box.iter())
        others = [words for paragraph, words in paragraphs if paragraph not in inside]
        said = [line for text in box.itertext() if (line := " ".join(text.split()))]
        for _ in range(_MOST_OF_SPEAKER + 1):
            if said and box.getparent() is not None and _stands_in(folded(" ".join(said)), others):
                box.drop_tree()
            if len(said) < 2 or re.search(r"[\d@]", said[-1]) or len(said[-1]) > _LONGEST_SPEAKER:
                break  # what it ends with is not the speaker's name
            said.pop()


def _may_be_pulled(box: HtmlElement) -> bool:
    marks = f"{box.get('class')} {box.get('id')}"
    kind = box.tag == "blockquote" or _PULLED.search(marks)
    return bool(kind) and not is_longer(box, _LONGEST_PULLED)


def _stands_in(quoted: str, paragraphs: list[str]) -> bool:
    """Tell whether folded words are a part of a paragraph that says more."""
    return len(quoted.split()) >= _FEWEST_PULLED and any(
        f" {quoted} " in paragraph and len(paragraph) > len(quoted) + 2 for paragraph in paragraphs
    )


def _paragraphs(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the blocks that say something, each with its folded words, those of blocks within it aside."""
    within: list[tuple[HtmlElement | None, list[str]]] = [(None, [])]
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            if element.tag in _BLOCKS:
                within.append((element, []))
            within[-1][1].append(" " if element.tag == "br" else element.text or "")
            continue
        if within[-1][0] is element:
            _, said = within.pop()
            if words := folded("".join(said)):
                yield element, f" {words} "
            within[-1][1].append(" ")
        within[-1][1].append(element.tail or "")
