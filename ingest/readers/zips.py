"""Office files are zip archives: what may be opened, and what of it."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable

from corpus.errors import UnreadableInput
from ingest.readers.saying import because

LARGEST = 200_000_000  # bytes, unpacked, of all the parts that are read
_MOST_PARTS = 20_000
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, NotImplementedError, ValueError, RuntimeError),
)
"""What the standard library raises over a broken zip archive, a RuntimeError over a protected one."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how Office files before 2007 begin, and protected newer ones


def open_zip(
    data: bytes, wanted: Callable[[str], bool] = lambda _: True, largest: int | None = None
) -> zipfile.ZipFile:
    """Open an office file after looking whether it is one, and no bomb.

    ``wanted`` tells of a part's name whether it will be read; these may unpack to ``largest`` bytes together
    (LARGEST where none is given). A part never unpacks to more than it declares: zipfile stops there. Raises
    UnreadableInput.
    """
    if is_ole(data):
        raise UnreadableInput(
            "The file is protected by a password or in an Office format from before 2007. Open it, take the "
            "password off and save it as .docx, .xlsx or .csv."
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise UnreadableInput(
            f"The file is damaged or not what its name says{because(error)}. Open it and save it again."
        ) from error
    parts = archive.infolist()
    largest = LARGEST if largest is None else largest
    size = sum(part.file_size for part in parts if wanted(part.filename))
    if len(parts) > _MOST_PARTS or size > largest:
        raise UnreadableInput(
            f"The file unpacks to {size:,} bytes in {len(parts):,} parts; no more than {largest:,} bytes in "
            f"{_MOST_PARTS:,} parts are read. Split it."
        )
    return archive


def is_ole(data: bytes) -> bool:
    """Tell whether ``data`` is an Office file from before 2007, or a newer one under a password."""
    return data.startswith(_OLE)


def part_of(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return one part; None where it is not there. Raises UnreadableInput where it cannot be unpacked."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except BROKEN as error:
        raise UnreadableInput(
            f"A part of the file cannot be unpacked{because(error)}. Open it, take a password off, "
            "save it again."
        ) from error


def without(
    archive: zipfile.ZipFile,
    wanted: Callable[[str], bool],
    made_ready: Callable[[str, bytes], bytes] = lambda _, part: part,
) -> bytes:
    """Return the archive packed again with the wanted parts alone, in their order.

    ``made_ready`` is given each part's name and content, and returns what is packed of it.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as smaller:
        for name in dict.fromkeys(archive.namelist()):
            if wanted(name) and (part := part_of(archive, name)) is not None:
                smaller.writestr(name, made_ready(name, part))
    return packed.getvalue()
