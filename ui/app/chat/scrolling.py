"""Bringing a part of the page into view, once: the question that was asked last, or the one to be edited."""

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
_FOCUS = """
export default function ({ data, parentElement }) {
  if (parentElement.isDone) return;
  parentElement.isDone = true;
  const look = (tries) => {
    const found = document.querySelector("." + CSS.escape(data.part) + " :is(textarea, input)");
    if (!found) { if (tries) setTimeout(look, 50, tries - 1); return; }
    found.focus({ preventScroll: true });
    found.setSelectionRange?.(found.value.length, found.value.length);
    found.scrollIntoView({ block: "center" });
  };
  requestAnimationFrame(() => look(20));
}
"""


def bring_into_view(part: str, once: str) -> None:
    """Bring the container with this class to the window's top, unless it was done for ``once`` before."""
    show = st.components.v2.component("dateline_in_view", html="<span></span>", js=_JS)
    show(key="unseen-in-view", data={"part": part, "once": once}, height=0)


def put_focus_into(part: str) -> None:
    """Put the focus into the field in the container with this class, when it is drawn first."""
    show = st.components.v2.component("dateline_focus", html="<span></span>", js=_FOCUS)
    show(key=f"unseen-focus-{part}", data={"part": part}, height=0)
