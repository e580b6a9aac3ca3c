"""The days that pages print, in the languages of the news, and when they print none that is certain."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.months import month_names, puts_day_first
from ingest.readers.page_days import (
    Printed,
    day_in,
    is_date_line,
    may_be_another,
    parted,
    printed_in,
    spelled_out,
)

DAY = date(2024, 8, 12)
SAYS = [
    "August 12th, 2024",
    "Aug. 12, 2024, 6:05 p.m.",
    "12-Aug-2024",
    "the 12th of August 2024",
    "Am 12. August 2024 um 18:05 Uhr",
    "Publié le 12 août 2024 à 18h05",
    "12 de agosto de 2024",
    "12 de agosto de 2024 às 18h05",
    "12 agosto 2024",
    "12 augustus 2024",
    "12 sierpnia 2024",
    "12. srpna 2024",
    "2024. augusztus 12.",
    "12 августа 2024, 18:05",
    "12 серпня 2024",
    "12 Αυγούστου 2024",
    "12 Ağustos 2024",
    "12 AĞUSTOS 2024",
    "12 Agustus 2024",
    "12 أغسطس 2024",
    "12 अगस्त 2024",
    "2024年8月12日 18時05分",
    "2024년 8월 12일",
    "12.8.2024",
]


@pytest.mark.parametrize("line", SAYS)
def test_a_day_is_read_in_the_language_that_prints_it(line: str):
    assert day_in(line) == DAY
    assert is_date_line(line)


def test_the_time_beside_a_day_is_read_too():
    assert printed_in("Publié le 12 août 2024 à 18h05, modifié le 13 août 2024 à 09h12") == [
        Printed(DAY, time(18, 5)),
        Printed(date(2024, 8, 13), time(9, 12)),
    ]


@pytest.mark.parametrize(
    "line",
    ["03/04/2024", "2024", "agosto de 2024", "28 out of 2024 voters", "31 February 2024", "heute, 18:05"],
)
def test_what_is_no_one_day_is_none(line: str):
    assert day_in(line) is None


@pytest.mark.parametrize(
    ("line", "published", "changed"),
    [
        ("Published Aug. 12, 2024 Updated Aug. 13, 2024", DAY, date(2024, 8, 13)),
        ("Last modified on 13 August 2024; first published on 12 August 2024", DAY, date(2024, 8, 13)),
        ("Publié le 12 août 2024 à 18h05, modifié le 13 août 2024 à 09h12", DAY, date(2024, 8, 13)),
        ("Aktualisiert am 13. August 2024", None, date(2024, 8, 13)),
        ("12 August 2024", DAY, None),
    ],
)
def test_the_day_of_a_change_is_told_from_that_of_publication(
    line: str, published: date | None, changed: date | None
):
    assert tuple(map(day_in, parted(line))) == (published, changed)


@given(st.text(max_size=80))
def test_parting_a_line_loses_none_of_it(line: str):
    assert sorted("".join(parted(line))) == sorted(line)


def test_figures_are_spelled_out_only_where_the_language_leaves_no_doubt():
    assert spelled_out("le 03/04/2024", "fr") == "le 2024-04-03"
    for language in ("en", None, "ja", "no such language"):
        assert spelled_out("03/04/2024", language) == "03/04/2024"


def test_a_day_made_of_doubtful_figures_is_known():
    assert may_be_another(date(2024, 4, 3), ["03/04/2024"])
    assert may_be_another(date(2024, 3, 4), ["on 03/04/2024"])
    assert not may_be_another(date(2024, 4, 4), ["04/04/2024"])
    assert not may_be_another(date(2024, 4, 3), ["April 3, 2024", "05/06/2024"])


def test_no_month_name_is_two_months():
    assert set(month_names().values()) == set(range(1, 13))
    assert all(name == name.casefold() for name in month_names())


def test_english_alone_puts_now_the_day_first_now_the_month():
    assert puts_day_first("de")
    assert not puts_day_first("en")


@pytest.mark.parametrize(
    ("line", "month"),
    [
        ("3 KASIM 2024", 11),
        ("3 kasim 2024", 11),
        ("3 Aralık 2024", 12),
        ("3 NİSAN 2024", 4),
        ("3 Aprıl 2024", 4),
    ],
)
def test_a_month_is_the_same_with_and_without_the_dot_of_its_i(line: str, month: int):
    assert day_in(line) == date(2024, month, 3)


@given(
    st.sampled_from(sorted(month_names())).flatmap(
        lambda name: st.sampled_from(
            [name, name.upper(), name.title(), name.replace("i", "ı").replace("s", "ſ")]
        )
    )
)
def test_no_spelling_of_a_month_breaks_the_reading(name: str):
    printed_in(f"3 {name} 2024")


@given(st.text(max_size=60))
def test_no_words_break_the_reading(text: str):
    day_in(text)
    is_date_line(text)
