"""The manifest of a backup: what the file says of itself, and what each of its members must be."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from corpus.errors import CorpusError
from corpus.schema import SCHEMA_VERSION

CATALOGUE, MANIFEST = "catalogue.sqlite", "manifest.json"
FOLDERS = ("vectors", "words")
STAGE = ".restoring"
"""Where a home is made of a backup before it is put in its place."""
BLOCK = 1 << 20
"""Bytes of a member that are read at a time."""
Progress = Callable[[int, int], object]
"""Told how many bytes of how many are done."""
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Member:
    """What a file of the backup must be: its bytes, and their SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself. ``made`` is in UTC; ``model`` is the embedding model of its vectors."""

    made: datetime
    articles: int
    schema: int
    model: str | None
    members: dict[str, Member]
    """By name, as in the home."""

    @property
    def with_vectors(self) -> bool:
        """Tell whether vectors are part of it; those on a Chroma server are not."""
        return any(name.startswith("vectors/") for name in self.members)

    @property
    def size(self) -> int:
        """How many bytes the home has."""
        return sum(member.size for member in self.members.values())

    def without_folders(self) -> "Backup":
        """Return the same without what is derived from the catalogue."""
        return replace(self, members={CATALOGUE: self.members[CATALOGUE]})


def written(backup: Backup) -> str:
    """Return the manifest of a backup."""
    members = {name: {"size": one.size, "sha256": one.sha256} for name, one in backup.members.items()}
    value = {
        "format": _FORMAT,
        "made": backup.made.isoformat(),
        "articles": backup.articles,
        "schema": backup.schema,
        "model": backup.model,
        "members": members,
    }
    return json.dumps(value, indent=1)


def read(text: bytes, names: list[str], file: Path) -> Backup:
    """Return what the manifest of a file says, whose members have these names.

    Raises CorpusError where it cannot be read, is a newer Dateline's, or does not name just these members;
    and where one of them has no place in a home.
    """
    try:
        value = json.loads(text)
        number, schema = int(value["format"]), int(value["schema"])
        if number > _FORMAT or schema > SCHEMA_VERSION:
            raise CorpusError(
                f"{file} was made by a newer Dateline (format {number}, schema {schema}; this one knows "
                f"{_FORMAT} and {SCHEMA_VERSION}). Update Dateline and try again."
            )
        backup = Backup(
            made=datetime.fromisoformat(value["made"]),
            articles=int(value["articles"]),
            schema=schema,
            model=value["model"],
            members={
                str(name): Member(int(one["size"]), str(one["sha256"]))
                for name, one in value["members"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise broken(file, "its manifest cannot be read") from error
    if bad := next((name for name in names if not _has_place(name)), None):
        raise broken(file, f"{bad!r} has no place in a home")
    if sorted(names) != sorted((*backup.members, MANIFEST)) or CATALOGUE not in backup.members:
        raise broken(file, "its members are not those of its manifest")
    return backup


def broken(file: Path, why: str) -> CorpusError:
    """Return the error for a file that is not a whole backup."""
    return CorpusError(
        f"{file} is not a whole backup ({why}). Nothing was restored. Copy it here again, "
        "or take another one."
    )


def _has_place(name: str) -> bool:
    """Tell whether a member's name stays inside a home, where backups put something."""
    path = PurePosixPath(name)
    if any(odd in name for odd in "\\:\0") or ".." in path.parts or path.as_posix() != name:
        return False
    return name in (CATALOGUE, MANIFEST) or (len(path.parts) > 1 and path.parts[0] in FOLDERS)


class Counter:
    """Adds up bytes and tells them."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total, self._progress, self._done = total, progress, 0

    def add(self, number: int) -> None:
        """Count bytes that are done."""
        self._done += number
        if self._progress:
            self._progress(min(self._done, self._total), self._total)
