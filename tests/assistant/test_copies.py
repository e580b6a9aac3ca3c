"""Copies: the same text elsewhere is found whatever was done to it; shared boilerplate makes no copies."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.copies import find_copies
from corpus.alike import runs
from corpus.records import ArticleInfo

ADDED = datetime(2025, 3, 1, tzinfo=UTC)
DAY = date(2025, 3, 1)
HEADLINE = "Night ferry to Tern Island ends after forty years"
WIRE = """The night ferry to Tern Island will stop running at the end of March, the harbour board
decided on Monday.

Only eleven people a night used the boat last winter, the board's chairwoman Ada Quill told reporters,
while fuel and wages had become dearer by a third in two years.

Islanders handed over a petition with nine hundred names. A nurse who works on the mainland said that
she would have to rent a room there, and a fisherman asked who would fetch the sick when the weather
keeps the helicopter away.

The board promised a bus over the causeway at low tide. Its engineers doubt that the road will bear it
before it has been raised, which the ministry puts at four million crowns and does not want to pay
alone.

Passengers who hold a yearly ticket get back what they paid for the months from April on, in the ferry
office."""
FOOTER = """Thank you for reading. Our newsletter brings you what matters every morning at seven, free
of charge. Enter your address below and confirm the message that we send you. You can end the
subscription whenever you like by the link that stands under each letter. We use your address for this
letter alone, and hand it to nobody. What we keep about you, and for how long, is written in our
declaration on privacy, which also says how you can object. Readers who subscribe support our work: a
year costs less than a coffee a week. Gift vouchers can be had in our shop."""


def info(name: str, title: str = HEADLINE, outlet: str = "Gazette", day: date | None = DAY) -> ArticleInfo:
    return ArticleInfo(name, None, 1, title, outlet, None, day, None, ADDED, sample=False)


def are_copies(text: str, other: str, first: ArticleInfo | None = None, **second: object) -> bool:
    one, two = first or info("a"), info("b", **second)  # type: ignore[arg-type]
    found = find_copies([one, two], {"a": text, "b": other})
    assert found in ({}, {"a": (two,), "b": (one,)})
    return bool(found)


@pytest.mark.parametrize(
    "other",
    [
        WIRE,
        WIRE.upper().replace("'", "’"),
        "\n\n".join(WIRE.split("\n\n")[:2]),
        "\n\n".join(WIRE.split("\n\n")[::2]),
        "TERN ISLAND (Wire) - " + WIRE + "\n\nReporting by N. Garrity; editing by C. Weil",
        WIRE.replace("eleven", "about ten").replace("Monday", "Monday evening").replace("dearer", "costlier"),
        WIRE.replace("\n\n", " "),
    ],
    ids=["same", "case and marks", "first half", "paragraphs left out", "wrapped", "edited", "run together"],
)
@pytest.mark.parametrize(
    "second",
    [
        {},
        {"outlet": "Mail"},
        {"outlet": "Mail", "title": "What islanders fear most"},
        {"outlet": "Mail", "day": DAY + timedelta(1)},
        {"day": None},
    ],
    ids=["same outlet", "another outlet", "another headline", "a day later", "undated"],
)
def test_the_same_text_is_a_copy(other: str, second: dict) -> None:
    assert are_copies(WIRE, other, **second)
    assert are_copies(other, WIRE, **second)


def test_a_report_of_ones_own_is_no_copy() -> None:
    own = """The harbour board has done away with the boat that brought islanders home at night. Ada
    Quill, who chairs it, spoke of eleven passengers a night and of wages that nobody could pay any
    more. On Tern Island people are angry: nine hundred of them signed a petition against the end of the
    night ferry, and they doubt the promised bus."""

    assert not are_copies(WIRE, own, outlet="Mail")


def test_a_new_report_that_repeats_the_background_is_no_copy() -> None:
    news = """A fishing boat took two sick islanders to hospital in the night of Thursday, because no
    ferry ran any more and the storm kept the helicopter on the ground. One of them, a man of seventy,
    died on the way. The prosecutor has opened an inquiry, and the ministry called the harbour board to
    a meeting on Friday in the capital."""
    background = "\n\n".join(WIRE.split("\n\n")[1:3])

    later = info("a", "Islander dies on the way to hospital")
    assert not are_copies(f"{news}\n\n{background}", WIRE, later)


def test_boilerplate_held_instead_of_the_articles_makes_no_copies() -> None:
    """37 unrelated articles of the real data hold one text: an invitation to a newsletter."""
    volcano = info("a", "Volcano erupts: villages in danger")

    assert not are_copies(FOOTER, FOOTER, volcano, title="Central bank raises its rate again")


def test_a_footer_under_different_reports_makes_no_copies() -> None:
    rates = "The central bank raised its rate by a quarter point on Tuesday, the third time this year."
    storm = "A storm tore the roof off the school in Halm on Tuesday; the pupils are taught in the church."

    first = info("a", "Central bank raises rate a third time")
    assert not are_copies(
        f"{rates}\n\n{FOOTER}", f"{storm}\n\n{FOOTER}", first, title="Storm damages Halm school"
    )


def test_what_is_printed_anew_much_later_must_be_the_very_same() -> None:
    year = DAY + timedelta(365)
    anew = (
        WIRE.replace("at the end of March", "this spring").replace("eleven", "nine").replace("winter", "year")
    )
    anew = anew.replace("nine hundred", "a thousand").replace("on Monday", "at last").replace("four", "six")

    assert are_copies(WIRE, anew)
    assert not are_copies(WIRE, anew, day=year)
    assert are_copies(WIRE, WIRE, day=year)


def test_being_a_copy_does_not_go_on_from_one_to_the_next() -> None:
    """A short report that stands in two long ones does not make these copies of each other."""
    short = "\n\n".join(WIRE.split("\n\n")[:2])
    tails = [" ".join(f"{word}{number}" for number in range(150)) for word in ("storm", "vote")]
    texts = {"a": short, "b": f"{short}\n\n{tails[0]}", "c": f"{short}\n\n{tails[1]}"}
    infos = [info(name) for name in texts]

    found = find_copies(infos, texts)

    assert found["a"] == (infos[1], infos[2])
    assert found["b"] == found["c"] == (infos[0],)


def test_an_article_is_no_copy_of_itself_nor_of_one_without_text() -> None:
    assert find_copies([info("a"), info("a")], {"a": WIRE}) == {}
    assert find_copies([info("a"), info("b"), info("c")], {"a": "", "b": " \n", "c": WIRE}) == {}
    assert find_copies([], {}) == {}


def test_runs_are_of_words_alone() -> None:
    assert runs("“The boat,” she said.") == {("the", "boat", "she"), ("boat", "she", "said")}
    assert runs("Two words") == {("two", "words")}
    assert runs(" … ") == set()
