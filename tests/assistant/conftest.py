"""What several tests of answers start from."""

from collections.abc import Iterator

import pytest

from corpus import Corpus, open_corpus
from ingest import ingest
from tests.conftest import ROOT
from tests.fakes import WordModel


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Yield the sample articles under the fake embedding model."""
    with open_corpus(tmp_path_factory.mktemp("sample"), model=WordModel()) as corpus:
        list(ingest(corpus, [ROOT / "corpus" / "sample" / "articles.jsonl"]))
        yield corpus
