"""Premises: what a question takes for granted about somebody, and whether the archive tells of it.

"Why did the minister resign?" says that she resigned. Where no passage that was found tells of such a thing
near the name, an answer would lend the archive's weight to a rumour, so there is none. Looked for are events
that are grave or plain: a death, an arrest, a merger; and what somebody has: a lawyer, a wife. Whether a
passage tells of one is read generously, and denials count: "she has no plans to resign" is an answer.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.question import Question
from assistant.subject import subject_of
from assistant.telling import is_of_time
from corpus.names import countries_in, fold_name, gender_of, is_office, surname
from corpus.records import Hit

# What an event is called; the words a question puts it in; and beginnings of words an article may put it in
# ("*": however they end, "~": up to three words between). General knowledge, taken from no set of questions.
_EVENTS = """
a death: die died death / dies dying dead deaths funeral passed-away obituar* mourn* kill* slain murder*
    buried the-late fatal* assassin* suicid* drown* overdos* execut* lost-his-life lost-her-life
a killing: killed killing murder murdered assassinate assassinated / kill* murder* assassin* dead death*
    died shot shoot* fatal* bomb* slain stab*
an arrest: arrest arrested detained / arrest* detain* jail* custody charged handcuff* indict* imprison*
    captur* apprehend* prison
a conviction: convict convicted conviction imprisoned jailed / convict* guilty sentenc* jail* prison*
    verdict plead* pled felon*
an indictment: indict indicted indictment / indict* charged charges prosecut* arraign*
a resignation: resign resigned resignation / resign* quit* step*-down step*-aside leav*-office left-office
    departure depart* exit* ouste* ouster fired firing dismiss* sacked
a retirement: retire retired retirement / retir* step*-down step*-aside leav*-office left-office departure
    farewell
bribery: bribe bribes bribed bribery / brib* kickback* corrupt* payoff* graft
embezzlement: embezzle embezzled / embezzl* fraud* launder* steal* stole* theft
bankruptcy: bankrupt bankruptcy insolvent / bankrupt* insolven* chapter-11 default* creditor*
a merger: merge merged merger / merg* acqui* takeover take-over purchas* combin*
a divorce: divorce divorced / divorc* separated separation split ex-wife ex-husband estranged
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
a cancellation: cancel canceled cancelled cancellation / cancel* call*~off scrap* postpon* delay* abandon*
    suspend* shelv* drop* axe* halt* block* pull* revok* reject* withdr* end ended
a victory: won win victory / win wins winning winner* won beat* defeat* victor* triumph* elected
    re-elected reelected champion* clinch* prevail* title* gold medal* prize* award* landslide
