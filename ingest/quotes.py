"""Who said what: the direct quotations and reported statements of an article, with their speakers."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.records import Quote, Span
from corpus.sentences import paragraphs
from ingest.cues import MASK, Cue, cues, subject_after, subject_before
from ingest.speakers import People, Person, Speaker

_MARK = re.compile(r"``|''|[\"“”„«»]|[‘'](?=\w)")
_DOUBLE = "\"“”„«»"
_EDGES = " \t\r\n\xa0\"“”„«»`"
_SINGLE_END = re.compile(r"(?<=[,.!?…])['’](?!\w)|(?<=\w)’(?![\w])")
# Longer than the longest direct quotation within one paragraph of PolNeAR (train).
_LONGEST = 4000
_PLAIN = str.maketrans({"\xa0": " ", "’": "'", "‘": "'", "\t": " ", "\u202f": " "})
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
    plain = text.translate(_PLAIN)
    pieces = []
    at = 0
    for run in runs:
        pieces += [plain[at : run.start], MASK * (run.end - run.start)]
        at = run.end
    return "".join([*pieces, plain[at:]])


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

    def read(self, number: int, block: Span, runs: list[Run]) -> None:
        """Read one paragraph."""
        for start, end in self._sentences(block, runs):
            inside = [run for run in runs if start <= run.start < end]
            free = self._sentence(Span(start, end), inside, number)
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
        return found

    def _ends_sentence(self, run: Run | None, after: int, block: Span) -> bool:
        if run is None:
            return False
        last = self._text[run.inner.end - 1]
        if last not in ".!?…":
            return False
        if self._frame[after] == MASK:
            return True
        following = self._frame[after : min(block.end, after + 200)]
        stop = re.search(r"[.!?" + MASK + r"]\s|$", following)
        clause = following[: stop.start() + 1] if stop else following
        words = cues(clause, 0, len(clause))
        if not words:
            return True
        tail = clause[words[0].end :]
        return not (_TAIL.match(tail) or tail.lstrip().startswith(":")) or tail.lstrip().startswith(",")

    # ---- one sentence ----

    def _sentence(self, span: Span, runs: list[Run], number: int) -> list[Run]:
        left = list(runs)
        main: Speaker | None = None
        words = cues(self._frame, span.start, span.end)
        for order, cue in enumerate(words):
            limit = words[order + 1].start if order + 1 < len(words) else span.end
            source, after = self._source(cue, span, limit)
            speaker = self._speaker(source, span) if source else None
            if speaker is None and (cue.verb.form == "ing" or source is None):
                speaker = main or self._subject(span, cue.start)
            if speaker is None:
                continue
            main = main or speaker
            self._attribute(cue, source, after, speaker, span, limit, left, number)
        self._refocus(span, main)
        return left

    def _source(self, cue: Cue, span: Span, limit: int) -> tuple[Span | None, bool]:
        """Return the noun phrase that speaks, and whether it stands after the cue."""
        if cue.verb.form == "phrase":
            return subject_after(self._frame, cue.end, span.end), True
        if cue.verb.form == "ing":
            return None, False
        before = self._frame[span.start : cue.start].rstrip(" ,.\n")
        if (not before or before.endswith(MASK)) and cue.verb.family != "tell":
            after = subject_after(self._frame, cue.end, span.end)
            if after:
                return after, True
        if self._frame[: cue.start].rstrip().endswith(",") and cue.word in ("said", "says"):
            after = subject_after(self._frame, cue.end, span.end)
            if after:
                return after, True
        return subject_before(self._frame, span.start, cue.start), False

    def _speaker(self, source: Span, span: Span) -> Speaker | None:
        phrase = self._frame[source.start : source.end].strip()
        lowered = phrase.lower()
        if lowered in ("he", "she"):
            return self._pronoun(lowered, source.start, span)
        if lowered in ("who", "which", "that"):
            before = subject_before(self._frame, span.start, source.start)
            return self._speaker(before, span) if before and before.start < source.start else None
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
        for mention in self._mentions(span.start, before):
            if not self._frame.startswith("'", mention.end):
                return _as_speaker(mention.person)
        pronoun = re.match(r"\W*(?:\w+ )?(he|she)\b", self._frame[span.start : before][:40], re.IGNORECASE)
        return self._pronoun(pronoun.group(1).lower(), span.start, span) if pronoun else None

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

    def _attribute(
        self,
        cue: Cue,
        source: Span | None,
        after: bool,
        speaker: Speaker,
        span: Span,
        limit: int,
        left: list[Run],
        number: int,
    ) -> None:
        spoken: list[Run] = []
        first = min(cue.start, source.start) if source else cue.start
        last = max(cue.end, source.end) if source else cue.end
        for run in left:
            if run.end <= first and _GAP.match(self._frame, run.end, first):
                spoken.append(run)
            elif last <= run.start < limit and self._introduces(cue, last, run):
                spoken.append(run)
                break
            elif run.start >= last:
                break
        if spoken:
            for run in spoken:
                left.remove(run)
            self._add(_Found([run.inner for run in spoken], speaker, cue.word, True, spoken[-1].closed, spoken[-1].end), number)
            return
        clause = self._clause(cue, first, last, span, limit)
        if clause:
            left[:] = [run for run in left if not (clause.start <= run.inner.start and run.inner.end <= clause.end)]
            self._add(_Found([clause], speaker, cue.word, False, True, clause.end), number)

    def _introduces(self, cue: Cue, last: int, run: Run) -> bool:
        if self._frame[last : run.start].rstrip().endswith(":"):
            return True
        if cue.verb.family == "tell":
            return bool(_ADDRESSEE.match(self._frame, last, run.start)) and run.start - last < 90
        return bool(_CONNECTOR.match(self._frame, last, run.start))

    def _clause(self, cue: Cue, first: int, last: int, span: Span, limit: int) -> Span | None:
        if cue.verb.family == "utter" and not _THAT.match(self._frame, last, min(span.end, last + 90)):
            return None
        start, end = last, span.end
        if _TAIL.match(self._frame, last, span.end):
            start, end = span.start, first
            if not self._frame[start:end].rstrip().endswith(","):
                return None
        else:
            that = re.compile(r"[^,;:.]{0,80}?\bthat\s").match(self._frame, last, min(span.end, last + 90))
            start = that.end() if that else last
        body = self._text[start:end]
        begin = start + len(body) - len(body.lstrip(" ,:;\n\xa0—–-"))
        stop = start + len(body.rstrip(" ,.:;\n\xa0—–-"))
        return Span(begin, stop) if stop - begin >= 12 else None

    def _free(self, run: Run, span: Span, block: Span, number: int) -> None:
        """Place a quotation that no cue of its own sentence introduces."""
        if self._frame[span.start : run.start].strip(" ,.—–-\n"):
            return
        words = len(run.inner.of(self._text).split())
        last = self._last
        if last and last.direct and self._last_block == number and not self._frame[last.end : run.start].strip(" \n,.;"):
            last.spans.append(run.inner)
            last.end, last.closed = run.end, run.closed
        elif words >= 4:
            speaker = last.speaker if last and number - self._last_block <= 1 else None
            self._add(_Found([run.inner], speaker, None, True, run.closed, run.end), number)

    def _add(self, quote: _Found, number: int) -> None:
        self.found.append(quote)
        self._last = quote
        self._last_block = number


def _as_speaker(person: Person) -> Speaker:
    return Speaker(person.name, person.role, person)
