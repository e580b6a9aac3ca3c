"""The search box and the filters of the Articles page. All of them write the address and read it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from corpus import Corpus
from corpus.listing import Listing
from corpus.narrowing import Wanted
from ingest.identity import canonical_url
from ui.app import shared
from ui.app.articles.address import (
    EARLIEST,
    LATEST,
    ONLY,
    SAMPLE,
    Address,
    View,
    language_name,
    narrowings,
    read,
    write,
)

_LONGEST = 500  # characters of a search
_EACH = 4  # words of a search that finds nothing which are looked for by themselves
# What other searches read as an operator: “a phrase”, a*, title:a, -a, a OR b.
_OPERATORS = re.compile(r"[\"“”]\S+\s\S|\w\*|^\w+:\w|\s\w+:\w|(?:^|\s)[-+]\w|\b(?:AND|OR|NOT)\b")


def current() -> View:
    """Return what the address asks for."""
    return read({name: st.query_params.get_all(name) for name in st.query_params})


def turn_to(view: View) -> None:
    """Make the address ask for a view; the page shows it when it is drawn next."""
    address: Address = write(view)
    st.query_params.from_dict(address)


def sought(wanted: Wanted) -> Wanted:
    """Return what to look for: of a web address, without what only tells how a reader came to the page."""
    return replace(wanted, words=canonical_url(wanted.words)) if "://" in wanted.words else wanted


def hold(name: str, value: object) -> None:
    """Make a widget of the list show what the address says, whatever it showed before."""
    key = f"list-{name}"
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def show_search(corpus: Corpus, listing: Listing, wanted: Wanted) -> None:
    """Draw the search box and, folded away, the filters."""
    hold("words", wanted.words)
    st.text_input(
        "Search the articles",
        key="list-words",
        type="search",
        icon=":material/search:",
        placeholder="Words, an id or a web address",
        on_change=_narrow,
    )
    if _OPERATORS.search(wanted.words) and "://" not in wanted.words:
        st.caption(
            "Every word is looked for, wherever it stands. Quotation marks, - and * do nothing; OR is a word."
        )
    choices, outlets = listing.choices(), list(corpus.catalogue.outlets())
    with st.expander("Filters", icon=":material/filter_list:"):
        one, two, three = st.columns(3)
        with one:
            _several("outlets", "Outlets", [*outlets, *wanted.outlets], wanted.outlets, shared.safe)
            _several("only", "Only articles", list(ONLY), wanted.only, ONLY.__getitem__)
        with two:
            _day("since", "Published from", wanted.since)
            _one("language", "Language", choices.languages, wanted.language, language_name)
        with three:
            _day("until", "Published until", wanted.until)
            _one("section", "Section", choices.sections, wanted.section, shared.safe)
        if wanted.sample is not None or corpus.catalogue.count(sample=True):
            with one:
                _one("sample", "Sample articles", list(SAMPLE), wanted.sample, SAMPLE.__getitem__)


def show_chips(wanted: Wanted) -> None:
    """Show what the list is narrowed to; each goes at a click."""
    if chips := narrowings(wanted):
        with st.container(key="list-chips", horizontal=True, gap="small"):
            for number, (said, without) in enumerate(chips):
                _take_back(said, without, f"chip-{number}", icon=":material/close:")


def show_nothing_found(listing: Listing, wanted: Wanted) -> None:
    """Say that nothing is found, and what is found without one of the filters."""
    chips = narrowings(wanted)
    if len(chips) == 1 and wanted.words:
        st.info("No article holds all of these words. Try fewer words, or other ones.")
    else:
        st.info("No article has all of this. Take something back to see more.")
    for number, (said, without) in enumerate(chips):
        if left := listing.overview(sought(without)).count:
            words = f"{shared.counted(left, 'article')} without “{said}”"
            _take_back(words, without, f"without-{number}")
    _show_each_word(listing, wanted)
    if len(chips) > 1:
        _take_back("Show all articles", Wanted(), "without-all")


def _show_each_word(listing: Listing, wanted: Wanted) -> None:
    """Say how many articles have each word of a search, so that one sees which of them is in the way."""
    words = list(dict.fromkeys(wanted.words.split()))
    if not 1 < len(words) <= _EACH or "://" in wanted.words:
        return
    for number, word in enumerate(words):
        alone = replace(wanted, words=word)
        if count := listing.overview(alone).count:
            _take_back(f"{shared.counted(count, 'article')} with “{word}” alone", alone, f"word-{number}")
        else:
            st.text(f"No article has “{shared.safe(word)}”.")


def to_period(first: date, last: date) -> None:
    """Narrow the list to what was published in these days, and no less than it is."""
    view = current()
    since, until = max(first, view.wanted.since or first), min(last, view.wanted.until or last)
    turn_to(replace(view, wanted=replace(view.wanted, since=since, until=until), page=1))


def to_outlet(name: str) -> None:
    """Narrow the list to one outlet."""
    view = current()
    turn_to(replace(view, wanted=replace(view.wanted, outlets=(name,)), page=1))


def _take_back(words: str, without: Wanted, key: str, icon: str | None = None) -> None:
    st.button(
        shared.label(words),
        key=key,
        icon=icon,
        icon_position="right",
        help="Take this filter back" if icon else None,
        on_click=lambda: turn_to(replace(current(), wanted=without, page=1)),
    )


def _narrow() -> None:
    """Make the address say what the search box and the filters say."""
    values: dict[str, Any] = {
        name: st.session_state[f"list-{name}"]
        for name in ("words", "outlets", "since", "until", "language", "section", "only", "sample")
        if f"list-{name}" in st.session_state
    }
    values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    values["words"] = (values.get("words") or "").strip()[:_LONGEST]  # the box shows what is looked for
    view = current()
    turn_to(replace(view, wanted=replace(view.wanted, **values), page=1))


def _day(name: str, label: str, day: date | None) -> None:
    hold(name, day)
    st.date_input(
        label,
        value=None,
        key=f"list-{name}",
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        on_change=_narrow,
    )


def _one(name: str, label: str, options: Sequence[Any], chosen: Any, said: Callable[[Any], str]) -> None:
    """Let one be chosen, where there is anything to choose."""
    known = list(dict.fromkeys([*options, *([] if chosen is None else [chosen])]))
    hold(name, chosen)
    if known:
        st.selectbox(
            label,
            known,
            index=None,
            key=f"list-{name}",
            format_func=said,
            placeholder="Any",
            on_change=_narrow,
        )


def _several(
    name: str, label: str, options: Sequence[Any], chosen: Sequence[Any], said: Callable[[Any], str]
) -> None:
    hold(name, list(chosen))
    st.multiselect(
        label,
        list(dict.fromkeys(options)),
        key=f"list-{name}",
        format_func=said,
        placeholder="Any",
        on_change=_narrow,
    )
