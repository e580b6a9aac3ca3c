"""Many questions at once: a file of questions in, a JSON value a question out.

One that cannot be asked (empty, or with a day that is none) has an "error" in its place; the rest goes on.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from assistant import Assistant
from assistant.contract import answer_as_json, hits_as_json
from assistant.question import Guess
from assistant.question_files import line_filters
from corpus.errors import BadQuestion
from corpus.records import Filters


def answers(
    assistant: Assistant,
    lines: Iterable[dict[str, Any]],
    common: Filters,
    *,
    without: Collection[Guess] = (),
) -> Iterator[dict[str, Any]]:
    """Yield each question's answer with its "qid" and "seconds"."""

    def answer(fields: dict[str, Any]) -> dict[str, Any]:
        filters = line_filters(fields, common)
        return answer_as_json(assistant.ask(fields["question"], filters, without=without))

    return (_timed(answer, fields, {}) for fields in lines)


def searches(
    assistant: Assistant,
    lines: Iterable[dict[str, Any]],
    common: Filters,
    limit: int,
    *,
    grouped: bool = False,
    without: Collection[Guess] = (),
) -> Iterator[dict[str, Any]]:
    """Yield each question's hits with its "qid" and "seconds"; ``grouped`` ones in news order."""

    def search(fields: dict[str, Any]) -> dict[str, Any]:
        filters = line_filters(fields, common)
        hits = assistant.search(fields["question"], filters, limit, grouped=grouped, without=without)
        return {"hits": hits_as_json(hits, grouped=grouped)}

    return (_timed(search, fields, {"hits": []}) for fields in lines)


def _timed(
    work: Callable[[dict[str, Any]], dict[str, Any]], fields: dict[str, Any], failed: dict[str, Any]
) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        done = work(fields)
    except BadQuestion as error:
        done = {**failed, "error": str(error)}
    return {"qid": fields["qid"], "seconds": round(time.perf_counter() - started, 6), **done}
