"""The Chat page: questions, answers with numbered citations, and the cited article beside them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from assistant import Assistant
from assistant.aging import told_since
from assistant.answer import (
    attribution,
    notes_on,
)
from assistant.conversation import Conversation
from assistant.question import Guess
from corpus import Corpus
from corpus.errors import NotFound
from corpus.records import Filters, Span
from ui.app import shared
from ui.app.answers import show_outcome, show_words
from ui.app.passage_pane import show_passage
from ui.app.turns import Turn

# The opened article stays in view while the answer scrolls; filters look like chips.
_STYLE = """<style>
[data-testid="stColumn"]:has(.st-key-reading) { position: sticky; top: 4rem; align-self: flex-start; }
[class*="st-key-filters-"] :is(button, [data-testid="stText"]) { padding: .15rem .75rem; min-height: 0;
  border-radius: 1rem; font-size: .875rem; }
[class*="st-key-filters-"] [data-testid="stText"] { background: rgba(128, 128, 128, .15); }
</style>"""
_Again = Callable[[Mapping[Guess, str]], None]
_EXAMPLE = "What did Iraq say about militias?"


def page() -> None:
    """Draw the page."""
    corpus, assistant = shared.resources()
    conversation, turns = _conversation(corpus, assistant)
    st.html(_STYLE)
    st.title("Dateline")
    if not corpus.catalogue.count():
        st.info("The archive is empty. Add articles on the Upload page, or run `dateline ingest FOLDER`.")
    else:
        _coverage(corpus)
        shared.offer_to_remove_sample(corpus)
    filters = _filters(corpus)
    opened = st.session_state.get("opened")
    left, right = st.columns([3, 2], gap="large") if opened else (st.container(), None)
    with left:
        since = told_since(corpus, *(turn.answer for turn in turns if turn.answer))
        for number, turn in enumerate(turns):
            _show_turn(turn, number, partial(_ask_again, turns, number, conversation), since)
        if turns and turns[-1].answer and (chosen := _suggestions(turns, assistant)):
            _ask(turns, conversation, chosen, turns[-1].filters)
        if not turns and corpus.catalogue.count() and st.button(f"Try: {_EXAMPLE}", key="example"):
            _ask(turns, conversation, _EXAMPLE, filters)
    if right is not None:
        with right, st.container(key="reading"):
            _show_opened(corpus)
    if question := st.chat_input("Ask the archive", key="question"):
        _ask(turns, conversation, question, filters)


def _conversation(corpus: Corpus, assistant: Assistant) -> tuple[Conversation, list[Turn]]:
    """Return this session's conversation: the one that the address names, or a new one.

    As soon as something is answered the address names it, so that a reload brings it back.
    """
    if "conversation" not in st.session_state:
        conversation = Conversation.start(assistant, corpus)
        if named := st.query_params.get("conversation"):
            try:
                conversation = Conversation.open(assistant, corpus, named)
            except NotFound:
                del st.query_params["conversation"]
                st.warning("The conversation of this address is not in the archive. A new one begins.")
        st.session_state["conversation"] = conversation
        st.session_state["turns"] = [Turn.kept(turn) for turn in conversation.turns]
    conversation, turns = st.session_state["conversation"], st.session_state["turns"]
    if any(turn.answer for turn in turns):
        st.query_params["conversation"] = conversation.id
    return conversation, turns


def _ask(turns: list[Turn], conversation: Conversation, question: str, filters: Filters) -> None:
    turn = Turn(question, filters)
    turns.append(turn)
    st.session_state.pop("opened", None)
    turn.start(conversation)
    st.rerun()


def _ask_again(
    turns: list[Turn], number: int, conversation: Conversation, without: Mapping[Guess, str]
) -> None:
    """Answer a question again in its place; all else stays as it is."""
    asked = turns[number]
    turns[number] = Turn(asked.question, asked.filters, without, number=asked.number)
    turns[number].start(conversation)


def _coverage(corpus: Corpus) -> None:
    oldest, newest = corpus.catalogue.coverage()
    span = f", published {oldest:%-d %B %Y} to {newest:%-d %B %Y}" if oldest and newest else ""
    st.caption(shared.counted(corpus.catalogue.count(), "article") + span)


def _filters(corpus: Corpus) -> Filters:
    with st.expander("Filters", icon=":material/filter_list:"):
        since_box, until_box, outlet_box = st.columns(3)
        since = since_box.date_input("Published from", value=None, key="since", min_value="1800-01-01")
        until = until_box.date_input("Published until", value=None, key="until", min_value="1800-01-01")
        outlets = list(corpus.catalogue.outlets())
        outlet = outlet_box.selectbox(
            "Outlet", outlets, index=None, key="outlet", placeholder="Any", format_func=shared.safe
        )
    return Filters(since=since, until=until, outlet=outlet)


def _show_turn(turn: Turn, number: int, again: _Again, since: Mapping[int, str]) -> None:
    with st.chat_message("user"):
        st.text(shared.safe(turn.question))
    with st.chat_message("assistant"):
        if turn.done:
            _show_filters(turn, number, again)
            show_outcome(turn, number, since)
        else:
            _show_running(turn)


@st.fragment(run_every=0.3)
def _show_running(turn: Turn) -> None:
    """Show what has come so far; once all has, draw the whole page again."""
    if turn.done:
        st.rerun()
    before = None
    for statement in list(turn.statements):
        show_words(statement, attribution(statement, before))
        before = statement
    st.caption("Reading the archive …")


def _show_filters(turn: Turn, number: int, again: _Again) -> None:
    """Show what narrowed the answer. What was read from the question goes, and comes back, at a click."""
    given, read = _given(turn.filters), _read(turn.answer.filters) if turn.answer else {}
    if not (given or read or turn.without):
        return
    with st.container(key=f"filters-{number}", horizontal=True, vertical_alignment="center", gap="small"):
        for text in given:
            st.text(shared.safe(text), width="content")
        for guess, text in read.items():
            st.button(
                shared.label(f"Read from your question: {text}"),
                key=f"read-{number}-{guess}",
                help="What fits goes first; nothing is left out. Click to ask again without it.",
                icon=":material/close:",
                icon_position="right",
                on_click=again,
                args=[{**turn.without, guess: text}],
            )
        for guess, text in turn.without.items():
            st.button(
                shared.label(f"Not applied: {text}"),
                key=f"without-{number}-{guess}",
                help="You took this back. Click to ask again with it.",
                type="tertiary",
                icon=":material/undo:",
                icon_position="right",
                on_click=again,
                args=[{name: words for name, words in turn.without.items() if name != guess}],
            )


def _given(filters: Filters) -> list[str]:
    """Return in words the filters that a person has set."""
    published = filters.since or filters.until
    return [
        *([f"Published {shared.in_words(filters.since, filters.until)}"] if published else []),
        *([f"Outlet: {filters.outlet}"] if filters.outlet else []),
        *([f"Asked on {shared.in_words(filters.asked, filters.asked)}"] if filters.asked else []),
    ]


def _read(filters: Filters) -> dict[Guess, str]:
    """Return in words what an answer's filters say was read from the question."""
    read: dict[Guess, str] = {}
    if {"since", "until"} & set(filters.inferred):
        read["period"] = shared.in_words(filters.since, filters.until)
    if "outlet" in filters.inferred and filters.outlet:
        read["outlet"] = filters.outlet
    return read


