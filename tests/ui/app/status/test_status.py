"""The Status page as Streamlit runs it: the model tried, the archive counted, checks, settings, no secret."""

import time
from pathlib import Path

import pytest

from corpus import open_corpus
from corpus.records import Span
from corpus.reports import Reports, WrongCitation
from tests.fakes import ScriptedServer, WordModel
from tests.ui.app.harness import FERRY, SAMPLE, drawn, labels, run, the_button, words
from ui import settings
from ui.app import places
from ui.app.status import facts, upkeep
from ui.app.status.settings_list import address, shown

KEY = "sk-very-secret-1234567890"


@pytest.fixture(autouse=True)
def _counted_anew(monkeypatch) -> None:
    monkeypatch.setattr(facts, "_known", {})


@pytest.fixture
def model(server: ScriptedServer, monkeypatch) -> ScriptedServer:
    """Set a language model that is served here, with a key."""
    monkeypatch.setenv("DATELINE_MODEL", "openai:scripted")
    monkeypatch.setenv("DATELINE_MODEL_URL", server.url.replace("//", f"//who:{KEY}@"))
    monkeypatch.setenv("DATELINE_MODEL_KEY", KEY)
    return server


def status():
    """Draw the page, and again until the archive is counted."""
    return settled(drawn("status"))


def settled(app):
    waits = ("Counting", "Asking the model")
    while any(str(one.value).startswith(waits) for one in app.caption):
        time.sleep(0.05)
        run(app)
    return app


def numbers(app) -> dict[str, str]:
    return {one.label: one.value for one in app.metric}


def plain(app) -> str:
    return words(app).replace("\\", "")


def test_the_archive_is_counted(archive) -> None:
    archive(FERRY, SAMPLE)

    app = status()

    assert numbers(app)["Articles"] == "2"
    assert numbers(app)["Quotes"] == "1"
    shown_words = plain(app)
    assert "Published: **1 February 2025 to 1 March 2025**" in shown_words
    assert "words-64, 64 dimensions" in shown_words
    assert "Briefings: **0**" in shown_words
    assert "Catalogue: articles, conversations, briefings, reports" in shown_words
    assert "Free on this disk" in shown_words
    assert "dateline backup" in shown_words


def test_an_empty_archive_says_where_to_begin() -> None:
    app = status()

    assert numbers(app)["Articles"] == "0"
    assert "The archive is empty" in app.info[0].value


def test_without_a_model_it_says_what_answers(archive) -> None:
    archive(FERRY)

    app = status()

    assert "quotes only" in words(app)
    assert "Test the model" not in labels(app)


def test_a_model_that_answers_is_timed(archive, model: ScriptedServer) -> None:
    archive(FERRY)
    model.reply = lambda _: ["ready"]
    app = status()
    assert "openai:scripted" in plain(app)

    settled(run(the_button(app, "try-model").click()))

    assert "It answered in" in app.success[0].value


def test_a_refused_key_is_said_and_never_shown(archive, model: ScriptedServer) -> None:
    archive(FERRY)
    model.status = 401
    app = status()

    settled(run(the_button(app, "try-model").click()))

    assert "refused the key" in app.error[0].value
    assert "a key is set" in words(app)
    assert model.url.split("/")[2].split(":")[1] in words(app)
    assert "very-secret" not in str(app.main) + plain(app)


def test_a_slow_model_is_given_up_and_the_page_does_not_wait_for_it(
    archive, model: ScriptedServer, monkeypatch
) -> None:
    archive(FERRY)
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "0.5")
    model.reply = lambda _: [60.0, "ready"]
    app = status()

    began = time.monotonic()
    run(the_button(app, "try-model").click())
    assert time.monotonic() - began < 30
    settled(app)

    assert "answer" in app.error[0].value


