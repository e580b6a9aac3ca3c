"""Layout: a briefing as one tree for every format: statements with their notes, sources, appendix."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.briefings.exporting.citing import Citations
from assistant.briefings.exporting.items import archived_as, notes_of, pages
from assistant.briefings.exporting.pandoc import (
    SPACE,
    Block,
    Inline,
    attr,
    div,
    header,
    link,
    note,
    para,
    strong,
    superscript,
    text,
)
from assistant.briefings.exporting.provenance import how_made, in_context
from assistant.briefings.exporting.words import (
    LEFT_TO_RIGHT,
    has_right_to_left,
    is_right_to_left,
    one_line,
    paragraphs,
)
from assistant.briefings.records import Cited, Composed, Heading, Item, Note, Source
from assistant.briefings.wording import flag_in_words
from assistant.words import day_in_words

Way = Literal["notes", "listed", "numbers", "text"]
"""How statements are cited: notes of the format's own, notes listed after the text, [n], or by the style."""

_Called = Mapping[tuple[int, int], str]  # by item id and source number: "Note 3"


@dataclass(frozen=True, slots=True)
class Layout:
    """How one export is laid out. ``level`` is that of the highest heading.

    Sources stand in the order of their numbers; ``by_style``, in that of the style, where readers look for
    the author that stands in the text.
    """

    way: Way
    appendix: bool
    level: int = 1
    by_style: bool = False


def laid_out(composed: Composed, citations: Citations, layout: Layout) -> list[Block]:
    """Return a briefing as blocks, without its title and its footer."""
    called = _called(composed, layout)
    blocks: list[Block] = []
    line: str | None = None  # said once over all that it is true of, as on screen
    above = 0  # no level is skipped, so that nobody is lost who moves by headings
    for item in composed.briefing.items:
        match item.body:
            case Heading(words, level):
                above = min(level, above + 1)
                blocks.append(header(layout.level + above - 1, text(words)))
            case Note(words, flags):
                blocks += [*map(para, map(text, paragraphs(words))), *_flagged(flags)]
            case Cited() as body:
                over = [body.line or ""] if body.line != line else []
                blocks += [div(attr("", "attribution"), [para(text(one))]) for one in over if one]
                blocks += _statement(composed, citations, layout, item, body, called)
        line = item.body.line if isinstance(item.body, Cited) else None
        faults = [one for one in composed.faults if one.item == item.id]
        blocks += [div(attr("", "fault"), [para([strong(text(one.message))])]) for one in faults]
    if called and layout.way == "listed":
        blocks += [header(layout.level, text("Notes"), "notes"), *_listed(citations, called)]
    if composed.sources:
        blocks += [header(layout.level, text("Sources"), "sources"), *_sources(composed, citations, layout)]
    if called and layout.appendix:
        blocks.append(header(layout.level, text("Appendix: the cited words where they stand"), "appendix"))
        blocks += in_context(composed, called)
    return [
        *blocks,
        header(layout.level, text("How this briefing was made"), "provenance"),
        *how_made(composed),
    ]


def _called(composed: Composed, layout: Layout) -> _Called:
    """Return what each citation is called: a note by its number, else its statement by its place."""
    cited = [(item.id, composed.numbers(item)) for item in composed.briefing.items]
    cited = [(name, numbers) for name, numbers in cited if numbers]
    if layout.way in ("notes", "listed"):
        pairs = [(name, number) for name, numbers in cited for number in numbers]
        return {pair: f"Note {count}" for count, pair in enumerate(pairs, start=1)}
    return {
        (name, number): f"Statement {count}"
        for count, (name, numbers) in enumerate(cited, start=1)
        for number in numbers
    }


