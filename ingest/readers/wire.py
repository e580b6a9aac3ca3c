"""One item of a news agency's wire, whatever its format: what it says of itself becomes a draft."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers.dates import printed_day, utc_moment
from ingest.readers.fields import embargo_end, language_code
from ingest.readers.text import title_from_name

UNTIL_TOLD = datetime(9999, 12, 31, tzinfo=UTC)
"""The embargo of an item that its agency withholds without saying until when."""

# ISO 8601's basic form, which NITF prefers: 20250112T101500Z, 20250112T101500-0500, 20250112.
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?")
# Words by which agencies announce that something was wrong: English, German, French, Spanish, Italian.
_NOTICE = (
    r"correct(?:ion|ions|ed|s)|clarification|retraction|retracted|withdrawn|(?:mandatory )?kill|"
    r"korrektur|korrigiert|berichtigung|berichtigt|rectificatif|corrección|rectificación|errata|rettifica"
)
_IN_NOTES = rf"{_NOTICE}|correcting|corrective|clarifies|retracts|withdraw(?:al|s)|kill(?:ed|s)|rückzug"
_HEADLINE_NOTICE = re.compile(rf"\W*(?:{_NOTICE})\b(?: (?:notice|\d{{1,2}}))?\s*[:\-–—/(|]", re.IGNORECASE)
_OPENING_NOTICE = re.compile(rf"[(\[]\s*(?:{_NOTICE})\b|(?:{_NOTICE})\s*[:–—]", re.IGNORECASE)
_NOTE_NOTICE = re.compile(rf"\W*(?:{_IN_NOTES})\b", re.IGNORECASE)
_SHOUTED = re.compile(rf"\b(?:{_IN_NOTES.upper()})\b")
_BY = re.compile(r"\A(?:by|von|par|por|di)\s+(?=\w)", re.IGNORECASE)
_WITHDRAWN = ("canceled", "cancelled", "killed", "withdrawn")


@dataclass(frozen=True, slots=True)
class Item:
    """What one item says of itself, as printed. Sequences have the best first; empty means not said."""

    headlines: Sequence[str] = ()
    paragraphs: Sequence[str] = ()
    summary: Sequence[str] = ()
    """Paragraphs that stand for the text where the item has none."""
    dateline: str | None = None
    external_id: str | None = None
    url: str | None = None
    outlets: Sequence[str] = ()
    agencies: Sequence[str] = ()
    author: str | None = None
    created: str | None = None
    changed: str | None = None
    embargoed: str | None = None
    dated_by: str | None = None
    """Where ``created`` was read from."""
    section: str | None = None
    language: str | None = None
    credit: str | None = None
    usage: str | None = None
    status: str | None = None
    """usable, embargoed, withheld or canceled, perhaps with a scheme before it ("stat:usable")."""
    notes: Sequence[str] = ()
    """Notes to editors: they are no part of the text."""
    corrects: bool = False
    """Marked as a correction by its sender: then the notes say what was wrong."""

    def or_else(self, other: "Item") -> "Item":
        """Return this item, with what ``other`` says wherever this one says nothing."""
        missing = {
            field.name: getattr(other, field.name) for field in fields(self) if not getattr(self, field.name)
        }
        return replace(self, **missing)


def draft(item: Item, name: str) -> Draft | BadArticle:
    """Return the item as an article, or why it is none. ``name`` is its file's."""
    status = (item.status or "").rsplit(":", 1)[-1].strip().lower()
    correction = _correction(item, status)
    text = _text(item) or (correction if status in _WITHDRAWN else None)
    if not text:
        return BadArticle("The item has no text. Ask its sender for the full version.")
    title = next(iter(item.headlines), None) or title_from_name(name)
    outlet = next(iter(item.outlets), None)
    others = (*item.agencies, *item.outlets)
    return _dated(
        Draft(
            title=title,
            text=text,
            external_id=item.external_id,
            outlet=outlet,
            author=_BY.sub("", item.author) if item.author else None,
            url=item.url,
            language=language_code(item.language),
            section=item.section,
            agency=next((one for one in others if outlet and one.casefold() != outlet.casefold()), None),
            correction=correction,
            credit=item.credit,
            usage=item.usage,
        ),
        item,
        status,
    )


def day(printed: str | None) -> date | None:
    """Return the day as printed, before any conversion; None where there is none."""
    return printed_day(_extended(printed))


