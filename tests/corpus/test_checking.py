"""Checking: each kind of damage has a name, and mending it embeds nothing that is still held."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Corpus, open_corpus, vectors
from corpus.checking import find_faults, mend
from corpus.words import WordDocument, WordIndex
from tests.corpus.writing_helpers import draft, new_article, put
from tests.fakes import WordModel

TEXTS = {
    "a": "The minister spoke.\n\nHe left at noon.",
    "b": "A zebrafinch sang.",
    "c": "It rained.\n\nIt rained again.",
}
PASSAGES = 5


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    corpus.writer.add([new_article(corpus, draft(text), key) for key, text in TEXTS.items()])
    return corpus


def sql(corpus: Corpus, statement: str) -> None:
    with sqlite3.connect(corpus.home / "catalogue.sqlite") as connection:
        connection.execute(statement)
    connection.close()


def lose_vectors(corpus: Corpus) -> None:
    shutil.rmtree(corpus.home / "vectors")


def lose_one_vector(corpus: Corpus) -> None:
    with vectors.writer(corpus.home / "vectors", None) as store:
        store.forget(corpus.catalogue.passage_ids()[:1])


def add_a_vector_of_nothing(corpus: Corpus) -> None:
    with vectors.writer(corpus.home / "vectors", None) as store:
        store.put([999], ["nobody"], corpus.model.encode_question("x")[None, :])


def lose_words(corpus: Corpus) -> None:
    shutil.rmtree(corpus.home / "words")


def lose_one_passage_of_words(corpus: Corpus) -> None:
    WordIndex(corpus.home / "words").write([], forget=corpus.catalogue.passage_ids()[:1])


def add_words_of_nothing(corpus: Corpus) -> None:
    WordIndex(corpus.home / "words").write([WordDocument("nobody", "Nothing", [(999, "Nothing at all.")])])


def lose_sentence_vectors(corpus: Corpus) -> None:
    sql(corpus, "DELETE FROM sentence_vectors WHERE passage_id IN (SELECT min(id) FROM passages)")


def stop_half_way(corpus: Corpus) -> None:
    sql(corpus, "UPDATE articles SET indexed = 0 WHERE id = 'id-b'")


def stop_before_forgetting(corpus: Corpus) -> None:
    sql(corpus, "INSERT INTO forgotten VALUES (998)")


# The damage, what it is called, how often, and how many texts must be embedded again at most.
DAMAGE: list[tuple[Callable[[Corpus], None], str, int, int]] = [
    (lose_vectors, "passages without a vector", PASSAGES, PASSAGES),
    (lose_one_vector, "passages without a vector", 1, 1),
    (add_a_vector_of_nothing, "vectors of no passage", 1, 0),
    (lose_words, "passages without words", PASSAGES, 0),
    (lose_one_passage_of_words, "passages without words", 1, 0),
    (add_words_of_nothing, "words of no passage", 1, 0),
    (lose_sentence_vectors, "passages without sentence vectors", 1, 1),
    (stop_half_way, "articles not taken in to the end", 1, 0),
    (stop_before_forgetting, "removed passages still held", 1, 0),
]


def test_a_corpus_in_order_has_no_faults(filled: Corpus):
    assert find_faults(filled) == []


def test_an_empty_corpus_has_no_faults(corpus: Corpus):
    assert find_faults(corpus) == []


@pytest.mark.parametrize(
    ("damage", "what", "count", "embedded"), DAMAGE, ids=lambda v: getattr(v, "__name__", "")
)
def test_damage_is_named_and_mended(
    filled: Corpus,
    model: WordModel,
    damage: Callable[[Corpus], None],
    what: str,
    count: int,
    embedded: int,
):
    before = len(model.embedded)
    damage(filled)

    (fault,) = find_faults(filled)
    assert (fault.what, fault.count) == (what, count)
    assert 1 <= len(fault.examples) <= 5
    mend(filled)
    filled.writer.finish()

    assert find_faults(filled) == []
    assert len(model.embedded) - before == embedded
    assert filled.catalogue.count() == len(TEXTS)
    terms = filled.search.terms("zebrafinch")
    assert [article for article, _ in filled.search.articles_by_words(terms, 5)] == ["id-b"]
    ids = filled.catalogue.passage_ids()
    assert set(filled.stores.current().vectors.vectors(ids)) == set(ids)


def test_a_corpus_that_lost_everything_derived_is_made_again(filled: Corpus):
    for damage in (lose_vectors, lose_words, lose_sentence_vectors):
        damage(filled)

    assert len(find_faults(filled)) == 3
    mend(filled)
    filled.writer.finish()
    assert find_faults(filled) == []


def test_offsets_that_do_not_fit_the_text_are_named(filled: Corpus):
    sql(filled, "UPDATE passages SET end = 10000 WHERE id IN (SELECT min(id) FROM passages)")

    assert [(fault.what, fault.count) for fault in find_faults(filled)] == [
        ("passages whose offsets do not fit the text", 1)
    ]


def test_a_corpus_of_another_model_is_a_fault(filled: Corpus, tmp_path: Path):
    class Other(WordModel):
        name = "other"

    with open_corpus(filled.home, model=Other(), any_model=True) as corpus:
        (fault,) = find_faults(corpus)
    assert fault.what == "corpus made with another embedding model"
    assert fault.examples == ["words-64"]


def test_only_a_few_examples_are_named(corpus: Corpus):
    put(corpus, text="\n\n".join(f"Paragraph {i}." for i in range(20)))
    lose_vectors(corpus)

    (fault,) = find_faults(corpus)
    assert (fault.count, len(fault.examples)) == (20, 5)
