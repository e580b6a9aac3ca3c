"""The `dateline reports` commands: citations that somebody says are wrong."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands import AsJson, open_home, print_json, say

if TYPE_CHECKING:
    from corpus.reports import Report

app = typer.Typer(
    help="List, show and finish reports of wrong citations.",
    no_args_is_help=False,
    invoke_without_command=True,
)
Number = Annotated[int, typer.Argument(metavar="ID", help="The report's number.")]


@app.callback()
def reports(context: typer.Context) -> None:
    """List what is still to be looked at, where no other command is named."""
    if context.invoked_subcommand is None:
        reports_list()


@app.command("list")
def reports_list(
    also_done: Annotated[bool, typer.Option("--all", help="Also those that are done.")] = False,
    as_json: AsJson = False,
) -> None:
    """List reports of wrong citations, newest first."""
    from corpus.reports import Reports
    from ui.terminal import show_reports

    with open_home(any_model=True) as corpus:
        found = Reports(corpus.catalogue).every(also_done=also_done)
    if as_json:
        print_json([_as_json(report) for report in found])
    else:
        show_reports(found)


@app.command("show")
def reports_show(number: Number, as_json: AsJson = False) -> None:
    """Show a report: the note, the statement, and the words it cites."""
    from corpus.reports import Reports
    from ui.terminal import show_report

    with open_home(any_model=True) as corpus:
        report = Reports(corpus.catalogue).get(number)
        held = bool(corpus.catalogue.infos([report.citation.article_id]))
    if as_json:
        print_json({**_as_json(report), "article_held": held, "answer": report.citation.answer})
    else:
        show_report(report, held=held)


@app.command("done")
def reports_done(number: Number, as_json: AsJson = False) -> None:
    """Note that a report has been dealt with."""
    from corpus.reports import Reports

    with open_home(any_model=True) as corpus:
        Reports(corpus.catalogue).finish(number)
        report = Reports(corpus.catalogue).get(number)
    if as_json:
        print_json(_as_json(report))
    else:
        say(f"Report {number} is done.")


def _as_json(report: "Report") -> dict[str, Any]:
    citation = report.citation
    return {
        "id": report.id,
        "at": report.at.isoformat(),
        "done": report.done.isoformat() if report.done else None,
        "note": citation.note,
        "question": citation.question,
        "statement": citation.statement,
        "words": citation.words,
        "spans": [[span.start, span.end] for span in citation.spans],
        "article_id": citation.article_id,
        "external_id": citation.external_id,
        "version": citation.version,
        "title": citation.title,
        "outlet": citation.outlet,
        "published": citation.published.isoformat() if citation.published else None,
    }
