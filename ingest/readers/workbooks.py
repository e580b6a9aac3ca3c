"""Excel workbooks (.xlsx): what the cells of their sheets show, row by row."""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import Any

from corpus.errors import BadArticle, UnreadableInput
from ingest.readers.saying import because
from ingest.readers.zips import BROKEN, open_zip

_EXCEL_CELL = 32_767  # characters: Excel keeps no more, and cuts silently
_LARGEST_BOOK = 2_000_000_000  # bytes, unpacked; rows are streamed
_MOST_COLUMNS = 1_000  # each cell takes some 0.03 ms, empty ones too
_MOST_ROWS = 1_048_576  # all that a sheet can have
_LONGEST_TITLE = 40  # characters of a sheet's name
_XML_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ECMA-376 part 1, 22.9.2.19
_ERRORS = {"#N/A", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#GETTING_DATA"}

# What openpyxl raises over broken workbooks, whose parts it reads as it comes to them.
_BROKEN = (*BROKEN, KeyError, IndexError, TypeError, AttributeError, ArithmeticError, SyntaxError)
_SINCE = datetime(1899, 12, 30)  # noqa: DTZ001  # ECMA-376 part 1, 18.17.4.1; a cell has no zone

Row = list[str] | BadArticle


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; ``since`` is the day from which its dates are counted where they are numbers."""

    name: str
    rows: Iterator[Row]
    since: datetime = _SINCE


def sheets_of(data: bytes) -> Iterator[Sheet]:
    """Yield the sheets that show. Raises UnreadableInput where the workbook cannot be opened."""
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
        if sheet.sheet_state == "visible":
            yield Sheet(_named(sheet.title), _rows(sheet), book.epoch)


def _named(title: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in title).split())[:_LONGEST_TITLE]


def _rows(sheet: Any) -> Iterator[Row]:
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
