"""Who said a quotation that no reporting word introduces: a signature, a credit line, a verb nobody listed.

Reads the frame (see ``ingest.quotes.marks``): the article with its quotations masked out.
"""

import re

from corpus.names import gender_of
from corpus.records import Span
from ingest.quotes.cues import INVERTED, Cue
from ingest.quotes.marks import MASK, Run
from ingest.quotes.persons import Speaker
from ingest.quotes.runs import NAME
from ingest.quotes.voices import Voices

# A name after a dash: on a line of its own below a quotation, or right behind it.
_SIGNATURE = re.compile(rf"\s*[-–—―]{{1,2}} ?({NAME})(?=[,.( \n{MASK}]|$)")
_CREDIT = re.compile(rf"({NAME})(?:, [^.!?\n{MASK}]+)?$")
_LONGEST = 120
_VERB = re.compile(r"(?<= )[a-z]+(?:ed|s)\b")
_NAME_BEHIND = re.compile(rf" ({NAME})(?= (?:from|in|on|at|during|via|of)\b|[.,]|$)")
# How many characters behind a quotation a verb may stand that nobody listed.
_FAR = 160


def signed_below(frame: str, block: Span) -> Span | None:
    """Return the name that a short paragraph below a quotation gives: "— Ann Lee", "Ann Lee, farmer"."""
    if block.end - block.start >= _LONGEST:
        return None
    signature = _SIGNATURE.match(frame, block.start, block.end)
    if signature:
        return Span(*signature.span(1))
    credit = _CREDIT.match(frame, block.start, block.end)
    return Span(*credit.span(1)) if credit and gender_of(credit.group(1).split()[0]) else None


def signed_behind(frame: str, at: int) -> Span | None:
    """Return the name behind a dash that follows at ``at``."""
    signature = _SIGNATURE.match(frame, at)
    return Span(*signature.span(1)) if signature else None


def spoken_by(voices: Voices, frame: str, run: Run, span: Span) -> tuple[Speaker, str] | None:
    """Return who says a quotation by a verb unknown to ``cues``, and it: "“No,” Ann Lee countersigned"."""
    for found in _VERB.finditer(frame, run.end, min(span.end, run.end + _FAR)):
        cue = Cue(*found.span(), found.group(), INVERTED)
        source = voices.source(cue, span)
        if source and run.end <= source.start <= run.end + 2:
            speaker = voices.meant(source, span, cue)
            return (speaker, cue.word) if speaker else None
    name = _NAME_BEHIND.match(frame, run.end)  # "“No,” Ann Lee from her desk"
    speaker = voices.named(Span(*name.span(1))) if name else None
    return (speaker, ",") if speaker and speaker.person else None
