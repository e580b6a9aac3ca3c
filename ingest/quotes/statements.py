"""What a reporting word reports: where sentences end in a frame, which clause or quotation it takes.

Everything here reads a frame (see ``ingest.quotes.marks``): the article with its quotations masked out.
"""

import re

from corpus.records import Span
from ingest.quotes.cues import VERBS, Cue, cues
from ingest.quotes.marks import MASK, Run
from ingest.quotes.phrases import LEAD, LEADS_ELSEWHERE
from ingest.quotes.subjects import subject_before
from ingest.quotes.verbs import clause_from

_SENTENCE_END = re.compile(rf"(?:[.!?…]['\")\]]*|{MASK})\s+(?=[\"'(\[]*(?:[A-Z\d]|{MASK}|[-–—•] ))")
# Where and when a report was filed, as it opens: "WASHINGTON, Dec. 8 (UPI) — ".
_DATELINE = re.compile(
    r"[A-Z][A-Z .'-]{2,30}(?:, [A-Z][\w. ]{2,20}){0,2}(?: \([\w/ ]{2,20}\))? ?(?:--|[-–—]) "
)
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
_CLAUSE_END = re.compile(
    rf"(?:[!?]|(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSen)(?<!\bRep)(?<!\bGov)\.)(?:\s|$)|{MASK}"
)
_ATTRIBUTES = re.compile(
    rf"\s*(?:$|[,;](?!\s*$)|(?:{_WHEN_AND_WHERE}|reporters|supporters|[A-Z]{{2,}}|me|him|her|them|us)\b(?!.*\bthat\b)|"
    r"(?!that\b)[\w'-]+(?: [\w'-]+)?$)"
)
_CONNECTOR = re.compile(rf"(?:,?\s+(?:that|{_WHEN_AND_WHERE})\b[^:;{MASK}]{{0,80}})?[,:]?\s*(?:that\s+)?$")
_ADDRESSEE = re.compile(rf"(?:\s+[^,:;{MASK}]{{1,85}})?[,:]?\s*(?:that\s+)?$")
# The clause has begun in the reporter's own words: it is reported with the words that it quotes.
_OWN_WORDS = re.compile(r"\bthat\s+\S")
# What gets a name: "called the plan “a farce”", "described Ann Lee as kind"; not "a play called Dawn".
_NAMED = re.compile(
    rf" (?:it|him|her|them|himself|herself|this|that|those|these|the|an?|his|their|its|[A-Z][\w.'-]+)"
    rf"(?: [\w.'-]+)*? ?(?:[\w.'-]+ [\w.'-]+|{MASK})"
)
_THAT = re.compile(r"[^,;:.]{0,80}?\bthat\s")
_CONTENT = re.compile(r"[^,;:.]{0,80}?\b(?:that|whether|how|why|what)\s")
_DOING = re.compile(r" to (\w+)")
_NOTHING_MORE = re.compile(
    r"(?:(?:,|\s+(?:on|in|at|during|to|after|last|this|earlier|of|about|later|by|from|the|an?|[A-Z][\w'.-]*|"
    r"interview|statement|news|conference|week|month|year|time|day|reporters|tweet|speech|email|"
    r"morning|afternoon|evening|night|today|yesterday)\b))*+\s*[.!?]?\s*$"
)
_APART = re.compile(
    r", (?:a|an|the|who|which|whose|and|but|as|while|though|although|he|she|they|citing|with)\b"
)
_JOINT = re.compile(
    r"(?:,?\s(?:and|but|then)(?:\s(?:he|she|they|it))?|,(?:\s(?:he|she|they|it))?)"
    r"(?:\s(?:also|then|later|has|have|had|further|[a-z]+ly))*\s*$"
)


def sentence_spans(text: str, frame: str, block: Span, runs: list[Run]) -> list[Span]:
    """Return the sentences of a paragraph; a quotation is never parted from its "she said"."""
    ends = {run.end: run for run in runs}
    found = []
    dateline = _DATELINE.match(frame, block.start, block.end)
    start = dateline.end() if dateline else block.start
    for match in _SENTENCE_END.finditer(frame, block.start, block.end):
        stop = match.start() + len(match.group().rstrip())
        if frame[match.start()] == MASK:
            if not _ends_sentence(text, frame, ends.get(stop), start, match.end(), block):
                continue
        elif frame[match.end()] != MASK and _ABBREVIATED.search(frame, max(start, stop - 8), stop):
            continue
        found.append((start, stop))
        start = match.end()
    found.append((start, block.end))
    return [Span(at, min(end, at + _LONGEST)) for start, end in found for at in range(start, end, _LONGEST)]


