"""Agreement: which sentences of other outlets say what a sentence says, each in its own words.

Strict on purpose: that two outlets report a thing is a claim of its own. Another sentence agrees where it is
near in meaning and has every number, date and name of the first, turns nothing round, and, where somebody is
quoted, has the quoted words.
"""

from collections.abc import Sequence

import numpy as np

from assistant.answer import Also
from assistant.corroboration import are_independent
from assistant.negation import content_of
from assistant.sentences import Sentence
from assistant.support import supported
from assistant.verification import Cited, gate
from corpus.records import Span

# A cosine, and the share of its content words that the other has. Chosen by reading the 60 pairs that reach
# 0.7 and 0.5 for 330 questions of ../shared/data/quiz and 124 of `news`: what is wrong lies below these.
_SAME, _COMMON = 0.72, 0.6
_FEWEST = 6  # words: what is shorter says too little to be borne out by another


def saying_the_same(one: Sentence, others: Sequence[Sentence]) -> tuple[Also, ...]:
    """Return where else a sentence is said, the nearest first, at most one place an outlet.

    Copies of its article do not count, nor do articles whose independence is not known.
    """
    if len(one.text.split()) < _FEWEST:
        return ()
    copies = {one.hit.article.id, *(copy.id for copy in one.hit.copies)}
    near = [(float(np.dot(one.vector, other.vector)), other) for other in others]
    found: list[Sentence] = []
    for nearness, other in sorted(near, key=lambda pair: -pair[0]):
        if nearness < _SAME:
            break
        voices = [one.hit.article, *(kept.hit.article for kept in found)]
        if other.hit.article.id in copies or not all(
            are_independent(other.hit.article, voice) for voice in voices
        ):
            continue
        if _bears(one.text, other):
            found.append(other)
    return tuple(Also(other.hit.article, other.span) for other in found)


def _bears(text: str, other: Sentence) -> bool:
    words = content_of(text)
    if len(words & content_of(other.text)) < _COMMON * len(words):
        return False
    place = Span(0, len(other.text))
    cited = [Cited(1, place, other.text, published=other.hit.article.published)]
    return supported(text, cited).holds and all(
        one.verdict == "verbatim" for one in gate(text, cited).checked
    )
