"""Settings into arguments: the one place where the faces get their corpus and their assistant."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus import Corpus, open_corpus
from corpus.embedding import SentenceTransformerModel
from corpus.errors import AnswerFailed
from ui.settings import Settings

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.conversation import Conversation
    from assistant.reranking import Reranker
    from ingest.fetching import Fetcher


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


def fetcher_of(settings: Settings) -> "Fetcher":
    """Return what fetches pages and feeds, from public addresses and the hosts that the settings allow.

    Raises FetchFailed where those cannot be used.
    """
    from ingest.fetching import Fetcher

    hosts = [host.strip() for host in settings.fetch_hosts.split(",") if host.strip()]
    return Fetcher(hosts, contact=settings.contact)


def reranker_of(settings: Settings) -> "Reranker | None":
    """Return the cross-encoder that the settings name, not loaded yet, or None."""
    from assistant.reranking import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker) if settings.reranker else None


def assistant_of(settings: Settings, corpus: Corpus) -> "Assistant":
    """Return the assistant that the settings name, over an open corpus.

    Where the language model cannot be used as it is set up, it answers by quotes only and says why.
    """
    from assistant import Assistant
    from assistant.model import chat_model

    reranker = reranker_of(settings)
    if not settings.model:
        return Assistant(corpus, reranker=reranker)
    seconds = settings.model_timeout
    try:
        model = chat_model(settings.model, url=settings.model_url, key=settings.key, timeout=seconds)
    except AnswerFailed as error:
        return Assistant(corpus, reranker=reranker, model_problem=str(error))
    return Assistant(corpus, model, reranker=reranker, model_seconds=seconds)


def conversation_of(assistant: "Assistant", corpus: Corpus, conversation_id: str) -> "Conversation":
    """Return the conversation with this id, or, for "new", one that begins.

    Raises NotFound where there is none with this id.
    """
    from assistant.conversation import Conversation

    if conversation_id == "new":
        return Conversation.start(assistant, corpus)
    return Conversation.open(assistant, corpus, conversation_id)
