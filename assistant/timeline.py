"""Timelines: how a matter developed, told in sentences that stand in the articles of the days.

A question that asks for a development (development.py) is answered by one or two sentences a day, in order of
days. No model writes them. Where the archive holds the matter on too few days, there is no timeline to tell,
and the question gets an ordinary answer.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from assistant.answer import Answer
from assistant.assembly import Claim
from assistant.copies import find_copies
from assistant.question import Question
from assistant.sentences import is_statement
from corpus import Corpus
from corpus.embedding import Vectors
from corpus.names import other_names
from corpus.reading import Search
from corpus.records import ArticleInfo, Hit, Quote, Span
from corpus.sentence_vectors import SentenceTable

HITS = 60  # passages a timeline is made from: of 25 to 40 articles in ../shared/data/news
ENTRIES = 8
DAYS = 3  # on fewer there is no development to tell
A_DAY = 2

# All that follows was chosen by reading the timelines of some thirty matters in ../shared/data/news.
# An article is on the matter where its best passage holds this share of the matter's words, weighed by
# rarity, where it is this near to what the found articles have in common, and both together come to this;
# and where it names at least half of what the matter names.
_HELD, _NEAR, _BOTH, _NAMED = 0.4, 0.65, 1.3, 0.5
# What they have in common is that of the articles which are nearest to the matter in meaning: their cosine
# counts by this power, else the many articles that only share its commonest word would decide.
_SHARPLY = 4
# Where the timeline is that of an article's story: how near to that article the others are, and that with
# the share of its headline's words that they hold.
_ALIKE, _OF_STORY = 0.7, 1.1
# A sentence is, where with its headline it holds this share of the words, or is this near in meaning.
_SENTENCE_HELD, _SENTENCE_NEAR = 0.45, 0.5
# What a sentence is worth, beside being near to the matter in meaning (0 to 1): the words it holds (0 to 1),
# how near its article is to the common ground (0 to 1), its headline's words (0 to 1), standing at the head
# of its article, naming a day as the news of a day does.
_WORDS, _CENTRAL, _HEADLINE, _OPENING, _DATED = 0.5, 0.6, 0.15, 0.5, 0.2
# And what it loses: telling of another time, leaning on the sentence before, naming somebody for the second
# time, being comment.
_BACKGROUND, _LEANING, _RESUMING, _COMMENT = 0.5, 0.25, 0.12, 0.25
_OPENS = 3  # sentences at the head of an article that tell its news
_CROWDED = 0.3  # what is lost beside a day that is told already, and twice that on it
_LEAST = 0.6  # of the best sentence's worth
_REPEATS, _OF_DAY = 0.9, 0.8  # cosine from which two sentences, or two of one day, tell the same
_SHORTEST, _LONGEST = 7, 48  # words
_AROUND = 6  # days from publication within which a named day is the news

_WEEKDAY = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|this morning|overnight)\b")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTH = rf"({'|'.join(_MONTHS)})(?:uary|ruary|ch|il|[ey]|ust|t?ember|ober)?\b\.?"
_DAY = re.compile(rf"\b(?:{_MONTH} (\d\d?)\b|(?:[Ii]n|[Ll]ast|[Ss]ince) {_MONTH})")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONG_AGO = re.compile(
    r"\b(?:(?:last|previous|earlier this) (?:year|month)|(?:years?|months?|decades?) (?:ago|before))\b"
)
_LEANS = re.compile(
    r"^(?:[“\"]|(?:he|she|it|they|his|her|its|their|this|that|these|those|but|and|so|or|then|there|here|such|"
    r"both|the (?:latter|former|two|move|decision|ruling|result|vote|news)|even worse|rather|as for|instead|"
    r"still|yet|in addition|as a result|for (?:example|instance)|of course|indeed|moreover|one|another|if|"
    r"now)\b|.{0,30}\b(?:also|however|too|meanwhile)\b)",
    re.IGNORECASE,
)
_UNNAMED = re.compile(r"^\W*\w[^A-Z]{0,60}\b(?:he|she|they|his|her)\b")
_RESUMES = re.compile(r"^(?:The |[A-Z][\w’'-]+ (?:said|says|told|added|believes?|noted|had|has|was|is)\b)")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_ADDRESSES = re.compile(
    r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|us|[Oo]ur|[Yy]ou|[Yy]our|[Ll]et[’']s)\b|[?!]|^(?:Imagine|Consider)\b|\bhere\W*$|"
    r"\b[A-Z]{3,}:"
)
_COMMENTS = re.compile(
    r"^(?:opinion|analysis|editorial|commentary|column|perspective|review)\b|\?|\bexplained\b|^\d+ ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a timeline tells, and how many of the articles found for it are on the matter, by their days."""

    claims: tuple[Claim, ...]
    reported: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A matter told by day: the entries are the answer's statements, in order of days.

    ``reported`` says how many of the articles found for it are on the matter, by the day of publication.
    """

    answer: Answer
    reported: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sentence that may stand in the timeline."""

    hit: Hit
    span: Span
    text: str
    day: date
    vector: Vectors
    first: float
    """From 1 for the sentence that opens its article down to 0 for one that does not stand at its head."""


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is asked about: its vector, its stemmed words and how rare each is.

    ``names`` are the proper names in it, each as the sets of stemmed words by any of which it is named.
    """

    search: Search
    vector: Vectors
    rarity: Mapping[str, float]
    names: Sequence[Sequence[AbstractSet[str]]]

    @classmethod
    def of(cls, corpus: Corpus, question: Question) -> "_Matter":
        search = corpus.search.pinned()
        rarity = search.rarity(search.terms(question.matter))
        named = [name for name in question.names if name in question.matter]  # a month of its period is none
        names = [search.stems([name, *sorted(other_names(name))]) for name in named]
        return cls(search, corpus.model.encode_question(question.matter), rarity, names)

    def is_named(self, stems: AbstractSet[str]) -> bool:
        """Tell whether a text with these stemmed words names what the matter names, or half of it."""
        named = [any(ways and ways <= stems for ways in name) for name in self.names]
        return sum(named) >= _NAMED * len(named)

    def held(self, texts: Sequence[str]) -> list[float]:
        """Return which share of the matter's words, weighed by rarity, each text holds."""
        total = sum(self.rarity.values()) or 1.0
        return [self._sum(stems) / total for stems in self.search.stems(texts)]

    def _sum(self, stems: AbstractSet[str]) -> float:
        return sum(rare for word, rare in self.rarity.items() if word in stems)


