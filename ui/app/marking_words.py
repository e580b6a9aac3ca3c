"""Marking words in the pane that shows an article: with the mouse, a finger or the keyboard.

The browser part tells which words were marked, and how many characters stand before them. Nobody takes its
word for it: ``place_of`` finds them in the article.
"""

from dataclasses import dataclass
from typing import Any

from corpus.folding import find, fold
from corpus.records import Span
from ui.app.shared import safe

HTML = """<div class="marking" role="group" aria-label="Mark words" hidden>
    <button type="button" class="add" disabled>Add the marked words to a briefing</button>
    <button type="button" class="keys" aria-pressed="false">Mark with the keyboard</button>
    <span class="hint" role="status"></span>
  </div>"""
CSS = """
.marking { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; padding: 0 .25rem .5rem; }
.hint { font-size: .9rem; flex-basis: 100%; }
/* whoever marks with the mouse sees what is marked, and nothing may move under it */
.keys[aria-pressed="false"] ~ .hint { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); }
.add:disabled { cursor: default; border-style: dashed; }
"""
JS = r"""
// Marking words, with the mouse or the keyboard. Returns what offers it, or (given nothing) takes it back.
function marking(shadow, article, text) {
  const find = (selector) => shadow.querySelector(selector);
  const add = find(".add"), keys = find(".keys"), hint = find(".hint");
  const chosen = () => (shadow.getSelection ? shadow : document).getSelection();
  let tell, marked = null;
  const range = () => {  // of what is marked within the text, or null
    const whole = document.getSelection();
    let one;
    try { one = whole.getComposedRanges({ shadowRoots: [shadow] })[0]; } catch { /* an older browser */ }
    if (!one || !shadow.contains(one.startContainer)) {
      const own = chosen();
      one = own.rangeCount ? own.getRangeAt(0) : null;
    }
    if (!one) return null;
    const begins = text.contains(one.startContainer), ends = text.contains(one.endContainer);
    if (!begins && !ends) return null;
    const found = document.createRange();
    if (begins) found.setStart(one.startContainer, one.startOffset); else found.setStart(text, 0);
    if (ends) found.setEnd(one.endContainer, one.endOffset); else found.setEnd(text, text.childNodes.length);
    return found.collapsed ? null : found;
  };
  const words = (one) => {
    const held = one.cloneContents();
    for (const page of held.querySelectorAll(".page")) page.remove();
    return held.textContent;
  };
  const say = (what) => { if (hint.textContent !== what) hint.textContent = what; };
  const show = (found) => {
    marked = found;
    const some = found ? found.toString().trim().replace(/\s+/g, " ") : "";
    const short = some.length > 90 ? some.slice(0, 40) + " … " + some.slice(-40) : some;
    add.disabled = !some;
    say(some ? "Marked: " + short : keys.ariaPressed === "true" ? keyHint : "");
  };
  let fading;
  const look = () => {
    clearTimeout(fading);
    const found = range(), active = shadow.activeElement;
    if (found) show(found);
    else if (active !== add && active !== keys) fading = setTimeout(show, 400, null);  // a finger on a button
  };
  const keyHint = "Arrow keys go from word to word; with Shift they mark more. Enter adds, Escape ends.";
  const submit = () => {
    if (!marked || add.disabled) return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(marked.startContainer, marked.startOffset);
    tell?.({ words: words(marked), before: [...words(before)].length });
    toForm();
  };
  const toForm = () => {  // as soon as it is there
    const go = () => {
      const form = document.querySelector(".st-key-adding-marked");
      const first = form?.querySelector("input, button");
      form?.scrollIntoView({ block: "nearest" });
      first?.focus({ preventScroll: true });
      return Boolean(first);
    };
    const waiting = new MutationObserver(() => { if (go()) waiting.disconnect(); });
    waiting.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => waiting.disconnect(), 5000);
  };
  const begin = () => {
    const first = text.querySelector("mark.here, mark") ?? text.querySelector("span");
    if (!first || marked) return;
    chosen().collapse(first.firstChild ?? first, 0);
    chosen().modify("extend", "forward", "word");
  };
  const end = () => {
    keys.ariaPressed = "false";
    keys.focus();
  };
  keys.onclick = () => {
    if (keys.ariaPressed === "true") return end();
    keys.ariaPressed = "true";
    say(keyHint);
    article.focus();
    begin();
  };
  for (const button of [add, keys]) button.onmousedown = (event) => event.preventDefault();
  add.onclick = submit;
  const ways = { ArrowRight: ["forward", "word"], ArrowLeft: ["backward", "word"],
    ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"] };
  article.addEventListener("keydown", (event) => {
    if (keys.ariaPressed !== "true") return;
    if (event.key === "Escape") end();
    else if (event.key === "Enter") submit();
    else if (ways[event.key]) {
      const [way, unit] = ways[event.key], now = chosen();
      if (event.shiftKey) now.modify("extend", way, unit);
      else {
        now.modify("move", way, unit);
        if (way === "backward" && unit === "word") now.modify("move", way, unit);
        now.modify("extend", "forward", "word");
      }
    } else return;
    event.preventDefault();
  });
  const changed = () => {
    if (!add.isConnected) document.removeEventListener("selectionchange", changed);
    else if (tell) look();
  };
  return (teller) => {
    tell = teller || undefined;
    find(".marking").hidden = !tell;
    document.addEventListener("selectionchange", changed);
  };
}
"""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that a person marked, as the browser tells it: ``before`` is how many characters stand before.

    Both are of the text as the pane shows it, without what ``safe`` takes out.
    """

    words: str
    before: int


def read(told: Any) -> Marked | None:
    """Read what the browser part tells; None where it is not what it should be."""
    try:
        words, before = told["words"], told["before"]
    except (KeyError, TypeError, IndexError):
        return None
    is_whole = isinstance(words, str) and type(before) is int and before >= 0
    return Marked(words, before) if is_whole and words.strip() else None


def place_of(text: str, marked: Marked) -> Span | None:
    """Return where the marked words stand in an article's text; None where they do not.

    Of several places it is the one nearest to where they were marked. Found as quotations are: only what
    ``fold`` takes to be the same is the same.
    """
    words = marked.words.strip()
    lead = len(marked.words) - len(marked.words.lstrip())
    near = _unshown(text, marked.before + lead)
    if text.startswith(words, near):
        return Span(near, near + len(words))
    return min(find(words, fold(text)), key=lambda one: abs(one.start - near), default=None)


def _unshown(text: str, shown: int) -> int:
    """Return the place in a text of a place in it as it is shown."""
    unseen = {sign for sign in set(text) if not safe(sign)}
    if not unseen:
        return shown
    seen = 0
    for at, sign in enumerate(text):
        if sign not in unseen:
            if seen == shown:
                return at
            seen += 1
    return len(text)
