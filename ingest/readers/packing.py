"""Archives: the files inside a .zip or .gz, one at a time and in memory, and nothing that would fill it.

No member's path is ever used as one: it is a label, cleaned of whatever would lead elsewhere.
"""

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO

from corpus.errors import BadArticle, UnreadableInput
from ingest.readers.saying import because
from ingest.readers.zips import BROKEN
from ingest.sniffing import format_of

_MOST_MEMBERS = 10_000
_LARGEST_MEMBER = 200_000_000  # bytes, unpacked
_LARGEST_TOTAL = 2_000_000_000  # bytes, unpacked, with what was given up on the way
_HIGHEST_RATIO = 200  # text rarely reaches 20; only what was made to be a bomb is beyond this,
_RATIO_FROM = 10_000_000  # and only where it is large does that matter (bytes, unpacked)
_AT_A_TIME = 65_536
_LOCAL_HEADER = 30  # bytes before a member's name in the archive (PKWARE APPNOTE, 4.3.7)
_ENCRYPTED = 0x1  # general purpose bits, 4.4.4
_UTF_8 = 0x800
_NOT_ARTICLES = ("thumbs.db", "desktop.ini")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def members(given: bytes | Path, name: str) -> Iterator[tuple[str, bytes | BadArticle]]:
    """Yield the path of each file in an archive and its content, or why that cannot be had.

    Archives inside the archive are opened too, not those inside them; their members are labelled
    "inner.zip/name". Folders, hidden files and what macOS adds are skipped. A .gz holds one file, named
    as the archive without its ending. Raises UnreadableInput where there is no archive, or a trap.
    """
    try:
        with io.BytesIO(given) if isinstance(given, bytes) else given.open("rb") as file:
            yield from _Unpacking().members(file, name, inside="")
    except OSError as error:
        raise UnreadableInput(
            f"The archive cannot be read{because(error)}. Check it and try again."
        ) from error


@dataclass(slots=True)
class _Unpacking:
    """One archive being unpacked, with what it has cost so far."""

    files: int = 0
    size: int = 0

    def members(self, file: IO[bytes], name: str, inside: str) -> Iterator[tuple[str, bytes | BadArticle]]:
        beginning = file.read(2)
        file.seek(0)
        if beginning == b"\x1f\x8b":
            yield from self._gz(file, name, inside)
        else:
            yield from self._zip(file, inside)

    def _gz(self, file: IO[bytes], name: str, inside: str) -> Iterator[tuple[str, bytes | BadArticle]]:
        label = re.sub(r"\.gz\Z", "", _label(name.rsplit("/", 1)[-1]), flags=re.IGNORECASE)
        with gzip.GzipFile(fileobj=file) as stream:
            yield from self._opened(inside + label, self._read(stream, file.tell, None), inside)

    def _zip(self, file: IO[bytes], inside: str) -> Iterator[tuple[str, bytes | BadArticle]]:
        try:
            archive = zipfile.ZipFile(file)
        except BROKEN as error:
            raise UnreadableInput(
                f"The archive is damaged{because(error)}. Pack it again, or ingest the unpacked folder."
            ) from error
        with archive:
            entries = archive.infolist()
            _refuse_overlaps(archive, entries)
            labelled = [(entry, _label(_printed_name(entry))) for entry in entries if not entry.is_dir()]
            wanted = [(entry, label) for entry, label in labelled if not _is_clutter(label)]
            if not wanted:
                raise UnreadableInput("The archive holds no files. Pack the articles themselves.")
            for entry, label in wanted:
                self.files += 1
                if self.files > _MOST_MEMBERS:
                    reason = f"The archive holds more than {_MOST_MEMBERS:,} files. Split it."
                    yield inside + label, UnreadableInput(reason)
                    return
                yield from self._opened(inside + label, self._member(archive, entry), inside)
                if self.size > _LARGEST_TOTAL:
                    return

    def _member(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | BadArticle:
        if entry.flag_bits & _ENCRYPTED:
            return UnreadableInput(
                "The file is encrypted. Unpack the archive with its password and ingest the folder."
            )
        if entry.file_size > _LARGEST_MEMBER:
            return _too_large()
        try:
            with archive.open(entry) as stream:
                return self._read(stream, lambda: entry.compress_size, entry.file_size)
        except BROKEN as error:
            return _damaged(error)

    def _read(
        self, stream: IO[bytes] | gzip.GzipFile, packed: Callable[[], int], declared: int | None
    ) -> bytes | BadArticle:
        """Unpack piece by piece and stop where it grows out of proportion, whatever its header says."""
        content = bytearray()
        try:
            while piece := stream.read(_AT_A_TIME):
                content += piece
                self.size += len(piece)
                if self.size > _LARGEST_TOTAL:
                    return UnreadableInput(f"The archive unpacks to over {_LARGEST_TOTAL:,} bytes. Split it.")
                if len(content) > _LARGEST_MEMBER:
                    return _too_large()
                if len(content) > _RATIO_FROM and len(content) > _HIGHEST_RATIO * max(packed(), 1):
                    return UnreadableInput(
                        f"The file unpacks to over {_HIGHEST_RATIO} times its packed size: no text does. "
                        "Ask its sender what it is."
                    )
        except BROKEN as error:
            return _damaged(error)
        if declared is not None and len(content) != declared:
            return UnreadableInput("The file is cut off in the archive. Pack it again.")
        return bytes(content)

    def _opened(
        self, label: str, content: bytes | BadArticle, inside: str
    ) -> Iterator[tuple[str, bytes | BadArticle]]:
        """Yield a member, or where it is an archive itself, what that holds."""
        if isinstance(content, BadArticle) or format_of(content, label) not in ("zip", "gz"):
            yield label, content
        elif inside:
            reason = "This is an archive in an archive in an archive. Unpack it and ingest the folder."
            yield label, UnreadableInput(reason)
        else:
            try:
                yield from self.members(io.BytesIO(content), label, inside=label + "/")
            except UnreadableInput as error:
                yield label, error


def _refuse_overlaps(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Raise where two members share bytes: so a few kilobytes are made to unpack to terabytes."""
    ends = sorted(
        (one.header_offset, one.header_offset + _LOCAL_HEADER + one.compress_size) for one in entries
    )
    ends.append((archive.start_dir, archive.start_dir))
    if any(end > following for (_, end), (following, _) in pairwise(ends)):
        raise UnreadableInput(
            "Files in the archive overlap, as in a zip bomb. Ask its sender what it is, or pack it again."
        )


def _printed_name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; in UTF-8 too where the archive forgot to say so (older macOS)."""
    if entry.flag_bits & _UTF_8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _label(path: str) -> str:
    """Return a path as a label: no root, drive, "..", nor characters that do not show."""
    parts = _UNPRINTABLE.sub("", path).replace("\\", "/").split("/")
    if re.fullmatch(r"[A-Za-z]:", parts[0]):
        del parts[0]
    return "/".join(part for part in parts if part.strip() not in ("", ".", "..")) or "unnamed"


def _is_clutter(label: str) -> bool:
    parts = label.split("/")
    return (
        any(part.startswith(".") or part == "__MACOSX" for part in parts)
        or parts[-1].lower() in _NOT_ARTICLES
    )


def _too_large() -> BadArticle:
    return UnreadableInput(f"The file unpacks to over {_LARGEST_MEMBER:,} bytes. Split it.")


def _damaged(error: Exception) -> BadArticle:
    return UnreadableInput(f"The file is damaged in the archive{because(error)}. Pack it again.")
