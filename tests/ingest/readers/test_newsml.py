"""NewsML-G2 and NewsML 1: items, messages and packages."""

from datetime import UTC, date, datetime

import pytest

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers import newsml
from ingest.readers.wire import UNTIL_TOLD
from tests.ingest.readers.wire_samples import only, sample

XHTML = (
    '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml">'
    "<body><p>The ferry sank.</p></body></html></inlineXML>"
)


def item(meta: str = "", content_meta: str = "", content: str = XHTML, rights: str = "") -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" xml:lang="en">'
        f'{rights}<itemMeta><itemClass qcode="ninat:text"/><provider literal="MNA"/>'
        f"<versionCreated>2025-01-12T10:00:00Z</versionCreated>{meta}</itemMeta>"
        f"<contentMeta><headline>Ferry sinks</headline>{content_meta}</contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    )


def test_a_message_gives_its_text_items_in_order():
    """The package and the picture beside them are no articles, and no failures either."""
    first, second, third = newsml.read(sample("message.newsml-g2.xml"), "message.xml")

    assert first == (
        "1",
        Draft(
            title="Pilots halt all traffic on the canal",
            text=(
                "PORT LUNA (MNA) - Pilots on the Luna canal stopped work on Sunday.\n\n"
                "“This strike is illegal,” said Transport Minister Anselm Okafor.\nHe left at noon."
            ),
            external_id="urn:newsml:meridian.example:20250112:canal-1",
            outlet="Meridian News Agency",
            author="Rosa Benavides and Tom Achterberg",
            published=date(2025, 1, 12),
            published_at=datetime(2025, 1, 13, 4, 50, tzinfo=UTC),
            modified=date(2025, 1, 13),
            dated_by="first created",
            url="https://meridian.example/canal-1",
            language="en",
            section="Strike",
            agency="Luna Press",
            correction="CORRECTS number of ships in paragraph 1 to forty, not fourteen.",
            credit="Meridian/Luna Press",
            usage="Subscribers only. Not for use in advertising.",
        ),
    )
    assert second == (
        "2",
        Draft(
            title="Der Haushalt steht",
            text="Lunastadt\n\nDie Regierung hat den Haushalt beschlossen.",
            external_id="urn:newsml:meridian.example:20250112:budget-2",
            outlet="MNA",
            author="Ida Kohl",
            published=date(2025, 1, 14),
            published_at=datetime(2025, 1, 14, 5, tzinfo=UTC),
            dated_by="embargo",
            language="de",
            embargo=datetime(2025, 1, 14, 5, tzinfo=UTC),
        ),
    )
    assert third == (
        "3",
        Draft(
            title="HARBOUR-DREDGING",
            text=(
                "Dredging of the harbour begins on Tuesday, the port authority said.\n\nIt will last a year."
            ),
            external_id="urn:newsml:meridian.example:20250112:harbour-3",
            outlet="MNA",
            published=date(2025, 1, 12),
            published_at=datetime(2025, 1, 12, 20, tzinfo=UTC),
            dated_by="version created",
            language="en",
        ),
    )


def test_newsml_1_is_read_in_its_own_encoding():
    assert only(newsml.read, sample("ferry.newsml-1.xml")) == Draft(
        title="Le bac de Luna reprend la mer",
        text=(
            "PORT LUNA, 12 avr (MNA) - Le bac a repris la mer samedi, a annoncé la capitainerie.\n\n"
            "«\xa0Tout va bien\xa0», a dit le capitaine."
        ),
        external_id="urn:newsml:meridian.example:20030412:bac-31",
        outlet="Meridian",
        author="Inès Roche",
        published=date(2003, 4, 12),
        published_at=datetime(2003, 4, 13, 4, 55, tzinfo=UTC),
        modified=date(2003, 4, 13),
        dated_by="first created",
        language="fr",
        section="Transport",
        agency="Luna Presse",
        credit="MNA",
        usage="Reproduction interdite sans accord.",
    )


def test_it_is_known_by_its_first_element():
    assert newsml.is_newsml(sample("message.newsml-g2.xml"))
    assert newsml.is_newsml(sample("ferry.newsml-1.xml"))
    assert newsml.is_newsml(item().encode())
    assert not newsml.is_newsml(sample("canal.nitf.xml"))
    assert not newsml.is_newsml(b"newsItem")


