"""Reports of wrong citations on the Status page: those that nobody has dealt with yet."""

import streamlit as st

from corpus import Corpus
from corpus.reports import Report, Reports
from ui.app import places, shared

_SHOWN = 10


def show_reports(corpus: Corpus) -> None:
    """List the newest open reports, each with a way to its article and a button to finish it."""
    st.header("Wrong citations", anchor=False)
    found = Reports(corpus.catalogue).every()
    if not found:
        st.text("Nobody has reported a wrong citation that is still to be looked at.")
        return
    st.text(f"{shared.counted(len(found), 'report')} to look at, newest first.")
    held = corpus.catalogue.infos([one.citation.article_id for one in found[:_SHOWN]])
    for report in found[:_SHOWN]:
        _show(corpus, report, is_held=report.citation.article_id in held)
    if len(found) > _SHOWN:
        st.caption(f"{len(found) - _SHOWN:,} older ones follow when these are done.")


def _show(corpus: Corpus, report: Report, *, is_held: bool) -> None:
    said = report.citation
    with st.container(border=True, key=f"report-box-{report.id}"):
        st.subheader(f"Report {report.id}, {report.at.day} {report.at:%B %Y}", anchor=False)
        st.text(shared.safe(said.note) or "No reason was given.")
        st.caption(shared.label(f"The statement: {said.statement}", 600))
        st.caption(shared.label(f"What it cites: {said.words}", 600))
        day = f"{said.published.day} {said.published:%B %Y}" if said.published else "undated"
        where = f"{said.title} · {said.outlet or 'unknown outlet'} · {day}"
        st.caption(shared.label(where, 300))
        with st.container(horizontal=True, gap="small"):
            label = f"Open the article of report {report.id}"
            if is_held and st.button(label, key=f"report-open-{report.id}"):
                places.go("articles", article=said.article_id)
            if st.button(f"Report {report.id} is done", key=f"report-done-{report.id}"):
                Reports(corpus.catalogue).finish(report.id)
                st.rerun()
        if not is_held:
            st.caption("The article is no longer in the archive.")
