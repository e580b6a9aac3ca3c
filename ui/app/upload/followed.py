"""Followed feeds on the Upload page: when each was asked last, what went wrong, asking it now, or no more."""

from datetime import datetime
from pathlib import Path

import streamlit as st

from corpus import Corpus
from corpus.errors import NotFound
from corpus.subscriptions import Subscription, Subscriptions
from ui.app import shared
from ui.app.upload import jobs, staging
from ui.app.upload.address import remember

_PAGE = 10


def show(corpus: Corpus, home: Path) -> None:
    """Show the feeds that the archive follows."""
    feeds = Subscriptions(corpus.catalogue).every()
    st.header("Followed feeds")
    if not feeds:
        st.caption("None yet. Name a feed above: once it is read, you can follow it.")
        return
    st.caption("What is new in them comes in with “Update now”, or with the command `dateline feed update`.")
    if len(feeds) > 1 and st.button("Update all now", key="update-all"):
        _update(home, [feed.url for feed in feeds])
    page = st.pagination(-(-len(feeds) // _PAGE), key="feeds-page") if len(feeds) > _PAGE else 1
    for number, feed in enumerate(feeds[(page - 1) * _PAGE : page * _PAGE]):
        _show(corpus, home, feed, f"{page}-{number}")


def _show(corpus: Corpus, home: Path, feed: Subscription, key: str) -> None:
    name = feed.title or feed.url
    with st.container(border=True, key=f"feed-{key}"):
        st.text(shared.safe(name))
        st.caption(shared.label(f"{feed.url} · {_when(feed.fetched)}", 400))
        if feed.error:
            st.warning(shared.label(feed.error, 400), icon=":material/warning:")
        with st.container(horizontal=True):
            if st.button("Update now", key=f"update-{key}", help=shared.label(f"Ask {name} for what is new")):
                _update(home, [feed.url])
            if st.button("Stop following", key=f"stop-{key}", help="Its articles stay.", type="tertiary"):
                try:
                    Subscriptions(corpus.catalogue).remove(feed.url)
                except NotFound:
                    st.toast("It was not followed any more.")
                st.rerun()


def _when(fetched: datetime | None) -> str:
    if fetched is None:
        return "not asked yet"
    return f"last asked on {fetched.day} {fetched:%B %Y, %H:%M} UTC"


def _update(home: Path, urls: list[str]) -> None:
    folder = staging.stage(home, staging.Request(update=urls))
    jobs.begin(folder)
    remember(folder)
    st.rerun()
