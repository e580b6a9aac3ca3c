"""The article that is open beside the answers: named in the address, so that a reload shows it again."""

import re
from collections.abc import Sequence

import streamlit as st

from assistant.answer import notes_on
from corpus import Corpus
from corpus.errors import NotFound
from corpus.records import Span
from ui.app import shared
from ui.app.marking import show_markable

_NAME, _TIMES = "passage", "times-opened"
_PLACE = re.compile(r"(?P<id>\w{1,64})\.(?P<version>\d{1,9})(?P<spans>(?:\.\d{1,9}-\d{1,9}){0,50})", re.ASCII)


def open_at(article_id: str, version: int, spans: Sequence[Span]) -> None:
    """Open a version of an article beside the answers, at these places."""
    where = ".".join([article_id, str(version), *(f"{span.start}-{span.end}" for span in spans)])
    st.session_state[_NAME] = st.query_params[_NAME] = where
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1


def close() -> None:
    """Show no article beside the answers any more."""
    st.session_state.pop(_NAME, None)
    st.query_params.pop(_NAME, None)


def opened() -> tuple[str, int, list[Span]] | None:
    """Return which version of which article is open, and at which places; None where none is."""
    where = str(st.query_params.get(_NAME) or st.session_state.get(_NAME) or "")
    place = _PLACE.fullmatch(where)
    if place is None:
        close()
        return None
    st.session_state[_NAME] = st.query_params[_NAME] = where
    pairs = [one.split("-") for one in place["spans"].split(".")[1:]]
    return place["id"], int(place["version"]), [Span(int(start), int(end)) for start, end in pairs]


def show_opened(corpus: Corpus, article_id: str, version: int, spans: Sequence[Span]) -> None:
    """Show the open article with its notes, and the way to close it."""
    with st.container(key="close"):
        st.button("Close", key="close-article", icon=":material/close:", on_click=close)
    try:
        article = corpus.catalogue.get(article_id, version)
    except NotFound:
        st.warning("This article has been removed from the archive.")
        return
    st.header(shared.label(article.info.title, 200), anchor=False)
    st.caption(shared.label(shared.byline(article.info), 200))
    for note in notes_on(article.info):
        st.warning(shared.label(note, 600), icon=":material/info:")
    show_markable(corpus, article, spans, heading=False, opened=st.session_state.get(_TIMES, 0))
