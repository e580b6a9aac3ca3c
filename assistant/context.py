"""Context: the sentence before a statement, where the statement's "he" or "it" leans on it."""

import re
from collections.abc import Sequence

from assistant.sentences import Sentence

_LONGEST = 45  # words
_GAP = 3  # characters of white space between two sentences, at most
_PERSON = r"he|she|his|her"
_THING = (
    r"it|its|they|their|this|that|these|those|such|both|the (?:two|latter|former|three|pair|group|move|"
    r"decision|ruling|incident|attack|blast|measure|bill|law|report|statement|comments?|remarks?|company|"
    r"suspect|man|woman|data|figures?|findings|episode|exchange|announcement|verdict|warning|revelations?)"
)
# What leans whatever comes after it: "As a result, the council paid".
_LINKS = (
    r"as a result|as such|for (?:example|instance)|by (?:contrast|comparison)|in (?:contrast|response|turn)|"
    r"in other words|even so|because of (?:that|this)|on the other hand|at (?:that|the|the same) time|"
    r"similarly|likewise|nor|otherwise|the reason|after (?:that|this)|(?:since|until) then"
)
_LEANS = re.compile(
    rf"^(?:(?:but|and|so|yet|still|also|however|meanwhile|instead|then|later|in (?:a|his|her|their) \w+),? )?"
    rf"(?P<word>{_PERSON}|{_THING})\b|(?:{_LINKS})\b,?",
    re.IGNORECASE,
)


def context_of(one: Sentence, before: Sentence | None, sentences: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence that stands right before ``one`` in its article where ``one`` leans on it, or None.

    None too where it is the statement ``before``, and where "he" is the speaker, who is named anyway.
    """
    leaning = _LEANS.match(one.text)
    if not leaning:
        return None
    is_speaker = re.fullmatch(_PERSON, leaning["word"] or "", re.I) and one.quote and one.quote.speaker
    if is_speaker or (before is not None and _precedes(before, one)):
        return None
    found = next((other for other in sentences if _precedes(other, one)), None)
    return found if found and len(found.text.split()) <= _LONGEST else None


def _precedes(other: Sentence, one: Sentence) -> bool:
    """Tell whether ``other`` stands right before ``one``: nothing but white space lies between."""
    if other.hit.article.id != one.hit.article.id or other.hit.passage.version != one.hit.passage.version:
        return False
    return 0 <= one.span.start - other.span.end <= _GAP
