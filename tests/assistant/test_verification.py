"""The quote gate: nothing between quotation marks that is not in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quotations import quotations, unquoted
from assistant.verification import Cited, gate, whose
from corpus.folding import fold
from corpus.records import Quote, Span

TEXT = (
    "“Iraq will not allow armed militias to operate outside state control,” Foreign Minister Fuad Hussein "
    'told Reuters. He said the "government" can’t accept it — ever. To disallow is a choice. We will disarm '
    "them."
)
MINISTER = Quote((Span(1, 69),), "Fuad Hussein", "told", direct=True, role="Iraq's Foreign Minister")
OTHER = "Iran said on Monday that talks\nwould go on. “Nobody will leave,” it said."


def passage(text=TEXT, source=1, quotes=(MINISTER,)):
    return Cited(source, Span(0, len(text)), text, quotes)


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("He said “we will” go.", ["we will"]),
        ('"a" and "b c"', ["a", "b c"]),
        ("« oui », »ja«, „nein“, ”nej”", [" oui ", "ja", "nein", "nej"]),
        ("„He said ‘no’ to “it”", ["He said ‘no’ to ", "it"]),
        ("“She said ‘no way’ again”", ["She said ‘no way’ again"]),
        ("‘The ministers’ plan’ is dead", ["The ministers’ plan"]),
        ("‘talks’ on the ministers’ plan", ["talks"]),
        ("He said 'we won't go' today", ["we won't go"]),
        ("don't touch the ministers’ plan of the ’90s or the '80s", []),
        ('He is 5\'10" tall and has a 12" pipe', []),
        ("“He is 5'10\" tall,” she said", ["He is 5'10\" tall,"]),
        ("“will allow militias, he said", ["will allow militias, he said"]),
        ("Iraq will allow militias” he said", ["Iraq will allow militias"]),
        ('“foo" and bar', ["foo"]),
        ("“a “b” c” d", ["a “b” c"]),
        ("「はい」と言った", ["はい"]),
        ("《아니》 ‹ja› ｢はい｣ ﹁是﹂ ❝no❞ ❮so❯ ⹂hm”", ["아니", "ja", "はい", "是", "no", "so", "hm"]),
    ],
)
def test_what_a_reader_sees_as_quoted(sentence, quoted):
    assert [one.inner.of(sentence) for one in quotations(sentence)] == quoted


@given(st.text(alphabet="a s5,\"“”„'‘’«».`′″」「-"))
def test_a_text_without_its_marks_quotes_nothing(text):
    assert quotations(unquoted(text)) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ('He said: "Iraq will not allow armed militias".', "Iraq will not allow armed militias"),
        ("He said they 'can't accept it - ever'.", "can’t accept it — ever"),
        ("It was ‘the “government” can't accept it’.", 'the "government" can’t accept it'),
        ("He said … “...We will  disarm them…”", "We will disarm them"),
    ],
)
def test_a_quotation_is_written_with_the_sources_own_characters(sentence, words):
    gated = gate(sentence, [passage()])
    assert f"“{words}”" in gated.text
    assert [place.span.of(TEXT) for place in gated.spans] == [words]
    assert gated.flags == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Iraq said it “will allow armed militias to operate”.",
        "Iraq said it 'will allow armed militias to operate'.",
        "Iraq said it «will allow armed militias to operate».",
        "Iraq said it “will allow armed militias to operate.",
        "Iraq will allow armed militias” is what it said.",
        "Iraq said “iraq will not allow armed militias”.",
        "He spoke of “allow is” and “dis” and “can”.",
        "He said “”.",
    ],
)
def test_words_that_are_not_in_the_source_lose_their_marks(sentence):
    gated = gate(sentence, [passage()])
    assert quotations(gated.text) == []
    assert gated.flags == ("quotation-absent",)
    assert gated.spans == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "“Iraq will not allow armed militias … We will disarm them”",
        "“Iraq will not allow armed militias [...] We will disarm them”",
        "“We will disarm them … Iraq will not allow armed militias”",
        "“armed militias to operate outside We will disarm them”",
        "“[They] will not allow armed militias”",
        "“We will disarm them … Nobody will leave”",
    ],
)
def test_pieces_that_do_not_stand_in_a_row_are_stitched(sentence):
    gated = gate(sentence, [passage(), passage(OTHER, 2)])
    assert gated.flags == ("quotation-stitched",)
    assert quotations(gated.text) == []


def test_a_run_across_two_passages_is_not_verbatim():
    first, second = TEXT.index(" He said"), TEXT.index("We will")
    cited = [Cited(1, Span(0, first), TEXT), Cited(1, Span(first + 1, second), TEXT)]
    assert gate("“told Reuters. He said the government”", cited).spans == ()


@pytest.mark.parametrize(
    "speaker", ["Fuad Hussein", "Hussein", "Foreign Minister Fuad Hussein", "Iraq", None]
)
def test_the_speaker_that_the_article_names_may_be_quoted(speaker):
    assert gate("“Iraq will not allow armed militias,” he said", [passage()], speaker).flags == ()


@pytest.mark.parametrize("speaker", ["Saddam Hussein", "Iran", "Antony Blinken"])
def test_another_speaker_may_not(speaker):
    gated = gate("“Iraq will not allow armed militias,” he said", [passage()], speaker)
    assert gated.flags == ("quotation-misattributed",)
    assert quotations(gated.text) == []
    assert gated.checked[0].place is not None


def test_a_closing_comma_that_is_the_models_own_moves_out():
    assert gate("“Iraq will not allow armed militias,” he said", [passage()]).text == (
        "“Iraq will not allow armed militias”, he said"
    )


def test_a_quotation_that_cuts_off_its_not_is_clipped():
    gated = gate("Iraq would “allow armed militias to operate”.", [passage()])
    assert gated.flags == ("quotation-clipped",)
    assert gated.spans
    assert gate("Iraq would not “allow armed militias to operate”.", [passage()]).flags == ()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("We do not believe that the fleet will return to the bay.", "the fleet will return to the bay"),
        ("It is false that the fleet will return to the bay.", "the fleet will return to the bay"),
        ("Nobody said that the fleet will return to the bay.", "the fleet will return to the bay"),
        ("She asked whether the fleet will return to the bay.", "the fleet will return to the bay"),
        ("The fleet will return to the bay only if it pays.", "The fleet will return to the bay"),
        ("The fleet will return unless the court says no.", "The fleet will return"),
        ("That the fleet will return is not true, she said.", "the fleet will return"),
    ],
)
def test_a_quotation_that_cuts_off_what_turns_it_is_clipped(source, words):
    assert gate(f"She said: “{words}”", [passage(source, quotes=())]).flags == ("quotation-clipped",)
    assert gate(f"She said: “{source[:-1]}”", [passage(source, quotes=())]).flags == ()


TALKS = "Ada Quill said the fleet must leave the bay. Tobias Wren said the owners would go to court.\n\n" + (
    "The talks go on. " * 30
)
SAID = (
    Quote((Span(15, 44),), "Ada Quill", "said", direct=False),
    Quote((Span(61, 91),), "Tobias Wren", "said", direct=False),
)


@pytest.mark.parametrize(
    ("sentence", "speaker", "holds"),
    [
        ("Quill said the fleet must leave the bay.", "Quill", True),
        ("Wren said the fleet must leave the bay.", "Wren", False),
        ("The owners would go to court, Quill said.", "Quill", False),
        ("Quill said the talks go on.", "Quill", True),
        ("Wren said “the fleet must leave”.", "Wren", True),
        ("Zeb Marsh said “the fleet must leave”.", "Zeb Marsh", False),
    ],
)
def test_who_said_what_is_not_anothers(sentence, speaker, holds):
    """Of words between marks for which the article names no one, a name near them may be the speaker's."""
    quotes = () if "“" in sentence else SAID
    cited = [passage(TALKS, quotes=quotes)]
    named, flags = whose(speaker, gate(sentence, cited, speaker), cited)
    assert named == (speaker if holds else None)
    assert flags == (() if holds else ("speaker-unsupported",))


