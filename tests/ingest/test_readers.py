"""One file per format: bytes in, drafts out."""

import codecs
import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers import html, jsonl, markdown, text
from ingest.readers.dates import printed_day
from ingest.readers.decoding import decode

BODY = "The minister spoke on Tuesday.\n\nHe left at noon."
DAY = date(2025, 1, 12)


# Days ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed",
    [
        "2025-01-12",
        " 2025-01-12 ",
        "2025-01-12T23:59:59-11:00",
        "2025-01-12 00:30:00+14:00",
        "12 January 2025",
        "January 12, 2025",
        "Jan 12, 2025",
        "12.01.2025",
        "2025/01/12",
        "Sun, 12 Jan 2025",
    ],
)
def test_a_day_is_the_one_the_publisher_printed(printed: str):
    """Whatever the time zone: nothing is converted."""
    assert printed_day(printed) == DAY


@pytest.mark.parametrize(
    "printed", [None, "", "yesterday", "03/04/2025", "2025-13-45", "2025-02-30", "2025", "\n"]
)
def test_what_names_no_one_day_is_none(printed: str | None):
    assert printed_day(printed) is None


@given(st.text())
def test_no_text_breaks_the_reading_of_days(printed: str):
    printed_day(printed)


@given(st.dates())
def test_every_iso_day_is_read(day: date):
    assert printed_day(day.isoformat()) == day


# Bytes ---------------------------------------------------------------------------------------------

WORDS = "Le ministre a déclaré à l’été que la majorité était « très » inquiète, où qu’elle fût."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_whatever_its_mark(encoding: str):
    assert decode(WORDS.encode(encoding)) == WORDS


def test_big_endian_text_is_read():
    assert decode(codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be")) == WORDS


OLD = {
    "cp1252": "The minister said “we won’t go” – and left for Düsseldorf.",
    "latin-1": "Der Außenminister sprach über die Größe der Straße nach Köln.",
    "cp1250": "Příliš žluťoučký kůň úpěl ďábelské ódy o vládě.",
    "cp1251": "Министр заявил, что правительство не допустит насилия.",
    "cp1256": "قال الوزير إن الحكومة لن تسمح بالعنف في البلاد.",
    "gb18030": "外交部长周二表示，政府不会允许武装组织违法行事。",
    "shift_jis": "外務大臣は火曜日、政府は武装勢力を許さないと述べた。",
}


@pytest.mark.parametrize("encoding", OLD)
def test_text_of_an_older_encoding_is_guessed(encoding: str):
    assert decode(OLD[encoding].encode(encoding)) == OLD[encoding]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\0\0",
        "text".encode("utf-16-le"),
        codecs.BOM_UTF16_LE + b"\x00\xd8",
        codecs.BOM_UTF8 + b"\xff",
    ],
)
def test_what_is_no_text_is_refused_with_advice(data: bytes):
    with pytest.raises(UnreadableInput, match="Save"):
        decode(data)


# Plain text ----------------------------------------------------------------------------------------


def test_text_without_anything_else_is_named_after_its_file():
    assert text.read(BODY.encode(), "folder/iraq-militias.txt") == Draft("Iraq militias", BODY)


def test_header_lines_are_read_and_taken_off():
    data = (
        "Title: A headline: with a colon\nOutlet: The Gazette\nBy: A. Writer\nDate: 12 January 2025\n"
        f"URL: https://x.org/a\nID: E1\n\n{BODY}\n"
    )

    assert text.read(data.encode(), "x.txt") == Draft(
        "A headline: with a colon",
        BODY,
        "E1",
        "The Gazette",
        "A. Writer",
        DAY,
        "https://x.org/a",
        dated_by="header line",
    )


MORE = {
    "Updated": "13 January 2025",
    "Section": "World",
    "Language": "en-GB",
    "Agency": "Reuters",
    "Credit": "Reporting by A. Writer",
    "Rights": "No resale",
    "Embargo": "2025-01-12T06:00:00+01:00",
    "Correction": "An earlier version: named the wrong city.",
}
MORE_SAID = {
    "modified": date(2025, 1, 13),
    "section": "World",
    "language": "en",
    "agency": "Reuters",
    "credit": "Reporting by A. Writer",
    "usage": "No resale",
    "embargo": datetime(2025, 1, 12, 5, tzinfo=UTC),
    "correction": "An earlier version: named the wrong city.",
}


