"""Which format a file is in: its content is believed before its name."""

import gzip
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadArticle, UnreadableInput
from ingest.readers import newsml, ninjs, nitf, packing
from ingest.sniffing import format_of
from tests.ingest import hostile_packages
from tests.ingest.hostile import inputs
from tests.ingest.hostile_bases import BASES, PNG, WORDS, encrypted, rss, zipped
from tests.ingest.hostile_packages import ole

SPECIAL = {
    "txt": "text",
    "md": "markdown",
    "json": "json-feed",
    "ninjs.json": "ninjs",
    "rss": "feed",
    "atom": "feed",
    "nitf.xml": "nitf",
    "newsml.xml": "newsml",
    "eml": "mail",
    "txt.gz": "gz",
    "png": "image",
}
FORMATS = {suffix: SPECIAL.get(suffix, suffix) for suffix in BASES}
NAMES = ["a", "a.txt", "a.html", "a.pdf", "a.xml", "a.jpg", "a.docx", "a.zip", "A.UNKNOWN"]
KNOWN = {*FORMATS.values(), "doc", "xls", "binary"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", BASES)
def test_a_sound_file_is_known_whatever_it_is_called(suffix: str, name: str):
    assert format_of(BASES[suffix], name) == FORMATS[suffix]


@pytest.mark.parametrize("suffix", ["txt", "html", "rss", "nitf.xml", "newsml.xml", "eml", "csv"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_hides_nothing(suffix: str, encoding: str):
    text = BASES[suffix].decode().replace('<?xml version="1.0" encoding="UTF-8"?>', "")

    assert format_of(("\n" * (encoding == "utf-16") + text).encode(encoding), "a") == FORMATS[suffix]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"# Ferry sinks\n\nIt sank.", "a.md", "markdown"),
        (b"<div align=center>\n\n# Ferry", "a.md", "markdown"),
        (b"<div><p>The ferry sank.</p></div>", "a.txt", "html"),
        (b"Just words, saved as a page", "a.html", "text"),
        (b"Words and <b>bold</b> ones", "a.html", "html"),
        (b"Words and <b>bold</b> ones", "a.txt", "text"),
        (b"< 5 percent of ships sank.", "a.txt", "text"),
        (b"a,b\n1,2\n", "a.csv", "csv"),
        (b"a\tb\n1\t2\n", "a.csv", "tsv"),
        (b"a;b\n1;2\n", "a.csv", "csv"),
        (b"Headline;Published;Body\nFerry;2025;It sank.\n", "a.txt", "csv"),
        (b"The title, and text, of a ferry", "a.txt", "text"),
        (b"The minister, the mayor\nand others spoke.", "a.txt", "text"),
        (b"[Update] The ferry sank.", "a.txt", "text"),
        (b"[1] The ferry sank.", "a.txt", "text"),
        (b"[[[[[[", "a.json", "jsonl"),
        (b"null", "a.jsonl", "jsonl"),
        (b"The ferry sank.", "a.json", "jsonl"),  # whose reader refuses it: more likely damaged than text
        (b'itle": "a", "text": "b"}', "a.jsonl", "jsonl"),
        (b"?xml version='1.0'?><nitf>", "a.xml", "html"),
        (b"\\rtf1\\ansi a}", "a.rtf", "rtf"),
        (b'[{"title": "a", "text": "b"}]', "a.json", "jsonl"),
        (b'{\n  "title": "a",\n  "text": "b"\n}', "a.json", "jsonl"),
        (b"{The ferry} sank.", "a.txt", "text"),
        (b"Title: Ferry\nOutlet: Gazette\nBy: A. Writer\nDate: 12 January 2025\n\nIt sank.", "a.txt", "text"),
        (b"From: the harbour\nSubject: ships\n\nIt sank.", "a.txt", "text"),
        (b"From: a@b.example\nSubject: x\n\nIt sank.", "a.eml", "mail"),
        (b"From a@b.example Sun Jan 12 10:00:00 2025\nFrom: a@b.example\nMessage-ID: <1>\n\nx", "a", "mail"),
        (b"---\ntitle: Ferry\n---\nIt sank.", "a.txt", "markdown"),
        (b"---\n\nIt sank. More:\n\n---\n", "a.txt", "text"),
        (b"<?xml version='1.0'?><opml/>", "a.xml", "html"),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:rdf='urn:x'>", "a", "feed"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.txt", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.txt", "image"),
        (b"BMW said it would sell fewer cars.", "a.txt", "text"),
        (b"%!PS\n%PDF-1.4\n", "a.txt", "pdf"),
        (b"ID3\x03\0\0\0", "a.txt", "binary"),
        (WORDS.encode("utf-16-le"), "a.txt", "binary"),
        (WORDS.encode("cp1252"), "a.txt", "text"),
        (b"\x01\x02" + WORDS.encode() + b"\x03", "a.txt", "text"),
        (bytes(range(1, 32)) * 5, "a.txt", "binary"),
        (b"", "a.pdf", "text"),
        (b"", "a.md", "markdown"),
        (b"PK\3\4" + bytes(50), "a.zip", "zip"),
        (BASES["docx"][:400], "a.docx", "docx"),
        (BASES["docx"][:400], "a.txt", "zip"),
        (zipped({"a.txt": b"x", "word/b.txt": b"x"}), "a.docx", "zip"),
        (zipped({"[Content_Types].xml": b"x", "ppt/a.xml": b"x"}), "a.docx", "binary"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "a.odt", "binary"),
        (encrypted(BASES["odt"]), "a.odt", "odt"),
    ],
)  # fmt: skip
def test_where_content_and_name_disagree(data: bytes, name: str, expected: str):
    assert format_of(data, name) == expected


