"""Who said it: where the noun phrase that speaks begins and ends."""

import pytest

from ingest.quotes import find_quotes


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("However, some have complained the bridge takes years to build.", "some"),
        ("It was agreed by the board and the council after a judge said the plan was lawful.", "a judge"),
        ("Dov Kane, a spokesman for the union, said Tuesday, “We will not move.”", "Dov Kane"),
        ("Correcting her figures, Ann Lee later tweeted Friday, “The dam holds.”", "Ann Lee"),
        (
            "Some came to the mayor’s defense, including Sen. Ann Lee of Iowa, who said it was a shame.",
            "Ann Lee",
        ),
        (
            "Groups including River Watch and Committee to Save Dams said in a letter that the dam was old.",
            "Groups including River Watch and Committee to Save Dams",
        ),
        (
            "A third engineer closely familiar with the design of the dam tells Reuters that it leaks badly.",
            "A third engineer",
        ),
        ("In what Ann Lee called “a farce,” the dam was closed.", "Ann Lee"),
        ("The Centers for Flood Control said the water was safe.", "Centers for Flood Control"),
        ("“The dam will hold,” said one senator involved in the talks.", "one senator"),
        ("BOSTON, May 3 (AP) — Ann Lee said the dam would hold for years.", "Ann Lee"),
        ("Ann Lee called the wall of the dam “a farce.”", "Ann Lee"),
        ("The minister condemned the attack on the port.", "The minister"),
        ("Mayor Ann Lee praised the engineers for their patience.", "Ann Lee"),
        ("The governor dismissed the warnings as “nonsense.”", "The governor"),
        ("Norway voiced regret for the two deaths.", "Norway"),
        ("The company declined to say whether the dam would be mended.", "The company"),
    ],
)
def test_the_speaker_is_the_whole_subject_and_nothing_else(sentence: str, speaker: str) -> None:
    assert [quote.speaker for quote in find_quotes(sentence)] == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“We hid for hours,” explained one Israeli.", "one Israeli"),
        ("“We hid for hours,” said an Iranian.", "an Iranian"),
        ("“We hid,” said two Syrians who had fled.", "two Syrians"),
        ("“It is our dam,” the Israeli said.", "the Israeli"),
        ("Many Texans said that the dam was old.", "Many Texans"),
        ("Some Iraqis said that the dam was old.", "Some Iraqis"),
        ("Ann Lee and others have argued that the dam was old.", "Ann Lee and others"),
        ("The nearby Harbour Office said that the dam was old.", "The nearby Harbour Office"),
    ],
)
def test_one_of_many_keeps_the_word_that_says_so(sentence: str, speaker: str) -> None:
    assert [quote.speaker for quote in find_quotes(sentence)] == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“We hid for hours,” said officials.", "officials"),
        ("“We hid for hours,” said senior US officials.", "senior US officials"),
        ("The dam was old, officials said.", "officials"),
        ("The dam was old, according to police.", "police"),
        ("The dam was old, according to port officials.", "port officials"),
        ("The dam was old, according to people familiar with it.", "people"),
        ("The dam, engineers said, would hold for years.", "engineers"),
        ("Yet prosecutors argued that the dam was old.", "prosecutors"),
        ("The town has what critics say is the oldest dam of all.", "critics"),
        ("Ann Lee built a dam that experts fear could break one day.", "experts"),
        ("The strikes brought out people who blame the old government.", "people"),
        ("She kept to it, a campaign pledge critics said would ruin the harbour.", "critics"),
        (
            "She closed it, a move some River Watch members said would ruin the harbour.",
            "some River Watch members",
        ),
        (
            "The dam leaks, said one Republican close to the mayor, calling it odd.",
            "one Republican close to the mayor",
        ),
    ],
)
def test_people_need_no_article_to_speak(sentence: str, speaker: str) -> None:
    assert {quote.speaker for quote in find_quotes(sentence)} == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Iris Moe consulted with Dr. Ann Lee, a surgeon at Bergen, who advised a long rest at home.",
            "Ann Lee",
        ),
        (
            "Ray interviewed some of his old students, who said, “He worked for us.”",
            "some of his old students",
        ),
        ("“It holds,” said Ann Lee, a farmer who has warned that the dam was old.", "Ann Lee"),
        (
            "The two members of the Harbour Party who said that the dam was old left.",
            "The two members of the Harbour Party",
        ),
        ("Ann Lee drew loud cheers, saying that the dam would be torn down.", "Ann Lee"),
        ("Norway’s Supreme Court in 1987 affirmed that the dam was old.", "Norway’s Supreme Court"),
        ("Acme Alliance on Friday said that the dam was old.", "Acme Alliance"),
        ("This week Harbour News reported that the dam was old.", "Harbour News"),
        ("Dana Roe likewise claimed that the dam was old.", "Dana Roe"),
        ("The two fell out over a letter in which Bo Ray said that the dam was old.", "Bo Ray"),
    ],
)
def test_a_speaker_is_no_clause_and_no_date(text: str, speaker: str) -> None:
    assert {quote.speaker for quote in find_quotes(text)} == {speaker}