def _statement(
    composed: Composed, citations: Citations, layout: Layout, item: Item, body: Cited, called: _Called
) -> list[Block]:
    before = text(f"Before it in the article: {body.before}") if body.before else []
    over = [div(attr("", "before"), [para(before)])] if before else []
    marks = _marks(composed, citations, layout, item, called)
    written = attr("", "statement", **_writing(composed, item, body))
    return [*over, div(written, [para([*text(body.text), *marks])]), *_flagged(body.flags)]


def _marks(
    composed: Composed, citations: Citations, layout: Layout, item: Item, called: _Called
) -> list[Inline]:
    """Return what stands after a statement for its sources."""
    numbers = composed.numbers(item)
    if layout.way == "text" and item.id in citations.within:
        return [SPACE, *citations.within[item.id]]
    marks: list[Inline] = []
    for number in numbers:
        count = called[item.id, number].split()[-1]
        if layout.way in ("numbers", "text"):  # or the style made nothing of it
            marks += [SPACE, link(f"#source-{number}", text(_told(composed, item, number)))]
            continue
        marks += [superscript(text(","))] if marks else []
        if layout.way == "notes":
            marks.append(note(_noted(citations, item.id, number)))
        else:
            to = link(f"#note-{count}", text(count), attr(f"mark-{count}", role="doc-noteref"))
            marks.append(superscript([to]))
    return marks


def _told(composed: Composed, item: Item, number: int) -> str:
    """Return a source's number as it stands in the text: "[3]"; "[3, p. 2]" where there are pages."""
    places = item.body.places if isinstance(item.body, Cited) else ()
    article = next(source.article for source in composed.sources if source.number == number)
    page = pages(article, [place.span for place in places if composed.number(place) == number])
    return f"[{number}, p. {page}]" if page else f"[{number}]"


def _noted(citations: Citations, item: int, number: int) -> list[Inline]:
    """Return a note: the citation as the style has it, then the source's number."""
    cited = citations.under.get(item, citations.entries)[number]  # a style without notes has its entries
    # after words from right to left it would stand before them
    turned = LEFT_TO_RIGHT if has_right_to_left(json.dumps(cited, ensure_ascii=False)) else ""
    return [*cited, SPACE, link(f"#source-{number}", text(f"{turned}[{number}]"))]


def _listed(citations: Citations, called: _Called) -> list[Block]:
    blocks = []
    for (item, number), name in called.items():
        count = name.split()[-1]
        back = link(f"#mark-{count}", text(f"{count}."), attr(role="doc-backlink"))
        inside = [back, SPACE, *_noted(citations, item, number)]
        blocks.append(div(attr(f"note-{count}", "note"), [para(inside)]))
    return blocks


def _sources(composed: Composed, citations: Citations, layout: Layout) -> list[Block]:
    sources = {source.number: source for source in composed.sources}
    blocks = []
    for number in citations.entries if layout.by_style else sorted(citations.entries):
        entry = [*text(f"[{number}]"), SPACE, *citations.entries[number]]
        blocks.append(div(attr(f"source-{number}", "source"), [para(entry)]))
        blocks.append(div(attr("", "detail"), [para(text(_detail(sources[number])))]))
    return blocks


def _detail(source: Source) -> str:
    said = [f"Accessed {day_in_words(source.accessed)}, {archived_as(source)}", *notes_of(source)]
    return " ".join(f"{one_line(one).rstrip('.')}." for one in said)


def _flagged(flags: tuple[str, ...]) -> list[Block]:
    return [div(attr("", "flag"), [para(text(" ".join(map(flag_in_words, flags))))])] if flags else []


def _writing(composed: Composed, item: Item, body: Cited) -> dict[str, str]:
    """Return in which language and which way the words of a statement are written, where not as English."""
    numbers = composed.numbers(item)
    spoken = {source.article.language for source in composed.sources if source.number in numbers}
    known = spoken.pop() if len(spoken) == 1 and body.kind != "paraphrase" else None
    return {
        **({"lang": known} if known and known != "en" else {}),
        **({"dir": "rtl"} if is_right_to_left(body.text) else {}),
    }
