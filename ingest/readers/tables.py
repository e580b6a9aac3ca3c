"""Spreadsheets (.csv, .tsv, .xlsx): one article a row, columns known by their headers."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain, islice

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers.decoding import decode
from ingest.readers.fields import NAMES, draft_of, opening, plain_name
from ingest.readers.fragments import line_of, text_of
from ingest.readers.saying import because
from ingest.readers.workbooks import Row, Sheet, sheets_of
from ingest.readers.zips import is_ole

_OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("article title", "head", "heading", "titulo"),
    "outlet": ("source name", "newspaper", "media", "medium", "journal"),
    "author": ("author name", "writer", "reporter"),
    "published": (
        *("published at", "published on", "publish date", "pub date", "pubdate", "day", "data"),
        *("date de publication", "erscheinungsdatum", "fecha de publicación"),
    ),
    "url": ("article url", "web url", "canonical", "permalink"),
    "external_id": ("article id", "uid", "uuid", "external id"),
    "modified": ("modified at", "updated at"),
    "section": ("desk", "sección", "seccion"),
    "language": ("language code", "sprache", "langue", "idioma", "lingua"),
    "agency": ("news agency", "wire", "agentur", "agence", "agencia", "agenzia"),
    "usage": ("usage rights", "usage terms", "copyright", "licence", "license"),
    "correction": ("corrections", "correction note"),
    "text": (
        *("text", "body", "content", "story", "article text", "full text", "fulltext", "body text"),
        *("article body", "article", "articlebody", "inhalt", "texte", "contenu", "texto", "testo"),
    ),
}
"""What spreadsheets call the fields beside the names that all formats share."""

_ALL_NAMES = {
    field: (*NAMES.get(field, ()), *_OTHER_NAMES.get(field, ())) for field in {**NAMES, **_OTHER_NAMES}
}
_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 50_000_000  # characters
_HEADER_WITHIN = 20  # rows; exports put a name and a date above their headers
_ZIP = b"PK\x03\x04"
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)  # how Excel is told

_MARKED_UP = re.compile(
    r"\A\s*<(?:p|div|h[1-6]|article|section|span|figure|blockquote|ul|ol|table|html)\b[^<>]*>"
    r"|</p>\s*<p\b|<br ?/?>\s*<br ?/?>",
    re.IGNORECASE,
)
# How Excel counts days: 45447 is 4 June 2024. Five figures reach from 1927 to 2173.
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def read_rows(
    data: bytes, name: str, columns: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Draft | BadArticle]]:
    """Yield each row's place ("row 5", as the spreadsheet counts) and its article or what is wrong with it.

    ``columns`` names the header of a field where it is called otherwise: ``{"text": "Full story"}``; the
    fields are Draft's and "text". In a workbook all sheets with such headers are read, but for hidden ones;
    where several are, the place says which ("Sheet2 row 5"). Cells hold what they show: no formula is worked
    out. Raises UnreadableInput where no column holds text, or no row anything.
    """
    wanted = _wanted(columns or {})
    seen: list[str] = []
    found = 0
    empty = False
    sheets = sheets_of(data) if data.startswith(_ZIP) or is_ole(data) else _separated(data, name, wanted)
    for sheet in sheets:
        numbered = enumerate(sheet.rows, start=1)
        for number, row in islice(numbered, _HEADER_WITHIN):
            if isinstance(row, BadArticle):
                if not found:
                    raise row
                yield f"{sheet.name} row {number}", row
                break
            header = _columns(row, wanted)
            if "text" in header:
                _hold_to(columns or {}, header, [cell for cell in row if cell])
                before = f"{sheet.name} " if found else ""
                count = 0
                for place, article in _articles(numbered, row, header, sheet.since):
                    count += 1
                    yield before + place, article
                found += count
                empty = empty or not count
                break
            seen = seen or [cell for cell in row if cell]
    if found:
        return
    if empty:
        raise UnreadableInput("Under its headers the table has no rows. Fill in an article a row.")
    _hold_to(columns or {}, _columns(seen, wanted), seen)
    raise UnreadableInput(
        f"No column holds the articles' texts. The headers are: {_listed(seen)}. Call the one with the text "
        '"text" ("body", "content" and "story" will do), or say which it is: text=HEADER.'
    )


def _wanted(columns: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what each field's column may be called, the likeliest first."""
    unknown = [field for field in columns if field not in _ALL_NAMES]
    if unknown:
        raise UnreadableInput(f"There is no field {unknown[0]!r}. Choose from {', '.join(_ALL_NAMES)}.")
    given = {field: (plain_name(header),) for field, header in columns.items()}
    taken = {header for headers in given.values() for header in headers}
    others = {
        field: tuple(name for name in names if name not in taken) for field, names in _ALL_NAMES.items()
    }
    return {**others, **given}


