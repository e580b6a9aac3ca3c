"""News order: copies in one place, stories together, outlets in turn, newer reporting first if asked for."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.answer import carriers
from assistant.contract import answer_as_json, hits_as_json
from assistant.news_order import Known, in_news_order
from corpus.records import ArticleInfo, Filters, Hit, Passage, Span
from tests.assistant.archive import archive_of, article
from tests.assistant.test_copies import HEADLINE, WIRE

ADDED = datetime(2025, 3, 1, tzinfo=UTC)
PARAGRAPHS = WIRE.split("\n\n")
OWN = {
    "rates": ("Central bank raises rate", "The central bank raised its rate by a quarter point on Tuesday."),
    "storm": (
        "Storm damages school",
        "A storm tore the roof off the school in Halm; pupils went to the church.",
    ),
    "vote": (
        "Council rejects budget",
        "The council of Sevrin voted down the budget that the mayor had proposed.",
    ),
}


def hit(
    name: str,
    text: str,
    *,
    rank: int = 1,
    title: str = HEADLINE,
    outlet: str | None = "Gazette",
    day: str | None = "2025-03-01",
) -> Hit:
    """Return a hit for a passage of an article that has nothing else to it."""
    published = date.fromisoformat(day) if day else None
    info = ArticleInfo(name, None, 1, title, outlet, None, published, None, ADDED, sample=False)
    number = sum(map(ord, name)) * 1_000 + len(text)
    return Hit(rank, 1 / rank, Passage(number, name, 1, Span(0, len(text)), text), info)


def own(name: str, matter: str = "rates", **fields: str | None) -> Hit:
    """Return a hit of an article that tells of a matter; no three words in a row are another's."""
    title, text = OWN[matter]
    words = " ".join(f"{word} {name}{at}" for at, word in enumerate(text.split()))
    return hit(name, words, **{"title": title, **fields})  # type: ignore[arg-type]


def ordered(
    hits: Sequence[Hit],
    texts: dict[str, str] | None = None,
    wanted: Sequence[str] = (),
    limit: int | None = None,
) -> list[Hit]:
    """Return the hits in news order where every word counts the same."""

    def stems(some: Sequence[str]) -> list[set[str]]:
        return [{word.strip(".,;:").casefold() for word in text.split()} for text in some]

    held = {one.article.id: one.passage.text for one in hits} | (texts or {})
    return in_news_order(hits, Known(held, stems, lambda words: dict.fromkeys(words, 1.0), wanted), limit)


def names(hits: Sequence[Hit]) -> list[str]:
    return [one.article.id for one in hits]


# Copies --------------------------------------------------------------------------------------------


def test_copies_take_the_place_of_the_best_and_are_named() -> None:
    hits = [hit("a", WIRE), own("r"), hit("b", WIRE, outlet="Mail"), hit("c", PARAGRAPHS[0], outlet="Post")]

    result = ordered(hits, {"c": WIRE})

    assert names(result) == ["a", "r"]
    assert [copy.id for copy in result[0].copies] == ["b", "c"]
    assert result[1].copies == ()


def test_another_place_of_a_copy_is_kept_where_the_better_one_does_not_show_it() -> None:
    hits = [hit("a", PARAGRAPHS[0]), hit("b", PARAGRAPHS[2], outlet="Mail")]

    result = ordered(hits, {"a": WIRE, "b": WIRE})

    assert names(result) == ["a", "b"]
    assert [[copy.id for copy in one.copies] for one in result] == [["b"], ["a"]]


def test_two_places_of_one_article_are_no_copies() -> None:
    hits = [hit("a", PARAGRAPHS[0]), hit("a", PARAGRAPHS[1])]

    assert [one.passage.text for one in ordered(hits, {"a": WIRE})] == PARAGRAPHS[:2]


def test_a_limit_is_filled_with_what_says_something_else() -> None:
    hits = [hit("a", WIRE), hit("b", WIRE, outlet="Mail"), own("r"), own("s", "storm")]

    assert names(ordered(hits, limit=2)) == ["a", "r"]


# Stories and outlets -------------------------------------------------------------------------------


def test_the_hits_of_one_story_stand_together() -> None:
    hits = [own("r1"), own("s1", "storm"), own("r2", outlet="Mail", day="2025-03-03"), own("v", "vote")]

    assert names(ordered(hits)) == ["r1", "r2", "s1", "v"]


def test_what_happens_again_weeks_later_is_another_story() -> None:
    hits = [own("r1"), own("s1", "storm"), own("r2", outlet="Mail", day="2025-04-20"), own("r3", day=None)]

    assert names(ordered(hits)) == ["r1", "s1", "r2", "r3"]


