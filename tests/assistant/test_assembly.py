"""Numbers for sources: one per article version, from 1, in the order of first citation."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import SourceSpan, Statement, attribution
from assistant.assembly import Claim, Numbering, nearby_sources
from corpus.records import ArticleInfo, Hit, Passage, Span

ADDED = datetime(2025, 3, 1, tzinfo=UTC)


def hit(article: str, passage: int = 1, version: int = 1, rank: int = 1) -> Hit:
    """Return a hit whose passage is the ten characters from ten times its number."""
    info = ArticleInfo(
        article, None, version, f"About {article}", None, None, None, None, ADDED, sample=False
    )
    span = Span(passage * 10, passage * 10 + 10)
    return Hit(rank, 1.0, Passage(passage, article, version, span, f"passage {passage}."), info)


def claim(*hits: Hit, text: str = "So it is.") -> Claim:
    return Claim(text, "paraphrase", tuple((one, one.passage.span) for one in hits))


def test_numbers_follow_the_first_citation():
    numbering = Numbering()

    statements = [numbering.statement(claim(hit("b"))), numbering.statement(claim(hit("a"), hit("b")))]

    assert [one.citations for one in statements] == [(1,), (2, 1)]
    assert [(source.number, source.article.id) for source in numbering.sources()] == [(1, "b"), (2, "a")]


def test_a_source_lists_the_passages_that_were_cited_each_once():
    numbering = Numbering()
    for passage in (3, 1, 3):
        numbering.statement(claim(hit("a", passage)))

    (source,) = numbering.sources()

    assert [passage.text for passage in source.passages] == ["passage 3.", "passage 1."]


def test_two_versions_of_an_article_are_two_sources():
    numbering = Numbering()

    statement = numbering.statement(claim(hit("a", version=1), hit("a", version=2)))

    assert statement.citations == (1, 2)


def test_a_statement_keeps_what_was_claimed():
    given_claim = Claim("So.", "quote", ((hit("a"), Span(12, 15)),), "Ada Quill", "minister", ("negation",))

    statement = Numbering().statement(given_claim)

    assert (statement.text, statement.kind) == ("So.", "quote")
    assert statement.spans == (SourceSpan(1, Span(12, 15)),)
    assert (statement.speaker, statement.role, statement.flags) == ("Ada Quill", "minister", ("negation",))


@given(st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=3), max_size=8))
def test_numbers_have_no_gaps_and_never_change(cited):
    numbering = Numbering()
    statements = [numbering.statement(claim(*(hit(name) for name in names))) for names in cited]
    first = list(dict.fromkeys(name for names in cited for name in names))

    assert [source.article.id for source in numbering.sources()] == first
    assert [source.number for source in numbering.sources()] == list(range(1, len(first) + 1))
    for names, statement in zip(cited, statements, strict=True):
        assert [first[number - 1] for number in statement.citations] == list(dict.fromkeys(names))


def test_nearby_are_the_best_articles_with_their_best_passages():
    hits = [hit("a", 2), hit("a", 1), hit("b", 3), hit("c", 4), hit("d", 5)]

    nearby = nearby_sources(hits)

    assert [(source.number, source.article.id) for source in nearby] == [(1, "a"), (2, "b"), (3, "c")]
    assert [passage.text for passage in nearby[0].passages] == ["passage 2."]
    assert nearby_sources([]) == ()


def test_a_reporters_sentence_never_stands_under_a_speakers_name() -> None:
    day = {"outlet": "Courier", "day": date(2025, 1, 12)}
    said = Statement("“No,” she said.", "quote", (), "Ada Quill", "minister", **day)
    more = Statement("She left.", "extract", (), "Ada Quill", "minister", **day)
    reported = Statement("Seven people died.", "extract", (), **day)
    written = Statement("Seven died.", "paraphrase", (), **day)

    assert attribution(said, None) == "Ada Quill, minister, in Courier, 12 January 2025"
    assert attribution(more, said) is None
    assert attribution(reported, said) == "Courier, 12 January 2025"
    assert attribution(said, reported) == "Ada Quill, minister, in Courier, 12 January 2025"
    assert attribution(written, None) is None
    assert attribution(written, said) == "Reported"


def test_what_was_told_to_an_outlet_is_said_once() -> None:
    told = Statement("“No,” she told Reuters.", "quote", (), "Ada Quill", outlet="Courier", told="Reuters")
    more = replace(told, text="“Never.”", told=None)

    assert attribution(told, None) == "Ada Quill, to Reuters, reported by Courier, undated"
    assert attribution(more, told) is None
    assert attribution(replace(more, day=date(2025, 1, 3)), told) == "Ada Quill, in Courier, 3 January 2025"
