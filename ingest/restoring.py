"""Restoring: a removed article comes back as it was.

It keeps its identity, its id, what people have edited, its versions and when each came in, so that what was
cited of it is cited still. Passages and quotes are made anew, and its copies are looked for again.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

import sqlalchemy as sa

from corpus import Corpus
from corpus.errors import BadArticle
from corpus.records import Draft, Earlier
from corpus.removed import Kept, drop, find_removed, kept
from corpus.schema import versions
from corpus.writing import NewArticle
from ingest.copies import Linker
from ingest.passages import split
from ingest.pipeline import Outcome
from ingest.quotes import find_quotes
from ingest.readers import jsonl


def restore(corpus: Corpus, reference: str) -> Outcome:
    """Bring back the removed article that ``reference`` (our id or the external one) names.

    It can be found when this returns, and is no longer among the removed ones; where it fails, it still is.
    Raises NotFound where nothing is kept of such an article, BadArticle where the archive holds it again.
    """
    corpus.writer.finish()
    one = kept(corpus, find_removed(corpus, reference))
    if corpus.catalogue.infos([one.article_id]):
        raise BadArticle(
            f"The archive holds {reference!r} again: it was taken in after it was removed. Leave it, or "
            "remove that one as well; its texts are then kept together and can be restored."
        )
    draft = _draft(one)
    spans = split(draft.text, corpus.model.count_tokens, corpus.model.max_tokens)
    article = NewArticle(
        draft=draft,
        # as they were, not as they would be read now: a headline or URL that was edited must not make it
        # another article, nor the next reading of the unchanged input undo the edit
        article_id=one.article_id,
        identity=one.identity,
        fingerprint=one.fingerprint,
        spans=spans,
        quotes=find_quotes(draft.text),
        vectors=corpus.writer.embed([span.of(draft.text) for span in spans]),
        origin="restored",
        status="added",
    )

    def also(connection: sa.Connection, article_ids: Sequence[str]) -> None:
        _put_back(connection, one)
        corpus.catalogue.note_edited(connection, one.article_id, one.edited)
        Linker().link(connection, article_ids)
        drop(connection, article_ids)

    corpus.writer.add([article], also=also)
    return Outcome("restored", "added", draft.title, one.article_id, passages=len(spans))


def _draft(one: Kept) -> Draft:
    line = json.dumps(one.row, ensure_ascii=False).encode()
    ((_, draft),) = jsonl.read([line])
    if isinstance(draft, BadArticle):
        raise draft
    *earlier, _ = (Earlier(version.text, version.added) for version in one.versions)
    return replace(draft, external_id=one.external_id, title=one.row["title"], earlier=tuple(earlier))


def _put_back(connection: sa.Connection, one: Kept) -> None:
    """Give each version the time at which it came in, and its pages."""
    for number, version in enumerate(one.versions, start=1):
        which = (versions.c.article_id == one.article_id) & (versions.c.version == number)
        pages = list(version.page_starts) or None
        values = {"added": version.added.astimezone(UTC), "page_starts": pages}
        connection.execute(versions.update().where(which).values(**values))
