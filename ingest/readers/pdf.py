"""PDF: its text in the order it was set, as paragraphs, with the offset at which each page begins.

The dates in a PDF say when the file was made; the day of publication is read from the text or not at all.
"""

import io
import logging
import re
import struct
import unicodedata
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers.documents import believed, document_draft
from ingest.readers.fields import field_of
from ingest.readers.printed import Line, printed
from ingest.readers.saying import because

if TYPE_CHECKING:
    from pypdf import PdfReader

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it could not read is said by us, once

_MOST_PAGES = 2_000
_SECONDS = 12.0  # for a whole document; 1 page of a newspaper takes some 0.05
_MOST_OPERATIONS = 1_000_000  # of one page, operands counted: taking them apart cannot be stopped
_FEWEST_LETTERS = 20  # in a whole document; a scan may carry a stamp
_MOST_UNKNOWN = 0.1  # of the characters; a font that does not say which letters it draws
_MOST_LEFTWARD = 0.2  # of the letters; a quoted line does no harm
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_HYPHEN = {0xAD: "-"}  # fonts draw both alike, and PDFs then call every hyphen a soft one
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 0xFFFE, 0xFFFF])


class _TooLong(BaseException):
    """The time for one document is over. No Exception: pypdf passes over those raised inside a form."""


def read(data: bytes, name: str) -> Draft:
    """Read one article. ``page_starts`` has an entry for each page, pages without text included.

    Raises UnreadableInput where the file is protected, scanned without text, damaged or too large.
    """
    deadline = monotonic() + _SECONDS
    reader = _opened(data)
    pages = []
    for number in range(_page_count(reader)):
        try:
            pages.append(_lines(reader.pages[number], number, deadline))
        except _TooLong as error:
            raise UnreadableInput(
                f"The PDF was not read within {_SECONDS:.0f} seconds (page {number + 1}). Split it, or save "
                "the article as plain text."
            ) from error
        except _broken() as error:
            raise UnreadableInput(
                f"Page {number + 1} of the PDF cannot be read{because(error)}. Open the file and print it "
                "to a new PDF, or save the article as plain text."
            ) from error
    _hold_letters("".join(line.text for page in pages for line in page))
    properties = _properties(reader)
    found = printed(pages, believed(properties).get("title"))
    marked = {"title": found.headline} if found.headline else {}
    draft, start = document_draft(found.text, marked, properties, name)
    page_starts = tuple(min(max(0, offset - start), len(draft.text)) for offset in found.page_starts)
    return replace(draft, page_starts=page_starts)


def _opened(data: bytes) -> "PdfReader":
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as error:
        raise UnreadableInput(
            "The PDF is encrypted in a way that cannot be read here. Open it and print it to a new PDF."
        ) from error
    except _broken() as error:
        raise UnreadableInput(
            f"The PDF is damaged{because(error)}. Ask for the file again, or print it to a new PDF."
        ) from error
    if locked:
        raise UnreadableInput("The PDF is protected by a password. Save it without one and try again.")
    return reader


def _page_count(reader: "PdfReader") -> int:
    try:
        count = len(reader.pages)
    except _broken() as error:
        raise UnreadableInput(
            f"The PDF's pages cannot be found{because(error)}. Open it and print it to a new PDF."
        ) from error
    if count > _MOST_PAGES:
        raise UnreadableInput(f"The PDF has {count:,} pages; {_MOST_PAGES:,} are allowed. Split it.")
    return count


def _lines(page: Any, number: int, deadline: float) -> list[Line]:
    """Return the lines of a page in the order in which they were set."""
    gathered: list[_Gathered] = [_Gathered()]

    def in_time(*_: Any) -> None:
        if monotonic() > deadline:
            raise _TooLong

    def gather(text: str, outer: Any, inner: Any, _font: Any, size: float) -> None:
        for place, piece in enumerate(text.split("\n")):
            if place:
                gathered.append(_Gathered())
            if piece.strip():
                gathered[-1].add(piece, outer, inner, size)
            elif gathered[-1].pieces:
                gathered[-1].pieces.append(piece)

    from pypdf import apply_configuration

    in_time()
    with apply_configuration(stream_parsing_work_maximum_count=_MOST_OPERATIONS):
        page.extract_text(visitor_operand_before=in_time, visitor_text=gather)
    lines = (line.line(number) for line in gathered)
    return [line for line in lines if line.text]


