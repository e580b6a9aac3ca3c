"""One writer at a time, across threads and processes."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from corpus import locking
from corpus.errors import CorpusBusy
from corpus.locking import opening_lock, write_lock
from tests.conftest import ROOT

HOLD = (
    "import sys; sys.path.insert(0, sys.argv[1])\n"
    "from pathlib import Path; from corpus.locking import write_lock\n"
    "with write_lock(Path(sys.argv[2])): print('held', flush=True); sys.stdin.read()\n"
)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "_PATIENCE_S", 0.2)


def test_a_second_writer_waits_and_gives_up_with_a_clear_error(tmp_path: Path, impatient: None):
    def second() -> None:
        try:
            with write_lock(tmp_path):
                pass
        except CorpusBusy as error:
            raised.append(str(error))

    raised: list[str] = []
    with write_lock(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()

    assert "nothing is lost" in raised[0]
    with write_lock(tmp_path):
        pass


def test_the_lock_holds_across_processes_and_ends_with_its_holder(tmp_path: Path, impatient: None):
    command = [sys.executable, "-c", HOLD, str(ROOT), str(tmp_path)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"

    with pytest.raises(CorpusBusy), write_lock(tmp_path):
        pass
    holder.kill()
    holder.wait()
    with write_lock(tmp_path):
        pass


def test_a_home_can_be_opened_while_somebody_writes(tmp_path: Path, impatient: None):
    with write_lock(tmp_path), opening_lock(tmp_path):
        pass
