"""Being alike: reprints are known whatever was done to them; background, boilerplate and columns are none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.alike import Read, are_copies, are_of_different_outlets, carry_one_text, is_whole, runs, words
from corpus.records import ArticleInfo

ADDED = datetime(2025, 3, 1, tzinfo=UTC)
DAY = date(2025, 3, 1)
HEADLINE = "Dredgers dig up a lighthouse lens in Halm"
REPORT = """Dredgers in the harbour of Halm brought up a lighthouse lens on Thursday that had been
missing since the storm of 1911, the harbour master said.

The lens, almost two metres high and made of ninety-four pieces of ground glass, lay under
three metres of mud and is hardly scratched, according to Ruth Amber, who keeps the town's
museum.

“We had looked for it in the wrong bay for a century,” she told reporters at the quay.
Fishermen used to say that it glowed on calm nights, and children were sent to bed with
the story.

The lighthouse itself was blown up in 1944. A wooden tower has stood in its place since,
with a lamp that is worked by a timer and fails every winter, to the annoyance of the
pilots.

What becomes of the lens is open. The museum has no room that is high enough, the ministry
of transport holds that it belongs to the state, and a dealer in the capital has offered
eighty thousand crowns.

A meeting of the council on the matter has been called for the twelfth of March. Until
then the lens stands in the fire station, under a tarpaulin, and a fireman sleeps beside
it."""
PARTS = REPORT.split("\n\n")
INTRODUCTION = """Our readers will remember the search for the lens in the summer before last, when divers
of the sailing club came back with bottles. We asked some of them what they felt on
Thursday. “Joy,” said one of them, Pim Oster, “and a little shame.” The club wants to give
a feast."""


def read(
    text: str, title: str = HEADLINE, outlet: str | None = "Halm Courier", day: date | None = DAY
) -> Read:
    info = ArticleInfo(title + str(outlet), None, 1, title, outlet, None, day, None, ADDED, sample=False)
    return Read(info, text)


ONE = read(REPORT)


def reprint(one: Read, other: Read) -> bool:
    """Ask both ways round: the answer must be one."""
    assert carry_one_text(one, other) == carry_one_text(other, one)
    return carry_one_text(one, other)


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        REPORT.upper(),
        "\n\n".join(PARTS[:3]),
        "\n\n".join((PARTS[0], *PARTS[2::2])),
        "\n\n".join((PARTS[2], PARTS[0], PARTS[1], *PARTS[3:])),
        f"HALM (Wire) - {REPORT}\n\nReporting by N. Garrity; editing by C. Weil",
        f"{INTRODUCTION}\n\n{REPORT}",
        f"{INTRODUCTION}\n\n" + "\n\n".join(PARTS[:4]),
        REPORT.replace("ninety-four", "92").replace("three metres", "four metres").replace("said", "says"),
    ],
    ids=["whole", "case", "half", "gaps", "order", "wrapped", "introduction", "introduced half", "edited"],
)
@pytest.mark.parametrize("title", [HEADLINE, "A century under the mud"])
@pytest.mark.parametrize("day", [DAY, DAY + timedelta(3), None])
def test_another_outlets_reprint_is_known(text: str, title: str, day: date | None) -> None:
    assert reprint(ONE, read(text, title, "Tern Valley Mail", day))


def test_within_one_outlet_more_must_be_the_same() -> None:
    """A reporter builds on what the outlet printed the day before: that is a new text."""
    built_on = "\n\n".join((INTRODUCTION, PARTS[0], *PARTS[1:4]))

    assert reprint(ONE, read(built_on, outlet="Mail"))
    assert not reprint(ONE, read(built_on, day=DAY + timedelta(1)))
    assert not reprint(ONE, read(built_on, outlet=None))
    assert reprint(ONE, read("\n\n".join(PARTS[:4])))


def test_much_later_only_the_very_same_text_is_a_reprint() -> None:
    anew = f"{INTRODUCTION}\n\n{REPORT}"

    assert reprint(ONE, read(anew, outlet="Mail", day=DAY + timedelta(7)))
    assert not reprint(ONE, read(REPORT.replace("the", "a"), outlet="Mail", day=DAY + timedelta(8)))
    assert reprint(ONE, read(REPORT, outlet="Mail", day=DAY + timedelta(400)))


def test_background_that_two_reports_share_is_no_reprint() -> None:
    lead = """The council of Halm has sold the lens to a dealer, nine votes to six, after a night in
