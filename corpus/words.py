"""The words: a BM25 index of passages and of whole articles (tantivy).

Passages and articles are documents of one index with fields of their own, so each kind has its own
word statistics. English stemming; other languages are matched by whole words, case and accents folded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from corpus.errors import CorpusError

_ANALYZER = "dateline_en"
# Words that say nothing about a matter: function words, and the words questions are made of.
_STOPWORDS = frozenset(
    """
    a about after all also am an and any are as at be because been before being between both but by
    can could did do does doing down during each few for from further had has have having he her
    here hers him his how i if in into is it its itself me more most my no nor not of off on once
    only or other our out over own s same she should so some such t than that the their them then
    there these they this those through to too under until up very was we were what when where which
    while who whom why will with would you your say says said tell tells told according
    """.split()
)


@dataclass(frozen=True, slots=True)
class WordDocument:
    """One article as the index takes it in: its headline line and its passages by id."""

    article_id: str
    headline: str
    passages: Sequence[tuple[int, str]]


class WordIndex:
    """A tantivy index in a folder. Opening it for reading is cheap and takes no lock."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._analyzer = _analyzer()
        try:
            self._index = tantivy.Index(_schema(), path=str(folder))
        except (ValueError, OSError) as error:
            raise CorpusError(
                f"The word index in {folder} cannot be read ({error}). "
                "Remove that folder and run: dateline check --repair"
            ) from error
        self._index.register_tokenizer(_ANALYZER, self._analyzer)
        # Left alone, tantivy's reader follows every commit by itself, and the words of a snapshot would
        # run ahead of its vectors.
        self._index.config_reader("Manual")

    def write(self, documents: Sequence[WordDocument], forget: Sequence[int] = ()) -> None:
        """Take in articles, replacing what is held of them, and drop passages; all in one commit."""
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for passage_id in forget:
            writer.delete_documents_by_term("passage", passage_id)
        for document in documents:
            writer.delete_documents_by_term("article", document.article_id)
            for passage_id, text in document.passages:
                writer.add_document(
                    tantivy.Document(passage=passage_id, article=document.article_id, text=text)
                )
            whole = "\n".join(text for _, text in document.passages)
            writer.add_document(
                tantivy.Document(
                    whole=document.article_id,
                    article=document.article_id,
                    headline=document.headline,
                    body=whole,
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def drop_articles(self, article_ids: Sequence[str]) -> None:
        """Drop everything that is held of these articles."""
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for article_id in article_ids:
            writer.delete_documents_by_term("article", article_id)
        writer.commit()
        writer.wait_merging_threads()

    def reload(self) -> None:
        """See what was committed since this index was opened."""
        self._index.reload()

    def terms(self, text: str) -> list[str]:
        """Return the stemmed words of a text that say something, each once, in order."""
        words = [word for word in _plain().analyze(text) if word not in _STOPWORDS]
        return list(dict.fromkeys(self._analyzer.analyze(" ".join(words))))

    def best_passages(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """Return up to ``limit`` (passage id, BM25 score) pairs, best first."""
        searcher = self._index.searcher()
        query = _any_of(self._index.schema, "text", terms)
        hits = searcher.search(query, limit=limit, count=False).hits
        addresses = [address for _, address in hits]
        ids = searcher.fast_field_values("passage", addresses)
        return [(int(i or 0), float(score)) for i, (score, _) in zip(ids, hits, strict=True)]

    def best_articles(self, terms: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """Return up to ``limit`` (article id, BM25 score) pairs over headline and body, best first."""
        schema = self._index.schema
        both = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, _any_of(schema, "headline", terms)),
                (tantivy.Occur.Should, _any_of(schema, "body", terms)),
            ]
        )
        searcher = self._index.searcher()
        hits = searcher.search(both, limit=limit, count=False).hits
        return [(str(searcher.doc(address)["whole"][0]), float(score)) for score, address in hits]

    def passage_ids(self) -> set[int]:
        """Return the id of every passage that is held."""
        searcher = self._index.searcher()
        everything = tantivy.Query.exists_query("passage")
        hits = searcher.search(everything, limit=max(1, searcher.num_docs), count=False).hits
        return {int(i or 0) for i in searcher.fast_field_values("passage", [address for _, address in hits])}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("passage", stored=False, indexed=True, fast=True)
    builder.add_text_field("article", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("whole", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("text", "headline", "body"):
        builder.add_text_field(name, stored=False, tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(60)).filter(tantivy.Filter.lowercase())
    return builder.filter(tantivy.Filter.ascii_fold()).filter(tantivy.Filter.stemmer("english")).build()


def _plain() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return builder.filter(tantivy.Filter.remove_long(60)).filter(tantivy.Filter.lowercase()).build()


def _any_of(schema: tantivy.Schema, field: str, terms: Sequence[str]) -> tantivy.Query:
    queries = [
        (tantivy.Occur.Should, tantivy.Query.term_query(schema, field, term, index_option="freq"))
        for term in terms
    ]
    return tantivy.Query.boolean_query(queries)
