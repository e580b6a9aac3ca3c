"""The short lines that a page prints around its headline: where its readers find the byline and the date."""

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

_NEAR = 120  # elements before and behind the headline
_SHORT = 120  # characters of such a line
_MOST_PIECES = 1_000  # of which a line is made, blank ones too
_MOST_SHOWN = 5  # elements that show the headline (one may be for narrow screens)
_BESIDE = ("nav", "aside", "footer", "form")
_OTHERS = re.compile(
    r"\b(?:related|recommended|recirc\w*|promo|trending|teasers?|most[-_](?:read|popular)|comments?)(?![^\W_])",
    re.I,
)
_LONGEST_MARKS = 300  # characters of class and id that are read
_BREAKS = ("br", "hr")
_LINES = ("h2", "h3", "h4", "b", "strong", "font", "big", "span", "div", "p", "td", "a")
_MARKS = ("class", "id", "itemprop", "rel", "data-component")


def elements_around(tree: HtmlElement, headlines: list[HtmlElement]) -> list[HtmlElement]:
    """Return the elements around the headline (or from the top), those of menus and side columns left out."""
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    wanted = set(headlines[:_MOST_SHOWN])
    places = [at for at, element in enumerate(elements) if element in wanted] or [0]
    around = {at + step for at in places for step in range(-_NEAR, _NEAR)}
    inside = [elements[at] for at in sorted(around) if 0 <= at < len(elements)]
    holding = {outer for headline in wanted for outer in headline.iterancestors()}
    beside: dict[HtmlElement | None, bool] = {None: False}
    for element in elements:  # an element's parent comes before it
        beside[element] = element not in holding and (beside[element.getparent()] or _is_beside(element))
    return [element for element in inside if not beside[element]]


def _is_beside(element: HtmlElement) -> bool:
    """Tell whether an element is a menu, a column beside the article, or a list of others or of comments."""
    if element.tag in ("html", "body"):
        return False
    marks = f"{element.get('class')} {element.get('id')}"
    return element.tag in _BESIDE or bool(_OTHERS.search(marks[:_LONGEST_MARKS]))


def lines(
    elements: list[HtmlElement], kind: re.Pattern[str], says: Callable[[str], Any] | None = None
) -> list[str]:
    """Return the short texts of elements whose marks (tag, class, id), or words, are of this kind.

    So are lines that only line breaks set apart, by their words. The shortest come first: they hold the least
    besides.
    """
    found = []
    for element in elements:
        marks = " ".join(element.get(name) or "" for name in _MARKS)
        text = short_text(element)
        if text and (kind.search(f"{element.tag} {marks}") or (says and says(text))):
            found.append(text)
        if element.tag in _BREAKS and says and says(line := _line_behind(element)):
            found.append(line)
    return sorted(dict.fromkeys(found), key=len)


def apart(elements: list[HtmlElement], kind: re.Pattern[str]) -> list[list[str]]:
    """Return the short texts of elements of this kind in the pieces in which they are written."""
    found = []
    for element in elements:
        marks = " ".join(element.get(name) or "" for name in _MARKS)
        if kind.search(f"{element.tag} {marks}") and short_text(element):
            pieces = [" ".join(piece.split()) for piece in element.itertext() if piece.strip()]
            found += [pieces] if len(pieces) > 1 else []
    return found


def _line_behind(element: HtmlElement) -> str:
    line = " ".join((element.tail or "")[: 2 * _SHORT].split())
    return line if len(line) <= _SHORT else ""


def elements_saying(tree: HtmlElement, text: str) -> list[HtmlElement]:
    """Return the innermost elements whose whole text is ``text``."""
    found = (e for e in tree.iter(*_LINES) if not len(e) or all(c.tag in _BREAKS for c in e))
    return list(islice((e for e in found if short_text(e) == text), _MOST_SHOWN))


def short_text(element: HtmlElement) -> str:
    """Return the text of an element, its parts set apart by a space; "" where it is longer than a line."""
    text = ""
    for number, part in enumerate(element.itertext()):
        if part.strip():
            text += " " + " ".join(part[: 2 * _SHORT].split())
        if len(text) > _SHORT or number > _MOST_PIECES:
            return ""
    return text.strip()
