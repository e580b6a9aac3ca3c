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
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from corpus import Corpus
from corpus.checking import find_faults, mend
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
    from ingest.copies import Linker, count_unlinked, link_unlinked
    from ingest.remaking import attribute_again, is_outdated, remake

    faults = _faults(corpus)
    if not faults or not repair:
        return faults
    with _progress() as progress:
        if corpus.is_foreign() or any("offsets" in fault.what for fault in faults):
            remake(corpus)
        mend(corpus)
        task = progress.add_task("articles repaired", total=len(corpus.catalogue.unindexed()))
        corpus.writer.finish(lambda done: progress.update(task, completed=done))
        if is_outdated(corpus):
            again = progress.add_task("who said what", total=corpus.catalogue.count())
            attribute_again(corpus, lambda done: progress.update(again, completed=done))
        if unlinked := count_unlinked(corpus):
            linked = progress.add_task("copies looked for", total=unlinked)
            link_unlinked(corpus, Linker(), lambda done: progress.update(linked, completed=done))
    return _faults(corpus)


def _faults(corpus: Corpus) -> list[Fault]:
    from ingest.copies import count_unlinked
    from ingest.remaking import is_outdated

    faults = find_faults(corpus)
    if is_outdated(corpus):
        number = corpus.catalogue.count()
        faults.append(Fault("articles whose speakers an earlier Dateline read", number, ()))
    if unlinked := count_unlinked(corpus):
        faults.append(Fault("articles whose copies were not looked for", unlinked, ()))
    return faults


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
