"""Which statements may stand in a draft: whole ones that are nobody else's, and none twice."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answer import SourceSpan, Statement
from assistant.briefings.fitting import Shown, is_fit, leans
from corpus import Corpus
from corpus.records import Draft, Span
from tests.assistant.archive import archive_of

TEXT = (
    "Mayor Ada Quill spoke in Halm. Gov. Rolf Brand was there. President Brand vowed swift aid to islanders. "
    "Gov. Brand promised a new ferry. He called the ferry “a lifeline”, said Sen. Bo Marsh. "
    "“We will pay,” she said. “We will pay for it. Nobody else will,” Quill said. "
    "A ferry sails at nine, says Ms. Quill of St. Olm, was also a key player. "
    "“The islands must be heard,” Prime Minister Olof Berg reacted. In the hall Marsh told reporters:"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    draft = Draft("Ferry", TEXT, external_id="ferry")
    with archive_of(tmp_path_factory.mktemp("fitting") / "home", draft) as opened:
        yield opened


def statement(text: str, speaker: str | None = None, **more: object) -> Statement:
    at = TEXT.index(text)
    fields = {
        "kind": "extract",
        "spans": (SourceSpan(1, Span(at, at + len(text))),),
        "speaker": speaker,
        **more,
    }
    return Statement(text, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "speaker", "fits"),
    [
        ("Mayor Ada Quill spoke in Halm.", None, True),
        ("President Brand vowed swift aid to islanders.", "Rolf Brand", False),
        ("Gov. Brand promised a new ferry.", "Rolf Brand", True),
        ("He called the ferry “a lifeline”, said Sen. Bo Marsh.", "Ada Quill", False),
        ("He called the ferry “a lifeline”, said Sen. Bo Marsh.", "Bo Marsh", True),
        ("“We will pay,” she said.", "Ada Quill", True),
        ("“We will pay for it.", "Ada Quill", False),
        ("Nobody else will,” Quill said.", "Ada Quill", False),
        ("A ferry sails at nine, says Ms.", None, False),
        ("Olm, was also a key player.", None, False),
        ("“The islands must be heard,” Prime Minister Olof Berg reacted.", "Ada Quill", False),
        ("“The islands must be heard,” Prime Minister Olof Berg reacted.", "Olof Berg", True),
        ("In the hall Marsh told reporters:", "Bo Marsh", False),
    ],
)
def test_what_may_stand_in_a_draft(corpus: Corpus, text: str, speaker: str | None, fits: bool) -> None:
    one = statement(text, speaker)
    places = [(corpus.catalogue.find_id("ferry"), 1, one.spans[0].span)]

    assert is_fit(corpus, one, places) is fits
    assert not is_fit(corpus, statement(text, speaker, flags=("negation",)), places)


@pytest.mark.parametrize(
    "text",
    [
        "FILE PHOTO: A ferry leaves Halm.",
        "The ferry in Halm. REUTERS/A. Quill",
        "Mayor Ada Quill, center, leaves the town hall of Halm.",
        "Rolf Brand, second from left, at the quay.",
        "Flowers lie at the quay in Halm, Osterland, March 1, 2025.",
        "word " * 61,
    ],
)
def test_captions_and_lines_of_links_may_not(corpus: Corpus, text: str) -> None:
    assert not is_fit(corpus, Statement(text, "extract", (), day=date(2025, 3, 2)), [])


def test_a_day_of_another_year_is_no_caption(corpus: Corpus) -> None:
    text = "The ferry had its first crossing on March 1, 1925."
    assert is_fit(corpus, Statement(text, "extract", (), day=date(2025, 3, 2)), [])


def test_who_is_meant_by_he_is_not_understood_without_what_stands_before() -> None:
    assert leans(Statement("He is also the author of a book on the ferries of Halm.", "extract", ()))
    assert not leans(Statement("Ada Quill is also the author of a book on the ferries.", "extract", ()))


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Seven people died in the Halm flood on Monday night.", True),
        ("At least seven people died in the Halm flood on Monday night.", True),
        ("At least 19 people died in the Halm flood on Monday night.", False),
        ("The bank raised its rate.", False),
    ],
)
def test_nothing_is_said_a_second_time(text: str, again: bool) -> None:
    shown = Shown()
    shown.take("At least seven people died in the Halm flood on Monday night.", [("a", 1, Span(10, 60))])

    assert shown.says(text, []) is again
    assert shown.says("Other words.", [("a", 1, Span(55, 90))])
    assert not shown.says("Other words.", [("a", 2, Span(55, 90))])
