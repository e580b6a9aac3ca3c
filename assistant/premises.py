"""Premises: what a question takes for granted about somebody, and whether the archive tells of it.

"Why did the minister resign?" says that she resigned. Where no passage that was found tells of such a thing
near the name, an answer would lend the archive's weight to a rumour, so there is none. Looked for are events
that are grave or plain: a death, an arrest, a merger. Whether a passage tells of one is read generously and
denials count: "she has no plans to resign" is an answer.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.people import is_person
from assistant.question import Question
from assistant.subject import subject_of
from corpus.names import countries_in, fold_name, is_office, surname
from corpus.records import Hit

# What an event is called; the words a question puts it in; and beginnings of words an article may put it in.
# General knowledge, taken from no set of questions.
_EVENTS = """
a death: die died death / dies dying dead deaths funeral passed-away obituar* mourn* kill* slain murder*
    buried the-late
a killing: killed killing murder murdered assassinate assassinated / kill* murder* assassin* dead death*
    died shot shoot* fatal* bomb* slain
an arrest: arrest arrested detained / arrest* detain* jail* custody charged handcuff* indict* imprison*
    captur* apprehend* prison
a conviction: convict convicted conviction imprisoned jailed / convict* guilty sentenc* jail* prison*
    verdict plead* pled felon*
an indictment: indict indicted indictment / indict* charged charges prosecut* arraign*
a resignation: resign resigned resignation / resign* quit* step*-down step*-aside leav*-office left-office
    departure ouste* ouster fired firing
a retirement: retire retired retirement / retir* step*-down step*-aside leav*-office left-office departure
    farewell
bribery: bribe bribes bribed bribery / brib* kickback* corrupt* payoff* graft
embezzlement: embezzle embezzled / embezzl* fraud* launder* steal* stole* theft
bankruptcy: bankrupt bankruptcy insolvent / bankrupt* insolven* chapter-11 default* creditor*
a merger: merge merged merger / merg* acqui* takeover purchas* combin*
a divorce: divorce divorced / divorc* separated separation ex-wife ex-husband estranged
a wedding: wedding marry married / wed wedding* marr* bride groom engaged engagement husband wife spouse
an overthrow: overthrow overthrown / overthr* coup* toppl* oust* uprising depos*
a kidnapping: kidnap kidnapped kidnapping abducted / kidnap* abduct* hostage* captiv* ransom seized
    captured
poison: poison poisoned poisoning / poison* toxi* nerve-agent
a suicide: suicide / suicid* took-his-own took-her-own killed-himself killed-herself hanged
a stroke: stroke / stroke hospitali*
a stabbing: stab stabbed stabbing / stab* knif* wound* attack*
a rape: rape raped / rape* raping rapist* sexual* assault*
plagiarism: plagiarize plagiarized plagiarism / plagiar* copied copying lifted
an impeachment: impeach impeached impeachment / impeach*
an invasion: invade invaded invasion / inva* incursion* troops attack* occup*
an earthquake: earthquake / earthquake* quake* seismic tremor*
destruction: destroy destroyed destruction / destr* demolish* damag* devastat* wreck* leveled levelled
    ruin* raze* wipe* burn* flatten*
a cancellation: cancel canceled cancelled cancellation / cancel* call*-off scrap* postpon* delay* abandon*
    suspend* shelv*
a victory: won win victory / win wins winning winner* won beat* defeat* victor* triumph* elected champion*
    clinch* prevail* title*
