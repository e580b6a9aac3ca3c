"""Bylines: the names in "By ANNA WRITER and Ben Other, AP Staff Writers | The Gazette", and the agency."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from ingest.agencies import agency_of

_BY = re.compile(
    r"^\W*(?:(?:written|posted|published|reported|reporting|story|words|article|text|analysis|opinion|review)\s+by"
    r"|by|von|por|par|(?-i:di|door)|автор)\b:?\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*([,;|/•·]|\s[-–—]\s|\band\b|&|\bund\b|\bet\b|\bи\b"
    r"|\b[eyi]\b(?=\s[^\W\d_a-z]\S*\s+[^\W\d_a-z])"  # not in "Ortega y Gasset"
    r"|\b(?:with|avec|mit|con|com)\b)\s*"
)
_NOT_A_NAME = re.compile(
    r"""(?ix) \d | @ | :// | www\. | \.(?:com|org|net)\b | ^\W*$ | ^(?:in|about)\b | \w\ by\b
    | ^(?:news\ )?(?:agenc(?:y|ies)|agências|agences|agencias|agenturen|agenzie)$
    | ^(?:mon|tues|wednes|thurs|fri|satur|sun)day$ | ^(?:today|yesterday)$ | \b(?:
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
_OF_TITLES = (
    r"(?i:staff|senior|guest|chief|managing|deputy|associate|assistant|executive|national|political|politics"
    r"|business|sports?|news|science|tech(?:nology)?|health|culture|foreign|world|city|local|features?|freelance"
    r"|special|lead|digital|online|opinion|the|an?|our|vice|former|about|see|to|more)"
)
_OF_A_TITLE = re.compile(rf"\b{_OF_TITLES}\b")
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATED = re.compile(
    rf"(?i)\s+on\s+\w+day\b.*|\W*\b(?:{_MONTHS}\b\.?\s+)?\d.*|\W*\b(?:updated|published|publiziert|publié)\b.*"
)
_BRACKETED = re.compile(r"\([^()]*\)")
# "Anna Jones in Paris and Ben Other in Portland, Maine"
_PLACE = re.compile(
    r"\s+in\s+[A-ZÀ-Þ][\w.'’-]*(?:\s+[A-ZÀ-Þ][\w.'’-]*)*(?:,\s*[A-ZÀ-Þ][\w.]*(?=\s*(?:$|[,;|/&]|and\b)))?"
)
_FOR_WHOM = re.compile(
    r"\s+(?:(?i:special|exclusive)\s+(?i:to|for)\b|(?i:for)\s+(?:[Tt]he\s+)?(?:[A-Z]|\S+\.\w)).*"
)
_APART = tuple("|/•·-–—")  # between names and what else is said
_BORN = re.compile(
    r",?\s+(Jr|Sr|II|III|IV)\b\.?(?!\w)"
)  # part of a name, although a comma may stand before it
_AFTER_A_NAME = re.compile(  # "Anna Jones Political editor"
    rf"(?:\s+(?:{_OF_TITLES}))*\s+(?:(?i:reporter|correspondent|columnist)|editor|writer|critic)s?\b.*"
    rf"|(?:\s+(?:{_OF_TITLES}))+\s+(?i:editor|writer|critic|director|chief)s?\b.*"
)
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
    people, agencies = _named(lines, outlet)
    return people or agencies


def people(lines: Iterable[str], outlet: str | None = None) -> list[str]:
    """Return the people named by ``lines``, in order, each once; none where only organisations are."""
    return _named(lines, outlet)[0]


def _named(lines: Iterable[str], outlet: str | None) -> tuple[list[str], list[str]]:
    """Return the people and the organisations that ``lines`` name."""
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
    return _once(people), _once(agencies)


def _once(found: list[str]) -> list[str]:
    return list({folded(name): name for name in reversed(found)}.values())[::-1][:_MOST_NAMES]


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
    plain = _BRACKETED.sub(" ", _plain(line))
    plain = _BORN.sub(r" \1", _PLACE.sub("", _DATED.sub("", _BY.sub("", plain))))
    parts = _BETWEEN.split(plain)
    for before, part in zip(["and", *parts[1::2]], parts[::2], strict=True):
        name = re.sub(r"\S+@\S+|@\w+", " ", part)
        name = _BY.sub("", name)
        if before in _APART and _FOR_WHOM.search(name):  # "Anna Jones | Gazette Media for gazette.example"
            continue
        name = " ".join(_FOR_WHOM.sub("", name).split()).strip(" .,:-–—*")
        name, office = _without_office(name)
        if name := re.sub(r"\b([JS]r)$", r"\1.", name):
            yield before, name
        if office:
            yield ",", office


def _without_office(name: str) -> tuple[str, str | None]:
    """Take off what follows a name without a comma, a title or an agency: "ANNA JONES Associated Press"."""
    words = name.split()
    for start in range(_OF_A_NAME, len(words)):
        if agency_of(" ".join(words[start:]), ""):
            return " ".join(words[:start]), " ".join(words[start:])
    bare = _AFTER_A_NAME.sub("", name)
    return (bare, None) if len(bare.split()) >= _OF_A_NAME and " of " not in bare else (name, None)


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
    if first.replace(" ", "") == second.replace(" ", ""):
        return True
    return first in second or (len(second) > 4 and second in first)  # not " x "
