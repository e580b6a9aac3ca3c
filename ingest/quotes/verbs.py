"""Where a noun phrase has become a clause: "the farmer shared a house", not "the farmer shared by all".

No dictionary: verbs that can only be finite are listed, and any other past tense is one where what stands
before and behind it leaves no other reading.
"""

import re
from functools import lru_cache

from corpus.names import word_set

ALWAYS_FINITE = word_set(
    """
    is was are were has have had will would could should can did does may might must isn't aren't wasn't
    weren't hasn't haven't hadn't won't wouldn't couldn't shouldn't can't didn't doesn't don't
    began came went took gave saw knew drew threw grew flew wore tore swore shook woke broke spoke froze chose
    stole drove rode rose wrote ate fell forgot got hid rang sang sank drank swam ran became overcame withdrew
    undertook oversaw arose fled slept stood sat kept
    appeared arrived happened seemed remained tried started continued failed hoped wanted managed agreed
    refused decided died lived joined looked stayed resulted occurred stepped struggled resigned emerged
    voted consulted sided responded belonged existed watched listened headed waited rushed
    says tells wants sees seems gives goes takes keeps comes gets knows thinks believes sues remains becomes
    includes included brings helps involves requires allows appears
    """
)
"""Finite whatever stands beside them: auxiliaries, pasts that differ from their participle, and verbs that
have no object and so no participle that could describe a noun."""
IRREGULAR = word_set(
    """
    held met left lost won made sent built bought brought caught fought found led paid put sold spent taught
    understood heard felt set cut hit let struck dealt shot
    """
)
"""Past tenses without "-ed" that are participles too, but hardly ever stand before a noun."""
# What gives a name and so stands before one: "a man named Liam".
_NAMING = word_set(
    """
    called named titled entitled dubbed nicknamed aged considered elected appointed branded labeled so-called
    unnamed need indeed hundred kindred sacred naked speed seed feed breed creed deed weed bed red shed ted
    """
)
_WORD = re.compile(rf"(?<= )(?:{'|'.join(sorted(ALWAYS_FINITE | IRREGULAR))}|[a-z]+ed)(?![\w'-])")
_OBJECT = re.compile(
    r" (?:(?:out|up|down|off|away|back|over) )?(?:(?:the|an?|his|her|their|its|my|our|your|this|these|those|"
    r"him|them|us|me|it|some|many|several|few|fewer|more|nearly|nobody|anyone|everyone|two|three|four|five|"
    r"\d[\d,.]*) |"
    r"(?:[Mm]r|[Mm]s|[Mm]rs|[Dd]r)\.)"
)
_PARTICLE = re.compile(
    r" (?:out|up|down|off|away|back) (?!(?:in|on|at|by|to|for|from|with|of|as|into|and|over|after)\b)[a-z]"
)
_LINK = re.compile(
    r" (?:in|on|at|by|to|for|from|with|of|as|into|and|or|over|after|before|during|under|about|against|near|"
    r"last|this|who|that)\b"
)
_NAMES_NEXT = re.compile(r" (?:[A-Z]|(?:children|people|women|men|police|[a-z-]+[^s\W]s)\b)")
_DETERMINER = re.compile(
    r"(?:The|An?|One|Two|Three|Some|Many|Several|Most|Another|His|Her|Their|Its|This|That) "
)
_BEFORE = re.compile(r"([\w.'-]+) $")


@lru_cache(maxsize=8192)
def clause_from(phrase: str) -> int | None:
    """Return where the verb stands that makes a clause of ``phrase``, if one does.

    The first word is never taken for it, so that "opposed" may open a phrase.
    """
    for match in _WORD.finditer(f"{phrase} "):
        if match.group() in ALWAYS_FINITE or _is_past(phrase, match):
            return match.start()
    return None


def _is_past(phrase: str, match: re.Match[str]) -> bool:
    word, end = match.group(), match.end()
    if word in _NAMING:
        return False
    found = _BEFORE.search(phrase, 0, match.start())
    before = found.group(1) if found else ""
    if _OBJECT.match(f"{phrase} ", end) or _PARTICLE.match(phrase, end):
        return True
    if before == "also":
        return True
    if before[:1].isupper() and len(before) > 1 and not before.endswith(("s", "'s")):
        # "Klum dropped hints"; but not "a UN backed court", "Klum based in Bergen"
        return phrase[0].isupper() and not _DETERMINER.match(phrase) and not _LINK.match(phrase, end)
    several = before.endswith("s") and not before.endswith(("ss", "us", "'s"))
    return several and bool(_NAMES_NEXT.match(phrase, end))
