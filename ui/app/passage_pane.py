"""The pane that shows an article with the cited passages highlighted.

It is given text and offsets, never HTML: the browser part sets ``textContent`` only, so an article's
text cannot become anything but text.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import streamlit as st

from corpus.records import Article, Span
from ui.app.shared import byline

_HTML = """
<article tabindex="0" aria-label="Cited article">
  <h2></h2><p class="byline"></p><div class="text"></div>
</article>
"""
_CSS = """
article { max-height: 70vh; overflow-y: auto; padding: 0 1rem; outline-offset: -2px;
  font-family: var(--st-font); color: var(--st-text-color); line-height: 1.55; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: .5rem 0 .25rem; }
.byline { opacity: .8; margin: 0 0 1rem; font-size: .9rem; }
.text { white-space: pre-wrap; unicode-bidi: plaintext; }
mark { background: #ffe27a; color: #1a1a1a; border-radius: 2px; padding: .05em 0; }
"""
_JS = """
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector("article");
  root.querySelector("h2").textContent = data.title;
  root.querySelector(".byline").textContent = data.byline;
  const text = root.querySelector(".text");
  text.replaceChildren();
  for (const piece of data.pieces) {
    const element = document.createElement(piece.marked ? "mark" : "span");
    element.textContent = piece.text;
    text.append(element);
  }
  const first = text.querySelector("mark");
  if (first) root.scrollTop = Math.max(0, first.offsetTop - root.offsetTop - root.clientHeight / 3);
}
"""


def show_passage(article: Article, spans: Sequence[Span]) -> None:
    """Show an article, scrolled to the first of ``spans``, each of them highlighted."""
    pane = st.components.v2.component("dateline_passage", html=_HTML, css=_CSS, js=_JS)
    data = {
        "title": article.info.title,
        "byline": byline(article.info),
        "pieces": pieces(article.text, spans),
    }
    pane(key=f"pane-{article.info.id}", data=data)


def pieces(text: str, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Cut a text into marked and unmarked pieces, in order; joined they are the text."""
    cuts = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    found: list[dict[str, Any]] = []
    for start, end in pairwise(cuts):
        piece = Span(start, end)
        marked = any(span.holds(piece) for span in spans)
        if found and found[-1]["marked"] == marked:
            found[-1]["text"] += text[start:end]
        else:
            found.append({"text": text[start:end], "marked": marked})
    return found
