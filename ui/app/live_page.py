"""The link from an article to its live page, which opens at the quoted words.

Browsers scroll to words that a "text fragment" of the address names (URL Fragment Text Directives, a draft
of the Web Platform Incubator Community Group): `#:~:text=start,end`, of whole words, the first and the last
each within one paragraph, white space as one blank. The words are the article's own.
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit

from corpus.records import Span

# A quotation of one paragraph and no more characters than this is named whole; of a longer one the first and
# the last words are, of which the page need not have what stands between word by word. Chosen, not tuned.
_WHOLE = 120
_AT_EACH_END = 6
_LONGEST = 300  # characters of one end: an unbroken string longer than this is no word to look for
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# What stands between blanks or, in scripts that have none, between punctuation marks.
_WORD = re.compile(r"[^\s、。，！？；：「」『』（）]+")
# Thai, Lao, Burmese, Khmer, kana and ideographs: words follow each other without a blank.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_WITHIN_WORDS = "'’.,:·"  # as in don't, U.S., 1,000
# What an address may hold as it is (RFC 3986); anything else is encoded, as a browser would do itself.
_OF_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
_JOINERS = "\u200c\u200d"


def live_page(url: str | None, text: str = "", span: Span | None = None) -> str | None:
    """Return the address of an article's live page, opening at the words of ``span`` of its text.

    None where ``url`` is no web address. Where the span has no whole word the page opens at its top. A
    fragment that the address has already stays, without an older text fragment.
    """
    address = (url or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    base, _, fragment = quote(address, safe=_OF_ADDRESSES).partition("#")
    fragment = fragment.partition(":~:")[0]
    plain = f"{base}#{fragment}" if fragment else base
    directive = _directive(text, span) if span else None
    return f"{base}#{fragment}:~:text={directive}" if directive else plain


def _directive(text: str, span: Span) -> str | None:
    """Return the words of a span as a text directive: ``whole`` or ``start,end``."""
    whole = _whole_words(text, Span(max(0, span.start), min(span.end, len(text))))
    lines = [
        words
        for line in _LINE.finditer(text, whole.start, whole.end)
        if (words := _words(text, Span(line.start(), line.end())))
    ]
    if not lines:
        return None
    first, last = lines[0], lines[-1]
    alone = len(lines) == 1
    if alone and (whole.end - whole.start <= _WHOLE or len(first) == 1):
        ends = [Span(first[0].start, first[-1].end)]
    else:
        most = min(_AT_EACH_END, len(first) // 2) if alone else _AT_EACH_END
        head, tail = first[:most], last[-most:]
        ends = [Span(head[0].start, head[-1].end), Span(tail[0].start, tail[-1].end)]
    if any(end.end - end.start > _LONGEST for end in ends):
        return None
    return ",".join(_encoded(" ".join(end.of(text).split())) for end in ends)


def _words(text: str, line: Span) -> list[Span]:
    found = [Span(match.start(), match.end()) for match in _WORD.finditer(text, line.start, line.end)]
    whole = [_whole_words(text, word) for word in found]
    return [word for word in whole if word.start < word.end]


def _whole_words(text: str, span: Span) -> Span:
    """Return the span without parts of words and without what is no word at its ends."""
    start, end = span.start, span.end
    while start < end and (not _is_of_words(text[start]) or _is_inside(text, start)):
        start += 1
    while start < end and (not _is_of_words(text[end - 1]) or _is_inside(text, end)):
        end -= 1
    return Span(start, end)


def _is_inside(text: str, at: int) -> bool:
    """Tell whether a place lies within a word, as far as that can be told without a dictionary."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _UNSPACED.match(before) or _UNSPACED.match(after):
        return unicodedata.category(after)[0] == "M"  # a vowel sign belongs to the letter before it
    if _is_of_words(before) and _is_of_words(after):
        return True
    if before in _WITHIN_WORDS and at > 1:
        return _is_of_words(text[at - 2]) and _is_of_words(after)
    if after in _WITHIN_WORDS and at + 1 < len(text):
        return _is_of_words(before) and _is_of_words(text[at + 1])
    return False


def _is_of_words(letter: str) -> bool:
    return (
        letter.isalnum()
        or letter == "_"
        or letter in _JOINERS
        or unicodedata.category(letter).startswith("M")
    )


def _encoded(words: str) -> str:
    """Return words for a text directive, where `&`, `-` and `,` have a meaning and must be encoded."""
    return quote(words, safe="").replace("-", "%2D")
