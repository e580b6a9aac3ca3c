"""Answers by quotes only: sentences that stand in the articles, chosen, ordered and attributed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant import Assistant
from assistant.answer import Answer, cited, notes_on
from assistant.quotes_only import adds_nothing
from corpus import Corpus
from tests.assistant.archive import archive_of, article, take_in

SUMMIT = article(
    "Norway and Iceland at odds over trawlers",
    "Norway and Iceland took opposite sides on trawlers at a meeting in Bodø.\n\n"
    "“Norway wants every foreign trawler to carry a tracker,” Tove Haldane, Norway’s fisheries minister, "
    "told reporters.\n\n"
    "Haldane said that trawlers without trackers were no longer acceptable.\n\n"
    "Iceland’s president, Einar Voss, told Norway’s prime minister, Siri Brandt: “Trawlers are the strength "
    "of Norway, and trackers would drive them away.”\n\n"
    "Voss said Iceland’s own trawlers would stay as they are.",
    "2025-02-03",
    outlet="Northern Gazette",
)
LATER = article(
    "Norway repeats its demand",
    "A day later nothing had moved.\n\n"
    "“Trackers on trawlers are not open to bargaining,” Norwegian fisheries minister Tove Haldane said.",
    "2025-02-04",
    outlet="Harbour Mail",
)
LIGHTHOUSE = article(
    "The last lighthouse keeper",
    "The lamp at Cape Morrow is run by a timer from June. Its keeper counted eleven thousand ships there.",
    "2025-02-05",
    outlet="Harbour Mail",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), SUMMIT, LATER, LIGHTHOUSE) as corpus:
        yield corpus


@pytest.fixture(scope="module")
def ask(archive: Corpus):
    return Assistant(archive).ask


def text_of(answer: Answer) -> str:
    return "\n".join(one.text for one in answer.statements)


def test_what_a_country_said_is_what_its_minister_said(ask) -> None:
    """Not what another country's president told its prime minister."""
    answer = ask("what did Norway say about trawlers?")

    assert "to carry a tracker" in text_of(answer)
    assert {one.speaker for one in answer.statements} == {"Tove Haldane"}
    assert "drive them away" not in text_of(answer)
    assert "stay as they are" not in text_of(answer)


def test_what_the_other_said_stays_the_others(ask) -> None:
    answer = ask("what did Iceland say about trawlers?")

    assert "drive them away" in text_of(answer)
    assert {one.speaker for one in answer.statements} == {"Einar Voss"}


def test_a_speaker_is_shown_with_the_role(ask) -> None:
    answer = ask("What did Tove Haldane say about trackers?")

    assert {one.speaker for one in answer.statements} == {"Tove Haldane"}
    assert any("fisheries minister" in (one.role or "") for one in answer.statements)


def test_quoted_words_are_quotes_and_a_reporters_sentence_an_extract(ask) -> None:
    kinds = {one.text: one.kind for one in ask("what did Norway say about trawlers?").statements}

    assert kinds["Haldane said that trawlers without trackers were no longer acceptable."] == "extract"
    assert kinds[
        "“Trackers on trawlers are not open to bargaining,” Norwegian fisheries minister Tove Haldane said."
    ] == ("quote")


def test_every_statement_is_a_sentence_of_its_source(archive: Corpus, ask) -> None:
    answer = ask("What happened with the trawlers and their trackers?")

    assert answer.statements
    for statement in answer.statements:
        (place,) = statement.spans
        source = answer.sources[place.source - 1]
        assert place.span.of(archive.catalogue.get(source.article.id).text) == statement.text


def test_sentences_of_one_article_stay_together_and_in_order(ask) -> None:
    answer = ask("what did Norway say about trawlers?")
    order = [one.citations[0] for one in answer.statements]

    assert len(set(order)) > 1
    assert order == sorted(order)
    for number in set(order):
        starts = [one.spans[0].span.start for one in answer.statements if one.citations == (number,)]
        assert starts == sorted(starts)


def test_nobody_is_shown_for_a_speaker_who_said_nothing_of_it(ask) -> None:
    answer = ask("What did Siri Brandt say about lighthouses?")

    assert answer.abstained
    assert "no statement by Siri Brandt" in (answer.reason or "")
    assert answer.nearby


@pytest.mark.parametrize(
    "question", ["How many goals did Zanzibar score in 1970?", "quantum chromodynamics", "zzz qqq"]
)
def test_no_answer_where_the_archive_has_none(ask, question: str) -> None:
    answer = ask(question)

    assert answer.abstained
    assert answer.reason
    assert (answer.statements, answer.sources) == ((), ())
    assert answer.nearby
    assert len(answer.nearby) <= 3