def tell_timeline(
    corpus: Corpus,
    question: Question,
    hits: Sequence[Hit],
    *,
    least: int = DAYS,
    around: str | None = None,
) -> Told:
    """Return the sentences that tell how a matter developed, in order of days; none on fewer than ``least``.

    ``question`` is ``about_the_matter``, ``hits`` are what was found for it. What is told ``around`` an
    article, by its id, is what is near to that article.
    """
    hits = [hit for hit in hits if question.covers(hit.article.published)]
    if len({hit.article.published for hit in hits}) < least:
        return Told((), {})
    matter = _Matter.of(corpus, question)
    table = corpus.catalogue.sentences_of(list(dict.fromkeys(hit.article.id for hit in hits)))
    central = _on_the_matter(matter, hits, table, around)
    originals = _originals(corpus, {hit.article.id: hit.article for hit in hits if hit.article.id in central})
    own = [replace(hit, copies=originals[hit.article.id]) for hit in hits if hit.article.id in originals]
    chosen = _chosen(_weighed(matter, central, list(_entries(corpus, own, table))))
    if len({one.day for one in chosen}) < least:
        return Told((), {})
    quotes = corpus.catalogue.quotes_of_each(list({one.hit.article.id for one in chosen}))
    claims = tuple(_claim(one, quotes[one.hit.article.id]) for one in chosen)
    found = {hit.article.id: hit.article.published for hit in hits if hit.article.id in central}
    return Told(claims, Counter(day for day in found.values() if day))


NOTHING_TO_TELL = (
    "The archive holds nothing on this matter that can be told day by day. Name it in other words, or widen "
    "the dates."
)
"""Why there is no timeline of a matter."""


def too_few(told: Told) -> str | None:
    """Return what to say where there are too few days to see a development; None where there are enough."""
    days = len({claim.places[0][0].article.published for claim in told.claims})
    if days >= DAYS:
        return None
    return (
        f"The archive tells of this matter on {'one day' if days == 1 else f'{days} days'} only: too few to "
        "show how it developed."
    )


