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


HARBOUR = "Ann Lee leads Oslo. She said that a vote was “on the table.”\n\n"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“The quay is a danger,” Swedish Prime Minister Bob Ray reacted.", "Bob Ray"),
        ("“The quay is a danger,” the port's old master erupted.", "the port's old master"),
        ("“The quay is a danger,” Bob Ray, a diver, countersigned.", "Bob Ray"),
        ("“The quay is a danger,” was the verdict of the day.", None),
        ("“It will sink by the spring.” That is what Bob Ray said.", None),
        ("“The quay is a danger to all.”\n\nBob Ray, diver", "Bob Ray"),
        ("In the words of Bob Ray: “It is a danger to all of us.”", "Bob Ray"),
        ("“Why is it a danger?” asks Bob Ray, a diver.", "Bob Ray"),
        ("“It is a danger to us all!” Mr. Ray said.", "Ray"),
    ],
)
def test_words_are_not_given_to_who_spoke_before_when_their_sentence_goes_on(
    sentence: str, speaker: str | None
) -> None:
    assert said(HARBOUR + sentence)[-1][0] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bill Moyers spoke on Monday. “It is late,” Moyers said.", "Bill Moyers"),
        ("Sen. Dan Hall rose after Bob Ray. “It is late,” he said.", "Dan Hall"),
        ("Bob Ray rose. Mr. Kovacs replied to him. “It is late,” he said.", "Kovacs"),
        ("Ann Lee rose. Mr. Lee stayed seated. “It is late,” Mr. Lee said.", "Lee"),
        ("Bob Ray spoke of the reasons the Kovacs campaign gave. Will Ray stay? “No,” Ray said.", "Bob Ray"),
        ("Jordan Tama was there. “It is late,” Tama said.", "Jordan Tama"),
        ("“It is late,” German-born Bob Ray said.", "Bob Ray"),
        ("“It is late,” Passenger Bob Ray said.", "Bob Ray"),
        ("“It is late,” said veteran Las Vegas Sun columnist Bob Ray.", "Bob Ray"),
        ("Ann Lee was a diver.\n\n“We are in grief,” Lee's family said in a statement.", "Lee's family"),
    ],
)
def test_who_is_a_person_and_by_which_name(text: str, speaker: str) -> None:
    assert said(text)[-1][0] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bob Ray wrote the opinion. It names the Moss administration. “It is late,” he wrote.", "Bob Ray"),
        ("Carl Moss spoke.\n\nAsked about Mr. Moss, Mr. Ray frowned. “It is late,” he said.", "Ray"),
        ("Carl Moss spoke.\n\nEarly in Mr. Moss's term, Mr. Ray left. “It is late,” he said.", "Ray"),
        ("Carl Moss spoke.\n\nAs he left, Bob Ray said: “It is late.”", "Bob Ray"),
        ("Carl Moss spoke.\n\nAs he insisted that it was safe, Bob Ray told Dora Finch:\n\n“No.”", "Bob Ray"),
        (
            "Russian President Ivan Orlov left. Carl Moss stayed. “It is late,” the president said.",
            "the president",
        ),
        ("A spokesperson said that it was late. “We will all go home,” they added.", "A spokesperson"),
        ("River Watch tweeted that it was late. “Go home,” the tweet said.", "River Watch"),
    ],
)
def test_whom_a_pronoun_or_an_office_means(text: str, speaker: str) -> None:
    assert said(text)[-1][0] == speaker


def test_a_time_zone_says_nothing() -> None:
    text = "At 6:30 p.m. ET - The embassy then tweeted about it: “It was late for all of us.”"
    assert "ET" not in [speaker for speaker, _ in said(text)]
