"""Days and moments as people, programs and databases write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.dates import printed_day, utc_moment

DAY = date(2024, 6, 4)


@pytest.mark.parametrize(
    "printed",
    [
        *(
            "2024-6-4",
            "20240604",
            "2024.06.04",
            "2024/06/04 23:40",
            "4.6.2024",
            "04.06.2024 23:40",
            "4. 6. 2024",
        ),
        *(
            "June 4th, 2024",
            "4th of June 2024",
            "4 June, 2024",
            "Tuesday, June 4, 2024",
            "Tuesday 4 June 2024",
        ),
        *("Jun. 4, 2024", "04-Jun-2024", "June 4, 2024 10:40 PM", "June 4, 2024, 10:40 p.m. EDT"),
        *("Tue Jun 4 23:40:00 2024", "4 June 2024 at 23:40", "Tue, 04 Jun 2024 23:40:00 EDT"),
        *("4. Juni 2024", "Dienstag, 4. Juni 2024, 20:40 Uhr", "4 juin 2024 à 20h40", "mardi 4 juin 2024"),
        *("4 de junio de 2024", "martes, 4 de junio de 2024", "4 giugno 2024", "4 de junho de 2024"),
        *("4 czerwca 2024", "4 июня 2024", "4 يونيو 2024", "2024年6月4日", "2024년 6월 4일"),
    ],
)
def test_a_day_is_read_in_the_words_of_many_languages(printed: str):
    assert printed_day(printed) == DAY


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("13/04/2024", date(2024, 4, 13)),
        ("04/13/2024", date(2024, 4, 13)),
        ("13-04-2024", date(2024, 4, 13)),
        ("04/04/2024", date(2024, 4, 4)),
        ("03/04/2024", None),
        ("03-04-2024", None),
        ("03/04/24", None),
    ],
)
def test_figures_name_a_day_only_where_they_name_one(printed: str, day: date | None):
    assert printed_day(printed) == day


@pytest.mark.parametrize(
    "printed",
    [
        *(
            "0000-00-00",
            "00000000",
            "99999999",
            "31 June 2024",
            "4 June",
            "June 2024",
            "2024",
            "Today, 14:05",
        ),
        *("Kabul, 4 June 2024", "On 4 June 2024 the council met", "4 June 2024 23:40 The council met"),
        *("Chapter 4, 2024", "4 apples 2024", "1717537200", "45447"),
    ],
)
def test_what_is_no_day_or_more_than_one_is_none(printed: str):
    assert printed_day(printed) is None


@given(
    st.dates(min_value=date(1700, 1, 1), max_value=date(2900, 1, 1)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%Y%m%d"]),
)
def test_every_day_is_read_in_every_form(day: date, form: str):
    assert printed_day(day.strftime(form)) == day


@pytest.mark.parametrize(
    "printed",
    [
        *("2024-06-04 23:40:00 +0200", "2024-06-04 21:40:00 UTC", "2024-06-04T21:40:00 Z"),
        *("2024-06-04 21:40 GMT", "2024-06-04T23:40:00+02"),
    ],
)
def test_a_moment_is_read_with_its_zone_apart(printed: str):
    assert utc_moment(printed) == datetime(2024, 6, 4, 21, 40, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(1900, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001  # a zone is added
def test_a_zone_apart_means_what_it_means_close_by(local: datetime, hours: int):
    written = local.replace(microsecond=0).isoformat(sep=" ")
    zone = f"{hours:+03}:00"

    assert utc_moment(f"{written} {zone}") == utc_moment(written + zone)
