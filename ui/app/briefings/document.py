"""A briefing as a document: headings, notes, statements with their citations, and the sources.

One element, however many items there are: the browser part makes it of data, sets ``textContent`` only, and
tells what a person wishes (open a citation, edit, move, remove). Numbers are those of every export.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from assistant.answer import carriers
from assistant.briefings.records import Cited, Composed, Heading, Item, Source
from assistant.briefings.wording import fault_in_words, flag_in_words
from ui.app.focus import RESTING
from ui.app.shared import byline, counted, safe

_CSS = """
section { font-family: var(--st-font); color: var(--st-text-color); line-height: 1.55;
  overflow-wrap: anywhere; max-width: 46rem; }
section > * { scroll-margin-top: 5rem; }
h2, h3, h4 { font-family: var(--st-heading-font, inherit); line-height: 1.25; font-weight: 600;
  margin: 1.5rem 0 .25rem; }
h2 { font-size: 1.5rem; } h3 { font-size: 1.25rem; } h4 { font-size: 1.125rem; }
p { margin: 0; unicode-bidi: plaintext; white-space: pre-wrap; }
h2, h3, h4 { unicode-bidi: plaintext; }
.item { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: .75rem; padding: .3rem 0; }
.line { font-weight: 600; margin-top: .4rem; }
.before, .told, .fault, .flag { font-size: .9rem; }
.before, .told { padding-inline-start: .75rem;
  border-inline-start: 2px solid color-mix(in srgb, currentColor 25%, transparent); }
.fault, .flag { padding-inline-start: .75rem; border-inline-start: 3px solid var(--st-primary-color);
  margin-top: .25rem; }
button { font: inherit; font-size: .875rem; color: inherit; background: transparent; cursor: pointer;
  border: 1px solid transparent; border-radius: .375rem; padding: .1rem .5rem; min-height: 1.75rem; }