@pytest.mark.parametrize(
    ("stream", "name", "expected"),
    [
        ("WordDocument", "a.txt", "doc"),
        ("Workbook", "a.doc", "xls"),
        ("EncryptedPackage", "a.docx", "docx"),
        ("EncryptedPackage", "a.xlsx", "xlsx"),
        ("PowerPoint Document", "a.ppt", "binary"),
    ],
)
def test_compound_files_are_told_apart_by_their_streams(stream: str, name: str, expected: str):
    assert format_of(ole(stream), name) == expected


def test_a_character_cut_at_the_end_of_what_is_looked_at_is_no_matter():
    text = "x" * 65_535 + "é"

    assert format_of(text.encode(), "a.txt") == "text"


def test_an_article_about_feeds_is_a_page():
    page = f"<html><body><p>A feed begins with &lt;rss&gt;: {WORDS}</p></body></html>"

    assert format_of(page.encode(), "a.html") == "html"


@given(st.binary(max_size=300), st.text(max_size=20))
def test_nothing_is_ever_raised(data: bytes, name: str):
    assert format_of(data, name) in KNOWN


@given(st.sampled_from(sorted(BASES)), st.integers(0, 10_000), st.binary(max_size=5))
def test_nothing_is_raised_of_what_was_sound_once(suffix: str, place: int, put: bytes):
    base = BASES[suffix]
    place %= len(base)

    assert format_of(base[:place] + put + base[place + len(put) :], f"a.{suffix}") in KNOWN


def test_hostile_inputs_are_told_quickly_and_our_readers_refuse_them_politely():
    """Nothing but our own errors, at most seconds for any of them, and no article where none may be."""
    readers = {"nitf": nitf.read, "newsml": newsml.read, "ninjs": ninjs.read}
    readers |= {"zip": packing.members, "gz": packing.members}
    names = []
    for name, data, expects in inputs():
        names.append(name)
        started = time.process_time()
        found = format_of(data, name)
        assert found in KNOWN, name
        assert time.process_time() - started < 1, name
        if found not in readers:
            continue
        try:
            read = [one for _, one in readers[found](data, name)]
        except UnreadableInput:
            read = []
        assert time.process_time() - started < 10, name
        if expects == "fails" and found not in ("zip", "gz"):  # what comes out of these, others read
            assert all(isinstance(one, BadArticle) for one in read), name
    assert len(names) == len(set(names)) > 500


def test_hostile_packages_are_always_the_same():
    """Packers like to write the time of day into what they pack."""
    first, second = (hostile_packages.inputs(random.Random(1)) for _ in range(2))  # noqa: S311  # no secret

    assert all(one == other for one, other in zip(first, second, strict=True))


# Real files ----------------------------------------------------------------------------------------


def test_real_feeds_are_known(shared: Callable[[str], Path]):
    """All but the seven that hold a piece of HTML: the content of one entry, and an error page."""
    told = {file.name: format_of(file.read_bytes(), "a.txt") for file in shared("feeds").iterdir()}
    others = sorted(name for name, kind in told.items() if kind not in ("feed", "json-feed"))

    assert len(others) == 7
    assert all("FirstEntry" in name or name == "rbren-unrecognized.rss" for name in others)


def test_real_pages_are_known(shared: Callable[[str], Path]):
    pages = [gzip.decompress(file.read_bytes()) for file in shared("pages/html").iterdir()]

    assert {format_of(page, "a.txt") for page in pages} == {"html"}


def test_real_articles_are_text_or_lines(shared: Callable[[str], Path]):
    lines = gzip.decompress(shared("news/articles.jsonl.gz").read_bytes()).splitlines(keepends=True)

    assert format_of(b"".join(lines[:100]), "a.txt") == "jsonl"
    assert {format_of(json.loads(line)["text"].encode(), "a") for line in lines} == {"text"}
    assert format_of(rss(*[f"<item>{n}</item>" for n in range(9)]), "a.jsonl") == "feed"
    assert format_of(PNG, "a.jsonl") == "image"