@pytest.mark.parametrize(
    "content",
    [
        XHTML,
        "<inlineXML><nitf><body><body.content>"
        "<p>The ferry sank.</p></body.content></body></nitf></inlineXML>",
        '<inlineData contenttype="text/plain">The ferry\nsank.</inlineData>',
        '<inlineData contenttype="text/html">&lt;p&gt;The ferry sank.&lt;/p&gt;</inlineData>',
        "<inlineData>The ferry sank.</inlineData>",
        '<inlineData contenttype="image/png" encoding="base64">iVBORw0KGgo=</inlineData>' + XHTML,
    ],
)
def test_the_text_is_found_in_whatever_form_it_comes(content: str):
    assert only(newsml.read, item(content=content)).text == "The ferry sank."


def test_what_the_item_does_not_say_its_nitf_does():
    content = (
        "<inlineXML><nitf><body><body.head><byline>By Ida Cole</byline></body.head>"
        "<body.content><p>The ferry sank.</p></body.content></body></nitf></inlineXML>"
    )

    assert only(newsml.read, item(content=content)).author == "Ida Cole"
    assert only(newsml.read, item(content=content, content_meta="<by>Tom Roe</by>")).author == "Tom Roe"


def test_an_account_or_an_organisation_is_no_author():
    creators = (
        '<creator type="cpnat:organisation"><name>MNA</name></creator><creator><name>r.moss</name></creator>'
    )

    assert only(newsml.read, item(content_meta=creators)).author is None
    assert (
        only(newsml.read, item(content_meta="<creator><name>Ida Cole</name></creator>")).author == "Ida Cole"
    )


def test_a_cancelled_item_replaces_the_article_by_its_notice():
    meta = '<pubStatus qcode="stat:canceled"/><edNote>The ferry has not sunk. Do not use.</edNote>'
    article = only(newsml.read, item(meta, content=""))

    assert article.external_id == "urn:x:1"
    assert article.text == article.correction == "The ferry has not sunk. Do not use."


def test_a_withheld_item_is_under_embargo_until_told():
    assert only(newsml.read, item('<pubStatus qcode="stat:withheld"/>')).embargo == UNTIL_TOLD


def test_a_usable_item_is_under_none():
    article = only(newsml.read, item('<pubStatus qcode="stat:usable"/>'))

    assert (article.embargo, article.correction) == (None, None)


@pytest.mark.parametrize(
    ("note", "corrects"),
    [
        ("CORRECTION: three died, not five.", True),
        ("Corrects spelling of name", True),
        ("Berichtigung im 2. Absatz: drei statt fünf", True),
        ("Adds quotes, details of the killing", False),
        ("Please use correct credit", False),
    ],
)
def test_a_note_counts_as_correction_where_it_says_so(note: str, corrects: bool):
    assert only(newsml.read, item(f"<edNote>{note}</edNote>")).correction == (note if corrects else None)


def test_the_opening_paragraph_may_be_the_correction():
    body = "<p>(Corrects number of dead in first paragraph)</p><p>Three died.</p>"
    article = only(newsml.read, item(content=f"<inlineXML><html><body>{body}</body></html></inlineXML>"))

    assert article.correction == "(Corrects number of dead in first paragraph)"


@pytest.mark.parametrize(
    ("headline", "corrects"),
    [("CORRECTED-Ferry sinks", True), ("Correction: Ferry story", True), ("Kill the bill, say MPs", False)],
)
def test_a_headline_may_announce_it(headline: str, corrects: bool):
    data = item().replace("Ferry sinks", headline)

    assert only(newsml.read, data).correction == (headline if corrects else None)


def test_a_version_later_than_the_first_is_a_change():
    article = only(newsml.read, item("<firstCreated>2025-01-10T10:00:00Z</firstCreated>"))

    assert (article.published, article.modified) == (date(2025, 1, 10), date(2025, 1, 12))


def test_the_copyright_notice_is_the_credit_where_there_is_no_credit_line():
    rights = "<rightsInfo><copyrightNotice>© MNA</copyrightNotice></rightsInfo>"

    assert only(newsml.read, item(rights=rights)).credit == "© MNA"
    assert (
        only(newsml.read, item(rights=rights, content_meta="<creditline>Luna/MNA</creditline>")).credit
        == "Luna/MNA"
    )


def test_an_item_without_text_fails_and_the_others_go_on():
    data = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{item(content="")}{item()}</itemSet></newsMessage>'
    (_, bad), (place, good) = newsml.read(data.encode(), "x.xml")

    assert isinstance(bad, BadArticle)
    assert place == "2"
    assert isinstance(good, Draft)


@pytest.mark.parametrize(
    "data",
    [
        "<newsItem>",
        "<rss/>",
        '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"><groupSet/></packageItem>',
        "<NewsML/>",
        item().replace("ninat:text", "http://cv.iptc.org/newscodes/ninature/picture"),
    ],
)
def test_a_file_without_text_items_is_refused(data: str):
    with pytest.raises(UnreadableInput):
        list(newsml.read(data.encode(), "x.xml"))
