"""The options that several `dateline briefing` commands share, and how flags are told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands import say

if TYPE_CHECKING:
    from corpus.records import Span

Id = Annotated[str, typer.Argument(metavar="ID", help="As the list shows it.")]
Item = Annotated[int, typer.Argument(metavar="ITEM", min=1, help="The number before it in `show`.")]
Article = Annotated[str | None, typer.Option(metavar="ID", help="The article to cite; our id or its own.")]
From = Annotated[int | None, typer.Option("--from", min=0, help="Where the passage begins, in characters.")]
To = Annotated[int | None, typer.Option("--to", min=1, help="Where it ends; that character is not in it.")]
Words = Annotated[str | None, typer.Option(help="The passage by its exact words.")]
Level = Annotated[int | None, typer.Option(min=1, max=3, help="The level of a heading; 1 is the highest.")]
After = Annotated[int | None, typer.Option(min=0, help="After which item; 0 puts it first.")]


def belong(kind: str, wanted: str, **options: Any) -> None:
    """Refuse options that say nothing of what is put in."""
    for name, value in options.items():
        if value is not None and kind != wanted:
            raise typer.BadParameter(f"--{name} goes with {wanted}")


def marked_range(start: int | None, end: int | None, words: str | None) -> "Span | None":
    """Return the range that is marked, None where it is marked by its words or not at all."""
    from corpus.records import Span

    if (start is None) != (end is None) or (start is not None and words is not None):
        raise typer.BadParameter("mark the passage either by --from and --to or by --words")
    return Span(start, end) if start is not None and end is not None else None


def say_flags(found: Sequence[tuple[int, tuple[str, ...]]]) -> None:
    """Say which items the gates flagged, and why."""
    from assistant.briefings.wording import flag_in_words

    for item, flags in found:
        if flags:
            say(f"Item {item} is flagged: {' '.join(map(flag_in_words, flags))}")
