"""Texts into passages."""

import gzip
import json
import string
from collections.abc import Sequence
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.embedding import SentenceTransformerModel
from corpus.records import Span
from corpus.sentences import sentences
from ingest.passages import split
from tests.fakes import WordModel

WORDS = WordModel().count_tokens
REAL = SentenceTransformerModel().count_tokens  # the tokenizer alone: torch is not needed

WORD = st.text(st.sampled_from(string.ascii_letters + "éß中한🎉’-."), min_size=1, max_size=12)
SENTENCE = st.lists(WORD, min_size=1, max_size=30).map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=8).map(" ".join)
TEXTS = st.one_of(
    st.lists(PARAGRAPH, max_size=8).map("\n\n".join),
    st.lists(PARAGRAPH, max_size=8).map("\n".join),
    st.text(max_size=400),
    st.integers(1, 6_000).map(lambda n: "x" * n),
    st.lists(WORD, max_size=500).map(" ".join),
)


def check(text: str, max_tokens: int, count_tokens=WORDS) -> list[Span]:
    """Hold the passages of a text against everything that is promised of them."""
    spans = split(text, count_tokens, max_tokens)
    last = 0
    covered: set[int] = set()
    for span in spans:
        assert last <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        assert span.end - span.start <= 1_200
        covered.update(range(span.start, span.end))
        last = span.end
    assert [i for i, char in enumerate(text) if i not in covered and not char.isspace()] == []
    assert all(tokens <= max_tokens - 2 for tokens in count_tokens([span.of(text) for span in spans]))
    return spans


def parted(text: str, spans: Sequence[Span]) -> list[str]:
    """Return the sentences that do not lie in one passage."""
    return [one.of(text) for one in sentences(text) if not any(span.holds(one) for span in spans)]


@settings(max_examples=150)
@given(TEXTS, st.sampled_from([12, 64, 256]))
@example("", 256)
@example(" \n\n ", 256)
@example("A. " * 3_000, 256)
@example(("word " * 900).strip() + ".", 256)
def test_passages_hold_every_character_once_and_fit_the_model(text: str, max_tokens: int):
    spans = check(text, max_tokens)

    limit = min(160, max_tokens - 2)
    for sentence in parted(text, spans):
        assert len(sentence) > 1_200 or WORDS([sentence])[0] > limit, "a sentence that fits was parted"


@settings(max_examples=25)
@given(TEXTS)
@example("한국어" * 60)
@example("中文新闻" * 400)
@example("supercalifragilistic" * 90)
def test_passages_fit_by_the_real_tokenizer(text: str):
    check(text, 256, REAL)


LINES = (
    "The foreign minister said on Tuesday that the government would not allow\n"
    "armed groups to act outside the law, and that talks with their leaders\n"
    "would go on until the weapons were handed over to the state.\n\n"
    "He spoke in Baghdad after a meeting of the cabinet that had lasted for\n"
    "three hours, and took no questions from the reporters in the room today.\n\n"
    "A spokesman for the groups said afterwards that nobody had asked them, and\n"
    "that they would answer in their own time and in a place of their choosing.\n"
) * 4


def test_hard_wrapped_text_is_split_between_sentences_not_lines():
    spans = check(LINES, 60)

    assert len(spans) > 4
    assert parted(LINES, spans) == []


def test_a_short_text_is_one_passage():
    assert split("One sentence. Another one.", WORDS, 256) == [Span(0, 26)]


def test_a_short_rest_joins_the_passage_before_it():
    text = " ".join(f"Sentence {i} has exactly six words." for i in range(28))

    assert [WORDS([span.of(text)])[0] for span in split(text, WORDS, 256)] == [168]


def test_a_passage_prefers_to_end_where_a_paragraph_does():
    paragraph = " ".join(f"Sentence {i} has exactly six words." for i in range(20))  # 120 words

    spans = split(f"{paragraph}\n\n{paragraph}", WORDS, 256)

    assert [span.of(f"{paragraph}\n\n{paragraph}") for span in spans] == [paragraph, paragraph]


@pytest.mark.parametrize("name", ["news/articles.jsonl.gz", "quiz/articles.jsonl.gz"])
def test_real_articles_fit_the_real_model(shared, name: str):
    with gzip.open(shared(name)) as lines:
        for line in islice(lines, 30):
            text = json.loads(line)["text"]
            for sentence in parted(text, check(text, 256, REAL)):
                assert len(sentence) > 1_200 or REAL([sentence])[0] > 160
