"""The Briefings page as Streamlit runs it, over a small archive and the fake embedding model."""

import io
import json
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.briefings import composing, picking
from assistant.briefings.changes import Meanwhile, edit, put_back, take_out
from assistant.briefings.reading import composed, every_briefing, read_briefing
from assistant.briefings.records import Cited
from corpus import Corpus, open_corpus
from corpus.briefings import Briefings
from corpus.errors import BadExport
from corpus.removed import remove
from tests.assistant.archive import take_in
from tests.assistant.briefings.desk import DRAFTS, FERRY, change, place
from tests.fakes import WordModel
from tests.ui.app.harness import asked, chat, drawn, labels, run, the_button, words
from tests.ui.app.hostile import drawn_live, hostile
from tests.waiting import until
from ui.app.briefings import draft as briefing_draft
from ui.app.briefings import export as briefing_export
from ui.app.briefings.document import entries
from ui.app.briefings.items import _DOING, _TAKEN


@pytest.fixture
def corpus(tmp_path) -> Iterator[Corpus]:
    """Yield the archive of the app, as another process has it open."""
    with open_corpus(tmp_path / "home", model=WordModel()) as opened:
        take_in(opened, *DRAFTS)
        yield opened


@pytest.fixture
def briefing(corpus: Corpus) -> str:
    picks = [
        picking.heading("Boats"),
        picking.passage(corpus, "ferry", words="Islanders signed a petition."),
        picking.passage(corpus, "rates", words="Mortgages get dearer, said Conrad Weil."),
        picking.note("Ask the council."),
    ]
    return composing.new_briefing(corpus, "Ferries <b>today</b>", picks).id


def shown(briefing: str, **address: str) -> AppTest:
    return drawn("briefings", briefing=briefing, **address)


def texts(corpus: Corpus, briefing: str) -> list[str]:
    return [item.body.text for item in read_briefing(corpus, briefing).items]


def document(app: AppTest) -> dict[str, Any]:
    """Return what the document of the page is given to draw."""
    given = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    (found,) = [one for one in given if "sources" in one]
    return found


def plain(app: AppTest) -> str:
    return words(app).replace("\\", "")


def value(app: AppTest, name: str) -> str | None:
    found = app.query_params.get(name)
    return found[0] if isinstance(found, list) else found


def working(briefing: str, what: str, item: int) -> AppTest:
    """Draw a briefing with a dialog open, as the document's button opens it."""
    app = shown(briefing)
    app.session_state[_DOING] = {"briefing": briefing, "what": what, "item": item, "count": 1}
    return run(app)


def area(app: AppTest, key: str) -> Any:
    (found,) = [one for one in app.text_area if one.key.startswith(key)]
    return found


# The list -----------------------------------------------------------------------------------------


def test_a_briefing_is_begun_listed_and_opened(archive) -> None:
    archive(FERRY)
    app = drawn("briefings")
    assert "A briefing is what you hand on" in plain(app)

    run(the_button(app, "new-briefing").click())
    assert value(app, "briefing") is None, "a briefing without a title is none"
    (title,) = [one for one in app.text_input if one.key.startswith("new-title")]
    title.set_value("Night *ferries*")
    run(the_button(app, "new-briefing").click())

    assert app.title[0].value == "Night \\*ferries\\*"
    assert "Nothing stands here yet" in plain(app)
    run(the_button(app, "all-briefings").click())
    assert value(app, "briefing") is None
    assert "0 items" in plain(app)
    run(the_button(app, "brief-open-").click())
    assert app.title[0].value == "Night \\*ferries\\*"


