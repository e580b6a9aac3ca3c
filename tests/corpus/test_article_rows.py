"""Articles as the catalogue knows them: as they were given, their versions, the list, and outlets."""

from datetime import date

import pytest

from corpus import Corpus
from corpus.errors import Ambiguous, BadArticle, NotFound
from corpus.records import Article, Filters
from tests.corpus.writing_helpers import PARAGRAPHS, put


def passage_texts(corpus: Corpus, article_id: str) -> list[str]:
    return [passage.text for passage in corpus.catalogue.passages_of(article_id)]


def test_an_article_comes_back_as_it_was_given(corpus: Corpus):
    fields = {"outlet": "The Gazette", "author": "A. Writer", "url": "http://x.org/1", "external_id": "E1"}
    put(corpus, published="2025-01-12", **fields)

    found = corpus.catalogue.get("id-a")

    assert found.text == PARAGRAPHS
    assert found.info.published == date(2025, 1, 12)
    assert {name: getattr(found.info, name) for name in fields} == fields
    assert (found.info.title, found.info.version, found.info.sample) == ("A headline", 1, False)


def test_a_changed_text_is_a_new_version_and_the_old_one_stays_readable(corpus: Corpus):
    put(corpus, text="The first wording.")
    put(corpus, text="The second wording.")

    assert corpus.catalogue.count() == 1
    assert corpus.catalogue.get("id-a").info.version == 2
    assert corpus.catalogue.get("id-a").text == "The second wording."
    assert corpus.catalogue.get("id-a", version=1).text == "The first wording."
    assert corpus.catalogue.get("id-a", version=1).info.version == 1
    assert passage_texts(corpus, "id-a") == ["The second wording."]


def test_changed_metadata_alone_keeps_the_version(corpus: Corpus):
    put(corpus, title="Before")
    put(corpus, title="After")

    info = corpus.catalogue.get("id-a").info
    assert (info.title, info.version) == ("After", 1)


def test_an_edit_shows_everywhere_and_keeps_text_and_version(corpus: Corpus):
    put(corpus, outlet="Wrong")
    corpus.writer.edit("id-a", outlet="Right", published="2024-02-29", title="Better")

    info = corpus.catalogue.get("id-a").info
    assert (info.outlet, info.published, info.title, info.version) == (
        "Right",
        date(2024, 2, 29),
        "Better",
        1,
    )
    assert corpus.catalogue.get("id-a").text == PARAGRAPHS
    assert corpus.search.articles_by_words(corpus.search.terms("Better"), 5)[0][0] == "id-a"
    assert corpus.catalogue.unindexed() == []


def test_a_removed_article_is_gone_with_all_that_was_made_of_it(corpus: Corpus):
    put(corpus)
    put(corpus, "b", text="Another text.")
    corpus.writer.remove(["id-a"])

    with pytest.raises(NotFound):
        corpus.catalogue.get("id-a")
    assert corpus.catalogue.passages_of("id-a") == []
    assert corpus.catalogue.quotes_of("id-a") == []
    assert corpus.catalogue.count() == 1
    assert corpus.catalogue.to_forget() == []


def test_an_article_is_found_by_our_id_and_by_its_own(corpus: Corpus):
    put(corpus, external_id="E1")

    assert corpus.catalogue.find_id("E1") == "id-a"
    assert corpus.catalogue.find_id("id-a") == "id-a"
    with pytest.raises(NotFound, match="dateline articles list"):
        corpus.catalogue.find_id("nothing")


def test_the_list_is_newest_first_undated_last_and_paged(corpus: Corpus):
    for key, day in {"a": "2020-01-01", "b": None, "c": "2022-01-01", "d": "2021-01-01"}.items():
        put(corpus, key, published=day)

    assert [info.id for info in corpus.catalogue.list_articles()] == ["id-c", "id-d", "id-a", "id-b"]
    assert [info.id for info in corpus.catalogue.list_articles(limit=2, offset=1)] == ["id-d", "id-a"]


def test_the_list_narrows_by_title_and_outlet_ignoring_case(corpus: Corpus):
    put(corpus, "a", title="100% of ÉLAN_vital", outlet="Élan")
    put(corpus, "b", title="100 percent", outlet="Other")

    def ids(**narrow: str) -> list[str]:
        return [info.id for info in corpus.catalogue.list_articles(**narrow)]

    assert ids(contains="00%") == ["id-a"]
    assert ids(contains="élan_V") == ["id-a"]
    assert ids(outlet="éLAN") == ["id-a"]
    assert ids(contains="nothing") == []


def test_outlets_are_counted_and_undated_articles_cover_no_day(corpus: Corpus):
    put(corpus, "a", outlet="X", published="2020-01-01")
    put(corpus, "b", outlet="Y", published="2020-05-01")
    put(corpus, "c", outlet="Y", published=None)
    put(corpus, "d", outlet=None)

    assert corpus.catalogue.outlets() == {"Y": 2, "X": 1}
    assert corpus.catalogue.coverage() == (date(2020, 1, 1), date(2020, 5, 1))
    assert corpus.catalogue.coverage(Filters(outlet="x")) == (date(2020, 1, 1), date(2020, 1, 1))
    assert corpus.catalogue.coverage(Filters(since=date(2030, 1, 1))) == (None, None)


def test_every_article_comes_by_external_id(corpus: Corpus):
    put(corpus, "z", external_id="2")
    put(corpus, "y", external_id="1")
    put(corpus, "x")

    found: list[Article] = list(corpus.catalogue.every_article())

    assert [article.info.id for article in found] == ["id-y", "id-z", "id-x"]


def test_an_external_id_of_two_articles_names_neither(corpus: Corpus):
    put(corpus, "a", external_id="E1", url="https://x.org/a")
    put(corpus, "b", external_id="E1", url="https://x.org/b")

    with pytest.raises(Ambiguous, match=r"id-a \(https://x.org/a\), id-b") as raised:
        corpus.catalogue.find_id("E1")
    assert isinstance(raised.value, NotFound)
    assert corpus.catalogue.find_id("id-b") == "id-b"


def test_no_article_is_edited_to_stand_where_another_does(corpus: Corpus):
    put(corpus, "a", url="https://x.org/a")
    put(corpus, "b", url="https://x.org/b")

    with pytest.raises(BadArticle, match="id-b"):
        corpus.writer.edit("id-a", url="https://x.org/b", title="Not kept either")
    assert corpus.catalogue.get("id-a").info.title == "A headline"
    corpus.writer.edit("id-a", url="https://x.org/a", title="Better")
    assert corpus.catalogue.get("id-a").info.title == "Better"
