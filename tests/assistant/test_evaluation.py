"""Evaluation: rates that can be worked out by hand, on questions about three articles."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assistant import Assistant
from assistant.answer import Answer, Source, SourceSpan, Statement
from assistant.evaluation import evaluate
from corpus import Corpus
from corpus.errors import BadQuestion
from corpus.records import Filters, Span
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


class Scripted(Assistant):
    """An assistant whose answers are written by the test; it searches as always."""

    def __init__(self, corpus: Corpus, *statements: Statement) -> None:
        super().__init__(corpus)
        source = Source(1, corpus.catalogue.get(corpus.catalogue.find_id("ferry")).info, ())
        said = Answer("?", statements, (source,), Filters(), None, "script")
        self.answer = said if statements else replace(said, abstained=True, reason="No.")
        self.asked: list[str] = []

    def ask(self, question: str, filters: Filters | None = None) -> Answer:
        self.asked.append(question)
        return self.answer


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
    assert miss["expected"] == ["unknown outlet · 2025-03-01 · Night ferry ends"]
    assert miss["patterns"] == ["at half past ten"]


def test_an_article_that_the_archive_lacks_is_reported_and_not_fatal(archive: Corpus) -> None:
    found = report(archive, {**MISSED, "article_ids": ["ferry", "gone", "lost"]}, ANSWERED)

    assert found["articles not held"] == ["gone", "lost"]
    (miss,) = found["misses"]
    assert miss["expected"][1:] == ["gone (not in this archive)", "lost (not in this archive)"]


def test_an_answer_that_should_have_been_declined_is_listed(archive: Corpus) -> None:
    said = Statement("The ferry stops at nine.", "extract", (SourceSpan(1, Span(0, 9)),))

    found = evaluate(Scripted(archive, said), archive, [UNANSWERABLE])

    assert found["kinds"]["all"]["rightly abstained"] == 0
    (answered,) = found["wrongly answered"]
    assert (answered["qid"], answered["statements"]) == ("3", ["The ferry stops at nine."])


def test_a_question_that_was_wrongly_declined_is_listed_with_the_hit_that_held_the_answer(
    archive: Corpus,
) -> None:
    found = evaluate(Scripted(archive), archive, [ANSWERED, UNANSWERABLE])

    assert found["kinds"]["fact"]["wrongly abstained"] == 1
    assert found["kinds"]["unanswerable"]["rightly abstained"] == 1
    (declined,) = found["wrongly abstained"]
    assert (declined["qid"], declined["rank"], declined["reason"]) == ("1", 1, "No.")
    assert declined["expected"] == ["unknown outlet · 2025-05-01 · Rates rise"]


def test_an_answer_without_the_evidence_is_listed(archive: Corpus) -> None:
    said = Statement("The ferry stops at nine.", "extract", (SourceSpan(1, Span(0, 9)),))

    found = evaluate(Scripted(archive, said), archive, [ANSWERED])

    assert found["kinds"]["all"]["evidence shown"] == 0
    (answered,) = found["evidence not shown"]
    assert (answered["qid"], answered["rank"]) == ("1", 1)
    assert answered["statements"] == ["The ferry stops at nine."]
    assert found["misses"] == found["wrongly abstained"] == found["wrongly answered"] == []


def test_speakers_are_judged_where_the_question_names_one(archive: Corpus) -> None:
    said = Statement("The ferry stops at nine.", "quote", (SourceSpan(1, Span(0, 9)),), speaker="Ada Quill")
    asked = [{**ANSWERED, "speaker": "Ms Quill"}, {**ANSWERED, "speaker": "Finn Dole"}, ANSWERED]

    found = evaluate(Scripted(archive, said), archive, asked)

    assert found["kinds"]["all"]["speaker right"] == 0.5
    assert report(archive, ANSWERED)["kinds"]["all"]["speaker right"] is None


def test_who_answered_is_counted(archive: Corpus) -> None:
    assert report(archive, ANSWERED, MISSED)["answered by"] == {"quotes": 2}
    assert evaluate(Scripted(archive), archive, [MISSED])["answered by"] == {"script": 1}


def test_a_language_model_is_asked_each_question_once(archive: Corpus) -> None:
    """Loading is kept out of the times without asking a model that costs money once more."""
    scripted = Scripted(archive)

    evaluate(scripted, archive, [ANSWERED, MISSED])

    assert scripted.asked == [ANSWERED["question"], MISSED["question"]]


def test_progress_is_told_after_every_question(archive: Corpus) -> None:
    done: list[int] = []

    evaluate(Assistant(archive), archive, [ANSWERED, MISSED, UNANSWERABLE], done.append)

    assert done == [1, 2, 3]


def test_the_same_qid_twice_is_two_questions(archive: Corpus) -> None:
    assert report(archive, ANSWERED, ANSWERED)["questions"] == 2


def test_nothing_is_asked_when_one_question_cannot_be_used(archive: Corpus) -> None:
    scripted = Scripted(archive)

    with pytest.raises(BadQuestion, match="Question 2"):
        evaluate(scripted, archive, [ANSWERED, {**MISSED, "answer_patterns": "at ten"}])
    assert scripted.asked == []


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
    assert report(archive, {**ANSWERED, "asked": "2025-05-01T09:30:00Z"})["kinds"]["fact"]["hit@10"] == 1


def test_no_questions_are_an_error(archive: Corpus) -> None:
    with pytest.raises(BadQuestion, match="no questions"):
        report(archive)
