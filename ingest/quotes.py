"""Who said what: the direct quotations and reported statements of an article, with their speakers."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.records import Quote, Span
from corpus.sentences import paragraphs
from ingest.cues import MASK, NAME, SOFT_MASK, Cue, antecedent, cues, subject_after, subject_before, subject_of
from ingest.speakers import People, Person, Speaker

_MARK = re.compile(r"``|''|[\"“”„«»]|[‘'](?=\w)")
_DOUBLE = "\"“”„«»"
_EDGES = " \t\r\n\xa0\"“”„«»`"
_SINGLE_END = re.compile(r"(?<=[,.!?…])['’](?!\w)|(?<=\w)’(?![\w])")
# Longer than the longest direct quotation within one paragraph of PolNeAR (train).
_LONGEST = 4000
_USUAL = (("\xa0", " "), ("’", "'"), ("‘", "'"), ("\t", " "), ("\u202f", " "))
_SENTENCE_END = re.compile(rf"(?:[.!?…]['\")\]]*|{MASK})\s+(?=[\"'(\[]*(?:[A-Z\d]|{MASK}|[-–—•] ))")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Rev|Hon|St|vs|No|"
    r"Jan|Feb|Aug|Sept|Oct|Nov|Dec|U\.S|U\.N|U\.K|D\.C|Fla|Calif|Ky|Ariz|Tex|Mass|Vt|Conn|Ill|Mich))\.$"
)


class Run(NamedTuple):
    """Words between quotation marks: ``start`` to ``end`` with the marks, ``inner`` without."""

    start: int
    end: int
    inner: Span
    closed: bool


@dataclass(slots=True)
class _Found:
    """A quote in the making."""

    spans: list[Span]
    speaker: Speaker | None
    cue: str | None
    direct: bool
    closed: bool = True
    end: int = 0


def find_quotes(text: str) -> list[Quote]:
    """Return the direct and reported quotes of an article, in the order of their first words."""
    blocks = paragraphs(text)
    runs = [quoted(text, block) for block in blocks]
    frame = _frame(text, [run for group in runs for run in group])
    reader = _Reader(text, frame, People(text, frame))
    for number, block in enumerate(blocks):
        reader.read(number, block, runs[number])
    found = [
        Quote(
            tuple(sorted(quote.spans, key=lambda span: span.start)),
            quote.speaker.name if quote.speaker else None,
            quote.cue,
            quote.direct,
            quote.speaker.role if quote.speaker else None,
        )
        for quote in reader.found
    ]
    return sorted(found, key=lambda quote: quote.spans[0].start)


def quoted(text: str, block: Span) -> list[Run]:
    """Return the quotations of one paragraph; an unclosed one ends with the paragraph."""
    runs: list[Run] = []
    opened: tuple[int, str] | None = None
    skip = block.start
    for match in _MARK.finditer(text, block.start, block.end):
        at, mark = match.start(), match.group()
        if at < skip:
            continue
        before, after = text[at - 1 : at] if at > block.start else "", text[match.end() : match.end() + 1]
        opening = _opens(mark, before, after)
        if mark in "‘'":
            close = _single_close(text, at, block) if opened is None and opening else None
            if close:
                skip = close
                _keep(runs, text, at, close, closed=True)
        elif opened is None:
            opened = (at, mark) if opening else None
        elif opening and before.isspace():
            opened = (at, mark)
        elif not opening or not before.isspace():
            _keep(runs, text, opened[0], match.end(), closed=True)
            opened = None
    if opened and (opened[0] == block.start or text[block.start : opened[0]].rstrip().endswith((":", ","))):
        _keep(runs, text, opened[0], min(block.end, opened[0] + _LONGEST), closed=False)
    return runs


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in "“„«":
        return True
    free = not before or before.isspace() or before in "([{—–-/:>…"
    return free and bool(after) and not after.isspace() and mark not in "»"


def _single_close(text: str, at: int, block: Span) -> int | None:
    for close in _SINGLE_END.finditer(text, at + 1, min(block.end, at + _LONGEST)):
        if text[close.start() - 1] in ",.!?…" or text[at] == "‘":
            return close.end()
    return None


def _keep(runs: list[Run], text: str, start: int, end: int, *, closed: bool) -> None:
    inner = text[start:end]
    single = "'’‘" if inner[0] in "‘'" else ""
    left = start + len(inner) - len(inner.lstrip(_EDGES + single))
    right = start + len(inner.rstrip(_EDGES + (single if closed else "")))
    if inner.startswith("''"):
        left = start + len(inner) - len(inner.lstrip(_EDGES + "'"))
        right = start + len(inner.rstrip(_EDGES + "'"))
    if left < right:
        runs.append(Run(start, end, Span(left, right), closed))


def _frame(text: str, runs: list[Run]) -> str:
    plain = text
    for mark, usual in _USUAL:
        plain = plain.replace(mark, usual)
    pieces = []
    at = 0
    for run in runs:
        mask = SOFT_MASK if _is_remark(text, run) else MASK
        pieces += [plain[at : run.start], mask * (run.end - run.start)]
        at = run.end
    return "".join([*pieces, plain[at:]])


def _is_remark(text: str, run: Run) -> bool:
    """Tell whether a quotation is a word or two within the reporter's own sentence."""
    goes_on = text[run.end : run.end + 2].lstrip()[:1].islower()
    return goes_on and text[run.inner.end - 1].isalnum() and len(run.inner.of(text).split()) <= 4