def test_a_paste_that_is_too_long_is_told_so_and_stays(corpus, briefing) -> None:
    app = drawn("briefings")
    assert [one.label for one in (*app.text_input, *app.text_area) if one.proto.max_chars] == [], (
        "a box with a limit drops a longer paste without a word"
    )
    (title,) = [one for one in app.text_input if one.key.startswith("new-title")]
    title.set_value("x" * 201)
    run(the_button(app, "new-briefing").click())
    assert "Shorten it" in app.toast[0].value
    assert title.value == "x" * 201
    app.text_input(key="brief-about").set_value("x" * 501)
    assert "in fewer words" in plain(run(the_button(app, "brief-draft").click()))

    app = shown(briefing)
    area(app, "words-end").set_value("x" * 10_001)
    run(the_button(app, "put-end").click())
    assert "These are 10,001 characters" in plain(app)
    assert len(area(app, "words-end").value) == 10_001
    app = working(briefing, "edit", 4)
    area(app, "words-4-").set_value("x" * 10_001)
    assert "These are 10,001 characters" in plain(run(the_button(app, "save-").click()))
    assert len(texts(corpus, briefing)[-1]) < 100


def test_an_archive_without_articles_says_where_to_add_some(tmp_path) -> None:
    assert "The archive is empty. Add articles on the Upload page" in plain(drawn("briefings"))


def test_a_briefing_that_is_not_there_says_so(archive) -> None:
    archive(FERRY)
    assert drawn("briefings", briefing="nothing").title[0].value == "This briefing is not in the archive"


def test_renaming_and_removing_ask_first(corpus, briefing) -> None:
    app = shown(briefing, part="manage")
    assert the_button(app, "remove-briefing").disabled

    app.text_input(key=f"title-{briefing}").set_value("  Boats\n of March ")
    run(the_button(app, "rename-briefing").click())
    assert app.title[0].value == "Boats of March"

    run(app.checkbox(key=f"sure-{briefing}").check())
    run(the_button(app, "remove-briefing").click())
    assert every_briefing(corpus) == []
    assert app.title[0].value == "Briefings"


# The document -------------------------------------------------------------------------------------


def test_the_document_has_the_numbers_and_texts_of_the_briefing(corpus, briefing) -> None:
    given = document(shown(briefing))

    assert [(one["text"], [cite["number"] for cite in one.get("cites", [])]) for one in given["items"]] == [
        ("Boats", []),
        ("Islanders signed a petition.", [1]),
        ("Mortgages get dearer, said Conrad Weil.", [2]),
        ("Ask the council.", []),
    ]
    assert given["items"][0]["level"] == 2
    assert [one["text"] for one in given["sources"]] == [
        "1. Night ferry ends · Gazette · 1 March 2025 · Nell Garrity",
        "2. Rates rise · Mail · 2 March 2025",
    ]


def test_no_level_of_headings_is_skipped_and_a_line_is_said_once(corpus, briefing) -> None:
    passage = picking.passage(corpus, "ferry", words="The council will not pay for 14 more crossings")
    again = picking.passage(corpus, "ferry", words="The council will not pay")
    composing.add(corpus, briefing, [picking.heading("Deep", 3), passage, again, picking.heading("Top")])

    items = entries(composed(corpus, briefing))[4:]

    assert [one.get("level") for one in items] == [3, None, None, 2]
    assert items[1]["line"]
    assert items[2]["line"] is None


def test_what_is_no_longer_so_is_said_at_its_line(corpus, briefing) -> None:
    change(corpus, replace(FERRY, text=FERRY.text.replace("signed", "wrote")))
    remove(corpus, [corpus.catalogue.find_id("rates")])

    app = shown(briefing)

    _, ferry, rates, note = document(app)["items"]
    assert "The article has a new version in which these words are changed." in ferry["faults"][0]
    assert "The article has been removed from the archive." in rates["faults"][0]
    assert note["faults"] == []
    assert "2 lines no longer so" in plain(app)


def test_a_citation_opens_beside_the_briefing_and_survives_a_reload(corpus, briefing) -> None:
    app = shown(briefing, open="2.1")

    panes = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    (pane,) = [one for one in panes if "pieces" in one]
    marked = [one["text"] for one in pane["pieces"] if "mark" in one]
    assert marked == ["Islanders signed a petition."]
    run(the_button(app, "close-reading").click())
    assert value(app, "open") is None
    assert "close-reading" not in {one.key for one in app.button}


