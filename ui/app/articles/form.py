"""Part of an article's page: the form in which a person corrects what is known of it."""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from corpus import Corpus
from corpus.errors import DatelineError
from corpus.records import ArticleInfo
from ui.app import shared
from ui.editing import FIELDS, as_typed, changes_of

_LABELS = {
    "title": "Headline",
    "outlet": "Outlet",
    "author": "Author",
    "published": "Published (YYYY-MM-DD)",
    "modified": "Last changed (YYYY-MM-DD)",
    "url": "Address of the live page",
    "section": "Section",
    "language": "Language (two letters)",
    "agency": "News agency",
    "credit": "Credit line",
    "usage": "Usage",
    "embargo": "Embargo until (UTC)",
    "correction": "Correction note",
}
_HELP = {
    "published": "The day as the publisher printed it. Empty: not known.",
    "modified": "The day of the last change, as printed. Empty: not known.",
    "language": 'Its ISO 639-1 code, such as "en".',
    "agency": "The news agency whose text it is, where that is not the outlet.",
    "credit": "The line that must stand with the article.",
    "usage": "What the rights holder allows, in the holder's words.",
    "embargo": "A day (until its end, in UTC) or a moment, such as 2025-03-01T06:00Z; "
    "where no zone is given it is in UTC. Empty: no embargo.",
    "correction": "A correction or retraction note, as printed.",
}
_LONG = ("usage", "correction")  # fields of several lines


def show_form(corpus: Corpus, info: ArticleInfo) -> None:
    """Show the form; save what was changed in it, and say so."""
    st.header("Edit", anchor=False)
    st.caption("What is not known stays empty. The text itself cannot be edited: it is what was published.")
    said = f"edited-{info.id}"
    prefix, shown = _as_shown(info)
    with st.form(f"{prefix}-form", border=False):
        typed = {}
        for name, where in _places():
            field = where.text_area if name in _LONG else where.text_input
            typed[name] = field(_LABELS[name], shown[name], key=f"{prefix}-{name}", help=_HELP.get(name))
        if st.form_submit_button("Save", type="primary"):
            _save(corpus, info, shown, typed, said)
    if told := st.session_state.pop(said, None):
        st.success(told, icon=":material/check:")


def _places() -> Iterator[tuple[str, Any]]:
    """Yield the fields with where each stands: the headline above two columns, the long ones below."""
    yield "title", st
    short = [name for name in FIELDS if name != "title" and name not in _LONG]
    for at in range(0, len(short), 2):
        yield from zip(short[at : at + 2], st.columns(2), strict=False)
    yield from ((name, st) for name in _LONG)


def _as_shown(info: ArticleInfo) -> tuple[str, Mapping[str, str]]:
    """Return the fields as the form began with, and the beginning of its keys.

    Only what a person changes in a form is saved, so that nobody takes back what somebody else has edited
    while the form was open. A form that was saved, or left, begins anew.
    """
    key = f"edit-{info.id}"
    begun: tuple[int, Mapping[str, str]] = st.session_state.get(key, (0, {}))
    if f"{key}-{begun[0]}-title" not in st.session_state:
        begun = begun[0] + 1, as_typed(info)
        st.session_state[key] = begun
    return f"{key}-{begun[0]}", begun[1]


def _save(
    corpus: Corpus, info: ArticleInfo, shown: Mapping[str, str], typed: Mapping[str, str], said: str
) -> None:
    try:
        changes = changes_of(shown, typed)
        if changes:
            with st.spinner("Saving …"):
                corpus.writer.edit(info.id, **changes)
    except ValueError as error:
        st.error(f"Nothing was saved: {error}.", icon=":material/error:")
        return
    except DatelineError as error:
        st.error(shared.label(str(error), 600), icon=":material/error:")
        return
    until = changes.get("embargo")
    also = f" It may not be quoted until {until:%Y-%m-%d %H:%M} UTC." if until else ""
    st.session_state[said] = f"Saved.{also}" if changes else "Nothing was changed."
    st.session_state[f"edit-{info.id}"] = (st.session_state[f"edit-{info.id}"][0] + 1, {})
    st.rerun()
