"""The words that name days, and which days someone means by them who asks on a day."""

from datetime import date

import pytest

from tests.assistant.question.periods_read import read


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        ("What happened on 12 January 2025?", "2025-01-12", "on 12 January 2025"),
        ("What happened January 12, 2025?", "2025-01-12", "January 12, 2025"),
        ("news of 12 Jan 2025", "2025-01-12", "of 12 Jan 2025"),
        ("on Sunday, January 12th 2025, who won?", "2025-01-12", "on Sunday, January 12th 2025"),
        ("on the 12th of January, 2025", "2025-01-12", "on the 12th of January, 2025"),
        ("on january 12 last year", "2025-01-12", "on january 12 last year"),
        ("What happened on Jan. 12?", "2026-01-12", "on Jan. 12"),
        ("What happened Dec. 24?", "2025-12-24", "Dec. 24"),
        ("on 29 February, what happened?", "2024-02-29", "on 29 February"),
        ("the vote on 2025-01-12", "2025-01-12", "on 2025-01-12"),
        ("the vote of 13/01/2025", "2025-01-13", "of 13/01/2025"),
        ("the vote on 01/13/2025", "2025-01-13", "on 01/13/2025"),
        ("the vote on 05.05.2025", "2025-05-05", "on 05.05.2025"),
        ("the talks of 12–15 January 2017", "2017-01-12..2017-01-15", "of 12–15 January 2017"),
        ("the talks of January 12-15, 2017", "2017-01-12..2017-01-15", "of January 12-15, 2017"),
    ],
)
def test_days(text, days, words):
    assert read(text) == (days, words)


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        ("In March 2017, who won?", "2017-03-01..2017-03-31", "In March 2017"),
        ("its June 2019 bargain", "2019-06-01..2019-06-30", "June 2019"),
        ("in Sept. 2014", "2014-09-01..2014-09-30", "in Sept. 2014"),
        ("what did iraq say in may 2017", "2017-05-01..2017-05-31", "in may 2017"),
        ("in February of 2020", "2020-02-01..2020-02-29", "in February of 2020"),
        ("in March of last year", "2025-03-01..2025-03-31", "in March of last year"),
        ("who won in 2013-09?", "2013-09-01..2013-09-30", "in 2013-09"),
        ("Who won in March?", "2026-03-01..2026-03-31", "in March"),
        ("Who won in november?", "2026-11-01..2026-11-30", "in november"),
        ("Who won in December?", "2025-12-01..2025-12-31", "in December"),
        ("Who won in May?", "2026-05-01..2026-05-31", "in May"),
        ("In May, what did Theresa May say?", "2026-05-01..2026-05-31", "In May"),
        ("Who won last November?", "2025-11-01..2025-11-30", "last November"),
        ("Who won this May?", "2026-05-01..2026-05-31", "this May"),
        ("in early March 2017", "2017-03-01..2017-03-31", "in early March 2017"),
        ("Who won in mid-March?", "2026-03-01..2026-03-31", "in mid-March"),
        ("late April was cold?", "2026-04-01..2026-04-30", "late April"),
        ("at the end of April 2019", "2019-04-01..2019-04-30", "at the end of April 2019"),
        ("in the first week of March 2017", "2017-03-01..2017-03-31", "in the first week of March 2017"),
    ],
)
def test_months(text, days, words):
    assert read(text) == (days, words)


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        ("the fires of summer 2018", "2018-06-01..2018-08-31", "of summer 2018"),
        ("in the summer of 2018", "2018-06-01..2018-08-31", "in the summer of 2018"),
        ("the fall of 2019", "2019-09-01..2019-11-30", "the fall of 2019"),
        ("in winter 2018", "2017-12-01..2018-02-28", "in winter 2018"),
        ("Who sang last summer?", "2026-06-01..2026-08-31", "last summer"),
        ("in the second quarter of 2012", "2012-04-01..2012-06-30", "in the second quarter of 2012"),
        ("its last quarter of 2012", "2012-10-01..2012-12-31", "last quarter of 2012"),
        ("profit in Q2 2012", "2012-04-01..2012-06-30", "in Q2 2012"),
        ("the first half of 2012", "2012-01-01..2012-06-30", "the first half of 2012"),
        ("H2 2012", "2012-07-01..2012-12-31", "H2 2012"),
        ("Who won in 2013?", "2013-01-01..2013-12-31", "in 2013"),
        ("Who won in 2026?", "2026-01-01..2026-12-31", "in 2026"),
        ("the 2016 election", "2016-01-01..2016-12-31", "2016"),
        ("in the 2016 election", "2016-01-01..2016-12-31", "2016"),
        ("the price in late 2018?", "2018-01-01..2018-12-31", "in late 2018"),
        ("2016’s best film", "2016-01-01..2016-12-31", "2016’s"),
        ("music in the 1990s", "1990-01-01..1999-12-31", "in the 1990s"),
        ("music in the late 1990s", "1990-01-01..1999-12-31", "in the late 1990s"),
    ],
)
def test_seasons_quarters_halves_years_decades(text, days, words):
    assert read(text) == (days, words)


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        ("Who won today?", "2026-11-23", "today"),
        ("Today, who won?", "2026-11-23", "Today"),
        ("Who won yesterday?", "2026-11-22", "yesterday"),
        ("Who won this week?", "2026-11-17..2026-11-23", "this week"),
        ("this week’s draft", "2026-11-17..2026-11-23", "this week’s"),
        ("Who won last week?", "2026-11-16..2026-11-22", "last week"),
        ("Who won in the past week?", "2026-11-17..2026-11-23", "in the past week"),
        ("Who won this past week?", "2026-11-17..2026-11-23", "this past week"),
        ("Who won last weekend?", "2026-11-21..2026-11-22", "last weekend"),
        ("Who won this month?", "2026-11-01..2026-11-30", "this month"),
        ("Who won last month?", "2026-10-01..2026-10-31", "last month"),
        ("Who won earlier this year?", "2026-01-01..2026-12-31", "this year"),
        ("Who won last year?", "2025-01-01..2025-12-31", "last year"),
        ("over the last 3 days", "2026-11-21..2026-11-23", "over the last 3 days"),
        ("in the past two weeks", "2026-11-10..2026-11-23", "in the past two weeks"),
        ("the past month", "2026-10-24..2026-11-23", "the past month"),
        ("over the past year", "2025-11-24..2026-11-23", "over the past year"),
        ("three days ago", "2026-11-20", "three days ago"),
        ("two weeks ago", "2026-11-09..2026-11-15", "two weeks ago"),
        ("a month ago", "2026-10-01..2026-10-31", "a month ago"),
        ("10 years ago", "2016-01-01..2016-12-31", "10 years ago"),
        ("Who retired on Tuesday?", "2026-11-17", "on Tuesday"),
        ("Who retired on Monday?", "2026-11-23", "on Monday"),
        ("Who retired last Friday?", "2026-11-20", "last Friday"),
        ("Who won at Sunday’s Oscars?", "2026-11-22", "at Sunday’s"),
    ],
)
def test_relative_to_the_day_of_asking(text, days, words):
    assert read(text) == (days, words)


@pytest.mark.parametrize(
    ("text", "asked", "days"),
    [
        ("the past month", date(2025, 3, 31), "2025-03-01..2025-03-31"),
        ("last month", date(2025, 1, 5), "2024-12-01..2024-12-31"),
        ("in March", date(2025, 3, 1), "2025-03-01..2025-03-31"),
        ("in March", date(2025, 2, 28), "2024-03-01..2024-03-31"),
        ("last week", date(2025, 1, 5), "2024-12-23..2024-12-29"),  # a Sunday
        ("this winter", date(2025, 12, 5), "2025-12-01..2026-02-28"),
        ("last winter", date(2025, 12, 5), "2024-12-01..2025-02-28"),
    ],
)
def test_at_the_edges_of_months_and_years(text, asked, days):
    assert read(text, asked)[0] == days
