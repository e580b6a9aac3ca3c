"""The button that copies an answer with its citations, as plain text.

The browser's clipboard may be written to over https and on this machine; elsewhere the text is selected and
copied as if by hand. The text comes as data and is never HTML.
"""

import streamlit as st

_HTML = """<button type="button"></button><span role="status"></span>"""
_CSS = """
button { font: inherit; font-family: var(--st-font); font-size: .875rem; color: var(--st-text-color);
  background: transparent; border: 0; border-radius: var(--st-button-radius); padding: .25rem .1rem;
  min-height: 2.5rem; cursor: pointer; }
button:hover { color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); }
[role="status"] { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""
_JS = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("[role=status]");
  button.textContent = button.textContent || "Copy";
  const byHand = () => {
    const area = document.createElement("textarea");
    area.value = data.text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    button.focus();
    return done;
  };
  const tell = (done) => {
    button.textContent = done ? "Copied" : "The browser does not allow it";
    said.textContent = button.textContent;
    setTimeout(() => { button.textContent = "Copy"; said.textContent = ""; }, 2500);
  };
  button.onclick = async () => {
    let done = false;
    try {
      await navigator.clipboard.writeText(data.text);
      done = true;
    } catch {
      done = byHand();
    }
    tell(done);
  };
}
"""


def copy_button(text: str, key: str) -> None:
    """Show a button that puts this text on the clipboard."""
    show = st.components.v2.component("dateline_copy", html=_HTML, css=_CSS, js=_JS)
    show(key=key, data={"text": text}, width="content")
