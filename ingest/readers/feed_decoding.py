"""The bytes of a feed into text: by its mark, its declaration, or as little of a guess as can be."""

import codecs
import re

from corpus.errors import UnreadableInput
from ingest.readers.decoding import decode

_DECLARED = re.compile(r"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]+)[\"']")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF_16 = {b"<\0": "utf-16-le", b"{\0": "utf-16-le", b"\0<": "utf-16-be", b"\0{": "utf-16-be"}
_MOST_BROKEN = 0.001  # of the characters, as in ingest/readers/decoding.py: slips of a cut or a paste


def opening(data: bytes) -> str:
    """Return the first (or last) bytes of a file so that at least their ASCII characters can be read."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "ignore").removeprefix("\ufeff")
    text = data.removeprefix(codecs.BOM_UTF8)
    return text.decode(_UTF_16.get(text.lstrip()[:2], "latin-1"), "ignore")


def decoded(data: bytes) -> str:
    """Return the feed's text, without its byte order mark.

    Text that is UTF-8 but for a few bytes is UTF-8, whatever it declares. Raises UnreadableInput where no
    encoding fits.
    """
    if wide := _UTF_16.get(data.lstrip()[:2]):
        return data.decode(wide, "replace")
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return decode(data)
    data = data.replace(b"\0", b"")
    match = _DECLARED.search(opening(data[:1000]))
    declared = match[1] if match else None
    text = data.decode("utf-8-sig", "replace")
    wrong = text.count("\ufffd")
    seven_bits = b"\x1b" in data  # the shift of encodings that are valid UTF-8, too
    if not seven_bits and (not wrong or sum(one > "\x7f" for one in text) > 2 * wrong):
        return text
    try:
        return decode(data, declared)
    except UnreadableInput:
        if wrong > _MOST_BROKEN * len(text):
            raise
        return text