@dataclass(slots=True)
class _Gathered:
    """A line as its pieces come: it stands where its first one does, its size is that of most letters."""

    pieces: list[str] = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0
    sizes: Counter[float] = field(default_factory=Counter)

    def add(self, piece: str, outer: Any, inner: Any, size: float) -> None:
        """Add a piece; ``outer`` and ``inner`` are its matrices of six numbers (ISO 32000, 8.3.4)."""
        if not self.pieces:
            self.x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            self.y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        area = (inner[0] * inner[3] - inner[1] * inner[2]) * (outer[0] * outer[3] - outer[1] * outer[2])
        self.pieces.append(piece)
        self.sizes[round(abs(size) * abs(area) ** 0.5, 1)] += len(piece.strip())

    def line(self, page: int) -> Line:
        text = " ".join("".join(self.pieces).translate(_LIGATURES | _CONTROLS | _HYPHEN).split())
        size = max(self.sizes, key=lambda one: self.sizes[one]) if self.sizes else 0.0
        return Line(text, self.x, self.y, size, page)


def _hold_letters(text: str) -> None:
    """Raise UnreadableInput where the pages show no letters, or not which ones."""
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        raise UnreadableInput(
            "The PDF holds pictures of its pages, no text: it was scanned. Make its text readable with an "
            "OCR program and try again."
        )
    unknown = sum(
        1 for character in text if unicodedata.category(character) in ("Co", "Cn", "Cs", "So", "Cc")
    )
    if unknown + 5 * text.count("/g") > _MOST_UNKNOWN * len(text):
        raise UnreadableInput(
            "The PDF does not say which letters its fonts draw. Make its text readable with an OCR program, "
            "or save the article as plain text."
        )
    letters = [unicodedata.bidirectional(character) for character in text if character.isalpha()]
    if sum(kind in ("R", "AL") for kind in letters) > _MOST_LEFTWARD * len(letters):
        # A PDF says where words stand, not how they follow each other: they would come in turned round.
        raise UnreadableInput(
            "The PDF is written from right to left, and the order of its words cannot be told. Take the web "
            "page or the Word file, or save the article as plain text."
        )


def _properties(reader: "PdfReader") -> dict[str, str]:
    """Return what the file says of itself: its information dictionary, and XMP, which wins."""
    found: dict[str, str] = {}
    try:
        for key, value in (reader.metadata or {}).items():
            if isinstance(value, str) and (name := field_of(key.lstrip("/"))):
                found[name] = value
        if xmp := reader.xmp_metadata:
            titles = xmp.dc_title or {}
            found |= _given(
                title=titles.get("x-default") or next(iter(titles.values()), None),
                author=", ".join(xmp.dc_creator or []),
                outlet=", ".join(xmp.dc_publisher or []),
                usage=(xmp.dc_rights or {}).get("x-default"),
                language=next(iter(xmp.dc_language or []), None),
            )
    except _broken():  # the text does without
        pass
    if "author" in found:
        found["author"] = re.sub(r"\s*(?:;|&|\band\b)\s*", ", ", found["author"])
    return {name: "".join(c if c.isprintable() else " " for c in value) for name, value in found.items()}


def _given(**fields: Any) -> dict[str, str]:
    return {name: value for name, value in fields.items() if isinstance(value, str) and value.strip()}


def _broken() -> tuple[type[Exception], ...]:
    """Return what pypdf raises over files that break the rules it reads them by."""
    from pypdf.errors import DependencyError, PyPdfError

    return (
        *(PyPdfError, DependencyError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
        *(AssertionError, NotImplementedError, RecursionError, MemoryError, EOFError, OSError),
        *(struct.error, zlib.error, ExpatError),
    )
