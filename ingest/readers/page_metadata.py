"""What a page says of itself: headline, byline, outlet, dates, section, address, language, credits.

Asked in order of trust: schema.org in JSON-LD, Open Graph and article: tags, other meta tags, microdata,
what is printed near the headline, and for the day alone what htmldate makes of the page. The headline is
the one that readers saw, where the page shows one that is near to what it declares.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.bylines import agency, folded, names
from ingest.readers.page_dates import Dates, Stamp, dates, day_in_address, is_date_line
from ingest.readers.page_lines import elements_around, lines, short_text
from ingest.readers.schema_org import Declared, declared, microdata

_TITLES = ("og:title", "twitter:title", "sailthru.title", "parsely-title", "dc.title", "title")
_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "article.published", "og:published_time"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dc.date.created"),
    *("datepublished", "publication_date", "publish-date", "pubdate", "article_date_original", "pub_date"),
    *("originalpublicationdate", "cxenseparse:recs:publishtime", "displaydate", "date"),
)
_MODIFIED = (
    *("article:modified_time", "og:article:modified_time", "article.updated", "og:updated_time"),
    *("datemodified", "dcterms.modified", "dc.date.modified", "article_date_updated", "last-modified"),
)
_AUTHORS = (
    *("article:author", "author", "sailthru.author", "parsely-author", "dc.creator", "dcterms.creator"),
    *("byl", "byline", "article.author", "article_author", "cxenseparse:author"),
)
_SITES = ("og:site_name", "application-name", "dc.publisher", "article_publication_name", "publisher")
_SECTIONS = ("article:section", "og:article:section", "parsely-section", "section", "article.section")
_ALIKE = 0.5  # of the words of two headlines taken together: from here on one is the other's variant
_MOST_HEADINGS = 50  # of a page that are compared with what it declares
_MOST_VALUES = 5  # of one meta tag
_LONGEST_VALUE = 2_000  # characters
_LONGEST_NAME = 120  # characters of an outlet's
_BY_SOMEBODY = re.compile(r"(?:By|BY|Von|Por|Par|Di)\s+[^\W\d_][\w.'’-]+\s+[^\W\d_]")
_PICTURE = re.compile(r"\b(?:photo|image|picture|getty|foto)", re.IGNORECASE)
_DATE_LINE = re.compile(r"date|time|publi|posted|stamp|byline|subline|meta-info|article-info", re.IGNORECASE)
_BYLINE = re.compile(r"byline|by-line|author(?!ity|iz)|writer|contributor", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself; ``None`` where it does not. Days as printed, ``language`` in ISO 639-1."""

    headline: str | None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    dates: Dates = field(default_factory=Dates)
    section: str | None = None
    url: str | None = None
    language: str | None = None
    correction: str | None = None
    credits: tuple[str, ...] = ()
    """Every credit line as it was found, for the agency."""
    body: str | None = None
    """The text as JSON-LD has it, where it does."""
    repeated: tuple[str, ...] = ()
    """What stands above the text and may be repeated at its start."""

    def agency(self, text: str) -> str | None:
        """Return the news agency that the page, or the dateline of its ``text``, credits."""
        return agency(self.credits, text, self.outlet)


def page_metadata(tree: HtmlElement, today: date) -> PageMetadata:
    """Read what the page says of itself. ``today`` bounds the dates that are believed."""
    meta = _Meta(tree)
    shown = [(element, _words(element)) for element in islice(tree.iter("h1"), _MOST_HEADINGS)]
    told = [folded(title) for title in (*meta.all(*_TITLES), _title(tree)) if title]
    headings = {folded(text) for _, text in shown if text}

    def is_headline(text: str | None) -> bool:
        return bool(text) and any(_alike(folded(text or ""), known) for known in (*told, *headings))

    schema = declared(tree, is_headline)
    outlet = _outlet(meta, schema, tree)
    titles = [t for t in (*schema.texts("headline"), *meta.all(*_TITLES), *microdata(tree, "headline")) if t]
    headline = _headline(tree, [text for _, text in shown if text], titles, outlet)
    near = elements_around(tree, [element for element, text in shown if text == headline])
    url = _url(tree, meta, schema)
    authors, credit_lines = _authors(tree, meta, schema, near, outlet)
    return PageMetadata(
        headline=headline,
        authors=tuple(authors),
        outlet=outlet or (urlsplit(url).hostname or "").removeprefix("www.") or None if url else outlet,
        dates=_dates(tree, meta, schema, near, url, today),
        section=next((s for s in (*schema.texts("articleSection"), *meta.all(*_SECTIONS)) if s), None),
        url=url,
        language=_language(tree, meta, schema),
        correction=_correction(schema),
        credits=tuple(credit_lines),
        body=schema.body(),
        repeated=(*titles, *(text for _, text in shown), *authors, *(f"By {name}" for name in authors)),
    )


class _Meta:
    """The meta tags of a page by lower-case name, in the page's order."""

    def __init__(self, tree: HtmlElement) -> None:
        self._found: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            content = " ".join((element.get("content") or "")[:_LONGEST_VALUE].split())
            for attribute in ("property", "name", "http-equiv"):
                if content and (name := element.get(attribute)):
                    said = self._found.setdefault(name.strip().lower(), [])
                    if len(said) < _MOST_VALUES:
                        said.append(content)

    def all(self, *wanted: str) -> Iterator[str]:
        """Yield what the tags named say, in the order of the names."""
        for name in wanted:
            yield from self._found.get(name, ())


# Headline -------------------------------------------------------------------------------------------------


