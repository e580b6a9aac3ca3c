"""The period of a question: ranges, what a preposition opens, which of several counts, and what is none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.periods import find_period
from corpus.records import Span
from tests.assistant.question.periods_read import ASKED, read


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        ("between March and June 2017", "2017-03-01..2017-06-30", "between March and June 2017"),
        (
            "between November and February 2017",
            "2016-11-01..2017-02-28",
            "between November and February 2017",
        ),
        ("from March 2017 to February, what?", "2017-03-01..2018-02-28", "from March 2017 to February"),
        ("from November to February?", "2025-11-01..2026-02-28", "from November to February"),
        ("March–June 2017", "2017-03-01..2017-06-30", "March–June 2017"),
        ("from 2015 to 2017", "2015-01-01..2017-12-31", "from 2015 to 2017"),
        ("between 2015 and 2017", "2015-01-01..2017-12-31", "between 2015 and 2017"),
        ("the 2015-2017 talks", "2015-01-01..2017-12-31", "2015-2017"),
        ("2015–17", "2015-01-01..2017-12-31", "2015–17"),
        ("2015 – 2017", "2015-01-01..2017-12-31", "2015 – 2017"),
        ("from 12 January to 3 March 2017", "2017-01-12..2017-03-03", "from 12 January to 3 March 2017"),
        ("between 12 and 15 January 2017", "2017-01-12..2017-01-15", "between 12 and 15 January 2017"),
        ("from 2017 until yesterday", "2017-01-01..2026-11-22", "from 2017 until yesterday"),
        ("from 2025 to 2030", "2025-01-01..2030-12-31", "from 2025 to 2030"),
    ],
)
def test_ranges(text, days, words):
    assert read(text) == (days, words)


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        ("since 2015", "2015-01-01..", "since 2015"),
        ("What has changed since last week?", "2026-11-16..", "since last week"),
        ("What has changed since May in Gaza?", "2026-05-01..", "since May"),
        ("from 2015 onwards", "2015-01-01..", "from 2015 onwards"),
        ("from 2015 to the present", "2015-01-01..", "from 2015 to the present"),
        ("after March 2017", "2017-04-01..", "after March 2017"),
        ("before 12 January 2025", "..2025-01-11", "before 12 January 2025"),
        ("until March 2017", "..2017-03-31", "until March 2017"),
        ("through 2017", "..2017-12-31", "through 2017"),
        ("How many by 2016?", "..2016-12-31", "by 2016"),
        ("As of April 2015, when?", "2015-04-01..2015-04-30", "As of April 2015"),
        ("in the week of March 13, 2017", "2017-03-13..2017-03-19", "in the week of March 13, 2017"),
    ],
)
def test_prepositions(text, days, words):
    assert read(text) == (days, words)


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        ("after the 2016 election", "2016-01-01..", "2016"),
        ("before Trump's 2016 win", "..2016-12-31", "2016"),
        ("after Sunday's final", "2026-11-22..", "after Sunday's"),
        ("before the end of 2016", "..2016-12-31", "before the end of 2016"),
        ("after early March 2017", "2017-03-01..", "after early March 2017"),
    ],
)
def test_what_was_some_time_in_a_period_does_not_cut_that_period_off(text, days, words):
    assert read(text) == (days, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In 2016, what was said on 12 March 2016?", "on 12 March 2016"),
        ("What did the 2016 report of May 2017 say?", "of May 2017"),
        ("What did they say last week about the 2016 election?", "last week"),
        ("Was 2015 warmer than 2016?", "2015"),
        ("in 2017 and 2015", "in 2017"),
        ("between 2017 and 2015", "between 2017"),  # no range
        ("on 31 February 2017 or in June 2017", "in June 2017"),
        ("Who spoke in 2030 or in 2019?", "in 2019"),
    ],
)
def test_of_several_the_first_of_the_most_precise(text, words):
    assert read(text)[1] == words


def test_of_two_months_the_first_has_the_year_of_the_second():
    assert read("Who won in March and June 2017?") == ("2017-03-01..2017-03-31", "in March")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "What did Iraq say about militias?",
        # words that are no dates
        "What may happen in Gaza?",
        "What did Theresa May say about Brexit?",
        "What happened at the march in Selma?",
        "Did they march in 12 cities?",
        "Who sat in May's cabinet?",
        "What has changed since May took office?",
        "a book by June Osborne",
        "a question by April Ryan",
        "What of August Wilson?",
        "What did the January 6 committee find?",
        "before the January 6 riot",
        "According to USA Today, why?",
        "What do today's teens smoke?",
        "Who owns Ruby Tuesday?",
        "Who played on Sunday Night Football?",
        "the fall of Kabul",
        "in the last week of the campaign",
        "in the last year of his term",
        # numbers that are no years
        "a fine of $2013",
        "a fine of € 2013",
        "2,013 people",
        "in 2013,500 cases",
        "2013.5 points",
        "call 555-2013",
        "model X2013",
        "120130 people",
        "2017 million barrels",
        "2017% more",
        "Project 2025",
        "pre-2016 rules",
        "the year 1850",
        # no telling when
        "What has changed since the election was called?",
        "What happened recently?",
        "Who leads now?",
        "Who currently leads?",
        "in the past few days",
        "on 12/01/2025",
        # no such day
        "on 31 February 2017",
        "on February 30",
        "on 29 February 2017",
        "on 0 March 2017",
        "on 13/45/2020",
        "on 2020-13-45",
        "on 0000-01-01",
        "on 12 January 0000",
        "9999 years ago",
        "in 2013-00",
        # still to come
        "Who will play next week?",
        "What is due next year?",
        "What will China do by 2030?",
        "What is due in March 2027?",
        "What happens after 2026?",
        "What is due this December?",
        "What is due this weekend?",
        "What is free through July 4 weekend?",
    ],
)
def test_no_period(text):
    assert read(text) is None


_WORDS = st.sampled_from(
    """since before after in on by until between and from to the last past this next ago early end of week
    month year years days 12 31 2015 2017 2015-17 2025-01-12 12/31/2020 March may Jan. Tuesday summer Q2
    first half quarter today yesterday 1990s 's , - –""".split()
)


@given(st.text(max_size=200) | st.lists(_WORDS, max_size=12).map(" ".join), st.dates())
def test_any_text_on_any_day(text, asked):
    period = find_period(text, asked)

    if period is not None:
        assert period.first or period.last
        assert None in (period.first, period.last) or period.first <= period.last
        assert period.first is None or period.first <= asked
        assert Span(0, len(text)).holds(period.words)
        assert period.words.of(text).strip() == period.words.of(text) != ""


@pytest.mark.parametrize(
    "piece",
    [
        "March ",
        " ",
        "1",
        "2017-",
        "2015 ",
        "from 2015 to ",
        "on May 1 ",
        "in May ",
        "a couple of ",
        "’s ",
        "12 ",
    ],
)
def test_a_long_text_takes_no_longer_than_it_must(piece):
    text = ("in March" + piece * 20_000)[:20_000]

    def seconds():
        began = time.process_time()
        find_period(text, ASKED)
        return time.process_time() - began

    assert min(seconds() for _ in range(3)) < 0.5  # a tenth of a second, where nothing else runs


@pytest.mark.parametrize(
    "text",
    [
        "Food prices are far higher than they were a year ago. Which item rose most?",
        "How much did rents rise compared with last year?",
        "What was the rate, up from 2019?",
    ],
)
def test_days_that_are_only_compared_with_are_no_period(text):
    assert read(text) is None
