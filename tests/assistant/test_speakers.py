"""Whose words they are: "Iraq" is spoken for by its government, a person by their name."""

import pytest

from assistant.speakers import holds_office, is_about, named_speaker, represents, spoken_by
from corpus.records import Quote, Span


def said(speaker, role=None):
    return Quote((Span(0, 10),), speaker, "said", direct=True, role=role)


@pytest.mark.parametrize(
    ("speaker", "role", "asked"),
    [
        ("Fuad Hussein", "Iraq’s Foreign Minister", "Iraq"),
        ("Fuad Hussein", "Iraqi foreign minister", "Iraq"),
        ("Fuad Hussein", "Foreign Minister", "Fuad Hussein"),
        ("Fuad Hussein", None, "Hussein"),
        ("Fuad Hussein", None, "Mr. Hussein"),
        ("Fuad Hussein", "Iraq’s Foreign Minister", "Iraq’s foreign minister"),
        ("Baghdad", None, "Iraq"),
        ("the Iraqi government", None, "Iraq"),
        ("Mohammed Shia’ Al-Sudani", None, "al-Sudani"),
        ("Pellmar Construction", None, "Pellmar"),
        ("The Procurement Tribunal", None, "the Procurement Tribunal"),
        ("José Peña", None, "Jose Pena"),
    ],
)
def test_who_speaks_for_whom(speaker, role, asked):
    assert spoken_by(said(speaker, role), asked)


@pytest.mark.parametrize(
    ("speaker", "role", "asked"),
    [
        ("Ali Khamenei", "Iran’s Supreme Leader", "Iraq"),
        ("Ali Khamenei", None, "Iraq"),
        ("Fuad Hussein", "Iraq’s Foreign Minister", "Iran"),
        ("Fuad Hussein", "Iraq’s Foreign Minister", "Ali Khamenei"),
        ("Tobias Wren", "a trawler owner", "Ada Quill"),
        ("an official", None, "Oona Ferrow"),
        ("Tobias Wren", "longtime Quill lawyer", "Ada Quill"),
        ("Hillary Quill", None, "Bill Quill"),
        (None, None, "Iraq"),
        (None, "Iraq’s Foreign Minister", "Iraq"),
    ],
)
def test_who_does_not(speaker, role, asked):
    assert not spoken_by(said(speaker, role), asked)


def test_a_person_may_be_told_of_and_a_country_speaks_for_itself_only():
    assert is_about("Ferrow would not sue, the paper learnt.", "Oona Ferrow")
    assert not is_about("The minister would not sue.", "Oona Ferrow")
    assert not is_about("Iraq must disarm its militias, a critic wrote.", "Iraq")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Ada Quill said the ban begins in April.", "Ada Quill"),
        ("The ban begins in April, said Quill.", "Quill"),
        ("The ban begins in April, said Quill", "Quill"),
        ("According to Ada Quill, the ban begins in April.", "Ada Quill"),
        ("Ada Quill, the fisheries minister, has warned of smugglers.", "Ada Quill"),
        ("The ban begins in April.", None),
        ("it was said that boats sink", None),
    ],
)
def test_whom_a_sentence_names_as_speaking(sentence, name):
    assert named_speaker(sentence) == name


def test_the_holder_of_an_office_is_known_by_what_stands_near() -> None:
    mayor = said("Ida Moe", "the city's mayor")

    assert holds_office(mayor, "Tarn's mayor", "The bridge in Tarn was closed.")
    assert not holds_office(mayor, "Tarn's mayor", "The bridge in Vell was closed.")
    assert not holds_office(mayor, "Tarn's governor", "The bridge in Tarn was closed.")
    assert not holds_office(mayor, "the mayor", "The bridge in Tarn was closed.")


def test_some_of_a_country_do_not_speak_for_it() -> None:
    assert not spoken_by(said("some Iraqi officials"), "Iraq")


@pytest.mark.parametrize("asked", ["Quill's campaign", "Ada Quill’s office", "Quill's spokesman"])
def test_a_spokesman_represents_whose_he_is(asked) -> None:
    assert represents(said("Tobias Wren", "spokesman"), asked, "Ada Quill would not comment.")
    assert represents(said("Tobias Wren", "Quill spokesman"), asked, "")
    assert not represents(said("Tobias Wren", "Ferrow spokesman"), asked, "Quill and Ferrow debated.")
    assert not represents(said("Tobias Wren", "spokesman"), asked, "Ferrow would not comment.")
    assert not represents(said("Tobias Wren", "trawler owner"), asked, "Quill would not comment.")


def test_a_lawyer_is_represented_by_lawyers_only() -> None:
    assert represents(said("Ida Moe", "attorney for Quill"), "Quill's lawyer", "")
    assert not represents(said("Ida Moe", "spokeswoman for Quill"), "Quill's lawyer", "")
