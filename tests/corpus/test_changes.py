"""Changes: what a reader is shown of two versions is what became of the one, and all of it."""

import gzip
import itertools
import json
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.changes import changes
from corpus.sentences import sentences

WORDS = st.sampled_from(
    ["The", "minister", "said", "no", "yes", "ferry", "Quill", "12.5", "it's", "“so”", "été"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: " ".join(words) + ".")
TEXTS = st.lists(st.tuples(SENTENCES, st.sampled_from([" ", "\n\n", "\n", "  "])), max_size=12).map(
    lambda pairs: "".join(map("".join, pairs))
)
ANY = st.one_of(TEXTS, st.text(max_size=80))


def applied(old: str, new: str) -> tuple[str, str]:
    """Return what the changes make of the old text, and of the new one when they are taken back."""
    found = changes(old, new)
    forth = (one.old.of(old) if one.kind == "same" else one.new.of(new) for one in found)
    back = (one.new.of(new) if one.kind == "same" else one.old.of(old) for one in found)
    return "".join(forth), "".join(back)


def shown(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.old.of(old), one.new.of(new)) for one in changes(old, new)]


@given(ANY, ANY)
def test_applying_the_changes_gives_the_new_text_and_taking_them_back_the_old(old: str, new: str):
    assert applied(old, new) == (new, old)


@given(ANY, ANY)
def test_changes_cover_both_texts_and_are_what_they_are_called(old: str, new: str):
    at = to = 0
    before = None
    for one in changes(old, new):
        assert (one.old.start, one.new.start) == (at, to)
        at, to = one.old.end, one.new.end
        empty = one.old.start == at, one.new.start == to
        expected = {"added": (True, False), "removed": (False, True)}.get(one.kind, (False, False))
        assert empty == expected
        assert one.kind != before or one.kind == "changed"
        before = one.kind
    assert (at, to) == (len(old), len(new))


@given(ANY)
def test_of_the_same_text_nothing_is_changed(text: str):
    assert [one.kind for one in changes(text, text)] == (["same"] if text else [])


@given(st.lists(SENTENCES, min_size=1, max_size=8), st.integers(0, 8), SENTENCES)
def test_a_sentence_that_was_put_in_is_all_that_is_told(sentences: list[str], at: int, more: str):
    old = "".join(f"{one} Next {n}.\n\n" for n, one in enumerate(sentences))
    lines = old.split("\n\n")
    at = min(at, len(lines) - 1)
    new = "\n\n".join([*lines[:at], f"Zebrafinch {more}", *lines[at:]])

    assert {one.kind for one in changes(old, new)} <= {"same", "added"}


def test_words_are_told_within_a_changed_sentence():
    old = "The minister spoke on Tuesday. He left at noon. Nobody was hurt."
    new = "The prime minister spoke on Wednesday. He left at noon. Nobody was hurt. Three fled."

    assert [one for one in shown(old, new) if one[0] != "same"] == [
        ("added", "", " prime"),
        ("changed", " Tuesday", " Wednesday"),
        ("added", "", " Three fled."),
    ]


def test_a_sentence_that_became_another_is_told_whole():
    old = "The ferry stops. Ada Quill was not amused by any of it. The end."
    new = "The ferry stops. Rates rose, banks said on Friday, again. The end."

    (change,) = (one for one in shown(old, new) if one[0] != "same")

    assert change[0] == "changed"
    assert change[1].strip().startswith("Ada Quill")
    assert change[2].strip().startswith("Rates rose")


def test_a_sentence_that_went_leaves_those_around_it_the_same():
    old = "A one. B two. C three."

    assert shown(old, "A one. C three.") == [
        ("same", "A one. ", "A one. "),
        ("removed", "B two. ", ""),
        ("same", "C three.", "C three."),
    ]
    assert [one[0] for one in shown(old, "A one. B two.")] == ["same", "removed"]


_N = 400_000  # characters


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ab" * (_N // 2), "ba" * (_N // 2)),
        ("a " * (_N // 2), "b " * (_N // 2)),
        ("a b " * (_N // 4), "b a " * (_N // 4)),
        ("Yes no. " * (_N // 8), "No yes. " * (_N // 8)),
        ("x" * _N, ""),
        (" " * _N, "\n" * _N),
    ],
    ids=["one word", "other words", "turned words", "one sentence", "gone", "white space"],
)
def test_long_texts_take_time_in_proportion(old: str, new: str):
    """Quadratic time would be hours."""
    started = time.process_time()

    assert applied(old, new) == (new, old)

    assert time.process_time() - started < 20


def test_many_sentences_of_few_kinds_and_many_kinds():
    draw = random.Random(7)  # noqa: S311
    few = [f"It {word} so." for word in ("is", "was", "will be", "may be")]
    many = [f"Of {draw.randrange(10**6)} men {draw.randrange(10**6)} came." for _ in range(8_000)]
    mixed = draw.sample(many, len(many))
    one, other = (" ".join(draw.choice(few) for _ in range(10_000)) for _ in range(2))
    started = time.process_time()

    assert applied(one, other) == (other, one)
    assert applied(" ".join(many), " ".join(mixed)) == (" ".join(mixed), " ".join(many))

    assert time.process_time() - started < 20


def test_edits_of_real_articles_are_told_and_no_more(shared: Callable[[str], Path]):
    """A word put in the place of another, and a sentence that goes: all the rest stands the same."""
    draw = random.Random(11)  # noqa: S311
    with gzip.open(shared("news/articles.jsonl.gz"), "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, 60)]
    for old in texts:
        spans = sentences(old)
        if len(spans) < 6:
            continue
        gone = draw.choice(spans[4:])
        word = re.search(r"\b[a-z]{5,}\b", old[spans[1].start : spans[1].end])
        new = old[: gone.start] + old[gone.end :]
        if word:
            at = spans[1].start + word.start()
            new = new[:at] + "zebrafinch" + new[at + len(word[0]) :]

        assert applied(old, new) == (new, old)
        same = sum(one.old.end - one.old.start for one in changes(old, new) if one.kind == "same")
        assert same >= len(old) - (gone.end - gone.start) - 400
