"""Feeds: RSS, Atom and JSON Feed, known by their content whatever the file is called."""

import re
from typing import Literal

from corpus.errors import UnreadableInput
from ingest.readers import feed_json, feed_xml
from ingest.readers.feed_decoding import decoded, opening
from ingest.readers.feed_entries import Entry, Feed, address

__all__ = ["Entry", "Feed", "is_feed", "read_feed"]

_SNIFFED = 65_536  # bytes: comments and licences may precede the root
_LARGEST = 50_000_000  # bytes; some megabytes are read a second
_PROLOGUE = re.compile(
    r"\s+|\ufeff|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>",
    re.DOTALL | re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)((?:\s[^<>]*)?)>")
_RSS_IN_RDF = re.compile(r"purl\.org/rss/1\.0/[\"']|my\.netscape\.com/rdf/simple/0\.9", re.IGNORECASE)
_ATOM = re.compile(r"=\s*[\"']http://(?:www\.w3\.org/2005/Atom|purl\.org/atom/ns#)", re.IGNORECASE)
_JSON = re.compile(r"\"version\"\s*:\s*\"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/")

Kind = Literal["xml", "json"]


def is_feed(data: bytes) -> bool:
    """Tell by the first kilobytes (and, of JSON, the last) whether ``data`` is a feed of any kind."""
    return _kind(opening(data[:_SNIFFED]), data) is not None


def read_feed(data: bytes, name: str) -> Feed:
    """Read a feed. ``name`` is the file's, or the address it was fetched from: relative links start there.

    An entry that cannot become an article is one of the entries, with what is wrong with it. Raises
    UnreadableInput where the whole is no feed, is far too large, is broken beyond reading, or holds no entry.
    """
    if not data.strip():
        raise UnreadableInput("The file is empty.")
    if len(data) > _LARGEST:
        raise UnreadableInput(f"The feed is larger than {_LARGEST:,} bytes. Split it.")
    head = opening(data[:_SNIFFED])
    kind = _kind(head, data)
    if kind is None:
        raise UnreadableInput(_what_it_is(head))
    base, text = address(name, None), decoded(data)
    if kind == "json":
        feed = feed_json.read(text.removeprefix("\ufeff"), base)
    else:
        # From the root on: what declares entities, and could let them explode or read files, goes no further.
        feed = feed_xml.read(text[_root_at(text) :], base)
    if not feed.entries:
        raise UnreadableInput(
            "The feed holds no entry. Where it should hold some, get it anew and ingest it again."
        )
    return feed


def _kind(head: str, data: bytes) -> Kind | None:
    start = _root_at(head)
    if head.startswith("{", start):
        return "json" if _JSON.search(head) or _JSON.search(opening(data[-_SNIFFED:])) else None
    return "xml" if _is_feed_element(head, start) else None


def _is_feed_element(head: str, start: int) -> bool:
    root = _ELEMENT.match(head, start)
    if not root:
        return False
    match root[1].lower():
        case "rss":
            return True
        case "rdf":
            return bool(_RSS_IN_RDF.search(head))
        case "feed":
            return bool(_ATOM.search(head)) or "xmlns" not in root[2]
    return False


def _root_at(text: str) -> int:
    """Return where the root element begins; a feed that was put into a web page begins inside its body."""
    position = 0
    while match := _PROLOGUE.match(text, position):
        position = match.end()
    outer = re.compile(r"<html[^<>]*>\s*<body[^<>]*>\s*", re.IGNORECASE).match(text, position)
    return outer.end() if outer and _is_feed_element(text[:_SNIFFED], outer.end()) else position


def _what_it_is(head: str) -> str:
    root = _ELEMENT.match(head, _root_at(head))
    if root and root[1].lower() in ("html", "head", "body", "title", "div", "p", "img"):
        return "This is a web page or a piece of one, not a feed. Ingest it as .html."
    what = f" (its first element is <{root[1]}>)" if root else ""
    return f"This is no RSS, Atom or JSON feed{what}. Check the file or the address."
