"""Whose words a reporting word gives: the noun phrase beside it, and whom that means at this place.

Walks along with the reader of an article: "he" is whom the sentences before were about, "the statement" is
whoever made it.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from corpus.names import gender_of, is_courtesy, is_office
from corpus.records import Span
from ingest.quotes.cues import VERBS, Cue
from ingest.quotes.kinds import DOCUMENTS, is_document, is_people
from ingest.quotes.marks import MASK
from ingest.quotes.persons import Mention, Person, Speaker
from ingest.quotes.phrases import LEADS_ELSEWHERE
from ingest.quotes.plausible import head_of, is_somebody, may_speak, trimmed
from ingest.quotes.runs import NAME
from ingest.quotes.speakers import People, bare
from ingest.quotes.subjects import AUXILIARY, antecedent, subject_after, subject_before, subject_of

_AND = re.compile(r"\b(?:and|but|then)(?:\s(?:also|then|later|has|have|had|further|even|[a-z]+ly))*\s+$")
_SUBJECT_ENDS = re.compile(r"(?: (?:close|familiar|briefed|involved) [^,.;:]+)?(?=[,.]|$)")
_BEING = re.compile(r"\b(?:is|are|was|were|been|be)(?: [a-z]+ly| now| also| still)? $")
_OWNER = re.compile(rf"(?:[Tt]he )?({NAME})'s? ")
_AUTHOR = re.compile(rf"(?: from| by) ((?:the )?(?:[a-z]+ ){{0,3}}{NAME})$")
_NAMED_FOR = re.compile(rf"(?:(?:[Aa]n?|[Tt]he) )?(?:[a-z-]+ ){{0,2}}({NAME}) [a-z]")
_MADE = re.compile(
    r"\b(?:in|on|via|by|issued|released) (?:an?|the|his|her|its|their) (?:[\w-]+ ){0,3}?"
    rf"({'|'.join(sorted(DOCUMENTS))})\b"
)
_LEADING = re.compile(
    r"^(?:(?:[Ee]ven|[Jj]ust|[Oo]nly|[Ww]hich|[Bb]ut|[Aa]nd|[Ss]omething(?= the )|"
    r"[Aa]n? (?:[A-Z][a-z]+ )?(?:19|20)\d\d(?= [A-Z])|"
    r"(?:[Tt]his|[Ll]ast|[Ee]arlier this|[Ll]ater this) "
    r"(?:week|month|year|spring|summer|fall|autumn|winter)) )+"
)
# "Centers for Disease Control and Prevention": a name that its first noun does not end.
_BODY = re.compile(
    r"(?:[Tt]he )?(?:[A-Z][\w.'-]+ ){0,4}(?:Centers?|Committee|Institute|Campaign|Council|Coalition|"
    r"Foundation|Association|Alliance|Office|Americans|Citizens|Department|Federation) "
    rf"(?:for|on|to|of|against) (?!\w+day\b)(?:the )?{NAME}(?: and {NAME})?"
)
# How many reporting words back "the statement" may have been made.
_MEMORY = 12
# How many characters back the article named who made "the report" (train: more finds nothing).
_NEARBY = 400
# One of these may be a "they".
_THEY = frozenset("spokesperson official source person employee staffer aide representative user".split())
_LEADS_UP = re.compile(r"\b(?:before|as|when|while|since|after|if|although|though|because) $", re.I)
_SAID = frozenset("said says wrote writes asked tweeted".split())
_ANSWERS = frozenset("answered replied responded retorted answers replies responds countered".split())


class Voices:
    """Finds the speakers of one article, sentence by sentence."""

    def __init__(self, text: str, frame: str) -> None:
        self._text = text
        self._frame = frame
        self._people = People(text, frame)
        self._starts = [mention.start for mention in self._people.mentions]
        self._focus: dict[str, Speaker] = {}
        self._last: Speaker | None = None
        self._made: dict[str, Speaker] = {}
        """Who made a document that the article named by its maker, by its kind: "poll"."""
        self._heard: deque[tuple[Speaker, Span]] = deque(maxlen=_MEMORY)
        self._asked: Person | None = None
        """Who asked a question earlier in this sentence, and so is not the one that answers it."""

    def named(self, source: Span) -> Speaker | None:
        """Return whom the noun phrase at ``source`` means, unless it cannot speak."""
        body = _BODY.match(self._frame, source.start)
        if body and body.end() >= source.end:
            return Speaker(bare(self._text[source.start : body.end()]))
        speaker = self._people.named(source)
        if speaker.person:
            return speaker if may_speak(speaker.name, person=speaker.person.is_human) else None
        name = trimmed(_LEADING.sub("", speaker.name))
        speaker = speaker if name == speaker.name else replace(speaker, name=name)
        if " " in name:
            return speaker if may_speak(name) else None
        opens = self._opens(source) and self._frame.startswith(name, source.start)
        if name[:1].isupper() and not opens and is_office(name) and not is_people(name.casefold()):
            return None if is_courtesy(name) or name.endswith(".") else speaker  # "said Baron"
        return speaker if may_speak(name) and (not opens or self._people.knows(name)) else None

    def _opens(self, source: Span) -> bool:
        """Tell whether a capital at ``source`` may be due to its place at the start of a sentence."""
        before = self._frame[max(0, source.start - 2) : source.start]
        return not before.strip() or before[-1] == "\n" or before[0] in ".!?:"

    def source(self, cue: Cue, span: Span) -> Span | None:
        """Return the noun phrase that speaks; none where the verb shares an earlier verb's subject."""
        frame = self._frame
        if cue.verb.form == "phrase":
            return subject_after(frame, cue.end, span.end)
        before = frame[span.start : cue.start].rstrip(" ,.\n")
        if cue.verb.form == "ing" and not _BEING.search(frame, max(span.start, cue.start - 24), cue.start):
            return None
        bare_verb = before
        if any(pronoun in before[-32:] for pronoun in (" who ", " which ", " that ")):
            auxiliary = AUXILIARY.search(before, max(0, len(before) - 24))
            bare_verb = before[: auxiliary.start()] if auxiliary else before  # "who has also"
        if bare_verb.endswith((" who", " which", " that")):
            return antecedent(frame, span.start, span.start + bare_verb.rindex(" "))
        if (not before or self._inverts(cue)) and (
            cue.verb.family != "tell" or cue.word in ("asked", "asks")
        ):
            after = subject_after(frame, cue.end, span.end, several=cue.word.lower() in VERBS)
            if after:
                return after
        if cue.word in ("said", "says") and MASK not in before and frame.endswith(", ", 0, cue.start):
            after = subject_after(frame, cue.end, span.end)
            ends = _SUBJECT_ENDS.match(frame, after.end, span.end) if after else None
            if after and ends and not self._is_title(after):
                return Span(after.start, ends.end())
        if _AND.search(frame, max(span.start, cue.start - 24), cue.start):
            return None
        return subject_before(frame, span.start, cue.start)

    def _inverts(self, cue: Cue) -> bool:
        """Tell whether a cue stands right behind a quotation that its speaker may follow.

        Not in "the plan, in his words “a mistake” recalled an old one".
        """
        close = len(self._frame[: cue.start].rstrip(" ,.\n"))
        if self._frame[close - 1 : close] in ("”", '"') and self._frame.endswith(" ", 0, cue.start):
            return True  # its opening mark is missing
        if self._frame[close - 1 : close] != MASK:
            return False
        marked = self._text[max(0, close - 3) : cue.start].strip("\"“”'’»«` \n")
        return cue.word in _SAID or not marked[-1:].isalnum()

    def _is_title(self, source: Span) -> bool:
        word = self._frame[source.start : source.end].split()[-1]
        return is_courtesy(word) or is_office(f"{word}.") or is_courtesy(f"{word}.")

    def subject(self, span: Span, cue: Cue) -> Speaker | None:
        """Return the subject of the sentence that ``cue`` stands in."""
        if cue.start == span.start:
            return self._last if cue.verb.form == "ing" else None
        subject = subject_of(self._frame, span.start, cue.start)
        return self.meant(subject, span) if subject else None

    def is_aside(self, cue: Cue, span: Span) -> bool:
        """Tell whether a cue stands in a clause that only leads up to its sentence ("As Lee said, ...")."""
        return (
            bool(LEADS_ELSEWHERE.match(self._frame, span.start))
            and self._frame.find(", ", span.start, cue.start) < 0
        )

    def meant(self, source: Span, span: Span, cue: Cue | None = None) -> Speaker | None:
        """Return whom the noun phrase or pronoun at ``source`` means in the sentence at ``span``."""
        phrase = self._frame[source.start : source.end].strip()
        lowered = phrase.lower()
        if lowered in ("he", "she"):
            return self._pronoun(lowered, source.start, span, cue)
        if lowered in ("they", "it"):
            last = self._last
            if last is None or last.person:
                return None
            either = lowered == "they" and head_of(last.name).casefold() in _THEY
            return last if either or not is_somebody(last.name) else None
        if lowered in ("i", "we", "you"):
            return None
        if is_document(head_of(phrase)):
            return self._author(phrase, source)
        return self.named(source)

    def _author(self, phrase: str, source: Span) -> Speaker | None:
        """Return who wrote a document: its owner ("Lee's letter"), or who spoke last "in a letter"."""
        words = phrase.split()
        if len(words) == 2 and words[0].lower() in ("the", "this", "that", "his", "her", "its", "their"):
            return self._made.get(words[1]) or self._maker(words[1], source.start)
        found = _OWNER.match(phrase) or _AUTHOR.search(phrase) or _NAMED_FOR.match(phrase)
        if not found:
            return None
        start, end = found.span(1)
        author = self.named(Span(source.start + start, source.start + end))
        if author:
            self._made[head_of(phrase)] = author
        return author

    def _maker(self, document: str, at: int) -> Speaker | None:
        """Return who spoke "in a statement" lately, for "statement"."""
        for speaker, span in reversed(self._heard):
            if document == "tweet" and " tweeted " in self._frame[span.start : span.end]:
                return speaker
            if any(made.group(1) == document for made in _MADE.finditer(self._frame, span.start, span.end)):
                return speaker
        named = [
            *re.finditer(
                rf"\b{document} (?:by|from) (?:the )?({NAME})", self._frame[max(0, at - _NEARBY) : at]
            )
        ]
        if named:
            shift = max(0, at - _NEARBY)
            return self.named(Span(named[-1].start(1) + shift, named[-1].end(1) + shift))
        return None

    def _pronoun(self, pronoun: str, at: int, span: Span, cue: Cue | None) -> Speaker | None:
        other = self._asked if cue and cue.word in _ANSWERS else None
        for mention in self._mentions(span.start, at):
            found = mention.person
            if found is not other and found.is_human and found.gender in (None, pronoun):
                return found.speaker
        ahead = self._ahead(pronoun, at, span)
        if ahead:
            return ahead
        speaker = self._focus.get(pronoun)
        return None if speaker and other and speaker.person is other else speaker

    def _ahead(self, pronoun: str, at: int, span: Span) -> Speaker | None:
        """Return whom a pronoun means whose clause leads up to a name: "Before she left, Ann Lee said"."""
        if not _LEADS_UP.search(self._frame, max(span.start, at - 12), at):
            return None
        comma = self._frame.find(", ", at, span.end)
        for mention in self._mentions(comma, comma + 8) if comma > 0 else ():
            person = mention.person
            if person.is_human and person.gender in (None, pronoun):
                return person.speaker
        return None

    def _mentions(self, start: int, end: int) -> Iterator[Mention]:
        for at in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            yield self._people.mentions[at]

    def _in_order(self, span: Span, main: Speaker | None) -> list[Mention]:
        """Return the mentions of a sentence, its subject first ("Asked about Mr. Lee, Mr. Ray frowned")."""
        found = list(self._mentions(span.start, span.end))
        if main or len(found) < 2:
            return found
        leads = LEADS_ELSEWHERE.match(self._frame, span.start)
        subject = subject_of(self._frame, span.start, span.end) if leads else None
        return sorted(
            found,
            key=lambda mention: (
                not (subject and mention.start < subject.end and subject.start < mention.end),
                self._frame.startswith("'s", mention.end),
            ),
        )

    def heard(self, speaker: Speaker, cue: Cue, span: Span) -> None:
        """Remember that ``speaker`` spoke in the sentence at ``span``."""
        self._last = speaker
        self._heard.append((speaker, span))
        self._asked = speaker.person if cue.word in ("asked", "asks", "pressed") else None

    def turn(self, span: Span, main: Speaker | None) -> None:
        """Leave a sentence: remember whom "he" or "she" will mean, who spoke or is named first in it."""
        self._asked = None
        meant: dict[str, Speaker] = {}
        if main and (main.person.is_human if main.person else is_somebody(main.name)):
            gender = main.person.gender if main.person else gender_of(main.name)
            meant = dict.fromkeys((gender,) if gender else ("he", "she"), main)
        for mention in self._in_order(span, main):
            person = mention.person
            if person.gender:
                meant.setdefault(person.gender, person.speaker)
            elif person.roles:
                meant = {"he": person.speaker, "she": person.speaker} | meant
        self._focus |= meant
