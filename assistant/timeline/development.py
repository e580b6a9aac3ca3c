"""Whether a question asks how something went on over time, and which words are about the matter itself."""

import re
from dataclasses import replace

from assistant.question import Question
from assistant.question.periods import Period
from corpus.records import Span

_FLAGS = re.IGNORECASE | re.VERBOSE
_AUXILIARY = r"(?:did|has|have|had|was|were)"
_LIST = r"time[-\s]?line|chronology|(?:course|sequence|order)\s+of\s+events|key\s+dates|day[-\s]by[-\s]day"
_WENT_ON = r"""(?:develop(?:ed|ing)?|evol(?:ved?|ving)|unfold(?:ed|ing)?|progress(?:ed|ing)?
    |play(?:ed|ing)?\s+out|chang(?:ed?|ing)|escalat(?:ed?|ing)|unravel(?:l?ed|l?ing)?|come\s+about)"""
# "How did the ferry dispute develop?", but not "how did the lab develop the vaccine?": nothing may follow but
# an end or words of time, place and company.
_NO_OBJECT = r"""(?=\s*(?:[?.!,;:]|$)|\s+(?:since|over|between|from|in|during|after|until|under|through\w*
    |so\s+far|as|before|once|when|with|this|last|to|and|at|on)\b)"""
# A command or a heading: "a short timeline of the talks", "bridge timeline"; not "who changed the timeline?".
_WISH = (
    r"(?:please\s+)?(?:(?:can|could)\s+you\s+)?(?:give|show|make|draw\s+up|tell|write)\s+(?:(?:me|us)\s+)?"
)
_NAMED = rf"""(?:(?:what\s+(?:is|are|was|were)|{_WISH})\s*)?(?:(?:a|an|the)\s+)?
    (?:(?:brief|short|full|complete)\s+)?(?:{_LIST})(?:\s+of\s+events)?"""
_HAPPENED = r"(?:what|all\s+that)\s+(?:(?:has|have|had)\s+(?:been\s+happening|happened)|happened)"
_ASKED = re.compile(
    rf"""^\s*{_NAMED}\b|^(?!.*\b(?:{_AUXILIARY}|is|are|do|does|will|can|could)\b).*\b(?:{_LIST})[\s?.!]*$
    |\bday[-\s]by[-\s]day\b
    |\b{_HAPPENED}\s(?:[^?]{{0,80}}?\s)?(?:since|so\s+far)\b
    |\bhow\s+{_AUXILIARY}\s(?:(?!\b{_AUXILIARY}\b)[^?]){{2,120}}?\s{_WENT_ON}{_NO_OBJECT}""",
    _FLAGS,
)
# The words that only ask, and those that hang about once they are gone.
_ASKING = re.compile(
    rf"""^\s*{_NAMED}\b|\b(?:{_LIST}|{_HAPPENED}|since|so\s+far|how\s+{_AUXILIARY}|{_WENT_ON}{_NO_OBJECT})(?!\w)""",
    _FLAGS,
)
_LOOSE = re.compile(
    r"^(?:[\s?.!,;:]|(?:of|for|on|in|about|around|to|with|and|over|at)\s)+|[\s?.!,;:]+$", re.IGNORECASE
)


def asks_for_a_development(text: str) -> bool:
    """Tell whether a question asks how something went on over time ("how has the strike developed?")."""
    return bool(_ASKED.search(text))


def about_the_matter(question: Question) -> Question:
    """Return a question for the matter whose development is asked for, at any time unless it names one.

    So no word that only asks is looked for, and newer reporting has no advantage over older.
    """
    matter = _LOOSE.sub("", " ".join(_ASKING.sub(" ", question.matter).split())) or question.matter
    period = question.period or Period(None, None, Span(0, 0))
    return replace(question, text=matter, matter=matter, speaker=None, wanted=None, period=period)
