"""Where each page of the app is, and the way from one to another without losing the session."""

from typing import NoReturn

import streamlit as st

from corpus.errors import CorpusError

_pages: dict[str, st.Page] = {}


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
