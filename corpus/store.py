"""Opening a corpus: the one place that chooses its stores and its embedding model."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.embedding import DEFAULT_MODEL, EmbeddingModel, SentenceTransformerModel
from corpus.errors import CorpusError, ModelMismatch
from corpus.locking import opening_lock
from corpus.reading import Search, Stores
from corpus.room import told
from corpus.writing import Writer

# How passages are made; a corpus split in another way must be split again (ingest/passages.py).
SPLITTING = "sentences-160"

# Chroma, Hugging Face, LangSmith and others report home unless told not to.
_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "TOKENIZERS_PARALLELISM": "false",
}


class Corpus:
    """What one home holds. Open it with ``open_corpus``.

    ``catalogue`` is the truth, ``search`` finds passages, ``writer`` changes what is held.
    """

    def __init__(self, home: Path, catalogue: Catalogue, stores: Stores, model: EmbeddingModel) -> None:
        self.home = home
        self.catalogue = catalogue
        self.stores = stores
        self.model = model
        self.search = Search(catalogue, stores)
        self.writer = Writer(catalogue, stores, model)

    def made_with(self) -> tuple[str | None, str | None]:
        """Return which model and splitting made the corpus (None: not made yet)."""
        return self.catalogue.get_meta("model"), self.catalogue.get_meta("splitting")

    def is_foreign(self) -> bool:
        """Tell whether the corpus was made with another model or splitting."""
        return self.made_with() not in ((None, None), (self.model.name, SPLITTING))

    def adopt(self) -> None:
        """Note that this process's model and splitting make the corpus."""
        with self.catalogue.transaction() as connection:
            self.catalogue.set_meta(connection, model=self.model.name, splitting=SPLITTING)

    def start_over(self) -> None:
        """Throw the derived stores away; every article must then be finished with this model."""
        with self.writer.changing():
            self.stores.wipe()
            with self.catalogue.transaction() as connection:
                self.catalogue.drop_meta(connection, "dimension")
                self.catalogue.mark_unindexed(connection)
            self.adopt()


@contextmanager
def open_corpus(
    home: str | Path,
    *,
    model: str | EmbeddingModel = DEFAULT_MODEL,
    chroma_url: str | None = None,
    any_model: bool = False,
) -> Iterator[Corpus]:
    """Open the corpus in a home folder, making an empty one where there is none.

    ``model`` is an embedding model or the name or path of one; ``chroma_url`` a Chroma server to use
    instead of the embedded one. Raises ModelMismatch where the corpus was made with another model or
    splitting, unless ``any_model`` is true (for looking at it, and for repairing it), and CorpusError where
    the home cannot be made, or what is done with the corpus finds its disk full or not to be written to.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    folder = Path(home).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError(
            f"The home folder {folder} cannot be made ({error.strerror}). Set DATELINE_HOME to another one."
        ) from error
    with told(folder):
        yield from _opened(folder, model, chroma_url, any_model=any_model)


def _opened(
    folder: Path, model: str | EmbeddingModel, chroma_url: str | None, *, any_model: bool
) -> Iterator[Corpus]:
    with opening_lock(folder):
        catalogue = Catalogue(folder / "catalogue.sqlite")
    chosen = SentenceTransformerModel(model) if isinstance(model, str) else model
    corpus = Corpus(folder, catalogue, Stores(folder, catalogue, chroma_url), chosen)
    try:
        if corpus.made_with() == (None, None) or (corpus.is_foreign() and not catalogue.count()):
            corpus.adopt()
        elif corpus.is_foreign() and not any_model:
            made_model, made_splitting = corpus.made_with()
            raise ModelMismatch(
                f"The corpus in {folder} was made with {made_model} (passages: {made_splitting}), not with "
                f"{chosen.name} ({SPLITTING}). Set DATELINE_EMBEDDING_MODEL={made_model} to use it as it is, "
                "or run: dateline check --repair (makes and embeds every passage again)."
            )
        if corpus.stores.words_are_outdated() and catalogue.count():
            corpus.writer.rewrite_words()
        yield corpus
    finally:
        catalogue.close()
