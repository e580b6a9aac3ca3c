"""The conversation that a session has open, as its address names it, and what is remembered along with it."""

import streamlit as st

from ui.app import opened

NAME = "conversation"
"""Its name in the address; in the session it says whose the rest is."""
EDITING, REPORTING, REPORTED, EARLIER, REMOVING = "editing", "reporting", "reported", "earlier", "removing"
"""In the session: the turn whose question is edited, whose citation is reported, the reports made, how many
turns are drawn, and whether somebody is about to remove the conversation."""
_OF_ONE = (EDITING, REPORTING, REPORTED, EARLIER, REMOVING)


def named() -> str | None:
    """Return the id of the conversation that the address names; None where it names none.

    What is remembered along with another conversation is forgotten: the browser's way back changes the
    address alone.
    """
    found = st.query_params.get(NAME) or None
    if found != st.session_state.get(NAME):
        _forget()
        st.session_state[NAME] = found
    return found


def name_it(conversation: str) -> None:
    """Put the id of the open conversation into the address."""
    st.session_state[NAME] = st.query_params[NAME] = conversation


def open_talk(conversation: str | None) -> None:
    """Open a conversation on the Chat page; None: a new one is to begin."""
    _forget()
    opened.close()
    if conversation is None:
        st.session_state.pop(NAME, None)
        st.query_params.pop(NAME, None)
    else:
        name_it(conversation)


def _forget() -> None:
    for name in _OF_ONE:
        st.session_state.pop(name, None)
