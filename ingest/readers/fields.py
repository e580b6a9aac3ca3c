"""What an input says of its article, in words as people write them, into a draft."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta, timezone

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers.dates import printed_day, utc_moment

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "titel", "titre", "título", "titolo"),
    "outlet": ("outlet", "source", "publication", "publisher", "quelle", "fuente", "fonte"),
    "author": ("author", "authors", "byline", "by", "autor", "auteur", "autore"),
    "published": ("published", "publication date", "date", "date published", "datum", "fecha"),
    "url": ("url", "link", "canonical url"),
    "external_id": ("id", "guid"),
    "modified": ("modified", "updated", "last modified", "last updated", "lastmod", "date modified"),
    "section": ("section", "category", "categories", "ressort", "rubrique"),
    "language": ("language", "lang"),
    "agency": ("agency",),
    "credit": ("credit", "credit line"),
    "usage": ("usage", "rights"),
    "embargo": ("embargo", "embargoed", "embargoed until", "embargo until", "sperrfrist"),
    "correction": ("correction",),
}
"""A draft's fields, and what people call them in header lines, front matter and document properties."""

# ISO 639: the two-letter code, the three-letter codes, and the name in English and in the language.
_LANGUAGES = """
en eng english; de deu ger german deutsch; fr fra fre french français; es spa spanish español castellano;
it ita italian italiano; pt por portuguese português; nl nld dutch nederlands; pl pol polish polski;
ru rus russian русский; uk ukr ukrainian українська; ar ara arabic العربية; fa fas per persian farsi فارسی;
he heb hebrew עברית; tr tur turkish türkçe; ku kur kurdish kurdî; ur urd urdu اردو; hi hin hindi हिन्दी;
zh zho chi chinese 中文; ja jpn japanese 日本語; ko kor korean 한국어; vi vie vietnamese; id ind indonesian;
sv swe swedish svenska; da dan danish dansk; no nor norwegian norsk; fi fin finnish suomi; el ell gre greek
ελληνικά; cs ces cze czech čeština; sk slk slovak slovenčina; hu hun hungarian magyar; ro ron rum romanian
română; bg bul bulgarian български; sr srp serbian srpski; hr hrv croatian hrvatski; ca cat catalan català
"""
_CODES = {word: words[0] for words in map(str.split, _LANGUAGES.split(";")) for word in words}
_NO_EMBARGO = {"none", "no", "n/a", "-", "–", "lifted", "false", "keine", "aufgehoben"}
_LAST_ZONE = timezone(timedelta(hours=-12))  # the last place on earth where a day begins and ends
_CLOCK = re.compile(r"\d[:.h]\d\d")
_BY = re.compile(r"\Aby:?\s+(?=\w)", re.IGNORECASE)
_LONGEST_OPENING = 80  # characters
_LONGEST_FILE = 20_000_000  # bytes of plain text; an article may have 5,000,000 characters of up to four


def draft_of(fields: Mapping[str, str], text: str, title: str, dated_by: str) -> Draft:
    """Return the draft that ``fields`` (by Draft's field names, values as written) describe.

    ``title`` names the article where the fields do not; ``dated_by`` says where they were read, and is
    kept only where they name a day. Raises UnreadableInput where an embargo cannot be understood: what
    may not be quoted yet must not come in as if it might.
    """
    author = fields.get("author")
    published = printed_day(fields.get("published"))
    modified = printed_day(fields.get("modified"))
    if published and modified and modified < published:  # a file saved, or a row made, before it came out
        modified = None
    return Draft(
        title=fields.get("title") or title,
        text=text,
        external_id=fields.get("external_id"),
        outlet=fields.get("outlet"),
        author=_BY.sub("", author) if author else None,
        published=published,
        published_at=utc_moment(fields.get("published")),
        dated_by=dated_by if published else None,
        modified=modified,
        url=fields.get("url"),
        section=fields.get("section"),
        language=language_code(fields.get("language")),
        agency=fields.get("agency"),
        credit=fields.get("credit"),
        usage=fields.get("usage"),
        embargo=embargo_end(fields.get("embargo")),
        correction=fields.get("correction"),
    )


def hold_to_one_text(data: bytes) -> None:
    """Raise UnreadableInput where ``data`` is longer than an article can be, before time is spent on it."""
    if len(data) > _LONGEST_FILE:
        raise UnreadableInput(f"The file is longer than {_LONGEST_FILE:,} bytes. Split it into its articles.")


def field_of(name: str) -> str | None:
    """Return the draft's field that people call ``name``, in any spelling: "Publication_Date"."""
    plain = plain_name(name)
    return next((field for field, names in NAMES.items() if plain in names), None)


def plain_name(name: str) -> str:
    """Return ``name`` in lower case with single spaces between its words: "PublicationDate", "pub-date"."""
    parted = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", name)
    return " ".join(re.findall(r"\w+", parted.casefold().replace("_", " ")))


def language_code(words: str | None) -> str | None:
    """Return the ISO 639-1 code of "en-GB", "eng" or "English"; None where it is not known."""
    if not words:
        return None
    first = re.split(r"[-_\s,;(]", words.strip().casefold(), maxsplit=1)[0]
    return _CODES.get(first) or (first if re.fullmatch(r"[a-z]{2}", first) else None)


def embargo_end(words: str | None, *, all_day: bool = True) -> datetime | None:
    """Return the moment in UTC at which an embargo ends, the latest that ``words`` can mean.

    A time without a zone is taken in the last zone on earth (UTC-12). A day alone holds to its end there
    (without ``all_day`` to its beginning), and so does a day whose time is not understood. Raises
    UnreadableInput where the words name no moment.
    """
    if not words or words.strip().casefold() in _NO_EMBARGO:
        return None
    if moment := utc_moment(words):
        return moment
    try:
        return _latest(words, all_day=all_day).replace(tzinfo=_LAST_ZONE).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UnreadableInput(
            f'The embargo "{words[:80]}" names no moment. Write it like 2025-01-12T06:00:00Z, or take the '
            "line out where there is none."
        ) from error


def _latest(words: str, *, all_day: bool) -> datetime:
    """Return the end of an embargo on the clock of wherever it is; raises ValueError or OverflowError."""
    day = printed_day(words)
    if day is None:
        return datetime.fromisoformat(" ".join(words.split()))
    timed = bool(_CLOCK.search(words))
    if timed:
        with suppress(ValueError):
            return datetime.fromisoformat(words.strip())
    return datetime.combine(day + timedelta(days=timed or all_day), time())


def opening(text: str) -> str:
    """Return the first words of ``text``, to name an article that has no headline."""
    words = " ".join(text[:200].split())
    if len(words) <= _LONGEST_OPENING:
        return words
    return words[:_LONGEST_OPENING].rsplit(" ", 1)[0] + " …"
