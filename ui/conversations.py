"""The `dateline conversations` commands: list, show, rename, remove and export."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands import AsJson, open_home, print_json, say

app = typer.Typer(
    help="List, show, rename, remove and export conversations.",
    no_args_is_help=False,
    invoke_without_command=True,
)
_Id = Annotated[str, typer.Argument(metavar="ID", help="As the list shows it.")]


@app.callback()
def conversations(context: typer.Context) -> None:
    """List the conversations, where no other command is named."""
    if context.invoked_subcommand is None:
        conversations_list()


@app.command("list")
def conversations_list(as_json: AsJson = False) -> None:
    """List conversations, the one that changed last first."""
    from assistant.conversation import every_conversation
    from assistant.transcript import info_as_json
    from ui.terminal import show_conversations

    with open_home(any_model=True) as corpus:
        found = every_conversation(corpus)
    if as_json:
        print_json([info_as_json(info) for info in found])
    else:
        show_conversations(found)


@app.command("show")
def conversations_show(conversation: _Id, as_json: AsJson = False) -> None:
    """Show a conversation: questions, answers, their sources, and what has become of these since."""
    from assistant.aging import told_since
    from assistant.conversation import kept_conversation, sources_of
    from assistant.transcript import conversation_as_json
    from ui.terminal import show_conversation

    with open_home(any_model=True) as corpus:
        info, turns = kept_conversation(corpus, conversation)
        since = told_since(corpus, *(turn.answer for turn in turns))
    if as_json:
        print_json(conversation_as_json(info, turns, since))
    else:
        show_conversation(info, turns, sources_of(turns), since)


@app.command("rename")
def conversations_rename(
    conversation: _Id, name: Annotated[str, typer.Argument(help="What it is to be called.")]
) -> None:
    """Give a conversation another name."""
    from corpus.conversations import Conversations

    words = " ".join(name.split())
    if not words:
        raise typer.BadParameter("leave the name some words")
    with open_home(any_model=True) as corpus:
        Conversations(corpus.catalogue).rename(conversation, words)
    say("Renamed.")


@app.command("remove")
def conversations_remove(conversation: _Id) -> None:
    """Remove a conversation with all its questions and answers."""
    from corpus.conversations import Conversations

    with open_home(any_model=True) as corpus:
        Conversations(corpus.catalogue).remove(conversation)
    say("Removed.")


@app.command("export")
def conversations_export(
    conversation: _Id,
    file: Annotated[Path | None, typer.Argument(dir_okay=False, help="The Markdown file to write.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write a conversation with its sources to a Markdown file, or print it as JSON."""
    from assistant.aging import told_since
    from assistant.conversation import kept_conversation
    from assistant.transcript import conversation_as_json, conversation_as_markdown

    if as_json == (file is not None):
        raise typer.BadParameter("give either a file to write or --json")
    with open_home(any_model=True) as corpus:
        info, turns = kept_conversation(corpus, conversation)
        since = told_since(corpus, *(turn.answer for turn in turns))
    if file is None:
        print_json(conversation_as_json(info, turns, since))
        return
    file.write_text(conversation_as_markdown(info, turns, since), encoding="utf-8")
    say(f"Wrote {len(turns):,} turns to {file}.")
