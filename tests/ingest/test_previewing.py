"""What adding a draft would do is told before it is done, and is what then happens."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus, open_corpus
from corpus.copying import copies_of
from corpus.errors import BadArticle
from corpus.records import Draft
from ingest.identity import article_id, identities
from ingest.pipeline import Outcome, ingest_readings
from ingest.previewing import Foreseen, Preview, id_of
from ingest.reading import Reading
from tests.assistant.archive import article, take_in
from tests.corpus.writing_helpers import new_article
from tests.fakes import WordModel

WIRE = article(
    "Ferry to Tern Island ends its night trips",
    " ".join(
        f"On day {n} the ferry to Tern Island carried {n * 7} islanders past the lighthouse, said the "
        f"harbour master, who has counted them {word} since the winter of the great frost."
        for n, word in enumerate(("daily", "weekly", "rarely", "often", "calmly", "twice"), start=3)
    ),
    "2025-03-01",
    outlet="Gazette",
    url="https://gazette.example/ferry",
)
OTHER = article(
    "Bank raises its rate", "The bank raised its rate by a quarter point on Monday.", "2025-02-01"
)


def foreseen(corpus: Corpus, *drafts: Draft) -> list[Foreseen]:
    preview = Preview(corpus, lambda number: drafts[number])
    return [preview.foresee(number, draft) for number, draft in enumerate(drafts)]


def added(corpus: Corpus, *drafts: Draft) -> list[Outcome]:
    return list(ingest_readings(corpus, [Reading(str(n), draft) for n, draft in enumerate(drafts)]))


def test_what_the_archive_has_not_is_new(corpus: Corpus) -> None:
    take_in(corpus, OTHER)

    assert foreseen(corpus, WIRE) == [Foreseen("new")]


def test_what_it_has_as_it_is_is_unchanged(corpus: Corpus) -> None:
    take_in(corpus, WIRE)

    (found,) = foreseen(corpus, WIRE)

    assert found.standing == "unchanged"
    assert found.known is not None
    assert found.known.title == WIRE.title
    assert found.copies == (), "it is no copy of itself"


def test_another_text_at_the_same_address_is_a_version_and_says_how_much_changes(corpus: Corpus) -> None:
    take_in(corpus, WIRE)
    little, much = WIRE.text.replace("day 3", "day 4"), "The night trips go on after all, said the mayor."

    slight, whole = (foreseen(corpus, replace(WIRE, text=text))[0] for text in (little, much))

    assert slight.standing == whole.standing == "version"
    assert 0 < (slight.changed or 0) < 0.01
    assert 0.8 < (whole.changed or 0) <= 1


def test_the_same_text_with_other_details_says_which(corpus: Corpus) -> None:
    take_in(corpus, WIRE)

    (found,) = foreseen(corpus, replace(WIRE, outlet="Harbour Mail", author="Nell Garrity"))

    assert (found.standing, found.details) == ("details", ("outlet", "author"))


def test_a_reprint_in_another_outlet_is_new_and_a_copy(corpus: Corpus) -> None:
    take_in(corpus, WIRE, OTHER)

    (found,) = foreseen(corpus, replace(WIRE, outlet="Harbour Mail", url="https://mail.example/1"))

    assert found.standing == "new"
    assert [info.title for info in found.copies] == [WIRE.title]


def test_drafts_that_carry_one_text_know_of_each_other(corpus: Corpus) -> None:
    reprint = replace(WIRE, outlet="Harbour Mail", url="https://mail.example/1")

    found = foreseen(corpus, WIRE, OTHER, reprint, WIRE, replace(WIRE, text="The night trips go on."))

    assert found[2].mates == (0,)
    assert [(one.standing, one.earlier) for one in found[3:]] == [("repeated", 0), ("version", 3)]


def test_what_would_be_refused_is_refused_now(corpus: Corpus) -> None:
    for draft in (
        replace(WIRE, text=" \n"),
        replace(WIRE, text="half \ud800 a pair"),
        replace(WIRE, title="\0"),
    ):
        with pytest.raises(BadArticle):
            foreseen(corpus, draft)


def test_looking_changes_nothing(corpus: Corpus) -> None:
    take_in(corpus, WIRE)
    before = corpus.catalogue.generation

    foreseen(corpus, replace(WIRE, url=None), OTHER)

    assert corpus.catalogue.generation == before
    assert corpus.catalogue.count() == 1


DRAFTS = st.builds(
    Draft,
    title=st.sampled_from(["Ferry ends", " Ferry  ends ", "Bank raises rate"]),
    text=st.sampled_from(["The ferry ends.", "The ferry goes on.", "  "]),
    url=st.sampled_from([None, "https://gazette.example/1", "http://www.gazette.example/1/"]),
    external_id=st.sampled_from([None, "n-1"]),
    outlet=st.sampled_from([None, "Gazette"]),
)
TELLS = {
    "new": {"added"},
    "unchanged": {"unchanged"},
    "details": {"updated"},
    "version": {"updated"},
    "repeated": {"duplicate"},
}


def test_what_is_foreseen_is_what_happens(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In any archive, for any run of drafts."""

    @settings(max_examples=8)  # each makes an archive
    @given(st.lists(DRAFTS, max_size=3), st.lists(DRAFTS, min_size=1, max_size=4))
    def holds(held: list[Draft], drafts: list[Draft]) -> None:
        with open_corpus(tmp_path_factory.mktemp("home"), model=WordModel()) as corpus:
            added(corpus, *held)
            preview, told = Preview(corpus, lambda number: drafts[number]), []
            for number, draft in enumerate(drafts):
                try:
                    told.append(TELLS[preview.foresee(number, draft).standing])
                except BadArticle:
                    told.append({"failed"})

            outcomes = sorted(added(corpus, *drafts), key=lambda one: int(one.origin))

            for draft, expected, outcome in zip(drafts, told, outcomes, strict=True):
                assert outcome.status in expected
                assert outcome.status == "failed" or outcome.article_id == id_of(corpus, draft)

    holds()


def test_a_mobile_page_that_an_older_dateline_held_keeps_its_id(corpus: Corpus) -> None:
    mobile = replace(OTHER, url="https://gazette.example/bank/amp")
    page = replace(mobile, url="https://gazette.example/bank")
    then = identities(mobile)[-1]
    corpus.writer.add([replace(new_article(corpus, mobile, then), article_id=article_id(then))])

    told = foreseen(corpus, page, mobile)

    outcomes = added(corpus, page, mobile)
    assert [one.standing for one in told] == ["new", "details"]
    assert sorted(one.status for one in outcomes) == ["added", "updated"]
    assert {one.article_id for one in outcomes} == {id_of(corpus, page), article_id(then)}


def test_the_copies_foreseen_are_those_that_are_kept(corpus: Corpus) -> None:
    take_in(corpus, WIRE, OTHER)
    cut = replace(WIRE, outlet="Harbour Mail", url="https://mail.example/2", text=WIRE.text[:700])
    (found,) = foreseen(corpus, cut)

    (outcome,) = added(corpus, cut)

    with corpus.catalogue.transaction() as connection:
        kept = copies_of(connection, [outcome.article_id or ""])
    assert sorted(info.id for info in found.copies) == kept.get(outcome.article_id or "", [])
    assert found.copies
