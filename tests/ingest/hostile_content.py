"""Hostile text: what readers, parsers and our own patterns choke on."""

# ruff: noqa: E501  # markup is easier to read in one piece

import json
import random
from collections.abc import Iterator
from typing import Any, Literal

from tests.ingest.hostile_bases import ITEM, WORDS, mail, rss

Made = tuple[str, str, bytes, Literal["fails", "either"]]

_SECRET = '<!ENTITY x SYSTEM "file:///etc/passwd">'
_LAUGHS = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_QUADRATIC = f'<!ENTITY x "{"a" * 50_000}">'
_XML = {
    "rss": "<rss version='2.0'><channel><title>G</title><item><title>T {0}</title><description>{0}</description></item></channel></rss>",
    "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><content>{0}</content></entry></feed>",
    "nitf.xml": "<nitf><body><body.content><p>{0}</p></body.content></body></nitf>",
    "newsml.xml": "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentSet><inlineXML><html><body><p>{0}</p></body></html></inlineXML></contentSet></newsItem>",
    "html": "<html><body><article><p>{0}</p></article></body></html>",
    "svg": "<svg xmlns='http://www.w3.org/2000/svg'><text>{0}</text></svg>",
}


def inputs(random: random.Random) -> Iterator[Made]:
    """Yield stem, suffix, data and what is promised of it."""
    yield from _encodings(random)
    yield from _long_texts()
    yield from _xml()
    yield from _pages()
    yield from _json()
    yield from _markdown_and_rtf()
    yield from _tables()
    yield from _mails()
    yield from _feeds()


def _encodings(random: random.Random) -> Iterator[Made]:
    words = WORDS.encode()
    sequences = {
        "overlong": b"\xc0\xaf\xe0\x80\xaf",
        "cesu": b"\xed\xa0\x80\xed\xb0\x80",
        "beyond-unicode": b"\xf4\x90\x80\x80",
        "continuation": b"\x80\xbf",
        "half": b"\xe2\x80",
    }
    for kind, sequence in sequences.items():
        for suffix in ("txt", "md", "html", "csv"):
            yield f"utf-8-{kind}", suffix, words + b" " + sequence + b" " + words, "either"
    for suffix in ("txt", "md", "jsonl", "csv"):
        yield "nul-inside", suffix, words + b"\0" + words, "fails"
        yield "controls", suffix, words + bytes(range(1, 32)) + words, "either"
    yield "utf-16-odd", "txt", "\ufeffferry".encode("utf-16-le") + b"x", "fails"
    yield "utf-16-without-mark", "txt", WORDS.encode("utf-16-le"), "fails"
    yield "utf-32", "txt", WORDS.encode("utf-32"), "either"
    yield "mark-only", "txt", b"\xef\xbb\xbf", "fails"
    yield "two-marks", "txt", b"\xef\xbb\xbf" * 2 + words, "either"
    yield "bytes-of-every-kind", "txt", bytes(range(1, 256)) * 20, "either"
    yield "shift-jis-and-utf-8", "txt", "外務大臣は".encode("shift_jis") + words, "either"
    yield "latin-1-in-utf-8", "html", b"<meta charset=utf-8><p>" + words + b" caf\xe9</p>", "either"
    yield (
        "noise-in-words",
        "txt",
        b" ".join(random.randbytes(5).replace(b"\0", b"x") for _ in range(500)),
        "either",
    )


