"""The health of the archive on the Status page: what the last check found, and a new one at a click."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from corpus.errors import CorpusError
from ingest.mending import advice
from ui.app import shared
from ui.app.status import upkeep
from ui.app.status.upkeep import Progress, Result, State


def show_health(home: Path) -> None:
    """Show what the last check found, or how far the one that runs is. Needs no corpus that can be opened."""
    st.header("Health", anchor=False)
    state = upkeep.state_of(home)
    if state.running:
        _watch(home)
    else:
        _show_last(state)
        _offer(home)


def _offer(home: Path) -> None:
    with st.container(horizontal=True, gap="small"):
        check = st.button("Check", key="check", help="Compare the catalogue, the vectors and the words")
        repair = st.button(
            "Check and repair", key="repair", help="Make again what is derived from the articles and wrong"
        )
    st.caption("Both run beside the app: asking goes on, and you can leave this page.")
    if check or repair:
        try:
            upkeep.start(home, repair=repair)
        except CorpusError as error:
            st.error(shared.label(str(error), 400), icon=":material/error:")
        else:
            st.rerun()


@st.fragment(run_every=1)
def _watch(home: Path) -> None:
    """Show how far a check is; once it has ended, draw the whole page again."""
    running = upkeep.state_of(home).running
    if running is None:
        st.rerun()
    what = "Checking and repairing" if running.repair else "Checking"
    text = f"{what}: {shared.label(running.what)}"
    if running.total:
        text += f", {running.done:,} of {running.total:,}"
    st.progress(min(1.0, running.done / running.total) if running.total else 0.0, text=text)
    st.caption(f"{_lasting(running)} Asking goes on meanwhile, and you can leave this page.")


def _lasting(running: Progress) -> str:
    seconds = max(0, int((datetime.now(UTC) - running.since).total_seconds()))
    minutes = seconds // 60
    return f"Running for {minutes} min {seconds % 60} s." if minutes else f"Running for {seconds} s."


def _show_last(state: State) -> None:
    if state.broke_off:
        st.warning(
            "The last check broke off: its process is gone. Nothing is lost; start it again. If it breaks "
            "off again, run `dateline check --repair` in a terminal, which says why.",
            icon=":material/warning:",
        )
    last = state.last
    if last is None:
        if not state.broke_off:
            st.text("Not checked from here yet.")
        return
    when = f"{_when(last.at)}, in {last.seconds:,.0f} s"
    if last.error:
        st.error(
            shared.label(f"The check of {when} could not end: {last.error}", 600), icon=":material/error:"
        )
    elif not last.faults:
        done = "Checked and repaired" if last.repair else "Checked"
        st.success(
            f"Everything is in order ({shared.counted(last.articles, 'article')}). {done} {when}.",
            icon=":material/check_circle:",
        )
    else:
        _show_faults(last, when)


def _show_faults(last: Result, when: str) -> None:
    still = "After the repair this is still wrong" if last.repair else "Something is wrong"
    st.error(f"{still}. Checked {when}.", icon=":material/error:")
    for fault in last.faults:
        st.markdown(f"**{shared.label(fault.what)}: {fault.count:,}**")
        if last.repair and "database" not in fault.what:
            st.text("Check and repair once more. If it stays, restore a backup: dateline restore FILE")
        else:
            st.text(advice(fault))
        if fault.examples:
            st.caption(shared.label(f"Such as: {', '.join(fault.examples[:3])}", 300))


def _when(at: datetime) -> str:
    return f"{at.day} {at:%B %Y at %H:%M} UTC"
