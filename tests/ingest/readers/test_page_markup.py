"""Articles in every markup that sites write: all of the text is found, and nothing that was set into it."""

import pytest

from ingest.readers import html

TITLE = "Council votes to close the northern harbour"
LINES = [
    "The council voted on Monday to close the northern harbour for the winter after months of argument.",
    "Officials said the decision would cost the town about 3.4 million a year, most of it in landing fees.",
    "“We have no choice,” said Maria Hollis, who leads the port. “The wall will not stand another storm.”",
    "Fishermen gathered outside the hall with lanterns, and many stayed until the vote was read out.",
    "The harbour has been in use since 1841 and was last closed in 1953, when floods carried away the light.",
]
TEXT = "\n".join(LINES)
OTHER = "The mayor on Sunday denied that his brother had been given the contract for the bridge."


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def text_of(body: str, heading: str = f"<h1>{TITLE}</h1>") -> str:
    page = (
        f"<!doctype html><html lang='en'><head><title>{TITLE}</title></head><body>"
        f"<nav><a href='/'>Home</a></nav>{heading}{body}<footer>© 2024 The Post</footer></body></html>"
    )
    return html.read(page.encode(), "x.html").text


WRITTEN = {
    "paragraphs": f"<article>{paragraphs(LINES)}</article>",
    "divs": f"<div class='article-body'>{''.join(f'<div>{line}</div>' for line in LINES)}</div>",
    "line breaks": f"<div class='article-body'>{'<br><br>'.join(LINES)}</div>",
    "text outside paragraphs": f"<div><section>{LINES[0]}{paragraphs(LINES[1:])}</section></div>",
    "text between paragraphs": f"<article>{paragraphs(LINES[:2])}{LINES[2]}{paragraphs(LINES[3:])}</article>",
    "a body in pieces": "<div class='story'>"
    + "".join(f"<div class='article-body'>{paragraphs(LINES[i : i + 2])}</div>" for i in (0, 2, 4))
    + "</div>",
    "a table for layout": f"<table><tr><td><a href='/'>Home</a><td>{'<br><br>'.join(LINES)}</tr></table>",
    "a marked link in a sentence": f"<article>{paragraphs(LINES)}</article>".replace(
        "outside the hall", "outside <span class='link'><a class='share-link' href='/x'>the hall</a></span>"
    ),
}


@pytest.mark.parametrize("body", WRITTEN.values(), ids=WRITTEN)
def test_an_article_is_found_whole_however_it_is_written(body: str):
    assert text_of(body) == TEXT


def test_the_entries_of_a_live_page_are_all_read():
    entries = "".join(
        f"<div class='post'><h2>Entry {i}</h2>{paragraphs(LINES[i : i + 2])}</div>" for i in (0, 2)
    )
    assert text_of(f"<article>{entries}</article>").split("\n") == [
        *("Entry 0", *LINES[:2]),
        *("Entry 2", *LINES[2:4]),
    ]


def test_another_article_below_is_not_read_with_the_first():
    first = f"<div class='post'><h1>{TITLE}</h1>{paragraphs(LINES)}</div>"
    second = f"<div class='post'><h1>Mayor denies rumours</h1><p>{OTHER}</p></div>"

    assert text_of(f"<div>{first}{second}</div>", heading="") == TEXT


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>What the fishermen say</h2>",
        "<h2><strong><div></div>What the fish</strong><strong>ermen say<div></div></strong></h2>",
        "<div class='story-subhead'>What the fishermen say</div>",
    ],
)
def test_headings_within_the_text_are_kept_whole(heading: str):
    text = text_of(f"<article>{paragraphs(LINES[:3])}{heading}{paragraphs(LINES[3:])}</article>")

    assert text.split("\n") == [*LINES[:3], "What the fishermen say", *LINES[3:]]


