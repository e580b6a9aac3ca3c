"""Making again what is derived from the texts: passages and who-said-what."""

from collections.abc import Callable

from corpus import Corpus
from corpus.ledger import text_hash
from ingest.passages import split
from ingest.quotes import find_quotes

# The rules by which quotes are found; a corpus remembers which it was read with.
ATTRIBUTION = "4"
_BATCH = 100  # articles attributed in one transaction


def note_attribution(corpus: Corpus) -> None:
    """Note that an empty corpus will be read with these rules."""
    if corpus.catalogue.is_empty():
        with corpus.catalogue.transaction() as connection:
            corpus.catalogue.set_meta(connection, attribution=ATTRIBUTION)


def is_outdated(corpus: Corpus) -> bool:
    """Tell whether who said what was read with the rules of an earlier Dateline."""
    return not corpus.catalogue.is_empty() and corpus.catalogue.get_meta("attribution") != ATTRIBUTION


def attribute_again(corpus: Corpus, progress: Callable[[int], None] | None = None) -> None:
    """Find who said what in every article again; ``progress`` is told how many are done.

    Passages and vectors stay. A stop on the way leaves the rest to be done again.
    """
    catalogue = corpus.catalogue
    ids = catalogue.article_ids()
    for start in range(0, len(ids), _BATCH):
        found = [
            (article.info, find_quotes(article.text))
            for article in map(catalogue.get, ids[start : start + _BATCH])
        ]
        with corpus.writer.changing(), catalogue.transaction() as connection:
            for info, quotes in found:
                catalogue.replace_quotes(connection, info.id, info.version, quotes)
        if progress:
            progress(min(start + _BATCH, len(ids)))
    with corpus.writer.changing(), catalogue.transaction() as connection:
        catalogue.set_meta(connection, attribution=ATTRIBUTION)


def remake(corpus: Corpus) -> None:
    """Split and attribute every article again with this process's model; all must then be finished.

    The vectors of another model are thrown away. ``Writer.finish`` embeds what this leaves behind.
    """
    catalogue, model = corpus.catalogue, corpus.model
    foreign = corpus.is_foreign()
    for info in catalogue.list_articles(limit=catalogue.count()):
        text = catalogue.get(info.id).text
        spans = split(text, model.count_tokens, model.max_tokens)
        hashes = [text_hash(span.of(text)) for span in spans]
        with corpus.writer.changing(), catalogue.transaction() as connection:
            catalogue.mark_unindexed(connection, [info.id])
            catalogue.put_passages(connection, info.id, info.version, spans, hashes, find_quotes(text))
    if foreign:
        corpus.start_over()
