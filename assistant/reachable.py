"""Whether a language model answers: it is asked for one word, and what goes wrong is told in words.

Providers put what they were sent into their messages, a part of a key among it. So a failure is told by its
kind, never in the provider's words.
"""

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from assistant.citations import Truncated
from assistant.model import chat_model, texts_of
from corpus.errors import AnswerFailed

_ASKED = "Answer with this one word and nothing else: ready"


def try_model(name: str, *, url: str | None, key: str | None, timeout: float) -> float:
    """Return after how many seconds a model had answered.

    ``timeout`` is in seconds. Raises AnswerFailed, which says what is wrong and what to do, and never names
    the key.
    """
    model = chat_model(name, url=url, key=key, timeout=timeout)
    started = time.monotonic()
    try:
        said = [text for text in texts_of(model.stream(_ASKED), timeout) if not isinstance(text, Truncated)]
    except AnswerFailed as error:
        raise AnswerFailed(_in_words(error, name, url)) from None
    if not "".join(said).strip():
        raise AnswerFailed(f"{name} answered with nothing. Choose another model in DATELINE_MODEL.")
    return time.monotonic() - started


def host_of(url: str) -> str:
    """Return the host and port of an address, and nothing else of it: who logs in stands before it."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "an address that is not valid"
    return f"{parts.hostname or 'no host'}{port}"


def _in_words(error: AnswerFailed, name: str, url: str | None) -> str:
    where = f"The server at {host_of(url)}" if url else "The provider's server"
    status = next((int(code) for one in _causes(error) if (code := getattr(one, "status_code", None))), None)
    if status in (401, 403):
        return f"{where} refused the key ({status}). Set DATELINE_MODEL_KEY to one that it accepts."
    if status == 404:
        return (
            f"{where} does not know {name} at this address (404). See DATELINE_MODEL and DATELINE_MODEL_URL."
        )
    if status == 429:
        return f"{where} takes no more at the moment (429): too much was asked, or the account is used up."
    if status is not None:
        return f"{where} failed ({status}). Look at its log, or try again later."
    kinds = {kind.__name__ for one in _causes(error) for kind in type(one).__mro__}
    if any("Timeout" in kind for kind in kinds):
        return f"{where} did not answer in time. Is it still loading the model? Try again."
    if "OSError" in kinds or any("Connect" in kind for kind in kinds):
        return f"{where} cannot be reached. Is it running, and is DATELINE_MODEL_URL right?"
    if error.__cause__ is None:
        return f"{where} was reached, but: {error}"
    kind = type(error.__cause__).__name__
    return f"{where} could not be used ({kind}). See DATELINE_MODEL in .env.example."


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield what led to an error, the nearest first."""
    seen: BaseException | None = error.__cause__ or error.__context__
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
