"""The sources for a reference manager: what independent readers read back is what was known."""

import json
import re
from datetime import date
from typing import Any

import pytest
import rispy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.briefings.exporting import rendered
from assistant.briefings.exporting.words import one_line
from tests.assistant.briefings.exporting.example import (
    ACCESSED,
    ARTICLES,
    COMPOSED,
    pandoc,
    with_article,
)

ITEMS = json.loads(rendered(COMPOSED, "json"))
TEXTS = st.lists(
    st.one_of(
        st.text(st.characters(blacklist_categories=("Cs",)), max_size=6),
        st.sampled_from(
            [*"{}\\%&#$_^~\"'`“”‘’<>|@,;=", "<i>", "--", "\\emph{x}", "issued: 1999", "{:title: x}"]
        ),
    ),
    min_size=1,
    max_size=8,
).map("".join)


def csl(made: bytes, reader: str) -> list[dict[str, Any]]:
    """Return what pandoc reads, as CSL-JSON."""
    return json.loads(pandoc(made, "-f", reader, "-t", "csljson"))


def straight(words: str) -> str:
    """Return words with the quotation marks and apostrophes that a reader may set."""
    return re.sub("[“”‘’]", "'", words.replace('"', "'"))


def test_what_is_known_of_an_article_is_in_its_item() -> None:
    assert ITEMS[1] == {
        "id": "source-2",
        "type": "article-newspaper",
        "title": ARTICLES[1].title,
        "container-title": "Times of Nowhere",
        "author": [
            {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
            {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"},
            {"family": "Howell", "given": "Tom", "suffix": "Jr."},
        ],
        "issued": {"date-parts": [[2025, 1, 2]]},
        "URL": "https://times.example/deal;v=1",
        "accessed": {"date-parts": [[2026, 11, 26]]},
        "section": "World",
        "note": f"Archived version 3 of article {2:016x}. Correction: an earlier version said nine. "
        "Credit: © Jo Poe.",
    }
    assert "issued" not in ITEMS[2]
    assert ITEMS[2]["note"].endswith("Also carried by The Gazette, Harbour Post (again).")
    assert ITEMS[3]["page"] == "2"
    assert ITEMS[6]["type"] == "webpage"
    assert [item["id"] for item in ITEMS] == [f"source-{number}" for number in range(1, 10)]


def test_csl_json_is_read_back_whole() -> None:
    for item, read in zip(ITEMS, csl(rendered(COMPOSED, "json"), "csljson"), strict=True):
        assert read.keys() == item.keys()
        for key in item.keys() - {"title"}:
            assert read[key] == item[key], key
        assert straight(read["title"]) == straight(item["title"])


def test_bibtex_is_read_back_whole() -> None:
    for reader in ("bibtex", "biblatex"):
        for item, read in zip(ITEMS, csl(rendered(COMPOSED, "bib"), reader), strict=True):
            assert names(read) == names(item)
            for key in ("id", "container-title", "issued", "URL", "language"):
                assert read.get(key) == item.get(key), key
            assert read.get("accessed") == item["accessed"]
            assert re.sub("</?span[^>]*>", "", read["title"]) == item["title"]
            assert read["note"].rstrip(".") == item["note"].rstrip(".")
            assert read.get("page") == item.get("page")


def names(item: dict[str, Any]) -> list[str]:
    """Return names with their particle, of whatever kind a reader takes it to be."""
    return [
        " ".join(filter(None, [name.get("given"), particle(name), name.get("family"), name.get("suffix")]))
        or name["literal"]
        for name in item.get("author", [])
    ]


def particle(name: dict[str, str]) -> str | None:
    return name.get("non-dropping-particle") or name.get("dropping-particle")


def test_ris_is_read_back_whole() -> None:
    read = rispy.loads(rendered(COMPOSED, "ris").decode())

    assert [one["type_of_reference"] for one in read] == ["NEWS"] * 6 + ["ELEC"] + ["NEWS"] * 2
    for one, item, article in zip(read, ITEMS, ARTICLES, strict=True):
        assert one["id"] == item["id"]
        assert one["title"] == article.title
        assert one.get("secondary_title") == article.outlet
        assert one.get("urls", [None]) == [article.url.replace(";", "%3B") if article.url else None]
        assert one.get("year") == (str(article.published.year) if article.published else None)
        assert one.get("date") == (f"{article.published:%Y/%m/%d}/" if article.published else None)
        assert one.get("access_date") == f"{ACCESSED:%Y/%m/%d}/"
        assert one.get("language") == article.language
        assert one.get("section") == article.section
        assert one.get("start_page") == item.get("page")
        assert one["notes"] == [item["note"]]
    assert read[1]["authors"] == ["van Beethoven, Ludwig", "de Gaulle, Charles", "Howell, Tom, Jr."]
    assert read[2]["authors"] == ["Associated Press"]
    assert read[5]["authors"] == ["محمد بن سلمان"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS.filter(one_line), min_size=1, max_size=1), TEXTS)
def test_no_headline_and_no_note_is_lost_or_read_as_anything_else(titles: list[str], correction: str) -> None:
    made = with_article(title=titles[0], outlet=titles[0], published=date(2025, 1, 2))
    source = made.sources[0]
    object.__setattr__(source, "notes", (f"Correction: {correction}",))
    title = one_line(titles[0])

    (bibtex,) = csl(rendered(made, "bib"), "bibtex")
    assert re.sub(r'<span class="nocase">(.*)</span>', r"\1", bibtex["title"]) == title
    assert bibtex["issued"] == {"date-parts": [[2025, 1, 2]]}
    (ris,) = rispy.loads(rendered(made, "ris").decode())
    assert ris["title"] == title
    assert ris["date"] == "2025/01/02/"
    (item,) = json.loads(rendered(made, "json"))
    assert item["title"] == item["container-title"] == title
    (read,) = csl(rendered(made, "json"), "csljson")
    assert read["issued"] == {"date-parts": [[2025, 1, 2]]}
    assert read.keys() == item.keys()


@pytest.mark.parametrize("number", [1, 20, 300])
def test_keys_count_as_the_sources_do(number: int) -> None:
    from dataclasses import replace

    made = with_article()
    made = replace(made, sources=(replace(made.sources[0], number=number),))

    for kind in ("json", "bib", "ris"):
        assert f"source-{number}" in rendered(made, kind).decode()
