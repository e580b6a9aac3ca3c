"""An article whose words can be marked and put into a briefing: on its own page, and beside what cites it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from assistant.briefings import picking
from assistant.briefings.picking import Pick
from corpus import Corpus
from corpus.changes import changes
from corpus.errors import BadBriefing, DatelineError, NotFound
from corpus.folding import find, fold
from corpus.records import Article, Span
from ui.app import shared
from ui.app.adding import choose_and_add, close_form, is_open, open_form, show_told
from ui.app.marking_words import Marked, place_of
from ui.app.passage_pane import show_passage

_MARKED, _REFUSED = "marked-words", "marked-refused"
_LONGEST = 5_000  # characters of a passage: more is no quotation
_SHOWN = 600  # characters of it that the form shows


def show_markable(
    corpus: Corpus, article: Article, spans: Sequence[Span], *, into: str | None = None, **options: Any
) -> None:
    """Show an article as ``show_passage`` does, with the way to put marked words into a briefing.

    ``into`` is the briefing that is offered first.
    """
    info = article.info
    about = f"article-{info.id}"
    show_told(about, into)
    refused = st.session_state.get(_REFUSED)
    if refused and refused[0] == info.id:
        st.warning(shared.label(refused[1], 400), icon=":material/info:")
    marked = st.session_state.get(_MARKED)
    if is_open(about) and marked and marked[0] == info.id:
        _show_form(corpus, article, about, Span(*marked[1:]), into)
    show_passage(article, spans, on_marked=lambda told: _keep(corpus, article, about, told), **options)


def _show_form(corpus: Corpus, article: Article, about: str, span: Span, into: str | None) -> None:
    current = _current(corpus, article)
    if current is None:
        close_form()
        return
    held = span.of(current.text)
    words = " ".join(held.split())
    with st.container(border=True, key="adding-marked"):
        st.text("Add these words to a briefing:")
        st.text(shared.safe(words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()} …"))
        choose_and_add(
            corpus,
            about,
            lambda: [_passage(corpus, article.info.id, span, held)],
            title=article.info.title,
            into=into,
        )


def _passage(corpus: Corpus, article_id: str, span: Span, words: str) -> Pick:
    if span.of(corpus.catalogue.get(article_id).text) != words:
        raise BadBriefing("The article has changed this very moment. Mark the words again.")
    return picking.passage(corpus, article_id, span=span)


def _keep(corpus: Corpus, article: Article, about: str, told: Marked) -> None:
    """Keep where the marked words stand in the article as it is now, which is what a briefing cites."""
    state, info = st.session_state, article.info
    state.pop(_MARKED, None)
    state.pop(_REFUSED, None)
    close_form()
    try:
        span = _span(corpus, article, told)
    except DatelineError as error:
        state[_REFUSED] = (info.id, str(error))
        return
    state[_MARKED] = (info.id, span.start, span.end)
    open_form(about)


def _span(corpus: Corpus, article: Article, told: Marked) -> Span:
    """Return the marked words' place in the current version. Raises BadBriefing where they have none."""
    current = _current(corpus, article)
    if current is None:
        raise BadBriefing("This article has been removed from the archive, so nothing of it can be added.")
    span = place_of(article.text, told)
    if span and current.info.version != article.info.version:
        span = _as_now(article.text, current.text, span)
    if span is None:
        raise BadBriefing(
            "These words do not stand in the article as it is now. Open its current version first."
        )
    if span.end - span.start > _LONGEST:
        raise BadBriefing(f"Mark less: a passage may have {_LONGEST:,} characters.")
    return picking.marked(corpus, article.info.id, span=span)[1].span


def _as_now(old: str, new: str, span: Span) -> Span | None:
    """Return where words of an older text stand in the new one.

    Where they were not changed, that is their own place; else, where either text has them once, that one.
    None where there are several, or none: nobody could tell which was meant.
    """
    for one in changes(old, new):
        if one.kind == "same" and one.old.holds(span):
            moved = one.new.start - one.old.start
            return Span(span.start + moved, span.end + moved)
    before, now = (find(span.of(old), fold(text)) for text in (old, new))
    return now[0] if len(before) == len(now) == 1 else None


def _current(corpus: Corpus, article: Article) -> Article | None:
    try:
        return corpus.catalogue.get(article.info.id)
    except NotFound:
        return None
