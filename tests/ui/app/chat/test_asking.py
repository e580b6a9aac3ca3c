"""The desk: questions are answered outside any page, can be stopped, and outlive the server."""

import threading
import time
from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.conversation import Conversation, every_conversation
from assistant.model import chat_model
from corpus import Corpus
from corpus.conversations import Conversations
from corpus.records import Filters
from tests.assistant.archive import take_in
from tests.fakes import ScriptedServer
from tests.ui.app.chat.slow_model import FIRST, LAST, SlowModel
from tests.ui.app.harness import FERRY, QUESTION
from tests.waiting import until
from ui.app.chat.asking import STOPPED, Desk


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    take_in(corpus, FERRY)
    return corpus


@pytest.fixture
def slow(server: ScriptedServer) -> Iterator[SlowModel]:
    model = SlowModel(server)
    yield model
    model.may_end.set()


@pytest.fixture
def talk(filled: Corpus) -> Conversation:
    return Conversation.start(Assistant(filled), filled)


@pytest.fixture
def slow_talk(filled: Corpus, server: ScriptedServer, slow: SlowModel) -> Conversation:
    model = chat_model("openai:scripted", url=server.url, key=None, timeout=30)
    return Conversation.start(Assistant(filled, model, model_seconds=30), filled)


def asked(desk: Desk, talk: Conversation, question: str = QUESTION, again: int | None = None) -> None:
    """Ask, and wait for the answer."""
    desk.ask(talk, question, Filters(), again=again)
    until(lambda: not desk.answering(talk.id))


def writing(desk: Desk, talk: Conversation, number: int = 1) -> None:
    """Wait until the first statement of a question's answer is there."""
    until(lambda: desk.answering(talk.id)[number].statements)


def test_what_is_answered_is_kept_and_nothing_stays_on_the_desk(talk: Conversation) -> None:
    desk = Desk()

    asked(desk, talk)
    asked(desk, talk, "what else did she say?")

    assert [turn.number for turn in talk.turns] == [1, 2]
    assert talk.turns[1].understood.startswith("what else did Ada Quill say"), "it leans on the one before"
    assert talk.open_questions == []
    assert desk._lines == {}


def test_what_has_come_so_far_is_seen_by_whoever_looks_at_the_conversation(
    slow_talk: Conversation, slow: SlowModel
) -> None:
    desk = Desk()
    desk.ask(slow_talk, QUESTION, Filters())
    writing(desk, slow_talk)

    (one,) = desk.answering(slow_talk.id).values()
    assert one.statements[0].text.startswith(FIRST)
    assert slow_talk.turns == []
    assert desk.answering("another") == {}

    slow.may_end.set()
    until(lambda: not desk.answering(slow_talk.id))
    assert slow_talk.turns[0].answer.statements[-1].text.startswith(LAST)


def test_a_model_that_is_stopped_is_hung_up_on_and_the_question_stays(
    slow_talk: Conversation, slow: SlowModel
) -> None:
    desk = Desk()
    desk.ask(slow_talk, QUESTION, Filters())
    writing(desk, slow_talk)

    desk.stop(slow_talk, 1)

    assert desk.answering(slow_talk.id) == {}, "at once"
    until(slow.has_been_hung_up_on)
    assert slow_talk.turns == []
    assert [(one.question, one.why) for one in slow_talk.open_questions] == [(QUESTION, STOPPED)]


def test_what_was_stopped_can_be_asked_again_in_its_place(slow_talk: Conversation, slow: SlowModel) -> None:
    desk = Desk()
    desk.ask(slow_talk, QUESTION, Filters())
    writing(desk, slow_talk)
    desk.stop(slow_talk, 1)
    slow.may_end.set()

    asked(desk, slow_talk, again=1)

    assert [turn.number for turn in slow_talk.turns] == [1]
    assert slow_talk.open_questions == []


def test_an_answer_comes_back_when_the_one_in_its_place_is_stopped(
    slow_talk: Conversation, slow: SlowModel
) -> None:
    desk = Desk()
    slow.may_end.set()
    asked(desk, slow_talk)
    before = slow_talk.turns
    slow.may_end.clear()
    desk.ask(slow_talk, "What of the ferry?", Filters(), again=1)
    writing(desk, slow_talk)

    desk.stop(slow_talk, 1)

    until(slow.has_been_hung_up_on)
    assert (slow_talk.turns, slow_talk.open_questions) == (before, [])


