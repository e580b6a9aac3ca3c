"""Restoring: what was removed is as it was, and can be found again."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus import Corpus, open_corpus
from corpus.checking import find_faults
from corpus.copying import copies_of
from corpus.errors import BadArticle, NotFound
from corpus.records import DETAILS, Draft, Filters
from corpus.removed import remove, removed_articles
from ingest.pipeline import ingest_readings
from ingest.reading import Reading
from ingest.restoring import restore
from tests.fakes import WordModel

OLD = Draft(
    "Night ferry ends",
    "“The ferry stops at nine,” Ada Quill said. The zebrafinch is its emblem.",
    external_id="ferry-1",
    outlet="Gazette",
    author="Nell Garrity",
    published=date(2025, 3, 1),
    url="https://gazette.example/ferry",
    published_at=datetime(2025, 3, 1, 6, 30, tzinfo=UTC),
    modified=date(2025, 3, 2),
    dated_by="JSON-LD",
    language="en",
    section="Islands",
    agency="Reuters",
    credit="Photo: A. Quill",
    usage="Until June",
    embargo=datetime(2025, 3, 1, 5, 0, tzinfo=UTC),
    page_starts=(0, 43),
)
NEW = replace(
    OLD,
    text=OLD.text + "\n\nIslanders signed a petition.",
    correction="It stops at ten.",
    page_starts=(0, 70),
)


def take_in(corpus: Corpus, *drafts: Draft) -> list[str]:
    return [one.status for one in ingest_readings(corpus, [Reading(draft.title, draft) for draft in drafts])]


def whole(corpus: Corpus, article_id: str) -> tuple[object, ...]:
    """Return all that is held of an article: each version with its time and pages, and who said what."""
    number = corpus.catalogue.get(article_id).info.version
    versions = [corpus.catalogue.get(article_id, version) for version in range(1, number + 1)]
    return versions, corpus.catalogue.quotes_of(article_id)


def test_a_restored_article_is_what_it_was(corpus: Corpus):
    take_in(corpus, OLD)
    take_in(corpus, NEW)
    (article_id,) = corpus.catalogue.article_ids()
    before = whole(corpus, article_id)
    info = corpus.catalogue.get(article_id).info
    assert info.version == 2
    assert not [name for name in DETAILS if getattr(info, name) is None], "every detail is put to the test"
    remove(corpus, [article_id])
    assert corpus.catalogue.article_ids() == []

    outcome = restore(corpus, "ferry-1")

    assert (outcome.status, outcome.title, outcome.article_id) == ("added", "Night ferry ends", article_id)
    assert whole(corpus, article_id) == before
    assert before[1], "there is a quote to come back"
    (hit, *_) = corpus.search.by_words(corpus.search.terms("zebrafinch"), 5, Filters())
    assert hit.article_id == article_id
    assert find_faults(corpus) == []
    assert removed_articles(corpus) == []
    with pytest.raises(NotFound):
        restore(corpus, "ferry-1")


@pytest.mark.parametrize(
    "draft",
    [OLD, replace(OLD, url=None), replace(OLD, url=None, external_id=None)],
    ids=["url", "id", "text"],
)
def test_edits_by_hand_stay_and_the_input_is_known_again(corpus: Corpus, draft: Draft):
    """Whatever its identity comes from, even where that has been edited."""
    take_in(corpus, draft)
    (article_id,) = corpus.catalogue.article_ids()
    corpus.writer.edit(article_id, title="By hand", url="https://elsewhere.example/")
    before = whole(corpus, article_id)
    remove(corpus, [article_id])

    restore(corpus, article_id)

    assert whole(corpus, article_id) == before
    assert take_in(corpus, draft) == ["unchanged"]
    assert take_in(corpus, replace(draft, author="Somebody else")) == ["updated"]
    assert corpus.catalogue.get(article_id).info.title == "By hand"


def test_its_copies_are_found_again(corpus: Corpus):
    text = " ".join(
        f"Sentence {n} tells of the harbour, its {n} cranes and their keepers." for n in range(40)
    )
    drafts = [Draft(f"Harbour {name}", text, external_id=name, outlet=name) for name in ("A", "B")]
    take_in(corpus, *drafts)
    a, b = (corpus.catalogue.find_id(name) for name in ("A", "B"))

    def copies() -> dict[str, list[str]]:
        with corpus.catalogue.transaction() as connection:
            return copies_of(connection, [a])

    assert copies() == {a: [b]}
    remove(corpus, [b])
    assert copies() == {}

    restore(corpus, b)

    assert copies() == {a: [b]}


def test_what_the_archive_holds_again_is_not_written_over(corpus: Corpus):
    take_in(corpus, OLD)
    (article_id,) = corpus.catalogue.article_ids()
    remove(corpus, [article_id])
    take_in(corpus, NEW)

    with pytest.raises(BadArticle, match="holds 'ferry-1' again"):
        restore(corpus, "ferry-1")

    assert corpus.catalogue.get(article_id).text == NEW.text
    assert [one.article_id for one in removed_articles(corpus)] == [article_id]
    remove(corpus, [article_id])
    restore(corpus, "ferry-1")
    assert [one.text for one in corpus.catalogue.earlier(article_id)] == [OLD.text]
    assert corpus.catalogue.get(article_id).text == NEW.text


def test_what_fails_is_still_among_the_removed(tmp_path: Path):
    class Broken(WordModel):
        def encode_passages(self, texts, sentences):
            raise MemoryError

    with open_corpus(tmp_path, model=WordModel()) as corpus:
        take_in(corpus, OLD)
        remove(corpus, corpus.catalogue.article_ids())
    with open_corpus(tmp_path, model=Broken()) as corpus:
        with pytest.raises(MemoryError):
            restore(corpus, "ferry-1")
        assert len(removed_articles(corpus)) == 1
    with open_corpus(tmp_path, model=WordModel()) as corpus:
        assert restore(corpus, "ferry-1").passages
