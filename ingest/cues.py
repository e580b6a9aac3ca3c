"""The words that report speech ("said", "according to", "expressed hope"), and who stands beside them.

Everything here reads a *frame*: the article with each quotation masked out character by character, so
that only the reporter's own words are left and offsets stay those of the article.
"""

import re
from typing import NamedTuple

from corpus.names import is_office
from corpus.records import Span

MASK = "\ue000"

# Verbs that take a reported clause with or without "that" ...
_SAY = """
acknowledge admit allege announce argue assert believe boast caution claim concede conclude confirm contend
contest declare demand deny emphasise emphasize estimate expect explain fear highlight hint hope indicate
insist joke lament maintain mention note pledge predict proclaim promise propose quip recall recommend
reiterate remark report reveal say state stress suggest swear testify threaten underline underscore vow warn
write tweet
"""
# ... that name the person spoken to first ...
_TELL = "advise ask assure beg implore inform notify order remind tell urge"
# ... that report an attitude towards something ...
_JUDGE = """
accuse applaud blame blast censure commend condemn criticise criticize decry defend denounce deride dismiss
disavow disparage endorse express hail mock oppose praise question rebuke reject ridicule slam urge voice
welcome
"""
# ... and that report speech only beside a quotation or before "that".
_UTTER = """
add affirm agree announce answer assess bark beam begin bellow boom call chant charge clarify close comment
complain confess continue counter cry demur describe elaborate exclaim fume gush interject intone jest laugh
marvel murmur muse mutter note observe offer opine open post press pronounce protest quote rail rant read reason
recite recount reflect repeat reply respond retort roar sarcastically scoff scream shout shrug sing snap sneer
speculate sum surmise tease thunder volunteer whisper wonder worry yell warn decide learn think find show
reassure label dub brand
"""
_IRREGULAR = {
    "say": ("said", "saying"),
    "tell": ("told", "telling"),
    "write": ("wrote written", "writing"),
    "swear": ("swore sworn", "swearing"),
    "read": ("read", "reading"),
    "begin": ("began", "beginning"),
    "sing": ("sang", "singing"),
    "admit": ("admitted", "admitting"),
    "quip": ("quipped", "quipping"),
    "beg": ("begged", "begging"),
    "demur": ("demurred", "demurring"),
    "sum": ("summed", "summing"),
    "snap": ("snapped", "snapping"),
    "slam": ("slammed", "slamming"),
    "dub": ("dubbed", "dubbing"),
    "think": ("thought", "thinking"),
    "find": ("found", "finding"),
    "show": ("showed shown", "showing"),
}
# The third person of these is at least as often a plural noun.
_PLURALS = frozenset(
    ["claims", "reports", "notes", "calls", "remarks", "comments", "answers", "demands", "promises", "states", "questions", "hopes", "fears", "worries", "charges", "offers", "posts", "quotes", "reasons", "orders", "laughs", "begins", "shows", "finds", "findings", "estimates", "threatens", "presses", "labels", "brands", "opens", "closes", "cries"]
)


class Verb(NamedTuple):
    """A reporting word: its family ("say", "tell", "judge", "utter") and form ("base", "s", "past", "ing")."""

    family: str
    form: str


def _forms(lemma: str) -> dict[str, str]:
    past, ing = _IRREGULAR.get(lemma, ("", ""))
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    soft_y = lemma.endswith("y") and lemma[-2] not in "aeo"
    ending = "es" if lemma.endswith(("s", "sh", "ch", "ss")) else "s"
    forms = {lemma: "base", (lemma[:-1] + "ies" if soft_y else lemma + ending): "s"}
    for word in (past or (lemma[:-1] + "ied" if soft_y else stem + "ed")).split():
        forms[word] = "past"
    forms[ing or stem + "ing"] = "ing"
    return forms


