"""In words: what adding an article would do, as the Upload page says it."""

from collections.abc import Sequence

from corpus.records import ArticleInfo
from ingest.previewing import Foreseen

_NAMED = {"title": "headline", "published": "date", "usage": "usage note", "modified": "date of change"}


def in_words(foreseen: Foreseen, titles: Sequence[str]) -> str:
    """Return what adding an article would do; ``titles`` are those of the articles before it, by number."""
    if foreseen.earlier is not None:
        other = f"“{titles[foreseen.earlier]}” of this upload"
        return f"the same as {other}" if foreseen.standing == "repeated" else f"another version of {other}"
    if foreseen.standing == "unchanged":
        return "already in the archive, unchanged"
    if foreseen.standing == "details":
        differ = ", ".join(_NAMED.get(name, name) for name in foreseen.details) or "details"
        return f"in the archive with the same text; changes its {differ}"
    if foreseen.standing == "version" and foreseen.known:
        return (
            f"new version of “{foreseen.known.title}” ({_share(foreseen.changed or 0)} of its text changes)"
        )
    copies = [_named(info) for info in foreseen.copies]
    copies += [f"“{titles[number]}” of this upload" for number in foreseen.mates]
    if not copies:
        return "new"
    more = f" and {len(copies) - 1:,} more" if len(copies) > 1 else ""
    return f"new; copy of {copies[0]}{more}"


def _named(info: ArticleInfo) -> str:
    day = f", {info.published.day} {info.published:%B %Y}" if info.published else ""
    return f"“{info.title}” in {info.outlet or 'an unknown outlet'}{day}"


def _share(share: float) -> str:
    return "under 1%" if share < 0.01 else f"{share:.0%}"
