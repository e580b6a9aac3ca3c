"""Agreement: another outlet says the same only where it has every number, date, name and quoted word."""

import pytest

from assistant.agreement import saying_the_same
from tests.assistant.sentence_helpers import info, sentence

COURIER, GAZETTE, MAIL = info("a", "Courier"), info("b", "Gazette"), info("c", "Harbour Mail")
TEXT = "The storm killed seven people in Bodø on Monday, police said."


def test_an_independent_report_of_the_same_agrees() -> None:
    one = sentence(TEXT, COURIER)
    other = sentence(
        "Police in Bodø said on Monday that the storm had killed seven people.", GAZETTE, near=0.9
    )

    assert [also.article for also in saying_the_same(one, [one, other])] == [GAZETTE]


@pytest.mark.parametrize(
    "text",
    [
        "Police in Bodø said on Monday that the storm had killed nine people.",
        "Police in Tromsø said on Monday that the storm had killed seven people.",
        "Police in Bodø said on Monday that the storm had not killed seven people.",
        "Police in Bodø said on Friday that the storm had killed seven people.",
        "Seven schools in Bodø were shut on Monday.",
    ],
)
def test_what_says_something_else_does_not(text: str) -> None:
    one = sentence(TEXT, COURIER)
    assert saying_the_same(one, [sentence(text, GAZETTE, near=0.9)]) == ()


def test_quoted_words_must_stand_there() -> None:
    one = sentence("“We will rebuild the whole harbour,” the mayor said.", COURIER)
    same = sentence("The mayor said: “We will rebuild the whole harbour.”", GAZETTE, near=0.9)
    other = sentence("The mayor said that they would rebuild the whole harbour.", MAIL, near=0.9)

    assert [also.article for also in saying_the_same(one, [same, other])] == [GAZETTE]


def test_copies_unknown_outlets_and_the_same_outlet_do_not_count() -> None:
    copy, again, unknown = info("d", "Herald"), info("e", "Courier Online"), info("f")
    one = sentence(TEXT, COURIER, copies=(copy,))
    others = [sentence(TEXT, article, near=0.95) for article in (copy, again, unknown, COURIER)]

    assert saying_the_same(one, others) == ()


def test_each_outlet_counts_once() -> None:
    one = sentence(TEXT, COURIER)
    others = [sentence(TEXT, info(name, "Gazette"), near=0.9) for name in "bcd"]

    assert len(saying_the_same(one, others)) == 1
