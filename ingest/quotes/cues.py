"""The words that report speech: "said", "according to", "expressed hope".

Everything here reads a frame (see ``ingest.quotes.marks``): the article with its quotations masked out.
"""

import re
from itertools import groupby
from typing import NamedTuple

from corpus.names import is_office, word_set
from ingest.quotes.marks import MASK

# Verbs that take a reported clause with or without "that" ...
_SAY = """
acknowledge admit allege announce argue assert believe boast caution claim concede conclude confirm contend
contest declare demand deny emphasise emphasize estimate expect explain fear highlight hint hope indicate
insist joke lament maintain mention note pledge predict proclaim promise propose quip recall recommend
reiterate remark report reveal say state stress suggest swear testify threaten underline underscore vow warn
write tweet agree complain decline refuse respond speculate think wonder worry
"""
# ... that name the person spoken to first ...
_TELL = "advise ask assure beg implore inform notify order remind tell urge"
# ... that report an attitude towards something ...
_JUDGE = """
accuse applaud apologize assail attack blame blast cite celebrate censure chastise chide commend condemn
congratulate contradict credit criticise criticize decry defend denounce deride dismiss disavow disparage
dispute downplay endorse express hail lambast lambaste laud mention minimize mock oppose praise question
rebuke rebut refute regret reject ridicule scold slam thank tout trumpet urge voice welcome
"""
# ... and that report speech only beside a quotation or before "that".
_UTTER = """
add affirm announce answer assess bark beam begin bellow boom chant charge clarify close comment confess
continue counter cry demur elaborate exclaim fume gush interject intone jest laugh marvel murmur muse mutter
observe offer opine open post press pronounce protest quote rail rant read reason recite recount reflect
repeat reply retort roar sarcastically scoff scream shout shrug sing snap sneer sum surmise tease thunder
volunteer whisper yell decide learn find show reassure remember riff cry exhort echo lecture predict quote
brag chuckle concur deadpan drawl groan growl grumble hiss plead sigh snarl sniff theorize vent wail
"""
# Verbs that give somebody or something a name between quotation marks ("called it “a farce”").
_NAME = "brand call describe dub label term"
_IRREGULAR = {
    "say": ("said", "saying"),
    "tell": ("told", "telling"),
    "write": ("wrote written", "writing"),
    "swear": ("swore sworn", "swearing"),
    "read": ("read", "reading"),
    "begin": ("began", "beginning"),
    "sing": ("sang sung", "singing"),
    "admit": ("admitted", "admitting"),
    "quip": ("quipped", "quipping"),
    "beg": ("begged", "begging"),
    "demur": ("demurred", "demurring"),
    "sum": ("summed", "summing"),
    "snap": ("snapped", "snapping"),
    "slam": ("slammed", "slamming"),
    "dub": ("dubbed", "dubbing"),
    "brag": ("bragged", "bragging"),
    "think": ("thought", "thinking"),
    "regret": ("regretted", "regretting"),
    "rebut": ("rebutted", "rebutting"),
    "find": ("found", "finding"),
    "show": ("showed shown", "showing"),
}
# The third person of these is at least as often a plural noun.
_PLURALS = word_set(
    """
    claims reports notes calls remarks comments answers demands promises states questions hopes fears
    worries charges offers posts quotes reasons orders laughs begins shows finds estimates threatens
    presses labels brands opens closes cries terms reads repeats counters contests attacks
    credits disputes thanks slams regrets jokes sighs groans vents brags
    """
)


class Verb(NamedTuple):
    """A reporting word: its family (say, tell, judge, utter, name) and form (base, s, past, ing)."""

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


_FAMILIES = (("utter", _UTTER), ("name", _NAME), ("judge", _JUDGE), ("tell", _TELL), ("say", _SAY))
VERBS = {
    word: Verb(family, form)
    for family, lemmas in _FAMILIES
    for lemma in lemmas.split()
    for word, form in _forms(lemma).items()
}
"""Every form of every reporting verb."""

# Reporting phrases of several words, by their first word.
_PHRASES = (
    (r"[Aa]ccording to|[Ii]n the words of", Verb("source", "phrase")),
    (r"(?:made|pointed) (?:it )?(?:clear|out)", Verb("say", "past")),
    (r"(?:makes|points) (?:it )?(?:clear|out)", Verb("say", "s")),
    (r"(?:making|pointing) (?:it )?(?:clear|out)", Verb("say", "ing")),
    (r"called (?:for|on)", Verb("judge", "past")),
    (r"calls (?:for|on)", Verb("judge", "s")),
    (r"calling (?:for|on)", Verb("judge", "ing")),
    (
        r"(?:went|goes) on(?: to say)?|(?:put|puts) it|(?:shot|shoots|fired|fires|hit|hits) back|"
        r"(?:chimed|cut|weighed) in|(?:issued|released) (?:a|the following) statement",
        Verb("utter", "past"),
    ),
)
_PHRASE = re.compile("|".join(rf"({pattern})\b" for pattern, _ in _PHRASES))
_PHRASE_STARTS = word_set(
    """
    according in made makes making pointed points pointing called calls calling went goes put puts shot
    shoots fired fires hit hits chimed cut weighed issued released
    """
)
INVERTED = Verb("utter", "past")
"""Any verb in the past tense right after a quotation ("“No,” thundered Ann Lee")."""


def _trie(words: list[str]) -> str:
    """Return a pattern that matches any of the sorted ``words``, shared beginnings only once."""
    parts = []
    for first, group in groupby((word for word in words if word), key=lambda word: word[0]):
        parts.append(first + _trie([word[1:] for word in group]))
    ending = "?" if "" in words and parts else ""
    return f"(?:{'|'.join(parts)}){ending}" if parts else ""


