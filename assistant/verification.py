"""The quote gate: words between quotation marks stand in a cited passage, or they lose the marks.

Only Unicode form, the shapes of quotation marks and dashes, and white space may differ
(`corpus.folding`). A quotation that passes is written anew with the source's own characters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answer import SourceSpan
from assistant.negation import SAME_MATTER, content_of, is_negator, is_turned, words_of
from assistant.quotations import quotations, unquoted
from assistant.speakers import is_about, spoken_by
from corpus.folding import Folded, find, fold
from corpus.records import Quote, Span
from corpus.sentences import sentences

Verdict = Literal["verbatim", "misattributed", "stitched", "absent"]

_GAP = re.compile(r"\[[^\[\]]{0,80}\]|\(?(?:\.\s?){3,}\)?|…")
_OPENING_GAP = re.compile(r"\s*(?:(?:\.\s?){3,}|…|\[(?:\.{3}|…)\]|\((?:\.{3}|…)\))?\s*")
_CLOSING_GAP = re.compile(r"\s*(?:(?:\.\s?){3,}|…|\[(?:\.{3}|…)\]|\((?:\.{3}|…)\))?\s*\Z")
_CLOSING_POINT = re.compile(r"[.,;:!?]+\Z")
# The first pair that the quoted words do not break is used.
_MARKS = (("“", "”"), ("«", "»"), ("「", "」"))
# Characters around a quotation within which its speaker is named, where no attribution was read.
_NEAR = 400
# Fewer words in a row than this occur in most passages by chance, so they make no stitch.
_SHORTEST_RUN = 3


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that a statement cites, with what is known about its article.

    ``source`` is the source's number (any number that the caller can tell apart will do), ``span`` the
    passage's place in ``article_text``, ``quotes`` the article's quotes. ``about`` is further text that
    may support names, numbers and dates: headline, outlet, author.
    """

    source: int
    span: Span
    article_text: str
    quotes: tuple[Quote, ...] = ()
    about: str = ""
    published: date | None = None

    @property
    def text(self) -> str:
        """The passage's own characters."""
        return self.span.of(self.article_text)


@dataclass(frozen=True, slots=True)
class Checked:
    """One quotation with its verdict; ``place`` is where the words stand, if they do."""

    words: str
    verdict: Verdict
    place: SourceSpan | None = None


@dataclass(frozen=True, slots=True)
class Gated:
    """What the gate lets through.

    ``text`` quotes verbatim words only, in the source's own characters; ``spans`` are their places in
    the order of the text. ``flags`` are ``quotation-absent``, ``quotation-stitched``,
    ``quotation-misattributed`` (these lost their marks) and ``quotation-clipped`` (verbatim, but the
    source negates or limits the words and the statement does not), each once.
    """

    text: str
    flags: tuple[str, ...]
    spans: tuple[SourceSpan, ...]
    checked: tuple[Checked, ...]


def gate(text: str, cited: Sequence[Cited], speaker: str | None = None) -> Gated:
    """Check every quotation in one statement against the passages it cites.

    ``speaker`` is whom the statement names as having said the words; ``None`` checks no speaker.
    """
    passages = [_Passage(entry) for entry in cited]
    pieces, checked, flags = [], [], []
    done = 0
    for quoted in quotations(text):
        inner = quoted.inner.of(text)
        verdict, shown = _judge(inner, passages, speaker)
        shown = _spaced(shown, inner, text[: quoted.outer.start], text[quoted.outer.end :])
        if verdict.verdict != "verbatim":
            flags.append(f"quotation-{verdict.verdict}")
        elif verdict.place and _is_clipped(verdict.place, passages, text, quoted.outer):
            flags.append("quotation-clipped")
        pieces += [text[done : quoted.outer.start], shown]
        checked.append(verdict)
        done = quoted.outer.end
    result = "".join([*pieces, text[done:]])
    if not _holds(result, passages):
        # Marks that lost their partners quoted something else: no quotation is better than a wrong one.
        checked = [Checked(one.words, "absent") for one in checked]
        result, flags = unquoted(result), [*flags, "quotation-absent"]
    places = tuple(dict.fromkeys(one.place for one in checked if one.verdict == "verbatim" and one.place))
    return Gated(result, tuple(dict.fromkeys(flags)), places, tuple(checked))


class _Passage:
    """A cited passage, folded once."""

    def __init__(self, cited: Cited) -> None:
        self.cited = cited
        self.folded: Folded = fold(cited.text)
        self.words = f" {' '.join(words_of(self.folded.text))} "

    def places(self, words: str) -> list[SourceSpan]:
        first = self.cited.span.start
        return [
            SourceSpan(self.cited.source, Span(first + found.start, first + found.end))
            for found in find(words, self.folded, whole_words=True)
        ]


def _judge(inner: str, passages: list[_Passage], speaker: str | None) -> tuple[Checked, str]:
    """Return the verdict on the words between two marks, and what to show in place of the quotation."""
    head = _OPENING_GAP.match(inner)
    words = _CLOSING_GAP.sub("", inner[head.end() if head else 0 :])
    point = ""
    found = _located(words, passages)
    if not found:
        point = match[0] if (match := _CLOSING_POINT.search(words)) else ""
        words = words[: len(words) - len(point)]
        found = _located(words, passages)
    for passage, place in found:
        marked = _marked(place.span.of(passage.cited.article_text))
        if marked and not _contradicts(passage.cited, place.span, speaker):
            return Checked(words, "verbatim", place), marked + point
    bare = unquoted(inner).strip()
    if found:
        return Checked(words, "misattributed", found[0][1]), bare
    return Checked(words, "stitched" if _is_stitched(words, passages) else "absent"), bare


