"""What a briefing is wished for: its matter and its days, in words or as given."""

from datetime import date

import pytest

from assistant.briefings.wishes import read_wish
from corpus.errors import BadBriefing
from corpus.records import Filters

JUNE, MARCH = date(2016, 6, 1), date(2019, 3, 31)


@pytest.mark.parametrize(
    ("text", "subject", "since", "until"),
    [
        ("brief me on Brexit from 1 June 2016 to 31 March 2019", "Brexit", JUNE, MARCH),
        ("Please brief us on Brexit from 2016-06-01 to 2019-03-31.", "Brexit", JUNE, MARCH),
        ("a briefing on the ferry since June 2016", "the ferry", JUNE, None),
        ("Write me a briefing about Brexit between June 2016 and March 2019", "Brexit", JUNE, MARCH),
        ("brief me on the 2013 government shutdown", "the 2013 government shutdown", None, None),
        ("the 2013 shutdown in 2014", "the 2013 shutdown in 2014", None, None),
        ("Brexit", "Brexit", None, None),
        ("brief me on the briefing room", "the briefing room", None, None),
    ],
)
def test_a_wish_in_words(text: str, subject: str, since: date | None, until: date | None) -> None:
    wish = read_wish(text, Filters(asked=date(2020, 1, 1)))

    assert (wish.subject, wish.filters.since, wish.filters.until) == (subject, since, until)


def test_days_that_are_given_win() -> None:
    wish = read_wish("brief me on the ferry in 2014", Filters(since=JUNE))

    assert (wish.subject, wish.filters.since) == ("the ferry in 2014", JUNE)


@pytest.mark.parametrize(
    ("filters", "title"),
    [
        (Filters(), "The ferry"),
        (Filters(since=JUNE, until=MARCH), "The ferry, 1 June 2016 to 31 March 2019"),
        (Filters(since=JUNE), "The ferry, since 1 June 2016"),
        (Filters(until=MARCH), "The ferry, until 31 March 2019"),
    ],
)
def test_a_briefing_is_called_by_its_matter_and_days(filters: Filters, title: str) -> None:
    assert read_wish("the ferry", filters).title == title


def test_what_names_no_matter_or_no_days_is_refused() -> None:
    for text in (" ", "brief me on ...", "?!"):
        with pytest.raises(BadBriefing):
            read_wish(text)
    with pytest.raises(BadBriefing, match="Swap them"):
        read_wish("the ferry", Filters(since=MARCH, until=JUNE))
