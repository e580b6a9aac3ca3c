"""Edits: what a person changed of an upload before it is added, as typed, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.records import Draft
from ingest.completing import completed
from ui.app.upload import staging

BY_HAND = "by hand"
"""Where a day comes from that a person typed (``Draft.dated_by``)."""
EDITABLE = ("title", "outlet", "author", "published", "credit", "usage", "embargo")
"""The fields of a draft that a person may change before it is added."""


@dataclass
class Edits:
    """What a person changed: by an article's number its fields as typed, and what is not to be added."""

    fields: dict[int, dict[str, str | None]] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    follow: set[str] = field(default_factory=set)
    """The addresses of the feeds that are to be followed."""


def chosen(folder: Path) -> Iterator[tuple[str, Draft]]:
    """Yield what is to be added, as it was edited, each with its origin; one at a time."""
    edits = edits_of(folder)
    for number, (origin, draft) in enumerate(staging.readings_of(folder)):
        if number not in edits.left_out:
            yield origin, edited(draft, edits.fields.get(number, {}))


def edits_of(folder: Path) -> Edits:
    """Return what a person has changed so far."""
    path = folder / "edits.json"
    if not path.is_file():
        return Edits()
    held = staging.read(path)
    fields = {int(number): values for number, values in held["fields"].items()}
    return Edits(fields, set(held["left_out"]), set(held["follow"]))


def keep(folder: Path, edits: Edits) -> None:
    """Keep what a person has changed so far."""
    held = {"fields": edits.fields, "left_out": sorted(edits.left_out), "follow": sorted(edits.follow)}
    staging.write(folder / "edits.json", held)


def edited(draft: Draft, changed: Mapping[str, str | None]) -> Draft:
    """Return a draft with what a person typed. A day or moment that is none stays as it was read."""
    values: dict[str, Any] = {}
    for name, typed in changed.items():
        text = (typed or "").strip() or None
        if name == "published":
            if (day := day_of(text)) is not None or text is None:
                values |= {"published": day, "published_at": None, "dated_by": BY_HAND if day else None}
        elif name == "embargo":
            if (moment := moment_of(text)) is not None or text is None:
                values["embargo"] = moment
        elif name == "title":
            values["title"] = text or ""
        else:
            values[name] = text
    return replace(draft, **values)


def problem_of(changed: Mapping[str, str | None]) -> str | None:
    """Return what is wrong with what a person typed for an article, or None."""
    if "title" in changed and not (changed["title"] or "").strip():
        return "it has no headline"
    typed = changed.get("published")
    if typed and day_of(typed) is None:
        return f"{typed} is no day of the calendar"
    if typed and (doubt := _doubt_of(typed[:10])):
        return doubt
    if changed.get("embargo") and moment_of(changed["embargo"]) is None:
        return "its embargo is no moment"
    return None


@lru_cache(maxsize=256)
def _doubt_of(day: str) -> str | None:
    """Return why a day would not be believed, or None."""
    draft = Draft("", "", published=date.fromisoformat(day))
    stored = completed(draft, date.today())  # noqa: DTZ011  # the reader's day
    return (stored.dated_by or "").removeprefix("not believed: ") or None


def day_of(typed: str | None) -> date | None:
    """Return the day that a table's cell holds (ISO, perhaps with a time), None where it is none."""
    try:
        return date.fromisoformat((typed or "")[:10])
    except ValueError:
        return None


def moment_of(typed: str | None) -> datetime | None:
    """Return the moment that a table's cell holds, in UTC, None where it is none."""
    try:
        moment = datetime.fromisoformat(typed or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
