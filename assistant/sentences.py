"""The sentences of the passages found, and what speaks for each as a part of the answer.

A sentence that answers is not the one that resembles the question most: it stands in a passage that was
found high up, has what is asked for (a figure, a person, a reason), or is said by whom the question is about.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from assistant.question import Question
from assistant.sides import takes_side
from assistant.speakers import holds_office, is_about, represents, spoken_by
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
_RUN_IN = -0.25  # by hand: another headline stands in the middle of it
_LINE = -0.7  # by hand: what does not end as a sentence does is a heading, a caption or a link
_TAKES_SIDE = 0.5  # by hand: "what do critics say" is answered by a sentence that speaks against
# What stands in an article and states nothing: marks of time and rights, share buttons, links, captions.
# (Looked for in small letters.)
_FURNITURE = re.compile(
    r"\W*(?:copyright (?:©|\(c\)|\d{4})|all rights reserved|advertisement\W*$|story continues|"
    r"continue reading|up next\b|related:|read more|share this|just watched|must watch|replay more|"
    r"updated? (?:at|on|\d)|"
    r"last updated|originally published|"
    r"(?:click|tap) (?:here|on|the|to)\b|sign up (?:for|to|here)\b|"
    r"subscribe (?:to|now|here|today)\b|follow (?:us|me|@\w+|[\w .]{2,40}) on\b|(?:here|meet|below)\b.*:\W*$|"
    r"here[’']s (?:what|how|why|where|who|when|everything|a look)\b(?:\W+[\w’'-]+){0,8}\W*$|"
    r"(?:read|see|watch|listen|view)\b(?:\W+[\w’'-]+){0,5}\W+(?:more|below|here|stor(?:y|ies)|newsletters?|"
    r"videos?|photos?|gallery|coverage)\b(?:\W+[\w’'-]+){0,6}\W*$)"
)
_CREDITS = (
    *("toggle caption", "hide caption", "/getty", "getty/", "(getty", "via getty", "(photo"),
    *("ap photo/", "/ap photo", "(ap photo", "/reuters", "/afp", "afp/"),
)
_BYLINE = re.compile(
    r"\W*By (?:[A-Z][\w’'.-]+,? (?:and )?){2,6}[^.]{0,40}"
    r"\b(?:[Ss]taff|[Ww]riter|[Rr]eporter|[Cc]orrespondent|[Ee]ditor)s?\W*$"
)
_ONLY_SAID = re.compile(
    r"\W*(?:[\w’'.-]+ ){1,3}(?:said|says|added|adds|continued|wrote|tweeted)(?: with an? \w+)?"
    r"(?: (?:on|late|early|last) \w+day)?(?: (?:morning|afternoon|evening|night))?\W*$"
)
# "Rep. Quill Storm sinks ferry MORE (D-Tarn) said": a link between a name and what is said of it.
_MORE = re.compile(r"\w MORE\b(?=\s*\(|['’]s|,|\s+[a-z])")
# "at 9 p.m." | "ET on Monday": one sentence, taken for two.
_TIME_OF_DAY = re.compile(r"\b[ap]\.m\.$")
_ZONE = re.compile(
    r"(?:[ECMP][SD]?T|GMT|BST|UTC|Eastern|Central|Pacific|local|[a-z]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
# "Storm damage:Homes lost." leads to another article; a mark of time ("10:30") or a quotation does not.
_LINK = re.compile(r"[^:.!?“”\"]{3,60}(?<=\S)(?::(?=[A-Z])|(?<=[a-z]):(?=\d))")
_MARKED = re.compile(r"[“”\"‘]")
_EDGES = "“”\"'‘’()[].,:;!?…—–-"
_LITTLE = frozenset(
    "an the of in on at to for from by with and or but nor as than via vs et al am pm a.m p.m ago".split()
)
_CAPITALS = 5  # words
_SMALL = 0.2  # of the words of a line, so many at least are small: else it is a table, or a list of names
_HEADING = 5  # words: so short a question, or what so short announces with a colon, heads a section
_ENDED = re.compile(r"[.!?:;…][\"”’'»)\]]*\s*$")
_OPENS = re.compile(r"(?<=[.!?])\s+[“\"]$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a hit. ``number`` counts the hit's sentences, ``quote`` is who says most of it, if any.

    ``said`` tells whether it is by whom the question is about, ``about`` whether it names them.
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
            if not said_here and text.endswith("?") and not _MARKED.search(text):
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


def is_statement(text: str) -> bool:
    """Tell whether a sentence can stand in an answer: no date, byline, caption, link or heading.

    Without reading the grammar: a statement has a word besides names and little words that is written small,
    which its verb is. Where nothing is written small, as in headlines and old wires, any five words will do.
    """
    words = text.split()
    if not any(map(_is_small, words)) and (len(words) < _CAPITALS or text.upper() != text):
        return False
    lowered = text.lower()
    if _FURNITURE.match(lowered) or any(credit in lowered for credit in _CREDITS):
        return False
    if _BYLINE.match(text) or _ONLY_SAID.match(text):
        return False
    if _LINK.match(text) or (not _ENDED.search(text) and sum(map(_is_small, words)) < _SMALL * len(words)):
        return False
    heads = lowered.rstrip().endswith(("?", ":")) and not _MARKED.search(text)
    return not (heads and len(words) <= _HEADING)


def _without_opening(place: Span, text: str) -> tuple[Span, str]:
    """Return a sentence without the mark at its end that opens the next one's quotation (`he said. "`)."""
    if match := _OPENS.search(text):
        return Span(place.start, place.start + match.start()), text[: match.start()]
    return place, text


def _is_small(word: str) -> bool:
    """Tell whether a word is written small and says something; in scripts without capitals, any word."""
    bare = word.strip(_EDGES)
    return len(bare) > 1 and bare[0].isalpha() and not bare[0].isupper() and bare not in _LITTLE


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
        + _LINE * (not _ENDED.search(text))
        + _RUN_IN * bool(_MORE.search(text))
        + has_what_is_wanted(matter.question, matter.words, text)
        + _TAKES_SIDE * takes_side(matter.question.speaker, text)
    )
    quote = max(theirs or quotes, key=lambda one: (one.direct, _shared(one, place)), default=None)
    return Sentence(hit, number, place, text, vector, score, quote, bool(theirs), about)


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
