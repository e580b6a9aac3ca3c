"""Who said what: the direct quotations and reported statements of an article, with their speakers.

Rules, no model. Quotation marks are paired and masked out (``marks``); in what is left, the reporter's own
words, reporting verbs are found (``cues``), then the noun phrase that speaks (``subjects``, ``phrases``),
whom in the article it means (``speakers``, ``roles``, ``voices``) and whether that can speak at all
(``plausible``, ``kinds``). Here the two meet: which quotation or clause belongs to which verb, and which
quotations go on from the one before.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from corpus.records import Quote, Span
from corpus.sentences import paragraphs
from ingest.quotes.clutter import Decluttered
from ingest.quotes.cues import Cue, cues
from ingest.quotes.marks import MASK, SOFT_MASK, Run, framed, quoted
from ingest.quotes.persons import Speaker
from ingest.quotes.runs import NAME
from ingest.quotes.statements import clause, introduces, sentence_spans
from ingest.quotes.subjects import subject_of
from ingest.quotes.titles import is_title
from ingest.quotes.unattributed import signed_behind, signed_below, spoken_by
from ingest.quotes.voices import Voices

# More reporting words than any sentence of PolNeAR (train) holds; keeps work on endless lines small.
_MOST_CUES = 24
# Free-standing quotations of fewer words are mostly titles and scare quotes (train).
_SHORTEST_FREE = 4
_GAP = re.compile(r"[\s,.;—–-]*(?:(as|And|and|But|but|then)\s+)?$")
# Behind a quotation whose sentence goes on: with whoever says it, not with what the same speaker does.
_OTHER = re.compile(r" (?!(?:[a-z]+ing|and|but)\b)\w")
_THUS = re.compile(r" (?:That is|That's|That was|This is|This was|Those are|Those were|So|Thus|Such) ")
_ASKED = re.compile(r"\b(?:whether|if) $")
_LABEL = re.compile(rf"(?:^|(?<=[.!?\n] )|(?<=\n)|[-–—] (?:More from )?)({NAME})$")


class _Report(NamedTuple):
    """A reporting word with its speaker; ``first`` to ``last`` hold both, ``later`` cues follow."""

    cue: Cue
    speaker: Speaker | None
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
    """A sentence, the number of its paragraph and how many quotations it holds."""

    span: Span
    number: int
    quotations: int


def find_quotes(text: str) -> list[Quote]:
    """Return the direct and reported quotes of an article, in the order of their first words."""
    clean = Decluttered(text)
    found = (_finished(quote, clean) for quote in _found(clean.text))
    return sorted(found, key=lambda quote: quote.spans[0].start)


def _found(text: str) -> list[_Found]:
    blocks = paragraphs(text)
    runs = [quoted(text, block) for block in blocks]
    frame = framed(text, (run for group in runs for run in group))
    reader = _Reader(text, frame)
    for number, block in enumerate(blocks):
        reader.read(number, block, runs[number])
    return reader.found


def _finished(quote: _Found, clean: Decluttered) -> Quote:
    inner = sorted(quote.spans, key=lambda span: span.start)
    spans = tuple(part for span in inner for part in clean.original(span))
    if quote.speaker is None:
        return Quote(spans, None, quote.cue, quote.direct)
    return Quote(spans, quote.speaker.name, quote.cue, quote.direct, quote.speaker.role)


class _Reader:
    """Walks through the sentences of an article and gives their quotations and clauses to their speakers."""

    def __init__(self, text: str, frame: str) -> None:
        self.found: list[_Found] = []
        self._text = text
        self._frame = frame
        self._voices = Voices(text, frame)
        self._last: _Found | None = None
        self._last_number = -9
        self._announced: tuple[Speaker, str] | None = None
        """Who spoke in the sentence before without saying anything there ("said in a statement:")."""

    def read(self, number: int, block: Span, runs: list[Run]) -> None:
        """Read one paragraph."""
        if self._sign(block, number):
            return
        at = 0
        for span in sentence_spans(self._text, self._frame, block, runs):
            first = at
            while at < len(runs) and runs[at].start < span.end:
                at += 1
            place = _Place(span, number, at - first)
            announced, self._announced = self._announced, None
            for run in self._sentence(place, runs[first:at]):
                self._free(run, place, announced)
                announced = None

    def _sign(self, block: Span, number: int) -> bool:
        """Give a quotation that nobody was named for to the name in the paragraph below it."""
        last = self._last
        if last is None or not last.direct or last.cue or number - self._last_number > 1:
            return False
        name = signed_below(self._frame, block)
        if name is None:
            return False
        last.speaker, last.cue = self._voices.named(name), "―"
        self._last = None
        return True

    def _sentence(self, place: _Place, runs: list[Run]) -> list[Run]:
        """Attribute what one sentence reports; return its quotations that found no speaker."""
        left = list(runs)
        reports = self._reports(place)
        clauses: list[tuple[_Report, int]] = []
        end = place.span.end
        for report in reports:
            spoken = self._beside(report, place.span, left)
            if spoken:
                left = [run for run in left if run not in spoken]
                spans = [*self._opened(spoken[0], place), *(run.inner for run in spoken)]
                self._add(_Found(spans, report.speaker, report.cue.word, True, end), place)
                clauses = [(earlier, min(stop, report.first)) for earlier, stop in clauses]
            elif report.speaker:
                clauses.append((report, end))
        for report, stop in clauses:
            left = self._clause(report, stop, place, left)
        main = next((report.speaker for report in reports if report.speaker), None)
        self._after_colon(main, place, left)
        self._voices.turn(place.span, main)
        return left

    def _reports(self, place: _Place) -> list[_Report]:
        """Return the reporting words of a sentence with their speakers."""
        found: list[_Report] = []
        main: Speaker | None = None
        words = cues(self._frame, place.span.start, place.span.end)[:_MOST_CUES]
        for order, cue in enumerate(words):
            source = self._voices.source(cue, place.span)
            if source:
                if _ASKED.search(self._frame, max(place.span.start, source.start - 12), source.start):
                    continue
                speaker = self._voices.meant(source, place.span, cue)
            elif cue.verb.family == "source":
                continue
            else:
                speaker = main or self._voices.subject(place.span, cue)
            if speaker is None and source is None:
                continue
            if main is None and speaker and not self._voices.is_aside(cue, place.span):
                main = speaker
            if speaker:
                self._voices.heard(speaker, cue, place.span)
            first, last = (min(cue.start, source.start), max(cue.end, source.end)) if source else cue[:2]
            found.append(_Report(cue, speaker, first, last, words[order + 1 :]))
        return found

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
            return self._voices.named(Span(*label.span(1)))
        subject = subject_of(self._frame, span.start, colon)
        speaker = self._voices.meant(subject, span) if subject else None
        return speaker if speaker and speaker.person else None

    def _clause(self, report: _Report, stop: int, place: _Place, left: list[Run]) -> list[Run]:
        """Give the clause up to ``stop`` to the speaker that reports it; return the quotations left."""
        cue, span = report.cue, Span(place.span.start, max(stop, report.last))
        said = clause(self._frame, cue, (report.first, report.last), report.later, span)
        if said:
            self._add(_Found(said, report.speaker, cue.word, False, place.span.end), place)
            return [run for run in left if not any(part.holds(run.inner) for part in said)]
        colon = self._frame.endswith(":", place.span.start, place.span.end)
        if colon or (cue.verb.form not in ("ing", "phrase") and len(left) == place.quotations):
            self._announced = (report.speaker, cue.word) if report.speaker else None
        return left

    def _beside(self, report: _Report, span: Span, left: list[Run]) -> list[Run]:
        """Return the quotations directly before and after the reporting word and its speaker."""
        limit = report.later[0].start if report.later else span.end
        spoken = [run for run in left if run.end <= report.first and self._leads_to(run, report, left)]
        following = next((run for run in left if run.start >= report.last), None)
        if following and following.start < limit and not is_title(self._text, self._frame, following):
            gap = self._frame[report.last : following.start]
            goes_on = spoken and gap.endswith(", ") and self._text[following.inner.start].islower()
            if goes_on or introduces(report.cue, gap):
                spoken.append(following)
        return spoken

    def _leads_to(self, run: Run, report: _Report, left: list[Run]) -> bool:
        """Tell whether nothing but a title ("“Late Talk’s” Lee") parts a quotation from what reports it."""
        beside = next((other for other in left if other.end + 1 == report.first), None)
        at = beside.start if beside and is_title(self._text, self._frame, beside) else report.first
        gap = _GAP.match(self._frame, run.end, at)
        if gap is None or is_title(self._text, self._frame, run):
            return False
        ends = not self._text[run.inner.end - 1].isalnum() or self._frame[run.end : run.end + 1] in ",."
        # not "called it “a mistake” and the mayor agreed", where the second verb has a subject of its own
        return ends or not gap.group(1) or report.first == report.cue.start

    def _free(self, run: Run, place: _Place, announced: tuple[Speaker, str] | None) -> None:
        """Place a quotation that no cue of its own sentence introduces."""
        number, last = place.number, self._last
        if is_title(self._text, self._frame, run):
            return
        found = _Found([run.inner], None, None, True, place.span.end)
        behind = signed_behind(self._frame, run.end)
        if behind and self._text[run.inner.end - 1] in ".!?…":
            found.speaker, found.cue = self._voices.named(behind), "―"
        elif self._frame[place.span.start : run.start].strip(" ,.—–-\n" + MASK):
            return
        elif announced:
            found.speaker, found.cue = announced
        elif _OTHER.match(self._frame, run.end, place.span.end) and self._text[run.inner.end - 1] == ",":
            spoken = spoken_by(self._voices, self._frame, run, place.span)
            if spoken:
                found.speaker, found.cue = spoken
            elif len(run.inner.of(self._text).split()) < _SHORTEST_FREE:
                return
        elif last and last.direct and self._goes_on(last, run, place):
            last.spans.append(run.inner)
            last.end = place.span.end
            self._last_number = number
            return
        elif len(run.inner.of(self._text).split()) < _SHORTEST_FREE:
            return
        elif last and number - self._last_number <= 1 and not _THUS.match(self._frame, run.end):
            found.speaker = last.speaker
        self._add(found, place)

    def _opened(self, run: Run, place: _Place) -> list[Span]:
        """Take back what the paragraph before left open, where ``run`` goes on from it."""
        last = self.found[-1] if self.found else None
        if last is None or last.cue or not last.direct or place.number - self._last_number != 1:
            return []
        between = self._text[last.spans[-1].end : run.start]
        if between.strip(" \n\r\t.,;!?"):
            return []
        self.found.pop()
        return last.spans

    def _goes_on(self, last: _Found, run: Run, place: _Place) -> bool:
        """Tell whether a quotation continues the last one: in its paragraph, or opening the next."""
        if place.number - self._last_number > 1 or self._frame[run.start] == SOFT_MASK:
            return False
        return not self._frame[last.end : run.start].strip(" \n,.;\r")

    def _add(self, quote: _Found, place: _Place) -> None:
        self.found.append(quote)
        last = self._last
        if last and last.direct and last.end == quote.end and last.speaker == quote.speaker:
            return
        if quote.direct or last is None or last.end != quote.end or not last.direct:
            self._last = quote
            self._last_number = place.number
