"""The page of one article: its text, who said what, its versions and copies, and what is known of it.

The address says what is shown: ``article`` is its id, ``part`` the part of the page, ``at`` the places that
are highlighted (START-END, several by commas), ``version`` an older version, ``compare`` two of them.
"""

import re
from datetime import UTC, datetime

import streamlit as st

from assistant.answer import notes_on
from corpus import Corpus
from corpus.errors import NotFound
from corpus.records import Article, ArticleInfo, Span
from ui.app import shared
from ui.app.articles.address import language_name
from ui.app.articles.details import PLACE, open_at, show_copies, show_versions, show_who_said_what
from ui.app.articles.form import show_form
from ui.app.articles.removal import offer_to_remove, offer_to_restore, show_removed, show_restored
from ui.app.articles.scrolling import begin_at_top
from ui.app.marking import show_markable
from ui.app.parts import chosen_part
from ui.app.passage_pane import link_live_page

__all__ = ["show", "show_removed"]

_PARTS = {"text": "Text", "versions": "Versions", "copies": "Copies", "edit": "Edit or remove"}
_OWN = ("article", "part", "at", "version", "compare")
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_NOTE = 2_000  # characters of a note that are shown
# The text stays in view beside a long list of who said what.
_STYLE = """<style>
@media (min-width: 641px) {
  [data-testid="stColumn"]:has(.st-key-article-text) { position: sticky; top: 4rem; align-self: flex-start; }
}
[class*="st-key-said-"] button, [class*="st-key-copied-"] button { text-align: left; padding: 0; }
[class*="st-key-said-"] button, [class*="st-key-copied-"] button { justify-content: flex-start; }
[class*="st-key-copied-"] button p { font-weight: 600; }
</style>"""


def show(corpus: Corpus, article_id: str) -> None:
    """Draw the page of the article that the address names by our id or the external one."""
    st.button("Back to the list", key="back", icon=":material/arrow_back:", type="tertiary", on_click=_back)
    current = _known(corpus, article_id)
    if current is None:
        _show_absent(corpus, article_id)
        return
    st.html(_STYLE)
    begin_at_top(current.id)
    st.title(shared.label(current.title, 180), anchor=False)
    st.caption(shared.label(_details(current), 400))
    show_restored(current.id)
    for note in _notes(current):
        st.warning(shared.label(note, _NOTE), icon=":material/info:")
    part = chosen_part(_PARTS, f"part-{current.id}")
    if part == "text":
        _show_text(corpus, current)
    elif part == "versions":
        show_versions(corpus, current)
    elif part == "copies":
        show_copies(corpus, current)
    else:
        show_form(corpus, current)
        offer_to_remove(corpus, current)


def _known(corpus: Corpus, reference: str) -> ArticleInfo | None:
    """Return what is known of an article without reading its text; None where there is none."""
    try:
        found = corpus.catalogue.find_id(reference)
    except NotFound:
        return None
    return corpus.catalogue.infos([found]).get(found)  # it may have gone this very moment


def _show_text(corpus: Corpus, current: ArticleInfo) -> None:
    article = _version(corpus, current)
    is_current = article.info.version == current.version
    quotes = corpus.catalogue.quotes_of(current.id) if is_current else []
    left, right = st.columns([3, 2], gap="large")
    with left, st.container(key="article-text"):
        if not is_current:
            came = f"came in {article.info.added:%Y-%m-%d %H:%M} UTC"
            st.info(f"This is version {article.info.version} of {current.version}, which {came}.")
            st.button("Show the current version", key="current", on_click=open_at, args=[None])
        places = _places(st.query_params.get("at", ""))
        link_live_page(article, places)
        show_markable(
            corpus,
            article,
            places,
            quotes=[span for quote in quotes for span in quote.spans],
            heading=False,
            opened=st.session_state.get(PLACE, 0),
            link=False,
        )
    with right:
        if is_current:
            show_who_said_what(article, quotes)
        else:
            st.text("Who said what is kept of the current version only.")


def _version(corpus: Corpus, current: ArticleInfo) -> Article:
    """Return the article as the version of the address has it; where there is none such, as it is now."""
    named = st.query_params.get("version", "")
    if named.isascii() and named.isdigit() and len(named) < 10:
        try:
            return corpus.catalogue.get(current.id, int(named))
        except NotFound:
            st.info(f"There is no version {int(named)} of this article: it is shown as it is now.")
    return corpus.catalogue.get(current.id)


def _places(text: str) -> list[Span]:
    """Return the places that ``at`` of the address names; what is none is passed over."""
    found = (_SPAN.fullmatch(part) for part in text.split(","))
    return [Span(int(one[1]), int(one[2])) for one in found if one]


def _details(info: ArticleInfo) -> str:
    """Return what is known of an article beside its headline, in one line."""
    known = {
        "section": info.section,
        "language": info.language and language_name(info.language),
        "news agency": info.agency,
    }
    return " · ".join([shared.byline(info), *(f"{name}: {of}" for name, of in known.items() if of)])


def _notes(info: ArticleInfo) -> list[str]:
    """Return what has to stand with the article, its embargo included."""
    notes = notes_on(info)
    if info.embargo and info.embargo > datetime.now(UTC):
        until = f"{info.embargo:%Y-%m-%d %H:%M} UTC"
        notes.append(f"Embargo: not to be quoted until {until}. Until then no search and no answer has it.")
    return notes


def _show_absent(corpus: Corpus, reference: str) -> None:
    st.title("This article is not in the archive", anchor=False)
    if not offer_to_restore(corpus, reference):
        st.text(
            "Its address may be mistyped, or the article was removed for good. "
            "Go back to the list and look for its headline."
        )


def _back() -> None:
    for name in _OWN:
        st.query_params.pop(name, None)
