"""The people of an article: their full names, and whom a noun phrase means.

Reads the frame (see ``ingest.quotes.marks``): the article with quotations masked out.
"""

import re
from bisect import bisect_left
from functools import cached_property

from corpus.names import country_of, fold_name, gender_of, is_courtesy, is_office, surname, word_set
from corpus.records import Span
from ingest.quotes.cues import VERBS
from ingest.quotes.kinds import OPENERS, is_demonym, is_people
from ingest.quotes.persons import Mention, Person, Speaker
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
_OF_OTHERS = re.compile(r" ([a-z]+)\b")
# Titles behind which a single name is a person's.
_TITLES = word_set(
    """
    mr mrs ms miss dr sen rep gov sir lady judge justice pope pastor president minister secretary senator
    governor congressman congresswoman representative mayor chancellor gen general col colonel lt capt
    captain sgt maj chairman chairwoman prof professor officer sheriff prince princess
    """
)
_AMOUNT = re.compile(
    r"(?i:an?|one|another|some|several|many|most|few|other|both|two|three|four|five|six|\d[\d,.]*) "
)


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
            if title and " " not in name and not self._find(name, title):
                self._add_titled(run, title, name)
        for _, title, name in runs:
            if title or " " in name:
                self._count(title, name)
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
            return self._described(plain, main, source.start)
        title, name = parted(plain[run.start : run.end])
        if not name:
            person = self._find(plain[run.start : run.end], "")
            return person.speaker if person else self._described(plain, main, source.start)
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
        fitting = [p for p in found if not gender or p.gender in (None, gender)]
        if len(words) > 1:
            fitting = fitting or found
        elif title == "President":  # not "first lady Ann Lee"
            fitting = [p for p in fitting if p.gender != "she" or "president" in p.described]
        return max(fitting, key=lambda p: p.count, default=None)

    def _described(self, plain: str, main: str, at: int) -> Speaker:
        head = plain.split()[-1].lower() if plain.split() else ""
        if is_office(head) and (_DEFINITE.match(plain) or plain[:1].isupper()):
            person = self._holding(telling_words(plain))
            if person and not self._is_foreign(person, plain, at):
                return person.speaker
        return Speaker(main)

    def _is_foreign(self, person: Person, phrase: str, at: int) -> bool:
        """Tell whether "the president", without a country, at ``at`` need not be one described by a country.

        It is where the article has spoken of that person last.
        """
        if "president" not in phrase or not any(map(country_of, person.role.split() if person.role else ())):
            return False
        before = bisect_left(self.mentions, at, key=lambda mention: mention.start)
        last = self.mentions[before - 1].person if before else None
        return not any(map(country_of, phrase.split())) and last is not person

    def _holding(self, words: set[str]) -> Person | None:
        """Return the person described by all of ``words`` ("iraq", "foreign", "minister")."""
        fitting = [
            person for person in self._people.values() if " " in person.name and words <= person.described
        ]
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

    def _add_titled(self, run: Span, title: str, name: str) -> None:
        """Add whom the article names by title and last name alone ("Mr. Lee")."""
        last = title.split()[-1].rstrip(".").casefold()
        known = is_people(name.casefold()) or country_of(name) or is_office(name) or is_body(name)
        if last not in _TITLES or known or not name[1:].islower() or len(self._people) >= _MOST_PEOPLE:
            return
        key = (f"{gender_of(title) or 'president'} ", surname(name))
        if key not in self._people:
            person = self._people[key] = Person(self._original(run, name))
            self._by_surname.setdefault(key[1], []).append(person)
        self._describe(self._people[key], run, title)

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

    def _count(self, title: str, name: str) -> None:
        person = self._find(name, title) if name and not is_body(name) else None
        if person:
            person.count += 1

    def _mention(self, run: Span, title: str, name: str) -> None:
        person = self._find(name, title) if name and not is_body(name) else None
        if person:
            if not title and " " not in name:
                person.count += 1
            person.by_surname = person.by_surname or surname(name) == fold_name(name)
            gender = gender_of(title) if title else None
            person.gender = person.gender or gender
            of_others = _OF_OTHERS.match(self._frame, run.end)
            if not (of_others and is_people(of_others.group(1))):  # "the Lee campaign" is not Lee
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
