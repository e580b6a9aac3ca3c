"""`dateline serve`: the app, in this process, with our own look and our own words for what goes wrong."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ui.commands import open_home, say

_APP = Path(__file__).with_name("app") / "main.py"
_SAMPLE = Path(__file__).parents[1] / "corpus" / "sample" / "articles.jsonl"


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the app answers.")] = 8501,
    host: Annotated[
        str, typer.Option(help="Who may connect; 127.0.0.1 is this machine alone.")
    ] = "127.0.0.1",
    sample: Annotated[
        bool, typer.Option("--sample", help="Load the sample into an empty home first.")
    ] = False,
) -> None:
    """Start the app."""
    if sample and _load_sample():
        start_anew(["serve", "--host", host, "--port", str(port)])
    say(f"Dateline answers at http://{'localhost' if host == '127.0.0.1' else host}:{port}")
    run_app(host, port)


def _load_sample() -> bool:
    """Load the sample into an empty home; tell whether that was done."""
    from ui.progress import ingesting

    with open_home() as corpus:
        if corpus.catalogue.count():
            return False
        say("Loading the sample articles.")
        ingesting(corpus, [str(_SAMPLE)])
        return True


def start_anew(arguments: list[str]) -> None:
    """Go on as a fresh process: what an ingest has loaded and opened is not for a server to live with."""
    os.execv(sys.executable, [sys.executable, "-m", "ui.cli", *arguments])  # noqa: S606  # our own command


def run_app(host: str, port: int) -> None:
    """Run the app until it is stopped. Exits with 1 where the port is taken."""
    import streamlit as st

    from ui.app import shared, theme
    from ui.app.upload import staging

    st.App(_APP, lifespan=shared.opened_early, on_script_error=shared.calmly).run(
        config={
            "server.address": host,
            "server.port": port,
            "server.headless": True,
            "server.fileWatcherType": "none",
            "server.maxUploadSize": staging.LARGEST,
            "runner.postScriptGC": False,  # a whole collection after every run, beside a loaded torch
            "browser.gatherUsageStats": False,
            "client.toolbarMode": "minimal",
            "client.showErrorDetails": "none",
            "client.showErrorLinks": False,
            "logger.hideWelcomeMessage": True,
            **theme.options(),
        }
    )
