"""Where the list and an article's page stand in the window.

An article opens at its beginning, wherever the list stood; whoever comes back finds the list where it was
left, with the focus on the article that was opened.
"""

import streamlit as st

from ui.app.focus import GIVE, RESTING

_MAIN = """
const main = () => document.querySelector('[data-testid="stMain"]');
"""
_AT_TOP = (
    _MAIN
    + GIVE
    + """
export default function ({ parentElement }) {
  if (parentElement.isDone) return;
  parentElement.isDone = true;
  main().scrollTop = 0;
  if (globalThis.datelineLeft) give(".st-key-back button");  // the row that was clicked is gone
}
"""
)
_BACK = (
    _MAIN
    + GIVE
    + RESTING
    + """
let list;
const note = (event) => {  // at the click: what is drawn next may be too short to stand there
  if (!list?.isConnected) return;  // on another page by now
  const row = event.target.closest?.('[class*="st-key-open-"]');
  const key = row && [...row.classList].find((name) => name.startsWith("st-key-open-"));
  if (key) globalThis.datelineLeft = { at: main().scrollTop, key };
};
// The list is drawn piece by piece: it is brought there until it stays there, or somebody scrolls.
const bringTo = ({ at, key }) => {
  const rest = resting();
  const go = (tries, stayed) => {
    const isThere = Math.abs(main().scrollTop - at) < 2;
    main().scrollTop = at;
    if (stayed === 3) give("." + CSS.escape(key) + " button");
    if (rest.signal.aborted || !tries || stayed > 15) return rest.abort();
    setTimeout(go, 50, tries - 1, isThere ? stayed + 1 : 0);
  };
  go(100, 0);
};
export default function ({ parentElement }) {
  list = parentElement;
  document.addEventListener("click", note, true);  // the browser keeps one function once
  if (parentElement.isDone) return;
  parentElement.isDone = true;
  const left = globalThis.datelineLeft;
  globalThis.datelineLeft = undefined;
  if (left) bringTo(left);
}
"""
)


def begin_at_top(article_id: str) -> None:
    """Bring the beginning of an article's page into view when it is drawn first."""
    show = st.components.v2.component("dateline_article_top", html="<span></span>", js=_AT_TOP)
    show(key=f"unseen-top-{article_id}", height=0)


def come_back() -> None:
    """Bring the list to where it stood when an article was opened from it."""
    show = st.components.v2.component("dateline_list_back", html="<span></span>", js=_BACK)
    show(key="unseen-back", height=0)
