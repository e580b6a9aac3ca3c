"""A briefing as it is kept, and with all that it takes to show it and to export it."""

from assistant.answer import notes_on
from assistant.briefings.checking import Checker
from assistant.briefings.keeping import item_from_row
from assistant.briefings.records import Briefing, Cited, Composed, Fault, Source
from assistant.contract import article_from_json
from corpus import Corpus
from corpus.briefings import BriefingInfo, Briefings, ItemRow, SourceRow
from corpus.copying import copies_of
from corpus.records import ArticleInfo


def every_briefing(corpus: Corpus) -> list[BriefingInfo]:
    """Return what is known about the briefings of a corpus, the one that changed last first."""
    return Briefings(corpus.catalogue).every()


def read_briefing(corpus: Corpus, briefing_id: str) -> Briefing:
    """Return a briefing. Raises NotFound where there is none with this id."""
    rows = Briefings(corpus.catalogue)
    return _briefing(rows.get(briefing_id), rows.items(briefing_id))


def composed(corpus: Corpus, briefing_id: str) -> Composed:
    """Return a briefing with its sources and what is no longer so.

    Raises NotFound where there is none with this id.
    """
    rows = Briefings(corpus.catalogue)
    info, items = rows.get(briefing_id), rows.items(briefing_id)
    briefing = _briefing(info, items)
    cited = {
        (place.article_id, place.version)
        for item in briefing.items
        if isinstance(item.body, Cited)
        for place in item.body.places
    }
    kept = [row for row in rows.sources(briefing_id) if (row.article_id, row.version) in cited]
    known = {(row.article_id, row.version): article_from_json(row.article) for row in kept}
    checker = Checker(corpus, known)
    faults: list[Fault] = []
    for item, row in zip(briefing.items, items, strict=True):
        if isinstance(item.body, Cited):
            faults += checker.faults(item.id, item.body, row.seen)
    copies = _copies(corpus, [row.article_id for row in kept])
    sources = tuple(
        _source(row, known[row.article_id, row.version], checker, copies.get(row.article_id, ()))
        for row in kept
    )
    return Composed(briefing, sources, tuple(faults), corpus.catalogue.generation)


def _source(row: SourceRow, known: ArticleInfo, checker: Checker, copies: tuple[ArticleInfo, ...]) -> Source:
    now = checker.now(row.article_id)
    # what somebody mended since is right; what a newer version is called is not what was cited
    article = now if now and now.version == row.version else known
    text = checker.texts.get((row.article_id, row.version), "")
    return Source(row.number, article, text, row.accessed, copies, tuple(notes_on(now or known)))


def _copies(corpus: Corpus, article_ids: list[str]) -> dict[str, tuple[ArticleInfo, ...]]:
    with corpus.catalogue.transaction() as connection:
        found = copies_of(connection, article_ids)
    infos = corpus.catalogue.infos(list({copy for copies in found.values() for copy in copies}))
    return {one: tuple(infos[copy] for copy in copies if copy in infos) for one, copies in found.items()}


def _briefing(info: BriefingInfo, rows: list[ItemRow]) -> Briefing:
    items = tuple(item_from_row(row) for row in rows)
    return Briefing(info.id, info.title, info.created, info.changed, items)
