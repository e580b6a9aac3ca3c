"""The times that a page declares and prints, gathered in order of trust, and what is made of them."""

import re
from copy import deepcopy
from datetime import date

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.page_dates import Dates, Stamp, dates
from ingest.readers.page_days import day_in, day_in_address, is_date_line, may_be_another, parted, spelled_out
from ingest.readers.page_lines import lines, short_text
from ingest.readers.page_tags import MetaTags
from ingest.readers.schema_org import Declared, microdata

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
_MOST_STAMPS = 50  # of a page that are weighed
_DATE_LINE = re.compile(r"date|time|publi|posted|stamp|byline|subline|meta-info|article-info", re.IGNORECASE)


def dates_of(
    tree: HtmlElement,
    meta: MetaTags,
    schema: Declared,
    near: list[HtmlElement],
    *,
    url: str | None,
    language: str | None,
    today: date,
) -> Dates:
    """Read when the article was published and changed; ``near`` are the elements around its headline.

    ``language`` (ISO 639-1) tells how figures are meant; ``today`` bounds what is believed.
    """
    printed = [spelled_out(line, language) for line in lines(near, _DATE_LINE, is_date_line)[:_MOST_STAMPS]]
    parts = [parted(line) for line in printed]
    times = [(e, e.get("datetime") or short_text(e)) for e in near if e.tag == "time"]
    published = [Stamp(words, "JSON-LD") for words in schema.texts("datePublished")]
    published += [Stamp(words, "meta tag") for words in meta.all(*_PUBLISHED)]
    published += [Stamp(words, "microdata") for words in microdata(tree, "datePublished")]
    published += [Stamp(words, "time element") for e, words in times if not _is_of_change(e)]
    published += [Stamp(line, "page text") for line, _ in parts if day_in(line)]
    if day := day_in_address(url):
        published.append(Stamp(day.isoformat(), "page address"))
    modified = [Stamp(words, "JSON-LD") for words in schema.texts("dateModified")]
    modified += [Stamp(words, "meta tag") for words in meta.all(*_MODIFIED)]
    modified += [Stamp(words, "microdata") for words in microdata(tree, "dateModified")]
    changed = [Stamp(words, "time element") for e, words in times if _is_of_change(e)]
    changed += [Stamp(line, "page text") for _, line in parts if day_in(line)]
    published += changed  # the day of the last change is better than none
    modified += changed
    told = [Stamp(spelled_out(stamp.words, language), stamp.read_from) for stamp in published[:_MOST_STAMPS]]
    found = dates(told, modified[:_MOST_STAMPS], printed, url, today)
    if found.published is None and (guess := _found_by_htmldate(tree, language, today)):
        return dates([Stamp(guess, "page text")], modified, printed, url, today)
    return found


def _is_of_change(element: HtmlElement) -> bool:
    marks = " ".join(element.get(name) or "" for name in ("class", "itemprop", "data-testid"))
    said = parted(short_text(element))
    return bool(
        (re.search(r"updat|modif", marks, re.I) and not re.search(r"publi|posted", marks, re.I)) or said[1]
    )


def _found_by_htmldate(tree: HtmlElement, language: str | None, today: date) -> str | None:
    """Ask htmldate. A day that it made of a year alone, or of figures that may be another day, is none."""
    from htmldate import find_date

    page = deepcopy(tree)
    etree.strip_elements(page, "script", "style", "footer", with_tail=False)  # data on others, copyright
    day = find_date(page, original_date=True, extensive_search=False, max_date=today.isoformat())
    if day is None or day.endswith("-01-01"):
        return None
    said = (
        text for e in page.iter() for text in (e.text, e.tail, e.get("content"), e.get("datetime")) if text
    )
    return None if may_be_another(date.fromisoformat(day), (spelled_out(s, language) for s in said)) else day
