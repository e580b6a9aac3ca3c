"""The page of one article as Streamlit runs it, over a small archive and the fake embedding model."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from corpus import Corpus, open_corpus
from corpus.records import ArticleInfo, Draft
from corpus.removed import remove, removed_articles
from ingest.pipeline import ingest_readings
from ingest.reading import Reading
from tests.assistant.archive import article
from tests.fakes import WordModel
from tests.ui.app.harness import FERRY, drawn, labels, run, the_button, words
from tests.ui.app.hostile import drawn_live, hostile
from tests.waiting import until

TEXT = (
    "“The ferry to Tern Island stops at nine,” Ada Quill, the harbour master, said on Monday.\n\n"
    "Ben Moss, mayor of Halm, said that the council would look at it in April. The last boat leaves at 21:00."
)
PLAIN = article(
    "Ferry to stop at nine",
    TEXT,
    "2025-03-01",
    outlet="Harbour Post",
    author="Nell Garrity",
    section="Coast",
    language="en",
    url="https://post.example/ferry",
    external_id="plain",
    correction="An earlier version misspelt a name.",
    credit="Foto: Post",
    dated_by="JSON-LD",
)
CHANGED = article(PLAIN.title, TEXT.replace("April", "May"), "2025-03-01", url=PLAIN.url, external_id="plain")
COPY = article(
    "No boats after nine",
    TEXT,
    "2025-03-02",
    outlet="Island Mail",
    url="https://mail.example/boats",
    external_id="copy",
)


def shown(reference: str = "plain", **address: str) -> AppTest:
    return drawn("articles", article=reference, **address)


def pane(app: AppTest) -> dict:
    """Return what the pane of the page is given to draw."""
    (found,) = panes(app)
    return found


def panes(app: AppTest) -> list[dict]:
    given = [json.loads(one.proto.json or "{}") for one in app.get("bidi_component")]
    return [data for data in given if data and "pieces" in data]


def marked(app: AppTest) -> list[str]:
    return [piece["text"] for piece in pane(app)["pieces"] if "mark" in piece]


def linked(app: AppTest) -> list[str]:
    return [link.proto.url for link in app.get("link_button")]


def everything(app: AppTest) -> str:
    """Return all that is in words on the page, without the backslashes that keep it text."""
    kinds = (app.header, app.subheader, app.success)
    more = "\n".join(element.value for kind in kinds for element in kind)
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", f"{words(app)}\n{more}").replace("\u2060", "")


@pytest.fixture
def corpus(tmp_path):
    """Yield the archive of the app, as another process has it open."""
    with open_corpus(tmp_path / "home", model=WordModel()) as opened:
        yield opened


def again(corpus: Corpus, draft: Draft) -> None:
    """Read an article that the archive has once more, with another text."""
    (outcome,) = ingest_readings(corpus, [Reading(draft.title, draft)])
    assert outcome.status == "updated"


def info(corpus: Corpus, reference: str = "plain") -> ArticleInfo:
    return corpus.catalogue.get(corpus.catalogue.find_id(reference)).info


def test_what_is_known_of_an_article_stands_above_its_text(archive) -> None:
    archive(PLAIN)

    app = shown()

    assert app.title[0].value == PLAIN.title
    said = everything(app)
    for known in ("Harbour Post · 1 March 2025 · Nell Garrity", "section: Coast", "language: English"):
        assert known in said
    assert [note.value.replace("\\", "") for note in app.warning] == [
        "Correction: An earlier version misspelt a name.",
        "Credit: Foto: Post",
    ]
    assert "".join(piece["text"] for piece in pane(app)["pieces"]) == TEXT
    assert linked(app) == ["https://post.example/ferry"]


def test_an_embargo_is_said_while_it_holds(archive, corpus) -> None:
    archive(PLAIN)
    future = datetime.now(UTC) + timedelta(days=3)
    corpus.writer.edit(info(corpus).id, embargo=future)
    assert f"not to be quoted until {future:%Y-%m-%d %H:%M} UTC" in everything(shown())

    corpus.writer.edit(info(corpus).id, embargo=datetime.now(UTC) - timedelta(days=3))
    assert "not to be quoted" not in everything(shown())


def test_the_places_of_the_address_are_highlighted_and_linked_to(archive) -> None:
    archive(PLAIN)
    start = TEXT.index("stops")

    app = shown(at=f"{start}-{start + 13},0-10")

    assert marked(app) == ["“The ferry", "stops at nine"]
    assert linked(app) == ["https://post.example/ferry#:~:text=The%20ferry"]
    assert any(piece.get("quote") for piece in pane(app)["pieces"])


def test_an_address_that_names_no_place_highlights_nothing(archive) -> None:
    archive(PLAIN)
    app = shown()

    for at in ("", "x", "9-3", "5-5", "1-2-3", "-1-4", "99999-100000", "١-٢", "1" * 40 + "-2"):
        app.query_params["at"] = at
        assert marked(run(app)) == [], at


def test_who_said_what_is_told_by_speaker_and_shown_in_the_text(archive) -> None:
    archive(PLAIN)
    app = shown()

    assert [one.value for one in app.subheader] == [
        "Ada Quill",
        "Ben Moss\\, mayor of Halm",
    ]
    said = everything(app)
    assert "quoted · with “said”" in said
    assert "reported, not quoted word by word · with “said”" in said

    (quote,) = [button for button in app.button if "stops at nine" in button.label]
    run(quote.click())

    assert marked(app) == ["The ferry to Tern Island stops at nine,"]
    assert pane(app)["focus"]
    assert TEXT[slice(*map(int, app.query_params["at"].split("-")))] == marked(app)[0]


def test_a_speaker_without_a_name_has_one_heading(archive) -> None:
    text = "The bank said: “The ferry stops at nine.”\n\n“It starts at noon,” the bank said on Friday."
    archive(article("The bank", text, "2025-03-01", external_id="bank"))

    assert [one.value for one in shown("bank").subheader] == ["The bank"]


def test_reported_words_get_no_quotation_marks(archive) -> None:
    archive(PLAIN)

    reported = [label for label in labels(shown()) if "look at it in April" in label]

    assert reported == ["the council would look at it in April"]


def test_many_quotes_are_drawn_page_by_page(archive) -> None:
    text = "\n\n".join(f"“The ferry of day {day} is late,” Ada Quill said." for day in range(100))
    archive(article("Late", text, "2025-03-01", external_id="late"))

    app = shown("late")
    assert sum("is late" in label for label in labels(app)) == 12
    run(app.pagination[0].set_value(9))
    assert ["day 99" in label for label in labels(app)].count(True) == 1


def test_pages_of_print_are_named(archive) -> None:
    starts = (0, TEXT.index("Ben Moss"))
    archive(article("Print", TEXT, "2025-03-01", external_id="print", page_starts=starts))

    app = shown("print", at=f"{starts[1] - 20}-{starts[1] + 8}")

    assert [piece["page"] for piece in pane(app)["pieces"] if "page" in piece] == [1, 2]
    assert {piece["mark"] for piece in pane(app)["pieces"] if "mark" in piece} == {0}
    assert "with “said” · page 2" in everything(app)


def test_an_article_without_quotes_or_changes_or_copies_says_so(archive) -> None:
    archive(article("Quiet", "The bay was calm.", "2025-03-01", external_id="quiet"))

    assert "Nobody is quoted" in everything(shown("quiet"))
    assert "has not changed" in everything(shown("quiet", part="versions"))
    assert "No other article" in everything(shown("quiet", part="copies"))


# Versions and copies --------------------------------------------------------------------------


def test_what_was_changed_between_two_versions(archive, corpus) -> None:
    archive(PLAIN)
    again(corpus, CHANGED)

    app = shown(part="versions")

    came = f"{info(corpus).added:%Y-%m-%d %H:%M} UTC (current)"
    assert f"Version 2, came in {came}" in everything(app)
    assert [(one["kind"], one["text"]) for one in pane(app)["pieces"] if one["kind"] != "same"] == [
        ("gone", "April"),
        ("came", "May"),
    ]
    run(app.selectbox[0].set_value(2))
    assert app.query_params["compare"] == "2-2"
    assert "are the same" in everything(app)
    assert not panes(app)


def test_an_address_that_names_no_two_versions_compares_the_last_two(archive, corpus) -> None:
    archive(PLAIN)
    again(corpus, CHANGED)
    app = shown(part="versions")

    for compare in ("", "1", "1-9", "0-1", "a-b", "1-2-3"):
        app.query_params["compare"] = compare
        assert "from version 1 to version 2" in everything(run(app)), compare


def test_an_older_version_can_be_read(archive, corpus) -> None:
    archive(PLAIN)
    again(corpus, CHANGED)
    app = shown(part="versions")

    run(the_button(app, f"read-{info(corpus).id}-1").click())

    assert "This is version 1 of 2" in everything(app)
    assert "".join(piece["text"] for piece in pane(app)["pieces"]) == TEXT
    run(the_button(app, "current").click())
    assert "look at it in May" in "".join(piece["text"] for piece in pane(app)["pieces"])
    assert "version" not in app.query_params


def test_copies_are_listed_with_the_likely_origin_and_opened(archive) -> None:
    archive(COPY, PLAIN)
    app = shown("copy", part="copies")

    assert "1 other article in the archive carries substantially this text." in everything(app)
    assert "Harbour Post · 1 March 2025 · Nell Garrity · the likely origin" in everything(app)

    run(the_button(app, "copy-").click())

    assert app.title[0].value == PLAIN.title
    assert "part" not in app.query_params
    assert "This one is the likely origin." in everything(shown(part="copies"))


def test_undated_copies_name_no_origin(archive, corpus) -> None:
    archive(COPY, PLAIN)
    for reference in ("copy", "plain"):
        corpus.writer.edit(info(corpus, reference).id, published=None)

    assert "which was first cannot be told" in everything(shown(part="copies"))


# Editing --------------------------------------------------------------------------------------


def box(app: AppTest, label: str) -> Any:
    """Return the field of the form whose label begins so."""
    (found,) = [one for one in [*app.text_input, *app.text_area] if one.label.startswith(label)]
    return found


def saved(app: AppTest, **fields: str) -> AppTest:
    """Type into the form and save it."""
    for label, text in fields.items():
        box(app, label).set_value(text)
    return run(the_button(app, "FormSubmitter").click())


def test_what_is_edited_is_saved_and_said(archive, corpus) -> None:
    archive(PLAIN)

    app = saved(shown(part="edit"), Outlet="  Harbour   Post and Mail ", Correction="", Language="DE")

    assert [one.value for one in app.success] == ["Saved."]
    edited = info(corpus)
    assert (edited.outlet, edited.correction, edited.language) == ("Harbour Post and Mail", None, "de")
    assert (edited.dated_by, edited.author) == ("JSON-LD", "Nell Garrity")
    assert "Harbour Post and Mail" in everything(app)
    assert [one.value for one in saved(app).success] == ["Nothing was changed."]


def test_a_day_edited_by_hand_forgets_where_it_was_read(archive, corpus) -> None:
    archive(PLAIN)

    saved(shown(part="edit"), Published="2025-02-28")

    assert (str(info(corpus).published), info(corpus).dated_by) == ("2025-02-28", None)


def test_an_embargo_of_a_day_holds_until_its_end_in_utc(archive, corpus) -> None:
    archive(PLAIN)

    app = saved(shown(part="edit"), Embargo="2999-03-01")

    assert "It may not be quoted until 2999-03-02 00:00 UTC." in app.success[0].value
    assert info(corpus).embargo == datetime(2999, 3, 2, tzinfo=UTC)


def test_what_cannot_be_is_not_saved_and_stays_to_be_corrected(archive, corpus) -> None:
    archive(PLAIN)
    before, app = info(corpus), shown(part="edit")
    wrong = {
        "Published": ("1 March", "YYYY-MM-DD"),
        "Language": ("English", "two letters"),
        "Embargo": ("soon", "a moment"),
        "Headline": ("  ", "some words"),
    }

    for field, (text, advice) in wrong.items():
        right = box(app, field).value
        saved(app, **{field: text, "Outlet": "Other"})
        assert advice in app.error[0].value
        assert info(corpus) == before
        assert (box(app, field).value, box(app, "Outlet").value) == (text, "Other")
        box(app, field).set_value(right)


def test_what_somebody_else_edited_meanwhile_stays(archive, corpus) -> None:
    archive(PLAIN)
    app = shown(part="edit")
    corpus.writer.edit(info(corpus).id, author="Bo Lind")

    saved(app, Outlet="Other")

    assert (info(corpus).outlet, info(corpus).author) == ("Other", "Bo Lind")
    assert "Bo Lind" in [one.value for one in app.text_input]


# Removing and restoring -----------------------------------------------------------------------


def test_removing_is_asked_about_first_and_can_be_taken_back(archive, corpus) -> None:
    archive(PLAIN, COPY)
    app = run(the_button(shown(part="edit"), "remove-").click())
    assert corpus.catalogue.count() == 2
    assert "can be restored until" in everything(app)

    run(the_button(app, "remove-now").click())

    assert [one.title for one in removed_articles(corpus)] == [PLAIN.title]
    assert app.query_params == {}
    assert app.title[0].value == "Articles"

    app = shown()
    assert app.title[0].value == "This article is not in the archive"
    restored(run(the_button(app, "restore-").click()))
    assert app.title[0].value == PLAIN.title
    assert "in the archive again" in everything(app)
    assert corpus.catalogue.count() == 2


def test_removed_for_good_needs_a_tick_and_leaves_nothing(archive, corpus) -> None:
    archive(PLAIN, COPY)
    app = run(the_button(shown(part="edit"), "remove-").click())
    assert the_button(app, "purge-now").disabled

    run(app.checkbox[0].check())
    run(the_button(app, "purge-now").click())

    assert removed_articles(corpus) == []
    app = shown()
    assert "removed for good" in everything(app)
    assert labels(app) == ["Back to the list"]


def test_removed_articles_are_listed_until_their_day(archive, corpus) -> None:
    archive(PLAIN, COPY)
    remove(corpus, [info(corpus).id])
    until = datetime.now(UTC) + timedelta(days=30)

    app = drawn("articles", show="removed")

    assert "1 removed article." in everything(app)
    assert f"kept until {until.day} {until:%B %Y}" in everything(app)
    restored(run(the_button(app, "restore-").click()))
    assert f"{PLAIN.title} is in the archive again." in everything(app)
    run(the_button(app, "open-restored").click())
    assert app.title[0].value == PLAIN.title


def test_what_cannot_be_restored_says_why(archive, corpus) -> None:
    archive(PLAIN, COPY)
    remove(corpus, [info(corpus).id])
    archive(PLAIN)

    app = restored(run(the_button(drawn("articles", show="removed"), "restore-").click()))

    assert "The archive holds" in app.error[0].value


def restored(app: AppTest) -> AppTest:
    """Wait until what is being restored has come to its end, and draw the page."""
    if "restoring" not in app.session_state:  # it was quicker than the page
        return app
    until(lambda: app.session_state["restoring"].is_done)
    return run(app)


def test_an_unknown_article_says_what_to_do(archive) -> None:
    archive(PLAIN)

    app = shown("<b>nothing</b>", at="0-5", part="edit")

    assert app.title[0].value == "This article is not in the archive"
    assert "Go back to the list" in everything(app)


def test_back_to_the_list_keeps_what_the_list_was_narrowed_to(archive) -> None:
    archive(PLAIN)
    app = shown(at="0-5", part="copies", compare="1-2", version="1", words="ferry", page="1")

    run(the_button(app, "back").click())

    assert app.title[0].value == "Articles"
    assert {"article", "at", "part", "compare", "version"}.isdisjoint(app.query_params)
    assert app.query_params["words"] == "ferry"


def test_the_part_of_the_page_is_in_its_address(archive) -> None:
    archive(PLAIN)
    app = shown(part="no such part")
    assert pane(app)["pieces"]

    run(app.segmented_control[0].set_value("edit"))
    assert app.query_params["part"] == "edit"
    assert app.text_input
    run(app.segmented_control[0].set_value("text"))
    assert "part" not in app.query_params


# Hostile articles -----------------------------------------------------------------------------


def test_a_hostile_article_shows_harmlessly(archive, corpus) -> None:
    draft = hostile()
    archive(draft, hostile("2025-03-02", number=2))
    known = dict.fromkeys(("correction", "credit", "usage", "section"), draft.title)
    corpus.writer.edit(info(corpus, "hostile-1").id, **known)
    text = draft.text + draft.title
    again(corpus, article(draft.title, text, "2025-03-01", url=draft.url, external_id="hostile-1"))
    app = shown("hostile-1", at="0-400")

    for part in ("text", "versions", "copies", "edit"):
        app.query_params["part"] = part
        run(app)
        # an address is no Markdown: that of the live page is looked at below
        assert [line for line in drawn_live(app._tree) if not line.startswith("link_button: https://")] == []
        assert len(app.title[0].value) < 500
        for link in linked(app):
            assert re.fullmatch(r"https://harbour\.example/dues/1\?[^<>\"\s]*#:~:text=[^<>\"\s]*", link)
        if part in ("text", "versions"):
            drawn_text = "".join(piece["text"] for piece in pane(app)["pieces"])
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", drawn_text)
            assert "<script>" in drawn_text


def test_a_removed_hostile_article_shows_harmlessly(archive, corpus) -> None:
    archive(hostile(), FERRY)
    remove(corpus, [info(corpus, "hostile-1").id])

    for app in (drawn("articles", show="removed"), shown("hostile-1")):
        assert list(drawn_live(app._tree)) == []
        assert "Restore" in labels(app)


def test_words_of_an_article_can_be_marked_for_a_briefing(archive) -> None:
    archive(PLAIN)

    assert pane(shown())["markable"] is True
