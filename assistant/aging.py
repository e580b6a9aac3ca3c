"""Aging: what became of the sources of a kept answer since it was given.

An answer shows an article as it was. Publishers change, correct and withdraw, so whoever opens an answer
again is told of each source that is no longer what was cited.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from assistant.answer import Answer, Source
from corpus import Corpus
from corpus.folding import Folded, find, fold
from corpus.held import Held, held_now
from corpus.records import ArticleInfo, Span

What = Literal["removed", "embargoed", "changed", "corrected", "newer"]
_Cited = tuple[Span, str]  # where words stood, and the words


@dataclass(frozen=True, slots=True)
class Aging:
    """What became of a source. Of several things it is the first that holds, as they are named here.

    "removed": the archive no longer holds the article. "embargoed": it may not be quoted until ``embargo``
    (UTC). "changed": words that were cited do not stand in the text it has now. "corrected": it now carries a
    note (``correction``) that it did not carry. "newer": there is a newer version, in which the words stand
    still. ``version`` and ``added`` (UTC) are those of the
    current version, None where the article was removed. ``correction`` is also set where the words changed.
    """

    what: What
    version: int | None = None
    added: datetime | None = None
    correction: str | None = None
    embargo: datetime | None = None


def aged(corpus: Corpus, *answers: Answer) -> dict[int, Aging]:
    """Return what became of the sources of kept answers, by source number; of most, nothing did.

    Several answers are those of one conversation, where a number stands for one source. One query for all.
    """
    cited: dict[int, list[_Cited]] = {}
    sources: dict[int, Source] = {}
    for answer in answers:
        for source in (*answer.sources, *answer.nearby):
            # of two that were kept at different times the later knows more
            sources[source.number] = source
            cited.setdefault(source.number, []).extend(_cited_words(answer, source))
    held = held_now(corpus.catalogue, list({source.article.id for source in sources.values()}))
    found = {}
    for number, source in sorted(sources.items()):
        aging = aging_of(source.article, cited[number], held.get(source.article.id))
        if aging:
            found[number] = aging
    return found


def told_since(corpus: Corpus, *answers: Answer) -> dict[int, str]:
    """Return in words what became of the sources of kept answers, by source number."""
    return {number: aging_line(aging) for number, aging in aged(corpus, *answers).items()}


def aging_line(aging: Aging) -> str:
    """Return what became of a source, in words for a person, to stand beside or below it."""
    day = f" of {aging.added:%Y-%m-%d}" if aging.added else ""
    until = f"{aging.embargo:%Y-%m-%d %H:%M} UTC" if aging.embargo else ""
    said = {
        "removed": "removed from the archive since",
        "embargoed": f"may not be quoted until {until}",
        "changed": f"changed since: the words cited no longer stand in version {aging.version}{day}",
        "corrected": "corrected since",
        "newer": f"updated since: the words cited still stand in version {aging.version}{day}",
    }[aging.what]
    return f"{said}. It now says: {' '.join(aging.correction.split())}" if aging.correction else said


def aging_of(article: ArticleInfo, cited: Sequence[tuple[Span, str]], now: Held | None) -> Aging | None:
    """Return what became of an article since it was as ``article`` says; None where nothing did.

    ``cited`` are the words that were cited and where they stood, ``now`` what the archive holds of it.
    """
    if now is None:
        return Aging("removed")
    if now.embargo and now.embargo > datetime.now(UTC):
        return Aging("embargoed", now.version, now.added, embargo=now.embargo)
    correction = now.correction if now.correction != article.correction else None
    if not _all_stand(cited, now.text):
        return Aging("changed", now.version, now.added, correction)
    if correction:
        return Aging("corrected", now.version, now.added, correction)
    if now.version != article.version:
        return Aging("newer", now.version, now.added)
    return None


def _all_stand(cited: Sequence[_Cited], text: str) -> bool:
    """Tell whether all words stand in a text, as quotations do in their source: folded, never fuzzily."""
    folded: Folded | None = None
    for span, words in dict.fromkeys(cited):
        if span.of(text) == words:  # where they stood
            continue
        folded = folded or fold(text)
        if not find(words, folded, whole_words=True):
            return False
    return True


def _cited_words(answer: Answer, source: Source) -> list[_Cited]:
    """Return the words that an answer's statements cite of a source."""
    spans = [place.span for one in answer.statements for place in one.spans if place.source == source.number]
    return [(span, words) for span in spans if (words := source.words(span)).strip()]
