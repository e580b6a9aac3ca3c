"""Many questions at once: a file of questions in, a JSON value a question out."""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.contract import answer_as_json, hits_as_json
from corpus.errors import BadQuestion
from corpus.records import Filters


def questions(file: Path) -> list[dict[str, Any]]:
    """Read a .jsonl file of questions. Raises BadQuestion, naming the line, where one is not usable."""
    found = []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise BadQuestion(f"{file}, line {number} is not valid JSON ({error}). Mend the line.") from error
        if not isinstance(fields, dict) or not isinstance(fields.get("question"), str):
            raise BadQuestion(f'{file}, line {number} has no "question". Write one under that key.')
        found.append({"qid": str(number), **fields})
    return found


def answers(
    assistant: Assistant, lines: Iterable[dict[str, Any]], common: Filters
) -> Iterator[dict[str, Any]]:
    """Yield each question's answer with its "qid" and "seconds"."""
    for fields in lines:
        started = time.perf_counter()
        answer = answer_as_json(assistant.ask(fields["question"], line_filters(fields, common)))
        yield {"qid": fields["qid"], "seconds": round(time.perf_counter() - started, 6), **answer}


def searches(
    assistant: Assistant, lines: Iterable[dict[str, Any]], common: Filters, limit: int
) -> Iterator[dict[str, Any]]:
    """Yield each question's hits with its "qid" and "seconds"."""
    for fields in lines:
        started = time.perf_counter()
        hits = hits_as_json(assistant.search(fields["question"], line_filters(fields, common), limit))
        yield {"qid": fields["qid"], "seconds": round(time.perf_counter() - started, 6), "hits": hits}


def line_filters(fields: dict[str, Any], common: Filters) -> Filters:
    """Return a question's own filters over the common ones. Raises BadQuestion where a day is none."""
    own: dict[str, Any] = {}
    for name in ("since", "until", "asked"):
        if fields.get(name):
            try:
                own[name] = date.fromisoformat(str(fields[name])[:10])
            except ValueError as error:
                raise BadQuestion(
                    f'Question {fields["qid"]}: "{name}" is no day. Write it as YYYY-MM-DD.'
                ) from error
    if fields.get("outlet"):
        own["outlet"] = str(fields["outlet"])
    return replace(common, **own)
