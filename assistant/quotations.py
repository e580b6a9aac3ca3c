"""Which words of a sentence a reader sees as quoted.

The rules err towards more words being quoted, since quoted words are the ones that get checked: a
mark without a partner quotes everything on the side that it opens to. Apostrophes (don't, the
ministers’ plan, the ’90s) and inch marks (5'10") quote nothing.
"""

import re
from dataclasses import dataclass

from corpus.folding import DOUBLE_MARKS, SINGLE_MARKS
from corpus.records import Span

_DOUBLE = DOUBLE_MARKS + "「」『』｢｣﹁﹂﹃﹄《》〈〉❝❞⹂❮❯"
_SINGLE = SINGLE_MARKS + "❛❜"
_MARK = re.compile(f"[{re.escape(_DOUBLE + _SINGLE)}]")
_PAIRS = tuple(zip("«»「『｢﹁﹃《〈❝❮", "»«」』｣﹂﹄》〉❞❯", strict=True))
# What closes a quotation that a mark opens; a mark that is missing here opens nothing.
_CLOSERS = {
    **dict.fromkeys('"″‶＂〝', '"″‶”＂〞〟'),
    **dict.fromkeys("“‟", "”"),
    **dict.fromkeys("„⹂", "“”‟"),
    "”": "”",
    **dict(_PAIRS),
}
_STRAIGHT = '"″‶＂'
_MEASURE = re.compile(r"\d\s?['′’]\s?\d+(?:[.,]\d+)?\s?[\"″”]")
# Words that begin with an apostrophe where letters or digits were dropped.
_ELISION = re.compile(r"(?:\d\ds?|tis|twas|til|em|cause|n|bout|cuz)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between quotation marks. Both ranges count in the sentence.

    ``outer`` includes the marks, ``inner`` does not; quotations nested in it are part of it. ``closed``
    tells whether both marks are there.
    """

    outer: Span
    inner: Span
    closed: bool


def quotations(text: str) -> list[Quoted]:
    """Return the outermost quotations of one sentence, in order, not overlapping."""
    found: list[Quoted] = []
    measures = {mark for match in _MEASURE.finditer(text) for mark in range(*match.span())}
    done = 0
    for match in _MARK.finditer(text):
        at = match.start()
        if at < done or at in measures:
            continue
        quoted = _double_at(text, at, done) if match[0] in _DOUBLE else _single_at(text, at)
        if quoted:
            found.append(quoted)
            done = quoted.outer.end
    return found


def unquoted(text: str) -> str:
    """Return ``text`` without its quotation marks; apostrophes stay. It has no quotations."""
    bare = "".join(mark for mark in text if mark not in _DOUBLE)
    if not quotations(bare):
        return bare
    return "".join(mark for at, mark in enumerate(bare) if mark not in _SINGLE or _is_inside_word(bare, at))


def _double_at(text: str, at: int, since: int) -> Quoted | None:
    if text[at] in _STRAIGHT + "”" and text[at - 1 : at].isdigit():
        return None  # an inch mark: 12"
    end = _closing(text, at) if _opens(text, at) else None
    if end is not None:
        return Quoted(Span(at, end + 1), Span(at + 1, end), closed=True)
    if _opens(text, at):
        return Quoted(Span(at, len(text)), Span(at + 1, len(text)), closed=False)
    return Quoted(Span(since, at + 1), Span(since, at), closed=False)


def _opens(text: str, at: int) -> bool:
    """Tell whether the double mark at ``at``, where no quotation is open, opens one."""
    if text[at] in _STRAIGHT + "”»":
        follows_word = at > 0 and not text[at - 1].isspace() and text[at - 1] not in "([{—–-"
        before_word = at + 1 < len(text) and (text[at + 1].isalnum() or text[at + 1] in "$£€[(…'‘“")
        return before_word or not follows_word
    return text[at] in _CLOSERS


def _closing(text: str, opening: int) -> int | None:
    """Return where the quotation that opens at ``opening`` closes, or ``None`` where it never does."""
    mark = text[opening]
    rest = text[opening + 1 :]
    if mark in "“„‟”" and not any(closer in rest for closer in _CLOSERS[mark]):
        straight = rest.find('"')
        return opening + 1 + straight if straight >= 0 else None
    depth = 1
    for match in _MARK.finditer(text, opening + 1):
        if match[0] in _CLOSERS[mark]:
            depth -= 1
        elif match[0] == mark:
            depth += 1
        if depth == 0:
            return match.start()
    return None


def _single_at(text: str, at: int) -> Quoted | None:
    if not _may_open(text, at):
        return None
    end = _single_closing(text, at)
    if end is not None:
        return Quoted(Span(at, end + 1), Span(at + 1, end), closed=True)
    if _ELISION.match(text, at + 1):
        return None
    return Quoted(Span(at, len(text)), Span(at + 1, len(text)), closed=False)


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return not before.isalnum() and before not in tuple(".,!?%)]…") and bool(after) and not after.isspace()


def _single_closing(text: str, opening: int) -> int | None:
    """Return where the single-marked quotation closes: at a mark that is no plural's apostrophe.

    "‘The ministers’ plan’" closes at the last mark. Where every mark could be an apostrophe
    ("‘talks’ on the plan") the first one closes.
    """
    plural = None
    for match in _MARK.finditer(text, opening + 1):
        at = match.start()
        if match[0] not in _SINGLE or _is_inside_word(text, at):
            continue
        if _may_open(text, at):
            break
        if not re.match(r"[sS]['’‘] \w", text[at - 1 : at + 3]):
            return at
        plural = at if plural is None else plural
    return None if plural is not None and _ELISION.match(text, opening + 1) else plural


def _is_inside_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum() if at else False
