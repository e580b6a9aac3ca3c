"""Writing: the one order in which an article reaches the three stores.

First the catalogue (committed, article marked as not yet indexed), then words and vectors, then the
mark is lifted and the generation moves on. Whatever stops the process in between leaves a mark that
``finish`` finds; every step can be repeated without harm. All of it happens inside the write lock, and
embedding, the slow part, outside.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from corpus import vectors
from corpus.catalogue import Catalogue
from corpus.embedding import EmbeddingModel
from corpus.errors import BadArticle, ModelMismatch
from corpus.ledger import text_hash
from corpus.locking import write_lock
from corpus.memory import give_back
from corpus.reading import Stores
from corpus.records import ArticleInfo, Draft, Passage, Quote, Span
from corpus.sentence_vectors import PassageVectors, pack, unpack
from corpus.sentences import sentences
from corpus.words import WordDocument, WordIndex

_WORDS_BATCH = 500  # articles whose words are written in one commit
_FINISH_BATCH = 64  # articles re-derived at a time: bounds memory, and what a stop loses

Also = Callable[[sa.Connection, Sequence[str]], object]


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article ready to be written: read, identified, split and embedded."""

    draft: Draft
    article_id: str
    identity: str
    fingerprint: str
    spans: Sequence[Span]
    quotes: Sequence[Quote]
    vectors: Sequence[PassageVectors]
    """One per span."""
    origin: str
    """The input it was read from, for the record of outcomes."""
    status: str
    """"added" or "updated"."""


