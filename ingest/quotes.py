"""Who said what: the direct quotations and reported statements of an article, with their speakers.

Rules, no model. Quotation marks are paired and masked out (``marks``); in what is left, the reporter's own
words, reporting verbs are found (``cues``), then the noun phrase that speaks (``subjects``) and whom in the
article it means (``speakers``). Here the two meet: which quotation or clause belongs to which verb, and
which quotations go on from the one before.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from corpus.records import Quote, Span
from corpus.sentences import paragraphs
from ingest.cues import Cue, cues
from ingest.marks import MASK, Run, framed, quoted
from ingest.speakers import Mention, People, Person, Speaker
from ingest.statements import clause, introduces, sentence_spans
from ingest.subjects import NAME, antecedent, has_verb, subject_after, subject_before, subject_of

# More reporting words than any sentence of PolNeAR (train) holds; keeps work on endless lines small.
_MOST_CUES = 24
# Free-standing quotations of fewer words are mostly titles and scare quotes (train).
_SHORTEST_FREE = 4
_GAP = re.compile(r"[\s,.;—–-]*(?:(?:as|And|and|But|but|then)\s+)?$")
_AND = re.compile(r"\b(?:and|but|then)(?:\s(?:also|then|later|has|have|had|further|even|[a-z]+ly))*\s+$")
_LABEL = re.compile(rf"(?:^|(?<=[.!?\n] )|(?<=\n)|[-–—] (?:More from )?)({NAME})$")


# A name after a dash: on a line of its own below a quotation, or right behind it.
_SIGNATURE = re.compile(rf"\s*[-–—―]{{1,2}} ?({NAME})(?=[,.( \n{MASK}]|$)")
_LONGEST_SIGNATURE = 120


class _Report(NamedTuple):
    """A reporting word with its speaker; ``first`` to ``last`` hold both, ``later`` cues follow."""

    cue: Cue
    speaker: Speaker
    first: int
    last: int
    later: list[Cue]


@dataclass(slots=True)
class _Found:
    """A quote in the making. ``end`` is where the sentence that attributes it ends."""

    spans: list[Span]
    speaker: Speaker | None
    cue: str | None
    direct: bool
    end: int


class _Place(NamedTuple):
    """A sentence and the number of its paragraph."""

    span: Span
    number: int


def find_quotes(text: str) -> list[Quote]:
    """Return the direct and reported quotes of an article, in the order of their first words."""
    blocks = paragraphs(text)
    runs = [quoted(text, block) for block in blocks]
    frame = framed(text, (run for group in runs for run in group))
    reader = _Reader(text, frame)
    for number, block in enumerate(blocks):
        reader.read(number, block, runs[number])
    return sorted((_finished(quote) for quote in reader.found), key=lambda quote: quote.spans[0].start)


def _finished(quote: _Found) -> Quote:
    spans = tuple(sorted(quote.spans, key=lambda span: span.start))
    if quote.speaker is None:
        return Quote(spans, None, quote.cue, quote.direct)
    return Quote(spans, quote.speaker.name, quote.cue, quote.direct, quote.speaker.role)


class _Reader:
    """Walks through the sentences of an article; remembers who spoke last and whom it is about."""

    def __init__(self, text: str, frame: str) -> None:
        self.found: list[_Found] = []
        self._text = text
        self._frame = frame
        self._people = People(text, frame)
        self._starts = [mention.start for mention in self._people.mentions]
        self._focus: dict[str, Person] = {}
        self._last: _Found | None = None
        self._last_number = -9
        self._announced: tuple[Speaker, str] | None = None
        """Who spoke in the sentence before without saying anything there ("said in a statement:")."""

    def read(self, number: int, block: Span, runs: list[Run]) -> None:
        """Read one paragraph."""
        below = _SIGNATURE.match(self._frame, block.start, block.end)
        if below and block.end - block.start < _LONGEST_SIGNATURE and self._sign(below, number):
            return
        at = 0
        for span in sentence_spans(self._text, self._frame, block, runs):
            first = at
            while at < len(runs) and runs[at].start < span.end:
                at += 1
            place = _Place(span, number)
            announced, self._announced = self._announced, None
            for run in self._sentence(place, runs[first:at]):
                self._free(run, place, announced)
                announced = None

    def _sign(self, signature: re.Match[str], number: int) -> bool:
        """Give a quotation that nobody was named for to the name under it ("— Ann Lee")."""
        last = self._last
        if last is None or not last.direct or last.cue or number - self._last_number > 1:
            return False
        last.speaker, last.cue = self._people.named(Span(*signature.span(1))), "―"
        self._last = None
        return True

    def _sentence(self, place: _Place, runs: list[Run]) -> list[Run]:
        """Attribute what one sentence reports; return its quotations that found no speaker."""
        left = list(runs)
        main: Speaker | None = None
        words = cues(self._frame, place.span.start, place.span.end)[:_MOST_CUES]
        for order, cue in enumerate(words):
            source = self._source(cue, place.span)
            speaker = self._speaker(source, place.span) if source else main or self._subject(place.span, cue)
            if speaker is None:
                continue
            main = main or speaker
            first, last = (min(cue.start, source.start), max(cue.end, source.end)) if source else cue[:2]
            self._attribute(_Report(cue, speaker, first, last, words[order + 1 :]), place, left)
        self._after_colon(main, place, left)
        self._refocus(place.span, main)
        return left

    def _after_colon(self, main: Speaker | None, place: _Place, left: list[Run]) -> None:
        """Give a quotation after a colon to the subject of its sentence ("Lee was blunt: “No.”")."""
        start, end = place.span.start, left[0].start if left else place.span.end
        before = self._frame[start:end].rstrip()
        if not before.endswith(":") or MASK in before or self._announced:
            return
        speaker = main or self._before_colon(place.span, start + len(before) - 1)
        if speaker and left:
            run = left.pop(0)
            self._add(_Found([run.inner], speaker, ":", True, place.span.end), place)
        elif speaker:
            self._announced = (speaker, ":")

    def _before_colon(self, span: Span, colon: int) -> Speaker | None:
        label = _LABEL.search(self._frame, span.start, colon)
        if label:
            return self._people.named(Span(*label.span(1)))
        subject = subject_of(self._frame, span.start, colon)
        speaker = self._speaker(subject, span) if subject else None
        return speaker if speaker and speaker.person else None

    # ---- who speaks ----

    def _source(self, cue: Cue, span: Span) -> Span | None:
        """Return the noun phrase that speaks; none where the verb shares an earlier verb's subject."""
        frame = self._frame
        if cue.verb.form == "phrase":
            return subject_after(frame, cue.end, span.end)
        if cue.verb.form == "ing":
            return None
        before = frame[span.start : cue.start].rstrip(" ,.\n")
        if before.endswith((" who", " which", " that")):
            return antecedent(frame, span.start, span.start + before.rindex(" "))
        if (not before or before.endswith(MASK)) and (cue.verb.family != "tell" or cue.word == "asked"):
            after = subject_after(frame, cue.end, span.end)
            if after:
                return after
        if (
            cue.word in ("said", "says")
            and MASK not in before
            and frame.endswith(", ", span.start, cue.start)
        ):
            after = subject_after(frame, cue.end, span.end)
            if after and frame[after.end : after.end + 1] in (",", ".", ""):
                return after
        if _AND.search(frame, max(span.start, cue.start - 24), cue.start):
            return None
        return subject_before(frame, span.start, cue.start)

    def _subject(self, span: Span, cue: Cue) -> Speaker | None:
        if cue.start == span.start:
            return self._last.speaker if self._last and cue.verb.form == "ing" else None
        subject = subject_of(self._frame, span.start, cue.start)
        return self._speaker(subject, span) if subject else None

    def _speaker(self, source: Span, span: Span) -> Speaker | None:
        phrase = self._frame[source.start : source.end].strip().lower()
        if phrase in ("he", "she"):
            return self._pronoun(phrase, source.start, span)
        if phrase in ("they", "it", "i", "we", "you"):
            return None
        speaker = self._people.named(source)
        return None if speaker.person is None and has_verb(speaker.name) else speaker

    def _pronoun(self, pronoun: str, at: int, span: Span) -> Speaker | None:
        person = self._focus.get(pronoun)
        for mention in self._mentions(span.start, at):
            if mention.person.gender in (None, pronoun):
                person = mention.person
                break
        return person.speaker if person else None

    def _mentions(self, start: int, end: int) -> Iterator[Mention]:
        for at in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            yield self._people.mentions[at]

    def _refocus(self, span: Span, main: Speaker | None) -> None:
        """Remember whom "he" or "she" will mean next: who spoke, else whom the sentence names first."""
        people = [main.person] if main and main.person else []
        people += [mention.person for mention in self._mentions(span.start, span.end)]
        meant: dict[str, Person] = {}
        for person in people:
            for pronoun in (person.gender,) if person.gender else ("he", "she"):
                meant.setdefault(pronoun, person)
        self._focus |= meant

    # ---- what was said ----

    def _attribute(self, report: _Report, place: _Place, left: list[Run]) -> None:
        cue = report.cue
        spoken = self._beside(report, place.span, left)
        if spoken:
            left[:] = [run for run in left if run not in spoken]
            spans = [run.inner for run in spoken]
            self._add(_Found(spans, report.speaker, cue.word, True, place.span.end), place)
            return
        said = clause(self._frame, report.cue, (report.first, report.last), report.later, place.span)
        if said:
            left[:] = [run for run in left if not said.holds(run.inner)]
            self._add(_Found([said], report.speaker, cue.word, False, place.span.end), place)
        elif cue.verb.form != "ing" or self._frame.endswith(":", place.span.start, place.span.end):
            self._announced = (report.speaker, cue.word)

    def _beside(self, report: _Report, span: Span, left: list[Run]) -> list[Run]:
        """Return the quotations directly before and after the reporting word and its speaker."""
        limit = report.later[0].start if report.later else span.end
        spoken = [
            run for run in left if run.end <= report.first and _GAP.match(self._frame, run.end, report.first)
        ]
        following = next((run for run in left if run.start >= report.last), None)
        if following and following.start < limit:
            gap = self._frame[report.last : following.start]
            if introduces(report.cue, gap):
                spoken.append(following)
        return spoken

    def _free(self, run: Run, place: _Place, announced: tuple[Speaker, str] | None) -> None:
        """Place a quotation that no cue of its own sentence introduces."""
        number, last = place.number, self._last
        found = _Found([run.inner], None, None, True, place.span.end)
        behind = _SIGNATURE.match(self._frame, run.end)
        if behind and self._text[run.inner.end - 1] in ".!?…":
            found.speaker, found.cue = self._people.named(Span(*behind.span(1))), "―"
        elif self._frame[place.span.start : run.start].strip(" ,.—–-\n" + MASK):
            return
        elif announced:
            found.speaker, found.cue = announced
        elif last and last.direct and self._goes_on(last, run, place):
            last.spans.append(run.inner)
            last.end = place.span.end
            self._last_number = number
            return
        elif len(run.inner.of(self._text).split()) < _SHORTEST_FREE:
            return
        elif last and number - self._last_number <= 1:
            found.speaker = last.speaker
        self._add(found, place)

    def _goes_on(self, last: _Found, run: Run, place: _Place) -> bool:
        """Tell whether a quotation continues the last one: in its paragraph, or opening the next."""
        if place.number - self._last_number > 1:
            return False
        return not self._frame[last.end : run.start].strip(" \n,.;\r")

    def _add(self, quote: _Found, place: _Place) -> None:
        self.found.append(quote)
        last = self._last
        if quote.direct or last is None or last.end != quote.end or not last.direct:
            self._last = quote
            self._last_number = place.number
