"""Attribution: whose words a statement is, to whom they were said, where and when it was published.

"Fuad Hussein, foreign minister of Iraq, to Reuters, 12 January 2025": "to" stands only where the article says
so; otherwise the outlet is named as the one that reports it.
"""

import re
from datetime import date

from assistant.outlet_names import outlet_words
from assistant.words import day_in_words
from corpus.names import country_of, is_office

_NAME = r"(?P<who>(?:the |The )?[A-ZÀ-Þ][\w&.’'-]*(?: (?:of |the |& )?[A-ZÀ-Þ0-9][\w&.’'-]*){0,4})"
# "told Reuters", "in an interview with the BBC", "in a statement to CNN", "speaking to Sky News"
_TOLD = re.compile(
    r"\b(?i:tells?|told|telling|interview (?:with|on|to)|(?:statement|comments?|remarks?|email|letter) to|"
    rf"(?:spoke|speaking|talking|talked) (?:to|with)) {_NAME}"
)
# Nobody's outlet: whom a politician tells something is as often a crowd, a court or another politician.
_OUTLET = re.compile(
    r"\b(?:News|Times|Post|Journal|Press|Daily|Herald|Tribune|Gazette|Guardian|Telegraph|Magazine|Today|Radio|"
    r"TV|Television|Channel|Network|Agency|Weekly|Review|Observer|Chronicle|Globe|Mail|Mirror|Standard|Monitor|"
    r"Reuters|Bloomberg|Politico|POLITICO|Axios|Vox|BBC|CNN|NPR|ABC|CBS|NBC|MSNBC|PBS|AP|AFP|HuffPost|Breitbart|"
    r"Newsweek|Fox|Jazeera|Arabiya|Spiegel|Monde|Economist|Atlantic|Slate|Salon|Vice|BuzzFeed|Insider|Haaretz|"
    r"C-SPAN|USA TODAY|Forbes|Fortune|Variety|Xinhua|Interfax|TASS|Sputnik|Sun|Independent|Examiner)\b"
)


def told_to(sentence: str, outlet: str | None) -> str | None:
    """Return which outlet or programme a sentence says it was told; None where it says none.

    ``outlet`` is the article's own: to be told the very outlet that prints it counts whatever it is called.
    """
    for match in _TOLD.finditer(sentence):
        named = match["who"].removeprefix("the ").removeprefix("The ")
        # "CNN’s Becky Anderson" asks for CNN.
        who = re.split(r"[’']s?(?: |$)", named, maxsplit=1)[0].rstrip(".,")
        own = bool(outlet) and outlet_words(who) == outlet_words(outlet or "")
        if own or (_OUTLET.search(who) and not country_of(who) and not is_office(who.split()[-1])):
            return who
    return None


def standing_over(
    speaker: str | None,
    role: str | None,
    told: str | None = None,
    outlet: str | None = None,
    day: date | None = None,
) -> str:
    """Return the attribution in one line; with no ``outlet``, of the speaker only."""
    who = ", ".join(part for part in (speaker, role) if part)
    if outlet is None:
        return who
    where = in_day(outlet, day)
    if not who:
        return where
    if told and outlet_words(told) == outlet_words(outlet):
        return f"{who}, to {where}"
    return f"{who}, to {told}, reported by {where}" if told else f"{who}, in {where}"


def in_day(outlet: str | None, day: date | None) -> str:
    """Return an outlet with the day, in words."""
    return f"{outlet or 'unknown outlet'}, {day_in_words(day)}"
