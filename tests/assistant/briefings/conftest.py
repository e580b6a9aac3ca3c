"""The archive that briefings are made from, where a test needs none of its own."""

from collections.abc import Iterator

import pytest

from corpus import Corpus
from tests.assistant.archive import archive_of
from tests.assistant.briefings.desk import DRAFTS


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("desk") / "home", *DRAFTS) as opened:
        yield opened
