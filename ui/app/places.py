"""Where each page of the app is, and the way from one to another without losing the session."""

import time
from typing import NoReturn

import streamlit as st

from corpus.errors import CorpusError

_pages: dict[str, st.Page] = {}
_TAKEN_UP = frozenset({"", "articles", "timeline"})  # by their path; Chat's is the bare address
_SHOWN, _LEFT = "page-shown", "pages-left"
"""In the session: the path of the page that is shown, and by path what its address said last."""

# Seconds that a browser needs to take the new page's path; given its address at once, it would put that into
# its history beside the old one.
_MOMENT = 0.1


def pages() -> list[st.Page]:
    """Return the pages in the order of the menu, and keep them for ``go``."""
    from ui.app.articles import page as articles
    from ui.app.briefings import page as briefings
    from ui.app.chat import page as chat
    from ui.app.status import page as status
    from ui.app.timeline import page as timeline
    from ui.app.upload import page as upload

    menu = [
        st.Page(chat.page, title="Chat", icon=":material/forum:", url_path="chat", default=True),
        st.Page(articles.page, title="Articles", icon=":material/newspaper:", url_path="articles"),
        st.Page(timeline.page, title="Timeline", icon=":material/timeline:", url_path="timeline"),
        st.Page(briefings.page, title="Briefings", icon=":material/article:", url_path="briefings"),
        st.Page(upload.page, title="Upload", icon=":material/upload_file:", url_path="upload"),
        st.Page(status.page, title="Status", icon=":material/monitor_heart:", url_path="status"),
    ]
    _pages.update((page.title.lower(), page) for page in menu)
    return menu


def go(name: str, **address: str) -> NoReturn:
    """Open the page of this name ("articles"), with these words in its address.

    Raises CorpusError where there is no such page.
    """
    if name not in _pages:
        raise CorpusError(f"The app has no page {name!r}. Open it with: dateline serve")
    st.switch_page(_pages[name], query_params=address)


def take_up(page: st.Page) -> None:
    """Let a page that is come to by the menu show what it showed when it was left.

    Whatever the address says goes first: a link, a reload and the browser's way back mean what they say.
    """
    state, path = st.session_state, page.url_path
    left: dict[str, dict[str, list[str]]] = state.setdefault(_LEFT, {})
    is_new, state[_SHOWN] = state.get(_SHOWN) != path, path
    if is_new and not st.query_params and left.get(path):
        time.sleep(_MOMENT)
        st.query_params.from_dict(left[path])
    if path in _TAKEN_UP:
        left[path] = {name: st.query_params.get_all(name) for name in st.query_params}
