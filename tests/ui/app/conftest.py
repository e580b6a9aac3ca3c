"""What every test of the app starts from: the fake embedding model, and an archive to fill."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

import ui.bootstrap
from corpus import open_corpus
from corpus.records import Draft
from tests.assistant.archive import take_in
from tests.fakes import WordModel

# Each run of `AppTest` looks through every installed package for components that it may bring: 0.2 seconds.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the app open this test's home, with the fake model, and nothing an earlier test opened."""
    monkeypatch.setattr(ui.bootstrap, "SentenceTransformerModel", lambda name, **_: WordModel())
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def archive(tmp_path) -> Callable[..., None]:
    def hold(*drafts: Draft) -> None:
        with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
            take_in(corpus, *drafts)

    return hold
