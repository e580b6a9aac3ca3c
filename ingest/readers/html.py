"""Web pages: trafilatura finds the article's text and what the page says of itself."""

import logging

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers.dates import printed_day
from ingest.readers.decoding import decode
from ingest.readers.text import title_from_name

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it could not read is said by us, once


def read(data: bytes, name: str) -> Draft:
    """Read one saved page. Raises UnreadableInput where it holds no article."""
    from trafilatura import bare_extraction

    page = bare_extraction(
        decode(data),
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False},
    )
    text = getattr(page, "text", None)
    if page is None or isinstance(page, dict) or not text:
        raise UnreadableInput(
            "No article text was found on this page. Save the article as plain text instead."
        )
    return Draft(
        title=page.title or title_from_name(name),
        text=text,
        outlet=page.sitename or None,
        author=(page.author or "").replace("; ", ", ") or None,
        published=printed_day(page.date),
        url=page.url or None,
    )
