"""The way of an article into the corpus: read, identify, split, attribute, embed, write."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from corpus import Corpus
from corpus.errors import BadArticle
from corpus.records import Draft, Quote, Span
from corpus.writing import NewArticle
from ingest.admitting import admitted
from ingest.completing import completed
from ingest.copies import Linker, link_unlinked
from ingest.formats import Columns
from ingest.identity import article_id, fingerprint, held_identity, identities, is_same_reading
from ingest.pages import Fetch
from ingest.passages import split
from ingest.quotes import find_quotes
from ingest.reading import Reading, read_all
from ingest.remaking import note_attribution

Status = Literal["added", "updated", "unchanged", "duplicate", "failed"]

_LOOK_UP = 200  # readings compared with the catalogue at a time
# Passages embedded and written at a time: a stop loses at most so much work, and commits cost under 5% of
# embedding so many on two cores.
_WRITE = 512


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input. ``passages`` is how many it added to the corpus."""

    origin: str
    status: Status
    title: str | None = None
    article_id: str | None = None
    reason: str | None = None
    passages: int = 0


@dataclass(frozen=True, slots=True)
class _Prepared:
    origin: str
    status: Literal["added", "updated"]
    draft: Draft
    key: str
    fingerprint: str
    spans: Sequence[Span]
    quotes: Sequence[Quote]


def ingest(
    corpus: Corpus,
    inputs: Iterable[str | Path],
    *,
    fetch: Fetch | None = None,
    columns: Columns | None = None,
    follow: bool = False,
) -> Iterator[Outcome]:
    """Take files, folders and addresses in; yield an outcome per article, in the order they are settled.

    ``fetch``, ``columns`` and ``follow`` are as ``read_all`` takes them.

    What an earlier, interrupted run left half-written is finished first. A bad input gives a failed
    outcome and the rest goes on. Stop iterating whenever you like: what was yielded is in the corpus.
    """
    return ingest_readings(corpus, read_all(inputs, fetch=fetch, columns=columns, follow=follow))


def ingest_readings(corpus: Corpus, readings: Iterable[Reading]) -> Iterator[Outcome]:
    """Take in what was read already (and perhaps edited by a person); otherwise as ``ingest``."""
    with corpus.writer.keeping_open():
        corpus.writer.finish()
        note_attribution(corpus)
        linker = Linker()
        link_unlinked(corpus, linker)
        yield from _taken_in(corpus, readings, linker)


def _taken_in(corpus: Corpus, readings: Iterable[Reading], linker: Linker) -> Iterator[Outcome]:
    seen: dict[str, tuple[str, str | None]] = {}
    batch: list[_Prepared] = []
    for some in _runs(readings, _LOOK_UP):
        for settled in _identified(corpus, some, seen):
            if isinstance(settled, Outcome):
                yield settled
                continue
            if any(one.key == settled.key for one in batch):  # the same article twice: one version each
                yield from _write(corpus, batch, linker)
                batch = []
            batch.append(settled)
            if sum(len(prepared.spans) for prepared in batch) >= _WRITE:
                yield from _write(corpus, batch, linker)
                batch = []
    yield from _write(corpus, batch, linker)


def _identified(
    corpus: Corpus, readings: Sequence[Reading], seen: dict[str, tuple[str, str | None]]
) -> Iterator[Outcome | _Prepared]:
    """Tell the new and changed articles from the rest, and prepare them.

    ``seen`` holds by identity the fingerprint and the URL of what this run has read last.
    """
    today = date.today()  # noqa: DTZ011  # the reader's day, with which printed days are compared
    drafts = [(reading.origin, _admitted(reading.draft)) for reading in readings]
    keys = {key for _, draft in drafts if isinstance(draft, Draft) for key in identities(draft)}
    known = corpus.catalogue.read_as(keys)
    for origin, draft in drafts:
        if isinstance(draft, BadArticle):
            yield _failed(corpus, origin, str(draft))
            continue
        key, mark = held_identity(draft, known), fingerprint(draft)
        if key in seen and is_same_reading(draft, *seen[key]):
            yield Outcome(origin, "duplicate", draft.title, article_id(key))
        elif key not in seen and key in known and is_same_reading(draft, *known[key]):
            yield Outcome(origin, "unchanged", draft.title, article_id(key))
        else:
            status: Literal["added", "updated"] = "updated" if key in known or key in seen else "added"
            yield _prepare(corpus, origin, draft, key, mark, status, today)
        seen[key] = mark, draft.url


def _prepare(
    corpus: Corpus,
    origin: str,
    draft: Draft,
    key: str,
    mark: str,
    status: Literal["added", "updated"],
    today: date,
) -> _Prepared:
    spans = split(draft.text, corpus.model.count_tokens, corpus.model.max_tokens)
    whole = completed(draft, today)
    return _Prepared(origin, status, whole, key, mark, spans, find_quotes(draft.text))


def _write(corpus: Corpus, batch: Sequence[_Prepared], linker: Linker) -> Iterator[Outcome]:
    vectors = corpus.writer.embed([span.of(one.draft.text) for one in batch for span in one.spans])
    articles = []
    start = 0
    for one in batch:
        end = start + len(one.spans)
        articles.append(
            NewArticle(
                draft=one.draft,
                article_id=article_id(one.key),
                identity=one.key,
                fingerprint=one.fingerprint,
                spans=one.spans,
                quotes=one.quotes,
                vectors=vectors[start:end],
                origin=one.origin,
                status=one.status,
            )
        )
        start = end
    corpus.writer.add(articles, also=linker.link)
    for one in batch:
        yield Outcome(one.origin, one.status, one.draft.title, article_id(one.key), passages=len(one.spans))


def _failed(corpus: Corpus, origin: str, reason: str) -> Outcome:
    with corpus.catalogue.transaction() as connection:
        corpus.catalogue.note_outcome(connection, origin, "failed", reason, None)
    return Outcome(origin, "failed", reason=reason)


def _admitted(draft: Draft | BadArticle) -> Draft | BadArticle:
    try:
        return draft if isinstance(draft, BadArticle) else admitted(draft)
    except BadArticle as error:
        return error


def _runs(readings: Iterable[Reading], size: int) -> Iterator[list[Reading]]:
    run: list[Reading] = []
    for reading in readings:
        run.append(reading)
        if len(run) == size:
            yield run
            run = []
    if run:
        yield run
