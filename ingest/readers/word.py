"""Word's own parts (.docx) made ready for pandoc, which passes over text boxes and shows hidden text.

The words of a text box follow the paragraph that it is anchored in; of the two forms in which Word keeps
them, for newer and for older programs, one is left. Hidden text is nothing that a reader of the document saw.
"""

import re

from corpus.errors import UnreadableInput
from ingest.readers.xml import Element, attribute, find, name_of, parse

_CONCERNED = re.compile(rb"<(?:\w+:)?(?:txbxContent|vanish)\b")
_OFF = ("0", "false", "off")


def is_body(part: str) -> bool:
    """Tell whether a part's name is that of a document's text."""
    return part in ("word/document.xml", "word/document2.xml")


def prepared(part: bytes) -> bytes:
    """Return the document's text with its boxes among its paragraphs and without what is hidden.

    What is no sound XML is returned as it is: pandoc says so.
    """
    if not _CONCERNED.search(part):
        return part
    from lxml import etree

    try:
        root = parse(part)
    except UnreadableInput:
        return part
    for run in list(root.iter("{*}r")):
        hidden = find(run, "rPr", "vanish")
        if (
            hidden is not None
            and attribute(hidden, "val") not in _OFF
            and (outer := run.getparent()) is not None
        ):
            outer.remove(run)
    for choice in list(root.iter("{*}AlternateContent")):
        for form in list(choice)[1:]:
            choice.remove(form)
    for box in reversed(list(root.iter("{*}txbxContent"))):  # each goes before those that follow it
        _set_behind(box)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _set_behind(box: Element) -> None:
    """Move the paragraphs of a box behind the paragraph that it is anchored in."""
    anchor = next((outer for outer in box.iterancestors() if name_of(outer) == "p"), None)
    if anchor is None or anchor.getparent() is None:
        return
    for block in reversed(list(box)):
        anchor.addnext(block)