def test_a_question_behind_one_that_is_stopped_gets_its_turn(
    filled: Corpus, slow_talk: Conversation, slow: SlowModel
) -> None:
    desk = Desk()
    desk.ask(slow_talk, QUESTION, Filters())
    writing(desk, slow_talk)
    quick = Conversation(Assistant(filled), filled, slow_talk.id)
    desk.ask(quick, "What did islanders sign?", Filters())
    time.sleep(0.2)
    assert list(desk.answering(slow_talk.id)) == [1, 2], "one after the other"

    desk.stop(quick, 1)

    until(lambda: not desk.answering(slow_talk.id))
    assert [turn.number for turn in quick.turns] == [2]
    assert [one.number for one in quick.open_questions] == [1]


def test_a_question_that_waits_can_be_stopped_too(slow_talk: Conversation, slow: SlowModel) -> None:
    desk = Desk()
    desk.ask(slow_talk, QUESTION, Filters())
    desk.ask(slow_talk, "And then?", Filters())

    desk.stop(slow_talk, 2)

    assert list(desk.answering(slow_talk.id)) == [1]
    assert [one.why for one in slow_talk.open_questions] == [None, STOPPED]


def test_a_question_is_not_asked_twice_at_once_in_the_same_place(
    slow_talk: Conversation, slow: SlowModel
) -> None:
    desk = Desk()
    desk.ask(slow_talk, QUESTION, Filters())

    desk.ask(slow_talk, "Something else?", Filters(), again=1)

    assert [one.asked.question for one in desk.answering(slow_talk.id).values()] == [QUESTION]


def test_a_question_outlives_its_server_and_is_taken_up_once(talk: Conversation) -> None:
    talk.put(QUESTION)  # by a server that was killed
    desk = Desk()

    desk.take_up(talk)
    until(lambda: not desk.answering(talk.id))
    assert [turn.question for turn in talk.turns] == [QUESTION]

    lost = talk.put("What did islanders sign?")
    assert talk.take_up(lost, "lost twice")  # by another that was killed
    desk.take_up(talk)
    assert desk.answering(talk.id) == {}
    assert [one.why for one in talk.open_questions] == ["lost twice"]


def test_what_is_being_answered_is_not_taken_up_as_well(slow_talk: Conversation, slow: SlowModel) -> None:
    desk = Desk()
    desk.ask(slow_talk, QUESTION, Filters())

    desk.take_up(slow_talk)

    assert len(desk._lines[slow_talk.id]) == 1


def test_a_conversation_that_is_removed_meanwhile_does_not_come_back(
    filled: Corpus, slow_talk: Conversation, slow: SlowModel
) -> None:
    desk = Desk()
    desk.ask(slow_talk, QUESTION, Filters())
    writing(desk, slow_talk)

    Conversations(filled.catalogue).remove(slow_talk.id)
    slow.may_end.set()

    until(lambda: not desk.answering(slow_talk.id))
    assert every_conversation(filled) == []


def test_why_a_question_could_not_be_answered_is_kept(talk: Conversation) -> None:
    desk = Desk()

    asked(desk, talk, "why " * 10_000)

    (one,) = talk.open_questions
    assert "longer than" in (one.why or "")
    assert talk.turns == []


def test_a_question_without_an_answer_can_be_withdrawn(filled: Corpus, talk: Conversation) -> None:
    asked(Desk(), talk)
    second = talk.put("And then?")
    talk.withdraw(second)
    assert [turn.number for turn in talk.turns] == [1]

    alone = Conversation.start(Assistant(filled), filled)
    alone.withdraw(alone.put("And then?"))

    assert [info.id for info in every_conversation(filled)] == [talk.id], "nothing was left of the other"


def test_many_ask_at_once_and_each_gets_an_answer(filled: Corpus) -> None:
    desk, talks = Desk(), [Conversation.start(Assistant(filled), filled) for _ in range(8)]
    threads = [threading.Thread(target=desk.ask, args=[talk, QUESTION, Filters()]) for talk in talks * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    until(lambda: not any(desk.answering(talk.id) for talk in talks))

    assert [[turn.number for turn in talk.turns] for talk in talks] == [[1, 2]] * 8
    assert desk._lines == {}