def _long_texts() -> Iterator[Made]:
    yield "200-mb", "txt", (WORDS.encode() + b"\n") * (200_000_000 // (len(WORDS.encode()) + 1)), "fails"
    yield "6-million-characters", "txt", b"The ferry sank. " * 375_001, "fails"
    repeated = {
        "one-word": "x" * 1_000_000,
        "lines": "\n" * 1_000_000 + "x",
        "spaces": "said" + " " * 1_000_000 + "he",
        "opening-quotes": "“" * 20_000,
        "quotes": '"' * 20_000,
        "said": "said " * 20_000,
        "names": "Anna Bell " * 20_000,
        "brackets": "(" * 50_000,
        "full-stops": "." * 100_000,
        "abbreviations": "U.S. " * 20_000,
        "dashes": "—" * 50_000,
        "digits": "1" * 100_000,
        "marks-on-one-letter": "e" + "\u0301" * 100_000,
        "right-to-left": "\u202e" * 10_000 + WORDS,
        "no-width": "\u200b" * 10_000,
        "emoji": "👩‍👩‍👧‍👦" * 5_000,
        "private": "\ue000" * 10_000,
        "quotes-never-closed": "“We go, " * 10_000,
        "one-letter-paragraphs": "a\n\n" * 20_000,
        "header-lines": "Title: a\n" * 20_000,
        "sources": "Source » a\n" * 20_000,
        "apostrophes": "'s " * 20_000,
        "tabs": "a\t" * 50_000,
    }
    for kind, text in repeated.items():
        yield kind, "txt", text.encode(), "either"
    yield "title-of-a-megabyte", "txt", f"Title: {'x' * 1_000_000}\n\n{WORDS}".encode(), "either"
    yield "url-of-a-megabyte", "txt", f"URL: https://x.example/{'a?' * 500_000}\n\n{WORDS}".encode(), "either"
    for day in (
        "0000-00-00",
        "9999-12-31T23:59:59-12:00",
        "-5000-01-01",
        "2025-02-30",
        "1" * 5_000,
        "٢٠٢٥-٠١-١٢",
    ):
        yield "day-" + day[:10].replace(":", "")[:4], "txt", f"Date: {day}\n\n{WORDS}".encode(), "either"
    for url in (
        "http://[::1",
        "http://x:99999999/",
        "javascript:alert(1)",
        "http://x/\u202e",
        "//",
        "file:///etc/passwd",
    ):
        yield "url", "txt", f"URL: {url}\n\n{WORDS}".encode(), "either"


def _xml() -> Iterator[Made]:
    for suffix, form in _XML.items():
        root = form.split("<", 1)[1].split(">", 1)[0].split(" ", 1)[0]
        for kind, declared, used in (
            ("xxe", _SECRET, "&x;"),
            ("xxe-parameter", '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;', WORDS),
            ("laughs", _LAUGHS, "&l9;"),
            ("quadratic", _QUADRATIC, "&x;" * 50_000),
            ("recursive", '<!ENTITY x "&y;"><!ENTITY y "&x;">', "&x;"),
        ):
            yield (
                kind,
                suffix,
                f"<?xml version='1.0'?><!DOCTYPE {root} [{declared}]>{form.format(used)}".encode(),
                "either",
            )
        yield "deep", suffix, form.format("<b>" * 100_000 + WORDS + "</b>" * 100_000).encode(), "either"
        yield (
            "attributes",
            suffix,
            form.format("<b " + " ".join(f"a{n}='x'" for n in range(100_000)) + "/>").encode(),
            "either",
        )
        yield "long-comment", suffix, form.format(f"<!-- {'- ' * 1_000_000} -->").encode(), "either"
    for suffix in ("nitf.xml", "newsml.xml"):
        yield "very-deep", suffix, b"<nitf>" + b"<block>" * 1_000_000, "fails"
        yield "comments-before", suffix, b"<!-- a -->" * 200_000 + b"<nitf/>", "fails"
        yield (
            "declared-in-another-encoding",
            suffix,
            f"<?xml version='1.0' encoding='ebcdic-cp-us'?><nitf>{WORDS}".encode(),
            "fails",
        )


def _pages() -> Iterator[Made]:
    pages = {
        "deep": "<div>" * 100_000 + WORDS,
        "unclosed-comment": "<p>" + WORDS + "<!--" * 50_000,
        "only-script": "<html><body><script>" + "x();" * 10_000 + "</script></body></html>",
        "angle-brackets": "<" * 500_000,
        "links": "<html><body>" + "<a href='x'>y</a>" * 50_000 + "</body></html>",
        "data-image": f"<html><body><p>{WORDS}</p><img src='data:image/png;base64,{'A' * 10_000_000}'></body></html>",
        "plaintext": "<html><body><plaintext>" + WORDS,
        "frames": "<html><frameset><frame src='a'><frame src='b'></frameset></html>",
        "two-charsets": f"<html><head><meta charset='utf-7'><meta charset='utf-16'></head><body><p>{WORDS}</p></body></html>",
        "json-ld-broken": f"<html><head><script type='application/ld+json'>{{{{</script></head><body><p>{WORDS}</p></body></html>",
        "json-ld-deep": f"<html><head><script type='application/ld+json'>{'[' * 100_000}</script></head><body><p>{WORDS}</p></body></html>",
        "json-ld-odd": '<html><head><script type=\'application/ld+json\'>{"@type": ["NewsArticle", 3, null], "author": [[[]]], '
        f'"headline": {{}}, "datePublished": 12, "publisher": "x"}}</script></head><body><article><p>{WORDS * 5}</p></article></body></html>',
        "nested-tables": "<table><tr><td>" * 5_000 + WORDS,
        "nested-forms": "<form><p>" * 20_000 + WORDS,
        "entities": "&amp" * 200_000,
        "numbers": "&#99999999;&#xD800;&#0;" * 10_000 + WORDS,
        "unknown-tags": "".join(f"<x{n}>" for n in range(50_000)) + WORDS,
    }
    for kind, page in pages.items():
        yield kind, "html", page.encode(), "either"


def _json() -> Iterator[Made]:
    for suffix in ("json", "jsonl", "ninjs.json"):
        yield "deep-lists", suffix, b"[" * 1_000_000, "fails"
        yield "deep-objects", suffix, b'{"text":' * 200_000, "fails"
        yield "digits", suffix, b'{"text": ' + b"9" * 1_000_000 + b"}", "fails"
        yield "no-number", suffix, b'{"title": "a", "text": NaN}', "fails"
        yield "only-null", suffix, b"null", "fails"
    odd: dict[str, Any] = {
        "null": None,
        "true": True,
        "number": 1e308,
        "list": ["a", ["b"]],
        "object": {"a": 1},
        "half-pair": "a \ud800 b",
        "nul": "a \0 b",
        "long": "x" * 200_000,
        "controls": "\x01\x1f\x7f\x85",
    }
    for kind, value in odd.items():
        for field in ("title", "text", "author", "published", "url", "id"):
            article = {"title": "Ferry", "text": WORDS, field: value}
            fails = kind in ("half-pair", "nul") or (field == "text" and kind in ("null", "true", "object"))
            expects: Literal["fails", "either"] = "fails" if fails and field != "published" else "either"
            yield f"{field}-{kind}", "jsonl", json.dumps(article).encode(), expects
        item = {
            "uri": "urn:x",
            "versioncreated": value,
            "pubstatus": value,
            "byline": value,
            "subject": value,
        }
        yield (
            f"fields-{kind}",
            "ninjs.json",
            json.dumps({**item, "headline": "a", "body_text": WORDS}).encode(),
            "either",
        )
        yield (
            f"body-{kind}",
            "ninjs.json",
            json.dumps({**item, "headline": "a", "body_html": value}).encode(),
            "either",
        )
        feed = {
            "version": "https://jsonfeed.org/version/1",
            "items": [{"id": value, "content_html": value}],
            "title": value,
        }
        yield f"feed-{kind}", "json", json.dumps(feed).encode(), "either"
    yield "a-key-twice", "jsonl", b'{"text": "a", "text": "The ferry sank."}', "either"
    yield "line-of-60-mb", "jsonl", b'{"text": "' + b"x" * 60_000_000 + b'"}', "fails"
    yield "separators", "jsonl", '{"title": "a", "text": "one\u2028two\u2029three\x85"}'.encode(), "either"
    yield "array-of-nothing", "json", b"[" + b"{}," * 2_000 + b"{}]", "either"


def _markdown_and_rtf() -> Iterator[Made]:
    for kind, text in {
        "quotes-nested": ">" * 5_000 + " a",
        "lists-nested": "".join("  " * n + "- a\n" for n in range(500)),
        "brackets": "[" * 20_000,
        "links": "[a](" * 10_000,
        "emphasis": "*a_ " * 20_000,
        "stars": "*" * 50_000 + "a",
        "ticks": "`" * 20_001 + "a",
        "tables": "|" * 20_000,
        "front-matter-open": "---\ntitle: a\n" + "a: b\n" * 5_000,
        "front-matter-deep": "---\na: " + "[" * 5_000 + "\n---\ntext",
        "front-matter-tag": "---\na: !!python/object/apply:os.system ['true']\n---\ntext",
        "front-matter-alias": "---\na: &a [x]\n"
        + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 2))
        + "---\ntext",
        "front-matter-laughs": "---\nl0: &l0 [lol, lol]\n"
        + "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
        + "author: *l11\n---\ntext",
    }.items():
        yield kind, "md", text.encode(), "either"
    for kind, data in {
        "groups-nested": b"{\\rtf1 " + b"{" * 100_000 + b"a" + b"}" * 100_001,
        "never-closed": b"{\\rtf1 " + b"{\\b " * 1_000 + b"a",
        "closed-too-often": b"{\\rtf1 a" + b"}" * 1_000,
        "bin-beyond-the-end": b"{\\rtf1 {\\pict\\bin2000000000 abc} a}",
        "unicode": b"{\\rtf1 \\u-99999?\\u55296?\\u0? a}",
        "object": b"{\\rtf1 {\\object\\objdata " + b"0" * 1_000_000 + b"} a}",
        "words": b"{\\rtf1 " + b"\\x" * 100_000 + b" a}",
        "long-word": b"{\\rtf1 \\" + b"x" * 1_000_000 + b" a}",
        "number": b"{\\rtf1 \\li" + b"9" * 10_000 + b" a}",
    }.items():
        yield kind, "rtf", data, "either"
    yield "bare", "rtf", b"{\\rtf1}", "fails"


