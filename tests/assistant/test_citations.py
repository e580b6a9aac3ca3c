"""The citation contract: the same sentences whatever the pieces, and only ids that were given out."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import CitationParser, Truncated
from assistant.markers import Sentence

KNOWN = {"k7mq", "x2fh"}


def parse(*chunks, limit=8_000):
    parser = CitationParser(KNOWN, limit)
    events = [event for chunk in chunks for event in parser.feed(chunk)]
    return [*events, *parser.finish()]


@pytest.mark.parametrize(
    "marker",
    ["[k7mq]", "【k7mq】", "(k7mq)", "[[k7mq]]", "[ k7mq ]", "[source: k7mq]", "[id k7mq]", "[^k7mq]",
     "[k7mq](#k7mq)", "**[k7mq]**", "k7mq", "[k7mq", "{k7mq}", "<k7mq>", "⟦k7mq⟧", "［k7mq］", "«k7mq»",
     "“k7mq”", "<b>[k7mq]</b>", "[k7\u200bmq]", "&#91;k7mq&#93;"],
)  # fmt: skip
def test_every_shape_of_a_marker_is_understood_and_removed(marker):
    assert parse(f"Iraq said no {marker}.") == [Sentence("Iraq said no.", ("k7mq",))]


@pytest.mark.parametrize(
    "markers", ["[k7mq][x2fh]", "[k7mq, x2fh]", "[k7mq; x2fh]", "[k7mq] [x2fh]", "[k7mq and x2fh]"]
)
def test_several_ids_count_in_order(markers):
    assert parse(f"Iraq said no {markers}.") == [Sentence("Iraq said no.", ("k7mq", "x2fh"))]


@pytest.mark.parametrize(
    ("marker", "unknown"),
    [
        ("[b2bb]", "b2bb"),
        ("[1]", "1"),
        ("[K7MQ]", "K7MQ"),
        ("[doc2]", "doc2"),
        ("(p1x9)", "p1x9"),
        ("{p1x9}", "p1x9"),
    ],
)
def test_an_id_that_was_not_given_out_is_dropped_and_reported(marker, unknown):
    assert parse(f"Iraq said no [k7mq]{marker}.") == [Sentence("Iraq said no.", ("k7mq",), (unknown,))]


@pytest.mark.parametrize("glued", ["in 2020k7mq.", "in 2020 then k7mq2."])
def test_an_id_that_is_glued_to_a_word_or_a_number_is_found(glued):
    (sentence,) = parse(f"Iraq said no {glued}")
    assert sentence.ids == ("k7mq",)
    assert "k7mq" not in sentence.text


@pytest.mark.parametrize("gap", ["", " ", "\n", "\n\n"])
def test_a_marker_after_the_full_stop_belongs_to_the_sentence_before(gap):
    assert parse(f"Iraq said no.{gap}[k7mq] Iran said yes. [x2fh]") == [
        Sentence("Iraq said no.", ("k7mq",)),
        Sentence("Iran said yes.", ("x2fh",)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Smith of the U.S. Army paid $3.5 million. He left.",
         ["Mr. Smith of the U.S. Army paid $3.5 million.", "He left."]),
        ("“We will not. We never did,” he said. Next.", ["“We will not. We never did,” he said.", "Next."]),
        ("Is it? Yes! “No.” Well.", ["Is it?", "Yes!", "“No.”", "Well."]),
        ("He said no. [The president] left.", ["He said no.", "[The president] left."]),
        ("He [sic] left in [2023].", ["He [sic] left in [2023]."]),
        ("# Heading\n\n- **Iraq** said no.\n* Iran\n1. Three", ["Iraq said no.", "Iran", "Three"]),
        ("```text\nIraq said `no`.\n```", ["Iraq said no."]),
        ("See [Reuters](http://example.org/a).", ["See Reuters."]),
        ("He said &quot;no&quot;.", ['He said "no".']),
        ("Iraq said no. [k7m", ["Iraq said no."]),
        ("Iraq said no. [k7mq]. Iran", ["Iraq said no.", "Iran"]),
        ("\n\n---\n\n", []),
        ("<p>Iraq <b>said</b> &lt;i&gt;no&amp;lt;/i&gt;.<!-- x --><style></style>", ["Iraq said no."]),
        ("![Iraq](http://example.org/a.png) Iraq said no.", ["Iraq said no."]),
        ("Iraq \u202esaid\u202c n\u200bo.", ["Iraq said no."]),
        ("Iraq said ``no'' \\(now\\).", ["Iraq said “no” (now)."]),
    ],
)  # fmt: skip
def test_sentences(text, expected):
    assert [event.text for event in parse(text)] == expected


MARKERS = ["[k7mq]", "[x2fh, b2bb]", "【k7mq】", "(k7mq)", "[1", "k7", "mq", "](#a)", "[sic]"]
WORDS = ["Iraq", " said", " no", "Mr. ", "3.5", "&amp;", "\n- ", "\n# ", "```", "**"]
pieces = st.one_of(st.sampled_from([*MARKERS, *WORDS]), st.sampled_from('[]().?!\n “”"…'))
streams = st.lists(pieces, max_size=25).map("".join)


@given(streams, st.data())
def test_the_pieces_of_a_stream_make_no_difference(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    chunks = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    limit = data.draw(st.integers(1, 200))
    assert parse(*text, limit=limit) == parse(text, limit=limit) == parse(*chunks, limit=limit)


@given(streams)
def test_no_marker_is_left_in_the_text(text):
    for event in parse(text):
        assert not re.search(r"\b(?:k7mq|x2fh|b2bb)\b|\[\]|【|】", event.text)
        assert set(event.ids) <= KNOWN
        assert not set(event.unknown_ids) & KNOWN


@given(st.text())
def test_no_text_makes_the_parser_fail(text):
    parse(text)


def test_a_sentence_comes_as_soon_as_the_next_begins():
    parser = CitationParser(KNOWN)
    assert parser.feed("Iraq said no. [k7mq] ") == []
    assert parser.feed("I") == [Sentence("Iraq said no.", ("k7mq",))]


def test_past_the_limit_whole_sentences_stay_and_the_rest_is_dropped():
    text = "Iraq said no. [k7mq] Iran will not"
    assert parse(text + " allow it.", limit=len(text)) == [
        Sentence("Iraq said no.", ("k7mq",)),
        Truncated(len(text)),
    ]
    assert parse(text, limit=len(text))[-1] == Sentence("Iran will not", ())


@pytest.mark.parametrize(
    "piece", ["[", "[1", "[[", "(", "1", "a. ", "“a. ", "k7mq ", "[k7mq] ", "`", " ", "\n", "[a"]
)
def test_floods_take_linear_time(piece):
    """40,000 characters took at most 3 s with both cores busy; what is quadratic takes longer."""
    began = time.process_time()
    parse(piece * (40_000 // len(piece)), limit=40_000)
    assert time.process_time() - began < 15
