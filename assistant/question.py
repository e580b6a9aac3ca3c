"""Reading the question: who is asked about, what kind of answer is wanted, which words carry it."""

import re
from dataclasses import dataclass

from corpus.errors import BadQuestion
from corpus.names import countries_in, fold_name

_LONGEST = 20_000  # characters; what is longer is a document, not a question
# "what did X say about", "how has X responded to", "what X said about", "what is X's view of". Each
# auxiliary wants its own form of the verb, so that a noun ("pay opioid claims") is not taken for one.
_SAY = """say tell respond react answer reply claim warn critici[sz]e comment announce think argue describe
    explain justify defend deny demand promise accuse urge predict judge view rate insist propose express
    state admit apologi[sz]e complain condemn praise"""
_SAID = """said told responded reacted answered replied claimed warned critici[sz]ed commented announced
    thought argued described explained justified defended denied demanded promised accused urged predicted
    judged viewed insisted proposed expressed stated admitted apologi[sz]ed complained condemned praised"""
_SAYS = "says tells thinks claims argues warns insists demands denies explains"
_SAYING = "saying telling thinking claiming arguing warning demanding promising"
_OPINION = "position views? stance opinion reaction response answer"
_AUXILIARY = "did does do would will can could has have had is was are were"


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_WHO = rf"(?P<who>(?:(?!\b{_any(_AUXILIARY)}\b)[^?]){{2,80}}?)"
_STATEMENT = [
    re.compile(rf"\b{pattern}\b", re.IGNORECASE)
    for pattern in (
        rf"(?:did|does|do|would)\s+{_WHO}\s+(?:{_any(_SAY)}|call\s+for)",
        rf"(?:has|have|had)\s+{_WHO}\s+(?:{_any(_SAID)}|called\s+for)",
        rf"(?:what|how)\s+(?:is|was|are|were)\s+{_WHO}(?:\s+{_any(_SAYING)}|['’]s?\s+{_any(_OPINION)})",
        rf"(?:what|how|why)\s+{_WHO}\s+(?:{_any(_SAID)}|{_any(_SAYS)})",
    )
]
# A determiner inside, but after a preposition, shows that the words hold a verb and its object.
_OBJECT = re.compile(
    r"(?<!\bof)(?<!\bin)(?<!\bat)(?<!\bfor)(?<!\bfrom)(?<!\band)(?<!\bby)\s(?:the|a|an|its|his|her|their|this|no)\b"
)
_PRONOUNS = frozenset("i you he she it we they people anyone anybody somebody someone".split())
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
    found = (match for pattern in _STATEMENT if (match := pattern.search(text)))
    for match in sorted(found, key=lambda match: match.start("who")):
        words = match["who"].split()
        while words and words[0].lower() in _OPENERS:
            words = words[1:]
        who = " ".join(words)
        if fold_name(who) and who.lower() not in _PRONOUNS and not _OBJECT.search(who):
            return who
    return None
