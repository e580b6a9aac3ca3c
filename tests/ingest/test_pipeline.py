"""The way of an article into the corpus."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus, open_corpus, vectors
from corpus.checking import find_faults
from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest import Outcome, ingest, pipeline
from ingest.pipeline import ingest_readings
from ingest.reading import Reading
from tests.fakes import WordModel

TEXT = "The minister spoke on Tuesday. “We will not go,” he said."


def file_of(tmp_path: Path, *rows: dict[str, Any], name: str = "a.jsonl") -> Path:
    (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path / name


def run(corpus: Corpus, *inputs: Any) -> list[str]:
    return [outcome.status for outcome in ingest(corpus, inputs)]


def row(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"E{number}", "title": f"T{number}", "text": f"{TEXT} Number {number}.", **fields}


def test_a_new_article_is_added_with_its_passages_and_quotes(corpus: Corpus, tmp_path: Path):
    (outcome,) = ingest(corpus, [file_of(tmp_path, row(1, source="Gazette", published="2025-01-12"))])

    assert (outcome.status, outcome.title, outcome.passages) == ("added", "T1", 1)
    assert outcome.article_id == corpus.catalogue.find_id("E1")
    article = corpus.catalogue.get(outcome.article_id)
    assert article.text == f"{TEXT} Number 1."
    assert article.info.outlet == "Gazette"
    spans = [
        span.of(article.text) for q in corpus.catalogue.quotes_of(outcome.article_id) for span in q.spans
    ]
    assert any("We will not go" in span for span in spans)
    assert find_faults(corpus) == []


def test_running_again_changes_and_embeds_nothing(corpus: Corpus, model: WordModel, tmp_path: Path):
    file = file_of(tmp_path, *(row(i) for i in range(5)))
    run(corpus, file)
    embedded, generation = len(model.embedded), corpus.catalogue.generation

    assert run(corpus, file) == ["unchanged"] * 5
    assert len(model.embedded) == embedded
    assert corpus.catalogue.generation == generation


def test_a_changed_text_updates_and_embeds_only_what_is_new(corpus: Corpus, model: WordModel, tmp_path: Path):
    long = " ".join(f"Sentence {i} says the same as ever about the matter at hand." for i in range(40))
    run(corpus, file_of(tmp_path, row(1, text=long)))
    before = len(model.embedded)

    assert run(corpus, file_of(tmp_path, row(1, text=long + " A new sentence."))) == ["updated"]
    assert corpus.catalogue.get(corpus.catalogue.find_id("E1")).info.version == 2
    assert len(model.embedded) - before == 1
    assert find_faults(corpus) == []


def test_changed_metadata_updates_without_embedding_or_a_new_version(
    corpus: Corpus, model: WordModel, tmp_path: Path
):
    run(corpus, file_of(tmp_path, row(1)))
    before = len(model.embedded)

    assert run(corpus, file_of(tmp_path, row(1, title="Corrected"))) == ["updated"]
    info = corpus.catalogue.get(corpus.catalogue.find_id("E1")).info
    assert (info.title, info.version) == ("Corrected", 1)
    assert len(model.embedded) == before


def test_what_a_person_edited_stays_when_the_same_file_comes_again(corpus: Corpus, tmp_path: Path):
    file = file_of(tmp_path, row(1))
    run(corpus, file)
    corpus.writer.edit(corpus.catalogue.find_id("E1"), outlet="By hand")

    assert run(corpus, file) == ["unchanged"]
    assert corpus.catalogue.get(corpus.catalogue.find_id("E1")).info.outlet == "By hand"


def test_what_a_person_edited_stays_when_the_article_is_read_anew(corpus: Corpus, tmp_path: Path):
    until = datetime(2031, 1, 1, tzinfo=UTC)
    run(corpus, file_of(tmp_path, row(1, source="Gazette", author="A. Moe")))
    article = corpus.catalogue.find_id("E1")
    corpus.writer.edit(article, title="By hand", embargo=until, published="2025-03-01", outlet=None)

    changed = row(1, source="Mail", author="B. Moe", published="2025-04-01", text=f"{TEXT} More.")
    assert run(corpus, file_of(tmp_path, changed)) == ["updated"]

    info = corpus.catalogue.get(article).info
    assert (info.version, info.author) == (2, "B. Moe")
    assert (info.title, info.embargo, info.published, info.outlet) == (
        "By hand",
        until,
        date(2025, 3, 1),
        None,
    )


def test_a_correction_or_a_new_embargo_of_a_changed_text_counts_whatever_was_edited(
    corpus: Corpus, tmp_path: Path
):
    run(corpus, file_of(tmp_path, row(1)))
    article = corpus.catalogue.find_id("E1")
    corpus.writer.edit(article, correction="None needed", embargo=None)

    note = "Correction: he left on Monday."
    run(corpus, file_of(tmp_path, row(1, text=f"{TEXT}\n\n{note}", embargo="2031-01-01T00:00:00Z")))

    info = corpus.catalogue.get(article).info
    assert (info.correction, info.embargo) == (note, datetime(2031, 1, 1, tzinfo=UTC))


def test_what_another_input_does_not_know_is_not_forgotten(corpus: Corpus, tmp_path: Path):
    known = {"source": "Gazette", "author": "A. Moe", "section": "Harbour", "url": "https://x.org/a"}
    run(corpus, file_of(tmp_path, row(1, **known)))

    assert run(corpus, file_of(tmp_path, row(1, id=None, url="https://x.org/a"))) == ["updated"]

    info = corpus.catalogue.get(corpus.catalogue.find_id("E1")).info
    assert (info.outlet, info.author, info.section) == ("Gazette", "A. Moe", "Harbour")


@pytest.mark.parametrize(
    "other", ["http://x.org/a/", "https://www.x.org/a?utm_source=feed#top", "https://x.org/a/amp"]
)
def test_the_same_page_by_another_address_changes_nothing(corpus: Corpus, tmp_path: Path, other: str):
    first, again = row(1, url="https://x.org/a"), row(1, url=other)

    assert sorted(run(corpus, file_of(tmp_path, first, again))) == ["added", "duplicate"]
    assert run(corpus, file_of(tmp_path, again)) == ["unchanged"]
    assert run(corpus, file_of(tmp_path, first)) == ["unchanged"]
    assert corpus.catalogue.get(corpus.catalogue.find_id("E1")).info.url == "https://x.org/a"


def test_the_same_article_twice_in_a_run_is_a_duplicate(corpus: Corpus, tmp_path: Path):
    file = file_of(tmp_path, row(1), row(2), row(1))

    assert Counter(run(corpus, file, file)) == {"duplicate": 4, "added": 2}
    assert corpus.catalogue.count() == 2
    assert Counter(run(corpus, file)) == {"unchanged": 2, "duplicate": 1}


def test_the_same_page_with_two_texts_in_one_run_becomes_two_versions(corpus: Corpus, tmp_path: Path):
    rows = [row(i, url=f"http://x.org/a?utm_source={i}", id=None) for i in (1, 2)]

    assert run(corpus, file_of(tmp_path, *rows)) == ["added", "updated"]
    (info,) = corpus.catalogue.list_articles()
    assert info.version == 2
    assert corpus.catalogue.get(info.id).text.endswith("Number 2.")
    assert find_faults(corpus) == []


def test_the_last_text_of_a_run_is_the_one_that_stays(corpus: Corpus, tmp_path: Path):
    run(corpus, file_of(tmp_path, row(1)))

    assert run(corpus, file_of(tmp_path, row(1, text="Other."), row(1))) == ["updated", "updated"]
    assert corpus.catalogue.get(corpus.catalogue.find_id("E1")).text == row(1)["text"]


def test_copies_under_different_urls_are_both_kept(corpus: Corpus, model: WordModel, tmp_path: Path):
    rows = [{"title": "Same", "text": TEXT, "url": f"http://{host}.org/a"} for host in ("one", "two")]

    assert run(corpus, file_of(tmp_path, *rows)) == ["added", "added"]
    assert corpus.catalogue.count() == 2
    assert len(model.embedded) == 1


BAD = {
    "NUL": Draft("T", "Text\0."),
    "half a surrogate pair": Draft("T", "Text \ud800."),
    "NUL in the author": Draft("T", "Text.", author="A\0"),
    "half a pair in the title": Draft("\udfff", "Text."),
    "no text": Draft("T", " \n\u2028"),
    "endless": Draft("T", "x" * 101),
    "unreadable": UnreadableInput("The file is empty."),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_one_bad_article_never_stops_the_rest(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, bad: Any):
    monkeypatch.setattr("ingest.admitting._LONGEST_TEXT", 100)
    readings = [Reading("a", Draft("A", "One.")), Reading("b", bad), Reading("c", Draft("C", "Two."))]

    found = {outcome.origin: outcome for outcome in ingest_readings(corpus, readings)}

    assert {origin: outcome.status for origin, outcome in found.items()} == {
        "a": "added",
        "b": "failed",
        "c": "added",
    }
    assert (found["b"].reason or "").endswith(".")
    with corpus.catalogue.transaction() as connection:
        kept = connection.exec_driver_sql("SELECT input, reason FROM outcomes WHERE status = 'failed'").all()
    assert kept == [("b", found["b"].reason)]


def test_every_bad_line_of_a_file_is_listed(corpus: Corpus, tmp_path: Path):
    bad = (b"{broken", b'{"text": "\\ud800"}', b'{"text": "a\\u0000b"}', b'{"id": 1}')
    data = b"\n".join([b'{"text": "One."}', *bad, b'{"text": "Two."}'])
    (tmp_path / "a.jsonl").write_bytes(data)

    found = list(ingest(corpus, [tmp_path / "a.jsonl"]))

    failed = [outcome.origin.rsplit(":", 1)[1] for outcome in found if outcome.status == "failed"]
    assert failed == ["2", "3", "4", "5"]
    assert corpus.catalogue.count() == 2


@pytest.mark.parametrize(
    "text",
    ["  Leading and trailing \n\n", "a\r\nb\rc", "\ufeffmark\u2028\x85", "e\u0301 ﬁ “x” 🎉", "\x1b[31mred"],
)
def test_the_text_of_a_line_is_kept_exactly(corpus: Corpus, tmp_path: Path, text: str):
    assert run(corpus, file_of(tmp_path, row(1, text=text))) == ["added"]

    assert corpus.catalogue.get(corpus.catalogue.find_id("E1")).text == text


def test_metadata_is_trimmed_and_empty_fields_are_unknown(corpus: Corpus):
    draft = Draft(" A\n headline ", "Text.", outlet="  ", author=" A.  Writer ", url="")
    (outcome,) = ingest_readings(corpus, [Reading("a", draft)])

    info = corpus.catalogue.get(outcome.article_id or "").info
    assert (info.title, info.outlet, info.author, info.url) == ("A headline", None, "A. Writer", None)


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look up three readings and write two passages at a time."""
    monkeypatch.setattr(pipeline, "_LOOK_UP", 3)
    monkeypatch.setattr(pipeline, "_WRITE", 2)


