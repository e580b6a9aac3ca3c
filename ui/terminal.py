"""What the command line shows: progress on standard error, results on standard output."""

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from assistant.answer import Answer, Source, speaker_line
from corpus import Corpus
from corpus.checking import find_faults, mend
from corpus.records import ArticleInfo, Fault, Hit

_COUNTED = {"added": "added", "updated": "updated", "unchanged": "unchanged", "duplicate": "duplicates"}

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def ingesting(corpus: Corpus, inputs: Sequence[str]) -> dict[str, Any]:
    """Ingest with a progress bar; return the summary that the contract prints."""
    from ingest import ingest
    from ingest.reading import count

    started = time.perf_counter()
    numbers: Counter[str] = Counter()
    failures = []
    passages = 0
    with _progress() as progress:
        task = progress.add_task("articles", total=count(inputs))
        for outcome in ingest(corpus, inputs):
            numbers[outcome.status] += 1
            passages += outcome.passages
            if outcome.status == "failed":
                failures.append({"input": outcome.origin, "reason": outcome.reason})
            progress.update(task, advance=1)
    return {
        **{shown: numbers[status] for status, shown in _COUNTED.items()},
        "failed": numbers["failed"],
        "passages": passages,
        "seconds": round(time.perf_counter() - started, 3),
        "failures": failures,
    }


def checking(corpus: Corpus, *, repair: bool) -> list[Fault]:
    """Return what is wrong; with ``repair``, what is still wrong after rebuilding what is derived."""
    faults = find_faults(corpus)
    if not faults or not repair:
        return faults
    from ingest.remaking import remake

    with _progress() as progress:
        if corpus.is_foreign() or any("offsets" in fault.what for fault in faults):
            remake(corpus)
        mend(corpus)
        task = progress.add_task("articles repaired", total=len(corpus.catalogue.unindexed()))
        corpus.writer.finish(lambda done: progress.update(task, completed=done))
    return find_faults(corpus)


def show_answer(answer: Answer, corpus: Corpus) -> None:
    """Print an answer: each statement with its citation numbers, then the sources."""
    if answer.abstained:
        out.print(escape(answer.reason or "The archive does not hold an answer."))
        if answer.nearby:
            out.print("\nNearby in the archive:")
    for before, statement in zip((None, *answer.statements), answer.statements, strict=False):
        if line := speaker_line(statement, before):
            out.print(escape(f"{line}:"), style="bold")
        numbers = "".join(f"[{number}]" for number in statement.citations)
        flags = f"  (flagged: {', '.join(statement.flags)})" if statement.flags else ""
        out.print(escape(f"• {statement.text} {numbers}{flags}"))
    if answer.sources:
        out.print()
    for source in answer.sources or answer.nearby:
        out.print(escape(_source_line(source)))
    oldest, newest = corpus.catalogue.coverage()
    span = f"; the archive covers {oldest} to {newest}" if oldest else ""
    out.print(
        escape(f"\nAs of {answer.as_of or 'no dated article'}{span}. Answered by {answer.answered_by}.")
    )
    if answer.fallback_reason:
        err.print(escape(f"The language model did not answer: {answer.fallback_reason}"))
    for note in answer.notes:
        err.print(escape(note))


def show_hits(hits: Sequence[Hit]) -> None:
    """Print hits, best first."""
    if not hits:
        err.print("Nothing found. Try other words, or fewer filters.")
    for hit in hits:
        out.print(
            escape(f"{hit.rank}. {_article_line(hit.article)}\n   {' '.join(hit.passage.text.split())}\n")
        )


def show_articles(found: Sequence[ArticleInfo], total: int) -> None:
    """Print a page of the archive as a table."""
    ids = [info.external_id or info.id for info in found]
    whole = Column("id", min_width=max(map(len, ids), default=0))  # an id that is cut is of no use
    table = Table(whole, "published", "outlet", "headline", box=None)
    for name, info in zip(ids, found, strict=True):
        marked = f"{info.title} (sample)" if info.sample else info.title
        columns = (name, str(info.published or "undated"), info.outlet or "", marked)
        table.add_row(*(escape(column) for column in columns))
    out.print(table)
    err.print(f"{len(found):,} of {total:,} articles.")


def show_article(article: dict[str, Any]) -> None:
    """Print an article with who said what."""
    out.print(escape(article["title"]), style="bold")
    known = (article["outlet"], article["author"], article["published"] or "undated", article["url"])
    out.print(escape(" · ".join(part for part in known if part)))
    out.print(escape(f"\n{article['text']}\n"))
    for quote in article["quotes"]:
        words = " ".join(quote["text"].split())
        shown = f"“{words}”" if quote["direct"] else words
        out.print(escape(f"{quote['speaker'] or 'Unknown speaker'}: {shown}"))


def show_evaluation(report: dict[str, Any]) -> None:
    """Print an evaluation as a table, then what was missed."""
    columns = list(report["kinds"]["all"])
    kinds = Column("kind", min_width=max(map(len, report["kinds"])))
    table = Table(kinds, *columns, box=None, padding=(0, 1, 0, 0), pad_edge=False)  # fits 80 characters
    for kind, figures in report["kinds"].items():
        table.add_row(kind, *("" if value is None else str(value) for value in figures.values()))
    out.print(table)
    for name, value in report["timing"].items():
        out.print(f"{name}: {value}")
    for miss in report["misses"]:
        out.print(escape(f"\nMissed {miss['qid']}: {miss['question']}"))
        for found in miss["found"]:
            out.print(escape(f"   found: {found}"))


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        redirect_stdout=False,
    )


def _source_line(source: Source) -> str:
    return f"[{source.number}] {_article_line(source.article)}"


def _article_line(info: ArticleInfo) -> str:
    parts = [info.outlet or "unknown outlet", str(info.published or "undated"), info.title]
    if info.sample:
        parts.append("sample article")
    return " · ".join(parts)
