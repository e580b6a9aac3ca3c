"""The Status page: which model answers, what the archive holds and how it is, and every setting."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import streamlit as st

from assistant.reachable import host_of
from corpus import Corpus
from corpus.briefings import Briefings
from corpus.errors import DatelineError
from corpus.usage import Room
from ui import settings
from ui.app import shared
from ui.app.status.facts import Facts, facts_of
from ui.app.status.health import show_health
from ui.app.status.open_reports import show_reports
from ui.app.status.settings_list import shown
from ui.app.status.trial import Trial
from ui.settings import Settings

_SOON = 0.4  # seconds that the page waits for the counts before it says that it counts
_NAMES = {
    "catalogue": "Catalogue: articles, conversations, briefings, reports",
    "vectors": "Vectors",
    "words": "Words",
    "other": "All else in the home folder",
}


def page() -> None:
    """Draw the page. What needs no archive is drawn even where the archive cannot be opened."""
    st.title("Status")
    archive = st.container()
    try:
        chosen = settings.load()
    except DatelineError as error:
        archive.error(shared.label(str(error), 600), icon=":material/error:")
        st.text("Correct the setting, and start Dateline again.")
        return
    health, reports = st.container(), st.container()
    with health:
        show_health(chosen.home.expanduser().resolve())
    _show_model(chosen)
    _show_settings(chosen)
    with archive:  # last: where it cannot be opened, nothing after it is drawn
        corpus, _ = shared.resources()
        _show_archive(corpus)
    with reports:
        show_reports(corpus)


def _show_archive(corpus: Corpus) -> None:
    st.header("Archive", anchor=False)
    facts = facts_of(corpus, _SOON)
    if facts is None:
        _await(corpus)
        return
    _show_numbers(facts)
    model, splitting = corpus.made_with()
    oldest, newest = facts.holdings.oldest, facts.holdings.newest
    _listed(
        [
            ("Published", shared.in_words(oldest, newest) if oldest and newest else "no dated article"),
            ("Without a date", f"{facts.holdings.undated:,}"),
            ("Feeds that are followed", f"{facts.holdings.feeds:,}"),
            ("Conversations", f"{facts.holdings.conversations:,}"),
            ("Briefings", f"{len(Briefings(corpus.catalogue).every()):,}"),
            ("Embedding model", f"{model}, {corpus.catalogue.get_meta('dimension') or 'unknown'} dimensions"),
            ("Passages made by", splitting or "nothing yet"),
            ("Generation", f"{facts.generation:,} (grows with every change)"),
            ("Dateline", f"{version('dateline')}, schema {corpus.catalogue.schema_version}"),
        ]
    )
    if not facts.holdings.articles:
        st.info("The archive is empty. Add articles on the Upload page, or run `dateline ingest FOLDER`.")
    st.header("Storage", anchor=False)
    _show_room(corpus, facts.room)


@st.fragment(run_every=0.5)
def _await(corpus: Corpus) -> None:
    if facts_of(corpus) is not None:
        st.rerun()
    st.caption("Counting …")


def _show_numbers(facts: Facts) -> None:
    held = facts.holdings
    numbers = {
        "Articles": held.articles,
        "Outlets": held.outlets,
        "Passages": held.passages,
        "Quotes": held.quotes,
    }
    with st.container(horizontal=True):
        for name, number in numbers.items():
            st.metric(name, f"{number:,}", width=140)


def _show_room(corpus: Corpus, room: Room) -> None:
    taken = [(_NAMES[name], _in_words(size)) for name, size in room.taken.items()]
    if corpus.stores.chroma_url:
        taken[1] = ("Vectors", f"on the server at {host_of(corpus.stores.chroma_url)}")
    _listed([*taken, ("Together", _in_words(room.total)), ("Free on this disk", _in_words(room.free))])
    if room.free < room.total:
        st.warning(
            "Less is free than the archive takes. Making its passages again, or restoring a backup here, "
            "needs as much: make room on this disk.",
            icon=":material/warning:",
        )
    st.text("A backup of everything in one file, also while others use it: dateline backup FILE.zip")


def _show_model(chosen: Settings) -> None:
    st.header("Language model", anchor=False)
    if not chosen.model:
        st.text(
            "No language model is set. Answers are made of quotes only: sentences of the articles, word for "
            "word. To set one, see DATELINE_MODEL in .env.example."
        )
        return
    key = next(one.value for one in shown(chosen) if one.name == "DATELINE_MODEL_KEY")
    where = host_of(chosen.model_url) if chosen.model_url else "the provider's own server"
    _listed(
        [
            ("Answers come from", chosen.model),
            ("At", where),
            ("Key", key),
            ("Given up after", f"{chosen.model_timeout:g} seconds; then quotes answer"),
        ]
    )
    trial: Trial | None = st.session_state.get("trial")
    if trial is not None and not trial.done:
        _watch(trial)
        return
    if trial is not None and trial.error:
        st.error(shared.label(trial.error, 400), icon=":material/error:")
    elif trial is not None:
        st.success(f"It answered in {trial.seconds or 0:.1f} s.", icon=":material/check_circle:")
    if st.button("Test the model", key="try-model", help="Ask it for one word"):
        st.session_state["trial"] = Trial(chosen)
        st.rerun()


@st.fragment(run_every=0.5)
def _watch(trial: Trial) -> None:
    if trial.done:
        st.rerun()
    st.caption(f"Asking the model for one word: {trial.waited:.0f} s …")


def _show_settings(chosen: Settings) -> None:
    st.header("Settings", anchor=False)
    st.text("From the environment or the file .env; a change counts from the next start.")
    with st.expander("Every setting", icon=":material/tune:"):
        for one in shown(chosen):
            st.markdown(f"**{shared.label(one.name)}**: {shared.label(one.value, 300)} ({one.origin})")
            st.caption(shared.label(one.meaning, 300))
        st.caption(shared.label(f"Read in the folder {Path.cwd()}", 300))


def _listed(facts: Sequence[tuple[str, str]]) -> None:
    st.markdown("\n".join(f"- {shared.label(name)}: **{shared.label(value, 300)}**" for name, value in facts))


def _in_words(size: int) -> str:
    """Return bytes in words, in powers of 1,000 as disks are sold."""
    for unit, bytes_ in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= bytes_:
            return f"{size / bytes_:,.1f} {unit}"
    return f"{size} bytes"
