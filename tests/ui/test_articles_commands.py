"""`dateline articles`: what is listed, shown, compared, edited, removed and restored."""
# ruff: noqa: F811  # fixtures are imported by name

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

from corpus.narrowing import Only
from tests.ui.test_cli import FERRY, RATES, Dateline, dateline, held, jsonl  # noqa: F401
from ui import articles
from ui.cli import app

PETITION = {**FERRY, "text": FERRY["text"].replace("at nine", "at [bold]ten[/bold]") + " It has 900 names."}


def shown(run: Dateline, article: str = "rates-1") -> dict[str, Any]:
    return run("articles", "show", article, "--json").json


@pytest.fixture
def changed(held: Dateline) -> Dateline:
    """Return the command line over a home whose ferry article has a second version."""
    assert held("ingest", str(jsonl("again.jsonl", PETITION)), "--json").json["updated"] == 1
    return held


# Editing -----------------------------------------------------------------------------------------------


def test_every_detail_can_be_edited_and_taken_back(held: Dateline) -> None:
    details = {
        "modified": "2025-05-02",
        "section": "Business",
        "language": "en",
        "agency": "Reuters",
        "credit": "By A. Quill",
        "usage": "Not in print",
        "correction": "A half point.",
    }
    options = [part for name, value in details.items() for part in (f"--{name}", f" {value} ")]

    assert held("articles", "edit", "rates-1", *options).code == 0

    now = shown(held)
    assert {name: now[name] for name in details} == details
    printed = held("articles", "show", "rates-1").out
    assert all(value in printed for value in details.values())
    empty = [part for name in details for part in (f"--{name}", "")]
    assert held("articles", "edit", "rates-1", *empty).code == 0
    assert {shown(held)[name] for name in details} == {None}


@pytest.mark.parametrize(
    ("given", "until"),
    [
        ("2031-03-01", "2031-03-02T00:00:00+00:00"),
        ("2031-03-01T06:30Z", "2031-03-01T06:30:00+00:00"),
        ("2031-03-01T06:30+02:00", "2031-03-01T04:30:00+00:00"),
        ("2031-03-01 06:30", "2031-03-01T06:30:00+00:00"),
        ("", None),
    ],
)
def test_an_embargo_is_a_day_to_its_end_or_a_moment(held: Dateline, given: str, until: str | None) -> None:
    run = held("articles", "edit", "ferry-1", "--embargo", given)

    assert run.code == 0
    assert shown(held, "ferry-1")["embargo"] == until
    said = f"until {datetime.fromisoformat(until):%Y-%m-%d %H:%M} UTC" if until else "Changed."
    assert said in run.err
    assert (
        held("search", "the ferry", "--json").json == []
        or until is None
        or "rates" in str(held("search", "the ferry", "--json").json)
    )


def test_a_day_by_hand_takes_the_place_of_what_was_read(held: Dateline) -> None:
    row = {**RATES, "id": "read", "published": "2025-02-01T10:00:00Z", "dated_by": "JSON-LD"}
    held("ingest", str(jsonl("read.jsonl", row)))
    assert shown(held, "read")["published_at"]

    held("articles", "edit", "read", "--published", "2025-02-03")

    now = shown(held, "read")
    assert (now["published"], now["published_at"], now["dated_by"]) == ("2025-02-03", None, None)


@pytest.mark.parametrize(
    "options",
    [
        ["--modified", "yesterday"],
        ["--language", "English"],
        ["--language", "e1"],
        ["--embargo", "soon"],
        ["--embargo", "9999-12-31"],
        ["--title", " "],
    ],
)
def test_what_cannot_be_is_refused(held: Dateline, options: list[str]) -> None:
    before = shown(held)

    assert held("articles", "edit", "rates-1", *options).code == 2
    assert shown(held) == before


# Listing -----------------------------------------------------------------------------------------------


def test_a_list_is_narrowed_to_days_and_to_what_has_something(changed: Dateline) -> None:
    def ids(*options: str) -> list[str]:
        return [one["external_id"] for one in changed("articles", "list", *options, "--json").json]

    changed("articles", "edit", "rates-1", "--usage", "Not in print", "--embargo", "2099-01-01")

    assert ids("--only", "undated") == ids("--only", "usage") == ids("--only", "embargo") == ["rates-1"]
    assert ids("--only", "versions") == ["ferry-1"]
    assert ids("--only", "credit") == ids("--only", "correction") == []
    assert ids("--since", "2025-03-01", "--until", "2025-03-01") == ["ferry-1"]
    assert ids("--since", "2025-03-02") == ids("--until", "2025-02-28") == []
    assert changed("articles", "list", "--only", "nonsense").code == 2


def test_a_list_is_narrowed_to_words_a_language_a_section_and_copies(held: Dateline) -> None:
    def ids(*options: str) -> list[str]:
        return [one["external_id"] for one in held("articles", "list", *options, "--json").json]

    text = " ".join(f"Sentence {n} tells of the harbour and its {n} cranes in spring." for n in range(40))
    rows = [
        {**FERRY, "id": name, "source": name, "title": "Harbour", "text": text, "url": None} for name in "AB"
    ]
    held("ingest", str(jsonl("copies.jsonl", *rows)))
    held("articles", "edit", "A", "--language", "de", "--section", "Häfen")

    assert sorted(ids("--only", "copies")) == ["A", "B"]
    assert (
        ids("--language", "DE")
        == ids("--section", "häfen")
        == ids("--only", "copies", "--outlet", "a")
        == ["A"]
    )
    assert ids("--words", "quill petitions") == ids("--words", "gazette.example/ferry/") == ["ferry-1"]
    assert ids("--words", "cranes", "--language", "de") == ["A"]
    assert ids("--words", "quill cranes") == []
    assert ids("--words", "A")[0] == "A"
    assert "1 of 4 articles" in held("articles", "list", "--words", "petition").err