def _ends_sentence(text: str, frame: str, run: Run | None, start: int, after: int, block: Span) -> bool:
    """Tell whether a sentence ends with a quotation; it does not in "“Why?” Ann Lee asked."""
    if run is None or text[run.inner.end - 1] not in ".!?…":
        return False
    led_to = any(map(str.isalpha, frame[start : run.start].replace(MASK, "")))
    if led_to and (text[run.inner.end - 1] == "." or cues(frame, start, run.start)):
        return True  # "Ann Lee called it “a mistake.” His party agreed"
    reach = frame[after : min(block.end, after + 200)]
    stop = _CLAUSE_END.search(reach)
    following = reach[: stop.start()] if stop else reach
    words = cues(following, 0, len(following))
    subject = subject_before(following, 0, words[0].start) if words else None
    if subject is None or clause_from(following[: subject.start]) is not None:
        return True  # "“Go.” The farmer sold the land, he said"
    return not _ATTRIBUTES.match(following, words[0].end)


def introduces(cue: Cue, gap: str) -> bool:
    """Tell whether a quotation that follows ``cue`` after ``gap`` is what the cue reports."""
    if gap.rstrip().endswith(":"):
        return True
    if _OWN_WORDS.search(gap):
        return False
    doing = _DOING.match(gap) if cue.word in ("went on", "goes on") else None
    if doing and doing.group(1) not in VERBS:
        return False
    if cue.verb.family == "tell" and " about " in gap:
        return False
    pattern = _ADDRESSEE if cue.verb.family == "tell" else _CONNECTOR
    return bool(pattern.match(gap))


def clause(frame: str, cue: Cue, report: tuple[int, int], later: list[Cue], span: Span) -> list[Span]:
    """Return the clause that a cue reports: after it, before it where "Ann Lee said" ends, or around it.

    ``report`` is the range of the cue with its speaker, ``later`` the further cues of the sentence.
    """
    first, last = report
    if cue.verb.family == "source":
        return _sourced(frame, cue, last, span)
    near = min(span.end, last + 90)
    if cue.verb.family == "name" and not _NAMED.match(frame, last, near):
        return []
    if cue.verb.family == "utter" and not _CONTENT.match(frame, last, near):
        return []
    if (
        cue.verb.family == "tell"
        and frame.endswith(":", last, span.end)
        and not _CONTENT.match(frame, last, near)
    ):
        return []  # "Lee told reporters:"
    before: list[Span] = []
    if _NOTHING_MORE.match(frame, last, span.end):
        start, end = span.start, first
        if not frame[start:end].rstrip().endswith(","):
            return []
    else:
        that = _THAT.match(frame, last, min(near, later[0].start) if later else near)
        start = that.end() if that else last
        end = _joint(frame, later, start, span.end)
        if frame.startswith(",", last) and frame.endswith(", ", span.start, first):
            before = _opening(frame, span.start, first)
    body = frame[start:end]
    begin = start + len(body) - len(body.lstrip(_SPACE))
    stop = start + len(body.rstrip(_SPACE + "."))
    said = [*before, Span(begin, stop)] if stop > begin else before
    return said if sum(part.end - part.start for part in said) >= _SHORTEST else []


def _sourced(frame: str, cue: Cue, last: int, span: Span) -> list[Span]:
    """Return what stands before and after "according to Ann Lee, a farmer"."""
    before = _opening(frame, span.start, cue.start) if cue.start > span.start else []
    comma = frame.find(", ", last, min(span.end, last + 150))
    if comma < 0:
        return [part for part in before if part.end - part.start >= _SHORTEST]
    stop = comma + len(frame[comma : span.end].rstrip(_SPACE + "."))
    after = [Span(comma + 2, stop)] if stop - comma - 2 >= (1 if before else _SHORTEST) else []
    if before and after and _APART.match(frame, comma):
        after = []
    return before + after


def _opening(frame: str, start: int, end: int) -> list[Span]:
    """Return what a clause began with before "Lee said" broke in ("The dam, Lee said, will hold")."""
    words = frame[start:end].rstrip(_SPACE)
    lead = LEAD.match(words)
    begin = lead.end() if lead else 0
    if MASK in words or LEADS_ELSEWHERE.match(words, begin) or len(words) - begin < 3:
        return []
    return [Span(start + begin, start + len(words))]


def _joint(frame: str, later: list[Cue], start: int, end: int) -> int:
    """Return where the clause from ``start`` ends: at the next verb of the same subject, if any."""
    for cue in later:
        joint = _JOINT.search(frame, max(start, cue.start - 40), cue.start)
        if joint:
            return joint.start()
    return end
