"""The Articles page as Streamlit runs it: search, filters, paging, and what the archive covers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from corpus.listing import Overview
from corpus.narrowing import Wanted
from tests.assistant.archive import article
from tests.ui.app.harness import FERRY, SAMPLE, drawn, labels, run, the_button, words
from ui.app.articles import coverage
from ui.app.articles.address import View, narrowings, read, write
from ui.app.articles.coverage import in_a_sentence, periods
from ui.app.articles.filters import sought

BRIDGE = article(
    "Rail bridge over the Vell",
    "The bridge opens in May.",
    "2025-03-01",
    outlet="Mail",
    language="en",
    section="World",
)
OLD = article("Old *harbour*", "The harbour was calm.", "2019-01-03", outlet="Mail", language="de")
MANY = [
    article(f"Report {n:02}", f"Report number {n} of the harbour.", f"2025-01-{n % 28 + 1:02}")
    for n in range(60)
]


def articles(**address: Any) -> Any:
    return drawn("articles", **address)


def rows(app: Any) -> list[str]:
    """Return the headlines that are listed, in order."""
    return [button.label for button in app.button if (button.key or "").startswith("open-")]


def chips(app: Any) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith("chip-")]


def address(app: Any) -> dict[str, list[str]]:
    held = {name: app.query_params[name] for name in app.query_params}
    return {name: [value] if isinstance(value, str) else list(value) for name, value in held.items()}


def headings(app: Any) -> list[str]:
    return [str(one.value) for one in [*app.title, *app.header, *app.subheader]]


def test_an_empty_archive_says_how_to_add() -> None:
    app = articles()

    assert "Upload page" in app.info[0].value
    assert "Open the Upload page" in labels(app)
    assert not app.text_input


def test_articles_are_listed_newest_first_with_what_is_known_of_them(archive) -> None:
    archive(OLD, FERRY, SAMPLE)

    app = articles()

    assert rows(app) == [
        r"Night \*ferry\* \[ends\]\(https\:" + "\u2060" + r"\/\/evil\.example\) \:red\[now\] \$x\$",
        "A sample",
        r"Old \*harbour\*",
    ]
    assert r"The \*\*Gazette\*\* \<b\> · 1 March 2025 · Nell \`Garrity\`" in words(app)
    assert "1 February 2025 · sample article" in words(app)
    assert headings(app)[:2] == ["Articles", "3 articles"]


def test_a_search_finds_words_in_headline_byline_and_text_and_keeps_them_in_the_address(archive) -> None:
    archive(OLD, FERRY, BRIDGE)
    app = articles()

    for typed, found in {
        "petition": "Night",
        "garrity": "Night",
        "harbour calm": "Old",
        "vell": "Rail",
    }.items():
        run(app.text_input(key="list-words").set_value(typed))
        assert [row.split()[0] for row in rows(app)] == [found]
        assert address(app) == {"words": [typed]}
        assert chips(app) == [f"Words\\: {typed}"]
        assert app.selectbox(key="list-order").value == "best"


@pytest.mark.parametrize("typed", ["ferry-1", "https://www.gazette.example/ferry?utm_source=mail"])
def test_an_id_or_address_that_is_pasted_finds_its_article(archive, typed: str) -> None:
    archive(OLD, FERRY, BRIDGE)

    app = run(articles().text_input(key="list-words").set_value(typed))

    assert [row.split()[0] for row in rows(app)] == ["Night"]


def test_filters_narrow_the_list_and_go_at_a_click(archive) -> None:
    archive(OLD, FERRY, BRIDGE, replace(BRIDGE, title="A correction", text="Other.", correction="Wrong day."))
    app = articles()

    run(app.multiselect(key="list-outlets").set_value(["Mail"]))
    run(app.date_input(key="list-since").set_value(date(2025, 1, 1)))
    assert sorted(rows(app)) == ["A correction", "Rail bridge over the Vell"]
    run(app.multiselect(key="list-only").set_value(["correction"]))
    assert rows(app) == ["A correction"]
    assert "Mail · 1 March 2025 · corrected" in words(app)
    assert chips(app) == ["Outlet\\: Mail", "Published since 1 January 2025", "With a correction"]
    assert address(app) == {"outlet": ["Mail"], "since": ["2025-01-01"], "only": ["correction"]}

    run(the_button(app, "chip-1").click())
    run(the_button(app, "chip-1").click())

    assert chips(app) == ["Outlet\\: Mail"]
    assert len(rows(app)) == 3
    assert app.date_input(key="list-since").value is None


def test_languages_and_sections_can_be_chosen_by_name(archive) -> None:
    archive(OLD, BRIDGE)
    app = articles()
    assert app.selectbox(key="list-language").options == ["German", "English"]

    run(app.selectbox(key="list-language").set_value("en"))
    run(app.selectbox(key="list-section").set_value("World"))

    assert rows(app) == ["Rail bridge over the Vell"]
    assert chips(app) == ["Language\\: English", "Section\\: World"]


def test_nothing_found_says_which_filter_to_take_back(archive) -> None:
    archive(OLD, FERRY, BRIDGE)

    app = articles(words="bridge", outlet="Mail", language="de")

    assert "No article has all of this" in app.info[0].value
    offered = {b.key: b.label for b in app.button if (b.key or "").startswith("without-")}
    assert offered == {
        "without-0": "1 article without “Words\\: bridge”",
        "without-2": "1 article without “Language\\: German”",
        "without-all": "Show all articles",
    }
    run(the_button(app, "without-2").click())
    assert rows(app) == ["Rail bridge over the Vell"]
    assert address(app) == {"words": ["bridge"], "outlet": ["Mail"]}


def test_words_that_no_article_holds_call_for_others(archive) -> None:
    archive(OLD)

    assert "fewer words" in articles(words="zebrafinch").info[0].value


def test_a_search_that_finds_nothing_says_which_word_is_in_the_way(archive) -> None:
    archive(BRIDGE, OLD)
    app = articles(words="harbour brigde")

    assert "No article has “brigde”." in words(app)
    assert "brigde" not in the_button(app, "word-0").label
    run(the_button(app, "word-0").click())
    assert rows(app) == [r"Old \*harbour\*"]


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ("bridge OR harbour", True),
        ("“the bridge”", True),
        ("bridge -harbour", True),
        ("brid*", True),
        ("title:bridge", True),
        ("rail-bridge “May”", False),
        ("https://mail.example/a?b=c:d", False),
    ],
)
def test_who_types_operators_is_told_that_there_are_none(archive, typed: str, is_told: bool) -> None:
    archive(BRIDGE)

    assert ("Every word is looked for" in words(articles(words=typed))) is is_told


def test_a_long_list_is_turned_page_by_page(archive) -> None:
    archive(*MANY)

    seen = [headline for page in (1, 2, 3) for headline in rows(articles(page=str(page)))]

    assert len(rows(articles())) == 25
    assert sorted(seen) == sorted(draft.title for draft in MANY)
    assert rows(articles(page="99")) == seen[50:]
    assert rows(articles(page="2", order="oldest")) != seen[25:50]


def test_a_new_search_or_order_begins_at_the_first_page(archive) -> None:
    archive(*MANY)
    app = articles(page="2")

    run(app.selectbox(key="list-order").set_value("oldest"))
    assert address(app) == {"order": ["oldest"]}
    run(app.text_input(key="list-words").set_value("report"))
    assert address(app) == {"words": ["report"], "order": ["oldest"]}
    run(app.selectbox(key="list-order").set_value("best"))
    assert address(app) == {"words": ["report"]}


def test_an_article_opens_at_its_headline_and_the_way_back_leads_to_the_same_place(archive) -> None:
    archive(*MANY)
    app = articles(words="harbour", page="2")
    before = rows(app)

    run([button for button in app.button if (button.key or "").startswith("open-")][3].click())

    assert app.query_params["article"]
    assert app.title[0].value == before[3]
    run(the_button(app, "back").click())
    assert rows(app) == before
    assert address(app) == {"words": ["harbour"], "page": ["2"]}


def test_removed_articles_have_their_place(archive) -> None:
    archive(OLD)
    app = articles(show="removed")

    assert rows(app) == []
    run(app.get("button_group")[0].set_value("In the archive"))
    assert rows(app) == [r"Old \*harbour\*"]
    assert address(app) == {}


def test_an_article_under_an_embargo_is_listed_with_its_mark_and_none_of_its_words(archive) -> None:
    until = datetime(2099, 3, 1, 6, tzinfo=UTC)
    archive(replace(BRIDGE, embargo=until, author="Ada Quill, " * 60))

    app = articles()

    assert rows(app) == ["Rail bridge over the Vell"]
    assert r"under embargo until 1 March 2099\, 06\:00 UTC" in words(app)
    assert "opens in May" not in words(app)


def test_what_the_address_says_that_cannot_be_is_passed_over(archive) -> None:
    archive(OLD)

    app = articles(
        since="yesterday", until="9999-12-31", page="-1", order="worst", only="nothing", sample="?"
    )

    assert rows(app) == [r"Old \*harbour\*"]
    assert chips(app) == []


@given(
    st.builds(
        View,
        st.builds(
            Wanted,
            words=st.text(max_size=20).map(str.strip),
            contains=st.text(max_size=20).map(str.strip),
            outlets=st.lists(st.text(min_size=1).filter(str.strip), unique=True, max_size=3).map(tuple),
            since=st.none() | st.dates(date(1500, 1, 1), date(2999, 12, 31)),
            until=st.none() | st.dates(date(1500, 1, 1), date(2999, 12, 31)),
            language=st.sampled_from([None, "en"]),
            section=st.none() | st.text(min_size=1).map(str.strip).filter(bool),
            only=st.sampled_from([(), ("usage",), ("credit", "copies")]),
            sample=st.sampled_from([None, True, False]),
        ),
        st.sampled_from([None, "best", "newest", "oldest", "added"]),
        st.integers(1, 10_000),
    )
)
def test_an_address_says_all_that_a_view_is(view: View) -> None:
    assert read(write(view)) == view


def test_everything_that_narrows_can_be_taken_back_one_by_one() -> None:
    wanted = Wanted("a", "b", ("c", "d"), date(2025, 1, 1), date(2025, 1, 31), "en", "e", ("usage",), False)

    while found := narrowings(wanted):
        left = found[0][1]
        assert len(narrowings(left)) == len(found) - 1
        wanted = left

    assert wanted == Wanted()


def test_an_address_is_looked_for_without_what_tells_how_a_reader_came() -> None:
    assert sought(Wanted("https://www.a.example/b/?utm_source=x&id=3#top")).words == "a.example/b?id=3"
    assert sought(Wanted("he said: no")).words == "he said: no"


# Coverage ----------------------------------------------------------------------------------------------


def over(
    days: Mapping[str, int], outlets: Mapping[str | None, int] | None = None, undated: int = 0
) -> Overview:
    counted = {date.fromisoformat(day): number for day, number in days.items()}
    return Overview(sum(counted.values()) + undated, counted, outlets or {})


def test_what_there_is_is_said_in_a_sentence() -> None:
    outlets = {"Mail": 9, None: 3, "Gazette": 2}
    days = {"2019-01-03": 2, "2024-03-05": 4, "2024-03-06": 5, "2025-05-05": 1}

    assert in_a_sentence(over(days, outlets, 2)) == (
        "14 articles from 2 outlets, 3 January 2019 to 5 May 2025; most in March 2024 (9); 2 undated"
    )
    assert in_a_sentence(over({"2025-05-05": 1}, {"Mail": 1})) == "1 article from 1 outlet, 5 May 2025"
    assert in_a_sentence(over({}, {}, 2)) == "2 articles; 2 undated"


@given(st.dictionaries(st.dates(date(1, 1, 1), date(9999, 12, 24)), st.integers(1, 99), min_size=1))
def test_periods_hold_each_day_once_and_none_other(days: dict[date, int]) -> None:
    found = periods(dict(sorted(days.items())))

    assert sum(period.articles for period in found) == sum(days.values())
    for period in found:
        held = [number for day, number in days.items() if period.first <= day <= period.last]
        assert sum(held) == period.articles > 0
    assert all(one.last < two.first for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2025-03-01", "2025-04-01", "1 March 2025"),
        ("2025-03-01", "2025-12-01", "week of 24 February 2025"),
        ("2025-03-01", "2028-03-01", "March 2025"),
        ("2005-03-01", "2025-03-01", "2005"),
    ],
)
def test_the_longer_the_time_the_longer_its_periods(first: str, last: str, name: str) -> None:
    assert periods({date.fromisoformat(first): 1, date.fromisoformat(last): 1})[0].name == name


def test_the_charts_tell_the_same_as_the_tables_and_the_list(archive) -> None:
    archive(*[replace(draft, outlet=f"Outlet {n % 20:02}") for n, draft in enumerate(MANY)])
    app = articles()
    said = "60 articles from 20 outlets, 1 January 2025 to 28 January 2025; most on 1 January 2025 (3)"
    assert said in words(app)
    over_time, by_outlet = (chart.proto.alt for chart in app.get("vega_lite_chart"))
    assert "60 articles from 20 outlets" in over_time
    assert "Outlet 00 3" in by_outlet
    assert not app.table

    app.session_state["numbers"] = True
    published, outlets = (table.value for table in run(app).table)

    assert published["Articles"].astype(int).sum() == outlets["Articles"].astype(int).sum() == 60
    assert list(outlets["Outlet"])[-1] == "5 other outlets"
    assert published["Published"][0] == "1 January 2025"


def test_a_bar_that_is_clicked_narrows_to_what_it_stands_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Chosen:
        def __init__(self, *bars: dict[str, int]) -> None:
            self.selection = {"bar": list(bars)}

    told: list[object] = []
    monkeypatch.setattr(
        "streamlit.session_state",
        {"one": Chosen({"number": 1}), "others": Chosen({"number": 2}), "none": Chosen()},
    )

    for key in ("one", "others", "none"):
        coverage._chosen(key, ["Mail", "Gazette", None], told.append)

    assert told == ["Gazette"]


def test_a_week_that_is_clicked_reaches_no_further_than_the_list_does() -> None:
    def script() -> None:
        from datetime import date

        from ui.app.articles.filters import to_period

        to_period(date(2024, 12, 30), date(2025, 1, 5))

    app = AppTest.from_function(script)
    app.query_params["since"] = "2025-01-01"
    app.query_params["page"] = "2"

    assert address(run(app)) == {"since": ["2025-01-01"], "until": ["2025-01-05"]}


def test_marks_say_what_is_to_be_known_before_an_article_is_opened(archive) -> None:
    text = " ".join(f"Sentence {n} tells of the harbour and its {n} cranes in spring." for n in range(40))
    archive(*(article("Harbour", text, outlet=outlet, external_id=outlet) for outlet in ("Mail", "Gazette")))

    assert words(articles()).count("1 copy") == 2
    assert words(articles(only="copies", outlet="Mail")).count("1 copy") == 1