@pytest.mark.parametrize("open_", ["", "x", "1.99", ".", "999999999.1", "1.1.1", "-1.2"])
def test_a_mistyped_citation_opens_nothing_or_something(corpus, briefing, open_) -> None:
    assert shown(briefing, open=open_).title[0].value.startswith("Ferries")


def test_hostile_words_stay_words(corpus) -> None:
    draft = hostile()
    take_in(corpus, draft)
    line = draft.text.split("\n\n")[0]
    picks = [picking.heading(draft.title), picking.note(draft.title)]
    picks.append(picking.passage(corpus, "hostile-1", words=line))
    made = composing.new_briefing(corpus, draft.title, picks).id

    for address in ({}, {"briefing": made, "open": "3.1"}, {"briefing": made, "part": "manage"}):
        app = drawn("briefings", **address)
        live = [one for one in drawn_live(app._tree) if not one.startswith("link_button: https://harbour.")]
        assert live == []
        assert not set("\u202e\u2066") & set(
            json.dumps([one.proto.json for one in app.get("bidi_component")])
        )


def test_two_hundred_items_are_drawn_in_no_time(corpus) -> None:
    one = picking.passage(corpus, "ferry", words="Islanders signed a petition.")
    made = composing.new_briefing(corpus, "Long", [one, picking.note("A note.")] * 100).id
    app = shown(made)

    began = time.process_time()
    run(app)

    assert time.process_time() - began < 1
    assert len(document(app)["items"]) == 200
    assert len(app.button) < 20


# Working on it ------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", [1, 2, 4])
def test_what_is_taken_out_comes_back_as_it_was(corpus, briefing, item) -> None:
    before = read_briefing(corpus, briefing).items

    taken = take_out(corpus, briefing, item)
    assert len(texts(corpus, briefing)) == 3
    put_back(corpus, taken)

    assert [one.body for one in read_briefing(corpus, briefing).items] == [one.body for one in before]


def test_a_correction_that_came_before_taking_out_is_still_told_after(corpus, briefing) -> None:
    corpus.writer.edit(corpus.catalogue.find_id("ferry"), correction="It was Bo Marsh.")

    put_back(corpus, take_out(corpus, briefing, 2))

    assert [fault.what for fault in composed(corpus, briefing).faults] == ["corrected"]


def test_the_page_offers_to_undo(corpus, briefing) -> None:
    app = shown(briefing)
    before = texts(corpus, briefing)
    app.session_state[_TAKEN] = [take_out(corpus, briefing, 4), take_out(corpus, briefing, 2)]
    run(app)
    assert "Removed: Islanders signed a petition. (and 1 before it)" in plain(app)

    run(the_button(app, "put-back").click())
    assert texts(corpus, briefing) == before[:-1]
    assert "Removed: Ask the council." in plain(app), "what was taken out before it is not lost"
    run(the_button(app, "put-back").click())

    assert texts(corpus, briefing) == before
    assert "Removed:" not in plain(app)


def test_what_stood_side_by_side_comes_back_side_by_side(corpus, briefing) -> None:
    app = shown(briefing)
    before = texts(corpus, briefing)
    app.session_state[_TAKEN] = [take_out(corpus, briefing, 2), take_out(corpus, briefing, 1)]
    run(app)

    run(the_button(app, "put-back").click())
    run(the_button(app, "put-back").click())

    assert texts(corpus, briefing) == before


def test_to_dismiss_it_loses_nothing_of_another_briefing(corpus, briefing) -> None:
    other = composing.new_briefing(corpus, "Other", [picking.note("A note.")]).id
    app = shown(briefing)
    app.session_state[_TAKEN] = [take_out(corpus, other, 1), take_out(corpus, briefing, 2)]
    run(app)

    run(the_button(app, "stay-out").click())

    assert "Removed:" not in plain(app)
    assert [one.briefing for one in app.session_state[_TAKEN]] == [other]


