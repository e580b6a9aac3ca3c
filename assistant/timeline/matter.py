"""The matter of a timeline: what is asked about, and which of the articles found are on it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from assistant.question import Question
from corpus import Corpus
from corpus.embedding import Vectors
from corpus.names import other_names
from corpus.reading import Search
from corpus.records import Hit
from corpus.sentence_vectors import SentenceTable

# What is set here, in entries.py, weighing.py and spreading.py was chosen by reading the timelines of some
# thirty matters in ../shared/data/news.
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


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked about: its vector, its stemmed words and how rare each is.

    ``names`` are the proper names in it, each as the sets of stemmed words by any of which it is named.
    """

    search: Search
    vector: Vectors
    rarity: Mapping[str, float]
    names: Sequence[Sequence[AbstractSet[str]]]

    @classmethod
    def of(cls, corpus: Corpus, question: Question) -> "Matter":
        """Return the matter of a question that is ``about_the_matter`` (development.py)."""
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


def articles_on(
    matter: Matter, hits: Sequence[Hit], table: SentenceTable, around: str | None
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
