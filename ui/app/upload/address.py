"""Which upload a session is at: its address names it, so that a reload brings it back."""

from pathlib import Path
from typing import NoReturn

import streamlit as st


def remember(folder: Path) -> None:
    """Let this session and its address name an upload."""
    st.session_state["upload"] = folder.name
    if st.query_params.get("job") != folder.name:
        st.query_params["job"] = folder.name


def forget() -> None:
    """Let this session be at no upload."""
    st.session_state.pop("upload", None)
    st.query_params.pop("job", None)


def leave() -> NoReturn:
    """Be at no upload any more, and draw the page again."""
    forget()
    st.rerun()
