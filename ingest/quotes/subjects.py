"""Who stands beside a reporting word: the noun phrases of a sentence, found by their form.

Everything here reads a frame (see ``ingest.quotes.marks``): the article with its quotations masked out.
"""

import re

from corpus.names import is_office, word_set
from corpus.records import Span
from ingest.quotes.cues import VERBS
from ingest.quotes.marks import MASK
from ingest.quotes.plausible import OPENERS, is_people, may_speak
from ingest.quotes.verbs import ALWAYS_FINITE, IRREGULAR, clause_from

# Begins with a plain set of characters, which the scanner of ``re`` skips to quickly.
_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-Ž\u0386-\u03ab\u0400-\u042f]"
_DOTTED = "|".join(
    rf"(?<=\b{title})"
    for title in "Mr Mrs Ms Dr Sen Rep Gov Gen Lt Col Sgt Rev Prof Jr Sr St Adm Capt Maj Hon".split()
)
_WORD = (
    rf"{_UPPER}(?:[\w-]|'(?=[A-Za-z]{{2}})|'(?= [AE]l-))*"
    rf"(?:(?<=\b[A-Z])\.(?:-?[A-Z]\.)*|(?:{_DOTTED})\.)?"
)
_PARTICLE = r"(?:de|del|la|le|van|von|der|den|bin|ibn|al|el|ben|di|da|du|dos)"
NAMES = rf"{_WORD}(?:(?: | {_PARTICLE} |, (?=Jr\b|Sr\b)){_WORD}){{0,9}}"
"""Matches a run of capitalised words that may name a person."""
NAME = rf"{_WORD}(?:(?: | {_PARTICLE} | of (?:the )?|, (?=Jr\b|Sr\b)| & ){_WORD}){{0,9}}"
"""Matches a run of capitalised words that may name a person or a body ("Bank of England")."""

