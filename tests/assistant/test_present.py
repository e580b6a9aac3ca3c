"""Questions about the present, and those that only sound like it."""

import pytest

from assistant.present import asks_for_the_present


@pytest.mark.parametrize(
    "question",
    [
        "Who is now prime minister of Sevrin?",
        "What does the ministry currently say about the ferry?",
        "What is the latest on the harbour strike?",
        "What is the state of the talks?",
        "Where does the bridge project stand?",
        "Has Ada Quill resigned?",
        "How many people have died in the flood?",
        "What has the harbour board decided about the night ferry?",
        "Is the ferry still running?",
        "Who is the chairwoman of the harbour board?",
        "What's happening in Halm?",
        "How are the talks going?",
        "What is the price of bread today?",
    ],
)
def test_it_asks_how_things_stand(question: str) -> None:
    assert asks_for_the_present(question, names_period=False)


@pytest.mark.parametrize(
    "question",
    [
        "When did the ferry stop?",
        "What did Ada Quill say about the petition?",
        "Who was prime minister when the bridge opened?",
        "What would have happened without the bus?",
        "What do islanders have to pay?",
        "Until now, who paid for the ferry?",
        "What did USA Today report about the storm?",
        "How many people died in the flood?",
        "ferry Tern Island",
    ],
)
def test_it_does_not(question: str) -> None:
    assert not asks_for_the_present(question, names_period=False)


def test_a_named_period_is_what_counts() -> None:
    assert not asks_for_the_present("What were the latest figures in March 2017?", names_period=True)
    assert not asks_for_the_present("What has Ada Quill said since May?", names_period=True)
    assert asks_for_the_present("How many have died so far this year?", names_period=True)