def test_a_wrong_quotation_is_flagged_at_once_and_at_its_line(corpus, briefing) -> None:
    app = working(briefing, "edit", 2)
    assert area(app, "words-2").value == "Islanders signed a petition."

    area(app, "words-2").set_value("Islanders “signed two petitions”.")
    run(the_button(app, "save-2").click())

    assert "do not stand in the source; the marks were taken off" in plain(app)
    assert "Kept as: Islanders signed two petitions." in plain(app)
    assert area(app, "words-2").value == "Islanders “signed two petitions”.", "to be put right"
    assert any(
        "do not stand in the source" in flag for flag in document(shown(briefing))["items"][1]["flags"]
    )

    area(app, "words-2").set_value("Islanders, they say, “signed a petition”.")
    run(the_button(app, "save-2").click())
    assert "save-2" not in " ".join(one.key for one in app.button), "nothing to say: the dialog is closed"
    assert texts(corpus, briefing)[1] == "Islanders, they say, “signed a petition”."
    assert document(app)["items"][1]["flags"] == []


def test_a_heading_has_a_level_and_a_statement_can_cite_more(corpus, briefing) -> None:
    app = working(briefing, "edit", 1)
    app.selectbox[0].set_value(2)
    run(the_button(app, "save-1").click())
    assert composed(corpus, briefing).briefing.items[0].body.level == 2

    app = working(briefing, "edit", 2)
    app.multiselect[0].set_value([place(corpus, "rates", "Mortgages get dearer, said Conrad Weil.")])
    run(the_button(app, "save-2").click())
    made = composed(corpus, briefing)
    assert made.numbers(made.briefing.items[1]) == (1, 2)


def test_two_people_edit_the_same_item_and_nothing_is_lost_silently(corpus, briefing) -> None:
    app = working(briefing, "edit", 4)
    composing.edit(corpus, briefing, 4, "Ask the mayor.")

    area(app, "words-4").set_value("Ask the council at noon.")
    run(the_button(app, "save-4").click())
    assert "It now says: Ask the mayor." in plain(app)
    assert texts(corpus, briefing)[3] == "Ask the mayor."
    assert area(app, "words-4").value == "Ask the council at noon."

    run(the_button(app, "save-4").click())
    assert texts(corpus, briefing)[3] == "Ask the council at noon."


def test_an_item_that_somebody_else_removed_is_told_so(corpus, briefing) -> None:
    app = working(briefing, "edit", 4)
    composing.remove(corpus, briefing, [4])

    run(app)

    assert [one.value for one in app.toast] == ["Somebody else has removed this item."]
    assert isinstance(edit(corpus, briefing, 3, "x", was="y"), Meanwhile)


def test_a_dialog_of_another_briefing_does_not_open(corpus, briefing) -> None:
    other = composing.new_briefing(corpus, "Other", [picking.note("Theirs.")] * 4).id
    app = working(briefing, "edit", 4)
    app.query_params["briefing"] = other
    run(app)

    assert "save-4" not in " ".join(one.key for one in app.button)


def test_no_words_are_told_so(corpus, briefing) -> None:
    app = working(briefing, "edit", 4)
    area(app, "words-4").set_value("  ")
    run(the_button(app, "save-4").click())
    assert "Leave it some words." in plain(app)
    assert texts(corpus, briefing)[3] == "Ask the council."

    app = shown(briefing)
    run(the_button(app, "put-end").click())
    assert "Write some words first." in plain(app)


def test_a_correction_is_taken_as_read(corpus, briefing) -> None:
    corpus.writer.edit(corpus.catalogue.find_id("ferry"), correction="It was Bo Marsh.")
    app = working(briefing, "edit", 2)
    assert "It now says: It was Bo Marsh." in plain(app), "it can be read where one says that one has"

    run(the_button(app, "read-2").click())

    assert composed(corpus, briefing).faults == ()


