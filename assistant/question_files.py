"""Files of questions: one JSON object a line, each with filters of its own."""

import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import BadQuestion
from corpus.records import Filters

_DAYS = ("since", "until", "asked")
_GZIP = b"\x1f\x8b"  # how a gzip file begins, whatever its name


def questions(file: Path, check: Callable[[dict[str, Any]], object] | None = None) -> list[dict[str, Any]]:
    """Read a .jsonl or .jsonl.gz file of questions; one without a "qid" gets its line's number.

    ``check`` sees each question and may raise BadQuestion too. Raises BadQuestion, naming the line, where
    one cannot be read: nothing is asked before the whole file is.
    """
    found = []
    for number, line in enumerate(_bytes_of(file).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadQuestion(f"{file}, line {number} is not valid JSON ({error}). Mend the line.") from error
        if not isinstance(fields, dict) or not isinstance(fields.get("question"), str):
            raise BadQuestion(f'{file}, line {number} has no "question". Write one under that key.')
        numbered = {"qid": str(number), **fields}
        try:
            if check is not None:
                check(numbered)
        except BadQuestion as error:
            raise BadQuestion(f"{file}, line {number}: {error}") from error
        found.append(numbered)
    return found


def line_filters(fields: dict[str, Any], common: Filters) -> Filters:
    """Return a question's own filters over the common ones; a day may carry a time, which is cut.

    Raises BadQuestion where a day is none.
    """
    own: dict[str, Any] = {}
    for name in _DAYS:
        if fields.get(name):
            try:
                own[name] = date.fromisoformat(str(fields[name])[:10])
            except ValueError as error:
                raise BadQuestion(
                    f'Question {fields.get("qid")}: "{name}" is no day. Write it as YYYY-MM-DD.'
                ) from error
    if fields.get("outlet"):
        own["outlet"] = str(fields["outlet"])
    return replace(common, **own)


def _bytes_of(file: Path) -> bytes:
    try:
        data = file.read_bytes()
        return gzip.decompress(data) if data.startswith(_GZIP) else data
    except (OSError, EOFError, zlib.error) as error:
        raise BadQuestion(f"{file} cannot be read ({error}). Make the file again.") from error
