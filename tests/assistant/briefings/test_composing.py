"""Composing: numbers are given once, whatever is done to the items, and no quotation is ever made up."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefings import composing, picking
from assistant.briefings.reading import composed, read_briefing
from assistant.briefings.records import BY_HAND, Briefing, Cited, Heading, Note
from assistant.quotations import quotations
from corpus import Corpus
from corpus.briefings import Briefings
from corpus.errors import BadBriefing, NotFound
from corpus.folding import find, fold
from corpus.records import Span
from tests.assistant.briefings.desk import DRAFTS, place


@pytest.fixture
def briefing(corpus: Corpus) -> str:
    return composing.new_briefing(corpus, " Ferries\n today ").id


def passage(corpus: Corpus, reference: str, words: str, number: int | None = None) -> picking.Pick:
    pick = picking.passage(corpus, reference, words=words)
    return picking.Pick(pick.body, pick.asked, tuple((info, number) for info, _ in pick.sources))


def numbers(corpus: Corpus, briefing: str) -> dict[tuple[str, int], int]:
    rows = Briefings(corpus.catalogue).sources(briefing)
    return {(row.article_id, row.version): row.number for row in rows}


def test_a_new_briefing_has_its_title_in_one_line(corpus: Corpus, briefing: str) -> None:
    made = read_briefing(corpus, briefing)

    assert (made.title, made.items) == ("Ferries today", ())
    with pytest.raises(BadBriefing):
        composing.new_briefing(corpus, " ")


def test_items_stand_where_they_are_put(corpus: Corpus, briefing: str) -> None:
    composing.add(corpus, briefing, [picking.note("one"), picking.note("two")])
    composing.add(corpus, briefing, [picking.heading("zero"), picking.note("half")], after=0)
    composing.add(corpus, briefing, [picking.note("last")])
    composing.move(corpus, briefing, 5, after=1)

    texts = [item.body.text for item in read_briefing(corpus, briefing).items]
    assert texts == ["zero", "half", "one", "last", "two"]


def test_a_number_from_the_chat_is_kept_where_it_is_free(corpus: Corpus, briefing: str) -> None:
    composing.add(corpus, briefing, [passage(corpus, "rates", "Mortgages get dearer", 4)])
    composing.add(corpus, briefing, [passage(corpus, "ferry", "Islanders", 4)])
    composing.add(corpus, briefing, [passage(corpus, "plain", "It rained", 2)])
    composing.add(corpus, briefing, [passage(corpus, "rates", "Nobody asked for this", 9)])

    made = composed(corpus, briefing)

    assert [made.numbers(item) for item in made.briefing.items] == [(4,), (5,), (2,), (4,)]
    assert [source.number for source in made.sources] == [2, 4, 5]


def test_an_edited_statement_is_by_hand_and_gated(corpus: Corpus, briefing: str) -> None:
    composing.add(corpus, briefing, [passage(corpus, "ferry", "Islanders signed a petition.")])

    wrong = composing.edit(corpus, briefing, 1, "Islanders “signed two petitions”.").body
    right = composing.edit(corpus, briefing, 1, "Islanders, the Gazette says, “signed a petition”.").body

    assert isinstance(wrong, Cited)
    assert isinstance(right, Cited)
    assert (wrong.text, wrong.by) == ("Islanders signed two petitions.", BY_HAND)
    assert "quotation-absent" in wrong.flags
    assert (right.text, right.flags) == ("Islanders, the Gazette says, “signed a petition”.", ())


def test_an_edit_can_cite_more(corpus: Corpus, briefing: str) -> None:
    composing.add(corpus, briefing, [passage(corpus, "ferry", "Islanders signed a petition.")])

    more = place(corpus, "rates", "Nobody asked for this")
    item = composing.edit(corpus, briefing, 1, "Islanders said “Nobody asked for this”.", cite=[more])

    made = composed(corpus, briefing)
    assert item.body.text == "Islanders said “Nobody asked for this”."
    assert item.body.flags == ("speaker-unsupported",), "Conrad Weil said so"
    assert made.numbers(made.briefing.items[0]) == (1, 2)


def test_an_edit_that_changes_nothing_leaves_a_statement_as_it_is(corpus: Corpus, briefing: str) -> None:
    (item,) = composing.add(corpus, briefing, [passage(corpus, "ferry", "no money left")])

    assert composing.edit(corpus, briefing, item.id, item.body.text) == item
    assert composing.edit(corpus, briefing, item.id) == item


def test_headings_and_notes_are_edited_as_what_they_are(corpus: Corpus, briefing: str) -> None:
    composing.add(corpus, briefing, [picking.heading("One"), picking.note("Two")])

    assert composing.edit(corpus, briefing, 1, "First", level=2).body == Heading("First", 2)
    assert composing.edit(corpus, briefing, 1, "Again").body == Heading("Again", 2)
    assert composing.edit(corpus, briefing, 2, "“So what”").body == Note(
        "“So what”", ("quoted words without a source",)
    )
    cite = [place(corpus, "rates", "Nobody")]
    for wrong in ({"level": 2}, {"cite": cite}):
        with pytest.raises(BadBriefing):
            composing.edit(corpus, briefing, 2, "x", **wrong)


def test_items_are_taken_out_all_or_none(corpus: Corpus, briefing: str) -> None:
    composing.add(corpus, briefing, [picking.note(text) for text in "abc"])

    with pytest.raises(NotFound):
        composing.remove(corpus, briefing, [1, 9])
    composing.remove(corpus, briefing, [1, 3, 1])

    assert [item.id for item in read_briefing(corpus, briefing).items] == [2]


def test_what_is_said_of_an_article_is_said_of_the_version_that_is_cited(
    corpus: Corpus, briefing: str
) -> None:
    composing.add(corpus, briefing, [passage(corpus, "ferry", "Islanders")])

    (source,) = composed(corpus, briefing).sources

    assert (source.article.title, source.article.version) == ("Night ferry ends", 1)
    assert source.text == DRAFTS[0].text
    assert source.accessed == read_briefing(corpus, briefing).changed.date()


def test_a_briefing_that_is_not_there_is_a_clear_error(corpus: Corpus) -> None:
    for act in (
        lambda: composing.add(corpus, "nobody", [picking.note("x")]),
        lambda: composing.edit(corpus, "nobody", 1, "x"),
        lambda: composing.move(corpus, "nobody", 1, 0),
        lambda: composing.remove(corpus, "nobody", [1]),
        lambda: composing.rename(corpus, "nobody", "x"),
        lambda: composed(corpus, "nobody"),
    ):
        with pytest.raises(NotFound, match="dateline briefing list"):
            act()


# Whatever is done ----------------------------------------------------------------------------------

_WORDS = (
    "The ferry to Tern Island stops at nine", "no money left", "Nobody asked for this", "stops at ten",
    "It rained in Halm all day.", "14 more crossings", "a petition", "‘at nine’", "said", "Ada Quill",
)  # fmt: skip
_TEXTS = st.lists(
    st.tuples(
        st.sampled_from(_WORDS), st.sampled_from(["{}", "“{}”", '"{}', "‘{}’", "«{}»", "{}”", "“{},” "])
    ),
    min_size=1,
    max_size=4,
).map(lambda parts: " ".join(marks.format(words) for words, marks in parts))
_ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("passage"), st.integers(0, 2), st.integers(0, 200), st.integers(1, 90)),
        st.tuples(st.just("write"), st.integers(0, 2), st.integers(0, 200), _TEXTS),
        st.tuples(st.just("note"), _TEXTS),
        st.tuples(st.just("edit"), st.integers(0, 9), _TEXTS),
        st.tuples(st.just("move"), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(st.just("remove"), st.integers(0, 9)),
    ),
    max_size=12,
)


def act(corpus: Corpus, briefing: str, what: str, *how: Any) -> None:
    """Do something to a briefing, to whichever item and place there is."""
    items = [item.id for item in read_briefing(corpus, briefing).items]
    if what in ("passage", "write"):
        draft, start, more = DRAFTS[how[0]], how[1] % (len(DRAFTS[how[0]].text) - 1), how[2]
        end = min(start + (more if what == "passage" else 20), len(draft.text))
        _, there = picking.marked(corpus, draft.external_id or "", span=Span(start, end))
        if what == "passage":
            pick = picking.passage(corpus, draft.external_id or "", span=there.span)
        else:
            pick = picking.statement(corpus, more, [there])
        composing.add(corpus, briefing, [pick])
    elif what == "note":
        composing.add(corpus, briefing, [picking.note(how[0])])
    elif not items:
        return
    elif what == "edit":
        composing.edit(corpus, briefing, items[how[0] % len(items)], how[1])
    elif what == "move":
        item = items[how[0] % len(items)]
        others = [0, *(one for one in items if one != item)]
        composing.move(corpus, briefing, item, others[how[1] % len(others)])
    else:
        composing.remove(corpus, briefing, [items[how[0] % len(items)]])


def all_quotations_stand(corpus: Corpus, made: Briefing) -> bool:
    """Tell whether every quoted run is verbatim in an article version that its item cites, or is flagged."""
    for item in made.items:
        body = item.body
        for quoted in quotations(body.text):
            texts = (
                [corpus.catalogue.get(one.article_id, one.version).text for one in body.places]
                if isinstance(body, Cited)
                else []
            )
            words = quoted.inner.of(body.text)
            if not body.flags and not any(find(words, fold(text), whole_words=True) for text in texts):
                return False
            if isinstance(body, Cited) and not any(
                find(words, fold(one.words), whole_words=True) for one in body.places
            ):
                return False  # flagged or not: what keeps its marks stands inside a place
    return True


@settings(max_examples=60)
@given(acts=_ACTS)
def test_whatever_is_done_numbers_stay_and_quotations_stand(corpus: Corpus, acts: list[Any]) -> None:
    briefing = composing.new_briefing(corpus, "Whatever").id
    before: dict[tuple[str, int], int] = {}
    ids: set[int] = set()
    for what, *how in acts:
        try:
            act(corpus, briefing, what, *how)
        except BadBriefing:
            continue  # white space was marked, or nothing is left of the words
        now = numbers(corpus, briefing)
        assert {source: now[source] for source in before} == before, "a number never changes"
        assert len(set(now.values())) == len(now), "no number stands for two"
        before = now
        made = read_briefing(corpus, briefing)
        assert len({item.id for item in made.items}) == len(made.items)
        assert all_quotations_stand(corpus, made)
        new = {item.id for item in made.items} - ids
        assert all(one > max(ids, default=0) for one in new), "no id is given twice"
        ids |= new
    found = composed(corpus, briefing)
    assert found.faults == ()
    for item in found.briefing.items:
        assert all(
            before[one.article_id, one.version] == found.number(one)
            for one in getattr(item.body, "places", ())
        )
