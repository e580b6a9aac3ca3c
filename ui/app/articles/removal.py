"""Removing an article, which is asked about first, and bringing removed ones back."""

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from corpus import Corpus
from corpus.errors import DatelineError, NotFound
from corpus.records import ArticleInfo
from corpus.removed import GRACE, RemovedArticle, find_removed, remove, removed_articles
from ui.app import shared

_log = logging.getLogger(__name__)
_ON_ONE_PAGE = 20
# In the session's state: which article it is asked about, and which is on its way back.
_ASKED, _RESTORING = "asked-to-remove", "restoring"


@dataclass
class Restoring:
    """An article on its way back, in a thread of its own, so that no click can stop it."""

    article_id: str
    title: str
    is_done: bool = False
    error: str | None = None

    def start(self, corpus: Corpus) -> None:
        """Begin to bring it back."""
        threading.Thread(target=self._run, args=[corpus], name="restore", daemon=True).start()

    def _run(self, corpus: Corpus) -> None:
        from ingest.restoring import restore

        self.error = "Something went wrong inside Dateline; the server's log says what. Try again."
        try:
            restore(corpus, self.article_id)
            self.error = None
        except DatelineError as error:
            self.error = str(error)
        finally:
            if self.error:
                _log.warning("restoring %s failed: %s", self.article_id, self.error)
            self.is_done = True


def offer_to_remove(corpus: Corpus, info: ArticleInfo) -> None:
    """Offer to remove an article; it is asked once more before anything is done."""
    st.header("Remove", anchor=False)
    st.text(f"A removed article is found by no search. For {GRACE.days} days it can be restored.")
    st.button(
        "Remove this article …",
        key=f"remove-{info.id}",
        icon=":material/delete:",
        on_click=st.session_state.__setitem__,
        args=[_ASKED, info.id],
    )
    if st.session_state.get(_ASKED) == info.id:
        _ask(corpus, info)


def _leave() -> None:
    st.session_state.pop(_ASKED, None)


@st.dialog("Remove this article?", on_dismiss=_leave)
def _ask(corpus: Corpus, info: ArticleInfo) -> None:
    st.text(shared.safe(info.title[:180]))
    st.text(f"It leaves the archive at once, and can be restored until {_day(datetime.now(UTC) + GRACE)}.")
    if st.button("Remove", key="remove-now", type="primary"):
        _remove(corpus, info, keep=True)
    with st.expander("Or remove it for good"):
        st.text("Nothing of it is kept, not even to restore it. This cannot be undone.")
        is_sure = st.checkbox("I want nothing of this article to be kept", key="remove-sure")
        if st.button("Remove for good", key="purge-now", disabled=not is_sure):
            _remove(corpus, info, keep=False)


def _remove(corpus: Corpus, info: ArticleInfo, keep: bool) -> None:
    try:
        with st.spinner("Removing …"):
            until = remove(corpus, [info.id], keep=keep)
    except NotFound:
        until = None  # somebody else was faster
    except DatelineError as error:
        st.error(shared.label(str(error), 600), icon=":material/error:")
        return
    _leave()
    for name in ("article", "part", "at", "version", "compare"):
        st.query_params.pop(name, None)
    told = f"It can be restored until {_day(until)}." if until else "Nothing of it is kept."
    st.toast(f"{shared.label(info.title, 80)} was removed. {told}", icon=":material/delete:")
    st.rerun()


def show_removed(corpus: Corpus) -> None:
    """Show the removed articles that can be restored, the last one first."""
    if _show_restoring():
        return
    found = removed_articles(corpus)
    if not found:
        st.text(f"Nothing was removed in the last {GRACE.days} days.")
        return
    st.text(
        f"{shared.counted(len(found), 'removed article')}. Each can be restored until its day; "
        "then nothing of it is kept."
    )
    pages = -(-len(found) // _ON_ONE_PAGE)
    page = st.pagination(pages, key="removed-page") if pages > 1 else 1
    for one in found[(page - 1) * _ON_ONE_PAGE : page * _ON_ONE_PAGE]:
        _show_one(corpus, one)


def offer_to_restore(corpus: Corpus, reference: str) -> bool:
    """Offer to restore the removed article that this names; tell whether there is one."""
    if _show_restoring():
        return True
    try:
        article_id = find_removed(corpus, reference)
    except NotFound:
        return False
    one = next((one for one in removed_articles(corpus) if one.article_id == article_id), None)
    if one is not None:
        st.text("It was removed, and can be restored:")
        _show_one(corpus, one)
    return one is not None


def show_restored(article_id: str) -> None:
    """Say on an article's own page that it has just come back."""
    restoring: Restoring | None = st.session_state.get(_RESTORING)
    if restoring and restoring.article_id == article_id and restoring.is_done:
        del st.session_state[_RESTORING]
        st.success("The article is in the archive again.", icon=":material/check:")


def _show_one(corpus: Corpus, one: RemovedArticle) -> None:
    with st.container(border=True, key=f"removed-{one.article_id}"):
        st.markdown(f"**{shared.label(one.title, 180)}**")
        day = f"{one.published:%Y-%m-%d}" if one.published else "undated"
        known = [
            one.outlet or "unknown outlet",
            day,
            f"removed {_day(one.at)}",
            f"kept until {_day(one.until)}",
        ]
        st.caption(shared.label(" · ".join(known), 300))
        st.button(
            "Restore",
            key=f"restore-{one.article_id}",
            icon=":material/undo:",
            on_click=_restore,
            args=[corpus, one],
        )


def _restore(corpus: Corpus, one: RemovedArticle) -> None:
    restoring = Restoring(one.article_id, one.title)
    st.session_state[_RESTORING] = restoring
    restoring.start(corpus)


def _show_restoring() -> bool:
    """Show how far a restoring is; tell whether there is nothing else to show meanwhile."""
    restoring: Restoring | None = st.session_state.get(_RESTORING)
    if restoring is None:
        return False
    if not restoring.is_done:
        _await(restoring)
        return True
    del st.session_state[_RESTORING]
    if restoring.error:
        st.error(shared.label(restoring.error, 600), icon=":material/error:")
        return False
    st.success(f"{shared.label(restoring.title, 120)} is in the archive again.", icon=":material/check:")
    st.button("Open it", key="open-restored", on_click=_open, args=[restoring.article_id])
    return False


@st.fragment(run_every=0.3)
def _await(restoring: Restoring) -> None:
    """Say that an article is on its way; draw the whole page again once it is there."""
    if restoring.is_done:
        st.rerun()
    st.text(shared.safe(f"Restoring {restoring.title[:120]} …"))
    st.caption("Its passages are made and read again. You may go on elsewhere meanwhile.")


def _open(article_id: str) -> None:
    st.query_params["article"] = article_id


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
