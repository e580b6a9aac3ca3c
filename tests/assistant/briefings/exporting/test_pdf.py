"""The PDF: pages of their own look, live links, and never an empty box."""

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from assistant.briefings.exporting import BadExport, export, rendered
from assistant.briefings.exporting.fonts import missing, script_of, turned
from assistant.briefings.records import Fault, Heading, Item
from tests.assistant.briefings.exporting.example import COMPOSED, PAIRS, of, pdf_pages, with_article

DRAWN = [
    "Путин Ёё ґії",
    "Ελλάδα",
    "العربية",
    "שלום",
    "ქართული",
    "Հայերեն",
    "Nguyễn Łódź Şişli",
    "“—”…€£¥№§→✓",
]
INVISIBLE = "\u200b\u200d\u2060\ufeff\u200e\u200f\ufe0f\xa0\u202f"
NOT_DRAWN = {
    "北京": "Chinese characters",
    "かな": "Hiragana",
    "한국": "Hangul",
    "हिन्दी": "Devanagari",
    "বাংলা": "Bengali",
    "ไทย": "Thai",
    "😀🚀": "emoji and symbols",
}


def folder_with_smiles() -> Path | None:
    """Return the folder of a font of this machine that has a smiling face; None where it has none."""
    if not shutil.which("fc-list"):
        return None
    fonts = subprocess.run(["fc-list", ":charset=1f600", "file"], capture_output=True, text=True).stdout
    folders = [Path(line.rstrip(": ")).parent for line in fonts.splitlines()]
    return next((one for one in folders if one.is_dir()), None)


FONTS = folder_with_smiles()


def empty_boxes(made: bytes) -> int:
    """Return how many glyphs of a PDF are a font's number 0: what is drawn where it has no letter."""
    found = 0
    reader = PdfReader(io.BytesIO(made))
    for page in reader.pages:
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            shown = operands[0] if operator == b"TJ" else operands if operator == b"Tj" else []
            for one in shown:
                glyphs = getattr(one, "original_bytes", b"")
                found += sum(not any(glyphs[at : at + 2]) for at in range(0, len(glyphs), 2))
    return found


@pytest.mark.parametrize("words", DRAWN)
def test_scripts_that_the_fonts_have_are_drawn(words: str) -> None:
    assert missing([*words.replace(" ", ""), *INVISIBLE]) == []
    assert empty_boxes(rendered(of(words), "pdf")) == 0


@pytest.mark.parametrize("words", DRAWN)
def test_they_are_drawn_in_bold_and_italics_too(words: str) -> None:
    made = with_article(title=words, outlet=words, author=words)
    briefing = replace(made.briefing, title=words, items=(Item(9, Heading(words)), *made.briefing.items))
    faults = (Fault(1, "changed", words),)

    assert empty_boxes(rendered(replace(made, briefing=briefing, faults=faults), "pdf")) == 0


def test_a_word_from_right_to_left_is_in_one_font_with_its_signs() -> None:
    (arabic,) = json.loads(turned('قال "أمس." and שלום.', None))

    assert not missing("قالأمس", only=arabic["families"][0])
    words = re.sub(r"\\x\{(\w+)\}", lambda code: chr(int(code[1], 16)), arabic["words"])
    assert re.findall(words, 'a "أمس." x') == ['"أمس."']


def test_an_empty_box_would_be_seen() -> None:
    import typst

    made = typst.compile(
        '#set text(font: "Libertinus Serif")\n北'.encode(), format="pdf", ignore_system_fonts=True
    )
    assert empty_boxes(made) == 1


@pytest.mark.parametrize(("words", "script"), NOT_DRAWN.items())
def test_scripts_without_a_font_are_named_before_anything_is_written(
    words: str, script: str, tmp_path: Path
) -> None:
    with pytest.raises(BadExport) as told:
        export(of(f"He wrote {words} there."), tmp_path / "b.pdf")

    assert f"no font for {script} ({words[0]} " in str(told.value).replace(")", " ")
    assert "Export DOCX or HTML, or choose a folder of fonts" in str(told.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("field", ["title", "outlet", "author"])
def test_what_only_a_source_has_is_found_too(field: str) -> None:
    with pytest.raises(BadExport, match="Chinese characters"):
        rendered(with_article(**{field: "北京"}), "pdf")


def test_several_scripts_are_named_with_some_of_their_characters() -> None:
    with pytest.raises(BadExport) as told:
        rendered(of("北京发布新规 and ไทย"), "pdf")

    assert "Chinese characters (北 京 发 布 新 …); Thai (ไ ท ย)." in str(told.value)


@pytest.mark.skipif(FONTS is None, reason="no font of this machine has a smiling face")
def test_a_folder_of_fonts_is_used() -> None:
    assert missing("😀") == ["😀"]
    assert missing("😀", FONTS) == []
    assert empty_boxes(rendered(of("A smile 😀."), "pdf", fonts=FONTS)) == 0


@pytest.mark.parametrize(
    ("character", "script"), [("ж", "Cyrillic"), ("ا", "Arabic"), ("→", "signs"), ("\ue000", "U+E000")]
)
def test_scripts_have_the_names_that_people_know(character: str, script: str) -> None:
    assert script_of(character) == script


def test_notes_lead_to_their_sources_and_back() -> None:
    reader = PdfReader(io.BytesIO(rendered(COMPOSED, "pdf")))
    inside = [
        note.get_object()
        for page in reader.pages
        for note in page.get("/Annots", ())
        if "/Dest" in note.get_object()
    ]

    assert len(inside) >= 2 * len(PAIRS)  # each mark to its note, each note to its source


def test_the_pages_say_what_they_are() -> None:
    reader = PdfReader(io.BytesIO(rendered(COMPOSED, "pdf")))
    pages = pdf_pages(rendered(COMPOSED, "pdf"))

    assert reader.metadata is not None
    assert reader.metadata.title == COMPOSED.briefing.title
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    for number, page in enumerate(pages, start=1):
        assert "Dateline · as of 9 January 2025 · filters: since 1 January 2025" in page
        assert f"{number} / {len(pages)}" in page


@pytest.mark.parametrize("notes", ["endnotes", "numbers"])
def test_notes_at_the_end_or_numbers(notes: str) -> None:
    text = " ".join(pdf_pages(rendered(COMPOSED, "pdf", notes=notes)))

    assert ("Notes 1. Ursula von der Leyen" in text) == (notes == "endnotes")
    assert ("[4, p. 2]" in text) == (notes == "numbers")
