"""The question sets that are measured, and measuring one of them in a home of its own."""

import gzip
import hashlib
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class QuestionSet:
    """Questions over articles, in a folder that holds both.

    Of the questions every ``every_question``-th is asked; of the articles, those that these questions
    name are taken in, and every ``every_other``-th of the rest.
    """

    name: str
    folder: Path
    every_question: int = 1
    every_other: int = 1

    @property
    def is_there(self) -> bool:
        """Tell whether the set is on this machine: real articles are no part of the repository."""
        return self.folder.is_dir()


@dataclass(frozen=True)
class Measured:
    """What a set reached, and on what: the digests of the lines that were asked and taken in."""

    questions_sha256: str
    articles_sha256: str
    report: dict[str, Any]

    @property
    def figures(self) -> dict[str, float | None]:
        """The shares over all kinds of questions."""
        figures: dict[str, float | None] = self.report["kinds"]["all"]
        return figures


# The steps were chosen for the wait: float32 takes 70 s of processor time a set, bfloat16 half of that.
QUICK = (
    QuestionSet("sample", ROOT / "corpus" / "sample"),
    QuestionSet("news", SHARED / "news", every_question=2, every_other=26),
    QuestionSet("quiz", SHARED / "quiz", every_question=15, every_other=100),
)
WHOLE = (QuestionSet("news-whole", SHARED / "news"), QuestionSet("quiz-whole", SHARED / "quiz"))
SETS = {one.name: one for one in (*QUICK, *WHOLE)}


def measure(chosen: QuestionSet, progress: Callable[[int], None] | None = None) -> Measured:
    """Take the articles of a set into a home of its own, with the real embedding model; ask its questions.

    A question without a day of its own is put on the day of the newest article: what is measured must
    not change with the calendar.
    """
    from assistant import Assistant
    from assistant.evaluation import evaluate
    from corpus import open_corpus
    from ingest import ingest

    questions, articles = selected(chosen)
    newest = max(json.loads(line).get("published") or "" for line in articles)[:10]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        file.write_bytes(b"".join(line + b"\n" for line in articles))
        with open_corpus(Path(folder) / "home") as corpus:
            failed = [outcome.reason for outcome in ingest(corpus, [file]) if outcome.status == "failed"]
            if failed:
                raise ValueError(f"{len(failed)} articles of {chosen.name} failed: {failed[0]}")
            asked = [{"asked": newest, **json.loads(line)} for line in questions]
            report = evaluate(Assistant(corpus), corpus, asked, progress)
    return Measured(_digest(questions), _digest(articles), report)


def selected(chosen: QuestionSet) -> tuple[list[bytes], list[bytes]]:
    """Return the lines of the questions that are asked and of the articles that are taken in."""
    questions = _lines(chosen.folder, "questions")[:: chosen.every_question]
    wanted = {name for line in questions for name in json.loads(line)["article_ids"]}
    articles, others = [], 0
    for line in _lines(chosen.folder, "articles"):
        if json.loads(line)["id"] not in wanted:
            others += 1
            if others % chosen.every_other:
                continue
        articles.append(line)
    return questions, articles


def _lines(folder: Path, name: str) -> list[bytes]:
    packed = folder / f"{name}.jsonl.gz"
    data = (
        gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.jsonl").read_bytes()
    )
    return [line for line in data.split(b"\n") if line.strip()]


def _digest(lines: Sequence[bytes]) -> str:
    return hashlib.sha256(b"\n".join(lines)).hexdigest()
