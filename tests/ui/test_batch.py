"""Many questions at once, each with its own filters."""

import pytest

from assistant import Assistant
from assistant.question import GUESSES
from corpus import Corpus
from corpus.records import Filters
from tests.assistant.archive import article, take_in
from ui.batch import answers, searches


@pytest.fixture
def assistant(corpus: Corpus) -> Assistant:
    take_in(
        corpus,
        article("Ferry stops", "The ferry to Tern Island stops at night.", "2025-03-01", outlet="Gazette"),
        article("Ferry returns", "The ferry to Tern Island is back at night.", "2025-04-01", outlet="Mail"),
    )
    return Assistant(corpus)


def test_each_answer_has_its_qid_and_its_time(assistant: Assistant):
    asked = [
        {"qid": "a", "question": "When does the ferry stop?", "asked": "2025-03-02"},
        {"qid": 7, "question": "When is the ferry back?"},
    ]

    first, second = answers(assistant, asked, Filters())

    assert (first["qid"], second["qid"]) == ("a", 7)
    assert first["seconds"] >= 0
    assert {source["outlet"] for source in first["sources"]} == {"Gazette"}
    assert "Mail" in {source["outlet"] for source in second["sources"]}


def test_each_search_has_its_hits(assistant: Assistant):
    asked = [{"qid": "a", "question": "ferry", "outlet": "mail"}, {"qid": "b", "question": "ferry"}]

    first, second = searches(assistant, asked, Filters(), 1)

    assert set(first) == {"qid", "seconds", "hits"}
    assert [hit["outlet"] for hit in first["hits"]] == ["Mail"]
    assert len(second["hits"]) == 1


def test_what_a_question_names_is_left_out_for_every_line(assistant: Assistant):
    asked = [{"qid": "a", "question": "Did the ferry run in March 2025, according to the Gazette?"}]

    (read,), (unread,) = (answers(assistant, asked, Filters(), without=some) for some in ((), GUESSES))
    (near,), (new,) = (searches(assistant, asked, Filters(), 1, without=some) for some in ((), GUESSES))

    assert read["filters"]["inferred"] == ["since", "until", "outlet"]
    assert unread["filters"]["inferred"] == []
    assert [near["hits"][0]["outlet"], new["hits"][0]["outlet"]] == ["Gazette", "Mail"]


def test_a_question_that_cannot_be_asked_says_so_in_its_place_and_the_rest_goes_on(assistant: Assistant):
    asked = [
        {"qid": "a", "question": "  "},
        {"qid": "b", "question": "ferry", "asked": "soon"},
        {"qid": "c", "question": "ferry", "since": "2025-05-01", "until": "2025-01-01"},
        {"qid": "d", "question": "ferry"},
    ]

    for lines in (answers(assistant, asked, Filters()), searches(assistant, asked, Filters(), 1)):
        *failed, last = lines
        assert [line["qid"] for line in failed] == ["a", "b", "c"]
        assert all(len(line["error"]) > 20 for line in failed)
        assert "error" not in last
