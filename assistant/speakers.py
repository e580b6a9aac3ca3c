"""Whose words they are: matching the speaker a question asks for with the speaker an article names."""

import re

from assistant.people import is_person, is_told_of, may_be
from assistant.starters import STARTERS
from corpus.names import countries_in, fold_name, is_office, surname
from corpus.records import Quote

_NAME = r"(?P<who>[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:(?:al|bin|de|van|von|of|the)\s+)?[A-ZÀ-Þ][\w’'.-]*){0,5})"
_VERB = (
    r"(?:said|says|told|stated|added|noted|warned|argued|claimed|announced|insisted|wrote|declared|replied|"
    r"explained|acknowledged|denied|stressed|emphasi[sz]ed)"
)
_SAYS = re.compile(rf"{_NAME}(?:,[^,“\"]{{1,80}},)?\s+(?:also\s+|has\s+|had\s+)?{_VERB}\b")
_SAID_BY = re.compile(rf"\b{_VERB}\s+{_NAME}")
_ACCORDING = re.compile(rf"\b[Aa]ccording to {_NAME}")
_GENERIC = frozenset(
    """the a an of and for his her its their government officials official ministry minister leaders leader
    authorities spokesman spokesperson spokeswoman foreign prime president chief head mr mrs ms dr""".split()
)

_SPOKESMAN = re.compile(
    r"\b(?:spokes\w+|press secretary|communications director|campaign\w*|aides?|advis[eo]rs?|office|staff\w*|"
    r"team|camp|manager|strategist)\b",
    re.IGNORECASE,
)
_LAWYER = re.compile(r"\b(?:lawyers?|attorneys?|counsel|legal team)\b", re.IGNORECASE)
_REPRESENTED = re.compile(
    rf"(?P<who>[A-ZÀ-Þ].*?)(?:['’]s?)? (?P<by>{_SPOKESMAN.pattern}|{_LAWYER.pattern})", re.IGNORECASE
)
_VAGUE = re.compile(
    r"(?:some|many|several|a few|other|most|two|three)\b", re.IGNORECASE
)  # speak for nobody else


def spoken_by(quote: Quote, asked: str) -> bool:
    """Tell whether a quote is by the person, office or country that ``asked`` names.

    "Iraq" is spoken for by whoever an article calls Iraq's or Iraqi in their role, a person by nobody but
    themselves (people.py), an office by its words.
    """
    if not quote.speaker or _VAGUE.match(quote.speaker):
        return False
    if is_person(asked):
        return may_be(quote.speaker, asked)
    description = f"{quote.speaker}, {quote.role}" if quote.role else quote.speaker
    countries = set(countries_in(asked))
    rest = _telling(asked) - {word for country in countries for word in _telling(country)}
    if countries and not (rest - _country_words(asked)):
        return bool(countries & set(countries_in(description)))
    names = _telling(description)
    return surname(asked) in names or (bool(rest) and rest <= names | _country_words(description))


def holds_office(quote: Quote, asked: str, nearby: str) -> bool:
    """Tell whether a quote is by the holder of the office that ``asked`` names: "Berkeley's mayor".

    The article describes them by that office, and names whose office it is there or in ``nearby``, the text
    around the quote.
    """
    words = [word.removesuffix("'s").removesuffix("’s") for word in asked.split()]
    offices = {fold_name(word) for word in words if is_office(word)}
    others = {fold_name(word) for word in words if word[:1].isupper() and not is_office(word)} - {""}
    role = set(fold_name(quote.role or "").split())
    if not (offices and others and offices <= role):
        return False
    return others <= role | set(fold_name(nearby.replace("’s", "").replace("'s", "")).split())


def represents(quote: Quote, asked: str, nearby: str) -> bool:
    """Tell whether a quote is by one of those who speak for "Quill's campaign", "Quill's office" or lawyers.

    They are of that kind, and Quill is named as whose they are, or, where nobody is, in ``nearby``.
    """
    if not (found := _REPRESENTED.fullmatch(asked)):
        return False
    owner = surname(found["who"])
    kind = _LAWYER if _LAWYER.fullmatch(found["by"]) else _SPOKESMAN
    described = f"{quote.role or ''} {quote.speaker or ''}"
    if not kind.search(described):
        return False
    if owner in _telling(described):
        return True
    theirs = {word for word in (quote.role or "").split() if word[:1].isupper() and not is_office(word)}
    return not theirs and owner in _telling(nearby)


def is_about(sentence: str, asked: str) -> bool:
    """Tell whether a sentence names the person ``asked`` names; countries speak for themselves only."""
    if countries_in(asked) or surname(asked) not in _telling(sentence):
        return False
    return not is_person(asked) or is_told_of(sentence, asked)


def named_speaker(sentence: str) -> str | None:
    """Return whom a model's plain sentence names as speaking ("X said ...", "..., said X"), if anyone."""
    match = _SAYS.search(sentence) or _SAID_BY.search(sentence) or _ACCORDING.search(sentence)
    return match["who"].strip().rstrip(".") if match else None


def speaker_by_name(sentence: str) -> str | None:
    """Return whom a plain sentence names as speaking; "he" and "officials" name no one."""
    named = named_speaker(sentence)
    return named if named and not all(word.casefold() in STARTERS for word in named.split()) else None


def _telling(words: str) -> set[str]:
    return {
        word for word in fold_name(words.replace("’s", "").replace("'s", "")).split() if word not in _GENERIC
    }


def _country_words(words: str) -> set[str]:
    return {word for word in _telling(words) if countries_in(word.title())}