VERBS = {
    word: Verb(family, form)
    for family, lemmas in (("utter", _UTTER), ("judge", _JUDGE), ("tell", _TELL), ("say", _SAY))
    for lemma in lemmas.split()
    for word, form in _forms(lemma).items()
}
_PHRASES = (
    r"according to|[Aa]ccording to|in the words of|went on to say|goes on to say|went on|goes on|"
    r"(?:put|puts) it|(?:shot|shoots|fired|fires|hit|hits) back|(?:pointed|points|pointing) out|"
    r"(?:made|makes|making) (?:it )?clear|(?:called|calls|calling) (?:for|on)|(?:chimed|cut|weighed) in|"
    r"(?:issued|released) (?:a|the following) statement"
)
"""Reporting phrases of several words."""

_CUE = re.compile(rf"\b(?:(?P<phrase>{_PHRASES})|(?P<verb>[A-Z]?[a-z]+))\b")
_BEFORE = re.compile(r"([\w'.-]+|[,;:)\]" + MASK + r"])\s*$")
_NOT_FINITE = frozenset(["to", "not", "n't", "never", "don't", "doesn't", "didn't", "won't", "cannot", "can't", "be", "been", "being", "get", "got"])
_MODAL = frozenset(["would", "could", "should", "might", "may", "will", "can", "must", "did", "do", "does", "didn't", "let", "please"])
_PASSIVE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "isn't", "aren't", "wasn't", "weren't"])
_NOUN_BEFORE = frozenset(
    ["the", "a", "an", "his", "her", "their", "its", "my", "our", "your", "this", "that", "these", "those", "no", "any", "some", "of", "in", "on", "for", "with", "by", "such", "recent", "new", "many", "more", "other", "and", "or", "from", "about", "to", "into"]
)


class Cue(NamedTuple):
    """One reporting word in a frame."""

    start: int
    end: int
    word: str
    verb: Verb


def cues(frame: str, start: int, end: int) -> list[Cue]:
    """Return the reporting words that stand in a sentence of ``frame``, in order."""
    found = []
    for match in _CUE.finditer(frame, start, end):
        word = match.group()
        verb = _PHRASE_VERB.get(word.casefold().split()[0]) if match["phrase"] else VERBS.get(word.lower())
        if verb is None:
            continue
        before = _BEFORE.search(frame, max(start, match.start() - 24), match.start())
        if match["phrase"] or _is_finite(word, verb, before.group(1) if before else ""):
            found.append(Cue(match.start(), match.end(), word, verb))
    return found


_PHRASE_VERB = {
    "according": Verb("source", "phrase"),
    "in": Verb("source", "phrase"),
    "called": Verb("judge", "past"),
    "calls": Verb("judge", "s"),
    "calling": Verb("judge", "ing"),
    "making": Verb("say", "ing"),
    "pointing": Verb("say", "ing"),
    "pointed": Verb("say", "past"),
    "points": Verb("say", "s"),
    "made": Verb("say", "past"),
    "makes": Verb("say", "s"),
} | dict.fromkeys(
    ["went", "goes", "put", "puts", "shot", "shoots", "fired", "fires", "hit", "hits", "chimed", "cut", "weighed", "issued", "released"],
    Verb("utter", "past"),
)


def _is_finite(word: str, verb: Verb, before: str) -> bool:
    lowered = before.lower()
    if word[0].isupper() and before:
        return False
    if lowered in _NOT_FINITE or (verb.form == "past" and lowered in _PASSIVE):
        return False
    if verb.form == "base":
        return lowered not in _MODAL and lowered not in _NOUN_BEFORE and before.islower() and (
            lowered in ("they", "we", "i", "you", "who") or lowered.endswith("s") or lowered == "people"
        )
    if verb.form == "s" and word in _PLURALS:
        return (before[:1].isupper() and not before.endswith("'s")) or lowered in ("he", "she", "it", "who", "also")
    return lowered not in _NOUN_BEFORE or (verb.form == "past" and lowered in ("this", "that", "and", "or"))


