"""Measuring retrieval and answers on anybody's questions (the format is in the README)."""

import itertools
import math
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import question_files
from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.scoring import (
    ALL,
    KnownQuestion,
    known_question,
    names_speaker,
    rank_of_answer,
    shows_evidence,
)
from corpus import Corpus
from corpus.errors import BadQuestion, NotFound
from corpus.records import ArticleInfo, Hit

_DEPTHS = (1, 4, 10)
_LIMIT = 10
_SHOWN = 3  # hits shown for each miss
_EMPTY = 'The file holds no questions. Write one a line: {"question": ..., ...}.'


@dataclass(frozen=True, slots=True)
class _Measured:
    """What one question brought, and how long it took in milliseconds."""

    question: KnownQuestion
    hits: Sequence[Hit]
    answer: Answer
    rank: int | None
    search_ms: float
    answer_ms: float


def known_questions(file: Path) -> list[dict[str, Any]]:
    """Read a file of questions for ``evaluate``.

    Raises BadQuestion, naming the line, where one cannot be used, and where there is none.
    """
    found = question_files.questions(file, known_question)
    if not found:
        raise BadQuestion(_EMPTY)
    return found


def evaluate(
    assistant: Assistant,
    corpus: Corpus,
    questions: Sequence[dict[str, Any]],
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Ask every question; return rates per kind, timing in milliseconds, and what went wrong.

    A question is as ``known_question`` reads it. Shares are from 0 to 1, and None where no question
    counts for them. Before the clock starts the first question is searched for and answered once, by
    quotes only, so that loading is not measured. An answer's time holds its own search. ``progress`` is
    told how many questions are done. Raises BadQuestion where there is none, or one that cannot be used.
    """
    if not questions:
        raise BadQuestion(_EMPTY)
    known = [known_question(fields) for fields in questions]
    held = _held(corpus, {name for question in known for name in question.article_ids})
    assistant.search(known[0].text, known[0].filters)
    Assistant(corpus).ask(known[0].text, known[0].filters)
    rows = []
    for question in known:
        rows.append(_measured(assistant, question))
        if progress is not None:
            progress(len(rows))
    kinds: dict[str, list[_Measured]] = {ALL: rows}
    for row in rows:
        kinds.setdefault(row.question.kind, []).append(row)
    return {
        "articles": corpus.catalogue.count(),
        "questions": len(rows),
        "answered by": dict(Counter(row.answer.answered_by for row in rows)),
        "fallback reasons": dict(Counter(r.answer.fallback_reason for r in rows if r.answer.fallback_reason)),
        "kinds": {kind: _rates(some) for kind, some in kinds.items()},
        "timing": _timing(rows),
        **_failures(rows, held),
        "articles not held": [name for name, info in held.items() if info is None],
    }


def _measured(assistant: Assistant, question: KnownQuestion) -> _Measured:
    times = [time.perf_counter()]
    hits = assistant.search(question.text, question.filters, _LIMIT)
    times.append(time.perf_counter())
    answer = assistant.ask(question.text, question.filters)
    times.append(time.perf_counter())
    search_ms, answer_ms = ((end - start) * 1_000 for start, end in itertools.pairwise(times))
    return _Measured(question, hits, answer, rank_of_answer(question, hits), search_ms, answer_ms)


def _rates(rows: Sequence[_Measured]) -> dict[str, Any]:
    answerable = [row for row in rows if row.question.answerable]
    others = [row for row in rows if not row.question.answerable]
    ranks = [row.rank for row in answerable]
    speakers = [names_speaker(row.question, row.answer) for row in answerable]
    return {
        "questions": len(rows),
        **{f"hit@{k}": _share([rank is not None and rank <= k for rank in ranks]) for k in _DEPTHS},
        "MRR@10": _share([1 / rank if rank else 0.0 for rank in ranks]),
        "evidence shown": _share([shows_evidence(row.question, row.answer) for row in answerable]),
        "speaker right": _share([right for right in speakers if right is not None]),
        "wrongly abstained": _share([row.answer.abstained for row in answerable]),
        "rightly abstained": _share([row.answer.abstained for row in others]),
    }


def _timing(rows: Sequence[_Measured]) -> dict[str, float]:
    figures = {}
    for name, taken in (("search", [r.search_ms for r in rows]), ("answer", [r.answer_ms for r in rows])):
        figures[f"{name}_ms_median"] = round(statistics.median(taken), 1)
        figures[f"{name}_ms_p95"] = round(sorted(taken)[math.ceil(0.95 * len(taken)) - 1], 1)
    return figures


def _share(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 3) if values else None


def _failures(rows: Sequence[_Measured], held: dict[str, ArticleInfo | None]) -> dict[str, Any]:
    """Return the questions that went wrong, each under one name, or two where it was missed and declined."""
    answerable = [row for row in rows if row.question.answerable]
    return {
        "misses": [
            _listed(row, held) | {"found": [_line(hit.article) for hit in row.hits[:_SHOWN]]}
            for row in answerable
            if row.rank is None
        ],
        "evidence not shown": [
            _listed(row, held) | {"rank": row.rank, "statements": _texts(row.answer)}
            for row in answerable
            if row.rank and not row.answer.abstained and not shows_evidence(row.question, row.answer)
        ],
        "wrongly abstained": [
            _listed(row, held) | {"rank": row.rank, "reason": row.answer.reason}
            for row in answerable
            if row.answer.abstained
        ],
        "wrongly answered": [
            _listed(row, held) | {"statements": _texts(row.answer)}
            for row in rows
            if not (row.question.answerable or row.answer.abstained)
        ],
    }


def _texts(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


def _held(corpus: Corpus, references: Iterable[str]) -> dict[str, ArticleInfo | None]:
    """Return what is known of the articles that the questions name; None for one that is not there."""
    ids: dict[str, str | None] = {}
    for reference in sorted(references):
        try:
            ids[reference] = corpus.catalogue.find_id(reference)
        except NotFound:
            ids[reference] = None
    infos = corpus.catalogue.infos([found for found in ids.values() if found])
    return {reference: infos.get(found or "") for reference, found in ids.items()}


def _listed(row: _Measured, held: dict[str, ArticleInfo | None]) -> dict[str, Any]:
    question = row.question
    infos = ((name, held[name]) for name in question.article_ids)
    return {
        "qid": question.qid,
        "kind": question.kind,
        "question": question.text,
        "expected": [_line(info) if info else f"{name} (not in this archive)" for name, info in infos],
        "patterns": list(question.patterns),
    }


def _line(info: ArticleInfo) -> str:
    return f"{info.outlet or 'unknown outlet'} · {info.published or 'undated'} · {info.title}"
