"""Parts of an article's page: who said what in it, its versions and what changed, and its copies."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from corpus import Corpus
from corpus.changes import Change, changes
from corpus.copying import copies_of, likely_origin
from corpus.records import Article, ArticleInfo, Quote, Span
from ui.app import shared
from ui.app.articles.diff_pane import show_changes

PLACE = "article-opened"
"""In the session's state: how often a person has opened a place of an article."""

_QUOTES = 12  # on one page of who said what
_COPIES = 20  # on one page of copies
_VERSIONS = 20  # that are listed; older ones can be chosen for comparison


def open_at(spans: Sequence[Span] | None, version: int | None = None) -> None:
    """Let the address name places of the article's text, and a version of it (None: the current one)."""
    wanted = {
        "at": ",".join(f"{span.start}-{span.end}" for span in spans or ()),
        "version": str(version or ""),
        "part": "",
    }
    for name, value in wanted.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
    st.session_state[PLACE] = st.session_state.get(PLACE, 0) + 1


def show_who_said_what(article: Article, quotes: Sequence[Quote]) -> None:
    """Show the quotes of an article by speaker; a click highlights one in its text."""
    st.header("Who said what", anchor=False)
    if not quotes:
        st.text("Nobody is quoted in this article, as far as Dateline can tell.")
        return
    people = _by_speaker(quotes)
    st.caption(f"{shared.counted(len(quotes), 'quote')}. Choose one to see it in the text.")
    ordered = [(speaker, number) for speaker, numbers in people.items() for number in numbers]
    shown = _paged(ordered, _QUOTES, f"quotes-{article.info.id}")
    for speaker, some in groupby(shown, key=lambda one: one[0]):
        st.subheader(shared.label(_named(speaker, quotes, people[speaker])), anchor=False)
        for _, number in some:
            _show_quote(article, quotes[number], number)


def _show_quote(article: Article, quote: Quote, number: int) -> None:
    words = " … ".join(span.of(article.text) for span in quote.spans)
    shown = shared.label(words, 240)
    page = article.info.page_of(quote.spans[0].start) if quote.spans else None
    told = [
        "quoted" if quote.direct else "reported, not quoted word by word",
        f"with “{quote.cue}”" if quote.cue else None,
        f"page {page}" if page else None,
    ]
    with st.container(gap=None, key=f"said-{number}"):
        st.button(
            f"“{shown}”" if quote.direct else shown,
            key=f"quote-{article.info.id}-{number}",
            type="tertiary",
            wrap=True,
            on_click=open_at,
            args=[quote.spans],
        )
        st.caption(shared.label(" · ".join(one for one in told if one)))


def _by_speaker(quotes: Sequence[Quote]) -> dict[str | None, list[int]]:
    """Return the numbers of each speaker's quotes, in the order of the text; those of nobody last.

    "The bank" at the head of a sentence and "the bank" within one are one speaker, named as a heading is.
    """
    found: dict[str | None, list[int]] = {}
    for number, quote in enumerate(quotes):
        speaker = quote.speaker and f"{quote.speaker[0].upper()}{quote.speaker[1:]}"
        found.setdefault(speaker, []).append(number)
    return dict(sorted(found.items(), key=lambda one: one[0] is None))


def _named(speaker: str | None, quotes: Sequence[Quote], numbers: Sequence[int]) -> str:
    role = next((quotes[number].role for number in numbers if quotes[number].role), None)
    return f"{speaker}, {role}" if speaker and role else speaker or "Speaker not named"


def show_versions(corpus: Corpus, current: ArticleInfo) -> None:
    """Show when each version came in, and what was changed between two of them."""
    st.header("Versions", anchor=False)
    added = {at: one.added for at, one in enumerate(corpus.catalogue.earlier(current.id), start=1)}
    added[current.version] = current.added
    names = {
        number: f"Version {number}, came in {when:%Y-%m-%d %H:%M} UTC"
        + (" (current)" if number == current.version else "")
        for number, when in added.items()
    }
    for number in sorted(names, reverse=True)[:_VERSIONS]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(names[number], width="content")
            st.button(
                f"Read version {number}",
                key=f"read-{current.id}-{number}",
                type="tertiary",
                on_click=open_at,
                args=[None, None if number == current.version else number],
            )
    if len(names) == 1:
        st.text(
            "The article has not changed since it came in. When its page is read again and says "
            "something else, that becomes version 2, and what was changed stands here."
        )
        return
    st.header("What was changed", anchor=False)
    _show_comparison(corpus, current, names)