def test_articles_are_settled_in_order_whatever_the_steps(corpus: Corpus, tmp_path: Path, small_steps: None):
    outcomes = list(ingest(corpus, [file_of(tmp_path, *(row(i) for i in range(11)))]))

    assert [outcome.title for outcome in outcomes] == [f"T{i}" for i in range(11)]
    assert {outcome.status for outcome in outcomes} == {"added"}
    assert find_faults(corpus) == []


def test_what_was_yielded_is_kept_when_the_caller_stops(corpus: Corpus, tmp_path: Path, small_steps: None):
    file = file_of(tmp_path, *(row(i) for i in range(10)))
    running = ingest(corpus, [file])
    yielded = [next(running) for _ in range(5)]
    running.close()

    held = {info.id for info in corpus.catalogue.list_articles()}
    assert {outcome.article_id for outcome in yielded} <= held
    assert find_faults(corpus) == []
    assert Counter(run(corpus, file)) == {"unchanged": len(held), "added": 10 - len(held)}
    assert corpus.catalogue.count() == 10


def test_nothing_happens_before_the_first_outcome_is_asked_for(corpus: Corpus, tmp_path: Path):
    ingest(corpus, [file_of(tmp_path, row(1))])

    assert corpus.catalogue.count() == 0


def test_a_reader_that_breaks_loses_nothing_that_was_settled(corpus: Corpus, small_steps: None):
    def readings() -> Iterator[Reading]:
        for i in range(6):
            yield Reading(str(i), Draft(f"T{i}", f"Text {i}.", external_id=str(i)))
        raise OSError("the disk went away")

    settled: list[Outcome] = []
    with pytest.raises(OSError, match="disk"):
        settled.extend(ingest_readings(corpus, readings()))

    assert corpus.catalogue.count() == 6
    assert find_faults(corpus) == []


