"""A statement that leans on the sentence before it brings that sentence along, verbatim."""

import pytest

from assistant.context import context_of
from corpus.records import Quote, Span
from tests.assistant.sentence_helpers import info, sentence

ARTICLE = info("a", "Courier")
BEFORE = sentence("The harbour bridge was shut on Monday.", ARTICLE)


def after(text: str, quote: Quote | None = None):
    return sentence(text, ARTICLE, start=BEFORE.span.end + 1, quote=quote)


@pytest.mark.parametrize(
    "text",
    [
        "It will stay so for a year.",
        "They waited.",
        "But this was late.",
        "The move cost jobs.",
        "The announcement came late.",
        "As a result, the ferry is full.",
        "For example, the school opens at ten.",
    ],
)
def test_what_leans_brings_the_sentence_before(text: str) -> None:
    one = after(text)
    assert context_of(one, None, [BEFORE, one]) is BEFORE


@pytest.mark.parametrize(
    "text",
    ["The bridge stays shut.", "Italy pays for it.", "“It will stay so,” he said.", "Norway pays for it."],
)
def test_what_stands_alone_needs_none(text: str) -> None:
    one = after(text)
    assert context_of(one, None, [BEFORE, one]) is None


def test_the_statement_before_is_context_enough() -> None:
    one = after("It will stay so for a year.")
    assert context_of(one, BEFORE, [BEFORE, one]) is None


def test_a_speaker_is_named_anyway() -> None:
    said = Quote((Span(60, 70),), "Ida Moe", "said", direct=False)
    assert context_of(after("She said it would stay shut.", said), None, [BEFORE]) is None
    assert context_of(after("She left at once."), None, [BEFORE]) is BEFORE


def test_only_the_very_sentence_before_counts() -> None:
    far = sentence("It will stay so.", ARTICLE, start=BEFORE.span.end + 40)
    other = sentence("It will stay so.", info("b", "Courier"), start=BEFORE.span.end + 1)
    long = sentence("word " * 46, ARTICLE)

    assert context_of(far, None, [BEFORE]) is None
    assert context_of(other, None, [BEFORE]) is None
    assert context_of(sentence("It ended.", ARTICLE, start=long.span.end + 1), None, [long]) is None
