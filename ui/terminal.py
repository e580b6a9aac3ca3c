"""What the command line shows: progress on standard error, results on standard output."""

import textwrap
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
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
from rich.table import Column, Table
from rich.text import Text

from assistant.answer import DIFFER, Answer, Source, carriers, cited, difference, notes_on, with_headings
from assistant.attribution import in_day
from corpus import Corpus
from corpus.checking import find_faults, mend
from corpus.conversations import ConversationInfo
from corpus.records import ArticleInfo, Fault, Hit
from corpus.reports import Report

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.conversation import AnsweredTurn
    from corpus.subscriptions import Subscription
    from ingest import Outcome
    from ingest.pages import Fetch

_COUNTED = {"added": "added", "updated": "updated", "unchanged": "unchanged", "duplicate": "duplicates"}
_NOTE = 60  # characters of a note in a list
_NAMED = 5  # missing articles named on the screen; --json names all
_FIGURES = {
    "questions": "asked",
    "hit@1": "hit@1",
    "hit@4": "hit@4",
    "hit@10": "hit@10",
    "MRR@10": "MRR@10",
    "evidence shown": "evidence\nshown",
    "speaker right": "speaker\nright",
    "wrongly abstained": "wrongly\ndeclined",
    "rightly abstained": "rightly\ndeclined",
}

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


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


def show_answer(answer: Answer, corpus: Corpus) -> None:
    """Print an answer: each statement with its citation numbers, then the sources."""
    _show_statements(answer)
    if answer.sources:
        out.print()
    for source in answer.sources or answer.nearby:
        out.print(escape(_source_line(source)))
    if answer.sources:
        out.print(f"\nFrom {answer.corroboration}.")
    oldest, newest = corpus.catalogue.coverage()
    span = f"; the archive covers {oldest} to {newest}" if oldest else ""
    if not answer.sources:
        out.print()
    as_of = answer.as_of or "no dated article"
    out.print(escape(f"As of {as_of}{span}. Answered by {answer.answered_by}."))
    if answer.fallback_reason:
        err.print(escape(f"The language model did not answer: {answer.fallback_reason}"))
    for note in answer.notes:
        err.print(escape(note))


def show_conversations(found: Sequence[ConversationInfo]) -> None:
    """Print the conversations as a table; times are in UTC."""
    table = Table(Column("id", min_width=12), "changed", Column("turns", justify="right"), "name", box=None)
    for info in found:
        table.add_row(info.id, f"{info.changed:%Y-%m-%d %H:%M}", f"{info.turns:,}", escape(info.name))
    out.print(table)


def show_conversation(
    info: ConversationInfo,
    turns: Sequence["AnsweredTurn"],
    sources: Sequence[Source],
    since: Mapping[int, str],
) -> None:
    """Print a conversation: its questions and answers, and all their sources once.

    ``since`` says by a source's number what has become of it since it was cited.
    """
    out.print(escape(info.name), style="bold")
    for turn in turns:
        out.print(escape(f"\n{turn.number}. {' '.join(turn.question.split())}"), style="bold")
        _show_statements(turn.answer)
        if turn.answer.nearby:
            out.print(escape("".join(f"[{source.number}]" for source in turn.answer.nearby)))
    out.print()
    for source in sources:
        out.print(escape(_source_line(source)))
        if source.number in since:
            out.print(escape(f"    {since[source.number]}"), style="bold")


def _show_statements(answer: Answer) -> None:
    if answer.understood_as:
        out.print(escape(f"Understood as: {answer.understood_as}"))
    if answer.abstained:
        out.print(escape(answer.reason or "The archive does not hold an answer."))
        if answer.nearby:
            out.print("\nNearby in the archive:")
    for day, line, statement in with_headings(answer):
        if day:
            out.print(f"{day}", style="bold")
        if line:
            out.print(escape(f"{line}:"), style="bold")
        numbers = "".join(cited(statement, answer.sources))
        flags = f"  (flagged: {', '.join(statement.flags)})" if statement.flags else ""
        if statement.context:
            out.print(escape(f"  Before it: {' '.join(statement.context.text.split())}"), style="dim")
        out.print(escape(f"• {statement.text} {numbers}{flags}"))
        if statement.also:
            also = "; ".join(in_day(one.article.outlet, one.article.published) for one in statement.also)
            out.print(escape(f"  Also reported by {also}"))
    for disagreement in answer.disagreements:
        out.print(f"\n{DIFFER[disagreement.about]}", style="bold")
        for claim, where, statement in difference(answer, disagreement):
            numbers = "".join(cited(statement, answer.sources))
            out.print(escape(f"• {claim}: {where} {numbers}"))


def show_suggestions(questions: Sequence[str]) -> None:
    """Print what may be asked next."""
    if questions:
        out.print("\nYou may ask next:")
    for question in questions:
        out.print(escape(f"• {question}"))


def show_feeds(found: "Sequence[Subscription]") -> None:
    """Print the followed feeds as a table; times are in UTC."""
    table = Table("updated", Column("every", justify="right"), "title", "address", "problem", box=None)
    for feed in found:
        when = f"{feed.fetched:%Y-%m-%d %H:%M}" if feed.fetched else "never"
        cells = (feed.title or "", feed.url, feed.error or "")
        table.add_row(when, f"{feed.minutes} min", *map(escape, cells))
    out.print(table)