def test_header_lines_tell_of_rights_changes_and_corrections():
    data = "".join(f"{name}: {value}\n" for name, value in MORE.items()) + f"Title: T\n\n{BODY}"

    assert text.read(data.encode(), "x.txt") == Draft("T", BODY, **MORE_SAID)


def test_front_matter_tells_of_rights_changes_and_corrections():
    front = "".join(f"{name.lower()}: {json.dumps(value)}\n" for name, value in MORE.items())

    found = markdown.read(f"---\ntitle: T\n{front}---\n{BODY}".encode(), "x.md")

    assert found == Draft("T", BODY, **MORE_SAID)


def test_a_printed_moment_of_publication_is_kept_beside_its_day():
    found = text.read(f"Date: 2025-01-12T23:30:00-05:00\n\n{BODY}".encode(), "x.txt")

    assert (found.published, found.published_at) == (DAY, datetime(2025, 1, 13, 4, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("2025-01-12T06:00:00Z", datetime(2025, 1, 12, 6, tzinfo=UTC)),
        ("Sun, 12 Jan 2025 06:00:00 +0000", datetime(2025, 1, 12, 6, tzinfo=UTC)),
        ("2025-01-12 06:00", datetime(2025, 1, 12, 18, tzinfo=UTC)),
        ("12 January 2025", datetime(2025, 1, 13, 12, tzinfo=UTC)),
        ("12 January 2025 06:00", datetime(2025, 1, 13, 12, tzinfo=UTC)),
        ("None", None),
    ],
)
def test_an_embargo_holds_to_the_latest_moment_its_words_can_mean(words: str, end: datetime | None):
    assert text.read(f"Embargo: {words}\n\n{BODY}".encode(), "x.txt").embargo == end
    ((_, found),) = lines({"title": "T", "text": BODY, "embargo": words})
    assert isinstance(found, Draft)
    assert found.embargo == end


@pytest.mark.parametrize("name", ["embargo_until", "Embargoed_Until", "Embargoed", "Sperrfrist"])
def test_an_embargo_is_one_whatever_it_is_called(name: str):
    ends = datetime(2025, 1, 12, 6, tzinfo=UTC)
    header = f"{name.replace('_', ' ')}: {ends.isoformat()}"

    assert text.read(f"{header}\n\n{BODY}".encode(), "x.txt").embargo == ends
    ((_, found),) = lines({"title": "T", "text": BODY, name: ends.isoformat()})
    assert isinstance(found, Draft)
    assert found.embargo == ends


@pytest.mark.parametrize("words", ["until Tuesday", "06:00", "9999-12-31 23:59", "31 December 9999"])
def test_an_embargo_that_names_no_moment_is_refused_rather_than_lost(words: str):
    with pytest.raises(UnreadableInput, match=r"embargo .* Write it like"):
        text.read(f"Embargo: {words}\n\n{BODY}".encode(), "x.txt")
    ((_, refused),) = lines({"title": "T", "text": BODY, "embargo": words})
    assert isinstance(refused, UnreadableInput)
    assert "Write it like" in str(refused)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("en-GB", "en"),
        ("de_AT", "de"),
        ("eng", "en"),
        ("German", "de"),
        ("Français", "fr"),
        ("Klingon", None),
    ],
)
def test_a_language_is_known_by_code_and_by_name(words: str, code: str | None):
    assert text.read(f"Language: {words}\n\n{BODY}".encode(), "x.txt").language == code


@given(st.text(), st.text())
def test_a_text_taken_apart_holds_its_body_where_it_says(before: str, after: str):
    whole = f"Title: T\n{before}\n\n{after}"

    parts = text.take_apart(whole)

    assert whole[parts.start : parts.start + len(parts.body)] == parts.body


def test_windows_line_ends_are_line_ends():
    found = text.read(f"Title: T\r\n\r\n{BODY}".replace("\n", "\r\n").replace("\r\r", "\r").encode(), "x.txt")

    assert (found.title, found.text) == ("T", BODY)


def test_a_source_line_at_the_end_names_the_outlet():
    found = text.read(f"{BODY}\n\nSource » Iran Focus\n".encode(), "x.txt")

    assert (found.outlet, found.text) == ("Iran Focus", BODY)


def test_a_header_wins_over_the_source_line():
    assert text.read(f"Outlet: One\n\n{BODY}\nSource: Two".encode(), "x.txt").outlet == "One"


def test_the_seed_article_is_read(shared):
    file = shared("seed/iran-focus-iraq-militias.txt")
    found = text.read(file.read_bytes(), file.name)

    assert found.outlet == "iranfocus"
    assert "Source »" not in found.text


