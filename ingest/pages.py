"""Pages: what stands at an address, and the article on the page that a feed's entry links to."""

from dataclasses import fields, replace
from typing import Protocol
from urllib.parse import urlsplit

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers import html
from ingest.readers.text import title_from_name

_NO_TITLE = title_from_name("")


class Fetched(Protocol):
    """What stands at an address: ``status`` is 200, or 304 where it has not changed since it was asked."""

    @property
    def url(self) -> str:
        """The address after all redirects."""

    @property
    def data(self) -> bytes:
        """The body; empty where nothing has changed."""

    @property
    def charset(self) -> str | None:
        """The encoding that the server names."""

    @property
    def status(self) -> int:
        """200 or 304."""

    @property
    def etag(self) -> str | None:
        """As the server says."""

    @property
    def last_modified(self) -> str | None:
        """As the server says."""


class Fetch(Protocol):
    """Fetches an address; raises BadArticle (FetchFailed is one) where it cannot, or must not."""

    def __call__(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Return what stands at ``url``, or that it has not changed since the answer that had these."""


def whole_page(known: Draft, link: str, fetch: Fetch) -> Draft:
    """Return the article at the link of a feed's entry, with what the feed says where the page does not.

    Raises BadArticle where it cannot be had.
    """
    fetched = fetch(link)
    if _is_front(fetched.url) and not _is_front(link):
        raise UnreadableInput(
            "The entry's link leads to the site's front page; the article is no longer there."
        )
    page = html.read(
        fetched.data, "", fetched.charset
    )  # no name: where the page has no headline, the feed's stands
    filled = {one.name: getattr(known, one.name) for one in fields(Draft) if not getattr(page, one.name)}
    if page.published and page.published != known.published:  # these say more of the same day, or nothing
        filled.pop("published_at", None)
        filled.pop("dated_by", None)
    if len(page.text) < len(known.text):  # a wall, and not the article
        filled["text"] = known.text
    if page.title == _NO_TITLE and known.title:
        filled["title"] = known.title
    filled["url"] = address_of(page.url, fetched.url)
    return replace(page, **filled)


def address_of(canonical: str | None, fetched: str) -> str:
    """Return where an article stands: as its page says, unless that is another site or its front page."""
    if canonical and not _is_front(canonical) and _host(canonical) == _host(fetched):
        return canonical
    return fetched


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
