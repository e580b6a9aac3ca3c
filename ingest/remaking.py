"""Making again what is derived from the texts: passages and who-said-what."""

from corpus import Corpus
from corpus.writing import text_hash
from ingest.passages import split
from ingest.quotes import find_quotes


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
