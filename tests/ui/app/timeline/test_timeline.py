"""The Timeline page as Streamlit runs it: asked, drawn, cited, opened, and the same again after a reload."""

import json
import time
from datetime import date

import pytest

from assistant import Assistant
from assistant.briefings.reading import every_briefing, read_briefing
from assistant.question import read_question
from corpus import open_corpus
from tests.assistant.archive import article
from tests.assistant.timeline.matters import STRIKE
from tests.fakes import WordModel
from tests.ui.app.harness import drawn, labels, run, the_button, words
from tests.waiting import until
from ui.app import places
from ui.app.timeline.chart import picture, reporting
from ui.app.timeline.work import Telling, Wish, telling_of

MATTER = "the harbour strike in Halm"


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Return what the assistant is asked from now on."""
    matters: list[str] = []
    timeline = Assistant.timeline

    def noting(self, matter, *given, **named):
        matters.append(matter)
        return timeline(self, matter, *given, **named)

    monkeypatch.setattr(Assistant, "timeline", noting)
    return matters


def told(**address: str):
    """Draw the page, and again until the timeline is there."""
    app = drawn("timeline", **address)
    while any("Reading the archive" in str(one.value) for one in app.caption):
        time.sleep(0.05)
        run(app)
    return app


def one_of(app, name: str) -> str:
    """Return a part of the address."""
    found = app.query_params[name]
    return found if isinstance(found, str) else found[0]


def entries(app) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith("entry-")]


def test_an_empty_archive_says_where_to_begin() -> None:
    app = drawn("timeline")

    assert "The archive is empty" in app.info[0].value
    assert not app.text_input


def test_without_a_matter_it_offers_the_newest_articles_stories(archive) -> None:
    archive(*STRIKE)

    app = drawn("timeline")

    assert "tells how a matter developed" in words(app)
    first = next(button for button in app.button if (button.key or "").startswith("story-"))
    assert first.label.startswith("Harbour strike ends")
    run(first.click())
    assert app.query_params["article"]


def test_a_matter_is_told_by_day_each_entry_with_its_source(archive) -> None:
    archive(*STRIKE)

    app = told(q=MATTER)

    assert app.title[0].value == "Timeline"
    assert [one.value for one in app.subheader] == [
        f"{one.published.day} March 2025" for one in STRIKE if one.published
    ]
    assert "Harbour pilots in Halm began a strike on Monday for shorter night shifts." in words(app)
    assert r"**1\. Halm Gazette**" in words(app)
    assert len(entries(app)) >= len(STRIKE)
    assert entries(app)[0] == "Halm Gazette · 3 March 2025 · Harbour pilots begin a strike"
    assert app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")


def test_the_form_writes_the_address(archive) -> None:
    archive(*STRIKE)
    app = drawn("timeline")

    app.text_input(key="timeline-matter").set_value(MATTER)
    app.date_input(key="timeline-since").set_value(date(2025, 3, 5))
    app.selectbox(key="timeline-outlet").set_value("Harbour Post")
    run(the_button(app, "timeline-show").click())

    assert dict(app.query_params.items()) == {"q": MATTER, "since": "2025-03-05", "outlet": "Harbour Post"}


def test_a_matter_that_is_too_long_is_said(archive) -> None:
    archive(*STRIKE)
    app = drawn("timeline")

    app.text_input(key="timeline-matter").set_value("the strike at the port " * 200)
    run(the_button(app, "timeline-show").click())

    assert "Shorten it" in app.error[0].value
    assert app.text_input(key="timeline-matter").value.startswith("the strike")


def test_the_form_shows_what_the_address_asks(archive) -> None:
    archive(*STRIKE)

    app = told(q=MATTER, since="2025-03-05", outlet="Harbour Post")

    assert app.text_input(key="timeline-matter").value == MATTER
    assert app.date_input(key="timeline-since").value == date(2025, 3, 5)
    assert app.selectbox(key="timeline-outlet").value == "Harbour Post"
    assert {label.split(" · ")[0] for label in entries(app)} == {"Harbour Post"}


def test_opening_a_citation_asks_nothing_again_and_a_reload_shows_it(archive, asked: list[str]) -> None:
    archive(*STRIKE)
    app = told(q=MATTER)

    run(the_button(app, "entry-1-").click())

    assert asked == [MATTER]
    assert "Close" in labels(app)
    place = one_of(app, "passage")
    assert "Close" in labels(told(q=MATTER, passage=place))
    run(the_button(app, "close-article").click())
    assert "Close" not in labels(app)
    assert "passage" not in app.query_params
    assert asked == [MATTER, MATTER]  # the second by the reload


def test_an_address_of_an_earlier_version_opens_what_it_named(archive) -> None:
    archive(*STRIKE)
    run(the_button(app := told(q=MATTER), "entry-1-").click())
    place = one_of(app, "passage")
    article_id, version, span = place.split(".")

    again = told(q=MATTER, open=f"{article_id}-{version}-{span.split('-')[0]}")

    assert "Close" in labels(again)
    assert one_of(again, "passage") == place
    assert "open" not in again.query_params
    assert "Close" not in labels(told(q=MATTER, open="nothing-1-0"))


def test_an_archive_that_changed_is_asked_again(archive, asked: list[str]) -> None:
    archive(*STRIKE)
    app = told(q=MATTER)
    archive(article("Harbour strike: a march", "The harbour strike in Halm was marched for.", "2025-03-25"))

    until(lambda: run(app) and len(asked) > 1)

    assert asked == [MATTER, MATTER]


def test_a_matter_of_too_few_days_says_so(archive) -> None:
    archive(STRIKE[0])

    assert "one day only" in told(q=MATTER).info[0].value


def test_nothing_found_says_what_to_do(archive) -> None:
    archive(*STRIKE)

    app = told(q="the eruption of Mount Corbel")

    assert "Name it in other words" in words(app)
    assert not app.subheader


def test_an_article_that_is_not_there_is_a_plain_error(archive) -> None:
    archive(*STRIKE)

    assert "No article has the id" in told(article="nothing").error[0].value


def test_a_story_begins_with_its_article_and_leads_to_it(archive, tmp_path, monkeypatch) -> None:
    archive(*STRIKE)
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        (info,) = corpus.catalogue.list_articles(contains="strike ends")
    went: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(places, "go", lambda name, **address: went.append((name, address)))

    app = told(article=info.id)

    assert app.header[0].value == "Harbour strike ends"
    assert the_button(app, "timeline-read-period").label.startswith("Around the article")
    run(the_button(app, "timeline-article").click())
    assert went == [("articles", {"article": info.id})]
    run(the_button(app, "timeline-read-period").click())
    assert app.query_params["without"] == "period"


def test_what_is_not_a_day_or_not_text_in_the_address_harms_nothing(archive) -> None:
    archive(*STRIKE)

    app = told(q="<b>strike</b> ![](https://evil.example)", since="yesterday", without="all", open="x")

    assert "https://" not in app.header[0].value
    assert app.date_input(key="timeline-since").value is None


def test_what_an_article_says_is_shown_as_text(archive) -> None:
    hostile = "The harbour strike in Halm ended with <script>alert(1)</script> on Friday *for all* of Halm."
    archive(*STRIKE, article("Harbour [strike](https://evil.example)", hostile, "2025-03-27", outlet="<b>x"))

    app = told(q=MATTER)

    assert hostile in [one.value for one in app.text]
    assert r"\<b\>x · 27 March 2025 · Harbour \[strike\]" in entries(app)[-1]


def test_a_session_keeps_few_timelines() -> None:
    class Slow:
        def timeline(self, *_, **__):
            time.sleep(0.01)

    kept: dict[tuple[Wish, int], Telling] = {}
    for number in range(9):
        telling_of(kept, Slow(), Wish(f"matter {number}"), 1)

    assert [wish.matter for wish, _ in kept] == [f"matter {number}" for number in range(5, 9)]


def test_the_address_of_a_wish_asks_for_it() -> None:
    wish = Wish.of({"q": " ferry ", "since": "2025-03-01", "outlet": "Post", "without": "outlet,x"})

    assert Wish.of(wish.address) == wish
    assert wish.without == ("outlet",)


def test_the_picture_has_a_row_for_each_entry_and_a_bar_for_each_time(archive, tmp_path) -> None:
    archive(*STRIKE)
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        timeline = Assistant(corpus).timeline(MATTER)

    spec = json.loads(picture(timeline).to_json())

    rows = [row for data in spec["datasets"].values() for row in data] if "datasets" in spec else _rows(spec)
    numbers = [row["entry"] for row in rows if "entry" in row]
    assert sorted(set(numbers)) == list(range(1, len(timeline.answer.statements) + 1))
    assert sum(row["articles"] for row in rows if "articles" in row) == sum(timeline.reported.values())


def _rows(part: object) -> list[dict]:
    if isinstance(part, dict):
        own = part.get("data", {}).get("values", []) if isinstance(part.get("data"), dict) else []
        return [*own, *(row for value in part.values() for row in _rows(value))]
    return [row for value in part for row in _rows(value)] if isinstance(part, list) else []


@pytest.mark.parametrize(
    ("days", "unit", "bars"),
    [
        (["2025-03-03", "2025-03-04"], "day", [("2025-03-03", "2025-03-04"), ("2025-03-04", "2025-03-05")]),
        (["2025-03-03", "2025-06-05"], "week", [("2025-03-03", "2025-03-10"), ("2025-06-02", "2025-06-09")]),
        (["2022-12-31", "2025-01-31"], "month", [("2022-12-01", "2023-01-01"), ("2025-01-01", "2025-02-01")]),
    ],
)
def test_bars_stand_for_a_day_a_week_or_a_month(days, unit, bars) -> None:
    found, drawn_bars = reporting({date.fromisoformat(day): 2 for day in days})

    assert found == unit
    assert [(bar["first"][:10], bar["after"][:10]) for bar in drawn_bars] == bars
    assert all(bar["articles"] == 2 for bar in drawn_bars)


@pytest.mark.parametrize("asked_for", ["timeline of", "Timeline of", "Chronology of"])
def test_a_timeline_is_told_in_chat_however_its_name_is_written(archive, tmp_path, asked_for: str) -> None:
    archive(*STRIKE)
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        answer = Assistant(corpus).ask(f"{asked_for} Halm harbour strike")

    assert answer.form == "timeline"
    assert read_question(f"{asked_for} Halm").names == ("Halm",)


def test_a_timeline_goes_into_a_briefing_as_a_whole_or_some_of_it(archive, tmp_path) -> None:
    archive(*STRIKE)
    app = told(q=MATTER)
    told_first = next(one.value for one in app.text if "began a strike" in one.value)

    run(the_button(app, "add-0").click())
    run(app.radio[0].set_value("Some of its statements"))
    run(app.checkbox(key="add-statement-0-1").check())
    run(the_button(app, "add-now-").click())
    assert "Added 1 statement" in words(app)
    run(the_button(app, "add-0").click())
    run(the_button(app, "add-now-").click())

    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        (info,) = every_briefing(corpus)
        items = read_briefing(corpus, info.id).items
    assert info.title == MATTER
    assert items[0].body.text == items[1].body.text == told_first
    assert len(items) == 1 + len(set(numbers(app)))
    assert items[0].asked.conversation is items[0].asked.turn is None


def numbers(app) -> list[str]:
    """Return the numbers of the entries, one for each of their citations."""
    return [key.split("-")[1] for one in app.button if (key := one.key or "").startswith("entry-")]
