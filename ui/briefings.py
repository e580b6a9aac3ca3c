"""The `dateline briefing` commands: make, fill, edit, draft, check and export briefings."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands import AsJson, Asked, Outlet, Since, Until, open_home, print_json, say

if TYPE_CHECKING:
    from assistant.briefings.picking import Pick
    from corpus import Corpus
    from corpus.records import Span

app = typer.Typer(
    help="Make briefings of statements, passages and notes, whose citations are checked; export them.",
    no_args_is_help=True,
)


class NotesAs(StrEnum):
    """How statements cite, as the export names it, which is not loaded for `--help`."""

    FOOTNOTES = "footnotes"
    ENDNOTES = "endnotes"
    NUMBERS = "numbers"


_Id = Annotated[str, typer.Argument(metavar="ID", help="As the list shows it.")]
_Item = Annotated[int, typer.Argument(metavar="ITEM", min=1, help="The number before it in `show`.")]
_Article = Annotated[str | None, typer.Option(metavar="ID", help="The article to cite; our id or its own.")]
_From = Annotated[int | None, typer.Option("--from", min=0, help="Where the passage begins, in characters.")]
_To = Annotated[int | None, typer.Option("--to", min=1, help="Where it ends; that character is not in it.")]
_Words = Annotated[str | None, typer.Option(help="The passage by its exact words.")]
_Level = Annotated[int | None, typer.Option(min=1, max=3, help="The level of a heading; 1 is the highest.")]
_After = Annotated[int | None, typer.Option(min=0, help="After which item; 0 puts it first.")]


@app.command("new")
def new(title: Annotated[str, typer.Argument(help="What it is called.")], as_json: AsJson = False) -> None:
    """Make an empty briefing and print its id."""
    from assistant.briefings.composing import new_briefing

    with open_home(any_model=True) as corpus:
        made = new_briefing(corpus, title)
    if as_json:
        print_json({"id": made.id, "title": made.title})
    else:
        typer.echo(made.id)


@app.command("list")
def briefings(as_json: AsJson = False) -> None:
    """List briefings, the one that changed last first."""
    from assistant.briefings.as_json import info_as_json
    from assistant.briefings.reading import every_briefing
    from ui.briefing_views import show_briefings

    with open_home(any_model=True) as corpus:
        found = every_briefing(corpus)
    if as_json:
        print_json([info_as_json(info) for info in found])
    else:
        show_briefings(found)


@app.command("show")
def show(briefing: _Id, as_json: AsJson = False) -> None:
    """Show a briefing with its sources, and at each line what is no longer so."""
    from assistant.briefings.as_json import composed_as_json
    from assistant.briefings.reading import composed
    from ui.briefing_views import show_briefing

    with open_home(any_model=True) as corpus:
        found = composed(corpus, briefing)
    if as_json:
        print_json(composed_as_json(found))
    else:
        show_briefing(found)


@app.command("add")
def add(
    briefing: _Id,
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
    article: _Article = None,
    start: _From = None,
    end: _To = None,
    words: _Words = None,
    text: Annotated[
        str | None, typer.Option(help="Your own sentence on the passage, which is checked against it.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Words of your own that cite nothing.")] = None,
    heading: Annotated[str | None, typer.Option(help="A heading.")] = None,
    level: _Level = None,
    after: _After = None,
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
    _belong(kind, "--conversation", turn=turn)
    _belong(kind, "--article", text=text, words=words, to=end, **{"from": start})
    _belong(kind, "--heading", level=level)
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
            picks = [_passage(corpus, article, _span(start, end, words), words, text)]
        elif note is not None:
            picks = [picking.note(note)]
        else:
            picks = [picking.heading(heading or "", level or 1)]
        added = put_in(corpus, briefing, picks, after)
    _say_flags([(one.id, one.body.flags) for one in added])
    if as_json:
        print_json([one.id for one in added])
    else:
        say(f"Added {', '.join(f'item {one.id}' for one in added)}.")


@app.command("edit")
def edit(
    briefing: _Id,
    item: Annotated[int | None, typer.Argument(metavar="[ITEM]", min=1, help="Which item.")] = None,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="Its new words.")] = None,
    title: Annotated[str | None, typer.Option(help="Another title for the whole briefing.")] = None,
    level: _Level = None,
    article: _Article = None,
    start: _From = None,
    end: _To = None,
    words: _Words = None,
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
        span = _span(start, end, words)
        cite = [marked(corpus, article, span=span, words=words)[1]] if article is not None else []
        edited = composing.edit(corpus, briefing, item or 0, text, level=level, cite=cite)
    _say_flags([(edited.id, edited.body.flags)])
    say("Changed.")


@app.command("move")
def move(
    briefing: _Id,
    item: _Item,
    after: Annotated[int, typer.Option(min=0, help="After which item; 0 puts it first.")],
) -> None:
    """Put an item after another one, or first."""
    from assistant.briefings.composing import move as put

    with open_home(any_model=True) as corpus:
        put(corpus, briefing, item, after)
    say("Moved.")


@app.command("remove")
def remove(
    briefing: _Id,
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


@app.command("draft")
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
    from ui.briefing_views import show_briefing, show_no_draft
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


@app.command("check")
def check(
    briefing: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Which one; default: all of them.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what is no longer so: changed, corrected, removed; exit 1 where anything is."""
    from assistant.briefings.as_json import faults_as_json
    from assistant.briefings.reading import composed, every_briefing
    from ui.briefing_views import show_faults

    with open_home(any_model=True) as corpus:
        ids = [briefing] if briefing is not None else [info.id for info in every_briefing(corpus)]
        found = [composed(corpus, one) for one in ids]
    if as_json:
        print_json(
            [
                {"id": one.briefing.id, "title": one.briefing.title, "faults": faults_as_json(one)}
                for one in found
            ]
        )
    else:
        for one in found:
            show_faults(one)
    if any(one.faults for one in found):
        raise typer.Exit(1)


