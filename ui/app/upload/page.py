"""The Upload page: what is handed over is read, shown as it will be stored, edited, and added.

All of it happens in a job (`jobs.py`); the page shows the job that its address names.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import streamlit as st

from ingest.formats import NAMES
from ui.app import shared
from ui.app.upload import followed, jobs, own, review, staging, too_large
from ui.app.upload import views as job_views
from ui.app.upload.address import forget, remember

_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(:\d+)?(/|$)")


def page() -> None:
    """Draw the page."""
    corpus, _ = shared.resources()
    home = corpus.home.resolve()
    st.title("Upload")
    st.caption(f"{shared.counted(corpus.catalogue.count(), 'article')} in the archive")
    shared.offer_to_remove_sample(corpus)
    jobs.resume(home)
    folder = _current(home)
    mine = own.keep(home, folder)
    too_large.watch(home, folder)
    if folder is None:
        own.show(mine)
        _offer(home)
    else:
        phase = jobs.phase_of(folder)
        if phase == "reading":
            job_views.show_reading(folder)
        elif phase == "ready":
            review.show(folder, corpus)
        elif phase == "adding":
            job_views.show_adding(folder)
        else:
            job_views.show_ended(folder, corpus)
    job_views.show_others(home, [*mine, *([folder] if folder else [])])
    if folder is None:
        followed.show(corpus, home)


def _current(home: Path) -> Path | None:
    """Return the upload that the address names, or that this session is at; None where there is none."""
    named = st.query_params.get("job") or st.session_state.get("upload")
    if not named:
        return None
    folder = staging.find(home, named)
    if folder is None:
        forget()
        st.warning("The upload of this address is not there any more: it was thrown away, or is too old.")
        return None
    remember(folder)
    return folder


def _offer(home: Path) -> None:
    """Offer places for files and for addresses; what comes is kept, and is read in a job."""
    generation = st.session_state.setdefault("uploads", 0)  # a new key empties the drop zone
    files = st.file_uploader(
        "Drop articles here, as many as you like",
        accept_multiple_files=True,
        key=f"files-{generation}",
        help=f"{NAMES[:1].upper()}{NAMES[1:]}. For larger files run `dateline ingest FILE`.",
    )
    with st.form("address", border=False):
        typed = st.text_input(
            "Or name a page or a feed", key=f"address-{generation}", placeholder="https://…"
        )
        asked = st.form_submit_button("Read it")
    addresses = [_whole(one) for one in typed.split()]
    if asked and not addresses:
        st.warning("Nothing is named yet. Type the address of a page or a feed, or drop files above.")
    elif asked and (wrong := [one for one in addresses if not _is_address(one)]):
        st.error(shared.label(f"{wrong[0]}: an address begins with https:// or http://. Type it whole.", 400))
    elif files or asked:
        given = [(file.name, file) for file in files]
        _start(home, staging.Request(addresses=addresses if asked else ()), given, generation)


def _whole(typed: str) -> str:
    """Return an address as it is meant: people leave out its beginning."""
    return f"https://{typed}" if _HOST.match(typed) else typed


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _start(
    home: Path, request: staging.Request, files: Iterable[tuple[str, BinaryIO]], generation: int
) -> None:
    try:
        with st.spinner("Keeping what was dropped …"):
            folder = staging.stage(home, request, files)
    except OSError as error:
        st.error(shared.label(f"What was dropped cannot be kept ({error.strerror}). Free some space.", 300))
        return
    jobs.begin(folder)
    st.session_state["uploads"] = generation + 1
    remember(folder)
    st.rerun()
