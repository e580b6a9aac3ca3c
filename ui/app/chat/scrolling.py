"""Bringing a part of the page into view, once: the question that was asked last, one to be edited, a form."""

import streamlit as st

from ui.app.focus import RESTING

# A question is asked at the end of the page, and cannot stand at the top before its answer is there: while
# that is on its way, and for three seconds more, it is brought there again, unless somebody moves.
_JS = (
    RESTING
    + """
export default function ({ data }) {
  const view = (globalThis.datelineInView ??= {});
  view.isLive = data.is_live;
  const find = () => document.getElementsByClassName(data.part)[0];
  if (view.once === data.once || !find()) return;
  view.once = data.once;
  const rest = resting();
  const bring = (tries) => {
    if (rest.signal.aborted || view.once !== data.once || !tries) return rest.abort();
    const found = find(), main = found?.closest('[data-testid="stMain"]');
    if (main) {
      const above = found.getBoundingClientRect().top - main.getBoundingClientRect().top;
      if (above > parseFloat(getComputedStyle(found).scrollMarginTop) + 1 || tries === 16)
        found.scrollIntoView({ block: "start" });
    }
    setTimeout(bring, 200, view.isLive && main ? 15 : tries - 1);
  };
  requestAnimationFrame(() => bring(16));
}
"""
)
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
# A form that opens near the end of the window would lie behind the bar there; it grows while it is drawn.
_OPENED = (
    RESTING
    + """
export default function ({ data, parentElement }) {
  if (parentElement.isDone) return;
  parentElement.isDone = true;
  const rest = resting();
  const bring = (tries) => {
    const found = document.querySelector("." + CSS.escape(data.part));
    const main = document.querySelector('[data-testid="stMain"]');
    if (rest.signal.aborted || !tries || !main) return rest.abort();
    const bar = document.querySelector('[data-testid="stBottom"]')?.getBoundingClientRect();
    const place = found?.getBoundingClientRect(), room = 16;  // pixels left free below it
    const hidden = place ? place.bottom + room - (bar?.top ?? innerHeight) : 0;
    const above = place ? place.top - main.getBoundingClientRect().top - 4 * room : 0;
    if (hidden > 0) main.scrollTop += Math.max(0, Math.min(hidden, above));
    setTimeout(bring, 100, tries - 1);
  };
  requestAnimationFrame(() => bring(10));
}
"""
)


def bring_into_view(part: str, once: str, *, is_live: bool = False) -> None:
    """Bring the container with this class to the window's top, unless it was done for ``once`` before.

    ``is_live``: it still grows, and is kept there meanwhile unless somebody moves.
    """
    show = st.components.v2.component("dateline_in_view", html="<span></span>", js=_JS)
    show(key="unseen-in-view", data={"part": part, "once": once, "is_live": is_live}, height=0)


def show_whole(part: str) -> None:
    """Bring the container with this class wholly into view, as far as it fits, when it is drawn first."""
    show = st.components.v2.component("dateline_opened_form", html="<span></span>", js=_OPENED)
    show(key=f"unseen-whole-{part}", data={"part": part}, height=0)


def put_focus_into(part: str) -> None:
    """Put the focus into the field in the container with this class, when it is drawn first."""
    show = st.components.v2.component("dateline_focus", html="<span></span>", js=_FOCUS)
    show(key=f"unseen-focus-{part}", data={"part": part}, height=0)
