"""Word processors' documents and e-books: what an author wrote comes back, and what they said of it."""

import io
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableInput
from ingest.readers import office, zips
from ingest.readers.rtf import read_rtf
from tests.ingest.hostile_bases import docx
from tests.ingest.readers.documents import (
    AUTHORS,
    HEADLINE,
    SAID,
    TEXT,
    made,
    markdown,
    same,
    with_header_lines,
)

ZIPPED = ["docx", "odt", "epub"]
KINDS = [*ZIPPED, "rtf"]


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """Return the archive with parts added, changed or taken out; a double underscore is a slash."""
    given = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in given:
                new.writestr(name, old.read(name))
        for name, part in given.items():
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


def text_of(body: str, kind: str, folder: Path) -> str:
    return office.read(made(f"# {HEADLINE}\n\n{body}", kind, folder), f"x.{kind}").text


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing>{0}</w:drawing></mc:Choice><mc:Fallback><w:pict>{0}</w:pict>'
    "</mc:Fallback></mc:AlternateContent>"
)


def paragraph(words: str, looks: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{looks}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


def word(*blocks: str) -> bytes:
    """Return a Word document of these blocks."""
    body = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(blocks)}</w:body></w:document>'
    return docx(body)


def test_text_boxes_are_read_once_behind_the_paragraph_they_hang_on():
    box = BOX.format(f"<w:txbxContent>{paragraph('In the box.')}{paragraph('Twice.')}</w:txbxContent>")
    data = word(
        paragraph("One."), f"<w:p><w:r>{box}</w:r><w:r><w:t>Two.</w:t></w:r></w:p>", paragraph("Three.")
    )

    assert office.read(data, "x.docx").text == "One.\n\nTwo.\n\nIn the box.\n\nTwice.\n\nThree."


def test_two_boxes_of_one_paragraph_stay_in_their_order():
    boxes = [
        BOX.format(f"<w:txbxContent>{paragraph(text)}</w:txbxContent>") for text in ("First.", "Second.")
    ]
    data = word(f"<w:p>{''.join(f'<w:r>{box}</w:r>' for box in boxes)}<w:r><w:t>Two.</w:t></w:r></w:p>")

    assert office.read(data, "x.docx").text == "Two.\n\nFirst.\n\nSecond."


@pytest.mark.parametrize(
    ("looks", "shown"), [("<w:vanish/>", ""), ('<w:vanish w:val="0"/>', "Secret."), ("", "Secret.")]
)
def test_hidden_text_is_left_out(looks: str, shown: str):
    data = word(paragraph("One."), paragraph("Secret.", looks), paragraph("Two."))

    assert office.read(data, "x.docx").text.split() == ["One.", *shown.split(), "Two."]


def test_a_book_of_chapters_bears_its_own_title(tmp_path: Path):
    chapters = "# The vote\n\nIt passed.\n\n# The day after\n\nIt held."
    source = f"---\ntitle: The bridge and the council\n---\n\n{chapters}"
    found = office.read(made(source, "epub", tmp_path), "x.epub")

    assert found.title == "The bridge and the council"
    assert found.text.split("\n\n") == ["The vote", "It passed.", "The day after", "It held."]


# Round trips ---------------------------------------------------------------------------------------


def test_a_word_document_comes_back_whole(tmp_path: Path):
    same(office.read(made(markdown(), "docx", tmp_path), "x.docx"), SAID)


def test_an_open_document_comes_back_whole(tmp_path: Path):
    same(office.read(made(markdown(), "odt", tmp_path), "x.odt"), SAID)


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_that_says_all_in_its_text_comes_back_whole(kind: str, tmp_path: Path):
    data = made(with_header_lines(), kind, tmp_path, "-M", "pagetitle=x")

    found = office.read(data, f"x.{kind}")

    same(replace(found, external_id="E-17"), SAID)


def test_an_e_book_comes_back_whole(tmp_path: Path):
    source = markdown(publisher="The River Gazette", rights="No resale", identifier="E-17", lang="en-GB")

    found = office.read(made(source, "epub", tmp_path), "x.epub")

    assert (found.title, found.text, found.author) == (HEADLINE, TEXT, SAID.author)
    assert (found.published, found.dated_by) == (SAID.published, "document properties")
    assert (found.outlet, found.usage, found.external_id) == (SAID.outlet, SAID.usage, "E-17")
    assert found.language == "en"


