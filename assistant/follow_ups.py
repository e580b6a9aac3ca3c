"""Follow-ups: from what was typed, and what was asked and answered before, to a question that stands alone.

Rules, which know a few ways of leaning on what went before: "and what did Tehran say?", "and in 2016?",
"what about the minister?", "what else did he say?", "when was that?", "why?". What leans in no such way is
left exactly as it was typed, for a question that is turned into another is worse than one that is missed.

What cannot be put into the sentence is added between square brackets, as an editor adds it: "When was that
[Iraq about militias: “...” Fuad Hussein said]?". It is searched for, and read in no other way (question.py).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer
from assistant.periods import find_period
from assistant.question import read_question
from corpus.names import countries_in, gender_of, is_office

# All set by hand; no question of ../shared/data, put after others, is taken for a follow-up.
_LONGEST = 200  # characters; what is longer brings what it is about with it
_STATEMENT = 300  # characters of an earlier statement
_FEW = 3  # words of its own that a question may have and still lean on what went before
_NAME_ONLY = 7  # words in "what about the prime minister of Iraq?"

_WH = "what which who whom whose when where why how".split()
_AUXILIARY = """did does do is are was were has have had would will can could should might may didn't doesn't
    isn't aren't wasn't weren't hasn't won't""".split()
_PREPOSITIONS = """in on at by for from to of about with over under after before since until during against
    into near without within according around between through""".split()
_SMALL = """else many much long old often far big tall large more other also again still ever even exactly
    there not any some all so too just now long me us you we i""".split()
_FUNCTION = frozenset((*_WH, *_AUXILIARY, *_PREPOSITIONS, *_SMALL))
_DETERMINERS = frozenset("the a an his her its their our my your this these those each every no".split())
_HE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_PERSONAL = {**_HE, "they": None, "them": None, "their": None}
_POSSESSIVE = frozenset("his her their".split())
_OBJECTS = frozenset("him her them".split())

_LEAD = re.compile(r"(?:(?:and|but|so|ok|okay)\b[,:]?\s+)+", re.IGNORECASE)
_ABOUT = re.compile(r"(?:what|how)\s+about\s+", re.IGNORECASE)
_BARE = {
    "why": "Why was that",
    "how come": "Why was that",
    "why so": "Why was that",
    "why is that": "Why is that",
    "when": "When was that",
    "when exactly": "When exactly was that",
    "since when": "Since when is that",
    "where": "Where was that",
    "where exactly": "Where exactly was that",
    "who": "Who was that",
    "by whom": "By whom was that",
    "how": "How was that",
    "how many": "How many were there",
    "how much": "How much was that",
}
_ELSE = re.compile(r"(?P<wh>what|who|where|when|why|anything|anyone|anybody) else$", re.IGNORECASE)
_POINTING_MATTER = re.compile(r"\s+(?:about|to|on|of)\s+(?:that|this|it|them|these|those)$", re.IGNORECASE)
_POINTS = frozenset("that this it those these there then".split())
_SAYING_NOTHING = _FUNCTION | _DETERMINERS | _POINTS
_LEANING = (_POINTS - {"this"}) | set(_PERSONAL) | {"its", "else", "same"}
_ASKING = re.compile(
    rf"^(?:(?:{'|'.join(_PREPOSITIONS)})\s+)?(?:{'|'.join(_WH)})\b(?:\s+(?:many|much|long|old|far|often|else))?"
    rf"(?:\s+(?:{'|'.join(_AUXILIARY)})\b)?\s+|^(?:{'|'.join(_AUXILIARY)})\s+",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\s*\[(?P<topic>.*?)(?:: .*)?\]$")
_PLACE = r"(?:the\s)?[A-ZÀ-Þ][\w’'.-]*(?:\s[A-ZÀ-Þ][\w’'.-]*)*"
_WORD = re.compile(r"[\w’'-]+")


def stand_alone(question: str, before: Sequence[Answer], asked: date) -> str:
    """Return a question put on the day ``asked`` after these answers so that it can be understood alone.

    It is returned exactly as it is where it does not lean on them.
    """
    typed = _sentence(question)
    if not before or not typed or len(typed) > _LONGEST:
        return question
    lead = _LEAD.match(typed)
    about = _ABOUT.match(typed, lead.end() if lead else 0)
    opening = about or lead
    turn = _FollowUp(
        typed[opening.end() :] if opening else typed, lead is not None, about is not None, before, asked
    )
    for rule in _RULES:
        if understood := rule(turn):
            return f"{understood}?"
    return question


def leans(question: str) -> bool:
    """Tell whether a question may lean on what went before: what a language model is asked about.

    It says yes more often than the rules can tell what on: to a question of few words of its own in which
    one points to something or stands for somebody, or no name says what it is about.
    """
    if len(question) > _LONGEST:
        return False
    words = [word.casefold() for word in _WORD.findall(question)]
    own = len([word for word in words if word not in _SAYING_NOTHING])
    points = words[:1] in (["and"], ["but"], ["so"]) or bool(_LEANING & set(words))
    return bool(words) and ((points and own <= 2 * _FEW) or (own <= _FEW and not _names(question)))


@dataclass(frozen=True, slots=True)
class _FollowUp:
    """What was typed, without its end and without "and" or "what about", and what went before."""

    text: str
    led: bool
    """It began with "and", "but" or "so"."""
    about: bool
    """It began with "what about" or "how about"."""
    before: Sequence[Answer]
    asked: date

    @property
    def words(self) -> list[str]:
        return [word.casefold() for word in _WORD.findall(self.text)]

    @property
    def earlier(self) -> str:
        """The question before, as it was understood."""
        return _sentence(self.before[-1].asked)

    @property
    def asked_before(self) -> str:
        """The question before, without what was added to it."""
        return _ADDED.sub("", self.earlier)

    @property
    def added_before(self) -> str:
        """What was added to the question before: what it was about, between brackets, or nothing."""
        return f" [{_topic(self.earlier)}]" if _ADDED.search(self.earlier) else ""

    @property
    def own(self) -> list[str]:
        """The words that say something themselves."""
        return [word for word in self.words if word not in _SAYING_NOTHING]


def _bare(turn: _FollowUp) -> str | None:
    """Read "why?", "how many?", "what else?"."""
    text = turn.text.casefold()
    if text in _BARE:
        return _with_statement(_BARE[text], turn)
    found = _ELSE.fullmatch(turn.text)
    if not found:
        return None
    wanted = (
        found["wh"].casefold().replace("anything", "what").replace("anyone", "who").replace("anybody", "who")
    )
    begins = re.match(rf"{wanted}(?: else)?\b", turn.earlier, re.IGNORECASE)
    return f"{wanted} else{turn.earlier[begins.end() :]}" if begins else None


def _another_period(turn: _FollowUp) -> str | None:
    """Read "and in 2016?": the question before, in that time."""
    if not (turn.led or turn.about or (turn.words and turn.words[0] in _PREPOSITIONS)):
        return None
    rest, period = _without_period(turn.text, turn.asked)
    if not period or rest:
        return None
    if re.match(r"\d{4}\b", period) or (period[0].isupper() and re.search(r"\d{4}$", period)):
        period = f"in {period}"
    return f"{_without_period(turn.asked_before, turn.asked)[0]} {period}{turn.added_before}"


def _another_speaker(turn: _FollowUp) -> str | None:
    """Read "and what did Tehran say?" and "what did Tehran say about that?": on the matter before."""
    text, period = _without_period(turn.text, turn.asked)
    asking = _POINTING_MATTER.sub("", text)
    if not (turn.led or asking != text):
        return None
    speech = _speech(asking)
    if speech is None or speech.matter:
        return None
    return _on_the_matter(asking, turn, period)


def _on_the_matter(asking: str, turn: _FollowUp, period: str = "") -> str:
    """Add the matter of the question before to one for somebody's words."""
    speech = _speech(turn.asked_before)
    if speech is None or not speech.matter:
        return f"{asking} {period}".strip() + f" [{_topic(turn.earlier)}]"
    matter = _without_period(speech.matter, turn.asked)[0] if period else speech.matter
    return " ".join(f"{asking} {matter} {period}".split())