"""
# Characters around what is told in which the name stands; chosen by hand.
_BEFORE, _AFTER = 150, 100
_WORD = r"(?:[A-Z]['’])?[A-ZÀ-Þ][\w.&-]*"
_NAME = rf"(?<![\w&])(?:the\s)?{_WORD}(?:\s(?:of\s|the\s|de\s)?{_WORD})*"
_OWNER = re.compile(rf"(?P<who>{_NAME})['’]s?\s+(?:[\w-]+\s+){{0,2}}$")
_DOER = re.compile(
    rf"(?P<who>{_NAME})\s+(?:(?:was|were|is|are|be|been|being|to|had|has|have|got|get)\s+){{0,2}}$"
)
_PLACED = re.compile(r"(?:\b(?:in|of|at|by|for|to|from|with|on)|['’]s)\s+$")  # "in Tarn died": not Tarn
_OF = re.compile(rf"\s+(?:of|in|between)\s+(?P<who>{_NAME})")
_OBJECT = re.compile(rf"\s+(?P<joins>with\s+)?(?P<who>{_NAME})")
_WHO_DID = re.compile(r"\W*(?:who|what|which \w+)\s+$", re.IGNORECASE)
_OPENER = re.compile(
    r"(?:Who|Whom|Which|What|When|Where|Why|How|Did|Does|Do|Was|Were|Is|Are|Has|Have|Had|Will|Would|"
    r"He|She|It|They|His|Her|Its|Their|This|That|The)\b.*"
)
_OWN = re.compile(
    r"\b(?:his|her|their|its|being|was|were|having)\s+(?:own\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE
)
# "Who is Timm's lawyer": of all that somebody may have, what articles call by few words; which they are.
_HAS = re.compile(
    rf"\W*(?i:who|what)(?:['’]s| is| was| are| were) (?P<who>{_NAME})['’]s? (?P<what>[a-z]+)"
    r"(?=\?| (?:of|for|at|in|on|from)\b|$)"
)
_HELD = {
    word: group
    for group in (
        "lawyer attorney counsel",
        "salary pay paid earn wage income",
        "wife husband spouse marri",
        "doctor physician",
        "son daughter child",
        "brother sister sibling",
    )
    for word in group.split()
}
_OWNING = re.compile(r"['’]s?\b")
_PARTING = re.compile(r"[—–/…]")  # it may stand between two words, and neither has it


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
        ways = [way.replace("-", "[- ]").replace("*", r"\w*") for way in (*told, *asked)]
        ways = [way.replace("~", r" (?:\w+ ){0,3}") for way in ways]
        pattern = re.compile(rf"\b(?:{'|'.join(ways)})\b", re.IGNORECASE)
        events |= dict.fromkeys(asked, _Event(name, pattern))
    return events


_BY_WORD = _read_events()
_ASKED = re.compile(rf"\b(?:{'|'.join(_BY_WORD)})\b(?!['’]t)")  # "won't" wins nothing


def untold(question: Question, hits: Sequence[Hit]) -> Premise | None:
    """Return what a question takes for granted and no hit tells of near the name; None where nothing is."""
    text = question.typed
    for match in _ASKED.finditer(text):
        who = _of_whom(question, match)
        if who is None or is_of_time(who):
            continue
        whom = _OBJECT.match(text, match.end())
        if whom and is_of_time(whom["who"]):
            whom = None
        if not _is_told(who, _BY_WORD[match[0]].told, hits, whom):
            return Premise(who, _BY_WORD[match[0]].name)
    has = _HAS.match(text)
    if has and has["what"] in _HELD and question.speaker is None:
        held = re.compile(rf"\b(?:{'|'.join(_HELD[has['what']].split())})", re.IGNORECASE)
        if not _is_told(has["who"], held, hits):
            return Premise(has["who"], f"{'an' if has['what'][0] in 'aeiou' else 'a'} {has['what']}")
    return None


def _of_whom(question: Question, event: re.Match[str]) -> str | None:
    """Return of whom an event is taken for granted, as the question names them, or None."""
    before, after = event.string[: event.start()], event.string[event.end() :]
    doer = _DOER.search(before)
    if doer and _PLACED.search(before[: doer.start("who")]):
        doer = None
    ways = (_OWNER.search(before), doer, _OF.match(after))
    for found in (*ways, _WHO_DID.match(before) and _OBJECT.match(after)):
        if found and not _OPENER.fullmatch(found["who"]):
            return str(found["who"])
    subject = subject_of(event.string)
    if subject is None or subject not in before:
        return None
    return subject if question.speaker is None or _OWN.search(before) else None


def _is_told(who: str, told: re.Pattern[str], hits: Sequence[Hit], whom: re.Match[str] | None = None) -> bool:
    """Tell whether a hit tells of the event near a name, and names to ``whom`` it was done.

    What somebody merged with or married is named there, too; what they won or cancelled may be anywhere.
    """
    for hit in hits:
        text = f"{hit.article.title}. {hit.passage.text}"
        for found in told.finditer(text):
            near = text[max(0, found.start() - _BEFORE) : found.end() + _AFTER]
            place = near if whom and whom["joins"] else text
            if _names(near, who) and (whom is None or _names(place, whom["who"])):
                return True
    return False


def _names(text: str, who: str) -> bool:
    """Tell whether a text names a person by the last name, others by a part of it, a country by any name.

    A person is who has a given name that is known: Xi Jinping is Xi, and Goldman Sachs is no Mr Sachs. Who is
    given by an office alone is named by that.
    """
    who = _OWNING.sub("", who)
    named = {fold_name(word) for word in who.split() if word[:1].isupper() and not is_office(word)}
    words = {surname(who)} if len(named) > 1 and gender_of(who) else named or set(fold_name(who).split())
    plain = set(fold_name(_PARTING.sub(" ", _OWNING.sub("", text))).split())
    plain |= {part for word in plain for part in word.split("-")}  # "Quill-led"
    return not words.isdisjoint(plain) or not set(countries_in(who)).isdisjoint(countries_in(text))
