"""Reading: search over both stores, and what a process sees of what another one writes."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus, open_corpus, reading
from corpus.reading import Snapshot, Stores
from corpus.records import Filters
from tests.corpus.writing_helpers import draft, new_article, put
from tests.fakes import WordModel
from tests.waiting import until


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Corpus]:
    """Yield the same home as ``corpus``, opened as another process would."""
    with open_corpus(tmp_path / "home", model=WordModel()) as opened:
        yield opened


def found(corpus: Corpus, words: str, filters: Filters | None = None) -> set[str]:
    """Return the articles that words and vectors both find."""
    chosen = filters or Filters()
    by_words = corpus.search.by_words(corpus.search.terms(words), 10, chosen)
    near = corpus.search.nearest(corpus.model.encode_question(words), 10, chosen)
    ids = {one.passage_id for one in by_words} & {one.passage_id for one in near}
    return set(corpus.catalogue.articles_of_passages(list(ids)))


def test_what_a_process_writes_its_next_search_finds(corpus: Corpus):
    put(corpus, "a", "A zebrafinch sang.")
    assert found(corpus, "zebrafinch") == {"id-a"}
    put(corpus, "b", "Another zebrafinch sang.")
    assert found(corpus, "zebrafinch") == {"id-a", "id-b"}
    corpus.writer.remove(["id-a"])
    assert found(corpus, "zebrafinch") == {"id-b"}


def test_another_process_sees_new_articles_after_a_moment(corpus: Corpus, other: Corpus):
    put(corpus, "a", "A zebrafinch sang.")
    assert found(other, "zebrafinch") == {"id-a"}
    put(corpus, "b", "Another zebrafinch sang.")

    until(lambda: found(other, "zebrafinch") == {"id-a", "id-b"})


def test_the_old_snapshot_answers_while_a_new_one_is_opened(
    corpus: Corpus, other: Corpus, monkeypatch: pytest.MonkeyPatch
):
    put(corpus, "a", "A zebrafinch sang.")
    assert found(other, "zebrafinch") == {"id-a"}
    put(corpus, "b", "Another zebrafinch sang.")
    opening, go_on = threading.Event(), threading.Event()

    def slowly(stores: Stores, opened: Callable[[Stores], Snapshot] = Stores._open) -> Snapshot:
        opening.set()
        assert go_on.wait(60)
        return opened(stores)

    monkeypatch.setattr(Stores, "_open", slowly)

    assert found(other, "zebrafinch") == {"id-a"}
    assert opening.wait(60)
    assert found(other, "zebrafinch") == {"id-a"}
    go_on.set()
    until(lambda: found(other, "zebrafinch") == {"id-a", "id-b"})


def test_an_article_removed_by_another_process_is_not_found_even_in_the_old_snapshot(
    corpus: Corpus, other: Corpus, monkeypatch: pytest.MonkeyPatch
):
    put(corpus, "a", "A zebrafinch sang.")
    put(corpus, "b", "Another zebrafinch sang.")
    assert found(other, "zebrafinch") == {"id-a", "id-b"}
    corpus.writer.remove(["id-a"])
    monkeypatch.setattr(Stores, "_reopen", lambda _: None)

    assert found(other, "zebrafinch") == {"id-b"}


def test_a_snapshot_opened_before_an_own_write_does_not_come_back_after_it(
    corpus: Corpus, other: Corpus, monkeypatch: pytest.MonkeyPatch
):
    """The background opening that began before this process wrote must not hide what it wrote."""
    put(corpus, "a", "A zebrafinch sang.")
    assert found(corpus, "zebrafinch") == {"id-a"}
    put(other, "b", "Another zebrafinch sang.")
    opened, go_on = threading.Event(), threading.Event()
    background: list[threading.Thread] = []

    def late(stores: Stores, opening: Callable[[Stores], Snapshot] = Stores._open) -> Snapshot:
        snapshot = opening(stores)
        if threading.current_thread() is not threading.main_thread():
            background.append(threading.current_thread())
            opened.set()
            assert go_on.wait(60)
        return snapshot

    monkeypatch.setattr(Stores, "_open", late)
    found(corpus, "zebrafinch")  # notices that the corpus moved on
    assert opened.wait(60)
    put(corpus, "c", "A third zebrafinch sang.")
    go_on.set()
    background[0].join(20)

    assert found(corpus, "zebrafinch") == {"id-a", "id-b", "id-c"}


def test_the_generation_moves_on_with_each_change(corpus: Corpus):
    seen = [corpus.catalogue.generation]
    for change in (
        lambda: put(corpus),
        lambda: corpus.writer.edit("id-a", title="New"),
        lambda: corpus.writer.remove(["id-a"]),
    ):
        change()
        seen.append(corpus.catalogue.generation)

    assert seen == sorted(set(seen))


def test_an_empty_corpus_finds_nothing(corpus: Corpus):
    assert found(corpus, "anything") == set()
    assert corpus.search.articles_by_words(["anything"], 5) == []


@pytest.fixture
def many(corpus: Corpus) -> Corpus:
    """Yield 120 articles, a day each from 2020-01-01 on, every tenth from the Gazette."""
    drafts = [
        draft(
            f"The zebrafinch number {i} sang a song of {i % 7} notes.",
            published=date.fromordinal(date(2020, 1, 1).toordinal() + i),
            outlet="Gazette" if i % 10 == 0 else "Mail",
        )
        for i in range(120)
    ]
    corpus.writer.add([new_article(corpus, one, f"{i:03}") for i, one in enumerate(drafts)])
    return corpus


SEVERAL = [
    Filters(),
    Filters(outlet="gazette"),
    Filters(since=date(2020, 4, 1)),
    Filters(until=date(2020, 1, 3)),
    Filters(asked=date(2020, 2, 1), outlet="MAIL"),
    Filters(outlet="Nobody"),
]


@pytest.mark.parametrize("exact", [0, 1_000])
@pytest.mark.parametrize("filters", SEVERAL)
def test_filtered_search_finds_what_exact_arithmetic_over_the_eligible_finds(
    many: Corpus, filters: Filters, exact: int, monkeypatch: pytest.MonkeyPatch
):
    """Whether the eligible are scored one by one or the index is searched ever wider."""
    monkeypatch.setattr(reading, "_EXACT", exact)
    question = many.model.encode_question("zebrafinch song 3 notes number 33")
    ids = sorted(many.catalogue.owners(many.catalogue.passage_ids(), filters))
    held = many.stores.current().vectors.vectors(ids)
    expected = sorted((float(held[i] @ question) for i in ids), reverse=True)[:8]

    got = many.search.nearest(question, 8, filters)

    assert {one.passage_id for one in got} <= set(ids)
    assert np.allclose([one.score for one in got], expected, atol=1e-4)
    by_words = many.search.by_words(many.search.terms("zebrafinch"), 8, filters)
    assert len(by_words) == min(8, len(ids))
    assert {one.passage_id for one in by_words} <= set(ids)
