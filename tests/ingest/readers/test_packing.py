"""Archives: their files, and what of them is refused."""

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest

from corpus.errors import BadArticle, UnreadableInput
from ingest.readers import packing
from ingest.readers.packing import members
from tests.ingest.hostile import encrypted, overlapping, zipped

TEXT = b"The minister spoke on Tuesday."


def contents(data: bytes, name: str = "archive.zip") -> dict[str, bytes | BadArticle]:
    found = list(members(data, name))
    assert len({label for label, _ in found}) == len(found)
    return dict(found)


def reason(data: bytes, label: str) -> str:
    refused = contents(data)[label]
    assert isinstance(refused, UnreadableInput)
    return str(refused)


def test_the_files_come_in_the_order_of_the_archive():
    assert list(members(zipped({"b/two.txt": b"2", "a.txt": TEXT}), "x.zip")) == [
        ("b/two.txt", b"2"),
        ("a.txt", TEXT),
    ]


def test_an_archive_may_be_a_file(tmp_path: Path):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a.txt": TEXT}))

    assert list(members(path, path.name)) == [("a.txt", TEXT)]
    with pytest.raises(UnreadableInput):
        list(members(tmp_path / "absent.zip", "absent.zip"))


def test_an_archive_inside_is_opened_and_one_inside_that_is_not():
    inner = zipped({"a.txt": TEXT, "deeper.zip": zipped({"b.txt": TEXT}), "c.txt.gz": gzip.compress(TEXT)})
    found = contents(zipped({"inner.zip": inner, "d.txt.gz": gzip.compress(TEXT)}))

    assert found["inner.zip/a.txt"] == TEXT
    assert isinstance(found["inner.zip/deeper.zip"], BadArticle)
    assert isinstance(found["inner.zip/c.txt.gz"], BadArticle)
    assert found["d.txt.gz/d.txt"] == TEXT


def test_office_files_are_not_taken_apart():
    word = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})

    assert contents(zipped({"report.docx": word})) == {"report.docx": word}


def test_a_gz_holds_one_file():
    assert contents(gzip.compress(TEXT) + gzip.compress(TEXT), "folder/a.txt.gz") == {"a.txt": TEXT * 2}


def test_clutter_is_skipped():
    names = ["__MACOSX/._a.txt", "a/.DS_Store", ".hidden/a.txt", "Thumbs.db", "a/", "kept.txt"]

    assert list(contents(zipped(dict.fromkeys(names, b"x")))) == ["kept.txt"]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\a.txt", "Users/a.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("line\nbreak.txt", "linebreak.txt"),
        ("..", "unnamed"),
        ("Müller/Ärger.txt", "Müller/Ärger.txt"),
    ],
)
def test_a_path_is_only_a_label(path: str, label: str):
    assert contents(zipped({path: TEXT})) == {label: TEXT}


def test_a_utf_8_name_that_is_not_marked_as_one_is_read():
    data = zipped({"Müller.txt": TEXT})
    unmarked = data.replace(struct.pack("<H", 0x800), struct.pack("<H", 0))

    assert list(contents(unmarked)) == ["Müller.txt"]


def test_an_encrypted_file_is_refused_and_the_others_are_read():
    data = encrypted(zipped({"a.txt": TEXT, "b.txt": TEXT}), "a.txt")

    assert "password" in reason(data, "a.txt")
    assert contents(data)["b.txt"] == TEXT


def test_a_damaged_file_fails_and_the_others_are_read():
    data = zipped({"a.txt": TEXT, "b.txt": b"other words"}, zipfile.ZIP_STORED).replace(TEXT, TEXT[::-1], 1)

    assert "damaged" in reason(data, "a.txt")
    assert contents(data)["b.txt"] == b"other words"


def test_a_size_that_lies_is_found_out():
    data = zipped({"a.txt": TEXT})
    small = data.replace(struct.pack("<I", len(TEXT)), struct.pack("<I", 3))

    assert isinstance(contents(small)["a.txt"], BadArticle)


