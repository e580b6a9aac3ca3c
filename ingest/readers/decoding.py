"""Bytes into text: byte order mark, UTF-8, and only then a guess."""

import codecs

from charset_normalizer import from_bytes

from corpus.errors import UnreadableInput

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


def decode(data: bytes) -> str:
    """Return the text that ``data`` encodes. Raises UnreadableInput where it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data:
        raise UnreadableInput(
            "This is binary data, not text. Save the article as .txt, .md, .html or .jsonl."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        guess = from_bytes(data[:_GUESS_FROM], cp_isolation=_GUESSES).best()
    if guess is None:
        raise UnreadableInput("The text's encoding cannot be told. Save the file as UTF-8 and try again.")
    return _strictly(data, guess.encoding)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"The file is damaged: it is not {encoding} from byte {error.start} on. Save it as UTF-8."
        ) from error
