"""Bylines: the names in "By ANNA WRITER and Ben Other, AP Staff Writers | The Gazette", and the agency."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from ingest.agencies import agency_of

_BY = re.compile(
    r"^\W*(?:(?:written|posted|published|reported|story|words|article|text)\s+by"
    r"|by|von|por|par|(?-i:di|door)|автор)\b:?\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*([,;|/•·]|\s[-–—]\s|\band\b|&|\bund\b|\bet\b|\be\b(?=\s[A-Z])|\by\b(?=\s[A-Z]))\s*"
)
_NOT_A_NAME = re.compile(
    r"""(?ix) \d | @ | :// | www\. | \.(?:com|org|net)\b | ^\W*$ | \b(?:
    staff | team | desk | bureau | newsroom | editors | editorial | reporters | correspondents? | writers
    | columnists? | contributors? | contributing | journalists? | producers? | analyst | authors
    | admin(?:istrator)? | webmaster | redaktion | redazione | redacci[oó]n | r[eé]daction | reda[cç][aã]o
    | special\ to | for\ the | follow | updated | published | posted | minutes? | comments? | email
    | wires? | services? | anonymous | unknown | user | blogger | photographer | photo | picture | image
    | getty
    )\b"""
)
_TITLE = re.compile(  # words that are surnames, too: "Anna Writer" is a name, "Political Writer" none
    r"(?i)\b(?:writer|editor|reporter|author|critic|guest|read|share|director|chief|president|professor|fellow)\b"
)
_OF_A_TITLE = re.compile(
    r"(?i)\b(?:staff|senior|guest|chief|managing|deputy|associate|assistant|executive|national|political|politics"
    r"|business|sports?|news|science|tech(?:nology)?|health|culture|foreign|world|city|local|features?|freelance"
    r"|special|lead|digital|online|opinion|the|an?|our|vice|former|about|see|to|more)\b"
)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATED = re.compile(
    rf"(?i)\s+on\s+\w+day\b.*|\W*\b(?:{_MONTHS}\b\.?\s+)?\d.*|\W*\b(?:updated|published|publiziert|publié)\b.*"
)
_PLACE = re.compile(r"\s+in\s+[A-Z].*")
_INITIALS = re.compile(r"[A-Z]{2,}")  # a company, a degree or a username, unless it is an agency's
_LONGEST_NAME = 60  # characters
_LONGEST_LINE = 500  # characters of a credit line that are read
_MOST_WORDS = 6
_OF_A_NAME = 2  # words: a first name and a surname
_MOST_NAMES = 12


def names(lines: Iterable[str], outlet: str | None = None) -> list[str]:
    """Return the people named by ``lines``, in order, each once; where there are none, the organisations.

    Job titles, addresses, account names ("admin") and the outlet's own name are left out.
    """
    people: list[str] = []
    agencies: list[str] = []
    for line in lines:
        for number, (before, name) in enumerate(_parts(line)):
            if _is_outlet(name, outlet):
                continue
            if agency_of(name, "") and not _TITLE.search(name):
                agencies.append(name)
                if number == 0:  # "PTI, Washington": its office
                    break
            elif _is_name(name, beside_another=before.isalpha() or before == "&"):
                people.append(name)
    return list({folded(name): name for name in reversed(people or agencies)}.values())[::-1][:_MOST_NAMES]


def agency(lines: Iterable[str], text: str, outlet: str | None = None) -> str | None:
    """Return the news agency that an article is credited to: in its credit lines, or in its ``text``.

    An agency's own site is credited to nobody else: None.
    """
    parts = (name for line in lines for _, name in _parts(line) if not _is_outlet(name, outlet))
    titled = (
        agency_of(name.split()[0], "") if _TITLE.search(name) else agency_of(name, "") for name in parts
    )
    found = next(filter(None, titled), None) or agency_of(None, text)
    return None if found and _is_outlet(found, outlet) else found


def folded(text: str) -> str:
    """Return ``text`` as its words alone, lower case, so that two spellings of a line are found equal."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _parts(line: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a credit line, each with what stands before it ("and" before the first)."""
    plain = _PLACE.sub("", _DATED.sub("", _BY.sub("", _plain(line))))
    parts = _BETWEEN.split(plain)
    for before, part in zip(["and", *parts[1::2]], parts[::2], strict=True):
        name = re.sub(r"\(.*?\)|\S+@\S+|@\w+", " ", part)
        if name := " ".join(_BY.sub("", name).split()).strip(" .,:-–—*"):
            yield before, name


def _plain(line: str) -> str:
    return " ".join(unescape(line[:_LONGEST_LINE]).split())


def _is_name(name: str, *, beside_another: bool) -> bool:
    """Tell whether this is a person's name. ``beside_another``: where names stand, not titles."""
    words = name.split()
    if _TITLE.search(name) and not (
        beside_another and len(words) == _OF_A_NAME and not _OF_A_TITLE.search(name)
    ):
        return False
    if not words or len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS or _NOT_A_NAME.search(name):
        return False
    if len(words) == 1 and (
        name.islower() or _INITIALS.fullmatch(name) or not re.sub(r"['’-]", "", name).isalpha()
    ):
        return False  # an account's name, a degree, a company
    return any(word[0].isupper() or not word[0].isascii() for word in words)


def _is_outlet(name: str, outlet: str | None) -> bool:
    if not outlet:
        return False
    first, second = f" {folded(name)} ".replace(" the ", " "), f" {folded(outlet)} ".replace(" the ", " ")
    return first in second or (len(second) > 4 and second in first)  # not " x "
