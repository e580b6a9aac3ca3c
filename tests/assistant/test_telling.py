"""Telling: names, years and what is counted, and whether an article has them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.question import read_question
from assistant.retrieval import find_passages
from assistant.sentences import matter_of
from assistant.telling import Lack, lack_of, telling_names
from corpus import Corpus
from corpus.records import Filters
from tests.assistant.archive import archive_of, article

QUAKE = article(
    "Earthquake shakes Nepal",
    "The earthquake in Kathmandu killed 8,000 people. Relief came from the Internal Revenue "
    "Service. Nepali soldiers dug for days, said Ada Quill.",
    "2015-04-27",
)
OTHERS = [
    article(f"Council of Tarn, day {n}", f"The council of Tarn met on day {n}.", "2015-05-01")
    for n in range(6)
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), QUAKE, *OTHERS) as corpus:
        yield corpus


def lack(archive: Corpus, text: str) -> Lack:
    question, search = read_question(text), archive.search.pinned()
    hits = find_passages(
        archive, replace(question, text="earthquake Nepal", matter="earthquake Nepal"), Filters(), 1
    )
    return lack_of(archive, search, matter_of(archive, search, question), hits[0])


@pytest.mark.parametrize(
    "question",
    [
        "Where was the earthquake in Nepal?",
        "Where did Nepalese soldiers dig?",
        "What did Quill say about Kathmandu?",
        "What did Mary Quill say?",  # a person goes by the last name
        "What did the IRS do?",
        "What happened in April 2015?",
        "Approximately where was it?",
    ],
)
def test_a_name_counts_in_all_its_forms(archive: Corpus, question: str) -> None:
    assert lack(archive, question).named is None


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Where was the earthquake in Turkey?", "Turkey"),
        ("turkey earthquake", "Turkey"),
        ("What did Ada Moe say about Nepal?", "Ada Moe"),
        ("What did Boldt's factory make?", "Boldt"),
        ("Boldt's factory made what?", "Boldt"),
        ("Where was the earthquake of 2011 in Nepal?", "2011"),
    ],
)
def test_what_the_article_never_names_is_told(archive: Corpus, question: str, named: str) -> None:
    found = lack(archive, question)

    assert found.named == named
    assert found.loss > lack(archive, "Where was the earthquake in Nepal?").loss


def test_offices_months_outlets_and_first_words_are_no_names() -> None:
    outlets = lambda: ["Tarn Gazette"]  # noqa: E731
    text = "According to the Tarn Gazette, what did President Ada Quill tell Ole Berg's son in May?"

    assert list(telling_names(read_question(text, outlets=outlets))) == ["Ada Quill", "Ole Berg"]
    assert list(telling_names(read_question("Thousands marched in which city?"))) == []
    assert list(telling_names(read_question("It rained. Pausing the DOJ work took how long?"))) == ["the DOJ"]
