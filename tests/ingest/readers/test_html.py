"""Web pages: the article's text comes in, what stands around it does not, and no page stops the reading."""

import codecs
import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers import html
from ingest.readers.appeals import without_appeals
from ingest.readers.decoding import decode

SENTENCES = [f"The minister said in sentence {i} that the talks would go on for weeks." for i in range(30)]
PARAGRAPHS = [" ".join(SENTENCES[i : i + 5]) for i in range(0, 30, 5)]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(body: str = BODY, head: str = "<title>A headline</title>") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()


def text_of(*between: str) -> str:
    """Return what is read of an article with these pieces of markup behind its second paragraph."""
    first, second, *rest = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return html.read(page("".join([first, second, *between, *rest])), "x.html").text


# The text ------------------------------------------------------------------------------------------


def test_the_paragraphs_are_read_in_order_one_a_line():
    assert html.read(page(), "x.html").text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "clutter",
    [
        "<p><a href='/x'>Minister's rival speaks out on the budget</a></p>",
        "<p>Related: <a href='/x'>Minister's rival speaks out on the budget</a></p>",
        "<p><strong>READ MORE: <a href='/x'>Rival speaks out</a></strong></p>",
        "<ul><li><a href='/x'>The rival speaks out</a></li><li><a href='/y'>Budget in brief</a></li></ul>",
        "<p>Sign up for our daily newsletter.</p>",
        "<p>Advertisement</p>",
        "<p>Story continues below</p>",
        "<div class='share-tools'><p>Share this on every network you know.</p></div>",
        "<aside><p>The rival speaks out in a box beside the article.</p></aside>",
        "<script>var text = 'The rival speaks out in a script.';</script>",
        "<style>p { content: 'The rival speaks out in a style.' }</style>",
        "<p>[button link='https://x.example/']</p>",
    ],
)
def test_what_a_site_sets_between_paragraphs_is_left_out(clutter: str):
    assert text_of(clutter) == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("<h2>What happens next</h2>", "What happens next"),
        (
            "<p><a href='/x'>The whole sentence is a link, and a sentence it stays.</a></p>",
            "The whole sentence is a link, and a sentence it stays.",
        ),
        (
            "<p>She told voters to follow us on the long road.</p>",
            "She told voters to follow us on the long road.",
        ),
        (
            "<div class='embed'><blockquote class='post'><p>I am not resigning today.</p></blockquote></div>",
            "I am not resigning today.",
        ),
        ("<ul><li>One demand was met.</li><li>Another was not.</li></ul>", "Another was not."),
    ],
)
def test_what_belongs_to_the_article_is_kept(markup: str, kept: str):
    assert kept in text_of(markup)
    assert text_of(markup).count("The minister said") == len(SENTENCES)


def test_headline_byline_and_date_line_are_no_part_of_the_text():
    top = "<h1>A headline</h1><p class='b'>By Anna Jones</p><p>12 January 2025, 10:15</p>"
    found = html.read(
        page(top + BODY, "<title>A headline</title><meta name='author' content='Anna Jones'>"), "x"
    )

    assert (found.title, found.author) == ("A headline", "Anna Jones")
    assert found.text == "\n".join(PARAGRAPHS)


def test_appeals_close_an_article_but_do_not_count_in_its_middle():
    quote = "“Have a tip for me?” he asked."
    lines = [quote, *SENTENCES, "Anna Jones can be reached at ajones@gazette.example."]

    assert without_appeals(lines) == lines[:-1]


@given(st.lists(st.text(max_size=60), max_size=12))
def test_appeals_only_take_whole_lines_away(lines: list[str]):
    left = without_appeals(lines)
    rest = iter(lines)

    assert all(line in rest for line in left)


def test_the_text_that_a_script_would_show_is_taken_from_json_ld():
    about = {"@type": "NewsArticle", "headline": "A headline", "articleBody": "\n".join(PARAGRAPHS)}
    head = f'<script type="application/ld+json">{json.dumps(about)}</script>'

    assert html.read(page("<div id='root'></div>", head), "x.html").text == "\n".join(PARAGRAPHS)


