"""Which statements of answers may stand in a draft: such as can be read by themselves, none twice.

An answer stands below its question, and whoever reads it has the passage a click away. In a briefing a
sentence stands among others, so what is no sentence, or may be put in the wrong mouth, is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import Answer, Statement
from assistant.figures import figures_of
from assistant.quotations import quotations
from assistant.quotes_only import adds_nothing
from assistant.speakers import speaker_by_name
from corpus import Corpus
from corpus.names import fold_name, is_courtesy, is_office, surname
from corpus.records import Hit, Span

Place = tuple[str, int, Span]
"""An article, its version and a range in its text."""

_CAPTION = re.compile(
    r"^\W*(?:FILE\b|(?:file )?photos?\s*:|CLOSE\s|toggle caption|image copyright)|"
    r"\b(?:Getty Images|AP Photo|REUTERS/|AFP/|/AFP)|"
    # who stands where in a picture: "Vice President Mike Pence, center, leaves"
    r",\s(?:(?:far|second|third) (?:from )?)?(?:the )?(?:left|right|center|centre),",
    re.IGNORECASE,
)
# What is no end of a sentence, where one was taken for it: "says Ms." and "St. | Joseph, was also"
_CUT = re.compile(r"\b(?:Mrs?|Ms|Dr|St|Sens?|Reps?|Gov|Gen|Lt|Sgt|Rev|vs?|No)\.\s*$")
_GOES_ON = re.compile(r":\s*$")
# Whoever stands right behind the closing mark: "“...,” Hungarian Prime Minister Viktor Orban reacted"
_BEHIND = re.compile(r"“”[,.!?]?\s+((?:[A-ZÀ-Þ][\w.’'-]*\s+)+)")
# A picture says when it was taken, with the year; a report says "on Friday".
_TAKEN = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{1,2}, (\d{4})\W*$"
)
_ABOUT_SOMEBODY = re.compile(r"^\W*(?:he|she|they|it|his|her|their|its|this|these|those)\b", re.IGNORECASE)
_HE_SAID = re.compile(
    r"\b(?:he|she|they|it) (?:\w+ )?(?:said|says|told|tells|added|wrote|asked|argued|warned|noted)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 60  # a longer sentence is mostly no sentence: lines of links ran into it
_WORDS = 8  # in fewer, little is said that can be understood by itself


@dataclass(slots=True)
class Shown:
    """What stands in a draft so far; nothing may be said a second time."""

    texts: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def says(self, text: str, places: Sequence[Place]) -> bool:
        """Tell whether a sentence, or what is as good as it, is in the draft."""
        if any(_say_the_same(text, other) for other in self.texts):
            return True
        return any(
            place[:2] == other[:2] and place[2].meets(other[2]) for place in places for other in self.places
        )

    def take(self, text: str, places: Sequence[Place]) -> None:
        """Note that a sentence stands in the draft."""
        self.texts.append(text)
        self.places += places


def is_fit(corpus: Corpus, one: Statement, places: Sequence[Place]) -> bool:
    """Tell whether a statement at these places is unflagged, no caption, whole, and nobody else's."""
    if one.flags or any(sign.search(one.text) for sign in (_CAPTION, _CUT, _GOES_ON)):
        return False
    taken = _TAKEN.search(one.text)
    if taken and one.day and int(taken[1]) == one.day.year:
        return False
    if one.text.count("“") != one.text.count("”") or one.text.count('"') % 2:
        return False  # somebody speaks on after it, or spoke before it
    if len(one.text.split()) > _MOST_WORDS or _is_said_by_another(one):
        return False
    for article, version, span in places:
        text = corpus.catalogue.get(article, version).text
        if _CUT.search(text[max(0, span.start - 10) : span.start]) or _names_another(one, text):
            return False
    return True


def places_of(answer: Answer, one: Statement) -> list[Place]:
    """Return where a statement of an answer stands."""
    articles = {source.number: source.article for source in answer.sources}
    return [(articles[at.source].id, articles[at.source].version, at.span) for at in one.spans]


def stands_in(answer: Answer, one: Statement, hits: Sequence[Hit]) -> bool:
    """Tell whether a statement stands in one of these passages, not elsewhere in its article."""
    return any(
        hit.article.id == article and hit.passage.version == version and hit.passage.span.meets(span)
        for article, version, span in places_of(answer, one)
        for hit in hits
    )


def leans(one: Statement) -> bool:
    """Tell whether a statement cannot well be understood by itself."""
    return one.context is not None or len(one.text.split()) < _WORDS or bool(_ABOUT_SOMEBODY.search(one.text))


def _names_another(one: Statement, text: str) -> bool:
    """Tell whether the one whom a statement names as it speaks of may not be its speaker.

    "President Trump vowed" is no word of Melania Trump, whom the article's ``text`` never calls president.
    """
    if not one.speaker or one.role or " " not in one.speaker:
        return False
    for title in re.findall(rf"([\w.]+) {re.escape(one.speaker.split()[-1])}\b", one.text):
        is_title = (is_office(title) or is_office(f"{title}.")) and not is_courtesy(title)
        if is_title and title not in one.speaker.split() and f"{title} {one.speaker}" not in text:
            return True
    return False


def _is_said_by_another(one: Statement) -> bool:
    """Tell whether a statement says, outside its quotations, that somebody else than its speaker said so."""
    told = one.text
    for quoted in reversed(quotations(told)):
        told = f"{told[: quoted.outer.start]}“”{told[quoted.outer.end :]}"
    behind = [fold_name(name).split() for name in _BEHIND.findall(told)]
    if one.speaker and any(not set(fold_name(one.speaker).split()) & set(words) for words in behind):
        return True
    named = speaker_by_name(told)
    if not one.speaker or not named or _HE_SAID.search(told):
        return False
    return not {surname(one.speaker)} & set(fold_name(f"{named} {told}").split())


def is_theirs(one: Statement, who: str) -> bool:
    """Tell whether a statement is by the one who is meant, by last name."""
    return one.speaker is not None and one.speaker[:1].isupper() and surname(one.speaker) == surname(who)


def _say_the_same(one: str, other: str) -> bool:
    if one == other:
        return True
    figures = [
        {value for number in figures_of(text).numbers for value in number.values} for text in (one, other)
    ]
    if figures[0] != figures[1]:
        return False  # "seven died" and "19 died" share nearly all words
    return adds_nothing(one, other) or adds_nothing(other, one)
