"""How a question becomes an answer: reading it, retrieval, the two answerers, verification, citations."""

import logging

from assistant.assistant import Assistant

__all__ = ["Assistant"]

logging.getLogger(__name__).addHandler(logging.NullHandler())
