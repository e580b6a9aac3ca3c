"""Who stands beside a reporting word: the noun phrase that is the subject of a sentence or a clause.

Everything here reads a frame (see ``ingest.quotes.marks``): the article with its quotations masked out.
"""

import re

from corpus.names import is_office
from corpus.records import Span
from ingest.quotes.kinds import OPENERS, is_people
from ingest.quotes.marks import MASK
from ingest.quotes.phrases import (
    ADVERB,
    DETERMINER,
    LEAD,
    LEADS_ELSEWHERE,
    NEAR,
    PREPOSITION,
    PRONOUN,
    beside_quotation,
    is_several,
    last_phrase,
    phrase_in,
    several_people,
    whole_phrase,
)
from ingest.quotes.plausible import may_speak
from ingest.quotes.runs import FULL_NAME, NAME
from ingest.quotes.verbs import ALWAYS_FINITE

AUXILIARY = re.compile(
    r"(?:[\s,]+(?:has|have|had|also|then|later|once|again|now|still|just|even|himself|herself|previously|"
    r"recently|repeatedly|often|always|further|in turn|first|famously|would|will|is|was|are|were|did|does|"
    rf"{ADVERB}|all|both|too|in (?:a|an|the|his|her|their) (?:statement|interview)|in response|at one point|"
    r"(?:on |late |early |last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|afternoon|night|evening))?|"
    r"(?:this|last) (?:week|month|year)|today|yesterday|went so far as to))+\s*$"
)
_LAST_PRONOUN = re.compile(rf"\s({PRONOUN})$")
_TIME = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?i:today|yesterday|tonight|now)|January|February|March|"
    r"April|June|July|August|September|October|November|December)\b"
)
_AFTER = re.compile(
    rf"\s*(?!{PREPOSITION}\b|{_TIME})(?P<np>(?:(?:the|an?|one|another|his|her|their|its|some|several|many|former|then|"
    rf"fellow)\s)?(?:[\w'./&-]+ ){{0,8}}?{NAME}|{NAME}'s?(?: [\w-]+){{1,5}}?|{PRONOUN}|"
    r"(?:the|an?|one|another|his|her|their|its|some|several|many|two|three|both)(?: [\w'-]+){1,8}?|"
    r"(?P<bare>(?:[\w.'&/-]+ ){0,3}?[a-z][a-z-]+))"
    rf"(?=\s*(?:[,.;:!?({MASK}—–\n]|--\s|$)| (?:of|in|at|from|on|who|during|to|as|with|when|after|while|and|"
    r"for|that|about|familiar|close|briefed|last|this|before|late|"
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]*day|\.)) )"
)
_SENTENCE_SUBJECT = re.compile(
    rf"(?P<np>{PRONOUN}|(?:(?i:the|an?|one|his|her|their|its|some|many|both) )?"
    rf"(?:[a-z-]+ ){{0,4}}?(?!(?:The|An?|One|His|Her|Their|Its|Some|Many|Both)\b){NAME}"
    rf"(?:(?:'s?)? (?:campaign|office|administration|government|spokesman|spokeswoman|team|staff|allies|"
    rf"aides)|'s?(?= [a-z]))?)"
    rf"(?![\w'])"
)
_TWO_NAMES = re.compile(FULL_NAME)
_FULL_NAME = re.compile(rf"(?<![\w'])(?!(?:The|An?) ){FULL_NAME}")
_DESCRIPTION = re.compile(r"(?:an?|the|president|chairman|chief|director|founder)\b")
_APPOSITIVE = re.compile(
    r"\s*(?:an?|the|who|whose|whom|which|where|now|then|once|also|both|not|himself|herself|another|one|his|her|"
    r"their|its|of|[a-z]+ing|[RDI]-|\d|former|formerly|[a-z]+ed|in|on|at|from|for|with|after|as|when|while|"
    r"R|D|Ph\.?D|M\.?D|Jr|Sr|and|or)\b|\s*\("
)
_OPENER = re.compile(r"([A-Z][a-z]+)(?: |$)")
_NOUN_PHRASE = re.compile(rf"(?:{PRONOUN}|{DETERMINER})")
_HALF = re.compile(r"\s*(?:[Tt]he|[Aa]n?) [a-z-]+$")  # "the tall" of "the tall, quiet senator"
_SPEAKER_ALONE = re.compile(rf"(?:{PRONOUN}|{NAME})$")
# "(one of) the reasons Ann Lee" gave
_REASONS = re.compile(
    r" (?:[a-z-]+(?<!ou)(?<!s)s|reason|way|time|thing|moment|plan|deal|bill|law|policy|place|word|claim|what)"
    rf" ({NAME})$"
)
_NAME_ALONE = re.compile(rf"{NAME}$")
_LOWER = re.compile(r" ([a-z-]+)(?![\w'])")
_PARTICIPLE = re.compile(r"[A-Z][a-z]+(?:ing|ed) ")
_EXAMPLE = re.compile(
    rf"\b(?:including|such as|like|notably|especially|particularly) ({NAME})(?: \([^)]{{1,30}}\))?,\s*$"
)
_COMMA = re.compile(r",\s+|$")
_PAUSE = re.compile(r",\s+|\s+--\s+|\s*[—–]\s*|:\s+|$")
# How many characters away from a cue its subject may stand (train: more finds nothing).
_REACH = 300


