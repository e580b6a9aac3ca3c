"""What a person has clicked stays where it is in the window, while an article opens or closes beside it.

The answer beside an open article is narrower and so longer: without this, what was clicked would move away.
"""

import streamlit as st

from ui.app.focus import RESTING

_JS = (
    RESTING
    + """
// Keep the button with this key at the place where it stands now, until all is drawn or somebody scrolls.
const keep = (key) => {
  const find = () => [...document.querySelectorAll("." + CSS.escape("st-key-" + key) + " button")]
    .find((one) => one.offsetParent);
  const main = document.querySelector('[data-testid="stMain"]'), top = find()?.getBoundingClientRect().top;
  if (!main || top === undefined) return;
  const mine = (globalThis.datelineKeeping = {});
  const rest = resting();
  const look = (tries) => {
    if (rest.signal.aborted || globalThis.datelineKeeping !== mine || !tries) return rest.abort();
    const moved = (find()?.getBoundingClientRect().top ?? top) - top;
    if (Math.abs(moved) > 1) main.scrollTop += moved;
    setTimeout(look, 30, tries - 1);
  };
  look(50);
};
let place, openers;
const clicked = (event) => {
  if (!place?.isConnected) return;  // on another page by now
  const part = event.target.closest?.('[class*="st-key-"]');
  const name = part && [...part.classList].find((one) => one.startsWith("st-key-"));
  const key = name?.slice("st-key-".length);
  if (key === "close-article") keep(globalThis.datelineOpener);
  else if (openers.test(key)) keep((globalThis.datelineOpener = key));
};
export default function ({ data, parentElement }) {
  place = parentElement;
  openers = new RegExp(data.openers);
  globalThis.datelineKeep = keep;
  document.addEventListener("click", clicked, true);  // the browser keeps one function once
}
"""
)
_OPENERS = r"^(cite|also|source|nearby|differ|entry)-"
"""How the keys begin of the buttons that open an article beside what cites it."""


def keep_place() -> None:
    """Let what opens an article stay in its place on this page."""
    show = st.components.v2.component("dateline_place", html="<span></span>", js=_JS)
    show(key="unseen-place", data={"openers": _OPENERS}, height=0)
