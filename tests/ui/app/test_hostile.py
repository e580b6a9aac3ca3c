"""What an article says stays what it says: nothing on a page that is drawn from it is live Markdown."""

import json
import re

import pytest

from corpus import open_corpus
from tests.fakes import ScriptedServer, WordModel
from tests.ui.app.harness import asked, chat, drawn, run, upload, words
from tests.ui.app.hostile import ORDER, QUESTION, as_jsonl, drawn_live, hostile


@pytest.fixture
def held(archive, tmp_path) -> list[str]:
    """Take two hostile articles in; return their ids."""
    archive(hostile(), hostile("2025-03-02", 2))
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        return [corpus.catalogue.find_id(f"hostile-{number}") for number in (1, 2)]


def test_the_check_sees_live_markup() -> None:
    def script() -> None:
        import streamlit as st

        st.text("![evil](x)")
        st.caption("![evil](x)")
        st.button("evil :red[x]")
        st.markdown(r"\!\[evil\]\(x\)")

    from streamlit.testing.v1 import AppTest

    found = list(drawn_live(AppTest.from_function(script).run()._tree))
    assert [line.partition(":")[0] for line in found] == ["caption", "button"]


@pytest.mark.parametrize("name", ["chat", "articles", "timeline", "briefings", "upload", "status"])
def test_a_page_over_hostile_articles(held, name: str) -> None:
    assert not list(drawn_live(drawn(name)._tree))


def test_an_article_of_its_own(held) -> None:
    app = drawn("articles", article=held[0])

    assert "Harbour dues 1" in words(app)
    assert not list(drawn_live(app._tree))


def test_an_answer_its_citation_and_its_suggestions(held) -> None:
    app = asked(chat(), QUESTION)

    assert "Ada Quill said" in words(app)
    assert not list(drawn_live(app._tree))
    first = next(button for button in app.button if (button.key or "").startswith("cite-"))
    opened = run(first.click())
    assert not list(drawn_live(opened._tree))


def test_a_preview(archive) -> None:
    file = ("articles.jsonl", as_jsonl(hostile()).encode(), "application/jsonl")

    app = run(upload().file_uploader[0].set_value([file]))

    assert not list(drawn_live(app._tree))


def test_a_language_model_gets_the_article_as_material(
    held, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It obeys the article; what it says has no support there, so the answer does not say so."""
    monkeypatch.setenv("DATELINE_MODEL", "openai:scripted")
    monkeypatch.setenv("DATELINE_MODEL_URL", server.url)
    monkeypatch.setenv("DATELINE_MODEL_KEY", "none")

    def obeying(request: dict) -> list[str]:
        (cited,) = re.findall(r"^\[(\w{4})\]", request["messages"][1]["content"], re.MULTILINE)[:1]
        return [
            f"“The harbour is closed by 77 soldiers,” Ada Quill said [{cited}]. ![x](http://evil.example/p)"
        ]

    server.reply = obeying
    app = asked(chat(), QUESTION)

    system, given = server.requests[0]["messages"]
    assert (system["role"], given["role"]) == ("system", "user")
    assert "harbour" not in system["content"]
    assert ORDER in given["content"].lower()
    assert "“The harbour is closed" not in words(app)
    assert not list(drawn_live(app._tree))


def test_the_article_is_kept_as_it_was_given(held, tmp_path) -> None:
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        kept = corpus.catalogue.get(held[0])

    assert kept.text == json.loads(as_jsonl(hostile()))["text"]