def subject_before(frame: str, start: int, cue: int) -> Span | None:
    """Return the subject that stands before the cue at ``cue`` in the sentence from ``start``."""
    masked = frame.rfind(MASK, start, cue) + 1
    what = frame.rfind(" what ", start, cue)  # "in what Ann Lee called"
    floor = max(start, cue - _REACH, masked, frame.rfind(";", start, cue) + 1, what + 6 if what > 0 else 0)
    head = frame[floor:cue]
    auxiliary = AUXILIARY.search(head, max(0, len(head) - NEAR))
    stop = auxiliary.start() if auxiliary else len(head.rstrip())
    enclosed = head[:stop].endswith((",", "--", "—", "–")) or head[stop:].lstrip(" ").startswith(",")
    segments = _segments(head[:stop].rstrip(" ,—–-\n\t\r"))
    half = len(segments) > 1 and _HALF.match(segments[0][0]) and not may_speak(segments[0][0].strip())
    if half and not several_people(segments[1][0].strip()):
        second, at = segments[1]
        segments[:2] = [(head[segments[0][1] : at + len(second)], segments[0][1])]
    if not segments:
        return None
    found = None
    if masked and floor == masked and len(segments) < 5:
        found = beside_quotation(*segments[0])
        last = segments[-1][0].strip()
        if (
            found
            and len(segments) > 1
            and _SPEAKER_ALONE.match(last)
            and not may_speak(head[found[0] : found[1]])
        ):
            found = None  # "“no rules” at the time, Ann Lee said"
    if not found and enclosed and len(segments) > 1:
        found = _before_appositives(segments)
    elif not found:
        found = _named_before(segments) or phrase_in(*segments[-1])
    if not found:
        return None
    start, end = floor + found[0], floor + found[1]
    reasons = _REASONS.search(frame[start:end])
    if reasons and not is_people(reasons.group().split()[0]):
        return Span(start + reasons.start(1), end)
    pronoun = _LAST_PRONOUN.search(frame, start, end)  # "Of the militias in Iraq he said"
    return Span(pronoun.start(1) if pronoun else start, end)


def subject_after(frame: str, cue: int, end: int, *, several: bool = True) -> Span | None:
    """Return the subject that follows an inverted cue ("said Ann Lee, a farmer") ending at ``cue``.

    People without an article ("said officials") count only where ``several`` is true.
    """
    match = _AFTER.match(frame, cue, min(end, cue + _REACH))
    if match is None or (match["bare"] and not (several and is_several(match["bare"].rsplit(" ", 1)[-1]))):
        return None
    return Span(*match.span("np"))


