"""The commands `dateline backup` and `dateline restore`: a whole home in one file, and out of it again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from ui.commands import open_home, say


def backup(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="The .zip file to write.")],
) -> None:
    """Copy everything in the home to one file, also while others use it."""
    from corpus.backup import backup as copy

    with open_home(any_model=True) as corpus, _progress("bytes copied") as progress:
        made = copy(corpus, file, progress)
    say(f"Copied {made.articles:,} articles and all else ({_megabytes(made.size)}) to {file}.")
    if made.articles and not made.with_vectors:
        say("The vectors are not in it: they are made again when it is restored.")


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `backup` wrote.")],
    remake: Annotated[
        bool,
        typer.Option(
            "--remake",
            help="Take no vectors and words from the file but make them again, which takes minutes to hours: "
            "for a file from somebody whom you do not trust with your computer.",
        ),
    ] = False,
) -> None:
    """Make a home out of a backup. DATELINE_HOME must name a new or empty folder: nothing is overwritten."""
    from corpus.backup import restore as unpack
    from ui.settings import load

    settings = load()
    home = settings.home.expanduser()
    if settings.chroma_url:
        _must_hold_nothing(home, settings.chroma_url)
    with _progress("bytes restored") as progress:
        made = unpack(home, file, progress, catalogue_only=remake)
    _mend(made.with_vectors and not settings.chroma_url)
    say(f"Restored {made.articles:,} articles and all else to {home}, as of {made.made:%Y-%m-%d %H:%M} UTC.")


def _mend(with_vectors: bool) -> None:
    """Make again what the backup did not hold; see that all is in order."""
    from corpus.checking import find_faults
    from corpus.errors import CorpusError
    from ui.progress import checking

    with open_home(any_model=True) as corpus:
        if corpus.is_foreign():
            say(
                f"Its vectors were made with {corpus.made_with()[0]}. To use it as it is, set "
                "DATELINE_EMBEDDING_MODEL to that; to embed it anew, run: dateline check --repair"
            )
            return
        if not with_vectors and corpus.catalogue.count():
            say("The vectors are made again; if you stop it: dateline check --repair")
            checking(corpus, repair=True)
        faults = find_faults(corpus)
    if faults:
        named = ", ".join(f"{fault.count:,} {fault.what}" for fault in faults)
        raise CorpusError(f"Restored, but not in order ({named}). Run: dateline check --repair")


def _must_hold_nothing(home: Path, url: str) -> None:
    """Raise CorpusError where a Chroma server holds vectors: they would be taken for those of the backup."""
    from corpus import vectors
    from corpus.errors import CorpusError

    if vectors.reader(home / "vectors", url).size:
        raise CorpusError(
            f"The Chroma server at {url} holds vectors, and restoring never overwrites. Unset CHROMA_URL to "
            "keep the vectors in the home, or name an empty server."
        )


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from ui.terminal import err

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, redirect_stdout=False) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
