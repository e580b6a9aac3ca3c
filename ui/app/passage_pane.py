"""The pane that shows an article with the cited passages highlighted.

It is given text and offsets, never HTML: the browser part sets ``textContent`` only, so an article's
text cannot become anything but text. Characters that hide or reorder others are taken out of each piece
after the text has been cut, so that no offset moves. Where words may be marked, the browser part tells which
and where; whoever is told finds them in the article itself (``marking_words``).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import streamlit as st

from corpus.records import Article, Span
from ui.app import leaving, marking_words
from ui.app.live_page import live_page
from ui.app.marking_words import Marked
from ui.app.shared import byline, safe

_HEADLINE = 180  # characters of a headline that are shown: the rest of a longer one is no headline

_HTML = """
<section>
  <marking/>
  <div class="places" role="group" aria-label="Passages" hidden>
    <span class="count" aria-live="polite"></span>
    <button type="button" class="previous">Previous</button>
    <button type="button" class="next">Next</button>
  </div>
  <div class="article" role="region" tabindex="0">
    <h2></h2><p class="byline"></p><div class="text"></div>
  </div>
</section>
"""
_CSS = """
section { font-family: var(--st-font); color: var(--st-text-color); }
[hidden] { display: none !important; }
.places { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; padding: 0 .25rem .5rem; }
.count { margin-inline-end: auto; font-size: .9rem; }
button { font: inherit; font-size: .9rem; color: inherit; background: transparent; cursor: pointer;
  border: 1px solid color-mix(in srgb, currentColor 45%, transparent); border-radius: .5rem;
  padding: .2rem .75rem; }
button:hover { border-color: currentColor; }
.article { position: relative; max-height: 70vh; overflow-y: auto; padding: .25rem .75rem; line-height: 1.55;
  overflow-wrap: anywhere; }
@media (min-width: 641px) { .article { overscroll-behavior: contain; } }
.article:focus-visible, button:focus-visible { outline: 2px solid var(--st-primary-color);
  outline-offset: -2px; }
