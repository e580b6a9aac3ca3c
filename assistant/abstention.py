"""Abstention: whether the passages found answer a question, and what is said where they do not.

A fluent answer to a question that the archive cannot answer is the worst failure. Looked at are: how clearly
the best sentence and its passage stand out; whether its article has what the question cannot do without
(telling.py); and, where the question is about a person, whether what that person says, or is told of by name,
stands in a passage on the matter.
"""

import statistics
from collections.abc import Mapping, Sequence

import numpy as np

from assistant.people import is_person
from assistant.premises import untold
from assistant.sentences import Matter, Sentence
from assistant.telling import lack_of
from corpus import Corpus
from corpus.embedding import DEFAULT_MODEL
from corpus.reading import Search
from corpus.records import Hit

# The best sentence's score, plus how far the best hit stands out above the median one, less the names that no
# single passage has: at least so much; and with half of those names, and less what the article lacks (of the
# two nearest the one that lacks less), at least so much. Chosen on the answerable questions of ../shared/data
# (100 of `news`, 654 of `quiz`) and 22 by hand against near misses made from them: every article that answers
# taken away, another place, person, body, event or year of the archive put in; and 30 by hand.
_CLEAR, _HALF, _WITH_ALL = 3.1, 0.5, 2.8
# For other embedding models, by hand: of the question's words, in a passage with its headline; a cosine.
_LEAST_WORDS, _LEAST_MEANING = 0.35, 0.45
_LACKS = 1.8  # and by hand too: what the nearest article may lack (telling.py)
_ON_THE_MATTER = 0.2  # of the question's other words, in a passage where the person speaks or is told of
_WORDS = 2  # other words, at least: one alone may be put otherwise ("refugees", "migrants")
_NEAR = 0.6  # cosine: a sentence of theirs so near is on the matter, whatever its words


def reason_to_abstain(
    corpus: Corpus, search: Search, matter: Matter, hits: Sequence[Hit], sentences: Sequence[Sentence]
) -> str | None:
    """Return why the archive does not answer a question, in words for the person who asks, or None.

    ``sentences`` are those of ``hits`` that may stand in the answer.
    """
    if not sentences:
        return "The archive holds nothing on this."
    subject = matter.subject
    windows = {id(hit): _stems(search, hit) for hit in hits}
    others = _other_words(search, matter, subject) if subject and is_person(subject) else {}
    if subject and len(others) >= _WORDS:
        (last,) = search.stems([subject.split()[-1]])
        theirs = [one for one in sentences if one.said or one.about]
        best = max((_on_the_matter(others, last, windows[id(one.hit)]) for one in theirs), default=0)
        nearest = max((float(np.dot(one.vector, matter.vector)) for one in theirs), default=0)
        if best < _ON_THE_MATTER and nearest < _NEAR:
            if theirs:
                return f"The archive holds articles on {subject}, but nothing by or about {subject} on this."
            return f"The archive holds nothing by or about {subject} on this."
    if premise := untold(matter.question, hits):
        return f"Nothing that was found on {premise.who} tells of {premise.what}."
    clear = _clearness(corpus, search, matter, hits, sentences, list(windows.values()))
    if clear < 0:
        return "The archive holds articles near this matter, but none that clearly answers it."
    lacks = [lack_of(corpus, search, matter, hit) for hit in _nearest_articles(sentences)]
    least = min(lacks, key=lambda lack: lack.loss)
    if least.loss > clear:
        return f"The archive holds articles near this matter, but the nearest does not name {least.named}."
    return None


def _clearness(
    corpus: Corpus,
    search: Search,
    matter: Matter,
    hits: Sequence[Hit],
    sentences: Sequence[Sentence],
    windows: Sequence[set[str]],
) -> float:
    """Return how much the nearest articles may lack and still answer; below 0 nothing stands out.

    The bounds hold for the default embedding model. Cosines of others mean something else: with those, one
    passage with enough of the question's words, or a sentence that is near, has to do.
    """
    if corpus.model.name != DEFAULT_MODEL:
        nearest = max(float(np.dot(one.vector, matter.vector)) for one in sentences)
        near = nearest >= _LEAST_MEANING or max(map(matter.share, windows)) >= _LEAST_WORDS
        return _LACKS if near else -1.0
    scores = [hit.score for hit in hits]
    stands_out = max(one.score for one in sentences) + max(scores) - statistics.median(scores)
    missing = _missing_names(search, matter, windows)
    return stands_out - _HALF * missing - _WITH_ALL if stands_out - missing >= _CLEAR else -1.0


def _nearest_articles(sentences: Sequence[Sentence]) -> list[Hit]:
    """Return a hit of each of the two articles that have the best sentences."""
    nearest: dict[str, Hit] = {}
    for one in sorted(sentences, key=lambda one: -one.score):
        nearest.setdefault(one.hit.article.id, one.hit)
    return list(nearest.values())[:2]


def _stems(search: Search, hit: Hit) -> set[str]:
    text, headline = search.stems([hit.passage.text, hit.article.title])
    return text | headline


def _other_words(search: Search, matter: Matter, subject: str) -> dict[str, float]:
    """Return the question's words besides those that name the person, with their rarity."""
    (whole,) = search.stems([subject])
    return {word: rare for word, rare in matter.rarity.items() if word not in whole}


def _on_the_matter(others: Mapping[str, float], last: set[str], window: set[str]) -> float:
    """Return the share of the question's other words in a window; 0 where it lacks the person's last name."""
    if not last <= window:
        return 0.0
    return sum(rare for word, rare in others.items() if word in window) / sum(others.values())


def _missing_names(search: Search, matter: Matter, windows: Sequence[set[str]]) -> float:
    """Return the share of the question's names, by rarity, that the window with most of them lacks."""
    words = set[str]().union(*search.stems(matter.question.names))
    weights = {word: matter.rarity.get(word, 3.0) for word in words}
    total = sum(weights.values())
    lacking = [sum(rare for word, rare in weights.items() if word not in window) for window in windows]
    return min(lacking) / total if total else 0.0
