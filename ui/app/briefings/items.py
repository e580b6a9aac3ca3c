"""Working on a briefing's items: putting in by hand, editing, moving, and taking out."""

from typing import Any

import streamlit as st

from assistant.briefings import picking
from assistant.briefings.changes import Meanwhile, TakenOut, edit, move, put_back, take_out
from assistant.briefings.composing import add
from assistant.briefings.composing import edit as read_again
from assistant.briefings.records import Cited, Composed, Heading, Item, Place
from assistant.briefings.wording import fault_in_words, flag_in_words
from corpus import Corpus
from corpus.errors import DatelineError, NotFound
from ui.app import shared

_DOING, _TAKEN, _BRING, _ADDED = "briefing-doing", "briefing-taken", "briefing-bring", "briefing-put"
_KINDS = ("Heading", "Note", "Statement")
_LEVELS = {1: "Section", 2: "Part of a section", 3: "Part of a part"}
_LONGEST = 10_000  # characters of an item that a person writes
_SHOWN = 90  # characters of cited words in a list
_UNDONE = 20  # items taken out that a session remembers
_GONE = "Somebody else has removed this item."


def wished(corpus: Corpus, briefing: str, wish: dict[str, Any]) -> None:
    """Do, or begin, what was wished in the document; what the browser sends may be anything."""
    what, item = wish.get("do"), wish.get("item")
    if type(item) is not int:
        return
    try:
        if what == "up" and not move(corpus, briefing, item, -1):
            st.toast("It is the first already.")
        elif what == "down" and not move(corpus, briefing, item, 1):
            st.toast("It is the last already.")
        elif what == "remove":
            taken = take_out(corpus, briefing, item)
            st.session_state[_TAKEN] = [*st.session_state.get(_TAKEN, ())[1 - _UNDONE :], taken]
        elif what in ("edit", "after"):
            begin(briefing, what, item)
    except NotFound:
        st.toast(_GONE)


def begin(briefing: str, what: str, item: int) -> None:
    """Open the dialog that edits an item, or puts something in below it."""
    count = st.session_state.get(_DOING, {}).get("count", 0) + 1
    st.session_state[_DOING] = {"briefing": briefing, "what": what, "item": item, "count": count}


def is_working() -> bool:
    """Tell whether a dialog is open, which nothing should close but a person."""
    return "what" in st.session_state.get(_DOING, {})


def bring(briefing: str) -> tuple[int, int] | None:
    """Return the item of a briefing that was put in or edited last, with a number that is new each time."""
    last = st.session_state.get(_BRING)
    return (last[1], last[2]) if last and last[0] == briefing else None


def show_dialog(corpus: Corpus, composed: Composed) -> None:
    """Show the dialog that is open, if one is."""
    doing = st.session_state.get(_DOING, {})
    if "what" not in doing:
        return
    if doing["briefing"] != composed.briefing.id:  # left behind by the browser's way back
        _leave()
        return
    item = next((one for one in composed.briefing.items if one.id == doing["item"]), None)
    if item is None:
        _leave()
        st.toast(_GONE)
    elif doing["what"] == "edit":
        _edit(corpus, composed, item)
    else:
        _add_below(corpus, composed, item)


def show_taken_out(corpus: Corpus, briefing: str) -> None:
    """Say what was taken out last, and offer to put it back, and then what was taken out before it."""
    all_taken: list[TakenOut] = st.session_state.get(_TAKEN, [])
    taken = [one for one in all_taken if one.briefing == briefing]
    if not taken:
        return
    more = f" (and {len(taken) - 1} before it)" if len(taken) > 1 else ""
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="taken-out"):
        st.text(shared.safe(f"Removed: {taken[-1].text[:_SHOWN]}{more}"), width="content")
        undo = [corpus, taken[-1]]
        st.button("Undo", key="put-back", icon=":material/undo:", on_click=_put_back, args=undo)
        st.button("Dismiss", key="stay-out", type="tertiary", on_click=_dismiss, args=[briefing])


def show_adding(corpus: Corpus, composed: Composed) -> None:
    """Show the form that puts something in at the end."""
    st.header("Add your own words", anchor=False)
    _form(corpus, composed, None, "end")


# Pieces ------------------------------------------------------------------------------------------------


def _leave() -> None:
    st.session_state[_DOING] = {"count": st.session_state.get(_DOING, {}).get("count", 0)}


@st.dialog("Edit", width="medium", on_dismiss=_leave)
def _edit(corpus: Corpus, composed: Composed, item: Item) -> None:
    if not is_working():  # saved, without anything to be said of it
        st.rerun()
    body, doing, briefing = item.body, st.session_state[_DOING], composed.briefing.id
    key = f"{item.id}-{doing['count']}"
    first = doing.setdefault("first", doing.setdefault("was", body.text))
    if isinstance(body, Cited):
        for place in body.places:
            st.caption(shared.label(f"[{composed.number(place)}] {' '.join(place.words.split())}", 600))
    if isinstance(body, Heading):
        _level(f"level-{key}", body.level)
    st.text_area("Words", first, key=f"words-{key}", height="content")
    if isinstance(body, Cited):
        _cite(composed, "Let it cite also", f"cite-{key}", body.places)
    for fault in composed.faults:
        if fault.item == item.id:
            st.warning(shared.label(fault_in_words(fault), 1_200), icon=":material/info:")
    for told in doing.get("told", ()):
        st.warning(shared.label(told, 1_200), icon=":material/info:")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Save", key=f"save-{key}", type="primary", on_click=_save, args=[corpus, briefing, item.id, key]
        )
        if st.button("Close" if doing.get("told") else "Cancel", key=f"leave-{key}"):
            _leave()
            st.rerun()
        is_corrected = any((one.item, one.what) == (item.id, "corrected") for one in composed.faults)
        if is_corrected and st.button("I have read the correction", key=f"read-{key}"):
            read_again(corpus, briefing, item.id)
            _leave()
            st.rerun()