def test_a_rich_text_with_properties_comes_back_whole(tmp_path: Path):
    own = {"outlet": "The River Gazette", "Published": "2025-01-12", "Section": "Economy"}
    properties = "".join(
        f"{{\\propname {name}}}\\proptype30{{\\staticval {value}}}" for name, value in own.items()
    )
    about = rf"{{\info{{\title x.doc}}{{\author {', '.join(AUTHORS)}}}}}{{\*\userprops {properties}}}"
    data = made(f"# {HEADLINE}\n\n{TEXT}", "rtf", tmp_path)
    data = data.replace(rb"\deff0", rb"\deff0" + about.encode(), 1)

    found = office.read(data, "x.rtf")

    assert (found.title, found.text, found.author) == (HEADLINE, TEXT, SAID.author)
    assert (found.outlet, found.section) == ("The River Gazette", "Economy")
    assert (found.published, found.dated_by) == (SAID.published, "document properties")


# Text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_footnotes_stand_at_the_end_and_cut_no_sentence(kind: str, tmp_path: Path):
    body = "“We will not,” she said[^a] on Tuesday.\n\nHe left.[^b]\n\n"
    body += "[^a]: In an interview.\n\n[^b]: By *boat*.\n"

    found = text_of(body, kind, tmp_path)

    assert found == "“We will not,” she said on Tuesday.\n\nHe left.\n\n[1] In an interview.\n\n[2] By boat."


@pytest.mark.parametrize("kind", KINDS)
def test_lists_tables_and_links_are_words(kind: str, tmp_path: Path):
    body = (
        "Before [the *link*](https://x.example).\n\n- One barge\n- Two barges\n\n"
        "| Month | Barges |\n|---|---|\n| May | 12 |\n\nAfter.\n"
    )

    found = text_of(body, kind, tmp_path)

    words = ["Before the link.", "One barge", "Two barges", "Month | Barges", "May | 12", "After."]
    assert [line for line in found.split("\n") if line] == words


@pytest.mark.parametrize("kind", ZIPPED)
def test_pictures_are_left_out(kind: str, tmp_path: Path):
    (tmp_path / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')

    assert text_of("Before ![a picture](x.svg) it.", kind, tmp_path).split() == ["Before", "it."]


def test_what_was_struck_out_or_deleted_is_left_out(tmp_path: Path):
    assert text_of("The ~~five~~six barges.", "docx", tmp_path) == "The six barges."


def test_a_headline_in_quotation_marks_is_known_by_its_style(tmp_path: Path):
    found = office.read(made("# “No barge will pass.”\n\nText.", "docx", tmp_path), "x.docx")

    assert (found.title, found.text) == ("“No barge will pass.”", "Text.")


def test_the_day_on_which_a_file_was_saved_is_a_change_only_after_publication(tmp_path: Path):
    namespaces = 'xmlns:c="http://purl.org/dc/terms/"'
    data = made(f"# {HEADLINE}\n\n12 January 2025\n\n{TEXT}", "docx", tmp_path)

    def saved(day: str) -> bytes:
        core = (
            f"<a {namespaces}><c:created>2025-01-01T08:00:00Z</c:created><c:modified>{day}</c:modified></a>"
        )
        return changed(data, docProps__core_xml=core.encode())

    before = office.read(saved("2025-01-11T08:00:00Z"), "x.docx")
    after = office.read(saved("2025-01-14T08:00:00Z"), "x.docx")

    assert (before.published, before.modified) == (date(2025, 1, 12), None)
    assert (after.published, after.modified) == (date(2025, 1, 12), date(2025, 1, 14))


def test_a_document_without_anything_else_is_named_after_its_file(tmp_path: Path):
    found = office.read(made("He left at noon.\n\nShe stayed.", "docx", tmp_path), "river-barges.docx")

    assert (found.title, found.text) == ("River barges", "He left at noon.\n\nShe stayed.")


def test_a_standfirst_stays_and_the_day_below_it_is_read(tmp_path: Path):
    source = f"# {HEADLINE}\n\nLocks are narrow\n\nBy Anna Writer\n\n12 January 2025\n\n{TEXT}"

    found = office.read(made(source, "docx", tmp_path), "x.docx")

    assert found.text.startswith("Locks are narrow\n\n")
    assert (found.author, found.published, found.dated_by) == (
        "Anna Writer",
        date(2025, 1, 12),
        "document text",
    )


# Rich text -----------------------------------------------------------------------------------------

RICH = r"{\rtf1\ansi\ansicpg1252\deff0 "


@pytest.mark.parametrize(
    "written",
    [
        r"A \u8220\'93Barge\u8221\'94 isn\u8217\'92t \u8211\'96 it",
        r"A \u8220?Barge\u8221? isn\u8217?t \u8211? it",
        r"\uc0 A \u8220 Barge\u8221  isn\u8217 t \u8211  it",
        r"\uc2 A \u8220??Barge\u8221\'94\'94 isn\u8217??t \u8211?? it",
        r"A \'93Barge\'94 isn\'92t \'96 it",
        r"A \ldblquote Barge\rdblquote  isn\rquote t \endash  it",
        "A {\\uc0\\u8220}Bar\r\nge{\\uc1\\u8221?} {\\b isn{\\i\\rquote}t} {\\v not}\\u8211?{\\deleted no} it",
    ],
)
def test_no_letter_is_lost_however_a_character_is_written(written: str):
    found = read_rtf((RICH + written + r"\par}").encode()).text

    assert found == "A “Barge” isn’t – it"


@pytest.mark.parametrize(
    ("page", "charset", "words"),
    [
        (1251, 204, "Министр"),
        (1250, 238, "Příliš"),
        (932, 128, "外務大臣"),
        (936, 134, "外交部长"),
        (1256, 178, "الوزير"),
    ],
)
@pytest.mark.parametrize("by_font", [True, False])
def test_old_code_pages_are_known(page: int, charset: int, words: str, by_font: bool):
    escaped = "".join(f"\\'{byte:02x}" for byte in words.encode(f"cp{page}"))
    font = rf"{{\fonttbl{{\f0 A;}}{{\f1\fcharset{charset} B;}}}}\f1 "
    source = RICH + font + escaped + "}" if by_font else rf"{{\rtf1\ansi\ansicpg{page} {escaped}}}"

    assert read_rtf(source.encode()).text == words


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1))
def test_every_character_comes_back(words: str):
    units = words.encode("utf-16-le")
    codes = [
        int.from_bytes(units[place : place + 2], "little", signed=True) for place in range(0, len(units), 2)
    ]
    source = RICH + "x" + "".join(f"\\u{code}?" for code in codes) + "}"

    assert read_rtf(source.encode()).text == "x" + words


