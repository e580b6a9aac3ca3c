"""Settings: from the environment or a .env file, checked, and the key never shown."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from ui.settings import Settings, load


@pytest.fixture(autouse=True)
def _no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_HOME")


def test_the_defaults_need_nothing():
    settings = load()

    assert settings.home == Path("data")
    assert settings.embedding_model == "all-MiniLM-L6-v2"
    assert (settings.model, settings.model_url, settings.key, settings.chroma_url) == (None, None, None, None)
    assert settings.model_timeout == 60


def test_a_file_in_the_working_folder_is_read(tmp_path: Path):
    (tmp_path / ".env").write_text("DATELINE_HOME=/news\nDATELINE_MODEL=ollama:llama3.2\nSOMETHING_ELSE=1\n")

    assert load().home == Path("/news")
    assert load().model == "ollama:llama3.2"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / ".env").write_text("DATELINE_MODEL_TIMEOUT=5\n")
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "7.5")

    assert load().model_timeout == 7.5


def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_MODEL", "")
    monkeypatch.setenv("DATELINE_HOME", "")

    assert (load().model, load().home) == (None, Path("data"))


@pytest.mark.parametrize("value", ["soon", "0", "-1"])
def test_a_wrong_value_names_its_setting(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", value)

    with pytest.raises(CorpusError, match=r"DATELINE_MODEL_TIMEOUT.*\.env\.example"):
        load()


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_MODEL_KEY", "sk-very-secret")
    settings = load()

    assert settings.key == "sk-very-secret"
    assert "very-secret" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_a_wrong_setting_does_not_show_the_key(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_MODEL_KEY", "sk-very-secret")
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "soon")

    with pytest.raises(CorpusError) as caught:
        load()

    assert "very-secret" not in str(caught.value)


def test_every_setting_is_described():
    assert all(field.description for field in Settings.model_fields.values())
