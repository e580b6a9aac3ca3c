"""Who said what, of any text: it is read to its end, in time, and spans lie inside it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.quotes import find_quotes

OPENERS = '“”"„«»'
PIECES = [
    "“",
    "”",
    '"',
    "''",
    "‘",
    "’",
    " said ",
    "Ann Lee",
    "he",
    ", ",
    ". ",
    "\n\n",
    ": ",
    "that ",
    "No",
    "told",
]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab AB.,:;?!'\n“”\"‘’—-") | st.characters(), max_size=200))
def test_any_text_is_read_and_spans_lie_inside_it(text: str) -> None:
    check_spans(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_jumble_of_marks_and_cues_gives_spans_without_their_marks(pieces: list[str]) -> None:
    check_spans("".join(pieces))


def check_spans(text: str) -> None:
    """Check what holds for the quotes of any text."""
    quotes = find_quotes(text)
    assert quotes == sorted(quotes, key=lambda quote: quote.spans[0].start)
    for quote in quotes:
        assert quote.spans
        for span in quote.spans:
            assert 0 <= span.start < span.end <= len(text)
            if quote.direct:
                assert text[span.start] not in OPENERS
                assert text[span.end - 1] not in OPENERS


@pytest.mark.parametrize(
    "piece",
    [
        "said, ",
        "He said ",
        '"Yes." ',
        "“No,” Ann Lee said. ",
        "A B ",
        "“",
        "‘a ",
        "the man, who ",
        "x. ",
        ", a b",
        "Ab said. ",
        "Ann Lee Ann LeeX ",
        "Ann Lee Ann LeeX MORE ",
        "the a of the b ",
        "the men who led ",
        ". JUST WATCHED a ",
        ". Ab Lee/Getty Images A",
    ],
)
def test_an_endless_line_takes_time_in_proportion_to_its_length(piece: str) -> None:
    short, long = (fastest((piece * size)[:size]) for size in (25_000, 100_000))
    assert long < 12 * short + 0.5


def fastest(text: str) -> float:
    """Return the processor time of the fastest of two readings."""
    times = []
    for _ in range(2):
        start = time.process_time()
        find_quotes(text)
        times.append(time.process_time() - start)
    return min(times)
