"""The vectors: Chroma, embedded in this process or on a server.

Embedded Chroma loses data unless two rules hold (measured on 1.5.9, see CONTRIBUTING.md): one writer
at a time, and every writer with a client that nobody else has opened the vectors after. Even a reader's
first query writes: it takes pending records from the log into the index and purges them. So a
client here is only ever opened, and warmed by that first query, inside the corpus's write lock;
afterwards a reader serves from its own memory and writes nothing. Whoever opens them leaves a word in a
file beside them, by which a writer who kept its client tells whether it was the last (``Desk``).

Records are one per passage: the id is the passage's, the metadata its article's. No text: that stands
in the catalogue, so that removing an article leaves none behind.
"""

import gc
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import numpy as np

from corpus.embedding import Vectors
from corpus.errors import CorpusError
from corpus.room import lack_of, wanting

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_NAME = "passages"
_PAGE = 2_000  # records asked for in one call
_LARGE = 10_000  # vectors (40 MB with their index); below, collecting (0.3 s) costs more than it gives back
_OPENED = "opened"  # the file in which whoever opens the vectors leaves a word of their own


class VectorStore(Protocol):
    """Where passage vectors are kept.

    Every method may be called inside the write lock only, except ``nearest`` and ``vectors`` on a store
    that was opened by ``reader``.
    """

    def put(self, ids: Sequence[int], article_ids: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors, replacing those of the same ids."""

    def forget(self, ids: Sequence[int]) -> None:
        """Drop vectors; ids that are not there are no error."""

    def ids(self) -> set[int]:
        """Return every id that is held."""

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """Return up to ``limit`` (passage id, cosine) pairs, nearest first."""

    def vectors(self, ids: Sequence[int]) -> dict[int, Vectors]:
        """Return the vectors that are held for these ids; unreadable ones are left out."""


class ChromaStore:
    """A VectorStore over one Chroma collection."""

    def __init__(self, client: "ClientAPI") -> None:
        self._collection: Collection = client.get_or_create_collection(
            _NAME, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        self._batch = client.get_max_batch_size()
        self.size = self._collection.count()  # loads the whole index; fails where it is damaged

    def put(self, ids: Sequence[int], article_ids: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors, replacing those of the same ids."""
        for start in range(0, len(ids), self._batch):
            some = slice(start, start + self._batch)
            self._collection.upsert(
                ids=[str(i) for i in ids[some]],
                embeddings=vectors[some],
                metadatas=[{"article_id": article_id} for article_id in article_ids[some]],
            )

    def forget(self, ids: Sequence[int]) -> None:
        """Drop vectors; ids that are not there are no error."""
        for start in range(0, len(ids), self._batch):
            self._collection.delete(ids=[str(i) for i in ids[start : start + self._batch]])

    def ids(self) -> set[int]:
        """Return every id that is held."""
        found: set[int] = set()
        while page := self._collection.get(limit=_PAGE * 5, offset=len(found), include=[])["ids"]:
            found.update(int(i) for i in page)
        return found

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """Return up to ``limit`` (passage id, cosine) pairs, nearest first."""
        if not self.size:
            return []
        result: Any = self._collection.query(
            query_embeddings=vector[np.newaxis, :], n_results=min(limit, self.size), include=["distances"]
        )
        pairs = zip(result["ids"][0], result["distances"][0], strict=True)
        return [(int(i), 1.0 - float(distance)) for i, distance in pairs]

    def vectors(self, ids: Sequence[int]) -> dict[int, Vectors]:
        """Return the vectors that are held for these ids; unreadable ones are left out."""
        from chromadb.errors import ChromaError

        found: dict[int, Vectors] = {}
        for start in range(0, len(ids), _PAGE):
            some = [str(i) for i in ids[start : start + _PAGE]]
            try:
                found.update(self._get(some))
            except ChromaError:  # one unreadable vector fails the whole call: ask for each by itself
                for one in some:
                    try:
                        found.update(self._get([one]))
                    except ChromaError:
                        continue
        return found

    def warm(self) -> None:
        """Take in what is pending and load the index, so that later reads write nothing."""
        any_one = [int(i) for i in self._collection.get(limit=1, include=[])["ids"]]
        for vector in self.vectors(any_one).values():
            self.nearest(vector, 1)

    def _get(self, ids: list[str]) -> dict[int, Vectors]:
        result: Any = self._collection.get(ids=ids, include=["embeddings"])
        pairs = zip(result["ids"], result["embeddings"], strict=True)
        return {int(i): np.asarray(vector, dtype=np.float32) for i, vector in pairs}


@contextmanager
def writer(folder: Path, url: str | None) -> Iterator[ChromaStore]:
    """Open a store for writing; call inside the write lock. It is closed at the end of the block."""
    with _readable(folder, url):
        client = _open(folder, url)
        store = ChromaStore(client)
    try:
        with _readable(folder, url):
            yield store
    finally:
        _close(client, url)


class Desk:
    """Where a process writes vectors: it opens them for each write, or keeps them open from one to the next.

    To open them loads the whole index: 0.2 s and 200 MB for 50,000 vectors, and more the more it holds. What
    is kept open is used again only as long as nobody else has opened the vectors since: a client that another
    one wrote past loses data.
    """

    def __init__(self, folder: Path, url: str | None) -> None:
        self._folder = folder
        self._url = url
        self._kept: tuple[ChromaStore, str] | None = None
        self._keeping = 0

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Keep the vectors open until the end of the block; such blocks may overlap."""
        self._keeping += 1
        try:
            yield
        finally:
            self._keeping -= 1
            if not self._keeping:
                self._let_go()

    @contextmanager
    def writing(self) -> Iterator[ChromaStore]:
        """Open a store for writing; call inside the write lock."""
        if not self._keeping:
            with writer(self._folder, self._url) as store:
                yield store
            return
        if self._kept and self._kept[1] != _last_opened(self._folder, self._url):
            self._let_go()
        kept, self._kept = self._kept, None  # not to be used again where this write breaks off
        if kept is None:
            with _readable(self._folder, self._url):
                kept = ChromaStore(_open(self._folder, self._url)), _last_opened(self._folder, self._url)
            _part(self._url)
        with _readable(self._folder, self._url):
            yield kept[0]
        self._kept = kept

    def _let_go(self) -> None:
        kept, self._kept = self._kept, None
        if kept and kept[0].size > _LARGE:
            del kept
            gc.collect()  # a client refers to itself in circles, and its index may take hundreds of MB


def reader(folder: Path, url: str | None) -> ChromaStore:
    """Open a store for searching; call inside the write lock, use outside it.

    What is written later is not seen: open another one when the generation has moved on.
    """
    with _readable(folder, url):
        client = _open(folder, url)
        store = ChromaStore(client)
        if store.size:
            store.warm()
    _part(url)
    return store


def wipe(folder: Path, url: str | None) -> None:
    """Throw every vector away; call inside the write lock."""
    if url is None:
        shutil.rmtree(folder, ignore_errors=True)
    else:
        _open(folder, url).delete_collection(_NAME)


@contextmanager
def _readable(folder: Path, url: str | None) -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        if url is None and (lack := lack_of(error)):
            raise wanting(folder.parent, lack) from error
        advice = "Look after that server" if url else "Remove that folder and run: dateline check --repair"
        raise CorpusError(f"The vectors in {url or folder} cannot be read ({error}). {advice}") from error


def _open(folder: Path, url: str | None) -> "ClientAPI":
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        SharedSystemClient.clear_system_cache()
        (folder / _OPENED).write_text(secrets.token_hex(8))
        return chromadb.PersistentClient(str(folder), settings=settings)
    parts = urlsplit(url)
    try:
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if parts.scheme == "https" else 8000),
            ssl=parts.scheme == "https",
            settings=settings,
        )
    except ValueError as error:
        raise CorpusError(
            f"No Chroma server answers at {url}. Start it, or unset CHROMA_URL to keep vectors in the home."
        ) from error


def _last_opened(folder: Path, url: str | None) -> str:
    """Return the word of whoever opened the vectors last; a server minds its clients itself."""
    try:
        return (folder / _OPENED).read_text() if url is None else url
    except FileNotFoundError:  # thrown away since
        return ""


def _part(url: str | None) -> None:
    """See that no later client of this process shares the state of those that are open."""
    if url is None:
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()


def _close(client: "ClientAPI", url: str | None) -> None:
    client.close()  # type: ignore[attr-defined]  # every client has it; the interface does not say so
    _part(url)
