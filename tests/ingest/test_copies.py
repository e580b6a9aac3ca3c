"""Copies at ingest: every article is linked with those of the archive that carry its text, and no others."""

import gzip
import json
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Corpus
from corpus.copying import CopyPair, copies_of, unsigned
from corpus.records import Draft
from ingest.copies import Linker, link_unlinked
from ingest.sketches import SketchIndex, sketch
from tests.assistant.test_copies import FOOTER, HEADLINE, WIRE
from tests.ingest.pairs import INTRODUCTIONS, made_pairs, same_story, take_in

DAY = date(2025, 3, 1)
OTHER = """The central bank raised its rate by a quarter point on Tuesday, the third time this year, and said
that it would go on until prices stopped rising.

Its governor Milo Strand told reporters that bread and rent worried him most. Two of nine members of the
board voted against the decision and wrote that the bank was late and would do harm.

Shops in the capital spoke of the worst autumn in ten years. A baker said that flour cost twice as much as
in spring, and that she would close on Mondays."""


def draft(name: str, text: str = WIRE, title: str = HEADLINE, outlet: str | None = "Gazette") -> Draft:
    return Draft(title, text, external_id=name, outlet=outlet, published=DAY)


def link(corpus: Corpus, linker: Linker, *drafts: Draft) -> list[CopyPair]:
    with corpus.catalogue.transaction() as connection:
        return linker.link(connection, take_in(connection, drafts))


def held(corpus: Corpus, name: str) -> list[str]:
    with corpus.catalogue.transaction() as connection:
        return copies_of(connection, [name]).get(name, [])


def test_a_reprint_is_linked_with_what_the_archive_holds(corpus: Corpus) -> None:
    linker = Linker()

    assert link(corpus, linker, draft("wire"), draft("bank", OTHER, "Central bank raises its rate")) == []
    reprint = draft("mail", f"{INTRODUCTIONS[2]}\n\n{WIRE}", "What islanders fear most", "Mail")
    assert link(corpus, linker, reprint) == [CopyPair("wire", "mail", "whole")]

    assert held(corpus, "mail") == ["wire"]
    assert held(corpus, "wire") == ["mail"]
    assert held(corpus, "bank") == []


def test_articles_that_come_in_together_are_linked_with_each_other(corpus: Corpus) -> None:
    short = "\n\n".join(WIRE.split("\n\n")[:2])

    pairs = link(corpus, Linker(), draft("a"), draft("b", short, outlet="Mail"), draft("c", outlet="Post"))

    assert sorted((pair.one, pair.other, pair.kind) for pair in pairs) == [
        ("a", "b", "part"),
        ("a", "c", "whole"),
        ("b", "c", "part"),
    ]


def test_what_another_process_wrote_is_known(corpus: Corpus) -> None:
    mine, theirs = Linker(), Linker()
    link(corpus, mine, draft("a"))

    assert link(corpus, theirs, draft("b", outlet="Mail"))
    assert {pair.one for pair in link(corpus, mine, draft("c", outlet="Post"))} == {"a", "b"}


def test_what_was_taken_back_is_not_remembered(corpus: Corpus) -> None:
    linker = Linker()

    def fail() -> None:
        with corpus.catalogue.transaction() as connection:
            linker.link(connection, take_in(connection, [draft("a")]))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert link(corpus, linker, draft("b", outlet="Mail")) == []
    assert link(corpus, linker, draft("c", outlet="Post")) == [CopyPair("b", "c", "whole")]


def test_a_removed_article_is_no_copy_of_what_comes_later(corpus: Corpus) -> None:
    linker = Linker()
    link(corpus, linker, draft("a"), draft("b", outlet="Mail"))

    with corpus.catalogue.transaction() as connection:
        corpus.catalogue.drop_article(connection, "a")

    assert held(corpus, "b") == []
    assert link(corpus, linker, draft("c", outlet="Post")) == [CopyPair("b", "c", "whole")]


def test_a_new_version_is_compared_anew(corpus: Corpus) -> None:
    linker = Linker()
    link(corpus, linker, draft("a"), draft("b", outlet="Mail"))

    with corpus.catalogue.transaction() as connection:
        corpus.catalogue.drop_article(connection, "b")
        take_in(connection, [draft("b", OTHER, "Central bank raises its rate", "Mail")])
        assert linker.link(connection, ["b"]) == []

    assert held(corpus, "a") == []
    assert link(corpus, linker, draft("c", OTHER, "Rate raised", "Post")) == [CopyPair("b", "c", "whole")]


def test_linking_twice_changes_nothing(corpus: Corpus) -> None:
    linker = Linker()
    link(corpus, linker, draft("a"), draft("b", outlet="Mail"))

    with corpus.catalogue.transaction() as connection:
        assert linker.link(connection, ["a", "b"]) == [CopyPair("a", "b", "whole")]

    assert held(corpus, "a") == ["b"]