_CONNECTOR = re.compile(
    r"(?:,?\s+(?:that|on|in|at|to|during|of|about|by|from|with|after|last|this|earlier|again|via|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[a-z]+ly)\b[^:;" + MASK + r"]{0,80})?[,:]?\s*(?:that\s+)?$"
)
_ADDRESSEE = re.compile(r"\s+[^,:;" + MASK + r"]{1,90}[,:]?\s*(?:that\s+)?$")
_GAP = re.compile(r"[\s,.;—–-]*(?:(?:as|And|and|But|but|then)\s+)?$")
_THAT = re.compile(r"[^,;:.]{0,80}?\b(?:that|whether|how|why|what)\s")
_TAIL = re.compile(
    r"(?:(?:,|\s+(?:on|in|at|during|to|after|last|this|earlier|of|about|later|by|from|the|an?|[A-Z][\w'.-]*|"
    r"interview|statement|news|conference|week|month|year|time|day|reporters|tweet|speech|email|"
    r"morning|afternoon|evening|night|today|yesterday)\b))*+\s*[.!?]?\s*$"
)


_LABEL = re.compile(rf"(?:^|(?<=[.!?\n] )|(?<=\n)|[-–—] (?:More from )?)({NAME})$")
_NAMED = re.compile(rf"[^:;{MASK}]{{0,80}}$")
_UP_TO_THAT = re.compile(r"[^,;:.]{0,80}?\bthat\s")
_JOINT = re.compile(
    r"(?:,?\s(?:and|but|then)(?:\s(?:he|she|they|it))?|,(?:\s(?:he|she|they|it))?)"
    r"(?:\s(?:also|then|later|has|have|had|further|[a-z]+ly))*\s*$"
)
# Reported clauses shorter than this many characters are mostly objects ("told reporters"; tuned on train).
_SHORTEST_CLAUSE = 12
_AND = re.compile(r"\b(?:and|but|then)(?:\s(?:also|then|later|has|have|had|further|even|[a-z]+ly))*\s+$")
# More reporting words than any sentence of PolNeAR (train) holds; keeps work on endless lines small.
_MOST_CUES = 24
# Free-standing quotations of fewer words are mostly titles and scare quotes (train).
_SHORTEST_FREE = 4
_CLAUSE_END = re.compile(rf"[.!?{MASK}](?:\s|$)|{MASK}")
_AFTER_ATTRIBUTION = re.compile(
    r"\s*(?:$|[,:;]|(?:on|in|at|during|to|after|last|this|earlier|of|about|later|by|from|with|as|when|while|"
    r"[A-Z][a-z]+day|[a-z]+ly|reporters|supporters|CNN|me|him|her|them|us)\b(?!.*\bthat\b))"
)


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    """Cut a sentence that is too long to be one, so that work stays proportional to the text."""
    return [(at, min(end, at + _LONGEST)) for at in range(start, max(end, start + 1), _LONGEST)]


