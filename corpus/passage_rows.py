"""What is kept of passages, their sentences and the quotes beside them, by asking the catalogue's rows."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from corpus.database import Database
from corpus.records import Passage, Quote, Span
from corpus.schema import forgotten, passages, quotes, sentence_vectors, versions
from corpus.sentence_vectors import SentenceTable, tabulate


class PassageRows(Database):
    """The passages of one home, with their quotes."""

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Return these passages by id; ids that are gone are left out."""
        return {row.id: _passage(row) for row in self._rows_among(_PASSAGE, passages.c.id, ids)}

    def passages_of(self, article_id: str) -> list[Passage]:
        """Return the passages of an article's current version, in order."""
        query = _PASSAGE.where(passages.c.article_id == article_id).order_by(passages.c.start)
        return [_passage(row) for row in self._rows(query)]

    def passages_with_text(self, hashes: Iterable[str]) -> dict[str, int]:
        """Return, by hash of the text, a passage that has it."""
        query = sa.select(passages.c.text_hash, passages.c.id)
        return {row.text_hash: row.id for row in self._rows_among(query, passages.c.text_hash, list(hashes))}

    def articles_of_passages(self, ids: Sequence[int]) -> list[str]:
        """Return the ids of the articles these passages belong to."""
        query = sa.select(passages.c.article_id).distinct()
        return sorted({row.article_id for row in self._rows_among(query, passages.c.id, ids)})

    def passage_ids(self) -> list[int]:
        """Return the ids of every passage that the derived stores should hold."""
        return [row.id for row in self._rows(sa.select(passages.c.id).order_by(passages.c.id))]

    def count_passages(self) -> int:
        """Return how many passages there are."""
        ((number,),) = self._rows(sa.select(sa.func.count()).select_from(passages))
        return int(number)

    def to_forget(self) -> list[int]:
        """Return the ids of dropped passages that a derived store may still hold."""
        return [row.passage_id for row in self._rows(sa.select(forgotten))]

    def broken_passages(self) -> list[int]:
        """Return the ids of passages whose offsets do not lie in their version's text."""
        outside = (passages.c.start < 0) | (passages.c.end <= passages.c.start)
        outside |= passages.c.end > sa.func.length(versions.c.text)
        query = sa.select(passages.c.id).outerjoin(versions, _OF_VERSION)
        return [row.id for row in self._rows(query.where(outside | versions.c.text.is_(None)))]

    def quotes_of(self, article_id: str) -> list[Quote]:
        """Return who said what in an article's current version, in order."""
        return self.quotes_of_each([article_id])[article_id]

    def quotes_of_each(self, article_ids: Sequence[str]) -> dict[str, list[Quote]]:
        """Return who said what in the current versions of these articles, by id, each in order."""
        found: dict[str, list[Quote]] = {one: [] for one in article_ids}
        query = sa.select(quotes).order_by(quotes.c.id)
        for row in self._rows_among(query, quotes.c.article_id, article_ids):
            found[row.article_id].append(_quote(row))
        return found

    def sentence_vectors(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return the packed sentence vectors of these passages, by id."""
        found = self._rows_among(sa.select(sentence_vectors), sentence_vectors.c.passage_id, ids)
        return {row.passage_id: row.packed for row in found}

    def with_sentence_vectors(self) -> set[int]:
        """Return the ids of the passages whose sentence vectors are held."""
        return {row.passage_id for row in self._rows(sa.select(sentence_vectors.c.passage_id))}

    def sentences_of(self, article_ids: Sequence[str]) -> SentenceTable:
        """Return the sentences of these articles: article by article as given, passage by passage."""
        query = sa.select(
            passages.c.id,
            passages.c.article_id,
            passages.c.version,
            passages.c.start,
            sentence_vectors.c.packed,
        ).join(sentence_vectors, sentence_vectors.c.passage_id == passages.c.id)
        order = {article_id: number for number, article_id in enumerate(article_ids)}
        rows = self._rows_among(query, passages.c.article_id, article_ids)
        rows.sort(key=lambda row: (order[row.article_id], row.start))
        return tabulate(rows)


_OF_VERSION = (versions.c.article_id == passages.c.article_id) & (versions.c.version == passages.c.version)
_PASSAGE = sa.select(
    passages.c.id,
    passages.c.article_id,
    passages.c.version,
    passages.c.start,
    passages.c.end,
    sa.func.substr(versions.c.text, passages.c.start + 1, passages.c.end - passages.c.start).label("text"),
).join(versions, _OF_VERSION)


def _passage(row: Any) -> Passage:
    return Passage(row.id, row.article_id, row.version, Span(row.start, row.end), row.text)


def _quote(row: Any) -> Quote:
    spans = tuple(Span(start, end) for start, end in row.spans)
    return Quote(spans=spans, speaker=row.speaker, role=row.role, cue=row.cue, direct=row.direct)
