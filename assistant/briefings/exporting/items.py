"""Items: the sources of a briefing as CSL-JSON, which every citation style and program understands."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote, urlsplit

from assistant.answer import carriers
from assistant.briefings.exporting.authors import authors
from assistant.briefings.exporting.words import one_line
from assistant.briefings.records import Cited, Composed, Source
from assistant.words import day_in_words
from corpus.records import ArticleInfo, Span

CslItem = dict[str, Any]

_NOT_OF_ADDRESSES = re.compile(r'[\s<>"\\^`{|}]')  # RFC 3986, 2.2 and 2.3


def item_id(number: int) -> str:
    """Return the id of a source's item, the same in every export of a briefing: "source-3"."""
    return f"source-{number}"


def csl_items(composed: Composed) -> list[CslItem]:
    """Return the sources as CSL-JSON items, in number order; what is not known is left out."""
    cited = cited_spans(composed)
    return [_item(source, cited.get(source.number, [])) for source in composed.sources]


def cited_spans(composed: Composed) -> dict[int, list[Span]]:
    """Return where the items cite each source, by its number, in order and each once."""
    found: dict[int, dict[Span, None]] = {}
    for item in composed.briefing.items:
        if isinstance(item.body, Cited):
            for place in item.body.places:
                found.setdefault(composed.number(place), {})[place.span] = None
    return {number: list(spans) for number, spans in found.items()}


def pages(article: ArticleInfo, spans: Iterable[Span]) -> str:
    """Return the printed pages that places of an article stand on: "3, 5"; empty where it has none."""
    known = dict.fromkeys(page for span in spans if (page := article.page_of(span.start)))
    return ", ".join(str(page) for page in known)


def web_address(article: ArticleInfo) -> str | None:
    """Return an article's address where a reader can be led to it, coded where it has signs that none has."""
    url = _NOT_OF_ADDRESSES.sub(lambda sign: quote(sign[0]), one_line(article.url or ""))
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    return url if address.scheme in ("http", "https") and address.netloc else None


def archived_as(source: Source) -> str:
    """Return which text was cited: "archived version 2 of article 1f0c..."."""
    return f"archived version {source.article.version} of article {source.article.id}"


def notes_of(source: Source) -> list[str]:
    """Return what stands with a source beside its citation: copies, corrections, rights, if a sample."""
    also = carriers(source.article, source.copies)
    until = source.article.embargo
    return [
        *(["Sample article, written for Dateline"] if source.article.sample else []),
        *([f"Also carried by {', '.join(also)}"] if also else []),
        *source.notes,
        *([f"Under embargo until {day_in_words(until.date())}, {until:%H:%M} UTC"] if until else []),
    ]


def _item(source: Source, spans: Sequence[Span]) -> CslItem:
    article = source.article
    outlet, url = one_line(article.outlet or ""), web_address(article)
    kind = "webpage" if url and not outlet else "article-newspaper"
    note = ". ".join(one_line(one).rstrip(".") for one in [_capital(archived_as(source)), *notes_of(source)])
    found: CslItem = {
        "id": item_id(source.number),
        "type": kind,
        "title": one_line(article.title),
        "container-title": outlet,
        "author": authors(article.author, article.outlet),
        "issued": _day(article.published),
        "URL": url,
        "accessed": _day(source.accessed),
        "language": one_line(article.language or ""),
        "section": one_line(article.section or ""),
        "page": pages(article, spans),
        "note": f"{note}.",
    }
    return {key: value for key, value in found.items() if value}


def _day(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