SET_IN = {
    "a teaser card": "<div><a href='/x'><img src='x.jpg'><h3>Mayor denies rumours on bridge</h3></a></div>",
    "links with labels": "<p><a href='/x'>Mayor denies rumours over the bridge</a> [VIDEO]</p>",
    "a quotation pulled out": "<blockquote>The wall will not stand another storm.</blockquote>",
    "one with its speaker": "<div class='pull-quote'><p>“We have no choice”</p>Maria Hollis</div>",
    "one in a paragraph": "<p class='wp-block-pullquote'><b>The wall will not stand another storm.</b></p>",
    "an appeal to read on": "<p>You may also like...</p>",
    "a newsletter's box": "<p>Sign up to First Light</p><p>Our morning mail tells you what counts.</p>"
    "<p>Privacy notice: we keep your address. See our Privacy Policy.</p>",
    "a cookie note": "<p>We use cookies to make this site better.</p>",
    "a paywall": "<p>Already a subscriber? Log in</p><p>Subscribe to continue reading</p>",
    "a paywall in French": "<p>Il vous reste 62% de cet article à lire. La suite est aux abonnés.</p>",
    "the reading time": "<p>3 min read</p>",
    "a skipped advertisement": "<p>SKIP ADVERTISEMENT</p>",
}


@pytest.mark.parametrize("box", SET_IN.values(), ids=SET_IN)
def test_what_was_set_into_an_article_is_left_out(box: str):
    assert text_of(f"<article>{paragraphs(LINES[:4])}{box}{paragraphs(LINES[4:])}</article>") == TEXT


@pytest.mark.parametrize(
    "box",
    [
        "<blockquote>Nobody has asked the islanders what they want.</blockquote>",
        "<blockquote><p>Nobody has asked the islanders yet. <cite>Maria Hollis</cite></p></blockquote>",
        "<blockquote><p>Nobody has asked the islanders what they want.</p><p>Maria Hollis</p></blockquote>",
    ],
    ids=["bare", "its speaker in its paragraph", "its speaker below"],
)
def test_a_quotation_that_stands_nowhere_else_stays(box: str):
    lines = [f"{line}<br><br>" for line in LINES]
    text = text_of(f"<div class='article-body'>{''.join(lines[:3])}{box}{''.join(lines[3:])}</div>")

    assert "Nobody has asked the islanders" in text
    assert all(line in text for line in LINES)


def test_a_card_that_opens_over_a_name_is_left_out():
    card = (
        "<span class='who'><a href='/h'>Maria Hollis</a><span><img src='h.jpg'>"
        "<a href='/h'>Maria Anne Hollis</a><a href='/1'>Port chief on wall</a></span></span>"
    )
    assert text_of(f"<article>{paragraphs(LINES)}</article>".replace("Maria Hollis", card)) == TEXT


KEPT = {
    "a letter that is quoted": "<blockquote>To the people of Portsea: we shall mend the wall.</blockquote>",
    "a post that repeats words": "<blockquote><p>The wall will not stand another storm.</p>"
    "— Maria Hollis (@hollis) <a href='/x'>November 4, 2024</a></blockquote>",
    "a list": "<ul><li>Boats must leave by December.</li><li>The market stays open.</li></ul>",
    "figures in a table": "<table><tr><td>2022<td>48 boats</tr><tr><td>2023<td>41 boats</tr></table>",
    "a sentence like an appeal": "<p>He told them to subscribe to the fund and read the letter.</p>",
}


@pytest.mark.parametrize("matter", KEPT.values(), ids=KEPT)
def test_what_is_the_articles_own_is_kept(matter: str):
    text = text_of(f"<article>{paragraphs(LINES[:4])}{matter}{paragraphs(LINES[4:])}</article>")
    kept = text.split("\n")

    assert [line for line in kept if line in LINES] == LINES
    assert len(kept) > len(LINES)


@pytest.mark.parametrize(
    "title",
    ["Will the council close the harbour?", "‘We have no choice!’", "Council votes to close the harbour"],
)
def test_the_headline_is_not_repeated_in_the_text(title: str):
    top = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{title}</p>"

    assert html.read((top + paragraphs(LINES)).encode(), "x.html").text == TEXT


def test_a_newsletters_box_at_the_end_is_left_out():
    box = "<p>The Harbour Newsletter</p><p>Get the day's tides and more from our desk every morning.</p>"

    assert text_of(f"<article>{paragraphs(LINES)}{box}</article>") == TEXT