def test_an_older_archive_is_linked_once(corpus: Corpus) -> None:
    with corpus.catalogue.transaction() as connection:
        take_in(connection, [draft("a"), draft("b", outlet="Mail"), draft("c", "Too short", outlet="Post")])
    told: list[int] = []

    assert link_unlinked(corpus, Linker(), told.append) == 3
    assert link_unlinked(corpus, Linker(), told.append) == 0

    assert told == [3]
    assert held(corpus, "a") == ["b"]
    with corpus.catalogue.transaction() as connection:
        assert unsigned(connection, 10) == []


def test_boilerplate_on_every_page_makes_no_copies_and_stays_quick(corpus: Corpus) -> None:
    """A footer of a whole archive leads to every article; none is a copy, and few are looked at."""
    chance = random.Random(3)  # noqa: S311
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(3000)]
    pages = [
        draft(f"{n}", f"{' '.join(chance.choices(words, k=250))}.\n\n{FOOTER}", f"Report {words[n]}", "Mail")
        for n in range(300)
    ]
    linker = Linker()
    link(corpus, linker, *pages)

    began = time.process_time()
    assert link(corpus, linker, draft("new", f"{WIRE}\n\n{FOOTER}")) == []
    assert time.process_time() - began < 0.1
    assert link(corpus, linker, draft("copy", f"{WIRE}\n\n{FOOTER}", outlet="Post"))


def test_a_text_that_very_many_print_is_linked_with_them(corpus: Corpus) -> None:
    linker = Linker()
    link(corpus, linker, *(draft(f"{n}", outlet=f"Paper {n}") for n in range(50)))

    pairs = link(corpus, linker, draft("new", f"{INTRODUCTIONS[2]}\n\n{WIRE}", outlet="Mail"))

    assert {pair.one for pair in pairs} == {f"{n}" for n in range(50)}


@given(st.text(), st.text())
def test_a_text_is_found_by_its_own_sketch(one: str, other: str) -> None:
    index = SketchIndex()
    sketches = [sketch(one), sketch(other)]
    index.add([7, 3], sketches)

    for number, its in zip((7, 3), sketches, strict=True):
        assert len(its) == 0 or number in index.candidates(its)


def test_a_sketch_is_the_same_everywhere() -> None:
    """Signatures are kept: what is read from them must not depend on the machine or the process."""
    same = sketch(WIRE)

    assert same.dtype == np.uint32
    assert list(same) == sorted(set(same.tolist()))
    assert same.tolist() == sketch(WIRE.upper().replace("'", "’")).tolist()
    assert sketch("one two").tolist() == []
    assert (len(same), int(same[0]), int(same[-1])) == EXPECTED


EXPECTED = (13, 31_445_537, 350_157_224)


def _real(file: Path) -> list[Draft]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Draft(
            row["title"],
            row["text"],
            external_id=row["id"],
            outlet=row["source"],
            author=row["author"],
            published=date.fromisoformat(row["published"]) if row["published"] else None,
        )
        for row in rows
    ]


def test_copies_of_real_articles_are_found_and_nothing_else(
    corpus: Corpus, shared: Callable[[str], Path]
) -> None:
    """Of every second article, on which nothing was chosen: precision 0.99, recall 0.95, by the index too."""
    articles = _real(shared("news/articles.jsonl.gz"))[1::2]
    pairs = list(made_pairs(articles, seed=2025, each=250))
    every = {one.external_id: one for one in articles[:500]}
    for pair in pairs:
        every.update({one.external_id: one for one in (pair.one, pair.other)})
    drafts = list(every.values())
    random.Random(1).shuffle(drafts)  # noqa: S311
    linker = Linker()
    found: set[frozenset[str]] = set()
    seconds = 0.0
    for start in range(0, len(drafts), 60):
        with corpus.catalogue.transaction() as connection:
            ids = take_in(connection, drafts[start : start + 60])
            began = time.process_time()
            found |= {frozenset((pair.one, pair.other)) for pair in linker.link(connection, ids)}
            seconds += time.process_time() - began

    right = {
        frozenset((str(pair.one.external_id), str(pair.other.external_id))) for pair in pairs if pair.copies
    }
    # what was made of one article holds parts of it, whatever the pair was made for
    related = {two for two in found - right if len({one.split("~")[0] for one in two}) == 1}
    wrong = {
        frozenset((str(pair.one.external_id), str(pair.other.external_id)))
        for pair in pairs
        if not pair.copies
    }
    counted = found - (related - wrong)
    assert len(counted & right) / len(counted) >= 0.99
    assert len(found & right) / len(right) >= 0.95
    assert seconds / len(drafts) < 0.008  # a tenth of what an article takes to come in on two cores


def test_two_outlets_reports_of_one_story_are_no_copies(
    corpus: Corpus, shared: Callable[[str], Path]
) -> None:
    articles = _real(shared("news/articles.jsonl.gz"))
    nearest = same_story(articles[:2000], 100)
    assert len(nearest) == 100
    assert all(
        abs(one.published - other.published) <= timedelta(1) for one, other in nearest if one.published
    )

    chosen = {one.external_id: one for pair in nearest for one in pair}

    assert link(corpus, Linker(), *chosen.values()) == []
