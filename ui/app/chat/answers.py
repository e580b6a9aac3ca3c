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
from ui.app import places, shared
from ui.app.opened import open_at


def show_answer(answer: Answer, number: int, since: Mapping[int, str]) -> None:
    """Show an answer. ``number`` is its turn's, ``since`` says by number what became of sources since."""
    if answer.understood_as:
        st.caption(shared.label(f"Understood as: {answer.understood_as}", 600))
    if answer.fallback_reason:
        _show_fallback(answer, answer.fallback_reason, number)
    if answer.abstained:
        st.text(shared.safe(answer.reason or "The archive does not hold an answer to this."))
        if answer.nearby:
            st.subheader("Nearby in the archive", anchor=False)
            _show_sources(answer.nearby, f"nearby-{number}", since)
    for at, (day, line, statement) in enumerate(with_headings(answer)):
        if day:
            st.subheader(shared.in_words(day, day), anchor=False)
        show_words(statement, line)
        with st.container(key=f"cites-{number}-{at}", horizontal=True, gap="small"):
            for cited in statement.citations:
                source = next(source for source in answer.sources if source.number == cited)
                spans = [place.span for place in statement.spans if place.source == cited]
                _citation(source, spans, key=f"cite-{number}-{at}-{cited}")
            for also in statement.also:
                _also(also, key=f"also-{number}-{at}-{also.article.id}")
    _show_differences(answer, number)
    if answer.sources:
        st.subheader("Sources", anchor=False)
        _show_sources(answer.sources, f"source-{number}", since)
    for note in answer.notes:
        st.caption(shared.label(note, 300))
    _as_of(answer)


def _show_fallback(answer: Answer, reason: str, number: int) -> None:
    """Say that no model answered, whose words stand here instead, and where to see why."""
    instead = "" if answer.abstained else " These are the archive\\'s own words instead."
    with st.container(key=f"fallback-{number}"):
        st.warning(
            shared.label(f"The language model did not answer: {reason}", 400) + instead,
            icon=":material/info:",
        )
        if st.button("See its state on the Status page", key=f"status-{number}", type="tertiary"):
            places.go("status")


def show_words(statement: Statement, line: str | None, *, numbered: bool = False) -> None:
    """Show a statement, under a line that says whose words it is, where there is one.

    ``numbered``: with its citations as mere numbers, where they are not buttons yet.
    """
    if line:
        st.markdown(f"**{shared.label(line)}**")
    if statement.context:
        st.caption(shared.label(f"Before it in the article: {statement.context.text}", 400))
    numbers = "".join(f" [{number}]" for number in statement.citations) if numbered else ""
    st.text(shared.safe(statement.text) + numbers)
    if statement.flags:
        st.caption(":material/flag: " + shared.label(", ".join(statement.flags)))


def _show_sources(sources: Sequence[Source], key: str, since: Mapping[int, str]) -> None:
    for source in sources:
        line = f"{source.number}. {source.article.title} · {shared.byline(source.article)}"
        _opening(line, source.article, [one.span for one in source.passages], f"{key}-{source.number}", 200)
        if source.copies:
            copies = "1 copy" if len(source.copies) == 1 else f"{len(source.copies):,} copies"
            also = ", ".join(carriers(source.article, source.copies))
            st.caption(shared.label(f"And {copies}, carried by: {also}", 200))
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
    st.button(
        shared.label(line),
        key=key,
        help="Open the passage in its article",
        on_click=open_at,
        args=[source.article.id, source.article.version, spans, key],
    )


def _also(also: Also, key: str) -> None:
    line = f"Also reported by {in_day(also.article.outlet, also.article.published)}"
    _opening(line, also.article, [also.span], key)


def _opening(line: str, article: ArticleInfo, spans: Sequence[Span], key: str, longest: int = 120) -> None:
    """Show a line that opens an article at a click."""
    st.button(
        shared.label(line, longest),
        key=key,
        type="tertiary",
        help="Open the passage in its article",
        on_click=open_at,
        args=[article.id, article.version, spans, key],
    )


def _show_differences(answer: Answer, number: int) -> None:
    """Show side by side which statements cannot all be so."""
    for at, disagreement in enumerate(answer.disagreements):
        sides = difference(answer, disagreement)
        with st.container(border=True, key=f"differ-{number}-{at}"):
            st.caption(f":material/compare_arrows: {DIFFER[disagreement.about]}")
            boxes = zip(st.columns(len(sides)), sides, strict=True)
            for side, (box, (claim, where, statement)) in enumerate(boxes):
                with box:
                    st.markdown(f"**{shared.label(claim)}**")
                    st.text(shared.safe(where))
                    place = statement.spans[0]
                    source = next(one for one in answer.sources if one.number == place.source)
                    _citation(source, [place.span], key=f"differ-{number}-{at}-{side}")


def _as_of(answer: Answer) -> None:
    newest = f"{answer.as_of:%-d %B %Y}" if answer.as_of else "no dated article"
    by = "quotes only" if answer.answered_by == "quotes" else answer.answered_by
    rests = f" · from {answer.corroboration}" if answer.sources else ""
    st.caption(shared.label(f"As of {newest}{rests} · answered by {by}"))
