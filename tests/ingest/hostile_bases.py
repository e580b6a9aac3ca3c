"""A small sound file of each format, and the ways of packing files wrongly."""

# ruff: noqa: E501  # markup is easier to read in one piece

import gzip
import io
import json
import struct
import zipfile
import zlib
from functools import cache
from pathlib import Path

WORDS = (
    "The ferry sank off Port Luna on Sunday, officials said. “Nobody was hurt,” the harbour master told us."
)
_SAMPLES = Path(__file__).parent / "readers" / "samples"


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of files by their paths, whatever these are; the same bytes every time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression, compresslevel=1) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return packed.getvalue()


def zeros(size: int, name: str, others: dict[str, bytes] | None = None) -> bytes:
    """Return an archive with a file of ``size`` zero bytes (packed to a thousandth) after some others."""
    packed, checksum = _packed_zeros(size)
    entries = [(name.encode(), checksum, packed, size)]
    for other, data in (others or {}).items():
        packer = zlib.compressobj(1, zlib.DEFLATED, -15)
        entries.insert(
            -1, (other.encode(), zlib.crc32(data), packer.compress(data) + packer.flush(), len(data))
        )
    body = directory = b""
    for path, checksum, packed, length in entries:
        sums = struct.pack("<III", checksum, len(packed), length)
        directory += _central(path, sums, len(body))
        body += _local(path, sums) + packed
    return body + directory + _end(len(entries), len(directory), len(body))


def gz_of_zeros(size: int) -> bytes:
    """Return a .gz of ``size`` zero bytes."""
    packed, checksum = _packed_zeros(size)
    return b"\x1f\x8b\x08" + bytes(6) + b"\xff" + packed + struct.pack("<II", checksum, size)


@cache
def _packed_zeros(size: int) -> tuple[bytes, int]:
    """Return ``size`` zeros, rounded down to megabytes, as DEFLATE packs them, and their CRC-32."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(size // 1_000_000):
        checksum = zlib.crc32(bytes(1_000_000), checksum)
    return megabyte * (size // 1_000_000) + b"\3\0", checksum  # the last block, empty


def _local(name: bytes, sums: bytes) -> bytes:
    return b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sums + struct.pack("<HH", len(name), 0) + name


def _central(name: bytes, sums: bytes, offset: int) -> bytes:
    fields = struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, offset)
    return b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sums + fields + name


def _end(entries: int, size: int, offset: int) -> bytes:
    return b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, entries, entries, size, offset, 0)


def encrypted(archive: bytes, *names: str) -> bytes:
    """Return an archive that says of some of its files (of all, where none is named) that they are encrypted."""
    marked = bytearray(archive)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        position = opened.start_dir
        for entry in opened.infolist():
            if entry.filename in names or not names:
                marked[entry.header_offset + 6] |= 1  # the flags of the local header
                marked[position + 8] |= 1  # and of the central one
            position += 46 + sum(struct.unpack_from("<HHH", archive, position + 28))
    return bytes(marked)


def overlapping(files: int, size: int) -> bytes:
    """Return an archive whose files each quote the next one's header and then share its bytes.

    ``files`` times ``size`` bytes come out of the packed size of one: after D. Fifield, "A better zip
    bomb" (2019).
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed, unpacked = packer.compress(bytes(size)) + packer.flush(), bytes(size)
    entries = []
    for number in reversed(range(files)):
        name = b"%04d.txt" % number
        sums = struct.pack("<III", zlib.crc32(unpacked), len(packed), len(unpacked))
        header = _local(name, sums)
        entries.append((name, sums, len(header) + len(packed)))
        body, packed = (
            header + packed,
            b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF) + header + packed,
        )
        unpacked = header + unpacked
    directory = b"".join(_central(name, sums, len(body) - length) for name, sums, length in reversed(entries))
    return body + directory + _end(files, len(directory), len(body))


def docx(document: str | None = None, others: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file with a document of our own making."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    whole = (
        document
        or f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:body></w:document>'
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations.encode(),
            "word/document.xml": whole.encode(),
            **(others or {}),
        }
    )