def test_the_list_knows_all_that_the_catalogue_does() -> None:
    assert {one.value for one in articles.Only} == set(get_args(Only))


# Showing and comparing ---------------------------------------------------------------------------------


def test_versions_and_copies_are_shown(changed: Dateline) -> None:
    text = " ".join(
        f"Sentence {n} tells of the harbour, its {n} cranes and their keepers." for n in range(40)
    )
    rows = [
        {**RATES, "id": name, "title": "[red]Harbour", "source": name, "text": text}
        for name in ("One", "Two")
    ]
    changed("ingest", str(jsonl("copies.jsonl", *rows)))

    ferry, one = shown(changed, "ferry-1"), shown(changed, "One")

    assert [version["version"] for version in ferry["versions"]] == [1, 2]
    assert ferry["versions"][1]["added"] == ferry["added"]
    assert [copy["external_id"] for copy in one["copies"]] == ["Two"]
    assert "version 2 of 20" in changed("articles", "show", "ferry-1").out
    assert "also carried: Two · undated · [red]Harbour (Two)" in changed("articles", "show", "One").out


def test_the_likely_origin_of_copies_is_named(changed: Dateline) -> None:
    text = " ".join(f"Sentence {n} tells of the harbour and its {n} cranes in spring." for n in range(40))
    rows = [
        {**RATES, "id": name, "title": "Harbour", "source": name, "text": text, "published": day}
        for name, day in (("First", "2025-03-01"), ("Later", "2025-03-02"))
    ]
    changed("ingest", str(jsonl("copies.jsonl", *rows)))

    assert [copy["origin"] for copy in shown(changed, "Later")["copies"]] == [True]
    assert [copy["origin"] for copy in shown(changed, "First")["copies"]] == [False]
    assert "the origin, it seems: First · 2025-03-01" in changed("articles", "show", "Later").out


def test_a_diff_shows_what_went_and_what_came(changed: Dateline) -> None:
    run = changed("articles", "diff", "ferry-1")

    assert run.code == 0
    assert "[-nine-]" in run.out
    assert "{+[bold]ten[/bold]+}" in run.out, "what articles hold is text, never markup"
    assert "{+It has 900 names.+}" in run.out
    assert "The ferry to Tern Island stops at" in run.out

    value = changed("articles", "diff", "ferry-1", "--json").json
    assert (value["from"]["version"], value["to"]["version"]) == (1, 2)
    texts = FERRY["text"], PETITION["text"]
    for name, text in zip(("old", "new"), texts, strict=True):
        for one in value["changes"]:
            place = one[name]
            assert one["kind"] == "same" or text[place["start"] : place["end"]] == place["text"]
        assert [value["changes"][0][name]["start"], value["changes"][-1][name]["end"]] == [0, len(text)]


def test_a_diff_goes_between_any_two_versions(changed: Dateline) -> None:
    back = changed("articles", "diff", "ferry-1", "--from", "2", "--to", "1", "--json").json

    assert (back["from"]["version"], back["to"]["version"]) == (2, 1)
    assert "are the same" in changed("articles", "diff", "rates-1").err
    assert changed("articles", "diff", "ferry-1", "--to", "3").code == 2
    assert changed("articles", "diff", "nothing").code == 1


def test_a_long_text_that_stands_the_same_is_cut(held: Dateline) -> None:
    long = " ".join(f"Sentence {n} stands." for n in range(200))
    for last in ("The end.", "Not the end."):
        held("ingest", str(jsonl("long.jsonl", {**RATES, "id": "long", "text": f"{long} {last}"})))

    out = held("articles", "diff", "long").out

    assert "Sentence 199 stands." in out
    assert "Sentence 100 stands." not in out


# Removing and restoring --------------------------------------------------------------------------------


def test_what_was_removed_is_listed_and_comes_back(changed: Dateline) -> None:
    before = shown(changed, "ferry-1")

    run = changed("articles", "remove", "ferry-1")

    assert run.code == 0
    assert f"Until {datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}" in run.err
    assert changed("articles", "show", "ferry-1").code == 1
    (listed,) = changed("articles", "removed", "--json").json
    assert (listed["external_id"], listed["title"], listed["outlet"]) == (
        "ferry-1",
        "Night ferry ends",
        "Gazette",
    )
    assert datetime.fromisoformat(listed["until"]) - datetime.fromisoformat(listed["removed"]) == timedelta(
        30
    )
    table = changed("articles", "removed")
    assert "ferry-1" in table.out
    assert "1 removed article." in table.err

    assert "Restored Night ferry ends" in changed("articles", "restore", "ferry-1").err

    assert shown(changed, "ferry-1") == before
    assert changed("articles", "removed", "--json").json == []
    assert changed("check").code == 0
    assert changed("articles", "restore", "ferry-1").code == 1


def test_purging_is_for_good_now_and_for_what_was_removed_before(held: Dateline) -> None:
    held("articles", "remove", "ferry-1")

    run = held("articles", "remove", "ferry-1", "rates-1", "--purge")

    assert (run.code, run.err) == (0, "Removed 2 for good.\n")
    assert held("articles", "removed", "--json").json == []
    for article in ("ferry-1", "rates-1"):
        assert held("articles", "restore", article).code == 1
        assert held("articles", "remove", article, "--purge").code == 1


def test_one_that_is_not_there_stops_it(held: Dateline) -> None:
    for purge in ([], ["--purge"]):
        assert held("articles", "remove", "ferry-1", "nothing", *purge).code == 1
    assert len(held("articles", "list", "--json").json) == 2


def test_the_commands_are_part_of_the_command_line() -> None:
    assert articles.app in [group.typer_instance for group in app.registered_groups]
