"""The pane's pieces: joined they are the text, and exactly the cited words are marked."""

import json
import time
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from corpus.records import Article, ArticleInfo, Span
from ui.app.passage_pane import pieces
from ui.app.shared import safe


@st.composite
def _texts_with_spans(draw):
    text = draw(st.text(max_size=50))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=5))
    return text, [Span(*sorted(pair)) for pair in pairs]


@given(_texts_with_spans())
def test_the_marked_pieces_are_the_spans_and_all_pieces_the_text(given_text):
    text, spans = given_text

    found = pieces(text, spans)

    assert "".join(piece["text"] for piece in found) == text
    flags = [piece["marked"] for piece in found for _ in piece["text"]]
    assert flags == [any(span.start <= at < span.end for span in spans) for at in range(len(text))]


@given(_texts_with_spans())
def test_neighbours_differ_and_none_is_empty(given_text):
    found = pieces(*given_text)

    assert all(piece["text"] for piece in found)
    assert all(one["marked"] != two["marked"] for one, two in pairwise(found))


def test_an_article_without_spans_is_one_unmarked_piece():
    assert pieces("All of it.", []) == [{"text": "All of it.", "marked": False}]


def test_two_places_are_marked():
    assert pieces("one two three", [Span(8, 13), Span(0, 3)]) == [
        {"text": "one", "marked": True},
        {"text": " two ", "marked": False},
        {"text": "three", "marked": True},
    ]


def test_places_outside_the_text_mark_nothing():
    assert pieces("short", [Span(5, 9), Span(-4, 0), Span(3, 3), Span(4, 2)]) == [
        {"text": "short", "marked": False}
    ]


# What the pane is given to draw -------------------------------------------------------------------


def _article(text: str, title: str = "A headline", **known) -> Article:
    added = datetime(2025, 1, 1, tzinfo=UTC)
    url = "https://gazette.example/ferry"
    return Article(ArticleInfo("a1", None, 1, title, "Gazette", None, None, url, added, False, **known), text)


def drawn(article: Article, spans: list[Span], **options) -> AppTest:
    def script(article, spans, options) -> None:
        from ui.app.passage_pane import show_passage

        show_passage(article, spans, **options)

    app = AppTest.from_function(script, args=(article, spans, options), default_timeout=60).run()
    assert not app.exception
    return app


def given_to(app: AppTest) -> dict:
    (pane,) = app.get("bidi_component")
    return json.loads(pane.proto.json)


def test_what_hides_or_reorders_is_taken_out_after_the_text_was_cut():
    text = "one\u202e\u200b two \u2066three\u2069 four\x00 five"
    at = text.index("three")

    shown = given_to(drawn(_article(text), [Span(at, at + 5)]))["pieces"]

    assert [piece["text"] for piece in shown if "mark" in piece] == ["three"]
    assert "".join(piece["text"] for piece in shown) == safe(text) == "one two three four five"


def test_a_passage_is_one_mark_whatever_is_quoted_in_it_and_is_numbered():
    text = "“One two,” she said. “Three four,” he said. Five."

    shown = given_to(drawn(_article(text), [Span(21, 30), Span(0, 20)], quotes=[Span(1, 9), Span(22, 33)]))

    assert [(piece["text"], piece.get("mark"), piece.get("quote")) for piece in shown["pieces"]] == [
        ("“One two,” she said.", 0, None),
        (" ", None, None),
        ("“Three fo", 1, None),
        ("ur,", None, True),
        ("” he said. Five.", None, None),
    ]


def test_places_that_touch_are_one_passage():
    shown = given_to(drawn(_article("one two three"), [Span(0, 4), Span(4, 7), Span(2, 5)]))

    assert [piece["text"] for piece in shown["pieces"] if "mark" in piece] == ["one two"]


def test_a_page_begins_where_it_begins_also_within_a_passage():
    shown = given_to(drawn(_article("one two three", page_starts=(0, 4)), [Span(0, 7)]))

    assert [(piece["text"], piece["page"], piece.get("mark")) for piece in shown["pieces"][:2]] == [
        ("one ", 1, 0),
        ("two", 2, 0),
    ]


def test_a_huge_headline_is_cut_and_named_for_those_who_cannot_see_the_pane():
    shown = given_to(drawn(_article("text", title="\u202eHuge\n " * 10_000), []))

    assert len(shown["title"]) <= 180
    assert shown["label"].startswith("Article: Huge Huge")
    assert len(shown["label"]) < 200


def test_opening_again_is_told_from_drawing_again():
    article = _article("one two three")
    first, same, other, again = (
        given_to(drawn(article, [span], opened=opened))
        for span, opened in [(Span(0, 3), 1), (Span(0, 3), 1), (Span(4, 7), 1), (Span(0, 3), 2)]
    )

    assert first == same
    assert len({first["opened"], other["opened"], again["opened"]}) == 3
    assert first["shown"] == again["shown"] != other["shown"]


def test_the_live_page_is_linked_at_the_first_passage_unless_it_is_not_wanted():
    article = _article("one two three")

    assert [link.proto.url for link in drawn(article, [Span(8, 13), Span(4, 7)]).get("link_button")] == [
        "https://gazette.example/ferry#:~:text=two"
    ]
    assert not drawn(article, [], link=False).get("link_button")


def test_a_megabyte_with_a_thousand_quotes_is_cut_in_no_time():
    text = "A line of news. " * 65_000
    spans = [Span(at, at + 500) for at in range(0, 1_000_000, 1_000)]

    began = time.process_time()
    found = pieces(text, spans)

    assert time.process_time() - began < 0.5
    assert sum(piece["marked"] for piece in found) == 1_000


def test_words_can_be_marked_only_where_somebody_is_told() -> None:
    article = _article("one two three")

    assert given_to(drawn(article, []))["markable"] is False
    assert given_to(drawn(article, [], on_marked=print))["markable"] is True