# What is no article, and in which language one is ------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        page("<p>This page has moved. Continue.</p>", "<meta http-equiv='Refresh' content='0; url=/new'>"),
        page("<p>Please enable JavaScript and cookies to continue.</p>"),
        page("<p>We have seen unusual traffic from your network. Are you a robot?</p>"),
        page("<h1>404</h1><p>The page could not be found. Try our search.</p>"),
    ],
    ids=["leads on", "script wall", "robots", "not found"],
)
def test_what_a_site_shows_in_an_articles_place_is_refused(data: bytes):
    with pytest.raises(UnreadableInput, match=r"[Ss]ave"):
        html.read(data, "x.html")


def test_an_article_about_robots_on_a_page_that_reloads_is_read():
    about_them = f"<p>Are you a robot? So he asked, and enable JavaScript was the answer.</p>{BODY}"
    head = "<title>A headline</title><meta http-equiv='refresh' content='900'>"

    assert "So he asked" in html.read(page(about_them, head), "x.html").text


GERMAN = (
    "<p>Der Rat hat am Montag beschlossen, den Hafen über den Winter zu schließen, wie die Stadt sagte.</p>"
    * 3
)


@pytest.mark.parametrize(
    ("declared", "body", "language"),
    [
        ("en", GERMAN, "de"),  # what software says until it is told otherwise
        ("de", BODY, "en"),  # a translation on its site's template
        ("de", GERMAN, "de"),
        ("lb", GERMAN, "lb"),  # near German: the page knows better
        ("en", "<p>4:2 (1:1)</p><p>7:5, 6:4</p>", "en"),
    ],
)
def test_the_language_is_the_texts_where_the_declared_one_cannot_be(declared: str, body: str, language: str):
    data = page(body).replace(b"<html>", f"<html lang='{declared}'>".encode())

    assert html.read(data, "x.html").language == language


# Encodings -----------------------------------------------------------------------------------------

SAID = "Der Außenminister sprach über die Größe der Straße – „sehr“ ausführlich. "


def encoded(meta: str, encoding: str) -> bytes:
    return f"<html><head>{meta}<title>Über</title></head><body><p>{SAID * 5}</p></body></html>".encode(
        encoding
    )


