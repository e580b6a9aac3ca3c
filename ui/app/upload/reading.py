"""Reading in a job: files and addresses become articles, each with what adding it would do."""

import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from corpus import Corpus
from corpus.errors import BadArticle
from corpus.records import Draft
from ingest.pages import Fetch, Fetched
from ingest.previewing import Preview
from ingest.readers.feeds import read_feed
from ingest.reading import Reading, count, read_all
from ingest.sniffing import format_of
from ui import bootstrap
from ui.app.upload import staging
from ui.app.upload.known import in_words
from ui.app.upload.noting import Noted
from ui.settings import Settings

_FEEDS = ("feed", "json-feed")


def read(folder: Path, corpus: Corpus, chosen: Settings) -> None:
    """Read all that was handed over, and find out what adding it would do."""
    feeds: dict[str, str | None] = {}
    starts: list[int] = []
    titles: list[str] = []
    kinds: dict[str, list[int]] = defaultdict(list)
    missing: dict[str, list[int]] = {"outlet": [], "published": []}
    failed = 0
    preview = Preview(corpus, lambda number: staging.draft_at(folder, starts[number]))
    with ExitStack() as stack:
        readings = stack.enter_context((folder / "readings.jsonl").open("wb", buffering=0))
        rows = stack.enter_context((folder / "rows.jsonl").open("wb"))
        failures = stack.enter_context((folder / "failures.jsonl").open("wb"))
        for origin, draft in _handed_over(folder, chosen, feeds):
            if (folder / "cancel").exists():
                break
            number = len(starts)
            try:
                if isinstance(draft, BadArticle):
                    raise draft
                foreseen = preview.foresee(number, draft)
            except BadArticle as error:
                failed += 1
                failures.write(json.dumps([origin, str(error)]).encode() + b"\n")
                continue
            at = readings.tell()
            row = staging.row_of(draft, at, origin, foreseen.standing, in_words(foreseen, titles))
            readings.write(staging.line_of(origin, draft))
            rows.write(json.dumps(asdict(row)).encode() + b"\n")
            starts.append(at)
            titles.append(draft.title)
            kinds[foreseen.standing].append(number)
            for name, numbers in missing.items():
                if getattr(row, name) is None:
                    numbers.append(number)
    if (folder / "cancel").exists():
        shutil.rmtree(folder, ignore_errors=True)
        return
    shutil.rmtree(folder / "files", ignore_errors=True)  # all that is wanted of them is read
    staging.write(
        folder / "ready.json",
        {"read": len(starts), "failed": failed, "kinds": kinds, "missing": missing, "feeds": feeds},
    )


def _handed_over(
    folder: Path, chosen: Settings, feeds: dict[str, str | None]
) -> Iterator[tuple[str, Draft | BadArticle]]:
    """Yield each article with its origin, no two alike; ``feeds`` gets the addresses that are feeds."""
    request = staging.request_of(folder)
    weights = [count([folder / place]) for place, _ in request.files] + [1] * len(request.addresses)
    noted = Noted(folder, total=sum(weights))
    origins: set[str] = set()
    numbers: Counter[str] = Counter()
    with ExitStack() as stack:
        for number, (inputs, weight) in enumerate(
            zip(_inputs(folder, stack, chosen, feeds), weights, strict=True)
        ):
            name, found = inputs
            before = sum(weights[:number])
            noted.note(before, numbers, now=name)
            for within, reading in enumerate(found, start=1):
                numbers["failed" if isinstance(reading.draft, BadArticle) else "read"] += 1
                yield staging.unique(reading.origin, origins), reading.draft
                noted.note(before + min(within, weight), numbers, now=name)
            before += weight
        noted.note(sum(weights), numbers, last=True)


def _inputs(
    folder: Path, stack: ExitStack, chosen: Settings, feeds: dict[str, str | None]
) -> Iterator[tuple[str, Iterator[Reading]]]:
    """Yield what was handed over one by one: its name, and its articles."""
    request = staging.request_of(folder)
    for place, name in request.files:
        yield name, _renamed(read_all([folder / place]), str(folder / place), name)
    if request.addresses:
        fetch = stack.enter_context(bootstrap.fetcher_of(chosen)).fetch
        for address in request.addresses:
            yield address, read_all([address], fetch=_noting_feeds(fetch, address, feeds))


def _renamed(readings: Iterator[Reading], path: str, name: str) -> Iterator[Reading]:
    return (Reading(one.origin.replace(path, name, 1), one.draft) for one in readings)


def _noting_feeds(fetch: Fetch, address: str, feeds: dict[str, str | None]) -> Fetch:
    """Return a way to fetch that notes the title of the feed at an address, where it is one."""

    def fetched(url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        got = fetch(url, etag=etag, last_modified=last_modified)
        if url == address and format_of(got.data, got.url) in _FEEDS:
            feeds[address] = None
            try:
                feeds[address] = read_feed(got.data, got.url).title
            except BadArticle:
                del feeds[address]
        return got

    return fetched