def _save(corpus: Corpus, briefing: str, item: int, key: str) -> None:
    """Keep what was written. What is to be said of it is said in the dialog, which then stays open."""
    state = st.session_state
    doing, text = state[_DOING], state.get(f"words-{key}") or ""
    level, cite = state.get(f"level-{key}"), tuple(state.get(f"cite-{key}") or ())
    if not text.strip():
        doing["told"] = ["Leave it some words. To take it out, close this and remove it."]
        return
    if told := _too_long(text):
        doing["told"] = [told]
        return
    try:
        edited = edit(corpus, briefing, item, text, was=doing["was"], level=level, cite=cite)
    except DatelineError as error:
        doing["told"] = [str(error)]
        return
    if isinstance(edited, Meanwhile):
        doing["was"] = edited.now
        doing["told"] = [
            f"Somebody else has changed this meanwhile. It now says: {edited.now}",
            "Your words are still in the box. Save again to put them in its place, or close to leave it.",
        ]
        return
    _bring(briefing, item)
    if not edited.body.flags:
        _leave()
        return
    doing["was"] = edited.body.text
    kept = [f"Kept as: {edited.body.text}"] if edited.body.text != text else ["Kept, but flagged."]
    doing["told"] = [*kept, *map(flag_in_words, edited.body.flags)]


@st.dialog("Add below", width="medium", on_dismiss=_leave)
def _add_below(corpus: Corpus, composed: Composed, item: Item) -> None:
    st.caption(shared.label(f"Below: {item.body.text}", 200))
    if _form(corpus, composed, item.id, f"below-{item.id}"):
        _leave()
        st.rerun()


def _form(corpus: Corpus, composed: Composed, after: int | None, name: str) -> bool:
    """Show the form that puts in a heading, a note or a statement; tell whether something was put in."""
    key = f"{name}-{composed.briefing.id}-{st.session_state.get(_ADDED, 0)}"
    kind = st.segmented_control("What", _KINDS, default="Note", required=True, key=f"kind-{name}")
    level = _level(f"level-{key}", 1) if kind == "Heading" else 1
    cited: tuple[Place, ...] = ()
    if kind == "Statement":
        cited = _cite(composed, "It rests on", f"cite-{key}")
        if not _places(composed):
            st.caption("A statement rests on words of an article. Mark some there and add them first.")
    # what is written stays while its writer looks something up on another page
    text = st.text_area("Words", key=f"words-{key}", height="content", persist_state="session")
    if not st.button(f"Add the {str(kind).lower()}", key=f"put-{name}", type="primary"):
        return False
    lacking = _too_long(text or "") if (text or "").strip() else "Write some words first."
    if kind == "Statement" and not cited:
        lacking = "Choose what the statement rests on, or make it a note."
    if lacking:
        st.error(lacking, icon=":material/error:")
        return False
    try:
        if kind == "Statement":
            pick = picking.statement(corpus, text, cited)
        else:
            pick = picking.heading(text, level) if kind == "Heading" else picking.note(text)
        (added,) = add(corpus, composed.briefing.id, [pick], after)
    except DatelineError as error:
        st.error(shared.label(str(error), 600), icon=":material/error:")
        return False
    st.session_state[_ADDED] = st.session_state.get(_ADDED, 0) + 1
    _bring(composed.briefing.id, added.id)
    if after is None:
        st.rerun()
    return True


def _too_long(text: str) -> str:
    """Say that there are too many words, if so: a box with a limit of its own refuses a paste silently."""
    if len(text) <= _LONGEST:
        return ""
    return f"These are {len(text):,} characters, and an item may have {_LONGEST:,}. Part them into several."


def _level(key: str, level: int) -> int:
    levels = list(_LEVELS)
    chosen = st.selectbox("Level", levels, levels.index(level), format_func=_LEVELS.__getitem__, key=key)
    return int(chosen)


def _cite(composed: Composed, label: str, key: str, but: tuple[Place, ...] = ()) -> tuple[Place, ...]:
    """Ask for places that the briefing cites already; there is nothing to ask for where it cites none."""
    places = {one: name for one, name in _places(composed).items() if one not in but}
    if not places:
        return ()
    return tuple(st.multiselect(label, list(places), format_func=places.__getitem__, key=key))


def _places(composed: Composed) -> dict[Place, str]:
    """Return the places that a briefing cites, by number, each with what it is called in a list."""
    places = {
        place: composed.number(place)
        for item in composed.briefing.items
        if isinstance(item.body, Cited)
        for place in item.body.places
    }
    named = sorted(places.items(), key=lambda one: (one[1], one[0].span.start))
    return {
        place: f"[{number}] {shared.safe(' '.join(place.words.split()))[:_SHOWN]} ({place.span.start})"
        for place, number in named
    }


def _put_back(corpus: Corpus, taken: TakenOut) -> None:
    left = [one for one in st.session_state.get(_TAKEN, ()) if one is not taken]
    try:
        item = put_back(corpus, taken)
    except NotFound:
        st.toast("Somebody else has removed this briefing.")
    else:
        _bring(taken.briefing, item)
        left = [one.behind(taken, item) for one in left]
    st.session_state[_TAKEN] = left


def _dismiss(briefing: str) -> None:
    st.session_state[_TAKEN] = [one for one in st.session_state.get(_TAKEN, ()) if one.briefing != briefing]


def _bring(briefing: str, item: int) -> None:
    before = st.session_state.get(_BRING)
    st.session_state[_BRING] = (briefing, item, before[2] + 1 if before else 1)
