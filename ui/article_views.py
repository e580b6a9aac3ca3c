"""What the `dateline articles` commands show beside an article's text: details, versions, copies, changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from assistant.contract import article_as_json
from corpus import Corpus
from corpus.changes import Change, changes
from corpus.copying import copies_of, likely_origin
from corpus.records import Article
from corpus.removed import RemovedArticle
from ui.terminal import err, out

_DETAILS = {
    "published_at": "published at",
    "modified": "last changed",
    "dated_by": "day read from",
    "language": "language",
    "section": "section",
    "agency": "news agency",
    "correction": "correction",
    "credit": "credit",
    "usage": "usage",
    "embargo": "embargo until",
}
_AROUND = 80  # characters shown of what is the same before and after a change


def versions_as_json(corpus: Corpus, article_id: str) -> list[dict[str, Any]]:
    """Return when each version of an article came in, oldest first; times are ISO, in UTC."""
    added = [one.added for one in corpus.catalogue.earlier(article_id)]
    added.append(corpus.catalogue.get(article_id).info.added)
    return [{"version": number, "added": at.isoformat()} for number, at in enumerate(added, start=1)]


def copies_as_json(corpus: Corpus, article_id: str) -> list[dict[str, Any]]:
    """Return the articles that carry an article's text, sorted by id; ``origin``: the likely source."""
    with corpus.catalogue.transaction() as connection:
        ids = copies_of(connection, [article_id]).get(article_id, [])
    infos = corpus.catalogue.infos([article_id, *ids])
    dated = [info for info in infos.values() if info.published]  # undated ones say nothing of who was first
    origin = likely_origin(dated) if ids and dated else None
    return [{**article_as_json(infos[one]), "origin": infos[one] == origin} for one in ids if one in infos]


def show_details(article: dict[str, Any]) -> None:
    """Print what is known of an article beside what every article has, its versions and its copies."""
    lines = [f"{shown}: {article[name]}" for name, shown in _DETAILS.items() if article[name]]
    if len(article["versions"]) > 1:
        lines += [f"version {one['version']} of {_minute(one['added'])}" for one in article["versions"]]
    for copy in article["copies"]:
        known = (copy["outlet"] or "unknown outlet", copy["published"] or "undated", copy["title"])
        told = "the origin, it seems" if copy["origin"] else "also carried"
        lines.append(f"{told}: {' · '.join(known)} ({copy['external_id'] or copy['article_id']})")
    if lines:
        out.print()
    for line in lines:
        out.print(escape(" ".join(line.split())))


def changes_as_json(old: Article, new: Article) -> dict[str, Any]:
    """Return what was changed between two versions, with the words of what is not the same."""
    found = []
    for one in changes(old.text, new.text):
        shown: dict[str, Any] = {"kind": one.kind}
        for name, span, text in (("old", one.old, old.text), ("new", one.new, new.text)):
            words = {} if one.kind == "same" else {"text": span.of(text)}
            shown[name] = {"start": span.start, "end": span.end, **words}
        found.append(shown)
    versions = {"from": old.info, "to": new.info}
    return {
        "article_id": new.info.id,
        **{name: {"version": i.version, "added": i.added.isoformat()} for name, i in versions.items()},
        "changes": found,
    }


def show_changes(old: Article, new: Article) -> None:
    """Print what was changed between versions: [-what is gone-] and {+what came+}, with a little around."""
    out.print(Text(new.info.title, style="bold"))
    for sign, info in (("-", old.info), ("+", new.info)):
        out.print(Text(f"{sign} version {info.version} of {info.added:%Y-%m-%d %H:%M} UTC"))
    found = changes(old.text, new.text)
    if all(one.kind == "same" for one in found):
        err.print("The texts are the same.")
        return
    shown = Text("\n")
    for at, one in enumerate(found):
        if one.kind == "same":
            shown.append(_around(one.old.of(old.text), first=at == 0, last=at == len(found) - 1))
        else:
            _append_change(shown, one, old.text, new.text)
    out.print(shown)


def removed_as_json(one: RemovedArticle) -> dict[str, Any]:
    """Return what is known of a removed article as plain values; times are ISO, in UTC."""
    return {
        "article_id": one.article_id,
        "external_id": one.external_id,
        "title": one.title,
        "outlet": one.outlet,
        "published": one.published.isoformat() if one.published else None,
        "removed": one.at.isoformat(),
        "until": one.until.isoformat(),
    }


def show_removed(found: Sequence[RemovedArticle]) -> None:
    """Print removed articles as a table."""
    ids = [one.external_id or one.article_id for one in found]
    whole = Column("id", min_width=max(map(len, ids), default=0))  # an id that is cut is of no use
    table = Table(whole, "removed", "for good on", "outlet", "headline", box=None)
    for name, one in zip(ids, found, strict=True):
        days = (f"{moment:%Y-%m-%d}" for moment in (one.at, one.until))
        table.add_row(*map(escape, (name, *days, one.outlet or "", one.title)))
    if found:
        out.print(table)
    err.print(f"{len(found):,} removed {'article' if len(found) == 1 else 'articles'}.")


def _append_change(shown: Text, one: Change, old: str, new: str) -> None:
    gone, came = one.old.of(old), one.new.of(new)
    if not (gone + came).strip():  # only white space: shown as it is now
        shown.append(came)
        return
    for words, left, right, style in ((gone, "[-", "-]", "red"), (came, "{+", "+}", "green")):
        if words:
            bare = words.strip()
            before, _, after = words.partition(bare) if bare else (words, "", "")
            shown.append(before)
            shown.append(f"{left}{bare}{right}", style=style)
            shown.append(after)


def _around(same: str, *, first: bool, last: bool) -> str:
    """Return what stands the same before, between or after changes; where it is long, its ends only."""
    head = "" if first else same[:_AROUND].rsplit(maxsplit=1)[0]
    tail = "" if last else same[-_AROUND:].split(maxsplit=1)[-1]
    if len(same) <= 2 * _AROUND:
        return same
    return f"{head} …" * (not first) + "\n" * (not first and not last) + f"… {tail}" * (not last)


def _minute(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M} UTC"