class _Report(NamedTuple):
    """A reporting word with its speaker; ``first`` to ``last`` hold both, ``later`` follow in the sentence."""

    cue: Cue
    speaker: Speaker
    first: int
    last: int
    later: list[Cue]


class _Reader:
    """Walks through the sentences of an article and remembers who spoke last and whom it is about."""

    def __init__(self, text: str, frame: str, people: People) -> None:
        self.found: list[_Found] = []
        self._text = text
        self._frame = frame
        self._people = people
        self._starts = [mention.start for mention in people.mentions]
        self._focus: dict[str, Person] = {}
        self._last: _Found | None = None
        self._last_block = -9
        self._pending: tuple[Speaker, str] | None = None
        self._before: tuple[Speaker, str] | None = None
        self._before_block = -9
        self._read_block = -9

    def read(self, number: int, block: Span, runs: list[Run]) -> None:
        """Read one paragraph."""
        at = 0
        for start, end in self._sentences(block, runs):
            first = at
            while at < len(runs) and runs[at].start < end:
                at += 1
            self._before, self._before_block = self._pending, self._read_block
            self._read_block = number
            free = self._sentence(Span(start, end), runs[first:at], number)
            for run in free:
                self._free(run, Span(start, end), block, number)

    def _sentences(self, block: Span, runs: list[Run]) -> list[tuple[int, int]]:
        ends = {run.end: run for run in runs}
        found = []
        start = block.start
        for match in _SENTENCE_END.finditer(self._frame, block.start, block.end):
            mark = match.group()[0]
            stop = match.start() + len(match.group().rstrip())
            if mark == "." and _ABBREVIATED.search(self._frame, max(start, stop - 8), stop):
                continue
            if mark == MASK and not self._ends_sentence(ends.get(stop), match.end(), block):
                continue
            found.append((start, stop))
            start = match.end()
        found.append((start, block.end))
        return [piece for sentence in found for piece in _pieces(*sentence)]

    def _ends_sentence(self, run: Run | None, after: int, block: Span) -> bool:
        if run is None:
            return False
        last = self._text[run.inner.end - 1]
        if last not in ".!?…":
            return False
        if self._frame[after] == MASK:
            return True
        reach = self._frame[after : min(block.end, after + 200)]
        stop = _CLAUSE_END.search(reach)
        clause = reach[: stop.start()] if stop else reach
        words = cues(clause, 0, len(clause))
        if not words or not subject_before(clause, 0, words[0].start):
            return True
        return not _AFTER_ATTRIBUTION.match(clause, words[0].end)

    # ---- one sentence ----

    def _sentence(self, span: Span, runs: list[Run], number: int) -> list[Run]:
        """Attribute what one sentence reports; return its quotations that found no speaker."""
        left = list(runs)
        main: Speaker | None = None
        self._pending = None
        words = cues(self._frame, span.start, span.end)[:_MOST_CUES]
        for order, cue in enumerate(words):
            source = self._source(cue, span)
            speaker = self._speaker(source, span) if source else None
            if source is None:
                speaker = main or self._subject(span, cue.start)
            if speaker is None:
                continue
            main = main or speaker
            first, last = (min(cue.start, source.start), max(cue.end, source.end)) if source else cue[:2]
            report = _Report(cue, speaker, first, last, words[order + 1 :])
            self._attribute(report, span, left, number)
        self._introduce(main, span, left, number)
        self._refocus(span, main)
        return left

    def _introduce(self, main: Speaker | None, span: Span, left: list[Run], number: int) -> None:
        """Give a quotation after a colon to the subject of its sentence ("Lee was blunt: “No.”")."""
        for run in left:
            before = self._frame[span.start : run.start].rstrip()
            if before.endswith(":") and MASK not in before:
                speaker = main or self._before_colon(span, span.start + len(before) - 1)
                if speaker:
                    left.remove(run)
                    self._add(_Found([run.inner], speaker, ":", True, run.closed, span.end), number)
                return
        whole = self._frame[span.start : span.end].rstrip()
        if not left and self._pending is None and whole.endswith(":"):
            speaker = main or self._before_colon(span, span.start + len(whole) - 1)
            self._pending = (speaker, ":") if speaker else None

    def _before_colon(self, span: Span, colon: int) -> Speaker | None:
        label = _LABEL.search(self._frame, span.start, colon)
        if label:
            return self._people.named(Span(*label.span(1)))
        speaker = self._subject(span, colon)
        return speaker if speaker and speaker.person else None

    def _source(self, cue: Cue, span: Span) -> Span | None:
        """Return the noun phrase that speaks."""
        if cue.verb.form == "phrase":
            return subject_after(self._frame, cue.end, span.end)
        if cue.verb.form == "ing":
            return None
        before = self._frame[span.start : cue.start].rstrip(" ,.\n")
        if before.endswith((" who", " which", " that")):
            relative = span.start + before.rindex(" ")
            return antecedent(self._frame, span.start, relative)
        if (not before or before.endswith(MASK)) and (cue.verb.family != "tell" or cue.word == "asked"):
            after = subject_after(self._frame, cue.end, span.end)
            if after:
                return after
        if before and MASK not in before and cue.word in ("said", "says"):
            after = self._inverted(cue, span)
            if after:
                return after
        if _AND.search(self._frame, max(span.start, cue.start - 24), cue.start):
            return None
        return subject_before(self._frame, span.start, cue.start)

    def _inverted(self, cue: Cue, span: Span) -> Span | None:
        """Return the subject of "..., said Ann Lee." at the end of a reported clause."""
        if not self._frame.endswith(", ", span.start, cue.start):
            return None
        after = subject_after(self._frame, cue.end, span.end)
        if after and self._frame[after.end : after.end + 1] in (",", ".", ""):
            return after
        return None

    def _speaker(self, source: Span, span: Span) -> Speaker | None:
        phrase = self._frame[source.start : source.end].strip()
        lowered = phrase.lower()
        if lowered in ("he", "she"):
            return self._pronoun(lowered, source.start, span)
        if lowered in ("they", "it", "i", "we", "you"):
            return None
        return self._people.named(source)

    def _pronoun(self, pronoun: str, at: int, span: Span) -> Speaker | None:
        for mention in self._mentions(span.start, at):
            if mention.person.gender in (None, pronoun):
                return _as_speaker(mention.person)
        person = self._focus.get(pronoun)
        return _as_speaker(person) if person else None

    def _mentions(self, start: int, end: int):  # type: ignore[no-untyped-def]
        at = bisect_left(self._starts, start)
        while at < len(self._starts) and self._starts[at] < end:
            yield self._people.mentions[at]
            at += 1

    def _subject(self, span: Span, before: int) -> Speaker | None:
        found = subject_of(self._frame, span.start, before)
        return self._speaker(found, span) if found else None

    def _refocus(self, span: Span, main: Speaker | None) -> None:
        person = main.person if main else None
        if person is None:
            for mention in self._mentions(span.start, span.end):
                person = mention.person
                break
        if person:
            for pronoun in (person.gender,) if person.gender else ("he", "she"):
                self._focus[pronoun] = person

    # ---- what was said ----

    def _attribute(self, report: _Report, span: Span, left: list[Run], number: int) -> None:
        spoken = self._beside(report, span, left)
        cue = report.cue
        if spoken:
            for run in spoken:
                left.remove(run)
            spans = [run.inner for run in spoken]
            self._add(_Found(spans, report.speaker, cue.word, True, spoken[-1].closed, span.end), number)
            return
        clause = self._clause(report, span)
        if clause:
            left[:] = [run for run in left if not clause.holds(run.inner)]
            self._add(_Found([clause], report.speaker, cue.word, False, True, span.end), number)
        elif cue.verb.form != "ing" or self._frame[span.start : span.end].rstrip().endswith(":"):
            self._pending = (report.speaker, cue.word)

    def _beside(self, report: _Report, span: Span, left: list[Run]) -> list[Run]:
        limit = report.later[0].start if report.later else span.end
        spoken: list[Run] = []
        for run in left:
            if run.end <= report.first:
                if _GAP.match(self._frame, run.end, report.first):
                    spoken.append(run)
            elif report.last <= run.start < limit and self._introduces(report.cue, report.last, run):
                return [*spoken, run]
            elif run.start >= report.last:
                break
        return spoken

    def _introduces(self, cue: Cue, last: int, run: Run) -> bool:
        if self._frame[last : run.start].rstrip().endswith(":"):
            return True
        if cue.verb.family == "name":
            return bool(_NAMED.match(self._frame, last, run.start))
        if cue.verb.family == "tell":
            return bool(_ADDRESSEE.match(self._frame, last, run.start)) and run.start - last < 90
        return bool(_CONNECTOR.match(self._frame, last, run.start))

    def _clause(self, report: _Report, span: Span) -> Span | None:
        cue, last = report.cue, report.last
        if cue.verb.family in ("utter", "name") and not _THAT.match(self._frame, last, min(span.end, last + 90)):
            return None
        start, end = last, span.end
        if _TAIL.match(self._frame, last, span.end):
            start, end = span.start, report.first
            if not self._frame[start:end].rstrip().endswith(","):
                return None
        else:
            reach = report.later[0].start if report.later else span.end
            that = _UP_TO_THAT.match(self._frame, last, min(reach, last + 90))
            start = that.end() if that else last
            end = self._coordinated(report.later, start, end)
        body = self._text[start:end]
        begin = start + len(body) - len(body.lstrip(" ,:;\n\xa0—–-"))
        stop = start + len(body.rstrip(" ,.:;\n\xa0—–-"))
        return Span(begin, stop) if stop - begin >= _SHORTEST_CLAUSE else None

    def _coordinated(self, later: list[Cue], start: int, end: int) -> int:
        """Return where the clause from ``start`` ends: at the next verb of the same subject, if any."""
        for cue in later:
            joint = _JOINT.search(self._frame, max(start, cue.start - 40), cue.start)
            if joint:
                return joint.start()
        return end

    def _free(self, run: Run, span: Span, block: Span, number: int) -> None:
        """Place a quotation that no cue of its own sentence introduces."""
        if self._frame[span.start : run.start].strip(" ,.—–-\n"):
            return
        last = self._last
        if self._before and self._before_block >= number - 1:
            speaker, cue = self._before
            self._add(_Found([run.inner], speaker, cue, True, run.closed, run.end), number)
        elif last and last.direct and self._goes_on(last, run, block, number):
            last.spans.append(run.inner)
            last.end, last.closed = run.end, run.closed
            self._last_block = number
        elif len(run.inner.of(self._text).split()) >= _SHORTEST_FREE:
            speaker = last.speaker if last and number - self._last_block <= 1 else None
            self._add(_Found([run.inner], speaker, None, True, run.closed, run.end), number)

    def _goes_on(self, last: _Found, run: Run, block: Span, number: int) -> bool:
        if self._last_block == number:
            return not self._frame[last.end : run.start].strip(" \n,.;")
        return not last.closed and self._last_block == number - 1 and run.start == block.start

    def _add(self, quote: _Found, number: int) -> None:
        self.found.append(quote)
        last = self._last
        if quote.direct or last is None or last.end != quote.end or not last.direct:
            self._last = quote
            self._last_block = number


def _as_speaker(person: Person) -> Speaker:
    return Speaker(person.name, person.role, person)
