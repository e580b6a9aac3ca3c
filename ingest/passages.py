"""An article's text into passages: runs of whole sentences, sized by the model's own tokenizer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.records import Span
from corpus.sentences import paragraphs, sentences

CountTokens = Callable[[Sequence[str]], list[int]]

# A passage of about 110 words ranks best of what was tried on the quiz questions (data README of the
# measurements); the model reads 256 tokens, and what is beyond that would be lost in silence.
_TOKENS = 160
_CHARACTERS = 1_200  # the longest text a hit may have (the contract)
# Past this size a passage prefers to end where a paragraph does.
_ENOUGH_TOKENS = 110
# A last passage shorter than this joins the one before, where both fit what the model reads.
_STUB_TOKENS = 35


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    tokens: int
    ends_paragraph: bool


def split(text: str, count_tokens: CountTokens, max_tokens: int) -> list[Span]:
    """Return the passages of ``text``, in order; every non-blank character lies in exactly one.

    ``max_tokens`` is what the model reads of one text, special tokens included. A sentence longer than a
    passage may be is parted between words.
    """
    reads = max_tokens - 2  # the two special tokens
    limit = min(_TOKENS, reads)
    runs: list[list[_Piece]] = []
    for piece in _pieces(text, count_tokens, limit):
        if runs and _fits(runs[-1], piece, limit):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    if len(runs) > 1 and _tokens(runs[-1]) < _STUB_TOKENS:
        joined = runs[-2] + runs[-1]
        if _tokens(joined) <= min(reads, limit + _STUB_TOKENS) and _length(joined) <= _CHARACTERS:
            runs[-2:] = [joined]
    return [Span(run[0].span.start, run[-1].span.end) for run in runs]


def _fits(run: list[_Piece], piece: _Piece, limit: int) -> bool:
    if _tokens(run) + piece.tokens > limit or piece.span.end - run[0].span.start > _CHARACTERS:
        return False
    return not (run[-1].ends_paragraph and _tokens(run) >= _ENOUGH_TOKENS)


def _tokens(run: list[_Piece]) -> int:
    return sum(piece.tokens for piece in run)


def _length(run: list[_Piece]) -> int:
    return run[-1].span.end - run[0].span.start


def _pieces(text: str, count_tokens: CountTokens, limit: int) -> list[_Piece]:
    found = []
    spans = sentences(text)
    ends = {paragraph.end for paragraph in paragraphs(text)}
    for span, tokens in zip(spans, count_tokens([span.of(text) for span in spans]), strict=True):
        if tokens <= limit and span.end - span.start <= _CHARACTERS:
            found.append(_Piece(span, tokens, span.end in ends))
        else:
            found += _parts(text, span, count_tokens, limit, span.end in ends)
    return found


def _parts(
    text: str, span: Span, count_tokens: CountTokens, limit: int, ends_paragraph: bool
) -> list[_Piece]:
    """Part an over-long sentence between words; a word longer than the limit between characters."""
    words = [
        Span(start, min(start + _longest_word(limit), word.end))
        for word in _words(text, span)
        for start in range(word.start, word.end, _longest_word(limit))
    ]
    counts = count_tokens([word.of(text) for word in words])
    runs: list[list[_Piece]] = [[]]
    for word, tokens in zip(words, counts, strict=True):
        run = runs[-1]
        if run and (_tokens(run) + tokens > limit or word.end - run[0].span.start > _CHARACTERS):
            runs.append(run := [])
        run.append(_Piece(word, tokens, False))
    parts = [_Piece(Span(run[0].span.start, run[-1].span.end), _tokens(run), False) for run in runs if run]
    last = parts[-1]
    return [*parts[:-1], _Piece(last.span, last.tokens, ends_paragraph)]


def _longest_word(limit: int) -> int:
    """Return how many characters are sure to be within ``limit`` tokens (a token is a character or more)."""
    return max(1, min(limit, _CHARACTERS))


def _words(text: str, span: Span) -> list[Span]:
    edges = [span.start]
    inside = text[span.start : span.end]
    edges += [
        span.start + i
        for i, (before, after) in enumerate(pairwise(inside), start=1)
        if before.isspace() != after.isspace()
    ]
    edges.append(span.end)
    return [Span(start, end) for start, end in pairwise(edges) if not text[start].isspace()]
