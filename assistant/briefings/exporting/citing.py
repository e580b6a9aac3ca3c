"""Citing: what a citation style makes of a briefing's sources, worked out by pandoc's citation processor.

All is worked out before the document is put together: the note under each statement, or what stands in the
text after it, in the order of the statements, because a style shortens what was cited before; and the entry
of each source in the list. Headlines and names go in as text; only the quotation marks of a headline are
read, so that a style can nest them.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.briefings.exporting.items import CslItem, csl_items, item_id, pages
from assistant.briefings.exporting.pandoc import Block, Inline, convert, document, note, para, text
from assistant.briefings.exporting.style_files import Style
from assistant.briefings.records import Cited, Composed, Item

_PRIVATE = range(0xF0000, 0xFFFFE)  # code points that are no characters of any script


_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Citations:
    """What a style made of a briefing's sources, as inlines.

    ``under`` is what is cited under a statement: by item id and source number, in order of citation, each a
    note of its own, because styles point to notes by their numbers; ``within`` what stands in the text after
    a statement, by item id. A style gives one of the two. ``entries`` are those of the list, by source
    number, in the order of the style.
    """

    under: dict[int, dict[int, list[Inline]]]
    within: dict[int, list[Inline]]
    entries: dict[int, list[Inline]]


def citations_of(composed: Composed, style: Style) -> Citations:
    """Return the citations of a briefing in a style. Raises BadExport where pandoc cannot make them."""
    if not composed.sources:
        return Citations({}, {}, {})
    items = [item for item in composed.briefing.items if composed.numbers(item)]
    references = _references(csl_items(composed))
    if style.cites == "notes":
        blocks = [para([note([_cite([one])]) for one in _citations(composed, item)]) for item in items]
    else:
        blocks = [para([_cite(_citations(composed, item))]) for item in items]
    made = _processed(blocks, references, style)
    entries = _entries(made)
    if len(entries) < len(composed.sources):
        # the style has no bibliography, or none for what is known of these: as it cites for the first time
        alone = [para([note([_cite([_citation(source.number)])])]) for source in composed.sources]
        firsts = _cites(_processed(alone, references, style))
        entries = {one.number: inside for one, inside in zip(composed.sources, firsts, strict=True)} | entries
    shown = _cites(made)
    if style.cites != "notes":
        return Citations({}, dict(zip((item.id for item in items), shown, strict=True)), entries)
    under = {item.id: {number: next(shown) for number in composed.numbers(item)} for item in items}
    return Citations(under, {}, entries)


def _citations(composed: Composed, item: Item) -> list[dict[str, Any]]:
    body = item.body
    articles = {source.number: source.article for source in composed.sources}
    spans: dict[int, list[Any]] = {number: [] for number in composed.numbers(item)}
    for place in body.places if isinstance(body, Cited) else ():
        spans[composed.number(place)].append(place.span)
    return [_citation(number, pages(articles[number], each)) for number, each in spans.items()]


def _citation(number: int, page: str = "") -> dict[str, Any]:
    """Return a citation; pandoc reads a place in the source from what stands in braces after it."""
    return {
        "citationId": item_id(number),
        "citationPrefix": [],
        "citationSuffix": text(f", {{{page}}}") if page else [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _cite(each: Sequence[dict[str, Any]]) -> Inline:
    return {"t": "Cite", "c": [list(each), []]}


def _references(items: Sequence[CslItem]) -> dict[str, Any]:
    """Return items as pandoc's own, their text read for quotation marks and for nothing else.

    CSL-JSON knows a few tags of HTML: of a headline that is not ours they are text, so "<" is out of sight
    while it is read. Our notes stay out: they stand below each entry, and a style would say them twice.
    """
    plain = [{key: value for key, value in item.items() if key != "note"} for item in items]
    for item in plain:
        if not _LATIN.search(item.get("title", "")):
            item.setdefault(
                "language", "und"
            )  # English headlines get capitals; Georgian has some, and no use
    known = set(json.dumps(plain, ensure_ascii=False))
    aside = next(chr(code) for code in _PRIVATE if chr(code) not in known)
    hidden = json.loads(json.dumps(plain, ensure_ascii=False).replace("<", aside))
    read = convert(hidden, "json", reading="csljson").decode()
    references: dict[str, Any] = json.loads(read.replace(aside, "<"))["meta"]["references"]
    return references


def _processed(blocks: Sequence[Block], references: Mapping[str, Any], style: Style) -> list[Block]:
    everything = {"t": "MetaInlines", "c": [_cite([_citation(0) | {"citationId": "*"}])]}
    meta = {"references": references, "nocite": everything}
    made = convert(document(blocks, meta), "json", "--citeproc", "--csl", str(style.file))
    found: list[Block] = json.loads(made)["blocks"]
    return found


def _cites(tree: Any) -> Iterator[list[Inline]]:
    """Yield what the citations in a tree have become, in order."""
    if isinstance(tree, list):
        for one in tree:
            yield from _cites(one)
    elif isinstance(tree, dict):
        if tree.get("t") == "Cite":
            yield tree["c"][1]
        else:
            yield from _cites(tree.get("c"))


def _entries(blocks: Sequence[Block]) -> dict[int, list[Inline]]:
    """Return the list's entries by source number; a style's own numbers are left out, ours stand there."""
    found = {}
    for block in blocks:
        if block["t"] != "Div" or block["c"][0][0] != "refs":
            continue
        for entry in block["c"][1]:
            inside = [one for two in entry["c"][1] for one in two["c"]]
            number = int(entry["c"][0][0].rpartition("-")[2])
            if inside:
                found[number] = [one for one in inside if not _is(one, "csl-left-margin")]
    return found


def _is(inline: Inline, name: str) -> bool:
    return bool(inline["t"] == "Span" and name in inline["c"][0][1])
