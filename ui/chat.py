"""The Chat page: questions, answers with numbered citations, and the cited article beside them."""

from collections.abc import Sequence

import streamlit as st

from assistant import Assistant
from assistant.answer import Answer, Source, Statement, carriers, speaker_line
from corpus import Corpus
from corpus.errors import NotFound
from corpus.records import Filters, Span
from ui import shared
from ui.passage_pane import show_passage
from ui.turns import Turn

# The opened article stays in view while the answer scrolls.
_STYLE = """<style>
[data-testid="stColumn"]:has(.st-key-reading) { position: sticky; top: 4rem; align-self: flex-start; }
</style>"""
_EXAMPLE = "What did Iraq say about militias?"


def page() -> None:
    """Draw the page."""
    corpus, assistant = shared.resources()
    turns: list[Turn] = st.session_state.setdefault("turns", [])
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
        for number, turn in enumerate(turns):
            _show_turn(turn, number)
        if not turns and corpus.catalogue.count() and st.button(f"Try: {_EXAMPLE}", key="example"):
            _ask(turns, assistant, _EXAMPLE, filters)
    if right is not None:
        with right, st.container(key="reading"):
            _show_opened(corpus)
    if question := st.chat_input("Ask the archive", key="question"):
        _ask(turns, assistant, question, filters)


def _ask(turns: list[Turn], assistant: Assistant, question: str, filters: Filters) -> None:
    turn = Turn(question, filters)
    turns.append(turn)
    st.session_state.pop("opened", None)
    turn.start(assistant)
    st.rerun()


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


def _show_turn(turn: Turn, number: int) -> None:
    with st.chat_message("user"):
        st.text(shared.safe(turn.question))
    with st.chat_message("assistant"):
        if turn.done:
            _show_outcome(turn, number)
        else:
            _show_running(turn)


@st.fragment(run_every=0.3)
def _show_running(turn: Turn) -> None:
    """Show what has come so far; once all has, draw the whole page again."""
    if turn.done:
        st.rerun()
    before = None
    for statement in list(turn.statements):
        _show_words(statement, before)
        before = statement
    st.caption("Reading the archive …")


def _show_outcome(turn: Turn, number: int) -> None:
    answer = turn.answer
    if answer is None:
        st.error(shared.label(turn.error or "", 400), icon=":material/error:")
        return
    if answer.fallback_reason:
        st.warning(shared.label(f"The language model did not answer: {answer.fallback_reason}", 400))
    if answer.abstained:
        st.text(answer.reason or "The archive does not hold an answer to this.")
        if answer.nearby:
            st.caption("Nearby in the archive")
            _show_sources(answer.nearby, f"nearby-{number}")
    for at, statement in enumerate(answer.statements):
        _show_words(statement, answer.statements[at - 1] if at else None)
        with st.container(horizontal=True, gap="small"):
            for cited in statement.citations:
                source = next(source for source in answer.sources if source.number == cited)
                spans = [place.span for place in statement.spans if place.source == cited]
                _citation(source, spans, key=f"cite-{number}-{at}-{cited}")
    if answer.sources:
        st.caption("Sources")
        _show_sources(answer.sources, f"source-{number}")
    for note in answer.notes:
        st.caption(shared.label(note, 300))
    _as_of(answer)


def _show_words(statement: Statement, before: Statement | None) -> None:
    """Show a statement, under its speaker's name where that is another one than that of ``before``."""
    if line := speaker_line(statement, before):
        st.markdown(f"**{shared.label(line)}**")
    st.text(shared.safe(statement.text))
    if statement.flags:
        st.caption(":material/flag: " + shared.label(", ".join(statement.flags)))


def _show_sources(sources: Sequence[Source], key: str) -> None:
    for source in sources:
        line = f"{source.number}. {source.article.title} · {shared.byline(source.article)}"
        if st.button(shared.label(line, 200), key=f"{key}-{source.number}", type="tertiary"):
            _open(source, [passage.span for passage in source.passages])
        if also := carriers(source.article, source.copies):
            st.caption(shared.label(f"Also carried by: {', '.join(also)}", 200))


def _citation(source: Source, spans: Sequence[Span], key: str) -> None:
    day = (
        f"{source.article.published.day} {source.article.published:%b %Y}"
        if source.article.published
        else "undated"
    )
    line = f"[{source.number}] {source.article.outlet or 'unknown outlet'}, {day}"
    if source.article.sample:
        line += " · sample"
    if st.button(shared.label(line), key=key, help="Open the passage in its article"):
        _open(source, spans)


def _open(source: Source, spans: Sequence[Span]) -> None:
    version = source.article.version
    st.session_state["opened"] = (source.article.id, version, [(span.start, span.end) for span in spans])
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
    show_passage(article, [Span(start, end) for start, end in spans])
    url = article.info.url
    if url and url.startswith(("http://", "https://")):
        st.link_button("Open the live page", url, icon=":material/open_in_new:")


def _as_of(answer: Answer) -> None:
    newest = f"{answer.as_of:%-d %B %Y}" if answer.as_of else "no dated article"
    by = "quotes only" if answer.answered_by == "quotes" else answer.answered_by
    st.caption(shared.label(f"As of {newest} · answered by {by}"))
