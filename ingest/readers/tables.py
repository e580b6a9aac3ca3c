"""Spreadsheets (.csv, .tsv, .xlsx): one article a row, columns known by their headers."""

import csv
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from itertools import chain, islice
from typing import Any

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers.decoding import decode
from ingest.readers.fields import NAMES, draft_of, opening, plain_name
from ingest.readers.saying import because
from ingest.readers.zips import BROKEN, is_ole, open_zip

_OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("article title", "head", "heading", "titel", "titre", "título", "titulo", "titolo"),
    "outlet": ("source name", "newspaper", "media", "medium", "quelle", "journal", "fuente", "fonte"),
    "author": ("author name", "writer", "reporter", "autor", "auteur", "autore"),
    "published": (
        *("published at", "published on", "date published", "publish date", "pub date", "pubdate", "day"),
        *("datum", "fecha", "data"),
    ),
    "url": ("article url", "web url", "canonical", "permalink"),
    "external_id": ("article id", "uid", "uuid", "external id"),
    "modified": ("modified at", "updated at", "last modified", "date modified", "last updated"),
    "section": ("category", "desk", "ressort", "rubrique", "sección", "seccion"),
    "language": ("language code", "sprache", "langue", "idioma", "lingua"),
    "agency": ("news agency", "wire", "agentur", "agence", "agencia", "agenzia"),
    "usage": ("usage rights", "usage terms", "copyright", "licence", "license"),
    "embargo": ("embargo until",),
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
_EXCEL_CELL = 32_767  # characters: Excel keeps no more, and cuts silently
_LARGEST_BOOK = 2_000_000_000  # bytes, unpacked; rows are streamed
_MOST_COLUMNS = 1_000  # each cell takes some 0.03 ms, empty ones too
_MOST_ROWS = 1_048_576  # all that a sheet can have
_ZIP = b"PK\x03\x04"
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)  # how Excel is told
_XML_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ECMA-376 part 1, 22.9.2.19
_ERRORS = {"#N/A", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#GETTING_DATA"}

# What openpyxl raises over broken workbooks, whose parts it reads as it comes to them.
_BROKEN = (*BROKEN, KeyError, IndexError, TypeError, AttributeError, ArithmeticError, SyntaxError)

Row = list[str] | BadArticle


def read_rows(
    data: bytes, name: str, columns: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Draft | BadArticle]]:
    """Yield each row's place ("row 5", as the spreadsheet counts) and its article or what is wrong with it.

    ``columns`` names the header of a field where it is called otherwise: ``{"text": "Full story"}``; the
    fields are Draft's and "text". In a workbook the first sheet with such headers is read. Cells hold what
    they show: no formula is worked out. Raises UnreadableInput where no column holds text, or no
    row anything.
    """
    wanted = _wanted(columns or {})
    seen: list[str] = []
    sheets = _workbook(data) if data.startswith(_ZIP) or is_ole(data) else _separated(data, name, wanted)
    for rows in sheets:
        numbered = enumerate(rows, start=1)
        for _, row in islice(numbered, _HEADER_WITHIN):
            if isinstance(row, BadArticle):
                raise row
            header = _columns(row, wanted)
            if "text" in header:
                _hold_to(columns or {}, header, [cell for cell in row if cell])
                yield from _articles(numbered, row, header)
                return
            seen = seen or [cell for cell in row if cell]
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
    rows: Iterator[tuple[int, Row]], headers: list[str], header: Mapping[str, int]
) -> Iterator[tuple[str, Draft | BadArticle]]:
    width = max(place for place, cell in enumerate(headers) if cell) + 1
    empty = True
    for number, row in rows:
        if isinstance(row, list) and not any(cell.strip() for cell in row):
            continue
        empty = False
        try:
            if isinstance(row, BadArticle):
                raise row
            yield f"row {number}", _article(row, header, width)
        except BadArticle as error:
            yield f"row {number}", error
    if empty:
        raise UnreadableInput("Under its headers the table has no rows. Fill in an article a row.")


def _article(row: list[str], header: Mapping[str, int], width: int) -> Draft:
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
    return draft_of(fields, text, opening(text), dated_by="column")


def _listed(headers: list[str]) -> str:
    shown = ", ".join(" ".join(header.split())[:40] for header in headers[:30])
    return shown + (" …" if len(headers) > 30 else "") if headers else "none"


# Separated values ----------------------------------------------------------------------------------


def _separated(data: bytes, name: str, wanted: Mapping[str, tuple[str, ...]]) -> Iterator[Iterator[Row]]:
    text = decode(data)
    if said := _SEPARATOR_LINE.match(text):
        yield chain([[]], _records(text[said.end() :], said[1]))
        return
    yield _records(text, _delimiter(text, name, wanted))


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


# Workbooks -----------------------------------------------------------------------------------------


def _workbook(data: bytes) -> Iterator[Iterator[Row]]:
    open_zip(data, largest=_LARGEST_BOOK)
    import openpyxl

    warnings.filterwarnings("ignore", module="openpyxl")  # what it leaves out (styles, lists) is no text
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except _BROKEN as error:
        raise UnreadableInput(
            f"The workbook cannot be opened{because(error)}. Open it and save it again as .xlsx, or as .csv."
        ) from error
    for sheet in book.worksheets:
        yield _sheet(sheet)


def _sheet(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # some programs write sizes that are not true
    rows = islice(sheet.iter_rows(values_only=True), _MOST_ROWS)
    while True:
        try:
            cells = [_shown(value) for value in next(rows)]
        except StopIteration:
            return
        except _BROKEN as error:
            yield UnreadableInput(
                f"The sheet cannot be read from here on{because(error)}. Open the workbook and save it again."
            )
            return
        if len(cells) > _MOST_COLUMNS:
            yield UnreadableInput(
                f"From here on rows have more than {_MOST_COLUMNS:,} cells. Delete all columns but those of "
                "the articles, or save the sheet as .csv."
            )
            return
        if any(len(cell) >= _EXCEL_CELL for cell in cells):
            yield BadArticle(
                f"A cell holds {_EXCEL_CELL:,} characters, all that Excel keeps: the rest is lost. Hand this "
                "article over as text or in a .jsonl file."
            )
        else:
            yield cells


def _shown(value: Any) -> str:
    """Return what a cell shows; days and moments in ISO 8601."""
    match value:
        case None:
            return ""
        case str():
            words = _XML_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), value)
            words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
            return "" if words in _ERRORS else words
        case datetime():
            return str(value.date() if value.time() == time() else value)
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
