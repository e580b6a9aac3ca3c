"""Front matter as site generators write it."""

import time
from datetime import UTC, date, datetime

import pytest

from corpus.errors import UnreadableInput
from ingest.readers import markdown

BODY = "The council voted on Tuesday to reopen the bridge."


def test_toml_is_read():
    front = (
        'title = "Bridge: open"\nauthors = ["Nora Lind", "Emil Dahl"]\ndate = 2024-06-04T23:40:00+02:00\n'
        'lastmod = 2024-06-05\ncategories = ["Transport"]\ndraft = false\n[params]\nx = 1\n'
    )
    found = markdown.read(f"+++\n{front}+++\n\n{BODY}\n".encode(), "x.md")

    assert (found.title, found.author, found.text) == ("Bridge: open", "Nora Lind, Emil Dahl", BODY)
    assert (found.published, found.modified) == (date(2024, 6, 4), date(2024, 6, 5))
    assert found.published_at == datetime(2024, 6, 4, 21, 40, tzinfo=UTC)
    assert found.section == "Transport"


@pytest.mark.parametrize(
    "printed", ["2024-06-04", "2024-06-04 23:40:00 +0200", "June 4th, 2024", "'2024-06-04'", "04.06.2024"]
)
def test_a_day_is_the_one_written(printed: str):
    found = markdown.read(f"---\ntitle: T\ndate: {printed}\n---\n{BODY}".encode(), "x.md")

    assert found.published == date(2024, 6, 4)


@pytest.mark.parametrize("printed", ["0000-00-00", "2025-13-45", "Today", "03/04/2024", "~", "12:30:45"])
def test_a_day_that_cannot_be_leaves_the_article_undated(printed: str):
    found = markdown.read(f"---\ntitle: T\ndate: {printed}\n---\n{BODY}".encode(), "x.md")

    assert (found.title, found.published, found.dated_by, found.text) == ("T", None, None, BODY)


def test_what_is_written_as_nothing_is_nothing():
    found = markdown.read(f"---\ntitle: T\nauthor: null\nurl: ~\nid: 0017\n---\n{BODY}".encode(), "x.md")

    assert (found.author, found.url, found.external_id) == (None, None, "0017")


@pytest.mark.parametrize(
    "front", ["title =", "= 1", "a = " + "[" * 5_000, ".".join(["a"] * 20_000) + " = 1", "x\x07 = 1"],
    ids=["no value", "no key", "deep", "dotted", "control"],
)  # fmt: skip
def test_bad_toml_is_refused_at_once_with_advice(front: str):
    started = time.process_time()
    with pytest.raises(UnreadableInput, match="front matter"):
        markdown.read(f"+++\n{front}\n+++\n{BODY}".encode(), "x.md")

    assert time.process_time() - started < 2


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_front_matter_without_end_is_refused_at_once(mark: str):
    began = time.process_time()
    with pytest.raises(UnreadableInput, match="front matter is longer"):
        markdown.read(f"{mark}\n{'a: b' * 2_000_000}\n{mark}\n{BODY}".encode(), "x.md")
    assert time.process_time() - began < 5