def show_hits(hits: Sequence[Hit]) -> None:
    """Print hits, best first, and where else their text stands."""
    if not hits:
        err.print("Nothing found. Try other words, or fewer filters.")
    for hit in hits:
        out.print(
            escape(f"{hit.rank}. {_article_line(hit.article)}\n   {' '.join(hit.passage.text.split())}")
        )
        for copy in hit.copies:
            out.print(escape(f"   also in: {_article_line(copy)}"))
        out.print()


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


def show_reports(found: Sequence[Report]) -> None:
    """Print reports of wrong citations, one a line."""
    table = Table("id", "reported", "article", "note", box=None)
    for report in found:
        at = f"{report.at:%Y-%m-%d}" + (" (done)" if report.done else "")
        note = textwrap.shorten(report.citation.note, _NOTE, placeholder=" …")
        table.add_row(*(escape(cell) for cell in (str(report.id), at, report.citation.title, note)))
    if found:
        out.print(table)
    err.print(f"{len(found):,} {'report' if len(found) == 1 else 'reports'}.")


def show_report(report: Report, *, held: bool) -> None:
    """Print a report; ``held`` tells whether the archive still holds the article."""
    one = report.citation
    out.print(f"Report {report.id} of {report.at:%Y-%m-%d}" + (", done" if report.done else ""), style="bold")
    article = " · ".join([one.outlet or "unknown outlet", str(one.published or "undated"), one.title])
    where = f"version {one.version}, id {one.external_id or one.article_id}"
    lines = {
        "note": one.note or "none",
        "question": one.question,
        "statement": one.statement,
        "cited words": one.words or "not kept",
        "article": f"{article} ({where})" + ("" if held else ", which is no longer in the archive"),
    }
    for name, line in lines.items():
        out.print(escape(f"{name}: {' '.join(line.split())}"))


def show_evaluation(report: dict[str, Any]) -> None:
    """Print an evaluation: what went wrong, question by question, and last the figures."""
    for miss in report["misses"]:
        _show_failure("Missed", miss, found=miss["found"] or ["nothing"])
    for answered in report["evidence not shown"]:
        _show_failure("Answered without the evidence", answered, answered=_opening(answered))
    for declined in report["wrongly abstained"]:
        rank = f"the answer was hit {declined['rank']}" if declined["rank"] else "the answer was no hit"
        _show_failure("Wrongly declined", declined, reason=[f"{declined['reason']} ({rank})"])
    for answered in report["wrongly answered"]:
        _show_failure("Should have been declined", answered, answered=_opening(answered))
    out.print(_figures(report["kinds"]))
    timing = report["timing"]
    for name, shown in (("search", "A search"), ("answer", "An answer")):
        median, slow = timing[f"{name}_ms_median"], timing[f"{name}_ms_p95"]
        out.print(f"{shown} took {median:,} ms (median), {slow:,} ms (95th percentile).")
    for reason, number in report["fallback reasons"].items():
        out.print(escape(f"Not answered by the language model: {number:,} ({reason})"))
    if missing := report["articles not held"]:
        named = ", ".join(missing[:_NAMED]) + (", ..." if len(missing) > _NAMED else "")
        said = f"Articles that the questions name and this archive lacks: {len(missing):,} ({named})"
        out.print(escape(said))


def _opening(answered: dict[str, Any]) -> list[str]:
    more = len(answered["statements"]) - 1
    return [f"{text} (and {more:,} more)" if more else text for text in answered["statements"][:1]]


def _show_failure(what: str, failure: dict[str, Any], **lines: Sequence[str]) -> None:
    out.print(escape(f"{what} {failure['qid']}: {failure['question']}"), style="bold")
    patterns = " or ".join(f"“{pattern}”" for pattern in failure["patterns"])
    expected = [f"{patterns} in {' or '.join(failure['expected'])}"] if patterns else []
    for name, some in {"expected": expected, **lines}.items():
        for line in some:
            out.print(escape(f"   {name}: {line}"))
    out.print()


def _figures(kinds: dict[str, dict[str, Any]]) -> Table:
    """Return the table of figures, the kinds together last; it fits 80 characters."""
    kind_column = Column("kind", max_width=12, overflow="fold")
    table = Table(kind_column, box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for title in _FIGURES.values():
        table.add_column(title, justify="right", no_wrap=True)
    for kind in sorted(kinds, key=lambda kind: kind == "all"):
        cells = (_cell(kinds[kind][name]) for name in _FIGURES)
        table.add_row(escape(kind), *cells, style="bold" if kind == "all" else None)
    return table


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:.2f}"


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


def _source_line(source: Source) -> str:
    lines = [f"[{source.number}] {_article_line(source.article)}"]
    if also := carriers(source.article, source.copies):
        lines.append(f"also carried by: {', '.join(also)}")
    return "\n    ".join([*lines, *notes_on(source.article)])


def _article_line(info: ArticleInfo) -> str:
    parts = [info.outlet or "unknown outlet", str(info.published or "undated"), info.title]
    if info.sample:
        parts.append("sample article")
    return " · ".join(parts)
