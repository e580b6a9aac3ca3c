"""Words: what people type as it can be kept and asked, and days as they are printed."""

from datetime import date


def storable(text: str) -> str:
    """Return a text without what cannot be stored: NUL becomes a space, half a character goes."""
    return text.replace("\0", " ").encode("utf-8", "ignore").decode()


def one_line(text: str) -> str:
    """Return a text that can be stored in one line, with single spaces; empty where it has no words."""
    return " ".join(storable(text).split())


def day_in_words(day: date | None) -> str:
    """Return a day in words: "4 May 2025"; "undated" where there is none."""
    return f"{day.day} {day:%B %Y}" if day else "undated"
