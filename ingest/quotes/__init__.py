"""Who said what: the direct quotations and reported statements of an article, with their speakers."""

from ingest.quotes.finding import find_quotes

__all__ = ["find_quotes"]
