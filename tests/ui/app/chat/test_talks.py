"""The conversations in the sidebar: seen by all, searched, opened, renamed and removed."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from assistant import Assistant
from assistant.conversation import Conversation
from corpus import open_corpus
from corpus.conversations import Conversations
from corpus.work_schema import conversations
from tests.fakes import WordModel
from tests.ui.app.harness import FERRY, QUESTION, asked, chat, labels, run, the_button, words
from ui.app.shared import label

OTHER = "What did islanders sign?"


def listed(app: AppTest) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith("talk-")]


def headings(app: AppTest) -> list[str]:
    return [one.value for one in app.header if one.value != "Conversations"]


def test_everybody_sees_the_conversations_and_is_told_so(archive) -> None:
    archive(FERRY)
    asked(chat())

    another = chat()

    assert listed(another) == [label(QUESTION)]
    assert "Everybody who uses this archive sees these conversations" in words(another)
    assert headings(another) == [], "none is open until somebody opens it"


def test_of_several_with_one_name_each_says_when_it_was_begun(archive) -> None:
    archive(FERRY)
    asked(chat())
    asked(chat(), OTHER)

    app = asked(chat())

    same = [name for name in listed(app) if name != label(OTHER)]
    assert len(same) == 2
    assert all(name.startswith(label(QUESTION)) and "UTC" in name for name in same)
    assert label(OTHER) in listed(app)


def test_one_is_opened_at_a_click_and_another_begun(archive) -> None:
    archive(FERRY)
    asked(chat())
    app = asked(chat(), OTHER)
    assert listed(app) == [label(f"{OTHER} (open)"), label(QUESTION)]

    run(next(button for button in app.button if button.label == label(QUESTION)).click())
    assert headings(app) == [label(QUESTION)]
    assert listed(app) == [label(OTHER), label(f"{QUESTION} (open)")]

    run(the_button(app, "new-talk").click())
    assert headings(app) == []
    assert "conversation" not in app.query_params
    asked(app, "Who spoke?")
    assert len(listed(app)) == 3


def test_opening_another_closes_the_article_and_the_edit(archive) -> None:
    archive(FERRY)
    asked(chat(), OTHER)
    app = asked(chat())
    run(the_button(app, "cite-").click())
    run(the_button(app, "edit-1").click())

    run(next(button for button in app.button if button.label == label(OTHER)).click())

    assert "Close" not in labels(app)
    assert not app.text_area


@pytest.mark.parametrize("sought", ["ISLANDERS", "sign islanders", "harbour  tern"])
def test_they_are_searched_by_names_and_questions(archive, sought: str) -> None:
    archive(FERRY)
    asked(chat(), "Who won?")
    app = asked(chat(), OTHER)
    app.text_input[0].set_value("Harbour: Tern Island")
    run(the_button(app, "rename-talk").click())
    again = asked(chat(), "Where is it?")

    (box,) = [one for one in again.text_input if one.key == "search-talks"]
    run(box.set_value(sought))

    assert listed(again) == [label("Harbour: Tern Island")]
    run(box.set_value("100% of_it"))
    assert listed(again) == []
    assert "None has these words" in words(again)


def test_one_is_renamed_and_its_name_is_text(archive) -> None:
    archive(FERRY)
    app = asked(chat())

    app.text_input[0].set_value("  **Loud**  ferry ")
    run(the_button(app, "rename-talk").click())

    assert listed(app) == [label("**Loud** ferry (open)")]
    app.text_input[0].set_value("   ")
    run(the_button(app, "rename-talk").click())
    assert "some words" in app.toast[0].value
    app.text_input[0].set_value("word " * 30)
    run(the_button(app, "rename-talk").click())
    assert "Shorten it" in app.toast[0].value
    assert listed(chat()) == [label("**Loud** ferry")]


def test_one_is_removed_only_once_that_is_confirmed(archive) -> None:
    archive(FERRY)
    app = asked(chat())

    run(the_button(app, "remove-talk").click())
    assert len(listed(app)) == 1
    run(the_button(app, "keep-talk").click())
    run(the_button(app, "remove-talk").click())
    run(the_button(app, "remove-for-good").click())

    assert listed(app) == []
    assert headings(app) == []
    assert "conversation" not in app.query_params


def test_one_that_somebody_else_removed_is_missed_kindly(archive, tmp_path) -> None:
    archive(FERRY)
    app = asked(chat())
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        rows = Conversations(corpus.catalogue)
        rows.remove(rows.every()[0].id)

    run(app)

    assert "somebody may have removed it" in app.warning[0].value
    asked(app)
    assert len(listed(app)) == 1


def test_the_last_changed_come_first_thirty_of_them_and_more_at_a_click(archive, tmp_path) -> None:
    archive(FERRY)
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        begun = datetime(2025, 1, 1, tzinfo=UTC)
        rows = [
            {"id": f"c{n}", "name": f"Talk {n}", "created": begun, "changed": begun + timedelta(hours=n)}
            for n in range(70)
        ]
        with corpus.catalogue.transaction() as connection:
            connection.execute(sa.insert(conversations), rows)

    app = chat()

    assert listed(app) == [f"Talk {n}" for n in range(69, 39, -1)]
    run(the_button(app, "more-talks").click())
    run(the_button(app, "more-talks").click())
    assert len(listed(app)) == 70
    assert "Show more" not in labels(app)


def test_a_conversation_of_the_command_line_is_there_too(archive, tmp_path) -> None:
    archive(FERRY)
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        talk = Conversation.start(Assistant(corpus), corpus)
        talk.ask(OTHER)

    assert headings(chat(conversation=talk.id)) == [label(OTHER)]
