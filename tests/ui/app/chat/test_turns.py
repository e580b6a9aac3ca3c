"""What can be done with a question on the Chat page: stop, ask again, edit, and go on after a restart."""

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Assistant
from assistant.conversation import AnsweredTurn, Conversation, kept_conversation
from corpus import open_corpus
from corpus.records import Filters
from tests.fakes import ScriptedServer, WordModel
from tests.ui.app.chat.slow_model import FIRST, LAST, SlowModel
from tests.ui.app.harness import (
    FERRY,
    QUESTION,
    answered,
    asked,
    chat,
    clicked,
    labels,
    run,
    the_button,
    words,
)
from tests.waiting import until
from ui.app.chat.asking import STOPPED, desk
from ui.app.shared import label, resources

OTHER = "What did islanders sign?"


def named(app: AppTest) -> str:
    found = app.query_params["conversation"]
    return found if isinstance(found, str) else found[0]


def turns(app: AppTest) -> list[AnsweredTurn]:
    corpus, _ = resources()
    return kept_conversation(corpus, named(app))[1]


def headings(app: AppTest) -> list[str]:
    return [one.value for one in app.header if one.value != "Conversations"]


@pytest.fixture
def slow(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch):
    """Let a language model answer that writes one sentence and then waits."""
    monkeypatch.setenv("DATELINE_MODEL", "openai:scripted")
    monkeypatch.setenv("DATELINE_MODEL_URL", server.url)
    model = SlowModel(server)
    yield model
    model.may_end.set()


def streaming(app: AppTest, question: str = QUESTION) -> AppTest:
    """Ask, and wait until the first statement is on the page."""
    run(app.chat_input[0].set_value(question))
    until(lambda: any(one.statements for one in desk().answering(named(app)).values()))
    return run(app)


def test_statements_are_shown_as_they_come_in_every_window(archive, slow: SlowModel) -> None:
    archive(FERRY)
    app = streaming(chat())

    for window in (app, chat(conversation=named(app))):
        assert f"{FIRST}. [1]" in [one.value for one in window.text]
        assert "Reading the archive …" in words(window)
        assert "Stop" in labels(window)
        assert not [key for key in labels(window) if key.startswith("Ask again")]

    slow.may_end.set()
    answered(app)
    assert f"{LAST}." in [one.value for one in app.text]
    assert "Stop" not in labels(app)


def test_an_answer_that_is_stopped_leaves_its_question(archive, slow: SlowModel) -> None:
    archive(FERRY)
    app = streaming(chat())

    run(the_button(app, "stop-1").click())

    assert STOPPED.rstrip(".") in app.warning[0].value
    assert headings(app) == [label(QUESTION)]
    assert turns(app) == []
    slow.may_end.set()
    clicked(app, "again-1")
    assert [turn.number for turn in turns(app)] == [1]
    assert not app.warning


def test_a_question_without_an_answer_can_be_removed(archive, slow: SlowModel) -> None:
    archive(FERRY)
    app = streaming(chat())
    run(the_button(app, "stop-1").click())

    run(the_button(app, "withdraw-1").click())

    assert headings(app) == []
    assert "conversation" not in app.query_params
    assert not app.warning, "it was the person's own doing"


def test_a_question_is_edited_in_its_place_and_the_later_ones_stay(archive) -> None:
    archive(FERRY)
    app = asked(asked(chat()), OTHER)
    later = turns(app)[1]

    run(the_button(app, "edit-1").click())
    assert app.text_area(key="edited-1").value == QUESTION
    app.text_area(key="edited-1").set_value("Who spoke of Tern Island?")
    clicked(app, "ask-edited-1")

    assert [turn.question for turn in turns(app)] == ["Who spoke of Tern Island?", OTHER]
    assert turns(app)[1] == later
    assert headings(app) == [r"Who spoke of Tern Island\?", label(OTHER)]


def test_an_edit_that_is_cancelled_changes_nothing(archive) -> None:
    archive(FERRY)
    app = asked(chat())
    before = turns(app)
    run(the_button(app, "edit-1").click())
    app.text_area(key="edited-1").set_value("Something else?")

    run(the_button(app, "cancel-1").click())

    assert turns(app) == before
    assert not app.text_area


def test_an_edit_to_nothing_asks_nothing(archive) -> None:
    archive(FERRY)
    app = asked(chat())
    run(the_button(app, "edit-1").click())
    app.text_area(key="edited-1").set_value("  ")

    run(the_button(app, "ask-edited-1").click())

    assert [turn.question for turn in turns(app)] == [QUESTION]
    assert "Type a question" in app.toast[0].value


def test_an_answer_comes_back_where_its_edited_question_cannot_be_answered(archive) -> None:
    archive(FERRY)
    app = asked(chat())
    run(the_button(app, "edit-1").click())
    app.text_area(key="edited-1").set_value("why " * 10_000)
    clicked(app, "ask-edited-1")
    assert "longer than" in app.warning[0].value

    run(the_button(app, "withdraw-1").click())

    assert headings(app) == [label(QUESTION)]
    assert "stops at nine" in words(app)


def test_asking_again_answers_from_what_the_archive_holds_now(archive) -> None:
    archive(FERRY)
    app = asked(chat(), OTHER)
    before = turns(app)[0].asked_at

    clicked(app, "again-1")

    (turn,) = turns(app)
    assert turn.asked_at > before
    assert turn.question == OTHER


def test_a_question_goes_on_after_its_server_was_killed(archive, tmp_path) -> None:
    archive(FERRY)
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        talk = Conversation.start(Assistant(corpus), corpus)
        talk.put(QUESTION)  # what a server leaves that is killed while it answers

    app = answered(chat(conversation=talk.id))

    assert "stops at nine" in words(app)
    assert [turn.question for turn in turns(app)] == [QUESTION]


def test_a_model_that_fails_is_told_kindly_with_the_way_to_its_state(
    archive, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive(FERRY)
    monkeypatch.setenv("DATELINE_MODEL", "openai:scripted")
    monkeypatch.setenv("DATELINE_MODEL_URL", server.url)
    server.status = 401

    app = asked(chat())

    assert "The language model did not answer" in app.warning[0].value
    assert "See its state on the Status page" in labels(app)
    assert "stops at nine" in words(app)
    assert "own words instead" in app.warning[0].value

    app = asked(chat(), "How many goals did Zanzibar score?")
    assert not any("own words instead" in one.value for one in app.warning), "none stand there"


def test_of_a_long_conversation_the_last_questions_are_drawn_and_more_at_a_click(archive, tmp_path) -> None:
    archive(FERRY)
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        talk = Conversation.start(Assistant(corpus), corpus)
        for number in range(1, 21):
            talk.ask(f"What did Ada Quill say about ferry {number}?", Filters())

    app = chat(conversation=talk.id)

    assert headings(app) == [label(f"What did Ada Quill say about ferry {n}?") for n in range(13, 21)]
    assert the_button(app, "show-earlier").label == "Show earlier questions (12)"
    run(the_button(app, "show-earlier").click())
    run(the_button(app, "show-earlier").click())
    assert len(headings(app)) == 20
    assert "Show earlier" not in " ".join(labels(app))


def test_nothing_of_an_answer_stays_in_the_session(archive) -> None:
    archive(FERRY)
    app = asked(chat())
    run(the_button(app, "cite-").click())

    held = repr(app.session_state)
    assert "conversation" in held
    assert "Tern Island stops" not in held
