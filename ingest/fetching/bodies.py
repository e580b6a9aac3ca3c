"""What a server sends, read with care: only kinds that can hold an article, and never more than agreed.

Packed data is unpacked in pieces of known size, because a thousandth of a page's size is enough to pack
an endless one.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from email.message import Message

import httpx

from corpus.errors import FetchFailed

_READABLE = re.compile(
    r"text/(?!(?:css|javascript|ecmascript|calendar|vcard|event-stream)$).+"
    r"|application/(?:[^;]+\+)?(?:xml|json|zip)"  # feeds (rss+xml, feed+json) and EPUB (epub+zip) as well
    r"|application/(?:x-ndjson|ndjson|jsonl|x-jsonlines|gzip|x-gzip|x-zip-compressed|pdf|x-pdf|rtf|msword)"
    r"|application/vnd\.(?:openxmlformats-officedocument|oasis\.opendocument|ms-(?:excel|powerpoint|word)).*"
)
_UNTOLD = (None, "application/octet-stream", "binary/octet-stream")  # the server does not know either
_FORMATS = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")
# Bytes that no text holds, and how many of a text's bytes are looked at: "MIME Sniffing", WHATWG.
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 1445

_GZIP = b"\x1f\x8b"  # how a gzip file begins
_PIECE = 65_536  # bytes unpacked at a time
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


def read_page(headers: httpx.Headers, raw: Iterable[bytes], most: int) -> bytes:
    """Return a page's bytes, unpacked: at most ``most`` of them, of a kind that can hold an article.

    Raises FetchFailed, before anything is read where the headers say enough.
    """
    kind = media_type(headers)
    if kind is not None and kind not in _UNTOLD and not _READABLE.fullmatch(kind):
        named = ascii(kind)[1:-1][:60]
        raise FetchFailed(
            f"The address leads to {named}, not to a page, a feed or a document. Give the address of the "
            "article itself."
        )
    told = headers.get("content-length", "")
    if told.isdecimal() and len(told) < 20 and int(told) > most:
        raise _too_large(most)
    data = bytearray()
    for piece in unpacked(headers, raw):
        data += piece
        if len(data) > most:
            raise _too_large(most)
    if kind in _UNTOLD and not data.startswith(_FORMATS) and _BINARY.search(data[:_LOOKED_AT]):
        raise FetchFailed(
            "The server does not say what this is, and it is no text. Give the address of the article itself."
        )
    return bytes(data)


def read_start(headers: httpx.Headers, raw: Iterable[bytes], most: int) -> bytes:
    """Return the first ``most`` bytes, unpacked, of whatever kind; the rest is not read."""
    data = bytearray()
    for piece in unpacked(headers, raw):
        data += piece
        if len(data) >= most:
            break
    return bytes(data[:most])


def media_type(headers: httpx.Headers) -> str | None:
    """Return the Content-Type in lower case, without its parameters."""
    values = headers.get_list("content-type")
    return values[-1].partition(";")[0].strip().lower() or None if values else None


def charset(headers: httpx.Headers) -> str | None:
    """Return the charset parameter of the Content-Type, in lower case, as the server wrote it."""
    message = Message()
    message["content-type"] = (headers.get_list("content-type") or [""])[-1]
    return message.get_content_charset()


def unpacked(headers: httpx.Headers, raw: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the data as it was before it was packed for the way, in pieces of at most 64 KB or one of raw.

    Raises FetchFailed for a packing other than gzip (which we ask for) or deflate, one in another, and for
    data that is damaged or ends early.
    """
    packings = [p.lower() for p in headers.get_list("content-encoding", split_commas=True)]
    packings = [packing for packing in packings if packing not in ("", "identity")]
    if not packings:
        yield from raw
        return
    if packings not in (["gzip"], ["x-gzip"], ["deflate"]):
        raise FetchFailed(
            "The server sends the page packed in a way it was not asked for. Save the page from your browser "
            "as .html and ingest that file."
        )
    try:
        yield from _inflated(raw)
    except zlib.error as error:
        raise FetchFailed(
            "The page arrived damaged: it cannot be unpacked. Try again; if it stays so, save the page from "
            "your browser as .html and ingest that file."
        ) from error


def _inflated(raw: Iterable[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    started = False
    for packed in raw:
        rest = packed
        while rest:
            if inflater.eof:  # gzip files may follow each other; padding may, too, and is left
                if not _GZIP.startswith(rest[: len(_GZIP)]):
                    return
                inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
            started = True
            yield inflater.decompress(rest, _PIECE)
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    while started and not inflater.eof:
        piece = inflater.decompress(b"", _PIECE)
        if not piece:
            raise zlib.error("ends early")
        yield piece


def _too_large(most: int) -> FetchFailed:
    return FetchFailed(
        f"The page is larger than {most:,} bytes. Give the address of a single article, or save it and "
        "ingest the file."
    )
