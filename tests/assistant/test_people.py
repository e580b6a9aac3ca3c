"""People by their names: who is a person, and which names may be one person's."""

import pytest

from assistant.people import is_person, is_told_of, may_be


@pytest.mark.parametrize(
    ("speaker", "person"),
    [
        ("Quill", "Ada Quill"),
        ("Ms. Quill", "Ada Quill"),
        ("Sen. Ada Quill of Tarn", "Ada Quill"),
        ("Ada M. Quill", "Ada Quill"),
        ("Mayor Ada Quill and her deputy", "Ada Quill"),
        ("Robert Moe", "Bob Moe"),
        ("Bernard Moe", "Bernie Moe"),
        ("Ada Ferrow Quill", "Ada Quill"),
        ("Luiz Moe da Silva", "Luiz Moe"),
    ],
)
def test_names_of_one_person(speaker: str, person: str) -> None:
    assert may_be(speaker, person)


@pytest.mark.parametrize(
    ("speaker", "person"),
    [
        ("Hillary Moe", "Bill Moe"),
        ("Mrs. Moe", "Bill Moe"),
        ("a Quill aide", "Ada Quill"),
        ("Quill’s lawyer", "Ada Quill"),
        ("the Quill Foundation", "Ada Quill"),
        ("the Quill campaign", "Ada Quill"),
        ("Quill spokesman Tobias Wren", "Ada Quill"),
        ("Donald Moe Jr.", "Donald Moe"),
        ("Tobias Wren", "Ada Quill"),
    ],
)
def test_names_of_others(speaker: str, person: str) -> None:
    assert not may_be(speaker, person)


def test_a_sentence_tells_of_a_person_and_not_of_a_namesake() -> None:
    assert is_told_of("When Moe left, the hall was empty.", "Bill Moe")
    assert is_told_of("Hillary Moe stayed, and Bill Moe left.", "Bill Moe")
    assert not is_told_of("Hillary Moe stayed.", "Bill Moe")


def test_an_office_or_a_body_is_no_person() -> None:
    assert is_person("Senator Ada Quill")
    assert not any(map(is_person, ["Ada", "Tarn's mayor", "White House", "South Korea"]))
