"""Reading the question: who is asked about, what kind of answer is wanted, which words carry it."""

import re
from dataclasses import dataclass

from corpus.errors import BadQuestion
from corpus.names import countries_in, fold_name

_LONGEST = 20_000  # characters; what is longer is a document, not a question
# "what did X say about", "how did X respond to", "why did X want", "what does X think"
_SPEAKING = "|".join(
    """
    say said saying says tell told respond responded react reacted answer reply replied claim
    claimed warn warned warning criticiz criticis comment announce announced think thought argue
    argued describe described explain explained justify justified defend defended deny denied
    demand demanded promise promised accuse accused urge urged predict predicted judge view rate
    insist propose express state stated admit apologi[sz]e complain condemn praise position
    """.split()
)
_STATEMENT = re.compile(
    r"\b(?:what|how|why|would|did|does|has|have)\b[^?]{0,40}?\b"
    r"(?:did|does|do|has|have|had|would|is|was|were)?\s*"
    rf"(?P<who>[^?]{{2,80}}?)\s+(?:{_SPEAKING}|call for)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'.-]*[\w]|[A-Z]\.)(?:\s+(?:(?:of|the|de|van|von|bin|al|and)\s+)?[A-ZÀ-Þ][\w’'.-]*\w)*"
)
_OPENERS = frozenset(
    """what when where which who whom whose why how did does do is are was were has have had would will can
    could should in on at by from according the a an and but if as of under after before during since until
    name list tell give show summarize summarise describe explain""".split()
)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read.

    ``names`` are the proper names in it; ``speaker`` is whose words are asked for, as the question
    names them, or None where it asks for no one's.
    """

    text: str
    names: tuple[str, ...]
    speaker: str | None


def read_question(text: str) -> Question:
    """Read a question. Raises BadQuestion where it is empty or far too long."""
    cleaned = " ".join(text.replace("\0", " ").encode("utf-8", "ignore").decode().split())
    if not cleaned:
        raise BadQuestion("The question is empty. Ask something, such as: what did Iraq say about militias?")
    if len(cleaned) > _LONGEST:
        raise BadQuestion(f"The question is longer than {_LONGEST:,} characters. Ask a shorter one.")
    return Question(cleaned, tuple(_names(cleaned)), _speaker(cleaned))


def _names(text: str) -> list[str]:
    """Return the proper names: runs of capitalised words, and countries however they are written."""
    found = []
    for match in _NAME.finditer(text):
        words = match[0].split()
        while words and _POSSESSIVE.sub("", words[0]).lower() in _OPENERS:
            words = words[1:]
        if words:
            found.append(_POSSESSIVE.sub("", " ".join(words)))
    lower_countries = countries_in(text.title()) if not found else []
    return list(dict.fromkeys([*found, *lower_countries]))


def _speaker(text: str) -> str | None:
    """Return the words that name whose statement is asked for, without a leading auxiliary verb."""
    match = _STATEMENT.search(text)
    if not match:
        return None
    words = match["who"].split()
    while words and words[0].lower() in {
        *_OPENERS,
        "reasons",
        "reason",
        "complaint",
        "message",
        "explanation",
    }:
        words = words[1:]
    who = " ".join(words)
    return who if fold_name(who) else None
