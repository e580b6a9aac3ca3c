"""What a home holds and the room it takes."""

from datetime import date
from pathlib import Path

from corpus import Corpus
from corpus.usage import holdings_of, room_of
from tests.assistant.archive import article, take_in


def test_everything_is_counted(corpus: Corpus) -> None:
    take_in(
        corpus,
        article("One", "“No,” Ada Quill said on Monday.", "2025-03-01", outlet="Gazette"),
        article("Two", "The bank raised its rate.", "2025-02-01", outlet="Post", sample=True),
        article("Three", "A bridge was opened.", outlet="Post"),
    )

    held = holdings_of(corpus.catalogue)

    assert (held.articles, held.samples, held.undated, held.outlets) == (3, 1, 1, 2)
    assert held.passages == corpus.catalogue.count_passages() > 0
    assert held.quotes == 1
    assert (held.conversations, held.feeds) == (0, 0)
    assert (held.oldest, held.newest) == (date(2025, 2, 1), date(2025, 3, 1))


def test_an_empty_home_holds_nothing(corpus: Corpus) -> None:
    held = holdings_of(corpus.catalogue)

    assert (held.articles, held.passages, held.oldest, held.newest) == (0, 0, None, None)


def test_room_adds_up_to_the_bytes_of_the_files(tmp_path: Path) -> None:
    files = {
        "catalogue.sqlite": 100,
        "catalogue.sqlite-wal": 20,
        "vectors/a/b.bin": 50,
        "words/c.idx": 30,
        "jobs/one/log": 7,
    }
    for name, size in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    (tmp_path / "vectors" / "link").symlink_to(tmp_path / "words" / "c.idx")

    room = room_of(tmp_path)

    assert room.taken == {"catalogue": 120, "vectors": 50, "words": 30, "other": 7}
    assert room.total == sum(files.values())
    assert room.free > 0
