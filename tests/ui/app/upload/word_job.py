"""A job's process over the fake embedding model, for tests: `python -m tests.ui.app.upload.word_job FOLDER`.

``DATELINE_TEST_SLOWLY`` are seconds that it waits before each batch of passages: time to kill it. The batches
are small, so that few articles make many.
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ingest.pipeline
import ui.bootstrap
from corpus.records import Span
from tests.fakes import WordModel
from ui.app.upload.working import work


class _Slow(WordModel):
    def encode_passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> Any:
        time.sleep(float(os.environ.get("DATELINE_TEST_SLOWLY", "0")))
        return super().encode_passages(texts, sentences)


if __name__ == "__main__":
    vars(ui.bootstrap)["SentenceTransformerModel"] = lambda _name, **_: _Slow()
    ingest.pipeline._WRITE = 32
    work(Path(sys.argv[1]))
