"""RSS 0.9x, 1.0 and 2.0, and Atom, through feedparser, also where their XML is broken."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html.entities import html5
from typing import Any

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers.feed_dates import entry_day, entry_moment
from ingest.readers.feed_entries import (
    DATED_BY,
    DATED_BY_CHANGE,
    MOST_ENTRIES,
    Feed,
    Said,
    address,
    feed_of,
    first,
    language_of,
    names,
)
from ingest.readers.fragments import looks_like_markup, plain, text_of

# feedparser files these under "summary", "content" and "updated", where the caption of a photograph passes
# for the article and the day of publication for that of a change. Under another name each stays apart.
_APART = re.compile(r"<(/?)(media|itunes|dc):(description|summary|date)\b[^<>]*?(/?)>")
_EDGE = re.compile(r"<(/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s>/])")
# feedparser's time grows with the square of an element's attributes and of an entry's categories. Of these
# the first is taken (keywords are none), so that what is renamed, and so left unread, is not missed.
_TAG = re.compile(r"""<[A-Za-z](?:[^<>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?)*+(?=>)""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')?""")
_MOST_ATTRIBUTES = 200  # of one element; roots declare a dozen namespaces
_FILED = re.compile(r"<(/?)((?:[\w.-]+:)?)(category|subject|keywords|item|entry)(?=[\s>/])")
_MOST_CATEGORIES = 100  # of one entry
_AMPERSAND = re.compile(
    r"(<!\[CDATA\[(?:.*?\]\]>|.*))|&(?:#(?:[xX]([0-9A-Fa-f]+)|(\d+));?|([A-Za-z][A-Za-z0-9]*);)?", re.DOTALL
)
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2 Char
_HTML = ("text/html", "application/xhtml+xml")
# feedparser's second parser, for broken XML, is old and trips over some of it; which of these it raises
# depends on where. All mean that the feed cannot be read.
_TRIPS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def read(text: str, base: str | None) -> Feed:
    """Read a feed from its text, which begins at the root element.

    Links are resolved against xml:base, then the feed's own page, then ``base``. Raises UnreadableInput
    where no entry can be made out.
    """
    import feedparser

    if any(_overloaded(tag[0]) for tag in _TAG.finditer(text)):
        raise UnreadableInput(
            f"An element of the feed has more than {_MOST_ATTRIBUTES} attributes. Ask its publisher for a "
            "sound feed, or save the articles' own pages."
        )
    text, left_out = _first_entries(_AMPERSAND.sub(_mended, _NO_XML.sub("", text)))
    text = _few_categories(text)
    ends = list(_EDGE.finditer(text))
    headers = {"content-type": "application/xml; charset=utf-8"}
    if base:
        headers["content-location"] = base
    try:
        parsed = feedparser.parse(
            io.BytesIO(_APART.sub(r"<\1\2:x\3\4>", text).encode()),  # bytes alone would be taken for a path
            response_headers=headers,
            # No markup is kept (``fragments`` leaves text alone), so there is none to clean and no link in it
            # to resolve; feedparser's ways of doing so take time that grows with the square of the text.
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _TRIPS as error:
        raise UnreadableInput(
            "The feed is broken beyond reading: its XML cannot be made out. Get it anew and ingest it again."
        ) from error
    feed = dict(parsed.feed)
    own = [_word(one, "href") for one in _parts(feed, "links") if one.get("rel") == "self"]
    base = base or address(own[0] if own else None, None)
    page = address(_word(feed, "link"), base)
    atom = parsed.version.startswith("atom")
    said = [_said(dict(entry), feed, base or page, atom=atom) for entry in parsed.entries]
    if said and parsed.bozo and ends and not ends[-1][1]:
        said[-1] = replace(said[-1], broken_off=True)
    return feed_of(first(_word(feed, "title")), page, said, left_out)


def _overloaded(tag: str) -> bool:
    return len(tag) > 2 * _MOST_ATTRIBUTES and len(_VALUE.sub(" ", tag).split()) > _MOST_ATTRIBUTES + 1


def _first_entries(text: str) -> tuple[str, int]:
    """Return the feed with no more entries than are read, and how many are taken out."""
    edges = list(_EDGE.finditer(text))
    starts = [edge.start() for edge in edges if not edge[1]]
    if len(starts) <= MOST_ENTRIES:
        return text, 0
    rest = text.find(">", edges[-1].start()) + 1 if edges[-1][1] else len(text)
    return text[: starts[MOST_ENTRIES]] + text[rest:], len(starts) - MOST_ENTRIES


def _few_categories(text: str) -> str:
    """Return the feed with keywords, and all but the first categories of an entry, under another name."""
    number = 0

    def renamed(match: re.Match[str]) -> str:
        nonlocal number
        end, prefix, name = match.groups()
        if name in ("item", "entry"):
            number = 0
        elif name != "keywords":
            number += not end
        left_out = number > _MOST_CATEGORIES or name == "keywords"
        return f"<{end}{prefix}{'x' if left_out else ''}{name}"

    return _FILED.sub(renamed, text)


def _said(entry: Mapping[str, Any], feed: Mapping[str, Any], base: str | None, *, atom: bool) -> Said:
    """Return what the feed says of an entry.

    An RSS item "may be complete in itself, if so, the description contains the text, and the link may be
    omitted" (RSS 2.0, "Elements of <item>"): a description beside a link is a summary. In Atom what is
    summary and content alike is a summary.
    """
    contents = _parts(entry, "content")
    content = max((_text(one, atom=atom) for one in contents), key=len, default="")
    summary = _summary(entry, atom=atom)
    language = language_of(
        _word(entry, "language"), *(_word(one, "language") for one in contents), _word(feed, "language")
    )
    printed = _dated(entry, ("published", "dc_xdate", "created"), language)
    changed = _dated(entry, ("updated",), language)
    aggregated = "google.com/url?" in (_word(entry, "link") or "")  # Google Alerts is nobody's outlet
    source = entry.get("source")
    source = source if isinstance(source, Mapping) else {}
    author = names(_authors(entry, atom=atom))
    if atom and not author:  # RFC 4287, 4.2.1: the source's authors, then the feed's, are the entry's
        author = names(_each(source, "authors", "name")) or names(_each(feed, "authors", "name"))
    known = Draft(
        title=_title(entry, atom=atom),
        text=max(content, summary, key=len),
        external_id=_word(entry, "id"),
        outlet=first(
            _word(source, "title"),
            names([_word(entry, "publisher")]),
            None if aggregated else _word(feed, "title"),
        ),
        author=author,
        published=entry_day(printed or changed, language),
        url=_link(entry, base),
        published_at=entry_moment(printed or changed, language),
        modified=entry_day(changed, language),
        dated_by=DATED_BY if printed else DATED_BY_CHANGE if changed else None,
        language=language,
        section=first(*_sections(entry)),
        credit=first(_word(entry, "rights"), *_credits(entry), _word(feed, "rights")),
    )
    return Said(known, teaser=not content or (atom and content == summary))


def _word(fields: Mapping[str, Any], name: str) -> str | None:
    """Return a text; an element that no feed format knows may have put anything under a name."""
    value = fields.get(name)
    return value if isinstance(value, str) and value else None


def _parts(fields: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    values = fields.get(name)
    return [one for one in values if isinstance(one, Mapping)] if isinstance(values, list) else []


def _each(fields: Mapping[str, Any], name: str, key: str) -> list[str | None]:
    return [_word(one, key) for one in _parts(fields, name)]


def _text(part: Mapping[str, Any], *, atom: bool) -> str:
    """Return the text of a content or summary element, by its type.

    In RSS no type is declared: what looks like HTML is HTML.
    """
    value, kind = _word(part, "value") or "", _word(part, "type") or "text/plain"
    if kind in _HTML or (not atom and looks_like_markup(value)):
        return text_of(value)
    return plain(value) if kind.startswith("text/") else ""


def _summary(entry: Mapping[str, Any], *, atom: bool) -> str:
    detail = entry.get("summary_detail")
    if isinstance(detail, Mapping) and (text := _text(detail, atom=atom)):
        return text
    for name in ("dc_xdescription", "itunes_xsummary", "media_xdescription"):
        if text := _text({"value": entry.get(name)}, atom=False):
            return text
    return ""


def _title(entry: Mapping[str, Any], *, atom: bool) -> str:
    value = _word(entry, "title") or ""
    detail = entry.get("title_detail")
    declared = _word(detail, "type") if isinstance(detail, Mapping) else None
    if atom and declared == "text/plain" and "<" in value:
        return " ".join(value.split())  # declared to be no HTML: "How to use <b>"
    return first(value) or ""


def _link(entry: Mapping[str, Any], base: str | None) -> str | None:
    """Return the article's page: FeedBurner's original link before its own, content kept elsewhere last."""
    links = _parts(entry, "links")
    candidates = [_word(entry, "feedburner_origlink"), _word(entry, "link")]
    for rel in ("alternate", "self", "via"):
        candidates += [_word(one, "href") for one in links if one.get("rel") == rel]
    candidates += _each(entry, "content", "src")
    return next((whole for one in candidates if one and (whole := address(one, base))), None)


def _authors(entry: Mapping[str, Any], *, atom: bool) -> list[str | None]:
    """Return the authors; RSS sets an address before a name, of which feedparser knows short endings only."""
    whole = _word(entry, "author")
    found = _each(entry, "authors", "name")
    return [whole] if not atom and whole and "@" in whole and len(found) < 2 else found


def _dated(entry: Mapping[str, Any], keys: Sequence[str], language: str | None) -> str | None:
    """Return the first of these dates, as printed, that names a day."""
    return next((one for key in keys if (one := _word(entry, key)) and entry_day(one, language)), None)


def _sections(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the categories; an address is meant for machines, and iTunes' keywords are no sections."""
    for tag in _parts(entry, "tags"):
        name = _word(tag, "label") or _word(tag, "term")
        if name and "://" not in name and tag.get("scheme") != "http://www.itunes.com/":
            yield name


def _credits(entry: Mapping[str, Any]) -> list[str | None]:
    """Return the credits of media, unless they are of pictures, which are not kept."""
    for medium in _parts(entry, "media_content"):
        if medium.get("medium") == "image" or (_word(medium, "type") or "").startswith("image/"):
            return []
    return _each(entry, "media_credit", "content")


def _mended(match: re.Match[str]) -> str:
    """Return what stands for an ampersand so that XML's own few entities are all that is left of it.

    Feeds write bare ampersands, HTML's entities, and characters that do not exist.
    """
    cdata, hexadecimal, decimal, name = match.groups()
    if cdata or name in ("amp", "lt", "gt", "quot", "apos"):
        return match[0]
    if name:
        character = html5.get(f"{name};")
        return "".join(f"&#{ord(one)};" for one in character) if character else f"&amp;{name};"
    if not hexadecimal and not decimal:
        return "&amp;"
    digits = (hexadecimal or decimal).lstrip("0")
    code = int(digits, 16 if hexadecimal else 10) if digits and len(digits) < 8 else 0
    return f"&#{code};" if code <= 0x10FFFF and not _NO_XML.match(chr(code)) else ""
