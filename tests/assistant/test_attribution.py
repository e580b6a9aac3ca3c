"""Attribution: whose words, to whom, where and when; nobody is told what the article does not say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.attribution import standing_over, told_to

DAY = date(2025, 1, 12)


def test_it_reads_as_a_newspaper_prints_it() -> None:
    assert (
        standing_over("Fuad Hussein", "foreign minister of Iraq", "Reuters", "Reuters", DAY)
        == "Fuad Hussein, foreign minister of Iraq, to Reuters, 12 January 2025"
    )
    assert standing_over("Ada Quill", None, None, "Courier", DAY) == "Ada Quill, in Courier, 12 January 2025"
    assert standing_over(None, None, None, "Courier", None) == "Courier, undated"
    assert (
        standing_over("Ada Quill", None, "the BBC", "Courier", DAY)
        == "Ada Quill, to the BBC, reported by Courier, 12 January 2025"
    )


@pytest.mark.parametrize(
    ("sentence", "outlet", "told"),
    [
        ("“No,” the minister told Reuters on Monday.", "Courier", "Reuters"),
        ("In an interview with the Northern Gazette, he said no.", "Courier", "Northern Gazette"),
        ("Speaking to Sky News, she said no.", "Courier", "Sky News"),
        ("He said so in a statement to CNN.", None, "CNN"),
        ("He told CNN’s Ada Quill that it was so.", "CNN", "CNN"),
        ("He told Sky News’ reporter Ada Quill that it was so.", "Courier", "Sky News"),
        ("“No,” she told the Courier.", "Courier", "Courier"),
        ("“No,” she told the Courier.", "Gazette", None),  # it may be a messenger
        ("“No,” he told President Siri Brandt.", "Courier", None),
        ("The minister told Iraq to wait.", "Courier", None),
        ("She told reporters that the talks had failed.", "Courier", None),
    ],
)
def test_whom_a_sentence_was_told(sentence: str, outlet: str | None, told: str | None) -> None:
    assert told_to(sentence, outlet) == told


@given(st.text(max_size=300), st.none() | st.text(max_size=20))
def test_any_sentence_can_be_read(sentence: str, outlet: str | None) -> None:
    told = told_to(sentence, outlet)
    assert told is None or told in sentence
