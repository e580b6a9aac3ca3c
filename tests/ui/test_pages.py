"""Both pages as Streamlit runs them, over a small archive and the fake embedding model."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import ui.bootstrap
from corpus import open_corpus
from corpus.records import Draft
from tests.assistant.archive import article, take_in
from tests.conftest import ROOT
from tests.fakes import WordModel

FERRY = article(
    "Night *ferry* [ends](https://evil.example) :red[now] $x$",
    "“The ferry to Tern Island stops at nine,” Ada Quill said.\n\nIslanders signed a petition.",
    "2025-03-01",
    outlet="The **Gazette** <b>",
    author="Nell `Garrity`",
    external_id="ferry-1",
    url="https://gazette.example/ferry",
)
SAMPLE = article("A sample", "The bank raised its rate by a quarter point.", "2025-02-01", sample=True)
QUESTION = "What did Ada Quill say about the ferry?"


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


def chat(**address: str) -> AppTest:
    def script() -> None:
        from ui import chat

        chat.page()

    app = AppTest.from_function(script, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return run(app)


def upload() -> AppTest:
    def script() -> None:
        from ui import upload

        upload.page()

    return run(AppTest.from_function(script, default_timeout=60))


def run(app: Any) -> AppTest:
    shown = app.run()
    assert not shown.exception
    return shown


def asked(app: AppTest, question: str = QUESTION) -> AppTest:
    """Ask, and wait until the page has what came of it."""
    return answered(run(app.chat_input[0].set_value(question)))


def answered(app: AppTest) -> AppTest:
    """Wait until every question has its answer, and draw the page."""
    for _ in range(200):
        if all(turn.done for turn in app.session_state["turns"]):
            break
        time.sleep(0.05)
    assert all(turn.done for turn in app.session_state["turns"])
    return run(app)


def clicked(app: AppTest, key: str) -> AppTest:
    """Click a button that asks again, and wait for the answer."""
    return answered(run(the_button(app, key).click()))


def words(app: AppTest) -> str:
    """Return everything in words on the page, Markdown as it was given."""
    kinds = (app.markdown, app.text, app.caption, app.info, app.warning, app.error, app.title)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def narrowings(app: AppTest) -> list[str]:
    """Return the keys of the buttons for what was read from questions, in order."""
    return [button.key for button in app.button if (button.key or "").startswith(("read-", "without-"))]


def the_button(app: AppTest, key: str) -> Any:
    (found,) = [button for button in app.button if (button.key or "").startswith(key)]
    return found


# Chat ----------------------------------------------------------------------------------------------


def test_an_empty_archive_says_where_to_begin() -> None:
    app = chat()

    assert "The archive is empty" in app.info[0].value
    assert "Upload" in app.info[0].value
    assert labels(app) == []


def test_what_the_archive_holds_is_shown(archive) -> None:
    archive(FERRY, SAMPLE)

    assert "2 articles, published 1 February 2025 to 1 March 2025" in words(chat())


def test_a_question_gives_statements_with_their_speaker_and_citations(archive) -> None:
    archive(FERRY)

    app = asked(chat())

    assert "**Ada Quill\\, in The" in words(app)
    assert "“The ferry to Tern Island stops at nine,” Ada Quill said." in [one.value for one in app.text]
    assert the_button(app, "cite-").label.startswith(r"\[1\] The \*\*Gazette\*\*")
    assert the_button(app, "source-").label.startswith(r"1\. Night")
    assert "answered by quotes only" in words(app)
    assert "As of 1 March 2025" in words(app)


def test_a_citation_opens_the_article_at_its_words_and_closes_again(archive) -> None:
    archive(FERRY)
    app = asked(chat())

    run(the_button(app, "cite-").click())

    _, version, ((start, end),) = app.session_state["opened"]
    assert version == 1
    assert FERRY.text[start:end] == "“The ferry to Tern Island stops at nine,” Ada Quill said."
    assert "**Ada Quill\\, in The" in words(app), "the answer stays beside the article"
    run(the_button(app, "close-article").click())
    assert "opened" not in app.session_state


def test_an_article_that_was_removed_meanwhile_is_told(archive, tmp_path) -> None:
    archive(FERRY)
    app = asked(chat())
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        corpus.writer.remove([corpus.catalogue.find_id("ferry-1")])

    run(the_button(app, "cite-").click())

    assert "removed from the archive" in words(app)


def test_no_answer_shows_why_and_what_is_near(archive) -> None:
    archive(FERRY)

    app = asked(chat(), "How many goals did Zanzibar score?")

    assert "The archive holds" in words(app)
    assert "Nearby in the archive" in words(app)
    assert the_button(app, "nearby-").label.startswith(r"1\. Night")


def test_a_question_that_cannot_be_read_is_an_error_and_no_traceback(archive) -> None:
    archive(FERRY)

    app = asked(chat(), "why " * 10_000)

    assert "longer than" in app.error[0].value
    assert "Traceback" not in words(app)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_failure_inside_is_told_without_its_details(archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(FERRY)
    app = chat()
    monkeypatch.setattr("assistant.assistant.find_passages", lambda *_: 1 / 0)

    asked(app)

    assert "Something went wrong inside Dateline" in app.error[0].value
    assert "division" not in words(app)


def test_two_questions_stay_on_the_page_each_with_its_answer(archive) -> None:
    archive(FERRY)

    app = asked(asked(chat()), "How many goals did Zanzibar score?")

    assert [turn.question for turn in app.session_state["turns"]] == [
        QUESTION,
        "How many goals did Zanzibar score?",
    ]
    assert "stops at nine" in words(app)
    assert "Nearby in the archive" in words(app)


def test_two_people_do_not_see_each_others_questions(archive) -> None:
    archive(FERRY)
    asked(chat())

    assert QUESTION not in words(chat())


def test_the_example_can_be_tried_with_one_click(archive) -> None:
    archive(FERRY)
    app = chat()

    run(the_button(app, "example").click())

    assert len(app.session_state["turns"]) == 1


def test_the_filters_reach_the_question(archive) -> None:
    archive(FERRY)
    app = chat()
    app.selectbox(key="outlet").select(FERRY.outlet)
    app.date_input(key="since").set_value("2025-04-01")

    asked(app)

    turn = app.session_state["turns"][0]
    assert (turn.filters.outlet, str(turn.filters.since)) == (FERRY.outlet, "2025-04-01")
    assert turn.answer.abstained


NAMING = "What did Ada Quill say in March 2025, according to the Gazette?"
PLAIN = replace(FERRY, outlet="Gazette")


def test_what_was_read_from_a_question_is_shown_and_can_be_taken_back_one_by_one(archive) -> None:
    archive(PLAIN)
    app = asked(asked(asked(chat()), NAMING))
    before, first, after = app.session_state["turns"]
    assert the_button(app, "read-1-period").label == r"Read from your question\: March 2025"
    assert the_button(app, "read-1-outlet").label == r"Read from your question\: Gazette"

    clicked(app, "read-1-period")

    turns = app.session_state["turns"]
    assert (turns[0], turns[2]) == (before, after), "nothing else of the conversation is touched"
    assert (turns[1].question, turns[1].filters) == (first.question, first.filters)
    assert turns[1].answer.filters.inferred == ("outlet",)
    assert narrowings(app) == ["read-1-outlet", "without-1-period"]
    assert the_button(app, "without-1-period").label == r"Not applied\: March 2025"

    clicked(app, "read-1-outlet")

    assert app.session_state["turns"][1].answer.filters.inferred == ()
    assert narrowings(app) == ["without-1-period", "without-1-outlet"]
    assert "stops at nine" in words(app)


def test_what_was_taken_back_by_mistake_is_one_click_away(archive) -> None:
    archive(PLAIN)
    app = asked(chat(), NAMING)
    answer = app.session_state["turns"][0].answer
    clicked(app, "read-0-period")

    clicked(app, "without-0-period")

    assert app.session_state["turns"][0].answer == answer
    assert narrowings(app) == ["read-0-period", "read-0-outlet"]


def test_taking_back_keeps_the_filters_of_then_and_the_opened_article(archive) -> None:
    archive(PLAIN)
    app = chat()
    app.selectbox(key="outlet").select("Gazette")
    asked(app, NAMING)
    run(the_button(app, "cite-").click())
    app.selectbox(key="outlet").select(None)

    clicked(app, "read-0-period")

    (turn,) = app.session_state["turns"]
    assert turn.answer.filters.outlet == "Gazette"
    assert "opened" in app.session_state


def test_filters_that_were_given_are_shown_and_cannot_be_taken_back(archive) -> None:
    archive(FERRY)
    app = chat()
    app.selectbox(key="outlet").select(FERRY.outlet)
    app.date_input(key="since").set_value("2025-02-01")

    asked(app, "What did Ada Quill say in March 2025?")

    assert narrowings(app) == []
    assert "Published since 1 February 2025" in words(app)
    assert f"Outlet: {FERRY.outlet}" in [one.value for one in app.text], "text, never Markdown"


def test_a_follow_up_leans_on_the_turn_before_and_says_how_it_was_understood(archive) -> None:
    archive(FERRY)

    app = asked(chat())
    assert "Understood as" not in words(app)

    asked(app, "what else did she say about *ferries*?")

    assert r"Understood as\: what else did Ada Quill say about \*ferries\*\?" in words(app)
    assert app.session_state["turns"][1].answer.question == "what else did she say about *ferries*?"


def test_a_reload_brings_the_conversation_back_from_its_address(archive) -> None:
    archive(PLAIN)
    app = asked(asked(chat()), NAMING)
    app = clicked(app, "read-1-period")
    named = app.query_params["conversation"]
    before = [(turn.question, turn.answer, turn.without) for turn in app.session_state["turns"]]

    again = chat(conversation=named)

    assert [(turn.question, turn.answer, turn.without) for turn in again.session_state["turns"]] == before
    assert narrowings(again) == ["read-1-outlet", "without-1-period"]
    asked(again, "what else did she say?")
    assert r"Understood as\: what else did Ada Quill say" in words(again)
    assert [turn.number for turn in again.session_state["turns"]] == [1, 2, 3]


def test_an_address_of_no_conversation_begins_a_new_one(archive) -> None:
    archive(FERRY)

    app = chat(conversation="gone")

    assert "not in the archive" in app.warning[0].value
    assert "conversation" not in app.query_params
    assert app.session_state["turns"] == []


def test_only_what_was_answered_gets_an_address(archive) -> None:
    archive(FERRY)
    app = asked(chat(), "why " * 10_000)

    assert "conversation" not in app.query_params

    asked(app)

    assert [turn.number for turn in app.session_state["turns"]] == [None, 1]
    assert app.query_params["conversation"]


def test_a_question_that_nothing_narrowed_shows_no_filter(archive) -> None:
    archive(FERRY)

    app = asked(chat())

    assert narrowings(app) == []
    assert not {"Published", "Outlet:"} & set(words(app).split())


def test_a_sample_article_is_marked_as_one(archive) -> None:
    archive(SAMPLE)

    app = asked(chat(), "By how much did the bank raise its rate?")

    assert "sample" in the_button(app, "cite-").label
    assert "sample article" in the_button(app, "source-").label


def test_a_source_says_who_else_carries_its_text_as_plain_text(archive) -> None:
    wire = replace(FERRY, title="The ferry stops at nine")
    archive(wire, replace(wire, outlet="The *Mail*", external_id="ferry-2", url=None))
    app = asked(chat(), QUESTION)

    (also,) = [one.value for one in app.caption if one.value.startswith("Also carried by")]
    assert also in (r"Also carried by\: The \*Mail\*", r"Also carried by\: The \*\*Gazette\*\* \<b\>")


def test_markdown_of_articles_and_questions_stays_text(archive) -> None:
    archive(FERRY)

    app = asked(chat(), f"{QUESTION} **loud** [link](https://evil.example) :red[x]")

    shown = "\n".join(
        [*labels(app), *(str(one.value) for kind in (app.markdown, app.caption) for one in kind)]
    )
    assert "**loud**" not in shown
    assert "[ends](" not in shown
    assert ":red[" not in shown
    assert "<b>" not in shown
    assert "**Gazette**" not in shown
    assert "$x$" not in shown


def test_the_sample_can_be_removed_once_there_is_more(archive) -> None:
    archive(SAMPLE)
    assert "Remove the sample articles" not in labels(chat())
    archive(FERRY)
    app = chat()

    run(the_button(app, "remove-sample").click())

    assert "Remove the sample articles" not in labels(app)
    assert "1 article," in words(app)


def test_a_wrong_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens the page learns which setting it is."""
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "soon")

    for app in (chat(), upload()):
        assert r"DATELINE\_MODEL\_TIMEOUT" in app.error[0].value


