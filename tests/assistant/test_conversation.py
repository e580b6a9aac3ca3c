"""Conversations: follow-ups lean on what went before, all is kept, and a citation number never changes."""

import json
import threading
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Assistant
from assistant.answer import Answer, Source, Statement
from assistant.contract import answer_as_json
from assistant.conversation import AnsweredTurn, Conversation, every_conversation, sources_of
from corpus import Corpus
from corpus.errors import BadQuestion, NotFound
from corpus.records import Filters
from ingest.pipeline import ingest_readings
from ingest.reading import Reading
from tests.assistant.archive import article, take_in
from tests.fakes import WordModel

ASKED = Filters(asked=date(2025, 6, 20))


@pytest.fixture
def talk(sample: Corpus) -> Conversation:
    return Conversation.start(Assistant(sample), sample)


def reopened(talk: Conversation, corpus: Corpus) -> Conversation:
    return Conversation.open(Assistant(corpus), corpus, talk.id)


def shown(turn: AnsweredTurn) -> list[Source]:
    return [*turn.answer.sources, *turn.answer.nearby]


# A conversation over the sample --------------------------------------------------------------------


@pytest.mark.parametrize(
    "transcript",
    [
        [
            ("What did Iraq say about militias?", None, "Fuad Hussein"),
            ("and what did Tehran say?", "what did Tehran say about militias?", None),
            ("what about Khamenei?", "what did Khamenei say about militias?", "Ali Khamenei"),
            ("and Fuad Hussein?", "what did Fuad Hussein say about militias?", "Fuad Hussein"),
            (
                "what else did he say about Syria?",
                "what else did Fuad Hussein say about Syria?",
                "Fuad Hussein",
            ),
            ("Who won the Halmerian Cup?", None, None),
        ],
        [
            ("What did Oona Ferrow say about the helicopter?", None, "Oona Ferrow"),
            (
                "what did she say about the accord?",
                "what did Oona Ferrow say about the accord?",
                "Oona Ferrow",
            ),
            ("and in April 2025?", "what did Oona Ferrow say about the accord in April 2025?", "Oona Ferrow"),
        ],
    ],
    ids=["militias", "helicopter"],
)
def test_a_conversation(talk: Conversation, transcript: list[tuple[str, str | None, str | None]]) -> None:
    """What is typed, how it is understood, and who must be among those whose words are shown."""
    for typed, understood, speaker in transcript:
        answer = talk.ask(typed, ASKED).answer
        assert answer.understood_as == understood
        assert speaker is None or speaker in {one.speaker for one in answer.statements}
    assert_numbers_hold(talk.turns)


def test_what_was_typed_is_the_question_and_what_was_understood_stands_beside_it(talk: Conversation) -> None:
    talk.ask("What did Iraq say about militias?", ASKED)

    answer = talk.ask("  and what did\nTehran say? ", ASKED).answer

    assert answer_as_json(answer)["question"] == "and what did Tehran say?"
    assert answer_as_json(answer)["understood_as"] == "what did Tehran say about militias?"
    assert talk.turns[1].question == "  and what did\nTehran say? "


def test_a_question_that_stands_alone_is_answered_as_outside_a_conversation(
    sample: Corpus, talk: Conversation
) -> None:
    question = "What did Oona Ferrow say about the helicopter?"

    assert talk.ask(question, ASKED).answer == Assistant(sample).ask(question, ASKED)


def test_a_period_that_a_statement_names_narrows_nothing(talk: Conversation) -> None:
    """The flood was "on Tuesday": not on the Tuesday before the day of asking."""
    talk.ask("How many people died in Millbeck?", ASKED)

    turn = talk.ask("when was that?", ASKED)

    assert "Tuesday" in turn.understood
    assert turn.answer.filters.inferred == ()
    assert not turn.answer.abstained


# Keeping -------------------------------------------------------------------------------------------


def test_a_conversation_is_opened_again_as_it_was(sample: Corpus, talk: Conversation) -> None:
    turns = [
        talk.ask("What did Iraq say about militias?", Filters(outlet="dateline sample")),
        talk.ask("and what did Tehran say?", ASKED, without={"period": "March 2025"}),
    ]

    again = reopened(talk, sample)

    assert again.turns == turns
    assert again.turns[1].without == {"period": "March 2025"}
    assert again.ask("and Khamenei?", ASKED).understood == "what did Khamenei say about militias?"


def test_a_conversation_that_was_only_begun_is_not_kept(sample: Corpus, talk: Conversation) -> None:
    with pytest.raises(BadQuestion):
        talk.ask("  ")
    with pytest.raises(BadQuestion):
        talk.ask("Who won?", Filters(since=date(2025, 2, 1), until=date(2025, 1, 1)))

    assert talk.id not in [info.id for info in every_conversation(sample)]
    with pytest.raises(NotFound):
        reopened(talk, sample)


def test_it_is_named_after_its_first_question(sample: Corpus, talk: Conversation) -> None:
    talk.ask("Who won the Halmerian Cup? " * 10, ASKED)
    talk.ask("why?", ASKED)

    (info,) = [info for info in every_conversation(sample) if info.id == talk.id]
    assert info.name == ("Who won the Halmerian Cup? " * 10)[:80]
    assert info.turns == 2


@pytest.mark.parametrize(
    "question", ["Who won\0 the cup?", "Who won \ud800the cup?", "’; DROP TABLE turns; --"]
)
def test_odd_characters_are_kept_too(talk: Conversation, question: str) -> None:
    talk.ask(question, Filters(outlet="\ud800"))

    assert len(talk.turns) == 1


