"""The switch between the parts of a page that shows one thing: its address says which part is shown."""

from collections.abc import Mapping

import streamlit as st

WHOLE = "text"
"""The part that is shown where the address names none."""


def chosen_part(parts: Mapping[str, str], key: str) -> str:
    """Draw the switch and return the part that is chosen.

    ``parts`` has the words for each part, ``WHOLE`` among them; ``key`` is the widget's.
    """

    def keep() -> None:
        st.query_params["part"] = st.session_state[key]
        if st.session_state[key] == WHOLE:
            del st.query_params["part"]

    named = st.query_params.get("part", WHOLE)
    st.session_state[key] = named if named in parts else WHOLE  # the address decides, also after "back"
    chosen = st.segmented_control(
        "Show",
        list(parts),
        format_func=parts.__getitem__,
        key=key,
        required=True,
        on_change=keep,
        label_visibility="collapsed",
    )
    return str(chosen)