@pytest.mark.parametrize(
    ("meta", "encoding"),
    [
        ("<meta charset='windows-1252'>", "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),  # what browsers read for it
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("<meta charset='iso-8859-1'>", "utf-8"),  # wrong: the bytes say otherwise
        ("<meta charset='utf-8'>", "cp1252"),  # wrong: they are not
        ("<meta charset='windows-1251'>", "utf-8-sig"),  # wrong: the mark says otherwise
        ("<meta charset='utf-8'>", "utf-16"),
        ("<meta charset='utf-16'>", "utf-8"),  # impossible: the declaration could not have been read
        ("<meta charset='hex'>", "utf-8"),
        ("<meta charset='no-such-thing'>", "cp1252"),
        ("", "cp1252"),
    ],
)
def test_pages_are_read_in_their_encoding_whatever_they_declare(meta: str, encoding: str):
    found = html.read(encoded(meta, encoding), "x.html")

    assert (found.title, SAID.strip() in found.text) == ("Über", True)


def test_what_the_sender_declares_comes_before_the_page():
    assert SAID.strip() in html.read(encoded("<meta charset=koi8-r>", "cp1252"), "x", "windows-1252").text


def test_a_seven_bit_encoding_is_read_where_it_is_declared():
    said = "外務大臣は火曜日、政府は武装勢力を許さないと述べた。"

    assert decode(said.encode("iso-2022-jp"), "ISO-2022-JP") == said


def test_a_few_broken_bytes_do_not_change_the_encoding():
    data = encoded("<meta charset='utf-8'>", "utf-8").replace(b"sehr", b"s\xffehr", 1)

    assert html.read(data, "x.html").text.count("Größe") == 5


def test_a_stray_nul_is_dropped_and_binary_data_refused():
    assert html.read(page().replace(b"talks", b"ta\0lks", 1), "x.html").text == "\n".join(PARAGRAPHS)
    with pytest.raises(UnreadableInput, match="binary"):
        html.read(page() + b"\0" * 100, "x.html")


# Hostile pages -------------------------------------------------------------------------------------

REFUSED = {
    "no body": lambda: b"<html><head><title>T</title></head></html>",
    "only a script": lambda: b"<html><body><div id=root></div><script>render('x')</script></body></html>",
    "frames": lambda: b"<html><frameset><frame src=a.html></frameset></html>",
    "deep": lambda: page("<div>" * 100_000 + BODY),
    "deep and short": lambda: page("<b>" * 2_000 + BODY),
    "20 MB of tags": lambda: b"<div><p>word</p></div>" * 900_000,
    "12 MB of text": lambda: page(f"<p>{'The minister spoke. ' * 600_000}</p>"),
    "a tag of 100,000 attributes": lambda: page(f"<div {' '.join(f'a{i}=1' for i in range(100_000))}>{BODY}"),
    "attributes behind >": lambda: page("<div " + "".join(f"a{i}='>'" for i in range(50_000)) + ">" + BODY),
    "unclosed quotes": lambda: b"<a x='" * 100_000,
}
READ = {
    "16 MB in one attribute": lambda: page(f"<img src='data:{'A' * 16_000_000}'>{BODY}"),
    "16 MB of a script": lambda: page("<script>" + "a<b;" * 4_000_000 + "</script>" + BODY),
    "16 MB of a comment": lambda: page("<!-- " + "a b " * 4_000_000 + "-->" + BODY),
    "deep JSON-LD": lambda: page(BODY, f"<script type='application/ld+json'>{'[' * 500_000}</script>"),
    "spaces as JSON-LD": lambda: page(BODY, f"<script type='application/ld+json'>{' ' * 9_000_000}</script>"),
    "references in a circle": lambda: page(
        BODY,
        "<script type='application/ld+json'>"
        '[{"@id": "a", "@type": "NewsArticle", "author": {"@id": "b"}}, {"@id": "b", "name": {"@id": "a"}}]'
        "</script>",
    ),
    "5,000 headlines": lambda: page("<h1>A headline</h1>" * 5_000 + BODY),
    "5,000 times": lambda: page("<time datetime='2019-01-01T00:00Z'>Jan 1, 2019</time>" * 5_000 + BODY),
    "5,000 links": lambda: page("<a href=x>y</a><br>" * 5_000 + BODY),
    "bad references": lambda: page("<p>&#xD800; &#0; &#x110000; &nosuch;</p>" + BODY),
}


def in_time(work: Callable[[], object]) -> None:
    started = time.process_time()
    work()
    assert time.process_time() - started < 10


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_what_is_no_article_is_refused_with_advice_and_in_time(make: Callable[[], bytes]):
    data = make()

    def refused() -> None:
        with pytest.raises(UnreadableInput, match=r"[Ss]ave"):
            html.read(data, "x.html")

    in_time(refused)


@pytest.mark.parametrize("make", READ.values(), ids=READ)
def test_an_article_is_found_on_an_odd_page_and_in_time(make: Callable[[], bytes]):
    data, found = make(), []
    in_time(lambda: found.append(html.read(data, "x.html")))

    assert PARAGRAPHS[-1] in found[0].text


def test_nothing_outside_the_page_is_read(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    doctype = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "another secret">]>'

    found = html.read(f"{doctype}<html><body><p>&x; &y;</p>{BODY}</body></html>".encode(), "x.html")

    assert "secret" not in found.text
    assert PARAGRAPHS[0] in found.text


PIECES = st.sampled_from(
    [
        *("<", ">", "/", "=", "'", '"', "&", ";", "<p>", "</p>", "<div class=x>", "<!--", "<script>"),
        *("<html>", "<meta charset=", '<script type="application/ld+json">', "<table><td>", SENTENCES[0]),
        '{"@type": "NewsArticle", "author": ',
    ]
)


@given(
    st.binary(max_size=300) | st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join).map(str.encode)
)
def test_any_bytes_are_an_article_or_a_clear_refusal(data: bytes):
    with suppress(UnreadableInput):
        assert isinstance(html.read(data, "x.html"), Draft)


@given(
    st.text(max_size=80), st.sampled_from(["utf-8", "windows-1252", "x-user-defined", "utf-7", "\0", "idna"])
)
def test_no_declaration_breaks_what_is_utf_8(text: str, declared: str):
    clean = text.replace("\0", "").replace("\x1b", "").lstrip("\ufeff")
    data = clean.encode("utf-8", "ignore")
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        assert decode(data, declared) == data.decode()


def test_a_page_with_tens_of_thousands_of_pieces_side_by_side_is_refused_at_once():
    wide = "<article><h1>A headline</h1>" + "<b>y</b> word " * 30_000 + "</article>"

    with pytest.raises(UnreadableInput, match="too large to be one article"):
        html.read(wide.encode(), "https://news.example/wide")
