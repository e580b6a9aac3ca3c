"""Marked words are found in the article itself, near the place that the browser tells, or not at all."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from assistant.briefings.composing import new_briefing
from assistant.briefings.reading import composed
from corpus import Corpus
from corpus.folding import fold
from corpus.records import Span
from tests.assistant.archive import take_in
from tests.assistant.briefings.desk import FERRY, RATES, change
from tests.ui.app.harness import run, the_button, words
from ui.app.marking_words import Marked, place_of, read
from ui.app.shared import safe


@st.composite
def _marked(draw):
    letters = st.text(st.sampled_from("ab “”\n\u202e\u200bé漢😀"), min_size=1, max_size=40)
    text = draw(letters.filter(lambda one: safe(one).strip()))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(_marked())
def test_what_is_marked_is_found_where_it_was_marked(given_text) -> None:
    text, span = given_text
    shown = safe(span.of(text))
    if not shown.strip():
        return

    found = place_of(text, Marked(shown, len(safe(text[: span.start]))))

    assert found is not None
    assert fold(found.of(text)).text.strip() == fold(shown).text.strip()
    assert span.start <= found.start
    assert found.end <= span.end


@given(_marked(), st.text(max_size=6), st.integers(0, 50))
def test_nothing_is_found_that_does_not_stand_there(given_text, words_, before) -> None:
    text, _ = given_text
    found = place_of(text, Marked(f"{words_}zz", before))
    assert found is None


def test_of_several_places_it_is_the_nearest() -> None:
    text = "no boats. no boats. no boats."
    assert place_of(text, Marked("no boats.", 11)) == Span(10, 19)
    assert place_of(text, Marked("  no boats", 8)) == Span(10, 18)
    assert place_of(text, Marked("no boats.", 10_000)) == Span(20, 29)


@pytest.mark.parametrize(
    "told",
    [None, 3, "x", [], {}, {"words": 3, "before": 1}, {"words": "x"}, {"words": "x", "before": "1"},
     {"words": "x", "before": -1}, {"words": "x", "before": True}, {"words": "  ", "before": 1}],
)  # fmt: skip
def test_what_the_browser_sends_may_be_anything(told) -> None:
    assert read(told) is None


# On a page ----------------------------------------------------------------------------------------


def page(told: dict[str, Any], version: int = 1) -> AppTest:
    """Draw an article, and let the browser tell what was marked before that."""

    def script(told, version) -> None:
        import streamlit

        from ui.app import marking, shared
        from ui.app.marking_words import Marked

        corpus, _ = shared.resources()
        article = corpus.catalogue.get(corpus.catalogue.find_id("ferry"), version)
        if not streamlit.session_state.get("told"):
            streamlit.session_state["told"] = True
            marking._keep(corpus, article, f"article-{article.info.id}", Marked(**told))
        marking.show_markable(corpus, article, [])

    return run(AppTest.from_function(script, args=(told, version), default_timeout=60))


WORDS = "Islanders signed a petit"  # in the middle of a word
BEFORE = FERRY.text.index(WORDS)


def test_marked_words_go_into_a_briefing_as_whole_words(corpus: Corpus) -> None:
    take_in(corpus, FERRY)
    made = new_briefing(corpus, "Ferries").id

    app = page({"words": WORDS, "before": BEFORE})
    assert "Islanders signed a petition" in words(app)
    run(the_button(app, "add-now-").click())

    (item,) = composed(corpus, made).briefing.items
    assert item.body.text == "Islanders signed a petition"
    assert "Added 1 statement to “Ferries”." in words(app)


def test_words_that_are_not_there_are_refused(corpus: Corpus) -> None:
    take_in(corpus, FERRY)
    app = page({"words": "Islanders signed two petitions", "before": BEFORE})

    assert "These words do not stand in the article" in words(app).replace("\\", "")
    assert not app.button


def test_words_of_an_older_version_are_those_of_the_current_one_or_none(corpus: Corpus) -> None:
    take_in(corpus, FERRY, RATES)
    change(corpus, replace(FERRY, text="On Sunday: " + FERRY.text.replace("no money", "some money")))

    app = page({"words": "Islanders signed", "before": BEFORE}, version=1)
    run(the_button(app, "add-now-").click())
    (found,) = _briefings(corpus)
    (source,) = composed(corpus, found).sources
    assert source.article.version == 2

    app = page({"words": "no money left", "before": FERRY.text.index("no money")}, version=1)
    assert "as it is now" in words(app)


def test_words_of_an_older_version_keep_their_own_place_among_others_like_them(corpus: Corpus) -> None:
    mayor, union = "The mayor said no boats would sail.", "The union said no boats would sail."
    take_in(corpus, replace(FERRY, text=f"{mayor} {union}"))
    change(corpus, replace(FERRY, text=f"{'A storm came up in the night. ' * 9}{mayor} {union}"))
    at = len(mayor) + 1 + union.index("no boats")

    run(the_button(page({"words": "no boats would sail", "before": at}), "add-now-").click())

    (found,) = _briefings(corpus)
    (item,) = composed(corpus, found).briefing.items
    text = corpus.catalogue.get(corpus.catalogue.find_id("ferry")).text
    assert text[: item.body.places[0].span.start].endswith("The union said ")


def test_words_of_an_older_version_that_are_gone_are_not_those_that_somebody_else_says(
    corpus: Corpus,
) -> None:
    mayor, union = "The mayor said no boats would sail.", "The union said no boats would sail."
    take_in(corpus, replace(FERRY, text=f"{mayor} {union}"))
    change(corpus, replace(FERRY, text=f"The mayor said nothing at all to us. {union}"))

    app = page({"words": "no boats would sail", "before": mayor.index("no boats")}, version=1)

    assert "as it is now" in words(app)


def _briefings(corpus: Corpus) -> list[str]:
    from assistant.briefings.reading import every_briefing

    return [info.id for info in every_briefing(corpus)]


def test_the_article_may_change_between_marking_and_adding(corpus: Corpus) -> None:
    take_in(corpus, FERRY)
    app = page({"words": WORDS, "before": BEFORE})
    change(corpus, replace(FERRY, text="Anew. " + FERRY.text))
    app.button[0].click()
    run(app)

    assert _briefings(corpus) == []
    assert "The article has changed this very moment" in words(app)


def test_more_than_a_passage_is_refused(corpus: Corpus) -> None:
    long = "A line of news. " * 400
    take_in(corpus, replace(FERRY, text=long))
    app = page({"words": long[:6_000], "before": 0})

    assert "Mark less" in words(app)
