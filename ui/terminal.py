"""What the command line shows: results on standard output, what goes beside them on standard error."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from assistant.answer import DIFFER, Answer, Source, carriers, cited, difference, notes_on, with_headings
from assistant.attribution import in_day
from corpus import Corpus
from corpus.conversations import ConversationInfo
from corpus.records import ArticleInfo, Hit
from corpus.reports import Report

if TYPE_CHECKING:
    from assistant.conversation import AnsweredTurn
    from corpus.subscriptions import Subscription

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
