"""The list of briefings, and the ways to begin one."""

import streamlit as st

from assistant import Assistant
from assistant.briefings.composing import new_briefing
from assistant.briefings.reading import every_briefing
from corpus import Corpus
from corpus.briefings import BriefingInfo
from ui.app import places, shared
from ui.app.briefings.draft import forget_wish, show_form, show_on_their_way

_LONGEST_TITLE = 200  # characters
_ROWS = 20  # briefings on a page of the list
_MADE = "briefing-made"


def open_briefing(briefing: str) -> None:
    """Let the address name a briefing."""
    forget_wish()
    st.query_params["briefing"] = briefing


def show_list(corpus: Corpus, assistant: Assistant) -> None:
    """Show the briefings, and the ways to begin one: by hand, or drafted from the archive."""
    found = every_briefing(corpus)
    left, right = st.columns([3, 2], gap="large")
    with left:
        if not found:
            st.text(
                "A briefing is what you hand on: statements with their sources, and notes of your own. Begin "
                "one here, or add an answer from the Chat page."
            )
        show_on_their_way()
        pages = max(1, -(-len(found) // _ROWS))
        number = st.pagination(pages, key="briefings-page") if pages > 1 else 1
        with st.container(gap="small"):
            for info in found[(min(number, pages) - 1) * _ROWS :][:_ROWS]:
                _show_row(info)
    with right:
        st.header("A new briefing", anchor=False)
        key = f"new-title-{st.session_state.get(_MADE, 0)}"
        st.text_input("Title", key=key)
        st.button("Begin it", key="new-briefing", type="primary", on_click=_begin, args=[corpus, key])
        if corpus.catalogue.is_empty():
            st.info("The archive is empty. Add articles on the Upload page; then a briefing can cite them.")
            if st.button("Go to the Upload page", key="to-upload"):
                places.go("upload")
        else:
            show_form(corpus, assistant)


def _show_row(info: BriefingInfo) -> None:
    with st.container(gap=None):
        st.button(
            shared.label(info.title, 200),
            key=f"brief-open-{info.id}",
            type="tertiary",
            wrap=True,
            on_click=open_briefing,
            args=[info.id],
        )
        st.caption(f"{shared.counted(info.items, 'item')} · changed {_moment(info)}")


def lacking(title: str) -> str | None:
    """Return what a title lacks, in words, if anything."""
    if not title.strip():
        return "Give the briefing a title."
    return shared.too_long("A title", title, _LONGEST_TITLE)


def _begin(corpus: Corpus, key: str) -> None:
    title = st.session_state.get(key) or ""
    if said := lacking(title):
        st.toast(said)
        return
    made = new_briefing(corpus, title)
    st.session_state[_MADE] = st.session_state.get(_MADE, 0) + 1
    open_briefing(made.id)


def _moment(info: BriefingInfo) -> str:
    return f"{info.changed.day} {info.changed:%B %Y, %H:%M} UTC"
