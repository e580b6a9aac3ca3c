"""The contract that other programs rely on, over the sample corpus with the real embedding model.

The questions are made of the sample's words and of what people and programs paste into a search box.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Assistant
from assistant.contract import answer_as_json, filters_as_json, full_article_as_json, hits_as_json
from corpus import Corpus, open_corpus
from corpus.errors import BadQuestion
from corpus.records import Filters
from ingest import ingest
from tests.conftest import ROOT

FOLDER = ROOT / "corpus" / "sample"
ARTICLES = [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
QUESTIONS = [
    json.loads(line) for line in (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
TEXTS = {article["id"]: article["text"] for article in ARTICLES}
ANSWER_KEYS = {
    *("question", "abstained", "reason", "statements", "sources", "nearby", "as_of", "filters"),
    *("answered_by", "fallback_reason"),
}
STATEMENT_KEYS = {"text", "speaker", "kind", "citations", "spans", "flags"}
SOURCE_KEYS = {
    *("number", "external_id", "article_id", "version", "title", "outlet", "author", "published", "url"),
    "passages",
}
HIT_KEYS = {
    *("rank", "score", "external_id", "article_id", "title", "outlet", "author", "published", "url"),
    *("start", "end", "text"),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Yield the sample articles under the built-in model."""
    with open_corpus(tmp_path_factory.mktemp("sample")) as corpus:
        assert [one.status for one in ingest(corpus, [FOLDER / "articles.jsonl"])] == ["added"] * len(
            ARTICLES
        )
        yield corpus


@pytest.fixture(scope="module")
def assistant(corpus: Corpus) -> Assistant:
    return Assistant(corpus)


_WORDS = sorted({word for article in ARTICLES for word in f"{article['title']} {article['text']}".split()})
_ODD = [
    *("\" “ ” ' ‘ « » AND OR NOT + - * ? ( ) [1] [ ] { } ^ ~ : / \\ && || ! <b> </b> % _ $1 outlet:".split()),
    *("😀 👩‍👩‍👧 Ω ß İ ı ﬁ ½ 中文 العربية עברית ไทย e\u0301 \u200b \u202e \ufeff \u2028 \t \n".split(" ")),
    *("What did say about how many who when not 19 412 2025-03-12 SELECT ; DROP".split()),
]
questions = st.one_of(
    st.lists(st.sampled_from(_WORDS) | st.sampled_from(_ODD), min_size=1, max_size=12).map(" ".join),
    st.sampled_from([question["question"] for question in QUESTIONS]),
    st.text(min_size=1, max_size=40),
).filter(lambda text: text.replace("\0", " ").strip())
days = st.none() | st.dates(date(2025, 1, 1), date(2025, 7, 1))
filters = st.builds(
    Filters,
    since=days,
    until=days,
    outlet=st.none() | st.sampled_from(["Harbour Post", "tide & trade", "Nobody's Paper"]),
    asked=days,
).filter(lambda one: not (one.since and one.until and one.since > one.until))


def passes(row: dict[str, Any], given: Filters) -> bool:
    """Tell whether an article, as the contract shows it, may be used under these filters."""
    if given.outlet and (row["outlet"] or "").lower() != given.outlet.lower():
        return False
    if row["published"] is None:
        return not (given.since or given.until)
    day = date.fromisoformat(row["published"])
    first, last = given.since or date.min, min(given.until or date.max, given.asked or date.max)
    return first <= day <= last


@settings(max_examples=40)
@given(question=questions, given_filters=filters, limit=st.integers(1, 30))
def test_search(assistant: Assistant, question: str, given_filters: Filters, limit: int) -> None:
    hits = json.loads(json.dumps(hits_as_json(assistant.search(question, given_filters, limit))))

    assert len(hits) <= limit
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert len({(hit["article_id"], hit["start"]) for hit in hits}) == len(hits)
    for hit in hits:
        assert set(hit) >= HIT_KEYS
        assert hit["text"] == TEXTS[hit["external_id"]][hit["start"] : hit["end"]]
        assert 0 < len(hit["text"]) <= 1_200
        assert passes(hit, given_filters)


def test_a_search_shows_every_eligible_passage_where_the_limit_allows(
    corpus: Corpus, assistant: Assistant
) -> None:
    given_filters = Filters(outlet="Harbour Post", asked=date(2025, 4, 4))
    eligible = [
        article["id"]
        for article in ARTICLES
        if passes({**article, "outlet": article["source"]}, given_filters)
    ]

    hits = assistant.search("bridge", given_filters, 1_000)

    assert {hit.article.external_id for hit in hits} == set(eligible)
    for article_id in {hit.article.id for hit in hits}:
        shown = [hit.passage.span for hit in hits if hit.article.id == article_id]
        for passage in corpus.catalogue.passages_of(article_id):
            assert any(passage.span.meets(span) for span in shown)


@settings(max_examples=40)
@given(question=questions, given_filters=filters)
def test_ask(assistant: Assistant, question: str, given_filters: Filters) -> None:
    answer = json.loads(json.dumps(answer_as_json(assistant.ask(question, given_filters))))

    assert set(answer) >= ANSWER_KEYS
    assert answer["abstained"] == (answer["statements"] == [])
    assert answer["abstained"] == bool(answer["reason"])
    assert (answer["answered_by"], answer["fallback_reason"]) == ("quotes", None)
    assert set(answer["filters"]) == {"since", "until", "outlet", "asked", "inferred"}
    assert_sources(answer["sources"], given_filters)
    assert_sources(answer["nearby"], given_filters)
    assert_statements(answer)


