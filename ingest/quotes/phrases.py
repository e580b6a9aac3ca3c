"""Noun phrases in a stretch of the reporter's words, found by their form.

Here a stretch is plain words, between two pauses or so; where it stands in the article is for
``ingest.quotes.subjects`` to say. Ranges are offsets into the words.
"""

import re

from corpus.names import word_set
from ingest.quotes.cues import VERBS
from ingest.quotes.kinds import OPENERS, is_people
from ingest.quotes.runs import NAME
from ingest.quotes.verbs import ALWAYS_FINITE, IRREGULAR, clause_from

PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)\b"
"""Matches a pronoun that may speak."""
DETERMINER = (
    r"(?i:the|an?|one|another|his|her|their|its|my|our|this|that|some|many|most|several|two|three|other|both|"
    r"former|fellow|current)\b"
)
"""Matches what a noun phrase may begin with."""
ADVERB = r"(?!(?:family|ally|assembly|bully)\b)[a-z]+ly"
"""Matches a word like "angrily"."""
_DETERMINED = (
    rf"{DETERMINER}(?: (?!also |not |[a-z]+ly )[\w'.&/-]+){{1,5}}"
    r"(?: (?:of|for|from|in|at|with|to|on|and)(?: [\w'.&/-]+){1,5}){0,2}"
)
PREPOSITION = (
    "(?i:on|in|at|to|during|of|about|after|before|by|from|with|without|for|as|amid|despite|under|when|while|if|"
    "since|because|that|last|earlier|later|again|recently|via|through|until|although|though|asked|speaking|"
    "referring|according|regarding|across|upon|over|near|inside|outside|given|where|whether)"
)
"""Matches a word behind which no subject stands but what belongs to it."""
LEADS_ELSEWHERE = re.compile(rf"{PREPOSITION}\b")
LEAD = re.compile(
    r"(?:(?:(?i:and|but|so|yet|still|as|then|while|though|although|because|when|if|since|after|before|instead|"
    r"now|later|however|meanwhile|once|where|also|here|plus|or|that|what)|"
    r"[Oo]n [A-Z][a-z]+day(?: (?:morning|afternoon|evening|night))?|[-–—]+),?\s+)+"
)
"""Matches what only leads on to a phrase: "But on Monday"."""
_FULL = re.compile(
    rf"(?:{PRONOUN}$|(?i:some|many|most|several|others|few|both)$|{_DETERMINED}$|"
    rf"(?:[a-z-]+ ){{0,4}}{NAME}(?:'s?)?(?: [\w'.-]+){{0,9}}$)"
)
_TAIL = re.compile(
    rf"(?:\b{PRONOUN}|{NAME}(?: \([^)]{{1,30}}\))?|"
    r"\b(?i:the|an?|his|her|their|its|one|some|many|other)(?: [\w'-]+){1,5})$"
)
_QUALIFIED = re.compile(r" (?:who|which|whose|where|speaking|wearing|working|familiar) |\s\(")
_LINKED = re.compile(
    r" (?:of|and|or|as|in|for|from|with|by|at|to|on|who|dozen|hundred|thousand|few|couple|[a-z]+ing) "
)
_INNER = re.compile(r" (?:which|who|whom|whose|that) (?!.* (?:which|who|whom|whose|that) )")
_CLAUSE = re.compile(r".* (?:after|because|when|while|until|unless) ")
_ADVERBS = re.compile(rf"(?: {ADVERB})+$")
_VERBISH = re.compile(
    r" (?:is|was|are|were|has|have|had|will|would|could|should|can|did|does|that|because|if|whether|when|"
    r"may|might|must|seems?|seemed|makes?|made|takes?|took|gave|got|released|met|went|came|sent|held|put|"
    r"kept|used|tried|appeared|became|began|told|tells|said|says|cites?|cited|shows?|showed|\w+n't|"
    r"(?:ask|add|describ|criticiz|call|accus|argu|defend|attack)\w*ed) "
)
_LONGEST_SUBJECT = 12  # words (train: more finds nothing)
NEAR = 80
"""How many characters before a cue something that leads up to it may begin."""
_MOST_BEFORE = 4  # words, the noun among them
_NO_SUBJECT = word_set("and but or so which who that is was are were has had he's she's it's")
_NO_ADJECTIVES = OPENERS | VERBS.keys() | ALWAYS_FINITE | IRREGULAR | word_set("out up down off away")
_PRONOUNS = word_set("he she they it He She They It I we We")
_MASS = word_set("police people men women children media staff")
_AMOUNTS = word_set(
    "all most many some several few other others both two three four five six seven eight nine ten"
)
_OPENS_CLAUSE = word_set("that which what whom how why where when because while though although if")
_JOINS_CLAUSES = _OPENS_CLAUSE | {"and", "but"}


