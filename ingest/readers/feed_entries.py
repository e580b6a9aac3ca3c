"""What a feed is once it is read, and the rules that every kind of feed shares."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urljoin, urlsplit

from corpus.errors import BadArticle
from corpus.records import Draft
from ingest.identity import canonical_url
from ingest.readers.fields import opening
from ingest.readers.fragments import line_of

DATED_BY = "feed entry"
DATED_BY_CHANGE = "feed entry (last change)"
"""Where an entry says only when it was changed last: the newest day on which it can have been published."""

MOST_ENTRIES = 20_000
"""As many entries of one feed are read; the fullest feeds of news sites have a few hundred."""

_CUT_OFF = re.compile(r"(?:\.\.\.|…)\s*[\])]?$")  # "[…]" (WordPress), " ..." (Google Alerts): there is more
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?$")
_EMAIL = re.compile(r"\s*[(<\[]?\s*(?:mailto:)?[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+\s*[)>\]]?\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, as it was read."""

    place: str
    """Where it stands in the feed, for a person: "entry 3"."""
    draft: Draft | BadArticle
    link: str | None
    """The article's page: an absolute http(s) address."""
    summary_only: bool
    """The feed holds no more than a teaser, if that; the article's text is at ``link``."""
    known: Draft
    """What the feed says of the article, also where it says too little for a draft (``text`` is empty)."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read; ``url`` is the page or site that it is the feed of."""

    title: str | None
    url: str | None
    entries: tuple[Entry, ...]
    broken_off: bool = False
    """The feed ends inside its last entry; there may have been more."""


@dataclass(frozen=True, slots=True)
class Said:
    """An entry before it is settled: what the feed says, and what its text is worth."""

    known: Draft
    teaser: bool
    """The text, if there is any, is but a summary."""
    broken_off: bool = False
    """The feed ends inside the entry."""


def feed_of(title: str | None, page: str | None, said: Sequence[Said], left_out: int = 0) -> Feed:
    """Return the feed of these entries. ``left_out``: how many more there are than are read.

    A link that leads to the feed's own page, or that different entries share, is no article's address:
    under it all of them would pass for versions of one article.
    """
    shared = _shared_links([one.known for one in said])
    if page and len(said) > 1:
        shared.add(canonical_url(page))
    entries = []
    for number, one in enumerate(said, start=1):
        known = one.known
        if known.url and canonical_url(known.url) in shared:
            known = replace(known, url=None)
        entries.append(_settled(number, replace(one, known=known)))
    if left_out:
        entries.append(_rest(len(said), left_out))
    return Feed(title, page, tuple(entries), any(one.broken_off for one in said))


def _shared_links(drafts: Iterable[Draft]) -> set[str]:
    """Return the canonical links under which there are entries of different titles and different ids."""
    titles: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.url:
            link = canonical_url(draft.url)
            titles.setdefault(link, set()).add(draft.title.casefold())
            # some feeds count an article's changes behind a "#" in its id
            ids.setdefault(link, set()).add(canonical_url(draft.external_id or draft.title))
    return {link for link in titles if len(titles[link]) > 1 and len(ids[link]) > 1}


def _settled(number: int, said: Said) -> Entry:
    """Return the entry that has this number (from 1), with what keeps it out of the archive, if anything."""
    known = said.known
    if known.text and not known.title:
        known = replace(known, title=opening(known.text))
    draft: Draft | BadArticle = known
    if said.broken_off:
        draft = BadArticle("The feed breaks off inside this entry. Get the whole feed and ingest it again.")
    elif not known.text and known.url:
        draft = BadArticle(
            "The feed holds no text of this entry, only its link. Take it in from there: ingest with --fetch"
        )
    elif not known.text:
        what = "only a title" if known.title else "neither title, text nor link"
        draft = BadArticle(f"The entry has {what}. Save the article's own page and ingest that.")
    teaser = said.teaser or not known.text or bool(_CUT_OFF.search(known.text))
    summary_only = bool(known.url) and teaser and not said.broken_off  # the link may be broken off, too
    return Entry(f"entry {number}", draft, known.url, summary_only, known)


def _rest(read: int, left_out: int) -> Entry:
    """Return what stands for the entries that are too many."""
    place = f"entries {read + 1:,} to {read + left_out:,}"
    reason = f"Of one feed no more than {MOST_ENTRIES:,} entries are read. Split it, and ingest the rest."
    return Entry(place, BadArticle(reason), None, summary_only=False, known=Draft("", ""))


def first(*values: str | None) -> str | None:
    """Return the first value that says something, as one line of plain text."""
    for value in values:
        if value and (line := line_of(value)):
            return line
    return None


def names(values: Iterable[str | None]) -> str | None:
    """Return people's names, each once, as one line; addresses are no names."""
    found: dict[str, str] = {}
    for value in values:
        name = _EMAIL.sub(" ", line_of(value or "")).strip(" ,;()<>")
        found.setdefault(name.casefold(), name)
    found.pop("", None)
    return ", ".join(found.values()) or None


def language_of(*tags: str | None) -> str | None:
    """Return the ISO 639-1 code of the first language tag that has one ("en-GB": "en")."""
    for tag in tags:
        if match := _LANGUAGE.match((tag or "").strip()):
            return match[1].lower()
    return None


def address(link: str | None, base: str | None) -> str | None:
    """Return a link as an absolute http(s) address, resolved against ``base``; None where it is none."""
    try:
        whole = urljoin(base or "", "".join((link or "").split()))
        parts = urlsplit(whole)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    if parts.hostname.removeprefix("www.") == "google.com" and parts.path == "/url":  # Google Alerts
        query = parse_qs(parts.query)
        return address((query.get("url") or query.get("q") or [""])[0], None)
    return whole
