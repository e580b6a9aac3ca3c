"""Reports of wrong citations: kept whole, also when the article is gone."""

from datetime import UTC, date, datetime

import pytest

from corpus import Corpus, open_corpus
from corpus.errors import NotFound
from corpus.records import Span
from corpus.reports import Reports, WrongCitation
from tests.assistant.archive import article, take_in
from tests.fakes import WordModel

WRONG = WrongCitation(
    note="She said it, not he.",
    question="Who said “so”?",
    statement="“The ferry stops at nine,” he said.",
    words="“The ferry stops at nine,”",
    spans=(Span(0, 26), Span(40, 44)),
    article_id="0123456789abcdef",
    external_id="ferry-1",
    version=2,
    title="Night ferry ends",
    outlet="Gazette",
    published=date(2025, 3, 1),
    answer={"statements": [{"text": "“The ferry stops at nine,” he said."}]},
)


def test_a_report_is_read_as_it_was_written(corpus: Corpus) -> None:
    before = datetime.now(UTC)
    kept = Reports(corpus.catalogue).add(WRONG)
    read = Reports(corpus.catalogue).get(kept.id)

    assert read == kept
    assert read.citation == WRONG
    assert (read.id, read.done) == (1, None)
    assert before <= read.at <= datetime.now(UTC)


def test_what_is_not_known_stays_unknown(corpus: Corpus) -> None:
    unknown = WrongCitation("", "q", "s", "", (), "a", None, 1, "t", None, None, {})

    assert Reports(corpus.catalogue).add(unknown).citation == unknown
    assert Reports(corpus.catalogue).get(1).citation == unknown


def test_the_newest_comes_first_and_what_is_done_goes(corpus: Corpus) -> None:
    reports = Reports(corpus.catalogue)
    for _ in range(3):
        reports.add(WRONG)

    reports.finish(2)

    assert [report.id for report in reports.every()] == [3, 1]
    assert [report.id for report in reports.every(also_done=True)] == [3, 2, 1]


def test_done_is_noted_once(corpus: Corpus) -> None:
    reports = Reports(corpus.catalogue)
    reports.add(WRONG)
    reports.finish(1)
    first = reports.get(1).done

    reports.finish(1)

    assert first is not None
    assert reports.get(1).done == first


@pytest.mark.parametrize("call", ["get", "finish"])
def test_a_number_that_no_report_has_is_an_error(corpus: Corpus, call: str) -> None:
    with pytest.raises(NotFound, match=r"number 7\..*dateline reports"):
        getattr(Reports(corpus.catalogue), call)(7)


def test_a_report_outlives_its_article_and_the_process(tmp_path) -> None:
    with open_corpus(tmp_path, model=WordModel()) as corpus:
        (article_id,) = take_in(corpus, article("Night ferry ends", "The ferry stops at nine.", "2025-03-01"))
        Reports(corpus.catalogue).add(WRONG)
        corpus.writer.remove([article_id])

    with open_corpus(tmp_path, model=WordModel()) as corpus:
        assert corpus.catalogue.count() == 0
        assert [report.citation for report in Reports(corpus.catalogue).every()] == [WRONG]
        assert corpus.catalogue.integrity() == []
