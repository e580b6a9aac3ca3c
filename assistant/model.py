"""The language model: which one a setting names, and what it writes, as a stream of text that came to an end.

Providers differ in how they take a bound, a key and an address, and in how they say that a model has ended.
"""

import os
import time
from collections.abc import Iterable, Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.citations import Truncated
from corpus.errors import AnswerFailed

CONTEXT = 4_096  # tokens, of small local models: rules, passages, question and answer fit into it
TOKENS = 700  # what a model may write: six long sentences with their ids
# How the providers say that a model came to its own end. A stream without any of these was cut off.
_ENDS = ("finish_reason", "stop_reason", "done_reason")
_USED_UP = {"length", "max_tokens"}
_EXTRAS = {"openai": "openai", "ollama": "ollama", "anthropic": "anthropic"}


def chat_model(name: str, *, url: str | None, key: str | None, timeout: float) -> BaseChatModel:
    """Return the chat model that ``name`` ("provider:model") means, over LangChain's `init_chat_model`.

    ``timeout`` is in seconds. Raises AnswerFailed where it cannot be used as it is set up.
    """
    from langchain.chat_models import init_chat_model

    provider = name.partition(":")[0]
    options: dict[str, Any] = {"temperature": 0}
    if provider == "ollama":
        # Unasked, Ollama may give less room than this, and drops the beginning of what does not fit.
        options |= {"num_predict": TOKENS, "num_ctx": CONTEXT, "client_kwargs": {"timeout": timeout}}
    else:
        options |= {"max_tokens": TOKENS, "timeout": timeout, "max_retries": 1}
    if url:
        options["base_url"] = url
    if key:
        options["api_key"] = key
    elif url and provider == "openai" and not os.environ.get("OPENAI_API_KEY"):
        options["api_key"] = "none"  # servers of one's own want none; the client insists on something
    try:
        model: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        extra = _EXTRAS.get(provider, provider)
        raise AnswerFailed(
            f"The package for {name} is missing. Install it: pip install 'dateline[{extra}]'"
        ) from error
    except Exception as error:  # each provider has errors of its own; all are shown
        raise AnswerFailed(f"{name} cannot be used ({error}). See DATELINE_MODEL in .env.example.") from error
    return model


def model_name(model: BaseChatModel) -> str:
    """Return what a model calls itself."""
    for attribute in ("model_name", "model"):
        name = getattr(model, attribute, None)
        if isinstance(name, str) and name:
            return name
    return model._llm_type


def texts_of(chunks: Iterable[BaseMessage], seconds: float) -> Iterator[str | Truncated]:
    """Yield a stream's text, and Truncated where the model used up what it may write.

    Raises AnswerFailed where the stream fails, breaks off or takes too long.
    """
    started = time.monotonic()
    ended: set[str] = set()
    try:
        for chunk in chunks:
            ended.update(
                str(chunk.response_metadata[end]) for end in _ENDS if chunk.response_metadata.get(end)
            )
            yield str(chunk.text)
            if time.monotonic() - started > seconds:
                raise AnswerFailed(f"It did not finish within {seconds:.0f} seconds.")
    except AnswerFailed:
        raise
    except Exception as error:  # each provider has errors of its own; all are shown
        raise AnswerFailed(f"It failed: {type(error).__name__}: {str(error)[:300]}") from error
    if not ended:
        raise AnswerFailed("Its answer broke off half-way.")
    if ended & _USED_UP:
        yield Truncated(TOKENS)
