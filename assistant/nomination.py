"""Nomination: which articles are worth a closer look.

Three searches nominate: passages near in meaning, passages with the question's words, whole articles with
them; and, where the question names a period or an outlet, the articles with its words that fit it. An
article found by several is worth more than one found by a single one, so their ranks are fused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.question import Question
from corpus.catalogue import Catalogue
from corpus.embedding import Vectors
from corpus.reading import Found, Search
from corpus.records import ArticleInfo, Filters

_DEPTH = 50  # passages that meaning and words nominate each; 100 find nothing more on either set
_ARTICLES = 60  # articles that words nominate
_FITTING = 240  # articles among which those that fit the question's period and outlet are looked for
_POOL = 30  # articles that are looked at
# Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009: 1 / (k + rank)). Their k of 60 is for lists of a
# thousand; with 5 the first few of each search are in, whatever the others say. On the questions of `news`
# 30 articles then hold the answer in 100 of 100 (60: 98), 20 articles in 99.
_RRF = 5
_FIT = 0.5  # a fitting article's rank counts half: fitting is no evidence by itself
_MOST = (3 + _FIT) / (_RRF + 1)  # first in all


@dataclass(frozen=True, slots=True)
class Nominated:
    """An article to look at.

    ``words`` is its BM25 as a share of what the question's words could give, ``agreement`` its fused ranks
    as a share of what being first everywhere gives: both from 0 to 1.
    """

    article: ArticleInfo
    words: float
    agreement: float


def nominate(
    catalogue: Catalogue,
    search: Search,
    question: Question,
    vector: Vectors,
    terms: Sequence[str],
    filters: Filters,
    limit: int,
) -> list[Nominated]:
    """Return the articles to look at for a question, most promising first; all pass the filters.

    ``vector`` is the question's, ``terms`` its stemmed words, ``limit`` the number of hits wanted.
    """
    depth, articles = max(_DEPTH, 2 * limit), max(_ARTICLES, 2 * limit)
    soft = question.period is not None or question.outlet is not None
    by_words = [i for i, _ in search.articles_by_words(terms, max(_FITTING, articles) if soft else articles)]
    eligible = catalogue.eligible_articles(by_words, filters)
    by_words = [i for i in by_words if i in eligible]
    promise: dict[str, float] = {}
    _count(promise, _articles(search.nearest(vector, depth, filters)))
    _count(promise, _articles(search.by_words(terms, depth, filters)))
    _count(promise, by_words[:articles])
    if soft:
        infos = catalogue.infos(by_words)
        _count(promise, [i for i in by_words if i in infos and question.fits(infos[i])], _FIT)
    best = sorted(promise, key=lambda one: (-promise[one], one))[: max(_POOL, limit)]
    words = dict(search.articles_by_words(terms, len(best), best)) if best and terms else {}
    infos = catalogue.infos(best)
    return [Nominated(infos[one], words.get(one, 0.0), promise[one] / _MOST) for one in best if one in infos]


def _articles(found: Iterable[Found]) -> list[str]:
    return list(dict.fromkeys(one.article_id for one in found))


def _count(promise: dict[str, float], ranking: Iterable[str], weight: float = 1.0) -> None:
    for rank, article_id in enumerate(ranking, start=1):
        promise[article_id] = promise.get(article_id, 0.0) + weight / (_RRF + rank)
