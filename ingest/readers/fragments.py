"""A piece of HTML, as feeds and exports carry it, as plain text with its paragraphs."""

import html
import re
from collections.abc import Iterator
from typing import Any

_DROPPED = frozenset(
    "applet audio button canvas embed figcaption form head iframe img input math noembed noframes object "
    "picture script select style svg template textarea title video".split()
)
_PARAGRAPHS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figure footer h1 h2 "
    "h3 h4 h5 h6 header hr main nav ol p pre section summary table ul".split()
)
_LINES = frozenset(("br", "li", "tr"))
_CELLS = frozenset(("td", "th"))
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label link mark meta q s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)
_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(_DROPPED | _PARAGRAPHS | _LINES | _CELLS | _INLINE))})(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ANY_TAG = re.compile(r"</?([A-Za-z][^\s<>/]*)[^<>]*>")
_OUTER = re.compile(r"</?(?:html|body)(?:\s[^<>]*)?>", re.IGNORECASE)  # what stands behind them would be lost
_NO_TEXT = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f]")  # controls that no markup may hold


def looks_like_markup(text: str) -> bool:
    """Tell whether ``text`` holds a common HTML tag or an entity."""
    return bool(_TAG.search(text) or _ENTITY.search(text))


def text_of(markup: str) -> str:
    """Return what a reader of the page sees as text, word for word and in its order.

    Paragraphs are parted by a blank line; list items, rows and forced breaks begin a line. Scripts,
    styles, forms, pictures and their captions are left out. Any string will do: broken markup is read as
    browsers read it.
    """
    if "<" not in markup:
        return plain(html.unescape(markup))
    inner = _OUTER.sub("", _NO_TEXT.sub("", markup))
    root = _parsed(inner)
    if root is None:
        root = _parsed(_ANY_TAG.sub(_flattened, inner))
    return plain("".join(_pieces(root))) if root is not None else ""


def line_of(text: str) -> str:
    """Return ``text``, which may be HTML or plain, as one line of plain text."""
    return " ".join((text_of(text) if looks_like_markup(text) else text).split())


def plain(text: str) -> str:
    """Return plain text with its white space in order: no run of blanks, no more than one blank line."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _parsed(markup: str) -> Any:
    """Return the tree of a fragment, or None where it is nested too deep for the parser (2,048 levels)."""
    from lxml import etree

    # in an element of its own, so that text before the first tag is not put into a paragraph with it
    whole = f"<html><body><div>{markup}</div></body></html>"
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(whole.encode("utf-8", "replace"), parser)
    too_deep = any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)
    return None if too_deep else root


def _flattened(tag: re.Match[str]) -> str:
    """Return what stands for a tag where nothing may be nested any more."""
    name = tag[1].lower()
    return tag[0] if name in _DROPPED else "<br><br>" if name in _PARAGRAPHS | _LINES else ""


def _pieces(root: Any) -> Iterator[str]:
    """Walk the tree without recursion (it may be a million deep); yield its text and the breaks in it."""
    from lxml import etree

    dropped = preformatted = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        break_ = "\n\n" if tag in _PARAGRAPHS else "\n" if tag in _LINES else " " if tag in _CELLS else ""
        if event == "start":
            dropped += tag in _DROPPED
            preformatted += tag == "pre"
            said = element.text
        else:
            dropped -= tag in _DROPPED
            preformatted -= tag == "pre"
            said = element.tail
        if break_ and not (event == "end" and tag in _LINES):
            yield break_
        if said and not dropped:
            yield said if preformatted else re.sub(r"\s+", " ", said)
