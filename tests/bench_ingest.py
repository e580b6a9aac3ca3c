"""How fast articles come in, beside the bare model and the tutorial way, and how that changes as they grow.

    python -m tests.bench rate growth     4,000 articles with the real model; 40,000 for memory and slope
    DATELINE_BENCH_RATE=400 DATELINE_BENCH_GROWTH=8000 python -m tests.bench rate growth

What is compared is run in turns in one process, and the ratios are what to quote: the speed of a shared
machine changes by the minute. ``growth`` embeds its first batches with the real model and gives the rest
stand-in vectors, made from each text: what is left is all that ingest does beside the forward passes.
"""

import gzip
import itertools
import json
import os
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from corpus import Corpus, open_corpus
from corpus.embedding import SentenceTransformerModel, Vectors, precision
from corpus.passes import cores
from corpus.records import Span
from ingest.pipeline import Outcome, ingest_readings
from ingest.readers import jsonl
from ingest.reading import Reading
from tests.replicas import replica
from tests.tutorial import tutorial_way

_NEWS = Path(__file__).resolve().parents[2] / "shared" / "data" / "news" / "articles.jsonl.gz"
_T = TypeVar("_T")
_TURN = 100  # articles between two turns of the bare model
_TUTORIAL_EVERY = 8  # turns between two of the tutorial way,
_TUTORIAL = 50  # each over so many articles
_BARE_BATCH = 32  # sentence-transformers' own
_REAL = 2_000  # passages that growth embeds with the real model, so that its memory is counted
_PARTS = 20  # lines that growth prints


def rate() -> None:
    """Tokens a second: ingest, the bare model over the same passages and the tutorial way, in turns."""
    number = int(os.environ.get("DATELINE_BENCH_RATE", "4000"))
    model = SentenceTransformerModel()
    model.encode_question("load the model before the clock starts")
    bare = model._load()  # the same weights at the same precision, by sentence-transformers' own ``encode``
    tutorial = tutorial_way()
    articles = list(itertools.islice(news(), number))
    tokens: list[int] = []
    ours, theirs, sampled = [], [], []
    with tempfile.TemporaryDirectory() as folder, open_corpus(Path(folder) / "home", model=model) as corpus:
        outcomes = ingest_readings(corpus, map(reading_of, articles))
        while True:
            some, seconds = _timed(lambda: list(itertools.islice(outcomes, _TURN)))
            texts = _passages(corpus, some)
            if not texts:
                break
            tokens.append(sum(min(n + 2, model.max_tokens) for n in model.count_tokens(texts)))
            ours.append(seconds)
            theirs.append(_timed(lambda: bare.encode(texts, batch_size=_BARE_BATCH))[1])  # noqa: B023
            if len(ours) % _TUTORIAL_EVERY == 1:
                first = (len(ours) - 1) * _TURN
                sample = articles[first : first + _TUTORIAL]
                with tempfile.TemporaryDirectory() as store:
                    its = _timed(lambda: tutorial(sample, store))[1]  # noqa: B023
                sampled.append((its / len(sample), seconds / len(some)))
                minutely = [f"{60 / pace:.0f}" for pace in sampled[-1]]
                _say(f"  turn {len(ours)}, articles a minute: tutorial way {minutely[0]}, ours {minutely[1]}")
    their_pace, our_pace = zip(*sampled, strict=True)
    _say(f"{number:,} articles, {sum(tokens):,} tokens, {precision()}")
    our_rate, bare_rate = sum(tokens) / sum(ours), sum(tokens) / sum(theirs)
    _say(f"tokens a second: ingest {our_rate:,.0f}, bare model {bare_rate:,.0f}")
    _say(f"ingest / bare model: {_compared(theirs, ours)}")
    _say(f"ingest / tutorial way: {_compared(their_pace, our_pace)}")
    _say(f"peak memory, the tutorial way included: {_peak_gb():.2f} GB")


