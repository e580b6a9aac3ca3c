"""What a person may change of an article by hand: the checks that the command line and the app share."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

from corpus.records import ArticleInfo

FIELDS = (
    *("title", "outlet", "author", "published", "modified", "url", "section"),
    *("language", "agency", "credit", "usage", "embargo", "correction"),
)
"""The fields of an article that can be edited, in the order in which they are shown."""


def as_typed(info: ArticleInfo) -> dict[str, str]:
    """Return the fields of an article as a person would type them; what is not known is empty."""
    typed = {name: getattr(info, name) for name in FIELDS}
    typed |= {name: day.isoformat() for name in ("published", "modified") if (day := typed[name])}
    if info.embargo:
        typed["embargo"] = f"{info.embargo:%Y-%m-%dT%H:%MZ}"
    return {name: value or "" for name, value in typed.items()}


def changes_of(shown: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns that change where ``typed`` is not what was ``shown``, by name.

    Raises ValueError, with advice for a person, where something is not written as it must be.
    """
    changes: dict[str, Any] = {}
    for name in FIELDS:
        if typed[name].strip() == shown[name].strip():
            continue
        if name == "published":
            # what told the day, and the moment that was read with it, are no longer so
            changes |= {"published": iso_day(typed[name]), "published_at": None, "dated_by": None}
        elif name == "modified":
            changes[name] = iso_day(typed[name])
        elif name == "language":
            changes[name] = language(typed[name])
        elif name == "embargo":
            changes[name] = moment(typed[name])
        elif name == "url":
            changes[name] = address(typed[name])
        else:
            changes[name] = words(typed[name])
    if "title" in changes and not changes["title"]:
        raise ValueError("leave the headline some words")
    return changes


def words(text: str) -> str | None:
    """Return a line of words that was typed; None where nothing was. Raises ValueError with advice."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("write it in Unicode: it holds half a character") from error
    if any(category(letter) == "Cc" and not letter.isspace() for letter in text):
        raise ValueError("write it without control characters")
    return " ".join(text.split()) or None


def address(text: str) -> str | None:
    """Return a web address that was typed; None where nothing was. Raises ValueError with advice."""
    given = words(text)
    if given is None:
        return None
    try:
        parts = urlsplit(given)
        named = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and " " not in given
    except ValueError:
        named = False
    if not named:
        raise ValueError("write a whole address, such as https://example.org/story")
    return given


def iso_day(text: str) -> str | None:
    """Return a day that was typed as YYYY-MM-DD; None where nothing was.

    Raises ValueError with advice, also for a day that would not be believed of an input: such an article
    would be undated once it was exported and read again.
    """
    from ingest.completing import doubt_of  # loads the stores, which `--help` does without

    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError("write the day as YYYY-MM-DD") from error
    if doubt := doubt_of(day, date.today()):  # noqa: DTZ011  # the reader's day, as when it is taken in
        raise ValueError(f"write another day: {day.isoformat()} {doubt}")
    return day.isoformat()


def language(text: str) -> str | None:
    """Return an ISO 639-1 code, lower case; None where nothing was typed. Raises ValueError with advice."""
    code = text.strip().lower()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise ValueError('write two letters, such as "en"')
    return code or None


def moment(text: str) -> datetime | None:
    """Return until when an embargo holds, in UTC: of a day, until its end there.

    A moment without a zone is in UTC. None where nothing was typed; raises ValueError with advice.
    """
    given = text.strip()
    if not given:
        return None
    try:
        try:
            return datetime.combine(date.fromisoformat(given) + timedelta(1), time(), UTC)
        except ValueError:
            found = datetime.fromisoformat(given)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("write a day (YYYY-MM-DD) or a moment (YYYY-MM-DDTHH:MMZ)") from error
