"""Forward passes of a model: how many run side by side, on how many threads each, and what is taken from one.

Threads inside a pass wait for each other at every layer, and for whatever else runs on their cores. So a
processor's cores are given to passes, not to threads of one. Against sentence-transformers' own ``encode``
two cores read 1.3 times the tokens a second when idle, and 2 to 4 times when others use them too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from corpus.records import Span

_T = TypeVar("_T")
_MOST = 8  # passes at once: what they hold in memory must not grow with the cores

Vectors = npt.NDArray[np.float32]


@cache
def cores() -> int:
    """Return how many cores torch uses when left alone: what it says at the first call."""
    import torch

    return torch.get_num_threads()


@contextmanager
def threads(number: int) -> Iterator[None]:
    """Let torch use so many threads for what this thread computes.

    Afterwards it is all cores again, and not what was found before: torch hands the number that was set last,
    in whatever thread, on to threads that are new.
    """
    import torch

    everything = cores()
    torch.set_num_threads(number)
    try:
        yield
    finally:
        torch.set_num_threads(everything)


def at_once(device: str) -> int:
    """Return how many passes run side by side on a kind of device ("cpu", "cuda", ...)."""
    return min(cores(), _MOST) if device == "cpu" else 1


def side_by_side(one_pass: Callable[[_T], object], runs: Iterable[_T], device: str) -> None:
    """Call ``one_pass`` for each of the runs, in threads that share the device; raise what one raised.

    Whoever is interrupted here waits for the passes that have begun, not for all.
    """
    number = at_once(device)

    def on_its_share(run: _T) -> None:
        with threads(max(1, cores() // number)):
            one_pass(run)

    pool = ThreadPoolExecutor(number, thread_name_prefix="embed")
    try:
        for _ in pool.map(on_its_share, runs):
            pass
    finally:
        pool.shutdown(cancel_futures=True)


def means(tokens: Vectors, offsets: npt.NDArray[np.int64], sentences: Sequence[Span], shift: int) -> Vectors:
    """Return the mean vector of each sentence's tokens, zero where it has none; shape (sentences, dimension).

    ``tokens`` (tokens, dimension) and ``offsets`` (tokens, 2) are those of one text, in which the sentences
    stand ``shift`` characters further on.
    """
    found = np.zeros((len(sentences), tokens.shape[1]), dtype=np.float32)
    real = offsets[:, 1] > offsets[:, 0]  # special tokens have no width
    for at, span in enumerate(sentences):
        inside = real & (offsets[:, 0] >= span.start + shift) & (offsets[:, 1] <= span.end + shift)
        if inside.any():
            found[at] = tokens[inside].mean(axis=0)
    return found
