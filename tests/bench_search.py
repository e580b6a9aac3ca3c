"""Search, measured for `make bench`: how its time grows with the archive, and what each signal adds.

The archives take long to make (12,000 articles: 20 minutes; 32,000: an hour). Where the environment
variable DATELINE_BENCH_HOMES names a folder they are kept there, as the homes `news`, `quiz` and `big`: a
complete one is used as it is, another one is completed from where it was. Otherwise the folder is a
temporary one.
"""

import gzip
import itertools
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.quality.sets import ROOT, SHARED
from tests.replicas import replica
from tests.tutorial import tutorial_way

if TYPE_CHECKING:
    from assistant.scoring import KnownQuestion
    from corpus import Corpus

_SETS = {"news": ("news",), "quiz": ("quiz",), "big": ("news", "quiz")}  # whose articles each home holds
_SIZES = {"news": 4_000, "quiz": 8_000, "big": 32_000}  # articles; what the sets lack, replicas make up
_ASKED = ("news", "quiz")  # the sets whose questions tell what a signal adds
_SPLIT = 300  # articles for the tutorial way, which takes in 300 a minute
_LIMIT = 10
_FIGURES = "hit@1 | hit@4 | hit@10 | MRR@10"


def search_time() -> None:
    """A search over 4,000 and over 32,000 articles, and the tutorial way's over 300, each by itself."""
    from assistant import Assistant
    from corpus import open_corpus
    from corpus.embedding import SentenceTransformerModel, precision

    model = SentenceTransformerModel()
    with (
        _homes("news", "big") as (news, big),
        open_corpus(news, model=model) as small,
        open_corpus(big, model=model) as large,
        tempfile.TemporaryDirectory() as folder,
    ):
        store = tutorial_way()(list(itertools.islice(_articles("news"), _SPLIT)), folder)
        ways: dict[str, Callable[[str], Any]] = {
            _held(small): Assistant(small).search,
            _held(large): Assistant(large).search,
            f"the tutorial way, {_SPLIT} articles, {len(store.get(include=[])['ids']):,} splits": (
                lambda text: store.similarity_search(text, k=_LIMIT)
            ),
        }
        known = _questions("news")
        _times(ways, [one.text for one in known if not one.answerable])  # warm, with other questions
        took = _times(ways, [one.text for one in known if one.answerable])
    for way, times in took.items():
        p95 = sorted(times)[math.ceil(0.95 * len(times)) - 1]
        _say(f"{way}: median {statistics.median(times):.1f} ms, 95th percentile {p95:.1f} ms")
    few, many, theirs = (statistics.median(times) for times in took.values())
    _say(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; precision {precision()}")
    _say(f"growth of the median {many / few - 1:+.2f} (to stay under +0.50)")
    _say(f"ours to the tutorial way's: {few / theirs:.2f} and {many / theirs:.2f}")


def ablation() -> None:
    """What each signal adds: the figures with its weight at 0, on all questions and on the odd half.

    The weights were fitted on the 1st, 3rd, 5th ... answerable question of each set; the odd half is the
    others. A question without a day of its own is put on the day of the newest article.
    """
    from assistant.evidence import WEIGHTS, WEIGHTS_OF_TEXT, passage_meaning
    from corpus import open_corpus

    signals: list[Any] = [*WEIGHTS, *WEIGHTS_OF_TEXT]
    left_out: dict[str, list[Any]] = {"none": []}
    left_out |= {_spoken(signal): [signal] for signal in signals}
    left_out[f"all but {_spoken(passage_meaning)}"] = [one for one in signals if one is not passage_meaning]
    ranks: dict[str, list[list[int | None]]] = {row: [] for row in left_out}
    with _homes(*_ASKED) as homes:
        for name, home in zip(_ASKED, homes, strict=True):
            with open_corpus(home) as corpus:
                for row, some in left_out.items():
                    with _without(some):
                        ranks[row].append(_ranks(corpus, name))
    for half, chosen in (("all questions", slice(None)), ("odd half", slice(1, None, 2))):
        counts = [len(of_set[chosen]) for of_set in ranks["none"]]
        _say(f"\n{half} ({counts[0]} of `news`, {counts[1]} of `quiz`)\n")
        _say(f"| signal left out | {' | '.join(f'`{name}` {_FIGURES}' for name in _ASKED)} |")
        _say("|---" * 9 + "|")
        for row, sets in ranks.items():
            figures = [f"{value:.3f}" for of_set in sets for value in _figures(of_set[chosen])]
            _say(f"| {row} | {' | '.join(figures)} |")


@contextmanager
def _without(signals: Collection[Any]) -> Iterator[None]:
    """Leave signals out: their weights are 0 meanwhile."""
    from assistant.evidence import WEIGHTS, WEIGHTS_OF_TEXT

    tables: list[dict[Any, float]] = [WEIGHTS, WEIGHTS_OF_TEXT]
    before = [dict(table) for table in tables]
    try:
        for table in tables:
            table.update({signal: 0.0 for signal in table if signal in signals})
        yield
    finally:
        for table, weights in zip(tables, before, strict=True):
            table.update(weights)


def _ranks(corpus: "Corpus", name: str) -> list[int | None]:
    """Return the rank of the first hit that holds the answer, for each answerable question in turn."""
    from assistant import Assistant
    from assistant.scoring import rank_of_answer

    assistant, newest = Assistant(corpus), corpus.catalogue.coverage()[1]
    known = [one for one in _questions(name, newest) if one.answerable]
    return [rank_of_answer(one, assistant.search(one.text, one.filters, _LIMIT)) for one in known]


def _figures(ranks: Sequence[int | None]) -> list[float]:
    """Return hit@1, hit@4, hit@10 and MRR@10."""
    hits = [statistics.mean(rank is not None and rank <= k for rank in ranks) for k in (1, 4, _LIMIT)]
    return [*hits, statistics.mean(1 / rank if rank else 0.0 for rank in ranks)]


def _questions(name: str, day: date | None = None) -> list["KnownQuestion"]:
    """Return the questions of a set; ``day`` is when those are put that have no day of their own."""
    from assistant.scoring import known_question

    lines = (SHARED / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [known_question({"asked": day, **json.loads(line)}) for line in lines]


def _times(ways: Mapping[str, Callable[[str], Any]], questions: Iterable[str]) -> dict[str, list[float]]:
    """Ask all questions in one way before the next; return the milliseconds that each way took.

    An archive is asked as people ask it: asked in turns with another one, neither stays in the processor's
    caches. The first way is asked again at the end, and the faster of its two runs counts.
    """
    asked = list(questions)
    took: dict[str, list[float]] = {}
    for name in [*ways, next(iter(ways))]:
        ways[name](asked[0])
        times = []
        for text in asked:
            started = time.perf_counter()
            ways[name](text)
            times.append((time.perf_counter() - started) * 1_000)
        took[name] = min(took.get(name, times), times, key=statistics.median)
    return took


@contextmanager
def _homes(*names: str) -> Iterator[list[Path]]:
    """Yield complete homes."""
    with ExitStack() as stack:
        kept = os.environ.get("DATELINE_BENCH_HOMES")
        folder = Path(kept or stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        yield [_complete(folder / name) for name in names]


def _complete(home: Path) -> Path:
    """Return the home once it holds all of its articles."""
    if _number(home) < _SIZES[home.name]:
        with tempfile.TemporaryDirectory() as folder:
            inputs = [SHARED / name / "articles.jsonl.gz" for name in _SETS[home.name]]
            if home.name == "big":
                inputs.append(_replicas(Path(folder) / "replicas.jsonl"))
            command = [sys.executable, "-m", "ui.cli", "ingest", *map(str, inputs), "--json"]
            environment = {**os.environ, "DATELINE_HOME": str(home)}
            subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
    if (number := _number(home)) != _SIZES[home.name]:
        raise SystemExit(f"{home} holds {number:,} articles, not {_SIZES[home.name]:,}: remove the folder.")
    return home


def _number(home: Path) -> int:
    from corpus import open_corpus

    with open_corpus(home) as corpus:
        return corpus.catalogue.count() - len(corpus.catalogue.unindexed())


def _held(corpus: "Corpus") -> str:
    return f"ours, {corpus.catalogue.count():,} articles, {corpus.catalogue.count_passages():,} passages"


def _replicas(file: Path) -> Path:
    """Write the replicas that make up the big home: number 1 of every article, then number 2 ..."""
    missing = _SIZES["big"] - sum(_SIZES[name] for name in _SETS["big"])
    numbered = (
        (article, n) for n in itertools.count(1) for name in _SETS["big"] for article in _articles(name)
    )
    with file.open("w", encoding="utf-8") as lines:
        for article, number in itertools.islice(numbered, missing):
            lines.write(json.dumps(replica(article, number)) + "\n")
    return file


def _articles(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(SHARED / name / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _spoken(signal: Callable[..., Any]) -> str:
    return signal.__name__.replace("_", " ")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