def test_a_first_line_that_reads_like_a_headline_is_one():
    found = text.read(f"Iraq to disarm militias\n\n{BODY}".encode(), "x.txt")

    assert (found.title, found.text) == ("Iraq to disarm militias", BODY)


@pytest.mark.parametrize("first", ["It was a sentence.", "“We will go”", "One line\nand another", "x" * 200])
def test_a_first_paragraph_that_reads_like_text_stays_text(first: str):
    assert text.read(f"{first}\n\n{BODY}".encode(), "x.txt").text == f"{first}\n\n{BODY}"


def test_a_line_that_only_looks_like_a_header_stays_text():
    quote = "Spokesman: we will answer later.\n\nThat was all."

    assert text.read(quote.encode(), "x.txt").text == quote


# Markdown ------------------------------------------------------------------------------------------


def test_front_matter_is_read_and_markup_taken_off():
    data = (
        "---\ntitle: 'A headline: indeed'\nsource: The Gazette\nauthors:\n  - A. Writer\n  - B. Other\n"
        "date: 2025-01-12T23:30:00-05:00\nurl: https://x.org/a\nid: E1\ntags: [a, b]\n---\n"
        "The **minister** spoke [on *Tuesday*](https://x.org/t).\n\n- He left\n- at `noon`.\n\n"
        "![a picture](x.png)\n"
    )

    assert markdown.read(data.encode(), "x.md") == Draft(
        "A headline: indeed",
        "The minister spoke on Tuesday.\n\nHe left\n\nat noon.",
        "E1",
        "The Gazette",
        "A. Writer, B. Other",
        DAY,
        "https://x.org/a",
        published_at=datetime(2025, 1, 13, 4, 30, tzinfo=UTC),
        dated_by="front matter",
    )


def test_the_first_heading_is_the_title():
    found = markdown.read(f"# A headline\n\n{BODY}\n\n## Later\n\nMore.".encode(), "x.md")

    assert (found.title, found.text) == ("A headline", f"{BODY}\n\nLater\n\nMore.")


def test_a_heading_beside_a_title_stays_in_the_text():
    found = markdown.read(b"---\ntitle: One\n---\n# Two\n\nText.", "x.md")

    assert (found.title, found.text) == ("One", "Two\n\nText.")


def test_markdown_without_a_title_is_named_after_its_file():
    assert markdown.read(b"Only *text*.\n", "my-note.md") == Draft("My note", "Only text.")


def test_a_line_of_dashes_is_no_front_matter():
    assert markdown.read(b"Text.\n\n---\n\nMore.", "x.md").text == "Text.\n\nMore."


def test_no_html_becomes_text_that_was_not_there():
    found = markdown.read(b"Before.\n\n<script>alert(1)</script>\n\nAfter.", "x.md")

    assert found.text == "Before.\n\nAfter."


@pytest.mark.parametrize(
    "front",
    ["title: [unclosed", "just words", "a: " + "[" * 1_200, "- a\n- list", "title: \x07"],
    ids=["unclosed", "no mapping", "deep", "list", "control"],
)
def test_bad_front_matter_is_refused_with_advice(front: str):
    with pytest.raises(UnreadableInput, match="front matter"):
        markdown.read(f"---\n{front}\n---\nText.".encode(), "x.md")


def test_front_matter_that_grows_by_reference_stays_small():
    """Ten lines of YAML may name a billion items; a title is words."""
    rows = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 10)}]" for i in range(8)]
    data = "---\n" + "\n".join([*rows, "title: *i", "author: [A. Writer, [nested]]"]) + "\n---\nText."

    found = markdown.read(data.encode(), "x.md")

    assert len(found.title) < 1_000
    assert found.author == "A. Writer"


# Web pages -----------------------------------------------------------------------------------------

STORY = " ".join(f"The minister said in sentence {i} that the talks would go on for weeks." for i in range(8))


def page(
    head: str, body: str = f"<article><h1>A headline</h1><p>{STORY}</p><p>{STORY}</p></article>"
) -> bytes:
    menu = "<nav><a href='/'>Home</a><a href='/x'>Subscribe to our newsletter</a></nav>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{menu}{body}</body></html>".encode()


