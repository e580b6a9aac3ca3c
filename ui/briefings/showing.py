"""Showing briefings: `list`, `show`, and `check`, which says what is no longer so."""

from typing import Annotated

import typer

from ui.briefings.options import Id
from ui.commands import AsJson, open_home, print_json


def briefings(as_json: AsJson = False) -> None:
    """List briefings, the one that changed last first."""
    from assistant.briefings.as_json import info_as_json
    from assistant.briefings.reading import every_briefing
    from ui.briefings.views import show_briefings

    with open_home(any_model=True) as corpus:
        found = every_briefing(corpus)
    if as_json:
        print_json([info_as_json(info) for info in found])
    else:
        show_briefings(found)


def show(briefing: Id, as_json: AsJson = False) -> None:
    """Show a briefing with its sources, and at each line what is no longer so."""
    from assistant.briefings.as_json import composed_as_json
    from assistant.briefings.reading import composed
    from ui.briefings.views import show_briefing

    with open_home(any_model=True) as corpus:
        found = composed(corpus, briefing)
    if as_json:
        print_json(composed_as_json(found))
    else:
        show_briefing(found)


def check(
    briefing: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Which one; default: all of them.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what is no longer so: changed, corrected, removed; exit 1 where anything is."""
    from assistant.briefings.as_json import faults_as_json
    from assistant.briefings.reading import composed, every_briefing
    from ui.briefings.views import show_faults

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
