"""Bylines become names that a citation can use, and nobody's name is mangled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.briefings.exporting.authors import authors


def said(byline: str | None, outlet: str | None = None) -> list[str]:
    """Return names as "particle family, given, suffix" or, whole, in brackets."""
    return [
        f"<{name['literal']}>"
        if "literal" in name
        else ", ".join(
            filter(
                None,
                [
                    " ".join(filter(None, [name.get("non-dropping-particle"), name["family"]])),
                    name.get("given"),
                    name.get("suffix"),
                ],
            )
        )
        for name in authors(byline, outlet)
    ]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ann Lee", ["Lee, Ann"]),
        ("Ursula von der Leyen", ["von der Leyen, Ursula"]),
        ("Ludwig van Beethoven", ["van Beethoven, Ludwig"]),
        ("Charles de Gaulle", ["de Gaulle, Charles"]),
        ("Leonardo da Vinci", ["da Vinci, Leonardo"]),
        ("Mohammed bin Salman", ["bin Salman, Mohammed"]),
        ("Fatima al-Fihri", ["al-Fihri, Fatima"]),
        ("Robert De Niro", ["De Niro, Robert"]),
        ("José Ortega y Gasset", ["Ortega y Gasset, José"]),
        ("Van Jones", ["Jones, Van"]),
        ("Al Gore", ["Gore, Al"]),
        ("J. R. R. Tolkien", ["Tolkien, J. R. R."]),
        ("S.A. Miller", ["Miller, S.A."]),
        ("Edward-Isaac Dovere", ["Dovere, Edward-Isaac"]),
        ("Tom Howell Jr.", ["Howell, Tom, Jr."]),
        ("Martin Luther King, Jr.", ["King, Martin Luther, Jr."]),
        ("John D. Rockefeller III", ["Rockefeller, John D., III"]),
        ("Dr. Jane Smith, MD", ["Smith, Jane"]),
        ("Sir Ian Rankin", ["Rankin, Ian"]),
        ("Major Garrett", ["Garrett, Major"]),
        ("Анна Кузнецова", ["Кузнецова, Анна"]),
        ("Νίκος Παπάς", ["Παπάς, Νίκος"]),
    ],
)
def test_one_person(byline: str, names: list[str]) -> None:
    assert said(byline) == names


@pytest.mark.parametrize(
    "name", ["王小明", "محمد بن سلمان", "नरेन्द्र मोदी", "김 철수", "ชัย วัฒน์", "Madonna", "Björk"]
)
def test_a_name_that_cannot_be_parted_safely_stays_whole(name: str) -> None:
    assert said(name) == [f"<{name}>"]


@pytest.mark.parametrize(
    "house",
    [
        *("Associated Press", "The Associated Press", "Reuters Staff", "AFP", "BBC", "Editorial Board"),
        *("Human Rights Watch", "Amnesty International", "United Nations", "Jane {Doe} \\"),
        *("The New York Times", "Johnson & Johnson", "Procter and Gamble", "Daily Mail Reporter"),
        *("Department of Health and Human Services", "Office of the Governor", "news@gazette.example desk"),
    ],
)
def test_an_organisation_stays_whole(house: str) -> None:
    assert said(house) == [f"<{house}>"] or "@" in house


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Poe, Bob Roe and Cy Doe", ["Poe, Ann", "Roe, Bob", "Doe, Cy"]),
        ("Written by Ann Poe & Bob Roe", ["Poe, Ann", "Roe, Bob"]),
        ("Ann Poe; Bob Roe", ["Poe, Ann", "Roe, Bob"]),
        ("Smith, J. R.; van der Berg, Jan", ["Smith, J. R.", "van der Berg, Jan"]),
        ("Doe, Jane", ["Doe, Jane"]),
        ("Jane Doe in Berlin and Max Roe in Paris", ["Doe, Jane", "Roe, Max"]),
        ("Jane Doe, Jane Doe", ["Doe, Jane"]),
        ("Jane Doe and Associated Press", ["Doe, Jane", "<Associated Press>"]),
        ("Reuters and AFP", ["<Reuters>", "<AFP>"]),
        ("Ann Lee Bob Roe, Ann Lee, Bob Roe", ["Lee, Ann", "Roe, Bob"]),
    ],
)
def test_several(byline: str, names: list[str]) -> None:
    assert said(byline) == names


@pytest.mark.parametrize(
    "byline",
    [
        *("Jane Doe for Reuters", "Jane Doe, Associated Press", "Jane Doe of The Associated Press"),
        *(
            "Jane Doe, White House Correspondent",
            "Jane Doe | The Gazette",
            "By Jane Doe (jane@gazette.example)",
        ),
        *("BY: Jane Doe.", "Jane Doe, Staff Writer", "Jane Doe in Berlin", "Jane Doe and The Gazette"),
        *("Jane Doe, The Gazette Business", "The Gazette Staff, Jane Doe, The Gazette UK"),
    ],
)
def test_where_a_person_works_is_no_author(byline: str) -> None:
    assert said(byline, "The Gazette") == ["Doe, Jane"]


@pytest.mark.parametrize("byline", [None, "", "  ", ",", "By ", "\x00"])
def test_nobody(byline: str | None) -> None:
    assert said(byline) == []


@given(st.text(max_size=80))
def test_every_byline_can_be_read_and_no_letter_is_made_up(byline: str) -> None:
    for name in authors(byline):
        assert name
        assert all(name.values())
        for value in name.values():
            assert set(value) - {" "} <= set(byline)