def _another_name(turn: _FollowUp) -> str | None:
    """Read "what about the minister?" and "and in Kelstrand?": the question before, of that."""
    words = turn.words
    if not (turn.led or turn.about) or not 0 < len(words) <= _NAME_ONLY:
        return None
    if {*_WH, *_AUXILIARY} & set(words) or set(words) & (_POINTS | set(_PERSONAL)):
        return None
    earlier = turn.asked_before.replace(" else ", " ", 1)
    speech = _speech(earlier)
    if words[0] in _PREPOSITIONS:
        return _after_a_preposition(turn, earlier, speech)
    if speech and _may_speak(turn.text, speech.who):
        return earlier.replace(speech.who, turn.text, 1) + turn.added_before
    if speech and speech.matter:
        return earlier.replace(speech.matter, f"about {turn.text}", 1)
    names = _names(earlier)
    if len(names) == 1 and countries_in(names[0]) and countries_in(turn.text):
        return earlier.replace(names[0], turn.text, 1)
    return f"What about {turn.text} [{_topic(turn.earlier)}]"


def _may_speak(text: str, before: str) -> bool:
    """Tell whether the words name somebody who may have spoken as the speaker before did."""
    names = _names(text)
    if any(countries_in(name) for name in names):
        return bool(countries_in(before.title()))
    return bool(names) or any(is_office(word) for word in _WORD.findall(text))


