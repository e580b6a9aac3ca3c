"""Pronouns in a follow-up: whom "he", "she" and "they" mean, most likely the latest who can be meant."""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Answer
from assistant.question.leaning import (
    AUXILIARIES,
    DETERMINERS,
    FUNCTION_WORDS,
    POINTING,
    POINTING_MATTER,
    WORD,
    Turn,
    names_in,
    on_the_matter,
    speech_in,
    with_statement,
    without_addition,
    without_end,
)
from corpus.names import countries_in, gender_of

_HE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
PERSONAL = {**_HE, "they": None, "them": None, "their": None}
_POSSESSIVE = frozenset("his her their".split())
OBJECTS = frozenset("him her them".split())


def somebody(turn: Turn) -> str | None:
    """Read "what else did he say?" and "who replaced her?": he is whom the answer before was about."""
    found = _pronoun(turn)
    if found is None:
        return None
    person = _person(turn.before, PERSONAL[found[0].casefold()])
    if person is None:
        return with_statement(turn.text, turn) if not names_in(turn.text) else None
    at_end = found.end() == len(turn.text)
    possessive = found[0].casefold() in _POSSESSIVE and not at_end
    told = f"{turn.text[: found.start()]}{person}{'’s' if possessive else ''}{turn.text[found.end() :]}"
    asking = POINTING_MATTER.sub("", told)
    speech = speech_in(asking)
    if speech and not speech.matter and "else" not in turn.words:
        return on_the_matter(asking, turn)
    return with_statement(told, turn) if turn.words[-1] in POINTING else told


def _pronoun(turn: Turn) -> re.Match[str] | None:
    """Return the pronoun that stands for somebody named before: no noun of the question's own precedes it."""
    own = 0
    matches = list(WORD.finditer(turn.text))
    for number, match in enumerate(matches):
        word = match[0].casefold()
        if word in PERSONAL:
            asked = number > 0 and matches[number - 1][0].casefold() in AUXILIARIES
            if number and matches[number - 1][0].casefold() == "of":
                return None  # some of them
            if not own and (asked or not names_in(turn.text)):
                return match
            last = number == len(matches) - 1
            return match if last and word in OBJECTS and own <= 1 and not names_in(turn.text) else None
        if word in DETERMINERS:
            return None
        own += word not in FUNCTION_WORDS
    return None


def _person(before: Sequence[Answer], gender: str | None) -> str | None:
    """Return whom "he", "she" or (gender None) "they" most likely means, the latest answer first."""
    for answer in reversed(before):
        for name, described in _persons(answer):
            known = gender_of(described)
            is_country = bool(countries_in(name))
            if (gender is None and (is_country or known is None)) or (
                gender is not None and not is_country and known in (None, gender)
            ):
                return name
    return None


def _persons(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield the names that may be meant, and what tells their gender, the likeliest first."""
    question = without_addition(without_end(answer.asked))
    speech = speech_in(question)
    if speech and countries_in(speech.who):
        yield speech.who, speech.who
    if speech is None:
        yield from ((name, name) for name in names_in(question) if gender_of(name) and " " in name)
    for statement in answer.statements:
        if statement.speaker:
            yield statement.speaker, f"{statement.role or ''} {statement.speaker}"
    if speech and not any(statement.speaker for statement in answer.statements):
        yield speech.who, speech.who
