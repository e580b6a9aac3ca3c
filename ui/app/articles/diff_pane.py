"""The pane that shows what was changed between two versions of an article.

As the pane of passages it is given text only: what is gone stands in a ``del``, what came in an ``ins``, and
words say which is which.
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from corpus.changes import Change
from ui.app.shared import counted, safe

_AROUND = 200  # characters shown of what is the same before and after a change

_HTML = '<div class="changes" role="region" tabindex="0"></div>'
_CSS = """
.changes { max-height: 70vh; overflow-y: auto; padding: .25rem .75rem; line-height: 1.6;
  font-family: var(--st-font); color: var(--st-text-color); white-space: pre-wrap; overflow-wrap: anywhere;
  unicode-bidi: plaintext; }
@media (min-width: 641px) { .changes { overscroll-behavior: contain; } }
.changes:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -2px; }
ins, del { text-decoration-thickness: 1px; border-radius: 2px; padding: .05em .1em; }
ins { background: rgba(40, 160, 80, .18); }
del { background: rgba(220, 50, 50, .16); }
.what { display: inline-block; white-space: normal; text-decoration: none; user-select: none;
  font-size: .7rem; line-height: 1.2;
  border: 1px solid color-mix(in srgb, currentColor 45%, transparent); border-radius: .4rem;
  padding: 0 .35em; margin-inline-end: .3em; }
.same { display: block; user-select: none; font-size: .8rem; margin: .5rem 0; }
"""
_JS = """
export default function ({ data, parentElement }) {
  const pane = parentElement.querySelector(".changes");
  pane.setAttribute("aria-label", data.label);
  if (pane.shown === data.shown) return;
  pane.shown = data.shown;
  const tags = { gone: "del", came: "ins", same: "span", folded: "span" };
  const words = { gone: "removed", came: "added" };
  const all = document.createDocumentFragment();
  for (const piece of data.pieces) {
    const element = document.createElement(tags[piece.kind]);
    if (words[piece.kind]) {
      const what = document.createElement("span");
      what.className = "what";
      what.textContent = words[piece.kind] + " ";
      element.append(what);
    }
    if (piece.kind === "folded") element.className = "same";
    element.append(piece.text);  // a string becomes a text node
    all.append(element);
  }
  pane.replaceChildren(all);
  pane.scrollTop = 0;
}
"""
_pane = st.components.v2.component("dateline_changes", html=_HTML, css=_CSS, js=_JS)


def show_changes(key: str, label: str, old: str, new: str, found: Sequence[Change], whole: bool) -> None:
    """Show what ``found`` (of ``corpus.changes``) says became of a text; ``whole``: fold nothing.

    ``label`` names the pane for those who cannot see it; ``key`` tells its contents from others.
    """
    data = {
        "label": label,
        "shown": f"{key} {whole}",
        "pieces": diff_pieces(old, new, found, None if whole else _AROUND),
    }
    _pane(key=f"changes-{key}", data=data)


def diff_pieces(old: str, new: str, found: Sequence[Change], around: int | None) -> list[dict[str, Any]]:
    """Return the pieces that are drawn: of what is the same, ``around`` characters beside each change."""
    pieces: list[dict[str, Any]] = []
    for at, one in enumerate(found):
        gone, came = one.old.of(old), one.new.of(new)
        if one.kind == "same" and around is not None and len(gone) > 2 * around:
            pieces += _folded(gone, around, first=at == 0, last=at == len(found) - 1)
        elif one.kind == "same" or not (gone + came).strip():  # white space is shown as it is now
            pieces.append({"kind": "same", "text": safe(came)})
        else:
            pieces += _replaced(safe(gone), safe(came))
    return pieces


def _replaced(gone: str, came: str) -> list[dict[str, Any]]:
    """Return what is gone and what came; white space around the words is not of them."""
    shown = came or gone
    words = shown.strip()
    before, after = shown[: shown.index(words)], shown[shown.index(words) + len(words) :]
    found = [("same", before), ("gone", gone.strip()), ("same", " " * bool(gone.strip() and came.strip()))]
    found += [("came", came.strip()), ("same", after)]
    return [{"kind": kind, "text": text} for kind, text in found if text]


def _folded(same: str, around: int, *, first: bool, last: bool) -> list[dict[str, Any]]:
    head = "" if first else same[:around]
    tail = "" if last else same[-around:]
    left = len(same) - len(head) - len(tail)
    return [
        *([{"kind": "same", "text": safe(head)}] if head else []),
        {"kind": "folded", "text": f"… {counted(left, 'character')} the same …"},
        *([{"kind": "same", "text": safe(tail)}] if tail else []),
    ]