def test_what_an_earlier_run_left_half_written_is_finished_first(
    corpus: Corpus, model: WordModel, tmp_path: Path
):
    file = file_of(tmp_path, row(1), row(2))
    run(corpus, file)
    with corpus.catalogue.transaction() as connection:
        corpus.catalogue.mark_unindexed(connection)
    before = len(model.embedded)

    assert run(corpus, file) == ["unchanged"] * 2
    assert find_faults(corpus) == []
    assert len(model.embedded) == before


def test_an_article_of_another_script_and_no_stops_is_taken_in(corpus: Corpus, tmp_path: Path):
    rows = [
        row(1, text="中文新闻" * 2_000),
        row(2, text="x" * 20_000),
        row(3, text="🎉" * 500),
        row(4, text="\u200b."),
    ]

    assert run(corpus, file_of(tmp_path, *rows)) == ["added"] * 4
    assert find_faults(corpus) == []


def test_a_run_opens_the_vectors_once_and_lets_go_of_them(
    corpus: Corpus, tmp_path: Path, small_steps: None, monkeypatch: pytest.MonkeyPatch
):
    """To open them takes longer the more they hold: once for each write would slow every ingest down."""
    opened: list[Any] = []
    really = vectors._open
    monkeypatch.setattr(vectors, "_open", lambda *given: opened.append(given) or really(*given))
    rows = [row(i) for i in range(8)]
    copy = row(20, text=rows[0]["text"])  # its vectors are read from there, not made again

    assert run(corpus, file_of(tmp_path, *rows, copy)) == ["added"] * 9
    assert len(opened) == 1

    running = ingest(corpus, [file_of(tmp_path, *(row(i) for i in range(8, 16)))])
    next(running)
    running.close()
    assert corpus.writer._desk._kept is None
    assert find_faults(corpus) == []


def test_two_runs_that_take_turns_lose_nothing(tmp_path: Path, small_steps: None):
    """Two corpora over one home, each with its vectors kept open: no one writes past the other."""
    with (
        open_corpus(tmp_path / "home", model=WordModel()) as one,
        open_corpus(tmp_path / "home", model=WordModel()) as two,
    ):
        runs = [
            ingest(one, [file_of(tmp_path, *(row(i) for i in range(9)), name="one.jsonl")]),
            ingest(two, [file_of(tmp_path, *(row(i) for i in range(6, 15)), name="two.jsonl")]),
        ]
        outcomes = [outcome for pair in zip_longest(*runs) for outcome in pair if outcome]

        assert len(outcomes) == 18
        assert one.catalogue.count() == 15
        assert find_faults(one) == []
