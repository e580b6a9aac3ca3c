"""Word processors' documents and e-books (.docx, .odt, .rtf, .epub): what stands in them, without its looks.

Pandoc reads the text, in a sandbox with bounded time and memory; what the file says of itself beside it is
read from its own parts. Footnotes stand at the end of the text, so that no sentence is cut by them; tables
are one line a row; pictures are left out.
"""

import json
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers import word
from ingest.readers.documents import believed, document_draft, joined
from ingest.readers.fields import field_of
from ingest.readers.pandoc import Document, document_of
from ingest.readers.rtf import read_rtf
from ingest.readers.saying import because
from ingest.readers.xml import Element, attribute, find, find_all, parse, text_of, texts
from ingest.readers.zips import open_zip, part_of, without

_SECONDS = 15  # 350,000 words in 20,000 paragraphs take 3
_MEMORY = "512m"
_HEAP_EXHAUSTED = 251  # how programs made with GHC end then
_TEXT_PARTS = {"", ".xml", ".rels", ".opf", ".ncx", ".xhtml", ".html", ".htm"}


def read(data: bytes, name: str) -> Draft:
    """Read one document, whatever its name says. Raises UnreadableInput where it holds no text."""
    if data.lstrip().startswith(b"{\\rtf"):
        rich = read_rtf(data.lstrip())
        return _draft(Document(rich.text.split("\n\n"), rich.notes, {}), _named(rich.properties), name)
    archive = open_zip(data, _is_text)
    parts = set(archive.namelist())
    if any(part.startswith("word/") for part in parts):
        kind, properties = "docx", _of_docx(archive)
    elif "META-INF/container.xml" in parts:
        kind, properties = "epub", _of_epub(archive)
    elif "content.xml" in parts:
        kind, properties = "odt", _of_odt(archive)
    else:
        raise UnreadableInput("This is no document Dateline reads. Save it as .docx, .odt, .rtf or .epub.")
    document = document_of(
        _through_pandoc(without(archive, _is_text, _made_ready), kind), styled=kind == "docx"
    )
    if kind == "epub" and (title := believed(properties).get("title")):
        document = document.called(title)  # its first heading is a chapter's
    return _draft(document, properties, name)


def _draft(document: Document, properties: Mapping[str, str], name: str) -> Draft:
    notes = [f"[{number}] {note}" for number, note in enumerate(document.notes, start=1)]
    text = joined([*document.paragraphs, *notes])
    if not text.strip():
        raise UnreadableInput(
            "The document holds no text, perhaps only pictures of it. Make its text readable (OCR), or save "
            "the article as plain text."
        )
    return document_draft(text, document.marked, properties, name)[0]


def _made_ready(name: str, part: bytes) -> bytes:
    return word.prepared(part) if word.is_body(name) else part


def _is_text(part: str) -> bool:
    """Tell whether a part may hold text: pictures, fonts and films are not even unpacked."""
    return PurePosixPath(part.lower()).suffix in _TEXT_PARTS


def _through_pandoc(data: bytes, kind: str) -> Any:
    """Return pandoc's document as JSON. Raises UnreadableInput where it fails or takes too much."""
    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"document.{kind}"
        file.write_bytes(data)
        command = [pypandoc.get_pandoc_path(), "--sandbox", f"--from={kind}", "--to=json", str(file)]
        try:
            done = subprocess.run(  # noqa: S603  # pandoc of the installed package, no shell, a file of ours
                [*command, "+RTS", f"-M{_MEMORY}", "-RTS"], capture_output=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableInput(
                f"The document was not read within {_SECONDS} seconds. Split it, or save it as plain text."
            ) from error
    if done.returncode == _HEAP_EXHAUSTED:
        raise UnreadableInput(
            f"The document needs more than {_MEMORY.upper()} of memory. Split it, or save it as plain text."
        )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").replace(folder, "").strip().splitlines()
        raise UnreadableInput(
            f"The document cannot be read{because(said[0] if said else '')}. Open it and save "
            "it again, or save it as plain text."
        )
    try:
        return json.loads(done.stdout)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(
            "The document is nested too deeply to be read. Save it as plain text."
        ) from error


# What the files say of themselves ------------------------------------------------------------------


def _of_docx(archive: zipfile.ZipFile) -> dict[str, str]:
    core = _root(archive, "docProps/core.xml")
    custom = _root(archive, "docProps/custom.xml")
    own = {attribute(one, "name") or "": text_of(one) or "" for one in find_all(custom, "property")}
    return {
        **_given(
            title=text_of(find(core, "title")),
            author=_people(texts(core, "creator")),
            language=text_of(find(core, "language")),
            modified=_day(text_of(find(core, "modified"))),
        ),
        **_named(own),
    }


def _of_odt(archive: zipfile.ZipFile) -> dict[str, str]:
    meta = find(_root(archive, "meta.xml"), "meta")
    own = {attribute(one, "name") or "": text_of(one) or "" for one in find_all(meta, "user-defined")}
    return {
        **_given(
            title=text_of(find(meta, "title")),
            author=_people(texts(meta, "initial-creator") or texts(meta, "creator")),
            language=text_of(find(meta, "language")),
            modified=_day(text_of(find(meta, "date"))),
        ),
        **_named(own),
    }


def _of_epub(archive: zipfile.ZipFile) -> dict[str, str]:
    container = _root(archive, "META-INF/container.xml")
    package = _root(archive, attribute(find(container, "rootfiles", "rootfile"), "full-path") or "")
    meta = find(package, "metadata")
    about = {attribute(one, "property"): text_of(one) for one in find_all(meta, "meta")}
    source = text_of(find(meta, "source")) or ""
    return _given(
        title=text_of(find(meta, "title")),
        author=_people(texts(meta, "creator")),
        published=next(iter(texts(meta, "date")), None),
        outlet=text_of(find(meta, "publisher")),
        usage=text_of(find(meta, "rights")),
        language=text_of(find(meta, "language")),
        external_id=text_of(find(meta, "identifier")),
        url=source if source.startswith(("http://", "https://")) else None,
        modified=about.get("dcterms:modified"),
    )


def _root(archive: zipfile.ZipFile, part: str) -> Element | None:
    """Return a part's XML; None where there is none, or none that is sound: the text does without."""
    try:
        data = part_of(archive, part)
        return parse(data) if data else None
    except UnreadableInput:
        return None


def _given(**fields: str | None) -> dict[str, str]:
    return {field: words for field, words in fields.items() if words}


def _named(properties: Mapping[str, str]) -> dict[str, str]:
    """Return properties that an author has named by Draft's field names."""
    return {field: words for name, words in properties.items() if words and (field := field_of(name))}


def _people(names: list[str]) -> str:
    return ", ".join(name.strip() for one in names for name in one.split(";") if name.strip())


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None
