"""Which format a file is in: what it holds decides, its name only where that leaves a choice."""

import io
import re
import zipfile

from ingest.readers.newsml import is_newsml
from ingest.readers.ninjs import is_ninjs
from ingest.readers.xml import root_name
from ingest.readers.zips import BROKEN

_SNIFFED = 65_536  # bytes from the beginning, besides the directories of zip and OLE containers
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM", b"\0\0\1\0"),
    *(b"8BPS", b"\xff\x0a", b"\0\0\0\x0cJXL ", b"\0\0\0\x0cjP  "),
)
_MARKS = {
    b"\xff\xfe\0\0": "utf-32-le",  # before UTF-16's, which begins in the same way
    b"\0\0\xfe\xff": "utf-32-be",
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\f\r\x1b")
_MOST_CONTROLS = 0.1  # of all bytes: old wire copy has a handful of them around the text
_OFFICE = ("docx", "odt", "epub", "xlsx")
_HTML_PAGE = re.compile(r"<!doctype html|<html[\s>]", re.IGNORECASE)
_MARKED_UP = ("html", "htm", "xhtml", "xml", "rss", "atom")
_FEED_IN_PAGE = re.compile(r"<feed\s[^>]{0,500}2005/Atom|<rss[\s>]")
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version')
_JSON = re.compile(r'\{\s*(?:"(?:[^"\\\n]|\\.){0,200}"\s*:|\}\s*\Z)|\[\s*(?:\{\s*["}]|\]\s*\Z)')
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)")
_MAIL_STRONG = {"message-id", "mime-version", "received", "return-path", "delivered-to", "dkim-signature"}
_MAIL_WEAK = {"from", "to", "subject", "date", "cc", "reply-to", "sender", "content-type"}
_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?:.*\n)*?(?:title|headline):.*\n(?:.*\n)*?---[ \t]*\n", re.IGNORECASE
)
_COLUMNS = re.compile(r'[^\S\t]*"?([^",;\t]*)"?[^\S\t]*(?:[,;\t]|$)')
_TITLES = {"title", "headline", "head", "hl"}
_TEXTS = {"text", "body", "content", "article", "fulltext", "full_text", "full text", "articlebody", "story"}


def format_of(data: bytes, name: str) -> str:
    """Return the format of a file, told by its content and, where that leaves a choice, its name.

    One of: pdf, docx, odt, epub, rtf, xlsx, xls, doc, zip, gz, html, feed, json-feed, nitf, newsml, ninjs,
    jsonl (JSON articles: one a line, a list, or one alone), mail, csv, tsv, markdown, text, image, binary.
    Nothing is raised; what is no text and none of these is "binary".
    """
    head = data[:_SNIFFED]
    suffix = name.lower().rsplit(".", 1)[-1] if "." in name else ""
    found = _container(data, head, suffix)
    if found:
        return found
    text = _text(head)
    if text is None:
        return "binary"
    text = text.lstrip("\ufeff \t\r\n\f")
    return _markup(data, text, suffix) or _json(data, text) or _plain(text, suffix)


def _container(data: bytes, head: bytes, suffix: str) -> str | None:
    """Recognise what begins with bytes of its own."""
    if re.search(rb"%PDF-\d", head[:1024]):  # PDF readers allow as much before it
        return "pdf"
    if head.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")):
        return _in_zip(data, suffix)
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    if head.startswith(_OLE):
        return _in_ole(data, suffix)
    if head.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"msf1"):
        return "image"
    if head.startswith(_IMAGES) and (head[:2] != b"BM" or b"\0" in head[:16]):
        return "image"
    return None


