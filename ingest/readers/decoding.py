"""Bytes into text: byte order mark, UTF-8, what the text declares, and only then a guess."""

import codecs
import re
from contextlib import suppress

from charset_normalizer import from_bytes

from corpus.errors import UnreadableInput
from ingest.language import told

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESS_FROM = 200_000  # bytes: a guess needs no more
# What news is still saved in. Among all encodings a short English text with curly quotation marks
# was taken for cp852 and a French one for ISO 8859-14.
_GUESSES = [
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
# Of Latin letters all of these fit, as bytes; which is meant, the text's language tells.
_LATIN = {
    **dict.fromkeys("bs cs hr hu pl ro sk sl sq sr".split(), "cp1250"),
    **dict.fromkeys("az tr".split(), "cp1254"),
    **dict.fromkeys("et lt lv".split(), "cp1257"),
}
_WESTERN = "cp1252"
_BESIDE_ACCENTS = re.compile(rb"[^<>\x80-\xff]{0,80}[\x80-\xff][^<>]{0,80}")  # of the prose, not of its tags
# What browsers read in place of what pages declare (WHATWG Encoding Standard, "Names and labels").
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Python knows codecs that are no encoding of a page ("hex", "punycode") and one that hides markup ("utf-7").
_BELIEVED = (
    *("utf-8", "utf-16", "ascii", "iso8859", "cp125", "cp866", "cp87", "koi8", "kz1048", "mac", "tis-620"),
    *("gb", "big5", "shift_jis", "cp932", "cp949", "euc", "iso2022", "johab"),
)
_MOST_BROKEN = 0.1  # of the characters beyond ASCII: slips of a cut or a paste in what else is UTF-8
_BEYOND_ASCII = re.compile(r"[^\0-\x7f]")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text that ``data`` encodes. Raises UnreadableInput where it is no text.

    ``declared`` is the encoding that the text or its sender names. It is believed where the bytes have no
    byte order mark, are not valid UTF-8 (which nothing else is by chance), and fit it.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    meant = _meant(declared)
    if b"\0" in data:
        if meant and meant.startswith("utf-16"):
            return _strictly(data, meant)
        raise UnreadableInput(
            "This is binary data, not text. Save the article as .txt, .md, .html or .jsonl."
        )
    if meant and meant.startswith("iso2022") and b"\x1b" in data:  # seven bits, valid as UTF-8, too
        return _strictly(data, meant)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if (as_declared := _as_declared(data, meant)) is not None:
            return as_declared
        guess = from_bytes(data[:_GUESS_FROM], cp_isolation=_GUESSES).best()
    if guess is None:
        raise UnreadableInput("The text's encoding cannot be told. Save the file as UTF-8 and try again.")
    if guess.encoding in (_WESTERN, *_LATIN.values()):
        with suppress(UnicodeDecodeError):
            return data.decode(_of_its_language(data))
    return _strictly(data, guess.encoding)


def _of_its_language(data: bytes) -> str:
    """Return the code page in which ``data``, in Latin letters, is in a language that is written in it."""
    prose = b" ".join(_BESIDE_ACCENTS.findall(data[:_GUESS_FROM]))
    fits = {_WESTERN: 0.0}
    for page in (_WESTERN, "cp1250", "cp1254", "cp1257"):
        language, certainty = told(prose.decode(page, "ignore"))
        if _LATIN.get(language, _WESTERN) == page:
            fits[page] = certainty
    return max(fits, key=lambda page: fits[page])


def _meant(declared: str | None) -> str | None:
    """Return the codec for a declared encoding; None where there is none, or it is no encoding of text."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    return _MEANT.get(name, name) if name.startswith(_BELIEVED) else None


def _as_declared(data: bytes, meant: str | None) -> str | None:
    """Return the text in the encoding declared, or in a UTF-8 with a few slips; None where neither fits."""
    if meant and not meant.startswith("utf-16"):  # two bytes a letter would have brought NULs along
        with suppress(UnicodeDecodeError):
            return data.decode(meant)
    text = data.decode("utf-8", "replace")
    beyond = len(_BEYOND_ASCII.findall(text))
    return text if text.count("\ufffd") <= _MOST_BROKEN * beyond else None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"The file is damaged: it is not {encoding} from byte {error.start} on. Save it as UTF-8."
        ) from error
