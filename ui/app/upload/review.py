"""The check before adding: each article as it will be stored, to be edited, unticked, and added."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from corpus import Corpus
from corpus.errors import BadArticle
from ingest.previewing import standing_of
from ui.app import shared
from ui.app.upload import edits as editing
from ui.app.upload import jobs, staging
from ui.app.upload import views as job_views
from ui.app.upload.address import leave
from ui.app.upload.discarding import offer_to_discard
from ui.app.upload.edits import Edits
from ui.app.upload.known import in_words
from ui.app.upload.staging import Row

_PAGE = 50  # rows of the table; it is drawn anew at every edit
_PROBLEMS = 5
_THERE = ("unchanged", "repeated")
_TEXTS = ("title", "outlet", "author", "credit", "usage")
_KINDS = {
    "new": "new",
    "version": "new versions of articles in the archive",
    "details": "in the archive with other details",
    "unchanged": "already in the archive, unchanged",
    "repeated": "the same as another one of this upload",
}


def show(folder: Path, corpus: Corpus) -> None:
    """Show what was read, let it be edited, and add what is ticked when that is said."""
    ready = staging.read(folder / "ready.json")
    number = ready["read"]
    if not number:
        st.header("Nothing could be read")
        st.error("Nothing of this can be added. What is wrong is said below.", icon=":material/error:")
        if st.button("Upload something else", key="discard", type="primary"):
            jobs.cancel(folder)
            leave()
        job_views.show_failures(staging.failures_of(folder), "could not be read")
        return
    st.header(f"{shared.counted(number, 'article')} read: check, then add")
    failures = staging.failures_of(folder)
    failed = f"; {len(failures):,} could not be read, see below" if failures else ""
    st.caption(f"{_summary(ready['kinds'])}{failed}")
    edits = editing.edits_of(folder)
    _tick(folder, edits, number, ready["kinds"])
    page = st.pagination(-(-number // _PAGE), key=f"page-{folder.name}") if number > _PAGE else 1
    _table(folder, corpus, edits, (page - 1) * _PAGE, f"table-{folder.name}-{_revision()}-{page}")
    _fill_in(folder, edits, ready["missing"])
    _offer_to_follow(folder, edits, ready["feeds"])
    _add(folder, edits, number)
    job_views.show_failures(failures, "could not be read")


def _summary(kinds: Mapping[str, Sequence[int]]) -> str:
    return ", ".join(f"{len(kinds[kind]):,} {said}" for kind, said in _KINDS.items() if kinds.get(kind))


def _tick(folder: Path, edits: Edits, number: int, kinds: Mapping[str, Sequence[int]]) -> None:
    """Offer to tick or untick many at once."""
    there = {one for kind in _THERE for one in kinds.get(kind, ())}
    chosen: set[int] | None = None
    with st.container(horizontal=True, gap="small"):
        if st.button("Tick all", key="tick-all", type="tertiary"):
            chosen = set()
        if st.button("Untick all", key="untick-all", type="tertiary"):
            chosen = set(range(number))
        if there and st.button("Untick what is there already", key="untick-there", type="tertiary"):
            chosen = edits.left_out | there
    if chosen is not None:
        editing.keep(folder, replace(edits, left_out=chosen))
        st.session_state["revision"] = _revision() + 1  # the table forgets what was ticked in it
        st.rerun()


def _revision() -> int:
    return int(st.session_state.get("revision", 0))


def _table(folder: Path, corpus: Corpus, edits: Edits, first: int, key: str) -> None:
    """Show a page of the table. What was typed is kept before it is drawn, so it says what follows."""
    rows = staging.rows_of(folder, first, _PAGE)
    typed = st.session_state.get(key, {}).get("edited_rows", {})
    if _take_over(edits, rows, first, typed):
        editing.keep(folder, edits)
    shown = [_shown(folder, corpus, row, first + at, edits) for at, row in enumerate(rows)]
    columns = _columns()
    import pandas as pd

    st.data_editor(
        pd.DataFrame(shown),
        column_config=columns,
        column_order=list(columns),
        hide_index=True,
        key=key,
        placeholder="–",
        alt="The articles that were read: untick what is not to be added, and correct what is wrong",
    )


def _take_over(edits: Edits, rows: Sequence[Row], first: int, typed: Mapping[Any, Mapping[str, Any]]) -> bool:
    """Take over what was typed into a page of the table; tell whether that changed anything."""
    before = ({n: dict(fields) for n, fields in edits.fields.items()}, set(edits.left_out))
    for at, cells in typed.items():
        number, row = first + int(at), rows[int(at)]
        fields = edits.fields.setdefault(number, {})
        for name, value in cells.items():
            if name == "add":
                (edits.left_out.discard if value else edits.left_out.add)(number)
            elif name in editing.EDITABLE:
                text = None if value is None else str(value)
                if _is_same(name, text, getattr(row, name)):
                    fields.pop(name, None)
                else:
                    fields[name] = text
        if not fields:
            del edits.fields[number]
    return before != (edits.fields, edits.left_out)


def _is_same(name: str, typed: str | None, held: str | None) -> bool:
    if name == "published":
        return (typed or "")[:10] == (held or "")
    if name == "embargo":
        return editing.moment_of(typed) == editing.moment_of(held)
    return (typed or "").strip() == shared.safe(held or "")


def _shown(folder: Path, corpus: Corpus, row: Row, number: int, edits: Edits) -> dict[str, Any]:
    changed = edits.fields.get(number, {})
    day = changed.get("published", row.published)
    texts = {name: shared.safe(changed.get(name, getattr(row, name)) or "") for name in _TEXTS}
    return {
        "add": number not in edits.left_out,
        "known": shared.safe(_known(folder, corpus, row, changed)),
        **texts,
        "published": editing.day_of(day),
        "dated_by": editing.BY_HAND if "published" in changed and day else shared.safe(row.dated_by or ""),
        "opening": shared.safe(row.opening),
        "language": row.language or "",
        "section": shared.safe(row.section or ""),
        "embargo": editing.moment_of(changed.get("embargo", row.embargo)),
        "origin": shared.safe(row.origin),
    }


def _known(folder: Path, corpus: Corpus, row: Row, changed: Mapping[str, str | None]) -> str:
    """Return what adding an article would do now that it is edited."""
    if not changed or row.standing not in ("new", "unchanged", "details"):
        return row.known
    try:
        foreseen = standing_of(corpus, editing.edited(staging.draft_at(folder, row.at), changed))
    except BadArticle as error:
        return str(error)
    return row.known if foreseen.standing == row.standing == "new" else in_words(foreseen, [])


def _columns() -> dict[str, Any]:
    config = st.column_config
    return {
        "add": config.CheckboxColumn("Add", width="small", pinned=True),
        "title": config.TextColumn("Headline", width=320),
        "outlet": config.TextColumn("Outlet"),
        "author": config.TextColumn("Author"),
        "published": config.DateColumn("Published", format="YYYY-MM-DD", min_value=date(1, 1, 1)),
        "dated_by": config.TextColumn("Date from", disabled=True),
        "known": config.TextColumn("In the archive", disabled=True, width=240),
        "opening": config.TextColumn("Opening", disabled=True, width="large"),
        "language": config.TextColumn("Language", disabled=True),
        "section": config.TextColumn("Section", disabled=True),
        "credit": config.TextColumn("Credit"),
        "usage": config.TextColumn("Usage"),
        "embargo": config.DatetimeColumn("Embargo (UTC)", format="YYYY-MM-DD HH:mm", timezone="UTC"),
        "origin": config.TextColumn("From", disabled=True),
    }


def _fill_in(folder: Path, edits: Edits, missing: Mapping[str, Sequence[int]]) -> None:
    """Offer an outlet and a day for all articles that lack one."""
    left = {
        name: [number for number in numbers if not edits.fields.get(number, {}).get(name)]
        for name, numbers in missing.items()
    }
    if not any(left.values()):
        return
    box = st.expander("Fill in for all where it is missing", key=f"fill-{folder.name}", on_change="rerun")
    if not box.open:  # what is drawn in a closed one lies, unseen, behind the buttons below
        return
    with box, st.form("fill-in", border=False):
        outlet = day = None
        if left["outlet"]:
            outlet = st.text_input(f"Outlet (missing in {len(left['outlet']):,})", key="fill-outlet")
        if left["published"]:
            day = st.date_input(
                f"Published (missing in {len(left['published']):,})",
                value=None,
                key="fill-published",
                min_value=date(1605, 1, 1),
                format="YYYY-MM-DD",
            )
        if not st.form_submit_button("Fill in"):
            return
    values = {"outlet": (outlet or "").strip(), "published": day.isoformat() if day else ""}
    for name, value in values.items():
        for number in left[name] if value else ():
            edits.fields.setdefault(number, {})[name] = value
    editing.keep(folder, edits)
    st.rerun()


def _offer_to_follow(folder: Path, edits: Edits, feeds: Mapping[str, str | None]) -> None:
    for at, (url, title) in enumerate(feeds.items()):
        wanted = st.checkbox(
            shared.label(f"Follow this feed: {title or url}", 200),
            value=url in edits.follow,
            key=f"follow-{folder.name}-{at}",
            help="Whatever is new in it then comes in when feeds are updated, also what you untick here now.",
        )
        if wanted != (url in edits.follow):
            (edits.follow.add if wanted else edits.follow.discard)(url)
            editing.keep(folder, edits)


def _add(folder: Path, edits: Edits, number: int) -> None:
    """Offer to add what is ticked, and say what keeps it from being added."""
    ticked = number - len(edits.left_out)
    problems = [
        (at, wrong)
        for at, fields in sorted(edits.fields.items())
        if at not in edits.left_out and (wrong := editing.problem_of(fields))
    ]
    for at, wrong in problems[:_PROBLEMS]:
        origin = staging.rows_of(folder, at, 1)[0].origin
        st.error(shared.label(f"Row {at + 1:,}, {origin}: {wrong}. Correct it, or untick it.", 400))
    if len(problems) > _PROBLEMS:
        st.error(f"{len(problems) - _PROBLEMS:,} more rows have something wrong.")
    if not ticked:
        st.caption("Nothing is ticked. Tick what is to be added.")
    add = f"Add {ticked:,} to the archive" if ticked or not edits.follow else "Follow"
    with st.container(horizontal=True):
        can = not problems and bool(ticked or edits.follow)
        if st.button(add, type="primary", disabled=not can, key="add"):
            jobs.add(folder)
            st.rerun()
        job_views.offer_another()
        offer_to_discard(folder, number, edits)
