"""NITF: everything that a document says of its article."""

from datetime import UTC, date, datetime

import pytest

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers import nitf
from ingest.readers.wire import UNTIL_TOLD
from tests.ingest.readers.wire_samples import only, sample


def document(
    docdata: str = "", head: str = "", body: str = "<p>The ferry sank.</p>", status: str = ""
) -> str:
    attribute = f' management-status="{status}"' if status else ""
    return (
        f"<nitf><head><docdata{attribute}>{docdata}</docdata></head><body>"
        f"<body.head><hedline><hl1>Ferry sinks</hl1></hedline>{head}</body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    )


def test_a_whole_document_is_read():
    assert only(nitf.read, sample("canal.nitf.xml")) == Draft(
        title="Pilots halt all traffic on the canal",
        text=(
            "PORT LUNA, Jan. 12 (MNA) — Pilots on the Luna canal stopped work on Sunday, port officials "
            "said, leaving forty ships at the southern lock.\n\n"
            "“This strike is illegal,” Transport Minister Anselm Okafor told reporters.\n\n"
            "Talks on Monday\n\n"
            "The union\xa0said it would talk on Monday.\n\n"
            "Ships waiting\t40"
        ),
        external_id="mna.20250112.canal.0042",
        outlet="The Harbour Gazette",
        author="Rosa Benavides, Tom Achterberg",
        published=date(2025, 1, 13),
        modified=date(2025, 1, 13),
        dated_by="publication date",
        url="https://gazette.example/world/canal-strike",
        language="en",
        section="World",
        agency="Meridian News Agency",
        credit="© 2025 Meridian News Agency",
        usage="For use by subscribers only. No archiving beyond 30 days.",
    )


def test_it_is_known_by_its_first_element():
    assert nitf.is_nitf(sample("canal.nitf.xml"))
    assert nitf.is_nitf(b'\n<!-- wire --><!DOCTYPE nitf SYSTEM "nitf-3-0.dtd"><nitf>')
    assert nitf.is_nitf("<?xml version='1.0' encoding='utf-16'?><nitf/>".encode("utf-16"))
    assert not nitf.is_nitf(sample("message.newsml-g2.xml"))  # holds one, but is none
    assert not nitf.is_nitf(b"nitf")
    assert not nitf.is_nitf(b"")


@pytest.mark.parametrize(
    ("norm", "day", "moment"),
    [
        ("20250112T101500Z", date(2025, 1, 12), datetime(2025, 1, 12, 10, 15, tzinfo=UTC)),
        ("20250112T231500-0500", date(2025, 1, 12), datetime(2025, 1, 13, 4, 15, tzinfo=UTC)),
        ("2025-01-12T23:15:00-05:00", date(2025, 1, 12), datetime(2025, 1, 13, 4, 15, tzinfo=UTC)),
        ("20250112T231500", date(2025, 1, 12), None),  # in which zone?
        ("20250112T000000-0500", date(2025, 1, 12), None),  # how NITF says: time not known
        ("20250112", date(2025, 1, 12), None),
        ("20251345T101500Z", None, None),
        ("yesterday", None, None),
    ],
)
def test_the_day_is_as_printed_and_the_moment_in_utc(norm: str, day: date | None, moment: datetime | None):
    article = only(nitf.read, document(f'<date.issue norm="{norm}"/>'))

    assert (article.published, article.published_at) == (day, moment)
    assert article.dated_by == ("issue date" if day else None)


def test_a_release_after_the_issue_is_an_embargo():
    article = only(
        nitf.read,
        document('<date.issue norm="20250112T101500Z"/><date.release norm="20250114T060000+0100"/>'),
    )

    assert article.embargo == datetime(2025, 1, 14, 5, tzinfo=UTC)
    assert (article.published, article.dated_by) == (date(2025, 1, 14), "embargo")


@pytest.mark.parametrize(
    "issue", ["", '<date.issue norm="20250112"/>', '<date.issue norm="2025-01-12T10:15:00Z"/>']
)
def test_a_release_is_an_embargo_however_its_issue_is_written_or_without_one(issue: str):
    article = only(nitf.read, document(f'{issue}<date.release norm="2031-01-14T06:00:00Z"/>'))

    assert article.embargo == datetime(2031, 1, 14, 6, tzinfo=UTC)
    assert article.published == date(2031, 1, 14)


def test_an_embargo_of_hours_moves_the_moment_and_not_the_day():
    article = only(
        nitf.read, document('<date.issue norm="20250112T101500Z"/><date.release norm="20250112T180000Z"/>')
    )

    assert article.published == date(2025, 1, 12)
    assert article.published_at == article.embargo == datetime(2025, 1, 12, 18, tzinfo=UTC)


def test_a_release_at_the_issue_is_none():
    moment = "20250112T101500Z"
    article = only(nitf.read, document(f'<date.issue norm="{moment}"/><date.release norm="{moment}"/>'))

    assert article.embargo is None


@pytest.mark.parametrize("status", ["withheld", "embargoed"])
def test_what_is_withheld_without_a_time_is_held_until_told(status: str):
    assert only(nitf.read, document(status=status)).embargo == UNTIL_TOLD


def test_an_embargo_without_a_zone_lasts_until_it_is_over_everywhere():
    article = only(nitf.read, document('<date.release norm="20250114T060000"/>', status="embargoed"))

    assert article.embargo == datetime(2025, 1, 14, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("docdata", "note"),
    [
        ('<correction info="Corrects the number of dead to three" id-string="x.1"/>', "Corrects the number"),
        ('<ed-msg info="CORRECTION: three died, not five."/>', "CORRECTION: three died"),
        ('<ed-msg info="Editors: story is WITHDRAWN, do not use"/>', "Editors: story is WITHDRAWN"),
        ('<ed-msg info="MANDATORY KILL of ferry story"/>', "MANDATORY KILL"),
    ],
)
def test_a_correction_is_kept_as_printed(docdata: str, note: str):
    correction = only(nitf.read, document(docdata)).correction

    assert correction is not None
    assert correction.startswith(note)


def test_an_ordinary_message_to_editors_is_no_correction():
    assert (
        only(nitf.read, document('<ed-msg info="Adds details of the killing; will be led."/>')).correction
        is None
    )


def test_a_cancelled_document_says_so_even_without_text():
    article = only(nitf.read, document('<ed-msg info="Do not use."/>', status="canceled", body=""))

    assert article.correction == article.text == "Do not use."


def test_a_document_without_text_is_refused():
    ((_, item),) = nitf.read(document(body="").encode(), "x.xml")

    assert isinstance(item, BadArticle)


def test_an_abstract_stands_in_for_missing_text():
    article = only(nitf.read, document(head="<abstract><p>A ferry sank.</p></abstract>", body=""))

    assert article.text == "A ferry sank."


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Ida Cole", "Ida Cole"),
        ("By <person>Ida Cole</person><byttl>Staff Writer</byttl>", "Ida Cole"),
        ("By IDA COLE<byttl>Staff Writer</byttl>", "IDA COLE"),
        ("Byron Smith", "Byron Smith"),
        (" ", None),
    ],
)
def test_the_author_is_the_byline_without_its_by(byline: str, author: str | None):
    assert only(nitf.read, document(head=f"<byline>{byline}</byline>")).author == author


