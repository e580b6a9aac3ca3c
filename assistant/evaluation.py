"""Measuring retrieval and answers on anybody's questions (the format is in the README)."""

import statistics
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.answer import Answer
from assistant.assistant import Assistant
from corpus import Corpus
from corpus.errors import BadQuestion
from corpus.records import ArticleInfo, Filters, Hit

_DEPTHS = (1, 4, 10)
_LIMIT = 10
_SHOWN = 3  # hits shown for each miss
_MARKS = str.maketrans("“”„‟″‘’‚‛′", "\"\"\"\"\"'''''")


def evaluate(assistant: Assistant, corpus: Corpus, questions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Ask every question; return rates per kind, timing in milliseconds, and what was missed.

    A question has "question", and "article_ids" with "answer_patterns" where it can be answered, or the
    kind "unanswerable"; "asked", "since", "until" and "outlet" are its filters. A hit holds the answer
    when it is from one of the articles and contains one of the patterns (case and curly marks aside).
    """
    if not questions:
        raise BadQuestion('The file holds no questions. Write one a line: {"question": ..., ...}.')
    rows = [_measured(assistant, fields) for fields in questions]
    kinds = {"all": rows}
    for row in rows:
        kinds.setdefault(row["kind"], []).append(row)
    searched = [row["search_ms"] for row in rows]
    answered = [row["answer_ms"] for row in rows]
    return {
        "articles": corpus.catalogue.count(),
        "questions": len(rows),
        "kinds": {kind: _rates(some) for kind, some in kinds.items()},
        "timing": {
            "search_ms_median": round(statistics.median(searched), 1),
            "search_ms_p95": round(_percentile(searched, 0.95), 1),
            "answer_ms_median": round(statistics.median(answered), 1),
            "answer_ms_p95": round(_percentile(answered, 0.95), 1),
        },
        "misses": [row["miss"] for row in rows if row["miss"]],
    }


def holds_answer(info: ArticleInfo, text: str, article_ids: Sequence[str], patterns: Sequence[str]) -> bool:
    """Tell whether a text is from a right article and contains one of the patterns."""
    if info.external_id not in article_ids and info.id not in article_ids:
        return False
    folded = _folded(text)
    return any(_folded(pattern) in folded for pattern in patterns)


def _measured(assistant: Assistant, fields: dict[str, Any]) -> dict[str, Any]:
    days = [date.fromisoformat(fields[n]) if fields.get(n) else None for n in ("since", "until", "asked")]
    since, until, asked = days
    filters = Filters(since, until, fields.get("outlet"), asked)
    started = time.perf_counter()
    hits = assistant.search(fields["question"], filters, _LIMIT)
    searched = time.perf_counter()
    answer = assistant.ask(fields["question"], filters)
    answered = time.perf_counter()
    ids, patterns = fields.get("article_ids") or [], fields.get("answer_patterns") or []
    rank = next((h.rank for h in hits if holds_answer(h.article, h.passage.text, ids, patterns)), None)
    answerable = bool(patterns)
    return {
        "kind": fields.get("kind") or "question",
        "answerable": answerable,
        "rank": rank,
        "abstained": answer.abstained,
        "shows": _shows_evidence(answer, ids, patterns),
        "search_ms": (searched - started) * 1_000,
        "answer_ms": (answered - searched) * 1_000,
        "miss": _miss(fields, hits) if answerable and rank is None else None,
    }


def _shows_evidence(answer: Answer, ids: Sequence[str], patterns: Sequence[str]) -> bool:
    text = _folded(" ".join(statement.text for statement in answer.statements))
    cited = {i for source in answer.sources for i in (source.article.id, source.article.external_id)}
    return bool(cited & set(ids)) and any(_folded(pattern) in text for pattern in patterns)


def _rates(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    answerable = [row for row in rows if row["answerable"]]
    others = [row for row in rows if not row["answerable"]]
    ranks = [row["rank"] for row in answerable]
    return {
        "questions": len(rows),
        **{f"hit@{k}": _share([r is not None and r <= k for r in ranks]) for k in _DEPTHS},
        "MRR@10": _share([1 / r if r else 0.0 for r in ranks]),
        "evidence shown": _share([row["shows"] for row in answerable]),
        "wrongly abstained": _share([row["abstained"] for row in answerable]),
        "rightly abstained": _share([row["abstained"] for row in others]),
    }


def _share(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 3) if values else None


def _percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _miss(fields: dict[str, Any], hits: Sequence[Hit]) -> dict[str, Any]:
    found = [f"{hit.article.outlet or '?'} · {hit.article.published} · {hit.article.title}" for hit in hits]
    return {"qid": fields.get("qid"), "question": fields["question"], "found": found[:_SHOWN]}


def _folded(text: str) -> str:
    return text.translate(_MARKS).casefold()
