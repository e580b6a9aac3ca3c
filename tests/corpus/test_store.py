"""Opening a corpus: the home folder, and the model that made it."""

import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import open_corpus
from corpus.checking import find_faults
from corpus.errors import CorpusError, ModelMismatch
from corpus.records import Filters
from ingest import ingest
from tests.fakes import WordModel
from ui.progress import checking


class Wide(WordModel):
    """A model of another name, whose vectors are twice as long and whose passages are shorter."""

    name = "words-128"
    dimension = 128
    max_tokens = 22

    def encode_passages(self, texts: Any, sentences: Any) -> Any:
        wholes, parts = super().encode_passages(texts, sentences)
        return np.pad(wholes, ((0, 0), (0, 64))), [np.pad(part, ((0, 0), (0, 64))) for part in parts]

    def encode_question(self, text: str) -> Any:
        return np.pad(super().encode_question(text), (0, 64))


TEXT = " ".join(f"The minister said the zebrafinch number {i} would sing." for i in range(12))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home made with WordModel, with two articles."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} This was {name}.")
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        assert [o.status for o in ingest(corpus, [tmp_path / "one.txt", tmp_path / "two.txt"])] == [
            "added"
        ] * 2
    return tmp_path / "home"


def test_a_home_is_made_where_there_is_none(tmp_path: Path):
    with open_corpus(tmp_path / "deep" / "home", model=WordModel()) as corpus:
        assert corpus.catalogue.count() == 0
        assert corpus.made_with()[0] == "words-64"


def test_a_home_that_cannot_be_made_is_a_clear_error(tmp_path: Path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CorpusError, match="DATELINE_HOME"), open_corpus(tmp_path / "file" / "home"):
        pass


def test_a_home_opens_again_with_the_model_that_made_it(home: Path):
    with open_corpus(home, model=WordModel()) as corpus:
        assert corpus.catalogue.count() == 2
        assert not corpus.is_foreign()


def test_another_model_is_refused_with_the_command_that_helps(home: Path):
    with pytest.raises(ModelMismatch) as error, open_corpus(home, model=Wide()):
        pass

    for part in ("words-64", "words-128", "dateline check --repair", "DATELINE_EMBEDDING_MODEL=words-64"):
        assert part in str(error.value)


def test_another_splitting_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("corpus.store.SPLITTING", "sentences-999")

    with pytest.raises(ModelMismatch, match="sentences-999"), open_corpus(home, model=WordModel()):
        pass


def test_an_empty_home_takes_whichever_model_comes(tmp_path: Path):
    with open_corpus(tmp_path, model=WordModel()):
        pass
    with open_corpus(tmp_path, model=Wide()) as corpus:
        assert corpus.made_with()[0] == "words-128"


def test_a_corpus_of_another_model_can_be_looked_at(home: Path):
    with open_corpus(home, model=Wide(), any_model=True) as corpus:
        assert corpus.is_foreign()
        assert len(corpus.catalogue.list_articles()) == 2
    with open_corpus(home, model=WordModel()) as corpus:
        assert not corpus.is_foreign()


def test_repair_makes_everything_again_under_the_new_model(home: Path):
    """As `dateline check --repair` does; passages are split for the new model too."""
    with open_corpus(home, model=WordModel()) as corpus:
        texts = [article.text for article in corpus.catalogue.every_article()]
        before = corpus.catalogue.count_passages()
    model = Wide()

    with open_corpus(home, model=model, any_model=True) as corpus:
        assert checking(corpus, repair=False)
        assert checking(corpus, repair=True) == []
        assert corpus.catalogue.count_passages() > before
        assert len(model.embedded) == len(set(model.embedded))

    with open_corpus(home, model=model) as corpus:
        assert find_faults(corpus) == []
        assert [article.text for article in corpus.catalogue.every_article()] == texts
        found = corpus.search.nearest(model.encode_question("zebrafinch"), 5, Filters())
        assert len(found) == 5
    with pytest.raises(ModelMismatch), open_corpus(home, model=WordModel()):
        pass


def test_a_repair_that_was_stopped_goes_on(home: Path, monkeypatch: pytest.MonkeyPatch):
    class Stopped(BaseException):
        pass

    def stop(*_: Any, **__: Any) -> None:
        raise Stopped

    with open_corpus(home, model=Wide(), any_model=True) as corpus:
        monkeypatch.setattr(Wide, "encode_passages", stop)
        with pytest.raises(Stopped):
            checking(corpus, repair=True)
    monkeypatch.undo()

    with open_corpus(home, model=Wide(), any_model=True) as corpus:
        assert find_faults(corpus)
        assert checking(corpus, repair=True) == []


def test_offsets_that_do_not_fit_are_made_again(home: Path):
    with open_corpus(home, model=WordModel()) as corpus:
        with corpus.catalogue.transaction() as connection:
            connection.exec_driver_sql("UPDATE passages SET end = 100000")
        assert [fault.what for fault in checking(corpus, repair=False)] == [
            "passages whose offsets do not fit the text"
        ]

        assert checking(corpus, repair=True) == []


def test_nothing_reports_home(home: Path):
    """Opening a corpus turns off what its libraries would send."""
    with open_corpus(home, model=WordModel()):
        assert os.environ["ANONYMIZED_TELEMETRY"] == "False"
        assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
        assert os.environ["LANGSMITH_TRACING"] == "false"


def test_words_of_an_earlier_layout_are_written_again(home: Path):
    """Until 0.1.0 passages and articles shared one index."""
    with open_corpus(home, model=WordModel()) as corpus:
        terms = corpus.search.terms("minister")
        before = sorted(corpus.search.by_words(terms, 10, Filters()))
        articles = sorted(corpus.search.articles_by_words(terms, 10))
    words = home / "words"
    shutil.rmtree(words)
    words.mkdir()
    (words / "meta.json").write_text("{}")

    with open_corpus(home, model=WordModel()) as corpus:
        assert find_faults(corpus) == []
        assert sorted(corpus.search.by_words(terms, 10, Filters())) == before
        assert sorted(corpus.search.articles_by_words(terms, 10)) == articles
