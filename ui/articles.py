"""The `dateline articles` commands: list, show, edit and remove."""

from datetime import date
from typing import Annotated

import typer

from ui.commands import AsJson, Outlet, open_home, print_json, say

app = typer.Typer(
    help="List, show, edit and remove articles.", no_args_is_help=False, invoke_without_command=True
)


@app.callback()
def articles(context: typer.Context) -> None:
    """List the archive, where no other command is named."""
    if context.invoked_subcommand is None:
        articles_list()


@app.command("list")
def articles_list(
    contains: Annotated[str | None, typer.Option(help="Only titles that hold these characters.")] = None,
    outlet: Outlet = None,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="How many to pass over.")] = 0,
    as_json: AsJson = False,
) -> None:
    """List articles, newest first."""
    from assistant.contract import article_as_json
    from ui.terminal import show_articles

    with open_home(any_model=True) as corpus:
        found = corpus.catalogue.list_articles(contains, outlet, limit, offset)
        if as_json:
            print_json([article_as_json(info) for info in found])
        else:
            show_articles(found, corpus.catalogue.count())


@app.command("show")
def articles_show(
    article: Annotated[str, typer.Argument(metavar="ID", help="Our id or the external one.")],
    as_json: AsJson = False,
) -> None:
    """Show an article: what is known of it, its text, and who said what."""
    from assistant.contract import full_article_as_json
    from ui.terminal import show_article

    with open_home(any_model=True) as corpus:
        article_id = corpus.catalogue.find_id(article)
        found = full_article_as_json(corpus.catalogue.get(article_id), corpus.catalogue.quotes_of(article_id))
    if as_json:
        print_json(found)
    else:
        show_article(found)


@app.command("edit")
def articles_edit(
    article: Annotated[str, typer.Argument(metavar="ID", help="Our id or the external one.")],
    title: Annotated[str | None, typer.Option(help="The headline.")] = None,
    outlet: Annotated[str | None, typer.Option(help="The outlet; empty: not known.")] = None,
    author: Annotated[str | None, typer.Option(help="The author; empty: not known.")] = None,
    published: Annotated[
        str | None, typer.Option(help="The day it was published (YYYY-MM-DD); empty: not known.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where it stands; empty: not known.")] = None,
) -> None:
    """Change what is known of an article."""
    given = {"title": title, "outlet": outlet, "author": author, "published": published, "url": url}
    changes = {name: value.strip() or None for name, value in given.items() if value is not None}
    if published:
        try:
            changes["published"] = date.fromisoformat(published.strip()).isoformat()
        except ValueError as error:
            raise typer.BadParameter("write the day as YYYY-MM-DD", param_hint="--published") from error
    if not changes or ("title" in changes and not changes["title"]):
        raise typer.BadParameter("name what to change, and leave the title some words")
    with open_home(any_model=True) as corpus:
        corpus.writer.edit(corpus.catalogue.find_id(article), **changes)
    say("Changed.")


@app.command("remove")
def articles_remove(
    articles: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="Which ones.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="All that came with Dateline.")] = False,
) -> None:
    """Remove articles from every store, with all that was made of them."""
    if not articles and not sample:
        raise typer.BadParameter("name the articles to remove, or --sample")
    with open_home(any_model=True) as corpus:
        found = [corpus.catalogue.find_id(article) for article in articles or []]
        found += corpus.catalogue.sample_ids() if sample else []
        corpus.writer.remove(list(dict.fromkeys(found)))
    say(f"Removed {len(set(found)):,}.")
