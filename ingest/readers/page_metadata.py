"""What a page says of itself: headline, byline, outlet, dates, section, address, language, credits.

Asked in order of trust: schema.org in JSON-LD, Open Graph and article: tags, other meta tags, microdata,
what is printed near the headline, and for the day alone what htmldate makes of the page. The headline is
the one that readers saw, where the page shows one that is near to what it declares.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from ingest.readers.bylines import agency, folded
from ingest.readers.page_credits import credits_of, printed_credits
from ingest.readers.page_dates import Dates
from ingest.readers.page_headline import alike, headings, headline_of, title_of
from ingest.readers.page_lines import elements_around, elements_saying
from ingest.readers.page_stamps import dates_of
from ingest.readers.page_tags import MetaTags
from ingest.readers.schema_org import Declared, declared, microdata

_TITLES = ("og:title", "twitter:title", "sailthru.title", "parsely-title", "dc.title", "title")
_SITES = ("og:site_name", "application-name", "dc.publisher", "article_publication_name", "publisher")
_SECTIONS = ("article:section", "og:article:section", "parsely-section", "section", "article.section")
_LONGEST_NAME = 120  # characters of an outlet's
_HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}")


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
    meta = MetaTags(tree)
    shown = headings(tree, "h1")
    told = [folded(title) for title in (*meta.all(*_TITLES), title_of(tree)) if title]
    told_or_shown = {*told, *(folded(text) for _, text in shown if text)}

    def is_headline(text: str | None) -> bool:
        return bool(text) and any(alike(folded(text or ""), known) for known in told_or_shown)

    schema = declared(tree, is_headline)
    outlet = _outlet(meta, schema, tree)
    titles = [t for t in (*schema.texts("headline"), *meta.all(*_TITLES), *microdata(tree, "headline")) if t]
    if not any(alike(folded(text), known) for _, text in shown for known in told):
        shown += headings(tree, "h2")  # the first heading is the site's name
    headline = headline_of(tree, [text for _, text in shown if text], titles, outlet)
    showing = [element for element, text in shown if text == headline]
    near = elements_around(tree, showing or elements_saying(tree, headline or ""))
    url, language = _url(tree, meta, schema), _language(tree, meta, schema)
    authors, credit_lines = credits_of(tree, meta, schema, near, outlet)
    return PageMetadata(
        headline=headline,
        authors=tuple(authors),
        outlet=outlet or (urlsplit(url).hostname or "").removeprefix("www.") or None if url else outlet,
        dates=dates_of(tree, meta, schema, near, url=url, language=language, today=today),
        section=_section(tree, meta, schema),
        url=url,
        language=language,
        correction=_correction(schema),
        credits=tuple(credit_lines),
        body=schema.body(),
        repeated=tuple(
            text
            for text in (
                *(headline, *titles, *(text for element, text in shown if element.tag == "h1")),
                *(*authors, *(f"By {name}" for name in authors), *printed_credits(near)),
            )
            if text
        ),
    )


def _outlet(meta: MetaTags, schema: Declared, tree: HtmlElement) -> str | None:
    found = (*meta.all("og:site_name"), *schema.texts("publisher", "name"), *meta.all(*_SITES))
    usable = [name for name in found if "://" not in name and len(name) <= _LONGEST_NAME]
    name = next(iter(usable), None) or next(microdata(tree, "publisher"), None)
    if name and _HOST.fullmatch(name):  # an address, where the page tells a name that is not within it
        name = next((n for n in usable if not _HOST.fullmatch(n) and folded(n) not in folded(name)), name)
    return re.split(r"\s+[|–—]\s+", name)[0].lstrip("@") if name else None  # without its motto


def _url(tree: HtmlElement, meta: MetaTags, schema: Declared) -> str | None:
    canonical = (
        link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()
    )
    og = list(meta.all("og:url"))
    base = next(iter(og), None) or tree.xpath("string(//base/@href)")
    found = [urljoin(base, href.strip()) for href in (*canonical, *og) if href]
    found += [*schema.texts("mainEntityOfPage", "@id"), *schema.texts("url")]
    found += [*microdata(tree, "mainEntityOfPage"), *tree.xpath("//*[@itemprop='mainEntityOfPage']/@itemid")]
    whole = [url for url in found if _is_address(url)]
    # A canonical address that is only the site's front page is a template's mistake.
    return next((url for url in whole if urlsplit(url).path.strip("/")), next(iter(whole), None))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _language(tree: HtmlElement, meta: MetaTags, schema: Declared) -> str | None:
    found = (
        tree.get("lang"),
        *schema.texts("inLanguage"),
        *meta.all("og:locale", "content-language", "language"),
    )
    for tag in found:
        if match := re.match(r"\s*([A-Za-z]{2})(?:[-_]|\s*$)", tag or ""):
            return match[1].lower()
    return None


def _section(tree: HtmlElement, meta: MetaTags, schema: Declared) -> str | None:
    found = (*schema.texts("articleSection"), *meta.all(*_SECTIONS), *microdata(tree, "articleSection"))
    return next(iter(found), None)


def _correction(schema: Declared) -> str | None:
    notes = [*schema.texts("correction", "text"), *schema.texts("correction", "name")]
    notes = [note for note in dict.fromkeys(notes) if "://" not in note[:10]]
    return "\n".join(notes) or None
