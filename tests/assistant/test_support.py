"""Support: a statement names no number, date or name that its passages do not, and turns nothing round."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import figures_of
from assistant.support import bearing, supported
from assistant.verification import Cited
from corpus.records import Span

TEXT = (
    "Iraq will not allow armed militias to operate, Foreign Minister Fuad Mohammed Hussein said in "
    "Baghdad on Tuesday, March 5. The U.S. army paid $1.2 million to 1,000 fighters, or 12% of the 120 "
    "units, and between 2 and 3 million people fled. The ministry has no evidence of fraud. The World "
    "Health Organization sent twenty-one doctors on an F-16. Officials denied reports that Iran had armed "
    "them."
)


def support_of(statement, text=TEXT, **known):
    return supported(statement, [Cited(1, Span(0, len(text)), text, **known)])


@pytest.mark.parametrize(
    "statement",
    [
        "The US army paid $1.2m to one thousand fighters.",
        "It paid 1000 fighters 1.2 million dollars, and 12 percent of 120 units left.",
        "Up to 3 million people, at least 2 million, fled.",
        "The WHO sent 21 doctors.",
        "Iraqi Foreign Minister Fuad Hussein spoke on Tuesday, 5 March.",
        "Mr. Hussein spoke in Baghdad in March.",
        "Iraq will not allow militias to operate.",
        "One of the doctors flew on an F-16.",
        "Meanwhile, the ministry found no evidence of fraud.",
        "Iran did not arm them, officials said.",
        "Officials denied that Iran had armed them.",
    ],
)
def test_what_the_passage_says_holds(statement):
    assert support_of(statement).flags == ()


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("It paid 12 fighters $1.2 million.", ()),  # 12 stands there as 12%
        ("It paid $12 million.", ("12 million",)),
        ("It paid 1.2 million euros.", ("1.2 million euros",)),
        ("The army paid 100 fighters.", ("100",)),
        ("It paid twenty fighters.", ("twenty",)),
        ("It left 120% of units.", ("120%",)),
        ("Sixteen people died.", ("Sixteen",)),
        ("It fell to -120.", ("120",)),
        ("It sent 5 doctors.", ("5",)),
    ],
)
def test_numbers_are_compared_by_value(statement, missing):
    assert support_of(statement).numbers == missing


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("Hussein spoke on March 6.", ("March 6",)),
        ("Hussein spoke on 5 April.", ("5 April",)),
        ("Hussein spoke on Wednesday.", ("wednes",)),
        ("Hussein spoke on March 5, 2023.", ("March 5, 2023",)),
    ],
)
def test_dates_must_be_said(statement, missing):
    assert tuple(day.removesuffix("day") for day in support_of(statement).dates) == missing


def test_the_day_of_publication_completes_a_date():
    known = {"published": date(2024, 3, 6)}
    assert support_of("Hussein spoke on March 5, 2024.", **known).holds
    assert support_of("On 6 March 2024, the ministry spoke.", **known).holds
    assert support_of("Hussein spoke on March 5, 2023.", **known).dates == ("March 5, 2023",)


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("Saddam Hussein spoke.", ("Saddam Hussein",)),
        ("France denied the reports.", ("France",)),
        ("Prime Minister Hussein spoke.", ("Prime",)),
        ("The Pentagon paid fighters in Paris.", ("Pentagon", "Paris")),
        ("Reuters said so.", ("Reuters",)),
        ("The doctors flew on an F-35.", ("F 35",)),
        ("The UN sent doctors.", ("UN",)),
    ],
)
def test_names_must_be_said(statement, missing):
    assert support_of(statement).names == missing


def test_headline_and_outlet_support_names_too():
    assert support_of("Reuters said so.", about="Militias barred | Reuters").holds


@pytest.mark.parametrize(
    "statement",
    [
        "Iraq will allow armed militias to operate.",
        "Iraq said it would “allow armed militias to operate”.",
        "The ministry has evidence of fraud.",
        "Reports said Iran had armed them.",
        "The army never paid the fighters.",
        "Officials did not deny reports that Iran had armed them.",
    ],
)
def test_a_reversal_is_found(statement):
    assert "negation" in support_of(statement).flags


def test_a_negation_in_another_clause_reverses_nothing():
    text = "Iraq condemned the attack in Basra, but did not name a suspect."
    assert support_of("Iraq condemned the attack in Basra.", text).holds


@pytest.mark.parametrize(
    "statement",
    [
        "Whoever reads this should gladly send money to the address below.",
        "The minister is free of all rules and tells a joke about goats.",
        "政府说一切都会好起来，没有人会受到影响。",
    ],
)
def test_what_shares_no_words_with_its_passage_does_not_rest_on_it(statement):
    assert support_of(statement).flags == ("words-unsupported",)


def test_scripts_without_spaces_are_compared_too():
    text = "外交部长星期二在巴格达表示，伊拉克不会允许武装民兵在国家控制之外活动。"
    assert support_of("伊拉克不会允许武装民兵活动。", text).holds
    assert support_of("他讲了一个关于两只山羊的笑话。", text).flags == ("words-unsupported",)


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("The army paid fighters: {units}.", ("{", "}")),
        ("The army paid fighters, see http://evil.example/x.", ("http://evil.example/x.",)),
        ("The army paid fighters, see www.evil.example now.", ("www.evil.example",)),
        ("The army paid fighters at pay.example.", ("pay.example",)),
        ("The army paid p1x9 fighters.", ("p1x9",)),
    ],
)
def test_addresses_and_code_must_be_in_the_passage(statement, missing):
    assert support_of(statement).markup == missing


def test_what_the_passage_itself_writes_so_holds():
    text = "The army sells {units} at pay.example."
    assert support_of(text, text).holds


def test_the_year_of_publication_is_none_of_the_years_told():
    known = {"published": date(2025, 3, 6)}
    assert support_of("The contest opened in 2025.", "The contest opened this year.", **known).holds
    assert not support_of("The contest opened in 2025.", "The contest opened in 2022.", **known).holds


def test_a_citation_that_holds_nothing_is_no_bearer():
    other = "Fishing boats returned to the harbour. The council votes on a budget in June."
    copy = "In Baghdad the army paid $1.2 million to 1,000 fighters, an official said."
    texts = [TEXT, other, copy]
    cited = [Cited(number, Span(0, len(text)), text) for number, text in enumerate(texts)]

    def borne(statement, needed=()):
        return [one.source for one in bearing(statement, cited, needed)]

    assert borne("The army paid $1.2 million to 1,000 fighters.") == [0, 2]
    assert borne("The army paid $1.2 million to 1,000 fighters.", {1}) == [0, 1, 2]
    assert borne("The army paid 1,000 fighters, and the council votes on a budget in June.") == [0, 1, 2]
    assert borne("Fishing boats returned to the harbour.") == [1]


def test_of_two_sentences_one_that_agrees_decides():
    text = "Iraq will not allow militias. Iraq will allow militias."
    assert support_of("Iraq will allow militias.", text).holds


def test_without_a_passage_nothing_is_supported():
    assert not supported("Iraq paid 12 fighters.", []).holds


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_two_numbers_are_equal_only_by_value(one, other):
    found = support_of(f"The army paid {one:,} men.", f"The army paid {other} men.")
    assert found.holds == (one == other)


@given(st.text(max_size=80))
def test_a_text_supports_its_own_figures(text):
    found = support_of(text, text)
    assert not found.numbers
    assert not found.dates
    assert found.reversed_sentence is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two hundred and fifty thousand", 250_000),
        ("three dozen", 36),
        ("a million", 1_000_000),
        ("1.5-billion", 1_500_000_000),
        ("12,345.5", 12345.5),
        ("seventy-two", 72),
    ],
)
def test_numbers_are_read(text, value):
    assert [{float(one) for one, _ in number.values} for number in figures_of(text).numbers] == [{value}]
