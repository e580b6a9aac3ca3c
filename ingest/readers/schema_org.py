"""What a page says of itself in schema.org's words: JSON-LD, also where it is broken, and microdata."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

Item = dict[str, Any]

_ARTICLE = re.compile(r"(?:Article|Posting|Review|Report|Blog|NewsItem)$")
_PAGE = re.compile(r"(?:Web|Item|Article)Page$")
# What hangs below an article and is another piece: comments, teasers, the entries of a live page.
_OTHERS = (
    *("comment", "liveBlogUpdate", "itemListElement", "hasPart", "citation", "mentions", "video", "image"),
    *(
        "isRelatedTo",
        "relatedLink",
        "subjectOf",
        "isPartOf",
        "blogPost",
        "review",
        "about",
        "potentialAction",
    ),
)
_MOST_ITEMS = 5_000
_MOST_VALUES = 20  # of one property; a page of twenty authors is a list of pages
_MOST_SCRIPTS = 100
_LONGEST_SCRIPT = 2_000_000  # characters: what is longer is a shop's stock
_DEEPEST = 8  # no honest answer is nested deeper, and references may run in a circle
_FIELD = r'"{}"\s*:\s*(?:\[\s*)?(?:\{{[^{{}}]*?"name"\s*:\s*)?"((?:[^"\\]|\\.)*)"'
_READ_FROM_BROKEN = (
    *("headline", "datePublished", "dateModified", "author", "publisher", "articleSection", "url"),
    *("inLanguage", "@type"),
)
_BROKEN = {name: re.compile(_FIELD.format(name)) for name in _READ_FROM_BROKEN}
_BEFORE = ("<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[")
_BEHIND = (";", "-->", "//]]>", "/*]]>*/", "]]>")


@dataclass(frozen=True, slots=True)
class Declared:
    """The JSON-LD items of a page that describe its own article, the one to believe first."""

    items: tuple[Item, ...]
    known: dict[str, Item]

    def texts(self, *path: str) -> Iterator[str]:
        """Yield the texts that stand at ``path`` ("author", "name"), references followed."""
        for item in self.items:
            yield from islice(_texts(item.get(path[0]), path[1:], self.known), _MOST_VALUES)

    def body(self) -> str | None:
        """Return the article's text as it is declared, a paragraph a line; None where it is not."""
        bodies = (item.get("articleBody") for item in self.items)
        text = next((body for body in bodies if isinstance(body, str)), "")
        marked = re.sub(r"(?i)</(?:p|div|h\d|li)>|<br\b[^>]*>", "\n", text)
        plain = unescape(re.sub(r"<[a-zA-Z/][^<>]*>", "", marked))
        return "\n".join(words for line in plain.splitlines() if (words := " ".join(line.split()))) or None


def declared(tree: HtmlElement, is_headline: Callable[[str | None], bool]) -> Declared:
    """Read the JSON-LD of ``tree``. ``is_headline`` tells whether a text is one the page shows as its own."""
    items = [item for block in _blocks(tree) for item in _items(block)]
    known: dict[str, Item] = {}
    for item in items:
        if isinstance(name := item.get("@id"), str) and len(item) > 1:
            known[name] = {**item, **known.get(name, {})}
    articles = [item for item in items if _is_a(item, _ARTICLE) and _says_something(item)]
    own = [item for item in articles if is_headline(_text(item.get("headline")) or _text(item.get("name")))]
    if not own and len({_text(item.get("headline")) for item in articles}) == 1:
        own = articles  # its headline is another for search engines
    pages = [item for item in items if _is_a(item, _PAGE)]
    return Declared(tuple(own[:_MOST_VALUES] + pages[:_MOST_VALUES]), known)


def microdata(tree: HtmlElement, *properties: str) -> Iterator[str]:
    """Yield the values of microdata properties of the page's article, in the page's order."""
    for name in properties:
        found = tree.xpath("//*[contains(concat(' ', @itemprop, ' '), $name)]", name=f" {name} ")
        for element in found[:_MOST_VALUES]:
            scope = element.xpath("string(ancestor::*[@itemtype][1]/@itemtype)")
            if scope.endswith(("Comment", "UserComments")):
                continue
            inner = element.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' name ')]")
            for source in inner[:_MOST_VALUES] or [element]:
                value = source.get("content") or source.get("datetime") or " ".join(source.itertext())
                if value and value.strip():
                    yield " ".join(value.split())


def _blocks(tree: HtmlElement) -> Iterator[Any]:
    scripts = (s for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower())
    for _, script in zip(range(_MOST_SCRIPTS), scripts, strict=False):
        text = _unwrapped(script.text or "")
        if len(text) > _LONGEST_SCRIPT:
            continue
        for attempt in (text, re.sub(r",(\s*[\]}])", r"\1", text), unescape(text)):
            try:
                yield json.loads(attempt, strict=False)
                break
            except (ValueError, RecursionError):
                continue
        else:
            yield _from_broken(text)


def _unwrapped(text: str) -> str:
    """Take off the comments that hid a script from old browsers."""
    text = text.strip()
    for mark in _BEFORE:
        text = text.removeprefix(mark).lstrip()
    for mark in _BEHIND:
        text = text.removesuffix(mark).rstrip()
    return text


def _from_broken(text: str) -> Item:
    found = {name: match[1] for name, field in _BROKEN.items() if (match := field.search(text))}
    if "headline" in found or "datePublished" in found:
        found["@type"] = "NewsArticle"
    return {name: re.sub(r"\\(.)", r"\1", value) for name, value in found.items()}


def _items(block: Any) -> Iterator[Item]:
    """Yield the objects of a block that describe the page, from the top down, without recursion."""
    waiting, seen = deque([block]), 0
    while waiting and seen < _MOST_ITEMS:
        value = waiting.popleft()
        seen += 1
        if isinstance(value, list):
            waiting.extendleft(reversed(value))
        elif isinstance(value, dict):
            yield value
            waiting.extend(inner for name, inner in value.items() if name not in _OTHERS and _holds(inner))


def _holds(value: Any) -> bool:
    return isinstance(value, dict | list)


def _is_a(item: Item, kind: re.Pattern[str]) -> bool:
    types = item.get("@type")
    return any(isinstance(t, str) and kind.search(t) for t in (types if isinstance(types, list) else [types]))


def _says_something(item: Item) -> bool:
    return bool({"headline", "datePublished", "author", "articleBody", "dateModified"} & item.keys())


def _text(value: Any) -> str | None:
    return next(_texts(value, (), {}), None)


def _texts(value: Any, path: tuple[str, ...], known: dict[str, Item], depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner, path, known, depth + 1)
    elif isinstance(value, dict):
        wanted = path[0] if path else "@value"
        if isinstance(name := value.get("@id"), str) and wanted not in value:
            value = known.get(name, {})  # what is said of it stands elsewhere
        inner = value.get(wanted)
        yield from _texts(inner, path[1:], known, depth + 1)
    elif isinstance(value, str) and len(path) <= 1:  # "author": "A. Writer" stands for its name
        text = " ".join(unescape(unescape(value)).split())
        if text:
            yield text
