"""XML without surprises: nothing fetched, nothing expanded; elements by local name, text as paragraphs."""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from corpus.errors import UnreadableInput
from ingest.readers.decoding import decode
from ingest.readers.fragments import SPACE, Paragraphs
from ingest.readers.saying import because

Element = Any  # lxml publishes no types

_SNIFFED = 65_536  # bytes within which the first element begins
_PROLOGUE = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_FIRST_TAG = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_PREDEFINED = {"amp", "lt", "gt", "quot", "apos"}


def parse(data: bytes) -> Element:
    """Return the root element. Raises UnreadableInput where ``data`` is no sound XML, or is a trap.

    Nothing is read from outside. An entity that the file declares for itself is refused, not dropped:
    words would be missing otherwise. The named characters of HTML (&nbsp;) are understood though few
    wire files declare them, and so is a file that is not in the encoding it declares.
    """
    from lxml import etree

    try:
        root = _parsed(data.lstrip())
    except etree.XMLSyntaxError as error:
        try:
            root = _parsed(_mended(data))
        except etree.XMLSyntaxError:
            raise UnreadableInput(
                f"The XML is damaged{because(error)}. Ask its sender for the file again, or mend it."
            ) from error
    for entity in list(root.iter(etree.Entity)):
        if entity.name + ";" not in html5:
            raise UnreadableInput(
                f'The file declares "&{entity.name};" for itself. Save it with its entities replaced.'
            )
        _replace(entity, html5[entity.name + ";"])
    return root


def root_name(data: bytes) -> str:
    """Return the local name of the first element of XML or HTML, lower case; "" where there is none.

    Only the beginning is looked at, and nothing is parsed.
    """
    head = data[:_SNIFFED]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    position = 0
    while skipped := _PROLOGUE.match(text, position):
        position = skipped.end()
    tag = _FIRST_TAG.match(text, position)
    return tag[1].lower() if tag else ""


def name_of(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def find_all(element: Element | None, *path: str) -> Iterator[Element]:
    """Yield the elements that ``path`` leads to, one name a level; of whatever namespace."""
    if element is None or not path:
        return
    for child in element:
        if name_of(child) == path[0]:
            if len(path) == 1:
                yield child
            else:
                yield from find_all(child, *path[1:])


def find(element: Element | None, *path: str) -> Element | None:
    """Return the first element that ``path`` leads to; None where there is none."""
    return next(find_all(element, *path), None)


def text_of(element: Element | None) -> str | None:
    """Return an element's text on one line; None where there is none."""
    if element is None:
        return None
    return SPACE.sub(" ", "".join(element.itertext())).strip() or None


def texts(element: Element | None, *path: str) -> list[str]:
    """Return the texts of the elements that ``path`` leads to, empty ones left out."""
    return [text for one in find_all(element, *path) if (text := text_of(one))]


def attribute(element: Element | None, *names: str) -> str | None:
    """Return the first attribute that is there and not empty, of whatever namespace."""
    if element is None:
        return None
    values = {key.rsplit("}", 1)[-1]: value.strip() for key, value in element.attrib.items()}
    return next((values[name] for name in names if values.get(name)), None)


def paragraphs(element: Element | None) -> list[str]:
    """Return the paragraphs of an XHTML or NITF element, in order, without its markup."""
    if element is None:
        return []
    from lxml import etree

    lines = Paragraphs()
    for event, one in etree.iterwalk(element, events=("start", "end")):
        name = name_of(one)
        if event == "start":
            lines.start(name if one is not element else "div", one.attrib)
            lines.data(one.text or "")
        else:
            lines.end(name if one is not element else "div")
            if one is not element:
                lines.data(one.tail or "")
    return lines.close()


def _parsed(data: bytes) -> Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def _mended(data: bytes) -> bytes:
    text = _DECLARATION.sub("", decode(data))
    return _ENTITY.sub(_numbered, text).encode()


def _numbered(entity: re.Match[str]) -> str:
    if entity[1] in _PREDEFINED or entity[1] + ";" not in html5:
        return entity[0]
    return "".join(f"&#{ord(character)};" for character in html5[entity[1] + ";"])


def _replace(entity: Element, text: str) -> None:
    text += entity.tail or ""
    before, parent = entity.getprevious(), entity.getparent()
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    entity.tail = None
    parent.remove(entity)