"""
# Characters around what is told in which the name stands. From 250 and 150 to these none of 44 questions of
# ../shared/data that take such an event for granted is declined; of 22 with a false one 14 to 17 are.
_BEFORE, _AFTER = 150, 100
_WORD = r"(?:[A-Z]['’])?[A-ZÀ-Þ][\w.-]*"
_NAME = rf"(?:the\s)?{_WORD}(?:\s(?:of\s|the\s|de\s)?{_WORD})*"
_OWNER = re.compile(rf"(?P<who>{_NAME})['’]s?\s+(?:[\w-]+\s+){{0,2}}$")
_DOER = re.compile(
    rf"(?P<who>{_NAME})\s+(?:(?:was|were|is|are|be|been|being|to|had|has|have|got|get)\s+){{0,2}}$"
)
_PLACED = re.compile(r"(?:\b(?:in|of|at|by|for|to|from|with|on)|['’]s)\s+$")  # "in Tarn died": not Tarn
_DAY = re.compile(r"(?:[A-Z]\w+day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_OF = re.compile(rf"\s+(?:of|in|between)\s+(?P<who>{_NAME})")
_OBJECT = re.compile(rf"\s+(?:with\s+)?(?P<who>{_NAME})")
_WHO_DID = re.compile(r"\W*(?:who|what|which \w+)\s+$", re.IGNORECASE)
_OWNING = re.compile(r"['’]s?\b")
_OPENER = re.compile(
    r"(?:Who|Whom|Which|What|When|Where|Why|How|Did|Does|Do|Was|Were|Is|Are|Has|Have|Had|Will|Would|"
    r"He|She|It|They|His|Her|Its|Their|This|That|The)\b.*"
)
_OWN = re.compile(
    r"\b(?:his|her|their|its|being|was|were|having)\s+(?:own\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE
)


_STEM = 4  # letters that a word and another form of it begin with
# "Who is Timm's lawyer": what they have; and other words for it.
_HAS = re.compile(
    rf"\W*(?i:who|what)(?:['’]s| is| was| are| were) (?P<who>{_NAME})['’]s? (?P<what>[a-z-]+)"
    r"(?=\?| (?:of|for|at|in|on|from)\b|$)"
)
_ALSO_SAID = {
    word: group
    for group in (
        "lawyer attorney counsel",
        "salary pay paid earn wage income",
        "wife husband spouse married",
        "job work",
        "income earn",
    )
    for word in group.split()
}


class _Event(NamedTuple):
    name: str
    told: re.Pattern[str]


class Premise(NamedTuple):
    """What a question takes for granted, and of whom: "a resignation", "a lawyer"."""

    who: str
    what: str


def _read_events() -> dict[str, _Event]:
    events: dict[str, _Event] = {}
    for line in re.split(r"\n(?! )", _EVENTS.strip()):
        name, _, words = line.partition(":")
        asked, told = (part.split() for part in words.split(" / "))
        ways = (way.replace("-", "[- ]").replace("*", r"\w*") for way in (*told, *asked))
        pattern = re.compile(rf"\b(?:{'|'.join(ways)})\b", re.IGNORECASE)
        events |= dict.fromkeys(asked, _Event(name, pattern))
    return events


_BY_WORD = _read_events()
_ASKED = re.compile(rf"\b(?:{'|'.join(_BY_WORD)})\b")


def untold(question: Question, hits: Sequence[Hit]) -> Premise | None:
    """Return what a question takes for granted and no hit tells of near the name; None where nothing is."""
    for match in _ASKED.finditer(question.text):
        who = _of_whom(question, match)
        to_whom = _OBJECT.match(question.text, match.end())
        names = [name for name in (who, to_whom and to_whom["who"]) if name and not _DAY.match(name)]
        if who and not _is_told(names, _BY_WORD[match[0]].told, hits):
            return Premise(who, _BY_WORD[match[0]].name)
    if (has := _HAS.match(question.text)) and question.speaker is None:
        event = _possession(has["what"].lower())
        if not _is_told([has["who"]], event.told, hits):
            return Premise(has["who"], event.name)
    return None


def _possession(what: str) -> _Event:
    ways = [re.escape(way[: max(_STEM, len(way) - 2)]) for way in _ALSO_SAID.get(what, what).split()]
    return _Event(
        f"{'an' if what[0] in 'aeiou' else 'a'} {what}", re.compile(rf"\b(?:{'|'.join(ways)})", re.IGNORECASE)
    )


def _of_whom(question: Question, event: re.Match[str]) -> str | None:
    """Return of whom an event is taken for granted, as the question names them, or None."""
    before, after = question.text[: event.start()], question.text[event.end() :]
    doer = _DOER.search(before)
    if doer and _PLACED.search(before[: doer.start("who")]):
        doer = None
    ways = (_OWNER.search(before), doer, _OF.match(after))
    for found in (*ways, _WHO_DID.match(before) and _OBJECT.match(after)):
        if found and not _OPENER.fullmatch(found["who"]):
            return str(found["who"])
    subject = subject_of(question.text)
    if subject is None or subject not in before:
        return None
    return subject if question.speaker is None or _OWN.search(before) else None


def _is_told(names: Sequence[str], told: re.Pattern[str], hits: Sequence[Hit]) -> bool:
    """Tell whether a hit tells of the event near all of the names."""
    for hit in hits:
        text = f"{hit.article.title}. {hit.passage.text}"
        for found in told.finditer(text):
            near = text[max(0, found.start() - _BEFORE) : found.end() + _AFTER]
            if all(_names(near, name) for name in names):
                return True
    return False


def _names(text: str, who: str) -> bool:
    """Tell whether a text names a person by the last name, a body by a part of its name, a country by any."""
    words = {fold_name(word) for word in who.split() if word[:1].isupper() and not is_office(word)}
    words = {surname(who)} if is_person(who) else words
    plain = fold_name(_OWNING.sub("", text)).split()
    return not words.isdisjoint(plain) or not set(countries_in(who)).isdisjoint(countries_in(text))
