"""The `dateline feed` commands: feeds that the archive follows."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands import AsJson, open_home, print_json, say

if TYPE_CHECKING:
    from corpus.subscriptions import Subscription

app = typer.Typer(
    help="Follow feeds: add, list, update and remove them.",
    no_args_is_help=False,
    invoke_without_command=True,
)
Address = Annotated[str, typer.Argument(metavar="URL", help="The feed's address.")]


@app.callback()
def feeds(context: typer.Context) -> None:
    """List the feeds, where no other command is named."""
    if context.invoked_subcommand is None:
        feeds_list()


@app.command("add")
def feeds_add(
    url: Address,
    every: Annotated[int, typer.Option(min=1, help="Minutes between two updates.")] = 60,
) -> None:
    """Follow a feed. What it holds comes in with the next update."""
    from corpus.subscriptions import Subscriptions
    from ingest.fetching.addresses import parse

    parse(url)  # an address that can never be fetched is refused now
    with open_home(any_model=True) as corpus:
        found = Subscriptions(corpus.catalogue).add(url.strip(), minutes=every)
    say(f"Following {found.url}, every {found.minutes} minutes. Take it in: dateline feed update")


@app.command("list")
def feeds_list(as_json: AsJson = False) -> None:
    """List the feeds that are followed. Times are in UTC."""
    from corpus.subscriptions import Subscriptions
    from ui.terminal import show_feeds

    with open_home(any_model=True) as corpus:
        found = Subscriptions(corpus.catalogue).every()
    if as_json:
        print_json([_as_json(one) for one in found])
    else:
        show_feeds(found)


@app.command("update")
def feeds_update(
    urls: Annotated[list[str] | None, typer.Argument(metavar="URL...", help="Which ones; else all.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Only those whose time has come.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask feeds for what is new, and take it in; what they held before is not doubled."""
    from corpus.subscriptions import Subscriptions
    from ingest.subscriptions import update
    from ui.bootstrap import fetcher_of
    from ui.progress import counted, show_summary
    from ui.settings import load

    with open_home() as corpus, fetcher_of(load()) as fetcher:
        followed = Subscriptions(corpus.catalogue)
        chosen = [followed.get(url) for url in urls or []] or (followed.due() if due else followed.every())
        summary = counted(update(corpus, chosen, fetcher.fetch), None)
    if as_json:
        print_json(summary)
    else:
        show_summary(summary)


@app.command("remove")
def feeds_remove(url: Address) -> None:
    """Stop following a feed. Its articles stay."""
    from corpus.subscriptions import Subscriptions

    with open_home(any_model=True) as corpus:
        Subscriptions(corpus.catalogue).remove(url)
    say("No longer followed. Its articles stay.")


def _as_json(feed: "Subscription") -> dict[str, Any]:
    return {
        "url": feed.url,
        "title": feed.title,
        "minutes": feed.minutes,
        "added": feed.added.isoformat(),
        "fetched": feed.fetched.isoformat() if feed.fetched else None,
        "error": feed.error,
    }
