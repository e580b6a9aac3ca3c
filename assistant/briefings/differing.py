"""Where outlets disagree on a matter: figures of one thing that differ, and claims that somebody denies.

An answer compares what it shows with what was found for its question (disagreement.py). A draft looks for the
same through all that is on its matter: for what people are counted by, and for every claim near to it.
"""

from collections.abc import Iterator, Sequence

from assistant.briefings.wishes import Wish
from assistant.corroboration import are_independent
from assistant.disagreement import Contrary, contraries
from assistant.question import Question, read_question
from assistant.sentences import Sentence, matter_of, read_sentences
from assistant.suggestions import counted_in
from corpus import Corpus
from corpus.records import Hit

# What outlets differ on most often (disagreement.py knows these words), beside what the articles count.
_TOLLS = ("died", "were injured", "are missing", "were arrested")
_COUNTS = 8
_LOOKED_AT = 60  # sentences nearest to the question
_BEST = 5  # that may be the answer to a count


def differing(corpus: Corpus, wish: Wish, hits: Sequence[Hit]) -> Iterator[tuple[str, Contrary]]:
    """Yield what disagrees in these passages, each with the question that it is asked by."""
    counted = list(dict.fromkeys(one for hit in hits for one in counted_in(hit)))[:_COUNTS]
    counts = [f"How many people {were} in {wish.subject}?" for were in _TOLLS]
    counts += [f"On {wish.subject}: {one[0].lower()}{one[1:]}" for one in counted]
    seen: set[tuple[str, int]] = set()
    for text, most in (
        *((one, _BEST) for one in counts),
        (f"What happened with {wish.subject}?", _LOOKED_AT),
    ):
        question = read_question(text, wish.filters.asked, without=("period", "outlet"))
        for contrary in _of(corpus, question, hits, most):
            places = {(one.hit.article.id, one.span.start) for _, one in contrary.sides}
            if not places & seen:
                seen |= places
                yield text, contrary


def _of(corpus: Corpus, question: Question, hits: Sequence[Hit], most: int) -> Iterator[Contrary]:
    search = corpus.search.pinned()
    matter = matter_of(corpus, search, question)
    sentences = read_sentences(corpus, search, matter, hits)
    nearest: Sequence[Sentence] = sorted(sentences, key=lambda one: -one.score)[:_LOOKED_AT]
    for one in nearest[:most]:
        contrary = contraries(matter, [one], nearest, search.stems)
        if contrary and (contrary.about == "figures" or _is_denied(*(side for _, side in contrary.sides))):
            yield contrary


def _is_denied(claim: Sentence, denial: Sentence) -> bool:
    """Tell whether a denial stands against another outlet's claim.

    So much wider a search than an answer's brings up what one article says of one speaker in two places.
    """
    return are_independent(claim.hit.article, denial.hit.article)
