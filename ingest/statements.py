"""What a reporting word reports: where sentences end in a frame, which clause or quotation it takes.

Everything here reads a frame (see ``ingest.marks``): the article with its quotations masked out.
"""

import re

from corpus.records import Span
from ingest.cues import Cue, cues
from ingest.marks import MASK, Run
from ingest.subjects import subject_before

_SENTENCE_END = re.compile(rf"(?:[.!?…]['\")\]]*|{MASK})\s+(?=[\"'(\[]*(?:[A-Z\d]|{MASK}|[-–—•] ))")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Rev|Hon|St|Jr|Sr|vs|No|"
    r"Jan|Feb|Aug|Sept|Oct|Nov|Dec|U\.S|U\.N|U\.K|D\.C|Fla|Calif|Ky|Ariz|Tex|Mass|Vt|Conn|Ill|Mich|Pa)\.$"
)
# Longer sentences are cut, so that work stays proportional to the text.
_LONGEST = 4000
# Reported clauses shorter than this many characters are mostly objects ("told reporters"; tuned on train).
_SHORTEST = 12
_SPACE = " ,:;\n\r—–-\t"
_WHEN_AND_WHERE = (
    r"on|in|at|during|to|after|last|this|earlier|of|about|later|by|from|with|as|when|while|again|via|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[a-z]+ly"
)
_CLAUSE_END = re.compile(rf"[.!?](?:\s|$)|{MASK}")
_ATTRIBUTES = re.compile(
    rf"\s*(?:$|[,:;]|(?:{_WHEN_AND_WHERE}|reporters|supporters|[A-Z]{{2,}}|me|him|her|them|us)\b(?!.*\bthat\b))"
)
_CONNECTOR = re.compile(rf"(?:,?\s+(?:that|{_WHEN_AND_WHERE})\b[^:;{MASK}]{{0,80}})?[,:]?\s*(?:that\s+)?$")
_ADDRESSEE = re.compile(rf"(?:\s+[^,:;{MASK}]{{1,85}})?[,:]?\s*(?:that\s+)?$")
_OBJECT = re.compile(rf"[^:;{MASK}]{{0,80}}$")
_THAT = re.compile(r"[^,;:.]{0,80}?\bthat\s")
_CONTENT = re.compile(r"[^,;:.]{0,80}?\b(?:that|whether|how|why|what)\s")
_NOTHING_MORE = re.compile(
    r"(?:(?:,|\s+(?:on|in|at|during|to|after|last|this|earlier|of|about|later|by|from|the|an?|[A-Z][\w'.-]*|"
    r"interview|statement|news|conference|week|month|year|time|day|reporters|tweet|speech|email|"
    r"morning|afternoon|evening|night|today|yesterday)\b))*+\s*[.!?]?\s*$"
)
_JOINT = re.compile(
    r"(?:,?\s(?:and|but|then)(?:\s(?:he|she|they|it))?|,(?:\s(?:he|she|they|it))?)"
    r"(?:\s(?:also|then|later|has|have|had|further|[a-z]+ly))*\s*$"
)


def sentence_spans(text: str, frame: str, block: Span, runs: list[Run]) -> list[Span]:
    """Return the sentences of a paragraph; a quotation is never parted from its "she said"."""
    ends = {run.end: run for run in runs}
    found = []
    start = block.start
    for match in _SENTENCE_END.finditer(frame, block.start, block.end):
        stop = match.start() + len(match.group().rstrip())
        if frame[match.start()] == MASK:
            if not _ends_sentence(text, frame, ends.get(stop), match.end(), block):
                continue
        elif match.group()[0] == "." and _ABBREVIATED.search(frame, max(start, stop - 8), stop):
            continue
        found.append((start, stop))
        start = match.end()
    found.append((start, block.end))
    return [Span(at, min(end, at + _LONGEST)) for start, end in found for at in range(start, end, _LONGEST)]


def _ends_sentence(text: str, frame: str, run: Run | None, after: int, block: Span) -> bool:
    """Tell whether a sentence ends with a quotation; it does not in "“Why?” Ann Lee asked."""
    if run is None or text[run.inner.end - 1] not in ".!?…":
        return False
    reach = frame[after : min(block.end, after + 200)]
    stop = _CLAUSE_END.search(reach)
    following = reach[: stop.start()] if stop else reach
    words = cues(following, 0, len(following))
    if not words or not subject_before(following, 0, words[0].start):
        return True
    return not _ATTRIBUTES.match(following, words[0].end)


def introduces(cue: Cue, gap: str) -> bool:
    """Tell whether a quotation that follows ``cue`` after ``gap`` is what the cue reports."""
    if gap.rstrip().endswith(":"):
        return True
    pattern = {"name": _OBJECT, "tell": _ADDRESSEE}.get(cue.verb.family, _CONNECTOR)
    return bool(pattern.match(gap))


def clause(frame: str, cue: Cue, report: tuple[int, int], later: list[Cue], span: Span) -> Span | None:
    """Return the clause that a cue reports: after it, or before it where "Ann Lee said" ends.

    ``report`` is the range of the cue with its speaker, ``later`` the further cues of the sentence.
    """
    first, last = report
    near = min(span.end, last + 90)
    if cue.verb.family in ("utter", "name") and not _CONTENT.match(frame, last, near):
        return None
    if _NOTHING_MORE.match(frame, last, span.end):
        start, end = span.start, first
        if not frame[start:end].rstrip().endswith(","):
            return None
    else:
        that = _THAT.match(frame, last, min(near, later[0].start) if later else near)
        start = that.end() if that else last
        end = _joint(frame, later, start, span.end)
    body = frame[start:end]
    begin = start + len(body) - len(body.lstrip(_SPACE))
    stop = start + len(body.rstrip(_SPACE + "."))
    return Span(begin, stop) if stop - begin >= _SHORTEST else None


def _joint(frame: str, later: list[Cue], start: int, end: int) -> int:
    """Return where the clause from ``start`` ends: at the next verb of the same subject, if any."""
    for cue in later:
        joint = _JOINT.search(frame, max(start, cue.start - 40), cue.start)
        if joint:
            return joint.start()
    return end