def test_an_empty_archive_says_so(corpus: Corpus) -> None:
    answer = Assistant(corpus).ask("What did Norway say about trawlers?")

    assert answer.abstained
    assert answer.reason == "The archive holds nothing on this."
    assert (answer.nearby, answer.as_of) == ((), None)


@pytest.mark.parametrize("length", [8, 30])
def test_an_answer_is_short(corpus: Corpus, length: int) -> None:
    """At most five statements, and at most 120 words."""
    crew = [
        [f"{name}{number}" for number in range(length)] for name in "ada ben cy dot eve fay gus hal".split()
    ]
    take_in(
        corpus,
        *(article(f"Gate {names[0]}", f"Harbour gates open for {' '.join(names)}.") for names in crew),
    )

    answer = Assistant(corpus).ask("Harbour gates open for whom?")

    assert len(answer.statements) == (5 if length == 8 else 3)
    assert len(text_of(answer).split()) <= 120


def test_nothing_is_said_twice(corpus: Corpus) -> None:
    """A sentence that came in with two articles is shown once."""
    same = "The ferry to Tern Island will not run at night."
    take_in(
        corpus,
        article("Ferry stops", f"{same} Islanders were told on Monday.", url="https://one.example/ferry"),
        article("No night ferry", f"{same} A petition is going round.", url="https://two.example/ferry"),
    )

    answer = Assistant(corpus).ask("When will the ferry to Tern Island not run?")

    assert [one.text for one in answer.statements].count(same) == 1


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        ("A storm, the worst in thirty years, sank the ferry to Tern Island.", False),
        ("A storm, the worst in thirty years, sank the ferry to Tern Island with 40 cars.", True),
        ("The ferry to Tern Island was insured, and its captain has left the country.", True),
        ("The ferry sank.", True),  # too short to be sure of
    ],
)
def test_what_another_sentence_says_with_more_adds_nothing(text: str, adds: bool) -> None:
    whole = (
        "A storm, the worst in thirty years, sank the ferry to Tern Island on Monday and drowned 12 sailors."
    )
    assert adds_nothing(text, whole) is not adds


@pytest.mark.parametrize("speaker", ["Norwegian ferry captains", "Norway's fishermen"])
def test_a_countrys_people_need_not_speak_for_it(corpus: Corpus, speaker: str) -> None:
    text = f"{speaker} want longer summers, and say that the ferry to Tern Island should sail until October."
    take_in(corpus, article("Ferry season", text, "2025-03-01"))

    answer = Assistant(corpus).ask(f"What did {speaker} say about the ferry to Tern Island?")

    assert [one.text for one in answer.statements] == [text]


def test_whether_somebody_did_a_thing_is_told_by_reporters_too(corpus: Corpus) -> None:
    deed = "Mayor Ida Moe would not defend the toll on the bridge at Tarn in court on Monday."
    words = "“Every toll has its day, and a bridge has many days,” Moe said."
    take_in(corpus, article("Toll in court", f"{deed}\n\n{words}", "2025-03-01"))

    answer = Assistant(corpus).ask("Did Ida Moe defend the toll on the bridge at Tarn in court?")

    assert deed in [one.text for one in answer.statements]


def test_a_long_sentence_alone_is_still_an_answer(corpus: Corpus) -> None:
    words = " ".join(f"trawler{number}" for number in range(140))
    take_in(corpus, article("Long", f"The list of banned boats names {words}."))

    answer = Assistant(corpus).ask("Which names are on the list of banned boats?")

    assert len(answer.statements) == 1


CAPTION = "Islanders wait for the ferry to Tern Island at the pier of Tern on Monday, March 3, 2025."


def test_a_caption_is_not_shown_beside_what_tells_the_news(corpus: Corpus) -> None:
    news = (
        "Islanders had to wait for the ferry to Tern Island at the pier of Tern on Monday, its captain said."
    )
    take_in(
        corpus,
        article("Ferry late", f"{CAPTION} (Ole Berg/Tern Press)\n\n{news}", "2025-03-04"),
    )

    answer = Assistant(corpus).ask("Where did islanders wait for the ferry to Tern Island?")

    assert [one.text for one in answer.statements] == [news]


def test_a_caption_is_shown_where_nothing_else_tells_it(corpus: Corpus) -> None:
    rest = "The harbour office is closed until Friday."
    take_in(
        corpus,
        article("Ferry late", f"{CAPTION} (Ole Berg/Tern Press)\n\n{rest}", "2025-03-04"),
    )

    answer = Assistant(corpus).ask("Where do islanders wait for the ferry to Tern Island?")

    assert CAPTION in [one.text for one in answer.statements]


