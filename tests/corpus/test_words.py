"""The word index: BM25 over passages and over whole articles."""

import shutil
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.words import WordDocument, WordIndex

FIRST = WordDocument(
    "a", "Militias in Iraq · Gazette", [(1, "The minister spoke."), (2, "Armed groups met.")]
)
SECOND = WordDocument("b", "Football · Mail", [(3, "The team won the match, the minister said.")])


@pytest.fixture
def words(tmp_path: Path) -> WordIndex:
    index = WordIndex(tmp_path / "words")
    index.write([FIRST, SECOND])
    index.reload()
    return index


def passages(index: WordIndex, text: str) -> list[int]:
    return [one for one, _ in index.best_passages(index.terms(text), 10)]


def articles(index: WordIndex, text: str) -> list[str]:
    return [one for one, _ in index.best_articles(index.terms(text), 10)]


def test_terms_are_stemmed_said_once_and_say_something(words: WordIndex):
    assert words.terms("What did the Ministers say about the minister's armed ÉLITES?") == [
        "minist",
        "arm",
        "elit",
    ]
    assert words.terms("what is the of and who said") == []
    assert words.terms("") == []


def test_passages_come_best_first(words: WordIndex):
    assert passages(words, "minister") == [1, 3]
    assert passages(words, "armed group") == [2]
    scores = [score for _, score in words.best_passages(words.terms("minister spoke"), 10)]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_articles_are_found_by_headline_and_body_each_once(words: WordIndex):
    assert articles(words, "Iraq") == ["a"]
    assert articles(words, "spoke groups") == ["a"]
    assert set(articles(words, "minister")) == {"a", "b"}


def test_the_headline_of_an_article_finds_none_of_its_passages(words: WordIndex):
    assert passages(words, "Iraq football") == []


def test_nothing_is_found_for_no_terms_or_unknown_ones(words: WordIndex):
    assert words.best_passages([], 10) == []
    assert words.best_articles([], 10) == []
    assert passages(words, "zebrafinch") == []


def test_the_limit_holds(words: WordIndex):
    assert len(words.best_passages(words.terms("minister"), 1)) == 1
    assert len(words.best_articles(words.terms("minister"), 1)) == 1


def test_writing_an_article_again_replaces_it(words: WordIndex):
    words.write([WordDocument("a", "Weather", [(7, "It rained.")])], forget=[1, 2])
    words.reload()

    assert words.passage_ids() == {3, 7}
    assert articles(words, "Iraq militias spoke") == []
    assert articles(words, "weather rained") == ["a"]
    assert passages(words, "armed") == []


def test_dropping_an_article_drops_its_passages_too(words: WordIndex):
    words.drop_articles(["a"])
    words.reload()

    assert words.passage_ids() == {3}
    assert articles(words, "Iraq") == []


def test_forgotten_passages_are_not_found(words: WordIndex):
    words.write([], forget=[3])
    words.reload()

    assert words.passage_ids() == {1, 2}


def test_an_open_index_sees_a_write_when_it_reloads(words: WordIndex, tmp_path: Path):
    other = WordIndex(tmp_path / "words")
    words.write([WordDocument("c", "New", [(9, "A zebrafinch sang.")])])

    assert passages(other, "zebrafinch") == []
    other.reload()
    assert passages(other, "zebrafinch") == [9]


def test_other_scripts_are_matched_by_whole_words(tmp_path: Path):
    index = WordIndex(tmp_path / "w")
    index.write([WordDocument("a", "Überblick", [(1, "Der Außenminister der Türkei sprach in Łódź.")])])
    index.reload()

    assert passages(index, "aussenminister") == passages(index, "Außenminister") == [1]
    assert passages(index, "turkei") == [1]
    assert articles(index, "uberblick") == ["a"]


def test_a_damaged_index_is_a_clear_error(tmp_path: Path):
    WordIndex(tmp_path / "w").write([FIRST])
    (tmp_path / "w" / "articles" / "meta.json").write_text("no JSON")

    with pytest.raises(CorpusError, match="check --repair"):
        WordIndex(tmp_path / "w")


def test_a_writer_that_was_killed_before_its_commit_is_no_trouble_to_the_next(
    words: WordIndex, tmp_path: Path
):
    """What it dropped is written down under a name that the next one comes to as well."""
    killed = tmp_path / "killed"
    shutil.copytree(tmp_path / "words", killed)
    words.drop_articles(["a"])
    for made in (tmp_path / "words").rglob("*.del"):
        shutil.copy(made, killed / made.relative_to(tmp_path / "words"))
    assert list(killed.rglob("*.del")), "it was killed in the middle"

    index = WordIndex(killed)
    index.drop_articles(["a"])
    index.write([FIRST], forget=[3])
    index.reload()

    assert passages(index, "minister") == [1]
    assert index.article_ids() == {"a", "b"}