def _after_a_preposition(turn: _FollowUp, earlier: str, speech: "_Speech | None") -> str:
    first = turn.words[0]
    if first in ("about", "on"):
        if speech and speech.matter:
            return earlier.replace(speech.matter, turn.text, 1)
        return f"What {turn.text} [{_topic(turn.earlier)}]"
    earlier, period = _without_period(earlier, turn.asked)
    where = r"to\s.*" if first == "according" else _PLACE
    if there := re.search(rf",?\s\b{first}\s(?:{where})", earlier):
        earlier = f"{earlier[: there.start()]}{earlier[there.end() :]}"
    parts = [earlier, period + "," if period and first == "according" else period, turn.text]
    parts[0] += "," if first == "according" and not period else ""
    return " ".join(part for part in parts if part) + turn.added_before


def _somebody(turn: _FollowUp) -> str | None:
    """Read "what else did he say?" and "who replaced her?": he is whom the answer before was about."""
    found = _pronoun(turn)
    if found is None:
        return None
    person = _person(turn.before, _PERSONAL[found[0].casefold()])
    if person is None:
        return _with_statement(turn.text, turn) if not _names(turn.text) else None
    at_end = found.end() == len(turn.text)
    possessive = found[0].casefold() in _POSSESSIVE and not at_end
    told = f"{turn.text[: found.start()]}{person}{'’s' if possessive else ''}{turn.text[found.end() :]}"
    asking = _POINTING_MATTER.sub("", told)
    speech = _speech(asking)
    if speech and not speech.matter and "else" not in turn.words:
        return _on_the_matter(asking, turn)
    return _with_statement(told, turn) if turn.words[-1] in _POINTS else told


def _pronoun(turn: _FollowUp) -> re.Match[str] | None:
    """Return the pronoun that stands for somebody named before: no noun of the question's own precedes it."""
    own = 0
    matches = list(_WORD.finditer(turn.text))
    for number, match in enumerate(matches):
        word = match[0].casefold()
        if word in _PERSONAL:
            asked = number > 0 and matches[number - 1][0].casefold() in _AUXILIARY
            if number and matches[number - 1][0].casefold() == "of":
                return None  # some of them
            if not own and (asked or not _names(turn.text)):
                return match
            last = number == len(matches) - 1
            return match if last and word in _OBJECTS and own <= 1 and not _names(turn.text) else None
        if word in _DETERMINERS:
            return None
        own += word not in _FUNCTION
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
    question = _ADDED.sub("", _sentence(answer.asked))
    speech = _speech(question)
    if speech and countries_in(speech.who):
        yield speech.who, speech.who
    if speech is None:
        yield from ((name, name) for name in _names(question) if gender_of(name) and " " in name)
    for statement in answer.statements:
        if statement.speaker:
            yield statement.speaker, f"{statement.role or ''} {statement.speaker}"
    if speech and not any(statement.speaker for statement in answer.statements):
        yield speech.who, speech.who


