"""A small archive of invented articles, taken in as a person's files are."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from corpus import Corpus, open_corpus
from corpus.records import Draft
from ingest.pipeline import ingest_readings
from ingest.reading import Reading
from tests.fakes import WordModel


def article(title: str, text: str, day: str | None = None, **fields: Any) -> Draft:
    """Return an article that was published on an ISO day."""
    return Draft(title, text, published=date.fromisoformat(day) if day else None, **fields)


def take_in(corpus: Corpus, *drafts: Draft) -> list[str]:
    """Ingest articles; return their ids, in order."""
    outcomes = list(ingest_readings(corpus, [Reading(draft.title, draft) for draft in drafts]))
    assert {outcome.status for outcome in outcomes} <= {"added"}, outcomes
    ids = {outcome.title: outcome.article_id or "" for outcome in outcomes}
    return [ids[draft.title] for draft in drafts]


@contextmanager
def archive_of(folder: Path, *drafts: Draft) -> Iterator[Corpus]:
    """Open a corpus over the fake embedding model that holds these articles."""
    with open_corpus(folder, model=WordModel()) as corpus:
        take_in(corpus, *drafts)
        yield corpus
