"""The conversations in the sidebar: begin, search, open, rename and remove them."""

from collections import Counter
from contextlib import suppress

import streamlit as st

from assistant.conversation import Conversation
from corpus import Corpus
from corpus.conversations import Conversations
from corpus.errors import NotFound
from ui.app import shared
from ui.app.chat.asking import desk
from ui.app.chat.current import REMOVING, open_talk

_A_PAGE = 30  # conversations listed at first, and more at a click
_LONGEST = 120  # characters of a name


def show_talks(corpus: Corpus, talk: Conversation | None) -> None:
    """Show the conversations of the archive; ``talk`` is the open one."""
    rows = Conversations(corpus.catalogue)
    with st.sidebar:
        st.button(
            "New conversation",
            key="new-talk",
            icon=":material/add:",
            width="stretch",
            on_click=open_talk,
            args=[None],
        )
        if talk is not None:
            _show_current(rows, talk)
        st.header("Conversations", anchor=False)
        words = st.text_input("Search names and questions", key="search-talks", type="search")
        most = st.session_state.get("talks", _A_PAGE)
        found = rows.find(words or "", most + 1)
        times = Counter(info.name for info in found)
        for info in found[:most]:
            is_open = talk is not None and info.id == talk.id
            # of several with one name each says when it was begun
            day = f" · {info.created.day} {info.created:%b %Y, %H:%M} UTC" if times[info.name] > 1 else ""
            st.button(
                shared.label(f"{info.name}{day}{' (open)' if is_open else ''}", _LONGEST + 40),
                key=f"talk-{info.id}",
                type="secondary" if is_open else "tertiary",
                width="stretch",
                on_click=open_talk,
                args=[info.id],
            )
        if not found:
            st.caption("None has these words." if words else "What you ask is kept here.")
        if len(found) > most:
            st.button("Show more", key="more-talks", on_click=_show_more, args=[most])
        st.caption(
            "Everybody who uses this archive sees these conversations and can change them. "
            "What you type is yours until you ask it."
        )


def _show_current(rows: Conversations, talk: Conversation) -> None:
    with st.expander("Rename or remove this one", key="this-talk"):
        name = rows.get(talk.id).name
        with st.form("rename-form", border=False):
            st.text_input("Name", name, key=f"name-{talk.id}")
            st.form_submit_button("Rename", key="rename-talk", on_click=_rename, args=[rows, talk.id])
        if not st.session_state.get(REMOVING):
            st.button("Remove …", key="remove-talk", on_click=_set_removing, args=[True])
            return
        st.text("Remove this conversation, with all its questions and answers, for everybody?")
        st.button(
            "Remove for good", key="remove-for-good", type="primary", on_click=_remove, args=[rows, talk]
        )
        st.button("Keep it", key="keep-talk", on_click=_set_removing, args=[False])


def _rename(rows: Conversations, conversation: str) -> None:
    name = " ".join((st.session_state.get(f"name-{conversation}") or "").split())
    if not name:
        st.toast("Leave the name some words.")
        return
    if said := shared.too_long("A name", name, _LONGEST):
        st.toast(said)
        return
    try:
        rows.rename(conversation, name)
    except NotFound:
        st.toast("Somebody has removed this conversation.")


def _remove(rows: Conversations, talk: Conversation) -> None:
    desk().stop(talk)
    with suppress(NotFound):  # somebody else was quicker
        rows.remove(talk.id)
    open_talk(None)
    st.toast("The conversation is removed.")


def _set_removing(whether: bool) -> None:
    st.session_state[REMOVING] = whether


def _show_more(most: int) -> None:
    st.session_state["talks"] = most + _A_PAGE