def _on_the_matter(
    matter: _Matter, hits: Sequence[Hit], table: SentenceTable, around: str | None
) -> dict[str, float]:
    """Return the articles that are on the matter, and how near each is to what they have in common.

    With ``around``, how near each is to that article.
    """
    held: dict[str, float] = {}
    stems: dict[str, set[str]] = {}
    texts = [f"{hit.article.title} {hit.passage.text}" for hit in hits]
    for hit, share, its in zip(hits, matter.held(texts), matter.search.stems(texts), strict=True):
        held[hit.article.id] = max(share, held.get(hit.article.id, 0.0))
        stems.setdefault(hit.article.id, set()).update(its)
    every = _means(table)
    if around in every:
        alike = {one: float(mean @ every[around]) for one, mean in every.items()}
        return {one: its for one, its in alike.items() if its >= _ALIKE and its + held[one] >= _OF_STORY}
    named = {one for one, its in stems.items() if matter.is_named(its)}
    means = {one: mean for one, mean in every.items() if held[one] >= _HELD and one in named}
    if not means:
        return {}
    weights = {
        one: held[one] * max(float(mean @ matter.vector), 0.0) ** _SHARPLY for one, mean in means.items()
    }
    common = _unit(np.sum([weights[one] * mean for one, mean in means.items()], axis=0))
    near = {one: float(mean @ common) for one, mean in means.items()}
    return {one: its for one, its in near.items() if its >= _NEAR and its + held[one] >= _BOTH}


def _means(table: SentenceTable) -> dict[str, Vectors]:
    """Return the mean direction of each article's sentences."""
    sums: dict[str, Vectors] = {}
    for i, owner in enumerate(table.article_ids):
        part = table.vectors[table.first[i] : table.first[i + 1]].sum(axis=0)
        sums[owner] = sums[owner] + part if owner in sums else part
    return {one: _unit(whole) for one, whole in sums.items()}


def _unit(vector: Vectors) -> Vectors:
    unit: Vectors = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return unit


def _originals(corpus: Corpus, infos: Mapping[str, ArticleInfo]) -> dict[str, tuple[ArticleInfo, ...]]:
    """Return the articles without their copies, which are named with each; the first published stays."""
    copies = find_copies(list(infos.values()), corpus.catalogue.texts(list(infos)))
    kept: dict[str, tuple[ArticleInfo, ...]] = {}
    for info in sorted(infos.values(), key=lambda info: info.published or date.max):
        if not any(copy.id in kept for copy in copies.get(info.id, ())):
            kept[info.id] = copies.get(info.id, ())
    return kept


def _entries(corpus: Corpus, hits: Sequence[Hit], table: SentenceTable) -> Iterator[_Entry]:
    """Yield the sentences of the hits, and those that open their articles, that can be read by themselves."""
    of_article: dict[str, Hit] = {}
    for hit in hits:
        of_article.setdefault(hit.article.id, hit)
    opening: dict[str, int] = {}
    for owner, passage_id in zip(table.article_ids, table.passage_ids, strict=True):
        if owner in of_article:
            opening.setdefault(owner, passage_id)
    heads = corpus.catalogue.passages(list(opening.values()))
    ahead = [replace(of_article[one.article_id], passage=one) for one in heads.values()]
    seen: set[tuple[str, int]] = set()
    for at, hit in enumerate([*ahead, *hits]):
        day, passage = hit.article.published, hit.passage
        for place, (span, vector) in enumerate(table.within(hit.article.id, passage.span)):
            text = passage.text[span.start - passage.span.start : span.end - passage.span.start]
            if (hit.article.id, span.start) in seen or day is None:
                continue
            seen.add((hit.article.id, span.start))
            before = passage.text[: span.start - passage.span.start].rpartition("\n\n")[2]
            if _stands_alone(text) and not _is_open(before):
                first = max(0.0, 1 - place / _OPENS) if at < len(ahead) else 0.0
                yield _Entry(hit, span, text, day, vector, first)


