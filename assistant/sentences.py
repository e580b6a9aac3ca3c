"""The sentences of the passages found, and what speaks for each as a part of the answer.

A sentence that answers is not the one that resembles the question most: it stands in a passage that was
found high up, has what is asked for (a figure, a person, a reason), or is said by whom the question is about.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from assistant.marring import has_run_in, is_caption
from assistant.question import Question
from assistant.sides import takes_side
from assistant.speakers import holds_office, is_about, represents, spoken_by
from assistant.stating import ENDED, MARKED, is_statement
from assistant.subject import subject_of
from assistant.wanted import has_what_is_wanted
from corpus import Corpus
from corpus.embedding import Vectors
from corpus.names import fold_name
from corpus.reading import Search
from corpus.records import Hit, Passage, Quote, Span

# What speaks for a sentence. Fitted by a listwise logistic ranking to every second question of
# ../shared/data/news (counted twice) and of ../shared/data/quiz, rounded; on the other half of `news` the
# answer then shows the evidence in 0.72 to 0.76 of the questions (words and meaning alone: 0.62).
_HIT, _RANK = 0.66, 0.14  # the passage's score, and one over its rank
_MEANING, _WORDS, _AROUND = 0.58, 0.5, 0.29  # cosine; question's words, by rarity, in it and beside it
_SAID, _DIRECT, _ABOUT = 0.25, 0.22, 0.13  # by whom the question is about; in their own words; naming them
_LENGTH, _ASKS = 0.006, -0.17  # a word; a question is no answer
_BY_OUTLET = 0.4  # by hand: "according to the Gazette" is answered by the Gazette where it has it
# By hand: what nobody would print counts for so much less beside what is clean that it is shown only where it
# would lead by far (0.6 leaves captions in). The own words of whoever is asked for seldom stand elsewhere.
_MARRED, _MARRED_WORDS = 0.8, 0.25
_LINE = -0.7  # by hand: what does not end as a sentence does is a heading, a caption or a link
_TAKES_SIDE = 0.5  # by hand: "what do critics say" is answered by a sentence that speaks against
# "at 9 p.m." | "ET on Monday": one sentence, taken for two.
_TIME_OF_DAY = re.compile(r"\b[ap]\.m\.$")
_ZONE = re.compile(
    r"(?:[ECMP][SD]?T|GMT|BST|UTC|Eastern|Central|Pacific|local|[a-z]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_QUOTES = re.compile(r"[“”\"]")
_OPENS = re.compile(r"(?<=[.!?])\s+[“\"]$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a hit. ``number`` counts the hit's sentences, ``quote`` is who says most of it, if any.

    ``said`` tells whether it is by whom the question is about, ``about`` whether it names them, ``marred``
    is what it counts for less than a clean one (marring.py).
    """

    hit: Hit
    number: int
    span: Span
    text: str
    vector: Vectors
    score: float
    quote: Quote | None
    said: bool
    about: bool
    marred: float = 0.0

    @property
    def worth(self) -> float:
        """What it counts for beside others; ``score`` tells whether there is an answer at all."""
        return self.score - self.marred

    def beside(self, other: "Sentence") -> bool:
        """Tell whether the two stand next to each other."""
        return self.hit is other.hit and abs(self.number - other.number) == 1


@dataclass(frozen=True, slots=True)
class Matter:
    """A question as its sentences are weighed by.

    ``rarity`` are its stemmed words and how rare each is, ``told`` those without the words that name the
    speaker who is asked for, ``words`` the folded words of its text.
    """

    question: Question
    subject: str | None
    vector: Vectors
    rarity: Mapping[str, float]
    told: Mapping[str, float]
    words: Set[str]

    def share(self, stems: Set[str]) -> float:
        """Return which share of what a sentence should tell of, weighed by rarity, is among these words."""
        total = sum(self.told.values())
        return sum(rare for word, rare in self.told.items() if word in stems) / total if total else 0.0


def matter_of(corpus: Corpus, search: Search, question: Question) -> Matter:
    """Return what the sentences that may answer a question are weighed by."""
    rarity = search.rarity(search.terms(question.matter))
    # What Iraq said about militias need not name Iraq: it is told by who says it.
    (speaker,) = search.stems([question.speaker or ""])
    matter = {word: rare for word, rare in rarity.items() if word not in speaker} or rarity
    return Matter(
        question,
        question.speaker or subject_of(question.text),
        corpus.model.encode_question(question.text),
        rarity,
        matter,
        set(fold_name(question.text).split()),
    )


