"""Premises: what a question takes for granted must be told of somewhere near the name."""

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.premises import Premise, untold
from assistant.question import read_question
from tests.assistant.archive import archive_of, article
from tests.assistant.sentence_helpers import info, sentence

ARTICLES = [
    article(
        "Ada Quill on the ferry",
        "“The ferry to Tern Island will stop at nine,” said Ada Quill, the harbour master. Quill said that "
        "the harbour was full, that the ferry sails on Monday, and that she has no plans to retire. "
        "Why it is so full she did not say.",
        "2025-03-01",
    ),
    article(
        "Harbour mourns Tobias Wren",
        "Tobias Wren, who built the ferry to Tern Island, passed away on Sunday. Wren was seventy.",
        "2025-03-04",
    ),
    article(
        "Storm at Tarn",
        "The storm Odile destroyed the bridge at Tarn on Monday. Vell, a town nearby, was spared by Odile.",
        "2025-03-05",
    ),
    article(
        "The lamp is out", "Una O’Moe, who lit the lamp at Vell, died at her lamp in March.", "2025-03-05"
    ),
    article(
        "Baker held",
        "Police arrested Bo Lind, a baker of Millbeck, on Friday. Lind's attorney, Ida Moe, disagreed.",
        "2025-03-06",
    ),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with archive_of(tmp_path_factory.mktemp("archive"), *ARTICLES) as corpus:
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Why was Ada Quill arrested in the harbour?", "Ada Quill tells of an arrest"),
        ("Why did Ada Quill resign as harbour master?", "Ada Quill tells of a resignation"),
        ("What was said in the harbour about Ada Quill's death?", "Ada Quill tells of a death"),
        ("Who murdered Ada Quill, the harbour master?", "Ada Quill tells of a killing"),
        ("Who is Ada Quill's lawyer?", "Ada Quill tells of a lawyer"),
        ("Who is Ada Quill's attorney in the harbour?", "Ada Quill tells of an attorney"),
        ("Why did Odile destroy Vienna?", "Odile tells of destruction"),
    ],
)
def test_what_nothing_tells_of_is_declined_and_named(assistant: Assistant, question: str, what: str) -> None:
    answer = assistant.ask(question)

    assert answer.abstained
    assert not answer.statements
    assert answer.reason == f"Nothing that was found on {what}."
    assert answer.nearby


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("When did Tobias Wren die?", "passed away"),
        ("When did Tobias Wren, who built the ferry, die on Tern Island?", "passed away"),
        ("Why did the storm Odile destroy the bridge at Tarn?", "destroyed the bridge"),
        ("Who is Bo Lind's lawyer?", "Ida Moe"),
        ("When did Una O'Moe die, who lit the lamp?", "died at her lamp"),
        ("Why was Bo Lind, the baker of Millbeck, arrested?", "arrested"),
        ("When will Ada Quill retire as harbour master?", "no plans to retire"),  # a denial is an answer
    ],
)
def test_what_is_told_of_in_any_words_is_answered(assistant: Assistant, question: str, shown: str) -> None:
    assert shown in " ".join(one.text for one in assistant.ask(question).statements)


def lacking(question: str, text: str) -> Premise | None:
    return untold(read_question(question), [sentence(text, info("harbours")).hit])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did the mayor resign?", "The mayor stepped down."),
        ("Why did Tarn's mayor resign?", "Tarn’s mayor stepped down."),
        ("Did B&Q merge with Tarn Boats?", "B&Q acquired Tarn Boats."),
        ("Why did Wan Liping cancel the talks?", "Wan called the talks off."),
        ("How did Ada Quill die?", "The baker—Quill—drowned."),
        ("How did Ada Quill die?", "The Quill-led crew drowned."),
        (
            "Why did Ada Quill cancel the Vell fair?",
            f"The fair at Vell is old. {'Nobody knows how old. ' * 20}Quill called it off.",
        ),
    ],
)
def test_an_honest_question_is_told_of_in_other_words(question: str, text: str) -> None:
    assert lacking(question, text) is None
    assert lacking(question, "The harbour is full.") is not None


@pytest.mark.parametrize(
    "question",
    [
        "Why won't Ada Quill speak?",
        "What is Ada Quill's plan for the ferry?",  # a plan need not be called one
        "When was that [Ada Quill: Bo Lind was killed]?",  # what was added to a follow-up asks nothing
        "Who died in March?",
    ],
)
def test_what_takes_nothing_for_granted_needs_nothing_told(question: str) -> None:
    assert lacking(question, "The harbour is full.") is None


def test_whose_name_begins_like_a_month_is_somebody() -> None:
    told = "Marva Lund sang. Bo Lind was arrested."
    assert lacking("Why was Marva Lund arrested?", "Marva Lund sang.") == Premise("Marva Lund", "an arrest")
    assert lacking("Why was Bo Lind arrested?", told) is None


def test_with_whom_somebody_merged_is_told_there_too() -> None:
    told = f"Tarn Boats bought much: it acquired Fellmark. {'Nobody knows why. ' * 20}Vellmark is in Vell."
    assert lacking("When did Tarn Boats merge with Fellmark?", told) is None
    assert lacking("When did Tarn Boats merge with Vellmark?", told) == Premise("Tarn Boats", "a merger")
