"""The filters of the Chat page: set in a popover, shown as chips above the question, removed at a click.

They stand in the address, so that a reload keeps them, and hold for what is asked from then on.
"""

from datetime import date
from typing import Any

import streamlit as st

from corpus import Corpus
from corpus.records import Filters
from ui.app import shared

SINCE, UNTIL, OUTLET, AS_OF = "from", "until", "outlet", "as-of"
"""Their names in the address and in the session."""
_EARLIEST = date(1600, 1, 1)  # newspapers are not older


def chosen() -> Filters:
    """Return the filters that are set; the two ends of a time in their order, whichever was typed where."""
    since, until = st.session_state.get(SINCE), st.session_state.get(UNTIL)
    if since and until and since > until:
        since, until = until, since
    return Filters(
        since=since, until=until, outlet=st.session_state.get(OUTLET), asked=st.session_state.get(AS_OF)
    )


def show_filters(corpus: Corpus) -> None:
    """Show the way to set filters and, beside it, those that are set."""
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover("Filters", icon=":material/filter_list:", type="tertiary"):
            _day("Published from", SINCE)
            _day("Published until", UNTIL)
            st.selectbox(
                "Outlet",
                list(corpus.catalogue.outlets()),
                index=None,
                key=OUTLET,
                placeholder="Any",
                format_func=shared.safe,
                bind="query-params",
            )
            _day("As of", AS_OF, help="Answers as if asked on this day: from nothing published after it.")
        for key, words in _set(chosen()).items():
            _chip(words, *([SINCE, UNTIL] if key == SINCE else [key]))


def in_words(filters: Filters) -> list[str]:
    """Return in words the filters that a person has set."""
    return list(_set(filters).values())


def _set(filters: Filters) -> dict[str, str]:
    found = {}
    if filters.since or filters.until:
        found[SINCE] = f"Published {shared.in_words(filters.since, filters.until)}"
    if filters.outlet:
        found[OUTLET] = f"Outlet: {filters.outlet}"
    if filters.asked:
        found[AS_OF] = f"As of {shared.in_words(filters.asked, filters.asked)}"
    return found


def _day(words: str, key: str, **options: Any) -> None:
    st.date_input(
        words,
        value=None,
        min_value=_EARLIEST,
        max_value=date(date.today().year + 1, 12, 31),  # noqa: DTZ011  # the reader's calendar
        format="YYYY-MM-DD",
        key=key,
        bind="query-params",
        **options,
    )


def _chip(words: str, *keys: str) -> None:
    st.button(
        shared.label(words),
        key=f"chip-{keys[0]}",
        help="Click to take this filter away.",
        icon=":material/close:",
        icon_position="right",
        on_click=_clear,
        args=keys,
    )


def _clear(*keys: str) -> None:
    for key in keys:
        st.session_state[key] = None
