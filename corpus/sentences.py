"""Where sentences begin and end, with exact offsets.

Lines are paragraphs, except in text that was hard-wrapped; sentences never cross a paragraph. Inside
a paragraph `sentencex <https://pypi.org/project/sentencex/>`_ decides (abbreviations, initials,
decimals, dozens of languages).
"""

import re
from itertools import pairwise

from sentencex import get_sentence_boundaries

from corpus.records import Span

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*|\r\n\s*\r\n\s*")
_LINE_BREAK = re.compile(r"\r?\n|\r|\u2028|\u2029|\x0b|\x0c|\x85")
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*\s*$")
# A text is hard-wrapped when most of its single line breaks come mid-sentence after a line of such a
# length (mail and wire formats wrap at 60 to 80 columns).
_WRAP_COLUMNS = range(50, 101)
# sentencex keeps a whole quotation or parenthesis together, however many sentences it holds. Beyond
# this many characters it is parted at the sentence ends inside it (1.6% of the sentences of 500 news
# articles are longer).
_LONG = 300
_INNER_END = re.compile(r"(?<=[.!?])[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z\d])")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Rev|Hon|St|Jr|Sr|"
    r"Inc|Corp|Co|Ltd|vs|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|U\.S|U\.N|U\.K|a\.m|p\.m|D\.C|etc)\.$"
)


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of ``text``: in order, without surrounding white space, none empty."""
    blocks = _pieces(text, Span(0, len(text)), _BLANK_LINE)
    if _is_hard_wrapped(text):
        return blocks
    return [line for block in blocks for line in _pieces(text, block, _LINE_BREAK)]


def sentences(text: str, within: Span | None = None, language: str = "en") -> list[Span]:
    """Return the sentences of ``text``, in order, without surrounding white space, none empty.

    ``within`` limits the search to a range of ``text``; offsets still count from the text's start.
    ``language`` is an ISO 639-1 code.
    """
    area = within or Span(0, len(text))
    found = []
    for paragraph in paragraphs(area.of(text)):
        start = area.start + paragraph.start
        found += _sentences_of(text, Span(start, area.start + paragraph.end), language)
    return found


def _sentences_of(text: str, paragraph: Span, language: str) -> list[Span]:
    body = paragraph.of(text)
    found = []
    for boundary in get_sentence_boundaries(language, body):
        start, end = boundary["start_index"], boundary["end_index"]
        span = _trimmed(text, paragraph.start + start, paragraph.start + end)
        if span is not None:
            found += _parted(text, span)
    return found


def _parted(text: str, sentence: Span) -> list[Span]:
    if sentence.end - sentence.start <= _LONG:
        return [sentence]
    found = []
    start = sentence.start
    for match in _INNER_END.finditer(text, sentence.start, sentence.end):
        if _ABBREVIATION.search(text, max(start, match.start() - 12), match.start()):
            continue
        found.append(_trimmed(text, start, match.end()))
        start = match.end()
    found.append(_trimmed(text, start, sentence.end))
    return [span for span in found if span is not None]


def _pieces(text: str, area: Span, separator: re.Pattern[str]) -> list[Span]:
    found = []
    start = area.start
    for match in separator.finditer(text, area.start, area.end):
        found.append(_trimmed(text, start, match.start()))
        start = match.end()
    found.append(_trimmed(text, start, area.end))
    return [span for span in found if span is not None]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(start + left, start + right) if left < right else None


def _is_hard_wrapped(text: str) -> bool:
    lines = text.split("\n")
    wrapped = broken = 0
    for line, following in pairwise(lines):
        if not line.strip() or not following.strip():
            continue
        broken += 1
        wrapped += len(line) in _WRAP_COLUMNS and not _ENDS_SENTENCE.search(line)
    return broken >= 3 and wrapped * 2 > broken
