"""Staging: the folder in which an upload is prepared, from the files as they were dropped to what to add.

`jobs/<id>/` in the home: ``request.json`` says what was handed over (``files/`` holds the files, until they
are read), ``readings.jsonl`` an article a line, ``rows.jsonl`` what a person is shown of each, in the same
order, ``failures.jsonl`` what could not be read, ``edits.json`` what the person changed. The id is known
only to who has the address of the upload.
"""

import json
import os
import re
import shutil
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import TypeAdapter

from corpus.records import Draft
from ingest.completing import completed

LARGEST = 200
"""Megabytes (of 1,048,576 bytes) that a file may have which a browser hands over."""
_DRAFT = TypeAdapter(Draft)
_ID = re.compile(r"[0-9a-f]{12,32}")  # 12: those of an older Dateline
_LONGEST_NAME = 180  # bytes: file systems take 255
_ENDING = re.compile(r"(\.\w{1,8}){0,2}\Z")
_OPENING = 240  # characters
_TOO_LARGE = (
    f"The file is larger than the {LARGEST} MB that a browser hands over. Cut it into parts, or take it in "
    "where Dateline runs: dateline ingest FILE"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What an upload is made of: files (where they lie, and their names), addresses; or followed feeds."""

    files: Sequence[tuple[str, str]] = ()
    addresses: Sequence[str] = ()
    update: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What is shown of an article that was read, as it will be stored unless it is edited."""

    at: int
    """Where its line begins in ``readings.jsonl``, in bytes."""
    origin: str
    title: str
    outlet: str | None
    author: str | None
    published: str | None
    dated_by: str | None
    language: str | None
    section: str | None
    credit: str | None
    usage: str | None
    embargo: str | None
    opening: str
    standing: str
    """As ``ingest.previewing.Standing``."""
    known: str
    """The same in words for a person."""


def stage(home: Path, request: Request, files: Iterable[tuple[str, BinaryIO]] = ()) -> Path:
    """Make the folder of an upload; each file comes with the name that the browser gave it.

    The files are copied a piece at a time, under names without a path; the same name twice gets a number.
    """
    folder = home / "jobs" / uuid.uuid4().hex
    (folder / "files").mkdir(parents=True)
    kept: list[tuple[str, str]] = []
    names: set[str] = set()
    for number, (given, data) in enumerate(files):
        name = unique(plain_name(given), names)
        place = folder / "files" / f"{number:05}"
        place.mkdir()
        with (place / plain_name(given)).open("wb") as copy:
            shutil.copyfileobj(data, copy, 1 << 20)
        kept.append((str((place / plain_name(given)).relative_to(folder)), name))
    write(folder / "request.json", asdict(replace(request, files=kept)))
    return folder


def find(home: Path, job: str) -> Path | None:
    """Return the folder that an address names, or None where there is none."""
    folder = home / "jobs" / job
    return folder if _ID.fullmatch(job) and (folder / "request.json").is_file() else None


def request_of(folder: Path) -> Request:
    """Return what an upload is made of."""
    return Request(**read(folder / "request.json"))


def plain_name(given: str) -> str:
    """Return a file's name without a path or anything that a file system would refuse, its ending kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    name = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in last).strip(" .")
    ending = (_ENDING.search(name) or [""])[0]
    stem = name.removesuffix(ending) if ending else name
    room = _LONGEST_NAME - len(ending.encode())
    return (stem.encode(errors="replace")[:room].decode(errors="ignore") or "file") + ending


def unique(name: str, names: set[str]) -> str:
    """Return a name that is not among these, and put it there: "a.txt", then "a.txt (2)"."""
    found, number = name, 1
    while found in names:
        number += 1
        found = f"{name} ({number})"
    names.add(found)
    return found


def row_of(draft: Draft, at: int, origin: str, standing: str, known: str) -> Row:
    """Return what is shown of a draft."""
    stored = completed(draft, date.today())  # noqa: DTZ011  # the reader's day
    shown = {name: getattr(stored, name) for name in ("outlet", "author", "dated_by", "language", "section")}
    return Row(
        at=at,
        origin=origin,
        title=draft.title,
        published=stored.published.isoformat() if stored.published else None,
        credit=draft.credit,
        usage=draft.usage,
        embargo=draft.embargo.astimezone(UTC).isoformat() if draft.embargo else None,
        opening=" ".join(draft.text[: 2 * _OPENING].split())[:_OPENING],
        standing=standing,
        known=known,
        **shown,
    )


def rows_of(folder: Path, first: int = 0, count: int | None = None) -> list[Row]:
    """Return some of the rows, in order from number ``first``."""
    lines = whole_lines(folder / "rows.jsonl")
    some = lines[first:] if count is None else lines[first : first + count]
    return [Row(**json.loads(line)) for line in some]


def failures_of(folder: Path) -> list[tuple[str, str]]:
    """Return what could not be read, each with the reason."""
    failures = [
        (origin, reason) for origin, reason in map(json.loads, whole_lines(folder / "failures.jsonl"))
    ]
    return [*((name, _TOO_LARGE) for name in _too_large(folder)), *failures]


def note_too_large(folder: Path, names: Sequence[str]) -> None:
    """Note files that the browser did not hand over, because they are too large."""
    write(folder / "too-large.json", list(dict.fromkeys([*_too_large(folder), *names])))


def _too_large(folder: Path) -> list[str]:
    path = folder / "too-large.json"
    return list(read(path)) if path.is_file() else []


def readings_of(folder: Path) -> Iterator[tuple[str, Draft]]:
    """Yield the articles that were read, each with its origin; one at a time."""
    with (folder / "readings.jsonl").open("rb") as lines:
        yield from map(_reading, lines)


def draft_at(folder: Path, at: int) -> Draft:
    """Return the draft whose line begins at this byte of the readings, as it was read."""
    with (folder / "readings.jsonl").open("rb") as lines:
        lines.seek(at)
        return _reading(lines.readline())[1]


def line_of(origin: str, draft: Draft) -> bytes:
    """Return the line of the readings that holds a draft."""
    return json.dumps([origin, _DRAFT.dump_python(draft, mode="json")]).encode() + b"\n"


def write(path: Path, value: Any) -> None:
    """Write a JSON value; whoever reads meanwhile sees the old one or the new one, whole."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}-{uuid.uuid4().hex[:8]}")
    fresh.write_text(json.dumps(value), encoding="utf-8")
    fresh.replace(path)


def read(path: Path) -> Any:
    """Return the JSON value of a file."""
    return json.loads(path.read_text(encoding="utf-8"))


def whole_lines(path: Path) -> list[str]:
    """Return the lines of a file that grows, without one that is still being written."""
    if not path.is_file():
        return []
    return path.read_bytes().decode("utf-8", errors="replace").split("\n")[:-1]


def _reading(line: bytes) -> tuple[str, Draft]:
    origin, values = json.loads(line)
    return origin, _DRAFT.validate_python(values)
