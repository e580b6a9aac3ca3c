"""Hostile containers: archives, office files, books and PDF files."""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal

from tests.ingest.hostile_bases import (
    BASES,
    PNG,
    WORDS,
    docx,
    encrypted,
    epub,
    gz_of_zeros,
    odt,
    overlapping,
    pdf,
    xlsx,
    zeros,
    zipped,
)

Made = tuple[str, str, bytes, Literal["fails", "either"]]

_BOMB = 300_000_000  # bytes, unpacked: beyond what any one file may be
_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
_XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def inputs(random: random.Random) -> Iterator[Made]:
    """Yield stem, suffix, data and what is promised of it."""
    yield from _bombs()
    yield from _paths()
    yield from _archives(random)
    yield from _office(random)
    yield from _pdfs()


def _bombs() -> Iterator[Made]:
    yield "bomb", "zip", zeros(_BOMB, "a.txt"), "fails"
    yield "bomb-of-many", "zip", zipped({f"{n}.txt": bytes(11_000_000) for n in range(10)}), "fails"
    yield "overlap", "zip", overlapping(250, 1_000_000), "fails"
    yield "gz-bomb", "txt.gz", gz_of_zeros(_BOMB), "fails"
    yield "gz-bomb-of-lines", "jsonl.gz", gz_of_zeros(_BOMB), "fails"
    nested = zeros(_BOMB // 10, "a.txt")
    for depth in range(1, 7):
        nested = zipped({f"{n}.zip": nested for n in range(4)})
        yield f"bomb-nested-{depth}", "zip", nested, "fails"
    yield "docx-bomb", "docx", _with_zeros(docx(), "word/document.xml"), "fails"
    yield "odt-bomb", "odt", _with_zeros(odt(), "content.xml"), "fails"
    yield "epub-bomb", "epub", _with_zeros(epub(), "c.xhtml"), "fails"
    yield "xlsx-bomb", "xlsx", _with_zeros(xlsx(), "xl/worksheets/sheet1.xml"), "fails"
    yield (
        "zip-of-itself-in-gz",
        "zip.gz",
        gzip.compress(zipped({"a.zip": zipped({"a.zip": zipped({})})}), mtime=0),
        "fails",
    )


def _paths() -> Iterator[Made]:
    names = [
        *(
            "../../../../hostile.txt",
            "/hostile.txt",
            "C:\\hostile.txt",
            "\\\\server\\share\\hostile.txt",
        ),
        *(
            "a/../../hostile.txt",
            "..",
            "a\nb.txt",
            "a\x1b[31m.txt",
            "x" * 5_000 + ".txt",
            "a/" * 1_000 + "b.txt",
        ),
        *(
            "~/hostile.txt",
            "$HOME/hostile.txt",
            "con.txt",
            "a.txt ",
            "\u202etxt.exe",
            "-rf.txt",
            "<b>.txt",
            "'; --.txt",
        ),
    ]
    for name in names:
        yield "path", "zip", zipped({name: WORDS.encode()}), "either"
    yield "same-name", "zip", _same_name(), "either"
    yield (
        "name-with-nul",
        "zip",
        zipped({"aXb.txt": WORDS.encode()}).replace(b"aXb.txt", b"a\0b.txt"),
        "either",
    )
    yield (
        "name-not-utf-8",
        "zip",
        zipped({"é.txt": WORDS.encode()}).replace("é".encode(), b"\xff\xfe"),
        "fails",
    )


def _archives(random: random.Random) -> Iterator[Made]:
    sound = zipped({"a.txt": WORDS.encode()}, zipfile.ZIP_STORED)
    yield "encrypted", "zip", encrypted(sound), "fails"
    yield "wrong-sum", "zip", sound.replace(b"ferry", b"fairy", 1), "fails"
    yield "unknown-method", "zip", _every(sound, 8, 10, 99), "fails"
    yield "no-files", "zip", zipped({}), "fails"
    yield "only-folders", "zip", zipped({"a/": b"", "a/b/": b""}), "fails"
    yield "only-clutter", "zip", zipped({"__MACOSX/._a": b"x", ".DS_Store": b"x"}), "fails"
    yield "only-pictures", "zip", zipped({"a.png": PNG, "b.png": PNG}), "fails"
    yield "11000-files", "zip", zipped({f"{n}.png": b"" for n in range(11_000)}), "either"
    yield (
        "larger-than-it-says",
        "zip",
        sound.replace(struct.pack("<I", len(WORDS.encode())), struct.pack("<I", 1)),
        "fails",
    )
    yield "directory-far-away", "zip", sound[:-6] + struct.pack("<I", 0xFFFFFF00) + b"\0\0", "fails"
    yield "comment", "zip", sound[:-2] + struct.pack("<H", 60_000) + b"x" * 60_000, "either"
    yield "before-it-a-program", "zip", b"MZ" + random.randbytes(1_000) + sound, "either"
    yield "of-every-format", "zip", zipped({f"a.{suffix}": data for suffix, data in BASES.items()}), "either"
    yield "other-methods", "zip", zipped({"a.txt": WORDS.encode()}, zipfile.ZIP_LZMA), "either"
    yield "cut", "txt.gz", BASES["txt.gz"][:-5], "fails"
    yield "wrong-sum", "txt.gz", BASES["txt.gz"][:-8] + bytes(8), "fails"
    yield (
        "of-a-gz-of-a-gz",
        "txt.gz",
        gzip.compress(gzip.compress(gzip.compress(WORDS.encode(), mtime=0), mtime=0), mtime=0),
        "either",
    )
    yield "rest", "txt.gz", BASES["txt.gz"] + random.randbytes(100), "either"


def _office(random: random.Random) -> Iterator[Made]:
    for kind, doctype, used in (("laughs", _LAUGHS, "&l9;"), ("xxe", _XXE, "&x;")):
        yield kind, "docx", docx(f"{doctype}<a>{used}</a>"), "fails"
        yield kind, "odt", odt(f"{doctype}<a>{used}</a>"), "fails"
        yield kind, "epub", epub(f"{doctype}<html><body><p>{used}</p></body></html>"), "either"
        yield kind, "xlsx", xlsx(f"{doctype}<sst><si><t>{used}</t></si></sst>"), "either"
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    runs = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"
    yield "huge-picture", "docx", _with_zeros(docx(), "word/media/image1.bmp", keep=True), "either"
    yield "pixels", "docx", docx(others={"word/media/a.png": _wide_png()}), "either"
    yield "deep", "docx", docx(f"<w:document {word}><w:body>{'<w:tbl><w:tr><w:tc>' * 20_000}"), "fails"
    yield (
        "paragraphs",
        "docx",
        docx(f"<w:document {word}><w:body>{runs * 20_000}</w:body></w:document>"),
        "either",
    )
    yield "no-words", "docx", docx(f"<w:document {word}><w:body/></w:document>"), "fails"
    yield "not-xml", "docx", docx("no markup"), "fails"
    yield "no-document", "docx", zipped({"[Content_Types].xml": b"<Types/>", "word/a.xml": b"<a/>"}), "fails"
    yield "encrypted", "docx", encrypted(docx()), "fails"
    yield "under-a-password", "docx", ole("EncryptedPackage"), "fails"
    yield "under-a-password", "xlsx", ole("EncryptedPackage"), "fails"
    yield "old-word", "doc", ole("WordDocument"), "fails"
    yield "old-excel", "xls", ole("Workbook"), "fails"
    yield "ole-noise", "doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.randbytes(5_000), "fails"
    yield "not-xml", "odt", odt("no markup"), "fails"
    yield "no-words", "epub", epub("<html><body/></html>"), "either"
    yield "chapter-outside", "epub", epub().replace(b"c.xhtml", b"../a.htm"), "either"
    for suffix in ("docx", "odt", "epub", "xlsx"):
        yield "wrong-sum", suffix, _every(BASES[suffix], 14, 16, 7), "fails"


def _pdfs() -> Iterator[Made]:
    yield "password", "pdf", _locked_pdf(), "fails"
    bomb = zlib.compress(bytes(100_000_000), 1)
    parts = {
        "no-pages": pdf(o2=b"<</Type/Pages/Kids[]/Count 0>>"),
        "no-words": pdf(b"q Q"),
        "only-a-picture": pdf(b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"),
    }
    for kind, data in parts.items():
        yield kind, "pdf", data, "fails"
    parts = {
        "pages-in-a-circle": pdf(o2=b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"),
        "count": pdf(o2=b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"),
        "length-of-itself": pdf(o4=b"<</Length 4 0 R>>stream\nx\nendstream"),
        "length": pdf(o4=b"<</Length 99999999999>>stream\nBT (a) Tj ET\nendstream"),
        "bomb": pdf(o4=b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(bomb), bomb)),
        "filters": pdf(o4=b"<</Filter[" + b"/FlateDecode" * 1_000 + b"]/Length 1>>stream\nx\nendstream"),
        "deep": pdf(o5=b"[" * 50_000),
        "operators": pdf(b"q " * 200_000),
        "text-of-5-mb": pdf(b"BT " + b"(ferry) Tj " * 400_000 + b"ET"),
        "font-of-itself": pdf(o5=b"<</Type/Font/Subtype/Type0/DescendantFonts[5 0 R]>>"),
        "no-table": pdf().replace(b"xref\n0", b"xxxx\n0"),
        "table-outside": pdf().replace(b"startxref\n", b"startxref\n999999999"),
        "table-of-itself": pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9"),
        "script": pdf(o1=b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"),
        "head-only": b"%PDF-1.7\n",
        "noise-before": b"\0" * 500 + pdf(),
        "objects": b"%PDF-1.4\n" + b"".join(b"%d 0 obj<<>>endobj\n" % n for n in range(1, 20_000)) + b"%%EOF",
    }
    for kind, data in parts.items():
        yield kind, "pdf", data, "either"


def _with_zeros(package: bytes, part: str, keep: bool = False) -> bytes:
    """Return a package with one part made of zeros; the rest as it was."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        others = {name: archive.read(name) for name in archive.namelist() if keep or name != part}
    return zeros(_BOMB, part, others)


def _same_name() -> bytes:
    first, second = "a.txt", "b.txt"
    return zipped({first: WORDS.encode(), second: b"other words"}).replace(second.encode(), first.encode())


def _every(archive: bytes, local: int, central: int, value: int) -> bytes:
    """Return an archive with a byte of every local and central header set to a value."""
    marked = bytearray(archive)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        position = opened.start_dir
        for entry in opened.infolist():
            marked[entry.header_offset + local] = value
            marked[position + central] = value
            position += 46 + sum(struct.unpack_from("<HHH", archive, position + 28))
    return bytes(marked)


def _wide_png() -> bytes:
    """Return a picture that says it is 60,000 by 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + head
    return PNG[:8] + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk)) + PNG[33:]


def ole(stream: str) -> bytes:
    """Return a compound file ([MS-CFB]) of one empty stream."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    directory = b""
    for name, kind in (("Root Entry", 5), (stream, 2)):
        entry = bytearray(128)
        encoded = name.encode("utf-16-le") + b"\0\0"
        entry[: len(encoded)] = encoded
        struct.pack_into("<HB", entry, 64, len(encoded), kind)
        directory += bytes(entry)
    return bytes(header) + table + directory.ljust(512, b"\0")


def _locked_pdf() -> bytes:
    """Return a PDF file that says it opens only with a password; which one, nobody knows."""
    lock = b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O<%s>/U<%s>>>" % (b"5a" * 32, b"a5" * 32)
    return pdf(o6=lock).replace(
        b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 6 0 R/ID[<%s><%s>]" % (b"01" * 16, b"01" * 16)
    )