def _in_zip(data: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    declared = member.read(100).strip()
                known = {
                    b"application/epub+zip": "epub",
                    b"application/vnd.oasis.opendocument.text": "odt",
                    b"application/vnd.oasis.opendocument.text-template": "odt",
                }
                if declared in known:
                    return known[declared]
                if declared.startswith(b"application/vnd.oasis."):
                    return "binary"  # a spreadsheet, slides
    except BROKEN:
        return suffix if suffix in _OFFICE else "zip"  # damaged: its reader says so best
    if "[Content_Types].xml" in names:
        folders = {name.split("/", 1)[0] for name in names}
        return "docx" if "word" in folders else "xlsx" if "xl" in folders else "binary"
    return "epub" if "META-INF/container.xml" in names else "zip"


def _in_ole(data: bytes, suffix: str) -> str:
    """Look into the directory of a compound file ([MS-CFB] 2.2, 2.6) for what its streams are called."""
    size = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    start = (int.from_bytes(data[48:52], "little") + 1) * size
    directory = data[start : start + 8 * size]
    if "WordDocument".encode("utf-16-le") in directory:
        return "doc"
    if any(stream.encode("utf-16-le") in directory for stream in ("Workbook", "Book\0")):
        return "xls"
    if "EncryptedPackage".encode("utf-16-le") in directory:  # an Office file under a password
        return suffix if suffix in ("docx", "xlsx") else "doc"
    return suffix if suffix in ("doc", "xls") else "binary"


def _text(head: bytes) -> str | None:
    """Return the beginning as text; None where it is none."""
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return head.decode(encoding, errors="ignore")
    if b"\0" in head or sum(byte in _CONTROLS for byte in head) > _MOST_CONTROLS * len(head):
        return None
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_off = len(head) == _SNIFFED and error.start > len(head) - 4
        return head.decode("utf-8" if cut_off else "latin-1", errors="ignore")


def _markup(data: bytes, text: str, suffix: str) -> str | None:
    if not text.startswith("<"):
        return None
    root = root_name(data)
    if root == "nitf":
        return "nitf"
    if is_newsml(data):
        return "newsml"
    is_feed = root in ("rss", "feed", "channel") or (root == "rdf" and "/rss/" in text[:4096])
    if is_feed or (root == "html" and _FEED_IN_PAGE.search(text[:4096])):
        return "feed"
    if root == "svg":
        return "image"
    if root == "html" or _HTML_PAGE.search(text[:4096]):
        return "html"
    if suffix in ("md", "markdown"):
        return "markdown"  # which may begin with a tag
    if root or text.startswith(("<?xml", "<!--", "<!DOCTYPE")):
        return "html"  # a fragment, or XML of a kind whose text may still be found
    return None


def _json(data: bytes, text: str) -> str | None:
    if not _JSON.match(text):
        return None
    if _JSON_FEED.search(text):
        return "json-feed"
    return "ninjs" if is_ninjs(data) else "jsonl"


def _plain(text: str, suffix: str) -> str:
    if _is_mail(text, suffix in ("eml", "mbox", "mht", "mhtml", "msg")):
        return "mail"
    if _FRONT_MATTER.match(text[:8192].replace("\r\n", "\n")):
        return "markdown"
    if suffix in ("md", "markdown"):
        return "markdown"
    first = text.split("\n", 1)[0].rstrip("\r")
    if suffix in ("csv", "tsv", "tab") or _is_header_row(first):
        return "tsv" if "\t" in first else "csv" if suffix not in ("tsv", "tab") else "tsv"
    if _HTML_PAGE.search(text[:4096]) or (suffix in _MARKED_UP and "<" in text):
        return "html"
    # What is damaged at its beginning is no text: the reader of its format says so.
    if suffix in ("json", "jsonl", "ndjson") and text:
        return "jsonl"
    if suffix == "rtf" and "\\rtf" in text[:200]:
        return "rtf"
    return "text"


def _is_mail(text: str, named_so: bool) -> bool:
    """Tell whether the text begins with a message's header; "Date:" and "By:" alone are our own."""
    lines = text[:16_384].split("\n")
    if lines[0].startswith("From ") and len(lines) > 1:  # how an mbox parts its messages
        del lines[0]
    fields = set()
    for line in lines:
        header = _HEADER_LINE.match(line)
        if header:
            fields.add(header[1].lower())
        elif not (fields and line[:1] in (" ", "\t") and line.strip()):
            break
    if named_so:
        return bool(fields & (_MAIL_STRONG | _MAIL_WEAK))
    return bool(fields & _MAIL_STRONG) and bool(fields & _MAIL_WEAK)


def _is_header_row(line: str) -> bool:
    names = {name.strip().lower() for name in _COLUMNS.findall(line[:2000])}
    return bool(names & _TITLES) and bool(names & _TEXTS)
