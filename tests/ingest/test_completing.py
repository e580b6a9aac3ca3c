"""What an input does not say is looked for in its text; days that cannot be are doubted, not believed."""

from datetime import UTC, date, datetime

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


def test_the_day_on_which_an_embargo_ends_may_be_to_come() -> None:
    ends = datetime(2026, 5, 1, 6, tzinfo=UTC)

    assert completed(Draft("T", "x", published=ends.date(), embargo=ends), TODAY).published == ends.date()
    far = Draft("T", "x", published=date(2031, 1, 1), embargo=ends)
    assert completed(far, TODAY).published is None
    withheld = Draft("T", "x", published=date(2031, 1, 1), embargo=datetime(9999, 12, 31, tzinfo=UTC))
    assert completed(withheld, TODAY).published is None


def test_a_moment_that_was_never_set_is_doubted_and_a_day_of_1970_is_not() -> None:
    unset = Draft("T", "x", published=date(1969, 12, 31), published_at=datetime(1970, 1, 1, tzinfo=UTC))

    draft = completed(unset, TODAY)

    assert (draft.published, draft.published_at) == (None, None)
    assert draft.dated_by is not None
    assert "1969-12-31 is where computers begin" in draft.dated_by
    assert completed(Draft("T", "x", published=date(1970, 1, 1)), TODAY).published == date(1970, 1, 1)


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