def test_a_heading_a_note_and_a_statement_are_written_by_hand(corpus, briefing) -> None:
    app = shown(briefing)
    area(app, "words-end").set_value("They “said so”.")
    run(the_button(app, "put-end").click())
    assert texts(corpus, briefing)[-1] == "They “said so”."
    assert document(app)["items"][-1]["flags"] == [
        "It quotes words without a source, so nobody has checked them."
    ]
    assert area(app, "words-end").value == ""

    run(app.segmented_control(key="kind-end").set_value("Statement"))
    area(app, "words-end").set_value("Islanders signed.")
    run(the_button(app, "put-end").click())
    assert "Choose what the statement rests on" in plain(app)
    run(app.multiselect[0].set_value([place(corpus, "ferry", "Islanders signed a petition.")]))
    run(the_button(app, "put-end").click())
    body = composed(corpus, briefing).briefing.items[-1].body
    assert isinstance(body, Cited)
    assert body.text == "Islanders signed."


def test_something_is_put_below_an_item(corpus, briefing) -> None:
    app = working(briefing, "after", 1)
    area(app, "words-below").set_value("Between.")
    run(the_button(app, "put-below").click())

    assert texts(corpus, briefing)[:2] == ["Boats", "Between."]


# Brief me on … ------------------------------------------------------------------------------------


def drafted(app: AppTest) -> AppTest:
    (drafting,) = briefing_draft._drafts().values()
    until(lambda: drafting.is_done)
    return run(app)


def test_what_the_archive_lacks_is_said_and_no_briefing_made(corpus) -> None:
    app = drawn("briefings")
    app.text_input(key="brief-about").set_value("Volcanoes of Iceland")
    run(the_button(app, "brief-draft").click())
    assert value(app, "draft")
    drafted(app)

    assert every_briefing(corpus) == []
    assert "Volcanoes of Iceland" in plain(app)
    assert "Looking for" not in plain(app)
    run(the_button(app, "leave-draft").click())
    assert app.text_input(key="brief-about").value == "Volcanoes of Iceland", "for another try"


def test_a_draft_becomes_a_briefing(corpus) -> None:
    app = drawn("briefings")
    app.text_input(key="brief-about").set_value("brief me on the ferry to Tern Island")
    run(the_button(app, "brief-draft").click())
    drafted(app)

    (made,) = every_briefing(corpus)
    assert value(app, "briefing") == made.id
    assert value(app, "draft") is None
    assert {one["text"] for one in document(app)["items"]} >= {"Key points", "Who said what"}


def test_a_draft_needs_a_matter_and_days_in_order(corpus) -> None:
    app = drawn("briefings", since="2025-03-02", until="2025-03-01", about="ferries")
    run(the_button(app, "brief-draft").click())
    assert "lies after" in plain(app)
    app.text_input(key="brief-about").set_value("?!")
    run(the_button(app, "brief-draft").click())
    assert "Say what the briefing is to be about" in plain(app)


def test_a_draft_on_its_way_stands_in_the_list(corpus, monkeypatch) -> None:
    monkeypatch.setattr(briefing_draft.Drafting, "run", lambda self, *_: self.steps.append("key points"))
    app = drawn("briefings")
    app.text_input(key="brief-about").set_value("the ferry")
    run(the_button(app, "brief-draft").click())
    assert "The ferry" not in plain(drawn("briefings")), "another session does not see it"

    app.query_params.clear()
    run(app)

    assert "Being drafted, looking for key points" in plain(app)
    run(the_button(app, "brief-open-draft-").click())
    assert value(app, "draft")
    assert app.header[0].value == "The ferry"
    (drafting,) = briefing_draft._drafts().values()
    drafting.reason = "It ended."
    app.query_params.clear()
    assert "Being drafted" not in plain(run(app))


