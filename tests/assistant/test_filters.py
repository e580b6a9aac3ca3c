"""Filters that are given are exact: what is found is held against a plain scan of the articles."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

import ui.bootstrap
import ui.cli
from assistant import Assistant
from assistant.answer import Answer
from corpus.errors import BadQuestion
from corpus.records import Draft, Filters, Hit
from tests.assistant.archive import archive_of, article
from tests.fakes import WordModel

ALL = 1_000  # a limit that leaves nothing out
OUTLETS = ["Gazette", "GAZETTE", "Harbour Mail", "Élan", None, "The Hill", "Известия"]
DAYS = [None, *(f"2025-03-{day:02}" for day in range(1, 13)), "2025-02-28"]
# Every outlet has articles of nearly every day; each has one passage, and "ferry" stands in all.
ARTICLES = [
    article(
        f"Note {number}",
        f"The ferry to Tern Island was late, wrote clerk number {number} of the office.",
        day,
        outlet=outlet,
        external_id=f"note-{number}",
    )
    for number, day, outlet in zip(range(60), cycle(DAYS), cycle(OUTLETS), strict=False)
]

days = st.dates(date(2025, 2, 26), date(2025, 3, 14)) | st.sampled_from([date.min, date.max])
outlets = st.sampled_from(
    ["Gazette", "gazette", "harbour MAIL", "élan", "ÉLAN", "ИЗВЕСТИЯ", "The Hill", "Hill"]
)
filters = st.builds(
    Filters,
    since=st.none() | days,
    until=st.none() | days,
    outlet=st.none() | outlets,
    asked=st.none() | days,
)
possible = filters.filter(lambda one: not (one.since and one.until and one.since > one.until))
# Every article shares a word with each of these, so that nothing hangs on an index of vectors alone.
plain = st.sampled_from(
    ["ferry", "Was the ferry to Tern Island late?", "Clerk 7", "What did the office say?"]
)
# What a question may name by itself; it narrows softly and must not touch what is given.
NAMINGS = [
    *("in March 2025", "on 3 March 2025", "since 5 March 2025", "before 2 March 2025", "until 2999-12-31"),
    *("in 1999", "yesterday", "last week", "between 2025-03-02 and 2025-03-04", "in February, in March 2025"),
    *("according to Gazette", "according to the Hill", "as reported in Harbour Mail", "according to Élan"),
    *("according to Gazette in March 2025", "according to Nobody", "published by Известия on 2 March 2025"),
]
naming = st.sampled_from(NAMINGS)
questions = plain | st.builds(lambda question, named: f"{question} {named}?", plain, naming)


def passes(draft: Draft, given: Filters) -> bool:
    """Tell whether an article may be used: the rule as CONTRIBUTING.md has it."""
    if given.outlet and (draft.outlet is None or draft.outlet.lower() != given.outlet.lower()):
        return False
    if draft.published is None:
        return given.since is None and given.until is None
    if given.since and draft.published < given.since:
        return False
    if given.until and draft.published > given.until:
        return False
    return draft.published <= asked_on(given)


def asked_on(given: Filters) -> date:
    return given.asked or date.today()  # noqa: DTZ011  # as the software does


def scan(given: Filters, drafts: Sequence[Draft] = ARTICLES) -> set[str]:
    return {draft.title for draft in drafts if passes(draft, given)}


def titles(hits: Sequence[Hit]) -> list[str]:
    return [hit.article.title for hit in hits]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with archive_of(tmp_path_factory.mktemp("archive"), *ARTICLES) as corpus:
        yield Assistant(corpus)


@settings(max_examples=150)
@given(question=questions, given_filters=possible)
def test_a_search_finds_what_a_scan_finds(
    assistant: Assistant, question: str, given_filters: Filters
) -> None:
    assert set(titles(assistant.search(question, given_filters, ALL))) == scan(given_filters)


@settings(max_examples=75)
@given(question=questions, given_filters=possible, limit=st.integers(1, 12))
def test_a_limit_is_filled_from_what_passes(
    assistant: Assistant, question: str, given_filters: Filters, limit: int
) -> None:
    found = titles(assistant.search(question, given_filters, limit))

    assert set(found) <= scan(given_filters)
    assert len(found) == min(limit, len(scan(given_filters)))


@settings(max_examples=30)
@given(question=questions, two=st.lists(days, min_size=2, max_size=2, unique=True), outlet=outlets)
def test_a_time_that_ends_before_it_begins_is_refused(
    assistant: Assistant, question: str, two: list[date], outlet: str
) -> None:
    backwards = Filters(since=max(two), until=min(two), outlet=outlet)

    for way in (assistant.search, assistant.ask):
        with pytest.raises(BadQuestion, match="Swap them"):
            way(question, backwards)


@settings(max_examples=75)
@given(question=questions, given_filters=possible)
def test_an_answer_stands_on_what_passes(assistant: Assistant, question: str, given_filters: Filters) -> None:
    answer = assistant.ask(question, given_filters)

    passing = [draft for draft in ARTICLES if passes(draft, given_filters)]
    assert {one.article.title for one in (*answer.sources, *answer.nearby)} <= scan(given_filters)
    assert answer.as_of == max((draft.published for draft in passing if draft.published), default=None)
    assert_shown(answer, given_filters)


def assert_shown(answer: Answer, given_filters: Filters) -> None:
    """What was given is shown as it was given; what is shown beside it is marked as inferred."""
    shown = answer.filters
    assert shown.asked == asked_on(given_filters)
    for name in ("since", "until", "outlet"):
        value = getattr(given_filters, name)
        if value is None:
            assert (getattr(shown, name) is not None) == (name in shown.inferred)
        else:
            assert getattr(shown, name) == value
            assert name not in shown.inferred


# Inferred -------------------------------------------------------------------------------------------

# Many articles of one outlet and month about the ferry, and three of another about herons.
FERRIES = [
    article(
        f"Ferry {number}",
        f"The ferry to Tern Island was late again on the {number}th crossing of the week.",
        f"2025-03-{number % 28 + 1:02}",
        outlet="Gazette",
    )
    for number in range(300)
]
HERONS = [
    article("Herons return", "Seven herons are back in the reeds.", "2024-10-02", outlet="Harbour Mail"),
    article("Herons counted", "Volunteers counted herons at dawn.", "2024-11-20", outlet=None),
    article("About herons", "Herons stand still for hours."),
]
MANY = [*FERRIES, *HERONS]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with archive_of(tmp_path_factory.mktemp("many"), *MANY) as corpus:
        yield Assistant(corpus)


@settings(max_examples=75)
@given(question=plain, named=naming, given_filters=possible)
def test_what_a_question_names_leaves_nothing_out(
    assistant: Assistant, question: str, named: str, given_filters: Filters
) -> None:
    without = titles(assistant.search(question, given_filters, ALL))

    assert set(titles(assistant.search(f"{question} {named}?", given_filters, ALL))) >= set(without)


@pytest.mark.parametrize(
    "named",
    ["in March 2025", "since 5 March 2025", "according to Gazette", "according to Gazette in March 2025"],
)
def test_a_wrong_guess_hides_no_article(many: Assistant, named: str) -> None:
    """Three hundred articles fit what is named, and none of the three that are about the matter."""
    found = titles(many.search(f"herons {named}?"))

    assert set(found) >= {draft.title for draft in HERONS}


def test_of_like_articles_those_that_fit_what_is_named_go_first(tmp_path: Path) -> None:
    text = "The ferry to Tern Island was late."
    alike = [
        article("Fits", text, "2025-03-03", outlet="Gazette", external_id="1"),
        article("Its time fits", text, "2025-03-04", outlet="Mail", external_id="2"),
        article("Neither fits", text, "2025-01-03", outlet="Mail", external_id="3"),
        article("Undated", text, outlet="Mail", external_id="4"),
    ]
    with archive_of(tmp_path, *alike) as corpus:
        found = titles(Assistant(corpus).search("ferry in March 2025 according to Gazette"))

    assert found[:2] == ["Fits", "Its time fits"]
    assert set(found) == {draft.title for draft in alike}


@pytest.mark.parametrize("limit", [3, 10, 100, ALL])
@settings(max_examples=15)
@given(
    named=st.just("") | naming,
    given_filters=st.builds(
        Filters,
        since=st.none() | st.dates(date(2024, 9, 1), date(2025, 3, 28)),
        outlet=st.sampled_from([None, "gazette", "HARBOUR MAIL"]),
        asked=st.none() | st.dates(date(2024, 9, 1), date(2025, 4, 5)),
    ),
)
def test_what_passes_is_found_below_many_that_do_not(
    many: Assistant, limit: int, named: str, given_filters: Filters
) -> None:
    """The nearest and the best by words are mostly what the filters keep out, or they are few of many."""
    found = titles(many.search(f"the ferry to Tern Island was late {named}", given_filters, limit))

    eligible = scan(given_filters, MANY)
    assert set(found) <= eligible
    assert len(set(found)) == min(limit, len(eligible))


# The command line -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that was filled from a file whose times lie on other days in UTC."""
    folder = tmp_path_factory.mktemp("cli")
    times = cycle(["", "T23:30:00-08:00", "T00:15:00+11:00", "T12:00:00Z"])
    rows = [
        {
            "id": draft.external_id,
            "title": draft.title,
            "source": draft.outlet,
            "author": None,
            "published": f"{draft.published}{time}" if draft.published else None,
            "url": None,
            "text": draft.text,
        }
        for draft, time in zip(ARTICLES, times, strict=False)
    ]
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        assert run(patched, folder / "home", "ingest", str(folder / "articles.jsonl")).exit_code == 0
    return folder / "home"


