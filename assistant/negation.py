"""Whether a statement says the opposite of the sentence it rests on.

Words are compared, not meanings: a statement that shares most of its words with a source sentence,
while only one of the two negates one of them, is taken for a reversal ("will allow", "will not allow",
"denied allowing").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.folding import fold

_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|[,;:.!?()\"]")
_DENIAL = re.compile(
    r"den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|disput(?:e|es|ed|ing)|rul(?:e|es|ed|ing)-out|dismiss(?:es|ed|ing)?"
)
_NEGATION = re.compile(
    r"not|never|no|none|nobody|nothing|neither|nor|without|cannot|.+n't|ain't|lack(?:s|ed|ing)?"
    r"|refus(?:e|es|ed|ing|al)|declin(?:es|ed|ing)-to|fail(?:s|ed|ing|ure)-to"
)
_PHRASE = re.compile(r"\b(rul(?:e|es|ed|ing)) (out)\b|\b(declin(?:es|ed|ing)|fail(?:s|ed|ing|ure)) (to)\b")
# What these follow is not negated: "not only", "no doubt".
_EMPTY = (["only"], ["just"], ["merely"], ["simply"], ["doubt"])
_CLAUSE_ENDS = frozenset([*',;:.!?()"', *"but although though while whereas".split()])
_FUNCTION_WORDS = frozenset(
    """
    a about after again against all also am an and any are as at be because been before being both but by
    can could did do does during each even ever few for from further had has have having he her here hers
    him his how i if in into is it its just longer may me might more most must my of off on once only or
    other our out over own same say saying says said shall she should since so some such than that the
    their them then there these they this those through to too told under until up upon very was we were
    what when where which while who whom whose why will with would yet you your
    """.split()
)
# How many of the content words after it a denial reverses ("denied reports that Iran had armed them").
# Other negations reverse the next one.
_DENIED_WORDS = 3
# Scripts without spaces have no words to compare; two characters in a row stand for one.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# What turns the words after it into what is not said: "we do not think that ...", "it is false that ...".
_TURNS = frozenset("false untrue wrong mistake mistaken myth lie absurd hardly if unless whether".split())
# What may stand between a negation and the words it turns round.
_BETWEEN = frozenset(
    """to be been being have had a an any the ever yet even such longer so as that there think thought believe
    believes believed say says said saying mean means expect expected suggest suggests suggested claim claims
    claimed agree agreed accept accepted want wants intend intends plan plans going he she it we they i you
    will would can could should may might is are was were for reports report""".split()
)
# What limits or takes back the words before it.
_LIMITS = frozenset("if unless except provided until only".split())
_TAKEN_BACK = re.compile(
    r"(?:is|was|are|were|would be) (?:not|never|false|untrue|wrong|nonsense|a (?:lie|myth|mistake))\b"
)
# The share of a statement's content words that a source sentence must have for the two to be compared.
# Measured at this value on news articles: of 2,000 sentences that lost a negation 94% are found; of 2,000
# taken as they are none is, and of 2,000 clauses cut from sentences with a negation 2%.
SAME_MATTER = 0.6
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Reading:
    content: frozenset[str]
    negated: tuple[frozenset[str], ...]
    """What each negation reverses, in order."""

    def reversals_of(self, content: frozenset[str]) -> int:
        """Return how many of the negations reverse a word of ``content``."""
        return sum(bool(words & content) for words in self.negated)


def words_of(text: str) -> list[str]:
    """Return the words of ``text``, folded, without punctuation; hyphens and apostrophes stay inside."""
    return _WORD.findall(fold(text).text)


def is_negator(word: str) -> bool:
    """Tell whether ``word`` reverses what follows it: "not", "never", "can't", "denied"."""
    lowered = word.casefold()
    return bool(_NEGATION.fullmatch(lowered) or _DENIAL.fullmatch(lowered))


def content_of(text: str) -> frozenset[str]:
    """Return the stems of the words in ``text`` that carry its matter."""
    stems = _read(text).content
    unspaced = {stem for stem in stems if _UNSPACED.search(stem)}
    pairs = {stem[at : at + 2] for stem in unspaced for at in range(max(len(stem) - 1, 1))}
    return stems - unspaced | pairs


def is_turned(before: str, after: str) -> bool:
    """Tell whether what stands around some words in their sentence negates them, limits or takes them back.

    "We do not believe that ...", "... only if they pay", "... is false".
    """
    words = [word.casefold() for word in words_of(before)]
    while words and words[-1] in _BETWEEN:
        words.pop()
    if words and (is_negator(words[-1]) or words[-1] in _TURNS):
        return True
    following = " ".join(word.casefold() for word in words_of(after)[:4])
    return following.partition(" ")[0] in _LIMITS or _TAKEN_BACK.match(following) is not None


def reversed_sentence(statement: str, sentences: Iterable[str]) -> str | None:
    """Return the source sentence that ``statement`` comes closest to, if it says the opposite, else ``None``.

    Of sentences that come equally close, one that agrees decides.
    """
    ours = _read(statement)
    if len(ours.content) < _FEWEST_WORDS:
        return None
    best, opposite = (SAME_MATTER, False), None
    for sentence in sentences:
        theirs = _read(sentence)
        shared = len(ours.content & theirs.content) / len(ours.content)
        agrees = ours.reversals_of(theirs.content) == theirs.reversals_of(ours.content)
        if (shared, agrees) >= best:
            best, opposite = (shared, agrees), None if agrees else sentence
    return opposite


def _read(text: str) -> _Reading:
    tokens = _TOKEN.findall(_PHRASE.sub(_hyphened, fold(text).text.casefold()))
    negated: list[frozenset[str]] = []
    for at, word in enumerate(tokens):
        goes_on = word == "nor" and negated  # "neither ... nor" is one negation
        if is_negator(word) and not goes_on and tokens[at + 1 : at + 2] not in _EMPTY:
            reach = _DENIED_WORDS if _DENIAL.fullmatch(word) else 1
            negated.append(frozenset(_next_content(tokens[at + 1 :], reach)))
    return _Reading(frozenset(_stem(token) for token in tokens if _is_content(token)), tuple(negated))


def _next_content(tokens: list[str], count: int) -> list[str]:
    found: list[str] = []
    for token in tokens:
        if len(found) == count or token in _CLAUSE_ENDS:
            break
        if _is_content(token) and not token.endswith("ly"):
            found.append(_stem(token))
    return found


def _is_content(token: str) -> bool:
    return token[0].isalpha() and token not in _FUNCTION_WORDS and not is_negator(token)


def _stem(word: str) -> str:
    bare = re.sub(r"'s?$", "", word)
    bare = re.sub(r"(?<=\w{3})(?:ing|ed|es|s)$", "", bare)
    return re.sub(r"y$", "i", bare).rstrip("e")


def _hyphened(phrase: re.Match[str]) -> str:
    return "-".join(part for part in phrase.groups() if part)
