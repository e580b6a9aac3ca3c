"""The link to the live page: what it names are whole words of the quotation, as the archive holds them."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.records import Span
from ui.app.live_page import live_page

_URL = "https://gazette.example/ferry"
_TEXT = st.text(
    alphabet=st.sampled_from("ab é ١,.-&'’“”%# \t\n 中日。、ส ") | st.characters(codec="utf-8"), max_size=400
)


@st.composite
def _places(draw):
    text = draw(_TEXT)
    ends = st.integers(0, len(text))
    return text, Span(*sorted((draw(ends), draw(ends))))


def _named(link: str) -> list[str]:
    """Return the words that a link's text directive names, as a browser reads it."""
    directive = link.partition("#:~:text=")[2]
    return [unquote(part, errors="strict") for part in directive.split(",")] if directive else []


def _at_once(text: str) -> str:
    return " ".join(text.split())


@given(_places())
@example(("don't stop-go, A & B", Span(4, 20)))
def test_the_named_words_stand_in_the_quotation_in_order(given_place):
    text, span = given_place

    named = _named(live_page(_URL, text, span))

    quoted = _at_once(span.of(text))
    assert len(named) <= 2
    assert all(one and one == _at_once(one) for one in named)
    at = 0
    for one in named:
        at = quoted.index(one, at) + len(one)


@given(_places())
def test_signs_of_the_syntax_are_encoded_and_the_address_is_ascii(given_place):
    directive = live_page(_URL, *given_place).partition("#:~:text=")[2]

    assert re.fullmatch(r"(?:[\w.~]|%[0-9A-F]{2})*(?:,(?:[\w.~]|%[0-9A-F]{2})+)?", directive, re.ASCII)


@given(
    st.lists(st.sampled_from(["ferry", "don't", "U.S.", "1,000", "naïve", "co-op"]), min_size=1), st.data()
)
def test_no_word_is_cut(words, data):
    text = " ".join(words)
    ends = st.integers(0, len(text))
    span = Span(*sorted((data.draw(ends), data.draw(ends))))

    for named in _named(live_page(_URL, text, span)):
        # a hyphen parts words; "U.S" without its last stop is whole
        pieces = re.split(r"[ -]", named.replace("U.S ", "U.S. "))
        assert {one.rstrip(".") for one in pieces} <= {"ferry", "don't", "U.S", "1,000", "naïve", "co", "op"}


def test_a_short_quotation_is_named_whole():
    text = "“The well-known ferry, A & B, stops at nine,” she said."

    link = live_page(_URL, text, Span(0, text.index("” she")))

    assert link == (
        "https://gazette.example/ferry#:~:text="
        "The%20well%2Dknown%20ferry%2C%20A%20%26%20B%2C%20stops%20at%20nine"
    )


def test_a_long_quotation_is_named_by_its_ends():
    text = " ".join(f"word{number}" for number in range(40))

    assert _named(live_page(_URL, text, Span(0, len(text)))) == [
        "word0 word1 word2 word3 word4 word5",
        "word34 word35 word36 word37 word38 word39",
    ]


def test_a_quotation_over_paragraphs_is_named_by_its_ends_each_within_one():
    text = "One two.\n\nThree four five."

    assert _named(live_page(_URL, text, Span(0, len(text)))) == ["One two", "Three four five"]


def test_text_without_blanks_is_named_by_its_clauses():
    text = "、".join(["港口的工人说他们会继续罢工"] * 20) + "。"

    start, end = _named(live_page(_URL, text, Span(0, len(text))))

    assert start == end == "、".join(["港口的工人说他们会继续罢工"] * 6)


def test_an_unbroken_line_names_nothing():
    assert live_page(_URL, "x" * 100_000, Span(0, 100_000)) == _URL


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://a.example/p#part", "https://a.example/p#part:~:text=two"),
        ("https://a.example/p#", "https://a.example/p#:~:text=two"),
        ("https://a.example/p#:~:text=old", "https://a.example/p#:~:text=two"),
        ("https://a.example/p#part:~:text=old", "https://a.example/p#part:~:text=two"),
        ("http://a.example/?q=1&r=2", "http://a.example/?q=1&r=2#:~:text=two"),
        (" HTTPS://a.example/p ", "HTTPS://a.example/p#:~:text=two"),
        ("https://a.example/a%20b c?<script>", "https://a.example/a%20b%20c?%3Cscript%3E#:~:text=two"),
        ("https://ä.example/\u202eö", "https://%C3%A4.example/%E2%80%AE%C3%B6#:~:text=two"),
    ],
)
def test_the_rest_of_the_address_stays(url, opened):
    assert live_page(url, "one two", Span(4, 7)) == opened


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "\x00javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/",
        "file:///etc/passwd",
        "https:///no-host",
        "http://[broken",
        "//a.example/",
        "gazette.example/ferry",
    ],
)
def test_only_web_addresses_are_linked(url):
    assert live_page(url, "one two", Span(4, 7)) is None


def test_without_a_place_the_page_opens_at_its_top():
    assert live_page("https://a.example/p#part:~:text=old") == "https://a.example/p#part"
    assert live_page(_URL, "one two", Span(3, 3)) == _URL
    assert live_page(_URL, "one two", Span(5, 6)) == _URL
