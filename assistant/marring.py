"""Marring: what nobody would print in a sentence of an article, though its words may be the question's.

A caption tells what a picture shows, in the present of a day gone by; a page's links leave the headlines of
other stories in the midst of a sentence. Both are known by how they are written. The text stays as it was
given: such a sentence only counts for less than a clean one.
"""

import re
from datetime import date

from assistant.figures import figures_of

_AGENCY = r"(?:AP|AFP|EPA|UPI|Reuters|REUTERS|Getty(?: Images)?)"
# "(AP Photo/Ida Moe, File)", "(Photo: Ida Moe, Tarn Press)"; a sentence in brackets ends with its own mark.
_IN_BRACKETS = (
    r"\((?=[^()\n]*(?:[^\W\d_]\s?/\s?[A-Z]|\b(?:[Pp]hoto|PHOTO|Images|[Cc]ourtesy|Handout)\b|\bvia [A-Z]))"
    r"[^()\n]{2,150}(?<![.!?”\"])\)"
)
_NEXT = re.compile(rf"\s*{_IN_BRACKETS}")
# Who took a picture, where its line ends; without brackets "REUTERS/Ida Moe", "Ida Moe | Getty Images".
_CREDIT = re.compile(
    rf"(?:{_IN_BRACKETS}|\b{_AGENCY}(?: via [A-Z]+)?/[A-Z][^.!?\n]{{1,80}}|[/|] ?{_AGENCY}\)?|"
    r"\bCredit: [^\n]{2,80})\s*$"
)
_LONGEST = 600  # characters of a caption: four sentences
_OPENS = re.compile(
    r"\W*(?:FILE\b|File [Pp]hoto\b|PHOTOS?\b|Photo:|Pictured\b|In this [^.]{3,40}\bphoto\b)|"
    r"[^.]{0,60}\b(?:file photo|photo provided by)\b"
)
_ENDS_WITH_A_YEAR = re.compile(r"\b(?:19|20)\d\d[.)\]]*\s*$")
_SIGNED = re.compile(r"\(@\w+\)")  # a post, with who wrote it and when
_NO_DAY_OF_IT = re.compile(  # "the lowest since May 2012"
    r"\b(?:since|from|until|till|before|after|of|by|than|through|to|and|or|dated|is|are) (?:[A-Z]\w+day,? )?$"
)
# A verb of what happened, outside of ", which was closed on Friday," and "after it was closed".
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|said|told|went|came|gave|took|made|left|lost|won|met|held|saw|sent|spoke|"
    r"shot|fell|rose|led|found|got|brought|wrote|began|became|ran|kept|paid|sold|struck|hit|put|cut|set|"
    r"[a-z]{2,}ed)\b"
)
_CLAUSE = re.compile(r"(?:, (?:which|who|whose|where)|\b(?:after|as|before|while)) [^,]*(?:,|$)")
# "Moe Ida Anne MoeStorm sinks a ferry Why she left MORE (D-Tarn) said": a name, the name in full again, run
# into headlines up to the word that ends the links. Where a mark in a headline parts the sentence, each part
# has one of the two, or the bar between headlines.
_RUN_INS = (
    re.compile(r"\b([A-Z][\w'’-]{2,}+)(?: \(?[A-Z][\w.'’-]*+\)?){0,6} \1(?=[A-Z\d])"),
    re.compile(r"[^\s:] MORE\b(?=\s*\(|['’]s?\b|,\s\w|\s[a-z])"),
    re.compile(r"\w \| \w"),
)


def has_run_in(text: str) -> bool:
    """Tell whether headlines of other stories stand in the midst of a sentence."""
    return text.upper() != text and any(sign.search(text) for sign in _RUN_INS)


def is_caption(text: str, after: str, published: date | None) -> bool:
    """Tell whether a sentence describes a picture.

    ``after`` is what stands behind it in its passage, ``published`` its article's day. Either who took the
    picture is named next or where the line ends, or the sentence says so itself, or it ends with a day that
    had gone by and tells of it without a verb of the past.
    """
    line = after.partition("\n")[0]
    if _OPENS.match(text) or _NEXT.match(line) or (len(line) < _LONGEST and _CREDIT.search(text + line)):
        return True
    if published is None or not _ENDS_WITH_A_YEAR.search(text) or _SIGNED.search(text):
        return False
    if _PAST.search(_CLAUSE.sub(" ", text)):
        return False
    days, told = figures_of(text).days, text.rstrip(" .)]")
    if not days or not told.endswith(days[-1].text) or _NO_DAY_OF_IT.search(told.removesuffix(days[-1].text)):
        return False
    last = days[-1]
    return (last.year or 0, last.month, last.day or 0) <= (published.year, published.month, published.day)
