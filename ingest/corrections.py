"""Corrections: the note by which a publisher takes something back, as it stands in the text."""

import re

_LONGEST = 600  # characters of a note
# Notes stand at the head or the foot of an article; further in, "correction" is what markets do.
_HEAD, _FOOT = 1_500, 2_500  # characters
_PIECE = "(?:article|story|report|post|piece|column|headline|text)"
_MARKED = re.compile(
    r"""^[^\w\n]{0,4}(?:
      (?:editor['’]?s?['’]?\ (?:correction|clarification)
        |corrections?(?:\ (?:and|&)\ clarifications?)?|clarifications?|retraction|correction\ note
      )\b[^\w\n]{0,3}(?:[:—–(.]|$)
      |\(corrects?\b
      |corrects?\ [^\n]{3,80}(?:para(?:graph)?s?|headline|spelling)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_TOLD = re.compile(
    rf"""\b(?:
      (?:an?\ |the\ )?(?:earlier|previous|original|initial)\ (?:version|edition)s?\ of\ th(?:is|e)\ {_PIECE}\b
      |this\ {_PIECE}\ (?:has\ been|was|is\ being)\ (?:\w+\ )?
        (?:corrected|retracted|withdrawn
          |(?:updated|amended|edited|changed|revised)\ (?:\w+\ )?(?:on\ [^.]{{3,40}}\ )?
            to\ (?:correct|fix|reflect\ that|clarify))
      |(?:has|have)\ (?:retracted|withdrawn)\ this\ {_PIECE}
      |we\ regret\ the\ error
      |(?:regrets?|apologi[sz]es?\ for)\ the\ error)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def correction_in(text: str) -> str | None:
    """Return the correction or retraction note in an article's text, in one line; None where it has none."""
    places = [text] if len(text) <= _HEAD + _FOOT else [text[:_HEAD], text[-_FOOT:]]
    lines = [line.strip() for place in places for line in place.split("\n")]
    for at, line in enumerate(lines):
        if not (_MARKED.match(line) or _TOLD.search(line)):
            continue
        note = line if len(line) > len("Corrections & clarifications:") else " ".join(lines[at : at + 3])
        return " ".join(_sentence(note).split())
    return None


def _sentence(note: str) -> str:
    """Return a note that stands within a long paragraph without what goes before it."""
    if len(note) <= _LONGEST:
        return note
    told = _TOLD.search(note)
    start = note.rfind(". ", 0, told.start()) + 2 if told and note.rfind(". ", 0, told.start()) > 0 else 0
    return note[start : start + _LONGEST].rstrip()
