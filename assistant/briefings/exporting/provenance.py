"""Provenance: what a briefing rests on, in words, and each quotation where it stands in its article."""

from collections.abc import Iterator, Mapping

from assistant.briefings.exporting.items import pages
from assistant.briefings.exporting.pandoc import (
    SPACE,
    Block,
    Inline,
    attr,
    div,
    emph,
    para,
    quoted,
    strong,
    text,
)
from assistant.briefings.exporting.words import is_right_to_left, kept_in_order, one_line
from assistant.briefings.records import BY_HAND, Asked, Cited, Composed, Place, Source
from assistant.words import day_in_words
from corpus.records import Filters

_LONGEST = 1_500  # characters of a paragraph that are shown whole: three times a long one of a newspaper's
_AROUND = 600  # characters shown on each side of cited words in a longer one


def filters_in_words(filters: Filters) -> str:
    """Return the filters of a question in words; "none" where there are none."""
    inferred = dict.fromkeys(filters.inferred, " (read from the question)")
    said = [
        f"since {day_in_words(filters.since)}{inferred.get('since', '')}" if filters.since else "",
        f"until {day_in_words(filters.until)}{inferred.get('until', '')}" if filters.until else "",
        f"outlet {one_line(filters.outlet)}{inferred.get('outlet', '')}" if filters.outlet else "",
        f"asked on {day_in_words(filters.asked)}" if filters.asked else "",
    ]
    return ", ".join(one for one in said if one) or "none"


def footer_line(composed: Composed) -> str:
    """Return the line at the foot of every page: as of when, filters, snapshot, what answered, Dateline."""
    asked = _questions(composed)
    days = [one.as_of for one in asked if one.as_of]
    filters = list(dict.fromkeys(filters_in_words(one.filters) for one in asked))
    by = list(dict.fromkeys(one_line(one.answered_by) for one in asked)) or [BY_HAND]
    said = [
        "Dateline",
        f"as of {day_in_words(max(days))}" if days else "",
        f"filters: {filters[0]}" if len(filters) == 1 else "filters: see the last page" if filters else "",
        f"archive snapshot {composed.snapshot}",
        f"answered by {', '.join(by)}" if asked else f"composed {BY_HAND}",
    ]
    return " · ".join(one for one in said if one)


def how_made(composed: Composed) -> list[Block]:
    """Return the questions that a briefing came from, each with what it was answered from."""
    blocks = []
    for one in _questions(composed):
        said = [
            f"As of {day_in_words(one.as_of)}" if one.as_of else "No dated article was eligible",
            f"filters: {filters_in_words(one.filters)}",
            f"answered by {one_line(one.answered_by)}",
            f"archive snapshot {one.generation}",
        ]
        blocks.append(_small([emph(text(one.question)), SPACE, *text(f"{'; '.join(said)}.")]))
    by_hand = sum(
        isinstance(item.body, Cited) and item.body.by == BY_HAND for item in composed.briefing.items
    )
    if by_hand:
        blocks.append(_small(text(f"Statements put in or written anew {BY_HAND}: {by_hand}.")))
    composition = f"Composed with Dateline from archive snapshot {composed.snapshot}"
    changed = composed.briefing.changed
    return [
        *blocks,
        _small(text(f"{composition}; last changed on {day_in_words(changed.date())}, {changed:%H:%M} UTC.")),
    ]


def in_context(composed: Composed, called: Mapping[tuple[int, int], str]) -> Iterator[Block]:
    """Yield each cited place in the paragraph where it stands, the cited words marked.

    ``called`` is what a citation is called in the document, by item id and source number: "Note 3".
    """
    sources = {source.number: source for source in composed.sources}
    for item in composed.briefing.items:
        for place in dict.fromkeys(item.body.places if isinstance(item.body, Cited) else ()):
            source = sources[composed.number(place)]
            yield div(attr("", "label"), [para(_label(called[item.id, source.number], place, source))])
            inside = _context(place, source)
            way = {"dir": "rtl"} if is_right_to_left(place.span.of(source.text) or place.words) else {}
            yield div(attr("", "context", **way), [quoted([para(inside)])])


def _label(called: str, place: Place, source: Source) -> list[Inline]:
    article = source.article
    page = pages(article, [place.span])
    said = [
        f"[{source.number}] {kept_in_order(one_line(article.outlet or 'unknown outlet'))}",
        day_in_words(article.published),
        kept_in_order(one_line(article.title)),
        f"version {article.version}",
        f"p. {page}" if page else "",
    ]
    return [strong(text(called)), SPACE, *text(f"· {' · '.join(one for one in said if one)}")]


def _context(place: Place, source: Source) -> list[Inline]:
    whole, start, end = source.text, place.span.start, place.span.end
    if not one_line(place.span.of(whole)):
        gone = text("The archive no longer holds this text. These words were cited:")
        return [emph(gone), SPACE, _marked(place.words)]
    first = whole.rfind("\n", 0, start) + 1
    last = whole.find("\n", end)
    last = len(whole) if last < 0 else last
    cut_before = last - first > _LONGEST and start - first > _AROUND
    cut_after = last - first > _LONGEST and last - end > _AROUND
    first = whole.find(" ", start - _AROUND, start) + 1 or start if cut_before else first
    last = max(whole.rfind(" ", end, end + _AROUND), end) if cut_after else last
    return [
        *(text("…") if cut_before else []),
        *_spaced(whole[first:start], before=True),
        _marked(whole[start:end]),
        *_spaced(whole[end:last], before=False),
        *(text("…") if cut_after else []),
    ]


def _spaced(around: str, *, before: bool) -> list[Inline]:
    """Return words beside the cited ones, with a space only where the article has one."""
    inside = text(around)
    touching = around[-1:] if before else around[:1]
    if not touching.isspace():
        return inside
    return [*inside, SPACE] if before else [SPACE, *inside]


def _marked(words: str) -> Inline:
    return strong([{"t": "Underline", "c": text(words)}])


def _small(inside: list[Inline]) -> Block:
    return div(attr("", "small"), [para(inside)])


def _questions(composed: Composed) -> list[Asked]:
    """Return what the items were answered from, each question once."""
    asked = [item.asked for item in composed.briefing.items if item.asked]
    return list(
        {
            (one.question, one.as_of, one.filters, one.answered_by, one.generation): one for one in asked
        }.values()
    )
