"""XML that can do no harm, and paragraphs out of markup."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableInput
from ingest.readers.fragments import html_paragraphs
from ingest.readers.xml import paragraphs, parse, root_name

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "no markup",
        "<a>",
        "<a></b>",
        "<a>\x01</a>",
        f'<!DOCTYPE a [<!ENTITY l0 "lol">{LAUGHS}]><a>&l9;</a>',
        f'<!DOCTYPE a [<!ENTITY l0 "lol">{LAUGHS}]><a b="&l9;"/>',
        "<a>" * 100_000,
    ],
)
def test_what_is_damaged_or_a_trap_is_refused_with_advice(data: str):
    with pytest.raises(UnreadableInput, match=r"Ask|Save|mend"):
        parse(data.encode("latin-1"))


@pytest.mark.parametrize("place", ["<a>&x;</a>", '<a b="&x;"/>'])
def test_no_file_is_read_for_an_entity(tmp_path: Path, place: str):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")

    with pytest.raises(UnreadableInput) as refused:
        parse(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{place}'.encode())

    assert "the secret" not in str(refused.value)


def test_no_outside_dtd_is_fetched():
    """The tests' guard refuses every connection; libxml2's own it does not see, but a wait would show."""
    assert parse(b'<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><a>text</a>').text == "text"


@pytest.mark.parametrize("doctype", ["", '<!DOCTYPE a SYSTEM "a.dtd">'])
def test_the_named_characters_of_html_are_understood(doctype: str):
    root = parse(f"{doctype}<a>caf&eacute;&nbsp;<b/>&mdash; AT&amp;T</a>".encode())

    assert "".join(root.itertext()) == "café\xa0— AT&T"


def test_a_file_in_another_encoding_than_it_declares_is_understood():
    data = "<?xml version='1.0' encoding='utf-8'?><a>Le ministre a déclaré à l’été</a>".encode("cp1252")

    assert parse(data).text == "Le ministre a déclaré à l’été"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One <b>bold</b>\n  word.</p><p>Two.</p>", ["One bold word.", "Two."]),
        ("One.<br/><br/>Two<br/>lines.", ["One.", "Two\nlines."]),
        ("<ul><li>a</li><li><p>b</p></li></ul>tail", ["a", "b", "tail"]),
        ("<p>a</p><script>x()</script><figure><figcaption>c</figcaption></figure><p>b</p>", ["a", "b"]),
        ("<table><tr><td>Ships</td><td>40</td></tr></table>", ["Ships\t40"]),
        ("<pre>one\ntwo</pre>", ["one\ntwo"]),
        ("<p>AT&amp;T &lt;3</p>", ["AT&T <3"]),
        ("<p>10\xa0km</p>", ["10\xa0km"]),
        ("<p> </p>", []),
    ],
)
def test_markup_becomes_paragraphs_whoever_parses_it(markup: str, expected: list[str]):
    assert html_paragraphs(markup) == expected
    assert paragraphs(parse(f"<div>{markup}</div>".encode())) == expected


def test_broken_html_is_read_as_a_browser_would():
    assert html_paragraphs("<p>One<p>Two <b>bold") == ["One", "Two bold"]
    assert html_paragraphs("<html><head><title>t</title></head><body><p>a</p></body></html><p>b</p>") == [
        "a",
        "b",
    ]


def test_no_depth_loses_a_word():
    assert html_paragraphs("<div>" * 20_000 + "deep" + "</div>" * 20_000 + "after") == ["deep", "after"]


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1), max_size=5))
def test_every_paragraph_comes_through_as_it_was(words: list[str]):
    assert html_paragraphs("".join(f"<p>{word}</p>" for word in words)) == words


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<rss>", "rss"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- <a> --><ns:Feed x='1'>", "feed"),
        (b"<!DOCTYPE a [<!ENTITY b '>'>]><a>", "a"),
        ("<a/>".encode("utf-16"), "a"),
        (b"a < b", ""),
        (b"", ""),
        (b"<!-- " * 50_000, ""),
    ],
)
def test_the_first_element_is_found_without_parsing(data: bytes, name: str):
    assert root_name(data) == name