_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)\b"
_LAST_PRONOUN = re.compile(rf"\s({_PRONOUN})$")
_DETERMINER = (
    r"(?i:the|an?|one|another|his|her|their|its|my|our|this|that|some|many|most|several|two|three|other|both|"
    r"former|fellow|current)\b"
)
_DETERMINED = (
    rf"{_DETERMINER}(?: (?!also |not |[a-z]+ly )[\w'.&/-]+){{1,5}}"
    r"(?: (?:of|for|from|in|at|with|to|on|and)(?: [\w'.&/-]+){1,5}){0,2}"
)
_PREPOSITION = (
    "(?i:on|in|at|to|during|of|about|after|before|by|from|with|without|for|as|amid|despite|under|when|while|if|"
    "since|because|that|last|earlier|later|again|recently|via|through|until|although|though|asked|speaking|"
    "referring|according|regarding|across|upon|over|near|inside|outside|given|where|whether)"
)
_TIME = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?i:today|yesterday|tonight|now)|January|February|March|"
    r"April|June|July|August|September|October|November|December)\b"
)
AUXILIARY = re.compile(
    r"(?:[\s,]+(?:has|have|had|also|then|later|once|again|now|still|just|even|himself|herself|previously|"
    r"recently|repeatedly|often|always|further|in turn|first|famously|would|will|is|was|are|were|did|does|"
    r"[a-z]+ly|all|both|too|in (?:a|an|the|his|her|their) (?:statement|interview)|in response|at one point|"
    r"(?:on |late |early |last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|afternoon|night|evening))?|"
    r"(?:this|last) (?:week|month|year)|today|yesterday|went so far as to))+\s*$"
)
LEAD = re.compile(
    r"(?:(?:(?i:and|but|so|yet|still|as|then|while|though|although|because|when|if|since|after|before|instead|"
    r"now|later|however|meanwhile|once|where|also|here|plus|or|that|what)|"
    r"[Oo]n [A-Z][a-z]+day(?: (?:morning|afternoon|evening|night))?|[-–—]+),?\s+)+"
)
_FULL = re.compile(
    rf"(?:{_PRONOUN}$|(?i:some|many|most|several|others|few|both)$|{_DETERMINED}$|"
    rf"(?:[a-z-]+ ){{0,4}}{NAME}(?:'s?)?(?: [\w'.-]+){{0,9}}$)"
)
_TAIL = re.compile(
    rf"(?:\b{_PRONOUN}|{NAME}(?: \([^)]{{1,30}}\))?|"
    r"\b(?i:the|an?|his|her|their|its|one|some|many|other)(?: [\w'-]+){1,5})$"
)
_AFTER = re.compile(
    rf"\s*(?!{_PREPOSITION}\b|{_TIME})(?P<np>(?:(?:the|an?|one|another|his|her|their|its|some|several|many|former|then|"
    rf"fellow)\s)?(?:[\w'./&-]+ ){{0,8}}?{NAME}|{NAME}'s?(?: [\w-]+){{1,5}}?|{_PRONOUN}|"
    r"(?:the|an?|one|another|his|her|their|its|some|several|many|two|three|both)(?: [\w'-]+){1,8}?|"
    r"(?P<bare>(?:[\w.'&/-]+ ){0,3}?[a-z][a-z-]+))"
    rf"(?=\s*(?:[,.;:!?({MASK}—–\n]|--\s|$)| (?:of|in|at|from|on|who|during|to|as|with|when|after|while|and|"
    r"for|that|about|familiar|close|briefed|last|this|before|late|Mon|Tue|Wed|Thu|Fri|Sat|"
    r"Sun)(?:[a-z]*day)? )"
)
_SENTENCE_SUBJECT = re.compile(
    rf"(?P<np>{_PRONOUN}|(?:(?i:the|an?|one|his|her|their|its|some|many|both) )?"
    rf"(?:[a-z-]+ ){{0,4}}?(?!(?:The|An?|One|His|Her|Their|Its|Some|Many|Both)\b){NAME}"
    rf"(?:(?:'s?)? (?:campaign|office|administration|government|spokesman|spokeswoman|team|staff|allies|"
    rf"aides)|'s?(?= [a-z]))?)"
    rf"(?![\w'])"
)
_TWO_NAMES = re.compile(rf"{_WORD} {NAME}(?: \([^)]{{1,30}}\))?$")
_FULL_NAME = re.compile(rf"(?<![\w'])(?!(?:The|An?) ){_WORD} {NAME}(?: \([^)]{{1,30}}\))?$")
_DESCRIPTION = re.compile(r"(?:an?|the|president|chairman|chief|director|founder)\b")
_APPOSITIVE = re.compile(
    r"\s*(?:an?|the|who|whose|whom|which|where|now|then|once|also|both|not|himself|herself|another|one|his|her|"
    r"their|its|of|[a-z]+ing|[RDI]-|\d|former|formerly|[a-z]+ed|in|on|at|from|for|with|after|as|when|while|"
    r"R|D|Ph\.?D|M\.?D|Jr|Sr|and|or)\b|\s*\("
)
_QUALIFIED = re.compile(r" (?:who|which|whose|where|speaking|wearing|working|familiar) |\s\(")
_LINKED = re.compile(
    r" (?:of|and|or|as|in|for|from|with|by|at|to|on|who|dozen|hundred|thousand|few|couple|[a-z]+ing) "
)
_INNER = re.compile(r" (?:which|who|whom|whose|that) (?!.* (?:which|who|whom|whose|that) )")
_ADVERBS = re.compile(r"(?: [a-z]+ly)+$")
_VERBISH = re.compile(
    r" (?:is|was|are|were|has|have|had|will|would|could|should|can|did|does|that|because|if|whether|when|"
    r"may|might|must|seems?|seemed|makes?|made|takes?|took|gave|got|released|met|went|came|sent|held|put|"
    r"kept|used|tried|appeared|became|began|told|tells|said|says|cites?|cited|shows?|showed|\w+n't|"
    r"(?:ask|add|describ|criticiz|call|accus|argu|defend|attack)\w*ed) "
)
LEADS_ELSEWHERE = re.compile(rf"{_PREPOSITION}\b")
_OPENER = re.compile(r"([A-Z][a-z]+)(?: |$)")
_NOUN_PHRASE = re.compile(rf"(?:{_PRONOUN}|{_DETERMINER})")
_HALF = re.compile(r"\s*(?:[Tt]he|[Aa]n?) [a-z-]+$")  # "the tall" of "the tall, quiet senator"
_NAME_ALONE = re.compile(rf"{NAME}$")
_LOWER = re.compile(r" ([a-z-]+)(?![\w'])")
_PARTICIPLE = re.compile(r"[A-Z][a-z]+(?:ing|ed) ")
_NO_SUBJECT = word_set("and but or so which who that is was are were has had he's she's it's")
_EXAMPLE = re.compile(
    rf"\b(?:including|such as|like|notably|especially|particularly) ({NAME})(?: \([^)]{{1,30}}\))?,\s*$"
)
_COMMA = re.compile(r",\s+|$")
_PAUSE = re.compile(r",\s+|\s+--\s+|\s*[—–]\s*|:\s+|$")
# How many characters away from a cue its subject may stand, and how many words it may have (train:
# more finds nothing).
_REACH = 300
_LONGEST_SUBJECT = 12
_NEAR = 80
_MOST_BEFORE = 4  # words, the noun among them
_NO_ADJECTIVES = OPENERS | VERBS.keys() | ALWAYS_FINITE | IRREGULAR | word_set("out up down off away")
_PRONOUNS = word_set("he she they it He She They It I we We")
_MASS = word_set("police people men women children media staff")
_AMOUNTS = word_set(
    "all most many some several few other others both two three four five six seven eight nine ten"
)
_OPENS_CLAUSE = word_set("that which what whom how why where when because while though although if")
_JOINS_CLAUSES = _OPENS_CLAUSE | {"and", "but"}


