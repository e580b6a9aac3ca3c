"""Authors: the people and organisations of a byline as CSL names.

A byline is what somebody printed: "By Ursula von der Leyen, J. R. Doe Jr. and Ann Poe for Reuters". A person
is parted into family and given name only where that is safe; whatever is not surely a person's name in a
script whose names put the family last stays whole (``literal``), as printed. No name is ever made up, and
none is put in another case.
"""

import re

from assistant.briefings.exporting.words import one_line
from corpus.names import is_courtesy

Name = dict[str, str]
"""A CSL name: ``literal``; or ``family`` with ``given``, ``non-dropping-particle`` and ``suffix``."""

_BY = re.compile(
    r"^\W*(?:(?:written|reported|story|words|text|posted|published)\s+)?by\b:?(?:\s+|$)", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:,\s*)?(?:\s(?:and|with|und|et)\s|[&;|•·])\s*(?:by\s+)?", re.IGNORECASE)
# "Jane Doe for Reuters", "Jane Doe of The Associated Press", "Jane Doe in Berlin"
_WHERE = re.compile(r"\s+(?:[Ff]or|of(?=\s+(?:the|The|[A-Z]))|in|at|from|special to|on)\s+.*$")
_BRACKETS = re.compile(r"\s*(?:\(.*?\)|\[.*?\]|<.*?>|\S+@\S+|(?<!\S)@\w+)\s*")
_ROLE = re.compile(
    r"(?i)\b(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|producers?|photographers?"
    r"|analysts?|critics?|journalists?|bureau chief|anchors?|fellow|professor|contributing|freelance)\b"
)
_ORGANISATION = re.compile(
    r"(?i)\b(?:staff|news(?:room|wire)?|press|agency|agencies|desk|team|bureau|board|service|services|wires?"
    r"|media|network|times|post|gazette|herald|journal|tribune|magazine|daily|weekly|radio|tv|television|online"
    r"|association|institute|ministry|department|office|university|council|committee|commission|centre|center"
    r"|rights|watch|nations|international|federation|alliance|coalition|initiative|society|academy|college"
    r"|hospital|authority|parliament|senate|congress|company|corporation|group|foundation|union|party|government|inc|ltd|llc|gmbh|reuters|afp|bloomberg"
    r"|editorial|editors|redaktion|agence|agencia|agenzia|agentur)\b|\d|://|\.(?:com|org|net)\b"
)
# Borne by surnames in the languages that news writes in; a first word is a given name whatever it is.
_PARTICLES = frozenset(
    """
    von vom zu zum zur van der den de del della delle dello di da das do dos du des la le las los el al
    ten ter te op het af av bin bint ibn abu ould y e i
    """.split()
)
_JOINS = frozenset(("y", "e", "i"))  # "Ortega y Gasset": between two surnames, before none
_TITLES = re.compile(
    r"^(?:dr|prof|professor|rev|sir|dame|sen|rep|gov|gen|col|lt|capt|sgt|hon|amb)\.?$", re.IGNORECASE
)
_SUFFIX = re.compile(r"^(?:jr|sr)\.?$|^(?:II|III|IV)$", re.IGNORECASE)
_DEGREE = re.compile(r"^(?:m\.?d|ph\.?\s?d|m\.?a|m\.?b\.?a|j\.?d|r\.?n|esq|cfa)\.?$", re.IGNORECASE)
_INITIALS = re.compile(r"^(?:[^\W\d_]\.?[\s-]*){1,4}$")
# Scripts in which "given family" with the family last is the rule.
_LAST = re.compile(r"[A-Za-zÀ-ɏḀ-ỿͰ-Ͽἀ-῿Ѐ-ԯԱ-֏]")
_LETTER = re.compile(r"[^\W\d_]")


def authors(byline: str | None, outlet: str | None = None) -> list[Name]:
    """Return the authors that a byline names, in order, each once; none for an empty one.

    People go before what else stands beside them: of "Jane Doe, Associated Press" the agency is where she
    works, of "Jane Doe and Associated Press" both are authors. ``outlet`` is the article's own, which is an
    author only where nobody else is.
    """
    line = _BY.sub("", one_line(byline or "")).strip(" ,")
    groups = [one.strip(" ,") if _closed(one) else one.strip(" ,.") for one in _AND.split(line)]
    found = [name for group in groups if group for name in _of_group(group, outlet)]
    if len(groups) > 1 and _is_one_house(groups, found):
        return [{"literal": line}]
    if any("family" in one for one in found):
        found = [one for one in found if not _of_outlet(one.get("literal", ""), outlet)]
    return list({tuple(sorted(one.items())): one for one in found}.values())


