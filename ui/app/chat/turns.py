"""A turn on the Chat page: the question, and its answer, what has come of it so far, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from assistant.answer import attribution
from assistant.conversation import AnsweredTurn, Conversation, OpenQuestion
from assistant.question import Guess
from assistant.transcript import turn_as_text
from corpus.records import Filters
from ui.app import shared
from ui.app.adding import offer_to_add, show_adding
from ui.app.chat import chips
from ui.app.chat.answers import show_answer, show_words
from ui.app.chat.asking import desk
from ui.app.chat.copying import copy_button
from ui.app.chat.current import EDITING, open_talk
from ui.app.chat.flags import offer_to_report, show_report
from ui.app.chat.scrolling import put_focus_into

_LONGEST = 1_000  # characters of a question that its heading shows


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as it is shown: what was asked last, and the answer that was kept before.

    Where an answer is still missing, ``last`` is an open question, of which ``kept`` is an earlier answer if
    there is one; ``is_live`` says that it is on its way in this server.
    """

    last: AnsweredTurn | OpenQuestion
    kept: AnsweredTurn | None
    is_live: bool

    @property
    def number(self) -> int:
        """Its number in the conversation, from 1."""
        return self.last.number


def turns_of(talk: Conversation, most: int) -> tuple[list[Turn], int]:
    """Return the last ``most`` turns of a conversation in order, and how many there are before them."""
    live = desk().answering(talk.id)  # looked at first: what goes from here is in the catalogue by then
    asked = {one.number: one for one in talk.open_questions}
    asked.update((number, one.asked) for number, one in live.items())
    numbers = sorted({*talk.questions, *asked})
    shown = numbers[-most:]
    kept = {turn.number: turn for turn in talk.turns_from(shown[0])} if shown else {}
    turns = [
        Turn(last, kept.get(number), number in live)
        for number in shown
        if (last := asked.get(number) or kept.get(number))
    ]
    return turns, len(numbers) - len(shown)


def show_turn(talk: Conversation, turn: Turn, since: Mapping[int, str]) -> None:
    """Show a turn. ``since`` says by number what became of sources since they were cited."""
    with st.container(key=f"turn-{turn.number}"):
        with st.chat_message("user", avatar=":material/person:"):
            if st.session_state.get(EDITING) == turn.number and not turn.is_live:
                _show_editing(talk, turn)
            else:
                st.header(shared.label(turn.last.question, _LONGEST), anchor=False)
        with st.chat_message("assistant", avatar=":material/newspaper:"):
            if turn.is_live:
                _show_running(talk, turn.number)
            elif isinstance(turn.last, OpenQuestion):
                _show_unanswered(talk, turn, turn.last)
            else:
                _show_filters(talk, turn.last)
                show_answer(turn.last.answer, turn.number, since)
                _show_actions(talk, turn, turn.last)


@st.fragment(run_every=0.5)
def _show_running(talk: Conversation, number: int) -> None:
    """Show what has come so far; once all has, draw the whole page again."""
    line = desk().answering(talk.id)
    one = line.get(number)
    if one is None:
        st.rerun()
    before = None
    for statement in list(one.statements):
        show_words(statement, attribution(statement, before), numbered=True)
        before = statement
    waits = next(iter(line)) != number
    st.caption("Waiting for the question before it …" if waits else "Reading the archive …")
    st.button(
        "Stop", key=f"stop-{number}", icon=":material/stop_circle:", on_click=_stop, args=[talk, number]
    )


def _show_unanswered(talk: Conversation, turn: Turn, asked: OpenQuestion) -> None:
    """Say why a question has no answer, and what can be done about it."""
    st.warning(shared.label(asked.why or "The answer was interrupted.", 600), icon=":material/info:")
    with st.container(horizontal=True, gap="small"):
        _ask_again_button(talk, turn)
        _edit_button(turn)
        words = "Back to the earlier answer" if turn.kept else "Remove the question"
        st.button(
            words, key=f"withdraw-{turn.number}", type="tertiary", on_click=_withdraw, args=[talk, asked]
        )


