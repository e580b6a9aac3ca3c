"""Files that the browser does not hand over because they are too large: they are noted, so that none is lost.

The drop zone tells of them itself, but only until the other files that were dropped with them are read. An
element that shows nothing looks at what is dropped or chosen, and tells the names of what is too large once
there is an upload that they belong to: sooner, and the page would be drawn anew under what is still coming.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui.app.upload import staging

_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const waiting = (globalThis.datelineTooLarge ??= new Set());
  parentElement.watching?.abort();
  const watching = (parentElement.watching = new AbortController());
  const look = (files) => {
    for (const file of files ?? []) if (file.size > data.most) waiting.add(file.name);
  };
  const options = { capture: true, signal: watching.signal };
  document.addEventListener("drop", (event) => look(event.dataTransfer?.files), options);
  document.addEventListener("change", (event) => look(event.target?.files), options);
  if (data.upload && waiting.size) {
    setTriggerValue("refused", { upload: data.upload, names: [...waiting] });
    waiting.clear();
  }
  return () => watching.abort();
}
"""
_element = st.components.v2.component("dateline_too_large", js=_JS)
_KEY = "too-large"
_MOST = 1_000  # names that are believed to come from one drop
_LONGEST_NAME = 300  # characters


def watch(home: Path, current: Path | None) -> None:
    """Note what is too large of what is dropped from now on, with the upload that it was dropped with."""

    def tell() -> None:
        note(home, st.session_state[_KEY].get("refused"))

    upload = current.name if current else None
    _element(key=_KEY, data={"most": staging.LARGEST << 20, "upload": upload}, on_refused_change=tell)


def note(home: Path, told: Any) -> None:
    """Keep what the browser told, which may be anything, with the upload that it names."""
    if not isinstance(told, Mapping) or not isinstance(told.get("names"), list):
        return
    names = [staging.plain_name(one[:_LONGEST_NAME]) for one in told["names"][:_MOST] if isinstance(one, str)]
    folder = staging.find(home, str(told.get("upload")))
    if folder is not None and names:
        staging.note_too_large(folder, names)
