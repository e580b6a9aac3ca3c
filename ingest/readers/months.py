"""Month names in the languages of the news, as Unicode's locale data (by Babel) has them."""

from functools import cache

# Left out are languages in which a name means another month than in these: "listopad" is November in Warsaw
# and in Prague, and October in Zagreb.
_LANGUAGES = (
    *("en", "de", "de_AT", "fr", "es", "pt", "it", "nl", "ca", "ro", "sv", "da", "nb", "fi"),
    *("pl", "cs", "hu", "ru", "uk", "el", "tr", "id", "ar", "fa", "hi", "vi"),
)
_WIDTHS = ("wide", "abbreviated")
ENGLISH = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep"
        "|october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
"""The number (1 to 12) of each English month name, in small letters."""
_TURKISH_I = str.maketrans("ı", "i", "\u0307")  # "KASIM" and "NİSAN" fold to "kasim" and "ni̇san"
_SHORTEST = 3  # letters; a shorter name is a common word of some language


@cache
def month_names() -> dict[str, int]:
    """Return the number (1 to 12) of each month name, folded as ``month_of`` does.

    A name that means two months in two of the languages is not there.
    """
    from babel import Locale

    found: dict[str, int] = {}
    for months in (Locale.parse(language).months for language in _LANGUAGES):
        names = [months[context][width] for context in ("format", "stand-alone") for width in _WIDTHS]
        for number, name in (item for each in names for item in each.items()):
            key = folded(name)
            if len(key) >= _SHORTEST and found.setdefault(key, number) != number:
                found[key] = 0
    return {name: number for name, number in found.items() if number}


def month_of(name: str) -> int | None:
    """Return the number (1 to 12) of a month by its name, English ones before others; None where it is none.

    Letters may be small or capital, and a full stop may close it.
    """
    key = folded(name)
    return ENGLISH.get(key) or month_names().get(key)


def folded(name: str) -> str:
    """Return a month's name as all its spellings have it: small letters, dotted ones alike, no full stop."""
    return " ".join(name.casefold().translate(_TURKISH_I).rstrip(".").split())


@cache
def puts_day_first(language: str | None) -> bool:
    """Tell whether "03/04/2025" is the third of April to all who read ``language`` (ISO 639-1).

    English has it both ways: False.
    """
    from babel import Locale, UnknownLocaleError

    if language is None or language == "en":
        return False
    try:
        return str(Locale.parse(language).date_formats["short"].pattern).startswith("d")
    except (UnknownLocaleError, ValueError):
        return False