h2 { font-size: 1.25rem; margin: .5rem 0 .25rem; unicode-bidi: plaintext; }
.byline { margin: 0 0 1rem; font-size: .9rem; unicode-bidi: plaintext; }
.text { white-space: pre-wrap; unicode-bidi: plaintext; }
.page { user-select: none; font-size: .8rem; margin: .75rem 0 .25rem;
  border-top: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
.quote { text-decoration: underline dotted color-mix(in srgb, currentColor 60%, transparent);
  text-underline-offset: .2em; }
mark { background: #ffe27a; color: #1a1a1a; border-radius: 2px; padding: .05em 0; }
mark.here { background: #ffc04d; text-decoration: underline 2px; text-underline-offset: .2em; }
"""
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  const root = find("section"), article = find(".article"), text = find(".text");
  article.setAttribute("aria-label", data.label);
  for (const [selector, words] of [["h2", data.title], [".byline", data.byline]]) {
    find(selector).textContent = words;
    find(selector).hidden = !words;
  }
  if (root.shown !== data.shown) {
    const all = document.createDocumentFragment();
    for (const piece of data.pieces) {
      if (piece.page) {
        const page = document.createElement("div");
        page.className = "page";
        page.textContent = "Page " + piece.page;
        all.append(page);
      }
      const element = document.createElement(piece.mark === undefined ? "span" : "mark");
      if (piece.mark !== undefined) element.dataset.mark = piece.mark;
      else if (piece.quote) element.className = "quote";
      element.textContent = piece.text;
      all.append(element);
    }
    text.replaceChildren(all);
    root.shown = data.shown;
    root.opened = undefined;
  }
  const marks = () => [...text.querySelectorAll("mark")];
  const numbers = [...new Set(marks().map((mark) => mark.dataset.mark))];
  const go = (at) => {
    root.at = at;
    for (const mark of marks()) {
      mark.classList.toggle("here", numbers.length > 1 && mark.dataset.mark === numbers[at]);
    }
    const first = marks().find((mark) => mark.dataset.mark === numbers[at]);
    const above = first.getBoundingClientRect().top - article.getBoundingClientRect().top;
    const isSmall = matchMedia("(max-width: 640px), (max-height: 500px)").matches;  // part of it is seen
    article.scrollTop = Math.max(0, article.scrollTop + above - article.clientHeight / (isSmall ? 8 : 3));
    find(".count").textContent = "Passage " + (at + 1) + " of " + numbers.length;
  };
  find(".places").hidden = numbers.length < 2;
  find(".previous").onclick = () => go((root.at + numbers.length - 1) % numbers.length);
  find(".next").onclick = () => go((root.at + 1) % numbers.length);
  root.mark ??= marking(parentElement, article, text);
  root.mark(data.markable && ((marked) => setTriggerValue("marked", marked)));
  const leave = leaving(root, data.opener, data.closable && (() => setTriggerValue("closed", true)));
  if (root.opened === data.opened) return leave;  // drawn again: the reader stays where they are
  root.opened = data.opened;
  const open = () => {
    if (numbers.length) go(0); else article.scrollTop = 0;
    // the pane may have been taken away and drawn anew since: the focus is taken once for each opening
    const seen = (globalThis.datelineOpened ??= {});
    // one that opens beside what cites it is in view by itself, and nothing else may move
    if (data.focus && seen[data.id] !== data.opened) article.focus({ preventScroll: data.closable });
    seen[data.id] = data.opened;
    if (data.closable) setTimeout(() => {
      if (article.getBoundingClientRect().top > 0.7 * innerHeight) root.scrollIntoView({ block: "center" });
    }, 400);
  };
  if (article.clientHeight) { open(); return leave; }
  const waiting = new ResizeObserver(() => {  // it is drawn where nobody sees it yet
    if (article.clientHeight) { waiting.disconnect(); open(); }
  });
  waiting.observe(article);
  return leave;
}
"""
_pane = st.components.v2.component(
    "dateline_passage",
    html=_HTML.replace("<marking/>", marking_words.HTML),
    css=_CSS + marking_words.CSS,
    js=_JS + marking_words.JS + leaving.JS,
)


def show_passage(
    article: Article,
    spans: Sequence[Span],
    *,
    quotes: Sequence[Span] = (),
    heading: bool = True,
    opened: int = 0,
    link: bool = True,
    on_marked: Callable[[Marked], None] | None = None,
    on_closed: Callable[[], None] | None = None,
    opener: str | None = None,
) -> None:
    """Show an article, scrolled to the first of ``spans``, each of them highlighted.

    ``quotes`` are marked lightly. Without ``heading`` the pane shows the text alone. ``opened`` counts how
    often a person has opened something here: when it grows, the pane scrolls to the first place again and
    takes the focus. ``link``: the live page is linked under it, where there is one. ``on_marked``: words
    can be marked with the mouse or the keyboard, and it is told which, before the page is drawn again.
    ``on_closed``: Escape calls it, which is to take the pane away. Once it is away the focus goes back to the
    button with the key ``opener``.
    """
    info = article.info
    marks = _merged(spans, len(article.text))
    shown = f"{info.id} {info.version} {[(one.start, one.end) for one in marks]} {len(quotes)}"
    key = f"pane-{info.id}"

    def tell() -> None:
        if on_marked and (marked := marking_words.read(st.session_state[key].get("marked"))):
            on_marked(marked)

    _pane(
        key=key,
        on_marked_change=tell,
        on_closed_change=on_closed or (lambda: None),
        data={
            "id": info.id,
            "title": _line(info.title, _HEADLINE) if heading else "",
            "label": f"Article: {_line(info.title, 120)}",
            "byline": _line(byline(info), _HEADLINE) if heading else "",
            "shown": shown,
            "opened": f"{shown} {opened}",
            "focus": opened > 0,
            "markable": on_marked is not None,
            "closable": on_closed is not None,
            "opener": opener,
            "pieces": _shown_pieces(article, marks, quotes),
        },
    )
    if link:
        link_live_page(article, spans)


def link_live_page(article: Article, spans: Sequence[Span]) -> None:
    """Show the link to an article's live page, which opens at the first of ``spans``, if it has one."""
    first = min(spans, key=lambda span: span.start, default=None)
    if url := live_page(article.info.url, article.text, first):
        st.link_button("Open the live page", url, icon=":material/open_in_new:")


def pieces(text: str, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Cut a text into marked and unmarked pieces, in order; joined they are the text."""
    marks = _merged(spans, len(text))
    return [
        {"text": piece.of(text), "marked": number is not None} for piece, number in _cut(len(text), marks)
    ]


def _shown_pieces(article: Article, marks: Sequence[Span], quotes: Sequence[Span]) -> list[dict[str, Any]]:
    """Return the pieces as the browser part draws them, with the number of each mark and page."""
    text, pages = article.text, article.info.page_starts
    page_at = {start: number for number, start in enumerate(pages, start=1)}
    light = _merged(quotes, len(text))
    starts = [one.start for one in light]
    ends = (edge for one in light for edge in (one.start, one.end))
    marked = [one.start for one in marks]
    # a mark is one piece, whatever quotes it holds; only the beginning of a page parts it
    edges = [*pages, *(edge for edge in ends if _holder(marks, marked, edge) is None)]
    found = []
    for piece, number in _cut(len(text), marks, edges):
        one: dict[str, Any] = {"text": safe(piece.of(text))}
        if number is not None:
            one["mark"] = number
        elif _holder(light, starts, piece.start) is not None:
            one["quote"] = True
        if piece.start in page_at:
            one["page"] = page_at[piece.start]
        found.append(one)
    return found


def _cut(length: int, marks: Sequence[Span], edges: Sequence[int] = ()) -> Iterator[tuple[Span, int | None]]:
    """Yield the ranges between the ends of marks and other edges, each with the number of its mark."""
    ends = {edge for one in marks for edge in (one.start, one.end)}
    starts = [one.start for one in marks]
    for start, end in pairwise(sorted({0, length, *ends, *(e for e in edges if 0 <= e <= length)})):
        yield Span(start, end), _holder(marks, starts, start)


def _holder(runs: Sequence[Span], starts: Sequence[int], at: int) -> int | None:
    """Return the number of the run that holds a place; runs are sorted and apart."""
    number = bisect_right(starts, at) - 1
    return number if number >= 0 and at < runs[number].end else None


def _merged(spans: Sequence[Span], length: int) -> list[Span]:
    """Return the ranges that spans cover, sorted and apart; what lies outside the text is left out."""
    found: list[Span] = []
    for one in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(0, one.start), min(one.end, length)
        if start >= end:
            continue
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return found


def _line(text: str, longest: int) -> str:
    line = " ".join(safe(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
