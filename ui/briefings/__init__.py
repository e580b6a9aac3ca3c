"""The `dateline briefing` commands, in the order of work: filled, looked at, changed, checked, exported."""

from collections.abc import Callable

import typer

from ui.briefings import changing, exporting, filling, showing

app = typer.Typer(
    help="Make briefings of statements, passages and notes, whose citations are checked; export them.",
    no_args_is_help=True,
)
_COMMANDS: dict[str, Callable[..., None]] = {
    "new": filling.new,
    "list": showing.briefings,
    "show": showing.show,
    "add": filling.add,
    "edit": changing.edit,
    "move": changing.move,
    "remove": changing.remove,
    "draft": filling.draft,
    "check": showing.check,
    "export": exporting.export,
}
for name, command in _COMMANDS.items():
    app.command(name)(command)
