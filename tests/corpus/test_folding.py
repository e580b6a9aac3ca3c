"""Folding: texts that read alike fold alike, and every fold leads back to the original."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import find, fold
from corpus.records import Span

# Characters that combine, expand, disappear or turn into marks, beside any others.
TRICKY = (
    "“”„\"'‘’`´″‴ \t\n\xa0\xad\u200b\u200d\ufe0f\u0301\u0308\u0323\u0338…ﬁ½-—–−﹣￣"
    "\u1100\u1161\u11a8\uac00\u3131\u314f\uff76\uff9e\u3099\u0e33\u0e01\u09c7\u09be\u1fbd\ufdfa\u3164¨.ab1é²"
)
texts = st.text(alphabet=st.one_of(st.sampled_from(TRICKY), st.characters()), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“No,” he said", '"No," he said'),
        ("«No»", "„No“"),
        ("don’t", "don't"),
        ("Iran—Iraq – war", "Iran-Iraq - war"),
        ("wait -- no", "wait — no"),
        ("co\xadoperate", "cooperate"),
        ("one \n\t two\xa0three", "one two three"),
        ("wait…", "wait..."),
        ("cafe\u0301", "café"),
        ("zero\u200bwidth \u202ehidden\u202c", "zerowidth hidden"),
        ("ﬁve ｆｕｌｌ", "five full"),
    ],
)
def test_what_reads_alike_folds_alike(one, other):
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("will not allow", "will allow"),
        ("Iraq", "iraq"),
        ("1,000", "1000"),
        ("a, b", "a b"),
        ("café", "cafe"),
    ],
)
def test_nothing_else_is_folded(one, other):
    assert fold(one).text != fold(other).text


@given(texts)
def test_folding_twice_changes_nothing(text):
    once = fold(text).text
    assert fold(once).text == once


@given(texts, st.data())
def test_a_span_leads_back_to_text_that_folds_the_same(text, data):
    folded = fold(text)
    borders = [at for at in range(len(folded.text) + 1) if not folded.parts_unit(at)]
    start, end = sorted((data.draw(st.sampled_from(borders)), data.draw(st.sampled_from(borders))))
    assert fold(folded.span(start, end).of(text)).text == folded.text[start:end]


@given(texts, texts, texts)
def test_what_is_found_folds_to_what_was_sought(before, needle, after):
    haystack = fold(before + needle + after)
    for span in find(needle, haystack):
        assert fold(span.of(haystack.original)).text == fold(needle).text


@given(st.text(alphabet="ab \n", max_size=20))
def test_every_occurrence_in_plain_text_is_found(text):
    plain = " ".join(text.split(" "))
    assert len(find("ab", fold(plain))) == plain.count("ab")


def test_found_spans_count_in_the_original():
    text = "He said:  “we\u200b will\n not” — twice: “we will not”."
    found = find('"we will not"', fold(text))
    assert [span.of(text) for span in found] == ["“we\u200b will\n not”", "“we will not”"]


@pytest.mark.parametrize(
    ("needle", "haystack"),
    [
        ("allow", "they disallow it"),
        ("can", "we can't"),
        ("can", "we can’t"),
        ("violent", "a non-violent protest"),
        ("12", "12.5 and 1,212 and 12,000"),
        ("5", "it fell to -5"),
        ("cafe", "the cafe\u0301s"),
        ("", "anything"),
        ("\u200b", "anything"),
    ],
)
def test_parts_of_words_and_numbers_are_not_whole_words(needle, haystack):
    assert find(needle, fold(haystack), whole_words=True) == []


@pytest.mark.parametrize(
    ("needle", "haystack"),
    [
        ("allow", "“allow”"),
        ("ministry", "the ministry—which"),
        ("ministers", "the ministers’ plan"),
        ("12", "12, or 12."),
        ("允许", "不允许民兵"),
        ("third-party", "a third-party deal"),
    ],
)
def test_whole_words_are_found(needle, haystack):
    assert find(needle, fold(haystack), whole_words=True)


def test_a_letter_is_not_found_without_its_accent():
    assert find("x", fold("x\u0301")) == []


def test_a_range_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="no range"):
        fold("abc").span(2, 9)
    assert fold("abc").span(3, 3) == Span(3, 3)


@pytest.mark.parametrize(
    "piece",
    ["Iraq will not allow “armed” militias — ", "a", " ", "“—", "\u0301", "b\u0301\u0323", "伊拉克", "a é"],
)
def test_a_long_text_folds_in_linear_time(piece):
    """A million characters took 0.4 to 5 s with both cores busy; what is quadratic takes hours."""
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    fold(text)
    assert time.process_time() - began < 40
