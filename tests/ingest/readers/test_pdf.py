"""PDF: what is read is what was printed, page by page, without what printing adds."""

import io
import re
import time
import zlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from corpus.errors import UnreadableInput
from ingest.readers import pdf
from ingest.readers.printed import Line
from ingest.readers.printed import printed as laid_out
from tests.ingest.readers.documents import HEADLINE, PARAGRAPHS, SAID, TEXT, made, markdown, printed, same
from tests.ingest.readers.documents import with_header_lines as in_words

LONG = "\n\n".join(
    f"In part {part} of the hearing, {paragraph[0].lower()}{paragraph[1:]}"
    for part in range(1, 13)
    for paragraph in PARAGRAPHS[1:]
)
NUMBER = "#context counter(page).display()"
HEAD = (
    f'#set page(paper: "a5", header: [The River Gazette #h(1fr) {NUMBER}], footer: [Page {NUMBER} of many])\n'
)


@pytest.fixture(scope="module")
def simple() -> bytes:
    return printed(f"= A headline of some words\n{TEXT}")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def with_properties(data: bytes, **properties: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.xmp_metadata = None
    writer.metadata = {f"/{name}": value for name, value in properties.items()}
    return saved(writer)


def saved(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


# Round trips ---------------------------------------------------------------------------------------


def test_an_article_comes_back_whole(tmp_path: Path):
    source = made(in_words(), "typ", tmp_path).decode()

    found = pdf.read(printed(source), "x.pdf")

    same(found, SAID)
    assert found.page_starts == (0,)


def test_an_article_with_a_title_block_comes_back_whole(tmp_path: Path):
    source = made(markdown(), "typ", tmp_path).decode()

    found = pdf.read(printed(source), "x.pdf")

    assert (found.title, found.text) == (HEADLINE, TEXT)
    assert (found.author, found.published, found.dated_by) == (SAID.author, SAID.published, "document text")


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("hyphenate", ["true", "false"])
def test_a_long_article_is_one_text_with_its_pages_marked(columns: int, hyphenate: str):
    setting = f"#set par(justify: true)\n#set text(hyphenate: {hyphenate})\n#set page(columns: {columns})\n"

    found = pdf.read(printed(f"{HEAD}{setting}= Twelve hearings on barges\n{LONG}"), "x.pdf")

    assert found.title == "Twelve hearings on barges"
    assert squeezed(found.text) == squeezed(LONG)
    assert len(found.page_starts) > 2
    assert list(found.page_starts) == sorted(set(found.page_starts))
    for start in found.page_starts:
        assert found.text[start - 1 : start].strip() == "" or found.text[start - 1].isalpha()


def test_paragraphs_are_those_of_the_author():
    found = pdf.read(printed(f"{HEAD}#set par(spacing: 1.4em)\n= Twelve hearings on barges\n{LONG}"), "x.pdf")

    assert found.text.split("\n\n") == LONG.split("\n\n")


def test_indented_paragraphs_are_paragraphs():
    setting = "#set par(first-line-indent: (amount: 1.5em, all: true), spacing: 0.65em, justify: true)\n"

    found = pdf.read(printed(f"{HEAD}{setting}= Twelve hearings on barges\n{LONG}"), "x.pdf")

    assert found.text.split("\n\n") == LONG.split("\n\n")


def test_a_page_starts_where_its_words_do():
    data = printed(f"{HEAD}= Twelve hearings on barges\n{LONG}")

    found = pdf.read(data, "x.pdf")

    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages):
        first = "In part 1" if number == 0 else page.extract_text().split("\n")[1]
        assert found.text[found.page_starts[number] :].startswith(first.strip()[:20])


# Lines ---------------------------------------------------------------------------------------------


def page_of(*texts: str, page: int = 0, y: float = 700.0) -> list[Line]:
    return [Line(text, 72.0, y - 14 * place, 11.0, page) for place, text in enumerate(texts)]


FULL = "a line that is as long as lines on this page usually are"
PARTED = [
    f"{FULL} manip-",
    f"ulation {FULL} organi-",
    f"sation {FULL} well-",
    f"known {FULL} Al-",
    f"Assad {FULL}.",
]


def test_words_that_the_program_parted_are_joined_and_others_keep_their_hyphen():
    text = laid_out([page_of(*PARTED)]).text

    for word in ("manipulation", "organisation", "well-known", "Al-Assad"):
        assert f" {word} " in text


def test_a_hyphen_stays_where_the_program_parts_no_words():
    text = laid_out([page_of(f"{FULL} river-", f"borne {FULL}", *[FULL] * 90)]).text

    assert "river-borne" in text


def test_a_word_that_stands_whole_elsewhere_is_joined():
    text = laid_out([page_of(f"{FULL} barge-", f"men {FULL}", f"{FULL} bargemen", *[FULL] * 90)]).text

    assert text.count("bargemen") == 2


def test_compounds_stay_apart_where_the_program_parts_words():
    lines = [*PARTED, f"{FULL} government-", f"run {FULL} threat-", f"ening {FULL} R-", f"era {FULL}"]

    text = laid_out([page_of(*lines)]).text

    for word in ("government-run", "threatening", "R-era"):
        assert f" {word} " in text


def test_dashes_stand_at_a_line_end_as_they_do_within_lines():
    tight = laid_out([page_of(f"{FULL} one—two and three—", f"four {FULL}")]).text
    loose = laid_out([page_of(f"{FULL} one — two and three —", f"four {FULL}")]).text

    assert "three—four" in tight
    assert "three — four" in loose


def test_what_a_browser_prints_around_a_page_is_left_out():
    around = [
        Line("12/01/2025, 10:43 PM A headline", 24.0, 770.0, 8.0, 0),
        Line("https://gazette.example/a 1/1", 24.0, 17.0, 8.0, 0),
    ]

    assert laid_out([[*page_of(FULL, f"{FULL}."), *around]]).text == f"{FULL} {FULL}."


def test_lines_that_only_look_alike_are_no_running_heads():
    pages = [page_of("He said no.", FULL, FULL, FULL, "He said no.", page=page) for page in range(4)]

    assert laid_out(pages).text.count("He said no.") == 8


# Properties ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title", ["Microsoft Word - release.doc", "untitled", "release_v3.indd", "final", "Document1"]
)
def test_a_title_that_no_person_wrote_is_not_believed(simple: bytes, title: str):
    assert pdf.read(with_properties(simple, Title=title), "x.pdf").title == "A headline of some words"


