"""The wire files beside the tests, and a reader of the one item in a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import BadArticle
from corpus.records import Draft

SAMPLES = Path(__file__).parent / "samples"

Reader = Callable[[bytes, str], Iterator[tuple[str, Draft | BadArticle]]]


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def only(read: Reader, data: bytes | str, name: str = "a-file.xml") -> Draft:
    """Return the one article that a file holds."""
    ((place, item),) = read(data.encode() if isinstance(data, str) else data, name)
    assert place == ""
    assert isinstance(item, Draft), item
    return item
