"""Follow-ups: from what was typed, and what was asked and answered before, to a question that stands alone.

Rules, which know a few ways of leaning on what went before: "and what did Tehran say?", "and in 2016?",
"what about the minister?", "what else did he say?", "when was that?", "why?". What leans in no such way is
left exactly as it was typed, for a question that is turned into another is worse than one that is missed.

What cannot be put into the sentence is added between square brackets, as an editor adds it: "When was that
[Iraq about militias: “...” Fuad Hussein said]?". It is searched for, and read in no other way (reading.py).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from assistant.answer import Answer
from assistant.question.leaning import (
    AUXILIARIES,
    DETERMINERS,
    FUNCTION_WORDS,
    POINTING,
    POINTING_MATTER,
    PREPOSITIONS,
    WH,
    WORD,
    Speech,
    Turn,
    names_in,
    on_the_matter,
    own_words,
    speech_in,
    topic_of,
    with_statement,
    without_end,
    without_period,
    words_of,
)
from assistant.question.pronouns import OBJECTS, PERSONAL, somebody
from corpus.names import countries_in, is_office

# All set by hand; no question of ../shared/data, put after others, is taken for a follow-up.
_LONGEST = 200  # characters; what is longer brings what it is about with it
_FEW = 3  # words of its own that a question may have and still lean on what went before
_NAME_ONLY = 7  # words in "what about the prime minister of Iraq?"
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
_LEANING = (POINTING - {"this"}) | set(PERSONAL) | {"its", "else", "same"}
_ASKS = frozenset((*WH, *AUXILIARIES))
_PLACE = r"(?:the\s)?[A-ZÀ-Þ][\w’'.-]*(?:\s[A-ZÀ-Þ][\w’'.-]*)*"


def stand_alone(question: str, before: Sequence[Answer], asked: date) -> str:
    """Return a question put on the day ``asked`` after these answers so that it can be understood alone.

    It is returned exactly as it is where it does not lean on them.
    """
    typed = without_end(question)
    if not before or not typed or len(typed) > _LONGEST:
        return question
    lead = _LEAD.match(typed)
    about = _ABOUT.match(typed, lead.end() if lead else 0)
    opening = about or lead
    turn = Turn(
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
    words = words_of(question)
    own = len(own_words(words))
    points = words[:1] in (["and"], ["but"], ["so"]) or bool(_LEANING & set(words))
    return bool(words) and ((points and own <= 2 * _FEW) or (own <= _FEW and not names_in(question)))


def _bare(turn: Turn) -> str | None:
    """Read "why?", "how many?", "what else?"."""
    text = turn.text.casefold()
    if text in _BARE:
        return with_statement(_BARE[text], turn)
    found = _ELSE.fullmatch(turn.text)
    if not found:
        return None
    wanted = (
        found["wh"].casefold().replace("anything", "what").replace("anyone", "who").replace("anybody", "who")
    )
    begins = re.match(rf"{wanted}(?: else)?\b", turn.earlier, re.IGNORECASE)
    return f"{wanted} else{turn.earlier[begins.end() :]}" if begins else None


def _another_period(turn: Turn) -> str | None:
    """Read "and in 2016?": the question before, in that time."""
    if not (turn.led or turn.about or (turn.words and turn.words[0] in PREPOSITIONS)):
        return None
    rest, period = without_period(turn.text, turn.asked)
    if not period or rest:
        return None
    if re.match(r"\d{4}\b", period) or (period[0].isupper() and re.search(r"\d{4}$", period)):
        period = f"in {period}"
    return f"{without_period(turn.asked_before, turn.asked)[0]} {period}{turn.added_before}"


def _another_speaker(turn: Turn) -> str | None:
    """Read "and what did Tehran say?" and "what did Tehran say about that?": on the matter before."""
    text, period = without_period(turn.text, turn.asked)
    asking = POINTING_MATTER.sub("", text)
    if not (turn.led or asking != text):
        return None
    speech = speech_in(asking)
    if speech is None or speech.matter:
        return None
    return on_the_matter(asking, turn, period)


def _another_name(turn: Turn) -> str | None:
    """Read "what about the minister?" and "and in Kelstrand?": the question before, of that."""
    words = turn.words
    if not (turn.led or turn.about) or not 0 < len(words) <= _NAME_ONLY:
        return None
    if (_ASKS | POINTING | set(PERSONAL)) & set(words):
        return None
    earlier = turn.asked_before.replace(" else ", " ", 1)
    speech = speech_in(earlier)
    if words[0] in PREPOSITIONS:
        return _after_a_preposition(turn, earlier, speech)
    if speech and _may_speak(turn.text, speech.who):
        return earlier.replace(speech.who, turn.text, 1) + turn.added_before
    if speech and speech.matter:
        return earlier.replace(speech.matter, f"about {turn.text}", 1)
    names = names_in(earlier)
    if len(names) == 1 and countries_in(names[0]) and countries_in(turn.text):
        return earlier.replace(names[0], turn.text, 1)
    return f"What about {turn.text} [{topic_of(turn.earlier)}]"


def _may_speak(text: str, before: str) -> bool:
    """Tell whether the words name somebody who may have spoken as the speaker before did."""
    names = names_in(text)
    if any(countries_in(name) for name in names):
        return bool(countries_in(before.title()))
    return bool(names) or any(is_office(word) for word in WORD.findall(text))


def _after_a_preposition(turn: Turn, earlier: str, speech: Speech | None) -> str:
    first = turn.words[0]
    if first in ("about", "on"):
        if speech and speech.matter:
            return earlier.replace(speech.matter, turn.text, 1)
        return f"What {turn.text} [{topic_of(turn.earlier)}]"
    earlier, period = without_period(earlier, turn.asked)
    where = r"to\s.*" if first == "according" else _PLACE
    if there := re.search(rf",?\s\b{first}\s(?:{where})", earlier):
        earlier = f"{earlier[: there.start()]}{earlier[there.end() :]}"
    parts = [earlier, period + "," if period and first == "according" else period, turn.text]
    parts[0] += "," if first == "according" and not period else ""
    return " ".join(part for part in parts if part) + turn.added_before


def _pointing(turn: Turn) -> str | None:
    """Read "when was that?" and "who built it?": what the answer before said."""
    words = turn.words
    if not words or not _says_little(turn):
        return None
    determined = bool(DETERMINERS - {"this", "these", "those"} & set(words))
    pointers = ("that", "this") if determined else ("that", "this", "it")
    asked = any(one in AUXILIARIES and other in pointers for one, other in pairwise(words))
    last = not determined and words[-1] in POINTING | OBJECTS and len(words) > 1
    that_noun = not determined and len(words) > 2 and words[-2] in ("that", "this", "these", "those")
    begins = words[0] in FUNCTION_WORDS
    return with_statement(turn.text, turn) if begins and (asked or last or that_noun) else None


def _short(turn: Turn) -> str | None:
    """Read "and how many were injured?": a short question that says of nothing what it is about."""
    asks = bool(turn.words) and turn.words[0] in _ASKS
    if not (turn.led and asks and _says_little(turn)):
        return None
    return f"{turn.text} [{topic_of(turn.earlier)}]"


def _says_little(turn: Turn) -> bool:
    """Tell whether few words of a question say anything, and none is a name or a time ("this week")."""
    short = not names_in(turn.text) and len(turn.own) <= _FEW
    return short and not without_period(turn.text, turn.asked)[1]


_RULES: tuple[Callable[[Turn], str | None], ...] = (
    _bare,
    _another_period,
    _another_speaker,
    _another_name,
    somebody,
    _pointing,
    _short,
)
