"""Subscribed feeds into the archive: what is new, with the whole text where the feed holds but a summary."""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace

from corpus import Corpus
from corpus.errors import BadArticle
from corpus.records import ArticleInfo, Draft
from corpus.subscriptions import HeldEntry, Subscription, Subscriptions
from ingest.identity import fingerprint, identities, identity
from ingest.pages import Fetch, whole_page
from ingest.pipeline import Outcome, ingest_readings
from ingest.readers.feeds import Entry, read_feed
from ingest.reading import Reading


@dataclass(slots=True)
class _Work:
    """What an update of one feed has found out so far."""

    held: dict[str, HeldEntry]
    """By identity: what the feed said last time of those entries that were taken in."""
    infos: dict[str, ArticleInfo]
    """Their articles, by id, as far as they are in the archive still."""
    identities: dict[str, str]
    """Of those articles, by id."""
    pending: dict[str, tuple[str, HeldEntry]] = field(default_factory=dict)
    """By origin: the entry's identity, and what to keep of it once it is taken in (without an article)."""
    notes: dict[str, str] = field(default_factory=dict)
    """By origin: why the summary stands for the article."""
    again: bool = False
    """Something may go better next time, so the feed must be read again though it has not changed."""


def update(corpus: Corpus, feeds: Iterable[Subscription], fetch: Fetch) -> Iterator[Outcome]:
    """Ask feeds for what is new and take it in; yield an outcome per entry as each is settled.

    The feeds are followed ones (``Subscriptions``). One that fails keeps its error, gives a failed outcome
    and the rest goes on. An entry that says the same as last time costs nothing: it is neither fetched nor
    compared, and one whose article was removed from the archive is not brought back. Of an entry that is
    but a summary the page is fetched; where that cannot be had, the summary is taken in (the outcome's
    ``reason`` says why), never over a text that is held, and the page is tried again next time. Stop
    iterating whenever you like: what was not settled comes again.
    """
    subscriptions = Subscriptions(corpus.catalogue)
    for feed in feeds:
        try:
            fetched = fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified)
            entries = read_feed(fetched.data, fetched.url) if fetched.status != 304 else None
        except BadArticle as error:
            subscriptions.note_failed(feed.url, str(error))
            yield from ingest_readings(corpus, [Reading(feed.url, error)])
            continue
        if entries is None:
            subscriptions.note_unchanged(feed.url)
            continue
        again = entries.broken_off
        again |= yield from _take_in(corpus, subscriptions, feed.url, entries.entries, fetch)
        subscriptions.note_read(
            feed.url,
            title=entries.title,
            etag=None if again else fetched.etag,
            last_modified=None if again else fetched.last_modified,
        )


def _take_in(
    corpus: Corpus, subscriptions: Subscriptions, feed: str, entries: Iterable[Entry], fetch: Fetch
) -> Generator[Outcome, None, bool]:
    """Take a feed's entries in; return whether it must be read again though it may not have changed."""
    keyed = [(identity(entry.known), entry) for entry in entries]
    own_ids = Counter(entry.known.external_id for _, entry in keyed)
    known_as = {key: _known_as(entry, own_ids[entry.known.external_id]) for key, entry in keyed}
    found = subscriptions.held(feed, {name for names in known_as.values() for name in names})
    held_by = {
        key: found[name] for key, names in known_as.items() if (name := next(filter(found.get, names), ""))
    }
    ids = [held.article_id for held in held_by.values()]
    work = _Work(held_by, corpus.catalogue.infos(ids), corpus.catalogue.identities_of(ids))
    new: dict[str, Entry] = {}
    for key, entry in keyed:
        held = work.held.get(key)
        if isinstance(entry.draft, BadArticle) and not entry.link:
            new[f"{key} {entry.place}"] = entry  # each is told of, although all may be alike
        elif key in new:  # newest first: a second one is older
            yield Outcome(_origin(feed, entry), "duplicate", entry.known.title)
        elif held is None or held.fingerprint != _mark(entry):
            new[key] = entry
        elif info := work.infos.get(held.article_id):  # otherwise somebody has removed it
            if held.whole:
                yield Outcome(_origin(feed, entry), "unchanged", info.title, info.id)
            else:
                new[key] = entry
    for outcome in ingest_readings(corpus, _readings(feed, new.items(), work, fetch)):
        if outcome.article_id and outcome.origin in work.pending:
            key, kept = work.pending[outcome.origin]
            for name in dict.fromkeys(known_as[key][:2]):
                subscriptions.hold(feed, name, replace(kept, article_id=outcome.article_id))
        note = work.notes.get(outcome.origin)
        yield replace(outcome, reason=note) if note and not outcome.reason else outcome
    return work.again


def _readings(
    feed: str, entries: Iterable[tuple[str, Entry]], work: _Work, fetch: Fetch
) -> Iterator[Reading]:
    for key, entry in entries:
        origin = _origin(feed, entry)
        draft, whole = entry.draft, True
        held = work.held.get(key)
        info = work.infos.get(held.article_id) if held else None
        if entry.summary_only and entry.link:
            try:
                draft = whole_page(entry.known, entry.link, fetch)
            except BadArticle as error:
                work.again = True
                if isinstance(draft, BadArticle) or (held and held.whole):
                    draft = error
                else:
                    whole = False
                    work.notes[origin] = f"Only the feed's summary: {error}"
        if info and isinstance(draft, Draft):  # it stays the article it is, wherever its page has gone
            draft = _as_held(draft, info, work.identities[info.id])
        work.pending[origin] = key, HeldEntry(_mark(entry), whole, "")
        yield Reading(origin, draft)


def _known_as(entry: Entry, number: int) -> tuple[str, ...]:
    """Return the names under which an entry may be held: its identity, its own id, an older Dateline's.

    Its id still names it where the publisher words the address anew: it has moved, and is no other. An id
    that a ``number`` of entries have names none of them.
    """
    now, *then = identities(entry.known)
    own = identity(replace(entry.known, url=None)) if entry.known.external_id and number == 1 else now
    return (now, own, *then)


def _as_held(draft: Draft, info: ArticleInfo, key: str) -> Draft:
    """Return a draft with an address by which it is the article that is held under ``key``."""
    for url in (draft.url, info.url, f"https://{key.removeprefix('url:')}"):
        if key in identities(replace(draft, url=url)):
            return replace(draft, url=url)
    return replace(draft, url=None)


def _mark(entry: Entry) -> str:
    """Return a hash of what the feed says of an entry, the day of its last change included."""
    return f"{fingerprint(entry.known)} {entry.known.modified or ''}".strip()


def _origin(feed: str, entry: Entry) -> str:
    return f"{feed}, {entry.place}"