def subject_before(frame: str, start: int, cue: int) -> Span | None:
    """Return the subject that stands before the cue at ``cue`` in the sentence from ``start``."""
    masked = frame.rfind(MASK, start, cue) + 1
    what = frame.rfind(" what ", start, cue)  # "in what Ann Lee called"
    floor = max(start, cue - _REACH, masked, frame.rfind(";", start, cue) + 1, what + 6 if what > 0 else 0)
    head = frame[floor:cue]
    auxiliary = AUXILIARY.search(head, max(0, len(head) - _NEAR))
    stop = auxiliary.start() if auxiliary else len(head.rstrip())
    enclosed = head[:stop].endswith((",", "--", "—", "–")) or head[stop:].lstrip(" ").startswith(",")
    segments = _segments(head[:stop].rstrip(" ,—–-\n\t\r"))
    half = len(segments) > 1 and _HALF.match(segments[0][0]) and not may_speak(segments[0][0].strip())
    if half and not _several(segments[1][0].strip()):
        second, at = segments[1]
        segments[:2] = [(head[segments[0][1] : at + len(second)], segments[0][1])]
    if not segments:
        return None
    found = None
    if masked and floor == masked and len(segments) < 5:
        found = _beside_quotation(*segments[0])
    if not found and enclosed and len(segments) > 1:
        found = _before_appositives(segments)
    elif not found:
        found = _named_before(segments) or _whole_or_tail(*segments[-1])
    if not found:
        return None
    start, end = floor + found[0], floor + found[1]
    pronoun = _LAST_PRONOUN.search(frame, start, end)  # "Of the militias in Iraq he said"
    return Span(pronoun.start(1) if pronoun else start, end)


def subject_after(frame: str, cue: int, end: int, *, several: bool = True) -> Span | None:
    """Return the subject that follows an inverted cue ("said Ann Lee, a farmer") ending at ``cue``.

    People without an article ("said officials") count only where ``several`` is true.
    """
    match = _AFTER.match(frame, cue, min(end, cue + _REACH))
    if match is None or (match["bare"] and not (several and _is_several(match["bare"].rsplit(" ", 1)[-1]))):
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
    found = _tail(head.rstrip(), anywhere=True) or _several(head.rstrip(), anywhere=True)
    if found and segments and head.endswith(" of ", 0, found[0]):  # "members of the party who said"
        whole = _whole(segments[-1][0].rstrip(), segments[-1][1])
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
    for word in _LOWER.finditer(frame, end, min(limit, end + _NEAR)):
        if word.start() != end or word.group(1) in OPENERS or word.group(1).endswith("ed"):
            break
        if word.group(1) in ALWAYS_FINITE:
            break
        end = word.end()
        if may_speak(f"the {word.group(1)}"):
            best = end
    return best


def _beside_quotation(words: str, at: int) -> tuple[int, int] | None:
    lead = len(words) - len(words.lstrip())
    body = _ADVERBS.sub("", _QUALIFIED.split(words[lead:])[0].rstrip())
    words_of = body.split()
    if not 0 < len(words_of) <= _LONGEST_SUBJECT or words_of[0].lower() in _NO_SUBJECT:
        return None
    if LEADS_ELSEWHERE.match(body) or _is_clause(body) or LEAD.match(body):
        return None
    return at + lead, at + lead + len(body)


