"""Abstention: what the archive does not answer is declined, with a reason that helps."""

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.abstention import is_person
from tests.assistant.archive import archive_of, article

QUILL = article(
    "Ferry to Tern Island",
    "“The ferry to Tern Island will stop at nine,” said Ada Quill, the harbour master. "
    "Quill said that the crews of the ferry agreed.",
    "2025-03-01",
)
LEVY = article(
    "A levy on herring",
    "The council voted for a levy on herring by nine votes to four. Fishers of herring marched on the hall.",
    "2025-03-05",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with archive_of(tmp_path_factory.mktemp("archive"), QUILL, LEVY) as corpus:
        yield Assistant(corpus)


def test_what_the_archive_holds_is_answered(assistant: Assistant) -> None:
    assert not assistant.ask("What did Ada Quill say about the ferry to Tern Island?").abstained
    assert not assistant.ask("How many votes were there for a levy on herring?").abstained


def test_a_person_who_is_known_but_not_on_this_is_named_in_the_reason(assistant: Assistant) -> None:
    answer = assistant.ask("What reasons did Ada Quill give for the levy on herring?")

    assert answer.abstained
    assert "Ada Quill" in (answer.reason or "")
    assert answer.nearby


def test_what_is_only_near_is_declined_and_shown_as_near(assistant: Assistant) -> None:
    answer = assistant.ask("How large was the lottery prize that the baker of Millbeck won yesterday?")

    assert answer.abstained
    assert not answer.statements
    assert answer.reason
    assert answer.nearby


def test_the_same_matter_elsewhere_is_declined_by_name(assistant: Assistant) -> None:
    answer = assistant.ask("How many votes were there for a levy on herring in Turkey?")

    assert answer.abstained
    assert "Turkey" in (answer.reason or "")
    assert answer.nearby


@pytest.mark.parametrize(
    ("subject", "person"),
    [
        ("Ada Quill", True),
        ("Senator Ada Quill", True),
        ("Ada", False),
        ("Tarn's mayor", False),
        ("White House", False),
        ("State Department", False),
        ("North Korean", False),
        ("South Korea", False),
        ("head of the ILO", False),
    ],
)
def test_who_counts_as_a_person_by_name(subject: str, person: bool) -> None:
    assert is_person(subject) == person
