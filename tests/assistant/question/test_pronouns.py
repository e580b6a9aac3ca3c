"""Whom "he", "she" and "they" mean in a follow-up."""

import pytest

from assistant.answer import Answer
from tests.assistant.question.earlier import FLOOD, IRAQ, NOTHING, answered, understood


@pytest.mark.parametrize(
    ("before", "typed", "meant"),
    [
        (IRAQ, "and what did he say?", "what did Fuad Hussein say about militias?"),
        (IRAQ, "what else did he say?", "what else did Fuad Hussein say?"),
        (IRAQ, "What did he say about Syria?", "What did Fuad Hussein say about Syria?"),
        (IRAQ, "who is he?", "who is Fuad Hussein?"),
        (IRAQ, "who replaced him?", "who replaced Fuad Hussein?"),
        (IRAQ, "what is his position on oil?", "what is Fuad Hussein’s position on oil?"),
        (IRAQ, "why did they agree?", "why did Iraq agree?"),
        (FLOOD, "what did she say?", "what did Marit Ekholt say [people died in Millbeck]?"),
    ],
)
def test_a_pronoun_gives_way_to_a_name(before: Answer, typed: str, meant: str) -> None:
    assert understood(typed, before) == meant


def test_a_pronoun_that_the_question_explains_itself_stays() -> None:
    assert understood("did the mayor and her husband agree?", IRAQ) == "did the mayor and her husband agree?"


def test_some_of_them_are_nobody_named() -> None:
    meant = understood("what happened to some of them?", IRAQ)

    assert meant.startswith("what happened to some of them [")


def test_he_is_the_latest_whom_it_can_mean() -> None:
    woman = answered("What did Mayor Halina Brook say?", ("No.", "Halina Brook", "Congresswoman"))

    assert understood("what else did he say?", IRAQ, woman) == "what else did Fuad Hussein say?"
    assert understood("what else did she say?", IRAQ, woman) == "what else did Halina Brook say?"
    assert understood("what else did he say?", IRAQ, NOTHING) == "what else did Fuad Hussein say?"
