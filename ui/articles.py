"""The `dateline articles` commands: list, show, compare, edit, remove and restore."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from ui import editing
from ui.commands import AsJson, Outlet, Since, Until, open_home, print_json, say

if TYPE_CHECKING:
    from corpus import Corpus

app = typer.Typer(
    help="List, show, compare, edit, remove and restore articles.",
    no_args_is_help=False,
    invoke_without_command=True,
)


class Only(StrEnum):
    """What a list can be narrowed to; as `corpus.narrowing` names it, which is not loaded for `--help`."""

    EMBARGO = "embargo"
    USAGE = "usage"
    CREDIT = "credit"
    CORRECTION = "correction"
    UNDATED = "undated"
    VERSIONS = "versions"
    COPIES = "copies"


_Id = Annotated[str, typer.Argument(metavar="ID", help="Our id or the external one.")]
_Words = Annotated[str | None, typer.Option(help="Empty: not known.")]
_Value = TypeVar("_Value")


@app.callback()
def articles(context: typer.Context) -> None:
    """List the archive, where no other command is named."""
    if context.invoked_subcommand is None:
        articles_list()


@app.command("list")
def articles_list(
    contains: Annotated[str | None, typer.Option(help="Only titles that hold these characters.")] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    only: Annotated[
        Only | None,
        typer.Option(
            help="Only those under an embargo, with a usage, credit or correction note, undated, changed, "
            "or with copies.",
        ),
    ] = None,
    words: Annotated[
        str | None,
        typer.Option(
            help="Only those that hold all these words in headline, byline or text, the best match first; "
            "or the one with this id or address.",
        ),
    ] = None,
    language: Annotated[str | None, typer.Option(help='Only in this language, such as "en".')] = None,
    section: Annotated[str | None, typer.Option(help="Only of this section.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="How many to pass over.")] = 0,
    as_json: AsJson = False,
) -> None:
    """List articles, newest first."""
    from assistant.contract import article_as_json
    from corpus.listing import Listing
    from corpus.narrowing import Wanted
    from ui.terminal import show_articles

    wanted = Wanted(
        words=(words or "").strip(),
        contains=contains or "",
        outlets=(outlet,) if outlet else (),
        since=_day(since),
        until=_day(until),
        language=language,
        section=section,
        only=(only.value,) if only else (),
    )
    with open_home(any_model=True) as corpus:
        found = [one.article for one in Listing(corpus).page(wanted, "best", limit, offset)]
        if as_json:
            print_json([article_as_json(info) for info in found])
        else:
            show_articles(found, corpus.catalogue.count())


@app.command("show")
def articles_show(article: _Id, as_json: AsJson = False) -> None:
    """Show an article: what is known of it, its text, versions and copies, and who said what."""
    from assistant.contract import full_article_as_json
    from ui.article_views import copies_as_json, show_details, versions_as_json
    from ui.terminal import show_article

    with open_home(any_model=True) as corpus:
        article_id = corpus.catalogue.find_id(article)
        found = {
            **full_article_as_json(corpus.catalogue.get(article_id), corpus.catalogue.quotes_of(article_id)),
            "versions": versions_as_json(corpus, article_id),
            "copies": copies_as_json(corpus, article_id),
        }
    if as_json:
        print_json(found)
    else:
        show_article(found)
        show_details(found)


@app.command("diff")
def articles_diff(
    article: _Id,
    first: Annotated[
        int | None, typer.Option("--from", min=1, help="The older version. Default: the one before.")
    ] = None,
    last: Annotated[
        int | None, typer.Option("--to", min=1, help="The newer version. Default: the current one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what was changed between two versions of an article."""
    from ui.article_views import changes_as_json, show_changes

    with open_home(any_model=True) as corpus:
        article_id = corpus.catalogue.find_id(article)
        number = corpus.catalogue.get(article_id).info.version
        last = last or number
        first = first or max(1, last - 1)
        if max(first, last) > number:
            raise typer.BadParameter(f"the article has {number} version{'s' if number > 1 else ''}")
        old, new = (corpus.catalogue.get(article_id, version) for version in (first, last))
    if as_json:
        print_json(changes_as_json(old, new))
    else:
        show_changes(old, new)