def assert_sources(sources: list[dict[str, Any]], given_filters: Filters) -> None:
    assert [source["number"] for source in sources] == list(range(1, len(sources) + 1))
    assert len({source["article_id"] for source in sources}) == len(sources)
    for source in sources:
        assert set(source) >= SOURCE_KEYS
        assert source["passages"]
        assert passes(source, given_filters)
        text = TEXTS[source["external_id"]]
        assert all(one["text"] == text[one["start"] : one["end"]] for one in source["passages"])


def assert_statements(answer: dict[str, Any]) -> None:
    """Every statement cites listed sources, every source is cited, and every quotation stands in a span."""
    listed = {source["number"]: source for source in answer["sources"]}
    cited = [number for one in answer["statements"] for number in one["citations"]]
    assert list(dict.fromkeys(cited)) == list(listed), "numbers are given in order of first citation"
    for statement in answer["statements"]:
        assert set(statement) >= STATEMENT_KEYS
        assert statement["kind"] in ("quote", "extract")
        assert statement["citations"]
        assert set(statement["citations"]) == {span["source"] for span in statement["spans"]}
        places = []
        for span in statement["spans"]:
            source = listed[span["source"]]
            assert any(
                one["start"] <= span["start"] < span["end"] <= one["end"] for one in source["passages"]
            )
            places.append(TEXTS[source["external_id"]][span["start"] : span["end"]])
        assert statement["text"] in places, "without a model, every statement is the source's own sentence"
        for curly, straight in re.findall(r"“([^“”]*)”|\"([^\"]*)\"", statement["text"]):
            assert any(folded(curly or straight) in folded(place) for place in places)


def folded(text: str) -> str:
    shapes = str.maketrans(
        {**dict.fromkeys("“”„", '"'), **dict.fromkeys("‘’", "'"), **dict.fromkeys("‐‑–—", "-")}
    )
    return " ".join(unicodedata.normalize("NFKC", text).translate(shapes).split())


@settings(max_examples=4)
@given(question=questions, given_filters=filters)
def test_the_same_question_gets_the_same_answer(
    assistant: Assistant, question: str, given_filters: Filters
) -> None:
    assert assistant.ask(question, given_filters) == assistant.ask(question, given_filters)


def test_most_of_the_samples_own_questions_are_answered(assistant: Assistant) -> None:
    """A floor, not a score: `dateline eval` measures."""
    answerable = [one for one in QUESTIONS if one["answer_patterns"]]
    shown = [
        any(
            pattern in statement.text for pattern in one["answer_patterns"] for statement in answer.statements
        )
        for one in answerable
        for answer in [assistant.ask(one["question"])]
    ]

    assert sum(shown) >= 0.6 * len(shown)


def test_the_questions_that_the_readme_shows(assistant: Assistant) -> None:
    """Khamenei's words about Iraq's militias must stay Khamenei's."""
    iraq = assistant.ask("what did Iraq say about militias?")
    khamenei = assistant.ask("What did Khamenei say about Hashd al-Shaabi?")

    assert {one.speaker for one in iraq.statements} == {"Fuad Hussein"}
    assert not any("strengthened" in one.text for one in iraq.statements)
    assert any("strengthened more than ever before" in one.text for one in khamenei.statements)
    assert {one.speaker for one in khamenei.statements} == {"Ali Khamenei"}


def test_as_of_is_the_newest_eligible_day(assistant: Assistant) -> None:
    answer = answer_as_json(assistant.ask("Who won the cup?", Filters(asked=date(2025, 5, 20))))

    assert answer["as_of"] == "2025-05-18"
    assert answer_as_json(assistant.ask("Who won?", Filters(asked=date(2025, 1, 1))))["as_of"] is None


@pytest.mark.parametrize("question", ["", " \n\t ", "\0", "\ud800", "word " * 10_000])
def test_no_question(assistant: Assistant, question: str) -> None:
    with pytest.raises(BadQuestion):
        assistant.ask(question)
    with pytest.raises(BadQuestion):
        assistant.search(question)


def test_an_article_is_shown_with_who_said_what(corpus: Corpus) -> None:
    article = corpus.catalogue.get(corpus.catalogue.find_id("sample-iraq-2"))

    shown = full_article_as_json(article, corpus.catalogue.quotes_of(article.info.id))

    assert json.loads(json.dumps(shown)) == shown
    assert shown["text"] == TEXTS["sample-iraq-2"]
    (said,) = [quote for quote in shown["quotes"] if quote["direct"]]
    assert set(said) >= {"spans", "speaker", "cue", "direct"}
    assert said["speaker"] == "Ali Khamenei"
    ((start, end),) = said["spans"]
    assert shown["text"][start:end].startswith("Hashd al-Shaabi is one of the key components")


def test_filters_are_written_as_days() -> None:
    assert filters_as_json(Filters(since=date(2025, 1, 2), inferred=("since",))) == {
        "since": "2025-01-02",
        "until": None,
        "asked": None,
        "outlet": None,
        "inferred": ["since"],
    }