def _tables() -> Iterator[Made]:
    words = WORDS.encode()
    yield "field-of-10-mb", "csv", b'title,text\nFerry,"' + b"The ferry sank. " * 625_000 + b'"\n', "either"
    yield "quote-never-closed", "csv", b'title,text\nFerry,"' + words * 1_000, "either"
    yield (
        "columns",
        "csv",
        b"title,text" + b",x" * 100_000 + b"\nFerry,words" + b",y" * 100_000 + b"\n",
        "either",
    )
    yield "header-only", "csv", b"title,text\n", "fails"
    yield "no-known-column", "csv", b"a,b\n1,2\n", "fails"
    yield "ragged", "csv", b"title,text\nFerry\nFerry," + words + b",x,y,z\n,\n", "either"
    yield "formula", "csv", b"title,text\n=cmd|' /C calc'!A0," + words + b"\n", "either"
    yield "same-column-twice", "csv", b"title,text,text\na,b,c\n", "either"
    yield "quotes", "csv", b"title,text\n" + b'"' * 100_001, "either"
    yield "empty-rows", "csv", b"title,text\n" + b",\n" * 2_000, "either"
    yield "line-ends", "csv", b"title,text\ra,The ferry sank.\r\nb,It was found.\n\r", "either"


def _mails() -> Iterator[Made]:
    kinds = {
        "headers": mail(headers="".join(f"X-{n}: y\r\n" for n in range(10_000))),
        "header-of-a-megabyte": mail(headers="X-A: " + "y" * 1_000_000 + "\r\n"),
        "folded": mail(headers="X-A: y\r\n" + " y\r\n" * 100_000),
        "encoded-words": mail(headers="X-A: " + "=?utf-8?q?=C3=A9?= " * 20_000 + "\r\n"),
        "addresses": mail(headers="Cc: " + "<a@b>, " * 20_000 + "\r\n"),
        "charset": mail().replace(b"charset=utf-8", b"charset=no-such"),
        "bad-day": mail().replace(b"Sun, 12 Jan 2025", b"Sun, 99 Foo 20255"),
        "control-characters": mail().replace(b"Ferry sinks", b"Ferry\x00\x01\x0bsinks"),
    }
    boundary = "Content-Type: multipart/mixed; boundary={0}\r\n\r\n--{0}\r\n"
    start = "From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    kinds["nested"] = (start + "".join(boundary.format(f"b{n}") for n in range(2_000))).encode()
    kinds["no-boundary"] = (start + "Content-Type: multipart/mixed\r\n\r\n" + WORDS).encode()
    kinds["parts"] = (
        start + boundary.format("b") + f"Content-Type: text/plain\r\n\r\n{WORDS}\r\n--b\r\n" * 5_000
    ).encode()
    kinds["bad-base64"] = mail("===!!!" * 1_000, "Content-Transfer-Encoding: base64\r\n")
    kinds["messages-in-messages"] = (start + "Content-Type: message/rfc822\r\n\r\n").encode() * 1_000
    kinds["html-only"] = mail("<p>" * 50_000).replace(b"text/plain", b"text/html")
    for kind, data in kinds.items():
        yield kind, "eml", data, "either"
    yield "no-body", "eml", mail("").rstrip() + b"\r\n\r\n", "fails"
    yield "only-an-attachment", "eml", mail("AAAA").replace(b"text/plain", b"application/pdf"), "fails"