def test_a_bomb_is_given_up_while_it_is_unpacked():
    bomb = zipped({"a.txt": bytes(30_000_000), "b.txt": TEXT})

    assert "packed size" in reason(bomb, "a.txt")
    assert contents(bomb)["b.txt"] == TEXT
    (refused,) = contents(gzip.compress(bytes(30_000_000)), "a.gz").values()
    assert isinstance(refused, BadArticle)


def test_a_bomb_inside_an_archive_is_given_up_too():
    inner = zipped({"a.txt": bytes(30_000_000)})

    assert "packed size" in reason(zipped({"inner.zip": inner}), "inner.zip/a.txt")


def test_text_that_packs_well_is_no_bomb():
    repeated = TEXT * 30_000

    assert contents(zipped({"a.txt": repeated})) == {"a.txt": repeated}


def test_files_that_share_bytes_are_refused():
    with pytest.raises(UnreadableInput, match="overlap"):
        contents(overlapping(50, 100_000))


def test_the_number_of_files_is_limited(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packing, "_MOST_MEMBERS", 3)
    found = contents(zipped({f"{n}.txt": TEXT for n in range(9)}))

    assert [isinstance(one, bytes) for one in found.values()] == [True, True, True, False]


def test_the_size_of_a_file_and_of_all_is_limited(monkeypatch: pytest.MonkeyPatch):
    data = zipped({"a.txt": bytes(100), "b.txt": bytes(101), "c.txt": bytes(100)})
    monkeypatch.setattr(packing, "_LARGEST_MEMBER", 100)
    assert [isinstance(one, bytes) for one in contents(data).values()] == [True, False, True]

    monkeypatch.setattr(packing, "_LARGEST_TOTAL", 150)
    assert [isinstance(one, bytes) for one in contents(data).values()] == [True, False, False]


@pytest.mark.parametrize("cut", [0, 1, 2, 10, 60, -1])
def test_what_is_no_whole_archive_is_refused(cut: int):
    with pytest.raises(UnreadableInput):
        contents(zipped({"a.txt": TEXT})[:cut])


def test_a_cut_off_gz_fails():
    (refused,) = contents(gzip.compress(TEXT)[:-9], "a.txt.gz").values()

    assert isinstance(refused, BadArticle)


def test_no_byte_of_an_archive_can_be_changed_unnoticed():
    """Whichever byte is spoiled, each file is what it was or fails; nothing else is raised."""
    data = zipped({"a.txt": TEXT, "b.txt": b"other words"}, zipfile.ZIP_STORED)
    for position in range(len(data)):
        spoiled = bytearray(data)
        spoiled[position] ^= 0x55
        try:
            found = [content for _, content in members(bytes(spoiled), "x.zip")]
        except UnreadableInput:
            continue
        assert all(isinstance(one, BadArticle) or one in (TEXT, b"other words", b"") for one in found)


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    contents(zipped({"../a.txt": TEXT, "b/c.txt": TEXT}))

    assert not list(tmp_path.iterdir())
    assert not (tmp_path.parent / "a.txt").exists()


def test_a_name_that_says_nothing_of_the_kind_is_no_matter():
    assert contents(io.BytesIO(zipped({"a.txt": TEXT})).getvalue(), "letters.txt") == {"a.txt": TEXT}


@pytest.mark.parametrize("files", [{}, {"a/": b""}, {"__MACOSX/._a": b"x", ".DS_Store": b"x"}])
def test_an_archive_of_no_files_is_refused(files: dict[str, bytes]):
    with pytest.raises(UnreadableInput, match="holds no files"):
        contents(zipped(files))
    inner = contents(zipped({"inner.zip": zipped(files), "a.txt": TEXT}))
    assert isinstance(inner["inner.zip"], BadArticle)
    assert inner["a.txt"] == TEXT
