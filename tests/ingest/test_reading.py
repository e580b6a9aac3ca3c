"""Files and folders into drafts: everything in order, each with its origin, and nothing raised."""

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import BadArticle
from ingest import reading
from ingest.reading import count, read_all, read_bytes


def rows(*texts: str) -> bytes:
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)


def texts(inputs: list[Any]) -> list[str]:
    """Return the texts that were read, and "!" for each refusal."""
    return [r.draft.text if not isinstance(r.draft, BadArticle) else "!" for r in read_all(inputs)]


def reason(given: Any) -> str:
    """Return why the only input of this name was refused."""
    (found,) = read_all([given])
    assert found.origin == str(given)
    assert isinstance(found.draft, BadArticle)
    return str(found.draft)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of every format, with things in it that are not to be read."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / ".hidden").mkdir()
    for name, data in {
        "b.txt": b"Two.",
        "a.md": b"One.",
        "deep/c.TXT": b"Four.",
        "c.jsonl": rows("Three."),
        "deep/d.jsonl.gz": gzip.compress(rows("Five.", "Six.")),
        "picture.png": b"\x89PNG",
        ".secret.txt": b"Hidden.",
        ".hidden/x.txt": b"Hidden.",
    }.items():
        (tmp_path / "in" / name).write_bytes(data)
    return tmp_path / "in"


def test_a_folder_is_read_in_order_without_hidden_and_foreign_files(folder: Path):
    assert texts([folder]) == ["One.", "Two.", "Three.", "Four.", "Five.", "Six."]
    assert count([folder]) == 6


def test_a_folder_below_a_hidden_one_is_read_when_it_is_named(tmp_path: Path):
    (tmp_path / ".mine").mkdir()
    (tmp_path / ".mine" / "a.txt").write_text("Mine.")

    assert texts([tmp_path / ".mine"]) == ["Mine."]


def test_inputs_are_read_in_the_order_they_are_given(folder: Path):
    assert texts([folder / "b.txt", str(folder / "a.md"), folder / "b.txt"]) == ["Two.", "One.", "Two."]


def test_each_article_says_where_it_came_from(folder: Path):
    file = folder / "deep" / "d.jsonl.gz"

    assert [found.origin for found in read_all([file, folder / "b.txt"])] == [
        f"{file}:1",
        f"{file}:2",
        str(folder / "b.txt"),
    ]


def test_reading_is_lazy(folder: Path):
    """An archive larger than memory is read a line at a time."""
    found = read_all([folder / "deep" / "d.jsonl.gz", "/nowhere"])

    assert next(found).origin.endswith(":1")


def test_an_empty_folder_is_refused_with_what_could_be_read(tmp_path: Path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")

    assert ".jsonl.gz" in reason(tmp_path)


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "empty"),
    "blank": ("a.md", b" \n\t\n", "empty"),
    "no line": ("a.jsonl", b"\n", "empty"),
    "unknown suffix": ("a.docx", b"PK", ".txt, .text, .md"),
    "no suffix": ("README", b"Text.", ".txt, .text, .md"),
    "binary": ("a.txt", b"\x00\x01\x02", "binary"),
    "no gzip": ("a.jsonl.gz", b"This is no gzip.", "cannot be"),
    "no article": ("a.html", b"<html></html>", "No article text"),
}


@pytest.mark.parametrize(("name", "data", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path: Path, name: str, data: bytes, expected: str):
    (tmp_path / name).write_bytes(data)

    assert expected in reason(tmp_path / name)
    assert count([tmp_path / name]) <= 1
    ((uploaded),) = read_bytes(data, name)
    assert isinstance(uploaded.draft, BadArticle)


@pytest.mark.parametrize(
    "given",
    ["", "/nowhere/a.txt", "https://example.org/a", "a" * 5_000, "~nobody-of-this-name/a.txt", "a\0b"],
)
def test_what_is_not_there_is_refused_with_advice(given: str):
    assert reason(given)
    assert count([given]) == 1


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "_LARGEST_FILE", 100)
    (tmp_path / "a.txt").write_bytes(b"x" * 101)
    (tmp_path / "b.jsonl").write_bytes(rows("x" * 200))

    assert "larger than 100 bytes" in reason(tmp_path / "a.txt")
    assert texts([tmp_path / "b.jsonl"]) == ["x" * 200]


def test_a_broken_archive_gives_what_stands_before_the_break(tmp_path: Path):
    long = ["".join(hashlib.sha512(b"%d %d" % (i, j)).hexdigest() for j in range(24)) for i in range(40)]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(rows(*long))[:-2_000])

    found = texts([tmp_path / "a.jsonl.gz"])

    assert found[-1] == "!"
    assert len(found) > 5
    assert found[:-1] == long[: len(found) - 1]
    assert count([tmp_path / "a.jsonl.gz"]) >= 1


def test_a_bad_line_is_named_by_its_number(tmp_path: Path):
    (tmp_path / "a.jsonl").write_bytes(rows("One.") + b"\n{broken\n" + rows("Two."))

    found = list(read_all([tmp_path / "a.jsonl"]))

    assert [f.origin.rsplit(":", 1)[1] for f in found] == ["1", "3", "4"]
    assert texts([tmp_path / "a.jsonl"]) == ["One.", "!", "Two."]


def test_one_bad_input_never_stops_the_rest(folder: Path):
    assert texts(["/nowhere", folder / "b.txt", folder / "picture.png", folder / "a.md"]) == [
        "!",
        "Two.",
        "!",
        "One.",
    ]


UPLOADS: dict[str, Callable[[bytes], bytes]] = {"a.jsonl": bytes, "a.jsonl.gz": gzip.compress}


@pytest.mark.parametrize("name", UPLOADS)
def test_an_upload_is_read_like_a_file(tmp_path: Path, name: str):
    data = UPLOADS[name](rows("One.\u2028Still one.", "Two."))
    (tmp_path / name).write_bytes(data)

    uploaded = [found.draft for found in read_bytes(data, name)]

    assert uploaded == [found.draft for found in read_all([tmp_path / name])]
    assert len(uploaded) == 2
