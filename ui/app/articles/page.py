"""The Articles page: the archive searched, narrowed and paged, with what it covers at a glance."""

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from corpus import Corpus
from corpus.listing import Listed, Listing, Overview
from corpus.narrowing import Wanted
from ui.app import places, shared
from ui.app.articles import article, coverage
from ui.app.articles.address import ORDERS, View
from ui.app.articles.filters import (
    current,
    hold,
    show_chips,
    show_nothing_found,
    show_search,
    sought,
    to_outlet,
    to_period,
    turn_to,
)
from ui.app.articles.scrolling import come_back

_ROWS = 25  # articles on a page
_LISTED, _REMOVED = "In the archive", "Removed"
# Headlines stand at the left, as what is said of them does; filters look like chips.
_STYLE = """<style>
[class*="st-key-open-"] button { justify-content: flex-start; text-align: left; padding: 0;
  min-height: 1.5rem; }
[class*="st-key-open-"] button p { font-weight: 600; }
.st-key-list-chips button { padding: .15rem .75rem; min-height: 0; border-radius: 1rem; }
.st-key-list-head { scroll-margin-top: 4rem; }
</style>"""
# A page that is turned at its end is read from its beginning; one that is come back to stays where it was.
_TO_HEAD = """
export default function ({ data, parentElement }) {
  if (parentElement.turned !== undefined && parentElement.turned !== data.turned) {
    document.querySelector(".st-key-list-head")?.scrollIntoView();
  }
  parentElement.turned = data.turned;
}
"""


def page() -> None:
    """Draw the page: the article that the address names, or the list."""
    corpus, _ = shared.resources()
    if named := st.query_params.get("article"):
        article.show(corpus, named)
        return
    st.html(_STYLE)
    st.title("Articles", anchor=False)
    removed = st.query_params.get("show") == "removed"
    hold("show", _REMOVED if removed else _LISTED)
    st.segmented_control(
        "Show",
        [_LISTED, _REMOVED],
        key="list-show",
        required=True,
        label_visibility="collapsed",
        on_change=_switch,
    )
    if removed:
        article.show_removed(corpus)
    elif corpus.catalogue.is_empty():
        st.info("The archive is empty. Add files, web addresses or feeds on the Upload page.")
        if st.button("Open the Upload page", icon=":material/upload_file:", key="to-upload"):
            places.go("upload")
    else:
        _show_list(corpus, _listing(corpus))


@st.cache_resource(show_spinner=False)
def _listing(_corpus: Corpus) -> Listing:
    """Return the list of the server's archive; all sessions share what was counted."""
    return Listing(_corpus)


def _show_list(corpus: Corpus, listing: Listing) -> None:
    view = current()
    wanted = sought(view.wanted)
    overview = listing.overview(wanted)
    show_search(corpus, listing, view.wanted)
    show_chips(view.wanted)
    if not overview.count:
        show_nothing_found(listing, view.wanted)
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _show_page(listing, view, wanted, overview)
    with right:
        st.header("Coverage", anchor=False)
        narrowed = f"{corpus.catalogue.generation}-{hash(wanted):x}"
        coverage.show(overview, narrowed, to_period, to_outlet)


def _show_page(listing: Listing, view: View, wanted: Wanted, overview: Overview) -> None:
    pages = -(-overview.count // _ROWS)
    number = min(view.page, pages)
    with st.container(key="list-head", horizontal=True, vertical_alignment="bottom"):
        st.header(shared.counted(overview.count, "article"), anchor=False)
        orders = [order for order in ORDERS if order != "best" or wanted.words]
        hold("order", view.ordered)
        st.selectbox(
            "Order", orders, key="list-order", width=180, format_func=ORDERS.__getitem__, on_change=_reorder
        )
    come_back()
    with st.container(gap="small"):
        for listed in listing.page(wanted, view.ordered, _ROWS, (number - 1) * _ROWS):
            _show_row(listed)
    if pages > 1:
        name = f"page-{pages}-{hash((wanted, view.ordered)):x}"
        if f"list-{name}" in st.session_state:
            hold(name, number)  # the browser's way back changes the address alone
        to_head = st.components.v2.component("dateline_list_head", html="<span></span>", js=_TO_HEAD)
        to_head(key="unseen-to-head", data={"turned": st.session_state.get("list-turned", 0)})
        st.pagination(pages, default=number, key=f"list-{name}", on_change=_turn, args=[f"list-{name}"])


def _show_row(listed: Listed) -> None:
    info = listed.article
    with st.container(gap=None):
        opened = st.button(shared.label(info.title, 200), key=f"open-{info.id}", type="tertiary")
        st.caption(" · ".join([shared.label(shared.byline(info), 160), *map(shared.label, marks(listed))]))
    if opened:
        st.query_params["article"] = info.id
        st.rerun()


def marks(listed: Listed) -> list[str]:
    """Return in words what is to be known of an article before it is opened."""
    info, found = listed.article, []
    if info.embargo and info.embargo > datetime.now(UTC):
        found.append(f"under embargo until {info.embargo.day} {info.embargo:%B %Y, %H:%M} UTC")
    if info.correction:
        found.append("corrected")
    if info.version > 1:
        found.append(shared.counted(info.version, "version"))
    if listed.copies:
        found.append("1 copy" if listed.copies == 1 else f"{listed.copies:,} copies")
    return found


def _switch() -> None:
    st.query_params.from_dict({"show": "removed"} if st.session_state["list-show"] == _REMOVED else {})


def _reorder() -> None:
    view, chosen = current(), st.session_state["list-order"]
    usual = replace(view, order=None).ordered == chosen
    turn_to(replace(view, order=None if usual else chosen, page=1))


def _turn(key: str) -> None:
    st.session_state["list-turned"] = st.session_state.get("list-turned", 0) + 1
    turn_to(replace(current(), page=st.session_state[key]))
