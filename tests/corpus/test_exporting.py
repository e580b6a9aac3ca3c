"""Export, ingest into an empty home, export again: the same bytes."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus import Corpus, open_corpus
from corpus.errors import BadArticle, CorpusError
from corpus.exporting import article_row, write_articles
from corpus.records import Earlier
from corpus.removed import remove
from ingest.pipeline import ingest, ingest_readings
from ingest.reading import Reading
from tests.corpus.writing_helpers import draft, put
from tests.fakes import WordModel

# Any text a person may hand over: no NUL and no half of a surrogate pair, which are refused at the door.
CHARACTERS = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
ODD = st.sampled_from(
    ["\u2028", "\x85", "\r", "\r\n", "\n", "\ufeff", "\u202e", "🎉", "e\u0301", '"', "\\", "\x1b"]
)
TEXTS = st.one_of(
    st.text(CHARACTERS, min_size=1, max_size=60), st.lists(ODD | CHARACTERS, min_size=1).map("".join)
)
MAYBE = st.one_of(st.none(), st.text(CHARACTERS, max_size=20))
_YEARS = datetime(1970, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001  # the zone is drawn
TIMES = st.datetimes(*_YEARS, timezones=st.just(UTC))
MOMENTS = st.none() | TIMES
DRAFTS = st.builds(
    draft,
    text=TEXTS,
    title=st.text(CHARACTERS, max_size=20),
    outlet=MAYBE,
    author=MAYBE,
    url=st.one_of(st.none(), st.integers(0, 99).map("http://example.org/{}?utm_source=x".format), MAYBE),
    external_id=MAYBE,
    published=st.one_of(st.none(), st.dates()),
    sample=st.booleans(),
    published_at=MOMENTS,
    modified=st.one_of(st.none(), st.dates()),
    dated_by=MAYBE,
    language=st.sampled_from([None, "en", "ar"]),
    section=MAYBE,
    agency=MAYBE,
    correction=MAYBE,
    credit=MAYBE,
    usage=MAYBE,
    embargo=MOMENTS,
    page_starts=st.sampled_from([(), (0,)]),
    earlier=st.lists(st.builds(Earlier, st.text(CHARACTERS, max_size=20), TIMES), max_size=2).map(tuple),
)


@settings(max_examples=20)
@given(st.lists(DRAFTS, max_size=8))
@example([])
@example([draft("A text.", title=" \u2028 "), draft(" \u2028\x85text\u2029 ", external_id="e", url=" ")])
def test_a_round_trip_gives_the_same_bytes(tmp_path_factory: Any, drafts: list[Any]):
    folder: Path = tmp_path_factory.mktemp("round")
    readings = [Reading(str(i), one) for i, one in enumerate(drafts)]
    with open_corpus(folder / "home", model=WordModel()) as corpus:
        kept = [o for o in ingest_readings(corpus, readings) if o.status != "failed"]
        assert write_articles(corpus.catalogue, folder / "first.jsonl") <= len(kept)
        texts = {article.text for article in corpus.catalogue.every_article()}

    with open_corpus(folder / "again", model=WordModel()) as corpus:
        outcomes = list(ingest(corpus, [folder / "first.jsonl"]))
        # the export of an empty archive is an empty file, which is refused by name
        assert {outcome.status for outcome in outcomes} == ({"added"} if texts else {"failed"})
        assert {article.text for article in corpus.catalogue.every_article()} == texts
        write_articles(corpus.catalogue, folder / "second.jsonl")

    assert (folder / "first.jsonl").read_bytes() == (folder / "second.jsonl").read_bytes()


def test_no_edit_makes_two_articles_one_where_their_export_is_read(corpus: Corpus, tmp_path: Path):
    """Articles of different addresses may have one id; without the addresses they would be one."""
    for key in "ab":
        put(corpus, key, f"Text {key}.", external_id="E", url=f"https://mail.example/{key}")
    corpus.writer.edit("id-a", url=None)

    with pytest.raises(BadArticle, match="Keep it"):
        corpus.writer.edit("id-b", url=None)
    corpus.writer.edit("id-b", title="Another headline")

    assert write_articles(corpus.catalogue, tmp_path / "out.jsonl") == 2
    with open_corpus(tmp_path / "again", model=WordModel()) as again:
        assert [one.status for one in ingest(again, [tmp_path / "out.jsonl"])] == ["added", "added"]


def test_a_line_holds_what_the_contract_names(corpus: Corpus, tmp_path: Path):
    put(corpus, external_id="E1", outlet="X", published="2025-01-12", text="A “text” of Łódź.")
    put(corpus, "b", text="Another.", title="T")

    assert write_articles(corpus.catalogue, tmp_path / "out.jsonl") == 2
    first, second = (json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines())

    assert first == {
        "id": "E1",
        "title": "A headline",
        "source": "X",
        "author": None,
        "published": "2025-01-12",
        "url": None,
        "text": "A “text” of Łódź.",
    }
    assert second["id"] == "id-b"


def test_a_sample_article_stays_one(corpus: Corpus, tmp_path: Path):
    put(corpus, sample=True)
    write_articles(corpus.catalogue, tmp_path / "out.jsonl")

    assert json.loads((tmp_path / "out.jsonl").read_bytes())["sample"] is True


def test_an_export_that_cannot_be_written_is_a_clear_error_and_leaves_nothing(corpus: Corpus, tmp_path: Path):
    put(corpus)
    with pytest.raises(CorpusError, match="Choose another place"):
        write_articles(corpus.catalogue, tmp_path / "nowhere" / "out.jsonl")
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(CorpusError, match="Choose another place"):
        write_articles(corpus.catalogue, tmp_path / "folder.jsonl")

    assert sorted(file.name for file in tmp_path.iterdir()) == ["folder.jsonl", "home"]


def test_what_is_removed_or_changed_while_an_export_runs_spoils_it_not(corpus: Corpus, tmp_path: Path):
    for key in "abc":
        put(corpus, key, f"Text {key}.")
    put(corpus, "b", "Text b, changed.")
    articles = corpus.catalogue.every_article()
    found = [next(articles)]
    remove(corpus, ["id-c"])

    found += articles

    assert [article.info.id for article in found] == ["id-a", "id-b"]
    put(corpus, "b", "Text b, changed again.")
    row = article_row(corpus.catalogue, found[1])
    assert row["text"] == "Text b, changed."
    assert [version["text"] for version in row["versions"]] == ["Text b."]


def test_an_export_is_readable_as_other_files_are(corpus: Corpus, tmp_path: Path):
    """Whoever may read a file made here may read the export."""
    put(corpus)
    write_articles(corpus.catalogue, tmp_path / "out.jsonl")
    (tmp_path / "plain").write_text("")

    assert (tmp_path / "out.jsonl").stat().st_mode == (tmp_path / "plain").stat().st_mode
