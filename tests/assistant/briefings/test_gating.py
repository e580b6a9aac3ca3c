"""What a person writes passes the gates: what is not in the source is not quoted, and is flagged."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.briefings.gating import UNSOURCED, around, flags_of_own, written
from assistant.briefings.records import BY_HAND
from corpus import Corpus
from corpus.errors import BadBriefing
from corpus.records import Span
from tests.assistant.archive import archive_of
from tests.assistant.briefings.desk import FERRY, change, place


def test_words_that_stand_there_are_an_extract_in_the_sources_own_characters(corpus: Corpus) -> None:
    where = place(corpus, "ferry", "Islanders signed a petition.")

    made = written(corpus, "Islanders  signed a\npetition.", [where])

    assert (made.text, made.kind, made.flags) == ("Islanders signed a petition.", "extract", ())
    assert (made.line, made.speaker, made.by) == ("Gazette, 1 March 2025", None, BY_HAND)
    assert [one.words for one in made.places] == ["Islanders signed a petition."]


def test_a_speakers_whole_sentence_is_a_quote_of_theirs(corpus: Corpus) -> None:
    where = place(corpus, "ferry", "The ferry to Tern Island stops at nine")

    made = written(corpus, '"The ferry to Tern Island stops at nine," Ada Quill said on Saturday.', [where])

    assert made.text == "“The ferry to Tern Island stops at nine,” Ada Quill said on Saturday."
    assert (made.kind, made.speaker, made.flags) == ("quote", "Ada Quill", ())
    assert made.line == "Ada Quill, in Gazette, 1 March 2025"


def test_verbatim_words_keep_their_marks_and_stand_inside_a_place(corpus: Corpus) -> None:
    where = place(corpus, "ferry", "Islanders signed a petition.")

    made = written(corpus, 'Ada Quill told islanders that the ferry "stops at nine".', [where])

    assert made.text == "Ada Quill told islanders that the ferry “stops at nine”."
    assert (made.kind, made.flags) == ("paraphrase", ())
    assert [one.words for one in made.places] == ["Islanders signed a petition.", "stops at nine"]


@pytest.mark.parametrize(
    ("text", "shown", "flags"),
    [
        ("The ferry “stops at ten”.", "The ferry stops at ten.", ("quotation-absent", "number-unsupported")),
        ("The ferry “stops at mine”.", "The ferry stops at mine.", ("quotation-absent",)),
        (
            "The ferry “stops at nine and there is a petition”, islanders said.",
            "The ferry stops at nine and there is a petition, islanders said.",
            ("quotation-absent",),
        ),
        (
            "The ferry to Tern Island “stops at nine … signed a petition”.",
            "The ferry to Tern Island stops at nine … signed a petition.",
            ("quotation-stitched",),
        ),
        (
            "Bo Marsh said: “The ferry to Tern Island stops at nine.”",
            "Bo Marsh said: The ferry to Tern Island stops at nine.",
            ("quotation-misattributed",),
        ),
        ("The ferry to Tern Island stops in 2019.", None, ("number-unsupported",)),
        ("The ferry to Tern Island stops on May 4.", None, ("date-unsupported",)),
        ("The ferry to Gull Island stops at nine.", None, ("name-unsupported",)),
        ("The council will pay for 14 more crossings.", None, ("negation",)),
        ("Grandmothers knit woollen jumpers quietly.", None, ("words-unsupported",)),
    ],
)
def test_what_is_not_there_is_flagged_and_not_quoted(
    corpus: Corpus, text: str, shown: str | None, flags: tuple[str, ...]
) -> None:
    whole = place(corpus, "ferry", "The ferry to Tern Island stops at nine")

    made = written(corpus, text, [whole])

    assert made.text == (shown or text)
    assert set(flags) <= set(made.flags)
    assert made.kind == "paraphrase"


def test_words_of_another_article_are_not_there(corpus: Corpus) -> None:
    made = written(
        corpus, "“Nobody asked for this.”", [place(corpus, "ferry", "Islanders signed a petition.")]
    )

    assert (made.text, "quotation-absent" in made.flags) == ("Nobody asked for this.", True)


def test_several_places_are_all_looked_at(corpus: Corpus) -> None:
    places = [place(corpus, "ferry", "stops at nine"), place(corpus, "rates", "Nobody asked for this")]

    made = written(corpus, "The ferry “stops at nine”, and “nobody asked for this”.", places)
    right = written(corpus, "The ferry “stops at nine”, and “Nobody asked for this”.", places)

    assert made.flags == ("quotation-absent",), "case is never folded"
    assert (right.flags, right.places) == ((), tuple(places))


def test_half_a_sentence_that_its_other_half_turns_round_is_flagged(tmp_path: Path) -> None:
    text = "The mayor denied that the bridge is safe for lorries. It rained."
    with archive_of(tmp_path / "home", replace(FERRY, text=text)) as corpus:
        made = written(
            corpus, "the bridge is safe for lorries", [place(corpus, "ferry", "the bridge is safe")]
        )
        whole = written(corpus, text.partition(" It")[0], [place(corpus, "ferry", "the bridge is safe")])

    assert made.flags == ("negation",)
    assert whole.flags == ()


def test_without_words_or_places_there_is_no_statement(corpus: Corpus) -> None:
    with pytest.raises(BadBriefing, match="dateline briefing remove"):
        written(corpus, " \n", [place(corpus, "ferry", "stops at nine")])
    with pytest.raises(BadBriefing, match="add a note instead"):
        written(corpus, "The ferry stops.", [])


def test_what_is_no_longer_held_cannot_be_checked(corpus: Corpus) -> None:
    gone = replace(place(corpus, "ferry", "stops at nine"), version=7)

    with pytest.raises(BadBriefing, match=r"no longer holds version 7.*dateline articles restore"):
        written(corpus, "The ferry stops at nine.", [gone])


def test_the_version_that_is_cited_counts_not_the_newest(tmp_path: Path) -> None:
    with archive_of(tmp_path / "home", FERRY) as corpus:
        old = place(corpus, "ferry", "stops at nine")
        change(corpus, replace(FERRY, text=FERRY.text.replace("at nine", "at ten")))
        new = place(corpus, "ferry", "stops at ten")

        assert written(corpus, "It “stops at nine”.", [old]).flags == ()
        assert "quotation-absent" in written(corpus, "It “stops at nine”.", [new]).flags


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("She said “so what”.", (UNSOURCED,)),
        ("She said 'so what'.", (UNSOURCED,)),
        ("Don't ask; it's the ministers’ plan, 5'10\" tall.", ()),
        ("No quotation at all.", ()),
    ],
)
def test_an_authors_own_words_quote_nothing(text: str, flags: tuple[str, ...]) -> None:
    assert flags_of_own(text) == flags


def test_what_stands_around_a_place_is_whole_sentences_and_no_more_than_a_passage() -> None:
    text = " ".join(f"Sentence number {one} is here." for one in range(200))
    at = text.index("number 100")

    found = around(text, Span(at, at + 10))

    assert found.of(text).startswith("Sentence number")
    assert found.of(text).endswith("is here.")
    assert "number 100" in found.of(text)
    assert 1_100 < found.end - found.start <= 1_200
