"""Reading a question: its names, and whose words are asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question import GUESSES, read_question
from corpus.errors import BadQuestion


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("what did Iraq say about militias?", "Iraq"),
        ("What did Iraq’s foreign minister say about militias?", "Iraq’s foreign minister"),
        ("What does Jens Loft think of the award?", "Jens Loft"),
        ("How did Pellmar respond to the ruling?", "Pellmar"),
        ("Why did Oona Ferrow deny the report?", "Oona Ferrow"),
        ("what has the prime minister said about the flood", "the prime minister"),
        ("In March, what did Anselm Teck promise?", "Anselm Teck"),
        ("Which rival did Edvard Roos accuse of hiding figures?", "Edvard Roos"),
        ("Tell me what Fuad Hussein thinks of Trump", "Fuad Hussein"),
        ("What is Iraq's position on militias?", "Iraq"),
        ("What was Iraq saying about militias?", "Iraq"),
        ("what did Ada Quill tweet about the ferry", "Ada Quill"),
        ("When did Ada Quill call Tobias Wren a liar?", "Ada Quill"),
        ("What has Ada Quill written about the ferry?", "Ada Quill"),
    ],
)
def test_whose_words_are_asked_for(question, speaker):
    assert (read_question(question).speaker or "").removeprefix("the ") == speaker.removeprefix("the ")


@pytest.mark.parametrize(
    "question",
    [
        "How many people died in the flood?",
        "Who won the cup?",
        "When will the first trains cross the Vell?",
        "By how much did the bank raise its rate?",
        "How did the rise affect the exchange rate?",
        "How much did Pellmar pay to settle the workers' claims?",
        "What key demand was missing from the offer?",
        "He resigned. What did he say?",
        "Why did Ada Quill call off the strike?",
        "When did Ada Quill call a vote?",
        "Which novel did Ada Quill write?",
        "militias in Iraq",
        "flood",
        "?",
        "😀",
    ],
)
def test_a_question_for_facts_asks_for_nobodys_words(question):
    assert read_question(question).speaker is None


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Fuad Hussein say in London?", ("Fuad Hussein", "London")),
        ("Is Oona Ferrow's diary public?", ("Oona Ferrow",)),
        ("what did iraq say about iran?", ("Iraq", "Iran")),
        ("how many goals were scored?", ()),
    ],
)
def test_names(question, names):
    assert read_question(question).names == names


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "\0", "\ud800"])
def test_nothing_is_no_question(nothing):
    with pytest.raises(BadQuestion, match="Ask something"):
        read_question(nothing)


def test_a_document_is_no_question():
    with pytest.raises(BadQuestion, match="shorter"):
        read_question("Why? " * 10_000)


@pytest.mark.parametrize("without", [(), ("period",), ("outlet",), GUESSES])
def test_what_is_not_to_be_read_is_a_word_like_any_other(without):
    text = "What did the Gazette report about herons in March 2017?"

    question = read_question(text, outlets=lambda: ["Gazette"], without=without)

    assert (question.period is None) == ("period" in without)
    assert (question.outlet is None) == ("outlet" in without)
    assert ("March 2017" in question.matter) == ("period" in without)
    assert ("Gazette" in question.matter) == ("outlet" in without)
    assert "herons" in question.matter


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        question = read_question(text)
    except BadQuestion:
        return

    assert question.text == " ".join(question.text.split())
    assert "\0" not in question.text
    question.text.encode("utf-8")
    assert question.speaker is None or question.speaker in question.text


def test_what_an_outlet_wrote_is_asked_of_nobody() -> None:
    read = read_question("What did the Gazette write about the ferry?", outlets=lambda: ["Gazette"])

    assert read.outlet is not None
    assert read.speaker is None
