"""People by their names: whether a name is a person's, and whether two names may be one person's.

"Bill Clinton" is neither Hillary Clinton nor a lawyer of the Clintons; he may be Mr. Clinton, and William.
"""

import re

from corpus.names import countries_in, fold_name, gender_of, is_courtesy, is_office, surname

_BODY = re.compile(
    r"\b(?:House|Department|Court|Congress|Senate|Ministry|Group|Network|Party|University|College|Company|Fund|"
    r"Corporation|Industries|Board|Union|Bank|Club|Council|Agency|Association|Foundation|Inc|Times|Post)\b"
)
# Given names that are one though they begin otherwise; general knowledge.
_ALSO = [
    frozenset(names.split())
    for names in (
        "bill billy will william",
        "bob bobby rob robert",
        "dick rick rich richard",
        "ted ned ed eddie edward",
        "ted theodore",
        "jack john johnny",
        "chuck charles charlie",
        "peggy meg margaret",
        "betsy beth liz lisa elizabeth",
        "tony anthony",
        "sandy alexander alexandra",
        "jim jimmy james",
        "harry henry hank",
        "molly polly mary",
        "kate katherine catherine cathy kathy",
    )
]
_WORD = re.compile(r"[^\s,;()“”\"]+")
_OWNING = re.compile(r"['’]s?$")
_GOES_ON = frozenset("and of from in at who da de do dos du van von bin al el".split())
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)")
_MOST = 3  # words of a given name


def is_person(subject: str) -> bool:
    """Tell whether whom the question is about is a person with a full name, not an office or a body."""
    names = [word for word in subject.split() if word[:1].isupper() and not is_office(word)]
    plain = [word for word in subject.split() if not is_office(word)]
    if len(names) < 2 or names != plain or subject.split()[-1] != names[-1]:
        return False
    return not _BODY.search(subject) and not countries_in(subject)


def may_be(speaker: str, person: str) -> bool:
    """Tell whether a speaker, as an article names them, may be this person, who is given by full name.

    The last name must be theirs, not that of somebody they work for ("Clinton's lawyer", "a Clinton aide",
    "the Clinton Foundation"), and the given name, where there is one, no other.
    """
    words = _WORD.findall(speaker)
    last = surname(person)
    places = [at for at, word in enumerate(words) if fold_name(word) == last]
    return any(_may_be_at(words, at, person) for at in places)


def is_told_of(sentence: str, person: str) -> bool:
    """Tell whether a sentence that has a person's last name may mean them, and no namesake by given name."""
    words = [_OWNING.sub("", word) for word in _WORD.findall(sentence)]
    last = surname(person)
    before = [words[at - 1] if at else "" for at, word in enumerate(words) if fold_name(word) == last]
    others = [word for word in before if gender_of(word) and not _are_one([word], person)]
    return not before or len(others) < len(before)


def _may_be_at(words: list[str], at: int, person: str) -> bool:
    after = words[at + 1] if at + 1 < len(words) else ""
    junior = _SUFFIX.fullmatch(fold_name(after)) and not _SUFFIX.fullmatch(fold_name(person.split()[-1]))
    if junior or (after.islower() and after not in _GOES_ON) or _BODY.match(after):
        return False
    return _are_one(words[max(0, at - _MOST) : at], person)


def _are_one(before: list[str], person: str) -> bool:
    """Tell whether the words before a last name fit a person: no other given name or form of address."""
    theirs, ours = _given(before), _given(person.split()[:-1])
    if not theirs:
        addressed, known = (
            gender_of(" ".join(word for word in before if is_courtesy(word))),
            gender_of(person),
        )
        return not addressed or not known or addressed == known
    return any(_is_one_name(one, other) for one in theirs for other in ours) or not ours


def _given(words: list[str]) -> list[str]:
    """Return the folded given names at the end of what stands before a last name; initials count."""
    names: list[str] = []
    for word in reversed(words):
        if not word[:1].isupper() or is_office(word):
            break
        names.append(fold_name(word))
    return names


def _is_one_name(one: str, other: str) -> bool:
    genders = {gender_of(one), gender_of(other)}
    return (one[:1] == other[:1] and genders != {"he", "she"}) or any(
        {one, other} <= names for names in _ALSO
    )
