"""What a library says of a broken file, as a reason that a person can read."""

import re

_ADVICE = re.compile(r"; use sys\.\S+.*|, (?:use|try|see) .*| \(<string>, line \d+\)|^couldn't parse .*: ")
_CODE = re.compile(  # class names, objects, bytes: they tell a programmer something
    r"\b\w*(?:Error|Exception|Object)\b|\b[a-z]+(?:_\w+)+\b|\bb['\"]|\\x|<\w|0x[0-9a-f]|recursion"
)
_LONGEST = 200  # characters


def because(error: Exception | str) -> str:
    """Return what is said, in brackets and with a blank before them; "" where only a programmer would gain.

    ``f"The file is damaged{because(error)}. Ask for it again."``
    """
    lines = str(error).strip().splitlines()
    line = "".join(letter if letter.isprintable() else " " for letter in lines[0]) if lines else ""
    words = _ADVICE.sub("", " ".join(line.split())).strip(" .:")[:_LONGEST]
    return f" ({words})" if words and not _CODE.search(words) else ""
