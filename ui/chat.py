"""The Chat page: questions, answers with numbered citations, and the cited article beside them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from assistant import Assistant
from assistant.aging import told_since
from assistant.answer import (
    DIFFER,
    Also,
    Answer,
    Source,
    Statement,
    attribution,
    carriers,
    difference,
    notes_on,
    with_headings,
)
from assistant.attribution import in_day
from assistant.conversation import Conversation
from assistant.question import Guess
from corpus import Corpus
from corpus.errors import NotFound
from corpus.records import ArticleInfo, Filters, Span
from ui import shared
from ui.flags import flag
from ui.passage_pane import show_passage
from ui.turns import Turn

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
            _show_outcome(turn, number, since)
        else:
            _show_running(turn)


@st.fragment(run_every=0.3)
def _show_running(turn: Turn) -> None:
    """Show what has come so far; once all has, draw the whole page again."""
    if turn.done:
        st.rerun()
    before = None
    for statement in list(turn.statements):
        _show_words(statement, attribution(statement, before))
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


def _show_outcome(turn: Turn, number: int, since: Mapping[int, str]) -> None:
    answer = turn.answer
    if answer is None:
        st.error(shared.label(turn.error or "", 400), icon=":material/error:")
        return
    if answer.understood_as:
        st.caption(shared.label(f"Understood as: {answer.understood_as}", 600))
    if answer.fallback_reason:
        st.warning(shared.label(f"The language model did not answer: {answer.fallback_reason}", 400))
    if answer.abstained:
        st.text(answer.reason or "The archive does not hold an answer to this.")
        if answer.nearby:
            st.caption("Nearby in the archive")
            _show_sources(answer.nearby, f"nearby-{number}", since)
    for at, (day, line, statement) in enumerate(with_headings(answer)):
        if day:
            st.markdown(f"##### {shared.in_words(day, day)}")
        _show_words(statement, line)
        with st.container(horizontal=True, gap="small"):
            for cited in statement.citations:
                source = next(source for source in answer.sources if source.number == cited)
                spans = [place.span for place in statement.spans if place.source == cited]
                _citation(source, spans, key=f"cite-{number}-{at}-{cited}")
                flag(answer, statement, source, key=f"{number}-{at}-{cited}")
            for also in statement.also:
                _also(also, key=f"also-{number}-{at}-{also.article.id}")
    _show_differences(answer, number)
    if answer.sources:
        st.caption("Sources")
        _show_sources(answer.sources, f"source-{number}", since)
    for note in answer.notes:
        st.caption(shared.label(note, 300))
    _as_of(answer)


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


def _show_words(statement: Statement, line: str | None) -> None:
    """Show a statement, under a line that says whose words it is, where there is one."""
    if line:
        st.markdown(f"**{shared.label(line)}**")
    if statement.context:
        st.caption(shared.label(f"Before it in the article: {statement.context.text}", 400))
    st.text(shared.safe(statement.text))
    if statement.flags:
        st.caption(":material/flag: " + shared.label(", ".join(statement.flags)))


def _show_sources(sources: Sequence[Source], key: str, since: Mapping[int, str]) -> None:
    for source in sources:
        line = f"{source.number}. {source.article.title} · {shared.byline(source.article)}"
        if st.button(shared.label(line, 200), key=f"{key}-{source.number}", type="tertiary"):
            _open(source.article, [passage.span for passage in source.passages])
        if also := carriers(source.article, source.copies):
            st.caption(shared.label(f"Also carried by: {', '.join(also)}", 200))
        for note in notes_on(source.article):
            st.caption(":material/info: " + shared.label(note, 400))
        if source.number in since:
            st.caption(":material/update: " + shared.label(since[source.number], 400))


def _citation(source: Source, spans: Sequence[Span], key: str) -> None:
    day = (
        f"{source.article.published.day} {source.article.published:%b %Y}"
        if source.article.published
        else "undated"
    )
    line = f"[{source.number}] {source.article.outlet or 'unknown outlet'}, {day}"
    if spans and (page := source.article.page_of(spans[0].start)):
        line += f", p. {page}"
    if source.article.sample:
        line += " · sample"
    if st.button(shared.label(line), key=key, help="Open the passage in its article"):
        _open(source.article, spans)


def _also(also: Also, key: str) -> None:
    line = f"Also reported by {in_day(also.article.outlet, also.article.published)}"
    if st.button(shared.label(line), key=key, type="tertiary", help="Open the passage in its article"):
        _open(also.article, [also.span])


def _show_differences(answer: Answer, number: int) -> None:
    """Show side by side which statements cannot all be so."""
    for at, disagreement in enumerate(answer.disagreements):
        sides = difference(answer, disagreement)
        with st.container(border=True, key=f"differ-{number}-{at}"):
            st.caption(f":material/compare_arrows: {DIFFER[disagreement.about]}")
            for box, (claim, where, statement) in zip(st.columns(len(sides)), sides, strict=True):
                with box:
                    st.markdown(f"**{shared.label(claim)}**")
                    st.text(shared.safe(where))
                    place = statement.spans[0]
                    source = next(one for one in answer.sources if one.number == place.source)
                    _citation(source, [place.span], key=f"differ-{number}-{at}-{place.source}")


def _open(article: ArticleInfo, spans: Sequence[Span]) -> None:
    st.session_state["opened"] = (
        article.id,
        article.version,
        [(span.start, span.end) for span in spans],
    )
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


def _as_of(answer: Answer) -> None:
    newest = f"{answer.as_of:%-d %B %Y}" if answer.as_of else "no dated article"
    by = "quotes only" if answer.answered_by == "quotes" else answer.answered_by
    rests = f" · from {answer.corroboration}" if answer.sources else ""
    st.caption(shared.label(f"As of {newest}{rests} · answered by {by}"))