def _show_actions(talk: Conversation, turn: Turn, kept: AnsweredTurn) -> None:
    """Show what can be done with an answer."""
    with st.container(
        key=f"actions-{turn.number}", horizontal=True, vertical_alignment="center", gap="medium"
    ):
        copy_button(shared.safe(turn_as_text(kept)), key=f"copy-{turn.number}")
        _ask_again_button(talk, turn)
        _edit_button(turn)
        offer_to_add(talk.id, turn.number, kept.answer)
        if kept.answer.statements:
            offer_to_report(turn.number)
    show_adding(talk.id, turn.number, kept.answer)
    show_report(kept.answer, turn.number)


def _withdraw(talk: Conversation, asked: OpenQuestion) -> None:
    if not talk.withdraw(asked):
        open_talk(None)


def _ask_again_button(talk: Conversation, turn: Turn) -> None:
    st.button(
        "Ask again",
        key=f"again-{turn.number}",
        type="tertiary",
        help="Answers the question anew, in its place, from what the archive holds now.",
        on_click=_ask_again,
        args=[talk, turn.number, turn.last.question, turn.last.filters, turn.last.without],
    )


def _edit_button(turn: Turn) -> None:
    st.button(
        "Edit the question", key=f"edit-{turn.number}", type="tertiary", on_click=_edit, args=[turn.number]
    )


def _show_editing(talk: Conversation, turn: Turn) -> None:
    with st.form(f"edit-form-{turn.number}", border=False):
        st.text_area("Your question", turn.last.question, key=f"edited-{turn.number}", height="content")
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                "Ask",
                key=f"ask-edited-{turn.number}",
                type="primary",
                on_click=_ask_edited,
                args=[talk, turn.number, turn.last.filters],
            )
            st.form_submit_button("Cancel", key=f"cancel-{turn.number}", on_click=_edit, args=[None])
    put_focus_into(f"st-key-edited-{turn.number}")


def _edit(number: int | None) -> None:
    st.session_state[EDITING] = number


def _ask_edited(talk: Conversation, number: int, filters: Filters) -> None:
    question = (st.session_state.get(f"edited-{number}") or "").strip()
    if not question:
        st.toast("Type a question, or click Cancel.")
        return
    _edit(None)
    desk().ask(talk, question, filters, again=number)


def _ask_again(
    talk: Conversation, number: int, question: str, filters: Filters, without: Mapping[Guess, str]
) -> None:
    desk().ask(talk, question, filters, without=without, again=number)


def _stop(talk: Conversation, number: int) -> None:
    desk().stop(talk, number)


def _show_filters(talk: Conversation, turn: AnsweredTurn) -> None:
    """Show what narrowed the answer. What was read from the question goes, and comes back, at a click."""
    given, read = chips.in_words(turn.filters), _read(turn.answer.filters)
    if not (given or read or turn.without):
        return
    key, asked = f"filters-{turn.number}", [talk, turn.number, turn.question, turn.filters]
    with st.container(key=key, horizontal=True, vertical_alignment="center", gap="small"):
        for text in given:
            st.text(shared.safe(text), width="content")
        for guess, text in read.items():
            st.button(
                shared.label(f"Read from your question: {text}"),
                key=f"read-{turn.number}-{guess}",
                help="What fits goes first; nothing is left out. Click to ask again without it.",
                icon=":material/close:",
                icon_position="right",
                on_click=_ask_again,
                args=[*asked, {**turn.without, guess: text}],
            )
        for guess, text in turn.without.items():
            st.button(
                shared.label(f"Not applied: {text}"),
                key=f"without-{turn.number}-{guess}",
                help="You took this back. Click to ask again with it.",
                type="tertiary",
                icon=":material/undo:",
                icon_position="right",
                on_click=_ask_again,
                args=[*asked, {name: words for name, words in turn.without.items() if name != guess}],
            )


def _read(filters: Filters) -> dict[Guess, str]:
    """Return in words what an answer's filters say was read from the question."""
    read: dict[Guess, str] = {}
    if {"since", "until"} & set(filters.inferred):
        read["period"] = shared.in_words(filters.since, filters.until)
    if "outlet" in filters.inferred and filters.outlet:
        read["outlet"] = filters.outlet
    return read
