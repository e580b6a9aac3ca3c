"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterator
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
from ingest.readers.fragments import mended, plain, text_of
from ingest.readers.saying import because


def read(text: str, base: str | None) -> Feed:
    """Read a feed from its text; links are resolved against ``base`` where the feed names no page.

    Raises UnreadableInput where it is broken.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise UnreadableInput(
            f"The feed is not valid JSON{because(error)}. Get it anew and ingest it again."
        ) from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise UnreadableInput('The JSON feed has no list of "items". Get it anew and ingest it again.')
    page = address(_text(feed, "home_page_url"), base)
    base = page or address(_text(feed, "feed_url"), base) or base
    title = first(_text(feed, "title"))
    said = [_said(item, feed, title, base) for item in items[:MOST_ENTRIES]]
    return feed_of(title, page, said, left_out=len(items) - len(said))


def _said(item: Any, feed: dict[str, Any], outlet: str | None, base: str | None) -> Said:
    if not isinstance(item, dict):
        item = {}
    html = _text(item, "content_html")
    content = (text_of(html) if html else "") or plain(_text(item, "content_text") or "")
    summary = "" if content else plain(_text(item, "summary") or "")
    identifier = _text(item, "id")
    language = language_of(_text(item, "language"), _text(feed, "language"))
    published = entry_day(_text(item, "date_published"), language)
    modified = entry_day(_text(item, "date_modified"), language)
    moment = _text(item, "date_published") if published else _text(item, "date_modified")
    known = Draft(
        title=first(_text(item, "title")) or "",
        text=content or summary,
        external_id=identifier,
        outlet=outlet,
        author=names(_authors(item)) or names(_authors(feed)),
        published=published or modified,
        url=address(_text(item, "url"), base) or address(identifier, None),
        published_at=entry_moment(moment, language),
        modified=modified,
        dated_by=DATED_BY if published else DATED_BY_CHANGE if modified else None,
        language=language,
        section=first(*_list(item, "tags")),
    )
    return Said(known, teaser=not content)


def _text(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return mended(str(value)).strip() or None


def _list(fields: dict[str, Any], name: str) -> list[str]:
    values = fields.get(name)
    return [mended(one) for one in values if isinstance(one, str)] if isinstance(values, list) else []


def _authors(fields: dict[str, Any]) -> Iterator[str | None]:
    """Yield the names of the authors: a list since version 1.1, one before."""
    several = fields.get("authors")
    for one in [*(several if isinstance(several, list) else []), fields.get("author")]:
        if isinstance(one, dict):
            yield _text(one, "name")
        elif isinstance(one, str):
            yield mended(one)
