"""Reporting a citation: whoever thinks one is wrong says so below its answer, and the archive keeps it."""

import streamlit as st

from assistant.answer import Answer, Source, Statement
from assistant.reporting import wrong_citation
from corpus.reports import Reports
from ui.app import shared
from ui.app.chat.current import REPORTED, REPORTING
from ui.app.chat.scrolling import show_whole

_LONGEST = 2_000  # characters of a note


def offer_to_report(number: int) -> None:
    """Show the button that opens the form for an answer's citations; ``number`` is that of its turn."""
    st.button(
        "Report a citation",
        key=f"flag-{number}",
        type="tertiary",
        help="Is a citation wrong? Say so.",
        on_click=_set_open,
        args=[number],
    )


def show_report(answer: Answer, number: int) -> None:
    """Show the form, where it is open for this answer, or that a report was kept."""
    if number in (kept := st.session_state.get(REPORTED, {})):
        st.caption(f"Thank you. It is kept as report {kept[number]}, for whoever looks after the archive.")
    if st.session_state.get(REPORTING) != number:
        return
    cited = {
        f"[{source.number}] {statement.text}": (statement, source)
        for statement in answer.statements
        for source in answer.sources
        if source.number in statement.citations
    }
    with st.container(border=True, key=f"report-form-{number}"):
        which = st.selectbox("Which citation?", list(cited), format_func=shared.safe, key=f"which-{number}")
        note = st.text_area(
            "What is wrong with this citation?",
            key=f"note-{number}",
            placeholder="It does not say so, somebody else said it, ...",
        )
        with st.container(horizontal=True, gap="small"):
            wanted = st.button("Report it", key=f"report-{number}", type="primary")
            st.button("Cancel", key=f"unreport-{number}", on_click=_set_open, args=[None])
        if wanted and (said := shared.too_long("A note", note or "", _LONGEST)):
            st.error(said, icon=":material/error:")
        elif wanted and which in cited:
            _report(answer, *cited[which], note or "", number)
    show_whole(f"st-key-report-form-{number}")


def _report(answer: Answer, statement: Statement, source: Source, note: str, number: int) -> None:
    corpus, _ = shared.resources()
    kept = Reports(corpus.catalogue).add(wrong_citation(answer, statement, source, note))
    st.session_state.setdefault(REPORTED, {})[number] = kept.id
    _set_open(None)
    st.rerun()


def _set_open(number: int | None) -> None:
    st.session_state[REPORTING] = number