def test_what_is_streamed_has_the_numbers_of_the_turn(talk: Conversation) -> None:
    talk.ask("Who won the Halmerian Cup?", ASKED)

    *statements, turn = talk.stream("What did Iraq say about militias?", ASKED)

    assert isinstance(turn, AnsweredTurn)
    assert tuple(statements) == turn.answer.statements
    assert all(isinstance(one, Statement) for one in statements)
    assert min(number for one in turn.answer.statements for number in one.citations) > 1


# Numbers -------------------------------------------------------------------------------------------


def assert_numbers_hold(turns: list[AnsweredTurn]) -> None:
    """No number stands for two sources, no source has two, and every citation has its source."""
    pairs = {
        (source.number, (source.article.id, source.article.version))
        for turn in turns
        for source in shown(turn)
    }
    assert len({number for number, _ in pairs}) == len(pairs)
    assert len({source for _, source in pairs}) == len(pairs)
    for turn in turns:
        cited = {number for statement in turn.answer.statements for number in statement.citations}
        assert cited == {source.number for source in turn.answer.sources}
        numbers = [source.number for source in turn.answer.sources]
        assert numbers == sorted(numbers)


_QUESTIONS = [
    *("What did Iraq say about militias?", "and what did Tehran say?", "why?", "when was that?"),
    *("Who won the Halmerian Cup?", "What did Zebulon Marsh say about astronomy?", "what else did he say?"),
    *("How many people died in Millbeck?", "and according to the Daily Lantern?", "and in March 2025?"),
    "Who will build the bridge over the Vell?",
]
_steps = st.lists(
    st.tuples(st.sampled_from(["ask", "again", "reopen"]), st.sampled_from(_QUESTIONS), st.integers(0, 9)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25)
@given(steps=_steps)
def test_a_citation_number_never_changes(sample: Corpus, steps: list[tuple[str, str, int]]) -> None:
    """Whatever is asked, asked again in its place, and opened again: in every answer ever shown."""
    talk = Conversation.start(Assistant(sample), sample)
    ever: list[AnsweredTurn] = []
    for what, question, which in steps:
        kept = talk.turns
        if what == "reopen" and kept:
            talk = reopened(talk, sample)
        if what == "again" and kept:
            number = kept[which % len(kept)].number
            *_, turn = talk.answer(talk.put(question, ASKED, again=number), threading.Event())
        else:
            turn = talk.ask(question, ASKED)
        assert isinstance(turn, AnsweredTurn)
        ever.append(turn)
        assert [one for one in talk.turns if one.number != turn.number] == [
            one for one in kept if one.number != turn.number
        ], "the other turns stay as they are"
        assert_numbers_hold(ever)
    numbers = {source.number for turn in ever for source in shown(turn)}
    assert numbers == set(range(1, len(numbers) + 1))


def test_a_new_version_of_an_article_is_another_source(corpus: Corpus, model: WordModel) -> None:
    text = "The harbour bridge will have three spans, the port said."
    take_in(corpus, article("Bridge", text, "2025-03-01", url="https://a.example/1"))
    talk = Conversation.start(Assistant(corpus), corpus)
    first = talk.ask("How many spans will the harbour bridge have?")
    changed = article("Bridge", text.replace("three", "four"), "2025-03-01", url="https://a.example/1")
    assert [one.status for one in ingest_readings(corpus, [Reading("again", changed)])] == ["updated"]

    second = talk.ask("How many spans will the harbour bridge have now?")

    numbered = [[(one.number, one.article.version) for one in shown(turn)] for turn in (first, second)]
    assert numbered == [[(1, 1)], [(2, 2)]]
    assert talk.turns == [first, second], "what was answered then stays"
    assert [one.number for one in sources_of(talk.turns)] == [1, 2]


def test_two_windows_on_one_conversation_number_their_sources_as_one(sample: Corpus) -> None:
    """Both read the numbers before either has kept its turn; what is kept later follows on."""
    talk = Conversation.start(Assistant(sample), sample)
    talk.ask("Who won the Halmerian Cup?", ASKED)
    other = reopened(talk, sample)
    slow = talk.stream("What did Iraq say about militias?", ASKED)
    next(slow)

    quick = other.ask("What did Oona Ferrow say about the helicopter?", ASKED)
    *_, late = slow

    assert isinstance(late, AnsweredTurn)
    assert (quick.number, late.number) == (2, 3)
    assert talk.turns[1:] == [quick, late]
    assert_numbers_hold(talk.turns)


def test_a_question_put_while_another_is_answered_waits_and_leans_on_it(talk: Conversation) -> None:
    answering = talk.stream("What did Iraq say about militias?", ASKED)
    next(answering)
    second = threading.Thread(target=talk.ask, args=["and what did Tehran say?", ASKED])
    second.start()
    second.join(0.2)
    assert second.is_alive()

    list(answering)
    second.join(60)

    assert [turn.understood for turn in talk.turns] == [
        "What did Iraq say about militias?",
        "what did Tehran say about militias?",
    ]
    assert_numbers_hold(talk.turns)


def test_a_conversation_as_json_is_plain(talk: Conversation) -> None:
    talk.ask("What did Iraq say about militias?", ASKED)
    answer: Answer = talk.ask("why?", ASKED).answer

    assert json.loads(json.dumps(answer_as_json(answer))) == answer_as_json(answer)
