"""Reranking: the cross-encoder's order, and nothing of it where none is set."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel

from assistant import Assistant
from assistant.reranking import RERANKED, CrossEncoderReranker, rerank
from assistant.retrieval import PassageRetriever
from assistant.writing import HITS
from corpus import Corpus
from corpus.embedding import DEFAULT_MODEL, model_path, precision
from corpus.errors import ModelUnavailable
from corpus.records import ArticleInfo, Filters, Hit, Passage, Span
from tests.assistant.archive import archive_of, article
from tests.conftest import ROOT
from ui.bootstrap import assistant_of
from ui.settings import load

WORDS = "ferry island night harbour bridge mayor budget school storm winter the runs at was of closed".split()
QUESTION = "Does the ferry to the island run at night?"
NIGHTS = ["harbour", "bridge", "mayor", "budget", "school", "storm", "winter"]


class Shortest:
    """A Reranker that prefers short texts, and keeps what it was given."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, list[str]]] = []

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        self.calls.append((question, list(texts)))
        return [-float(len(text)) for text in texts]


class Fixed:
    """A Reranker whose scores the test writes."""

    def __init__(self, *scores: float) -> None:
        self.fixed = scores

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        return self.fixed


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Yield more articles on the ferry than a reranker is given: all alike, the later ones longer."""
    drafts = [
        article(
            f"Ferry {number}",
            f"The ferry to the island at night was at the {NIGHTS[number % 7]}. "
            + f"The {NIGHTS[number % 5]} of the {NIGHTS[number % 6]} was closed. " * (1 + number % 9),
            "2025-03-01",
        )
        for number in range(RERANKED + 6)
    ]
    with archive_of(tmp_path_factory.mktemp("archive"), *drafts) as corpus:
        yield corpus


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cross-encoder of one layer with random weights: real, though it knows nothing."""
    return _made(tmp_path_factory.mktemp("models") / "one", labels=1)


def _made(folder: Path, labels: int) -> Path:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "?", *WORDS]
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        initializer_range=1.0,  # scores that lie far apart
        num_labels=labels,
    )
    torch.manual_seed(7)
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer = BertTokenizerFast(vocab={word: number for number, word in enumerate(vocabulary)})
    tokenizer.save_pretrained(folder)
    return folder


def _hits(*scores: float) -> list[Hit]:
    info = ArticleInfo("a", None, 1, "Ferry", None, None, None, None, datetime.now(UTC), sample=False)
    return [
        Hit(rank, score, Passage(rank, "a", 1, Span(0, 1), f"text {rank}"), info)
        for rank, score in enumerate(scores, 1)
    ]


def _told(hits: Sequence[Hit]) -> list[tuple[int, int, float]]:
    return [(hit.rank, hit.passage.id, hit.score) for hit in hits]


def _texts(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.text for hit in hits]


def test_hits_come_in_the_order_of_the_scores_with_new_ranks():
    hits = rerank(Fixed(-1.5, 8.0, 2.0), "?", _hits(0.9, 0.8, 0.7), 10)

    assert _told(hits) == [(1, 2, 8.0), (2, 3, 2.0), (3, 1, -1.5)]


def test_what_scores_alike_stays_in_the_order_it_had():
    assert [hit.passage.id for hit in rerank(Fixed(1, 2, 1, 2), "?", _hits(4, 3, 2, 1), 10)] == [2, 4, 1, 3]


def test_only_as_many_as_asked_for_are_returned_but_all_are_weighed():
    assert _told(rerank(Fixed(1, 2, 3), "?", _hits(0.9, 0.8, 0.7), 1)) == [(1, 3, 3.0)]


def test_nothing_found_asks_nobody():
    reranker = Shortest()

    assert rerank(reranker, "?", [], 10) == []
    assert reranker.calls == []


def test_hits_beyond_those_it_reads_follow_as_they_were_with_lower_scores():
    found = _hits(*(float(100 - number) for number in range(RERANKED + 3)))
    scores = [float(number % 7) - 3 for number in range(RERANKED)]

    hits = rerank(Fixed(*scores), "?", found, RERANKED + 2)

    assert [hit.passage.id for hit in hits[RERANKED:]] == [RERANKED + 1, RERANKED + 2]
    assert [hit.rank for hit in hits] == list(range(1, RERANKED + 3))
    assert all(better.score >= worse.score for better, worse in pairwise(hits))
    assert hits[RERANKED].score < hits[RERANKED - 1].score


def test_one_score_too_few_is_an_error():
    with pytest.raises(ValueError, match="shorter"):
        rerank(Fixed(1.0), "?", _hits(0.9, 0.8), 10)


def test_search_gives_the_reranker_the_question_and_the_best_hits(archive: Corpus):
    reranker = Shortest()
    plain = Assistant(archive).search(QUESTION, limit=RERANKED)

    hits = Assistant(archive, reranker=reranker).search(QUESTION, limit=5)

    assert reranker.calls == [(QUESTION, _texts(plain))]
    assert _texts(hits) == sorted(_texts(plain), key=len)[:5]
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]


def test_a_search_for_more_than_it_reads_still_finds_them_all(archive: Corpus):
    reranker = Shortest()
    plain = Assistant(archive).search(QUESTION, limit=RERANKED + 4)

    hits = Assistant(archive, reranker=reranker).search(QUESTION, limit=RERANKED + 4)

    assert [len(texts) for _, texts in reranker.calls] == [RERANKED]
    assert len(hits) == RERANKED + 4
    assert _texts(hits[RERANKED:]) == _texts(plain[RERANKED:])


