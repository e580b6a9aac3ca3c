"""Month names in the languages of the news, as Unicode's locale data (by Babel) has them."""

from functools import cache

# Left out are languages in which a name means another month than in these: "listopad" is November in Warsaw
# and in Prague, and October in Zagreb.
_LANGUAGES = (
    *("en", "de", "de_AT", "fr", "es", "pt", "it", "nl", "ca", "ro", "sv", "da", "nb", "fi"),
    *("pl", "cs", "hu", "ru", "uk", "el", "tr", "id", "ar", "fa", "hi", "vi"),
)
_WIDTHS = ("wide", "abbreviated")
_SHORTEST = 3  # letters; a shorter name is a common word of some language


@cache
def month_names() -> dict[str, int]:
    """Return the number (1 to 12) of each month name, case-folded and without a closing full stop.

    A name that means two months in two of the languages is not there.
    """
    from babel import Locale

    found: dict[str, int] = {}
    for months in (Locale.parse(language).months for language in _LANGUAGES):
        names = [months[context][width] for context in ("format", "stand-alone") for width in _WIDTHS]
        for number, name in (item for each in names for item in each.items()):
            folded = " ".join(name.casefold().rstrip(".").split())
            if len(folded) >= _SHORTEST and found.setdefault(folded, number) != number:
                found[folded] = 0
    return {name: number for name, number in found.items() if number}


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
