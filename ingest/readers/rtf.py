r"""Rich text: its paragraphs, notes and properties, following Microsoft's RTF specification 1.9.1.

Pandoc reads RTF, too, but loses letters where a character is written as ``\u8217?``, as most programs do
(3.9: "\u8220?Iraq is\u8217?s" comes out as "“raq is’"), and knows no code page but 1252.
"""

import codecs
import re
from dataclasses import dataclass, field, replace

from corpus.errors import UnreadableInput

_TOKEN = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
_MOST_TOKENS = 5_000_000  # words of control and lines: twenty books
_CELL = "\x1f"
_CHARACTERS = {
    **dict.fromkeys(("par", "sect", "page", "column", "row", "nestrow"), "\n\n"),
    **dict.fromkeys(("line", "softline"), "\n"),
    **dict.fromkeys(("cell", "nestcell"), _CELL),
    **dict(zip("emdash endash lquote rquote ldblquote rdblquote bullet".split(), "—–‘’“”•", strict=True)),
    **dict(zip("tab emspace enspace qmspace".split(), "\t\u2003\u2002\u2005", strict=True)),
}
_SYMBOLS = {"~": "\u00a0", "_": "\u2011", "-": "", "\r": "\n\n", "\n": "\n\n", "\t": "\t"}
# Destinations that hold no text of the document; those marked \* are all left out but for a few.
_LEFT_OUT = frozenset(
    "fonttbl colortbl stylesheet listtable info pict nonshppict object header headerl headerr headerf footer "
    "footerl footerr footerf ftnsep ftnsepc aftnsep aftnsepc listtext pntext pntxta pntxtb xe tc upr revtbl "
    "rsidtbl generator fldinst datafield themedata colorschememapping latentstyles datastore".split()
)
_PROPERTIES = {"title": "title", "author": "author", "propname": "propname", "staticval": "staticval"}
_PAGES = (  # character sets of fonts, and the code pages that go with them
    "77=mac_roman 128=cp932 129=cp949 134=cp936 136=cp950 161=cp1253 162=cp1254 163=cp1258 177=cp1255 "
    "178=cp1256 186=cp1257 204=cp1251 222=cp874 238=cp1250"
)
_CHARSETS = {int(charset): page for charset, page in (pair.split("=") for pair in _PAGES.split())}


@dataclass(frozen=True, slots=True)
class RichText:
    """What a file holds: paragraphs with a blank line between them, footnotes, properties by their names."""

    text: str
    notes: list[str]
    properties: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the group ends."""

    into: str | None = ""  # "" the text, None nowhere, else a property or a note
    hidden: bool = False
    fallback: int = 1  # characters that stand beside each Unicode character for programs without it
    codec: str = "cp1252"


@dataclass(slots=True)
class _Reading:
    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    codec: str = "cp1252"
    pending: bytes = b""
    notes: int = 0


def read_rtf(data: bytes) -> RichText:
    """Read a file that begins as RTF does; what is not understood is left out.

    Raises UnreadableInput where it is far too long.
    """
    _hold_to_length(data)
    source = data.decode("latin-1")
    reading = _Reading()
    skip = position = 0
    starred = False
    while match := _TOKEN.match(source, position):
        position = match.end()
        byte, word, number, symbol, brace, plain = match.groups()
        if brace:
            _flush(reading)
            skip, starred = 0, False
            if brace == "{":
                reading.outer.append(reading.group)
            elif reading.outer:
                reading.group = reading.outer.pop()
        elif byte or plain:
            raw = bytes.fromhex(byte) if byte else plain.encode("latin-1")
            reading.pending += raw[skip:]
            skip = max(0, skip - len(raw))
        elif symbol == "*":
            starred = True
        elif skip and symbol:
            skip -= 1
        elif word == "bin":
            position += max(0, int(number or 0))
        elif word == "u" and number:
            code = int(number)  # negative beyond 32,767, as the specification has it
            _put(reading, chr(code if 0 <= code <= 0x10FFFF else code % 0x10000))
            skip = reading.group.fallback
        elif word:
            skip = 0
            _control(reading, word, int(number) if number else None, starred)
            starred = False
        elif symbol:
            _put(reading, _SYMBOLS.get(symbol, symbol if symbol in "\\{}" else ""))
    _flush(reading)
    return _result(reading)


def _hold_to_length(data: bytes) -> None:
    if sum(map(data.count, (b"\\", b"{", b"}", b"\n"))) > _MOST_TOKENS:
        raise UnreadableInput("The document is far too long for one article. Split it.")


def _control(reading: _Reading, word: str, number: int | None, starred: bool) -> None:
    """Follow one control word."""
    group = reading.group
    if word in _CHARACTERS:
        _put(reading, _CHARACTERS[word])
        return
    _flush(reading)
    if word in ("footnote", "endnote") and group.into == "":
        reading.notes += 1
        reading.group = replace(group, into=f"note {reading.notes}")
    elif word in _PROPERTIES and group.into is None:
        reading.group = replace(group, into=_PROPERTIES[word])
    elif word == "ud":
        reading.group = replace(group, into="")
    elif word in _LEFT_OUT or (starred and word not in ("shppict",)):
        reading.group = replace(group, into=None)
    elif word in ("v", "deleted"):
        reading.group = replace(group, hidden=number != 0)
    elif word == "plain":
        reading.group = replace(group, hidden=False)
    elif word == "uc":
        reading.group = replace(group, fallback=max(0, number or 0))
    elif word in ("ansicpg", "mac", "pc", "pca"):
        reading.codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(word) or _known(f"cp{number}")
        reading.group = replace(group, codec=reading.codec)
    elif word == "f" and number is not None:
        reading.font = number
        reading.group = replace(group, codec=reading.fonts.get(number, reading.codec))
    elif word == "fcharset" and number in _CHARSETS:
        reading.fonts[reading.font] = _CHARSETS[number]


def _put(reading: _Reading, text: str) -> None:
    _flush(reading)
    if reading.group.into is not None and not reading.group.hidden:
        reading.found.setdefault(reading.group.into, []).append(text)


def _flush(reading: _Reading) -> None:
    """Decode the bytes that have gathered; a character of an Asian code page may have come in two tokens."""
    if reading.pending:
        text, reading.pending = reading.pending.decode(reading.group.codec, "replace"), b""
        _put(reading, text)


def _known(codec: str) -> str:
    try:
        return codecs.lookup({"cp65001": "utf-8", "cp10000": "mac_roman"}.get(codec, codec)).name
    except LookupError:
        return "cp1252"


def _result(reading: _Reading) -> RichText:
    words = {place: _whole("".join(parts)) for place, parts in reading.found.items()}
    names = reading.found.get("propname", [])
    properties = dict(zip(names, reading.found.get("staticval", []), strict=False))
    properties |= {name: words[name] for name in ("title", "author") if words.get(name)}
    notes = [note for number in range(1, reading.notes + 1) if (note := words.get(f"note {number}"))]
    return RichText(words.get("", ""), notes, properties)


def _whole(text: str) -> str:
    """Join surrogate pairs, which come as two characters, and clear the ends of lines and cells."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    text = re.sub(r"\s+", _spaced, text).strip()
    return re.sub(r"^•[ \t]+", "", text, flags=re.MULTILINE)


def _spaced(run: re.Match[str]) -> str:
    """Return what a run of white space and ends of cells comes to."""
    _, cell, after = run[0].rpartition(_CELL)
    if cell:
        return "\n" if "\n" in after else " | "
    return after if "\n" not in after else "\n\n" if after.count("\n") > 1 else "\n"
