"""The language model: which one is meant, and a stream of its text that says how it ended."""

import time
from collections.abc import Iterator

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.messages import AIMessageChunk

from assistant.citations import Truncated
from assistant.model import TOKENS, chat_model, model_name, texts_of
from corpus.errors import AnswerFailed


def chunk(text: str, **ended: str) -> AIMessageChunk:
    return AIMessageChunk(content=text, response_metadata=ended)


@pytest.mark.parametrize("name", ["nonsense:model", "scripted", "cohere:command"])
def test_a_model_that_cannot_be_used_says_so(name: str) -> None:
    with pytest.raises(AnswerFailed, match=name):
        chat_model(name, url=None, key=None, timeout=1.0)


def test_a_model_has_the_name_that_it_calls_itself() -> None:
    model = chat_model("openai:scripted", url="http://127.0.0.1:9", key=None, timeout=1.0)

    assert model_name(model) == "scripted"
    assert model_name(FakeListChatModel(responses=[])) == "fake-list-chat-model"


@pytest.mark.parametrize(
    "ended", [{"finish_reason": "stop"}, {"stop_reason": "end_turn"}, {"done_reason": "stop"}]
)
def test_a_stream_that_ended_gives_its_text(ended: dict[str, str]) -> None:
    assert list(texts_of([chunk("Iraq "), chunk("said no."), chunk("", **ended)], 1.0)) == [
        "Iraq ",
        "said no.",
        "",
    ]


@pytest.mark.parametrize("ended", [{"finish_reason": "length"}, {"stop_reason": "max_tokens"}])
def test_a_stream_that_used_up_its_tokens_says_so(ended: dict[str, str]) -> None:
    assert list(texts_of([chunk("Iraq said", **ended)], 1.0)) == ["Iraq said", Truncated(TOKENS)]


def test_a_stream_without_an_end_broke_off() -> None:
    texts = texts_of([chunk("Iraq said")], 1.0)

    assert next(texts) == "Iraq said"
    with pytest.raises(AnswerFailed, match="broke off"):
        next(texts)


def test_what_fails_on_the_way_is_told() -> None:
    def failing() -> Iterator[AIMessageChunk]:
        yield chunk("Iraq")
        raise ConnectionResetError("the line went dead")

    with pytest.raises(AnswerFailed, match="ConnectionResetError: the line went dead"):
        list(texts_of(failing(), 1.0))


def test_a_model_has_only_so_much_time() -> None:
    def slow() -> Iterator[AIMessageChunk]:
        while True:
            time.sleep(0.02)
            yield chunk("on ")

    with pytest.raises(AnswerFailed, match="within 0 seconds"):
        list(texts_of(slow(), 0.1))