def growth() -> None:
    """Memory, and processor time beside the forward passes, from the first to the last of 40,000 articles."""
    number = int(os.environ.get("DATELINE_BENCH_GROWTH", "40000"))
    step = max(1, number // _PARTS)
    originals = list(news())
    making = _Stopwatch()
    articles = (making(replica, one, n) for n in itertools.count(1) for one in originals)
    model = StandIn()
    each = []
    with tempfile.TemporaryDirectory() as folder, open_corpus(Path(folder) / "home", model=model) as corpus:
        outcomes = ingest_readings(corpus, map(reading_of, itertools.islice(articles, number)))
        for done in range(step, number + 1, step):
            before = time.process_time() - making.seconds - model.embedding.seconds
            some = list(itertools.islice(outcomes, step))
            beside = time.process_time() - making.seconds - model.embedding.seconds - before
            each.append(beside / len(some))
            _say(f"  {done:,} articles: {each[-1] * 1000:.1f} ms beside embedding, peak {_peak_gb():.2f} GB")
    forward = model.real.seconds / max(1, model.real_passages) * model.passages / number / cores()
    # the first part warms up; three together, as articles differ
    start, end = (forward + sum(some) / len(some) for some in (each[1:4], each[-3:]))
    _say(f"{number:,} articles, peak memory {_peak_gb():.2f} GB; from passage {_REAL:,} on, stand-in vectors")
    _say(f"with {forward * 1000:.1f} ms of embedding each, rate at the end / at the start: {start / end:.2f}")


class _Stopwatch:
    """Adds up the processor time of calls."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, work: Callable[..., _T], *given: Any) -> _T:
        started = time.process_time()
        result = work(*given)
        self.seconds += time.process_time() - started
        return result


class StandIn(SentenceTransformerModel):
    """The real model for the first passages; then vectors made from each text."""

    def __init__(self) -> None:
        super().__init__()
        self.passages = self.real_passages = 0
        self.embedding, self.real = _Stopwatch(), _Stopwatch()
        self._kept: list[Vectors] = []

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return unit vectors of the shapes that the real model gives."""
        self.passages += len(texts)
        if self.passages > _REAL:
            made: tuple[Vectors, list[Vectors]] = self.embedding(self._made, texts, sentences)
            return made
        self._load()
        self.real_passages += len(texts)
        made = self.embedding(self.real, super().encode_passages, texts, sentences)
        self._kept.append(made[0])
        return made

    def _made(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return real vectors moved by a cosine of about 0.86: an index of mere noise would be far slower."""
        chance = np.random.default_rng(zlib.crc32("".join(texts).encode()))
        real = np.concatenate(self._kept)

        def some(number: int) -> Vectors:
            made = real[chance.integers(len(real), size=number)]
            made = made + 0.03 * chance.standard_normal((number, self.dimension), dtype=np.float32)
            return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)

        return some(len(texts)), [some(len(spans)) for spans in sentences]


def news() -> Iterator[dict[str, Any]]:
    """Yield the 4,000 real articles."""
    with gzip.open(_NEWS, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def reading_of(article: dict[str, Any]) -> Reading:
    """Return an article of `news` as the reader of .jsonl files reads it."""
    ((_, draft),) = jsonl.read([json.dumps(article).encode()])
    return Reading(article["id"], draft)


def _passages(corpus: Corpus, outcomes: Sequence[Outcome]) -> list[str]:
    return [one.text for o in outcomes for one in corpus.catalogue.passages_of(o.article_id or "")]


def _timed(work: Callable[[], _T]) -> tuple[_T, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def _compared(theirs: Sequence[float], ours: Sequence[float]) -> str:
    ratios = [their / our for their, our in zip(theirs, ours, strict=True)]
    low, middle, high = np.percentile(ratios, (25, 50, 75))
    return f"{sum(theirs) / sum(ours):.2f} (quartiles of the turns {low:.2f}, {middle:.2f}, {high:.2f})"


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
