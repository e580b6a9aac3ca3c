"""What an input does not say is looked for in its text; days that cannot be are doubted, not believed."""

from datetime import date

import pytest

from corpus.records import Draft
from ingest.completing import completed

TODAY = date(2026, 3, 1)
TEXT = (
    "BODØ (Reuters) - The bridge over the harbour opened on Friday after four years of work.\n\n"
    "Correction: an earlier version of this article gave a wrong length."
)


def test_language_agency_and_correction_are_found() -> None:
    draft = completed(Draft("T", TEXT), TODAY)

    assert draft.language == "en"
    assert draft.agency == "Reuters"
    assert draft.correction == "Correction: an earlier version of this article gave a wrong length."


def test_what_the_input_says_stays() -> None:
    said = Draft("T", TEXT, language="no", agency="AFP", correction="Withdrawn.")
    draft = completed(said, TODAY)

    assert (draft.language, draft.agency, draft.correction) == ("no", "AFP", "Withdrawn.")


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 2), date(1605, 1, 1), None])
def test_days_that_can_be_are_believed(day: date | None) -> None:
    assert completed(Draft("T", "x", published=day, dated_by="meta"), TODAY).published == day


@pytest.mark.parametrize(
    ("day", "why"),
    [(date(2026, 3, 3), "future"), (date(1, 1, 1), "newspapers"), (date(2999, 1, 1), "future")],
)
def test_other_days_are_doubted_and_the_doubt_is_kept(day: date, why: str) -> None:
    draft = completed(Draft("T", "x", published=day, modified=day, dated_by="meta"), TODAY)

    assert draft.published is None
    assert draft.modified is None
    assert draft.dated_by is not None
    assert draft.dated_by.startswith(f"not believed: {day.isoformat()} (meta)")
    assert why in draft.dated_by
