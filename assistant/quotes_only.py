"""Answers made of quotes only: sentences that stand in the articles, chosen, ordered and attributed.

No model writes anything here. Where a statement by somebody is asked for, what others say is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from assistant.abstention import reason_to_abstain
from assistant.agreement import saying_the_same
from assistant.answer import Disagreement, Side
from assistant.assembly import Claim
from assistant.attribution import told_to
from assistant.context import context_of
from assistant.disagreement import Contrary, contraries
from assistant.negation import content_of
from assistant.people import is_person
from assistant.question import Question
from assistant.question.parts import parts_of
from assistant.sentences import Sentence, matter_of, read_sentences
from assistant.sides import names_a_side
from corpus import Corpus
from corpus.names import countries_in
from corpus.reading import Search
from corpus.records import Hit

_REPEATS = 0.92  # two sentences whose vectors are closer say the same
# What has so large a share of its words in another sentence adds nothing; of fewer words none is that sure.
_CONTAINED, _FEWEST = 0.85, 5
_DIGITS = re.compile(r"\d[\d.,]*")
# A sentence scored so much lower than the best one is left out; where a statement is asked for, what
# else the speaker says counts too. Tuned with the weights (0.7 and 1.0 show the evidence alike).
_FAR_BELOW, _FAR_BELOW_SAID = 0.7, 1.0
_FAR_BELOW_OTHERS = 0.9  # what disagrees may be put in other words than the question's
# What stands next to the best sentence explains it; so much is added. Tuned with the weights in sentences.py
# (0.05 to 0.2 alike).
_BESIDE_BEST = 0.1
_CHOSEN = 0.1  # by hand: so much worse for a part of the question a chosen sentence may be
_SHORT = 3  # words: "Iraq", "Iraq's foreign minister", but not "China's diplomats in Houston"
# A country's farmers or its airlines' CEOs do not speak for it, whom it has in office do.
_GROUP = re.compile(
    r"(?!(?:officials|authorities|leaders|diplomats|ministers|presidents|ambassadors|envoys|forces|states|"
    r"emirates|netherlands|philippines|islands)$)(?:[a-z]+s|[A-Z]+s|[a-z]*(?:men|people))"
)
_WHETHER = re.compile(r"\W*(?:did|does|do|has|have|had|is|was|are|were)\b", re.IGNORECASE)
# "Fuad Hussein", "the Iraqi Foreign Ministry": somebody by name, unlike "the group" or "a spokesman".
_BY_NAME = re.compile(r"[A-ZÀ-Þ]|.*\b[A-Z][a-z]+ [A-Z]")


class Most(NamedTuple):
    """How much an answer holds at most."""

    statements: int
    words: int


USUAL, MORE = Most(5, 120), Most(12, 400)


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen for an answer, or why there is none.

    ``disagreement`` names claims that cannot all be so, counted from 0.
    """

    claims: tuple[Claim, ...]
    reason: str | None = None
    disagreement: Disagreement | None = None


def select_sentences(corpus: Corpus, question: Question, hits: Sequence[Hit]) -> Selection:
    """Choose the sentences that answer a question from the passages found for it."""
    if not hits:
        return Selection((), "The archive holds nothing on this.")
    search = corpus.search.pinned()
    if parts := parts_of(question):  # whose words are asked for in one part need not answer the others
        speakers = {part.speaker for part in parts}
        question = replace(question, speaker=speakers.pop() if len(speakers) == 1 else None)
    matter = matter_of(corpus, search, question)
    sentences = read_sentences(corpus, search, matter, hits)
    if question.speaker and not names_a_side(question.speaker):
        sentences = _without_others(sentences, deeds=_WHETHER.match(question.text) is not None)
        # a body or an office is often called otherwise ("the network"): then what no one says by name will do
        strict = is_person(question.speaker) or _speaks_for_a_country(question.speaker)
        if strict and not any(one.said or one.about for one in sentences):
            return Selection((), f"The archive holds no statement by {question.speaker} on this.")
    if reason := reason_to_abstain(corpus, search, matter, hits, sentences):
        return Selection((), reason)
    far_below = _FAR_BELOW_SAID if question.speaker else _FAR_BELOW
    most = MORE if question.at_length else USUAL
    chosen = _chosen(sentences, far_below, most)
    if parts:
        needed = [_best_for(corpus, search, part, hits, sentences, chosen) for part in parts]
        chosen = _with_all(chosen, needed, most)
    least = max(one.score for one in sentences) - _FAR_BELOW_OTHERS
    able = [one for one in sentences if one.score >= least]
    contrary = contraries(matter, chosen, able, search.stems)
    ordered = _ordered(_with_all_sides(chosen, contrary, most) if contrary else chosen)
    return Selection(
        tuple(_claim(one, before, sentences) for before, one in zip([None, *ordered], ordered, strict=False)),
        disagreement=_sides(contrary, ordered) if contrary else None,
    )