_STARTS = sorted({form for word in {*VERBS, *_PHRASE_STARTS} for form in (word, word.capitalize())})
# One scan finds every word worth a look, twice as fast as looking each word of the text up.
_WORD = re.compile(rf"(?<![\w-]){_trie(_STARTS)}\b|(?<={MASK} )[a-z]+ed\b")
_NOT_FINITE = word_set(
    """
    to not n't never don't doesn't didn't won't cannot can't be been being get got
    """
)
_PASSIVE = word_set(
    """
    is are was were be been being am isn't aren't wasn't weren't
    """
)
_PASSIVE_AFTER = re.compile(r" by (?!saying|noting|telling|the end|then|[A-Z]?[a-z]+day)")
_OF = re.compile(" of\\b")
_TITLED = re.compile(r"\b[Aa]n? (?:[\w-]+ ){1,3}$")  # "a play called Dawn"
_NOUN_BEFORE = word_set(
    """
    the a an his her their its my our your this that these those no any some of in on for with by such
    recent new many more other and or from about to into
    """
)
_PLURAL_SUBJECTS = word_set("they we i you who people percent police some many most others both men women")
_HAS = word_set("he's she's it's who's that's there's")
_DESCRIBES = re.compile(r"(?:ing|ed|al|ous|ive|ic|ful|er|s|phone|more|make|made)$")
# What may follow the verb of "Moody's expected it to", and seldom follows that of "Oslo's expected move".
_GOES_ON = re.compile(r"[.,;:]|$| (?:that|it|he|she|they|on|in|to|an?|the|its|his|her|[A-Z][a-z]+day)\b")
_BETWEEN = word_set("also still now often both all sometimes again")
_SAID_BY_NOBODY = word_set(
    """
    to not would will can could might may should must did do does let i you a the his her their its my our
    your no and or but needless
    """
)
_BEFORE_FORM = {"past": ("this", "that", "some", "many"), "ing": ("by",)}


class Cue(NamedTuple):
    """One reporting word in a frame."""

    start: int
    end: int
    word: str
    verb: Verb


def cues(frame: str, start: int, end: int) -> list[Cue]:
    """Return the reporting words that stand in a sentence of ``frame``, in order."""
    found: list[Cue] = []
    for match in _WORD.finditer(frame, start, end):
        word = match.group()
        lowered = word.lower()
        verb = VERBS.get(lowered) or (None if lowered in _PHRASE_STARTS else INVERTED)
        if found and match.start() < found[-1].end:
            continue
        phrase = _PHRASE.match(frame, match.start(), end) if lowered in _PHRASE_STARTS else None
        if phrase and phrase.lastindex:
            if lowered == "calls" and not _is_calling(frame[max(start, match.start() - 24) : match.start()]):
                continue
            found.append(Cue(match.start(), phrase.end(), phrase.group(), _PHRASES[phrase.lastindex - 1][1]))
        elif verb and _reports(frame, start, match, verb):
            found.append(Cue(match.start(), match.end(), word, verb))
    return found


def _reports(frame: str, start: int, match: re.Match[str], verb: Verb) -> bool:
    """Tell whether a verb reports something here, rather than being a noun, a passive or an infinitive."""
    words = frame[max(start, match.start() - 24) : match.start()].split()
    before = words[-1] if words else ""
    if before and not (before[-1].isalnum() or before[-1] in "'.-"):
        before = before[-1]
    lowered = before.lower()
    if (before and match.group()[0].isupper()) or lowered in _NOT_FINITE:
        return False
    if lowered == "all" and match.group() == "told":
        return False
    if verb.form == "past" and _is_participle(words, lowered, match):
        return False
    if match.group() == "accused" and _OF.match(frame, match.end()):
        return False  # "three players accused of cheating"
    if match.group() in ("asked", "opposed") and lowered in ("when", "if", "as", "once"):
        return False
    if verb.family == "name" and _TITLED.search(match.string, max(start, match.start() - 60), match.start()):
        return False
    if verb.form == "base":
        while len(words) > 1 and (lowered in _BETWEEN or lowered.endswith("ly")):
            before = words.pop(-2)
            lowered = before.lower()
        if match.group() == "say" and before.isalnum() and lowered not in _SAID_BY_NOBODY:
            return True
        plural = lowered.endswith("s") and not lowered.endswith(("ss", "us", "'s", "ways", "is"))
        return before.islower() and (plural or lowered in _PLURAL_SUBJECTS)
    if verb.form == "s" and match.group() in _PLURALS:
        closes = frame[match.end() : match.end() + 1] in (".", ",", ":") and before.isalpha()
        inverted = before == MASK and match.group() in ("reads", "notes", "jokes", "counters")
        return closes or inverted or lowered in ("he", "she", "it", "who", "also") or _is_name(before)
    return lowered not in _NOUN_BEFORE or lowered in ("and", "or", *_BEFORE_FORM.get(verb.form, ()))


def _is_participle(words: list[str], before: str, match: re.Match[str]) -> bool:
    """Tell whether a past form is a passive, as in "was widely said", or describes: "Oslo's alleged role"."""
    if before.endswith("'s") and before not in _HAS:
        return not _GOES_ON.match(match.string, match.end())
    if before.endswith("ly") and len(words) > 1:
        before = words[-2].lower()
    return before in _PASSIVE or bool(_PASSIVE_AFTER.match(match.string, match.end()))


def _is_calling(before: str) -> bool:
    """Tell whether "calls for" is what somebody does, rather than "growing calls for"."""
    word = before.split()[-1] if before.split() else ""
    return _is_name(word) or is_office(word) or not (word in _NOUN_BEFORE or _DESCRIBES.search(word))


def _is_name(word: str) -> bool:
    return word[:1].isupper() and not word.endswith("'s") and word.lower() not in _NOUN_BEFORE
