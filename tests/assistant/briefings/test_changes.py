"""Changing a briefing while others do: by item, wherever it stands by then."""

import pytest

from assistant.briefings import composing, picking
from assistant.briefings.changes import Meanwhile, edit, move, put_back, take_out
from assistant.briefings.reading import read_briefing
from corpus import Corpus
from corpus.errors import NotFound


@pytest.fixture
def briefing(corpus: Corpus) -> str:
    return composing.new_briefing(corpus, "Letters", [picking.note(text) for text in "abcd"]).id


def texts(corpus: Corpus, briefing: str) -> str:
    return "".join(item.body.text for item in read_briefing(corpus, briefing).items)


@pytest.mark.parametrize(
    ("item", "by", "there", "after"),
    [
        (1, -1, False, "abcd"),
        (1, 1, True, "bacd"),
        (2, -1, True, "bacd"),
        (3, -1, True, "acbd"),
        (3, 1, True, "abdc"),
        (4, 1, False, "abcd"),
    ],
)
def test_an_item_moves_one_up_or_down(
    corpus: Corpus, briefing: str, item: int, by: int, there: bool, after: str
) -> None:
    assert move(corpus, briefing, item, by) is there
    assert texts(corpus, briefing) == after


@pytest.mark.parametrize("item", [1, 2, 4])
def test_what_is_taken_out_comes_back_where_it_stood(corpus: Corpus, briefing: str, item: int) -> None:
    taken = take_out(corpus, briefing, item)
    assert taken.text == "abcd"[item - 1]
    assert len(texts(corpus, briefing)) == 3

    put_back(corpus, taken)

    assert texts(corpus, briefing) == "abcd"


def test_where_what_stood_before_it_has_gone_it_comes_back_last(corpus: Corpus, briefing: str) -> None:
    taken = take_out(corpus, briefing, 2)
    composing.remove(corpus, briefing, [1])

    put_back(corpus, taken)

    assert texts(corpus, briefing) == "cdb"


def test_an_edit_tells_that_somebody_was_quicker(corpus: Corpus, briefing: str) -> None:
    composing.edit(corpus, briefing, 2, "quicker")

    assert edit(corpus, briefing, 2, "mine", was="b") == Meanwhile("quicker")
    assert edit(corpus, briefing, 2, "mine", was="quicker") == read_briefing(corpus, briefing).items[1]


def test_an_item_that_is_gone_is_a_clear_error(corpus: Corpus, briefing: str) -> None:
    composing.remove(corpus, briefing, [2, 3, 4])

    for by in (-1, 1):
        with pytest.raises(NotFound, match="no item 2"):
            move(corpus, briefing, 2, by)
    with pytest.raises(NotFound, match="no item 2"):
        take_out(corpus, briefing, 2)
