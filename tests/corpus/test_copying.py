"""Copies as they are kept: each pair once, both ways to be asked, and gone with the article."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus
from corpus.copying import (
    CopyPair,
    copies,
    copies_of,
    families,
    forget,
    likely_origin,
    numbered,
    put_copies,
    put_signatures,
    signatures_after,
    texts_of,
    unsigned,
)
from corpus.records import ArticleInfo
from corpus.schema import metadata
from tests.corpus.writing_helpers import put

ADDED = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.fixture
def four(corpus: Corpus) -> list[str]:
    return [put(corpus, name, f"Report {name} of the harbour.") for name in "abcd"]


def pair(one: str, other: str) -> CopyPair:
    return CopyPair(f"id-{one}", f"id-{other}", "whole")


def test_a_pair_is_kept_once_and_found_from_both_sides(corpus: Corpus, four: list[str]) -> None:
    with corpus.catalogue.transaction() as connection:
        assert put_copies(connection, [pair("b", "a"), pair("a", "b"), pair("a", "a")]) == 1
        assert put_copies(connection, [pair("a", "b"), CopyPair("id-c", "id-a", "part")]) == 1

        rows = connection.execute(sa.select(copies).order_by(copies.c.other_id)).all()
        assert [tuple(row) for row in rows] == [("id-a", "id-b", "whole"), ("id-a", "id-c", "part")]
        assert copies_of(connection, four) == {
            "id-a": ["id-b", "id-c"],
            "id-b": ["id-a"],
            "id-c": ["id-a"],
        }
        assert copies_of(connection, ["id-d", "no such"]) == {}


def test_what_hangs_together_is_one_family(corpus: Corpus, four: list[str]) -> None:
    with corpus.catalogue.transaction() as connection:
        put_copies(connection, [pair("a", "b"), pair("b", "c")])

        assert families(connection, ["id-a", "id-d"]) == {"id-a": ["id-a", "id-b", "id-c"]}
        assert families(connection, four)["id-c"] == ["id-a", "id-b", "id-c"]
        assert families(connection, []) == {}


def test_a_removed_article_leaves_no_rows_behind(corpus: Corpus, four: list[str]) -> None:
    with corpus.catalogue.transaction() as connection:
        put_copies(connection, [pair("a", "b"), pair("b", "c"), pair("a", "c")])
        put_signatures(connection, {"id-a": b"1", "id-b": b"2"})

    corpus.writer.remove(["id-a"])

    with corpus.catalogue.transaction() as connection:
        assert copies_of(connection, four) == {"id-b": ["id-c"], "id-c": ["id-b"]}
        assert list(signatures_after(connection, 0, 10).values()) == [b"2"]
    assert corpus.catalogue.integrity() == []


def test_a_pair_of_an_article_that_is_not_there_is_refused(corpus: Corpus, four: list[str]) -> None:
    with pytest.raises(sa.exc.IntegrityError), corpus.catalogue.transaction() as connection:
        put_copies(connection, [pair("a", "nobody")])


def test_what_is_forgotten_can_be_kept_anew(corpus: Corpus, four: list[str]) -> None:
    with corpus.catalogue.transaction() as connection:
        put_copies(connection, [pair("a", "b"), pair("c", "d")])
        put_signatures(connection, {"id-a": b"1"})
        forget(connection, ["id-a"])

        assert copies_of(connection, four) == {"id-c": ["id-d"], "id-d": ["id-c"]}
        assert signatures_after(connection, 0, 10) == {}
        assert put_copies(connection, [pair("a", "b")]) == 1


def test_numbers_grow_and_are_never_given_twice(corpus: Corpus, four: list[str]) -> None:
    with corpus.catalogue.transaction() as connection:
        first = put_signatures(connection, {"id-a": b"1", "id-b": b"2"})
        again = put_signatures(connection, {"id-b": b"3"})
        forget(connection, four)
        last = put_signatures(connection, {"id-a": b"4"})

        assert first["id-a"] < first["id-b"] < again["id-b"] < last["id-a"]
        assert signatures_after(connection, 0, 10) == {last["id-a"]: b"4"}
        assert signatures_after(connection, last["id-a"], 10) == {}
        assert numbered(connection, [*first.values(), *last.values()]) == last
        assert put_signatures(connection, {}) == {}


def test_signatures_come_in_order_and_in_parts(corpus: Corpus, four: list[str]) -> None:
    with corpus.catalogue.transaction() as connection:
        numbers = put_signatures(connection, {name: name.encode() for name in four})

        some = signatures_after(connection, 0, 3)
        rest = signatures_after(connection, max(some), 3)

    assert [*some, *rest] == list(numbers.values())
    assert [*some.values(), *rest.values()] == [name.encode() for name in four]


def test_the_unsigned_are_known(corpus: Corpus, four: list[str]) -> None:
    with corpus.catalogue.transaction() as connection:
        put_signatures(connection, {"id-b": b""})

        assert unsigned(connection, 10) == ["id-a", "id-c", "id-d"]
        assert unsigned(connection, 1) == ["id-a"]
        assert unsigned(connection, 10, "id-a") == ["id-c", "id-d"]


def test_texts_are_those_of_the_current_version(corpus: Corpus) -> None:
    put(corpus, "a", "The old text.", title="Harbour", outlet="Mail", published="2025-03-01")
    put(corpus, "a", "The new text.", title="Harbour", outlet="Mail", published="2025-03-01")

    with corpus.catalogue.transaction() as connection:
        info, text = texts_of(connection, ["id-a", "no such"])["id-a"]

    assert text == "The new text."
    assert (info.version, info.title, info.outlet, info.published) == (2, "Harbour", "Mail", date(2025, 3, 1))
    assert info.added.tzinfo is not None


def test_the_tables_are_made_with_the_others() -> None:
    assert {"signatures", "copies"} <= set(metadata.tables)


def info(
    name: str, outlet: str | None, day: int | None = 1, agency: str | None = None, hour: int | None = None
) -> ArticleInfo:
    published = date(2025, 3, day) if day else None
    at = datetime(2025, 3, day, hour, tzinfo=UTC) if day and hour is not None else None
    return ArticleInfo(
        *(name, None, 1, "t", outlet, None, published, None, ADDED, False), published_at=at, agency=agency
    )


@pytest.mark.parametrize(
    ("family", "origin"),
    [
        ([info("a", "Mail", 1, "Reuters"), info("b", "Reuters", 2)], "b"),
        ([info("a", "Mail", 1, "Associated Press"), info("b", "The Associated Press", 3)], "b"),
        ([info("a", "Mail", 1, "Associated Press"), info("b", "AP News", 3)], "b"),
        ([info("a", "Mail", 2, "AFP"), info("b", "Post", 1, "AFP")], "b"),
        ([info("a", "Mail", 2), info("b", "Post", 1), info("c", None, None)], "b"),
        ([info("a", "Mail", None), info("b", "Post", 30)], "b"),
        ([info("a", "Mail", 1, None, 9), info("b", "Post", 1, None, 8), info("c", "Sun", 1)], "b"),
        ([info("b", "Mail", None)], "b"),
        ([info("c", None), info("b", None)], "b"),
    ],
    ids=["wire", "with an article", "initials", "no wire", "first", "undated", "hour", "alone", "tie"],
)
def test_the_origin_is_the_wires_own_or_the_earliest(family: list[ArticleInfo], origin: str) -> None:
    assert likely_origin(family).id == origin
    assert likely_origin(family[::-1]).id == origin


def test_nothing_has_no_origin() -> None:
    with pytest.raises(ValueError, match=r"."):
        likely_origin([])


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))))
def test_families_part_the_articles(edges: list[tuple[str, str]]) -> None:
    """Whatever the pairs: nobody is in two families, and all who are linked are in one."""
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    ids = [f"id-{name}" for name in "abcdef"]
    with engine.begin() as connection:
        put_copies(connection, [pair(*edge) for edge in edges])
        found = families(connection, ids)

    for one, other in edges:
        if one != other:
            assert found[f"id-{one}"] == found[f"id-{other}"]
    for name, members in found.items():
        assert name in members
        assert len(members) > 1
        assert all(found[other] == members for other in members)