class Writer:
    """Changes what a home holds."""

    def __init__(self, catalogue: Catalogue, stores: Stores, model: EmbeddingModel) -> None:
        self._catalogue = catalogue
        self._stores = stores
        self._model = model
        self._desk = vectors.Desk(stores.vectors_folder, stores.chroma_url)

    def add(self, articles: Sequence[NewArticle], also: Also | None = None) -> None:
        """Write articles, all or none of them; they can be found when this returns.

        ``also`` is called with their ids inside the same transaction, for what is kept beside them.
        """
        if not articles:
            return
        ids: list[int] = []
        owners: list[str] = []
        with self.changing():
            with self._catalogue.transaction() as connection:
                for article in articles:
                    version = self._catalogue.put_article(
                        connection,
                        article.draft,
                        article_id=article.article_id,
                        identity=article.identity,
                        fingerprint=article.fingerprint,
                    )
                    hashes = [text_hash(span.of(article.draft.text)) for span in article.spans]
                    new = self._catalogue.put_passages(
                        connection, article.article_id, version, article.spans, hashes, article.quotes
                    )
                    ids += new
                    owners += [article.article_id] * len(new)
                    self._catalogue.note_outcome(
                        connection, article.origin, article.status, None, article.article_id
                    )
                if also:
                    also(connection, [article.article_id for article in articles])
            self._derive(
                [article.article_id for article in articles],
                ids,
                owners,
                [vectors for article in articles for vectors in article.vectors],
            )
        give_back()

    def finish(self, progress: Callable[[int], None] | None = None) -> int:
        """Do what an interrupted writer left undone; return how many articles were taken in again.

        ``progress`` is told the number of articles done so far. Vectors that are still held are kept.
        """
        done = 0
        while article_ids := self._interrupted():
            before = {one: self._catalogue.passages_of(one) for one in article_ids}
            texts = [passage.text for found in before.values() for passage in found]
            made = dict(zip(texts, self.embed(texts), strict=True))
            with self.changing():
                # another writer may have changed or removed some of them while these were embedded
                still = set(self._catalogue.unindexed())
                same = [
                    one
                    for one in article_ids
                    if one in still and self._catalogue.passages_of(one) == before[one]
                ]
                found = [passage for one in same for passage in before[one]]
                self._derive(
                    same,
                    [passage.id for passage in found],
                    [passage.article_id for passage in found],
                    [made[passage.text] for passage in found],
                )
            give_back()
            done += len(same)
            if progress:
                progress(done)
        if self._catalogue.to_forget():
            with self.changing():
                self._derive([], [], [], [])
        return done

    def _interrupted(self) -> list[str]:
        with write_lock(self._stores.home):  # outside it, another writer may be in the middle of its work
            return self._catalogue.unindexed(limit=_FINISH_BATCH)

    def remove(self, article_ids: Sequence[str], also: Also | None = None) -> None:
        """Remove articles from all stores and give their space back.

        ``also`` is called with their ids inside the transaction that drops them, while they are still there.
        A stop before the catalogue has dropped them leaves them as they were, once ``finish`` has run.
        """
        with self.changing():
            with self._catalogue.transaction() as connection:
                self._catalogue.mark_unindexed(connection, article_ids)
            self._stores.open_words().drop_articles(article_ids)
            with self._catalogue.transaction() as connection:
                if also:
                    also(connection, article_ids)
                for article_id in article_ids:
                    self._catalogue.drop_article(connection, article_id)
            self._derive([], [], [], [])
            self._catalogue.vacuum()

    def edit(self, article_id: str, **values: str | None) -> None:
        """Change an article's metadata (title, outlet, author, published, url), as a person does.

        What was edited stays when the article is read again. Raises BadArticle where another article stands
        at the new URL, or only the URL that is taken away tells another one from it: the two would be one
        where their export is read.
        """
        with self.changing():
            if (url := values.get("url")) and (other := self._catalogue.stands_at(url, but=article_id)):
                raise BadArticle(f"Another article ({other}) stands at {url[:200]}. Check the address.")
            if "url" in values and not url and (other := self._catalogue.named_alike(article_id)):
                raise BadArticle(
                    f"Another article without an address ({other}) has the same id, so this one's address "
                    "tells them apart. Keep it, or give it another one."
                )
            with self._catalogue.transaction() as connection:
                self._catalogue.edit_article(connection, article_id, **values)
                self._catalogue.mark_unindexed(connection, [article_id])
            self._write_words([article_id])
            with self._catalogue.transaction() as connection:
                self._catalogue.mark_indexed(connection, [article_id])

    def rewrite_words(self) -> None:
        """Write the words of every article again; a stop on the way leaves them to be written again."""
        with self.changing():
            if not self._stores.words_are_outdated():
                return
            fresh = self._stores.words_folder.with_name("words-new")
            for folder in (fresh, self._stores.words_folder):
                shutil.rmtree(folder, ignore_errors=True)
            index = WordIndex(fresh)
            ids = self._catalogue.article_ids()
            for start in range(0, len(ids), _WORDS_BATCH):
                index.write(self._documents(ids[start : start + _WORDS_BATCH]))
            fresh.rename(self._stores.words_folder)

    def embed(self, texts: Sequence[str]) -> list[PassageVectors]:
        """Return the texts' vectors; a text whose vectors the corpus still holds is not embedded again."""
        hashes = [text_hash(text) for text in texts]
        held = self._held(set(hashes))
        missing = {h: text for h, text in zip(hashes, texts, strict=True) if h not in held}
        if missing:  # otherwise the model is not even loaded
            spans = [sentences(text) for text in missing.values()]
            wholes, parts = self._model.encode_passages(list(missing.values()), spans)
            for h, whole, within, part in zip(missing, wholes, spans, parts, strict=True):
                held[h] = PassageVectors(whole, tuple(within), part)
        return [held[h] for h in hashes]

    def _held(self, hashes: set[str]) -> dict[str, PassageVectors]:
        known = self._catalogue.passages_with_text(hashes)
        if not known:
            return {}
        ids = sorted(known.values())
        with write_lock(self._stores.home), self._desk.writing() as store:
            wholes = store.vectors(ids)
        packed = self._catalogue.sentence_vectors(ids)
        return {
            h: PassageVectors(wholes[i], *unpack(packed[i]))
            for h, i in known.items()
            if i in wholes and i in packed
        }

    def _derive(
        self,
        article_ids: Sequence[str],
        ids: Sequence[int],
        owners: Sequence[str],
        made: Sequence[PassageVectors],
    ) -> None:
        """Bring words and vectors up to the catalogue for these articles, then say so."""
        to_forget = self._catalogue.to_forget()
        self._write_words(article_ids, to_forget)
        with self._desk.writing() as store:
            store.forget(to_forget)
            if made:
                wholes = np.stack([one.whole for one in made])
                self._check_dimension(wholes.shape[1])
                store.put(ids, owners, wholes)
        with self._catalogue.transaction() as connection:
            self._catalogue.put_sentence_vectors(
                connection, ids, [pack(one.sentences, one.parts) for one in made]
            )
            self._catalogue.forgot(connection, to_forget)
            self._catalogue.mark_indexed(connection, article_ids)

    def _check_dimension(self, dimension: int) -> None:
        made_with = self._catalogue.get_meta("dimension")
        if made_with is None:
            with self._catalogue.transaction() as connection:
                self._catalogue.set_meta(connection, dimension=str(dimension))
        elif int(made_with) != dimension:
            raise ModelMismatch(
                f"The corpus holds vectors of {made_with} dimensions, the embedding model gives {dimension}. "
                "Set DATELINE_EMBEDDING_MODEL to the model that made it, or run: dateline check --repair"
            )

    def _write_words(self, article_ids: Sequence[str], to_forget: Sequence[int] = ()) -> None:
        self._stores.open_words().write(self._documents(article_ids), to_forget)

    def _documents(self, article_ids: Sequence[str]) -> list[WordDocument]:
        infos = self._catalogue.infos(article_ids)
        return [
            WordDocument(one, headline(infos[one]), _numbered(self._catalogue.passages_of(one)))
            for one in article_ids
        ]

    def keeping_open(self) -> AbstractContextManager[None]:
        """Keep the vectors open between writes until the end of the block: for a run of many."""
        return self._desk.keeping()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the write lock; when it is given back, this process sees what was written."""
        try:
            with write_lock(self._stores.home):
                yield
        finally:
            self._stores.outdated()


def headline(info: ArticleInfo) -> str:
    """Return the line by which an article is found beside its body: headline, outlet, author, day."""
    parts = (info.title, info.outlet, info.author, f"{info.published:%d %B %Y}" if info.published else None)
    return " · ".join(part for part in parts if part)


def _numbered(passages: Sequence[Passage]) -> list[tuple[int, str]]:
    return [(passage.id, passage.text) for passage in passages]
