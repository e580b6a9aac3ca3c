"""How articles come in: files and folders into drafts, drafts into passages, passages into the corpus."""

import logging

from ingest.pipeline import Outcome, ingest

__all__ = ["Outcome", "ingest"]

logging.getLogger(__name__).addHandler(logging.NullHandler())
