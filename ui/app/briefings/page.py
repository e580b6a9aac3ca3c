"""The Briefings page: the briefings of the archive, and one of them to read, to work on and to export.

The address says what is shown: ``briefing`` is its id, ``part`` the part of its page, ``open`` the citation
that stands beside it ("12.3": source 3 as item 12 cites it; ".3": wherever it is cited).
"""

import re
from contextlib import suppress
from typing import Any

import streamlit as st

from assistant.answer import notes_on
from assistant.briefings.composing import rename
from assistant.briefings.reading import composed
from assistant.briefings.records import Cited, Composed, Source
from corpus import Corpus
from corpus.briefings import Briefings
from corpus.errors import NotFound
from corpus.records import Span
from ui.app import shared
from ui.app.adding import USED
from ui.app.briefings.document import show_document
from ui.app.briefings.draft import show_draft
from ui.app.briefings.export import show_export
from ui.app.briefings.items import bring, is_working, show_adding, show_dialog, show_taken_out, wished
from ui.app.briefings.listing import lacking, open_briefing, show_list
from ui.app.marking import show_markable
from ui.app.parts import chosen_part

_PARTS = {"text": "Briefing", "export": "Export", "manage": "Rename or remove"}
_OWN = ("briefing", "part", "open")
_CITED = re.compile(r"(\d{0,9})\.(\d{1,9})", re.ASCII)
_TIMES = "briefing-times-opened"
_STYLE = """<style>
[class*="st-key-brief-open-"] button { justify-content: flex-start; text-align: left; padding: 0;
  min-height: 1.5rem; }
[class*="st-key-brief-open-"] button p { font-weight: 600; }
.st-key-taken-out { padding: .25rem 0; }
</style>"""


def page() -> None:
    """Draw the page: the briefing that the address names, a draft on its way, or the list."""
    corpus, assistant = shared.resources()
    st.html(_STYLE)
    if named := st.query_params.get("briefing"):
        _show_one(corpus, named)
        return
    st.title("Briefings", anchor=False)
    if draft := st.query_params.get("draft"):
        show_draft(draft, open_briefing)
        return
    show_list(corpus, assistant)


# One briefing --------------------------------------------------------------------------------------------


def _show_one(corpus: Corpus, briefing: str) -> None:
    st.button(
        "All briefings", key="all-briefings", icon=":material/arrow_back:", type="tertiary", on_click=_leave
    )
    try:
        found = composed(corpus, briefing)
    except NotFound:
        st.title("This briefing is not in the archive", anchor=False)
        st.text("Its address may be mistyped, or somebody has removed it. Look for it among all briefings.")
        return
    st.session_state[USED] = briefing
    st.title(shared.label(found.briefing.title, 180), anchor=False)
    st.caption(_in_short(found))
    part = chosen_part(_PARTS, f"briefing-part-{briefing}")
    if part == "export":
        with st.container(width=640):
            show_export(corpus, found)
    elif part == "manage":
        with st.container(width=640):
            _manage(corpus, found)
    else:
        _show_text(corpus, found)
    _watch(corpus, briefing, (found.briefing.changed, len(found.briefing.items), found.snapshot))


def _in_short(found: Composed) -> str:
    words = [
        shared.counted(len(found.briefing.items), "item"),
        shared.counted(len(found.sources), "source"),
        f"changed {found.briefing.changed.day} {found.briefing.changed:%B %Y, %H:%M} UTC",
    ]
    wrong = {fault.item for fault in found.faults}
    if wrong:
        words.append(f"{shared.counted(len(wrong), 'line')} no longer so")
    return " · ".join(words)


