"""Writing the archive out, as lines that `dateline ingest` reads back."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus.catalogue import Catalogue
from corpus.errors import CorpusError
from corpus.records import Article


def write_articles(catalogue: Catalogue, file: Path) -> int:
    """Write every article to a .jsonl file, one a line, always in the same order; return their number.

    The file appears when it is whole. Raises CorpusError where it cannot be written.
    """
    number = 0
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as lines:
            for article in catalogue.every_article():
                lines.write(json.dumps(_row(article), ensure_ascii=False) + "\n")
                number += 1
        part.replace(file)
    except OSError as error:
        raise CorpusError(f"{file} cannot be written ({error.strerror}). Choose another place.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return number


def _row(article: Article) -> dict[str, Any]:
    info = article.info
    row = {
        "id": info.external_id or info.id,
        "title": info.title,
        "source": info.outlet,
        "author": info.author,
        "published": info.published.isoformat() if info.published else None,
        "url": info.url,
        "text": article.text,
    }
    return {**row, "sample": True} if info.sample else row