def test_an_answer_of_quotes_is_made_from_what_the_reranker_put_first(archive: Corpus):
    class Last(Shortest):
        def scores(self, question: str, texts: Sequence[str]) -> list[float]:
            super().scores(question, texts)
            return [float(number) for number in range(len(texts))]

    order = [hit.article.id for hit in Assistant(archive).search(QUESTION, limit=RERANKED)]
    reranker = Last()

    answer = Assistant(archive, reranker=reranker).ask(QUESTION)

    assert [question for question, _ in reranker.calls] == [QUESTION]
    assert answer.sources
    assert {source.article.id for source in answer.sources} <= set(order[-12:])


def test_a_language_model_is_shown_what_the_reranker_put_first(archive: Corpus):
    reranker = Shortest()
    plain = PassageRetriever(corpus=archive, filters=Filters(), limit=RERANKED).invoke(QUESTION)
    retriever = PassageRetriever(corpus=archive, filters=Filters(), limit=3, reranker=reranker)

    documents = retriever.invoke(QUESTION)

    shortest = sorted((document.page_content for document in plain), key=len)
    assert [document.page_content for document in documents] == shortest[:3]
    assert [document.metadata["hit"].rank for document in documents] == [1, 2, 3]

    asked: list[str] = []

    class Listening(FakeListChatModel):
        def _stream(self, messages: Any, *rest: Any, **options: Any) -> Any:
            asked.append(str(messages))
            return super()._stream(messages, *rest, **options)

    Assistant(archive, Listening(responses=["Nothing."]), reranker=reranker).ask(QUESTION)

    assert [text in asked[0] for text in shortest[:HITS]] == [True] * HITS
    assert [text in asked[0] for text in shortest[HITS + 1 :]] == [False] * (RERANKED - HITS - 1)


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch, archive: Corpus) -> Any:
    """Return a way to an assistant as the faces get it, with a setting for the reranker."""

    def assistant(name: str) -> Assistant:
        monkeypatch.setenv("DATELINE_RERANKER", name)
        return assistant_of(load(), archive)

    return assistant


def test_the_setting_puts_hits_in_the_order_of_the_models_own_scores(
    set_to: Any, archive: Corpus, folder: Path
):
    import torch
    from sentence_transformers import CrossEncoder

    plain = Assistant(archive).search(QUESTION, limit=RERANKED)
    model = CrossEncoder(str(folder), model_kwargs={"dtype": getattr(torch, precision())})
    scores = model.predict([(QUESTION, text) for text in _texts(plain)], activation_fn=torch.nn.Identity())
    scored = list(zip((float(score) for score in scores), _texts(plain), strict=True))

    hits = set_to(str(folder)).search(QUESTION, limit=RERANKED)

    scored.sort(key=lambda pair: -pair[0])
    assert [(hit.score, hit.passage.text) for hit in hits] == scored
    assert _texts(hits) != _texts(plain)
    assert len({hit.score for hit in hits}) > 5  # they tell texts apart


def test_a_text_beyond_what_the_model_reads_is_cut_off(folder: Path):
    reranker = CrossEncoderReranker(str(folder))

    long, longer, other = reranker.scores("ferry", ["island " * 80, "island " * 400, "bridge " * 80])

    assert long == pytest.approx(longer, rel=0.02)
    assert other != pytest.approx(long, rel=0.02)
    assert reranker.scores("ferry", []) == []


def test_a_folder_that_is_not_there_is_a_clear_error(set_to: Any, tmp_path: Path):
    assistant = set_to(str(tmp_path / "no" / "model"))

    with pytest.raises(ModelUnavailable, match="DATELINE_RERANKER"):
        assistant.search(QUESTION)
    with pytest.raises(ModelUnavailable, match="no/model"):
        assistant.ask(QUESTION)


def test_a_hub_name_that_was_never_downloaded_is_a_clear_error():
    with pytest.raises(ModelUnavailable, match="hf download"):
        CrossEncoderReranker("nobody/nothing").scores("ferry", ["island"])


@pytest.mark.parametrize("weights", [None, b"not weights at all"])
def test_a_damaged_folder_is_a_clear_error(folder: Path, tmp_path: Path, weights: bytes | None):
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.safetensors").unlink()
    if weights:
        (tmp_path / "model.safetensors").write_bytes(weights)

    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        CrossEncoderReranker(str(tmp_path)).scores("ferry", ["island"])


def test_a_model_with_several_labels_is_refused(tmp_path: Path):
    with pytest.raises(ModelUnavailable, match="3 numbers"):
        CrossEncoderReranker(str(_made(tmp_path, labels=3))).scores("ferry", ["island"])


def test_an_embedding_model_is_refused_because_its_scores_would_be_chance():
    with pytest.raises(ModelUnavailable, match="not trained to score"):
        CrossEncoderReranker(str(model_path(DEFAULT_MODEL))).scores("ferry", ["island"])


def test_it_is_off_unless_it_is_set_and_then_nothing_of_it_is_imported(archive: Corpus):
    assert load().reranker is None
    assert assistant_of(load(), archive).search(QUESTION) == Assistant(archive).search(QUESTION)
    program = (
        "import sys\n"
        "sys.path.append(sys.argv[1])\n"
        "from pathlib import Path\n"
        "from tests.assistant.archive import archive_of, article\n"
        "from ui.bootstrap import assistant_of\n"
        "from ui.settings import load\n"
        "with archive_of(Path('home'), article('Ferry', 'The ferry runs at night.')) as corpus:\n"
        "    assert assistant_of(load(), corpus).search('ferry')\n"
        "loaded = {'sentence_transformers', 'transformers', 'torch'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(ROOT)], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
