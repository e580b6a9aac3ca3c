"""Names: countries under all their names, people however their name is written, titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.names import (
    countries_in,
    country_of,
    fold_name,
    gender_of,
    is_courtesy,
    is_office,
    other_names,
    surname,
)


@pytest.mark.parametrize("name", ["Iraq", "Iraqi", "Iraqis", "Baghdad", "Iraq's", "Iraq’s"])
def test_a_country_goes_by_its_adjective_its_people_and_its_capital(name: str) -> None:
    assert country_of(name) == "Iraq"


def test_a_government_goes_by_its_seat() -> None:
    assert country_of("the Kremlin") == "Russia"
    assert country_of("the White House") == "United States"
    assert country_of("Downing Street") == "United Kingdom"


@pytest.mark.parametrize("name", ["Militia", "Jordana", "", "’s"])
def test_other_words_are_no_country(name: str) -> None:
    assert country_of(name) is None


def test_countries_are_found_in_the_order_they_are_named_and_each_once() -> None:
    words = "The Iranian envoy left Baghdad for South Korea; Iraqis and Tehran kept silent."
    assert countries_in(words) == ["Iran", "Iraq", "South Korea"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Shia’ Al-Sudani", "mohammed shia' al-Sudani"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("José Martí", "Jose Marti"),
        ("John A. Smith", "John A Smith"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_a_surname_is_the_last_name_without_suffixes() -> None:
    assert surname("Martin Luther King Jr.") == "king"
    assert surname("Bashar al-Assad") == "assad"
    assert surname("") == ""


def test_offices_and_courtesies() -> None:
    assert is_office("Sen.")
    assert is_office("minister")
    assert is_office("co-chairman")
    assert not is_office("Baghdad")
    assert is_courtesy("Mrs.")
    assert not is_courtesy("Senator")


def test_a_title_tells_more_than_a_given_name() -> None:
    assert gender_of("Mr.") == "he"
    assert gender_of("spokeswoman") == "she"
    assert gender_of("Angela") == "she"
    assert gender_of("Chairwoman Leslie") == "she"
    assert gender_of("Senator") is None


@given(st.text())
def test_any_text_can_be_folded_and_searched(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)
    countries_in(text)
    country_of(text)
    surname(text)


def test_a_country_goes_by_other_names_unless_the_name_means_more():
    assert {"Iraq", "Iraqi"} <= other_names("Baghdad")
    assert "Baghdad" in other_names("Iraq’s")
    assert other_names("Washington") == other_names("Jordan") == other_names("Ada Quill") == frozenset()
