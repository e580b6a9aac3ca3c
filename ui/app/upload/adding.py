"""Adding in a job: what was chosen comes into the archive, or what followed feeds hold that is new."""

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from corpus import Corpus
from corpus.errors import BadArticle
from corpus.subscriptions import Subscriptions
from ingest.pipeline import Outcome, Status, ingest_readings
from ingest.previewing import id_of
from ingest.reading import Reading
from ingest.subscriptions import update
from ui import bootstrap
from ui.app.upload import edits, jobs, staging
from ui.app.upload.noting import Noted
from ui.settings import Settings

_STATUS: Mapping[str, Status] = {"added": "added", "updated": "updated"}


def add(folder: Path, corpus: Corpus, chosen: Settings) -> bool:
    """Add what was chosen, or take in what the named feeds hold.

    Returns whether a person cancelled it on the way. What an earlier process had settled is not done, nor
    told, again.
    """
    request = staging.request_of(folder)
    told = folder / "outcomes.jsonl"
    _tell_what_was_added(folder, corpus)
    settled = jobs.outcomes_of(folder)
    known = {(one.origin, one.article_id) if request.update else one.origin for one in settled}
    counts = Counter(str(one.status) for one in settled)
    with ExitStack() as stack, told.open("a", encoding="utf-8", buffering=1) as lines:
        if request.update:
            followed = Subscriptions(corpus.catalogue)
            fetch = stack.enter_context(bootstrap.fetcher_of(chosen)).fetch
            feeds = [followed.get(url) for url in request.update]
            outcomes, total = update(corpus, feeds, fetch), None
        else:
            _follow(folder, corpus)
            total = sum(1 for _ in edits.chosen(folder))
            rest = (Reading(*one) for one in edits.chosen(folder) if one[0] not in known)
            outcomes = ingest_readings(corpus, rest)
        noted = Noted(folder, total=total, before=len(settled))
        noted.note(len(settled), counts, last=True)
        for outcome in outcomes if not (folder / "cancel").exists() else ():
            key = (outcome.origin, outcome.article_id) if request.update else outcome.origin
            if key not in known:
                lines.write(json.dumps(asdict(outcome)) + "\n")
                known.add(key)
                counts[outcome.status] += 1
            noted.note(counts.total(), counts)
            if (folder / "cancel").exists():
                break
    cancelled = (folder / "cancel").exists()
    if cancelled:
        _tell_what_was_added(folder, corpus)
    counts = Counter(str(one.status) for one in jobs.outcomes_of(folder))
    noted.note(counts.total(), counts, last=True)
    return cancelled and (total is None or counts.total() < total)


def _tell_what_was_added(folder: Path, corpus: Corpus) -> None:
    """Tell of articles that are in the archive, but of which the outcome was not told before a stop."""
    said = folder / "add"
    if not said.exists():  # an update of feeds: what was not settled comes again
        return
    written = corpus.catalogue.written_since(datetime.fromtimestamp(said.stat().st_mtime, UTC))
    if not written:
        return
    told = {one.origin for one in jobs.outcomes_of(folder)}
    with (folder / "outcomes.jsonl").open("a", encoding="utf-8", buffering=1) as lines:
        for origin, draft in edits.chosen(folder):
            if origin in told:
                continue
            with suppress(BadArticle):
                key = id_of(corpus, draft)
                if (origin, key) in written:
                    outcome = Outcome(origin, _STATUS[written[origin, key]], draft.title, key)
                    lines.write(json.dumps(asdict(outcome)) + "\n")


def _follow(folder: Path, corpus: Corpus) -> None:
    """Follow the feeds that were ticked."""
    chosen = edits.edits_of(folder).follow
    feeds = staging.read(folder / "ready.json").get("feeds") or {}
    followed = {url: title for url, title in feeds.items() if url in chosen}
    for url, title in followed.items():
        Subscriptions(corpus.catalogue).add(url, title=title)
    if followed:
        staging.write(folder / "followed.json", [title or url for url, title in followed.items()])
