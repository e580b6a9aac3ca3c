"""Files and folders into drafts: everything in order, each with its origin, and nothing raised."""

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import BadArticle, FetchFailed
from corpus.records import Draft
from ingest import reading
from ingest.fetching import Fetched
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
        "deploy.py": b"print('no article')\n",
        "settings.yml": b"colour: green\n",
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


def test_a_folder_without_articles_is_refused(tmp_path: Path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")

    assert "no file that may be an article" in reason(tmp_path)


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "empty"),
    "blank": ("a.md", b" \n\t\n", "empty"),
    "no line": ("a.jsonl", b"\n", "empty"),
    "no Word": ("a.docx", b"PK", "called .docx"),
    "no PDF": ("a.pdf", b"Text.", "called .pdf"),
    "a picture": ("a.txt", b"\x89PNG\r\n\x1a\n....", "picture"),
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Save it as"),
    "binary": ("a.txt", b"\x00\x01\x02", "binary"),
    "no gzip": ("a.jsonl.gz", b"This is no gzip.", "cannot be"),
    "no article": ("a.html", b"<html></html>", "No article text"),
}


def test_a_file_is_read_by_what_it_holds_not_by_its_name(tmp_path: Path):
    for name, data in {
        "page.txt": b"<!doctype html><html><body><article><h1>T</h1><p>A page's words stand here, enough of "
        b"them to be an article that can be read.</p></article></body></html>",
        "README": b"Text.",
        "feed.bin": b'<rss version="2.0"><channel><item><title>T</title><description>A whole text of an '
        b"entry.</description></item></channel></rss>",
        "list.json": b'[{"title": "T", "text": "In a list."}, {"text": "And on."}]',
        "one.json": b'{\n "title": "T",\n "text": "Over lines."\n}',
    }.items():
        (tmp_path / name).write_bytes(data)

    assert texts([tmp_path]) == [
        "Text.",
        "A whole text of an entry.",
        "In a list.",
        "And on.",
        "Over lines.",
        "A page's words stand here, enough of them to be an article that can be read.",
    ]


class Web:
    """What stands at addresses."""

    def __init__(self, **pages: bytes) -> None:
        self.pages = {f"https://news.example/{name}": data for name, data in pages.items()}
        self.asked: list[str] = []

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        self.asked.append(url)
        if url not in self.pages:
            raise FetchFailed(f"{url} is not there. Check the address.")
        return Fetched(url, self.pages[url], "text/html", None, 200, None, None)


PAGE = (
    b"<html><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1>"
    b"<p>The bridge over the harbour opened on Friday, after four years of work and many quarrels.</p>"
    b"</article></body></html>"
)
FEED = (
    b'<rss version="2.0"><channel><title>Mail</title><item><title>Bridge opens</title>'
    b"<link>https://news.example/bridge</link><description>The bridge ...</description></item></channel>"
    b"</rss>"
)


def test_an_address_is_fetched_and_its_page_knows_where_it_stands():
    web = Web(bridge=PAGE)
    (found,) = read_all(["https://news.example/bridge"], fetch=web.fetch)

    assert isinstance(found.draft, Draft)
    assert found.draft.url == "https://news.example/bridge"
    assert found.draft.text.startswith("The bridge over the harbour opened")


def test_a_feeds_pages_are_fetched_where_the_feed_was(tmp_path: Path):
    web = Web(bridge=PAGE, feed=FEED)
    (tmp_path / "feed.xml").write_bytes(FEED)

    (live,) = read_all(["https://news.example/feed"], fetch=web.fetch)
    assert isinstance(live.draft, Draft)
    assert "four years of work" in live.draft.text
    web.asked.clear()

    (local,) = read_all([tmp_path / "feed.xml"], fetch=web.fetch)
    assert web.asked == []
    (followed,) = read_all([tmp_path / "feed.xml"], fetch=web.fetch, follow=True)
    assert isinstance(followed.draft, Draft)
    assert "four years of work" in followed.draft.text
    assert web.asked == ["https://news.example/bridge"]
    assert local.origin == followed.origin == f"{tmp_path / 'feed.xml'}, entry 1"


def test_an_address_that_cannot_be_had_never_stops_the_rest(folder: Path):
    found = list(read_all(["https://news.example/none", "ftp://x/y", folder / "b.txt"], fetch=Web().fetch))

    assert [isinstance(one.draft, Draft) for one in found] == [False, False, True]
    assert "Check the address" in str(found[0].draft)


def test_archives_are_opened_and_their_places_named():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/one.txt", "One.")
        archive.writestr("rows.csv", "headline,body\nT,Two.\nU,Three.\n")

    found = list(read_bytes(packed.getvalue(), "desk.zip"))

    assert [one.origin for one in found] == [
        "desk.zip, a/one.txt",
        "desk.zip, rows.csv row 2",
        "desk.zip, rows.csv row 3",
    ]
    assert [one.draft.text for one in found if isinstance(one.draft, Draft)] == ["One.", "Two.", "Three."]


def test_columns_can_be_named(tmp_path: Path):
    (tmp_path / "a.csv").write_text("Kop;Verhaal\nT;Woorden.\n")

    assert texts([tmp_path]) == ["!"]
    (found,) = read_all([tmp_path / "a.csv"], columns={"title": "Kop", "text": "Verhaal"})
    assert isinstance(found.draft, Draft)
    assert (found.draft.title, found.draft.text) == ("T", "Woorden.")


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


def test_what_other_databases_call_otherwise_is_understood():
    row = {"headline": "Ferry sinks", "date": "4 June 2024", "byline": "Ann Lee", "outlet": "Gazette"}
    row |= {
        "link": "https://g.example/1",
        "guid": "g1",
        "text": "It sank.",
        "publisher": {"name": "no words"},
    }

    (found,) = read_bytes(json.dumps(row).encode(), "x.jsonl")

    assert isinstance(found.draft, Draft)
    assert (found.draft.title, found.draft.author, found.draft.outlet) == (
        "Ferry sinks",
        "Ann Lee",
        "Gazette",
    )
    assert (found.draft.url, found.draft.external_id) == ("https://g.example/1", "g1")
    assert str(found.draft.published) == "2024-06-04"


def test_our_own_names_win_over_others():
    row = {
        "title": "Ours",
        "headline": "Theirs",
        "source": "Gazette",
        "publisher": "Corp",
        "text": "It sank.",
    }

    (found,) = read_bytes(json.dumps(row).encode(), "x.jsonl")

    assert isinstance(found.draft, Draft)
    assert (found.draft.title, found.draft.outlet) == ("Ours", "Gazette")


def test_a_list_inside_an_object_is_read_where_it_is_the_only_one():
    rows = [{"title": "One", "text": "It sank."}, {"title": "Two", "text": "It rose."}]
    one, two = ({"total": 2, "articles": rows}, {"articles": rows, "others": rows})

    titles = [
        r.draft.title for r in read_bytes(json.dumps(one).encode(), "x.json") if isinstance(r.draft, Draft)
    ]
    assert titles == ["One", "Two"]
    assert all(
        isinstance(r.draft, BadArticle) for r in read_bytes(json.dumps(two, indent=1).encode(), "x.json")
    )


def test_the_comments_of_an_article_are_no_articles():
    page = {"title": "T", "body": "An article.", "comments": [{"text": "I disagree."}]}
    (reading,) = read_bytes(json.dumps(page).encode(), "x.json")

    assert isinstance(reading.draft, BadArticle)
    assert 'no "text"' in str(reading.draft)


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
