"""Whatever a language model does, all that stands between quotation marks stands in the cited passage.

Each of the ways in `misbehaving.py` is asked questions over the sample articles and, where they are, over
real ones, through the real provider package and a scripted server; beside them go answers by quotes only.
`scrutiny.py` looks at every answer. `make test` asks for some 380 answers, `make bench` (ALL_ANSWERS=1) for
more than 1,000.
"""

import gzip
import itertools
import json
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Assistant
from assistant.answer import Answer, Statement
from assistant.model import chat_model
from corpus import Corpus, open_corpus
from corpus.records import Article
from ingest import ingest
from tests.assistant.misbehaving import MISBEHAVIOURS, Misbehaviour, Prompt
from tests.assistant.scrutiny import faults, quoted_runs
from tests.conftest import ROOT, SHARED
from tests.fakes import ScriptedServer, WordModel, scripted_server

SAMPLE = ROOT / "corpus" / "sample"
NEWS = SHARED / "news"
_ARTICLES = 150  # real ones, those that the questions are about among them
_QUESTIONS = 60
TURNS = 10 if os.environ.get("ALL_ANSWERS") else 3  # questions for each misbehaviour in each archive


class Archive:
    """A corpus with its questions, and a model that misbehaves over it."""

    def __init__(self, corpus: Corpus, questions: list[str], server: ScriptedServer) -> None:
        self.questions = questions
        self.quotes_only = Assistant(corpus)
        self._server = server
        model = chat_model("openai:scripted", url=server.url, key=None, timeout=120)
        self._assistant = Assistant(corpus, model, model_seconds=120)
        self._articles: dict[str, Article] = {}
        self._corpus = corpus

    def article(self, article_id: str) -> Article:
        if article_id not in self._articles:
            self._articles[article_id] = self._corpus.catalogue.get(article_id)
        return self._articles[article_id]

    def ask(self, misbehaviour: Misbehaviour, turn: int, cuts: int = 4) -> tuple[Answer, bool]:
        """Return the answer to question ``turn``, and whether the passages gave a way to misbehave.

        What the model writes comes in ``cuts`` + 1 pieces; -1 cuts after every character.
        """
        wrote: list[Any] = []

        def reply(request: dict[str, Any]) -> list[Any]:
            wrote.append(misbehaviour.writes(Prompt(request, turn)))
            return _pieces(wrote[-1] or "", turn, cuts)

        self._server.reply, self._server.finish = reply, misbehaviour.finish
        *streamed, answer = self._assistant.stream(self.questions[turn % len(self.questions)])
        assert isinstance(answer, Answer)
        assert all(isinstance(one, Statement) for one in streamed)
        if answer.fallback_reason is None:
            assert streamed == list(answer.statements)
        return answer, bool(wrote and wrote[0] is not None)


def _pieces(written: Any, seed: int, cuts: int) -> list[Any]:
    """Cut a text anywhere."""
    if not isinstance(written, str):
        return list(written)
    if cuts < 0:
        return list(written)
    places = sorted(random.Random(seed).choices(range(len(written) + 1), k=cuts))  # noqa: S311  # no secret
    return [written[start:end] for start, end in itertools.pairwise([0, *places, len(written)])]


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.fixture(scope="module")
def sample(server: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with _archive(tmp_path_factory.mktemp("sample"), SAMPLE / "articles.jsonl") as corpus:
        yield Archive(corpus, _questions(SAMPLE), server)


@pytest.fixture(scope="module")
def news(server: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    if not NEWS.is_dir():
        pytest.skip(f"real articles are not part of the repository: {NEWS} is not there")
    folder = tmp_path_factory.mktemp("news")
    (folder / "articles.jsonl").write_text("".join(_some_articles()), encoding="utf-8")
    with _archive(folder / "home", folder / "articles.jsonl") as corpus:
        yield Archive(corpus, _questions(NEWS), server)


@contextmanager
def _archive(home: Path, articles: Path) -> Iterator[Corpus]:
    with open_corpus(home, model=WordModel()) as corpus:
        assert {outcome.status for outcome in ingest(corpus, [articles])} == {"added"}
        yield corpus


def _asked(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[:_QUESTIONS]]


def _questions(folder: Path) -> list[str]:
    return [one["question"] for one in _asked(folder)]


def _some_articles() -> Iterator[str]:
    """Yield the lines of the articles that the questions are about, and of the first others."""
    meant = {name for one in _asked(NEWS) for name in one["article_ids"]}
    others = _ARTICLES - len(meant)
    with gzip.open(NEWS / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            is_meant = json.loads(line)["id"] in meant
            others -= not is_meant
            if is_meant or others >= 0:
                yield line


@pytest.fixture(params=["sample", "news"])
def archive(request: pytest.FixtureRequest) -> Archive:
    found: Archive = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_nothing_false_is_shown_as_a_quotation(name: str, archive: Archive) -> None:
    misbehaviour = MISBEHAVIOURS[name]
    unmarked = 0
    for turn in range(TURNS):
        answer, _ = archive.ask(misbehaviour, 7 * turn + len(name))
        assert faults(answer, archive.article) == []
        if misbehaviour.false and answer.fallback_reason is None:
            unmarked += any(not one.flags for one in answer.statements)
    assert unmarked <= max(misbehaviour.slips * TURNS, misbehaviour.slips > 0)


def test_every_way_to_misbehave_is_tried(sample: Archive) -> None:
    idle = [
        name
        for name, one in MISBEHAVIOURS.items()
        if not any(sample.ask(one, turn)[1] for turn in range(len(sample.questions)))
    ]
    assert idle == []
    assert len(MISBEHAVIOURS) >= 20


def test_answers_by_quotes_only_keep_the_same_promise(archive: Archive) -> None:
    for question in archive.questions:
        assert faults(archive.quotes_only.ask(question), archive.article) == []


@settings(max_examples=20)
@given(name=st.sampled_from(sorted(MISBEHAVIOURS)), turn=st.integers(0, 29), cuts=st.integers(1, 40))
def test_however_a_stream_is_cut_the_answer_is_the_same(
    sample: Archive, name: str, turn: int, cuts: int
) -> None:
    whole, _ = sample.ask(MISBEHAVIOURS[name], turn, 0)

    assert sample.ask(MISBEHAVIOURS[name], turn, cuts)[0] == whole
    assert sample.ask(MISBEHAVIOURS[name], turn, -1)[0] == whole


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ('He said “no” and "yes".', ["no", "yes"]),
        ("„nein“ «non» »nej« 「いや」 《아니》 ‹ne›", ["nein", "non", "nej", "いや", "아니", "ne"]),
        ("It ‘was’ the ministers’ plan, 'so' he don't", ["was", "so"]),
        ("``no'' and ,,nein''", ["no", "nein"]),
        ("It “goes on", ["goes on"]),
        ('It ended so."', ["It ended so."]),
    ],
)
def test_the_checker_sees_what_is_quoted(text: str, runs: list[str]) -> None:
    assert list(quoted_runs(text)) == runs
