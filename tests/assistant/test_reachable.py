"""Whether a model answers: asked over HTTP as it is asked for answers, failures told without its key."""

import socket

import pytest

from assistant.reachable import host_of, try_model
from corpus.errors import AnswerFailed
from tests.fakes import ScriptedServer

KEY = "sk-very-secret-1234567890"


def tried(server: ScriptedServer, timeout: float = 5) -> float:
    return try_model("openai:scripted", url=server.url, key=KEY, timeout=timeout)


def test_a_model_that_answers_is_timed(server: ScriptedServer) -> None:
    server.reply = lambda _: ["ready"]

    assert 0 < tried(server) < 5
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "refused the key"),
        (403, "refused the key"),
        (404, "does not know openai:scripted"),
        (429, "no more at the moment"),
        (500, "failed (500)"),
    ],
)
def test_what_the_server_answers_is_told_in_words(server: ScriptedServer, status: int, words: str) -> None:
    server.status = status

    with pytest.raises(AnswerFailed) as raised:
        tried(server)

    told = str(raised.value)
    assert words in told
    assert server.url.split("/")[2] in told
    assert "very-secret" not in told


def test_a_slow_model_is_given_up(server: ScriptedServer) -> None:
    server.reply = lambda _: [0.6, "rea", 0.6, "dy"]

    with pytest.raises(AnswerFailed, match=r"did not (answer|finish) (in time|within)"):
        tried(server, timeout=0.5)


def test_a_model_that_says_nothing_does_not_count(server: ScriptedServer) -> None:
    server.reply = lambda _: []

    with pytest.raises(AnswerFailed, match="answered with nothing"):
        tried(server)


def test_a_server_that_is_not_there_cannot_be_reached() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    with pytest.raises(AnswerFailed, match=f"127.0.0.1:{port} cannot be reached"):
        try_model("openai:scripted", url=f"http://who:{KEY}@127.0.0.1:{port}/v1", key=KEY, timeout=2)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://localhost:8080/v1", "localhost:8080"),
        ("https://who:secret@models.example/v1?token=abc", "models.example"),
        ("models.example:81", "models.example:81"),
        ("http://[::1", "an address that is not valid"),
    ],
)
def test_of_an_address_only_the_host_is_named(url: str, host: str) -> None:
    assert host_of(url) == host
