"""What tests of who said what share."""

from corpus.records import Quote
from ingest.quotes import find_quotes


def said(text: str) -> list[tuple[str | None, str]]:
    """Return speaker and words of each quote, interrupted words joined by a bar."""
    return [(q.speaker, " | ".join(span.of(text) for span in q.spans)) for q in find_quotes(text)]


def only(text: str) -> Quote:
    """Return the one quote of ``text``."""
    (quote,) = find_quotes(text)
    return quote
