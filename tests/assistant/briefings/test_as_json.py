"""A briefing as JSON: the shape that other programs rely on."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.briefings import composing, picking
from assistant.briefings.as_json import composed_as_json, faults_as_json
from assistant.briefings.reading import composed
from assistant.contract import answer_as_json
from corpus import Corpus
from corpus.records import Filters
from tests.assistant.archive import archive_of
from tests.assistant.briefings.desk import DRAFTS, FERRY, change

QUESTION = "What did Ada Quill say about the ferry to Tern Island?"


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with archive_of(tmp_path / "home", *DRAFTS) as opened:
        yield opened


def shown(corpus: Corpus, *picks: picking.Pick) -> Any:
    made = composing.new_briefing(corpus, "Ferries", picks)
    return json.loads(json.dumps(composed_as_json(composed(corpus, made.id)), ensure_ascii=False))


def test_every_kind_of_item_is_there_with_its_places_and_numbers(corpus: Corpus) -> None:
    value = shown(
        corpus,
        picking.heading("One", 2),
        picking.passage(corpus, "ferry", words="stops at nine"),
        picking.note("“Hm”"),
    )

    assert {"id", "title", "created", "changed", "items", "sources", "snapshot"} == set(value)
    assert value["snapshot"] == corpus.catalogue.generation
    assert datetime.fromisoformat(value["created"]) <= datetime.now(UTC)
    assert [(one["id"], one["kind"], one["text"]) for one in value["items"]] == [
        (1, "heading", "One"),
        (2, "quote", "“stops at nine”"),
        (3, "note", "“Hm”"),
    ]
    heading, quote, note = value["items"]
    assert (heading["level"], heading["citations"], heading["places"]) == (2, [], [])
    assert quote["line"] == "Ada Quill, in Gazette, 1 March 2025"
    (place,) = quote["places"]
    assert FERRY.text[place["start"] : place["end"]] == place["words"] == "stops at nine"
    assert (quote["citations"], place["source"], place["version"]) == ([1], 1, 1)
    assert (quote["flags"], quote["faults"], quote["by"]) == ([], [], "by hand")
    assert note["flags"] == ["quoted words without a source"]


def test_a_source_is_as_an_answer_prints_it_with_the_day_of_access(corpus: Corpus) -> None:
    answer = Assistant(corpus).ask(QUESTION, Filters(asked=date(2025, 6, 1)))

    value = shown(corpus, *picking.of_answer(corpus, answer))

    (printed,) = answer_as_json(answer)["sources"]
    (source,) = value["sources"]
    assert set(printed) < set(source)
    assert {key: source[key] for key in printed if key not in ("passages", "copies")} == {
        key: one for key, one in printed.items() if key not in ("passages", "copies")
    }
    assert source["accessed"] == datetime.now(UTC).date().isoformat()
    assert (source["held"], source["notes"]) == (True, [])
    for passage in source["passages"]:
        assert FERRY.text[passage["start"] : passage["end"]] == passage["text"]
    assert value["items"][0]["asked"]["question"] == QUESTION


def test_what_is_no_longer_so_stands_at_its_line(corpus: Corpus) -> None:
    made = composing.new_briefing(
        corpus, "Ferries", [picking.passage(corpus, "ferry", words="stops at nine")]
    )
    change(corpus, replace(FERRY, text=FERRY.text.replace("at nine", "at ten")))

    found = composed(corpus, made.id)

    (item,) = composed_as_json(found)["items"]
    (fault,) = faults_as_json(found)
    assert item["faults"] == [{"what": "changed", "message": fault["message"]}]
    assert (fault["item"], fault["what"]) == (1, "changed")


def test_copies_are_named_with_their_source(tmp_path: Path) -> None:
    text = " ".join(f"The harbour pilots of Halm struck for day {day}, the union said." for day in range(30))
    copies = [
        replace(FERRY, title=f"Pilots strike {one}", text=text, external_id=one, outlet=one, url=None)
        for one in ("Gazette", "Courier")
    ]
    with archive_of(tmp_path / "two", *copies) as corpus:
        value = shown(corpus, picking.passage(corpus, "Gazette", words="struck for day 7"))

    assert [copy["outlet"] for copy in value["sources"][0]["copies"]] == ["Courier"]