def test_a_big_story_does_not_push_the_next_one_out_of_sight() -> None:
    outlets = ["Gazette", "Mail", "Post", "Courier", "Times"]
    hits = [own(f"r{at}", outlet=outlet) for at, outlet in enumerate(outlets)]
    hits.insert(2, own("s", "storm", outlet="Herald"))

    assert names(ordered(hits)) == ["r0", "r1", "r2", "s", "r3", "r4"]


def test_after_three_hits_of_one_outlet_the_others_get_their_turn() -> None:
    days = ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01"]
    hits = [own(f"r{at}", day=day) for at, day in enumerate(days)]
    hits += [own("m", "storm", outlet="Mail"), own("u", "vote", outlet=None)]

    assert names(ordered(hits)) == ["r0", "r1", "r2", "m", "u", "r3", "r4"]


def test_unknown_outlets_are_not_taken_for_one() -> None:
    days = ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01"]
    hits = [own(f"r{at}", day=day, outlet=None) for at, day in enumerate(days)]
    hits.append(own("m", "storm", outlet="Mail"))

    assert names(ordered(hits)) == names(hits)


# The present ---------------------------------------------------------------------------------------


def test_newer_reporting_goes_first_where_the_present_is_asked_for() -> None:
    hits = [
        own("old", day="2025-01-01"),
        own("older", day="2024-01-01"),
        own("new", day="2025-03-01"),
        own("undated", day=None),
    ]

    assert names(ordered(hits, wanted=["rate", "bank"])) == ["new", "old", "older", "undated"]
    assert names(ordered(hits)) == names(hits)


def test_what_is_off_the_matter_does_not_go_first_for_being_new() -> None:
    hits = [
        own("old", day="2025-01-01"),
        own("storm", "storm", day="2025-05-01"),
        own("new", day="2025-03-01"),
    ]

    assert names(ordered(hits, wanted=["rate", "bank"])) == ["new", "storm", "old"]


def test_the_next_day_is_not_newer() -> None:
    hits = [own("best", day="2025-03-01"), own("next", day="2025-03-02"), own("later", day="2025-03-09")]

    assert names(ordered(hits, wanted=["rate"])) == ["later", "best", "next"]


def test_relevance_still_counts_between_days() -> None:
    """The second newest and best goes before the newest that comes last."""
    days = ["2025-03-01", "2025-01-01", "2025-01-02", "2025-01-03", "2025-01-04", "2025-01-05", "2025-03-20"]
    hits = [own(f"r{at}", day=day, outlet=f"Outlet {at}") for at, day in enumerate(days)]

    assert names(ordered(hits, wanted=["rate"]))[0] == "r0"


def test_of_copies_the_newest_is_shown_where_the_present_is_asked_for() -> None:
    hits = [hit("a", WIRE), hit("b", WIRE, outlet="Mail", day="2025-03-02")]

    (shown,) = ordered(hits, wanted=["ferry"])

    assert (shown.article.id, [copy.id for copy in shown.copies]) == ("b", ["a"])


# Always --------------------------------------------------------------------------------------------

articles = st.builds(
    lambda number, matter, outlet, day: (f"n{number}", matter, outlet, day),
    st.integers(0, 15),
    st.sampled_from(["wire", *OWN]),
    st.sampled_from(["Gazette", "Mail", "Post", None]),
    st.sampled_from(["2025-03-01", "2025-03-02", "2025-03-20", None]),
)


@st.composite
def results(draw: st.DrawFn) -> tuple[list[Hit], dict[str, str]]:
    """Draw what a search may find: up to two places of each of some articles, some of them copies."""
    drawn = draw(st.lists(articles, max_size=12, unique_by=lambda one: one[0]))
    hits, texts = [], {}
    for name, matter, outlet, day in drawn:
        places = draw(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=2, unique=True))
        if matter == "wire":
            hits += [hit(name, place, outlet=outlet, day=day) for place in places]
            texts[name] = WIRE
        else:
            hits.append(own(name, matter, outlet=outlet, day=day))
    order = draw(st.permutations(hits))
    return [hit_at(one, rank) for rank, one in enumerate(order, start=1)], texts


def hit_at(one: Hit, rank: int) -> Hit:
    return Hit(rank, 1 / rank, one.passage, one.article)


WANTED = st.sampled_from([(), ("ferry", "night"), ("rate",), ("nothing",)])


