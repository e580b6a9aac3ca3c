"""The people of an article: their full names, and whom a noun phrase means.

Reads the frame (see ``ingest.quotes.marks``): the article with quotations masked out.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from corpus.names import country_of, fold_name, gender_of, is_courtesy, is_office, surname
from corpus.records import Span
from ingest.quotes.cues import VERBS
from ingest.quotes.kinds import OPENERS, is_demonym, is_people
from ingest.quotes.roles import as_role, described_by, role_before, roles_around, telling_words
from ingest.quotes.runs import NAMES, is_body, last_run, name_runs, parted

_MAIN_END = re.compile(r",\s|\s\(|\s-- |\s?[—–]\s?")
_ADJECTIVES = re.compile(r"(?:[Tt]he|[Aa]n?) [a-z-]+, [\w-]+ \w+$")  # "the tall, quiet senator"
_NAME_NEXT = re.compile(rf", ({NAMES})[,.]")
_DEFINITE = re.compile(r"(?:the|this|that|his|her|their|its)\s", re.IGNORECASE)
# More people than any article of PolNeAR (train) names; keeps work on endless lists of names small.
_MOST_PEOPLE = 300
_ORDINARY = re.compile(
    r"(?:ly|ing|ions?|ments?|ness|ity|ties|ous|al|ive|ful|ed|ern|ic|ics|able|ible|ances?|ences?|rch|ways?|ys)$"
)
_CAPITAL_WITHIN = re.compile(r"(?<=[\w,;] )([A-Z][\w'-]*)(?=( [A-Z])?)")
_AMOUNT = re.compile(
    r"(?i:an?|one|another|some|several|many|most|few|other|both|two|three|four|five|six|\d[\d,.]*) "
)


@dataclass(slots=True)
class Person:
    """Somebody an article names in full."""

    name: str
    roles: list[str] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    """The words of all roles, countries by their name."""
    gender: str | None = None
    count: int = 0
    by_surname: bool = False
    """Whether the article goes on to use the last name alone, as it does for people, not for bodies."""

    @property
    def is_human(self) -> bool:
        """Whether the article shows that this is somebody: by given name, title, office or last name."""
        return bool(self.gender or self.roles or self.by_surname)

    @property
    def role(self) -> str | None:
        """How the article describes the person: the first description of more than one word, else any."""
        return next((role for role in self.roles if " " in role), self.roles[0] if self.roles else None)

    @property
    def speaker(self) -> "Speaker":
        """The person as one who speaks."""
        return Speaker(self.name, self.role, self)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom words are attributed to; ``person`` where the article names one."""

    name: str
    role: str | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the reporter names a person."""

    start: int
    end: int
    person: Person


class People:
    """Who an article names, and which of them a noun phrase means."""

    def __init__(self, text: str, frame: str) -> None:
        self._text = text
        self._frame = frame
        self._people: dict[tuple[str, str], Person] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self._by_first: dict[str, list[Person]] = {}
        self.mentions: list[Mention] = []
        runs = [(run, *parted(frame[run.start : run.end])) for run in name_runs(frame)]
        for run, title, name in runs:
            if len(name.split()) > 1:
                self._add(run, title, name)
        for run, title, name in runs:
            self._mention(run, title, name)

    def named(self, source: Span) -> Speaker:
        """Return whom the noun phrase at ``source`` means, pronouns excepted."""
        phrase = self._text[source.start : source.end].replace("\xa0", " ")
        main = phrase if _ADJECTIVES.match(phrase) else _MAIN_END.split(phrase, maxsplit=1)[0].strip()
        plain = main.replace("’", "'")
        run = last_run(plain)
        if is_office(plain.split()[-1] if plain.split() else ""):
            named = _NAME_NEXT.match(self._frame, source.start + len(main))
            if named and not is_body(named.group(1)):
                return self.named(Span(*named.span(1)))
        if run is None:
            return self._described(plain, main)
        title, name = parted(plain[run.start : run.end])
        if not name:
            person = self._find(plain[run.start : run.end], "")
            return person.speaker if person else self._described(plain, main)
        person = self._find(name, title)
        if person:
            return person.speaker
        if is_body(name):
            return Speaker(bare(main))
        if _is_one_of_many(plain, name.split(" ")[-1]):
            return Speaker(main)
        before = role_before(plain[: run.start], title)
        return Speaker(name, before or None)

    def knows(self, word: str) -> bool:
        """Tell whether ``word`` is a name, not an ordinary word that opens a sentence.

        It bears its capital within a sentence too, and not only before another name ("Northern Ireland").
        """
        lowered = word.casefold()
        if is_people(lowered) or country_of(word):
            return True
        if word in self._within:
            return self._within[word]
        ordinary = _ORDINARY.search(word) or lowered in OPENERS
        return not ordinary and lowered not in self._small

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(word for word in self._frame.split() if word.islower())

    @cached_property
    def _within(self) -> dict[str, bool]:
        """The capitalised words within sentences, and whether one ever stands without a name behind it."""
        alone: dict[str, bool] = {}
        for word, behind in _CAPITAL_WITHIN.findall(self._frame):
            alone[word] = alone.get(word, False) or not behind
        return alone

    def _find(self, name: str, title: str) -> Person | None:
        words = fold_name(name).split()
        if not words:
            return None
        found = self._by_surname.get(surname(name), [])
        if len(words) > 1:
            exact = [p for p in found if fold_name(p.name).split()[0] == words[0]]
            found = exact or [p for p in found if fold_name(p.name).endswith(" ".join(words))]
        elif not found:
            found = self._by_first.get(words[0], [])
            found = found if len(found) == 1 and gender_of(words[0]) else []
        gender = gender_of(title)
        fitting = [p for p in found if not gender or p.gender in (None, gender)] or found
        return max(fitting, key=lambda p: p.count, default=None)

    def _described(self, plain: str, main: str) -> Speaker:
        head = plain.split()[-1].lower() if plain.split() else ""
        if is_office(head) and (_DEFINITE.match(plain) or plain[:1].isupper()):
            person = self._holding(telling_words(plain))
            if person:
                return person.speaker
        return Speaker(main)

    def _holding(self, words: set[str]) -> Person | None:
        """Return the person described by all of ``words`` ("iraq", "foreign", "minister")."""
        fitting = [person for person in self._people.values() if words <= person.described]
        return max(fitting, key=lambda person: person.count, default=None)

    def _add(self, run: Span, title: str, name: str) -> None:
        folded = fold_name(name).split()
        if is_body(name) or not 2 <= len(folded) <= 6 or any(word in VERBS for word in folded[1:-1]):
            return
        last = name.split()[-1]
        if last.isupper() and not name.isupper() and surname(name) == last.casefold():
            return  # "Obama EPA"
        key = (folded[0], surname(name))
        person = self._people.get(key)
        if person is None:
            if len(self._people) >= _MOST_PEOPLE:
                return
            person = self._people[key] = Person(self._original(run, name))
            self._by_surname.setdefault(key[1], []).append(person)
            self._by_first.setdefault(key[0], []).append(person)
        elif len(name) > len(person.name):
            person.name = self._original(run, name)
        self._describe(person, run, title)

    def _original(self, run: Span, name: str) -> str:
        """Return ``name`` with the article's own apostrophes."""
        return self._text[run.end - len(name) : run.end].replace("\xa0", " ")

    def _describe(self, person: Person, run: Span, title: str) -> None:
        before, after = roles_around(self._frame, run, title)
        for role in map(as_role, (before, after)):
            if role and role not in person.roles:
                person.roles.append(role)
                person.described |= described_by(role)
        told = " ".join(word for word in (title or before).split() if is_office(word) or is_courtesy(word))
        person.gender = person.gender or gender_of(told) or gender_of(person.name.split()[0])

    def _mention(self, run: Span, title: str, name: str) -> None:
        person = self._find(name, title) if name and not is_body(name) else None
        if person:
            person.count += 1
            person.by_surname = person.by_surname or surname(name) == fold_name(name)
            gender = gender_of(title) if title else None
            person.gender = person.gender or gender
            self.mentions.append(Mention(run.start, run.end, person))


def bare(body: str) -> str:
    """Return a body's name without its article, which stays in "the nearby Dam Office"."""
    name = body.removeprefix("the ").removeprefix("The ")
    return name if name[:1].isupper() else body


def _is_one_of_many(phrase: str, last: str) -> bool:
    """Tell whether ``phrase``, ending with ``last``, names nobody: "one Israeli", "many Texans"."""
    amount = _AMOUNT.match(phrase)
    if amount:
        several = last.endswith("s") and amount.group().lower() not in ("a ", "an ", "one ", "another ")
        return several or bool(country_of(last)) or is_people(last.casefold())
    return phrase[:4].lower() == "the " and is_demonym(last)