@app.command("edit")
def articles_edit(
    article: _Id,
    title: Annotated[str | None, typer.Option(help="The headline.")] = None,
    outlet: _Words = None,
    author: _Words = None,
    published: Annotated[
        str | None, typer.Option(help="The day it was published (YYYY-MM-DD); empty: not known.")
    ] = None,
    modified: Annotated[
        str | None, typer.Option(help="The day it was last changed (YYYY-MM-DD); empty: not known.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where it stands; empty: not known.")] = None,
    section: _Words = None,
    language: Annotated[
        str | None, typer.Option(help='Its ISO 639-1 code, such as "en"; empty: not known.')
    ] = None,
    agency: Annotated[str | None, typer.Option(help="The news agency whose text it is; empty: none.")] = None,
    credit: Annotated[str | None, typer.Option(help="The line that must stand with it; empty: none.")] = None,
    usage: Annotated[
        str | None, typer.Option(help="What the rights holder allows; empty: not known.")
    ] = None,
    embargo: Annotated[
        str | None,
        typer.Option(
            help="Until when it may not be quoted: a day (until its end, in UTC) or a moment "
            "(2025-03-01T06:00Z; UTC where no zone is given); empty: no embargo."
        ),
    ] = None,
    correction: Annotated[str | None, typer.Option(help="The correction note; empty: none.")] = None,
) -> None:
    """Change what is known of an article."""
    given = {"title": title, "outlet": outlet, "author": author, "section": section}
    given |= {"agency": agency, "credit": credit, "usage": usage, "correction": correction}
    changes: dict[str, Any] = {
        name: _typed(editing.words, value, f"--{name}") for name, value in given.items() if value is not None
    }
    if url is not None:
        changes["url"] = _typed(editing.address, url, "--url")
    if published is not None:
        # what told the day, and the moment that was read with it, are no longer so
        changes |= {"published": _iso_day(published, "--published"), "published_at": None, "dated_by": None}
    if modified is not None:
        changes["modified"] = _iso_day(modified, "--modified")
    if language is not None:
        changes["language"] = _language(language)
    if embargo is not None:
        changes["embargo"] = _moment(embargo)
    if not changes or ("title" in changes and not changes["title"]):
        raise typer.BadParameter("name what to change, and leave the title some words")
    with open_home(any_model=True) as corpus:
        corpus.writer.edit(corpus.catalogue.find_id(article), **changes)
    until = changes.get("embargo")
    say(f"Changed. It may not be quoted until {until:%Y-%m-%d %H:%M} UTC." if until else "Changed.")


@app.command("remove")
def articles_remove(
    articles: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="Which ones.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="All that came with Dateline.")] = False,
    at_once: Annotated[
        bool, typer.Option("--purge", help="For good, also what is kept of those removed before.")
    ] = False,
) -> None:
    """Remove articles from every store; for 30 days they can be restored, unless they are purged."""
    from corpus.removed import purge_articles, remove

    if not articles and not sample:
        raise typer.BadParameter("name the articles to remove, or --sample")
    with open_home(any_model=True) as corpus:
        named = dict.fromkeys(articles or [])
        before = _removed_before(corpus, list(named)) if at_once else {}
        found = [corpus.catalogue.find_id(article) for article in named if article not in before]
        found += corpus.catalogue.sample_ids() if sample else []
        found = list(dict.fromkeys(found))
        until = remove(corpus, found, keep=not at_once) if found else None
        purged = purge_articles(corpus, list(before.values()))
    number = len(found) + purged
    if until is None:
        say(f"Removed {number:,} for good." if number else "Removed 0.")
    else:
        say(f"Removed {number:,}. Until {until:%Y-%m-%d %H:%M} UTC: dateline articles restore ID")


@app.command("restore")
def articles_restore(article: _Id) -> None:
    """Bring a removed article back, with its versions and what was edited."""
    from ingest.restoring import restore

    with open_home() as corpus:
        outcome = restore(corpus, article)
    say(f"Restored {outcome.title} ({outcome.article_id}).")


@app.command("removed")
def articles_removed(as_json: AsJson = False) -> None:
    """List the removed articles that can be restored, the last one first. Times are in UTC."""
    from corpus.removed import removed_articles
    from ui.article_views import removed_as_json, show_removed

    with open_home(any_model=True) as corpus:
        found = removed_articles(corpus)
    if as_json:
        print_json([removed_as_json(one) for one in found])
    else:
        show_removed(found)


def _removed_before(corpus: "Corpus", references: list[str]) -> dict[str, str]:
    """Return those of the references that name no article of the archive but a removed one, with its id."""
    from corpus.errors import Ambiguous, NotFound
    from corpus.removed import find_removed

    found = {}
    for reference in references:
        try:
            corpus.catalogue.find_id(reference)
        except Ambiguous:
            raise
        except NotFound:
            try:
                found[reference] = find_removed(corpus, reference)
            except NotFound:
                continue  # it names nothing at all, as is said when it is looked for in the archive
    return found


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _iso_day(text: str, option: str) -> str | None:
    return _typed(editing.iso_day, text, option)


def _language(text: str) -> str | None:
    return _typed(editing.language, text, "--language")


def _moment(text: str) -> datetime | None:
    return _typed(editing.moment, text, "--embargo")


def _typed(read: Callable[[str], _Value], text: str, option: str) -> _Value:
    try:
        return read(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error
