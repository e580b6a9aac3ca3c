"""On the chat page: flags beside citations, timelines, and what may be asked next."""

from streamlit.testing.v1 import AppTest

from corpus import open_corpus
from corpus.reports import Reports
from tests.assistant.archive import article
from tests.fakes import WordModel
from tests.ui.app.harness import (
    FERRY,
    answered,
    asked,
    chat,
    labels,
    run,
    the_button,
    words,
)
from tests.waiting import until
from ui.app.chat.suggesting import suggestions

STRIKE = [
    article("Harbour strike begins", "A harbour strike of pilots began in Halm on Monday.", "2025-03-03"),
    article("Harbour strike talks", "Talks on the harbour strike broke down after six hours.", "2025-03-06"),
    article("Harbour strike ends", "The harbour strike in Halm ended on Friday with a deal.", "2025-03-21"),
]
SAID = [
    article(f"Strike: {name}", f"“The strike {how},” {name}, mayor of Halm, said on Monday.", "2025-03-03")
    for name, how in [("Ada Quill", "goes on"), ("Ben Moss", "must *end*")]
]


def suggested(app: AppTest) -> AppTest:
    """Wait until what may be asked next is known, and draw the page."""
    until(lambda: not any(found is None for found in suggestions()._found.values()))
    return run(app)


def test_a_wrong_citation_is_reported_with_a_note_and_confirmed(archive, tmp_path) -> None:
    archive(FERRY)
    app = asked(chat())

    run(the_button(app, "flag-1").click())
    assert [one.label for one in app.selectbox if one.key == "which-1"] == ["Which citation?"]

    app.text_area[0].set_value("It was Ada's sister.")
    run(the_button(app, "report-").click())

    assert "kept as report 1" in words(app)
    assert not [button for button in app.button if (button.key or "").startswith("report-")]
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        (report,) = Reports(corpus.catalogue).every()
    assert report.citation.note == "It was Ada's sister."
    assert report.citation.words == "“The ferry to Tern Island stops at nine,” Ada Quill said."
    assert report.citation.title == FERRY.title
    assert report.citation.answer["question"] == "What did Ada Quill say about the ferry?"


def test_a_note_that_is_too_long_stays_to_be_shortened(archive, tmp_path) -> None:
    """A box with a limit would drop the whole paste without a word."""
    archive(FERRY)
    app = run(the_button(asked(chat()), "flag-1").click())

    app.text_area[0].set_value("It was Ada's sister. " * 200)
    run(the_button(app, "report-").click())

    assert "Shorten it" in app.error[0].value
    assert app.text_area[0].value.startswith("It was Ada's sister.")
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        assert Reports(corpus.catalogue).every() == []


def test_a_note_may_stay_empty(archive, tmp_path) -> None:
    archive(FERRY)

    app = run(the_button(asked(chat()), "flag-1").click())
    run(the_button(app, "report-").click())

    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        assert [report.citation.note for report in Reports(corpus.catalogue).every()] == [""]


def test_a_timeline_has_its_days_as_headings(archive) -> None:
    archive(*STRIKE)

    app = asked(chat(), "How did the harbour strike develop?")

    headings = [one.value for one in app.subheader]
    assert headings == ["3 March 2025", "6 March 2025", "21 March 2025", "Sources"]


def test_an_ordinary_answer_has_no_days(archive) -> None:
    archive(*STRIKE)

    app = asked(chat(), "When did the harbour strike end?")

    assert [one.value for one in app.subheader] == ["Sources"]


def test_what_may_be_asked_next_comes_after_the_answer_and_is_asked_at_a_click(archive) -> None:
    archive(*SAID)
    app = suggested(asked(chat(), "What did Ada Quill say about the strike?"))

    following = the_button(app, "suggestion-0")
    assert following.label == r"What did Ben Moss say about the strike\?"
    answered(run(following.click()))

    assert [one.value for one in app.header][-2:-1] == [r"What did Ben Moss say about the strike\?"]
    assert "“The strike must *end*,” Ben Moss, mayor of Halm, said on Monday." in [
        one.value for one in app.text
    ]


def test_what_was_asked_in_the_conversation_is_not_suggested_again(archive) -> None:
    archive(*SAID)
    app = suggested(asked(chat(), "What did Ada Quill say about the strike?"))
    assert len([one for one in labels(app) if "Ben Moss say" in one]) == 1

    app = suggested(asked(app, "What did Ben Moss say about the strike?"))

    assert not [button.key for button in app.button if (button.key or "").startswith("suggestion-")]


def test_where_there_is_nothing_to_ask_next_nothing_is_said(archive) -> None:
    archive(FERRY)

    app = suggested(asked(chat()))

    assert "ask next" not in words(app)
