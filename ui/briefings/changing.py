"""Changing a briefing: `edit`, `move` and `remove`; its citation numbers stay what they are."""

from typing import Annotated

import typer

from ui.briefings.options import Article, From, Id, Item, Level, To, Words, marked_range, say_flags
from ui.commands import open_home, say


def edit(
    briefing: Id,
    item: Annotated[int | None, typer.Argument(metavar="[ITEM]", min=1, help="Which item.")] = None,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="Its new words.")] = None,
    title: Annotated[str | None, typer.Option(help="Another title for the whole briefing.")] = None,
    level: Level = None,
    article: Article = None,
    start: From = None,
    end: To = None,
    words: Words = None,
) -> None:
    """Change an item's words, what it cites beside, or the title; statements are checked again.

    Without TEXT its words stay, and a correction that came since is taken as read.
    """
    from assistant.briefings import composing
    from assistant.briefings.picking import marked

    if (title is None) == (item is None):
        raise typer.BadParameter("name either an item or --title")
    with open_home(any_model=True) as corpus:
        if title is not None:
            composing.rename(corpus, briefing, title)
            say("Renamed.")
            return
        span = marked_range(start, end, words)
        cite = [marked(corpus, article, span=span, words=words)[1]] if article is not None else []
        edited = composing.edit(corpus, briefing, item or 0, text, level=level, cite=cite)
    say_flags([(edited.id, edited.body.flags)])
    say("Changed.")


def move(
    briefing: Id,
    item: Item,
    after: Annotated[int, typer.Option(min=0, help="After which item; 0 puts it first.")],
) -> None:
    """Put an item after another one, or first."""
    from assistant.briefings.composing import move as put

    with open_home(any_model=True) as corpus:
        put(corpus, briefing, item, after)
    say("Moved.")


def remove(
    briefing: Id,
    items: Annotated[
        list[int] | None, typer.Argument(metavar="[ITEM...]", help="Which items; none with --all.")
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="The whole briefing.")] = False,
) -> None:
    """Take items out of a briefing, or remove the whole of it. The numbers of the others stay."""
    from assistant.briefings.composing import remove as take_out
    from corpus.briefings import Briefings

    if bool(items) == whole:
        raise typer.BadParameter("name items, or --all for the whole briefing")
    with open_home(any_model=True) as corpus:
        if whole:
            Briefings(corpus.catalogue).remove(briefing)
        else:
            take_out(corpus, briefing, items or [])
    say("Removed.")
