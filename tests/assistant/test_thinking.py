"""What a model thinks aloud is no part of its answer, however its stream is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.thinking import spoken


def said(*pieces):
    return "".join(spoken(pieces))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>Hm. [k7mq]</think>Iraq said no.", "Iraq said no."),
        ("Iraq <THINKING>or Iran?</Thinking>said no.", "Iraq said no."),
        ("Iraq said no. <think>Is that all", "Iraq said no. "),
        ("That is all?</think>Iraq said no.", "That is all?\nIraq said no."),
        ("<think>a</think>b<think>c</think>d", "bd"),
        ("2 < 3 and <thin", "2 < 3 and <thin"),
        ("I think so. <b>No</b>", "I think so. <b>No</b>"),
    ],
)
def test_what_is_said(text, answer):
    assert said(text) == said(*text) == answer


pieces = st.lists(st.sampled_from(["<think>", "</think>", "<", "thin", "k>", "</", "no. ", ">"]), max_size=12)


@given(pieces, st.data())
def test_the_pieces_make_no_difference(parts, data):
    text = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    chunks = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert said(*text) == said(text) == said(*chunks)


def test_what_is_no_text_passes():
    assert [one for one in spoken(["<think>", 7, "</think>a", 8]) if one != ""] == [7, "a", 8]
