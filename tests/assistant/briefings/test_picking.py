"""What is put into a briefing: statements as in the chat, passages as marked, and nothing forged."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.answer import attribution
from assistant.briefings import picking
from assistant.briefings.records import BY_HAND, Cited, Heading, Note
from assistant.contract import answer_as_json
from assistant.conversation import Conversation
from corpus import Corpus
from corpus.errors import BadBriefing, NotFound
from corpus.records import Filters, Span
from corpus.removed import remove
from tests.assistant.archive import archive_of
from tests.assistant.briefings.desk import DRAFTS, FERRY, place

QUESTION = "What did Ada Quill say about the ferry to Tern Island?"
ASKED = Filters(asked=date(2025, 6, 1))


@pytest.fixture
def printed(corpus: Corpus) -> Any:
    """Return what `ask --json` prints."""
    return json.loads(json.dumps(answer_as_json(Assistant(corpus).ask(QUESTION, ASKED))))


def cited(pick: picking.Pick) -> Cited:
    assert isinstance(pick.body, Cited)
    return pick.body


# Answers -------------------------------------------------------------------------------------------


def test_a_turn_gives_its_statements_as_they_are_in_the_chat(corpus: Corpus) -> None:
    talk = Conversation.start(Assistant(corpus), corpus)
    talk.ask("By how much did the central bank raise its rate?", ASKED)
    turn = talk.ask(QUESTION, ASKED)

    picks = picking.of_turn(corpus, talk.id, 2)

    assert [cited(pick).text for pick in picks] == [one.text for one in turn.answer.statements]
    assert [cited(pick).line for pick in picks] == [attribution(one, None) for one in turn.answer.statements]
    assert [number for pick in picks for _, number in pick.sources] == [
        number for one in turn.answer.statements for number in one.citations
    ]
    asked = picks[0].asked
    assert asked is not None
    assert (asked.question, asked.conversation, asked.turn) == (QUESTION, talk.id, 2)
    assert (asked.answered_by, asked.filters) == ("quotes", turn.answer.filters)
    assert asked.generation == corpus.catalogue.generation
    text = corpus.catalogue.get(corpus.catalogue.find_id("ferry")).text
    first = cited(picks[0]).places[0]
    assert first.span.of(text) == first.words


def test_single_statements_are_chosen_by_number(corpus: Corpus) -> None:
    answer = Assistant(corpus).ask(QUESTION, ASKED)

    (pick,) = picking.of_answer(corpus, answer, [1])

    assert cited(pick).text == answer.statements[0].text
    with pytest.raises(BadBriefing, match=f"no statement 9; it has {len(answer.statements)}"):
        picking.of_answer(corpus, answer, [9])


def test_what_was_not_answered_cannot_be_added(corpus: Corpus) -> None:
    answer = Assistant(corpus).ask("Who won the zebrafinch cup in Ruritania?", ASKED)

    assert answer.abstained
    with pytest.raises(BadBriefing, match="nothing to add"):
        picking.of_answer(corpus, answer)


def test_a_turn_that_is_not_there_is_a_clear_error(corpus: Corpus) -> None:
    talk = Conversation.start(Assistant(corpus), corpus)
    talk.ask(QUESTION, ASKED)

    with pytest.raises(BadBriefing, match="no turn 4; it has 1"):
        picking.of_turn(corpus, talk.id, 4)
    with pytest.raises(NotFound, match="dateline conversations"):
        picking.of_turn(corpus, "nobody", 1)


def test_an_answer_of_an_article_that_is_gone_keeps_its_words(tmp_path: Path) -> None:
    with archive_of(tmp_path / "home", *DRAFTS) as corpus:
        answer = Assistant(corpus).ask(QUESTION, ASKED)
        remove(corpus, [corpus.catalogue.find_id("ferry")])

        (pick, *_) = picking.of_answer(corpus, answer)

    assert "stops at nine" in cited(pick).places[0].words


# Files ---------------------------------------------------------------------------------------------


def test_a_printed_answer_is_as_in_the_chat(corpus: Corpus, printed: Any) -> None:
    picks = picking.of_file(corpus, printed)
    answer = Assistant(corpus).ask(QUESTION, ASKED)

    direct = picking.of_answer(corpus, answer)
    assert [pick.body for pick in picks] == [pick.body for pick in direct]
    assert [[number for _, number in pick.sources] for pick in picks] == [
        [number for _, number in pick.sources] for pick in direct
    ]


@pytest.mark.parametrize(("old", "new"), [("nine", "ten"), ("stops", "never stops"), ("Tern", "Gull")])
def test_a_changed_quotation_is_caught(corpus: Corpus, printed: Any, old: str, new: str) -> None:
    one = printed["statements"][0]
    one["text"] = one["text"].replace(old, new)

    body = cited(picking.of_file(corpus, printed, [1])[0])

    assert "quotation-absent" in body.flags
    assert "“" not in body.text


def test_changed_words_of_a_passage_are_not_believed(corpus: Corpus, printed: Any) -> None:
    for passage in printed["sources"][0]["passages"]:
        passage["text"] = passage["text"].replace("nine", "ten ")
    one = printed["statements"][0]
    one["text"] = one["text"].replace("nine", "ten")

    body = cited(picking.of_file(corpus, printed, [1])[0])

    assert "quotation-absent" in body.flags
    assert "nine" in body.places[0].words


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value["statements"][0]["spans"][0].update(start=5, end=100_000),
        lambda value: value["statements"][0]["spans"][0].update(source=9),
        lambda value: value["sources"][0].update(article_id="0" * 16),
        lambda value: value["sources"][0].update(version=3),
        lambda value: value.pop("statements"),
        lambda value: value.update(statements="all of it"),
    ],
)
def test_what_cannot_be_an_answer_of_this_archive_is_refused(
    corpus: Corpus, printed: Any, spoil: Any
) -> None:
    spoil(printed)

    with pytest.raises(BadBriefing):
        picking.of_file(corpus, printed)


@pytest.mark.parametrize("value", [None, [], "text", 3, {}, {"statements": []}])
def test_what_is_no_answer_at_all_is_refused(corpus: Corpus, value: Any) -> None:
    with pytest.raises(BadBriefing, match="dateline ask QUESTION --json"):
        picking.of_file(corpus, value)


# Passages ------------------------------------------------------------------------------------------


def test_a_passage_by_its_words(corpus: Corpus) -> None:
    pick = picking.passage(corpus, "ferry", words="Islanders signed\na petition.")

    body = cited(pick)
    assert (body.text, body.kind, body.by) == ("Islanders signed a petition.", "extract", BY_HAND)
    assert [(info.external_id, number) for info, number in pick.sources] == [("ferry", None)]


def test_words_from_within_a_quotation_stand_between_marks(corpus: Corpus) -> None:
    body = cited(picking.passage(corpus, "ferry", words="no money left"))

    assert (body.text, body.kind, body.speaker) == ("“no money left”", "quote", "Bo Marsh")


@pytest.mark.parametrize("words", ["The ferry stops at nine", "stops at Nine", "op at nine", "money left to"])
def test_words_that_do_not_stand_there_are_no_passage(corpus: Corpus, words: str) -> None:
    with pytest.raises(BadBriefing, match="dateline articles show ferry"):
        picking.passage(corpus, "ferry", words=words)


def test_a_range_is_widened_to_whole_words(corpus: Corpus) -> None:
    start = FERRY.text.index("landers signed")

    body = cited(picking.passage(corpus, "ferry", span=Span(start - 1, start + 12)))

    assert body.text == "Islanders signed"


def test_a_range_leaves_lone_marks_out(corpus: Corpus) -> None:
    start, end = FERRY.text.index("” Ada"), FERRY.text.index("We have no")

    body = cited(picking.passage(corpus, "ferry", span=Span(start, end)))

    assert body.text.startswith("Ada Quill said on Saturday.")
    assert body.text.endswith("said its treasurer, Bo Marsh.")


@pytest.mark.parametrize("span", [Span(0, 1), Span(5, 5), Span(9, 4), Span(0, 10_000), Span(-3, 4), None])
def test_a_range_outside_the_text_is_no_passage(corpus: Corpus, span: Span | None) -> None:
    with pytest.raises(BadBriefing, match="no passage"):
        picking.passage(corpus, "ferry", span=span)


def test_what_may_not_be_quoted_yet_is_no_passage(tmp_path: Path) -> None:
    with archive_of(tmp_path / "home", FERRY) as corpus:
        until = datetime.now(UTC) + timedelta(days=1)
        corpus.writer.edit(corpus.catalogue.find_id("ferry"), embargo=until)

        with pytest.raises(BadBriefing, match=f"may not be quoted until {until:%Y-%m-%d}"):
            picking.passage(corpus, "ferry", words="Islanders")


def test_an_unknown_article_is_a_clear_error(corpus: Corpus) -> None:
    with pytest.raises(NotFound, match="dateline articles list"):
        picking.passage(corpus, "nothing", words="Islanders")


# By hand -------------------------------------------------------------------------------------------


def test_a_persons_own_sentence_is_gated(corpus: Corpus) -> None:
    where = place(corpus, "ferry", "Islanders signed a petition.")

    right = picking.statement(corpus, "Ada Quill said the ferry “stops at nine”.", [where])
    wrong = picking.statement(corpus, "Ada Quill said the ferry “stops at ten”.", [where])

    assert cited(right).flags == ()
    assert "quotation-absent" in cited(wrong).flags
    assert [info.external_id for info, _ in right.sources] == ["ferry"]


def test_a_note_keeps_its_paragraphs() -> None:
    body = picking.note(" First  line.\r\n- Second.\n \r\n\n\0\n\nThird. ").body

    assert body.text == "First line.\n\n- Second.\n\nThird."


def test_headings_and_notes() -> None:
    assert picking.heading(" The  ferry ", 2).body == Heading("The ferry", 2)
    assert picking.note("To be checked.").body == Note("To be checked.")
    assert picking.note("“So what”").body.flags == ("quoted words without a source",)
    assert picking.heading("“So what”").body.flags == ("quoted words without a source",)
    for act in (lambda: picking.heading("x", 4), lambda: picking.heading(" "), lambda: picking.note("\n")):
        with pytest.raises(BadBriefing):
            act()