def _feeds() -> Iterator[Made]:
    yield "100000-entries", "rss", rss("<item><title>a</title></item>" * 100_000), "either"
    yield "no-entries", "rss", rss(), "fails"
    yield "same-guid", "rss", rss(ITEM * 50), "either"
    yield (
        "entry-of-6-mb",
        "rss",
        rss(f"<item><title>a</title><description>{'x ' * 3_000_000}</description></item>"),
        "either",
    )
    yield (
        "feed-in-feed",
        "rss",
        rss(f"<item><title>a</title><description><![CDATA[{rss(ITEM).decode()}]]></description></item>"),
        "either",
    )
    yield (
        "escaped-ten-times",
        "rss",
        rss(f"<item><title>a</title><description>{'&amp;' * 10}lt;p></description></item>"),
        "either",
    )
    yield (
        "days",
        "rss",
        rss(
            "<item><title>a</title><pubDate>Foo, 99 Bar 99999 99:99</pubDate><description>b</description></item>"
        ),
        "either",
    )
    yield (
        "links",
        "rss",
        rss(f"<item><title>a</title><link>javascript:x</link><description>{WORDS}</description></item>"),
        "either",
    )
    yield (
        "namespaces",
        "rss",
        rss("".join(f"<item xmlns:n{n}='urn:{n}'><title>a</title></item>" for n in range(2_000))),
        "either",
    )
    yield "unclosed", "rss", rss(ITEM).replace(b"</item></channel></rss>", b""), "either"
