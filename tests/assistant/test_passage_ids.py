"""Ids of passages: opaque, the same again, and read back from what a model writes."""

import pytest

from assistant.citations import CitationParser
from assistant.passage_ids import PassageIds
from corpus.records import Passage, Span


def passages(count):
    return [
        Passage(number, f"{number % 7:016x}", 1, Span(number, number + 9), "text") for number in range(count)
    ]


def test_ids_are_opaque_unique_and_the_same_again():
    given_out = passages(2_000)
    ids = PassageIds(given_out)
    assert len(set(ids)) == len(ids) == 2_000
    assert [ids.id_of(passage) for passage in given_out] == list(PassageIds(given_out))
    for passage in given_out:
        name = ids.id_of(passage)
        assert ids.passage(name) == passage
        assert len(name) == 4
        assert not name.isalpha()
        assert not name.isdigit()
    with pytest.raises(KeyError):
        ids.passage("none")


def test_every_id_is_read_back_from_its_marker():
    ids = PassageIds(passages(300))
    parser = CitationParser(ids)
    found = [event for name in ids for event in parser.feed(f"Iraq said no [{name}]. ")] + parser.finish()
    assert [event.ids for event in found] == [(name,) for name in ids]
