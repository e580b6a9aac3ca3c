"""Who said it: whom in the article a name, an office or a pronoun means, and how it describes them."""

import pytest

from ingest.quotes import find_quotes
from tests.ingest.quotes_helpers import only, said

MINISTER = "Selma Okonjo, Freedonia's harbour minister, spoke on Monday.\n\n"


def test_the_speaker_is_not_the_one_spoken_to() -> None:
    assert only("Ann Lee told Prime Minister Bob Ray: “You must go.”").speaker == "Ann Lee"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Selma Okonjo said that the port would stay shut.", "the port would stay shut"),
        ("The port would stay shut, Okonjo said.", "The port would stay shut"),
        ("The Freedonian harbour minister noted that the port was shut.", "the port was shut"),
        ("Freedonia's harbour minister expressed hope that ships would return.", "ships would return"),
        ("Okonjo told the mayor of Sylvania that the port was shut.", "the port was shut"),
        ("According to Okonjo, the port would stay shut.", "the port would stay shut"),
        ("However, she added that the port would stay shut.", "the port would stay shut"),
    ],
)
def test_reported_speech_by_name_surname_office_and_pronoun(sentence: str, words: str) -> None:
    text = MINISTER.replace("Freedonia", "Iraq") + sentence.replace("Freedonian", "Iraqi").replace(
        "Freedonia", "Iraq"
    )
    quote = only(text)
    assert quote.spans[0].of(text) == words
    assert (quote.speaker, quote.role, quote.direct) == ("Selma Okonjo", "Iraq's harbour minister", False)


def test_a_pronoun_means_who_fits_and_spoke_last() -> None:
    text = "Mr. Bob Ray met Mrs. Ann Lee. “We agreed on all of it,” she said."
    assert said(text) == [("Ann Lee", "We agreed on all of it,")]
    text = "“It is late,” Senator Ann Lee said.\n\nBob Ray had gone. “We had better go too,” she added."
    assert said(text)[1] == ("Ann Lee", "We had better go too,")


def test_who_he_is_after_a_quotation_and_a_sentence_without_one() -> None:
    text = (
        "An army captain told Radio Nine that “the other side wants it all. It planned this.” Hamas started "
        "digging the tunnels into Israel two years ago, he explained, and “these tunnels are paid by you.”"
    )
    assert [speaker for speaker, _ in said(text)] == ["An army captain", "An army captain"]


def test_titles_and_descriptions_are_kept_as_the_role() -> None:
    assert only("“We lost,” Senator Ann Lee said.").role == "Senator"
    assert only("“We lost,” Acme campaign manager Ann Lee said.").role == "Acme campaign manager"
    assert only("“We lost,” said Ann Lee, a farmer.").role == "farmer"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "The unrest prompted Swedish Prime Minister Ann Lee to act. Lee said she was sorry.",
            "Swedish Prime Minister",
        ),
        ("He has appointed Swedish minister Ann Lee. Lee said she was sorry.", "Swedish minister"),
        ("It can eventually replace Swedish minister Ann Lee. Lee said she was sorry.", "Swedish minister"),
        ("In the dam case, Justice Ann Lee, who has left, wrote that she was sorry.", "Justice"),
        ("They met Ann Lee, former Senator Bob Ray, and others. Lee said she was sorry.", None),
        ("“I am sorry,” warns Swedish blogger Ann Lee.", "Swedish blogger"),
    ],
)
def test_a_role_is_an_office_and_no_clause(text: str, role: str | None) -> None:
    (found,) = {(quote.speaker, quote.role) for quote in find_quotes(text) if quote.speaker == "Ann Lee"}
    assert found == ("Ann Lee", role)


def test_a_document_speaks_for_its_author_if_the_article_names_one() -> None:
    text = "Radio Nine said in a statement that it was sorry. The statement added that the show would go on."
    assert [speaker for speaker, _ in said(text)] == ["Radio Nine", "Radio Nine"]
    assert only("A poll by River Watch found that most farmers were afraid.").speaker == "River Watch"
    assert only("Ann Lee’s letter said that the dam was old.").speaker == "Ann Lee"


def test_a_body_is_no_he_and_who_asks_does_not_answer() -> None:
    text = "Harbour Energy built the dam. Harbour Energy said it was safe.\n\n“It will hold,” he told CNN."
    assert said(text)[-1] == (None, "It will hold,")
    text = "President Bob Ray spoke. When CNN’s Carl Moss asked if it was safe, he responded, “Yes, it is.”"
    assert said(text)[-1] == ("Bob Ray", "Yes, it is.")


def test_who_took_a_picture_is_not_the_name_of_its_subject() -> None:
    text = "She won the race. Bo Ray/AFP/Getty Images Ann Lee announces that the dam will stay."
    assert said(text) == [("Ann Lee", "the dam will stay")]
    assert only("Story highlights Ann Lee says that the dam will stay").speaker == "Ann Lee"


def test_links_that_scraping_left_behind_a_name_are_passed_over() -> None:
    links = "Ann LeeFlood talks stall over money Mayor wins On The Water MORE"
    text = f"Sen. Ann Lee {links} (D-Iowa) said that Rep. Bob Ray would stay."
    assert said(text) == [("Ann Lee", "Rep. Bob Ray would stay")]
    text = f"Bob Ray said that Ann Lee {links} would stay."
    assert said(text) == [("Bob Ray", "Ann Lee |  would stay")]
