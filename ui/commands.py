"""What the commands share: their options, the corpus they open, and how they speak."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")]
_DAY = ["%Y-%m-%d"]
Since = Annotated[datetime | None, typer.Option(formats=_DAY, help="Published on this day or later.")]
Until = Annotated[datetime | None, typer.Option(formats=_DAY, help="Published on this day or earlier.")]
Outlet = Annotated[str | None, typer.Option(help="Published by this outlet.")]
Asked = Annotated[
    datetime | None,
    typer.Option(formats=_DAY, help="The day the question is put; nothing newer is used. Default: today."),
]
NoInfer = Annotated[
    bool,
    typer.Option("--no-infer", help="Read no period and no outlet from the question's own words."),
]


@contextmanager
def open_home(*, any_model: bool = False) -> Iterator[Any]:
    """Open the corpus that the settings name."""
    from ui.bootstrap import corpus_of
    from ui.settings import load

    with corpus_of(load(), any_model=any_model) as corpus:
        yield corpus


def print_json(value: Any) -> None:
    """Print one JSON value on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def say(text: str) -> None:
    """Print a line on standard error."""
    typer.echo(text, err=True)
