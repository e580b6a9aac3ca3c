"""The ids by which a model cites passages: opaque, so that it can neither guess nor mean one."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from corpus.records import Passage

# No vowels, so that an id is no word; no 0, 1, l, o, i, so that it is not misread.
_LETTERS = "bcdfghjkmnpqrstvwxz"
_DIGITS = "23456789"
ID = rf"[{_LETTERS}][{_DIGITS}][{_LETTERS}]{{2}}"
"""The shape of an id, as a pattern."""


class PassageIds:
    """Opaque ids for passages: four characters, never a word or a number ("k7mq").

    They are made from what a passage is, so the same list gives the same ids again.
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages: dict[str, Passage] = {}
        self._ids: dict[Passage, str] = {}
        for passage in passages:
            if passage not in self._ids:
                new = next(name for name in _candidates(passage) if name not in self._passages)
                self._passages[new] = passage
                self._ids[passage] = new

    def __iter__(self) -> Iterator[str]:
        return iter(self._passages)

    def __contains__(self, name: str) -> bool:
        return name in self._passages

    def __len__(self) -> int:
        return len(self._passages)

    def id_of(self, passage: Passage) -> str:
        """Return the id of a passage that was given. Raises ``KeyError`` for another."""
        return self._ids[passage]

    def passage(self, name: str) -> Passage:
        """Return the passage with this id. Raises ``KeyError`` for an id that was not given out."""
        return self._passages[name]


def _candidates(passage: Passage) -> Iterator[str]:
    place = f"{passage.article_id}/{passage.version}/{passage.span.start}-{passage.span.end}"
    alphabets = (_LETTERS, _DIGITS, _LETTERS, _LETTERS)
    attempt = 0
    while True:
        digest = sha256(f"{place}/{attempt}".encode()).digest()
        yield "".join(letters[byte % len(letters)] for letters, byte in zip(alphabets, digest, strict=False))
        attempt += 1
