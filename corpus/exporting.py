"""Writing the archive out, as lines that `dateline ingest` reads back."""

import json
from pathlib import Path
from typing import Any

from corpus.appearing import appearing
from corpus.catalogue import Catalogue
from corpus.records import DETAILS, Article


def write_articles(catalogue: Catalogue, file: Path) -> int:
    """Write every article to a .jsonl file, one a line, always in the same order; return their number.

    The file appears when it is whole; what is removed meanwhile may be left out. Raises CorpusError where it
    cannot be written, or would take the place of what the home itself keeps.
    """
    number = 0
    with (
        appearing(file, catalogue.home) as part,
        part.open("w", encoding="utf-8", newline="\n") as lines,
    ):
        for article in catalogue.every_article():
            lines.write(json.dumps(article_row(catalogue, article), ensure_ascii=False) + "\n")
            number += 1
    return number


def article_row(catalogue: Catalogue, article: Article) -> dict[str, Any]:
    """Return all that is held of an article as one row that `dateline ingest` reads back."""
    info = article.info
    row: dict[str, Any] = {
        "id": info.external_id or info.id,
        "title": info.title,
        "source": info.outlet,
        "author": info.author,
        "published": info.published.isoformat() if info.published else None,
        "url": info.url,
        "text": article.text,
    }
    details = {name: value for name in DETAILS if (value := getattr(info, name)) is not None}
    row |= {name: value if isinstance(value, str) else value.isoformat() for name, value in details.items()}
    if info.sample:
        row["sample"] = True
    if info.page_starts:
        row["page_starts"] = list(info.page_starts)
    if info.version > 1:
        earlier = catalogue.earlier(info.id)[: info.version - 1]  # another may have come in meanwhile
        row["versions"] = [{"added": one.added.isoformat(), "text": one.text} for one in earlier]
    return row