def test_a_draft_that_the_servers_end_broke_off_says_so(corpus) -> None:
    assert "This draft was broken off" in plain(drawn("briefings", draft="gone", about="ferries"))


# Export -------------------------------------------------------------------------------------------


def made(app: AppTest) -> AppTest:
    run(the_button(app, "export-make").click())
    app.session_state[briefing_export._MADE].is_done(60)
    return run(app)


def test_the_choices_of_an_export_and_half_written_words_stay_while_one_looks_elsewhere(
    corpus, briefing
) -> None:
    app = shown(briefing, part="export")
    run(app.selectbox(key="export-kind").set_value("odt"))
    run(app.selectbox(key="export-style").set_value("mla"))
    app.query_params["part"] = "text"
    run(app)
    run(area(app, "words-end").set_value("Half a thought"))
    app.query_params["part"] = "export"
    run(app)

    assert (app.selectbox(key="export-kind").value, app.selectbox(key="export-style").value) == ("odt", "mla")
    app.query_params["part"] = "text"
    run(app)
    assert area(app, "words-end").value == "Half a thought"


def test_a_file_is_made_and_offered_with_a_good_name(corpus, briefing) -> None:
    app = made(shown(briefing, part="export"))

    making = app.session_state[briefing_export._MADE]
    assert making.name == "Ferries-b-today-b.docx"
    notes = zipfile.ZipFile(io.BytesIO(making.made)).read("word/footnotes.xml").decode()
    assert "Night Ferry Ends" in notes, "as Chicago writes headlines"
    assert "Gazette" in notes
    assert [one.proto.label.replace("\\", "") for one in app.get("download_button")] == [
        "Download Ferries-b-today-b.docx"
    ]

    composing.add(corpus, briefing, [picking.note("Later.")])
    run(app)
    assert not app.get("download_button")
    assert "The briefing has changed since this file was made" in plain(app)


@pytest.mark.parametrize("kind", ["html", "md", "txt", "bib", "ris", "json"])
def test_other_formats(corpus, briefing, kind) -> None:
    app = shown(briefing, part="export")
    run(app.selectbox(key="export-kind").set_value(kind))
    made(app)

    making = app.session_state[briefing_export._MADE]
    assert making.name.endswith(f".{kind}")
    assert "night ferry ends" in making.made.decode().lower().replace("{", "").replace("}", "")


def test_a_script_without_a_font_is_told_with_the_remedy(corpus, briefing) -> None:
    composing.add(corpus, briefing, [picking.note("\U00012000 is cuneiform.")])
    app = shown(briefing, part="export")
    run(app.selectbox(key="export-kind").set_value("pdf"))
    made(app)

    assert app.session_state[briefing_export._MADE].made is None
    (error,) = app.error
    assert "font" in error.value


def test_a_style_of_ones_own_is_read_or_refused_by_its_name(corpus, briefing) -> None:
    from assistant.briefings.exporting.style_files import style_of

    own = briefing_export.Given("1", "ours.csl", style_of("house").file.read_bytes())
    found = composed(corpus, briefing)
    wanted = briefing_export.Wanted(briefing, "md", "own", "", True, own)
    assert b"Night ferry ends" in briefing_export.rendered_as(found, wanted)

    broken = replace(wanted, csl=briefing_export.Given("2", "ours.csl", b"<nothing"))
    with pytest.raises(BadExport, match=r"^ours\.csl"):
        briefing_export.rendered_as(found, broken)