button:hover { border-color: currentColor; }
button:focus-visible { outline: 2px solid currentColor; outline-offset: 1px; }
.cite { color: var(--st-link-color); padding: 0 .2rem; min-height: 1.5rem; min-width: 1.5rem; }
.source { color: var(--st-link-color); text-align: start; padding: .2rem 0; text-decoration: underline; }
.item:has(h2, h3, h4) > .change { align-self: end; }
.change { align-self: start; text-decoration: underline dotted; text-underline-offset: .2em; }
.actions { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .25rem; padding: .25rem 0 .5rem; }
.actions button { border-color: color-mix(in srgb, currentColor 45%, transparent); }
.item.open { background: var(--st-secondary-background-color); border-radius: .375rem; padding: .5rem; }
"""
_JS = (
    RESTING
    + """
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("section");
  // what outlasts the element, which is drawn anew when something is opened beside it
  const kept = ((globalThis.datelineBriefings ??= {})[data.id] ??= {});
  const make = (kind, name, words) => {
    const made = document.createElement(kind);
    if (name) made.className = name;
    if (words) made.textContent = words;
    return made;
  };
  const press = (name, words, label, act, mark) => {
    const made = make("button", name, words);
    made.type = "button";
    if (label) made.setAttribute("aria-label", label);
    if (mark) made.dataset.mark = mark;
    made.onclick = act;
    return made;
  };
  const wish = (what) => setTriggerValue("wish", what);
  const focus = (mark) => find(mark)?.focus();
  // The document is drawn anew when an article opens or closes beside it: what was clicked, or what stands
  // uppermost since somebody scrolled, is brought to where it stood.
  const main = document.querySelector('[data-testid="stMain"]');
  const find = (mark) => root.querySelector(`[data-mark="${mark}"]`);
  const top = (mark) => find(mark)?.getBoundingClientRect().top;
  const note = (mark) => { kept.place = { mark, top: top(mark) }; };
  const open = (mark, cited) => {
    note(kept.opener = mark);
    wish({ do: "open", ...cited });
  };
  const come_back = (place) => {
    const rest = resting();
    const bring = (tries) => {
      const now = top(place.mark);
      if (rest.signal.aborted || !tries || now === undefined) return rest.abort();
      if (Math.abs(now - place.top) > 1) main.scrollTop += now - place.top;
      if (!data.reading && tries === 25 && document.activeElement === document.body)
        find(kept.opener)?.focus({ preventScroll: true });
      setTimeout(bring, 50, tries - 1);
    };
    bring(30);
  };
  const ways = [["edit", "Edit"], ["up", "Move up"], ["down", "Move down"], ["after", "Add below"],
    ["remove", "Remove"]];
  const show = (item, box) => {
    const open = kept.open === item.id;
    box.classList.toggle("open", open);
    box.querySelector(".change").ariaExpanded = String(open);
    box.querySelector(".actions")?.remove();
    if (!open) return;
    const actions = make("div", "actions");
    actions.setAttribute("role", "group");
    actions.setAttribute("aria-label", "Change: " + item.name);
    for (const [what, words] of ways) {
      const act = () => wish({ do: what, item: item.id });
      actions.append(press("", words, "", act, item.id + what));
    }
    box.append(actions);
  };
  const draw = (item) => {
    const box = make("div", "item"), said = make("div");
    if (item.line) said.append(make("p", "line", item.line));
    if (item.before) said.append(make("p", "before", "Before it in the article: " + item.before));
    const text = make(item.level ? "h" + item.level : "p", item.level ? "" : "text", item.text);
    for (const cite of item.cites ?? []) {
      const mark = item.id + "cite" + cite.number;
      const act = () => open(mark, { item: item.id, source: cite.number });
      text.append(" ", press("cite", "[" + cite.number + "]", cite.label, act, mark));
    }
    said.append(text);
    for (const flag of item.flags) said.append(make("p", "flag", flag));
    for (const fault of item.faults) said.append(make("p", "fault", fault));
    box.append(said);
    const toggle = () => {
      const before = kept.open;
      kept.open = before === item.id ? undefined : item.id;
      for (const [one, drawn] of root.items) if (one.id === before || one.id === item.id) show(one, drawn);
    };
    box.append(press("change", "Change", "Change: " + item.name, toggle, item.id + "change"));
    root.items.push([item, box]);
    show(item, box);
    return box;
  };
  const isNew = !root.shown;
  if (root.shown !== data.shown) {
    const had = parentElement.activeElement?.dataset?.mark;
    const all = document.createDocumentFragment();
    root.items = [];
    for (const item of data.items) all.append(draw(item));
    if (data.sources.length) all.append(make("h2", "", "Sources"));
    for (const source of data.sources) {
      const mark = "source" + source.number, box = make("div");
      const act = () => open(mark, { source: source.number });
      box.append(press("source", source.text, "", act, mark));
      for (const told of source.told) box.append(make("p", "told", told));
      all.append(box);
    }
    root.replaceChildren(all);
    root.shown = data.shown;
    if (had) focus(had);
  }
  if (isNew) {
    const place = kept.place, isSoon = performance.now() - kept.left < 3000;
    if (place && isSoon && kept.reading !== data.reading) come_back(place);
    main?.removeEventListener("scroll", kept.scrolled);
    main?.addEventListener("scroll", kept.scrolled = () => {
      const state = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState;
      if (!root.isConnected || state === "running") return;  // the page itself changes, nobody scrolls
      const first = root.items.find(([, box]) => box.getBoundingClientRect().bottom > 80);
      if (first) note(first[0].id + "change");
    });
  }
  kept.reading = data.reading;
  if (data.bring && kept.brought !== data.bring.once) {  // what was put in or edited just now
    kept.brought = data.bring.once;
    const found = root.items.find(([item]) => item.id === data.bring.item);
    if (found) {
      found[1].scrollIntoView({ block: "nearest" });
      focus(data.bring.item + "change");
    }
  }
  return () => { kept.left = performance.now(); };
}
"""
)
_document = st.components.v2.component("dateline_briefing", html="<section></section>", css=_CSS, js=_JS)
_NAME = 60  # characters of an item that name it to those who do not see it


def show_document(
    composed: Composed,
    on_wish: Callable[[dict[str, Any]], None],
    bring: tuple[int, int] | None = None,
    *,
    is_beside: bool = False,
) -> None:
    """Show a briefing, and tell ``on_wish`` before the page is drawn again what a person wishes.

    "do" is open, edit, up, down, after or remove; "item" an item's id, "source" a source's number. ``bring``
    is an item to bring into view, with a number that is another one each time. ``is_beside``: an article is
    open beside it.
    """
    key = f"document-{composed.briefing.id}"

    def tell() -> None:
        wish = st.session_state[key].get("wish")
        if isinstance(wish, dict):
            on_wish(wish)

    items, sources = entries(composed), [_source(one) for one in composed.sources]
    _document(
        key=key,
        on_wish_change=tell,
        data={
            "id": composed.briefing.id,
            "shown": f"{composed.briefing.changed.isoformat()} {composed.snapshot} {len(composed.faults)}",
            "items": items,
            "sources": sources,
            "bring": {"item": bring[0], "once": bring[1]} if bring else None,
            "reading": is_beside,
        },
    )


def entries(composed: Composed) -> list[dict[str, Any]]:
    """Return the items as the browser part draws them, in order; a line that is repeated is said once."""
    found = []
    line, above = None, 1
    for item in composed.briefing.items:
        entry = _entry(composed, item)
        if isinstance(item.body, Heading):  # no level is skipped, so that nobody is lost who moves by them
            above = entry["level"] = min(item.body.level + 1, above + 1)
        if isinstance(item.body, Cited):
            entry["line"] = None if item.body.line == line else safe(item.body.line or "")
        line = item.body.line if isinstance(item.body, Cited) else None
        found.append(entry)
    return found


def _entry(composed: Composed, item: Item) -> dict[str, Any]:
    body = item.body
    text = safe(body.text)
    entry: dict[str, Any] = {
        "id": item.id,
        "text": text,
        "name": text if len(text) <= _NAME else f"{text[:_NAME].rstrip()} …",
        "flags": [safe(flag_in_words(flag)) for flag in body.flags],
        "faults": [safe(fault_in_words(fault)) for fault in composed.faults if fault.item == item.id],
    }
    if isinstance(body, Cited):
        named = {source.number: source.article for source in composed.sources}
        entry["before"] = safe(" ".join((body.before or "").split()))
        entry["cites"] = [
            {"number": number, "label": f"[{number}] {safe(named[number].title)[:120]}"}
            for number in composed.numbers(item)
        ]
    return entry


def _source(source: Source) -> dict[str, Any]:
    told = list(source.notes)
    if source.copies:
        also = ", ".join(carriers(source.article, source.copies))
        told.insert(
            0, f"And {counted(len(source.copies), 'other article')} with its text, carried by: {also}"
        )
    if not source.text:
        told.insert(0, "The archive no longer holds this text.")
    line = f"{source.number}. {source.article.title[:200]} · {byline(source.article)}"
    return {"number": source.number, "text": safe(line), "told": [safe(one)[:400] for one in told]}
