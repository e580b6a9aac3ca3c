"""The flag beside a citation: whoever thinks it is wrong says so there, and the archive keeps it."""

import streamlit as st

from assistant.answer import Answer, Source, Statement
from assistant.reporting import wrong_citation
from corpus.reports import Reports
from ui.app import shared

_LONGEST = 2_000  # characters of a note


def flag(answer: Answer, statement: Statement, source: Source, key: str) -> None:
    """Offer to report a statement's citation of one source, or say that it has been reported."""
    reported: dict[tuple[str, str, int], int] = st.session_state.setdefault("reported", {})
    about = (statement.text, source.article.id, source.article.version)
    with st.popover(
        ":material/flag:", type="tertiary", key=f"flag-{key}", help="Is this citation wrong? Say so."
    ):
        if about in reported:
            st.text(f"Thank you. It is kept as report {reported[about]}.")
            return
        note = st.text_area(
            "What is wrong with this citation?",
            key=f"note-{key}",
            max_chars=_LONGEST,
            placeholder="It does not say so, somebody else said it, ...",
        )
        if st.button("Report it", key=f"report-{key}"):
            corpus, _ = shared.resources()
            kept = Reports(corpus.catalogue).add(wrong_citation(answer, statement, source, note or ""))
            reported[about] = kept.id
            st.toast("Reported. Whoever looks after the archive finds it there.")
            st.rerun()
