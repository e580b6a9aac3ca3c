"""A follow-up is turned into a question that stands alone; one that stands alone is never touched."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.question import read_question
from assistant.question.follow_ups import leans
from tests.assistant.question.earlier import (
    ASKED,
    CARS,
    FLOOD,
    IRAQ,
    IRAQ_SAID,
    NOTHING,
    answered,
    understood,
)
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("before", "typed", "meant"),
    [
        (IRAQ, "and what did Tehran say?", "what did Tehran say about militias?"),
        (IRAQ, "But what did the minister say", "what did the minister say about militias?"),
        (IRAQ, "what did Tehran say about that?", "what did Tehran say about militias?"),
        (IRAQ, "and what did Tehran say in 2016?", "what did Tehran say about militias in 2016?"),
        (IRAQ, "And in 2016?", "what did Iraq say about militias in 2016?"),
        (IRAQ, "what about last week?", "what did Iraq say about militias last week?"),
        (CARS, "and in 2016?", "What did Mayor Halina Brook say about cars in 2016?"),
        (IRAQ, "what else?", "what else did Iraq say about militias?"),
        (IRAQ, "what about Iran?", "what did Iran say about militias?"),
        (IRAQ, "and the prime minister?", "what did the prime minister say about militias?"),
        (IRAQ, "how about oil exports?", "what did Iraq say about oil exports?"),
        (IRAQ, "and about oil?", "what did Iraq say about oil?"),
        (CARS, "what about Iran?", "What did Mayor Halina Brook say about Iran?"),
        (FLOOD, "and in Kelstrand?", "How many people died in Kelstrand?"),
        (FLOOD, "What about the injured?", "What about the injured [people died in Millbeck]?"),
        (FLOOD, "And how many were injured?", "how many were injured [people died in Millbeck]?"),
        (FLOOD, "according to the Daily Lantern?", "according to the Daily Lantern?"),
        (
            FLOOD,
            "and according to the Daily Lantern?",
            "How many people died in Millbeck, according to the Daily Lantern?",
        ),
        (
            FLOOD,
            "when was that?",
            "when was that [people died in Millbeck: Eleven people died in the flood]?",
        ),
        (IRAQ, "Why?", f"Why was that [{IRAQ_SAID}]?"),
        (IRAQ, "but when??", f"When was that [{IRAQ_SAID}]?"),
        (IRAQ, "who said that?", f"who said that [{IRAQ_SAID}]?"),
        (IRAQ, "where did it happen?", f"where did it happen [{IRAQ_SAID}]?"),
        (NOTHING, "why?", "Why was that [Iran about oil]?"),
        (NOTHING, "and Iraq?", "What did Iraq say about oil?"),
    ],
)
def test_a_follow_up_is_understood_from_what_went_before(before: Answer, typed: str, meant: str) -> None:
    assert understood(typed, before) == meant


ALONE = [
    *(
        "What did Tehran say?",
        "And what did Iraq say about oil?",
        "Why did the gate fail?",
        "Who won the cup?",
    ),
    *("How many people were there in the flood?", "What did the minister say about his wedding?"),
    *("What happened this week?", "What happened this year in Kelstrand?", "Is it true that Iraq sells oil?"),
    *("Is there any evidence that the dam was faulty?", "How did the bank explain its decision?"),
    *("Which firm said that rates rose?", "When he resigned, what did Nixon say?"),
    *("how did the gate fail and who repaired it?", "Was it raining when the dam broke?"),
    *("But who will pay for the repair of the broken dam gate in the valley?", "militias", "rates in 2016"),
    *("What is known about the militias that Iraq wants to disarm?", "what is there to see in Kelstrand?"),
    *("", " ? ", "\0", "\ud800", "why " * 100, "[Iraq: why?]", "tell me more"),
]


@pytest.mark.parametrize("before", [IRAQ, FLOOD, CARS, NOTHING], ids=lambda answer: answer.question)
@pytest.mark.parametrize("question", ALONE)
def test_a_question_that_stands_alone_is_left_exactly_as_it_is(before: Answer, question: str) -> None:
    assert understood(question, before) == question


@pytest.mark.parametrize("question", ["why?", "and in 2016?", "what else did he say?", "when was that?"])
def test_the_first_question_follows_nothing(question: str) -> None:
    assert understood(question) == question


def test_no_question_of_the_sample_is_taken_for_a_follow_up() -> None:
    lines = (ROOT / "corpus" / "sample" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]

    assert [
        one for one in questions for before in (IRAQ, FLOOD, CARS) if understood(one, before) != one
    ] == []


@pytest.mark.parametrize("folder", ["news", "quiz"])
def test_no_real_question_is_taken_for_a_follow_up(shared: Callable[[str], Path], folder: str) -> None:
    lines = shared(f"{folder}/questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]

    assert [
        one for one in questions for before in (IRAQ, FLOOD, CARS) if understood(one, before) != one
    ] == []


def test_one_follow_up_may_lean_on_another() -> None:
    """What was added to a question serves the next one; it does not grow from turn to turn."""
    questions = ["And how many were injured?", "and in Kelstrand?", "and in 2016?", "why?", "when was that?"]
    before = [FLOOD]
    for question in questions:
        meant = understood(question, *before)
        before.append(answered(meant, ("It rained.", None, None)))

    assert [answer.question for answer in before[1:]] == [
        "how many were injured [people died in Millbeck]?",
        "how many were injured in Kelstrand [people died in Millbeck]?",
        "how many were injured in Kelstrand in 2016 [people died in Millbeck]?",
        "Why was that [people died in Millbeck: It rained]?",
        "when was that [people died in Millbeck: It rained]?",
    ]


def test_what_is_added_names_no_speaker_period_or_outlet() -> None:
    said = "the Gazette asked what Ada Quill said on 3 March 2025, according to the Gazette"

    question = read_question(f"Why was that [{said}]?", ASKED, lambda: ["Gazette"])

    assert (question.speaker, question.period, question.outlet) == (None, None, None)
    assert (question.wanted, question.names) == ("reason", ())
    assert "Ada Quill" in question.matter


def test_else_is_no_word_to_search_for() -> None:
    assert read_question("what else did Ada Quill say?").matter == "what did Ada Quill say?"


@given(
    st.lists(st.sampled_from("and what did he that when in 2016 the Iraq say about ? [ ] : why else".split()))
)
def test_any_words_are_understood_somehow(words: list[str]) -> None:
    question = " ".join(words)

    meant = understood(question, FLOOD, IRAQ)

    assert meant == question or meant.endswith("?")
    assert understood(question, FLOOD, IRAQ) == meant


@pytest.mark.parametrize(
    "question", ["why?", "and in 2016?", "Did he resign?", "how many were injured?", "What then?"]
)
def test_a_language_model_is_asked_what_may_lean(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question", ["What did Iraq say about militias?", "Who leads Kelstrand Shipyard?", "", "why " * 10_000]
)
def test_and_nothing_that_does_not(question: str) -> None:
    assert not leans(question)
