"""Whether a question asks about the present: how things stand, or what is newest."""

import re

_FLAGS = re.IGNORECASE | re.VERBOSE
# The day of asking, whatever else the question names. Not "until now", "now that", "now-closed", USA Today.
_NOW = re.compile(
    r"""\b(?:(?<!until\s)(?<!till\s)(?<!by\s)now(?![-\w])(?!\s+that\b)|currently|nowadays|these\s+days|so\s+far
    |to\s+date|at\s+(?:present|the\s+moment)|(?<!usa\s)today(?!['’]s))\b""",
    _FLAGS,
)
_NEWEST = re.compile(r"\b(?:latest|newest|most\s+recent(?:ly)?|up[-\s]to[-\s]date)\b", _FLAGS)
_OFFICE = r"""(?:president|minister|premier|chancellor|king|queen|pope|speaker|leader|head|chief|chair\w*
    |secretary|governor|mayor|ceo|director|commissioner|coach|champion|owner|ambassador|judge|justice)"""
_STATE = re.compile(
    rf"""\bcurrent\b
    |\bwhat(?:\s+is|['’]s)\s+(?:new|happening|going\s+on)\b
    |\bwhat(?:\s+is|['’]s)\s+the\s+(?:state|status|situation|condition|outlook|position|stance|(?:death\s+)?toll
        |price|rate|level)\b
    |\b(?:what|how)(?:\s+is|\s+are|['’]s)\s+(?:\S+\s+){{1,4}}(?:doing|going|happening)\b
    |\bwhere\s+(?:does|do)\s.{{1,60}}?\sstand\b
    |\bwho(?:\s+is|\s+are|['’]s)\s+(?:\S+\s+){{0,4}}?{_OFFICE}\b
    |\bwho\s+(?:leads|runs|heads|owns|holds|governs|rules|controls)\b
    |\b(?:is|are|does|do|has|have)\s.{{1,60}}?\s(?:still|yet|any\s*(?:more|longer))\b
    """,
    _FLAGS,
)
_PARTICIPLE = r"""(?:\w{2,}ed|been|become|begun|broken|brought|built|bought|caught|chosen|come|cut|dealt|done
    |drawn|driven|fallen|felt|fought|found|flown|given|gone|grown|held|hit|kept|laid|led|left|lost|made|met|paid
    |put|quit|risen|run|said|seen|sent|set|shot|shown|shut|sold|spent|split|spoken|stolen|struck|taken|told|torn
    |won|withdrawn|written)"""
# "Has she resigned?", "how many have died": not "have to", "would have died", "what does he have".
_PERFECT = re.compile(
    rf"""(?<!would\s)(?<!could\s)(?<!should\s)(?<!might\s)(?<!may\s)(?<!must\s)(?<!will\s)(?<!to\s)
    \b(?:has|have|hasn['’]t|haven['’]t)\s+(?!to\b)(?:\S+\s+){{0,7}}?{_PARTICIPLE}\b""",
    _FLAGS,
)
_PAST = re.compile(r"\b(?:was|were|did|had)\b", re.IGNORECASE)


def asks_for_the_present(text: str, *, names_period: bool) -> bool:
    """Tell whether newer reporting answers a question better than older: it asks how things stand.

    ``names_period`` says whether a period was read from the question. "So far this year" is about the
    present all the same, "the latest figures of March 2017" and "what has he said since May" are not.
    A question in the past tense is only where it asks for now or for the newest.
    """
    if _NOW.search(text):
        return True
    if names_period:
        return False
    if _NEWEST.search(text):
        return True
    return not _PAST.search(text) and bool(_STATE.search(text) or _PERFECT.search(text))
