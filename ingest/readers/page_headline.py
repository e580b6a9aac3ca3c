"""The headline of a page: the one that readers saw, where it shows one that is near to what it declares."""

import re
from itertools import islice

from lxml.html import HtmlElement

from ingest.readers.bylines import folded
from ingest.readers.page_lines import elements_saying
from ingest.readers.page_tags import words_of

_ALIKE = 0.5  # of the words of two headlines taken together: from here on one is the other's variant
_MOST_HEADINGS = 50  # of a page that are compared with what it declares
_MOST_ENDS = 5  # of a title, at which the site's name may begin
_SITE_BEHIND = re.compile(r"\s+[|–—\-•·»:]+\s+")


def headings(tree: HtmlElement, tag: str) -> list[tuple[HtmlElement, str]]:
    """Return the headings of a kind ("h1"), each with its words."""
    return [(element, words_of(element)) for element in islice(tree.iter(tag), _MOST_HEADINGS)]


def headline_of(tree: HtmlElement, shown: list[str], titles: list[str], outlet: str | None) -> str | None:
    """Return the headline that the page shows, if it is near to one that it declares, or the declared one."""
    told = [folded(title) for title in (*titles, title_of(tree)) if title]
    likest = max(((_likeness(folded(text), known), text) for text in shown for known in told), default=None)
    if likest and likest[0] >= _ALIKE:
        return likest[1]
    title = next(iter(titles), None) or title_of(tree)
    if not title:
        return next(iter(shown), None)
    bare = _without_site(title, outlet)
    return bare if bare != title else _as_shown(tree, title)


def _as_shown(tree: HtmlElement, title: str) -> str:
    """Return the longest beginning of a title that the page shows as a line: "A headline - Some site"."""
    ends = [match.start() for match in _SITE_BEHIND.finditer(title)][-_MOST_ENDS:]
    return next((title[:end] for end in reversed(ends) if elements_saying(tree, title[:end])), title)


def _without_site(title: str, outlet: str | None) -> str:
    """Take the site's name off: "A headline | The Gazette", "The Gazette: A headline"."""
    parts = re.split(r"\s+[|–—\-•·»:]\s+|:\s+", title)
    if outlet and len(parts) > 1 and alike(folded(parts[-1]), folded(outlet)):
        return title[: title.rindex(parts[-1])].rstrip(" |–—-•·»:")
    if outlet and len(parts) > 1 and folded(parts[0]) == folded(outlet):
        return title[len(parts[0]) :].lstrip(" |–—-•·»:")
    return title


def title_of(tree: HtmlElement) -> str:
    """Return the title of the page, "" where it has none."""
    element = tree.find(".//head/title")
    return words_of(element) if element is not None else ""


def _likeness(first: str, second: str) -> float:
    one, two = set(first.split()), set(second.split())
    return len(one & two) / len(one | two) if one and two else 0.0


def alike(first: str, second: str) -> bool:
    """Tell whether two folded headlines are variants of one."""
    return _likeness(first, second) >= _ALIKE