def _pointing(turn: _FollowUp) -> str | None:
    """Read "when was that?" and "who built it?": what the answer before said."""
    words = turn.words
    if not words or _names(turn.text) or len(turn.own) > _FEW:
        return None
    if _without_period(turn.text, turn.asked)[1]:
        return None  # "what happened this week?"
    determined = bool(_DETERMINERS - {"this", "these", "those"} & set(words))
    asked = any(
        word in ("that", "this") and words[at - 1] in _AUXILIARY for at, word in enumerate(words) if at
    )
    asked = asked or (
        not determined
        and any(word == "it" and words[at - 1] in _AUXILIARY for at, word in enumerate(words) if at)
    )
    last = not determined and words[-1] in _POINTS | _OBJECTS and len(words) > 1
    that_noun = not determined and len(words) > 2 and words[-2] in ("that", "this", "these", "those")
    begins = words[0] in _FUNCTION
    return _with_statement(turn.text, turn) if begins and (asked or last or that_noun) else None


def _short(turn: _FollowUp) -> str | None:
    """Read "and how many were injured?": a short question that says of nothing what it is about."""
    asks = bool(turn.words) and turn.words[0] in {*_WH, *_AUXILIARY}
    if not (turn.led and asks) or _names(turn.text) or len(turn.own) > _FEW:
        return None
    if _without_period(turn.text, turn.asked)[1]:
        return None
    return f"{turn.text} [{_topic(turn.earlier)}]"


_RULES: tuple[Callable[[_FollowUp], str | None], ...] = (
    _bare,
    _another_period,
    _another_speaker,
    _another_name,
    _somebody,
    _pointing,
    _short,
)


@dataclass(frozen=True, slots=True)
class _Speech:
    """A question for somebody's words: whose, and on what ("about militias"; empty: it does not say)."""

    who: str
    matter: str


def _speech(text: str) -> _Speech | None:
    who = read_question(text).speaker if text else None
    at = text.find(who) if who else -1
    if who is None or at < 0:
        return None
    after = re.sub(r"^(?:['’]s?)?\s*\S*", "", text[at + len(who) :], count=1)
    return _Speech(who, after.strip())


def _topic(question: str) -> str:
    """Return what a question is about, in as many of its words as can stand without it."""
    if added := _ADDED.search(question):
        return added["topic"]
    speech = _speech(question)
    if speech:
        return f"{speech.who} {speech.matter}".strip()
    return _ASKING.sub("", question, count=1) or question


def _with_statement(question: str, turn: _FollowUp) -> str:
    """Add what the question before was about and what the first statement of its answer said."""
    parts = [_topic(turn.earlier)]
    if statements := turn.before[-1].statements:
        said = " ".join(statements[0].text.split()).rstrip(".")
        short = said if len(said) <= _STATEMENT else said[:_STATEMENT].rsplit(" ", 1)[0] + "…"
        parts.append(short.translate(str.maketrans("[]", "()")))
    return f"{question} [{': '.join(parts)}]"


def _without_period(text: str, asked: date) -> tuple[str, str]:
    """Return a text without the words that name a period, and these words."""
    period = find_period(text, asked)
    if period is None:
        return text, ""
    rest = f"{text[: period.words.start].rstrip(' ,')} {text[period.words.end :].lstrip(' ,')}"
    return rest.strip(), text[period.words.start : period.words.end].strip()


def _names(text: str) -> tuple[str, ...]:
    return read_question(text).names if text.strip() else ()


def _sentence(text: str) -> str:
    """Return a question in one line, without its end."""
    text = text.replace("\0", " ").encode("utf-8", "ignore").decode()
    return " ".join(text.split()).rstrip(" ?!.…")