def test_a_page_says_of_itself_what_it_is_in_json_ld():
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "A headline",
        "datePublished": "2025-01-12T23:30:00-05:00",
        "author": [{"@type": "Person", "name": "Anna Writer"}, {"@type": "Person", "name": "Ben Other"}],
        "publisher": {"@type": "Organization", "name": "The Gazette"},
        "mainEntityOfPage": "https://gazette.example/a",
    }
    head = (
        f'<title>A headline</title><script type="application/ld+json">{json.dumps(about)}</script>'
        '<link rel="canonical" href="https://gazette.example/a">'
    )

    found = html.read(page(head), "x.html")

    assert (found.title, found.published, found.url) == ("A headline", DAY, "https://gazette.example/a")
    assert found.author == "Anna Writer, Ben Other"
    assert STORY in found.text
    assert "newsletter" not in found.text
    assert "<" not in found.text


def test_a_page_says_of_itself_what_it_is_in_open_graph():
    head = (
        '<meta property="og:title" content="A headline"><meta property="og:site_name" content="The Gazette">'
        '<meta property="og:url" content="https://gazette.example/a">'
        '<meta property="article:published_time" content="2025-01-12">'
        '<meta name="author" content="Anna Writer">'
    )

    found = html.read(page(head), "x.html")

    assert found.title == "A headline"
    assert found.outlet == "The Gazette"
    assert found.author == "Anna Writer"
    assert found.published == DAY
    assert found.url == "https://gazette.example/a"


def test_a_page_that_says_nothing_of_itself_has_no_date():
    found = html.read(page(""), "my-page.html")

    assert found.published is None
    assert found.url is None
    assert STORY in found.text


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><nav></nav></body></html>", b"no page"])
def test_a_page_without_an_article_is_refused_with_advice(data: bytes):
    with pytest.raises(UnreadableInput, match="plain text"):
        html.read(data, "x.html")


# JSON lines ----------------------------------------------------------------------------------------


def lines(*rows: Any) -> list[tuple[int, Draft | BadArticle]]:
    return list(jsonl.read(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows))


def test_a_line_is_an_article_and_its_text_is_kept_exactly():
    exact = "\r\n  Leading.\u2028\tTabs  and\u00a0spaces \ufeff \n\n"
    row = {
        "id": "E1",
        "title": "T",
        "source": "The Gazette",
        "author": "A",
        "published": "2025-01-12T10:00:00Z",
        "url": "https://x.org/a",
        "text": exact,
    }

    draft = Draft("T", exact, "E1", "The Gazette", "A", DAY, "https://x.org/a")
    assert lines(row) == [(1, replace(draft, published_at=datetime(2025, 1, 12, 10, tzinfo=UTC)))]


def test_numbers_and_lists_become_text_and_empty_fields_nothing():
    ((_, found),) = lines(
        {"id": 17, "title": "T", "author": ["A", "B"], "source": "", "url": None, "text": "x"}
    )

    assert found == Draft("T", "x", external_id="17", author="A, B")


def test_an_article_without_a_title_is_named_after_its_opening():
    ((_, found),) = lines({"text": "The minister spoke. " * 20})

    assert isinstance(found, Draft)
    assert found.title.startswith("The minister spoke.")
    assert len(found.title) <= 82


BAD = {
    "no JSON": b"{not json",
    "no object": b"[1, 2]",
    "no text": b'{"title": "T"}',
    "text is a number": b'{"text": 7}',
    "title is an object": b'{"title": {}, "text": "x"}',
    "not UTF-8": b'{"text": "\xff"}',
    "too deep": b"[" * 100_000,
    "a number of 5,000 digits": b'{"id": ' + b"1" * 5_000 + b', "text": "x"}',
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: bytes):
    (first, before), (third, bad), (fourth, after) = lines(
        {"text": "Before."}, b"  \n", line, {"text": "After."}
    )

    assert (first, third, fourth) == (1, 3, 4)
    assert isinstance(before, Draft)
    assert isinstance(bad, UnreadableInput)
    assert isinstance(after, Draft)


def test_a_mark_before_the_first_line_is_no_part_of_it():
    ((_, found),) = lines(codecs.BOM_UTF8 + b'{"title": "T", "text": "x"}')

    assert found == Draft("T", "x")


@given(
    st.binary(max_size=80)
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps).map(str.encode)
)
def test_no_line_stops_the_reading(line: bytes):
    assert [number for number, _ in lines(line, {"text": "After."})][-1] == 2


@pytest.mark.parametrize("read", [text.read, markdown.read], ids=["text", "markdown"])
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda s: s.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_an_article_or_a_clear_refusal(read: Any, data: bytes):
    with suppress(UnreadableInput):
        assert isinstance(read(data, "x.txt"), Draft)