@app.command("export")
def export(
    briefing: _Id,
    file: Annotated[
        Path, typer.Argument(dir_okay=False, help=".docx, .pdf, .html, .md, .odt, .txt; .bib, .ris, .json.")
    ],
    style: Annotated[
        str,
        typer.Option(
            help="chicago-notes, chicago-author-date, apa, mla, harvard, house, or the path of a .csl file."
        ),
    ] = "chicago-notes",
    notes: Annotated[
        NotesAs | None, typer.Option(help="How statements cite; default: as the style does.")
    ] = None,
    appendix: Annotated[
        bool, typer.Option(help="Each cited place in its paragraph, for whoever checks it.")
    ] = True,
    fonts: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="A folder of further fonts, for a PDF."),
    ] = None,
) -> None:
    """Write a briefing with its sources to a file, or its sources alone for a reference manager."""
    from assistant.briefings.exporting import export as write
    from assistant.briefings.reading import composed

    with open_home(any_model=True) as corpus:
        found = composed(corpus, briefing)
    write(found, file, style=style, notes=notes.value if notes else None, appendix=appendix, fonts=fonts)
    items, sources = len(found.briefing.items), len(found.sources)
    say(f"Wrote {_number(items, 'item')} with {_number(sources, 'source')} to {file}.")
    if found.faults:
        say(f"Not all of it is still so: dateline briefing check {briefing}")


def _belong(kind: str, wanted: str, **options: Any) -> None:
    """Refuse options that say nothing of what is put in."""
    for name, value in options.items():
        if value is not None and kind != wanted:
            raise typer.BadParameter(f"--{name} goes with {wanted}")


def _span(start: int | None, end: int | None, words: str | None) -> "Span | None":
    from corpus.records import Span

    if (start is None) != (end is None) or (start is not None and words is not None):
        raise typer.BadParameter("mark the passage either by --from and --to or by --words")
    return Span(start, end) if start is not None and end is not None else None


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


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _say_flags(found: list[tuple[int, tuple[str, ...]]]) -> None:
    for item, flags in found:
        if flags:
            say(f"Item {item} is flagged: {', '.join(flags)}")
