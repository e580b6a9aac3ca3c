"""Whose doing a question asks about: "what downside did researcher Jonathan Green see" -> Jonathan Green.

Wider than whose words are asked for (assistant/question.py): any verb will do, so it only tells which
sentences to prefer, never which to leave out.
"""

import re

from corpus.names import country_of, is_office

_AUXILIARY = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would|can|could|is|was|are|were)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\s?,;:()“”\"]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_JOINING = frozenset("of the for and in at de van von bin al".split())
_LEADING = frozenset("the a an his her their its researcher historian professor billionaire".split())
_LONGEST = 9  # words
_NOBODY = frozenset("late former independent conservative liberal".split())  # stand before offices only


def subject_of(text: str) -> str | None:
    """Return the person, office, country or body whose doing a question asks about, or None.

    It is the run of names and offices after the first auxiliary verb, up to the first plain word.
    """
    for match in _AUXILIARY.finditer(text):
        if subject := _run(text[match.end() :]):
            return subject
    return None


def _run(text: str) -> str | None:
    words: list[str] = []
    telling = 0  # length of the run up to its last name or office
    for word in _WORD.findall(text)[:_LONGEST]:
        plain = _POSSESSIVE.sub("", word)
        if plain[:1].isupper() or is_office(plain) or country_of(plain):
            words.append(word)
            telling = len(words)
        elif plain.lower() in _JOINING or (not telling and plain.lower() in _LEADING):
            words.append(word)
        else:
            break
    found = words[:telling]
    while found and found[0].lower() in _LEADING | _JOINING:
        found = found[1:]
    if all(word.lower() in _NOBODY for word in found):
        return None
    return _POSSESSIVE.sub("", " ".join(found))
