"""Filling a briefing: `new` makes an empty one, `draft` one of a matter, `add` puts something in."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.briefings.options import After, Article, From, Id, Level, To, Words, belong, marked_range, say_flags
from ui.commands import AsJson, Asked, Outlet, Since, Until, open_home, print_json, say

if TYPE_CHECKING:
    from assistant.briefings.picking import Pick
    from corpus import Corpus
    from corpus.records import Span


def new(title: Annotated[str, typer.Argument(help="What it is called.")], as_json: AsJson = False) -> None:
    """Make an empty briefing and print its id."""
    from assistant.briefings.composing import new_briefing

    with open_home(any_model=True) as corpus:
        made = new_briefing(corpus, title)
    if as_json:
        print_json({"id": made.id, "title": made.title})
    else:
        typer.echo(made.id)


def draft(
    subject: Annotated[
        str, typer.Argument(help='What it is to be about: "Brexit", "brief me on Brexit ..."')
    ],
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    asked: Asked = None,
    title: Annotated[
        str | None, typer.Option(help="What it is called; default: its matter and days.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draft a briefing: key points, who said what, how it developed, disagreements, and what is missing."""
    from assistant.briefings.as_json import composed_as_json
    from assistant.briefings.drafting import draft as made_of
    from assistant.briefings.drafting import keep_draft
    from assistant.briefings.reading import composed
    from assistant.briefings.wishes import read_wish
    from assistant.contract import source_as_json
    from corpus.records import Filters
    from ui.bootstrap import assistant_of
    from ui.briefings.views import show_briefing, show_no_draft
    from ui.settings import load

    days = [moment.date() if moment else None for moment in (since, until, asked)]
    wish = read_wish(subject, Filters(since=days[0], until=days[1], outlet=outlet, asked=days[2]))
    with open_home() as corpus:
        made = made_of(
            corpus, assistant_of(load(), corpus), wish, lambda what: say(f"Looking for {what} ...")
        )
        if not made.picks:
            if as_json:
                nearby = [source_as_json(source) for source in made.nearby]
                print_json({"abstained": True, "reason": made.reason, "nearby": nearby})
            else:
                show_no_draft(made.reason or "", made.nearby)
            return
        found = composed(corpus, keep_draft(corpus, made, title).id)
    if as_json:
        print_json({"abstained": False, **composed_as_json(found)})
        return
    show_briefing(found)
    say(f"Kept as briefing {found.briefing.id}.")


def add(
    briefing: Id,
    conversation: Annotated[
        str | None, typer.Option(metavar="ID", help="From an answer of this conversation.")
    ] = None,
    turn: Annotated[int | None, typer.Option(min=1, help="Which of its answers.")] = None,
    answer: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="From what `ask --json` printed.")
    ] = None,
    statement: Annotated[
        list[int] | None, typer.Option(min=1, help="Which statements of the answer; default: all of them.")
    ] = None,
    article: Article = None,
    start: From = None,
    end: To = None,
    words: Words = None,
    text: Annotated[
        str | None, typer.Option(help="Your own sentence on the passage, which is checked against it.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Words of your own that cite nothing.")] = None,
    heading: Annotated[str | None, typer.Option(help="A heading.")] = None,
    level: Level = None,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """Put statements of an answer, a passage of an article, a note or a heading into a briefing."""
    from assistant.briefings import picking
    from assistant.briefings.composing import add as put_in

    given = {
        "--conversation": conversation,
        "--answer": answer,
        "--article": article,
        "--note": note,
        "--heading": heading,
    }
    (kind, *more) = [name for name, value in given.items() if value is not None] or [""]
    if not kind or more:
        raise typer.BadParameter(f"name one of {', '.join(given)}")
    belong(kind, "--conversation", turn=turn)
    belong(kind, "--article", text=text, words=words, to=end, **{"from": start})
    belong(kind, "--heading", level=level)
    if statement and kind not in ("--conversation", "--answer"):
        raise typer.BadParameter("--statement goes with --conversation or --answer")
    with open_home(any_model=True) as corpus:
        picks: list[Pick]
        if conversation is not None:
            if turn is None:
                raise typer.BadParameter("say which answer: --turn N")
            picks = picking.of_turn(corpus, conversation, turn, statement)
        elif answer is not None:
            picks = picking.of_file(corpus, _read(answer), statement)
        elif article is not None:
            picks = [_passage(corpus, article, marked_range(start, end, words), words, text)]
        elif note is not None:
            picks = [picking.note(note)]
        else:
            picks = [picking.heading(heading or "", level or 1)]
        added = put_in(corpus, briefing, picks, after)
    say_flags([(one.id, one.body.flags) for one in added])
    if as_json:
        print_json([one.id for one in added])
    else:
        say(f"Added {', '.join(f'item {one.id}' for one in added)}.")


def _passage(
    corpus: "Corpus", article: str, span: "Span | None", words: str | None, text: str | None
) -> "Pick":
    from assistant.briefings import picking

    if span is None and words is None:
        raise typer.BadParameter("mark the passage by --from and --to or by --words")
    if text is None:
        return picking.passage(corpus, article, span=span, words=words)
    _, place = picking.marked(corpus, article, span=span, words=words)
    return picking.statement(corpus, text, [place])


def _read(file: Path) -> Any:
    from corpus.errors import BadBriefing

    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadBriefing(
            f"{file} is no answer. Write one with: dateline ask QUESTION --json > FILE"
        ) from error
