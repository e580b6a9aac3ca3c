"""A page's bytes into a tree, in bounded time: what no article needs is refused before it is parsed."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from corpus.errors import UnreadableInput
from ingest.readers.decoding import decode

TOO_LARGE = "The page is too large to be one article. Save the article alone, or as plain text."
_MOST_TAGS = 100_000  # opening and closing ones; the longest of 91 saved pages has some 3,000
_DEEPEST = 512  # elements inside each other; browsers go no deeper either
_MOST_ATTRIBUTES = 500  # of one element: the parser's time grows with their square
_LONGEST_NAMES = 100_000  # characters of one tag's attribute names that are counted
_MOST_TEXT = 5_000_000  # characters that a reader would see: five long books
_LONGEST_ATTRIBUTE = 4_000  # characters: what is longer is a picture or a script's data
_DECLARED_WITHIN = 4_096  # bytes; HTML asks for the first 1,024, and pages are not so exact
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_TAG = re.compile(r"""</?[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?)*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')?""")
_RAW = re.compile(r"<(script|style|textarea|title|xmp|iframe|noembed|noframes)\b|<!--(?!-?>)", re.IGNORECASE)
_RAW_ENDS = {
    name: re.compile(rf"</{name}\b" if name else "--!?>", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "")
}
_UNSEEN = ("script", "style", "template", "svg", "math", "canvas", "object", "embed", "iframe", "select")
_STRAY = 1_000  # one NUL in so many bytes is a slip of the site's software; more are binary data


def parse(data: bytes, declared: str | None = None) -> HtmlElement:
    """Return the tree of one page. Raises UnreadableInput where it is no text, or too large to be an article.

    ``declared`` is the encoding that its sender names, if any; else the page's own word counts. Either is
    believed only where the bytes do not say otherwise. Nothing outside the page is loaded, and entities that
    it defines stay unread.
    """
    if b"\0" in data and data.count(b"\0") * _STRAY <= len(data):
        data = data.replace(b"\0", b"")
    if declared is None and (own := _DECLARED.search(data[:_DECLARED_WITHIN])):
        declared = own[1].decode("ascii", "replace")
    text = decode(data, declared)
    if "<" not in text:
        raise UnreadableInput(
            "This is no web page: it holds no markup. Save it as plain text (.txt) instead."
        )
    if any(number > _MOST_TAGS or _overloaded(tag) for number, tag in enumerate(_tags(text))):
        raise UnreadableInput(TOO_LARGE)
    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableInput("This page has no content. Save the article as plain text instead.") from error
    # Below the parser's own limit it loses the rest of the page, and says so only in its log.
    if any("depth" in entry.message for entry in parser.error_log) or _depth(tree) > _DEEPEST:
        raise UnreadableInput(
            "The page's elements are nested too deeply to be read. Save the article as plain text instead."
        )
    return tree


def _depth(tree: HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def strip_unseen(tree: HtmlElement) -> None:
    """Take out of ``tree`` what no reader sees. Raises UnreadableInput where too much text is left."""
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    length = 0
    for element in tree.iter():
        length += len(element.text or "") + len(element.tail or "")
        for name, value in element.items():
            if len(value) > _LONGEST_ATTRIBUTE:
                del element.attrib[name]
    if length > _MOST_TEXT:
        raise UnreadableInput(
            f"The page holds more than {_MOST_TEXT:,} characters of text. Save the article alone."
        )


def _tags(text: str) -> Iterator[str]:
    """Yield the tags of ``text``; none are in scripts, styles and comments. Linear in time."""
    at = 0
    for raw in _RAW.finditer(text):
        if raw.start() < at:
            continue
        yield from (tag[0] for tag in _TAG.finditer(text, at, raw.start()))
        end = _RAW_ENDS[(raw[1] or "").lower()].search(text, raw.end())
        yield from (tag[0] for tag in [_TAG.match(text, raw.start())] if tag)
        if end is None:
            return
        at = end.end()
    yield from (tag[0] for tag in _TAG.finditer(text, at))


def _overloaded(tag: str) -> bool:
    if len(tag) <= 2 * _MOST_ATTRIBUTES:
        return False
    names = _VALUE.sub(" ", tag)[:_LONGEST_NAMES]
    return len(names.replace("/", " ").split()) > _MOST_ATTRIBUTES
