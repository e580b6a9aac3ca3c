"""Composing a briefing: items are put in, moved, edited and taken out; its citation numbers never change."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.briefings.gating import one_line, written
from assistant.briefings.keeping import asked_as_json, body_as_json, body_from_json, item_from_row
from assistant.briefings.picking import Pick, heading, note
from assistant.briefings.reading import read_briefing
from assistant.briefings.records import BY_HAND, Briefing, Cited, Heading, Item, Note, Place
from assistant.contract import article_as_json
from corpus import Corpus
from corpus.briefings import Briefings, Change
from corpus.errors import BadBriefing


def new_briefing(corpus: Corpus, title: str, picks: Sequence[Pick] = ()) -> Briefing:
    """Make a briefing with these items. Raises BadBriefing where the title has no words."""
    made = Briefings(corpus.catalogue).new(one_line(title))
    add(corpus, made.id, picks)
    return read_briefing(corpus, made.id)


def add(corpus: Corpus, briefing_id: str, picks: Sequence[Pick], after: int | None = None) -> list[Item]:
    """Put items in, in this order, after the item ``after`` (0: first, None: last); return them.

    A source that the briefing has not cited yet keeps the number that it has where it comes from, if that is
    free, and gets the next one otherwise. Raises NotFound where there is no such briefing or item.
    """
    rows = Briefings(corpus.catalogue)
    added: list[Item] = []
    with rows.changing(briefing_id) as change:
        for pick in picks:
            for article, wanted in pick.sources:
                change.number(article_as_json(article), article.id, article.version, wanted)
            seen = {article.id: article.correction for article, _ in pick.sources}
            asked = asked_as_json(pick.asked) if pick.asked else None
            after = change.add(body_as_json(pick.body), asked, seen, after)
            added.append(Item(after, pick.body, pick.asked))
    return added


def edit(
    corpus: Corpus,
    briefing_id: str,
    item_id: int,
    text: str | None = None,
    *,
    level: int | None = None,
    cite: Sequence[Place] = (),
) -> Item:
    """Give an item other words; a statement passes the gates again, over its places and those to ``cite``.

    Without ``text`` the words stay, which is how one says that a correction has been read: it is no fault
    of the item any more. Raises NotFound where there is no such item, and BadBriefing where the words cannot
    be checked, or ``level`` or ``cite`` are given for what has none.
    """
    with Briefings(corpus.catalogue).changing(briefing_id) as change:
        row = change.item(item_id)
        kept = body_from_json(row.body)
        text = kept.text if text is None else text
        match kept:
            case Heading() as body if not cite:
                edited = heading(text, level or body.level).body
            case Note() if level is None and not cite:
                edited = note(text).body
            case Cited() as body if level is None:
                edited = _rewritten(corpus, body, text, cite)
                row = replace(row, seen=_known(corpus, change, edited))
            case _:
                raise BadBriefing("Only a heading has a level, and only a statement cites.")
        row = replace(row, body=body_as_json(edited))
        change.put(row)
    return item_from_row(row)


def move(corpus: Corpus, briefing_id: str, item_id: int, after: int) -> None:
    """Put an item after another one, or first (0). Raises NotFound where either is not there."""
    with Briefings(corpus.catalogue).changing(briefing_id) as change:
        change.move(item_id, after)


def remove(corpus: Corpus, briefing_id: str, item_ids: Sequence[int]) -> None:
    """Take items out, all or none. Raises NotFound where one is not there."""
    with Briefings(corpus.catalogue).changing(briefing_id) as change:
        for item_id in dict.fromkeys(item_ids):
            change.drop(item_id)


def rename(corpus: Corpus, briefing_id: str, title: str) -> None:
    """Give a briefing another title. Raises NotFound where there is no such briefing."""
    Briefings(corpus.catalogue).rename(briefing_id, one_line(title))


def _rewritten(corpus: Corpus, body: Cited, text: str, cite: Sequence[Place]) -> Cited:
    same = one_line(text) == body.text
    if same and not cite:
        return body  # it was gated when it came in
    places = tuple(dict.fromkeys((*body.places, *cite)))
    edited = written(corpus, text, places, body.speaker, body.by if same else BY_HAND)
    return replace(edited, before=body.before if same else None)


def _known(corpus: Corpus, change: Change, body: Cited) -> dict[str, str | None]:
    """Return the correction notes there are now on what a statement cites; number what is new."""
    for place in body.places:
        if (place.article_id, place.version) not in change.numbers:
            article = corpus.catalogue.get(place.article_id, place.version).info
            change.number(article_as_json(article), article.id, article.version, None)
    infos = corpus.catalogue.infos([place.article_id for place in body.places])
    return {one: info.correction for one, info in infos.items()}