def test_every_setting_is_named_with_where_it_comes_from(archive, model: ScriptedServer, tmp_path) -> None:
    archive(FERRY)
    (tmp_path / ".env").write_text("DATELINE_CONTACT=desk@gazette.example\n")

    by_name = {one.name: one for one in shown(settings.load())}

    assert by_name["DATELINE_CONTACT"].value == "desk@gazette.example"
    assert by_name["DATELINE_CONTACT"].origin == ".env"
    assert by_name["DATELINE_MODEL"].origin == "environment"
    assert by_name["DATELINE_EMBEDDING_MODEL"].origin == "default"
    assert by_name["DATELINE_RERANKER"].value == "not set"
    assert by_name["DATELINE_MODEL_KEY"].value == "a key is set"
    assert KEY not in str(by_name)
    example = (Path(settings.__file__).parents[1] / ".env.example").read_text()
    assert {line.split("=")[0] for line in example.splitlines() if "=" in line and line[0] != "#"} == set(
        by_name
    )
    assert all(name in plain(status()) for name in by_name)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("http://who:secret@chroma.example:8000/x?token=abc#y", "http://chroma.example:8000/x"),
        ("http://localhost:8080/v1", "http://localhost:8080/v1"),
        ("http://[::1", "an address that is not valid"),
    ],
)
def test_an_address_is_shown_without_who_logs_in(url: str, safe: str) -> None:
    assert address(url) == safe


def test_a_check_is_started_followed_and_its_result_kept(archive, monkeypatch, tmp_path) -> None:
    archive(FERRY)
    home = (tmp_path / "home").resolve()
    started: list[tuple[Path, bool]] = []
    monkeypatch.setattr(upkeep, "start", lambda at, repair: started.append((at, repair)))
    app = status()
    assert "Not checked from here yet." in words(app)

    run(the_button(app, "check").click())
    run(the_button(app, "repair").click())
    assert started == [(home, False), (home, True)]

    (home / "upkeep").mkdir()
    upkeep.run(home, repair=False)
    assert "Everything is in order" in status().success[0].value


def test_while_a_check_runs_the_page_says_how_far_it_is(archive, monkeypatch) -> None:
    archive(FERRY)
    running = upkeep.Progress(True, upkeep.datetime.now(upkeep.UTC), "articles repaired", 3, 9)
    monkeypatch.setattr(upkeep, "state_of", lambda _: upkeep.State(running, None, broke_off=False))

    app = status()

    assert "Asking goes on meanwhile" in words(app)
    assert "Check" not in labels(app)


def test_faults_are_told_in_words_with_what_to_do(archive, tmp_path) -> None:
    archive(FERRY)
    home = tmp_path / "home"
    with open_corpus(home, model=WordModel()) as corpus:
        corpus.stores.open_words().write([], corpus.catalogue.passage_ids())
    (home / "upkeep").mkdir()
    upkeep.run(home, repair=False)

    app = status()

    assert "Something is wrong" in app.error[0].value
    assert "**passages without words: 1**" in words(app)
    assert "Check and repair makes them again." in words(app)


def test_a_check_that_broke_off_is_said(archive, tmp_path) -> None:
    archive(FERRY)
    folder = tmp_path / "home" / "upkeep"
    folder.mkdir()
    upkeep._Notes(folder, repair=False)

    assert "broke off" in status().warning[0].value


def test_a_wrong_setting_is_named(monkeypatch) -> None:
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "soon")

    app = run(drawn("status"))

    assert "DATELINE" in app.error[0].value
    assert "TIMEOUT" in app.error[0].value


def test_a_corpus_of_another_model_says_what_mends_it_and_offers_the_repair(archive, monkeypatch) -> None:
    archive(FERRY)
    monkeypatch.setattr(WordModel, "name", "another-model")

    app = run(drawn("status"))

    assert "dateline check" in app.error[0].value
    assert "Check and repair" in labels(app)
    assert "quotes only" in words(app)


def test_reports_are_listed_opened_and_done(archive, tmp_path, monkeypatch) -> None:
    archive(FERRY)
    went: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(places, "go", lambda name, **address: went.append((name, address)))
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        article_id = corpus.catalogue.find_id("ferry-1")
        reports = Reports(corpus.catalogue)
        for note, held in (("It <b>does not</b> say so.", article_id), ("Another one.", "gone")):
            reports.add(
                WrongCitation(note, "Q?", "S.", "the words", [Span(0, 3)], held, None, 1, "T", None, None, {})
            )

    app = status()

    assert "It <b>does not</b> say so." in [one.value for one in app.text]
    assert "The article is no longer in the archive." in words(app)
    run(the_button(app, "report-open-1").click())
    assert went == [("articles", {"article": article_id})]
    run(the_button(app, "report-done-1").click())
    assert "does not" not in words(app)
    run(the_button(app, "report-done-2").click())
    assert "Nobody has reported" in words(app)
