"""The Chat page as Streamlit runs it, over a small archive and the fake embedding model."""

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

import ui.bootstrap
from assistant.answer import Disagreement, Side
from assistant.conversation import AnsweredTurn, kept_conversation
from corpus import open_corpus
from corpus.records import Filters
from tests.assistant.archive import article
from tests.fakes import WordModel
from tests.ui.app.harness import (
    FERRY,
    QUESTION,
    SAMPLE,
    asked,
    chat,
    clicked,
    labels,
    narrowings,
    run,
    the_button,
    upload,
    words,
)
from ui.app.shared import label, resources


def value(app: AppTest, name: str) -> str:
    """Return a part of the address."""
    found = app.query_params[name]
    return found if isinstance(found, str) else found[0]


def turns(app: AppTest) -> list[AnsweredTurn]:
    """Return what the catalogue holds of the conversation that is open."""
    corpus, _ = resources()
    _, kept = kept_conversation(corpus, value(app, "conversation"))
    return kept


def headings(app: AppTest) -> list[str]:
    """Return the questions on the page, each of which is a heading."""
    return [one.value for one in app.header if one.value != "Conversations"]


def passage(app: AppTest) -> tuple[int, int, int]:
    """Return which version is open beside the answer, and where its first mark begins and ends."""
    _, version, place = value(app, "passage").split(".")
    start, end = place.split("-")
    return int(version), int(start), int(end)


def test_an_empty_archive_says_where_to_begin() -> None:
    app = chat()

    assert "The archive is empty" in app.info[0].value
    assert "Upload" in app.info[0].value
    assert "Go to the Upload page" in labels(app)


def test_what_the_archive_holds_is_shown(archive) -> None:
    archive(FERRY, SAMPLE)

    assert "2 articles, published 1 February 2025 to 1 March 2025" in words(chat())


def test_a_question_gives_statements_with_their_speaker_and_citations(archive) -> None:
    archive(FERRY)

    app = asked(chat())

    assert "**Ada Quill\\, in The" in words(app)
    assert "“The ferry to Tern Island stops at nine,” Ada Quill said." in [one.value for one in app.text]
    assert the_button(app, "cite-").label.startswith(r"\[1\] The \*\*Gazette\*\*")
    assert the_button(app, "source-").label.startswith(r"1\. Night")
    assert "answered by quotes only" in words(app)
    assert "As of 1 March 2025" in words(app)


def test_a_citation_opens_the_article_at_its_words_and_closes_again(archive) -> None:
    archive(FERRY)
    app = asked(chat())

    run(the_button(app, "cite-").click())

    version, start, end = passage(app)
    assert version == 1
    assert FERRY.text[start:end] == "“The ferry to Tern Island stops at nine,” Ada Quill said."
    assert "**Ada Quill\\, in The" in words(app), "the answer stays beside the article"
    run(the_button(app, "close-article").click())
    assert "Close" not in labels(app)
    assert "passage" not in app.query_params


def test_an_article_that_is_open_is_open_after_a_reload(archive) -> None:
    archive(FERRY)
    app = run(the_button(asked(chat()), "cite-").click())
    address = {name: value(app, name) for name in ("conversation", "passage")}

    again = chat(**address)

    assert passage(again) == passage(app)
    assert "Close" in labels(again)


@pytest.mark.parametrize(
    "odd", ["x", "../../etc.1", "a.b.c", "a.1.9-", "a.99999999999999", "a.1" + ".1-2" * 99]
)
def test_an_address_of_no_passage_opens_nothing(archive, odd) -> None:
    archive(FERRY)

    app = chat(passage=odd)

    assert "Close" not in labels(app)
    assert "passage" not in app.query_params


def test_an_article_that_was_removed_meanwhile_is_told(archive, tmp_path) -> None:
    archive(FERRY)
    app = asked(chat())
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        corpus.writer.remove([corpus.catalogue.find_id("ferry-1")])

    run(the_button(app, "cite-").click())

    assert "removed from the archive" in words(app)


