"""Timelines: how a matter developed, told in sentences that stand in the articles of the days.

A question that asks for a development (development.py) is answered by one or two sentences a day, in order of
days. No model writes them. Where the archive holds the matter on too few days, there is no timeline to tell,
and the question gets an ordinary answer.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Answer
from assistant.assembly import Claim
from assistant.copies import find_copies
from assistant.question import Question
from assistant.timeline.entries import Entry, entries_of
from assistant.timeline.matter import Matter, articles_on
from assistant.timeline.spreading import spread
from assistant.timeline.weighing import weighed
from corpus import Corpus
from corpus.records import ArticleInfo, Hit, Quote

HITS = 60  # passages a timeline is made from: of 25 to 40 articles in ../shared/data/news
_DAYS = 3  # on fewer there is no development to tell


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


def tell_timeline(
    corpus: Corpus,
    question: Question,
    hits: Sequence[Hit],
    *,
    least: int = _DAYS,
    around: str | None = None,
) -> Told:
    """Return the sentences that tell how a matter developed, in order of days; none on fewer than ``least``.

    ``question`` is ``about_the_matter``, ``hits`` are what was found for it. What is told ``around`` an
    article, by its id, is what is near to that article.
    """
    hits = [hit for hit in hits if question.covers(hit.article.published)]
    if len({hit.article.published for hit in hits}) < least:
        return Told((), {})
    matter = Matter.of(corpus, question)
    table = corpus.catalogue.sentences_of(list(dict.fromkeys(hit.article.id for hit in hits)))
    central = articles_on(matter, hits, table, around)
    originals = _originals(corpus, {hit.article.id: hit.article for hit in hits if hit.article.id in central})
    own = [replace(hit, copies=originals[hit.article.id]) for hit in hits if hit.article.id in originals]
    chosen = spread(weighed(matter, central, list(entries_of(corpus, own, table))))
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
    if days >= _DAYS:
        return None
    return (
        f"The archive tells of this matter on {'one day' if days == 1 else f'{days} days'} only: too few to "
        "show how it developed."
    )


def _originals(corpus: Corpus, infos: Mapping[str, ArticleInfo]) -> dict[str, tuple[ArticleInfo, ...]]:
    """Return the articles without their copies, which are named with each; the first published stays."""
    copies = find_copies(list(infos.values()), corpus.catalogue.texts(list(infos)))
    kept: dict[str, tuple[ArticleInfo, ...]] = {}
    for info in sorted(infos.values(), key=lambda info: info.published or date.max):
        if not any(copy.id in kept for copy in copies.get(info.id, ())):
            kept[info.id] = copies.get(info.id, ())
    return kept


def _claim(one: Entry, quotes: Sequence[Quote]) -> Claim:
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
