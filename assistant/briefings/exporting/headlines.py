"""Headlines: their quotation marks read, so that a style sets them within its own.

Pandoc's own reading takes the apostrophes of "O'Neill's 'plan'" for a pair of marks.
"""

import re

from assistant.briefings.exporting.pandoc import SPACE, Inline, text
from assistant.quotations import quotations

_OPENING = "\"'“‘"  # other marks («», „“) stay as they were printed
_AROUND_ANOTHER = re.compile(r"‘([^‘]*”)’(?!\w)")  # "‘the “deal”’", whose last mark is easily lost


def headline(words: str) -> list[Inline]:
    """Return a headline as inlines, what is quoted in it as such; apostrophes are curly, as in styles."""
    found: list[Inline] = []
    done = 0
    for quoted in quotations(words):
        if not quoted.closed and (around := _AROUND_ANOTHER.search(words, quoted.outer.start)):
            inside = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, headline(around[1])]}
            return [*found, *_plain(words[done : around.start()]), inside, *headline(words[around.end() :])]
        if quoted.closed and words[quoted.outer.start] in _OPENING and quoted.inner.of(words).strip():
            found += _plain(words[done : quoted.outer.start])
            found.append({"t": "Quoted", "c": [{"t": "DoubleQuote"}, headline(quoted.inner.of(words))]})
            done = quoted.outer.end
    return [*found, *_plain(words[done:])]


def _plain(words: str) -> list[Inline]:
    """Return words as text, with the white space at their ends, which parts them from a mark."""
    inside = text(words.replace("'", "’"))
    before = [SPACE] if words[:1].isspace() else []
    after = [SPACE] if inside and words[-1:].isspace() else []
    return [*before, *inside, *after]
