"""Reranking: a cross-encoder, where one is set, puts the best hits in its own order.

A cross-encoder reads the question and a passage together, which tells more than comparing their vectors
and costs a pass through the model for each hit: so it is given the best hits only. It sees nothing but
the two texts: the period, the outlet and the other evidence then only choose which hits it is given.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from corpus.embedding import precision
from corpus.errors import ModelUnavailable
from corpus.records import Hit

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

# Hits that are read. Chosen for the wait, not tuned on questions: 30 hits of 1,200 characters took a model
# of 6 layers by 384 dimensions at best 1.9 s in bfloat16 and 5.1 s in float32, on two busy AVX-512 cores.
RERANKED = 30


@runtime_checkable
class Reranker(Protocol):
    """Anything that tells how well texts answer a question."""

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Return one score a text, in their order; higher is nearer. Scores compare within one call only."""


class CrossEncoderReranker:
    """A Reranker over sentence-transformers' CrossEncoder, by folder or by hub name.

    A hub name must have been downloaded before (``hf download NAME``): nothing is fetched here. What a
    pair has beyond the model's maximum length is cut off. The model is loaded when it is first used.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()  # one tokenizer in two threads fails (tokenizers #537)
        self._model: CrossEncoder | None = None

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return the model's logit for each text. Raises ModelUnavailable where it cannot be loaded."""
        import torch

        with self._lock:
            if self._model is None:
                self._model = _load_model(self.name)
            # Not the sigmoid that is the default for one label: it makes all that is near enough 1.0.
            found = self._model.predict(
                [(question, text) for text in texts],
                activation_fn=torch.nn.Identity(),
                show_progress_bar=False,
            )
        return [float(score) for score in found]


def rerank(reranker: Reranker, question: str, hits: Sequence[Hit], limit: int) -> list[Hit]:
    """Return up to ``limit`` of the hits, which come best first, in the reranker's order.

    The best ``RERANKED`` get its scores; equal ones stay as they were. Those after them stay behind, with
    scores moved below. Ranks count from 1 again. Raises what the reranker raises.
    """
    best, rest = hits[:RERANKED], hits[RERANKED:]
    if not best:
        return []
    scores = reranker.scores(question, [hit.passage.text for hit in best])
    scored = [replace(hit, score=score) for hit, score in zip(best, scores, strict=True)]
    scored.sort(key=lambda hit: -hit.score)
    lowest, last = scored[-1].score, best[-1].score
    scored += [replace(hit, score=lowest - (last - hit.score)) for hit in rest]
    return [replace(hit, rank=rank) for rank, hit in enumerate(scored[:limit], 1)]


def _load_model(name: str) -> "CrossEncoder":
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import CrossEncoder
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model: CrossEncoder = CrossEncoder(
            name, local_files_only=True, model_kwargs={"dtype": getattr(torch, precision())}
        )
    except (OSError, ValueError, RuntimeError, ImportError, SafetensorError) as error:
        raise _unavailable(name, str(error)) from error
    if model.num_labels != 1:
        raise _unavailable(name, f"it gives {model.num_labels} numbers for a text instead of one score")
    # Other models, the embedding models among them, load as well: with an untrained head, put on at random.
    kinds: list[str] = getattr(model.config, "architectures", None) or []
    if len(model) == 1 and not all(kind.endswith("ForSequenceClassification") for kind in kinds):
        raise _unavailable(name, f"it is a {kinds[0]}, which was not trained to score a text")
    return model


def _unavailable(name: str, reason: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The cross-encoder {name!r} cannot be loaded ({' '.join(reason.split())}). Set DATELINE_RERANKER "
        "to a folder that holds a sentence-transformers cross-encoder with one score or to a hub name that "
        "was downloaded before (hf download NAME), or unset it to search without one."
    )
