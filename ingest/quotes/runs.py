"""Runs of capitalised words: their form, where they stand, which are titles, and which name a body.

Everything here reads a frame (see ``ingest.quotes.marks``): the article with its quotations masked out.
"""

import re
from functools import lru_cache

from corpus.names import country_of, gender_of, is_courtesy, is_office, word_set
from corpus.records import Span
from ingest.quotes.kinds import OPENERS, is_people

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
_PARTICLE = r"(?:de|del|la|le|van|vanden|vander|von|zu|der|den|bin|ibn|al|el|ben|di|da|du|dos)"
NAMES = rf"{_WORD}(?:(?: | {_PARTICLE} |, (?=Jr\b|Sr\b)){_WORD}){{0,9}}"
"""Matches a run of capitalised words that may name a person."""
NAME = rf"{_WORD}(?:(?: | {_PARTICLE} | of (?:the )?|, (?=Jr\b|Sr\b)| & ){_WORD}){{0,9}}"
"""Matches a run of capitalised words that may name a person or a body ("Bank of England")."""
FULL_NAME = rf"{_WORD} {NAME}(?: \([^)]{{1,30}}\))?$"
"""Matches a name of more than one word, and what stands behind it in parentheses, at the end."""

_BODIES = word_set(
    """
    academy administration agency airlines army assembly associates association authority bank board
    broadcasting bureau caucus center centre chamber city club coalition college commission
    committee company conference congress corporation council county court department district democrats
    embassy federation force forces foundation fund government group hall hospital hotel house inc
    institute institution journal league magazine media ministry movement museum national network news
    office organization parliament party police post press project radio republicans review river school
    senate service services society state states street studio studios team television times tribune
    trust tv union university war watch inc. corp. co. ltd. act campaign america united
    global international research world daily herald globe today week morning night show meet election
    bill amendment constitution islam christmas twitter facebook google cnn nbc abc cbs fox msnbc pac
    air avenue island islands tower towers beach hills valley fort square plaza
    airport games security energy
    """
)
# Words for bodies that are last names as well, behind a given name.
_SURNAMES = word_set(
    "bush church day fort forest hall hills house park parks post price river west banks bank"
)
_RUN = re.compile(NAMES)
_ASKS = re.compile(r"(?:^|(?<=[.!?:] )|(?<=\n))Will [^.!?\n]{1,300}\?")
_LAST_WORD = re.compile(r"(\w+)\s$")
_PLACE = re.compile(r" (?:of|in|from|for|at|on|to|with|who|that) (?!the (?:United|House|Senate)\b)")
# "German-born", "Oslo-based"
_KINDS = ("-born", "-based", "-backed", "-led", "-educated", "-trained", "-appointed")
_GIVEN = word_set("Jordan Chad")  # given names as well as countries
_ADDRESSED = word_set("Secretary Speaker President Chairman Justice")  # "Mr. Speaker" names nobody
_PORTFOLIOS = word_set("State Defense Treasury Security Press")


def name_runs(frame: str) -> list[Span]:
    """Return the runs of capitalised words that may be names, without what only opens a sentence."""
    found = []
    for match in _RUN.finditer(frame):
        run, end = match.group(), match.end()
        if match.start() and frame[match.start() - 1].isalnum():
            continue
        while run:
            word, _, rest = run.partition(" ")
            if word == "Will" and _ASKS.match(frame, end - len(run)):
                run = rest
                continue
            if word.lower() not in OPENERS or is_courtesy(word):
                found.append(Span(end - len(run), end))
                break
            run = rest
    return found


def last_run(phrase: str) -> Span | None:
    """Return the run of capitalised words that ends the phrase or stands before its first "of", "in" ..."""
    whole = name_runs(phrase)
    if whole and whole[-1].end == len(phrase):
        before = _LAST_WORD.search(phrase[: whole[-1].start])
        if before and is_office(before.group(1)):
            return whole[-1]
    head = _PLACE.split(phrase, maxsplit=1)[0]
    runs = name_runs(head)
    if runs and len(head) - runs[-1].end <= 3:
        return runs[-1]
    return None


@lru_cache(maxsize=4096)
def parted(run: str) -> tuple[str, str]:
    """Part a run of capitalised words into titles and name."""
    words = run.split(" ")
    if len(words) > 1 and (
        country_of(run) or (len(words) == 2 and words[0] in _GIVEN and not is_office(words[1]))
    ):
        return "", run
    loud = next((at for at, word in enumerate(words) if not word.isupper()), 0)
    if len("".join(words[:loud])) > 4 and words[:loud][-1].isalpha() and not is_body(run):
        words = words[loud:]  # "WATCHED Ann Lee", "CLOSE Ann Lee": a label of the page
    cut = 0
    for number, word in enumerate(words):
        bare = word.rstrip(",")
        followed = number < len(words) - 1
        if number == 0 and len(words) == 3 and _is_kind(bare) and gender_of(words[1]):
            cut = 1  # "Passenger Bob Ray"
        if (
            is_office(bare)
            or (followed and bare.endswith(_KINDS))
            or (followed and (country_of(bare) or (number and bare in _PORTFOLIOS)))
        ):
            cut = number + 1
    if (
        cut == len(words) > 1
        and gender_of(words[0])
        and not (is_courtesy(words[0]) and words[1] in _ADDRESSED)
    ):
        return "", run  # "Rob Bishop"
    if cut < len(words) and is_body(" ".join(words[cut:])):
        return "", run
    return " ".join(words[:cut]), " ".join(words[cut:])


def _is_kind(word: str) -> bool:
    return is_people(word.casefold()) and not gender_of(word)


@lru_cache(maxsize=4096)
def is_body(name: str) -> bool:
    """Tell whether a name is a body's or a country's of several words, not a person's."""
    words = name.split()
    if len(words) == 2 and words[0] == "Bill":
        words = words[1:]  # "Bill Moyers"; but "Bill To Mend Dams"
    if len(words) > 1 and words[-1].casefold() in _SURNAMES and gender_of(words[0]):
        words = words[1:-1]  # "Dan Hall"
    known = any(word.casefold() in _BODIES for word in words)
    return known or (" " in name and country_of(name) is not None)