def test_a_headline_in_small_letters_is_known_by_the_title():
    data = printed(f"#set text(size: 11pt)\nBarges wait for spring\n\n{TEXT}")

    found = pdf.read(with_properties(data, Title="Barges wait for spring", Author="Anna Writer"), "x.pdf")

    assert (found.title, found.text, found.author) == ("Barges wait for spring", TEXT, "Anna Writer")


@pytest.mark.parametrize("author", ["admin", "jsmith", "Microsoft Office User"])
def test_an_author_that_is_a_login_is_not_believed(simple: bytes, author: str):
    assert pdf.read(with_properties(simple, Author=author), "x.pdf").author is None


def test_the_day_on_which_the_file_was_made_is_no_day_of_publication(simple: bytes):
    data = with_properties(simple, CreationDate="D:20250112120000Z", ModDate="D:20250113120000Z")

    found = pdf.read(data, "x.pdf")

    assert (found.published, found.modified, found.dated_by) == (None, None, None)


# What cannot be read -------------------------------------------------------------------------------


def encrypted(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    return saved(writer)


def test_a_protected_file_is_refused_and_one_that_opens_without_a_password_is_read(simple: bytes):
    assert pdf.read(encrypted(simple, ""), "x.pdf").text == TEXT
    with pytest.raises(UnreadableInput, match="password"):
        pdf.read(encrypted(simple, "secret"), "x.pdf")


def test_a_scan_is_refused_with_the_remedy():
    with pytest.raises(UnreadableInput, match="OCR"):
        pdf.read(printed("#rect(width: 5cm, height: 5cm)\n#pagebreak()\n7"), "x.pdf")


def test_what_is_written_from_right_to_left_is_refused_rather_than_turned_round():
    """Quoted in an English article it does no harm; a whole article would come in with its words reversed."""
    words = "قال الوزير إن الجسر سيفتح في الربيع بعد إصلاحه"
    with pytest.raises(UnreadableInput, match="from right to left"):
        pdf.read(printed(f"#set text(dir: rtl)\n{words}. " * 3), "x.pdf")
    assert (
        "the bay"
        in pdf.read(printed(f"{words}\n\n{'The fleet will return to the bay. ' * 20}"), "x.pdf").text
    )


def test_a_file_whose_table_of_contents_is_lost_is_read(simple: bytes):
    broken = re.sub(rb"startxref\s+\d+", b"startxref\n99", simple)

    assert broken != simple
    assert pdf.read(broken, "x.pdf").text == TEXT


def test_pages_are_counted_before_they_are_read(simple: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "_MOST_PAGES", 0)

    with pytest.raises(UnreadableInput, match="Split"):
        pdf.read(simple, "x.pdf")


def with_content(content: bytes, *, packed: bytes | None = None) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(content)
    if packed is not None:
        stream.set_data(packed)
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Contents")] = writer._add_object(stream)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    return saved(writer)


def test_a_bomb_is_refused():
    bomb = zlib.compress(b" " * 80_000_000, 9)

    with pytest.raises(UnreadableInput, match="Page 1"):
        pdf.read(with_content(b"", packed=bomb), "x.pdf")


def test_a_document_has_its_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "_SECONDS", 0.1)

    with pytest.raises(UnreadableInput, match="within"):
        pdf.read(with_content(b"q Q\n" * 40_000), "x.pdf")


@settings(max_examples=60)
@given(st.integers(0), st.binary(min_size=1, max_size=6))
def test_a_damaged_file_is_read_or_refused(simple: bytes, place: int, junk: bytes):
    place %= len(simple)

    with suppress(UnreadableInput):
        found = pdf.read(simple[:place] + junk + simple[place + len(junk) :], "x.pdf")
        assert replace(found, page_starts=()).text


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"no pdf at all", b"%PDF-1.4\n%%EOF"])
def test_what_is_no_pdf_is_refused_with_advice(data: bytes):
    with pytest.raises(UnreadableInput, match="PDF"):
        pdf.read(data, "x.pdf")


def test_a_page_that_draws_too_much_is_refused(simple: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "_MOST_OPERATIONS", 50)
    with pytest.raises(UnreadableInput, match="Page 1 of the PDF cannot be read"):
        pdf.read(simple, "x.pdf")


@pytest.mark.parametrize(
    "words",
    ["A" * 400_000, " ".join(f"word{number}" for number in range(60_000))],
    ids=["one word", "numbered"],
)
def test_a_line_of_any_length_is_laid_out_in_time(words: str):
    started = time.process_time()

    assert laid_out([[Line(words, 72, 700, 12, 0)]]).text == words
    assert time.process_time() - started < 2
