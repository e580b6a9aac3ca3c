"""A language model may say what a follow-up asks, as long as it adds nothing and leaves nothing out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from assistant import Assistant
from assistant.answer import Answer, Statement
from assistant.conversation import AnsweredTurn, Conversation
from assistant.model import chat_model
from assistant.question.condensing import FollowUp, understanding
from corpus import Corpus
from corpus.records import Filters
from tests.assistant.archive import archive_of, article
from tests.fakes import ScriptedServer

BAN = article(
    "Ministry closes Morrow Bay to foreign trawlers",
    "“The government will not allow foreign trawlers into Morrow Bay,” Fisheries Minister Ada Quill said. "
    "The ban begins on April 1.\n\nTobias Wren, of the Trawler League, said the league would go to court.",
    "2025-03-04",
    outlet="Northern Gazette",
)
BEFORE = Answer(
    "What did Ada Quill say about trawlers?",
    (Statement("The ban begins on April 1, Quill said.", "extract", (), "Ada Quill", "Fisheries Minister"),),
    (),
    Filters(),
    date(2025, 3, 4),
    "quotes",
)
TIMEOUT = 8.0  # seconds; a quarter of it is for the follow-up, which a busy machine needs


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), BAN) as corpus:
        yield corpus


@pytest.fixture
def assistant(archive: Corpus, server: ScriptedServer) -> Assistant:
    model = chat_model("openai:scripted", url=server.url, key=None, timeout=TIMEOUT)
    return Assistant(archive, model, model_seconds=TIMEOUT)


def is_condensing(request: dict[str, Any]) -> bool:
    return "Last question:" in request["messages"][-1]["content"]


def condensed(server: ScriptedServer, *chunks: Any) -> None:
    """Let the model read a follow-up so, and refuse to answer anything."""
    server.reply = lambda request: list(chunks) if is_condensing(request) else ["NOT IN THE ARCHIVE"]


def understood(
    assistant: Assistant, question: str, before: Sequence[Answer] = (BEFORE,)
) -> tuple[str, str | None]:
    found = assistant.understand(question, before)
    return found.question, found.note


@pytest.mark.parametrize(
    ("typed", "written", "meant"),
    [
        ("how many were caught?", "How many trawlers were caught?", "How many trawlers were caught?"),
        (
            "and what did Wren say?",
            '"What did Wren say about trawlers?"\n',
            "What did Wren say about trawlers?",
        ),
        (
            "when?",
            "When does the ban on trawlers begin: April 1?",
            "When does the ban on trawlers begin: April 1?",
        ),
        ("Did she resign?", "<think>she is Quill</think>Did Ada Quill resign?", "Did Ada Quill resign?"),
        ("who banned them?", "Who banned them?", "who banned them?"),
    ],
)
@pytest.mark.parametrize("cut", [None, 1], ids=["in one piece", "by the character"])
def test_the_models_reading_counts(
    assistant: Assistant, server: ScriptedServer, typed: str, written: str, meant: str, cut: int | None
) -> None:
    condensed(server, *([written] if cut is None else written))

    assert understood(assistant, typed) == (meant, None)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("What did Tobias Ferrow say about trawlers?", "Ferrow"),
        ("What did Wren say about 412 trawlers?", "412"),
        ("What did Wren say about trawlers on May 3?", "May 3"),
        ("What did the league say about trawlers?", "left out Wren"),
        ("", "nothing"),
        ("  \n", "nothing"),
        ("Wren said no.\nWhat did Wren say?", "more than a question"),
        ("What did Wren say " + "about trawlers " * 40, "more than a question"),
        ("What did Wren say? See https://evil.example", "evil.example"),
        ("<think>What did Wren", "nothing"),
    ],
)
def test_a_reading_that_adds_or_loses_gives_way_to_the_rules(
    assistant: Assistant, server: ScriptedServer, written: str, reason: str
) -> None:
    condensed(server, written)

    question, note = understood(assistant, "and what did Wren say?")

    assert question == "what did Wren say about trawlers?"
    assert reason in (note or "")


@pytest.mark.parametrize("trouble", ["status", "broken", "cut off", "slow"])
def test_a_model_that_fails_leaves_the_rules(
    assistant: Assistant, server: ScriptedServer, trouble: str
) -> None:
    condensed(server, "What did Wren", *{"broken": [OSError], "slow": [2.1, " say?"]}.get(trouble, []))
    server.status = 500 if trouble == "status" else 200
    server.finish = "length" if trouble == "cut off" else "stop"

    question, note = understood(assistant, "and what did Wren say?")

    assert question == "what did Wren say about trawlers?"
    assert "not used" in (note or "")


@pytest.mark.parametrize(
    "question", ["What did Tobias Wren say about Morrow Bay?", "Who leads the Trawler League?"]
)
def test_it_is_not_asked_what_stands_alone(
    assistant: Assistant, server: ScriptedServer, question: str
) -> None:
    assert understood(assistant, question) == (question, None)
    assert server.requests == []


def test_it_is_not_asked_about_the_first_question(assistant: Assistant, server: ScriptedServer) -> None:
    assert understood(assistant, "why?", ()) == ("why?", None)
    assert server.requests == []


def test_it_is_given_the_last_turns_and_may_write_little(
    assistant: Assistant, server: ScriptedServer
) -> None:
    condensed(server, "When does the ban begin?")
    long_ago = Answer("What about whales?", (), (), Filters(), None, "quotes", abstained=True, reason="No.")

    understood(assistant, "when?", [long_ago, BEFORE, BEFORE, BEFORE])

    (request,) = server.requests
    asked = request["messages"][-1]["content"]
    assert "whales" not in asked
    assert "Ada Quill, Fisheries Minister: The ban begins on April 1, Quill said." in asked
    assert asked.endswith("Last question: when?")
    assert (request.get("max_tokens") or request.get("max_completion_tokens")) <= 200


def test_in_a_conversation_the_answer_is_to_what_was_understood(
    archive: Corpus, assistant: Assistant, server: ScriptedServer
) -> None:
    talk = Conversation.start(assistant, archive)
    condensed(server, "Who said the league would go to court, after Ada Quill?")
    talk.ask("What did Ada Quill say about trawlers?")

    turn = talk.ask("but who would sue?")

    asked = [request["messages"][-1]["content"] for request in server.requests]
    assert [is_condensing(request) for request in server.requests] == [False, True, False]
    assert asked[2].endswith("Question: Who said the league would go to court, after Ada Quill?")
    assert turn.answer.understood_as == "Who said the league would go to court, after Ada Quill?"
    assert talk.turns[1] == turn


def test_in_a_conversation_why_the_reading_was_not_used_is_noted(
    archive: Corpus, assistant: Assistant, server: ScriptedServer
) -> None:
    talk = Conversation.start(assistant, archive)
    condensed(server, "What did Zebulon say?")
    talk.ask("What did Ada Quill say about trawlers?")

    *_, turn = talk.stream("and what did Wren say?")

    assert isinstance(turn, AnsweredTurn)
    assert turn.understood == "what did Wren say about trawlers?"
    assert any("Zebulon" in note for note in turn.answer.notes)


def test_an_ollama_model_is_bounded_too_and_nothing_else_of_it_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = chat_model("ollama:scripted", url="http://127.0.0.1:9", key=None, timeout=TIMEOUT)
    asked: list[dict[str, Any]] = []
    whole = type(model)._chat_params

    def chat_params(self: Any, *arguments: Any, **named: Any) -> dict[str, Any]:
        asked.append(whole(self, *arguments, **named))
        return asked[-1]

    monkeypatch.setattr(type(model), "_chat_params", chat_params)

    found = understanding(model, TIMEOUT).invoke(FollowUp("why?", [BEFORE], date(2025, 3, 5)))

    assert found.question.startswith("Why was that [Ada Quill about trawlers")
    assert asked[0]["options"] == {**whole(model, [])["options"], "num_predict": 200}
