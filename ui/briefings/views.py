"""What the `dateline briefing` commands show: a briefing with its numbers and what is no longer so."""

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Column, Table

from assistant.answer import Source as AnswerSource
from assistant.answer import carriers
from assistant.briefings.records import Body, Cited, Composed, Fault, Heading, Item, Note, Source
from assistant.briefings.wording import flag_in_words
from corpus.briefings import BriefingInfo
from corpus.records import ArticleInfo
from ui.terminal import out


def show_briefings(found: Sequence[BriefingInfo]) -> None:
    """Print the briefings as a table; times are in UTC."""
    table = Table(Column("id", min_width=12), "changed", Column("items", justify="right"), "title", box=None)
    for info in found:
        table.add_row(info.id, f"{info.changed:%Y-%m-%d %H:%M}", f"{info.items:,}", escape(info.title))
    out.print(table)


def show_briefing(composed: Composed) -> None:
    """Print a briefing: each item with its id before it, what is wrong with it below it, and the sources."""
    out.print(escape(composed.briefing.title), style="bold")
    before: Body | None = None
    for item in composed.briefing.items:
        _show_item(composed, item, before)
        for fault in composed.faults:
            if fault.item == item.id:
                out.print(escape(f"       ! {fault.message}"), style="bold red")
        before = item.body
    if composed.sources:
        out.print()
    for source in composed.sources:
        out.print(escape(_source_line(source)))


def show_faults(composed: Composed) -> None:
    """Print what is no longer so, with the line that it concerns."""
    out.print(escape(f"{composed.briefing.title} ({composed.briefing.id})"), style="bold")
    texts = {item.id: item.body.text for item in composed.briefing.items}
    for fault in composed.faults:
        out.print(escape(f"  {_described(fault)}"))
        out.print(escape(f"     {texts[fault.item]}"), style="dim")
    if not composed.faults:
        out.print("  Everything is still so.")


def show_no_draft(reason: str, nearby: Sequence[AnswerSource]) -> None:
    """Print why there is no draft, and what the archive holds nearby."""
    out.print(escape(f"No briefing was made. {reason}"))
    if nearby:
        out.print("\nNearby in the archive:")
    for source in nearby:
        out.print(escape(_article(source.article)))


def _show_item(composed: Composed, item: Item, before: Body | None) -> None:
    body, label = item.body, f"{item.id:>4}"
    flags = f"  ({' '.join(map(flag_in_words, body.flags))})" if body.flags else ""
    match body:
        case Heading():
            out.print()
            out.print(escape(f"{label} {'#' * body.level} {body.text}{flags}"), style="bold")
        case Note():
            words = body.text.replace("\n\n", "\n\n     ")
            out.print(escape(f"{label} {words}{flags}"))
        case Cited():
            if body.line and not (isinstance(before, Cited) and before.line == body.line):
                out.print(escape(f"     {body.line}:"), style="bold")
            if body.before:
                out.print(escape(f"     Before it: {' '.join(body.before.split())}"), style="dim")
            numbers = "".join(f"[{number}]" for number in composed.numbers(item))
            out.print(escape(f"{label} • {body.text} {numbers}{flags}"))


def _described(fault: Fault) -> str:
    return f"item {fault.item}, {fault.what}: {fault.message}"


def _source_line(source: Source) -> str:
    lines = [f"[{source.number}] {_article(source.article)}"]
    if also := carriers(source.article, source.copies):
        lines.append(f"also carried by: {', '.join(also)}")
    return "\n    ".join([*lines, *source.notes])


def _article(info: ArticleInfo) -> str:
    parts = [info.outlet or "unknown outlet", str(info.published or "undated"), info.title]
    return " · ".join([*parts, "sample article"] if info.sample else parts)