def whole_phrase(words: str, at: int) -> tuple[int, int] | None:
    """Return where ``words``, which begin at ``at``, are a noun phrase, but for what leads on to it."""
    lead = LEAD.match(words)
    begin = lead.end() if lead else len(words) - len(words.lstrip())
    body = _unqualified(words[begin:])
    if not _FULL.match(body) or _is_clause(body) or LEADS_ELSEWHERE.match(body):
        return None
    return at + begin, at + begin + len(body)


def beside_quotation(words: str, at: int) -> tuple[int, int] | None:
    """Return where ``words``, which begin at ``at`` behind a quotation, can be the one who said it."""
    lead = len(words) - len(words.lstrip())
    body = _unqualified(words[lead:])
    words_of = body.split()
    if not 0 < len(words_of) <= _LONGEST_SUBJECT or words_of[0].lower() in _NO_SUBJECT:
        return None
    if LEADS_ELSEWHERE.match(body) or _is_clause(body) or LEAD.match(body):
        return None
    return at + lead, at + lead + len(body)


def phrase_in(words: str, at: int) -> tuple[int, int] | None:
    """Return where the noun phrase stands that ``words``, which begin at ``at``, are or end with."""
    words = words.rstrip()
    last = words[words.rfind(" ") + 1 :]
    if last in _PRONOUNS:  # "a message in which he"
        return at + len(words) - len(last), at + len(words)
    clause = _CLAUSE.match(words)  # "the board and the council after the judge"
    begin = clause.end() if clause else 0
    found = whole_phrase(words[begin:], begin) or last_phrase(words) or several_people(words)
    if not found:
        return None
    return at + found[0] + _several_within(words[found[0] : found[1]]), at + found[1]


def _several_within(phrase: str) -> int:
    """Return where people begin behind what they speak of: "a pledge some critics" (called empty)."""
    parts = phrase.split(" ")
    one = parts[0].lower() in ("a", "an", "one", "another") and parts[-1].endswith("s")
    if not one or len(parts) < 3 or not is_several(parts[-1]) or _LINKED.search(phrase):
        return 0
    first = len(parts) - 1
    while first > 1 and (parts[first - 1][:1].isupper() or parts[first - 1].isdigit()):
        first -= 1
    if parts[first - 1] in _AMOUNTS:
        first -= 1
    return len(phrase) - len(" ".join(parts[first:]))


def last_phrase(words: str, *, anywhere: bool = False) -> tuple[int, int] | None:
    """Find the name or noun phrase at the end of ``words``; the object of a verb only with ``anywhere``."""
    tail = _TAIL.search(words, max(0, len(words) - NEAR))
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


def several_people(words: str, *, anywhere: bool = False) -> tuple[int, int] | None:
    """Find people without an article at the end of ``words``: "senior US officials".

    Not behind a verb or preposition, whose object they may be, unless ``anywhere``.
    """
    if not is_several(words[words.rfind(" ") + 1 :]):
        return None
    lead = LEAD.match(words)
    parts = words[lead.end() if lead else 0 :][-NEAR:].split()
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


def is_several(word: str) -> bool:
    """Tell whether ``word`` means people who need no article: "residents", "police"."""
    return (word.endswith("s") or word in _MASS) and word.islower() and is_people(word)


def _is_adjective(word: str) -> bool:
    if word[:1].isupper():
        return word.lower() not in OPENERS and word[-1] not in ".,:"
    return word.islower() and word not in _NO_ADJECTIVES and not word.endswith(("ly", "'s", ",", "ing"))


def _unqualified(words: str) -> str:
    """Return words up to what is added to them: "the farmer" of "the farmer who" or "the farmer angrily"."""
    return _ADVERBS.sub("", _QUALIFIED.split(words)[0].rstrip())


def _is_clause(words: str) -> bool:
    return bool(_VERBISH.search(words)) or clause_from(words) is not None
