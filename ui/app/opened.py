"""The article that is open beside what cites it: named in the address, which alone says that it is open.

So a reload shows it again and the browser's way back closes it. Closed by a person (a button or Escape), the
focus goes back to the button that opened it.
"""

import re
from collections.abc import Sequence

import streamlit as st

from assistant.answer import notes_on
from corpus import Corpus
from corpus.errors import NotFound
from corpus.records import Span
from ui.app import shared
from ui.app.marking import show_markable

_NAME, _TIMES, _BY = "passage", "times-opened", "opened-by"
_PLACE = re.compile(r"(?P<id>\w{1,64})\.(?P<version>\d{1,9})(?P<spans>(?:\.\d{1,9}-\d{1,9}){0,50})", re.ASCII)


def open_at(article_id: str, version: int, spans: Sequence[Span], by: str | None = None) -> None:
    """Open a version of an article beside what cites it, at these places.

    ``by`` is the key of the button that was clicked for it.
    """
    places = (f"{span.start}-{span.end}" for span in spans)
    st.query_params[_NAME] = ".".join([article_id, str(version), *places])
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1
    st.session_state[_BY] = by


def close() -> None:
    """Show no article beside what cites it any more."""
    st.query_params.pop(_NAME, None)


def opened() -> tuple[str, int, list[Span]] | None:
    """Return which version of which article is open, and at which places; None where none is."""
    where = st.query_params.get(_NAME, "")
    place = _PLACE.fullmatch(where)
    if place is None:
        close()
        return None
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
    show_markable(
        corpus,
        article,
        spans,
        heading=False,
        opened=st.session_state.get(_TIMES, 0),
        opener=st.session_state.get(_BY),
        on_closed=close,
    )
