"""Evaluation: rates that can be worked out by hand, on questions about three articles."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from assistant import Assistant
from assistant.evaluation import evaluate, holds_answer
from corpus import Corpus
from corpus.errors import BadQuestion
from tests.assistant.archive import archive_of, article

FERRY = article(
    "Night ferry ends", "“The ferry stops at nine,” Ada Quill said.", "2025-03-01", external_id="ferry"
)
RATES = article(
    "Rates rise", "The bank raised its rate by a quarter point.", "2025-05-01", external_id="rates"
)
ANSWERED = {
    "qid": "1",
    "kind": "fact",
    "question": "By how much did the bank raise its rate?",
    "article_ids": ["rates"],
    "answer_patterns": ["a QUARTER point"],
}
MISSED = {
    "qid": "2",
    "kind": "fact",
    "question": "When does the ferry stop?",
    "article_ids": ["ferry"],
    "answer_patterns": ["at half past ten"],
}
UNANSWERABLE = {"qid": "3", "kind": "unanswerable", "question": "Who invented zeppelins?"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), FERRY, RATES) as corpus:
        yield corpus


def report(archive: Corpus, *questions: dict[str, Any]) -> dict[str, Any]:
    return evaluate(Assistant(archive), archive, questions)


def test_a_question_that_is_answered(archive: Corpus) -> None:
    rates = report(archive, ANSWERED)["kinds"]["fact"]

    assert rates["questions"] == 1
    assert (rates["hit@1"], rates["hit@4"], rates["hit@10"], rates["MRR@10"]) == (1, 1, 1, 1)
    assert (rates["evidence shown"], rates["wrongly abstained"]) == (1, 0)
    assert rates["rightly abstained"] is None


def test_a_question_that_is_missed_is_shown_with_what_was_found(archive: Corpus) -> None:
    found = report(archive, MISSED)

    assert found["kinds"]["fact"]["hit@10"] == 0
    (miss,) = found["misses"]
    assert (miss["qid"], miss["question"]) == ("2", MISSED["question"])
    assert any("Night ferry ends" in line for line in miss["found"])


def test_an_unanswerable_question_counts_for_abstaining_only(archive: Corpus) -> None:
    rates = report(archive, UNANSWERABLE)["kinds"]["unanswerable"]

    assert rates["rightly abstained"] == 1
    assert rates["hit@1"] is None
    assert report(archive, UNANSWERABLE)["misses"] == []


def test_kinds_are_counted_apart_and_together(archive: Corpus) -> None:
    found = report(archive, ANSWERED, MISSED, UNANSWERABLE)

    assert {kind: rates["questions"] for kind, rates in found["kinds"].items()} == {
        "all": 3,
        "fact": 2,
        "unanswerable": 1,
    }
    assert found["kinds"]["all"]["hit@1"] == 0.5
    assert (found["articles"], found["questions"]) == (2, 3)
    assert all(value >= 0 for value in found["timing"].values())
    assert json.loads(json.dumps(found)) == found


def test_a_questions_own_filters_hold(archive: Corpus) -> None:
    assert report(archive, {**ANSWERED, "asked": "2025-04-01"})["kinds"]["fact"]["hit@10"] == 0


def test_no_questions_are_an_error(archive: Corpus) -> None:
    with pytest.raises(BadQuestion, match="no questions"):
        report(archive)


def test_marks_and_case_do_not_matter_and_the_article_does(archive: Corpus) -> None:
    info = archive.catalogue.get(archive.catalogue.find_id("ferry")).info

    assert holds_answer(info, FERRY.text, ["ferry"], ['"the ferry stops'])
    assert holds_answer(info, FERRY.text, [info.id], ["AT NINE"])
    assert not holds_answer(info, FERRY.text, ["rates"], ["at nine"])
    assert not holds_answer(info, FERRY.text, ["ferry"], ["at ten"])
