"""Measure who-said-what on PolNeAR: ``python tests/ingest/polnear.py [train|dev]``."""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.records import Quote
from ingest.quotes import find_quotes

QUOTES = Path(__file__).resolve().parents[3] / "shared" / "data" / "quotes"
_PRONOUNS = frozenset(
    "he she they it i we you who that which this those these one him her them us me his hers".split()
)
_WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")
# A quote is found when one of ours covers this share of its characters (the data's README).
_COVERED = 0.8


def load(part: str) -> list[dict[str, Any]]:
    """Return the articles of "train" or "dev"."""
    with gzip.open(QUOTES / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def last_word(source: str) -> str:
    """Return the last word of a source's main name: before any comma, without case or possessive."""
    main = re.split(r"[,(]", source.replace("\xa0", " ").replace("’", "'").strip())[0]
    words = _WORD.findall(re.sub(r"'s?(?=\s|$)", "", main).casefold())
    return words[-1] if words else ""


def is_pronoun(source: str) -> bool:
    """Tell whether ``source`` is a pronoun, whose speaker the annotation does not name."""
    return source.strip().casefold() in _PRONOUNS


def covering(quotes: Iterable[Quote], spans: list[list[int]]) -> list[Quote]:
    """Return the quotes that cover enough of the annotated ``spans``, best first."""
    wanted = {at for start, end in spans for at in range(start, end)}
    shares = []
    for quote in quotes:
        ours = {at for span in quote.spans for at in range(span.start, span.end)}
        shares.append((len(ours & wanted) / max(1, len(wanted)), quote))
    return [quote for share, quote in sorted(shares, key=lambda pair: -pair[0]) if share >= _COVERED]


def score(articles: Iterable[dict[str, Any]]) -> dict[str, float]:
    """Return the shares that count: direct quotes found with the right speaker, and more."""
    count: Counter[str] = Counter()
    for article in articles:
        quotes = find_quotes(article["text"])
        for attribution in article["attributions"]:
            _judge(attribution, quotes, count)
        _judge_ours(article, quotes, count)
    return {
        "direct": count["direct right"] / max(1, count["direct"]),
        "direct found": count["direct found"] / max(1, count["direct"]),
        "direct quotes": count["direct"],
        "pronoun resolved": count["pronoun resolved"] / max(1, count["pronoun"]),
        "indirect found": count["indirect found"] / max(1, count["indirect"]),
        "indirect right": count["indirect right"] / max(1, count["indirect"]),
        "precision direct": count["ours direct right"] / max(1, count["ours direct"]),
        "precision indirect": count["ours indirect right"] / max(1, count["ours indirect"]),
        "ours direct": count["ours direct"],
        "ours indirect": count["ours indirect"],
        "speaker right": count["speaker right"] / max(1, count["speaker"]),
    }


def _judge(attribution: dict[str, Any], quotes: list[Quote], count: Counter[str]) -> None:
    source = attribution["source"]
    if not source:
        return
    found = covering(quotes, attribution["content_spans"])
    kind = "direct" if attribution["direct"] else "indirect"
    if is_pronoun(source):
        if kind == "direct":
            count["pronoun"] += 1
            count["pronoun resolved"] += any(q.speaker and not is_pronoun(q.speaker) for q in found)
        return
    right = any(q.speaker and last_word(q.speaker) == last_word(source) for q in found)
    count[kind] += 1
    count[kind + " found"] += bool(found)
    count[kind + " right"] += right


def _judge_ours(article: dict[str, Any], quotes: list[Quote], count: Counter[str]) -> None:
    """Count how many of ours overlap an annotation by half, and whose speaker is then right."""
    for quote in quotes:
        kind = "direct" if quote.direct else "indirect"
        ours = {at for span in quote.spans for at in range(span.start, span.end)}
        best, source = 0.0, None
        for attribution in article["attributions"]:
            theirs = {at for start, end in attribution["content_spans"] for at in range(start, end)}
            shared = len(ours & theirs) / len(ours | theirs)
            if shared > best:
                best, source = shared, attribution["source"]
        count["ours " + kind] += 1
        count["ours " + kind + " right"] += best >= 0.5
        if best >= 0.5 and quote.speaker and source and not is_pronoun(source):
            count["speaker"] += 1
            count["speaker right"] += last_word(quote.speaker) == last_word(source)


if __name__ == "__main__":
    results = score(load(sys.argv[1] if len(sys.argv) > 1 else "train"))
    sys.stdout.write("".join(f"{name:20} {value:.3f}\n" for name, value in results.items()))
