"""What a question cannot do without, its names and its year, and whether an article has them.

A passage may resemble a question in everything but the matter itself: an earthquake in Nepal is near to one
in Turkey. So the whole article and its headline are looked through, for names in all their forms: a country
by its adjective or capital, a person by the last name, a body by its initials.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from assistant.question import Question
from assistant.sentences import Matter
from corpus import Corpus
from corpus.names import countries_in, country_of, gender_of, is_office
from corpus.reading import Search
from corpus.records import Hit, Span

# What an article loses that never has the question's rarest name (times how rare it is, 1 being in no
# article), or its year. Chosen with the bounds in abstention.py.
_NAME, _YEAR = 4.0, 2.4
_YEAR_NAMED = re.compile(r"\b(?:19|20)\d\d\b")
_OF_TIME = re.compile(
    r"(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October|Jan|Feb|Aug|Sept|Oct|"
    r"Nov|Dec|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Christmas|Easter)\.?"
)
_OWNER = re.compile(r"(?<=\w)['’]s\s+")  # "Tammy Bird's Facebook" are two names
_OPENING = re.compile(r"(?:^|[.?!:]\s+)[“\"'‘]?$")  # a capital after it need not be a name's
_OWNS = re.compile(r"\w*['’]")
_SUFFIX = re.compile(r",? (?:Jr|Sr|I{2,3}|IV)\.?$")
_INITIALS = re.compile(r"[A-Z]{2,6}")
_BETWEEN = r"\w+(?:\s(?:of|the|for|and|on|in))*[\s-]"  # within what initials stand for
_LONG = 5  # letters: a stem so long is known without its last letter, with whatever ending


@dataclass(frozen=True, slots=True)
class Lack:
    """How much an article loses by what it lacks of a question, and the name or year that it lacks most."""

    loss: float
    named: str | None


def lack_of(corpus: Corpus, search: Search, matter: Matter, hit: Hit) -> Lack:
    """Return what the article of a hit, text and headline, lacks of what a question cannot do without."""
    article = hit.article
    text = f"{article.title}\n{corpus.catalogue.texts([article.id]).get(article.id, '')}"
    (stems,) = search.stems([text])
    in_no_article = max(search.rarity([""]).values())
    name, rare = _rarest_lacking(search, list(telling_names(matter.question)), text, stems)
    by_name = _NAME * rare / in_no_article
    year = _year_lacking(matter.question.text, text, article.published)
    return Lack(by_name + _YEAR * (year is not None), year if year and by_name < _YEAR else name)


def telling_names(question: Question) -> Iterator[str]:
    """Yield the names of a question that tell its matter, without offices; no outlet that is its source.

    A single word that opens a sentence is none, unless it is a country, initials, or owns something.
    """
    source = question.outlet.words if question.outlet else Span(0, 0)
    for found in question.names:
        for name in _OWNER.split(found):
            place = re.search(rf"(?<![\w’']){re.escape(name)}(?!\w)", question.text, re.IGNORECASE)
            if place is None or source.start <= place.start() < source.end:
                continue
            words = name.split()
            known = country_of(name) or gender_of(words[0]) or _INITIALS.fullmatch(words[0])
            if not known and _OPENING.search(question.text[: place.start()]):
                owns = _OWNS.match(question.text, place.end())
                words = words if len(words) == 1 and owns else words[1:]
            while words and (is_office(words[0]) or is_of_time(words[0])):
                words = words[1:]
            if words:
                yield " ".join(words)


def is_of_time(name: str) -> bool:
    """Tell whether a name, by its first word, is that of a month, a weekday or a feast."""
    return _OF_TIME.fullmatch(name.removeprefix("the ").partition(" ")[0]) is not None


def _rarest_lacking(
    search: Search, names: Sequence[str], text: str, stems: Set[str]
) -> tuple[str | None, float]:
    """Return the rarest of the names that an article lacks, and how rare it is; or None and 0."""
    lacking: list[tuple[float, str]] = []
    for name in names:
        words = [word for word in search.terms(_SUFFIX.sub("", name)) if len(word) > 1]
        if gender_of(name.split()[0]):
            words = words[-1:]  # a person goes by the last name
        if words:
            rare, word = max((rare, word) for word, rare in search.rarity(words).items())
            if not _has(name, word, text, stems):
                lacking.append((rare, name))
    rare, name = max(lacking, default=(0.0, ""))
    return name or None, rare


def _has(name: str, word: str, text: str, stems: Set[str]) -> bool:
    """Tell whether an article has a name, of which ``word`` is the stemmed word that tells most."""
    if word in stems:
        return True
    if country := country_of(name):
        return country in countries_in(text)
    if _INITIALS.fullmatch(name):
        return bool(re.search(rf"\b{_BETWEEN.join(name)}", text))
    initials = "".join(part[0] for part in name.split() if part[0].isupper())
    if _INITIALS.fullmatch(initials) and re.search(rf"\b{initials}s?\b", text):
        return True
    return len(word) >= _LONG and any(other.startswith(word[:-1]) for other in stems)


def _year_lacking(question: str, text: str, published: date | None) -> str | None:
    """Return a year of the question that an article was not published in and does not name, if any."""
    if published is None:
        return None
    years = _YEAR_NAMED.findall(question)
    return next((one for one in years if int(one) != published.year and one not in text), None)
