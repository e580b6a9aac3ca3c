"""Spreadsheets: one article a row, in whatever order and under whatever names the columns stand."""

import csv
import io
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers import tables, workbooks

TEXT = '“We will not allow it,” the minister said; nobody asked.\n\nHe called it "final", 12,5% of it.'
WHOLE = {
    "Headline": "Iraq's minister: militias must disarm",
    "Story": TEXT,
    "Publication": "The Gazette",
    "Byline": "Anna Writer",
    "Publication date": "2025-01-12T23:30:00-05:00",
    "Link": "https://gazette.example/a",
    "GUID": "E1",
    "Section": "World",
    "Language": "en-GB",
    "Agency": "Reuters",
    "Credit": "Photo desk",
    "Usage rights": "No resale",
    "Embargo": "2025-01-12T06:00:00Z",
    "Updated": "2025-01-13",
    "Correction": "An earlier version named the wrong city.",
}
SAID = Draft(
    title="Iraq's minister: militias must disarm",
    text=TEXT,
    external_id="E1",
    outlet="The Gazette",
    author="Anna Writer",
    published=date(2025, 1, 12),
    published_at=datetime(2025, 1, 13, 4, 30, tzinfo=UTC),
    dated_by="column",
    url="https://gazette.example/a",
    modified=date(2025, 1, 13),
    section="World",
    language="en",
    agency="Reuters",
    credit="Photo desk",
    usage="No resale",
    embargo=datetime(2025, 1, 12, 6, tzinfo=UTC),
    correction="An earlier version named the wrong city.",
)


def separated(*rows: list[str], delimiter: str = ",") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode()


def book(*sheets: list[list[Any]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def read(data: bytes, name: str = "x.csv", **columns: str) -> list[tuple[str, Draft | BadArticle]]:
    return list(tables.read_rows(data, name, columns))


# Round trips ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separated_values_come_back_whole(delimiter: str):
    data = separated(list(WHOLE), list(WHOLE.values()), delimiter=delimiter)

    assert read(data) == [("row 2", SAID)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_separated_values_of_any_encoding_come_back_whole(encoding: str):
    data = separated(list(WHOLE), list(WHOLE.values())).decode().encode(encoding)

    assert read(data) == [("row 2", SAID)]


def test_a_workbook_comes_back_whole():
    assert read(book([list(WHOLE), list(WHOLE.values())]), "x.xlsx") == [("row 2", SAID)]


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1).filter(str.strip),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(",;\t|"),
)
def test_texts_come_back_character_by_character(texts: list[str], delimiter: str):
    data = separated(["Title", "Text"], *(["T", text] for text in texts), delimiter=delimiter)

    assert [draft.text for _, draft in read(data) if isinstance(draft, Draft)] == texts


# Columns -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["TEXT", " Body ", "article_text", "FullText", "articleBody", "Texto"])
def test_the_text_has_many_names(header: str):
    assert read(separated(["Title", header], ["T", "Words."])) == [("row 2", Draft("T", "Words."))]


def test_columns_of_other_names_are_mapped():
    data = separated(["Überschrift", "Content", "Brödtext"], ["T", "a summary", "Words."])

    assert read(data, text="brödtext", title="Überschrift") == [("row 2", Draft("T", "Words."))]


def test_a_header_that_was_given_away_is_no_other_field():
    data = separated(["Title", "Source", "Text"], ["T", "https://x.org/a", "Words."])

    ((_, found),) = read(data, url="Source")

    assert found == Draft("T", "Words.", url="https://x.org/a")


def test_without_a_text_column_the_headers_are_named():
    with pytest.raises(UnreadableInput, match=r"Title, Brödtext\..* text=HEADER"):
        read(separated(["Title", "Brödtext"], ["T", "Words."]))


@pytest.mark.parametrize(
    ("columns", "said"), [({"text": "Nowhere"}, "Nowhere"), ({"texte": "Text"}, "texte")]
)
def test_a_mapping_that_leads_nowhere_is_refused(columns: dict[str, str], said: str):
    with pytest.raises(UnreadableInput, match=said):
        read(separated(["Title", "Text"], ["T", "Words."]), **columns)


def test_lines_above_the_headers_are_no_articles():
    data = separated(["Export of 12 January"], [], ["Title", "Text"], ["T", "Words."])

    assert read(data) == [("row 4", Draft("T", "Words."))]


def test_excel_may_name_its_separator():
    assert read(b"sep=;\r\nTitle;Text\r\nT;One, two\r\n") == [("row 3", Draft("T", "One, two"))]


def test_an_article_without_a_title_is_named_after_its_opening():
    assert read(separated(["Text"], ["Words of it."])) == [("row 2", Draft("Words of it.", "Words of it."))]


# Rows ----------------------------------------------------------------------------------------------


def test_a_bad_row_is_named_and_the_rest_goes_on():
    data = separated(
        ["Title", "Text", "Embargo"],
        ["One", "First.", ""],
        ["Two", "  ", ""],
        [],
        ["Three", "Third.", "soon"],
        ["Four", "cut at", "", "a comma"],
        ["Five", "Fifth.", ""],
    )

    found = read(data)

    assert [place for place, _ in found] == ["row 2", "row 3", "row 5", "row 6", "row 7"]
    assert [isinstance(draft, Draft) for _, draft in found] == [True, False, False, False, True]


def test_quotation_marks_that_are_not_doubled_spoil_no_words():
    """Read leniently, the row would come in with other words than it has."""
    (_, first), (_, last) = read(b'Title,Text\nT,"He said "go" today."\nU,Words.\n')

    assert isinstance(first, BadArticle)
    assert last == Draft("U", "Words.")


def test_a_quotation_mark_that_never_ends_is_named():
    ((place, bad),) = read(b'Title,Text\nT,"He said.\nU,Words.\n')

    assert (place, isinstance(bad, BadArticle)) == ("row 2", True)


def test_a_long_article_is_one_cell():
    words = "word " * 100_000

    assert read(separated(["Text"], [words]))[0][1].text == words  # type: ignore[union-attr]


@given(st.binary(max_size=200) | st.text(alphabet="\"',;\t\n\r=ab", max_size=60).map(str.encode))
def test_any_bytes_are_rows_or_a_clear_refusal(data: bytes):
    with suppress(UnreadableInput):
        for place, _ in tables.read_rows(b"title,text\n" + data, "x.csv"):
            assert place.startswith("row ")


def test_cells_that_hold_html_become_their_text():
    ((_, found),) = read(
        separated(["title", "text"], ["Ferry &amp; bridge", "<p>One <b>bold</b>.</p>\n<p>Two.</p>"])
    )

    assert found == Draft("Ferry & bridge", "One bold.\n\nTwo.")


def test_a_cell_that_speaks_of_html_stays_as_it_is():
    words = "Write <p> before a paragraph, and 1 < 2 as 1 &lt; 2."

    ((_, found),) = read(separated(["title", "text"], ["T", words]))

    assert found == Draft("T", words)


# Workbooks -----------------------------------------------------------------------------------------


def test_every_sheet_with_headers_is_read_and_cells_hold_what_they_show():
    notes = [["Notes for the desk"], ["nothing here"]]
    rows = [
        ["ID", "Text", "Date"],
        [17.0, "Words.", datetime(2025, 1, 12)],  # noqa: DTZ001  # a cell has no zone
        [None, None, None],
        [18, "=A1", None],
    ]

    found = read(book(notes, rows, notes, rows[:2]), "x.xlsx")

    assert found[0] == (
        "row 2",
        Draft("Words.", "Words.", "17", published=date(2025, 1, 12), dated_by="column"),
    )
    assert [(place, type(draft)) for place, draft in found[1:]] == [
        ("row 4", BadArticle),
        ("Sheet3 row 2", Draft),
    ]


def test_hidden_sheets_are_left_out():
    workbook = openpyxl.load_workbook(
        io.BytesIO(book([["Text"], ["Words."]], [["Text"], ["Not for print."]]))
    )
    workbook["Sheet1"].sheet_state = "hidden"
    file = io.BytesIO()
    workbook.save(file)

    assert read(file.getvalue(), "x.xlsx") == [("row 2", Draft("Words.", "Words."))]


@pytest.mark.parametrize(
    ("serial", "day"),
    [(45447, date(2024, 6, 4)), (45447.986, date(2024, 6, 4)), (45657, date(2024, 12, 31)), (2024, None)],
)
def test_days_that_are_excels_numbers_are_days(serial: float, day: date | None):
    ((_, found),) = read(book([["Date", "Text"], [serial, "Words."]]), "x.xlsx")

    assert isinstance(found, Draft)
    assert found.published == day


def test_a_workbook_that_counts_from_1904_is_believed():
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in (["Date", "Text"], [45447 - 1462, "Words."]):
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)

    ((_, found),) = read(file.getvalue(), "x.xlsx")

    assert isinstance(found, Draft)
    assert found.published == date(2024, 6, 4)


