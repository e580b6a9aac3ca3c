"""Throwing an upload away that was read: it is asked about once, since nothing brings it back."""

from pathlib import Path

import streamlit as st

from ui.app import shared
from ui.app.upload import jobs
from ui.app.upload.address import leave
from ui.app.upload.edits import Edits

_ASKED = "asked-to-discard"
"""In the session: the name of the upload of which it is asked."""


def offer_to_discard(folder: Path, number: int, edits: Edits) -> None:
    """Offer to throw away an upload of ``number`` articles, with what was changed in them."""
    st.button(
        "Throw this upload away …",
        key="discard",
        type="tertiary",
        on_click=st.session_state.__setitem__,
        args=[_ASKED, folder.name],
    )
    if st.session_state.get(_ASKED) == folder.name:
        _ask(folder, number, edits)


def _keep() -> None:
    st.session_state.pop(_ASKED, None)


@st.dialog("Throw this upload away?", on_dismiss=_keep)
def _ask(folder: Path, number: int, edits: Edits) -> None:
    changed = len(edits.fields)
    also = f", and so is what you changed in {changed:,} of them" if changed else ""
    st.text(
        f"{shared.counted(number, 'article')} that {'was' if number == 1 else 'were'} read will not be added"
        f"{also}. This cannot be undone. The archive and your own files stay as they are."
    )
    with st.container(horizontal=True, gap="small"):
        if st.button("Throw it away", key="discard-now", type="primary"):
            _keep()
            jobs.cancel(folder)
            leave()
        if st.button("Keep it", key="discard-not"):
            _keep()
            st.rerun()
