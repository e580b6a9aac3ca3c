"""Settings into arguments: the one place where the faces get their corpus and their assistant."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus import Corpus, open_corpus
from corpus.embedding import SentenceTransformerModel
from ui.settings import Settings

if TYPE_CHECKING:
    from assistant import Assistant


@contextmanager
def corpus_of(settings: Settings, *, any_model: bool = False) -> Iterator[Corpus]:
    """Open the corpus that the settings name; ``any_model`` also where another model made it."""
    model = SentenceTransformerModel(
        settings.embedding_model,
        question_prompt=settings.question_prompt,
        passage_prompt=settings.passage_prompt,
    )
    with open_corpus(
        settings.home, model=model, chroma_url=settings.chroma_url, any_model=any_model
    ) as corpus:
        yield corpus


def assistant_of(settings: Settings, corpus: Corpus) -> "Assistant":
    """Return the assistant that the settings name, over an open corpus.

    Raises AnswerFailed where the language model's package is not installed.
    """
    from assistant import Assistant
    from assistant.model import chat_model

    model = None
    if settings.model:
        model = chat_model(
            settings.model, url=settings.model_url, key=settings.key, timeout=settings.model_timeout
        )
    return Assistant(corpus, model)