@given(st.text(alphabet="\\{}'*uc19f \nabpar;\t|~-", max_size=80))
def test_any_rich_text_is_an_article_or_a_clear_refusal(source: str):
    with suppress(UnreadableInput):
        office.read(b"{\\rtf1 " + source.encode(), "x.rtf")


# What cannot be read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"no archive", b"PK\x03\x04 nearly", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"{\\rtf1 }"],
    ids=["text", "broken", "old or protected", "empty"],
)
def test_what_is_no_document_is_refused_with_advice(data: bytes):
    with pytest.raises(UnreadableInput, match=r"[Ss]ave"):
        office.read(data, "x.docx")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zips, "LARGEST", 2_000_000)
    bomb = changed(made(TEXT, "docx", tmp_path), word__more_xml=bytes(2_100_000))

    with pytest.raises(UnreadableInput, match="unpacks to 2"):
        office.read(bomb, "x.docx")


def test_large_pictures_are_no_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zips, "LARGEST", 2_000_000)
    data = changed(made(markdown(), "docx", tmp_path), **{"word__media__a.bmp": bytes(2_100_000)})

    same(office.read(data, "x.docx"), SAID)


@pytest.mark.parametrize("kind", ZIPPED)
def test_entities_of_the_file_are_not_expanded(kind: str, tmp_path: Path):
    """Whatever is done with them, a file of this computer does not become an article."""
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this computer")
    part = {"docx": "docProps__core_xml", "odt": "meta_xml", "epub": "META-INF__container_xml"}[kind]
    evil = f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{secret}">]><a><title>A &e; title</title></a>'

    with suppress(UnreadableInput):
        found = office.read(changed(made(TEXT, kind, tmp_path), **{part: evil.encode()}), f"x.{kind}")
        assert "secret" not in found.title + found.text


def test_a_document_has_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    data = made(TEXT, "docx", tmp_path)
    monkeypatch.setattr(office, "_SECONDS", 0.0001)

    with pytest.raises(UnreadableInput, match="plain text"):
        office.read(data, "x.docx")


def test_a_document_has_its_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>" * 3_000
    document = f'<w:document xmlns:w="{namespace}"><w:body>{paragraphs}</w:body></w:document>'
    data = changed(made(TEXT, "docx", tmp_path), word__document_xml=document.encode())
    monkeypatch.setattr(office, "_MEMORY", "64m")

    with pytest.raises(UnreadableInput, match="memory"):
        office.read(data, "x.docx")


@settings(max_examples=25)
@given(st.integers(0), st.binary(min_size=1, max_size=6), st.sampled_from(ZIPPED))
def test_a_damaged_document_is_read_or_refused(files: dict[str, bytes], place: int, junk: bytes, kind: str):
    data = files[kind]
    place %= len(data)

    with suppress(UnreadableInput):
        office.read(data[:place] + junk + data[place + len(junk) :], f"x.{kind}")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return {kind: made(markdown(), kind, tmp_path_factory.mktemp(kind)) for kind in ZIPPED}
