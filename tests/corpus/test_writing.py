"""Writing: whatever stops a writer, nothing is lost, nothing stands twice, and what is removed is gone."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import Corpus, open_corpus
from corpus.catalogue import Catalogue
from corpus.checking import find_faults
from corpus.errors import ModelMismatch, NotFound
from corpus.records import Filters
from corpus.sentence_vectors import PassageVectors
from corpus.vectors import ChromaStore
from corpus.words import WordIndex
from corpus.writing import Writer
from tests.conftest import ROOT
from tests.corpus.writing_helpers import PARAGRAPHS, draft, files_with, new_article, put
from tests.fakes import WordModel

NEWER = "The minister spoke again on Friday.\n\nA quokka was seen."


class Killed(BaseException):
    """What a test raises where the process would have died."""


def die(*_: Any, **__: Any) -> None:
    raise Killed


def late(method: Callable[..., Any]) -> Callable[..., None]:
    """Return a method that does its work and dies before it returns."""

    def work_and_die(*given: Any, **named: Any) -> None:
        method(*given, **named)
        raise Killed

    return work_and_die


# Every step of Writer._derive, in order: dying before it, or after it and before the next.
STEPS: list[tuple[type, str]] = [
    (WordIndex, "write"),
    (ChromaStore, "forget"),
    (ChromaStore, "put"),
    (Catalogue, "put_sentence_vectors"),
    (Catalogue, "forgot"),
    (Catalogue, "mark_indexed"),
]
MOMENTS = [(owner, name, after) for owner, name in STEPS for after in (False, True)]


def _moment_name(value: Any) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


def everything_once(corpus: Corpus, texts: dict[str, str]) -> None:
    """Hold these articles against the catalogue, the vectors and the words."""
    assert find_faults(corpus) == []
    assert {info.id for info in corpus.catalogue.list_articles()} == set(texts)
    for article_id, text in texts.items():
        assert corpus.catalogue.get(article_id).text == text
        passages = corpus.catalogue.passages_of(article_id)
        assert [passage.text for passage in passages] == text.split("\n\n")
    ids = corpus.catalogue.passage_ids()
    assert set(corpus.stores.current().vectors.vectors(ids)) == set(ids)
    assert corpus.stores.current().vectors.ids() == set(ids)
    assert corpus.stores.current().words.passage_ids() == set(ids)


@pytest.mark.parametrize(("owner", "name", "after"), MOMENTS, ids=_moment_name)
def test_an_addition_that_died_is_finished_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: type, name: str, after: bool
):
    """The first article becomes a new version, the second is new: both are there once, whole."""
    with open_corpus(tmp_path, model=WordModel()) as corpus:
        put(corpus, "a", PARAGRAPHS)
        both = [new_article(corpus, draft(NEWER), "a"), new_article(corpus, draft("Third."), "b")]
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, late(getattr(owner, name)) if after else die)
            with pytest.raises(Killed):
                corpus.writer.add(both)

    with open_corpus(tmp_path, model=WordModel()) as corpus:
        assert find_faults(corpus)
        corpus.writer.finish()

        everything_once(corpus, {"id-a": NEWER, "id-b": "Third."})
        assert corpus.search.by_words(corpus.search.terms("zebrafinch"), 5, Filters()) == []


def test_an_addition_that_died_before_its_commit_left_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with open_corpus(tmp_path, model=WordModel()) as corpus:
        both = [new_article(corpus, draft("First."), "a"), new_article(corpus, draft("Second."), "b")]
        with monkeypatch.context() as patched:
            patched.setattr(Catalogue, "note_outcome", late(Catalogue.note_outcome))
            with pytest.raises(Killed):
                corpus.writer.add(both)

    with open_corpus(tmp_path, model=WordModel()) as corpus:
        assert corpus.writer.finish() == 0
        everything_once(corpus, {})


REMOVAL = [
    *MOMENTS[:4],
    (Catalogue, "forgot", False),
    (Catalogue, "drop_article", False),
    (Catalogue, "drop_article", True),
    (WordIndex, "drop_articles", False),
    (WordIndex, "drop_articles", True),
    (Writer, "_derive", False),
    (Catalogue, "vacuum", False),
]


@pytest.mark.parametrize(("owner", "name", "after"), REMOVAL, ids=_moment_name)
def test_a_removal_that_died_happened_or_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: type, name: str, after: bool
):
    with open_corpus(tmp_path, model=WordModel()) as corpus:
        put(corpus, "a", PARAGRAPHS)
        put(corpus, "b", "A wombat.")
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, late(getattr(owner, name)) if after else die)
            with pytest.raises(Killed):
                corpus.writer.remove(["id-a"])

    with open_corpus(tmp_path, model=WordModel()) as corpus:
        corpus.writer.finish()
        assert find_faults(corpus) == []
        if corpus.catalogue.infos(["id-a"]):
            everything_once(corpus, {"id-a": PARAGRAPHS, "id-b": "A wombat."})
            corpus.writer.remove(["id-a"])
        everything_once(corpus, {"id-b": "A wombat."})
        words = corpus.stores.current().words
        found = words.best_articles(words.terms("headline minister zebrafinch"), 5)
        assert [article_id for article_id, _ in found] == ["id-b"]


@pytest.mark.parametrize("other_does", ["update", "remove", "die in an update"])
def test_finishing_leaves_alone_what_another_writer_changed_meanwhile(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, other_does: str
):
    """Embedding happens outside the write lock: another process may write in between."""
    put(corpus, "a", PARAGRAPHS)
    put(corpus, "b", "A wombat.")
    with corpus.catalogue.transaction() as connection:
        corpus.catalogue.mark_unindexed(connection)
    embed = corpus.writer.embed

    def embed_meanwhile(texts: Sequence[str]) -> list[PassageVectors]:
        monkeypatch.setattr(corpus.writer, "embed", embed)
        vectors = embed(texts)
        with open_corpus(corpus.home, model=WordModel()) as other, monkeypatch.context() as patched:
            if other_does == "remove":
                other.writer.remove(["id-a"])
            elif other_does == "update":
                put(other, "a", NEWER)
            else:
                patched.setattr(Writer, "_derive", die)
                with pytest.raises(Killed):
                    put(other, "a", NEWER)
        return vectors

    monkeypatch.setattr(corpus.writer, "embed", embed_meanwhile)
    corpus.writer.finish()

    left = {} if other_does == "remove" else {"id-a": NEWER}
    everything_once(corpus, {"id-b": "A wombat.", **left})


def test_a_text_whose_vectors_are_held_is_not_embedded_again(corpus: Corpus, model: WordModel):
    put(corpus, "a", "Same paragraph.\n\nFirst paragraph.")
    put(corpus, "b", "Same paragraph.\n\nSecond paragraph.")

    assert model.embedded == ["Same paragraph.", "First paragraph.", "Second paragraph."]
    everything_once(
        corpus,
        {"id-a": "Same paragraph.\n\nFirst paragraph.", "id-b": "Same paragraph.\n\nSecond paragraph."},
    )


def test_nothing_to_embed_does_not_load_the_model(corpus: Corpus, monkeypatch: pytest.MonkeyPatch):
    put(corpus)
    monkeypatch.setattr(WordModel, "encode_passages", die)

    assert corpus.writer.embed([]) == []
    assert len(corpus.writer.embed(PARAGRAPHS.split("\n\n"))) == 2


def test_a_finished_corpus_has_nothing_to_finish(corpus: Corpus, model: WordModel):
    put(corpus)
    seen: list[int] = []

    assert corpus.writer.finish(seen.append) == 0
    assert seen == []
    assert len(model.embedded) == 2


def test_finishing_tells_how_far_it_is(corpus: Corpus, model: WordModel):
    corpus.writer.add([new_article(corpus, draft(f"Text number {i}."), f"{i:03}") for i in range(70)])
    with corpus.catalogue.transaction() as connection:
        corpus.catalogue.mark_unindexed(connection)
    seen: list[int] = []

    assert corpus.writer.finish(seen.append) == 70
    assert seen == [64, 70]
    assert len(model.embedded) == 70


def test_vectors_of_another_length_are_refused(tmp_path: Path):
    class Longer(WordModel):
        dimension = 65

        def encode_passages(self, texts: Any, sentences: Any) -> Any:
            wholes, parts = super().encode_passages(texts, sentences)
            return np.pad(wholes, ((0, 0), (0, 1))), parts

    with open_corpus(tmp_path, model=WordModel()) as corpus:
        put(corpus)
    with open_corpus(tmp_path, model=Longer()) as corpus, pytest.raises(ModelMismatch, match="--repair"):
        put(corpus, "b", "Another text.")


def test_removed_articles_leave_no_trace_of_their_text(tmp_path: Path):
    """Not in the database, not in its log, not in the vectors, not in the words."""
    with open_corpus(tmp_path, model=WordModel()) as corpus:
        corpus.writer.add(
            [
                new_article(corpus, draft("The zebrafinch sang.", title="Quokkaland", outlet="X"), "a"),
                new_article(corpus, draft("A wombat slept.", outlet="X"), "b"),
            ]
        )
        assert files_with(tmp_path, "zebrafinch")
        corpus.writer.remove(["id-a"])
        assert files_with(tmp_path, "zebrafinch") == files_with(tmp_path, "Quokkaland") == []

    assert files_with(tmp_path, "zebrafinch") == files_with(tmp_path, "Quokkaland") == []
    assert files_with(tmp_path, "wombat")


@pytest.mark.xfail(
    reason="tantivy keeps a removed document's words in its dictionary until the segment is rewritten"
)
def test_removed_articles_leave_no_term_in_the_word_index(corpus: Corpus):
    """A term's bytes are packed in the index's dictionary, where a search for bytes misses them."""
    corpus.writer.add(
        [
            new_article(corpus, draft("The zebrafinch sang.", title="Quokkaland"), "a"),
            new_article(corpus, draft("A wombat slept."), "b"),
        ]
    )
    corpus.writer.remove(["id-a"])

    searcher = corpus.stores.current().words._index.searcher()
    terms = {name: searcher.terms_with_prefix(name, "") for name in ("text", "headline", "body")}
    assert "wombat" in str(terms["text"])
    assert "zebrafinch" not in str(terms)
    assert "quokka" not in str(terms)


def test_an_older_version_replaced_leaves_its_words_only_in_the_catalogue(corpus: Corpus):
    put(corpus, "a", PARAGRAPHS)
    put(corpus, "a", NEWER)

    assert corpus.search.by_words(corpus.search.terms("zebrafinch"), 5, Filters()) == []
    assert corpus.catalogue.get("id-a", version=1).text == PARAGRAPHS


def test_removing_what_is_not_there_changes_nothing(corpus: Corpus):
    put(corpus)
    corpus.writer.remove(["id-nothing"])
    corpus.writer.remove([])

    everything_once(corpus, {"id-a": PARAGRAPHS})


def test_several_processes_may_open_a_new_home_at_once(tmp_path: Path):
    script = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from corpus import open_corpus; from tests.fakes import WordModel\n"
        "time.sleep(max(0, float(sys.argv[3]) - time.time()))\n"
        "with open_corpus(sys.argv[2], model=WordModel()) as corpus: assert corpus.catalogue.count() == 0\n"
    )
    for attempt in range(2):
        start = str(time.time() + 4)
        command = [sys.executable, "-c", script, str(ROOT), str(tmp_path / str(attempt)), start]
        processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
        assert [(p.communicate()[1], p.returncode) for p in processes] == [("", 0)] * 4


def test_an_article_that_is_gone_cannot_be_shown(corpus: Corpus):
    put(corpus)
    corpus.writer.remove(["id-a"])

    with pytest.raises(NotFound):
        corpus.catalogue.find_id("id-a")