which two members left the room in tears. The price is a hundred thousand crowns. The
mayor called it a beginning. Those who had hoped for a museum of their own stood in the
square until two in the morning and sang. A crane is to come on Monday; the road by the
harbour will be closed from six. The fireman who slept beside the lens for eleven nights
said that he would miss it. The dealer, Otto Brand, says that he has a buyer overseas whom
he will not name, and that the glass will be cleaned before it is shipped. The pilots, who
had asked for a new lamp out of the money, were told to write a letter. They have written
eleven since the war, their spokesman said, and keep a copy of each in a box."""

    assert not reprint(ONE, read(f"{lead}\n\n" + "\n\n".join(PARTS[3:]), "Halm sells its lens", "Mail"))


def test_a_brief_at_the_end_of_another_report_is_no_reprint() -> None:
    brief = read("\n\n".join(PARTS[:2]), outlet="Mail")
    long = " ".join(f"word{n} of a long report about ferries and fog number{n * 7}" for n in range(80))

    assert not reprint(brief, read(f"{long}\n\n" + "\n\n".join(PARTS[:2]), "Fog stops the ferries", "Post"))


def test_boilerplate_alone_is_no_reprint() -> None:
    wall = """To go on reading, subscribe or log in. We and our partners keep and read information on
your device, such as cookies, and process personal data, such as unique identifiers, to
show advertising that suits you, to measure it and to learn about our readers. You may
agree to this or refuse it, or see what each partner does before you choose; your choice
holds for this site alone and can be changed whenever you like."""

    first, second = read(wall, "Storm damages Halm school"), read(wall, "Bank raises its rate", "Mail")
    assert not reprint(first, second)
    assert not are_copies(first, second)
    one = f"{first.text}\n\nA storm tore the roof off the school in Halm on Tuesday; nobody was hurt."
    two = f"{second.text}\n\nThe bank raised its rate by a quarter point, the third time this year."
    assert not reprint(read(one, "Storm damages Halm school"), read(two, "Bank raises its rate", "Mail"))


def test_a_shared_quotation_is_no_reprint() -> None:
    quote = "“We had looked for it in the wrong bay for a century,” said Ruth Amber of the lens of Halm."

    assert not reprint(read(quote, outlet="Mail"), read(quote, outlet="Post"))


def test_whole_and_part() -> None:
    half = read("\n\n".join(PARTS[:3]))

    assert is_whole(ONE, read(REPORT.replace("Thursday", "Friday")))
    assert not is_whole(ONE, half)
    assert not is_whole(half, ONE)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("CNN", "USA Today", True),
        ("CNN", "CNN Politics", False),
        ("USA TODAY", "USA Today", False),
        ("CNN", None, False),
        (None, None, False),
        ("", "CNN", False),
    ],
)
def test_editions_are_one_outlet(one: str | None, other: str | None, differ: bool) -> None:
    infos = [read("text", outlet=outlet).info for outlet in (one, other)]

    assert are_of_different_outlets(*infos) is differ
    assert are_of_different_outlets(*reversed(infos)) is differ


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    first, second = read(one, other[:20]), read(other, one[:20], "Mail")

    assert are_copies(first, second) == are_copies(second, first)
    assert reprint(first, second) in (True, False)
    assert len(runs(one)) <= max(1, len(words(one)))


def weather(day: str, low: int, high: int, rain: int) -> str:
    return (
        f"Tonight will be mostly clear with lows near {low} degrees in the valley and lower in the hills. "
        "Winds from the north at 5 to 10 miles an hour.\n\n"
        f"{day} will be sunny in the morning, with more clouds in the afternoon and highs near {high}. "
        f"The chance of rain is {rain} per cent.\n\n"
        "The outlook for the rest of the week calls for temperatures near normal, with a chance of showers."
    )


def test_a_form_that_is_filled_with_other_figures_is_no_copy():
    monday = read(weather("Monday", 31, 51, 15), "Weather for Monday: clear, then clouds")
    tuesday = read(weather("Tuesday", 28, 47, 40), "Weather for Tuesday: clear, then clouds")

    assert not reprint(monday, tuesday)
    assert not are_copies(monday, tuesday)
    again = read(weather("Monday", 31, 51, 15), "Weather for Monday: clear, then clouds", day=None)
    assert reprint(monday, again)
    elsewhere = read(weather("Monday", 31, 51, 20), monday.info.title, "Penn Mail")
    assert reprint(monday, elsewhere)
