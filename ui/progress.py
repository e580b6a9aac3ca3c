"""Long work on the command line: a progress bar on standard error, and what came of it."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from corpus import Corpus
from corpus.records import Fault
from ui.terminal import err, out

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest import Outcome
    from ingest.pages import Fetch

_COUNTED = {"added": "added", "updated": "updated", "unchanged": "unchanged", "duplicate": "duplicates"}


def ingesting(
    corpus: Corpus,
    inputs: Sequence[str | Path],
    *,
    fetch: "Fetch | None" = None,
    columns: Mapping[str, str] | None = None,
    follow: bool = False,
) -> dict[str, Any]:
    """Ingest with a progress bar; return the summary that the contract prints."""
    from ingest import ingest
    from ingest.reading import count

    outcomes = ingest(corpus, inputs, fetch=fetch, columns=columns, follow=follow)
    return counted(outcomes, count(inputs))


def counted(outcomes: "Iterable[Outcome]", total: int | None) -> dict[str, Any]:
    """Show a progress bar while articles are taken in; return the summary that the contract prints.

    ``total`` is about how many there are, None where nobody knows.
    """
    started = time.perf_counter()
    numbers: Counter[str] = Counter()
    failures = []
    passages = 0
    with _progress() as progress:
        task = progress.add_task("articles", total=total)
        for outcome in outcomes:
            numbers[outcome.status] += 1
            passages += outcome.passages
            if outcome.status == "failed":
                failures.append({"input": outcome.origin, "reason": outcome.reason})
            done = sum(numbers.values())
            progress.update(task, completed=done, total=total and max(total, done))
    return {
        **{shown: numbers[status] for status, shown in _COUNTED.items()},
        "failed": numbers["failed"],
        "passages": passages,
        "seconds": round(time.perf_counter() - started, 3),
        "failures": failures,
    }


def show_summary(summary: Mapping[str, Any]) -> None:
    """Print what became of the inputs: a count on standard output, each failure on standard error."""
    for failure in summary["failures"]:
        err.print(escape(f"  {failure['input']}: {failure['reason']}"))
    counts = ", ".join(f"{summary[name]:,} {name}" for name in (*_COUNTED.values(), "failed"))
    out.print(escape(f"{counts}. {summary['passages']:,} passages in {summary['seconds']:.1f} s."))


def checking(corpus: Corpus, *, repair: bool) -> list[Fault]:
    """Return what is wrong; with ``repair``, what is still wrong after rebuilding what is derived."""
    from ingest.mending import check

    with _progress() as progress:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done)

        return check(corpus, repair=repair, tell=tell)


def evaluating(assistant: "Assistant", corpus: Corpus, questions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Evaluate with a progress bar; return the report. Ctrl-C ends the process, and says how far it came."""
    from assistant.evaluation import evaluate

    with _progress() as progress:
        task = progress.add_task("questions", total=len(questions))
        try:
            return evaluate(assistant, corpus, questions, lambda done: progress.update(task, completed=done))
        except KeyboardInterrupt:
            done = progress.tasks[task].completed
            progress.stop()
            err.print(f"Stopped after {done:,.0f} of {len(questions):,} questions. Nothing was changed.")
            raise


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=err,
        redirect_stdout=False,
    )


class _Rate(ProgressColumn):
    """How many are done in a second, on the whole: they come in batches."""

    def render(self, task: Task) -> Text:
        """Return it in words, as rich asks for it."""
        return Text(f"{task.completed / task.elapsed:,.1f}/s" if task.elapsed and task.completed else "")