def _suggestions(turns: Sequence[Turn], assistant: Assistant) -> str | None:
    """Show what may be asked next, once that is known; return the question that was clicked."""
    turn = turns[-1]
    if turn.suggestions is None:
        turn.suggest(assistant, [earlier.question for earlier in turns])
        _await_suggestions(turn)
        return None
    if turn.suggestions:
        st.caption("You may ask next")
    for number, question in enumerate(turn.suggestions):
        if st.button(shared.label(question), key=f"suggestion-{number}", icon=":material/reply:"):
            return question
    return None


@st.fragment(run_every=0.3)
def _await_suggestions(turn: Turn) -> None:
    """Draw the whole page again once the suggestions of a turn are known."""
    if turn.suggestions is not None:
        st.rerun()


def _show_opened(corpus: Corpus) -> None:
    article_id, version, spans = st.session_state["opened"]
    if st.button("Close", key="close-article", icon=":material/close:"):
        del st.session_state["opened"]
        st.rerun()
    try:
        article = corpus.catalogue.get(article_id, version)
    except NotFound:
        st.warning("This article has been removed from the archive.")
        return
    for note in notes_on(article.info):
        st.warning(shared.label(note, 600), icon=":material/info:")
    show_passage(article, [Span(start, end) for start, end in spans])
    url = article.info.url
    if url and url.startswith(("http://", "https://")):
        st.link_button("Open the live page", url, icon=":material/open_in_new:")
