"""Forward passes side by side: each once, errors come through, an interruption waits for few."""

import threading
import time

import numpy as np
import pytest

from corpus import passes
from corpus.passes import at_once, cores, means, side_by_side, threads
from corpus.records import Span


def test_every_run_is_made_once():
    done: list[int] = []
    side_by_side(done.append, range(50), "cpu")

    assert sorted(done) == list(range(50))


def test_as_many_passes_run_at_once_as_the_device_takes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(passes, "cores", lambda: 4)
    running, most = [0], [0]
    lock = threading.Lock()

    def one_pass(_: int) -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.02)
        with lock:
            running[0] -= 1

    for device, number in (("cpu", 4), ("cuda", 1)):
        most[0] = 0
        side_by_side(one_pass, range(12), device)
        assert (at_once(device), most[0]) == (number, number)


def test_many_cores_do_not_mean_many_passes(monkeypatch: pytest.MonkeyPatch):
    """Each holds memory of its own: beyond a few, cores are given to the passes that run."""
    monkeypatch.setattr(passes, "cores", lambda: 64)
    given: list[int] = []
    monkeypatch.setattr(passes, "threads", lambda number: given.append(number) or threads(1))
    side_by_side(lambda _: None, range(3), "cpu")

    assert at_once("cpu") == 8
    assert given == [8, 8, 8]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_a_pass_raises_comes_through_and_the_rest_is_left(error: type[BaseException]):
    begun: list[int] = []

    def one_pass(run: int) -> None:
        begun.append(run)
        if run == 0:
            raise error
        time.sleep(0.02)

    with pytest.raises(error):
        side_by_side(one_pass, range(1_000), "cpu")
    assert len(begun) < 100
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("embed")]


def test_new_threads_find_all_cores_afterwards():
    """Torch hands the number that was set last on to threads that are new."""
    import torch

    expected = cores()
    found: list[int] = []
    for _ in range(5):
        side_by_side(lambda _: time.sleep(0.001), range(8), "cpu")
        thread = threading.Thread(target=lambda: found.append(torch.get_num_threads()))
        thread.start()
        thread.join()

    assert found == [expected] * 5
    assert torch.get_num_threads() == expected


def test_a_sentence_gets_the_mean_of_its_own_tokens():
    """A prompt of three characters and two special tokens stand before and around."""
    offsets = np.array([[0, 0], [0, 2], [3, 5], [6, 8], [9, 12], [0, 0]])
    tokens = np.eye(6, dtype=np.float32)
    first, second, beyond = means(tokens, offsets, [Span(0, 5), Span(6, 9), Span(20, 25)], shift=3)

    assert first.tolist() == [0, 0, 0.5, 0.5, 0, 0]
    assert second.tolist() == [0, 0, 0, 0, 1, 0]
    assert not beyond.any()