def _is_clause(words: str) -> bool:
    return bool(_VERBISH.search(words)) or clause_from(words) is not None


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
        whole = _whole(words, at)
        if whole:
            return whole
    for words, at in reversed(segments[:-1]):
        found = _whole_or_tail(words, at)
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


def _whole(words: str, at: int) -> tuple[int, int] | None:
    lead = LEAD.match(words)
    begin = lead.end() if lead else len(words) - len(words.lstrip())
    body = _ADVERBS.sub("", _QUALIFIED.split(words[begin:])[0].rstrip())
    if not _FULL.match(body) or _is_clause(body) or LEADS_ELSEWHERE.match(body):
        return None
    return at + begin, at + begin + len(body)


def _whole_or_tail(words: str, at: int) -> tuple[int, int] | None:
    words = words.rstrip()
    last = words[words.rfind(" ") + 1 :]
    if last in _PRONOUNS:  # "a message in which he"
        return at + len(words) - len(last), at + len(words)
    found = _whole(words, 0) or _tail(words) or _several(words)
    if not found:
        return None
    return at + found[0] + _several_within(words[found[0] : found[1]]), at + found[1]


def _several_within(phrase: str) -> int:
    """Return where people begin behind what they speak of: "a pledge some critics" (called empty)."""
    parts = phrase.split(" ")
    one = parts[0].lower() in ("a", "an", "one", "another") and parts[-1].endswith("s")
    if not one or len(parts) < 3 or not _is_several(parts[-1]) or _LINKED.search(phrase):
        return 0
    first = len(parts) - 1
    while first > 1 and (parts[first - 1][:1].isupper() or parts[first - 1].isdigit()):
        first -= 1
    if parts[first - 1] in _AMOUNTS:
        first -= 1
    return len(phrase) - len(" ".join(parts[first:]))


def _tail(words: str, *, anywhere: bool = False) -> tuple[int, int] | None:
    """Find the name or noun phrase at the end of ``words``; the object of a verb only with ``anywhere``."""
    tail = _TAIL.search(words, max(0, len(words) - _NEAR))
    inner = _INNER.search(tail.group()) if tail else None
    if tail and inner:  # "a letter in which Ann Lee"
        tail = _TAIL.search(words, tail.start() + inner.end())
    verb = clause_from(tail.group()) if tail else None
    if tail and verb is not None:  # "The strikes angered the mayor" (who), "A plan failed and the mayor"
        tail = _TAIL.search(words, tail.start() + verb)
        before = words[: tail.start()].split() if tail else []
        if before and not anywhere and before[-1] not in _JOINS_CLAUSES:
            return None
    return tail.span() if tail else None


def _several(words: str, *, anywhere: bool = False) -> tuple[int, int] | None:
    """Find people without an article at the end of ``words``: "senior US officials".

    Not behind a verb or preposition, whose object they may be, unless ``anywhere``.
    """
    if not _is_several(words[words.rfind(" ") + 1 :]):
        return None
    lead = LEAD.match(words)
    parts = words[lead.end() if lead else 0 :][-_NEAR:].split()
    if not parts:
        return None
    if parts[-1] in _AMOUNTS and len(parts) > 1 and not anywhere:
        return None  # "Ann Lee and others"
    first = len(parts) - 1
    while first and len(parts) - first < _MOST_BEFORE and _is_adjective(parts[first - 1]):
        first -= 1
    if first and parts[first - 1].lower() in _AMOUNTS:
        first -= 1
    if first and not anywhere and parts[first - 1].lower() not in _OPENS_CLAUSE:
        return None
    length = len(" ".join(parts[first:]))
    return len(words) - length, len(words)


def _is_several(word: str) -> bool:
    """Tell whether ``word`` means people who need no article: "residents", "police"."""
    return (word.endswith("s") or word in _MASS) and word.islower() and is_people(word)


def _is_adjective(word: str) -> bool:
    if word[:1].isupper():
        return word.lower() not in OPENERS and word[-1] not in ".,:"
    return word.islower() and word not in _NO_ADJECTIVES and not word.endswith(("ly", "'s", ",", "ing"))
