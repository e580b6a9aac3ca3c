"""The parts of a question: each is answered where there is an answer to each."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.question import read_question
from assistant.question.parts import parts_of
from tests.assistant.archive import archive_of, article


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who sold the ferry and what did its crew say?", ["Who sold the ferry?", "what did its crew say?"]),
        ("Why did he resign? Who follows him?", ["Why did he resign?", "Who follows him?"]),
        (
            "Would Ada Quill sell the ferry, and how did she explain it?",
            ["Would Ada Quill sell the ferry?", "how did she explain it?"],
        ),
        ("Are islanders in danger and are ferries late?", ["Are islanders in danger?", "are ferries late?"]),
        ("What did Iran and Iraq say?", []),
        ("Which crew will sing and will sail to Tarn?", []),
        ("What did Quill and what did Wren say about the ferry?", []),
        ("Who said that the ferry and the bridge would close?", []),
    ],
)
def test_what_a_question_is_made_of(question: str, parts: list[str]) -> None:
    assert [part.text for part in parts_of(read_question(question))] == parts


def test_a_part_that_leans_on_the_first_is_looked_for_with_its_names() -> None:
    _, second = parts_of(read_question("Who accused Ada Quill of fraud and what did her spokesman answer?"))

    assert "Ada Quill" in second.matter
    assert second.speaker is None


def test_each_part_is_answered(tmp_path: Path) -> None:
    filler = " ".join(
        f"The council of Tarn accused Ada Quill of fraud over the ferry {day}."
        for day in "on Monday,on Tuesday,on Wednesday,on Thursday,on Friday,last year,in March".split(",")
    )
    answer_of_hers = "“Nobody was cheated,” said Tobias Wren, a spokesman for Quill."
    with archive_of(
        tmp_path, article("Fraud at Tarn", f"{filler}\n\n{answer_of_hers}", "2025-03-04")
    ) as corpus:
        answer = Assistant(corpus).ask(
            "Who accused Ada Quill of fraud over the ferry and what did her spokesman answer?"
        )

    texts = [one.text for one in answer.statements]
    assert answer_of_hers in texts
    assert any("council of Tarn accused" in text for text in texts)
    assert len(texts) <= 5
