"""Whether a phrase can speak at all: a person, an office, a country, a body or a group can, a thing cannot.

A wrong name under a quotation is worse than none, so what stands beside a reporting word has to pass here
before it is printed as a speaker.
"""

import re
from functools import lru_cache
from itertools import pairwise

from corpus.names import gender_of, is_courtesy, is_office, word_set
from ingest.quotes.cues import VERBS
from ingest.quotes.kinds import ADJECTIVE, BODIES, GROUPS, OPENERS, among, is_demonym, is_document, is_people
from ingest.quotes.verbs import clause_from

_NUMBER = re.compile(r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+ty)$")
_AMOUNTS = word_set(
    """
    one some many most several all both few each half number majority minority handful pair dozen dozens
    average share hundreds thousands percent % third quarter two three four five six seven eight nine ten
    none group series plurality lot couple members
    """
)
_PROPER_THINGS = word_set(
    """
    act amendment constitution deal bill order report plan agreement treaty accord resolution law poll
    survey day christmas easter war recession revolution avenue street square medicare medicaid obamacare
    caption policy story advertisement article islam beach internet web highlights more also
    """
)
_LABELS = word_set("photo photos video videos watch read related exclusive")  # of links: "PHOTOS: What ..."
_ZONES = word_set("et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet")  # "6:30 p.m. ET"
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday yesterday tomorrow")
_STARTS_BADLY = word_set(
    """
    in on at for from with without and but or so yet if when while as after before since because although
    though like than that which who whom whose what where why how not no to of by even only including
    despite during until under over about among beyond unlike early late following per is are was were do
    does did had has have can could would should might must there here it he she they we you i neither
    either nor regardless anyone everyone everybody someone nobody
    """
)
_HEAD_END = re.compile(
    r" (?:of|in|from|for|at|on|to|with|without|who|whom|whose|that|which|where|by|including|about|over|"
    r"against|"
    r"between|after|before|during|within|across|near|under|outside|inside|close|familiar|aware|such as|like|"
    r"behind|around|among|into|onto|toward|than|named|called|nicknamed|"
    r"(?<!'s )[a-z]{3,}(?:ed|ing)(?= (?:by|to|in|with|for|at|on|as|about|from|the|this|last|over)\b| ?$)) "
)
_DANGLING = re.compile(
    r"(?<=\w\w)(?: (?:[a-z]{3,}(?:ed|ing)|familiar|close|who|that|of|in|on|with|and|from|for|to|at|by|"
    r"about|the|an?))+$"
)
_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|"
    r"Nov(?:ember|\.)|Dec(?:ember|\.))"
)
# When and how it was said, at the end of a phrase: "the court in 1987", "the union likewise".
_WHEN = re.compile(
    rf"(?:,? (?:(?:on|in|by|since|during|late|early|earlier|last|this) )*"
    rf"(?:(?:on|in|by|since|last|this) (?:the )?(?:{_MONTH}|(?:1[89]|20)\d\d|"
    r"week|month|year|spring|summer|fall)|"
    rf"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:on|in|by) {_MONTH} \d{{1,2}}|"
    r"during (?:the|an?|his|her|their|its)(?: [\w'-]+){1,5}|on (?:X|Twitter|Facebook|Instagram|Truth Social)|"
    r"likewise|similarly|meanwhile|reportedly|repeatedly|separately|publicly|privately)"
    r"(?: (?:morning|afternoon|evening|night))?)+$"
)
_DETERMINERS = word_set("the a an his her their its our my")
_LINKS = word_set(
    """
    of in from for at on to with who by including about over against between after before during within
    across near under outside inside such as like behind around among into and or but all both half even not
    than plus
    """
)
_CONTRACTION = re.compile(r"(?:\b(?:i|we|they|he|she|you|it|who|that|there|what)'|'(?:ve|re|ll|d|t)\b)", re.I)
# What opens a clause within or before a phrase: "the speed with which Oslo", "a man and that until May".
_CLAUSE = re.compile(
    r"(?:^| )(?:why|how|when|what|because|if|which|whose|whom|(?:and|but|or) that)(?: |$)|"
    r"^[a-z]+ing [A-Z]\w*'s |"
    r"^[A-Za-z][a-z]+ing (?:into|to|for|from|at|in|on|with|about|the|an?|his|her|their|its) "
)
_FINITE = re.compile(r" (?:declined|faced|seem|want|see|say|said|told)(?: |$)")
_GLUED = re.compile(r"[a-z.](?=[A-Z])")
_SPOKEN = frozenset(word for word, verb in VERBS.items() if verb.form == "past" and verb.family != "name")


