"""Bringing a part of the page into view, once: the question that was asked last, wherever the page stood."""

import streamlit as st

_JS = """
export default function ({ data }) {
  if (window.datelineInView === data.once) return;
  const found = document.getElementsByClassName(data.part)[0];
  if (!found) return;
  window.datelineInView = data.once;
  requestAnimationFrame(() => found.scrollIntoView({ block: "start" }));
}
"""


def bring_into_view(part: str, once: str) -> None:
    """Bring the container with this class to the window's top, unless it was done for ``once`` before."""
    show = st.components.v2.component("dateline_in_view", html="<span></span>", js=_JS)
    show(key="in-view", data={"part": part, "once": once}, height=0)