def odt(content: str | None = None) -> bytes:
    """Return a Writer file with content of our own making."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    whole = content or (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:text="{office}:text:1.0"><office:body>'
        f"<office:text><text:p>{WORDS}</text:p></office:text></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0"/>'
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": whole.encode(),
            "styles.xml": f'<office:document-styles xmlns:office="{office}:office:1.0"><office:styles/><office:automatic-styles/><office:master-styles/></office:document-styles>'.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def epub(chapter: str | None = None) -> bytes:
    """Return a book of one chapter."""
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Ferry</dc:title></metadata><manifest>'
        '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine>'
        "</package>"
    )
    page = chapter or f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{WORDS}</p></body></html>'
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container.encode(),
            "c.opf": package.encode(),
            "c.xhtml": page.encode(),
        }
    )


def xlsx(strings: str | None = None) -> bytes:
    """Return a workbook of two articles; or one whose shared strings are of our own making."""
    from openpyxl import Workbook

    book = Workbook()
    for row in (["title", "text"], ["Ferry sinks", WORDS], ["Ferry found", WORDS]):
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings.encode()
    parts["docProps/core.xml"] = (
        b"<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'/>"
    )
    return zipped(parts)


def pdf(page: bytes | None = None, **more: bytes) -> bytes:
    """Return a PDF file of one page; ``more`` replaces its objects by number ("o3")."""
    content = (
        page or b"BT /F1 12 Tf 20 700 Td (The ferry sank off Port Luna on Sunday, officials said.) Tj ET"
    )
    objects = {
        "o1": b"<</Type/Catalog/Pages 2 0 R>>",
        "o2": b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "o3": b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        "o4": b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        "o5": b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        **more,
    }
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects.values(), start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            *(count, table, count),
            len(out),
        )
    )


def rss(*items: str) -> bytes:
    """Return a feed of items."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>{"".join(items)}</channel></rss>'.encode()


def mail(body: str = WORDS, headers: str = "") -> bytes:
    """Return one message, with more headers where given (each with its line's end)."""
    return (
        "From: Desk <desk@gazette.example>\r\nTo: all@gazette.example\r\nSubject: Ferry sinks\r\n"
        f"Date: Sun, 12 Jan 2025 10:15:00 +0000\r\nMessage-ID: <1@gazette.example>\r\nMIME-Version: 1.0\r\n{headers}"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    ).encode()


ITEM = f"<item><title>Ferry sinks</title><guid>1</guid><description>{WORDS}</description></item>"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
_ARTICLE = {"id": "1", "title": "Ferry sinks", "published": "2025-01-12", "text": WORDS}
_ATOM = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><entry><id>1</id><title>Ferry</title><content>{WORDS}</content></entry></feed>'
_JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Gazette",
    "items": [{"id": "1", "title": "Ferry sinks", "content_text": WORDS}],
}

BASES: dict[str, bytes] = {
    "txt": f"Ferry sinks\n\n{WORDS}\n".encode(),
    "md": f"---\ntitle: Ferry sinks\ndate: 2025-01-12\n---\n\n# Ferry sinks\n\n{WORDS}\n".encode(),
    "html": f"<!DOCTYPE html><html><head><title>Ferry sinks</title></head><body><article><h1>Ferry sinks</h1>"
    f"<p>{WORDS}</p><p>{WORDS}</p><p>{WORDS}</p></article></body></html>".encode(),
    "jsonl": b"".join(json.dumps({**_ARTICLE, "id": str(n)}).encode() + b"\n" for n in range(3)),
    "json": json.dumps(_JSON_FEED, indent=1).encode(),
    "ninjs.json": (_SAMPLES / "canal.ninjs-1.json").read_bytes(),
    "csv": f'title,text\nFerry sinks,"{WORDS}"\nFerry found,"{WORDS}"\n'.encode(),
    "tsv": f"title\ttext\nFerry sinks\t{WORDS}\n".encode(),
    "rss": rss(ITEM),
    "atom": _ATOM.encode(),
    "nitf.xml": (_SAMPLES / "canal.nitf.xml").read_bytes(),
    "newsml.xml": (_SAMPLES / "message.newsml-g2.xml").read_bytes(),
    "eml": mail(),
    "rtf": b"{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}\\f0 The ferry sank off Port Luna on Sunday, officials said.\\par}",
    "docx": docx(),
    "odt": odt(),
    "epub": epub(),
    "xlsx": xlsx(),
    "pdf": pdf(),
    "zip": zipped({"a.txt": WORDS.encode(), "b/c.txt": WORDS.encode()}),
    "txt.gz": gzip.compress(WORDS.encode(), mtime=0),
    "png": PNG,
}
"""A sound file of each format by its suffix."""

WHOLE_OR_NOTHING = ("docx", "odt", "epub", "xlsx", "zip", "png", "nitf.xml", "newsml.xml")
"""Formats of which a part, cut off at its end, is nothing."""

LEAST = ("png",)
"""Formats that hold no article whatever they are called."""
