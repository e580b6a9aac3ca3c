"""Agencies: which news agency a text is credited to, by its byline, its dateline or the credit line below.

A credit says whose text it is. That an agency has contributed to a text, was told something or took the
picture makes the text no agency's: "The Associated Press contributed to this report" counts for nothing.
"""

import re

# Each by the name given back, with what else it is printed as.
_AGENCIES: dict[str, tuple[str, ...]] = {
    "Associated Press": ("AP", "AP News", "AP Sports", "AP Entertainment", "AP Business", "AP Online"),
    "Reuters": ("Thomson Reuters", "Reuters News", "Reuters Staff", "Reuters Breakingviews"),
    "AFP": ("Agence France-Presse", "Agence France Presse", "AFP News"),
    "dpa": ("DPA", "Deutsche Presse-Agentur", "dpa International", "dpa-AFX"),
    "EFE": ("Agencia EFE", "EFE News Service"),
    "Xinhua": ("Xinhua News Agency",),
    "PA Media": ("PA", "PA News", "Press Association"),
    "Bloomberg": ("Bloomberg News",),
    "UPI": ("United Press International",),
    "TASS": ("ITAR-TASS", "TASS News Agency"),
    "RIA Novosti": (),
    "Interfax": ("Interfax News Agency", "Interfax-Ukraine"),
    "Ukrinform": (),
    "Kyodo": ("Kyodo News", "Kyodo News Service"),
    "Jiji Press": ("Jiji",),
    "Yonhap": ("Yonhap News", "Yonhap News Agency"),
    "ANSA": ("Agenzia ANSA",),
    "ANI": ("Asian News International", "ANI News"),
    "PTI": ("Press Trust of India",),
    "IANS": ("Indo-Asian News Service",),
    "Anadolu": ("Anadolu Agency", "AA"),
    "Bernama": (),
    "Canadian Press": ("CP",),
    "AAP": ("Australian Associated Press",),
    "APA": ("Austria Presse Agentur", "APA-OTS"),
    "Keystone-SDA": ("SDA",),
    "Belga": ("Belga News Agency",),
    "ANP": (),
    "NTB": (),
    "Ritzau": (),
    "CNN Wire": ("CNN", "CNN Newsource", "CNN.com Wire Service"),
    "Tribune News Service": ("TNS", "Tribune Content Agency"),
    "KFF Health News": ("Kaiser Health News",),
}
_FORMS = {form: agency for agency, forms in _AGENCIES.items() for form in (agency, *forms)}
# Initials are compared as they are: "efe" and "pa" are words elsewhere.
_FOLDED = {form.casefold(): agency for form, agency in _FORMS.items() if len(form) > 4}
# Where a credit may stand: a dateline in so many characters (captions may come first), the others in so many
# lines.
_HEAD, _OPENING_LINES, _CLOSING_LINES = 2_500, 4, 4
_LONGEST = 300  # characters of a byline or a line that are read
_MOST_NAMES = 5  # in a byline: more are a page's list of all its authors

# "PARIS (AP) —", "Sept 15 (Reuters) -", "(UPI) --", at the beginning of a paragraph
_DATELINE = re.compile(r"^[^\S\n]*(?:[A-ZÀ-Þ][^()\n]{1,60})?\(([^()\n]{2,40})\)[^\S\n]*(?:[-‐-―−]+|:)", re.M)
# The way of dpa: a town, a slash, and no brackets
_SLASHED = re.compile(r"^[A-ZÀ-Þ][\w .'’-]{1,40}/(\w{3,5})\s*[-‐-―−]", re.M)
_PARTS = re.compile(r"\s*[,;|/•·()–—]\s*|\s+-\s+")
_ROLE = re.compile(
    r"^(?:by|for|via|from|story|source)\s+|^the\s+"
    r"|\s+(?:staff|news|sports|business|entertainment|political|science|medical|health)?\s*"
    r"(?:writers?|reporters?|correspondents?|editors?|staff)$|\s+in\s+[A-Z][\w. ]+$",
    re.I,
)
_CREDIT = re.compile(
    r"[^\w(©]*\(?\s*"
    r"(?:(?:source|credit|text|story|via|by|from|distributed by|provided by|courtesy of)\b\s*:?\s*)?"
    r"(?:copyright\b|\(c\)|©)?\s*(?:\(c\)|©)?\s*(?:\d{4}(?:[-–]\d{2,4})?)?\s*,?\s*(?:by\s+)?(?:the\s+)?"
    r"(?P<name>[^\W\d_][\w.\- ]{1,38}?)"
    r"\s*(?:,?\s*(?:LLC|Inc|L\.P|LP|Ltd)\b\.?)?\s*[.)\]]*(?:\s*all rights reserved\b.*)?",
    re.I,
)
_AT_THE_END = re.compile(r"\(([^()\n]{2,40})\)\.?$")


def agency_of(author: str | None, text: str) -> str | None:
    """Return the news agency whose text this is said to be, or None where nothing says so.

    ``author`` is the byline as printed. It counts most, then a dateline or a byline that opens the text, then
    a credit line that ends it. An agency has one name here, however it is printed: "Associated Press", "AFP".
    """
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    return (
        _of_byline(_spaced(author or "")[:_LONGEST])
        or _of_dateline(text[:_HEAD])
        or _of_opening(lines[:_OPENING_LINES])
        or _of_closing(lines[-_CLOSING_LINES:])
    )


def _named(name: str) -> str | None:
    """Return the agency of this name, if it is one's; initials must be as they are printed."""
    name = name.strip(" .")
    return _FORMS.get(name) or _FOLDED.get(name.casefold())


def _spaced(line: str) -> str:
    """Return a line with single spaces: on long stretches of them the patterns would take very long."""
    return " ".join(line.split())


def _of_byline(author: str) -> str | None:
    """Read "Jane Doe, Associated Press"; in "Jane Doe and Associated Press" the text is both's."""
    parts = [part for part in _PARTS.split(author) if part.strip()]
    if len(parts) > _MOST_NAMES:
        return None
    found = {agency for part in parts if (agency := _named(part) or _named(_without_role(part)))}
    return found.pop() if len(found) == 1 else None


def _without_role(part: str) -> str:
    """Return a byline's part without what its author is: "AP Sports Writer" is "AP"."""
    before = None
    while before != part:
        before, part = part, _ROLE.sub("", part)
    return part


def _of_dateline(head: str) -> str | None:
    for pattern in (_DATELINE, _SLASHED):
        for found in pattern.finditer(head):
            if agency := _named(found[1]):
                return agency
    return None


def _of_opening(lines: list[str]) -> str | None:
    """Read a line of its own: "The Associated Press". Initials alone stand under pictures, too."""
    for line in lines:
        name = re.sub(r"^(?:by\s+)?(?:the\s+)?", "", line, flags=re.I)
        if len(name) > 4 and (agency := _named(name)):
            return agency
    return None


def _of_closing(lines: list[str]) -> str | None:
    """Read "© 2024 Reuters", "Source: Xinhua", and "(PTI)" at the very end."""
    for line in map(_spaced, reversed(lines)):
        whole = _CREDIT.fullmatch(line[:_LONGEST])
        if whole and (agency := _named(whole["name"])) and not (line == whole["name"] and len(line) <= 4):
            return agency
    last = _AT_THE_END.search(lines[-1][-_LONGEST:]) if lines else None
    return _named(last[1]) if last else None
