"""Checking a whole home, and mending it: told step by step, for whichever face asks."""

from corpus import Corpus
from corpus.records import Fault
from ingest.mending import advice, check
from tests.assistant.archive import article, take_in


def test_a_sound_home_has_no_fault_and_nothing_is_done(corpus: Corpus) -> None:
    take_in(corpus, article("One", "The ferry stops at nine.", "2025-03-01"))
    told: list[str] = []

    assert check(corpus, repair=True, tell=lambda what, *_: told.append(what)) == []
    assert told == []


def test_what_is_lost_is_found_and_made_again(corpus: Corpus) -> None:
    take_in(corpus, article("One", "The ferry stops at nine.", "2025-03-01"))
    corpus.stores.open_words().write([], corpus.catalogue.passage_ids())
    told: list[tuple[str, int, int]] = []

    faults = check(corpus, repair=False, tell=lambda *one: told.append(one))
    assert [fault.what for fault in faults] == ["passages without words"]
    assert told == []

    assert check(corpus, repair=True, tell=lambda *one: told.append(one)) == []
    assert told[0] == ("articles repaired", 0, 1)
    assert told[-1] == ("articles repaired", 1, 1)


def test_each_fault_comes_with_what_to_do() -> None:
    assert "dateline restore" in advice(Fault("faults of the database file", 1))
    assert "DATELINE_EMBEDDING_MODEL" in advice(Fault("corpus made with another embedding model", 1))
    assert "Check and repair" in advice(Fault("passages without words", 3))
