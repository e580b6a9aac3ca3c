"""An answer on the Chat page: statements with numbered citations, where outlets differ, and the sources."""

from collections.abc import Mapping, Sequence

import streamlit as st

from assistant.answer import (
    DIFFER,
    Also,
    Answer,
    Source,
    Statement,
    carriers,
    difference,
    notes_on,
    with_headings,
)
from assistant.attribution import in_day
from corpus.records import ArticleInfo, Span
from ui.app import shared
from ui.app.flags import flag
from ui.app.turns import Turn


def show_outcome(turn: Turn, number: int, since: Mapping[int, str]) -> None:
    """Show what came of a turn, or what went wrong. ``since`` says by number what became of sources since."""
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
        show_words(statement, line)
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


def show_words(statement: Statement, line: str | None) -> None:
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


def _as_of(answer: Answer) -> None:
    newest = f"{answer.as_of:%-d %B %Y}" if answer.as_of else "no dated article"
    by = "quotes only" if answer.answered_by == "quotes" else answer.answered_by
    rests = f" · from {answer.corroboration}" if answer.sources else ""
    st.caption(shared.label(f"As of {newest}{rests} · answered by {by}"))
