"""What a model thinks aloud (``<think>...</think>``) is no part of its answer."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

_NAMES = r"(?:think|thinking|thought|thoughts|reason|reasoning|reflection|scratchpad)"
_OPENS = re.compile(rf"<{_NAMES}>", re.IGNORECASE)
_CLOSES = re.compile(rf"</{_NAMES}>", re.IGNORECASE)
_LONGEST_TAG = 13  # characters
_Other = TypeVar("_Other")


def spoken(pieces: Iterable[str | _Other]) -> Iterator[str | _Other]:
    """Yield a stream's text without what stands between thinking tags, and what is no text as it is.

    A thought that never ends hides the rest. A closing tag alone, as models leave it whose opening one
    stands in their template, becomes a line break. The same for pieces of any size.
    """
    pending, thinking = "", False
    for piece in pieces:
        if not isinstance(piece, str):
            yield piece
            continue
        pending += piece
        while match := (_CLOSES if thinking else _OPENS).search(pending):
            if not thinking:
                yield _CLOSES.sub("\n", pending[: match.start()])
            pending, thinking = pending[match.end() :], not thinking
        keep = _begun_tag(pending)
        if not thinking:
            yield _CLOSES.sub("\n", pending[:keep])
        pending = pending[keep:]
    if not thinking:
        yield _CLOSES.sub("\n", pending)


def _begun_tag(text: str) -> int:
    """Return where a tag begins that the next piece may end, else the length."""
    at = text.rfind("<", max(len(text) - _LONGEST_TAG, 0))
    return at if at >= 0 and ">" not in text[at:] else len(text)