def test_a_cell_that_excel_has_cut_is_refused():
    ((place, bad),) = read(book([["Text"], ["x" * 32_767]]), "x.xlsx")

    assert place == "row 2"
    assert isinstance(bad, BadArticle)
    assert "32,767" in str(bad)


def test_line_ends_as_excel_escapes_them_are_line_ends():
    ((_, found),) = read(book([["Text"], ["One._x000D_\nTwo."]]), "x.xlsx")

    assert found == Draft("One. Two.", "One.\nTwo.")


def test_rows_are_read_as_they_are_asked_for():
    rows = [["Text"], *([f"Words {number}."] for number in range(3_000))]

    places = tables.read_rows(book(rows), "x.xlsx")

    assert next(places) == ("row 2", Draft("Words 0.", "Words 0."))
    assert sum(1 for _ in places) == 2_999


def test_an_old_workbook_is_refused_with_the_remedy():
    with pytest.raises(UnreadableInput, match=r"save it as .*\.xlsx"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "x.xls")


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbooks, "_LARGEST_BOOK", 10_000_000)
    file = io.BytesIO(book([["Text"], ["Words."]]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", bytes(11_000_000))

    with pytest.raises(UnreadableInput, match="unpacks to 11"):
        read(file.getvalue(), "x.xlsx")


@settings(max_examples=60)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(place: int, junk: bytes):
    data = book([["Title", "Text"], ["T", "Words."]])
    place %= len(data)

    with suppress(UnreadableInput):
        read(data[:place] + junk + data[place + len(junk) :], "x.xlsx")


@pytest.mark.parametrize("rows", [[], [["", " "]] * 3])
def test_a_table_without_rows_is_refused(rows: list[list[str]]):
    with pytest.raises(UnreadableInput, match="no rows"):
        read(separated(["title", "text"], *rows))


def test_a_workbook_of_thousands_of_columns_is_refused_at_once():
    (_, first), (_, second) = read(
        book([["title", "text"], ["T", "Words."], *[["x"] * 1_001] * 50]), "x.xlsx"
    )

    assert isinstance(first, Draft)
    assert "more than 1,000 cells" in str(second)