def _is_one_house(groups: list[str], found: list[Name]) -> bool:
    """Tell whether "Johnson & Johnson" or "Department of Health and Human Services" is one author."""
    people = any("family" in name for name in found)
    return not people and not all(_organised(one) and " of " not in one for one in groups)


def _closed(text: str) -> bool:
    """Tell whether a last full stop belongs to the name: "Jr.", "Sammy Davis Jr.", "J. R."."""
    last = text.strip(" ,").split(" ")[-1]
    return bool(_SUFFIX.match(last) or _DEGREE.match(last) or re.fullmatch(r"(?:\w\.)+", last))


def _of_group(group: str, outlet: str | None) -> list[Name]:
    """Read names between commas; of people, what follows that is a job or a house belongs to them."""
    parts = [part for part in (one_line(_BRACKETS.sub(" ", one)) for one in group.split(",")) if part]
    if len(parts) == 2 and _inverted(*parts):
        return [_of_words([*parts[1].split(), *parts[0].split()], family=len(parts[0].split()))]
    found: list[Name] = []
    for part in parts:
        if _heads(part, parts):
            continue
        if _of_outlet(part, outlet):
            found.append({"literal": part})
        elif _SUFFIX.match(part) and found and "family" in found[-1]:
            found[-1]["suffix"] = part
        elif not (found and _beside(part, found[-1])):
            found.append(_name(part))
    return found


def _heads(part: str, parts: list[str]) -> bool:
    """Tell whether a part holds another name: pages say "Ann Lee Bob Roe, Ann Lee, Bob Roe"."""
    return any(" " in one and one != part and f" {one} " in f" {part} " for one in parts)


def _of_outlet(part: str, outlet: str | None) -> bool:
    """Tell whether a part is the outlet or a house of its: "CNN Business" of CNN."""
    return bool(outlet) and f"{part} ".casefold().startswith(f"{outlet} ".casefold())


def _beside(part: str, name: Name) -> bool:
    """Tell whether a part after a name is no further one, but a degree, a job, or where a person works."""
    person = _is_person(_WHERE.sub("", part))
    return not person and bool("family" in name or _DEGREE.match(part) or _ROLE.search(part))


def _inverted(first: str, second: str) -> bool:
    """Tell whether two parts are one name, the family first: "Doe, Jane", "van der Berg, J. R."."""
    *particles, family = first.split()
    if not _LAST.match(family) or _organised(first) or _organised(second) or _SUFFIX.match(second):
        return False
    if _DEGREE.match(second) or not all(word.casefold() in _PARTICLES for word in particles):
        return False
    return bool(_INITIALS.match(second)) or len(second.split()) == 1


def _organised(part: str) -> bool:
    return bool(_ORGANISATION.search(part)) or (part.isupper() and len(part) <= 5 and " " not in part)


def _is_person(part: str) -> bool:
    words = part.split()
    every_word = all(_LETTER.search(word) for word in words)
    return 2 <= len(words) <= 6 and every_word and not _organised(part) and not _ROLE.search(part)


def _name(part: str) -> Name:
    person = _WHERE.sub("", part)
    # A job before or after the name would become a part of it: then all stays as it was printed.
    if not _is_person(person) or not all(_LAST.match(one) for one in _LETTER.findall(person)):
        return {"literal": part if _organised(part) or not _is_person(person) else person}
    words = person.split()
    while len(words) > 2 and (is_courtesy(words[0]) or _TITLES.match(words[0])):
        words = words[1:]
    return _of_words(words)


def _of_words(words: list[str], family: int = 0) -> Name:
    """Part a name in words. ``family`` is how many of its last words are the surname with its particles."""
    suffix = words[-1] if len(words) > 2 and not family and _SUFFIX.match(words[-1]) else ""
    words = words[:-1] if suffix else words
    start = len(words) - family if family else _surname_at(words)
    given, surname = words[:start], words[start:]
    at = 0
    while at < len(surname) - 1 and surname[at].islower() and surname[at] in _PARTICLES - _JOINS:
        at += 1
    name = {"family": " ".join(surname[at:]).rstrip(","), "given": " ".join(given)}
    if at:
        name["non-dropping-particle"] = " ".join(surname[:at])
    if suffix:
        name["suffix"] = suffix
    return {key: value for key, value in name.items() if value}


def _surname_at(words: list[str]) -> int:
    """Return where the surname begins: its particles belong to it, and so does what "y" joins."""
    start = len(words) - 1
    if start >= 3 and words[start - 1] in _JOINS:
        start -= 2
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return start
