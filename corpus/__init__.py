"""What the archive holds: the records, the catalogue, the vectors, the words, and search over them."""

import logging

from corpus.store import Corpus, open_corpus

__all__ = ["Corpus", "open_corpus"]

logging.getLogger(__name__).addHandler(logging.NullHandler())
