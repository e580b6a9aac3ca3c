"""A small archive to make briefings of, and what is done to it later."""

from datetime import date

from assistant.briefings.picking import marked
from assistant.briefings.reading import composed
from assistant.briefings.records import Place
from corpus import Corpus
from corpus.records import Draft
from ingest.pipeline import ingest_readings
from ingest.reading import Reading

FERRY = Draft(
    "Night ferry ends",
    "“The ferry to Tern Island stops at nine,” Ada Quill said on Saturday. Islanders signed a petition.\n\n"
    "The council will not pay for 14 more crossings, said its treasurer, Bo Marsh. “We have no money left,” "
    "Marsh told the Gazette.",
    external_id="ferry",
    outlet="Gazette",
    author="Nell Garrity",
    published=date(2025, 3, 1),
    url="https://gazette.example/ferry",
)
RATES = Draft(
    "Rates rise",
    "The central bank raised its rate by a quarter point. Mortgages get dearer, said Conrad Weil. "
    "“Nobody asked for this,” he added.",
    external_id="rates",
    outlet="Mail",
    published=date(2025, 3, 2),
)
PLAIN = Draft("A quiet day", "It rained in Halm all day. Nobody was hurt.", external_id="plain")
DRAFTS = (FERRY, RATES, PLAIN)


def change(corpus: Corpus, draft: Draft) -> None:
    """Take an article in again, changed."""
    (outcome,) = ingest_readings(corpus, [Reading("again", draft)])
    assert outcome.status == "updated"


def place(corpus: Corpus, reference: str, words: str) -> Place:
    """Return where words stand in an article."""
    return marked(corpus, reference, words=words)[1]


def faults(corpus: Corpus, briefing: str) -> list[tuple[int, str]]:
    """Return which items of a briefing are no longer so, and why."""
    return [(fault.item, fault.what) for fault in composed(corpus, briefing).faults]
