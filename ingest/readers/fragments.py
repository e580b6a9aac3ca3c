"""HTML, as feeds, wires and mail carry it, into its paragraphs; the same for elements of XHTML and NITF.

One walker does both: it takes the events of a parser, or of a tree that is parsed already, without
recursion. Paragraphs are parted where a reader sees them parted; list items, rows and forced breaks begin
a line; cells stand apart. Scripts, forms, menus, and pictures with their captions are left out.
"""

import html
import re
from collections.abc import Mapping

from corpus.errors import UnreadableInput

_DROPPED = frozenset(
    # of HTML
    "applet aside audio button canvas embed figcaption form head iframe img input math nav noembed noframes "
    "noscript object picture script select style svg template textarea title video "
    # of NITF
    "body.head body.end docdata media".split()
)
_PARAGRAPHS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figure footer h1 h2 "
    "h3 h4 h5 h6 header hr html main nav ol p pre section summary table tbody tfoot thead ul "
    "abstract block body.content bq credit fn hl1 hl2 note".split()
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
_OUTER = re.compile(r"</?(?:html|body)(?:\s[^<>]*)?>", re.IGNORECASE)  # what stands behind them would be lost
_NO_TEXT = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f]")  # controls that no markup may hold
_HALF_A_PAIR = re.compile(r"[\ud800-\udfff]")
SPACE = re.compile(r"[ \t\r\n]+")
"""What XML and HTML call white space; a no-break space is a character."""
# HTML and NITF leave the marks around <q> to whoever shows it; many writers set them all the same.
_MARKS_OF_Q = re.compile('(?<=["“„«])\x02|\x02(?=["“„«])|(?<=["”“»])\x03|\x03(?=["”“»])')


def looks_like_markup(text: str) -> bool:
    """Tell whether ``text`` holds a common HTML tag or an entity."""
    return bool(_TAG.search(text) or _ENTITY.search(text))


def text_of(markup: str) -> str:
    """Return what a reader of the page sees as text, word for word and in its order.

    Paragraphs are parted by a blank line, all other white space is one blank. Any string will do: broken
    markup is read as browsers read it, and what is no character is left out.
    """
    return plain("\n\n".join(_read(mended(_NO_TEXT.sub("", markup)))))


def mended(text: str) -> str:
    """Return ``text`` with a replacement character for each half of a surrogate pair, no character itself."""
    return _HALF_A_PAIR.sub("\ufffd", text)


def html_paragraphs(markup: str) -> list[str]:
    """Return the paragraphs of a piece of HTML. Raises UnreadableInput where it holds no characters."""
    if "\0" in markup or _HALF_A_PAIR.search(markup):
        raise UnreadableInput(
            "The text holds characters that are no text (NUL or half a surrogate pair). Take them out."
        )
    return _read(_NO_TEXT.sub("", markup))


def line_of(text: str) -> str:
    """Return ``text``, which may be HTML or plain, as one line of plain text."""
    return " ".join((text_of(text) if looks_like_markup(text) else text).split())


def plain(text: str) -> str:
    """Return plain text with its white space in order: no run of blanks, no more than one blank line."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _read(markup: str) -> list[str]:
    from lxml import etree

    if "<" not in markup:
        words = html.unescape(markup).replace("\r\n", "\n")
        return [part.strip() for part in re.split(r"\n[^\S\n]*\n", words) if part.strip()]
    parser = etree.HTMLParser(target=Paragraphs(), huge_tree=True, no_network=True, encoding="utf-8")
    # in an element of its own, so that text before the first tag is not put into a paragraph with it
    whole = f"<html><body><div>{_OUTER.sub('', markup)}</div></body></html>"
    found: list[str] = etree.fromstring(whole.encode(), parser)
    return found


class Paragraphs:
    """Gathers paragraphs from the events of a parser; without recursion, however deep the markup is."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._line: list[str] = []
        self._dropped = 0
        self._kept_as_is = 0

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        self._dropped += tag in _DROPPED
        self._kept_as_is += tag == "pre"
        if tag in _PARAGRAPHS:
            self._flush()
        elif tag in _LINES:
            self._line.append("\n")
        elif tag in _CELLS:
            self._line.append("\t")
        elif tag == "q":
            self._say("\x02")

    def end(self, tag: str) -> None:
        """End an element."""
        if tag in _PARAGRAPHS:
            self._flush()
        elif tag == "q":
            self._say("\x03")
        self._dropped -= tag in _DROPPED
        self._kept_as_is -= tag == "pre"

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self._say(text if self._kept_as_is else SPACE.sub(" ", text))

    def close(self) -> list[str]:
        """Return the paragraphs, none of them empty."""
        self._flush()
        return self._done

    def _say(self, words: str) -> None:
        if words and not self._dropped:
            self._line.append(words)

    def _flush(self) -> None:
        line = re.sub(r" {2,}", " ", "".join(self._line))
        line = re.sub(r" *([\n\t]) *", r"\1", line)
        line = _MARKS_OF_Q.sub("", line).replace("\x02", "“").replace("\x03", "”")
        line = re.sub(r"\n\t+", "\n", line)  # before the first cell of a row nothing stands
        self._done += [part.strip("\n\t ") for part in re.split(r"\n{2,}", line) if part.strip()]
        self._line = []