def moment(printed: str | None) -> datetime | None:
    """Return the moment in UTC, where a time of day and its zone are known.

    In the basic form, midnight is how NITF writes that the time is not known.
    """
    basic = _BASIC.fullmatch(printed.strip()) if printed else None
    if basic and not int((basic[4] or "") + (basic[5] or "") + (basic[6] or "") or "0"):
        return None
    return utc_moment(_extended(printed))


def held_until(printed: str | None) -> datetime | None:
    """Return the moment in UTC at which an embargo is over for certain; None where there is none.

    A time without a zone counts where it is latest, a day from its beginning there. What names no moment
    holds until somebody tells.
    """
    try:
        return embargo_end(_extended(printed), all_day=False)
    except UnreadableInput:
        return UNTIL_TOLD


def plain_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of plain text: parted by blank lines, else by indented or by long lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    parts = re.split(r"\n[ \t]*\n", text)
    if len(parts) == 1 and "\n" in text:
        if re.search(r"\n[ \t]+\S", text):
            parts = re.split(r"\n(?=[ \t]+\S)", text)
        elif max(len(line) for line in text.split("\n")) > 120:  # lines are not broken to fit a page
            parts = text.split("\n")
    return [line for part in parts if (line := re.sub(r"[ \t]*\n[ \t]*", " ", part).strip())]


def _extended(printed: str | None) -> str | None:
    basic = _BASIC.fullmatch(printed.strip()) if printed else None
    if basic is None:
        return printed
    year, month, of_month, hours, minutes, seconds, zone = basic.groups()
    clock = f"T{hours}:{minutes}:{seconds or '00'}{zone or ''}" if hours else ""
    return f"{year}-{month}-{of_month}{clock}"


def _dated(article: Draft, item: Item, status: str) -> Draft:
    """Add the days. What is under embargo is published when that ends."""
    printed, by = item.created, item.dated_by
    if day(printed) is None:
        printed, by = item.changed, "version created"
    embargo = held_until(item.embargoed)
    if embargo is None and status in ("withheld", "embargoed"):
        embargo = UNTIL_TOLD
    released, before = day(item.embargoed), day(printed)
    at = moment(printed)
    later_that_day = embargo is not None and at is not None and embargo > at and released == before
    if released and (before is None or released > before or later_that_day):
        printed, by = item.embargoed, "embargo"
    published = day(printed)
    modified = day(item.changed) if item.changed != printed else None
    if modified and published and modified < published:
        modified = None
    return replace(
        article,
        published=published,
        published_at=moment(printed),
        modified=modified,
        dated_by=by if published else None,
        embargo=embargo,
    )


def _text(item: Item) -> str:
    """Return the paragraphs below the dateline, without a headline that is repeated above them."""
    body = list(item.paragraphs) or list(item.summary)
    headlines = {" ".join(headline.split()).casefold() for headline in item.headlines}
    while len(body) > 1 and " ".join(body[0].split()).casefold() in headlines:
        del body[0]
    dateline = (item.dateline or "").strip()
    if body and dateline and not _begins_with(body, dateline):
        if dateline[-1] in "-–—:":
            body[0] = f"{dateline} {body[0]}"
        else:
            body.insert(0, dateline)
    return "\n\n".join(body)


def _begins_with(body: Sequence[str], dateline: str) -> bool:
    """Tell whether one of the first paragraphs carries the dateline itself: then it is not set twice."""
    words = re.findall(r"\w+", dateline.casefold())
    return any(re.findall(r"\w+", part[:200].casefold())[: len(words)] == words for part in body[:3])


def _correction(item: Item, status: str) -> str | None:
    """Return the notice that the item corrects or withdraws something, as printed; None where it does not."""
    found = [
        note
        for note in item.notes
        if item.corrects or status in _WITHDRAWN or _NOTE_NOTICE.match(note) or _SHOUTED.search(note)
    ]
    found += [part for part in item.paragraphs[:2] if _OPENING_NOTICE.match(part) and len(part) < 600]
    if not found:
        found = [headline for headline in item.headlines[:1] if _HEADLINE_NOTICE.match(headline)]
    if not found and status in _WITHDRAWN:
        found = [f'The sender has withdrawn this item (status "{status}").']
    if not found and item.corrects:
        found = ["The sender marks this item as a correction."]
    return " ".join(dict.fromkeys(found)) or None