def test_places_name_their_source_and_count_in_the_article():
    article = f"Earlier. {OTHER}"
    gated = gate("It said “talks would go on”.", [passage(), Cited(7, Span(9, len(article)), article)])
    assert gated.text == "It said “talks\nwould go on”."
    assert [(place.source, place.span.of(article)) for place in gated.spans] == [(7, "talks\nwould go on")]


SOURCE_WORDS = [
    "Iraq will not allow",
    "We will disarm them",
    'the "government" can’t',
    "accept it",
    "it — ever",
]
OTHER_WORDS = ["will allow", "can't", "5'10\"", "ministers’ ", "’90s", "a “b", "d'"]
pieces = st.one_of(st.sampled_from([*SOURCE_WORDS, *OTHER_WORDS]), st.sampled_from("“”\"'‘’«»„ ,.…"))


@given(st.lists(pieces, max_size=14).map("".join))
def test_whatever_goes_in_only_source_words_come_out_quoted(sentence):
    gated = gate(sentence, [passage()])
    source = fold(TEXT).text
    for quoted in quotations(gated.text):
        assert fold(quoted.inner.of(gated.text)).text.strip() in source


@given(st.text(max_size=60))
def test_no_sentence_makes_the_gate_fail(sentence):
    gate(sentence, [passage()], "Iraq")
