"""Whether a sentence of an article states something: no date, byline, caption, link or heading.

Without reading the grammar: what stands in an article beside its sentences is known by how it is written.
"""

import re

# What stands in an article and states nothing: marks of time and rights, share buttons, links, captions.
# (Looked for in small letters.)
_FURNITURE = re.compile(
    r"\W*(?:editor[’']s note|story highlights|this is a developing story|by signing up,? you agree|"
    r"this article is more than \d|(?:photos?|videos?|watch|gallery|also on \w+):|"
    r"the (?:opinions|views) expressed (?:in this|here|by (?:the )?(?:author|columnist|contributor|writer))|"
    r"copyright (?:©|\(c\)|\d{4})|all rights reserved|advertisement\W*$|story continues|"
    r"continue reading|up next\b|related:|read more|share this|just watched|must watch|replay more|"
    r"updated? (?:at|on|\d)|"
    r"last updated|originally published|"
    r"(?:click|tap) (?:here|on|the|to)\b|sign up (?:for|to|here)\b|"
    r"subscribe (?:to|now|here|today)\b|follow (?:us|me|@\w+|[\w .]{2,40}) on\b|(?:here|meet|below)\b.*:\W*$|"
    r"here[’']s (?:what|how|why|where|who|when|everything|a look)\b(?:\W+[\w’'-]+){0,8}\W*$|"
    r"(?:read|see|watch|listen|view)\b(?:\W+[\w’'-]+){0,5}\W+(?:more|below|here|stor(?:y|ies)|newsletters?|"
    r"videos?|photos?|gallery|coverage)\b(?:\W+[\w’'-]+){0,6}\W*$)"
)
# What stands anywhere in such a line.
_CREDITS = (
    *("contributed to this report", "to your inbox"),
    *("toggle caption", "hide caption", "/getty", "getty/", "(getty", "via getty", "(photo"),
    *("ap photo/", "/ap photo", "(ap photo", "/reuters", "/afp", "afp/"),
)
_BYLINE = re.compile(
    r"\W*By (?:[A-Z][\w’'.-]+,? (?:and )?){2,6}[^.]{0,40}"
    r"\b(?:[Ss]taff|[Ww]riter|[Rr]eporter|[Cc]orrespondent|[Ee]ditor)s?\W*$"
)
_ONLY_SAID = re.compile(
    r"\W*(?:[\w’'.-]+ ){1,3}(?:said|says|added|adds|continued|wrote|tweeted)(?: with an? \w+)?"
    r"(?: (?:on|late|early|last) \w+day)?(?: (?:morning|afternoon|evening|night))?\W*$"
)
# "Storm damage:Homes lost." leads to another article; a mark of time ("10:30") or a quotation does not.
_LINK = re.compile(r"[^:.!?“”\"]{3,60}(?<=\S)(?::(?=[A-Z])|(?<=[a-z]):(?=\d))")
MARKED = re.compile(r"[“”\"‘]")
"""A mark by which somebody may be quoted."""
_EDGES = "“”\"'‘’()[].,:;!?…—–-"
_LITTLE = frozenset(
    "an the of in on at to for from by with and or but nor as than via vs et al am pm a.m p.m ago".split()
)
_CAPITALS = 5  # words
_SMALL = 0.2  # of the words of a line, so many at least are small: else it is a table, or a list of names
_HEADING = 5  # words: so short a question, or what so short announces with a colon, heads a section
ENDED = re.compile(r"[.!?:;…][\"”’'»)\]]*\s*$")
"""How what ends as a sentence does ends: what does not is a heading, a caption or a link."""


def is_statement(text: str) -> bool:
    """Tell whether a sentence can stand in an answer.

    A statement has a word besides names and little words that is written small, which its verb is. Where
    nothing is written small, as in headlines and old wires, any five words will do.
    """
    words = text.split()
    if not any(map(_is_small, words)) and (len(words) < _CAPITALS or text.upper() != text):
        return False
    lowered = text.lower()
    if _FURNITURE.match(lowered) or any(credit in lowered for credit in _CREDITS):
        return False
    if _BYLINE.match(text) or _ONLY_SAID.match(text):
        return False
    if _LINK.match(text) or (not ENDED.search(text) and sum(map(_is_small, words)) < _SMALL * len(words)):
        return False
    heads = lowered.rstrip().endswith(("?", ":")) and not MARKED.search(text)
    return not (heads and len(words) <= _HEADING)


def _is_small(word: str) -> bool:
    """Tell whether a word is written small and says something; in scripts without capitals, any word."""
    bare = word.strip(_EDGES)
    return len(bare) > 1 and bare[0].isalpha() and not bare[0].isupper() and bare not in _LITTLE