def _show_text(corpus: Corpus, found: Composed) -> None:
    briefing = found.briefing.id

    def on_wish(wish: dict[str, Any]) -> None:
        if wish.get("do") == "open":
            item = wish.get("item") or ""
            st.query_params["open"] = f"{item}.{wish.get('source')}"
            st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1
        else:
            wished(corpus, briefing, wish)

    reading = _opened(found)
    left, right = st.columns([3, 2], gap="large") if reading else (st.container(), None)
    with left:
        if not found.briefing.items:
            st.info(
                "Nothing stands here yet. Add an answer on the Chat page, or words that you mark in an "
                "article; or write something below."
            )
        show_document(found, on_wish, bring(briefing), is_beside=reading is not None)
        show_adding(corpus, found)
    if right is not None and reading:
        with right, st.container(key="briefing-reading"):
            _read(corpus, briefing, *reading)
    show_taken_out(corpus, briefing)
    show_dialog(corpus, found)


def _opened(found: Composed) -> tuple[Source, list[Span]] | None:
    """Return which source the address has opened, and at which places."""
    named = _CITED.fullmatch(st.query_params.get("open", ""))
    if named is None:
        return None
    source = next((one for one in found.sources if one.number == int(named[2])), None)
    if source is None:
        return None
    spans = [
        place.span
        for item in found.briefing.items
        if isinstance(item.body, Cited) and (not named[1] or item.id == int(named[1]))
        for place in item.body.places
        if found.number(place) == source.number
    ]
    return source, spans


def _read(corpus: Corpus, briefing: str, source: Source, spans: list[Span]) -> None:
    with st.container(key="briefing-close"):
        st.button("Close", key="close-reading", icon=":material/close:", on_click=_close)
    info = source.article
    st.header(shared.label(f"[{source.number}] {info.title}", 200), anchor=False)
    st.caption(shared.label(shared.byline(info), 200))
    for note in notes_on(info):
        st.warning(shared.label(note, 600), icon=":material/info:")
    try:
        article = corpus.catalogue.get(info.id, info.version)
    except NotFound:
        st.warning("The archive no longer holds this article.")
        return
    show_markable(
        corpus,
        article,
        spans,
        into=briefing,
        heading=False,
        opened=st.session_state.get(_TIMES, 0),
        on_closed=_close,
    )


def _manage(corpus: Corpus, found: Composed) -> None:
    briefing, title = found.briefing.id, found.briefing.title
    st.header("Rename", anchor=False)
    st.text_input("Title", title, key=f"title-{briefing}")
    st.button("Rename", key="rename-briefing", on_click=_rename, args=[corpus, briefing])
    st.header("Remove", anchor=False)
    items = shared.counted(len(found.briefing.items), "item")
    st.text(f"The briefing and its {items} go for good, for everybody. The articles stay.")
    is_sure = st.checkbox("I want this briefing to be removed", key=f"sure-{briefing}")
    if st.button("Remove for good", key="remove-briefing", disabled=not is_sure):
        _remove(corpus, briefing)
        st.rerun()


def _rename(corpus: Corpus, briefing: str) -> None:
    title = st.session_state.get(f"title-{briefing}") or ""
    if said := lacking(title):
        st.toast(said)
        return
    try:
        rename(corpus, briefing, title)
        st.toast("Renamed.")
    except NotFound:
        st.toast("Somebody has removed this briefing.")


def _remove(corpus: Corpus, briefing: str) -> None:
    with suppress(NotFound):  # somebody else was quicker
        Briefings(corpus.catalogue).remove(briefing)
    _leave()
    st.session_state.pop(USED, None)
    st.toast("The briefing is removed.")


@st.fragment(run_every=4)
def _watch(corpus: Corpus, briefing: str, before: object) -> None:
    """Draw the whole page again once somebody else has changed the briefing, or what it cites."""
    if not is_working() and _state(corpus, briefing) != before:
        st.rerun()


def _state(corpus: Corpus, briefing: str) -> object:
    try:
        info = Briefings(corpus.catalogue).get(briefing)
    except NotFound:
        return None
    return info.changed, info.items, corpus.catalogue.generation


def _close() -> None:
    st.query_params.pop("open", None)


def _leave() -> None:
    for name in _OWN:
        st.query_params.pop(name, None)
