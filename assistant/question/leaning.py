"""What a follow-up leans on: the question before it, what its answer said, and the words that point there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer
from assistant.question.periods import find_period
from assistant.question.reading import read_question
from assistant.words import one_line

_STATEMENT = 300  # characters of an earlier statement
# Words by what they do in a question; none of them says what it is about.
WH = "what which who whom whose when where why how".split()
AUXILIARIES = """did does do is are was were has have had would will can could should might may didn't doesn't
    isn't aren't wasn't weren't hasn't won't""".split()
PREPOSITIONS = """in on at by for from to of about with over under after before since until during against
    into near without within according around between through""".split()
_SMALL = """else many much long old often far big tall large more other also again still ever even exactly
    there not any some all so too just now long me us you we i""".split()
FUNCTION_WORDS = frozenset((*WH, *AUXILIARIES, *PREPOSITIONS, *_SMALL))
DETERMINERS = frozenset("the a an his her its their our my your this these those each every no".split())
POINTING = frozenset("that this it those these there then".split())
_SAYING_NOTHING = FUNCTION_WORDS | DETERMINERS | POINTING
POINTING_MATTER = re.compile(r"\s+(?:about|to|on|of)\s+(?:that|this|it|them|these|those)$", re.IGNORECASE)
_ASKING = re.compile(
    rf"^(?:(?:{'|'.join(PREPOSITIONS)})\s+)?(?:{'|'.join(WH)})\b(?:\s+(?:many|much|long|old|far|often|else))?"
    rf"(?:\s+(?:{'|'.join(AUXILIARIES)})\b)?\s+|^(?:{'|'.join(AUXILIARIES)})\s+",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\s*\[(?P<topic>.*?)(?:: .*)?\]$")
WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What was typed, without its end and without "and" or "what about", and what went before."""

    text: str
    led: bool
    """It began with "and", "but", "so" or "ok"."""
    about: bool
    """It began with "what about" or "how about"."""
    before: Sequence[Answer]
    asked: date

    @property
    def words(self) -> list[str]:
        """The words of ``text``, folded."""
        return words_of(self.text)

    @property
    def earlier(self) -> str:
        """The question before, as it was understood."""
        return without_end(self.before[-1].asked)

    @property
    def asked_before(self) -> str:
        """The question before, without what was added to it."""
        return without_addition(self.earlier)

    @property
    def added_before(self) -> str:
        """What was added to the question before: what it was about, between brackets, or nothing."""
        return f" [{topic_of(self.earlier)}]" if _ADDED.search(self.earlier) else ""

    @property
    def own(self) -> list[str]:
        """The words that say something themselves."""
        return own_words(self.words)


@dataclass(frozen=True, slots=True)
class Speech:
    """A question for somebody's words: whose, and on what ("about militias"; empty: it does not say)."""

    who: str
    matter: str


def speech_in(text: str) -> Speech | None:
    """Return whose words a question asks for, and on what; None where it asks for nobody's."""
    who = read_question(text).speaker if text else None
    at = text.find(who) if who else -1
    if who is None or at < 0:
        return None
    after = re.sub(r"^(?:['’]s?)?\s*\S*", "", text[at + len(who) :], count=1)
    return Speech(who, after.strip())


def topic_of(question: str) -> str:
    """Return what a question is about, in as many of its words as can stand without it."""
    if added := _ADDED.search(question):
        return added["topic"]
    speech = speech_in(question)
    if speech:
        return f"{speech.who} {speech.matter}".strip()
    return _ASKING.sub("", question, count=1) or question


def on_the_matter(asking: str, turn: Turn, period: str = "") -> str:
    """Add the matter of the question before to one for somebody's words."""
    speech = speech_in(turn.asked_before)
    if speech is None or not speech.matter:
        return f"{asking} {period}".strip() + f" [{topic_of(turn.earlier)}]"
    matter = without_period(speech.matter, turn.asked)[0] if period else speech.matter
    return " ".join(f"{asking} {matter} {period}".split())


def with_statement(question: str, turn: Turn) -> str:
    """Add what the question before was about and what the first statement of its answer said."""
    parts = [topic_of(turn.earlier)]
    if statements := turn.before[-1].statements:
        said = " ".join(statements[0].text.split()).rstrip(".")
        short = said if len(said) <= _STATEMENT else said[:_STATEMENT].rsplit(" ", 1)[0] + "…"
        parts.append(short.translate(str.maketrans("[]", "()")))
    return f"{question} [{': '.join(parts)}]"


def without_period(text: str, asked: date) -> tuple[str, str]:
    """Return a text without the words that name a period, and these words."""
    period = find_period(text, asked)
    if period is None:
        return text, ""
    rest = f"{text[: period.words.start].rstrip(' ,')} {text[period.words.end :].lstrip(' ,')}"
    return rest.strip(), text[period.words.start : period.words.end].strip()


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, in order."""
    return [word.casefold() for word in WORD.findall(text)]


def own_words(words: Sequence[str]) -> list[str]:
    """Return which of the words say something themselves."""
    return [word for word in words if word not in _SAYING_NOTHING]


def names_in(text: str) -> tuple[str, ...]:
    """Return the proper names in a part of a question."""
    return read_question(text).names if text.strip() else ()


def without_end(text: str) -> str:
    """Return a question in one line, without its end."""
    return one_line(text).rstrip(" ?!.…")


def without_addition(question: str) -> str:
    """Return a question without what was added to it between brackets, when it was a follow-up."""
    return _ADDED.sub("", question)