# ---- who stands beside the cue ----

_TOKEN = (
    r"(?:[A-Z]\.(?:-?[A-Z]\.)*|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Rev|Prof|Jr|Sr|St|Adm|Capt|Maj|Hon)\.|"
    r"[^\W\d_a-z](?:[\w-]|'(?=[A-Za-z]{2})|'(?= [AE]l-))*)"
)
_PARTICLE = r"(?:de|la|del|van|von|der|den|bin|ibn|al|el|ben|di|da|du|dos|le|ter|of the|of)"
NAME = rf"{_TOKEN}(?:(?: | {_PARTICLE} |, (?=Jr\b|Sr\b)| & ){_TOKEN}){{0,9}}"
"""A run of capitalised words."""

PERSON_RUN = re.compile(
    rf"(?<![\w]){_TOKEN}(?:(?: | (?:de|la|van|von|der|den|bin|ibn|al|el|ben|di|da|du|dos) |, (?=Jr\b|Sr\b)){_TOKEN}){{0,9}}"
)
"""A run of capitalised words that may name a person."""

_DETERMINED = (
    r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur|[Tt]his|[Tt]hat|[Ss]ome|"
    r"[Mm]any|[Mm]ost|[Ss]everal|[Tt]wo|[Tt]hree|[Oo]ther|[Bb]oth|[Ff]ormer|[Ff]ellow|[Cc]urrent)\b"
    r"(?: [\w'.&/-]+){1,10}"
)
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e|[Ww]ho)\b"
_AUXILIARY = re.compile(
    r"(?:[\s,]+(?:has|have|had|also|then|later|once|again|now|still|just|even|himself|herself|himself,|previously|"
    r"recently|repeatedly|often|always|further|in turn|first|famously|would|will|is|was|are|were|did|does|"
    r"[a-z]+ly|all|both|too|in a statement|in an interview|in the statement|in response|at one point|"
    r"(?:on |late |early |last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|night|evening))?|"
    r"this week|last week|last year|last month|today|yesterday|went so far as to))+\s*$"
)
_LEAD = re.compile(
    r"(?:(?:[Aa]nd|[Bb]ut|[Ss]o|[Yy]et|[Ss]till|[Aa]s|[Tt]hen|[Ww]hile|[Tt]hough|[Aa]lthough|[Bb]ecause|[Ww]hen|"
    r"[Ii]f|[Ss]ince|[Aa]fter|[Bb]efore|[Ii]nstead|[Nn]ow|[Ll]ater|[Hh]owever|[Mm]eanwhile|[Oo]n [A-Z][a-z]+day|"
    r"[Oo]nce|[Ww]here|[Aa]lso|[Hh]ere|[Pp]lus|[Oo]r|[Tt]hat|[-–—]+|what),?\s+)+"
)
_FULL_NP = re.compile(rf"(?:{_PRONOUN}$|{_DETERMINED}$|(?:[a-z-]+ ){{0,4}}{NAME}(?:'s?)?(?: [\w'.-]+){{0,6}}$)")
_TAIL_NP = re.compile(
    rf"(?:\b{_PRONOUN}|{NAME}(?: \([^)]{{1,30}}\))?|\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ne|[Ss]ome|[Mm]any|[Oo]ther)"
    r"(?: [\w'-]+){1,5})$"
)
_APPOSITIVE = re.compile(
    r"\s*(?:an?|the|who|whose|whom|which|where|now|then|once|also|both|not|himself|herself|another|one|his|her|"
    r"their|its|of|[a-z]+ing|[RDI]-|\d|former|formerly|[a-z]+ed|in|on|at|from|for|with|after|as|when|while|"
    r"R|D|Ph\.?D|M\.?D|Jr|Sr|and|or)\b|\s*\("
)
_VERBISH = re.compile(
    r" (?:is|was|are|were|has|have|had|will|would|could|should|can|did|does|that|because|if|whether|when) "
)
_AFTER_NP = re.compile(
    rf"\s*(?P<np>(?:(?:the|a|an|one|another|his|her|their|its|some|several|many|former|then|fellow)\s)?"
    rf"(?:[\w'./&-]+ ){{0,8}}?{NAME}|{_PRONOUN}|"
    r"(?:the|a|an|one|another|his|her|their|its|some|several|many|two|three|both)(?: [\w'-]+){1,8}?)"
    rf"(?=\s*(?:[,.;:!?({MASK}—–\n]|-- | of | in | at | from | on | who | during | to | as | with | when | after | while | "
    r"and |$| for | that | about | last | this | before | late | Mon| Tue| Wed| Thu| Fri| Sat| Sun))"
)
_REACH = 300
"""How many characters before a cue its subject is looked for (train: longer reaches find nothing more)."""