STORM = [
    article(
        "Storm kills seven in Bodø",
        "At least seven people died in the storm that hit Bodø on Monday, police said. It was the worst "
        "storm in Bodø for thirty years.",
        "2025-03-04",
        outlet="Northern Gazette",
    ),
    article(
        "Bodø counts its dead",
        "The storm that hit Bodø on Monday killed 12 people, the mayor of Bodø said.",
        "2025-03-05",
        outlet="Harbour Mail",
    ),
]


def test_outlets_that_differ_are_both_shown(tmp_path) -> None:
    with archive_of(tmp_path, *STORM) as corpus:
        answer = Assistant(corpus).ask("How many people died in the storm in Bodø?")

    (differing,) = answer.disagreements
    assert differing.about == "figures"
    shown = {side.claim: answer.statements[side.statements[0]] for side in differing.sides}
    assert {claim: one.outlet for claim, one in shown.items()} == {
        "At least seven": "Northern Gazette",
        "12": "Harbour Mail",
    }
    assert all(claim.lower() in one.text.lower() for claim, one in shown.items())
    assert str(answer.corroboration) == "2 independent outlets"


def test_another_outlet_that_reports_the_same_is_named(tmp_path) -> None:
    same = article(
        "Deaths in the Bodø storm",
        "Police said that at least seven people died in the storm that hit Bodø on Monday.",
        "2025-03-04",
        outlet="Harbour Mail",
    )
    with archive_of(tmp_path, STORM[0], same) as corpus:
        answer = Assistant(corpus).ask("How many people died in the storm in Bodø?")

    named = {
        statement.outlet: [also.article.outlet for also in statement.also] for statement in answer.statements
    }
    assert ["Harbour Mail"] in named.values() or ["Northern Gazette"] in named.values()
    assert not answer.disagreements


def test_more_is_said_where_more_is_asked_for(tmp_path) -> None:
    said = [
        "The ferry needs a new rudder before winter",
        "Nobody on the island was asked about the ferry",
        "A ferry ticket must not cost more than bread",
        "My grandfather built the first ferry with his own hands",
        "Without a ferry the school closes in June",
        "The ministry promised us two ferry crossings a day",
        "We shall paint every ferry green",
        "Fishermen cannot carry what a ferry carries",
    ]
    text = "\n\n".join(f"“{words},” Ada Quill said." for words in said)
    with archive_of(tmp_path, article("The ferry", text, "2025-03-04", outlet="Mail")) as corpus:
        usual = Assistant(corpus).ask("What did Ada Quill say about the ferry?")
        more = Assistant(corpus).ask("What did Ada Quill say about the ferry? List all statements.")

    assert len(usual.statements) <= 5
    assert len(more.statements) == 8


def test_a_citation_names_the_printed_page(tmp_path) -> None:
    first, second = "The ferry sails at nine. It is green.\n\n", "“The ferry must go,” Ada Quill said."
    paper = replace(
        article("The ferry", first + second, "2025-03-04", outlet="Mail"), page_starts=(0, len(first))
    )
    with archive_of(tmp_path, paper) as corpus:
        answer = Assistant(corpus).ask("What did Ada Quill say about the ferry?")

    (statement,) = [one for one in answer.statements if "must go" in one.text]
    assert cited(statement, answer.sources) == ["[1, p. 2]"]


def test_nothing_under_an_embargo_is_quoted_or_found(tmp_path) -> None:
    ends = datetime.now(UTC) + timedelta(hours=1)
    text = "“The ferry must go,” Ada Quill said."
    held = replace(article("The ferry", text, "2025-03-04", outlet="Mail"), embargo=ends)
    free = replace(
        article("The old ferry", "“The ferry stays,” Ada Quill said.", "2025-03-04"),
        embargo=datetime.now(UTC) - timedelta(hours=1),
    )
    with archive_of(tmp_path, held, free) as corpus:
        assistant = Assistant(corpus)
        answer = assistant.ask("What did Ada Quill say about the ferry?")
        hits = assistant.search("ferry")

    assert {source.article.title for source in (*answer.sources, *answer.nearby)} == {"The old ferry"}
    assert {hit.article.title for hit in hits} == {"The old ferry"}


def test_corrections_and_credit_stand_with_the_source(tmp_path) -> None:
    corrected = replace(
        article("The ferry", "“The ferry must go,” Ada Quill said.", "2025-03-04", outlet="Mail"),
        correction="The ferry is red, not green.",
        credit="© Harbour Mail",
    )
    with archive_of(tmp_path, corrected) as corpus:
        answer = Assistant(corpus).ask("What did Ada Quill say about the ferry?")

    assert notes_on(answer.sources[0].article) == [
        "Correction: The ferry is red, not green.",
        "Credit: © Harbour Mail",
    ]
