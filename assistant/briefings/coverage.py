"""What the archive does not hold of a matter: days without articles, and questions without an answer."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from assistant.answer import Answer
from assistant.attribution import in_day
from assistant.briefings.wishes import Wish
from assistant.corroboration import corroboration_of
from assistant.quotations import unquoted
from assistant.words import day_in_words
from corpus import Corpus
from corpus.embedding import Vectors
from corpus.reading import Search
from corpus.records import Hit

# An article is on the matter where its best passage, with the headline, holds this share of the matter's
# words, weighed by rarity, where it is this near in meaning to what the articles found have in common (the
# nearest to the matter counting by this power), and both together come to this. Set by reading drafts on
# ../shared/data/news and the sample: what names a matter in passing is out, "wall of water" is in.
_HELD, _NEAR, _BOTH, _SHARPLY = 0.4, 0.65, 1.1, 4
# A passage with its headline, or an article on the matter, says all of it where it holds this share of its
# words by rarity: of a long matter, which nobody puts in just these words, less. Of 45 real matters of
# ../shared/data/news 43 are said so, of 25 invented about people and places that are in it, 20 are not.
_ALL, _MOST, _LONG_MATTER = 0.95, 0.75, 5
_LONG = timedelta(days=30)  # a gap that is told; in a long period, a fifth of it
_NEAREST = 2
_DECLINED = 6  # questions without an answer that are told


@dataclass(frozen=True, slots=True)
class Coverage:
    """The passages that are on a matter, best first, and what is to be said of the days they cover."""

    hits: tuple[Hit, ...]
    lines: tuple[str, ...]
    lacking: str | None = None
    """Why what was found is not on this matter, though near to it; None where it is."""

    @property
    def articles(self) -> frozenset[str]:
        """The ids of the articles that are on the matter."""
        return frozenset(hit.article.id for hit in self.hits)


def coverage_of(corpus: Corpus, wish: Wish, hits: Sequence[Hit]) -> Coverage:
    """Return which of the passages found for a matter are on it, and which days they leave out."""
    search = corpus.search.pinned()
    rarity = search.rarity(search.terms(wish.subject))
    total = sum(rarity.values()) or 1.0
    stems = search.stems([f"{hit.article.title} {hit.passage.text}" for hit in hits])
    named: list[Hit] = []
    shares: dict[str, float] = {}
    for hit, its in zip(hits, stems, strict=True):
        share = sum(rare for word, rare in rarity.items() if word in its) / total
        if share >= _HELD:
            named.append(hit)
            shares[hit.article.id] = max(share, shares.get(hit.article.id, 0.0))
    near = _near(corpus, wish.subject, shares)
    on_it = tuple(hit for hit in named if hit.article.id in near)
    said: dict[str, frozenset[str]] = {}
    for hit, its in zip(hits, stems, strict=True):
        if hit.article.id in near:
            said[hit.article.id] = said.get(hit.article.id, frozenset()) | its
    lacking = _lacking(search, wish.subject, rarity, [*stems, *said.values()])
    return Coverage(on_it, tuple(_lines(corpus, wish, on_it)), lacking)


def _lacking(
    search: Search, subject: str, rarity: Mapping[str, float], said: Sequence[Collection[str]]
) -> str | None:
    """Return which of a matter's words nothing says with the others, as a reason; None where all are said."""
    total, least = sum(rarity.values()), _MOST if len(rarity) >= _LONG_MATTER else _ALL
    held = [[word for word in rarity if word in its] for its in said]
    best = max(held, key=lambda words: sum(rarity[word] for word in words), default=[])
    if not total or sum(rarity[word] for word in best) >= least * total:
        return None
    missing = [
        word
        for word in dict.fromkeys(re.findall(r"\w+", subject))
        if (stems := search.terms(word)) and not set(stems) & set(best)
    ]
    named = ", ".join(f"“{word}”" for word in missing)
    return f"The archive holds articles near this matter, but none that says {named} of it. Try other words."


def _near(corpus: Corpus, subject: str, shares: Mapping[str, float]) -> set[str]:
    """Return which articles are near to what they have in common; ``shares`` says what each holds."""
    table = corpus.catalogue.sentences_of(list(shares))
    sums: dict[str, Vectors] = {}
    for i, owner in enumerate(table.article_ids):
        part = table.vectors[table.first[i] : table.first[i + 1]].sum(axis=0)
        sums[owner] = sums[owner] + part if owner in sums else part
    if not sums:
        return set()
    means = {one: _unit(whole) for one, whole in sums.items()}
    matter = corpus.model.encode_question(subject)
    weights = {one: shares[one] * max(float(mean @ matter), 0.0) ** _SHARPLY for one, mean in means.items()}
    common = _unit(np.sum([weights[one] * mean for one, mean in means.items()], axis=0))
    nearness = {one: float(mean @ common) for one, mean in means.items()}
    return {one for one, near in nearness.items() if near >= _NEAR and near + shares[one] >= _BOTH}


def _unit(vector: Vectors) -> Vectors:
    unit: Vectors = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return unit


def unanswered(declined: Sequence[Answer]) -> Iterator[str]:
    """Yield what was asked and not answered, why, and what is nearest to it, in words for a person."""
    for answer in declined[:_DECLINED]:
        near = "; ".join(
            f"{unquoted(one.article.title)} ({in_day(one.article.outlet, one.article.published)})"
            for one in answer.nearby[:_NEAREST]
        )
        nearest = f" Nearest: {near}." if near else ""
        yield f"{unquoted(answer.asked)} {unquoted(answer.reason or '')}{nearest}"


def _lines(corpus: Corpus, wish: Wish, hits: Sequence[Hit]) -> Iterator[str]:
    articles = list({hit.article.id: hit.article for hit in hits}.values())
    days = sorted({one.published for one in articles if one.published})
    oldest, newest = corpus.catalogue.coverage()
    if days and oldest and newest:
        number = f"{len(articles)} article{'s' if len(articles) != 1 else ''}"
        by = corroboration_of(articles)
        yield (
            f"Found on this: {number} of {by}, published {_from_to(days[0], days[-1])}. The archive "
            f"covers what was published {_from_to(oldest, newest)}."
        )
        yield from _gaps(wish, days, oldest, newest)


def _gaps(wish: Wish, days: Sequence[date], oldest: date, newest: date) -> Iterator[str]:
    """Yield which of the days asked for are not covered; nothing where no days were asked for."""
    since, until = wish.filters.since, wish.filters.until
    if since and since < oldest:
        yield f"Of the days asked for, those before {day_in_words(oldest)} lie before its first article."
    if until and until > newest:
        yield f"Of the days asked for, those after {day_in_words(newest)} lie after its last article."
    day = timedelta(days=1)
    first, last = max(since or days[0], oldest), min(until or days[-1], newest)
    edges = [*([first - day] if since else []), *days, *([last + day] if until else [])]
    least = max(_LONG, (last - first) / 5)
    for one, other in pairwise(edges if since or until else ()):
        if other - one - day >= least:
            yield f"No article on this was found {_from_to(one + day, other - day)}."


def _from_to(first: date, last: date) -> str:
    if first == last:
        return f"on {day_in_words(first)}"
    return f"from {day_in_words(first)} to {day_in_words(last)}"
