"""Abstention: whether the passages found answer a question, and what is said where they do not.

A fluent answer to a question that the archive cannot answer is the worst failure. Two things are looked at:
how clearly the best sentence and its passage stand out, and, where the question is about a person, whether
what that person says, or is told of by name, stands in a passage on the matter.

Both bounds were chosen on the answerable questions of ../shared/data (100 of `news`, 654 of `quiz`) against
near misses made from them: the same questions with every article that answers taken away, and `news`
questions with another person of the archive put in. Of the first 0.67 (`news`) and 0.58 (`quiz`) are
declined, of the second 0.63, of the answerable ones 0.07 and 0.02.
"""

import re
import statistics
from collections.abc import Mapping, Sequence

import numpy as np

from assistant.sentences import Matter, Sentence
from corpus import Corpus
from corpus.embedding import DEFAULT_MODEL
from corpus.names import countries_in, is_office
from corpus.reading import Search
from corpus.records import Hit

_CLEAR = 3.1  # best sentence's score, plus how far the best hit stands out, less the names that are missing
# For other embedding models, by hand: of the question's words, in a passage with its headline; a cosine.
_LEAST_WORDS, _LEAST_MEANING = 0.35, 0.45
_ON_THE_MATTER = 0.2  # of the question's other words, in a passage where the person speaks or is told of
_WORDS = 2  # other words, at least: one alone may be put otherwise ("refugees", "migrants")
_NEAR = 0.6  # cosine: a sentence of theirs so near is on the matter, whatever its words
_BODY = re.compile(
    r"\b(?:House|Department|Court|Congress|Senate|Ministry|Group|Network|Party|University|College|Company|Fund|"
    r"Corporation|Industries|Board|Union|Bank|Club|Council|Agency|Association|Foundation|Inc|Times|Post)\b"
)


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
    if not _is_clear(corpus, search, matter, hits, sentences, list(windows.values())):
        return "The archive holds articles near this matter, but none that clearly answers it."
    return None


def _is_clear(
    corpus: Corpus,
    search: Search,
    matter: Matter,
    hits: Sequence[Hit],
    sentences: Sequence[Sentence],
    windows: Sequence[set[str]],
) -> bool:
    """Tell whether the best sentence and its passage stand out as an answer's do.

    The bound holds for the default embedding model. Cosines of others mean something else: with those, one
    passage with enough of the question's words, or a sentence that is near, has to do.
    """
    if corpus.model.name != DEFAULT_MODEL:
        nearest = max(float(np.dot(one.vector, matter.vector)) for one in sentences)
        return nearest >= _LEAST_MEANING or max(map(matter.share, windows)) >= _LEAST_WORDS
    scores = [hit.score for hit in hits]
    stands_out = max(scores) - statistics.median(scores)
    missing = _missing_names(search, matter, windows)
    return max(one.score for one in sentences) + stands_out - missing >= _CLEAR


def _stems(search: Search, hit: Hit) -> set[str]:
    text, headline = search.stems([hit.passage.text, hit.article.title])
    return text | headline


def is_person(subject: str) -> bool:
    """Tell whether whom the question is about is a person with a full name, not an office or a body."""
    names = [word for word in subject.split() if word[:1].isupper() and not is_office(word)]
    plain = [word for word in subject.split() if not is_office(word)]
    if len(names) < 2 or names != plain or subject.split()[-1] != names[-1]:
        return False
    return not _BODY.search(subject) and not countries_in(subject)


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
