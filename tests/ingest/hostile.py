"""Some six hundred inputs that nobody sends on purpose, or only with a purpose.

They are made one at a time and in memory, the same ones every time. Each says what is promised of it:
"fails" (nothing of it may become an article, and the reason is told) or "either" (an article or a
failure, as the reader sees fit). Of both it is promised that nothing else is raised, that the inputs
around it are taken in, and that it costs neither minutes nor gigabytes.
"""

import random
from collections.abc import Iterator
from typing import Literal, NamedTuple

from tests.ingest import hostile_content, hostile_packages
from tests.ingest.hostile_bases import BASES, LEAST, WHOLE_OR_NOTHING, encrypted, overlapping, zipped

__all__ = ["Hostile", "encrypted", "inputs", "overlapping", "zipped"]

Expectation = Literal["fails", "either"]


class Hostile(NamedTuple):
    """One input. ``name`` is a file's: unique, harmless on every file system, with a format's suffix."""

    name: str
    data: bytes
    expects: Expectation


def inputs(seed: int = 20250112) -> Iterator[Hostile]:
    """Yield every hostile input; lazily, for one of them is 200 MB long."""
    made = 0
    for source in (_hollow, _cut, _spoiled, _mislabelled, hostile_content.inputs, hostile_packages.inputs):
        chance = random.Random(f"{seed} {source.__module__} {source.__name__}")  # noqa: S311  # no secret
        for stem, suffix, data, expects in source(chance):
            made += 1
            yield Hostile(f"{made:03}-{stem}.{suffix}", data, expects)


def _hollow(random: random.Random) -> Iterator[tuple[str, str, bytes, Expectation]]:
    """Yield nothing at all, nothing to see, and noise, under every name."""
    for suffix in BASES:
        yield "empty", suffix, b"", "fails"
        yield "blank", suffix, b" \r\n\t\n" * 20, "fails"
        yield "noise", suffix, bytes(100) + random.randbytes(4_000), "fails"


def _cut(random: random.Random) -> Iterator[tuple[str, str, bytes, Expectation]]:
    """Yield what a broken transfer leaves of each format."""
    for suffix, base in BASES.items():
        for share in (0.3, 0.9):
            expects: Expectation = "fails" if suffix in WHOLE_OR_NOTHING else "either"
            yield f"cut-{int(share * 100)}", suffix, base[: int(len(base) * share)], expects
        yield "first-byte-missing", suffix, base[1:], "either"


def _spoiled(random: random.Random) -> Iterator[tuple[str, str, bytes, Expectation]]:
    """Yield each format with bytes changed, dropped and doubled."""
    for suffix, base in BASES.items():
        for number in (1, 50):
            spoiled = bytearray(base)
            for _ in range(number):
                spoiled[random.randrange(len(spoiled))] = random.randrange(256)
            yield f"spoiled-{number}", suffix, bytes(spoiled), "either"
        start = random.randrange(len(base) // 2)
        yield "hole", suffix, base[:start] + base[start + len(base) // 4 :], "either"


def _mislabelled(random: random.Random) -> Iterator[tuple[str, str, bytes, Expectation]]:
    """Yield each format under other names."""
    suffixes = list(BASES)
    for suffix, base in BASES.items():
        for other in random.sample([one for one in suffixes if one != suffix], 2):
            yield f"really-{suffix}", other, base, "fails" if suffix in LEAST else "either"
