"""What was asked and answered before, for follow-ups to lean on."""

from datetime import date

from assistant.answer import Answer, Statement
from assistant.question.follow_ups import stand_alone
from corpus.records import Filters

ASKED = date(2025, 6, 13)


def answered(question: str, *said: tuple[str, str | None, str | None]) -> Answer:
    """Return an answer whose statements are texts with their speakers and roles."""
    statements = tuple(Statement(text, "extract", (), speaker, role) for text, speaker, role in said)
    return Answer(question, statements, (), Filters(), None, "quotes", abstained=not said)


IRAQ = answered(
    "what did Iraq say about militias?",
    (
        "“Lay down your weapons,” Fuad Hussein told [Reuters] on Tuesday.",
        "Fuad Hussein",
        "Iraq’s Foreign Minister",
    ),
)
IRAQ_SAID = "Iraq about militias: “Lay down your weapons,” Fuad Hussein told (Reuters) on Tuesday"
FLOOD = answered(
    "How many people died in Millbeck?",
    ("Eleven people died in the flood.", None, None),
    ("She had counted twice, Marit Ekholt said.", "Marit Ekholt", "spokeswoman"),
)
CARS = answered(
    "What did Mayor Halina Brook say in March 2025 about cars?",
    ("Nobody loves them, Brook said.", "Halina Brook", "Mayor"),
)
NOTHING = answered("What did Iran say about oil?")


def understood(question: str, *before: Answer) -> str:
    return stand_alone(question, before, ASKED)
