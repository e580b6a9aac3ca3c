"""What every page of the app uses: the corpus, the assistant, and safe ways to show text."""

import logging
import re
import threading
from calendar import monthrange
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from datetime import date

import streamlit as st

from assistant import Assistant
from corpus import Corpus
from corpus.errors import DatelineError
from corpus.records import ArticleInfo
from ui import bootstrap, settings

_log = logging.getLogger(__name__)
_is_open = threading.Event()

# Streamlit reads Markdown in every label. A backslash before a sign makes it that sign and nothing else.
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
# Streamlit makes links of addresses too, whatever is escaped: an invisible joiner inside keeps them text.
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
# Characters that reorder or hide what follows them, and control characters.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def resources() -> tuple[Corpus, Assistant]:
    """Return the corpus and its assistant; where they cannot be had, say why and draw no more."""
    try:
        if _is_open.is_set():
            return _opened()
        with st.spinner("Opening the archive …"):
            return _opened()
    except DatelineError as error:
        st.error(label(str(error), 600), icon=":material/error:")
        st.stop()


@st.cache_resource(show_spinner=False)  # which it would want to draw for ``opened_early``, too
def _opened() -> tuple[Corpus, Assistant]:
    """Open the corpus and its assistant once for the whole server; all sessions share them.

    Uploads that the server's end had broken off go on.
    """
    from ui.app.upload import jobs  # which shows nothing itself, but what it imports needs this module

    stack = ExitStack()
    chosen = settings.load()
    corpus = stack.enter_context(bootstrap.corpus_of(chosen))
    assistant = bootstrap.assistant_of(chosen, corpus)
    jobs.resume(corpus.home.resolve())
    _is_open.set()
    return corpus, assistant


@asynccontextmanager
async def opened_early(_: object) -> AsyncIterator[None]:
    """Open the archive while the server starts, so that the first visitor waits for nothing."""
    threading.Thread(target=_open_early, name="opening", daemon=True).start()
    yield


def _open_early() -> None:
    try:
        corpus, _ = _opened()
        corpus.model.encode_question("")  # loads the model: seconds that no question then takes
    except DatelineError as error:
        _log.warning("the archive could not be opened yet: %s", error)  # each page says so, too


def calmly(error: Exception) -> bool:
    """Say what went wrong in a page in a sentence, instead of Streamlit's own box; its log has the rest."""
    if isinstance(error, DatelineError):
        st.error(label(str(error), 600), icon=":material/error:")
    else:
        st.error(
            "Something went wrong inside Dateline; the server's log says what. Reload the page to go on. "
            "What the archive holds is safe.",
            icon=":material/error:",
        )
    return True


def safe(text: str) -> str:
    """Return text without characters that hide or reorder other text."""
    return _UNSEEN.sub("", text)


def label(text: str, longest: int = 120) -> str:
    """Return text for a label or heading: one line, no Markdown, no link, no longer than ``longest``."""
    line = " ".join(safe(text).split())
    cut = line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub("\u2060", cut))


def counted(number: int, noun: str) -> str:
    """Return "1 article" or "2 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def byline(info: ArticleInfo) -> str:
    """Return where and when an article was published, in plain text."""
    day = _day(info.published) if info.published else "undated"
    parts = [info.outlet or "unknown outlet", day, info.author, "sample article" if info.sample else None]
    return " · ".join(part for part in parts if part)


def in_words(first: date | None, last: date | None) -> str:
    """Return a time in words, both days included (None: open on that side); months and years by name."""
    if first is None or last is None:
        return f"since {_day(first)}" if first else f"until {_day(last)}" if last else "any time"
    months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if months and (first.month, last.month) == (1, 12):
        ends = [f"{first:%Y}", f"{last:%Y}"]
    elif months:
        ends = [f"{first:%B %Y}", f"{last:%B %Y}"]
    else:
        ends = [_day(first), _day(last)]
    return " to ".join(dict.fromkeys(ends))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def offer_to_remove_sample(corpus: Corpus) -> None:
    """Offer, once real articles are there, to remove the ones that came with Dateline."""
    sample = corpus.catalogue.count(sample=True)
    if not sample or not corpus.catalogue.count(sample=False):
        return
    st.info(f"The archive still holds the {sample} sample articles that came with Dateline.")
    if st.button("Remove the sample articles", key="remove-sample"):
        corpus.writer.remove(corpus.catalogue.sample_ids())
        st.rerun()


def too_long(what: str, text: str, most: int) -> str | None:
    """Return what to do about words that are longer than ``most`` characters; None where they are not.

    ``what`` begins the sentence: "A title". Boxes get no ``max_chars``: one refuses a longer paste silently.
    """
    if len(text) <= most:
        return None
    return f"{what} may have {most:,} characters, and this one has {len(text):,}. Shorten it."
