"""How a question becomes an answer, stage by stage.

- ``question``: a follow-up is made whole, and a question is read for who, when, by whom and what.
- ``retrieval``: passages are found (nomination, evidence, windows, reranking); ``news_order`` lays them out.
- ``quotes_only``: sentences are chosen (sentences, speakers, disagreement), or none (telling, abstention).
- ``writing``: or a model writes (prompts, model), and is checked (citations, verification, support).
- ``timeline``: or a development is told day by day.
- ``assembly``: sources get their numbers; ``answer`` is the record, ``contract`` its JSON.
- ``assistant``: the order of all this; ``conversation`` keeps what was asked and answered.
- ``briefings``: statements and notes become a document; ``evaluation``: how good it all is.
"""

import logging

from assistant.assistant import Assistant

__all__ = ["Assistant"]

logging.getLogger(__name__).addHandler(logging.NullHandler())