def _stands_alone(text: str) -> bool:
    """Tell whether a sentence is whole, neither short nor endless, and addresses no reader."""
    whole = not _is_open(text) and text.rstrip()[-1:] in '.”"' and is_statement(text)
    return (
        whole and _SHORTEST <= len(text.split()) <= _LONGEST and not _ADDRESSES.search(_QUOTED.sub(" ", text))
    )


def _is_open(text: str) -> bool:
    """Tell whether a quotation goes on past the end of a text, or began before it."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _weighed(
    matter: _Matter, central: Mapping[str, float], entries: Sequence[_Entry]
) -> list[tuple[float, _Entry]]:
    """Return the sentences that are on the matter, each with what it is worth."""
    words = matter.held([one.text for one in entries])
    headlines = matter.held([one.hit.article.title for one in entries])
    both = matter.held([f"{one.hit.article.title} {one.text}" for one in entries])
    weighed = []
    for one, held, headline, together in zip(entries, words, headlines, both, strict=True):
        near = float(one.vector @ matter.vector)
        if together < _SENTENCE_HELD and near < _SENTENCE_NEAR:
            continue
        worth = near + _WORDS * held + _HEADLINE * headline + _CENTRAL * central[one.hit.article.id]
        weighed.append((worth + _OPENING * one.first + _as_news(one), one))
    return weighed


def _as_news(one: _Entry) -> float:
    """Return what a sentence is worth as the news of its day."""
    text = one.text
    return (
        _DATED * bool(_WEEKDAY.search(text))
        - _BACKGROUND * (bool(_LONG_AGO.search(text)) or _names_another_day(text, one.day))
        - _LEANING * bool(_LEANS.match(text) or _UNNAMED.match(text))
        - _RESUMING * (not one.first and bool(_RESUMES.match(text)))
        - _COMMENT * bool(_COMMENTS.search(one.hit.article.title))
    )


def _names_another_day(text: str, day: date) -> bool:
    """Tell whether a sentence names a year, or a day of a month, far from the day it was published."""
    if any(int(year) != day.year for year in _YEAR.findall(text)):
        return True
    for month, number, whole in _DAY.findall(text):
        days = int(number) - day.day if number else 0
        apart = abs(30.4 * (_MONTHS.index(month or whole) + 1 - day.month) + days)
        if min(apart, 365 - apart) > _AROUND:
            return True
    return False


def _chosen(weighed: Sequence[tuple[float, _Entry]]) -> list[_Entry]:
    """Return the best sentences in order of days, spread over the time they tell of."""
    if not weighed:
        return []
    days = [one.day for _, one in weighed]
    even = max(1.0, (max(days) - min(days)).days / ENTRIES)
    best = max(worth for worth, _ in weighed)
    left = [(worth, one) for worth, one in weighed if worth >= _LEAST * best]
    chosen: list[_Entry] = []
    while left and len(chosen) < ENTRIES:
        at = max(range(len(left)), key=lambda at: left[at][0] - _CROWDED * _crowd(left[at][1], chosen, even))
        _, one = left.pop(at)
        if [other.day for other in chosen].count(one.day) < A_DAY and not _repeats(one, chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: (one.day, one.hit.article.id, one.span.start))


def _crowd(one: _Entry, chosen: Sequence[_Entry], even: float) -> float:
    """Say how near the days told already are: 0 from an even distance on, 1 next door, 3 on the day."""
    gaps = [abs((one.day - other.day).days) for other in chosen]
    return max((1 - gap / even if gap else 3.0 for gap in gaps if gap < even), default=0.0)


def _repeats(one: _Entry, chosen: Sequence[_Entry]) -> bool:
    return any(
        one.text == other.text
        or float(one.vector @ other.vector) >= (_OF_DAY if one.day == other.day else _REPEATS)
        for other in chosen
    )


def _claim(one: _Entry, quotes: Sequence[Quote]) -> Claim:
    """Return a sentence as a claim; whoever is quoted in it is its speaker."""
    said = [quote for quote in quotes if quote.direct and any(span.meets(one.span) for span in quote.spans)]
    quote = said[0] if said else None
    return Claim(
        text=one.text,
        kind="quote" if quote else "extract",
        places=((one.hit, one.span),),
        speaker=quote.speaker if quote else None,
        role=quote.role if quote else None,
    )
