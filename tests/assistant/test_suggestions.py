"""What may be asked next: made of what was found, in proper English, and always answered."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant import Assistant
from assistant.answer import Answer
from assistant.suggestions import _CHECKS, as_given, suggest
from corpus import Corpus
from corpus.records import Filters
from tests.assistant.archive import archive_of, article, take_in

SUMMIT = article(
    "Norway and Iceland at odds over trawlers",
    "“Norway wants every foreign trawler to carry a tracker,” Tove Haldane, Norway’s fisheries minister, "
    "told reporters about the trawlers.",
    "2025-02-03",
    outlet="Northern Gazette",
)
REPLY = article(
    "Iceland answers on trawlers",
    "“Trackers would drive our trawlers away,” Einar Voss, Iceland’s president, said in Bodø.\n\n"
    "In all 64 people were held at a protest against trawlers in Bodø, the police said.",
    "2025-02-10",
    outlet="Harbour Post",
)
VOTE = article(
    "Trawlers: parliament votes for trackers",
    "Parliament in Oslo voted for trackers on trawlers on Monday.",
    "2025-02-17",
    outlet="Oslo Wire",
)
LIGHTHOUSE = article(
    "The last lighthouse keeper",
    "“I counted eleven thousand ships,” Tobias Wren, the keeper of Cape Morrow, said.",
    "2025-02-18",
    outlet="Oslo Wire",
)
QUESTION = "What did Norway say about trawlers?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), SUMMIT, REPLY, VOTE, LIGHTHOUSE) as corpus:
        yield corpus


@pytest.fixture(scope="module")
def suggested(archive: Corpus) -> tuple[str, ...]:
    assistant = Assistant(archive)
    return assistant.suggest(assistant.ask(QUESTION))


def test_others_who_are_quoted_on_the_matter_are_suggested(suggested) -> None:
    assert "What did Einar Voss say about trawlers?" in suggested


def test_what_is_counted_makes_a_question(suggested) -> None:
    assert "How many people were held at a protest against trawlers in Bodø?" in suggested


def test_there_are_at_most_three_all_different(suggested) -> None:
    assert 0 < len(suggested) <= 3
    assert len(set(suggested)) == len(suggested)


def test_nothing_that_was_asked_or_answered_comes_again(archive: Corpus, suggested) -> None:
    assert QUESTION not in suggested
    assert not [one for one in suggested if "Haldane" in one]

    assistant = Assistant(archive)
    again = assistant.suggest(assistant.ask("What did Einar Voss say about trawlers?"))
    assert not [one for one in again if "Voss" in one]


def test_what_is_on_another_matter_is_not_suggested(suggested) -> None:
    assert not [one for one in suggested if "Wren" in one or "lighthouse" in one]


@pytest.mark.parametrize(
    "question", [QUESTION, "What did Iceland say about trawlers?", "Who voted for trackers?"]
)
def test_each_is_answered_with_quotes_when_it_is_asked(archive: Corpus, question: str) -> None:
    assistant = Assistant(archive)

    for one in assistant.suggest(assistant.ask(question)):
        assert not assistant.ask(one).abstained


def test_one_that_is_not_answered_from_its_article_is_dropped(archive: Corpus) -> None:
    """Whatever a check answers without citing the passage's article counts as no answer."""
    assistant = Assistant(archive)
    answer = assistant.ask(QUESTION)
    asked: list[str] = []

    def from_elsewhere(question: str) -> Answer:
        asked.append(question)
        return answer

    read = assistant._read(QUESTION, Filters(), ())
    hits = assistant.search(QUESTION, grouped=True)

    assert suggest(archive, read, answer, hits, from_elsewhere) == ()
    assert 0 < len(asked) <= _CHECKS


def test_checks_are_few_however_many_are_quoted(corpus: Corpus) -> None:
    people = [
        "Ada Quill",
        "Ben Moss",
        "Cara Lund",
        "Dina Holt",
        "Emil Roth",
        "Fay Olsen",
        "Gus Berg",
        "Hal Iver",
    ]
    take_in(
        corpus,
        *(
            article(
                f"Trawlers: {name}",
                f"“Trawlers cost {number} jobs,” {name}, mayor of Halm, said.",
                "2025-02-03",
                outlet=f"Mail {number}",
            )
            for number, name in enumerate(people)
        ),
    )
    assistant = Assistant(corpus)
    asked: list[str] = []

    def nothing(question: str) -> Answer:
        asked.append(question)
        return Answer(question, (), (), Filters(), None, "quotes", abstained=True)

    answer = assistant.ask("What did Ada Quill say about trawlers?")
    hits = assistant.search(answer.question, grouped=True)
    found = suggest(corpus, assistant._read(answer.question, Filters(), ()), answer, hits, nothing)

    assert (found, len(asked)) == ((), _CHECKS)


def test_given_filters_hold_for_what_is_suggested(archive: Corpus) -> None:
    assistant = Assistant(archive)
    answer = assistant.ask(QUESTION, Filters(until=date(2025, 2, 3)))

    assert assistant.suggest(answer) == ()


def test_an_empty_archive_suggests_nothing(corpus: Corpus) -> None:
    assistant = Assistant(corpus)

    assert assistant.suggest(assistant.ask(QUESTION)) == ()


def test_filters_that_were_read_from_the_question_are_read_again_and_those_taken_back_are_not() -> None:
    asked = date(2025, 6, 1)
    shown = Filters(since=date(2025, 2, 1), outlet="Mail", asked=asked, inferred=("since",))

    assert as_given(shown) == (Filters(outlet="Mail", asked=asked), ("outlet",))
    assert as_given(Filters(asked=asked)) == (Filters(asked=asked), ("period", "outlet"))


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Riots spread in Ferguson. The Ferguson police were in Ferguson.", "Ferguson"),
        (
            "Reporters say that the National Guard is here, and the National Guard stays.",
            "the National Guard",
        ),
    ],
)
def test_a_name_keeps_the_article_it_always_has(corpus: Corpus, text: str, matter: str) -> None:
    name = matter.removeprefix("the ")
    take_in(
        corpus,
        article(f"{name} in the news", f"{text}\n\n“It is over,” Ada Quill, the mayor, said.", "2025-02-03"),
        article(f"More on {name}", f"On Monday nothing new was heard of {name}.", "2025-02-04"),
    )
    assistant = Assistant(corpus)
    answer = Answer(f"Where is {name}?", (), (), Filters(), None, "quotes")

    assert f"What did Ada Quill say about {matter}?" in assistant.suggest(answer)


def test_a_development_is_suggested_where_there_is_a_timeline_to_tell(corpus: Corpus) -> None:
    """A story of four days has one; "what has happened since" would be no question on one day."""
    days = ["2025-02-03", "2025-02-07", "2025-02-14", "2025-02-28"]
    told = [
        "began in Halm on Monday",
        "reached Bodø on Friday",
        "grew again by a third",
        "ended with a new law",
    ]
    protests = [
        article(f"Trawler protest, day {day}", f"The protest of the fishermen against trawlers {how}.", day)
        for day, how in zip(days, told, strict=True)
    ]
    said = article("Haldane on trawlers", "“Trawlers stay,” Tove Haldane, the minister, said.", "2025-02-02")
    take_in(corpus, said, *protests)
    assistant = Assistant(corpus)

    found = assistant.suggest(assistant.ask("What did Tove Haldane say about trawlers?"))

    assert "What has happened with trawlers since February 2025?" in found
    assert assistant.ask(found[-1]).form == "timeline"
