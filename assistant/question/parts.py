"""The parts of a question: "Who accused the mayor, and what did her spokesman answer?" asks two things.

An answer that shows only one of them leaves the person to ask again without knowing it.
"""

import re
from dataclasses import replace

from assistant.question.reading import GUESSES, Question, read_question

_ASKS = r"(?:(?:to|by|from|with|for|in|at|on) )?(?:who|whom|whose|what|which|when|where|why|how)\b"
_WHETHER = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could)\b"
_JOINT = re.compile(rf"[,;?]?\s+and\s+(?:also\s+)?(?={_ASKS})|\?\s+(?={_ASKS}|{_WHETHER})", re.IGNORECASE)
# "Did he resign, and was he paid?": after another question word "and will" goes on with the same question.
_JOINT_TOO = re.compile(rf"{_JOINT.pattern}|[,;]?\s+and\s+(?={_WHETHER})", re.IGNORECASE)
_OPENS = re.compile(rf"{_ASKS}|{_WHETHER}", re.IGNORECASE)
_BARE = re.compile(
    rf"(?i:(?:{_ASKS}\s+)?{_WHETHER})(?:\s+[A-ZÀ-Þ][\w’'.-]*)+"
)  # "what did Obama": asks nothing yet
_PRONOUN = re.compile(r"(?:he|she|it|they|his|her|its|their|this|that|these|those)\b", re.IGNORECASE)
_FEWEST, _MOST = 3, 3  # words of a part; parts


def parts_of(question: Question) -> tuple[Question, ...]:
    """Return the questions that a question is made of, in order; none where it is only one.

    One with a pronoun is looked for with all names of the whole, of whom "he" is one. A part that asks what
    "his lawyer" said asks for nobody by name.
    """
    joint = _JOINT_TOO if re.match(_WHETHER, question.typed, re.IGNORECASE) else _JOINT
    pieces = [piece.strip(" ,;?") for piece in joint.split(question.typed)]
    asking = all(
        _OPENS.match(piece) and len(piece.split()) >= _FEWEST and not _BARE.fullmatch(piece)
        for piece in pieces
    )
    if not (1 < len(pieces) <= _MOST and asking):
        return ()
    return tuple(_part(question, piece) for piece in pieces)


def _part(question: Question, piece: str) -> Question:
    read = read_question(f"{piece}?", without=GUESSES)
    missing = [name for name in question.names if name not in piece]
    leans = bool(re.search(rf"\b{_PRONOUN.pattern}", piece, re.IGNORECASE))
    matter = " ".join([read.matter, *missing]) if leans else read.matter
    speaker = None if read.speaker and _PRONOUN.match(read.speaker) else read.speaker
    return replace(read, matter=matter, speaker=speaker, outlet=question.outlet, period=question.period)
