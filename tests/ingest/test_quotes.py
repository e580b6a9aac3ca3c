"""Who said what: the quotes that find_quotes promises to find, and where they begin and end."""

import pytest

from ingest.quotes import find_quotes
from tests.ingest.quotes_helpers import only, said


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("“The dam will hold,” Ann Lee said on Friday.", "Ann Lee", "The dam will hold,"),
        ("“The dam will hold,” said Ann Lee, a farmer from Iowa.", "Ann Lee", "The dam will hold,"),
        ('"The dam will hold," Ann Lee told reporters.', "Ann Lee", "The dam will hold,"),
        ("''The dam will hold,'' Ann Lee said.", "Ann Lee", "The dam will hold,"),
        ("‘The dam won’t break,’ Ann Lee said.", "Ann Lee", "The dam won’t break,"),
        ("'The dam won't break,' Ann Lee said.", "Ann Lee", "The dam won't break,"),
        ("Ann Lee said: “The dam will hold.”", "Ann Lee", "The dam will hold."),
        (
            "On Friday, Ann Lee, the mayor, told Bob Ray: “The dam will hold.”",
            "Ann Lee",
            "The dam will hold.",
        ),
        ("“Will the dam hold?” Ann Lee asked.", "Ann Lee", "Will the dam hold?"),
        ("“The dam held,” thundered Ann Lee.", "Ann Lee", "The dam held,"),
        ("Ann Lee was blunt: “The dam will hold.”", "Ann Lee", "The dam will hold."),
        ("According to Ann Lee, “the dam will hold for years.”", "Ann Lee", "the dam will hold for years."),
        ("“The dam will hold for years.”\n\n— Ann Lee, engineer", "Ann Lee", "The dam will hold for years."),
        (
            "“It was ‘the dam of dams,’ they told me,” Ann Lee said.",
            "Ann Lee",
            "It was ‘the dam of dams,’ they told me,",
        ),
    ],
)
def test_direct_quotes_before_and_after_their_cue(text: str, speaker: str, words: str) -> None:
    assert said(text) == [(speaker, words)]
    assert only(text).direct


def test_an_interrupted_quote_is_one_quote_with_several_spans() -> None:
    text = "“The dam,” Ann Lee said, “will hold. I checked it.” Nobody else spoke."
    assert said(text) == [("Ann Lee", "The dam, | will hold. I checked it.")]
    text = "“The dam will hold,” Ann Lee said. “I checked it.”"
    assert said(text) == [("Ann Lee", "The dam will hold, | I checked it.")]


def test_a_quotation_of_several_paragraphs_repeats_only_its_opening_mark() -> None:
    text = "Ann Lee said: “The dam will hold.\n\n“I checked it myself.”\n\nIt rained."
    assert said(text) == [("Ann Lee", "The dam will hold. | I checked it myself.")]


def test_an_unbalanced_mark_does_not_swallow_the_article() -> None:
    text = "Ann Lee said: “The dam will hold.\n\nIt rained all week.\n\n“We left,” Bob Ray said."
    assert said(text) == [("Ann Lee", "The dam will hold."), ("Bob Ray", "We left,")]


def test_two_statements_of_one_subject_are_two_quotes() -> None:
    text = "Ann Lee stressed that the dam was sound and stated that it would hold."
    assert said(text) == [("Ann Lee", "the dam was sound"), ("Ann Lee", "it would hold")]


@pytest.mark.parametrize(
    "text",
    [
        "The paper wrote of Oslo’s alleged use of force against the farmers.",
        "Ann Lee’s proposed cuts to the harbour came to little in the end.",
        "The flood renewed calls for a stronger dam above the town.",
        "A new minister is widely expected to close the harbour next year.",
        "JUST WATCHED Ann Lee says the dam will hold Replay More Videos ... MUST WATCH Lee claims it 02:18",
    ],
)
def test_descriptions_passives_and_video_titles_report_nothing(text: str) -> None:
    assert said(text) == []


def test_what_somebody_is_asked_about_is_not_what_it_said() -> None:
    text = (
        "“I told you. No,” Ann Lee answered when asked by Ray whether the mayor believed the dam would hold."
    )
    assert said(text) == [("Ann Lee", "I told you. No,")]


def test_a_clause_goes_on_around_its_speaker_and_holds_what_it_quotes() -> None:
    assert said("The dam, Ann Lee said, would hold.") == [("Ann Lee", "The dam | would hold")]
    assert said("The pond, according to Ann Lee, is dry.") == [("Ann Lee", "The pond | is dry")]
    assert said("Ann Lee said that it was “safe.”") == [("Ann Lee", "it was “safe.”")]


def test_a_quotation_goes_on_after_a_description_of_its_speaker() -> None:
    words = "The dam holds, | but it is old."
    assert said("“The dam holds,” said Ann Lee, a farmer, “but it is old.”") == [("Ann Lee", words)]
    text = "“The dam holds,” said Ann Lee, a farmer from Fresno, Calif. “I looked.”"
    assert said(text) == [("Ann Lee", "The dam holds, | I looked.")]
    text = "“The old dam still holds.\n\n“I looked at it,” Ann Lee said."
    assert said(text) == [("Ann Lee", "The old dam still holds. | I looked at it,")]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “dam of dams” was finished in May.",
        "Ann Lee wrote nothing. Her film “Water Under Bridges” won a prize.",
        'A 12" pipe and a 5\'10" man passed.',
        "Ann Lee was quoted in the report of the police on the claims.",
    ],
)
def test_scare_quotes_titles_and_inches_are_not_quotes(text: str) -> None:
    assert said(text) == []


def test_words_that_nobody_is_named_for_have_no_speaker() -> None:
    quote = only("It rained.\n\n“The dam will hold for many more years.”\n\nIt rained again.")
    assert (quote.speaker, quote.cue, quote.direct) == (None, None, True)


@pytest.mark.parametrize(
    "text",
    [
        "Bob Ray said on “Late Talk Oslo” that the quay was a danger.",
        "On “Late Talk Oslo,” Bob Ray said that the quay was a danger.",
        "“It is a danger,” “Late Talk Oslo’s” Bob Ray said.",
        "Bob Ray went on to compile the file known as the “Ray dossier.”",
        "Bob Ray declared that three divers accused of theft were victims of a “rush to accuse.”",
    ],
)
def test_a_title_or_a_byword_is_nobodys_direct_words(text: str) -> None:
    direct = [span.of(text) for quote in find_quotes(text) if quote.direct for span in quote.spans]
    assert [words for words in direct if words != "It is a danger,"] == []


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "Bob Ray called it “a victory for all.” His party also hailed the ruling.",
            "Bob Ray",
            "a victory for all",
        ),
        (
            "Bob Ray declared it a “hostile service” and Oslo described arrests as near.",
            "Bob Ray",
            "hostile service",
        ),
        (
            "Bob Ray wants “no truce with it.” And Ann Lee says “it is time to go.”",
            "Ann Lee",
            "it is time to go",
        ),
        (
            "While saying there was “no rule at all” at the time, Bob Ray said: “We erred.”",
            "Bob Ray",
            "We erred",
        ),
    ],
)
def test_words_belong_to_the_verb_that_led_up_to_them(text: str, speaker: str, words: str) -> None:
    of_words = [q.speaker for q in find_quotes(text) if any(words in span.of(text) for span in q.spans)]
    assert of_words == [speaker]