@lru_cache(maxsize=4096)
def head_of(phrase: str) -> str:
    """Return the noun that a phrase is about: "a number of farmers in Iowa" -> "farmers"."""
    parts = [part.split()[-1] for part in _HEAD_END.split(f"{phrase} ", maxsplit=4) if part.split()]
    while len(parts) > 1 and _is_amount(parts[0]) and f"{parts[0]} of " in phrase:
        del parts[0]
    if parts and parts[0].casefold() in _DETERMINERS:
        return phrase.split()[-1]  # "the ruling"
    return parts[0] if parts else ""


def _is_amount(word: str) -> bool:
    part = word.endswith(("thirds", "quarters", "fifths"))
    return part or word[:1].isdigit() or word.casefold() in _AMOUNTS


def trimmed(phrase: str) -> str:
    """Return a phrase without what only leads on or tells when: "one senator involved" -> "one senator"."""
    if phrase.count(" ") > 1:
        phrase = _DANGLING.sub("", _WHEN.sub("", phrase))
    return phrase


@lru_cache(maxsize=4096)
def may_speak(name: str, *, person: bool = False) -> bool:
    """Tell whether ``name`` can be printed as a speaker; ``person`` where the article names one in full."""
    plain = name.replace("’", "'").strip()
    words = plain.split()
    if not words or _is_clutter(words) or _CONTRACTION.search(plain):
        return False
    if person:
        return True
    lowered = [word.casefold().strip(".,") for word in words]
    acronym = words[0].isupper() and len(words[0]) > 1
    leads_on = lowered[0] in _STARTS_BADLY and lowered[1:2] != ["and"]
    if not acronym and (leads_on or words[0] in VERBS):
        return False
    if len(words) == 1:
        return _alone(words[0], lowered[0])
    if _CLAUSE.search(plain) or _FINITE.search(plain) or clause_from(plain) is not None:
        return False
    if any(word in _SPOKEN for word in words[1:]) or plain.endswith(("'s", "s'")) or words[-1] in _LINKS:
        return False
    head = head_of(plain)
    if _reads_on(words) or (lowered[0] in ("a", "an") and head.istitle() and not is_people(head.casefold())):
        return False
    if words[0] == head and is_document(lowered[0]):
        return False
    parts = [part for part in plain.split(" and ") if " " in part or part[:1].isupper()]
    return all(_head_speaks(head_of(part)) for part in parts or [plain])


def _alone(word: str, lowered: str) -> bool:
    if word.endswith("'s") or (is_document(lowered) and word.endswith("s") and not word.isupper()):
        return False
    if is_demonym(word) or lowered in _ZONES:
        return False
    if lowered in GROUPS or is_people(lowered):
        return lowered.endswith("s") or not is_office(word)
    if not word[:1].isupper() or sum(map(str.isalpha, word)) < 2:
        return False
    if is_courtesy(word) or ADJECTIVE.match(word):
        return False
    return lowered not in _LABELS and (
        word.isupper() or (lowered not in OPENERS and lowered not in _PROPER_THINGS)
    )


def _reads_on(words: list[str]) -> bool:
    """Tell whether a second noun phrase follows without a link: "the lowest rate the bank" (has seen)."""
    ends = (before for before, word in pairwise(words) if word in _DETERMINERS)
    return any(end.islower() and end not in _LINKS and not end.endswith(("ed", "ing")) for end in ends)


def _head_speaks(head: str) -> bool:
    bare = head.strip(".,()'").casefold()
    if head[:1].isupper():
        return len(head) > 1 and bare not in _PROPER_THINGS and bare not in _DAYS
    return bare in GROUPS or bool(_NUMBER.match(bare)) or bare in ("percent", "one") or is_people(bare)


@lru_cache(maxsize=4096)
def is_somebody(name: str) -> bool:
    """Tell whether a speaker is one man or woman, whom "he" or "she" may mean: "Lee", "the old farmer"."""
    head = head_of(name)
    if " " not in name and name[:1].isupper():
        return not is_people(name.casefold()) and not name.endswith("s") and not name.isupper()
    bare = head.casefold()
    return head.islower() and not bare.endswith("s") and not among(bare, BODIES) and is_people(bare)


def _is_clutter(words: list[str]) -> bool:
    """Tell whether a name is scraped together: "Cornyn John CornynNew", "MORE", "EXCLUSIVE"."""
    parts = {word: set(_GLUED.sub(lambda found: f"{found.group()} ", word).split()) for word in words}
    if any(len(own) > 1 and own & set(words) for own in parts.values()):
        return True
    if words[0] in words[1:] and len(words[0]) > 2 and len(words) < 4 and words[0][:1].isupper():
        return True
    loud = [word for word in words if len(word) > 4 and word.isalpha() and word.isupper()]
    shouted = "MORE" in words or (len(words) > 1 and len(loud) == len(words))
    if gender_of(words[0]) and words[0].isupper():
        return False
    return shouted or any(len(word) > 6 and word.casefold() not in BODIES for word in loud)
