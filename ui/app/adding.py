"""Adding to a briefing, from wherever there is something to add: which briefing, and what of an answer.

A form that is open, and what was added last, are named by what it is about ("answer-4f1c-2"), so that one
call fits under each answer and beside each article. Only ids are kept in the session.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from assistant.answer import Answer
from assistant.briefings import picking
from assistant.briefings.composing import add, new_briefing
from assistant.briefings.picking import Pick
from assistant.briefings.reading import every_briefing, read_briefing
from assistant.briefings.wording import flag_in_words
from corpus import Corpus
from corpus.briefings import BriefingInfo
from corpus.errors import BadBriefing, DatelineError, NotFound
from ui.app import places, shared
from ui.app.chat.scrolling import show_whole

USED = "briefing-used"
"""In the session: the briefing that was added to, or opened, last."""
_OPEN, _TOLD = "briefing-adding", "briefing-added"
_NEW = ""  # in the place of a briefing's id
_OFFERED = 100  # briefings to choose from, the ones that changed last
_TITLE = 200  # characters
_SOME = "Some of its statements"
GONE = "Somebody has removed this briefing. Choose another one."


@dataclass(frozen=True, slots=True)
class Told:
    """What came of adding: to be said where it was asked for (``about``)."""

    about: str
    text: str
    briefing: str | None = None
    flags: tuple[str, ...] = ()


# Answers -----------------------------------------------------------------------------------------------


def offer_to_add(talk: str | None, number: int, answer: Answer) -> None:
    """Show the button that opens the form for an answer: the turn ``number`` of the conversation ``talk``.

    None: a timeline, which is in no conversation.
    """
    if answer.statements:
        st.button(
            "Add to briefing",
            key=f"add-{number}",
            type="tertiary",
            help=f"Puts this {'answer' if talk else 'timeline'}, or some of its statements, into a briefing.",
            on_click=open_form,
            args=[_about(talk, number, answer)],
        )


def show_adding(talk: str | None, number: int, answer: Answer) -> None:
    """Show the form, where it is open for this answer, and what was added of it."""
    about = _about(talk, number, answer)
    show_told(about)
    if not is_open(about):
        return
    corpus, _ = shared.resources()
    with st.container(border=True, key=f"adding-{number}"):
        chosen: list[int] | None = None
        if len(answer.statements) > 1:
            whole = "The whole answer" if talk else "The whole timeline"
            what = st.radio("What to add", [whole, _SOME], key=f"add-what-{number}", horizontal=True)
            if what == _SOME:
                chosen = _chosen(answer, number)
        choose_and_add(
            corpus,
            about,
            lambda: picking.of_answer(
                corpus, answer, chosen, conversation=talk, turn=number if talk else None
            ),
            title=answer.asked,
            nothing="Tick the statements that you want to add." if chosen == [] else None,
        )
    show_whole(f"st-key-adding-{number}")


def _chosen(answer: Answer, number: int) -> list[int]:
    return [
        at
        for at, one in enumerate(answer.statements, start=1)
        if st.checkbox(shared.label(one.text, 240), key=f"add-statement-{number}-{at}")
    ]


def _about(talk: str | None, number: int, answer: Answer) -> str:
    return f"answer-{talk}-{number}" if talk else f"timeline-{answer.asked}"


# Anything ----------------------------------------------------------------------------------------------


def open_form(about: str) -> None:
    """Let the form for this be shown; one that is open elsewhere closes."""
    st.session_state[_OPEN] = about
    st.session_state.pop(_TOLD, None)


def close_form() -> None:
    """Let no form be shown."""
    st.session_state.pop(_OPEN, None)


def is_open(about: str) -> bool:
    """Tell whether the form for this is to be shown."""
    return bool(st.session_state.get(_OPEN) == about)


def choose_and_add(
    corpus: Corpus,
    about: str,
    picks: Callable[[], Sequence[Pick]],
    *,
    title: str,
    into: str | None = None,
    nothing: str | None = None,
) -> None:
    """Ask for the briefing, and put there what ``picks`` returns at a click.

    The one that this session used last comes first (or ``into``), then those that changed last; a new one is
    called ``title`` unless somebody says otherwise. ``nothing`` is said where there is nothing to add yet.
    """
    names = _names(corpus, into or st.session_state.get(USED))
    key = f"add-to-{about}"
    which = _NEW
    if len(names) > 1:
        which = st.selectbox("Briefing", list(names), format_func=names.__getitem__, key=key) or _NEW
    if which == _NEW:
        st.text_input("Title of the new briefing", _line(title), key=f"{key}-title")
    told: Told | None = st.session_state.get(_TOLD)
    if told and told.about == about and told.briefing is None:
        st.error(shared.label(told.text, 600), icon=":material/error:")

    def put() -> None:
        _put(corpus, about, picks, which, st.session_state.get(f"{key}-title"), nothing)

    with st.container(horizontal=True, gap="small"):
        st.button("Add", key=f"add-now-{about}", type="primary", on_click=put)
        st.button("Cancel", key=f"add-not-{about}", on_click=close_form)


def show_told(about: str, shown: str | None = None) -> None:
    """Say what was added where it was asked for, with the way to it; ``shown`` is the briefing one is at."""
    told: Told | None = st.session_state.get(_TOLD)
    if not told or told.about != about or told.briefing is None:
        return
    if told.briefing == shown:  # where one sees it come
        st.session_state.pop(_TOLD, None)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"added-{about}"):
        st.text(shared.safe(told.text))
        if st.button("Open the briefing", key=f"open-added-{about}", type="tertiary"):
            del st.session_state[_TOLD]
            places.go("briefings", briefing=told.briefing)
    for flag in told.flags:
        st.caption(":material/flag: " + shared.label(flag_in_words(flag), 300))


def _put(
    corpus: Corpus,
    about: str,
    picks: Callable[[], Sequence[Pick]],
    which: str,
    title: str | None,
    nothing: str | None,
) -> None:
    if nothing:
        st.session_state[_TOLD] = Told(about, nothing)
        return
    if which == _NEW and not (title or "").strip():
        st.session_state[_TOLD] = Told(about, "Give the new briefing a title.")
        return
    if which == _NEW and (said := shared.too_long("A title", title or "", _TITLE)):
        st.session_state[_TOLD] = Told(about, said)
        return
    try:
        found = picks()
        briefing, named = _kept(corpus, which, title or "", found)
    except DatelineError as error:
        st.session_state[_TOLD] = Told(about, str(error))
        return
    close_form()
    flags = dict.fromkeys(flag for pick in found for flag in pick.body.flags)
    what = shared.counted(len(found), "statement")
    st.session_state[USED] = briefing
    st.session_state[_TOLD] = Told(about, f"Added {what} to “{_line(named)}”.", briefing, tuple(flags))


def _kept(corpus: Corpus, which: str, title: str, found: Sequence[Pick]) -> tuple[str, str]:
    """Put what was picked into a briefing, or a new one; return its id and title."""
    if which == _NEW:
        made = new_briefing(corpus, title, found)
        return made.id, made.title
    try:
        add(corpus, which, found)
        return which, read_briefing(corpus, which).title
    except NotFound as error:
        raise BadBriefing(GONE) from error


def _names(corpus: Corpus, first: str | None) -> dict[str, str]:
    """Return the names of the briefings to choose from by id, the new one last."""
    infos = every_briefing(corpus)
    infos.sort(key=lambda info: info.id != first)  # the others stay in their order
    offered = infos[:_OFFERED]
    times = Counter(_line(info.title) for info in offered)
    names = {info.id: _named(info, times[_line(info.title)] > 1) for info in offered}
    return {**names, _NEW: "A new briefing …"}


def _named(info: BriefingInfo, is_one_of_several: bool) -> str:
    begun = info.created
    day = f" (begun {begun.day} {begun:%B %Y, %H:%M:%S} UTC)" if is_one_of_several else ""
    return f"{_line(info.title)}{day}"


def _line(text: str) -> str:
    return " ".join(shared.safe(text).split())[:_TITLE]