def test_an_archive_of_another_model_is_told(archive, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(FERRY)
    other = WordModel()
    other.name = "another-64"
    monkeypatch.setattr(ui.bootstrap, "SentenceTransformerModel", lambda name, **_: other)

    assert "check" in chat().error[0].value


STORM = [
    article(
        "Storm kills seven in Bodø",
        "At least seven people died in the storm that hit Bodø on Monday, police said.\n\n"
        "The storm cut power to the harbour.",
        "2025-03-04",
        outlet="Northern Gazette",
    ),
    article(
        "Bodø counts its dead",
        "The storm that hit Bodø on Monday killed 12 people, the mayor of Bodø said.\n\n"
        "Many boats were lost.",
        "2025-03-05",
        outlet="Harbour Mail",
    ),
]


def test_outlets_that_differ_stand_side_by_side(archive) -> None:
    archive(*STORM)

    app = asked(chat(), "How many people died in the storm in Bodø?")

    assert "The figures differ" in words(app)
    assert {"**At least seven**", "**12**"} <= {one.value for one in app.markdown}
    assert {"Northern Gazette, 4 March 2025", "Harbour Mail, 5 March 2025"} <= {one.value for one in app.text}
    assert "from 2 independent outlets" in words(app)
    opened = run(the_button(app, "differ-0-0-2").click())
    assert "Close" in labels(opened)


# Upload --------------------------------------------------------------------------------------------


def test_the_upload_page_with_nothing_offers_a_place_to_drop(archive) -> None:
    archive(FERRY)

    app = upload()

    assert "1 article in the archive" in words(app)
    assert labels(app) == []
    assert app.get("file_uploader")


def test_a_job_is_followed_to_its_end_and_more_can_be_added(archive, tmp_path, monkeypatch) -> None:
    archive(FERRY)
    folder = tmp_path / "home" / "jobs" / "one"
    folder.mkdir(parents=True)
    (folder / "total").write_text("2")
    line = '{"origin": "a.txt", "status": "added", "title": "**A**"}\n'
    (folder / "outcomes.jsonl").write_text(line)
    app = upload()
    app.session_state["job"] = folder

    run(app)
    assert "✓ added: **A**" in [one.value for one in app.text]
    assert "You can leave this page" in words(app)

    (folder / "outcomes.jsonl").write_text(
        line + '{"origin": "b.txt", "status": "failed", "reason": "It is empty."}\n'
    )
    (folder / "state").touch()
    run(app)
    assert "✗ failed: b.txt (It is empty.)" in [one.value for one in app.text]
    assert "can be asked about" in app.success[0].value

    run(the_button(app, "more").click())
    assert "job" not in app.session_state


def test_a_job_that_broke_off_says_so(archive, tmp_path) -> None:
    archive(FERRY)
    folder = tmp_path / "home" / "jobs" / "one"
    folder.mkdir(parents=True)
    (folder / "total").write_text("2")
    (folder / "state").write_text("The job was stopped. Add the files again.")
    app = upload()
    app.session_state["job"] = folder

    run(app)

    assert "The job was stopped" in app.error[0].value


def test_the_script_that_serve_starts_runs() -> None:
    app = AppTest.from_file(str(ROOT / "ui" / "app.py"), default_timeout=60).run()

    assert not app.exception
    assert app.title[0].value == "Dateline"
