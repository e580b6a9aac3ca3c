"""What a person hands over (files, folders) into drafts, one at a time, each with its origin."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers import html, jsonl, markdown, text

_READERS = {
    ".txt": text.read,
    ".text": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
}
SUFFIXES = (*_READERS, ".jsonl", ".jsonl.gz")
_LARGEST_FILE = 50_000_000  # bytes of one article; an archive of articles (.jsonl) may be of any size


@dataclass(frozen=True, slots=True)
class Reading:
    """One input as it was read: where it came from, and the article or what is wrong with it."""

    origin: str
    draft: Draft | BadArticle


def read_all(inputs: Iterable[str | Path]) -> Iterator[Reading]:
    """Read files and folders, lazily and in order. Nothing is raised: what fails is yielded as such."""
    for given in inputs:
        try:
            files = _files(given)
        except BadArticle as error:
            yield Reading(str(given), error)
            continue
        except (OSError, RuntimeError) as error:  # too long a name; "~somebody" who is not there
            reason = f"The path cannot be followed ({error}). Check it and try again."
            yield Reading(str(given), UnreadableInput(reason))
            continue
        for file in files:
            yield from _read_file(file)


def read_bytes(data: bytes, name: str) -> Iterator[Reading]:
    """Read one uploaded file; ``name`` is what the browser called it and decides the format."""
    suffix = _suffix(name)
    try:
        if suffix == ".jsonl":
            yield from _numbered(name, data.splitlines())
        elif suffix == ".jsonl.gz":
            yield from _numbered(name, gzip.decompress(data).splitlines())
        else:
            yield Reading(name, _single(data, name))
    except BadArticle as error:
        yield Reading(name, error)
    except (OSError, EOFError, zlib.error) as error:
        yield Reading(name, UnreadableInput(f"The file cannot be unpacked ({error}). Pack it again."))


def count(inputs: Iterable[str | Path]) -> int:
    """Return about how many articles the inputs hold, for a progress bar; unreadable ones count as one."""
    total = 0
    for given in inputs:
        try:
            for file in _files(given):
                total += _count_file(file)
        except (BadArticle, OSError, EOFError, zlib.error, RuntimeError):
            total += 1
    return total


def _files(given: str | Path) -> list[Path]:
    if "://" in str(given):
        raise UnreadableInput(
            "Dateline does not fetch from the web yet. Save the page as .html and ingest that file."
        )
    if not str(given).strip():
        raise UnreadableInput("The path is empty. Name a file or a folder (the current one is a dot).")
    path = Path(given).expanduser()
    if path.is_dir():
        found = sorted(
            file
            for file in path.rglob("*")
            if file.is_file() and _suffix(file.name) and not _hidden(file, path)
        )
        if not found:
            raise UnreadableInput(f"The folder holds no file Dateline reads ({', '.join(SUFFIXES)}).")
        return found
    if not path.exists():
        raise UnreadableInput("There is no such file or folder. Check the path.")
    return [path]


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _suffix(name: str) -> str | None:
    lower = name.lower()
    return next(
        (suffix for suffix in sorted(SUFFIXES, key=len, reverse=True) if lower.endswith(suffix)), None
    )


def _read_file(path: Path) -> Iterator[Reading]:
    origin = str(path)
    try:
        match _suffix(path.name):
            case ".jsonl":
                with path.open("rb") as lines:
                    yield from _numbered(origin, lines)
            case ".jsonl.gz":
                with gzip.open(path, "rb") as lines:
                    yield from _numbered(origin, lines)
            case _:
                if path.stat().st_size > _LARGEST_FILE:
                    raise UnreadableInput(f"The file is larger than {_LARGEST_FILE:,} bytes. Split it.")
                yield Reading(origin, _single(path.read_bytes(), path.name))
    except BadArticle as error:
        yield Reading(origin, error)
    except (OSError, EOFError, zlib.error) as error:
        yield Reading(origin, UnreadableInput(f"The file cannot be read ({error}). Check it and try again."))


def _single(data: bytes, name: str) -> Draft:
    if not data.strip():
        raise UnreadableInput("The file is empty.")
    suffix = _suffix(name)
    if suffix is None or suffix not in _READERS:
        raise UnreadableInput(f"Dateline reads {', '.join(SUFFIXES)}. Save the article as one of these.")
    return _READERS[suffix](data, name)


def _numbered(origin: str, lines: Iterable[bytes]) -> Iterator[Reading]:
    number = 0
    for number, draft in jsonl.read(lines):
        yield Reading(f"{origin}:{number}", draft)
    if not number:
        raise UnreadableInput("The file is empty.")


def _count_file(path: Path) -> int:
    match _suffix(path.name):
        case ".jsonl":
            with path.open("rb") as lines:
                return sum(1 for line in lines if line.strip())
        case ".jsonl.gz":
            with gzip.open(path, "rb") as lines:
                return sum(1 for line in lines if line.strip())
        case _:
            return 1
