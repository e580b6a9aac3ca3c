"""A raw sentence of a model: its text without markers and markup, the ids it cites, those nobody gave out."""

import pytest

from assistant.markers import Sentence, sentence_in, without_markers

KNOWN = frozenset({"k7mq", "x2fh"})


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("- **Iraq** said no [k7mq, x2fh].", Sentence("Iraq said no.", ("k7mq", "x2fh"))),
        ("Iraq said no [k7mq] [k7mq][b2bb].", Sentence("Iraq said no.", ("k7mq",), ("b2bb",))),
        ("In [2023] he left (sic).", Sentence("In [2023] he left (sic).", ())),
        ("## Heading [k7mq]", Sentence("Heading", ("k7mq",))),
        ("## Heading", None),
        ("[k7mq]", None),
        (" * \n", None),
    ],
)
def test_what_a_raw_sentence_says_and_cites(raw: str, read: Sentence | None) -> None:
    assert sentence_in(raw, KNOWN) == read


def test_a_marker_leaves_no_gap_behind() -> None:
    assert without_markers("He left [k7mq] , and  she stayed. [x2fh].") == "He left, and she stayed."
