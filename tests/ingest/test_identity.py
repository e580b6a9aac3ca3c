"""What makes two inputs the same article."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Draft
from ingest.identity import (
    article_id,
    canonical_url,
    fingerprint,
    held_identity,
    identities,
    identity,
    is_same_reading,
)

SAME = [
    ("https://www.Example.org/a/b", "http://example.org/a/b"),
    ("https://example.org/a/", "https://example.org/a"),
    ("https://example.org/a#part", "https://example.org/a"),
    ("https://example.org/a?utm_source=x&utm_medium=y&fbclid=z", "https://example.org/a"),
    ("https://example.org/a?UTM_Source=x&id=7", "https://example.org/a?id=7"),
    ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
    ("https://example.org:443/a", "http://example.org:80/a"),
    ("  https://example.org/a ", "https://example.org/a"),
    ("https://example.org/a?CMP=share_btn&at_medium=RSS&at_campaign=x", "https://example.org/a"),
    ("https://example.org/a/amp/", "https://example.org/a"),
    ("https://example.org/amp/a", "https://example.org/a"),
    ("https://amp.example.org/a.amp", "https://www.example.org/a"),
    ("https://example.org/a?outputType=amp&id=7", "https://example.org/a?id=7"),
    ("https://example.org/a?amp", "https://example.org/a"),
    ("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a?id=7", "https://example.org/a?id=7"),
    ("https://www.google.com/amp/s/example.org/a", "https://example.org/a"),
    ("https://example.org./%61/caf%c3%a9", "https://example.org/a/caf%C3%A9"),
]
DIFFERENT = [
    ("https://example.org/a", "https://example.org/b"),
    ("https://example.org/a?id=1", "https://example.org/a?id=2"),
    ("https://example.org/a?id=", "https://example.org/a"),
    ("https://example.org/a?utmost=1", "https://example.org/a"),
    ("https://example.org/A", "https://example.org/a"),
    ("https://example.org:8080/a", "https://example.org/a"),
    ("https://news.example.org/a", "https://example.org/a"),
    ("https://example.org/amp", "https://example.org/amplifier"),
    ("https://example.org/news/amps/a", "https://example.org/news/a"),
    ("https://example.org/a?amp=9", "https://example.org/a"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_page_has_one_canonical_url(one: str, other: str):
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_pages_have_different_ones(one: str, other: str):
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize("text", ["http://[broken", "http://example.org:port/a", "not a url", "", "http://"])
def test_what_is_no_url_is_kept(text: str):
    assert canonical_url(text) == text.removeprefix("http://") or canonical_url(text) == text


def test_an_address_that_nests_caches_without_end_is_read_at_once():
    assert canonical_url("https://" + "www.google.com/amp/s/" * 50_000 + "x.org/a").endswith("x.org/a")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", "http://", "https://x.org/?"]))
def test_any_text_has_a_canonical_form_and_only_one(text: str, before: str):
    assert canonical_url(before + text) == canonical_url(f" {before}{text}\n")


def test_the_url_decides_then_the_external_id_then_the_content():
    first = Draft("Title", "Text.", external_id="E", url="https://www.x.org/a?utm_source=mail")

    assert identity(first) == identity(Draft("Other", "Other.", external_id="F", url="http://x.org/a"))
    without = replace(first, url=None)
    assert identity(without) == identity(Draft("Other", "Other.", external_id="E"))
    assert identity(without) != identity(first)
    bare = replace(without, external_id=None)
    assert identity(bare) == identity(Draft("Title", "Text.", outlet="X"))
    assert identity(bare) != identity(Draft("Title", "Text!"))


def test_an_external_id_is_never_mistaken_for_a_url_or_a_text():
    keys = [
        identity(Draft("t", "x", url="x.org/a")),
        identity(Draft("t", "x", external_id="x.org/a")),
        identity(Draft("x.org/a", "")),
        identity(Draft("t", "x", external_id="url:x.org/a")),
    ]

    assert len(set(keys)) == 4


def test_ids_are_sixteen_hexadecimal_characters_and_always_the_same():
    assert article_id("url:x.org/a") == article_id("url:x.org/a")
    assert len(article_id("k")) == 16
    assert int(article_id("k"), 16) >= 0


CHANGES: dict[str, Any] = {
    "title": "New",
    "text": "New.",
    "external_id": "new",
    "outlet": "new",
    "author": "new",
    "published": date(2025, 1, 2),
    "url": "https://x.org/new",
    "sample": True,
}


@pytest.mark.parametrize("field", CHANGES)
def test_the_fingerprint_changes_with_everything_that_was_read(field: str):
    draft = Draft("Title", "Text.", "id", "Outlet", "Author", date(2025, 1, 1), "https://x.org/a")

    assert fingerprint(draft) == fingerprint(replace(draft))
    assert fingerprint(replace(draft, **{field: CHANGES[field]})) != fingerprint(draft)


def test_words_moving_between_fields_change_the_fingerprint():
    assert fingerprint(Draft("a", "b", outlet="c")) != fingerprint(Draft("a", "b", author="c"))
    assert fingerprint(Draft("ab", "c")) != fingerprint(Draft("a", "bc"))


def test_a_reading_is_the_same_however_its_address_is_written():
    first = Draft("Title", "Text.", external_id="E", url="https://www.x.org/a?utm_source=mail")
    mark = fingerprint(first)

    assert is_same_reading(replace(first, url="http://x.org/a/"), mark, first.url)
    assert not is_same_reading(replace(first, url="http://x.org/b"), mark, first.url)
    assert not is_same_reading(replace(first, url="http://x.org/a/", title="New"), mark, first.url)
    assert not is_same_reading(replace(first, url=None), mark, first.url)


def test_what_an_older_dateline_held_as_another_page_stays_the_article_it_is():
    mobile = Draft("Title", "Text.", url="https://x.org/a/amp")
    now, then = identities(mobile)

    assert now == identity(Draft("Title", "Text.", url="https://x.org/a"))
    assert held_identity(mobile, {then}) == then == "url:x.org/a/amp"
    assert held_identity(mobile, {now, then}) == held_identity(mobile, set()) == now
