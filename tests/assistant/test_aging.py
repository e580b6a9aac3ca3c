"""Aging: whoever opens a kept answer again is told of each source that is no longer what was cited."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant import Assistant
from assistant.aging import Aging, aged, aging_line
from assistant.answer import Answer, CitedPassage, SourceSpan
from assistant.contract import answer_as_json, answer_from_json
from corpus import Corpus
from corpus.records import Draft, Span
from corpus.removed import remove
from ingest.pipeline import ingest_readings
from ingest.reading import Reading
from ingest.restoring import restore
from tests.assistant.archive import archive_of

FERRY = Draft(
    "Night ferry ends",
    "“The ferry to Tern Island stops at nine,” Ada Quill said. Islanders signed a petition on Friday.",
    external_id="ferry",
    outlet="Gazette",
    published=date(2025, 3, 1),
)
RATES = Draft(
    "Rates rise",
    "The central bank raised its rate by a quarter point. Mortgages get dearer, said Conrad Weil.",
    external_id="rates",
    outlet="Mail",
    published=date(2025, 3, 2),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with archive_of(tmp_path / "home", FERRY, RATES) as opened:
        yield opened


@pytest.fixture
def answer(corpus: Corpus) -> Answer:
    """Return an answer as a conversation keeps it; it cites Ada Quill's words of the ferry."""
    given = Assistant(corpus).ask("What did Ada Quill say about the ferry to Tern Island?")
    kept = answer_from_json(answer_as_json(given))
    (source, *_) = kept.sources
    assert source.article.external_id == "ferry"
    assert any("stops at nine" in one.text for one in kept.statements)
    return replace(kept, sources=(source,), nearby=(), statements=kept.statements[:1])


def change(corpus: Corpus, draft: Draft) -> None:
    (outcome,) = ingest_readings(corpus, [Reading("again", draft)])
    assert outcome.status == "updated"


def test_where_nothing_happened_nothing_is_said(corpus: Corpus, answer: Answer):
    assert aged(corpus, answer) == {}
    assert aged(corpus) == {}

    corpus.writer.edit(corpus.catalogue.find_id("ferry"), title="Another headline")

    assert aged(corpus, answer) == {}


def test_a_source_that_may_not_be_quoted_any_more_is_told_until_it_may(corpus: Corpus, answer: Answer):
    ferry = corpus.catalogue.find_id("ferry")
    until = datetime(2124, 5, 6, 7, 8, tzinfo=UTC)
    corpus.writer.edit(ferry, embargo=until)

    aging = aged(corpus, answer)[1]

    assert (aging.what, aging.embargo) == ("embargoed", until)
    assert aging_line(aging) == "may not be quoted until 2124-05-06 07:08 UTC"
    corpus.writer.edit(ferry, embargo=datetime(2024, 5, 6, tzinfo=UTC))
    assert aged(corpus, answer) == {}


def test_a_removed_source_is_told_until_it_is_restored(corpus: Corpus, answer: Answer):
    remove(corpus, [corpus.catalogue.find_id("ferry")])

    assert aged(corpus, answer) == {1: Aging("removed")}
    assert aging_line(Aging("removed")) == "removed from the archive since"

    restore(corpus, "ferry")

    assert aged(corpus, answer) == {}


def test_a_newer_version_with_the_words_is_told_as_such(corpus: Corpus, answer: Answer):
    text = "It rained on Saturday.\n\n" + FERRY.text.replace("“", '"').replace("”", '"').replace(
        "at nine", "at  nine"
    )
    change(corpus, replace(FERRY, text=text))

    (aging,) = aged(corpus, answer).values()

    assert (aging.what, aging.version, aging.correction) == ("newer", 2, None)
    assert (
        aging_line(aging)
        == f"updated since: the words cited still stand in version 2 of {aging.added:%Y-%m-%d}"
    )


@pytest.mark.parametrize(
    ("cited", "now"), [("stops at nine", "stops at ten"), ("The ferry", "The hydroferry")]
)
def test_words_that_no_longer_stand_are_told(corpus: Corpus, answer: Answer, cited: str, now: str):
    change(corpus, replace(FERRY, text=FERRY.text.replace(cited, now)))

    (aging,) = aged(corpus, answer).values()

    assert (aging.what, aging.version) == ("changed", 2)
    assert "no longer stand in version 2" in aging_line(aging)


def test_a_correction_that_came_is_told_with_its_words(corpus: Corpus, answer: Answer):
    corpus.writer.edit(corpus.catalogue.find_id("ferry"), correction="The ferry\nstops at ten.")

    aging = aged(corpus, answer)[1]

    assert (aging.what, aging.version) == ("corrected", 1)
    assert aging_line(aging) == "corrected since. It now says: The ferry stops at ten."


def test_changed_words_with_a_correction_are_told_together(corpus: Corpus, answer: Answer):
    change(corpus, replace(FERRY, text=FERRY.text.replace("nine", "ten"), correction="Not nine: ten."))

    aging = aged(corpus, answer)[1]

    assert (aging.what, aging.correction) == ("changed", "Not nine: ten.")
    assert aging_line(aging).endswith("It now says: Not nine: ten.")


def test_a_correction_that_was_there_already_is_no_news(corpus: Corpus, answer: Answer):
    (source,) = answer.sources
    known = replace(source, article=replace(source.article, correction="Known."))
    corpus.writer.edit(source.article.id, correction="Known.")

    assert aged(corpus, replace(answer, sources=(known,))) == {}


def test_what_is_only_near_is_not_held_to_its_words(corpus: Corpus, answer: Answer):
    change(corpus, replace(FERRY, text="All is other now."))
    declined = replace(answer, abstained=True, statements=(), sources=(), nearby=answer.sources)

    assert [aging.what for aging in aged(corpus, declined).values()] == ["newer"]


def test_words_that_stand_only_within_others_do_not_stand(corpus: Corpus, answer: Answer):
    (source,), (statement,) = answer.sources, answer.statements
    place = statement.spans[0]
    start = FERRY.text.index("stops")
    word = replace(statement, spans=(replace(place, span=Span(start, start + len("stops"))),))
    change(corpus, replace(FERRY, text=FERRY.text.replace("stops", "nonstops")))

    assert aged(corpus, replace(answer, statements=(word,)))[source.number].what == "changed"


def test_of_several_answers_every_cited_word_counts_and_it_takes_one_query(corpus: Corpus, answer: Answer):
    (source,), (statement,) = answer.sources, answer.statements
    petition = Span(FERRY.text.index("Islanders"), len(FERRY.text))
    shown = CitedPassage(petition, petition.of(FERRY.text))
    other = replace(
        answer,
        sources=(replace(source, passages=(shown,)),),
        statements=(replace(statement, spans=(SourceSpan(source.number, petition),)),),
    )
    change(corpus, replace(FERRY, text=FERRY.text.replace("a petition", "two petitions")))
    asked: list[str] = []
    sa.event.listen(corpus.catalogue._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    assert aged(corpus, answer)[1].what == "newer"
    asked.clear()
    assert aged(corpus, answer, other)[1].what == "changed"
    assert len([one for one in asked if one.startswith("SELECT")]) == 1
