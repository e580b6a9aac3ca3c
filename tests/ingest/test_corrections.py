"""Correction notes are found where publishers put them, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corrections import correction_in

BODY = "The bridge opened on Friday.\n\nThe mayor cut the ribbon and spoke of correction of old mistakes.\n\n"


@pytest.mark.parametrize(
    "note",
    [
        "Correction: The bridge is 300 metres long, not 200.",
        "CORRECTION (3 March): the mayor's name is Moe.",
        "Corrections & clarifications: An earlier version misspelled the mayor's name.",
        "An earlier version of this article misstated the length of the bridge.",
        "This story has been corrected to say that the bridge opened on Friday.",
        "This article was updated on 4 March to correct the mayor's name.",
        "Editor's correction: the bridge opened on Friday.",
        "(Corrects spelling of mayor's name in paragraph 2)",
        "The Gazette has retracted this article.",
        "The Gazette regrets the error.",
        "• This article was amended on 5 June 2024 because the mayor's name was misspelled.",
        "This article was amended on 5 June 2024 to add a comment and to correct the date of the vote.",
        "Correction, June 5: The bridge is older.",
        "Corrected on June 5: The bridge is older.",
        "AP-CORRECTION: In a story of 4 June, the agency gave a wrong length.",
        "EDS: CORRECTS spelling of Moe.",
        "(This version CORRECTS that the bridge opened on Friday.)",
        "(This June 4 story has been corrected to fix the length, in paragraph 2)",
        "Due to an editing error, this article originally said the bridge was new.",
        "KILL: Bridge opens. Editors, the story is withdrawn.",
        "RETRACTED: The bridge opens on Friday",
        "We’ve amended this article to give the right length.",
        "Fe de erratas: el puente mide 300 metros.",
        "Corrección: el puente mide 300 metros.",
        "Una versión anterior de esta noticia decía que el puente mide 200 metros.",
        "Este artículo ha sido corregido.",
        "Berichtigung: Die Brücke ist 300 Meter lang.",
        "In einer früheren Version dieses Artikels hieß es, die Brücke sei 200 Meter lang.",
        "Dieser Text wurde nachträglich korrigiert.",
        "Rectificatif : le pont mesure 300 mètres.",
        "Une première version de cet article donnait une longueur erronée.",
        "Cet article a été modifié le 5 juin pour corriger la longueur du pont.",
    ],
)
def test_a_note_is_found_at_either_end(note: str) -> None:
    assert correction_in(BODY + note) == note
    assert correction_in(f"{note}\n\n{BODY * 60}") == note


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The market correction went on. Shares fell again.",
        "The minister demanded a correction and got none.",
        "He read an earlier version of the speech to his wife.",
        "This story was updated with more quotes.",
        "This article was updated on 5 June to add a comment from the council.",
        "This article was first published on 5 June 2024.",
        "Article 9 was amended on Tuesday to add a clause.",
        "The report was withdrawn by the ministry.\n\nThis report was withdrawn by the ministry.",
        "The journal has retracted this article, the university said.",
        "The airline regrets the error that stranded its passengers.",
        "Corrections Department chief resigns",
        "The senator corrects a reporter on the spelling of his name.",
        "For the record: I never said that, the mayor told reporters.",
        "La corrección: los mercados caen un 10 por ciento.",
        "Die Korrektur an den Börsen geht weiter.",
        "La correction des copies commence lundi.",
        "House of Correction: a history\n\nIt opened in 1820.",
        "",
    ],
)
def test_what_is_no_note_is_none(text: str) -> None:
    assert correction_in(text) is None


def test_a_heading_brings_its_note_and_a_paragraph_only_its_sentence() -> None:
    assert correction_in(BODY + "Correction\n\nThe bridge is 300 metres long.") is not None
    long = "The bridge is old. " * 60 + "An earlier version of this story gave its length as 200 metres."
    note = correction_in(long)
    assert note is not None
    assert note.startswith("An earlier version")


def test_what_stands_deep_within_a_long_text_is_no_note() -> None:
    middle = "x " * 2_000 + "\nCorrection: no.\n" + "y " * 2_000
    assert correction_in(middle) is None


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    note = correction_in(text)
    assert note is None or note
