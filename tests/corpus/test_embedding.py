"""The real embedding model: everything else is tested with a fake one."""

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from corpus import embedding, passes
from corpus.embedding import DEFAULT_MODEL, SentenceTransformerModel, model_path, precision
from corpus.errors import ModelUnavailable
from corpus.records import Span
from corpus.sentences import sentences

TEXT = "The minister said militias must obey the law. It rained all day in Lisbon."
SPANS = sentences(TEXT)
LONG = "The committee met again on Monday to talk about the budget. " * 60


@pytest.fixture(scope="module")
def real() -> SentenceTransformerModel:
    return SentenceTransformerModel()


@pytest.fixture(scope="module")
def encoded(real: SentenceTransformerModel):
    """Return what three texts of different lengths become, in one call."""
    texts = [TEXT, LONG, "Short."]
    return real.encode_passages(texts, [SPANS, sentences(LONG), []])


def test_vectors_have_the_promised_shape_and_length_one(real: SentenceTransformerModel, encoded):
    wholes, parts = encoded

    assert wholes.shape == (3, real.dimension) == (3, 384)
    assert wholes.dtype == np.float32
    assert np.allclose(np.linalg.norm(wholes, axis=1), 1, atol=1e-5)
    assert [part.shape for part in parts] == [(2, 384), (60, 384), (0, 384)]
    assert np.allclose(np.linalg.norm(parts[0], axis=1), 1, atol=1e-5)


def test_a_sentence_beyond_what_the_model_reads_has_the_vector_zero(encoded):
    lengths = np.linalg.norm(encoded[1][1], axis=1)

    assert np.allclose(lengths[:10], 1, atol=1e-5)
    assert (lengths[-10:] == 0).all()


def test_each_sentence_is_nearest_to_the_question_it_answers(real: SentenceTransformerModel, encoded):
    militias, rain = encoded[1][0]
    question = real.encode_question("Was the weather in Portugal wet?")

    assert question.shape == (384,)
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-5)
    assert rain @ question > militias @ question


def test_a_text_has_the_same_vector_alone_and_beside_others(real: SentenceTransformerModel, encoded):
    """bfloat16 and padding leave a little noise, no more."""
    wholes, _ = real.encode_passages([TEXT], [[]])

    assert wholes[0] @ encoded[0][0] > 0.995


def test_prompts_are_put_before_texts_and_move_no_sentence(real: SentenceTransformerModel, encoded):
    prompted = SentenceTransformerModel(question_prompt="query: ", passage_prompt="passage: ")
    prompted._model = real._load()  # the same weights, loaded once
    wholes, parts = prompted.encode_passages([TEXT], [SPANS])

    assert wholes[0] @ encoded[0][0] < 0.9999
    assert (np.sum(parts[0] * encoded[1][0], axis=1) > 0.9).all()
    assert not np.allclose(prompted.encode_question("rain"), real.encode_question("rain"), atol=1e-3)


def test_tokens_are_counted_to_the_end_of_a_long_text(real: SentenceTransformerModel):
    """The model reads 256; the tokenizer's own limit of 128 must not hide the rest."""
    one, sixty, none = real.count_tokens(["The committee met.", LONG, ""])

    assert one == 4
    assert sixty > 60 * 10
    assert none == 0
    assert real.count_tokens([]) == []
    assert real.max_tokens == 256


def test_an_empty_call_gives_empty_arrays(real: SentenceTransformerModel):
    wholes, parts = real.encode_passages([], [])

    assert wholes.shape == (0, 384)
    assert parts == []


def test_the_precision_is_one_the_model_can_have(real: SentenceTransformerModel):
    assert precision() in ("bfloat16", "float32")
    assert str(next(real._load().parameters()).dtype) == f"torch.{precision()}"


def test_what_the_default_says_of_itself_is_what_its_files_say(real: SentenceTransformerModel):
    """``dimension`` and ``max_tokens`` are known without loading; here they are held against the model."""
    assert real._load().max_seq_length == real.max_tokens
    assert real.encode_question("x").shape == (real.dimension,)


def test_tampered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "model"
    shutil.copytree(model_path(DEFAULT_MODEL), folder)
    weights = folder / "model.safetensors"
    with weights.open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)
        file.seek(-1, 2)
        file.write(bytes([last[0] ^ 1]))
    monkeypatch.setattr(embedding, "model_path", lambda _: folder)

    with pytest.raises(ModelUnavailable, match="not the published model"):
        SentenceTransformerModel().encode_question("x")
    weights.unlink()
    with pytest.raises(ModelUnavailable, match="make venv"):
        SentenceTransformerModel().encode_question("x")


def test_a_model_that_is_not_there_is_a_clear_error(tmp_path: Path):
    (tmp_path / "config.json").write_text("{}")

    with pytest.raises(ModelUnavailable, match="DATELINE_EMBEDDING_MODEL"):
        SentenceTransformerModel(str(tmp_path)).encode_question("x")


def test_a_span_of_no_token_has_the_vector_zero(real: SentenceTransformerModel):
    _, parts = real.encode_passages(["word word"], [[Span(1, 2), Span(0, 4)]])

    assert np.linalg.norm(parts[0], axis=1) == pytest.approx([0, 1], abs=1e-5)


def test_passes_side_by_side_give_what_one_after_the_other_gives(
    real: SentenceTransformerModel, monkeypatch: pytest.MonkeyPatch
):
    """Texts of all lengths, so that passes differ; questions are asked meanwhile."""
    texts = [" ".join(f"Word {n} of text {number}." for n in range(1 + number % 40)) for number in range(90)]
    spans = [sentences(text) for text in texts]
    asked: list[np.ndarray] = []
    questions = [threading.Thread(target=lambda: asked.append(real.encode_question(TEXT))) for _ in range(4)]
    for thread in questions:
        thread.start()
    wholes, parts = real.encode_passages(texts, spans)
    for thread in questions:
        thread.join()
    monkeypatch.setattr(passes, "_MOST", 1)
    expected, expected_parts = real.encode_passages(texts, spans)

    assert (np.sum(wholes * expected, axis=1) > 0.999).all()
    for part, other in zip(parts, expected_parts, strict=True):
        assert np.allclose(np.linalg.norm(part, axis=1), np.linalg.norm(other, axis=1), atol=1e-5)
        assert (np.sum(part * other, axis=1) > 0.998)[np.linalg.norm(other, axis=1) > 0].all()
    assert np.allclose(asked, real.encode_question(TEXT), atol=1e-3)


def test_two_calls_at_once_each_get_their_own(real: SentenceTransformerModel, encoded):
    found: dict[int, np.ndarray] = {}

    def encode(number: int) -> None:
        found[number] = real.encode_passages([TEXT] * (1 + number), [[]] * (1 + number))[0]

    calls = [threading.Thread(target=encode, args=(number,)) for number in range(4)]
    for thread in calls:
        thread.start()
    for thread in calls:
        thread.join()

    assert {number: len(vectors) for number, vectors in found.items()} == {0: 1, 1: 2, 2: 3, 3: 4}
    for vectors in found.values():
        assert (vectors @ encoded[0][0] > 0.995).all()
