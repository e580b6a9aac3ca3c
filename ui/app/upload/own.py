"""The uploads of a browser: it remembers their addresses, so that none is lost with a session.

A session ends with its window or its server, an upload does not. An element that shows nothing keeps the
names of this browser's uploads in its local storage; nobody else's page shows them.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import streamlit as st

from ui.app import shared
from ui.app.upload import jobs, staging
from ui.app.upload.address import remember

_JS = """
export default function ({ data, setStateValue }) {
  const name = "dateline-uploads";
  let known = [];
  try {
    const held = JSON.parse(localStorage.getItem(name));
    if (Array.isArray(held)) known = held.filter((one) => typeof one === "string");
    known = known.filter((one) => !data.drop.includes(one));
    if (data.keep && !known.includes(data.keep)) known.push(data.keep);
    known = known.slice(-data.most);
    localStorage.setItem(name, JSON.stringify(known));
  } catch { return; }  // a browser that keeps nothing
  if (JSON.stringify(known) !== JSON.stringify(data.known)) setStateValue("known", known);
}
"""
_memory = st.components.v2.component("dateline_own_uploads", js=_JS)
_KEY = "own-uploads"
_MOST = 20  # uploads that a browser remembers
_PHASES: Mapping[jobs.Phase, str] = {
    "reading": "Being read",
    "ready": "Read, and waiting to be checked and added",
    "adding": "Being added",
    "ended": "Ended: see what was added",
}


def keep(home: Path, current: Path | None) -> list[Path]:
    """Let the browser remember the upload that is shown; return those that it knows, the newest first.

    One whose end is shown is remembered no more.
    """
    is_over = current is not None and jobs.phase_of(current) == "ended"
    known = _names(st.session_state.get(_KEY))
    held = {name: staging.find(home, name) for name in known}
    drop = [name for name, folder in held.items() if folder is None or (is_over and folder == current)]
    _memory(
        key=_KEY,
        data={
            "keep": current.name if current and not is_over else None,
            "drop": drop,
            "known": known,
            "most": _MOST,
        },
        default={"known": []},
        on_known_change=lambda: None,
    )
    there = [folder for folder in reversed(held.values()) if folder is not None and folder != current]
    return [folder for folder in there if not jobs.is_given_up(folder)]


def show(folders: Sequence[Path]) -> None:
    """List uploads, each with the way back to it."""
    if not folders:
        return
    st.header("Your uploads")
    for number, folder in enumerate(folders):
        with suppress(FileNotFoundError), st.container(border=True, gap="small", key=f"own-{number}"):
            # thrown away in another window, just now: then there is nothing to show
            phase = jobs.phase_of(folder)
            with st.container(gap=None):
                st.text(shared.safe(_named(folder)))
                st.caption(f"{_PHASES[phase]}{_count(folder, phase)}")
            if st.button("Go on" if phase == "ready" else "Look at it", key=f"own-open-{folder.name[:12]}"):
                remember(folder)
                st.rerun()


def _names(held: Any) -> list[str]:
    """Return the names that the browser told; what it sends may be anything."""
    told = held.get("known") if isinstance(held, Mapping) else None
    return [one for one in told[:_MOST] if isinstance(one, str)] if isinstance(told, list) else []


def _named(folder: Path) -> str:
    """Return what an upload is called: its first file or address, and how many more there are."""
    request = staging.request_of(folder)
    names = [*(name for _, name in request.files), *request.addresses, *request.update]
    if not names:
        return "An upload"
    more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    return f"{names[0][:120]}{more}"


def _count(folder: Path, phase: jobs.Phase) -> str:
    if phase == "ready":
        return f": {shared.counted(int(staging.read(folder / 'ready.json').get('read', 0)), 'article')}"
    progress = jobs.progress_of(folder)
    if phase == "adding" and progress.total:
        return f": {progress.done:,} of {shared.counted(progress.total, 'article')}"
    return ""
