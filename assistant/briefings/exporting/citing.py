"""Citing: what a citation style makes of a briefing's sources, worked out by pandoc's citation processor.

All is worked out before the document is put together: the note under each statement, or what stands in the
text after it, in the order of the statements, because a style shortens what was cited before; and the entry
of each source in the list. Headlines and names go in as text; only the quotation marks of a headline are
read (headlines.py), so that a style can nest them.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.briefings.exporting.headlines import headline
from assistant.briefings.exporting.items import CslItem, csl_items, item_id, pages
from assistant.briefings.exporting.pandoc import (
    SPACE,
    Block,
    Failed,
    Inline,
    convert,
    document,
    note,
    para,
    text,
)
from assistant.briefings.exporting.style_files import Style
from assistant.briefings.records import Cited, Composed, Item
from corpus.errors import BadExport

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


def citations_of(composed: Composed, style: Style, *, by_style: bool = True) -> Citations:
    """Return the citations of a briefing in a style; what it makes nothing of is cited by its headline.

    ``by_style`` is whether the list stands in the style's order. Raises BadExport where the style makes
    nothing of any source, or cannot be used.
    """
    if not composed.sources:
        return Citations({}, {}, {})
    items = [item for item in composed.briefing.items if composed.numbers(item)]
    references = _references(csl_items(composed))
    if style.cites == "notes":
        blocks = [para([note([_cite([one])]) for one in _citations(composed, item)]) for item in items]
    else:
        blocks = [para([_cite(_citations(composed, item))]) for item in items]
    with _file_of(style, by_style=by_style) as file:
        made = _processed(blocks, references, file)
        entries = _entries(made)
        if len(entries) < len(composed.sources):
            # the style has no bibliography, or none for what is known of these: as it cites at first
            alone = [para([note([_cite([_citation(source.number)])])]) for source in composed.sources]
            firsts = zip(composed.sources, _cites(_processed(alone, references, file)), strict=True)
            entries = {one.number: inside for one, inside in firsts if _says(inside)} | entries
    if not entries:
        raise BadExport(f"The style {style.file.name} makes nothing of newspaper articles. Choose another.")
    for source in composed.sources:
        entries.setdefault(source.number, text(source.article.title))
    shown = _cites(made)
    if style.cites != "notes":
        within = {item.id: next(shown) for item in items}
        return Citations({}, {one: inside for one, inside in within.items() if _says(inside)}, entries)
    under: dict[int, dict[int, list[Inline]]] = {}
    for item in items:
        noted = {number: next(shown) for number in composed.numbers(item)}
        under[item.id] = {one: inside if _says(inside) else entries[one] for one, inside in noted.items()}
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
    for item, reference in zip(items, references["c"], strict=True):
        if "title" in item:
            reference["c"]["title"] = {"t": "MetaInlines", "c": headline(item["title"])}
    return references


@contextmanager
def _file_of(style: Style, *, by_style: bool) -> Iterator[Path]:
    """Yield the file of a style for pandoc, and say whose fault it is where it can make nothing of it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "style.csl"
        file.write_bytes(style.source if by_style else style.in_any_order())
        try:
            yield file
        except Failed as error:
            raise BadExport(
                f"The briefing cannot be cited by {style.file.name}. {error.why} Choose another style."
            ) from error


def _processed(blocks: Sequence[Block], references: Mapping[str, Any], style: Path) -> list[Block]:
    everything = {"t": "MetaInlines", "c": [_cite([_citation(0) | {"citationId": "*"}])]}
    meta = {"references": references, "nocite": everything}
    made = convert(document(blocks, meta), "json", "--citeproc", "--csl", str(style))
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
            if _says(inside):
                found[number] = [part for one in inside for part in _in_line(one)]
    return found


def _in_line(one: Inline) -> list[Inline]:
    """Return a part of an entry, which may be meant for a line of its own, as it stands in ours."""
    if _is(one, "csl-left-margin"):
        return []
    return [SPACE, one] if _is(one, "csl-block") or _is(one, "csl-indent") else [one]


def _says(inside: Sequence[Inline]) -> bool:
    """Tell whether any word stands in what a style made."""
    return bool(re.search(r'"t": "Str", "c": "[^"]*\w', json.dumps(inside, ensure_ascii=False)))


def _is(inline: Inline, name: str) -> bool:
    return bool(inline["t"] == "Span" and name in inline["c"][0][1])
