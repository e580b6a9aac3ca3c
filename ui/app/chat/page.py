"""The Chat page: questions, answers with numbered citations, and the cited article beside them."""

from functools import partial

import streamlit as st

from assistant import Assistant
from assistant.aging import told_since
from assistant.conversation import Conversation
from corpus import Corpus
from corpus.conversations import Conversations
from corpus.errors import NotFound
from corpus.records import Filters
from ui.app import places, shared
from ui.app.chat.asking import desk
from ui.app.chat.chips import chosen, show_filters
from ui.app.chat.current import EARLIER, name_it, named, open_talk
from ui.app.chat.scrolling import bring_into_view
from ui.app.chat.suggesting import suggestions
from ui.app.chat.talks import show_talks
from ui.app.chat.turns import Turn, show_turn, turns_of
from ui.app.keeping_place import keep_place
from ui.app.opened import close, opened, show_opened

_STYLE = """<style>
[class*="st-key-filters"] :is(.stButton button, [data-testid="stText"]) { padding: .15rem .75rem;
  min-height: 0; border-radius: 1rem; font-size: .875rem; }
[class*="st-key-filters"] [data-testid="stText"] { background: rgba(128, 128, 128, .15); }
[class*="st-key-cites-"] button { padding: .1rem .6rem; min-height: 1.9rem; font-size: .875rem; }
[class*="st-key-actions-"] { row-gap: 0; }
[class*="st-key-turn-"] { scroll-margin-top: 4.5rem; }
[class*="st-key-turn-"] [data-testid="stBaseButton-tertiary"],
[class*="st-key-turn-"] [data-testid="stBaseButton-tertiary"] > div { justify-content: flex-start;
  text-align: left; }
[class*="st-key-turn-"] h2 { font-size: 1.2rem; padding: 0; line-height: 2rem; overflow-wrap: anywhere; }
[class*="st-key-turn-"] h3 { font-size: 1rem; padding: .5rem 0 0; }
[class*="st-key-turn-"] [data-testid="stText"] { overflow-wrap: anywhere; white-space: pre-wrap; }
[class*="st-key-talk-"] button { justify-content: flex-start; text-align: left; padding: .35rem .75rem; }
[class*="st-key-talk-"] button > div { justify-content: flex-start; }
</style>"""
_EXAMPLE = "What did Iraq say about militias?"
_AT_A_TIME = 8  # turns that are drawn, and more at a click


def page() -> None:
    """Draw the page."""
    corpus, assistant = shared.resources()
    talk = _open_talk(corpus, assistant)
    show_talks(corpus, talk)
    st.html(_STYLE)
    st.title("Dateline", anchor=False)
    with st.bottom:
        show_filters(corpus)
        st.chat_input("Ask the archive", key="question", on_submit=_ask_typed)
    if not corpus.catalogue.count():
        _welcome_to_nothing()
    elif talk is None:
        _coverage(corpus)
        shared.offer_to_remove_sample(corpus)
    keep_place()
    reading = opened()
    left, right = st.columns([3, 2], gap="large") if reading else (st.container(), None)
    with left:
        if talk is not None:
            _show_turns(corpus, assistant, talk)
        elif corpus.catalogue.count(sample=True):
            st.button(f"Try: {_EXAMPLE}", key="example", on_click=_ask, args=[_EXAMPLE])
    if right is not None and reading is not None:
        with right, st.container(key="reading"):
            show_opened(corpus, *reading)


def _open_talk(corpus: Corpus, assistant: Assistant) -> Conversation | None:
    """Return the conversation that the address names, or this session's last; None where none has begun.

    What was being answered in it when a server stopped is taken up.
    """
    conversation = named()
    if conversation is None:
        return None
    try:
        talk = Conversation.open(assistant, corpus, conversation)
    except NotFound:
        open_talk(None)
        st.warning(
            "This conversation is not in the archive; somebody may have removed it. "
            "Ask to begin a new one, or open another from the sidebar."
        )
        return None
    desk().take_up(talk)
    return talk


def _show_turns(corpus: Corpus, assistant: Assistant, talk: Conversation) -> None:
    before = _state(corpus, talk)
    most = st.session_state.get(EARLIER, _AT_A_TIME)
    turns, hidden = turns_of(talk, most)
    if hidden:
        words = f"Show earlier questions ({hidden:,})"
        st.button(words, key="show-earlier", on_click=_show_earlier, args=[most])
    since = told_since(corpus, *(turn.kept.answer for turn in turns if turn.kept))
    for turn in turns:
        show_turn(talk, turn, since)
    if turns:
        last = turns[-1]
        bring_into_view(f"st-key-turn-{last.number}", f"{talk.id} {last.number}", is_live=last.is_live)
        _show_suggestions(assistant, talk, last)
    if not any(turn.is_live for turn in turns):
        _watch(corpus, talk, before)


def _show_suggestions(assistant: Assistant, talk: Conversation, last: Turn) -> None:
    """Show what may be asked next, once that is known."""
    if last.kept is None or last.kept is not last.last:
        return
    asked, key = [*talk.questions.values()], f"{talk.id} {last.number} {last.kept.asked_at}"
    found = suggestions().of(key, partial(assistant.suggest, last.kept.answer, asked))
    if found is None:
        _await_suggestions(key)
        return
    if found:
        st.caption("You may ask next")
    for number, question in enumerate(found):
        st.button(
            shared.label(question),
            key=f"suggestion-{number}",
            icon=":material/reply:",
            on_click=_ask,
            args=[question, last.kept.filters],
        )


@st.fragment(run_every=0.6)
def _await_suggestions(key: str) -> None:
    """Draw the whole page again once the suggestions for an answer are known."""
    if suggestions().are_known(key):
        st.rerun()


@st.fragment(run_every=4)
def _watch(corpus: Corpus, talk: Conversation, before: object) -> None:
    """Draw the whole page again once the conversation has gone on in another window."""
    if _state(corpus, talk) != before:
        st.rerun()


def _state(corpus: Corpus, talk: Conversation) -> object:
    """Return what is different once a conversation has gone on, in little."""
    rows = Conversations(corpus.catalogue)
    try:
        changed = rows.get(talk.id).changed
    except NotFound:
        return None
    return changed, [(row.id, row.why) for row in rows.open_questions(talk.id)]


def _ask_typed() -> None:
    question = str(st.session_state.get("question") or "").strip()
    if question:
        _ask(question)


def _ask(question: str, filters: Filters | None = None) -> None:
    """Ask in the open conversation, or begin one; the address names it from then on."""
    corpus, assistant = shared.resources()
    conversation = named()
    talk = (
        Conversation(assistant, corpus, conversation)
        if conversation
        else Conversation.start(assistant, corpus)
    )
    close()
    desk().ask(talk, question, chosen() if filters is None else filters)
    name_it(talk.id)


def _show_earlier(most: int) -> None:
    st.session_state[EARLIER] = most + _AT_A_TIME


def _welcome_to_nothing() -> None:
    st.info(
        "The archive is empty. Add articles on the Upload page, or run `dateline ingest FOLDER`; "
        "then ask here."
    )
    if st.button("Go to the Upload page", key="go-upload", type="primary"):
        places.go("upload")


def _coverage(corpus: Corpus) -> None:
    oldest, newest = corpus.catalogue.coverage()
    span = f", published {oldest:%-d %B %Y} to {newest:%-d %B %Y}" if oldest and newest else ""
    if oldest and oldest == newest:
        span = f", published {oldest:%-d %B %Y}"
    st.caption(shared.counted(corpus.catalogue.count(), "article") + span)