def _show_comparison(corpus: Corpus, current: ArticleInfo, names: dict[int, str]) -> None:
    first, last = _compared(names, current.version)

    def choose() -> None:
        chosen = (st.session_state[key] for key in keys)
        st.query_params["compare"] = "-".join(map(str, chosen))

    keys = [f"from-{current.id}", f"to-{current.id}"]
    boxes = st.columns(2)
    for box, key, title, value in zip(boxes, keys, ("From", "To"), (first, last), strict=True):
        st.session_state[key] = value
        box.selectbox(title, sorted(names), format_func=names.__getitem__, key=key, on_change=choose)
    whole = st.toggle("Show the whole text", key=f"whole-{current.id}")
    old, new = (corpus.catalogue.get(current.id, number).text for number in (first, last))
    found = _changes(old, new)
    number = sum(one.kind != "same" for one in found)
    if not number:
        st.text("The texts of these two versions are the same.")
        return
    st.text(f"{shared.counted(number, 'place')} changed from version {first} to version {last}.")
    label = f"What was changed from version {first} to version {last}"
    show_changes(f"{current.id}-{first}-{last}", label, old, new, found, whole)


@st.cache_data(max_entries=32, show_spinner="Comparing …")
def _changes(old: str, new: str) -> list[Change]:
    """Return what was changed, found once: texts of a megabyte take a second. Only offsets are kept."""
    return changes(old, new)


def _compared(names: dict[int, str], newest: int) -> tuple[int, int]:
    """Return the two versions that the address names; else the current one and the one before."""
    first, _, last = st.query_params.get("compare", "").partition("-")
    if first.isdecimal() and last.isdecimal() and {int(first), int(last)} <= names.keys():
        return int(first), int(last)
    return newest - 1, newest


def show_copies(corpus: Corpus, current: ArticleInfo) -> None:
    """Show the articles that carry the same text, and which of them it most likely comes from."""
    st.header("Copies", anchor=False)
    with corpus.catalogue.transaction() as connection:
        ids = copies_of(connection, [current.id]).get(current.id, [])
    infos = corpus.catalogue.infos(ids)
    copies = [infos[one] for one in ids if one in infos]
    if not copies:
        st.text("No other article in the archive carries this text.")
        return
    dated = [info for info in (current, *copies) if info.published]  # an undated one may be the first, or not
    origin = likely_origin(dated) if dated else None
    also = shared.counted(len(copies), "other article")
    told = " This one is the likely origin." if origin == current else ""
    st.text(f"{also} in the archive carr{'ies' if len(copies) == 1 else 'y'} substantially this text.{told}")
    if origin is None:
        st.caption("None of them has a day, so which was first cannot be told.")
    ordered = sorted(copies, key=lambda one: (one != origin, str(one.published or "9"), one.id))
    for copy in _paged(ordered, _COPIES, f"copies-{current.id}"):
        with st.container(gap=None, key=f"copied-{copy.id}"):
            st.button(
                shared.label(copy.title, 180),
                key=f"copy-{copy.id}",
                type="tertiary",
                wrap=True,
                on_click=_open_article,
                args=[copy.id],
            )
            likely = " · the likely origin" if copy == origin else ""
            st.caption(shared.label(shared.byline(copy) + likely, 300))


def _open_article(article_id: str) -> None:
    open_at(None)
    st.query_params.pop("compare", None)
    st.query_params["article"] = article_id


def _paged(items: Sequence[Any], on_one: int, key: str) -> Sequence[Any]:
    """Return the items of the chosen page; where there are several, offer to choose."""
    pages = -(-len(items) // on_one)
    if pages < 2:
        return items
    page = st.pagination(pages, key=key)
    return items[(page - 1) * on_one : page * on_one]
