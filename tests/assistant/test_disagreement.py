"""Disagreement: both sides are shown where they cannot both be so, and nowhere else."""

from datetime import date, timedelta

import pytest

from assistant.disagreement import contraries
from tests.assistant.sentence_helpers import MARCH, info, matter, sentence, stems

COURIER, GAZETTE, MAIL = info("a", "Courier"), info("b", "Gazette"), info("c", "Harbour Mail")
QUESTION = matter("How many people died in the Bodø storm?")
SEVEN = sentence("At least seven people died in the Bodø storm.", COURIER)


def claims(question, chosen, others) -> list[str]:
    found = contraries(question, chosen, [*chosen, *others], stems)
    return [claim for claim, _ in found.sides] if found else []


def test_outlets_that_give_different_tolls() -> None:
    other = sentence("The Bodø storm killed 12 people, Gazette reporters counted.", GAZETTE, near=0.9)
    third = sentence("Fifteen people died in the Bodø storm.", MAIL, near=0.8, score=0.9)

    assert claims(QUESTION, [SEVEN], [other, third]) == ["At least seven", "12", "Fifteen"]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("The Bodø storm killed seven people.", GAZETTE),  # the same figure
        ("The Bodø storm injured 40 people.", GAZETTE),  # another thing is counted
        ("Of the seven people that the Bodø storm killed, 3 were children.", GAZETTE),
        ("The Bodø storm killed 12 people.", info("d", "Courier Online")),  # the outlet itself
        ("The Bodø storm killed 12 people.", info("e")),  # perhaps the outlet itself
        ("The Bodø storm killed 12 people.", info("f", "Gazette", MARCH + timedelta(30))),  # counted later
        ("The Bodø storm killed 12 people.", info("g", "Gazette", None)),
        ("The Bodø storm killed people in 2012.", GAZETTE),
        ("In Iceland 12 people died in the Bodø storm, in Norway none.", info("h", "Courier")),
    ],
)
def test_what_does_not_contradict(text: str, article) -> None:
    assert claims(QUESTION, [SEVEN], [sentence(text, article, near=0.9)]) == []


def test_places_apart_are_counted_apart() -> None:
    norway = sentence("Seven people died in the storm in Norway.", COURIER)
    iceland = sentence("Two people died in the storm in Iceland.", GAZETTE, near=0.9)

    assert claims(matter("How many people died in the storm?"), [norway], [iceland]) == []


def test_other_things_are_compared_by_what_stands_around_the_figure() -> None:
    asked = matter("How many trawlers did the navy stop?")
    one = sentence("The navy stopped 30 foreign trawlers in May.", COURIER)
    other = sentence("In May the navy stopped 50 foreign trawlers.", GAZETTE, near=0.9)
    third = sentence("The navy has 90 trawlers under repair in Bodø.", MAIL, near=0.9)

    assert claims(asked, [one], [third]) == []
    assert claims(asked, [one], [other]) == ["30", "50"]


def test_a_denial_stands_beside_what_it_denies() -> None:
    said = sentence("Police said the mayor took money from the trawler owners.", COURIER)
    denied = sentence("The mayor denied taking money from the trawler owners.", COURIER, start=500, near=0.8)

    assert claims(matter("Did the mayor take money?"), [said], [denied]) == ["reported", "denied"]


@pytest.mark.parametrize(
    "text",
    [
        "The court denied the mayor's bid to keep the trawler owners' money from the police.",
        "The mayor was denied entry to the trawler owners' money.",
        "The mayor denied that it would rain.",
        "The election-denying mayor and the trawler owners took police money.",
    ],
)
def test_what_denies_nothing_is_no_denial(text: str) -> None:
    said = sentence("Police said the mayor took money from the trawler owners.", COURIER)
    assert claims(matter("Did the mayor take money?"), [said], [sentence(text, GAZETTE, near=0.9)]) == []


def test_a_denial_of_another_time_is_none() -> None:
    said = sentence("Police said the mayor took money from the trawler owners.", COURIER)
    old = info("z", "Gazette", date(2019, 1, 1))
    denied = sentence("The mayor denied taking money from the trawler owners.", old, near=0.9)

    assert claims(matter("Did the mayor take money?"), [said], [denied]) == []


def test_what_somebody_said_is_not_set_against_a_denial() -> None:
    said = sentence("Police said the mayor took money from the trawler owners.", COURIER)
    denied = sentence("The mayor denied taking money from the trawler owners.", GAZETTE, near=0.8)

    assert claims(matter("What did Norway say about the money?"), [said], [denied]) == []