def _spaced(shown: str, inner: str, before: str, after: str) -> str:
    """Return ``shown`` with a space where only the one inside the marks parted it from its neighbour."""
    left = " " if inner[:1].isspace() and before and not before[-1].isspace() else ""
    right = " " if inner[-1:].isspace() and after and not after[0].isspace() else ""
    return left + shown + right


def _located(words: str, passages: list[_Passage]) -> list[tuple[_Passage, SourceSpan]]:
    if not words_of(words):
        return []
    return [(passage, place) for passage in passages for place in passage.places(words)]


def _marked(words: str) -> str | None:
    """Return ``words`` between marks that quote exactly them, or ``None`` where no marks would."""
    for left, right in _MARKS:
        marked = f"{left}{words}{right}"
        if [quoted.outer for quoted in quotations(marked)] == [Span(0, len(marked))]:
            return marked
    return None


def _holds(text: str, passages: list[_Passage]) -> bool:
    return all(_located(quoted.inner.of(text), passages) for quoted in quotations(text))


def _contradicts(cited: Cited, place: Span, speaker: str | None) -> bool:
    """Tell whether the article names only other speakers for the words at ``place``."""
    named = [
        quote for quote in cited.quotes if quote.speaker and any(span.meets(place) for span in quote.spans)
    ]
    return bool(speaker and named) and not any(spoken_by(quote, speaker or "") for quote in named)


def _is_stitched(words: str, passages: list[_Passage]) -> bool:
    """Tell whether ``words`` are two runs or more that each stand in a cited passage."""
    pieces = [run for piece in _GAP.split(words) if (run := words_of(piece))]
    if len(pieces) != 1 or _GAP.search(words):
        return bool(pieces) and all(_is_covered(piece, passages, len(piece)) for piece in pieces)
    is_one_run = _is_covered(pieces[0], passages, len(pieces[0]))
    return not is_one_run and _is_covered(pieces[0], passages, _SHORTEST_RUN)


def _is_covered(words: list[str], passages: list[_Passage], shortest: int) -> bool:
    """Tell whether ``words`` part into runs of at least ``shortest`` that each stand in a passage."""
    reached = [True] + [False] * len(words)
    for start in range(len(words)):
        if not reached[start]:
            continue
        end = start + 1
        while end <= len(words) and any(f" {' '.join(words[start:end])} " in one.words for one in passages):
            if end - start >= shortest:
                reached[end] = True
            end += 1
    return reached[-1]


def _is_clipped(place: SourceSpan, passages: list[_Passage], text: str, quoted: Span) -> bool:
    """Tell whether the source turns the words at ``place`` round and the statement around them does not."""
    before, after = text[: quoted.start], text[quoted.end :]
    if any(is_negator(word) for word in words_of(before)[-6:]) or is_turned(before, after):
        return False
    for passage in passages:
        cited = passage.cited
        if cited.source == place.source and cited.span.holds(place.span):
            first = cited.span.start
            for span in sentences(cited.text):
                sentence = Span(first + span.start, first + span.end)
                if sentence.holds(place.span):
                    leading = cited.article_text[sentence.start : place.span.start]
                    return is_turned(leading, cited.article_text[place.span.end : sentence.end])
    return False


def whose(
    named: str | None, gated: Gated, cited: Sequence[Cited], *, is_known: bool = False
) -> tuple[str | None, tuple[str, ...]]:
    """Return whom what was let through may be given to, and its flags.

    ``named`` is whom the statement names as saying it; nobody is returned where the articles give it to
    others, and ``speaker-unsupported`` is a flag where nothing else was wrong. ``is_known``: an article says
    who spoke the quoted words, so no more is looked for.
    """
    flags = gated.flags
    if named and not flags and not is_known and not _is_said_by(named, gated, cited):
        flags = ("speaker-unsupported",)
    are_anothers = {"quotation-misattributed", "speaker-unsupported"} & set(flags)
    return (None if are_anothers else named), flags


def _is_said_by(speaker: str, gated: Gated, cited: Sequence[Cited]) -> bool:
    """Tell whether nothing in the articles speaks against ``speaker`` having said what was let through.

    Words between marks are theirs where their name stands near them; others unless `_is_anothers`.
    """
    if not gated.spans:
        return not _is_anothers(gated.text, cited, speaker)
    texts = {one.source: one.article_text for one in cited}
    around = [
        texts[place.source][max(place.span.start - _NEAR, 0) : place.span.end + _NEAR]
        for place in gated.spans
    ]
    return all(is_about(text, speaker) or speaker.casefold() in text.casefold() for text in around)


def _is_anothers(text: str, cited: Sequence[Cited], speaker: str) -> bool:
    """Tell whether the articles give what ``text`` says, in the sentence it comes closest to, to others.

    ``speaker`` is whom the statement names as saying it. A sentence that names them too may be theirs; of
    sentences that come equally close, one that may be decides.
    """
    matter = content_of(text) - content_of(speaker)
    best, others = (SAME_MATTER, False), False
    for passage in cited:
        for span in sentences(passage.text) if matter else ():
            sentence = Span(passage.span.start + span.start, passage.span.start + span.end)
            words = span.of(passage.text)
            is_named = is_about(words, speaker) or speaker.casefold() in words.casefold()
            agrees = is_named or not _contradicts(passage, sentence, speaker)
            shared = len(matter & content_of(words)) / len(matter)
            if (shared, agrees) >= best:
                best, others = (shared, agrees), not agrees
    return others