def test_no_answer_shows_why_and_what_is_near(archive) -> None:
    archive(FERRY)

    app = asked(chat(), "How many goals did Zanzibar score?")

    assert "The archive holds" in words(app)
    assert "Nearby in the archive" in words(app)
    assert the_button(app, "nearby-").label.startswith(r"1\. Night")
    assert "Report a citation" not in labels(app)


def test_a_question_that_cannot_be_read_is_an_error_and_no_traceback(archive) -> None:
    archive(FERRY)

    app = asked(chat(), "why " * 10_000)

    assert "longer than" in app.warning[0].value
    assert "Traceback" not in words(app)
    assert {"Ask again", "Edit the question", "Remove the question"} <= set(labels(app))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_failure_inside_is_told_without_its_details(archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(FERRY)
    app = chat()
    monkeypatch.setattr("assistant.assistant.find_passages", lambda *_: 1 / 0)

    asked(app)

    assert "Something went wrong inside Dateline" in app.warning[0].value
    assert "division" not in words(app)


def test_two_questions_stay_on_the_page_each_with_its_answer(archive) -> None:
    archive(FERRY)

    app = asked(asked(chat()), "How many goals did Zanzibar score?")

    assert headings(app) == [label(QUESTION), r"How many goals did Zanzibar score\?"]
    assert "stops at nine" in words(app)
    assert "Nearby in the archive" in words(app)


def test_two_people_do_not_see_each_others_questions(archive) -> None:
    archive(FERRY)
    asked(chat())

    app = chat()

    assert headings(app) == []
    assert "stops at nine" not in words(app)


def test_the_example_can_be_tried_with_one_click(archive) -> None:
    archive(FERRY, SAMPLE)
    app = chat()

    clicked(app, "example")

    assert len(headings(app)) == 1
    assert "example" not in [button.key for button in app.button]


def test_an_archive_without_the_sample_has_no_example_from_it(archive) -> None:
    archive(FERRY)

    assert "example" not in [button.key for button in chat().button]


def test_the_filters_reach_the_question_and_are_chips_that_go_at_a_click(archive) -> None:
    archive(FERRY)
    app = chat()
    app.selectbox(key="outlet").select(FERRY.outlet)
    app.date_input(key="from").set_value(date(2025, 4, 1))
    app.date_input(key="as-of").set_value(date(2025, 5, 1))

    asked(app)

    (turn,) = turns(app)
    assert turn.filters == Filters(since=date(2025, 4, 1), outlet=FERRY.outlet, asked=date(2025, 5, 1))
    assert turn.answer.abstained
    chips = [button.label for button in app.button if (button.key or "").startswith("chip-")]
    assert chips == ["Published since 1 April 2025", label(f"Outlet: {FERRY.outlet}"), "As of 1 May 2025"]

    run(the_button(app, "chip-from").click())
    run(the_button(app, "chip-as-of").click())
    asked(app)

    assert turns(app)[1].filters == Filters(outlet=FERRY.outlet)
    assert turns(app)[0] == turn, "what was asked before stays as it was"


def test_a_time_that_was_typed_the_wrong_way_round_is_turned(archive) -> None:
    archive(FERRY)
    app = chat()
    app.date_input(key="from").set_value(date(2025, 4, 1))
    app.date_input(key="until").set_value(date(2025, 2, 1))

    asked(app)

    assert (turns(app)[0].filters.since, turns(app)[0].filters.until) == (date(2025, 2, 1), date(2025, 4, 1))
    run(the_button(app, "chip-from").click())
    assert not [button for button in app.button if (button.key or "").startswith("chip-")]


NAMING = "What did Ada Quill say in March 2025, according to the Gazette?"
PLAIN = replace(FERRY, outlet="Gazette")


def test_what_was_read_from_a_question_is_shown_and_can_be_taken_back_one_by_one(archive) -> None:
    archive(PLAIN)
    app = asked(asked(asked(chat()), NAMING))
    before, first, after = turns(app)
    assert the_button(app, "read-2-period").label == r"Read from your question\: March 2025"
    assert the_button(app, "read-2-outlet").label == r"Read from your question\: Gazette"

    clicked(app, "read-2-period")

    now = turns(app)
    assert (now[0], now[2]) == (before, after), "nothing else of the conversation is touched"
    assert (now[1].question, now[1].filters) == (first.question, first.filters)
    assert now[1].answer.filters.inferred == ("outlet",)
    assert narrowings(app) == ["read-2-outlet", "without-2-period"]
    assert the_button(app, "without-2-period").label == r"Not applied\: March 2025"

    clicked(app, "read-2-outlet")

    assert turns(app)[1].answer.filters.inferred == ()
    assert narrowings(app) == ["without-2-period", "without-2-outlet"]
    assert "stops at nine" in words(app)


def test_what_was_taken_back_by_mistake_is_one_click_away(archive) -> None:
    archive(PLAIN)
    app = asked(chat(), NAMING)
    answer = turns(app)[0].answer
    clicked(app, "read-1-period")

    clicked(app, "without-1-period")

    assert turns(app)[0].answer == answer
    assert narrowings(app) == ["read-1-period", "read-1-outlet"]


def test_taking_back_keeps_the_filters_of_then_and_the_opened_article(archive) -> None:
    archive(PLAIN)
    app = chat()
    app.selectbox(key="outlet").select("Gazette")
    asked(app, NAMING)
    run(the_button(app, "cite-").click())
    app.selectbox(key="outlet").select(None)

    clicked(app, "read-1-period")

    (turn,) = turns(app)
    assert turn.answer.filters.outlet == "Gazette"
    assert "Close" in labels(app)


def test_filters_that_were_given_are_shown_and_cannot_be_taken_back(archive) -> None:
    archive(FERRY)
    app = chat()
    app.selectbox(key="outlet").select(FERRY.outlet)
    app.date_input(key="from").set_value(date(2025, 2, 1))

    asked(app, "What did Ada Quill say in March 2025?")

    assert narrowings(app) == []
    assert "Published since 1 February 2025" in words(app)
    assert f"Outlet: {FERRY.outlet}" in [one.value for one in app.text], "text, never Markdown"


def test_a_follow_up_leans_on_the_turn_before_and_says_how_it_was_understood(archive) -> None:
    archive(FERRY)

    app = asked(chat())
    assert "Understood as" not in words(app)

    asked(app, "what else did she say about *ferries*?")

    assert r"Understood as\: what else did Ada Quill say about \*ferries\*\?" in words(app)
    assert turns(app)[1].answer.question == "what else did she say about *ferries*?"


def test_a_reload_brings_the_conversation_back_from_its_address(archive) -> None:
    archive(PLAIN)
    app = asked(asked(chat()), NAMING)
    app = clicked(app, "read-2-period")
    shown = words(app)

    again = chat(conversation=value(app, "conversation"))

    assert words(again) == shown
    assert narrowings(again) == ["read-2-outlet", "without-2-period"]
    asked(again, "what else did she say?")
    assert r"Understood as\: what else did Ada Quill say" in words(again)
    assert [turn.number for turn in turns(again)] == [1, 2, 3]


def test_an_address_of_no_conversation_begins_a_new_one(archive) -> None:
    archive(FERRY)

    app = chat(conversation="gone")

    assert "not in the archive" in app.warning[0].value
    assert "conversation" not in app.query_params
    assert headings(app) == []


def test_a_conversation_has_its_address_from_its_first_question_on(archive) -> None:
    archive(FERRY)
    app = asked(chat(), "why " * 10_000)
    named = value(app, "conversation")

    assert "longer than" in chat(conversation=named).warning[0].value
    asked(app)

    assert value(app, "conversation") == named
    assert [turn.number for turn in turns(app)] == [2]
    assert len(headings(app)) == 2


def test_a_question_that_nothing_narrowed_shows_no_filter(archive) -> None:
    archive(FERRY)

    app = asked(chat())

    assert narrowings(app) == []
    assert not {"Published", "Outlet:"} & set(words(app).split())


def test_a_sample_article_is_marked_as_one(archive) -> None:
    archive(SAMPLE)

    app = asked(chat(), "By how much did the bank raise its rate?")

    assert "sample" in the_button(app, "cite-").label
    assert "sample article" in the_button(app, "source-").label


def test_a_source_says_who_else_carries_its_text_as_plain_text(archive) -> None:
    wire = replace(FERRY, title="The ferry stops at nine")
    archive(wire, replace(wire, outlet="The *Mail*", external_id="ferry-2", url=None))
    app = asked(chat(), QUESTION)

    (also,) = [one.value for one in app.caption if "carried by" in one.value]
    assert also in (
        r"And 1 copy\, carried by\: The \*Mail\*",
        r"And 1 copy\, carried by\: The \*\*Gazette\*\* \<b\>",
    )


def test_markdown_of_articles_and_questions_stays_text(archive) -> None:
    archive(FERRY)

    app = asked(chat(), f"{QUESTION} **loud** [link](https://evil.example) :red[x]")

    shown = "\n".join(
        [
            *labels(app),
            *(str(one.value) for kind in (app.markdown, app.caption, app.header) for one in kind),
        ]
    )
    assert "**loud**" not in shown
    assert "[ends](" not in shown
    assert ":red[" not in shown
    assert "<b>" not in shown
    assert "**Gazette**" not in shown
    assert "$x$" not in shown


def test_the_sample_can_be_removed_once_there_is_more(archive) -> None:
    archive(SAMPLE)
    assert "Remove the sample articles" not in labels(chat())
    archive(FERRY)
    app = chat()

    run(the_button(app, "remove-sample").click())

    assert "Remove the sample articles" not in labels(app)
    assert "1 article," in words(app)


def test_a_wrong_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens the page learns which setting it is."""
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "soon")

    for app in (chat(), upload()):
        assert r"DATELINE\_MODEL\_TIMEOUT" in app.error[0].value


def test_an_archive_of_another_model_is_told(archive, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(FERRY)
    other = WordModel()
    other.name = "another-64"
    monkeypatch.setattr(ui.bootstrap, "SentenceTransformerModel", lambda name, **_: other)

    assert "check" in chat().error[0].value


STORM = [
    article(
        "Storm kills seven in Bodø",
        "At least seven people died in the storm that hit Bodø on Monday, police said.\n\n"
        "The storm cut power to the harbour.",
        "2025-03-04",
        outlet="Northern Gazette",
    ),
    article(
        "Bodø counts its dead",
        "The storm that hit Bodø on Monday killed 12 people, the mayor of Bodø said.\n\n"
        "Many boats were lost.",
        "2025-03-05",
        outlet="Harbour Mail",
    ),
]


def test_outlets_that_differ_stand_side_by_side(archive) -> None:
    archive(*STORM)

    app = asked(chat(), "How many people died in the storm in Bodø?")

    assert "The figures differ" in words(app)
    assert {"**At least seven**", "**12**"} <= {one.value for one in app.markdown}
    assert {"Northern Gazette, 4 March 2025", "Harbour Mail, 5 March 2025"} <= {one.value for one in app.text}
    assert "from 2 independent outlets" in words(app)
    opened = run(the_button(app, "differ-1-0-1").click())
    assert "Close" in labels(opened)


def test_two_sides_from_one_article_are_both_shown(archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that reports a thing and its denial is the source of either."""
    sides = (Side((0,), "reported"), Side((0,), "denied"))
    monkeypatch.setattr("assistant.quotes_only._sides", lambda *_: Disagreement("denial", sides))
    archive(*STORM)

    app = asked(chat(), "How many people died in the storm in Bodø?")

    assert [the_button(app, f"differ-1-0-{side}").label for side in (0, 1)]