def read_sentences(corpus: Corpus, search: Search, matter: Matter, hits: Sequence[Hit]) -> list[Sentence]:
    """Return the sentences of the hits that state something, each once, hit by hit as they stand."""
    articles = list(dict.fromkeys(hit.article.id for hit in hits))
    table = corpus.catalogue.sentences_of(articles)
    quotes = corpus.catalogue.quotes_of_each(articles)
    found: list[Sentence] = []
    for hit in hits:
        placed = _whole(table.within(hit.article.id, hit.passage.span), hit.passage)
        start = hit.passage.span.start
        texts = [hit.passage.text[place.start - start : place.end - start] for place, _ in placed]
        stems = search.stems(texts)
        for number, ((whole, vector), words) in enumerate(zip(placed, texts, strict=True)):
            place, text = _without_opening(whole, words)
            if not is_statement(text):
                continue
            said_here = [
                one for one in quotes[hit.article.id] if any(span.meets(place) for span in one.spans)
            ]
            if not said_here and text.endswith("?") and not MARKED.search(text):
                continue  # a question that nobody is quoted with states nothing
            around = set().union(*stems[max(0, number - 1) : number + 2])
            found.append(
                _weighed(matter, hit, number, place, text, vector, (stems[number], around), said_here)
            )
    return found


def _whole(placed: Sequence[tuple[Span, Vectors]], passage: Passage) -> list[tuple[Span, Vectors]]:
    """Return the sentences of a passage, those joined that a time of day parts ("at 9 p.m. ET")."""
    whole: list[tuple[Span, Vectors]] = []
    for place, vector in placed:
        if whole:
            before, mean = whole[-1]
            between = passage.text[before.end - passage.span.start : place.start - passage.span.start]
            first = passage.text[before.start - passage.span.start : before.end - passage.span.start]
            following = passage.text[place.start - passage.span.start :]
            if between == " " and _TIME_OF_DAY.search(first) and _ZONE.match(following):
                both = mean + vector
                whole[-1] = (Span(before.start, place.end), both / max(float(np.linalg.norm(both)), 1e-9))
                continue
        whole.append((place, vector))
    return whole


def _without_opening(place: Span, text: str) -> tuple[Span, str]:
    """Return a sentence without the mark at its end that opens the next one's quotation (`he said. "`)."""
    if match := _OPENS.search(text):
        return Span(place.start, place.start + match.start()), text[: match.start()]
    return place, text


def _weighed(
    matter: Matter,
    hit: Hit,
    number: int,
    place: Span,
    text: str,
    vector: Vectors,
    stems: tuple[set[str], set[str]],
    quotes: Sequence[Quote],
) -> Sentence:
    theirs = [one for one in quotes if _is_theirs(matter, hit, one)]
    about = bool(matter.subject) and is_about(text, matter.subject or "")
    score = (
        _HIT * hit.score
        + _RANK / hit.rank
        + _MEANING * float(np.dot(vector, matter.vector))
        + _WORDS * matter.share(stems[0])
        + _AROUND * matter.share(stems[1])
        + _SAID * bool(theirs)
        + _DIRECT * any(one.direct for one in theirs)
        + _ABOUT * about
        + _LENGTH * len(text.split())
        + _ASKS * text.rstrip().endswith("?")
        + _BY_OUTLET * matter.question.is_by(hit.article.outlet)
        + _LINE * (not ENDED.search(text))
        + has_what_is_wanted(matter.question, matter.words, text)
        + _TAKES_SIDE * takes_side(matter.question.speaker, text)
    )
    quote = max(theirs or quotes, key=lambda one: (one.direct, _shared(one, place)), default=None)
    after = hit.passage.text[place.end - hit.passage.span.start :]
    marred = 0.0
    if has_run_in(text):
        marred = _MARRED_WORDS if theirs and _QUOTES.search(text) else _MARRED
    elif is_caption(text, after, hit.article.published):
        marred = _MARRED
    return Sentence(hit, number, place, text, vector, score, quote, bool(theirs), about, marred)


def _is_theirs(matter: Matter, hit: Hit, quote: Quote) -> bool:
    """Tell whether a quote is by whom the question is about."""
    if matter.subject is None:
        return False
    nearby = f"{hit.article.title} {hit.passage.text}"
    return (
        spoken_by(quote, matter.subject)
        or holds_office(quote, matter.subject, nearby)
        or represents(quote, matter.subject, nearby)
    )


def _shared(quote: Quote, place: Span) -> int:
    return sum(max(0, min(span.end, place.end) - max(span.start, place.start)) for span in quote.spans)
