"""Articles for the storage tests: written through the Writer alone, without anything of ingest."""

from datetime import date
from pathlib import Path
from typing import Any

from corpus import Corpus
from corpus.records import Draft, Quote, Span
from corpus.sentences import paragraphs
from corpus.writing import NewArticle

PARAGRAPHS = "The minister spoke on Tuesday. He left at noon.\n\nA second paragraph names the zebrafinch."


def draft(text: str = PARAGRAPHS, **fields: Any) -> Draft:
    """Return a draft; ``published`` may be an ISO day."""
    day = fields.pop("published", None)
    published = date.fromisoformat(day) if isinstance(day, str) else day
    return Draft(**{"title": "A headline", "text": text, "published": published, **fields})


def new_article(corpus: Corpus, of: Draft, key: str = "a", *, mark: str | None = None) -> NewArticle:
    """Return an article ready to be written, a passage for each paragraph."""
    spans = paragraphs(of.text)
    return NewArticle(
        draft=of,
        article_id=f"id-{key}",
        identity=key,
        fingerprint=mark or repr(of),
        spans=spans,
        quotes=[Quote((Span(0, min(3, len(of.text))),), "Somebody", "said", direct=True)],
        vectors=corpus.writer.embed([span.of(of.text) for span in spans]),
        origin=f"{key}.txt",
        status="added",
    )


def put(corpus: Corpus, key: str = "a", text: str = PARAGRAPHS, **fields: Any) -> str:
    """Write one article and return its id."""
    corpus.writer.add([new_article(corpus, draft(text, **fields), key)])
    return f"id-{key}"


def files_with(home: Path, word: str) -> list[str]:
    """Return the files under a home that hold this word's bytes."""
    return sorted(
        str(file.relative_to(home))
        for file in home.rglob("*")
        if file.is_file() and word.encode() in file.read_bytes()
    )
