"""Passages and quotes as the catalogue keeps them."""

from corpus import Corpus
from corpus.records import Filters
from tests.corpus.writing_helpers import PARAGRAPHS, put


def passage_texts(corpus: Corpus, article_id: str) -> list[str]:
    return [passage.text for passage in corpus.catalogue.passages_of(article_id)]


def test_passages_are_the_text_between_their_offsets(corpus: Corpus):
    put(corpus, text="Ğß🎉 first.\n\nSecond 🎉🎉 paragraph.\n\nThird.")

    for passage in corpus.catalogue.passages_of("id-a"):
        assert passage.text == passage.span.of(corpus.catalogue.get("id-a").text)
    assert passage_texts(corpus, "id-a") == ["Ğß🎉 first.", "Second 🎉🎉 paragraph.", "Third."]


def test_quotes_come_back_in_order(corpus: Corpus):
    put(corpus)

    (quote,) = corpus.catalogue.quotes_of("id-a")
    assert (quote.speaker, quote.cue, quote.direct) == ("Somebody", "said", True)
    assert quote.spans[0].of(PARAGRAPHS) == "The"


def test_many_ids_are_asked_for_at_once(corpus: Corpus):
    put(corpus, text="\n\n".join(f"Paragraph {number}." for number in range(1_300)))
    ids = corpus.catalogue.passage_ids()

    assert len(ids) == 1_300
    assert set(corpus.catalogue.owners(ids, Filters())) == set(ids)
    assert set(corpus.catalogue.passages(ids)) == set(ids)
    assert corpus.catalogue.articles_of_passages(ids) == ["id-a"]
