"""The command line. Every command is thin: open the corpus, call, print.

With ``--json`` one JSON value goes to standard output and nothing else; progress and errors go to
standard error. Exit 0: done; 1: a clear error; 2: wrong usage. Heavy imports happen inside the
commands, so that ``--help`` answers at once and only what embeds loads the model.
"""

import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import DatelineError
from ui import articles, backups, briefings, conversations, feeds, reports, serving
from ui.commands import AsJson, Asked, NoInfer, Outlet, Since, Until, open_home, print_json, say

if TYPE_CHECKING:
    from corpus.records import Filters

app = typer.Typer(
    name="dateline",
    help="A chat assistant over a news archive whose every quotation stands in the source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(articles.app, name="articles")
app.add_typer(conversations.app, name="conversations")
app.add_typer(briefings.app, name="briefing")
app.add_typer(reports.app, name="reports")
app.add_typer(feeds.app, name="feed")
app.command()(backups.backup)
app.command()(backups.restore)
app.command()(serving.serve)

Batch = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="Answer every line of a .jsonl file of questions."),
]


def main() -> None:
    """Run the command line; show what a person can act on, never a traceback, for our own errors.

    SIGPIPE stays ignored, as Python has it: it would end the app, silently, whenever a browser hangs up.
    """
    try:
        app()
    except DatelineError as error:
        say(f"Error: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("Stopped. What was done is kept; the same command goes on from there.")
        sys.exit(130)


@app.command()
def ingest(
    inputs: Annotated[
        list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders, pages and feeds.")
    ],
    fetch: Annotated[
        bool,
        typer.Option("--fetch", help="Fetch the pages of a feed file's entries that hold but a summary."),
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=HEADER", help="Which column of a table a field is: text=Body."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on looking at a folder, and take in what is new.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take articles in: pages, feeds, documents, mail, tables, wire formats, archives of them."""
    from ui.bootstrap import fetcher_of
    from ui.progress import ingesting, show_summary
    from ui.settings import load

    if watch and (len(inputs) != 1 or as_json):
        raise typer.BadParameter("--watch takes one folder, and no --json")
    columns = _columns(column or [])
    with open_home() as corpus, fetcher_of(load()) as fetcher:
        for some in _looks(inputs[0]) if watch else [inputs]:
            summary = ingesting(corpus, some, fetch=fetcher.fetch, columns=columns, follow=fetch)
            if as_json:
                print_json(summary)
            else:
                show_summary(summary)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    batch: Batch = None,
    conversation: Annotated[
        str | None,
        typer.Option(metavar="ID|new", help="Go on with this conversation, or begin one and say its id."),
    ] = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    asked: Asked = None,
    no_infer: NoInfer = False,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Also show what may be asked next, and is answered.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the archive, each sentence with its source."""
    from assistant.contract import answer_as_json
    from assistant.question import GUESSES
    from assistant.question_files import questions
    from assistant.transcript import turn_as_json
    from ui.batch import answers
    from ui.bootstrap import assistant_of, conversation_of
    from ui.settings import load
    from ui.terminal import show_answer, show_suggestions

    filters = _filters(since, until, outlet, asked)
    without = GUESSES if no_infer else ()
    _one_of(question, batch)
    if suggest and batch is not None:
        raise typer.BadParameter("--suggest is for one question, not for --batch")
    if conversation is not None and batch is not None:
        raise typer.BadParameter("--conversation is for one question, not for --batch")
    with open_home() as corpus:
        assistant = assistant_of(load(), corpus)
        if batch is not None:
            for line in answers(assistant, questions(batch), filters, without=without):
                print_json(line)
            return
        if conversation is not None:
            talk = conversation_of(assistant, corpus, conversation)
            turn = talk.ask(question or "", filters, without={guess: guess for guess in without})
            say(f"Conversation {talk.id}, turn {turn.number}")
            answer, shown = turn.answer, {"conversation": talk.id, **turn_as_json(turn)}
        else:
            answer = assistant.ask(question or "", filters, without=without)
            shown = answer_as_json(answer)
        if as_json:
            more = {"suggestions": list(assistant.suggest(answer))} if suggest else {}
            print_json({**shown, **more})
            return
        show_answer(answer, corpus)
        if suggest:
            show_suggestions(assistant.suggest(answer))


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    batch: Batch = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many passages.")] = 10,
    grouped: Annotated[
        bool, typer.Option("--grouped", help="In news order: copies in one place, stories together.")
    ] = False,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    asked: Asked = None,
    no_infer: NoInfer = False,
    as_json: AsJson = False,
) -> None:
    """Find passages, best first."""
    from assistant import Assistant
    from assistant.contract import hits_as_json
    from assistant.question import GUESSES
    from assistant.question_files import questions
    from ui.batch import searches
    from ui.bootstrap import reranker_of
    from ui.settings import load
    from ui.terminal import show_hits

    filters = _filters(since, until, outlet, asked)
    without = GUESSES if no_infer else ()
    _one_of(query, batch)
    with open_home() as corpus:
        assistant = Assistant(corpus, reranker=reranker_of(load()))
        if batch is not None:
            lines = questions(batch)
            for line in searches(assistant, lines, filters, limit, grouped=grouped, without=without):
                print_json(line)
            return
        hits = assistant.search(query or "", filters, limit, grouped=grouped, without=without)
        if as_json:
            print_json(hits_as_json(hits, grouped=grouped))
        else:
            show_hits(hits)


@app.command()
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Rebuild what is derived.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare the catalogue, the vectors and the words; exit 1 while anything is wrong."""
    from ui.progress import checking

    with open_home(any_model=True) as corpus:
        faults = checking(corpus, repair=repair)
        total = corpus.catalogue.count()
    report = [
        {"what": fault.what, "count": fault.count, "examples": list(fault.examples)} for fault in faults
    ]
    if as_json:
        print_json({"articles": total, "faults": report})
    else:
        for fault in faults:
            typer.echo(f"{fault.what}: {fault.count:,} (such as {', '.join(fault.examples[:3]) or 'none'})")
        typer.echo(
            "Something is wrong: dateline check --repair"
            if faults
            else f"Everything is in order ({total:,} articles)."
        )
    if faults:
        raise typer.Exit(1)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="The .jsonl file to write.")],
) -> None:
    """Write every article to a file that `ingest` reads."""
    from corpus.exporting import write_articles

    with open_home(any_model=True) as corpus:
        number = write_articles(corpus.catalogue, file)
    say(f"Wrote {number:,} articles to {file}.")


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Questions with their answers.")],
    as_json: AsJson = False,
) -> None:
    """Measure retrieval and answers on your own questions (.jsonl or .jsonl.gz; the README shows a line)."""
    from assistant.evaluation import known_questions
    from ui.bootstrap import assistant_of
    from ui.progress import evaluating
    from ui.settings import load
    from ui.terminal import show_evaluation

    questions = known_questions(file)
    with open_home() as corpus:
        report = evaluating(assistant_of(load(), corpus), corpus, questions)
    if as_json:
        print_json(report)
    else:
        show_evaluation(report)


def _filters(
    since: datetime | None, until: datetime | None, outlet: str | None, asked: datetime | None
) -> "Filters":
    from corpus.records import Filters

    days = (moment.date() if moment else None for moment in (since, until, asked))
    first, last, day = days
    return Filters(since=first, until=last, outlet=outlet, asked=day)


def _columns(given: list[str]) -> dict[str, str]:
    parts = [one.partition("=") for one in given]
    if any(not field.strip() or not header.strip() for field, _, header in parts):
        raise typer.BadParameter("write FIELD=HEADER, such as text=Body", param_hint="--column")
    return {field.strip(): header.strip() for field, _, header in parts}


def _looks(folder: str) -> Iterator[list[Path]]:
    """Yield what is new in a folder, whenever something is."""
    from ingest.watching import watch

    say(f"Watching {folder}. Stop with Ctrl-C; the same command goes on from there.")
    for found in watch(Path(folder).expanduser(), time.sleep):
        if found:
            yield found


def _one_of(text: str | None, batch: Path | None) -> None:
    if (text is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch FILE")


if __name__ == "__main__":
    main()
