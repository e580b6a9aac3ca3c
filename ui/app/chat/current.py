"""The conversation that a session has open, as its address names it, and what is remembered along with it."""

import streamlit as st

from ui.app import opened

NAME = "conversation"
"""Its name in the address and in the session."""
EDITING, REPORTING, REPORTED, EARLIER, REMOVING = "editing", "reporting", "reported", "earlier", "removing"
"""In the session: the turn whose question is edited, whose citation is reported, the reports made, how many
turns are drawn, and whether somebody is about to remove the conversation."""


def named() -> str | None:
    """Return the id of the open conversation: the address's, else the session's; None where none is open."""
    found = st.query_params.get(NAME) or st.session_state.get(NAME)
    if not found:
        return None
    if found != st.session_state.get(NAME) or NAME not in st.query_params:
        name_it(str(found))
    return str(found)


def name_it(conversation: str) -> None:
    """Put the id of the open conversation into the address and the session."""
    st.session_state[NAME] = st.query_params[NAME] = conversation


def open_talk(conversation: str | None) -> None:
    """Open a conversation on the Chat page; None: a new one is to begin."""
    for name in (EDITING, REPORTING, REPORTED, EARLIER, REMOVING):
        st.session_state.pop(name, None)
    opened.close()
    if conversation is None:
        st.session_state.pop(NAME, None)
        st.query_params.pop(NAME, None)
    else:
        name_it(conversation)
