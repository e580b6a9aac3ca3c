"""The short lines that a page prints around its headline: where its readers find the byline and the date."""

import re
from collections.abc import Callable
from typing import Any

from lxml.html import HtmlElement

_NEAR = 120  # elements before and behind the headline
_SHORT = 120  # characters of such a line
_MOST_SHOWN = 5  # elements that show the headline (one may be for narrow screens)
_BESIDE = ("nav", "aside", "footer", "form")
_MARKS = ("class", "id", "itemprop", "rel", "data-component")


def elements_around(tree: HtmlElement, headlines: list[HtmlElement]) -> list[HtmlElement]:
    """Return the elements around the headline (or from the top), those of menus and side columns left out."""
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    wanted = set(headlines[:_MOST_SHOWN])
    places = [at for at, element in enumerate(elements) if element in wanted] or [0]
    around = {at + step for at in places for step in range(-_NEAR, _NEAR)}
    inside = [elements[at] for at in sorted(around) if 0 <= at < len(elements)]
    return [e for e in inside if not any(outer.tag in _BESIDE for outer in e.iterancestors())]


def lines(
    elements: list[HtmlElement], kind: re.Pattern[str], says: Callable[[str], Any] | None = None
) -> list[str]:
    """Return the short texts of elements whose marks (tag, class, id), or words, are of this kind.

    The shortest come first: they hold the least besides.
    """
    found = []
    for element in elements:
        marks = " ".join(element.get(name) or "" for name in _MARKS)
        text = short_text(element)
        if text and (kind.search(f"{element.tag} {marks}") or (says and says(text))):
            found.append(text)
    return sorted(dict.fromkeys(found), key=len)


def short_text(element: HtmlElement) -> str:
    """Return the text of an element, its parts set apart by a space; "" where it is longer than a line."""
    text = ""
    for part in element.itertext():
        if part.strip():
            text += " " + " ".join(part[: 2 * _SHORT].split())
        if len(text) > _SHORT:
            return ""
    return text.strip()