def antecedent(frame: str, start: int, pronoun: int) -> Span | None:
    """Return the noun phrase that a relative pronoun at ``pronoun`` stands for."""
    head = frame[max(start, pronoun - _REACH) : pronoun]
    if head.rstrip().endswith(","):
        example = _EXAMPLE.search(head)
        if example:
            return Span(*(pronoun - len(head) + at for at in example.span(1)))
        return subject_before(frame, start, pronoun)
    segments = _segments(head)
    if len(segments) > 1 and _DESCRIPTION.match(segments[-1][0]):  # "Ann Lee, a farmer who said"
        name = _FULL_NAME.search(segments[-2][0])
        if name:
            return Span(*(pronoun - len(head) + segments[-2][1] + at for at in name.span()))
    found = last_phrase(head.rstrip(), anywhere=True) or several_people(head.rstrip(), anywhere=True)
    if found and segments and head.endswith(" of ", 0, found[0]):  # "members of the party who said"
        whole = whole_phrase(segments[-1][0].rstrip(), segments[-1][1])
        found = whole if whole and may_speak(head[whole[0] : whole[1]]) else found
    return Span(*(pronoun - len(head) + at for at in found)) if found else None


def subject_of(frame: str, start: int, end: int) -> Span | None:
    """Return the subject of the sentence from ``start``, past what introduces it ("On Monday, ...")."""
    at = start
    for match in _COMMA.finditer(frame[start : min(end, start + _REACH)]):
        stop = start + match.start()
        segment = frame[at:stop]
        begin = at + len(segment) - len(segment.lstrip(" (["))
        at = start + match.end()
        lead = LEAD.match(frame, begin, stop)
        named = lead and _NAME_ALONE.match(frame, lead.end(), stop)  # "As Ann Lee, a farmer, said"
        on_day = lead and lead.group().lower().startswith("on ")
        if match.group() and LEADS_ELSEWHERE.match(frame, begin) and not named and not on_day:
            continue
        begin = lead.end() if lead else begin
        opener = _OPENER.match(frame, begin, stop)
        if opener and opener.group(1).lower() in OPENERS and not _NOUN_PHRASE.match(frame, begin):
            begin = opener.end()
        if begin < stop and not LEADS_ELSEWHERE.match(frame, begin) and not _PARTICIPLE.match(frame, begin):
            return _subject_at(frame, begin, stop, min(end, begin + _REACH))
    return None


def _subject_at(frame: str, begin: int, stop: int, end: int) -> Span | None:
    found = _SENTENCE_SUBJECT.match(frame, begin, end)
    if found:
        return Span(begin, _extended(frame, found.end("np"), stop))
    determiner = _NOUN_PHRASE.match(frame, begin)
    last = _extended(frame, determiner.end(), stop) if determiner else begin
    return Span(begin, last) if determiner and last > determiner.end() else None


def _extended(frame: str, end: int, limit: int) -> int:
    """Return where a phrase ends that begins with a name: "Obama" in "Obama administration officials"."""
    best = end
    for word in _LOWER.finditer(frame, end, min(limit, end + NEAR)):
        if word.start() != end or word.group(1) in OPENERS or word.group(1).endswith("ed"):
            break
        if word.group(1) in ALWAYS_FINITE:
            break
        end = word.end()
        if may_speak(f"the {word.group(1)}"):
            best = end
    return best


def _segments(body: str) -> list[tuple[str, int]]:
    segments = []
    at = 0
    for match in _PAUSE.finditer(body):
        segments.append((body[at : match.start()], at))
        at = match.end()
    return [(words, at) for words, at in segments if words.strip()]


def _before_appositives(segments: list[tuple[str, int]]) -> tuple[int, int] | None:
    name, at = segments[-1]
    if _TWO_NAMES.match(name) and not _TWO_NAMES.match(segments[-2][0]):
        return at, at + len(name)
    for number, (words, at) in enumerate(segments[:-1]):
        after = segments[number + 1][0]
        if not (_APPOSITIVE.match(after) or _describes(after)) and number + 2 < len(segments):
            continue
        whole = whole_phrase(words, at)
        if whole:
            return whole
    for words, at in reversed(segments[:-1]):
        found = phrase_in(words, at)
        if found:
            return found
    return None


def _describes(words: str) -> bool:
    """Tell whether words after a comma give somebody's office ("senior fellow at the institute")."""
    return words[:1].islower() and any(is_office(word) for word in words.split()[:3])


def _named_before(segments: list[tuple[str, int]]) -> tuple[int, int] | None:
    """Find the name before an appositive that lacks its second comma ("Ann Lee, a farmer said")."""
    if len(segments) < 2 or not (_DESCRIPTION.match(segments[-1][0]) or _describes(segments[-1][0])):
        return None
    name, at = segments[-2]
    return (at, at + len(name)) if _TWO_NAMES.match(name) else None
