"""The words: a BM25 index of passages and one of whole articles (tantivy).

Two indices, because BM25 weighs a word by the number of documents and a document by their mean length:
passages and articles in one index spoil both. English stemming; other languages are matched by whole
words, case and accents folded.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
    while who whom why will with would you your happen happened happening say says said tell tells told
    according
    """.split()
)


# BM25 can give a document no more than (K1 + 1) times the rarity of each word; tantivy's K1.
_K1 = 1.2
# How much a word of the headline counts beside one of the body: fitted as the weights in
# assistant/evidence.py are.
_HEADLINE = 0.35
_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile(
    r"[\u0300-\u036f\u0590-\u1cff]"
)  # scripts from Hebrew to Vedic: vowels are marks of their own
_KNOWN = 200_000  # words whose stem is remembered


@dataclass(frozen=True, slots=True)
class WordDocument:
    """One article as the index takes it in: its headline line and its passages by id."""

    article_id: str
    headline: str
    passages: Sequence[tuple[int, str]]


class WordIndex:
    """Two tantivy indices in a folder. Opening it for reading is cheap and takes no lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._analyzer = _analyzer()
        self._passages = _open(folder / "passages", _passage_schema(), self._analyzer)
        self._articles = _open(folder / "articles", _article_schema(), self._analyzer)
        self._stems: dict[str, str] = {}

    def write(self, documents: Sequence[WordDocument], forget: Sequence[int] = ()) -> None:
        """Take in articles, replacing what is held of them, and drop passages."""
        with _writing(self._passages, self._folder / "passages") as writer:
            for passage_id in forget:
                writer.delete_documents_by_term("passage", passage_id)
            for document in documents:
                writer.delete_documents_by_term("article", document.article_id)
                for passage_id, text in document.passages:
                    writer.add_document(
                        tantivy.Document(
                            passage=passage_id, article=document.article_id, text=_composed(text)
                        )
                    )
        with _writing(self._articles, self._folder / "articles") as writer:
            for document in documents:
                writer.delete_documents_by_term("article", document.article_id)
                body = _composed("\n".join(text for _, text in document.passages))
                headline = _composed(document.headline)
                writer.add_document(
                    tantivy.Document(article=document.article_id, headline=headline, body=body)
                )

    def drop_articles(self, article_ids: Sequence[str]) -> None:
        """Drop everything that is held of these articles."""
        for name, index in (("passages", self._passages), ("articles", self._articles)):
            with _writing(index, self._folder / name) as writer:
                for article_id in article_ids:
                    writer.delete_documents_by_term("article", article_id)

    def reload(self) -> None:
        """See what was committed since this index was opened."""
        self._passages.reload()
        self._articles.reload()

    def terms(self, text: str) -> list[str]:
        """Return the stemmed words of a text that say something, each once, in order."""
        words = [word for word in _plain().analyze(_composed(text)) if word not in _STOPWORDS]
        return list(dict.fromkeys(self._analyzer.analyze(" ".join(words))))

    def stems(self, text: str) -> set[str]:
        """Return every word of a text, stemmed; fast, for texts of which many are looked at."""
        if _MARKED.search(text):  # letters that only the index's own reader knows to keep together
            return set(self._analyzer.analyze(_composed(text)))
        words = set(_WORD.findall(_composed(text).lower()))
        if new := words.difference(self._stems):
            if len(self._stems) + len(new) > _KNOWN:
                self._stems.clear()
                new = words
            self._stems.update((word, next(iter(self._analyzer.analyze(word)), "")) for word in new)
        return set(map(self._stems.__getitem__, words)) - {""}

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """Return how rare each stemmed word is among the articles: BM25's inverse document frequency."""
        searcher = self._articles.searcher()
        number = searcher.num_docs
        frequencies = {term: searcher.doc_freq("body", term) for term in terms}
        return {term: math.log(1 + (number - df + 0.5) / (df + 0.5)) for term, df in frequencies.items()}

    def best_passages(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """Return up to ``limit`` (passage id, BM25 score) pairs, best first."""
        searcher = self._passages.searcher()
        query = _any_of(self._passages.schema, "text", terms)
        hits = searcher.search(query, limit=limit, count=False).hits
        ids = searcher.fast_field_values("passage", [address for _, address in hits])
        return [(int(i or 0), float(score)) for i, (score, _) in zip(ids, hits, strict=True)]

    def best_articles(
        self, terms: Sequence[str], limit: int, among: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return up to ``limit`` (article id, score) pairs over headline and body, best first.

        A score is BM25 as a share of what these words could give at most: 0 to 1, comparable between
        questions and archives. ``among`` narrows to these articles.
        """
        schema = self._articles.schema
        headline = tantivy.Query.boost_query(_any_of(schema, "headline", terms), _HEADLINE)
        query = _either(headline, _any_of(schema, "body", terms))
        if among is not None:
            chosen = tantivy.Query.term_set_query(schema, "article", list(among))
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(chosen, 0.0)),
                    (tantivy.Occur.Must, query),
                ]
            )
        searcher = self._articles.searcher()
        hits = searcher.search(query, limit=limit, count=False).hits
        most = (_K1 + 1) * (1 + _HEADLINE) * max(sum(self.rarity(terms).values()), 1e-9)
        return [(str(searcher.doc(address)["article"][0]), float(score) / most) for score, address in hits]

    def passage_ids(self) -> set[int]:
        """Return the id of every passage that is held."""
        searcher = self._passages.searcher()
        everything = tantivy.Query.exists_query("passage")
        hits = searcher.search(everything, limit=max(1, searcher.num_docs), count=False).hits
        return {int(i or 0) for i in searcher.fast_field_values("passage", [address for _, address in hits])}

    def article_ids(self) -> set[str]:
        """Return the id of every article that is held."""
        searcher = self._articles.searcher()
        hits = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs), count=False).hits
        return {str(searcher.doc(address)["article"][0]) for _, address in hits}


def is_outdated(folder: Path) -> bool:
    """Tell whether a folder holds words as an earlier Dateline laid them out, or none at all."""
    return not (folder / "articles").is_dir()


def _open(folder: Path, schema: tantivy.Schema, analyzer: tantivy.TextAnalyzer) -> tantivy.Index:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        index = tantivy.Index(schema, path=str(folder))
    except (ValueError, OSError) as error:
        raise CorpusError(
            f"The word index in {folder} cannot be read ({error}). "
            "Remove that folder and run: dateline check --repair"
        ) from error
    index.register_tokenizer(_ANALYZER, analyzer)
    # Left alone, tantivy's reader follows every commit by itself, and the words of a snapshot would
    # run ahead of its vectors.
    index.config_reader("Manual")
    return index


@contextmanager
def _writing(index: tantivy.Index, folder: Path) -> Iterator[tantivy.IndexWriter]:
    _drop_strays(folder)
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    yield writer
    writer.commit()
    writer.wait_merging_threads()


def _drop_strays(folder: Path) -> None:
    """Remove the lists of dropped documents that a writer made and was killed before it committed.

    The next one counts on from the last commit, comes to the same name, and cannot write it.
    """
    held = json.loads((folder / "meta.json").read_bytes())["segments"]
    known = {
        f"{one['segment_id'].replace('-', '')}.{one['deletes']['opstamp']}.del"
        for one in held
        if one.get("deletes")
    }
    for file in folder.glob("*.del"):
        if file.name not in known:
            file.unlink(missing_ok=True)


def _passage_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("passage", stored=False, indexed=True, fast=True)
    builder.add_text_field("article", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", stored=False, tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _article_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("article", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("headline", "body"):
        builder.add_text_field(name, stored=False, tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _composed(text: str) -> str:
    """Return text with each accent inside its letter; a bare accent would end a word for the index."""
    return unicodedata.normalize("NFC", text)


def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(60)).filter(tantivy.Filter.lowercase())
    return builder.filter(tantivy.Filter.ascii_fold()).filter(tantivy.Filter.stemmer("english")).build()


def _plain() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return builder.filter(tantivy.Filter.remove_long(60)).filter(tantivy.Filter.lowercase()).build()


def _either(*queries: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _any_of(schema: tantivy.Schema, field: str, terms: Sequence[str]) -> tantivy.Query:
    return _either(*(tantivy.Query.term_query(schema, field, term, index_option="freq") for term in terms))