def run(patched: pytest.MonkeyPatch, home: Path, *arguments: str) -> Result:
    patched.setenv("DATELINE_HOME", str(home))
    patched.setattr(ui.bootstrap, "SentenceTransformerModel", lambda name, **_: WordModel())
    return CliRunner().invoke(ui.cli.app, list(arguments))


def options(given: Filters) -> list[str]:
    values = {"since": given.since, "until": given.until, "outlet": given.outlet, "asked": given.asked}
    return [part for name, value in values.items() if value for part in (f"--{name}", str(value))]


def over(own: Filters, common: Filters) -> Filters:
    """Return what holds for a line: its own filter where it has one, else the common one."""
    return Filters(
        since=own.since or common.since,
        until=own.until or common.until,
        outlet=own.outlet or common.outlet,
        asked=own.asked or common.asked,
    )


def line(number: int, question: str, own: Filters) -> dict[str, Any]:
    """Return a question of a batch; every other one names the filters that it has not as null."""
    values = {"since": own.since, "until": own.until, "outlet": own.outlet, "asked": own.asked}
    written = {name: None if value is None else str(value) for name, value in values.items()}
    kept = written if number % 2 else {name: value for name, value in written.items() if value}
    return {"qid": number, "question": question, **kept}


@settings(max_examples=8)
@given(lines=st.lists(st.tuples(questions, filters), min_size=1, max_size=12), common=possible)
def test_each_line_of_a_batch_has_its_own_filters_over_the_common_ones(
    home: Path, monkeypatch: pytest.MonkeyPatch, lines: list[tuple[str, Filters]], common: Filters
) -> None:
    held = [(question, own, over(own, common)) for question, own in lines]
    asked = [one for one in held if not (one[2].since and one[2].until and one[2].since > one[2].until)]
    file = Path("batch.jsonl")
    rows = [line(number, question, own) for number, (question, own, _) in enumerate(asked)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    ended = run(
        monkeypatch, home, "search", "--batch", str(file), "--json", "--limit", str(ALL), *options(common)
    )

    assert ended.exit_code == 0, ended.exception
    answered = [json.loads(one) for one in ended.stdout.splitlines()]
    assert [one["qid"] for one in answered] == list(range(len(asked)))
    for one, (_, _, effective) in zip(answered, asked, strict=True):
        assert {hit["title"] for hit in one["hits"]} == scan(effective)


@settings(max_examples=8)
@given(question=questions, given_filters=possible)
def test_the_options_of_search_and_ask_are_exact(
    home: Path, monkeypatch: pytest.MonkeyPatch, question: str, given_filters: Filters
) -> None:
    searched = run(
        monkeypatch, home, "search", question, "--json", "--limit", str(ALL), *options(given_filters)
    )
    asked = run(monkeypatch, home, "ask", question, "--json", *options(given_filters))

    assert {hit["title"] for hit in json.loads(searched.stdout)} == scan(given_filters)
    answer = json.loads(asked.stdout)
    newest = max((d.published for d in ARTICLES if d.published and passes(d, given_filters)), default=None)
    assert answer["as_of"] == (newest.isoformat() if newest else None)
    assert {one["title"] for one in (*answer["sources"], *answer["nearby"])} <= scan(given_filters)
