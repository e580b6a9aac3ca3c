"""What the archive holds: the records, the catalogue, the vectors, the words, and search over them."""

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.store import Corpus, open_corpus

__all__ = ["Corpus", "open_corpus"]

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    """Import the stores when they are first asked for: `dateline --help` needs only the errors."""
    if name in __all__:
        from corpus import store

        return getattr(store, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
