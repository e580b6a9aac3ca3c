"""What a person hands over (files, folders, addresses) into drafts, one at a time, each with its origin."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.formats import Columns, articles_in
from ingest.pages import Fetch, address_of, whole_page
from ingest.readers import jsonl
from ingest.readers.feed_entries import Entry
from ingest.readers.packing import members
from ingest.sniffing import format_of

_LARGEST_FILE = 500_000_000  # bytes that are read at once; JSON Lines and archives may be of any size
# What stands beside articles in a folder and is none. Of other endings nobody knows whether plain text is an
# article (a program, a setting): in a folder such a file is passed over. All else is read, or it is said why.
_BESIDE = frozenset(
    """.png .jpg .jpeg .gif .webp .bmp .tif .tiff .ico .svg .css .js .map .woff .woff2 .ttf .eot .mp3 .mp4
    .mov .avi .webm .wav .exe .dll .so .pyc .db .sqlite .lock .tmp .part .log""".split()
)

_KNOWN = frozenset(
    """.txt .text .md .markdown .csv .tsv .tab .json .jsonl .gz .zip .html .htm .xhtml .xml .rss .atom .pdf
    .docx .doc .odt .rtf .epub .xlsx .xls .eml .nitf .newsml .ninjs""".split()
)
_SNIFFED = 65_536  # bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """One input as it was read: where it came from, and the article or what is wrong with it."""

    origin: str
    draft: Draft | BadArticle


def read_all(
    inputs: Iterable[str | Path],
    *,
    fetch: Fetch | None = None,
    columns: Columns | None = None,
    follow: bool = False,
) -> Iterator[Reading]:
    """Read files, folders and addresses, lazily and in order; what fails is yielded, nothing is raised.

    Addresses are fetched through ``fetch``; without one a fetcher that knows no internal host is made. Of a
    feed's entries that hold but a summary the pages are fetched where the feed itself was, or with
    ``follow``. ``columns`` name the headers of tables.
    """
    with ExitStack() as stack:
        for given in inputs:
            try:
                if _is_address(given):
                    fetch = fetch or _fetcher(stack)
                    yield from _read_address(str(given), fetch, columns)
                    continue
                files = _files(given)
            except BadArticle as error:
                yield Reading(str(given), error)
                continue
            except (OSError, RuntimeError) as error:  # too long a name; "~somebody" who is not there
                reason = f"The path cannot be followed ({error}). Check it and try again."
                yield Reading(str(given), UnreadableInput(reason))
                continue
            if follow:
                fetch = fetch or _fetcher(stack)
            for file in files:
                yield from _read_file(file, fetch if follow else None, columns)


def read_bytes(
    data: bytes, name: str, *, fetch: Fetch | None = None, columns: Columns | None = None
) -> Iterator[Reading]:
    """Read one uploaded file; ``name`` is what the browser called it.

    With ``fetch`` the pages of a feed's entries are fetched where they hold but a summary.
    """
    try:
        for place, found in articles_in(data, name, columns=columns):
            yield Reading(_origin(name, place), _settled(found, fetch))
    except BadArticle as error:
        yield Reading(name, error)


def count(inputs: Iterable[str | Path]) -> int:
    """Return about how many articles the inputs hold, for a progress bar; unreadable ones count as one."""
    total = 0
    for given in inputs:
        try:
            total += 1 if _is_address(given) else sum(map(_count_file, _files(given)))
        except (BadArticle, OSError, EOFError, zlib.error, RuntimeError):
            total += 1
    return total


def files_in(folder: Path) -> list[Path]:
    """Return the files of a folder, and of those within it, that may be articles, in order."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not _hidden(file, folder) and _may_be_article(file)
    )


def _may_be_article(file: Path) -> bool:
    suffix = file.suffix.lower()
    if suffix in _BESIDE:
        return False
    if not suffix or suffix in _KNOWN:
        return True
    try:
        with file.open("rb") as opened:
            head = opened.read(_SNIFFED)
    except OSError:
        return True  # it is said why when it is read
    return not head.strip() or format_of(head, file.name) not in ("text", "markdown", "csv", "tsv")


