"""Replicas: the same one each time, and in every paragraph another text than the original's."""

import re
from typing import Any

from tests.replicas import replica

ARTICLE: dict[str, Any] = {
    "id": "a-1",
    "title": "Mayor Quill opens Vell bridge",
    "source": "Sevrin Courier",
    "author": "Bela Torn",
    "published": "2025-03-19",
    "url": "https://example.org/bridge",
    "text": "Mayor Quill opened the bridge over the Vell. Quill had promised it in 2019.\n\n"
    "It cost 14,300,250 crowns, 61 million less than the tunnel.\n\n"
    "nobody objected to it, and the rain did not matter.",
}


def paragraphs(article: dict[str, Any]) -> list[str]:
    return str(article["text"]).split("\n\n")


def test_the_same_article_and_number_give_the_same_replica() -> None:
    assert replica(ARTICLE, 1) == replica(dict(ARTICLE), 1)


def test_another_number_gives_another_replica() -> None:
    one, two = replica(ARTICLE, 1), replica(ARTICLE, 2)

    assert one["id"] != two["id"]
    assert all(a != b for a, b in zip(paragraphs(one), paragraphs(two), strict=True))


def test_a_replica_is_an_article_of_its_own() -> None:
    made = replica(ARTICLE, 1)

    assert made["id"] != ARTICLE["id"]
    assert made["url"] is None  # else it would be its original's next version
    assert made["title"] != ARTICLE["title"]
    assert {made[name] for name in ("source", "published")} == {"Sevrin Courier", "2025-03-19"}


def test_every_paragraph_differs_from_the_originals() -> None:
    pairs = zip(paragraphs(ARTICLE), paragraphs(replica(ARTICLE, 1)), strict=True)

    assert all(original != made for original, made in pairs)


def test_names_and_figures_are_others() -> None:
    made = replica(ARTICLE, 1)["text"]

    assert not re.search(r"Mayor|Quill|Vell|2019|14,300,250|61 million", made)
    assert re.search(r"It cost \d\d,\d{3},\d{3} crowns, \d\d million less", made)  # the shape stays


def test_a_name_stays_the_same_within_a_replica() -> None:
    first = paragraphs(replica(ARTICLE, 1))[0]
    found = re.fullmatch(
        r"\w+ (\w+) opened the bridge over the \w+\. (\w+) had promised it in \d{4}\.", first
    )

    assert found
    assert found[1] == found[2]


def test_the_original_is_left_as_it_is() -> None:
    before = dict(ARTICLE)
    replica(ARTICLE, 1)

    assert before == ARTICLE
