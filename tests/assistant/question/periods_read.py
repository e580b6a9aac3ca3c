"""Periods as they are short to write."""

from datetime import date

from assistant.question.periods import find_period

ASKED = date(2026, 11, 23)
"""A Monday."""


def read(text: str, asked: date = ASKED) -> tuple[str, str] | None:
    """Return the ends of the period that a text names, and its words: ("2025-01-01..2025-12-31", "2025")."""
    period = find_period(text, asked)
    if period is None:
        return None
    ends = f"{period.first or ''}..{period.last or ''}"
    return (str(period.first) if period.first == period.last else ends), period.words.of(text)