def _is_address(given: str | Path) -> bool:
    return isinstance(given, str) and given.strip().lower().startswith(("http://", "https://"))


def _fetcher(stack: ExitStack) -> Fetch:
    from ingest.fetching import Fetcher

    return stack.enter_context(Fetcher()).fetch


def _files(given: str | Path) -> list[Path]:
    if "://" in str(given):
        raise UnreadableInput(
            "Only http and https addresses are fetched. Save what stands there and ingest it."
        )
    if not str(given).strip():
        raise UnreadableInput("The path is empty. Name a file or a folder (the current one is a dot).")
    path = Path(given).expanduser()
    if path.is_dir():
        found = files_in(path)
        if not found:
            raise UnreadableInput("The folder holds no file that may be an article. Check that it is it.")
        return found
    if not path.exists():
        raise UnreadableInput("There is no such file or folder. Check the path.")
    return [path]


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _read_address(url: str, fetch: Fetch, columns: Columns | None) -> Iterator[Reading]:
    fetched = fetch(url.strip())
    found = articles_in(fetched.data, fetched.url, columns=columns, charset=fetched.charset)
    for place, one in found:
        draft = _settled(one, fetch)
        if not place and isinstance(draft, Draft):  # the page itself
            draft = replace(draft, url=address_of(draft.url, fetched.url))
        yield Reading(_origin(url, place), draft)


def _read_file(path: Path, fetch: Fetch | None, columns: Columns | None) -> Iterator[Reading]:
    origin, name = str(path), path.name.lower()
    try:
        if name.endswith((".jsonl", ".jsonl.gz")):
            with gzip.open(path, "rb") if name.endswith(".gz") else path.open("rb") as lines:
                yield from _numbered(origin, lines)
            return
        if path.stat().st_size > _LARGEST_FILE:
            yield from _read_archive(path, fetch, columns)
            return
        for place, found in articles_in(path.read_bytes(), path.name, columns=columns):
            yield Reading(_origin(origin, place), _settled(found, fetch))
    except BadArticle as error:
        yield Reading(origin, error)
    except (OSError, EOFError, zlib.error) as error:
        yield Reading(origin, UnreadableInput(f"The file cannot be read ({error}). Check it and try again."))


def _read_archive(path: Path, fetch: Fetch | None, columns: Columns | None) -> Iterator[Reading]:
    """Read an archive that is too large to be held in memory, a member at a time."""
    if path.suffix.lower() != ".zip":
        raise UnreadableInput(f"The file is larger than {_LARGEST_FILE:,} bytes. Split it.")
    for name, data in members(path, path.name):
        if isinstance(data, BadArticle):
            yield Reading(_origin(str(path), name), data)
            continue
        for reading in read_bytes(data, name, fetch=fetch, columns=columns):
            yield replace(reading, origin=_origin(str(path), reading.origin))


def _settled(found: Draft | BadArticle | Entry, fetch: Fetch | None) -> Draft | BadArticle:
    """Return an article as it is taken in; of a feed's entry that holds but a summary, its page's."""
    if not isinstance(found, Entry):
        return found
    if fetch is None or not (found.summary_only and found.link):
        return found.draft
    try:
        return whole_page(found.known, found.link, fetch)
    except BadArticle as error:
        return found.draft if isinstance(found.draft, Draft) else error


def _numbered(origin: str, lines: Iterable[bytes]) -> Iterator[Reading]:
    number = 0
    for number, draft in jsonl.read(lines):
        yield Reading(f"{origin}:{number}", draft)
    if not number:
        raise UnreadableInput("The file is empty. Check it and try again.")


def _origin(name: str, place: str) -> str:
    """Return where an article came from: "file:7" for a line, "file, row 7" and the like elsewhere."""
    if place.startswith("line "):
        return f"{name}:{place.removeprefix('line ')}"
    return f"{name}, {place}" if place else name


def _count_file(path: Path) -> int:
    name = path.name.lower()
    if not name.endswith((".jsonl", ".jsonl.gz")):
        return 1
    with gzip.open(path, "rb") if name.endswith(".gz") else path.open("rb") as lines:
        return sum(1 for line in lines if line.strip())