def test_fonts_that_were_given_are_set_with(corpus, briefing, monkeypatch) -> None:
    import assistant.briefings.exporting as exporting

    def rendered(*_: Any, fonts: Any, **__: Any) -> bytes:
        return b" ".join(sorted(one.read_bytes() for one in fonts.iterdir()))

    monkeypatch.setattr(exporting, "rendered", rendered)
    fonts = tuple(briefing_export.Given(str(at), "../a.TTF", b"font %d" % at) for at in range(2))
    wanted = briefing_export.Wanted(briefing, "pdf", "apa", "", True, fonts=fonts)

    assert briefing_export.rendered_as(composed(corpus, briefing), wanted) == b"font 0 font 1"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Iraq: who said what?", "Iraq-who-said-what.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("بيان اليوم", "بيان-اليوم.pdf"),
        ("?!", "briefing.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_a_files_name_is_the_words_of_the_title(title, name) -> None:
    assert briefing_export.file_name(title, "pdf") == name


# From the chat ------------------------------------------------------------------------------------


def adding(corpus: Corpus, **state: Any) -> AppTest:
    """Draw what stands under an answer."""

    def script() -> None:
        from assistant import Assistant
        from ui.app import adding, shared

        found, _ = shared.resources()
        answer = Assistant(found).ask("What did Ada Quill and Bo Marsh say about the ferry and the council?")
        adding.offer_to_add("talk", 3, answer)
        adding.show_adding("talk", 3, answer)

    return run(AppTest.from_function(script, default_timeout=60))


def test_an_answer_goes_into_a_new_briefing_with_its_question_as_title(corpus) -> None:
    app = adding(corpus)
    run(the_button(app, "add-3").click())
    run(the_button(app, "add-now-").click())

    (info,) = every_briefing(corpus)
    assert info.title.startswith("What did Ada Quill")
    items = composed(corpus, info.id).briefing.items
    assert items
    assert all(item.asked and (item.asked.conversation, item.asked.turn) == ("talk", 3) for item in items)
    number = f"{len(items)} statement{'' if len(items) == 1 else 's'}"
    assert f"Added {number} to “What did Ada Quill" in plain(app)
    assert "Open the briefing" in labels(app)
    assert "Add" not in labels(app), "the form is closed"


def test_some_statements_go_into_the_briefing_that_was_used_last(corpus, briefing) -> None:
    other = composing.new_briefing(corpus, "Another").id
    app = adding(corpus)
    app.session_state["briefing-used"] = briefing
    run(the_button(app, "add-3").click())
    assert app.selectbox[0].value == briefing
    assert app.selectbox[0].options[-1] == "A new briefing …"
    run(app.radio[0].set_value("Some of its statements"))
    run(the_button(app, "add-now-").click())
    assert "Tick the statements that you want to add." in plain(app)

    run(app.checkbox[-1].check())
    run(the_button(app, "add-now-").click())

    assert len(texts(corpus, briefing)) == 5
    assert texts(corpus, other) == []
    assert "Added 1 statement to “Ferries <b>today</b>”." in plain(app)


def test_briefings_of_one_name_are_told_apart(corpus, briefing) -> None:
    composing.new_briefing(corpus, "Ferries <b>today</b>")
    app = adding(corpus)
    run(the_button(app, "add-3").click())

    *same, _ = app.selectbox[0].options
    assert len(same) == 2
    assert all(name.startswith("Ferries <b>today</b> (begun ") for name in same)


def test_a_briefing_that_was_removed_meanwhile_is_told_so(corpus, briefing) -> None:
    app = adding(corpus)
    run(the_button(app, "add-3").click())
    app.button(key="add-now-answer-talk-3").click()
    Briefings(corpus.catalogue).remove(briefing)
    run(app)

    assert "Somebody has removed this briefing. Choose another one." in plain(app)


def test_the_chat_offers_it_under_an_answer_and_not_where_there_is_none(archive) -> None:
    archive(FERRY)
    app = asked(chat(), "Who won the chess tournament in Reykjavik?")
    assert "Add to briefing" not in labels(app)

    app = asked(app, "What did Ada Quill say about the ferry?")
    run(the_button(app, "add-2").click())
    run(the_button(app, "add-now-").click())

    assert "Added 1 statement to “What did Ada Quill say about the ferry?”." in plain(app)