@given(results(), WANTED)
def test_nothing_is_lost_and_nothing_is_made_up(
    found: tuple[list[Hit], dict[str, str]], wanted: tuple
) -> None:
    hits, texts = found

    result = ordered(hits, texts, wanted)

    places = [(one.passage, one.article, one.score) for one in result]
    assert len(set(places)) == len(places)
    assert set(places) <= {(one.passage, one.article, one.score) for one in hits}
    shown = {name for one in result for name in (one.article.id, *(copy.id for copy in one.copies))}
    assert shown == set(names(hits))
    assert all(one.article not in one.copies for one in result)
    assert all(len(set(one.copies)) == len(one.copies) for one in result)


@given(results(), WANTED, st.integers(1, 20))
def test_ranks_count_from_one_and_a_limit_holds(
    found: tuple[list[Hit], dict[str, str]], wanted: tuple, limit: int
) -> None:
    result = ordered(*found, wanted, limit)

    assert [one.rank for one in result] == list(range(1, len(result) + 1))
    assert len(result) == min(limit, len(ordered(*found, wanted)))


@given(results(), WANTED)
def test_the_same_hits_get_the_same_order(found: tuple[list[Hit], dict[str, str]], wanted: tuple) -> None:
    assert ordered(*found, wanted) == ordered(*found, wanted)


@given(results())
def test_the_best_hit_stays_the_first(found: tuple[list[Hit], dict[str, str]]) -> None:
    hits, texts = found

    assert [one.passage for one in ordered(hits, texts)[:1]] == [one.passage for one in hits[:1]]


# In the assistant ----------------------------------------------------------------------------------

FIRST = article(HEADLINE, WIRE, "2025-03-01", outlet="Gazette")
COPY = article("What islanders fear", WIRE + "\n\nReporting by the wire.", "2025-03-02", outlet="Mail")
OTHER = article(*OWN["rates"], "2025-03-03", outlet="Post")
QUESTION = "When will the night ferry to Tern Island stop running?"


def test_a_grouped_search_folds_copies_and_a_plain_one_does_not(tmp_path: Path) -> None:
    with archive_of(tmp_path, FIRST, COPY, OTHER) as corpus:
        plain = Assistant(corpus).search(QUESTION)
        grouped = Assistant(corpus).search(QUESTION, grouped=True)

    assert {one.article.title for one in plain} == {FIRST.title, COPY.title, OTHER.title}
    assert not any(one.copies for one in plain)
    assert not any("copies" in shown for shown in hits_as_json(plain))
    (shown,) = [row for row in hits_as_json(grouped, grouped=True) if row["copies"]]
    assert {shown["title"], shown["copies"][0]["title"]} == {FIRST.title, COPY.title}
    assert [row["copies"] for row in hits_as_json(grouped, grouped=True) if row is not shown].count([]) == 1


def test_an_answers_source_names_its_copies(tmp_path: Path) -> None:
    with archive_of(tmp_path, FIRST, COPY, OTHER) as corpus:
        answer = Assistant(corpus).ask(QUESTION)
        alone = Assistant(corpus).ask(QUESTION, Filters(outlet="Mail"))

    (source,) = [
        one for one in answer_as_json(answer)["sources"] if one["title"] in (FIRST.title, COPY.title)
    ]
    (copy,) = source["copies"]
    assert {source["outlet"], copy["outlet"]} == {"Gazette", "Mail"}
    assert set(copy) >= {"external_id", "article_id", "title", "outlet", "author", "published", "url"}
    assert carriers(answer.sources[0].article, answer.sources[0].copies) == [copy["outlet"]]
    assert all(one["copies"] == [] for one in answer_as_json(alone)["sources"]), (
        "a filter holds for copies too"
    )


def test_the_newest_report_answers_a_question_about_the_present_first(tmp_path: Path) -> None:
    old = article("Ferry timetable", "The ferry to Tern Island runs at nine.", "2025-01-01", outlet="Gazette")
    new = article(
        "Ferry timetable changes", "The ferry to Tern Island runs at ten.", "2025-03-01", outlet="Mail"
    )
    with archive_of(tmp_path, old, new) as corpus:
        assistant = Assistant(corpus)
        hits = assistant.search("When does the ferry to Tern Island now run?", grouped=True)

    assert [one.article.title for one in hits] == [new.title, old.title]


def test_carriers_are_outlets_each_once() -> None:
    first, again, mail, unknown = (
        own(name, outlet=outlet).article
        for name, outlet in zip("abcd", ("Gazette", "Gazette", "Mail", None), strict=True)
    )

    assert carriers(first, [unknown, mail, again, mail]) == ["Mail", "Gazette (again)", "unknown outlet"]
    assert carriers(first, []) == []
