"""The Upload page: files are read, shown as they will be stored, edited, and added."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.formats import NAMES
from ingest.reading import Reading, read_all, read_bytes
from ui import bootstrap, settings
from ui.app import shared
from ui.app.jobs import progress_of, start_job

_MARKS = {"added": "✓", "updated": "✓", "unchanged": "=", "duplicate": "=", "failed": "✗"}


def page() -> None:
    """Draw the page."""
    corpus, _ = shared.resources()
    st.title("Upload")
    st.caption(f"{shared.counted(corpus.catalogue.count(), 'article')} in the archive")
    shared.offer_to_remove_sample(corpus)
    job = st.session_state.get("job")
    if job is not None:
        _show_job(job)
        return
    generation = st.session_state.setdefault("uploads", 0)  # a new key empties the drop zone
    files = st.file_uploader(
        f"Drop articles here: {NAMES}", accept_multiple_files=True, key=f"files-{generation}"
    )
    address = st.text_input(
        "Or name a page or a feed", key=f"address-{generation}", placeholder="https://…"
    ).strip()
    readings = [reading for file in files or [] for reading in _read(file.name, file.getvalue())]
    if address:
        readings += _fetched(address)
    if not readings:
        return
    good = [(reading.origin, reading.draft) for reading in readings if isinstance(reading.draft, Draft)]
    for reading in readings:
        if isinstance(reading.draft, BadArticle):
            st.error(shared.label(f"{reading.origin}: {reading.draft}", 400), icon=":material/error:")
    if not good:
        return
    st.subheader(f"{len(good):,} read: check them, then add")
    edited = st.data_editor(
        pd.DataFrame([_row(origin, draft) for origin, draft in good]),
        column_config=_columns(),
        hide_index=True,
        key=f"editor-{generation}",
    )
    drafts = [
        (origin, edited_draft(draft, row))
        for (origin, draft), row in zip(good, edited.to_dict("records"), strict=True)
        if row["add"]
    ]
    if st.button(f"Add {len(drafts):,} to the archive", type="primary", disabled=not drafts, key="add"):
        st.session_state["job"] = start_job(corpus.home.resolve(), drafts)
        st.session_state["uploads"] = generation + 1
        st.rerun()


@st.cache_data(show_spinner="Reading …", max_entries=50)
def _read(name: str, data: bytes) -> list[Reading]:
    return list(read_bytes(data, name))


@st.cache_data(show_spinner="Fetching …", max_entries=20, ttl=300)
def _fetched(address: str) -> list[Reading]:
    """Return what stands at an address; what cannot be had is among it, with the reason."""
    if not address.lower().startswith(("http://", "https://")):
        return [
            Reading(address, UnreadableInput("An address begins with https:// or http://. Type it whole."))
        ]
    with bootstrap.fetcher_of(settings.load()) as fetcher:
        return list(read_all([address], fetch=fetcher.fetch))


def _row(origin: str, draft: Draft) -> dict[str, Any]:
    return {
        "add": True,
        "file": shared.safe(origin),
        "title": shared.safe(draft.title),
        "outlet": shared.safe(draft.outlet or ""),
        "author": shared.safe(draft.author or ""),
        "published": draft.published,
        "dated_by": shared.safe(draft.dated_by or ""),
        "opening": " ".join(shared.safe(draft.text[:240]).split()),
    }


def _columns() -> dict[str, Any]:
    config = st.column_config
    return {
        "add": config.CheckboxColumn("Add"),
        "file": config.TextColumn("File", disabled=True),
        "title": config.TextColumn("Headline", required=True, width="large"),
        "outlet": config.TextColumn("Outlet"),
        "author": config.TextColumn("Author"),
        "published": config.DateColumn("Published", format="YYYY-MM-DD"),
        "dated_by": config.TextColumn("Date from", disabled=True),
        "opening": config.TextColumn("Opening", disabled=True, width="large"),
    }


def edited_draft(draft: Draft, row: dict[str, Any]) -> Draft:
    """Return a draft with the metadata that a person left in its row."""
    day = row["published"]
    if isinstance(day, datetime):
        day = day.date()
    return replace(
        draft,
        title=str(row["title"] or "").strip() or draft.title,
        outlet=str(row["outlet"] or "").strip() or None,
        author=str(row["author"] or "").strip() or None,
        published=day if isinstance(day, date) and not pd.isna(day) else None,
    )


@st.fragment(run_every=0.5)
def _show_job(folder: Path) -> None:
    progress = progress_of(folder)
    settled = len(progress.outcomes)
    st.progress(settled / max(1, progress.total), f"{settled:,} of {progress.total:,} articles")
    for outcome in progress.outcomes:
        words = f"{_MARKS[outcome.status]} {outcome.status}: {outcome.title or outcome.origin}"
        st.text(shared.safe(words if not outcome.reason else f"{words} ({outcome.reason})"))
    if not progress.ended:
        st.caption("Adding. You can leave this page: the work goes on.")
        return
    if progress.error:
        st.error(shared.label(progress.error, 400))
    else:
        corpus, _ = shared.resources()
        corpus.stores.catch_up()
        st.success("Done. What was added can be asked about.")
    if st.button("Add more", key="more"):
        del st.session_state["job"]
        st.rerun(scope="app")
