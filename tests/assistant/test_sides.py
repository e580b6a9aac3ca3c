"""Sides: what speaks as critics or supporters would."""

import pytest

from assistant.sides import names_a_side, takes_side


@pytest.mark.parametrize(
    ("speaker", "text", "takes"),
    [
        ("critics", "Opponents warned that the bridge would ruin the town.", True),
        ("critics of the plan", "The union called it far too expensive.", True),
        ("critics", "The bridge will be 300 metres long.", False),
        ("supporters", "Moe praised the bridge as a gift to the town.", True),
        ("supporters", "Opponents warned that the bridge would ruin the town.", False),
        ("Ida Moe", "Opponents warned that the bridge would ruin the town.", False),
        (None, "Opponents warned that the bridge would ruin the town.", False),
    ],
)
def test_a_sentence_takes_the_side_that_is_asked_for(speaker: str | None, text: str, takes: bool) -> None:
    assert takes_side(speaker, text) is takes


@pytest.mark.parametrize(
    ("speaker", "names"),
    [("critics", True), ("Republican critics of the bridge", True), ("Ida Moe", False)],
)
def test_a_side_may_be_anybody(speaker: str, names: bool) -> None:
    assert names_a_side(speaker) is names