def _speaks_for_a_country(speaker: str) -> bool:
    words = speaker.split()
    return bool(countries_in(speaker)) and len(words) <= _SHORT and not _GROUP.fullmatch(words[-1])


def _without_others(sentences: Sequence[Sentence], *, deeds: bool) -> list[Sentence]:
    """Return what the speaker says; where that is nothing, what no one else says by name.

    With ``deeds``, what a reporter says of the speaker counts too: "did they defend the law?"
    """
    open_ones = [
        one
        for one in sentences
        if one.said or one.quote is None or not _BY_NAME.match(one.quote.speaker or "")
    ]
    theirs = [one for one in open_ones if one.said or (deeds and one.about and one.quote is None)]
    return theirs or open_ones


def _chosen(sentences: Sequence[Sentence], far_below: float, most: Most) -> list[Sentence]:
    best = max(sentences, key=lambda one: one.worth)
    ranked = sorted(sentences, key=lambda one: -(one.worth + _BESIDE_BEST * one.beside(best)))
    chosen: list[Sentence] = []
    words = 0
    for one in ranked:
        length = len(one.text.split())
        if len(chosen) == most.statements or one.worth < best.worth - far_below:
            break
        if chosen and (words + length > most.words or _says_again(one, chosen)):
            continue
        chosen.append(one)
        words += length
    return chosen


def _with_all_sides(chosen: Sequence[Sentence], contrary: Contrary, most: Most) -> list[Sentence]:
    """Return the chosen sentences with those that disagree; where there is no room, the last chosen go."""
    return _with_all(chosen, [side for _, side in contrary.sides], most)


def _with_all(chosen: Sequence[Sentence], needed: Sequence[Sentence], most: Most) -> list[Sentence]:
    kept = list(chosen)
    kept += (one for at, one in enumerate(needed) if one not in kept and one not in needed[:at])
    spare = [one for one in chosen if one not in needed]
    while spare and (len(kept) > most.statements or sum(len(one.text.split()) for one in kept) > most.words):
        kept.remove(spare.pop())
    return kept


def _best_for(
    corpus: Corpus,
    search: Search,
    part: Question,
    hits: Sequence[Hit],
    sentences: Sequence[Sentence],
    chosen: Sequence[Sentence],
) -> Sentence:
    """Return the sentence that answers a part of the question best, a chosen one where that is as good."""
    read = read_sentences(corpus, search, matter_of(corpus, search, part), hits)
    theirs = _without_others(read, deeds=True) if part.speaker and not names_a_side(part.speaker) else read
    scores = {(one.hit.passage.id, one.span): one.score for one in theirs}

    def score(one: Sentence) -> float:
        return one.worth + scores.get((one.hit.passage.id, one.span), 0.0)

    return max(sentences, key=lambda one: score(one) + _CHOSEN * (one in chosen))


def _sides(contrary: Contrary, ordered: Sequence[Sentence]) -> Disagreement:
    return Disagreement(
        contrary.about, tuple(Side((ordered.index(one),), claim) for claim, one in contrary.sides)
    )


def _says_again(one: Sentence, chosen: Sequence[Sentence]) -> bool:
    return any(
        float(np.dot(one.vector, other.vector)) > _REPEATS
        or one.text == other.text
        or adds_nothing(one.text, other.text)
        for other in chosen
    )


def adds_nothing(text: str, other: str) -> bool:
    """Tell whether another sentence has nearly every content word of this one, and all its figures."""
    words = content_of(text)
    if len(words) < _FEWEST or len(words & content_of(other)) < _CONTAINED * len(words):
        return False
    return set(_DIGITS.findall(text)) <= set(_DIGITS.findall(other))


def _ordered(chosen: Sequence[Sentence]) -> list[Sentence]:
    """Put the articles in the order of their best sentence, and each one's sentences as they stand."""
    order = list(dict.fromkeys(one.hit.article.id for one in chosen))
    return sorted(chosen, key=lambda one: (order.index(one.hit.article.id), one.span.start))


def _claim(one: Sentence, before: Sentence | None, sentences: Sequence[Sentence]) -> Claim:
    quote = one.quote
    context = context_of(one, before, sentences)
    return Claim(
        text=one.text,
        kind="quote" if quote and quote.direct else "extract",
        places=((one.hit, one.span),),
        speaker=quote.speaker if quote else None,
        role=quote.role if quote else None,
        told=told_to(one.text, one.hit.article.outlet) if quote else None,
        context=(context.text, context.hit, context.span) if context else None,
        also=saying_the_same(one, sentences),
    )
