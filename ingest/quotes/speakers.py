"""The people of an article: their full names, how the article describes them, and who "he" is.

Reads the frame (see ``ingest.quotes.cues``): the article with quotations masked out.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from corpus.names import country_of, fold_name, gender_of, is_courtesy, is_office, surname, word_set
from corpus.records import Span
from ingest.quotes.cues import VERBS
from ingest.quotes.plausible import OPENERS, is_demonym, is_people
from ingest.quotes.runs import is_body, last_run, name_runs, parted
from ingest.quotes.subjects import NAMES
from ingest.quotes.verbs import ALWAYS_FINITE

_WORD = re.compile(r"[^\W_][\w.'-]*")
_ROLE_BEFORE = re.compile(r"(?:(?<=\s)|^)(?:[\w'/-]+ ){1,6}$")
_ROLE_AFTER = re.compile(
    r", ((?:an? |the |one of |now |then )?[\w.'/&-]+(?: [\w.'/&-]+){0,13}?)(?=[,;\n]|\.?$|\.\s| who | and )"
)
_ROLE_STOPS = word_set(
    """
    the a an and or but when while as with by from to that of for in on at said told says is was were
    are his her its their our my against about than like if because where which who before after
    including between into over under since until among why what whose
    """
)
_WITHIN = re.compile(r" (?:of|in|to|for|with|by|at|and|from|under|over|near) ")
_VERB_FORM = re.compile(r"[a-z]+(?:ed|ing)$")
_BEING = word_set("is are was were")
_TIMES = word_set("former first now then longtime long since twice once most few several two three")
_MAIN_END = re.compile(r",\s|\s\(|\s-- |\s?[—–]\s?")
_ADJECTIVES = re.compile(r"(?:[Tt]he|[Aa]n?) [a-z-]+, [\w-]+ \w+$")  # "the tall, quiet senator"
_NAME_NEXT = re.compile(rf", ({NAMES})[,.]")
_DEFINITE = re.compile(r"(?:the|this|that|his|her|their|its)\s", re.IGNORECASE)
# What follows a name after a comma and describes nobody: "who called on ...", "told Norway's minister".
_CLAUSE = re.compile(
    r"(?:who|whom|whose|which|that|when|where|while|told|tells|said|says|wrote|has|had|have|was|is|were|are|will|"
    r"would|could|may|[a-z]+ed (?:the|an?|that|his|her|its|their|[A-Z]))\b"
)
_ROLE_ARTICLE = re.compile(r"^(?:the|an?|now|then) ")
# More people than any article of PolNeAR (train) names; keeps work on endless lists of names small.
_MOST_PEOPLE = 300
_ORDINARY = re.compile(
    r"(?:ly|ing|ions?|ments?|ness|ity|ties|ous|al|ive|ful|ed|ern|ic|ics|able|ible|ances?|ences?|rch|ways?|ys)$"
)
_CAPITAL_WITHIN = re.compile(r"(?<=[\w,;] )([A-Z][\w'-]*)(?=( [A-Z])?)")
_AMOUNT = re.compile(
    r"(?i:an?|one|another|some|several|many|most|few|other|both|two|three|four|five|six|\d[\d,.]*) "
)
_COUNTRY_FORM = re.compile(r"'s?$")


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
        before = _role_before(plain[: run.start], title)
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
            person = self._holding(_description(plain) - _ROLE_STOPS)
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
        head = self._frame[max(0, run.start - 80) : run.start]
        joined = head.endswith(", ") and (not title or is_office(head.split()[-1].rstrip(",")))
        if joined and self._frame[run.end : run.end + 1] == ",":
            head = f"{head[:-2]} "  # "Iceland's president, Einar Voss, told"
        before = _role_before(head, title)
        after = _ROLE_AFTER.match(self._frame, run.end, run.end + 160)
        for role in (before, after.group(1).rstrip(". ") if after else ""):
            bare = _ROLE_ARTICLE.sub("", role)
            is_role = any(is_office(word.strip(".,")) for word in bare.split()) and not _CLAUSE.match(bare)
            if is_role and bare not in person.roles and not _names_another(bare):
                person.roles.append(bare)
                person.described |= _description(bare)
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


def _role_before(text: str, title: str) -> str:
    words: list[str] = []
    match = _ROLE_BEFORE.search(text)
    for word in reversed(match.group().split() if match else []):
        if word.lower() in _ROLE_STOPS or not word[0].isalnum():
            break
        told = VERBS.get(word)
        if word in ALWAYS_FINITE or (told and told.form in ("past", "s")):
            words = _behind_verb(word, words)
            break
        words.insert(0, word)
    role = " ".join([*_without_verb(words), *title.split()])
    offices = [word for word in role.split() if is_office(word) and not is_courtesy(word)]
    if not offices:
        return ""
    last = role.split()[-1]
    return role if is_office(last) or title else ""


def _names_another(role: str) -> bool:
    """Tell whether what seemed a role is the next in a list: "Ann Lee, former Senator Bob Ray, ..."."""
    run = last_run(role) if role.rpartition(" ")[2][:1].isupper() else None
    if run is None or _WITHIN.search(role[: run.start]):
        return False
    first, *rest = parted(role[run.start : run.end])[1].split(" ")
    return bool(rest and gender_of(first)) and not is_body(" ".join(rest)) and not is_office(rest[-1])


def _behind_verb(verb: str, words: list[str]) -> list[str]:
    """Return what follows a finite verb without what still belongs to it: "has recently met", "will be"."""
    at = 0
    while at < len(words) and (words[at].endswith("ly") or words[at] in ("be", "been", "also")):
        at += 1
    rest = words[at:]
    takes_verb = verb in ALWAYS_FINITE and verb not in _BEING
    if rest and rest[0].islower() and (_VERB_FORM.match(rest[0]) or (takes_verb and not _noun(rest[0]))):
        return rest[1:]
    return rest


def _noun(word: str) -> bool:
    return word in _TIMES or is_office(word) or is_people(word)


def _without_verb(words: list[str]) -> list[str]:
    """Return the words behind a verb, if any: "unrest prompted" in "unrest prompted British minister"."""
    for at in range(len(words) - 1, 0, -1):
        before, word = words[at - 1], words[at]
        told = word.endswith("ed") and word.islower() and not before.endswith("ly") and before not in _TIMES
        if "-" not in word and (told or (word.endswith("ing") and before.endswith("s"))):
            return words[at + 1 :]
    return words


def _description(words: str) -> set[str]:
    bare = (_COUNTRY_FORM.sub("", word) for word in _WORD.findall(words))
    return {(country_of(word) or word).casefold() for word in bare}
