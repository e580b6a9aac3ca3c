"""Text in labels and captions: whatever an article says, it stays text."""

import re
import string
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.records import ArticleInfo
from ui.app.shared import byline, in_words, label, safe

PUNCTUATED = st.text(alphabet=st.sampled_from(string.punctuation + " ab1\n\t") | st.characters(), max_size=60)


@given(PUNCTUATED)
def test_every_sign_is_escaped(text):
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", label(text, 500))
    assert not set(bare) & set(string.punctuation)


@given(PUNCTUATED)
def test_what_markdown_makes_of_a_label_is_the_text_itself(text):
    shown = label(text, 500)

    (paragraph,) = [token for token in MarkdownIt().parse(f"x{shown}") if token.type == "inline"]
    assert {token.type for token in paragraph.children or []} <= {"text", "text_special"}
    words = "".join(token.content for token in paragraph.children or [])
    assert safe(words) == f"x{' '.join(safe(text).split())}"


@given(PUNCTUATED, st.integers(2, 30))
def test_a_label_is_one_line_of_at_most_so_many_characters(text, longest):
    shown = label(text, longest)

    assert len(safe(re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", shown))) <= longest
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize(
    "active",
    [
        "**bold**",
        "[link](javascript:alert(1))",
        "![image](http://tracker.example/pixel.png)",
        ":material/home: :red[alarm]",
        "$x^2$",
        "<img src=x onerror=alert(1)>",
        "# heading",
        "1. list",
        "`code`",
        "https://example.org",
    ],
)
def test_markdown_in_a_headline_is_inert(active):
    assert not re.search(r"(?<!\\)[*\[\](){}<>:$#`.!/_]", label(active))


def test_characters_that_hide_or_reorder_are_dropped():
    assert safe("pay\u202e100\u200b \x07now\ufeff") == "pay100 now"
    assert safe("two\nlines\tand a tab") == "two\nlines\tand a tab"


@pytest.mark.parametrize("letter", ["é", "م", "ไ", "中", "👩"])
def test_scripts_stay_as_they_are(letter):
    assert label(letter) == letter


def test_a_byline_says_where_when_and_whether_it_is_a_sample():
    added = datetime(2025, 1, 1, tzinfo=UTC)
    known = ArticleInfo(
        "a", None, 1, "T", "Harbour Post", "Nell G", date(2025, 5, 4), None, added, sample=True
    )
    unknown = ArticleInfo("a", None, 1, "T", None, None, None, None, added, sample=False)

    assert byline(known) == "Harbour Post · 4 May 2025 · Nell G · sample article"
    assert byline(unknown) == "unknown outlet · undated"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2017-03-01", "2017-03-31", "March 2017"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2024-02-01", "2024-02-28", "1 February 2024 to 28 February 2024"),
        ("2017-03-01", "2017-05-31", "March 2017 to May 2017"),
        ("2017-01-01", "2017-12-31", "2017"),
        ("2015-01-01", "2017-12-31", "2015 to 2017"),
        ("2017-03-05", "2017-03-05", "5 March 2017"),
        ("2017-03-05", "2017-04-01", "5 March 2017 to 1 April 2017"),
        ("2017-03-01", None, "since 1 March 2017"),
        (None, "9999-12-31", "until 31 December 9999"),
        ("9999-12-31", "9999-12-31", "31 December 9999"),
    ],
)
def test_a_time_in_words(first, last, words):
    days = (date.fromisoformat(day) if day else None for day in (first, last))

    assert in_words(*days) == words


@pytest.mark.parametrize(
    "address", ["https://evil.example", "HTTP://evil.example", "www.evil.example", "a@b.example"]
)
def test_an_address_is_broken_where_streamlit_would_make_a_link_of_it(address):
    shown = label(f"see {address}").replace("\\", "")

    assert not re.search(r"https?://|www\.|\w@", shown, re.IGNORECASE)
    assert safe(shown) == f"see {address}"