@pytest.mark.parametrize("dateline", ["LUNA (MNA) —", "<location>LUNA</location>"])
def test_a_dateline_that_the_text_has_already_is_not_set_twice(dateline: str):
    body = "<p>LUNA (MNA) — The ferry sank.</p>"
    article = only(nitf.read, document(head=f"<dateline>{dateline}</dateline>", body=body))

    assert article.text == "LUNA (MNA) — The ferry sank."


def test_an_archive_s_opening_block_is_not_read_twice():
    """Newspaper archives in NITF part a lead, the whole text and a later correction into blocks."""
    article = only(
        nitf.read,
        document(
            body='<block class="lead_paragraph"><p>The ferry sank.</p></block>'
            '<block class="full_text"><p>The ferry sank.</p><p>It was old.</p></block>'
            '<block class="correction_text"><p>The ferry was new.</p></block>'
        ),
    )

    assert article.text == "The ferry sank.\n\nIt was old."
    assert article.correction == "The ferry was new."


def test_a_dateline_of_marked_up_parts_is_a_line_of_its_own():
    dateline = "<dateline><location>Luna</location><story.date>Jan. 12</story.date></dateline>"

    assert only(nitf.read, document(head=dateline)).text == "Luna, Jan. 12\n\nThe ferry sank."


def test_a_file_without_headline_is_named_after_its_slug_or_file():
    slug = (
        '<nitf><head><docdata><du-key key="Ferry-Sinking"/></docdata></head>'
        "<body><body.content><p>It sank.</p></body.content></body></nitf>"
    )

    assert only(nitf.read, slug).title == "Ferry-Sinking"
    assert only(nitf.read, slug.replace("du-key", "other"), "ferry-sinks.xml").title == "Ferry sinks"


def test_marked_quotations_get_their_marks_once():
    body = "<p><q>We sank,</q> he said. “<q>All of us.</q>”</p>"

    assert only(nitf.read, document(body=body)).text == "“We sank,” he said. “All of us.”"


@pytest.mark.parametrize(
    "data",
    [
        "",
        "<nitf>",
        "<nitf><body></nitf>",
        "<rss/>",
        '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body>&x;</body></nitf>',
        '<!DOCTYPE nitf [<!ENTITY x "word">]><nitf><body>A &x; is missing</body></nitf>',
        "<nitf>" + "<block>" * 10_000,
    ],
)
def test_what_is_damaged_or_a_trap_is_refused(data: str):
    with pytest.raises(UnreadableInput):
        list(nitf.read(data.encode(), "x.xml"))