def _headline(tree: HtmlElement, shown: list[str], titles: list[str], outlet: str | None) -> str | None:
    """Return the headline that the page shows, if it is near to one that it declares, or the declared one."""
    told = [folded(title) for title in (*titles, _title(tree)) if title]
    likest = max(((_likeness(folded(text), known), text) for text in shown for known in told), default=None)
    if likest and likest[0] >= _ALIKE:
        return likest[1]
    title = next(iter(titles), None) or _title(tree)
    return _without_site(title, outlet) if title else next(iter(shown), None)


def _without_site(title: str, outlet: str | None) -> str:
    """Take the site's name off: "A headline | The Gazette"."""
    parts = re.split(r"\s+[|–—\-•·»]\s+", title)
    if outlet and len(parts) > 1 and _alike(folded(parts[-1]), folded(outlet)):
        return title[: title.rindex(parts[-1])].rstrip(" |–—-•·»")
    return title


def _title(tree: HtmlElement) -> str:
    element = tree.find(".//head/title")
    return _words(element) if element is not None else ""


def _likeness(first: str, second: str) -> float:
    one, two = set(first.split()), set(second.split())
    return len(one & two) / len(one | two) if one and two else 0.0


def _alike(first: str, second: str) -> bool:
    return _likeness(first, second) >= _ALIKE


# Where it is from -----------------------------------------------------------------------------------------


def _outlet(meta: _Meta, schema: Declared, tree: HtmlElement) -> str | None:
    found = (*meta.all("og:site_name"), *schema.texts("publisher", "name"), *meta.all(*_SITES))
    usable = (name for name in found if "://" not in name and len(name) <= _LONGEST_NAME)
    name = next(usable, None) or next(microdata(tree, "publisher"), None)
    return re.split(r"\s+[|–—]\s+", name)[0].lstrip("@") if name else None  # without its motto


def _url(tree: HtmlElement, meta: _Meta, schema: Declared) -> str | None:
    canonical = (
        link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()
    )
    og = list(meta.all("og:url"))
    base = next(iter(og), None) or tree.xpath("string(//base/@href)")
    found = [urljoin(base, href.strip()) for href in (*canonical, *og) if href]
    found += [*schema.texts("mainEntityOfPage", "@id"), *schema.texts("url")]
    whole = [url for url in found if _is_address(url)]
    # A canonical address that is only the site's front page is a template's mistake.
    return next((url for url in whole if urlsplit(url).path.strip("/")), next(iter(whole), None))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _language(tree: HtmlElement, meta: _Meta, schema: Declared) -> str | None:
    found = (
        tree.get("lang"),
        *schema.texts("inLanguage"),
        *meta.all("og:locale", "content-language", "language"),
    )
    for tag in found:
        if match := re.match(r"\s*([A-Za-z]{2})(?:[-_]|\s*$)", tag or ""):
            return match[1].lower()
    return None


def _correction(schema: Declared) -> str | None:
    notes = [*schema.texts("correction", "text"), *schema.texts("correction", "name")]
    notes = [note for note in dict.fromkeys(notes) if "://" not in note[:10]]
    return "\n".join(notes) or None


# Who and when ---------------------------------------------------------------------------------------------


def _authors(
    tree: HtmlElement, meta: _Meta, schema: Declared, near: list[HtmlElement], outlet: str | None
) -> tuple[list[str], list[str]]:
    """Return the byline's names, and every credit line."""
    printed = [line for line in lines(near, _BYLINE, _BY_SOMEBODY.match) if not _PICTURE.search(line)]
    sources = (
        [*schema.texts("author", "name"), *schema.texts("creator", "name")],
        *([line] for line in meta.all(*_AUTHORS)),
        list(microdata(tree, "author")),
        *([line] for line in printed),
    )
    credited = [*schema.texts("sourceOrganization", "name"), *schema.texts("creditText")]
    credited += [line for source in sources for line in source if "://" not in line]
    found = (names((line for line in source if "://" not in line), outlet) for source in sources)
    return next((people for people in found if people), []), credited


def _dates(
    tree: HtmlElement, meta: _Meta, schema: Declared, near: list[HtmlElement], url: str | None, today: date
) -> Dates:
    published = [Stamp(words, "JSON-LD") for words in schema.texts("datePublished")]
    published += [Stamp(words, "meta tag") for words in meta.all(*_PUBLISHED)]
    published += [Stamp(words, "microdata") for words in microdata(tree, "datePublished")]
    published += [Stamp(e.get("datetime") or short_text(e), "time element") for e in near if e.tag == "time"]
    printed = lines(near, _DATE_LINE, is_date_line)[:_MOST_HEADINGS]
    published += [Stamp(line, "page text") for line in printed]
    if day := day_in_address(url):
        published.append(Stamp(day.isoformat(), "page address"))
    modified = [Stamp(words, "JSON-LD") for words in schema.texts("dateModified")]
    modified += [Stamp(words, "meta tag") for words in meta.all(*_MODIFIED)]
    modified += [Stamp(words, "microdata") for words in microdata(tree, "dateModified")]
    found = dates(published[:_MOST_HEADINGS], modified[:_MOST_HEADINGS], printed, url, today)
    if found.published is None and (guess := _found_by_htmldate(tree, today)):
        return dates([Stamp(guess, "page text")], modified, printed, url, today)
    return found


def _found_by_htmldate(tree: HtmlElement, today: date) -> str | None:
    """Ask htmldate, which knows many languages. What it makes of a year alone is the first of January."""
    from htmldate import find_date

    page = deepcopy(tree)
    etree.strip_elements(page, "script", "style", "footer", with_tail=False)  # data on others, copyright
    day = find_date(page, original_date=True, extensive_search=False, max_date=today.isoformat())
    return None if day is None or day.endswith("-01-01") else day


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())[:_LONGEST_VALUE]
