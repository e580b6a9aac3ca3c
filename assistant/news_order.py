"""News order: how hits are laid out for a journalist, after their relevance has been weighed.

1. Copies of one text take one place: a hit whose words a better hit shows from a copy of the same article
   is folded into it. Every hit names the copies of its article that were found.
2. Asked about the present, newer reporting goes first among the best hits that are on the question's
   matter: by rank, the day counting twice as much as the relevance, and of copies the newest is shown.
3. The hits of one story stand together in the place of its best, at most three; more of them stay where
   their own relevance puts them, so that a big story does not push the next one out of sight.
4. After three hits of one outlet the other outlets get their turn; what waits comes next, in its order.

So the first hit stays the first but for the present. Nothing is dropped but what a limit cuts off, which is
cut by relevance, before hits change places: each other hit is in the result, or its article is among the
copies of one that is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.copies import find_copies
from assistant.present import asks_for_the_present
from assistant.question import Question
from corpus import Corpus
from corpus.alike import Runs, runs
from corpus.copying import linked_copies
from corpus.records import ArticleInfo, Filters, Hit

_SHOWN = 0.5  # a hit of which a better hit of a copy shows this share of its runs says nothing new
_TOGETHER = 3  # hits of one story that stand together
_OF_OUTLET = 3  # hits of one outlet before others get their turn
# What makes a story of two articles: days apart at most, and the share of the words of one's headline and
# opening, weighed by rarity, that the other has. Chosen on the headlines of 80 pairs found for the questions
# of ../shared/data/news: from this share on nearly all tell of one event, below 0.2 most do not.
_DAYS, _OPENING, _SAME_EVENT = 3, 400, 0.25
# Chosen on 23 questions about the present of ../shared/data/quiz, to cost them none of their first places.
_BEST = 10  # hits among which newer reporting goes first
_ON_THE_MATTER = 0.85  # of the share of the question's words that the best of them holds
_ONE_TIME = 1  # reports so many days apart are equally new
_FUSION = 60  # the constant of reciprocal rank fusion, as it was published


@dataclass(frozen=True, slots=True)
class Known:
    """What the order goes by. ``texts`` are the articles' texts by id.

    ``stems`` returns the stemmed words of each of some texts, ``rarity`` how rare each of some is in the
    archive. ``wanted`` are the stemmed words of a question about the present; none for another question.
    """

    texts: Mapping[str, str]
    stems: Callable[[Sequence[str]], Sequence[set[str]]]
    rarity: Callable[[Sequence[str]], Mapping[str, float]]
    wanted: Sequence[str] = ()


def enough_for(limit: int) -> int:
    """Return how many hits to find, so that ``limit`` are left when copies are folded."""
    return limit + limit // 2


def put_in_news_order(
    corpus: Corpus, question: Question, hits: Sequence[Hit], limit: int, filters: Filters
) -> list[Hit]:
    """Return up to ``limit`` of the hits found for a question in news order (the module says what it is).

    Beside the copies that were found, each names those that the archive has linked and that pass the filters.
    """
    present = asks_for_the_present(question.text, names_period=question.period is not None)
    search = corpus.search.pinned()
    known = Known(
        corpus.catalogue.texts(list({hit.article.id for hit in hits})),
        search.stems,
        search.rarity,
        search.terms(question.matter) if present else (),
    )
    return _with_linked(corpus, in_news_order(hits, known, limit), filters)


def _with_linked(corpus: Corpus, hits: Sequence[Hit], filters: Filters) -> list[Hit]:
    linked = linked_copies(corpus.catalogue, list({hit.article.id for hit in hits}), filters)
    return [
        replace(hit, copies=tuple(dict.fromkeys((*hit.copies, *linked.get(hit.article.id, ())))))
        for hit in hits
    ]


def in_news_order(hits: Sequence[Hit], known: Known, limit: int | None = None) -> list[Hit]:
    """Return the hits, which come best first, in news order, ranked from 1; scores stay as they were."""
    if not hits:
        return []
    copies = find_copies([hit.article for hit in hits], known.texts)
    ordered = _folded(hits, copies, newest=bool(known.wanted))[:limit]
    if known.wanted:
        ordered = _newer_first(ordered, known)
    ordered = _in_turn(_stories_together(ordered, copies, known))
    return [replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1)]


def _folded(hits: Sequence[Hit], copies: Mapping[str, Sequence[ArticleInfo]], *, newest: bool) -> list[Hit]:
    """Return the hits, each with its copies, without those that a better hit of a copy shows already.

    With ``newest``, what is shown in a place is the newest of the hits that are folded there.
    """
    kept: list[Hit] = []
    shown: list[tuple[str, Runs]] = []
    for hit in hits:
        others = {info.id for info in copies.get(hit.article.id, ())}
        words = runs(hit.passage.text) if others else set()
        held = [at for at, (article_id, its) in enumerate(shown) if article_id in others and words & its]
        if held and len(words & set().union(*(shown[at][1] for at in held))) >= _SHOWN * len(words):
            best = max(held, key=lambda at: len(words & shown[at][1]))
            if newest and _day(hit) > _day(kept[best]):
                older = kept[best]
                both = dict.fromkeys((older.article, *copies[hit.article.id], *older.copies))
                both.pop(hit.article, None)
                kept[best], shown[best] = replace(hit, copies=tuple(both)), (hit.article.id, words)
            continue
        kept.append(replace(hit, copies=tuple(copies.get(hit.article.id, ()))))
        shown.append((hit.article.id, words))
    return kept


def _newer_first(hits: Sequence[Hit], known: Known) -> list[Hit]:
    """Return the hits with the newer first among the best; only those on the matter change places."""
    best = hits[:_BEST]
    rarity = known.rarity(known.wanted)
    texts = [f"{hit.article.title} {hit.passage.text}" for hit in best]
    held = [sum(rarity[word] for word in rarity if word in stems) for stems in known.stems(texts)]
    places = [at for at, share in enumerate(held) if share >= _ON_THE_MATTER * max(held)]
    by_day = _ranked_by_day([_day(hits[at]) for at in places])

    def fused(at: int) -> float:
        return 1 / (_FUSION + places.index(at) + 1) + 2 / (_FUSION + by_day[_day(hits[at])])

    ordered = list(hits)
    for place, at in zip(places, sorted(places, key=lambda at: (-fused(at), at)), strict=True):
        ordered[place] = hits[at]
    return ordered


def _ranked_by_day(days: Sequence[date]) -> dict[date, int]:
    """Return the rank of each day, from 1 for the newest; days of one time share theirs."""
    ranks: dict[date, int] = {}
    rank, newest = 0, date.max
    for day in sorted(set(days), reverse=True):
        if not ranks or (newest - day).days > _ONE_TIME:
            rank, newest = rank + 1, day
        ranks[day] = rank
    return ranks


def _stories_together(
    hits: Sequence[Hit], copies: Mapping[str, Sequence[ArticleInfo]], known: Known
) -> list[Hit]:
    infos = {hit.article.id: hit.article for hit in hits}
    openings = [f"{info.title} {known.texts.get(name, '')[:_OPENING]}" for name, info in infos.items()]
    stems = dict(zip(infos, known.stems(openings), strict=True))
    rarity = known.rarity(sorted(set().union(*stems.values())))

    def of_one_story(one: ArticleInfo, other: ArticleInfo) -> bool:
        if one.id == other.id or other in copies.get(one.id, ()):
            return True
        if not one.published or not other.published or abs((one.published - other.published).days) > _DAYS:
            return False
        weights = [sum(rarity[word] for word in words) for words in (stems[one.id], stems[other.id])]
        shared = sum(rarity[word] for word in stems[one.id] & stems[other.id])
        return shared >= _SAME_EVENT * max(min(weights), 1e-9)

    stories: list[list[Hit]] = []
    for hit in hits:
        for story in stories:
            if len(story) < _TOGETHER and of_one_story(story[0].article, hit.article):
                story.append(hit)
                break
        else:
            stories.append([hit])
    return [hit for story in stories for hit in story]


def _in_turn(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits so that after ``_OF_OUTLET`` of one outlet the others come; unknown ones never wait."""
    ordered: list[Hit] = []
    waiting = list(hits)
    while waiting:
        number: dict[str, int] = {}
        later = []
        for hit in waiting:
            outlet = hit.article.outlet
            if outlet is not None:
                number[outlet] = number.get(outlet, 0) + 1
                if number[outlet] > _OF_OUTLET:
                    later.append(hit)
                    continue
            ordered.append(hit)
        waiting = later
    return ordered


def _day(hit: Hit) -> date:
    """Return the day of a hit; an undated one counts as the oldest."""
    return hit.article.published or date.min
