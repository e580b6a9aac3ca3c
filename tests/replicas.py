"""Replicas: more articles than there are, for measuring how search grows with the archive.

A replica has its original's shape but other names and figures in every paragraph, so that it has passages,
words and vectors of its own.
"""

import random
import re
from typing import Any

_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_FIGURE = re.compile(r"\d")
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bre cla dri sto tru".split()


def replica(article: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the ``number``-th replica of an article as `ingest` reads it; always the same one."""
    chance = random.Random(f"{article['id']}-{number}")  # noqa: S311  # nothing is kept secret with it
    names: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        if match[0] not in names:
            names[match[0]] = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()
        return names[match[0]]

    def changed(text: str) -> str:
        return _FIGURE.sub(lambda _: str(chance.randint(1, 9)), _NAME.sub(name, text))

    paragraphs = []
    for paragraph in article["text"].split("\n\n"):
        words = changed(paragraph)
        if words == paragraph:  # no name and no figure in it: it gets both
            words = f"{chance.choice(list(names.values()) or ['Lokiba'])}, {chance.randint(10, 999)}: {words}"
        paragraphs.append(words)
    return {
        **article,
        "id": f"{article['id']}~{number}",
        "url": None,
        "title": changed(article["title"]),
        "text": "\n\n".join(paragraphs),
    }
