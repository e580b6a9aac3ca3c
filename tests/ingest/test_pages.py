"""Real pages: how much of the article is found, and what is read of its headline, day and byline.

Everything was chosen on every second page (by key); the other half shows what that is worth elsewhere.
"""

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Draft
from ingest.readers import html

LABELS = json.loads(Path(__file__).with_name("pages_labels.json").read_text(encoding="utf-8"))["pages"]


@pytest.fixture(scope="module")
def shared_pages() -> Path:
    folder = Path(__file__).parents[2].parent / "shared/data/pages"
    if not folder.exists():
        pytest.skip(f"real pages are not part of the repository: {folder} is not there")
    return folder


@pytest.fixture(scope="module")
def truth(shared_pages: Path) -> dict[str, Any]:
    return json.loads((shared_pages / "ground-truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def read(shared_pages: Path) -> Callable[[str], Draft]:
    @cache
    def one(key: str) -> Draft:
        return html.read(gzip.decompress((shared_pages / f"html/{key}.html.gz").read_bytes()), "page.html")

    return one


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def f1(pairs: list[tuple[str, str]]) -> float:
    """Score (true, found) texts as shared/data/README.md says: shares of each page's union, averaged."""
    right = wrong = missed = 0.0
    for true, found in pairs:
        expected, got = shingles(true), shingles(found)
        union = (expected | got).total()
        right += (expected & got).total() / union
        wrong += (got - expected).total() / union
        missed += (expected - got).total() / union
    return 2 * right / (2 * right + wrong + missed)


@pytest.mark.parametrize(("first", "floor"), [(0, 0.982), (1, 0.974)], ids=["chosen on", "held out"])
def test_the_articles_own_text_is_found(
    first: int, floor: float, truth: dict[str, Any], read: Callable[[str], Draft]
):
    keys = sorted(truth)[first::2]

    assert f1([(truth[key]["articleBody"], read(key).text) for key in keys]) >= floor


def test_the_headline_is_the_one_that_readers_saw(read: Callable[[str], Draft]):
    folded = {key: " ".join(read(key).title.split()).casefold() for key in LABELS}
    right = [hashlib.sha256(folded[key].encode()).hexdigest() == LABELS[key]["headline"] for key in LABELS]

    assert sum(right) >= len(LABELS) - 1  # all, when it was written


def test_the_day_is_the_one_that_readers_saw(read: Callable[[str], Draft]):
    days = {key: read(key).published for key in LABELS}
    found = {key: day.isoformat() for key, day in days.items() if day}
    right = sum(found[key] == LABELS[key]["published"] for key in found)

    assert right >= len(found) - 1  # precision: all, when it was written
    assert right >= len(LABELS) - 1  # recall


def test_the_byline_names_who_wrote_it(read: Callable[[str], Draft]):
    right = given = wanted = 0
    for key, label in LABELS.items():
        names = {name.casefold() for name in (read(key).author or "").split(", ") if name}
        true = {name.casefold() for name in label["byline"]}
        right, given, wanted = right + len(names & true), given + len(names), wanted + len(true)

    assert right / given >= 0.9  # precision: 20 of 21, when it was written
    assert right / wanted >= 0.9  # recall: 20 of 21


def test_every_date_says_where_it_was_read(read: Callable[[str], Draft]):
    for key in LABELS:
        assert (read(key).published is None) == (read(key).dated_by is None)