def _columns(row: list[str], wanted: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return where each field stands in a row of headers."""
    headers = [plain_name(cell) for cell in row]
    places = {
        field: next((headers.index(name) for name in names if name in headers), -1)
        for field, names in wanted.items()
    }
    return {field: place for field, place in places.items() if place >= 0}


def _hold_to(columns: Mapping[str, str], header: Mapping[str, int], headers: list[str]) -> None:
    for field, name in columns.items():
        if field not in header:
            raise UnreadableInput(
                f"There is no column {name!r} for {field}. The headers are: {_listed(headers)}."
            )


def _articles(
    rows: Iterator[tuple[int, Row]], headers: list[str], header: Mapping[str, int], since: datetime
) -> Iterator[tuple[str, Draft | BadArticle]]:
    width = max(place for place, cell in enumerate(headers) if cell) + 1
    for number, row in rows:
        if isinstance(row, list) and not any(cell.strip() for cell in row):
            continue
        try:
            if isinstance(row, BadArticle):
                raise row
            yield f"row {number}", _article(row, header, width, since)
        except BadArticle as error:
            yield f"row {number}", error


def _article(row: list[str], header: Mapping[str, int], width: int, since: datetime) -> Draft:
    if any(cell.strip() for cell in row[width:]):
        raise BadArticle(
            f"The row has {len(row)} cells under {width} headers. Put cells that hold the separator into "
            "quotation marks, and give every column a header."
        )
    cells = {field: row[place] for field, place in header.items() if place < len(row)}
    text = cells.pop("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise BadArticle("The row has no text. Fill its text column, or take the row out.")
    fields = {field: " ".join(cell.split()) for field, cell in cells.items() if cell.strip()}
    if _MARKED_UP.search(text):  # as content systems export it
        text = text_of(text)
        fields["title"] = line_of(fields.get("title", ""))
    for field in ("published", "modified"):
        if field in fields and _SERIAL.fullmatch(fields[field]):
            fields[field] = (since + timedelta(float(fields[field]))).isoformat(timespec="seconds")
    return draft_of(fields, text, opening(text), dated_by="column")


def _listed(headers: list[str]) -> str:
    shown = ", ".join(" ".join(header.split())[:40] for header in headers[:30])
    return shown + (" …" if len(headers) > 30 else "") if headers else "none"


# Separated values ----------------------------------------------------------------------------------


def _separated(data: bytes, name: str, wanted: Mapping[str, tuple[str, ...]]) -> Iterator[Sheet]:
    text = decode(data)
    if said := _SEPARATOR_LINE.match(text):
        yield Sheet(name, chain([[]], _records(text[said.end() :], said[1])))
        return
    yield Sheet(name, _records(text, _delimiter(text, name, wanted)))


def _delimiter(text: str, name: str, wanted: Mapping[str, tuple[str, ...]]) -> str:
    """Return the separator under which the first rows hold most headers that are known, else most cells."""

    def fitness(delimiter: str) -> tuple[int, int, bool]:
        rows = [row for row in islice(_records(text, delimiter), _HEADER_WITHIN) if isinstance(row, list)]
        known = max((len(_columns(row, wanted)) for row in rows), default=0)
        usual = delimiter == ("\t" if name.lower().endswith((".tsv", ".tab")) else ",")
        return known, max(map(len, rows[:1]), default=0), usual

    return max(_DELIMITERS, key=fitness)


def _records(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    # Strict: read leniently, 'He said "go" today' in quotation marks would come in as other words.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadArticle(
                f"The row before line {reader.line_num + 1} cannot be read{because(error)}. Double each "
                "quotation mark inside a cell in quotation marks, and end every such cell with one."
            )
