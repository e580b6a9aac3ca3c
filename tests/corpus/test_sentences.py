"""Where sentences begin and end."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.records import Span
from corpus.sentences import paragraphs, sentences

LETTERS = st.sampled_from("aBc Z.,!?…:;\"'”“’()[]«»\n\r\t-0189\u2028\x85\x0b\ufeff\u200b🎉é中。")
TEXTS = st.one_of(st.text(max_size=200), st.text(LETTERS, max_size=400))


def shown(text: str, spans: list[Span]) -> list[str]:
    return [span.of(text) for span in spans]


def check_spans(text: str, spans: list[Span], area: Span) -> None:
    """In order, apart, inside, trimmed, and together every non-blank character."""
    covered: set[int] = set()
    last = area.start
    for span in spans:
        assert last <= span.start < span.end <= area.end
        assert span.of(text) == span.of(text).strip()
        covered.update(range(span.start, span.end))
        last = span.end
    missing = [i for i in range(area.start, area.end) if i not in covered and not text[i].isspace()]
    assert missing == []


@settings(max_examples=300)
@given(TEXTS)
@example("")
@example(" \n \r\n\t")
@example("A" * 400 + "." + " b. C" * 100)
@example("“One. Two. Three.” " * 40)
def test_sentences_and_paragraphs_hold_every_character_once(text: str):
    whole = Span(0, len(text))

    check_spans(text, paragraphs(text), whole)
    check_spans(text, sentences(text), whole)


@given(TEXTS, st.data())
def test_sentences_of_a_range_stay_in_it_and_count_from_the_start(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    check_spans(text, sentences(text, Span(start, end)), Span(start, end))


@given(TEXTS)
def test_no_sentence_crosses_a_paragraph(text: str):
    blocks = paragraphs(text)

    assert all(any(block.holds(sentence) for block in blocks) for sentence in sentences(text))


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith met Dr. Jones. They spoke.",
        "The U.S. Senate voted on Tuesday. It passed.",
        "J. K. Rowling wrote it. Nobody disagreed.",
        "Shares rose 3.5 percent to $1.20. Then they fell.",
        "“We will not go,” he said. She left.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text: str):
    assert len(sentences(text)) == 2


def test_lines_are_paragraphs():
    text = "A headline without a stop\nThe first line.\nThe second line."

    assert shown(text, paragraphs(text)) == text.split("\n")


def test_hard_wrapped_lines_are_joined_to_their_paragraph():
    text = (
        "The foreign minister said on Tuesday that the government would not allow\n"
        "armed groups to act outside the law, and that talks with their leaders\n"
        "would go on until the weapons were handed over to the state, as had been\n"
        "agreed in January.\n\n"
        "He spoke in Baghdad after a meeting of the cabinet that lasted for three\n"
        "hours."
    )

    assert len(paragraphs(text)) == 2
    assert len(sentences(text)) == 2
    assert sentences(text)[0].of(text).endswith("agreed in January.")


def test_a_long_quotation_is_parted_at_the_sentences_inside_it():
    inner = "We met Mr. Brown and spoke at length about everything that matters to us here. " * 6
    text = f"“{inner.strip()}”"

    found = shown(text, sentences(text))

    assert len(found) == 6
    assert all("Mr. Brown and" in sentence for sentence in found)
