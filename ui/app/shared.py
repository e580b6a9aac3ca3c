"""What every page of the app uses: the corpus, the assistant, and safe ways to show text."""

import re
from calendar import monthrange
from contextlib import ExitStack
from datetime import date

import streamlit as st

from assistant import Assistant
from corpus import Corpus
from corpus.errors import DatelineError
from corpus.records import ArticleInfo
from ui import bootstrap, settings

# Streamlit reads Markdown in every label. A backslash before a sign makes it that sign and nothing else.
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
# Streamlit makes links of addresses too, whatever is escaped: an invisible joiner inside keeps them text.
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
# Characters that reorder or hide what follows them, and control characters.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def resources() -> tuple[Corpus, Assistant]:
    """Return the corpus and its assistant; where they cannot be had, say why and draw no more."""
    try:
        return _opened()
    except DatelineError as error:
        st.error(label(str(error), 600))
        st.stop()


@st.cache_resource(show_spinner="Opening the archive …")
def _opened() -> tuple[Corpus, Assistant]:
    """Open the corpus and its assistant once for the whole server; all sessions share them."""
    stack = ExitStack()
    chosen = settings.load()
    corpus = stack.enter_context(bootstrap.corpus_of(chosen))
    return corpus, bootstrap.assistant_of(chosen, corpus)


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
