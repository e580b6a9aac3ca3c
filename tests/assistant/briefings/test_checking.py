"""Whether a briefing is still so: what became of its sources is said at the line that it concerns."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.briefings import composing, picking
from assistant.briefings.reading import composed
from corpus import Corpus
from corpus.removed import remove
from corpus.work_schema import briefing_items
from ingest.restoring import restore
from tests.assistant.archive import archive_of, take_in
from tests.assistant.briefings.desk import DRAFTS, FERRY, change, faults


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with archive_of(tmp_path / "home", *DRAFTS) as opened:
        yield opened


@pytest.fixture
def briefing(corpus: Corpus) -> str:
    """Return a briefing: a heading, two passages of the ferry, one of the rates, and a note."""
    made = composing.new_briefing(corpus, "Ferries")
    passages = [
        ("ferry", "stops at nine"),
        ("ferry", "Islanders signed a petition."),
        ("rates", "quarter point"),
    ]
    picks = [picking.passage(corpus, article, words=words) for article, words in passages]
    composing.add(corpus, made.id, [picking.heading("One"), *picks, picking.note("To be checked.")])
    return made.id


def message(corpus: Corpus, briefing: str) -> str:
    (fault,) = composed(corpus, briefing).faults
    return fault.message


def test_where_nothing_happened_nothing_is_said(corpus: Corpus, briefing: str) -> None:
    corpus.writer.edit(corpus.catalogue.find_id("ferry"), title="Another headline")

    assert faults(corpus, briefing) == []


def test_only_the_line_whose_words_changed_is_named(corpus: Corpus, briefing: str) -> None:
    change(corpus, replace(FERRY, text=FERRY.text.replace("at nine", "at ten")))

    assert faults(corpus, briefing) == [(2, "changed")]
    assert message(corpus, briefing).startswith("Night ferry ends: changed since: the words cited no longer")


def test_a_newer_version_with_the_words_is_no_fault(corpus: Corpus, briefing: str) -> None:
    change(corpus, replace(FERRY, title="Ferry: an update", text=f"It snowed.\n\n{FERRY.text}"))

    made = composed(corpus, briefing)
    assert made.faults == ()
    source = made.sources[0]
    assert (source.article.title, source.article.version) == ("Night ferry ends", 1)
    assert source.text == FERRY.text, "the version that is cited"


def test_what_somebody_mended_of_the_version_that_is_cited_is_right(corpus: Corpus, briefing: str) -> None:
    corpus.writer.edit(corpus.catalogue.find_id("ferry"), author="Nell Garity-Ward")

    assert composed(corpus, briefing).sources[0].article.author == "Nell Garity-Ward"


def test_a_correction_is_told_at_each_line_until_it_is_taken_as_read(corpus: Corpus, briefing: str) -> None:
    corpus.writer.edit(corpus.catalogue.find_id("ferry"), correction="The ferry stops at ten.")

    assert faults(corpus, briefing) == [(2, "corrected"), (3, "corrected")]
    made = composed(corpus, briefing)
    assert made.faults[0].message.endswith("It now says: The ferry stops at ten.")
    assert made.sources[0].notes == ("Correction: The ferry stops at ten.",)

    composing.edit(corpus, briefing, 2)

    assert faults(corpus, briefing) == [(3, "corrected")]
    composing.add(corpus, briefing, [picking.passage(corpus, "ferry", words="no money left")])
    assert faults(corpus, briefing) == [(3, "corrected")], "what is added later was added knowing it"


def test_a_removed_article_is_told_until_it_is_restored(corpus: Corpus, briefing: str) -> None:
    remove(corpus, [corpus.catalogue.find_id("ferry")])

    made = composed(corpus, briefing)
    assert faults(corpus, briefing) == [(2, "removed"), (3, "removed")]
    assert (made.sources[0].article.title, made.sources[0].text) == ("Night ferry ends", "")
    assert made.briefing.items[1].body.text == "“stops at nine”", "what was said stays"

    restore(corpus, "ferry")

    assert faults(corpus, briefing) == []


def test_an_article_that_came_again_in_other_words_is_not_what_was_cited(
    corpus: Corpus, briefing: str
) -> None:
    remove(corpus, [corpus.catalogue.find_id("ferry")], keep=False)
    take_in(corpus, replace(FERRY, text="The ferry was sold. It stops at eight."))

    assert faults(corpus, briefing) == [(2, "absent"), (3, "absent")]


def test_what_may_not_be_quoted_now_is_told(corpus: Corpus, briefing: str) -> None:
    until = datetime.now(UTC) + timedelta(days=2)
    corpus.writer.edit(corpus.catalogue.find_id("rates"), embargo=until)

    assert faults(corpus, briefing) == [(4, "embargoed")]
    assert f"{until:%Y-%m-%d %H:%M} UTC" in message(corpus, briefing)

    corpus.writer.edit(corpus.catalogue.find_id("rates"), embargo=datetime.now(UTC) - timedelta(days=1))
    assert faults(corpus, briefing) == []


def test_a_statement_of_several_articles_names_each_that_changed(corpus: Corpus, briefing: str) -> None:
    _, ferry = picking.marked(corpus, "ferry", words="stops at nine")
    _, rates = picking.marked(corpus, "rates", words="quarter point")
    text = "The ferry “stops at nine” and the rate rose by a “quarter point”."
    composing.add(corpus, briefing, [picking.statement(corpus, text, [ferry, rates])])

    change(corpus, replace(FERRY, text=FERRY.text.replace("at nine", "at ten")))
    remove(corpus, [corpus.catalogue.find_id("rates")])

    assert faults(corpus, briefing) == [(2, "changed"), (4, "removed"), (6, "changed"), (6, "removed")]


def test_a_changed_character_of_an_extract_without_marks_is_caught(corpus: Corpus, briefing: str) -> None:
    (item,) = composing.add(corpus, briefing, [picking.passage(corpus, "plain", words="Nobody was hurt.")])
    with corpus.catalogue.transaction() as connection:
        where = briefing_items.c.id == item.id
        body = connection.execute(sa.select(briefing_items.c.body).where(where)).scalar_one()
        assert body["kind"] == "extract"
        body = {**body, "text": "Somebody was hurt."}
        connection.execute(briefing_items.update().where(where).values(body=body))

    assert faults(corpus, briefing) == [(item.id, "absent")]


@pytest.mark.parametrize("old", ["nine", "stops"])
def test_a_changed_character_in_the_home_itself_is_caught(corpus: Corpus, briefing: str, old: str) -> None:
    with corpus.catalogue.transaction() as connection:
        where = briefing_items.c.id == 2
        body = connection.execute(sa.select(briefing_items.c.body).where(where)).scalar_one()
        body = {**body, "text": body["text"].replace(old, f"x{old[1:]}")}
        connection.execute(briefing_items.update().where(where).values(body=body))

    assert faults(corpus, briefing) == [(2, "absent")]
