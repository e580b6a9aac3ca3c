"""Sides: "critics" and "supporters", whom a question may ask for without naming anybody."""

import re

_AGAINST = re.compile(r"^(?:\w+ ){0,2}(?:critics|opponents|detractors|s[ck]eptics)\b", re.IGNORECASE)
_FOR = re.compile(r"^(?:\w+ ){0,2}(?:supporters|proponents|advocates|backers|defenders)\b", re.IGNORECASE)
# By hand: words of reporting, none of any one matter.
_SPEAKS_AGAINST = re.compile(
    r"\b(?:critic\w*|oppos\w+|opponents?|detractors?|s[ck]eptic\w*|against|warn(?:s|ed|ing)?|condemn\w*|"
    r"denounc\w+|slam(?:s|med)|blast(?:s|ed)|object(?:s|ed|ions?)|reject(?:s|ed)|mock(?:s|ed)|concern(?:s|ed)?|"
    r"complain\w*|wary|too (?:far|much|expensive|costly|soon|late))\b",
    re.IGNORECASE,
)
_SPEAKS_FOR = re.compile(
    r"\b(?:support\w*|proponents?|advoca\w+|back(?:s|ed|ers)|defend\w*|prais\w+|welcom\w+|applaud\w*|"
    r"hail(?:s|ed)|in favou?r)\b",
    re.IGNORECASE,
)


def names_a_side(speaker: str) -> bool:
    """Tell whether "critics" or "supporters" are asked for, who may be anybody."""
    return bool(_AGAINST.search(speaker) or _FOR.search(speaker))


def takes_side(speaker: str | None, text: str) -> bool:
    """Tell whether a sentence speaks as those whom ``speaker`` names would; False where it names no side."""
    if speaker is None:
        return False
    against = bool(_AGAINST.search(speaker) and _SPEAKS_AGAINST.search(text))
    return against or bool(_FOR.search(speaker) and _SPEAKS_FOR.search(text))
