"""Premises: what a question takes for granted must be told of somewhere near the name."""

from collections.abc import Iterator

import pytest

from assistant import Assistant
from tests.assistant.archive import archive_of, article

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
        ("Why was Ada Quill arrested in the harbour?", "Ada Quill that tells of an arrest"),
        ("Why did Ada Quill resign as harbour master?", "Ada Quill that tells of a resignation"),
        ("What was said in the harbour about Ada Quill's death?", "Ada Quill that tells of a death"),
        ("Who murdered Ada Quill, the harbour master?", "Ada Quill that tells of a killing"),
        ("Who is Ada Quill's lawyer?", "Ada Quill that tells of a lawyer"),
        ("Why did Odile destroy Vienna?", "Odile that tells of destruction"),
    ],
)
def test_what_nothing_tells_of_is_declined_and_named(assistant: Assistant, question: str, what: str) -> None:
    answer = assistant.ask(question)

    assert answer.abstained
    assert not answer.statements
    assert answer.reason == f"The archive holds nothing on {what}."
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