def subject_before(frame: str, start: int, cue: int) -> Span | None:
    """Return the subject that stands before the cue at ``cue`` in the sentence from ``start``."""
    floor = max(start, cue - _REACH, frame.rfind(MASK, start, cue) + 1, frame.rfind(";", start, cue) + 1)
    head = frame[floor:cue]
    auxiliary = _AUXILIARY.search(head)
    stop = auxiliary.start() if auxiliary else len(head.rstrip())
    enclosed = head[:stop].endswith((",", "--", "—", "–")) or head[stop:].lstrip(" ").startswith(",")
    body = re.sub(r"[\s,—–-]+$", "", head[:stop])
    segments = _segments(body)
    if enclosed and len(segments) > 1:
        found = _before_appositives(segments)
    else:
        found = _whole_or_tail(*segments[-1]) if segments else None
    return Span(floor + found[0], floor + found[1]) if found else None


def _segments(body: str) -> list[tuple[str, int]]:
    segments = []
    at = 0
    for match in re.finditer(r",\s+|\s+--\s+|\s*[—–]\s*|:\s+|$", body):
        segments.append((body[at : match.start()], at))
        at = match.end()
    return [(words, at) for words, at in segments if words.strip()]


def _before_appositives(segments: list[tuple[str, int]]) -> tuple[int, int] | None:
    for number, (words, at) in enumerate(segments[:-1]):
        if not _APPOSITIVE.match(segments[number + 1][0]) and number + 2 < len(segments):
            continue
        whole = _whole(words, at)
        if whole:
            return whole
    for words, at in reversed(segments[:-1]):
        found = _whole_or_tail(words, at)
        if found:
            return found
    return None


def _whole(words: str, at: int) -> tuple[int, int] | None:
    lead = _LEAD.match(words)
    begin = lead.end() if lead else len(words) - len(words.lstrip())
    body = words[begin:].rstrip()
    relative = re.search(r" (?:who|which|whose) ", body)
    if relative:
        body = body[: relative.start()]
    if not _FULL_NP.match(body) or _VERBISH.search(body) or re.match(r"(?:In|On|At|For|By|With|To|From) ", body):
        return None
    return at + begin, at + begin + len(body)


def _whole_or_tail(words: str, at: int) -> tuple[int, int] | None:
    whole = _whole(words, at)
    if whole:
        return whole
    tail = _TAIL_NP.search(words.rstrip())
    return (at + tail.start(), at + tail.end()) if tail else None


def subject_after(frame: str, cue: int, end: int) -> Span | None:
    """Return the subject that follows an inverted cue ("said Ann Lee, a farmer") ending at ``cue``."""
    match = _AFTER_NP.match(frame, cue, min(end, cue + _REACH))
    return Span(*match.span("np")) if match else None


def head_is_office(words: str) -> bool:
    """Tell whether ``words`` end in an office rather than a name ("the Iraqi foreign minister")."""
    parts = words.split()
    return bool(parts) and is_office(parts[-1])
