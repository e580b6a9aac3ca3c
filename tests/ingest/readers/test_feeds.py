"""Feeds: every kind of them, broken ones and hostile ones."""

import json
import re
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers import feed_json, feed_xml
from ingest.readers.feeds import Entry, Feed, is_feed, read_feed
from ingest.readers.fragments import line_of, text_of

NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)
ATOM = "http://www.w3.org/2005/Atom"
ITEM = "<item><title>Ferry ends</title><link>http://gazette.org/ferry</link>"
ITEM += "<description>It ends.</description></item>"


def rss(items: str, channel: str = "", head: str = '<?xml version="1.0"?>') -> bytes:
    start = "<channel><title>Gazette</title><link>http://gazette.org/</link><language>en-GB</language>"
    return f'{head}<rss version="2.0" {NAMESPACES}>{start}{channel}{items}</channel></rss>'.encode()


def atom(entries: str, feed: str = "", attributes: str = "") -> bytes:
    return f'<feed xmlns="{ATOM}" {attributes}><title>Gazette</title>{feed}{entries}</feed>'.encode()


def json_feed(*items: Any, **fields: Any) -> bytes:
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "Gazette", "items": items, **fields}).encode()


def only(data: bytes, name: str = "feed.xml") -> Entry:
    (entry,) = read_feed(data, name).entries
    return entry


def draft(data: bytes, name: str = "feed.xml") -> Draft:
    found = only(data, name).draft
    assert isinstance(found, Draft), found
    return found


def utc(*fields: int) -> datetime:
    return datetime(*fields[:3], *fields[3:], tzinfo=UTC)


def reason(entry: Entry) -> str:
    assert isinstance(entry.draft, BadArticle)
    return str(entry.draft)


# What is a feed ------------------------------------------------------------------------------------------

FEEDS = {
    "RSS 2.0": rss(ITEM),
    "RSS 0.91 with its DTD": b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/'
    b'publish/formats/rss-0.91.dtd">\n<rss version="0.91"><channel>' + ITEM.encode() + b"</channel></rss>",
    "RSS 1.0": f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    f'xmlns="http://purl.org/rss/1.0/">{ITEM}</rdf:RDF>'.encode(),
    "RSS 0.90": f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    f'xmlns="http://my.netscape.com/rdf/simple/0.9/">{ITEM}</rdf:RDF>'.encode(),
    "Atom": atom("<entry><title>Ferry ends</title><summary>It ends.</summary></entry>"),
    "Atom with a prefix": f'<a:feed xmlns:a="{ATOM}"><a:entry><a:title>Ferry ends</a:title>'
    "<a:summary>It ends.</a:summary></a:entry></a:feed>".encode(),
    "JSON Feed": json_feed({"id": "1", "title": "Ferry ends", "content_text": "It ends."}),
    "JSON Feed, version last": json.dumps(
        {"items": [{"id": "1", "title": "Ferry ends", "content_text": "It ends."}], "x": "y" * 200_000}
        | {"version": "https://jsonfeed.org/version/1"}
    ).encode(),
    "a mark and blanks": b"\xef\xbb\xbf" + rss(ITEM, head="\n \t"),
    "comments first": rss(ITEM, head='<?xml version="1.0"?><!-- <html> & no feed --><?style x?>\n'),
    "entities declared": rss(ITEM, head='<!DOCTYPE rss [<!ENTITY a "b>"><!ELEMENT c (d)>]>'),
    "UTF-16": rss(ITEM, head='<?xml version="1.0" encoding="utf-16"?>').decode().encode("utf-16"),
    "UTF-16 without a mark": rss(ITEM).decode().encode("utf-16-be"),
    "UTF-32": rss(ITEM).decode().encode("utf-32"),
    "inside a web page": b"<!DOCTYPE html><html><body>\n" + rss(ITEM, head="") + b"</body></html>",
}


@pytest.mark.parametrize("data", FEEDS.values(), ids=FEEDS)
def test_every_kind_is_known_by_its_content_and_read(data: bytes):
    assert is_feed(data)
    found = draft(data, "article.html")
    assert (found.title, found.text) == ("Ferry ends", "It ends.")


OTHERS = {
    "nothing": b"",
    "blanks": b" \n\t",
    "a mark alone": b"\xef\xbb\xbf",
    "text": b"The rss feed of the <rss> paper.",
    "a web page": b"<!DOCTYPE html><html><head><link type='application/rss+xml'></head></html>",
    "a page that shows a feed": b"<html><body><p>Write</p><pre>&lt;rss&gt;</pre><p>so.</p></body></html>",
    "a piece of a page": b"<p>It <b>ends</b>.</p>",
    "RDF of another kind": b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>',
    "another feed element": b'<feed xmlns="http://example.org/cattle"><entry/></feed>',
    "OPML": b'<opml version="2.0"><body><outline xmlUrl="http://a.org/rss"/></body></opml>',
    "JSON": b'{"title": "Gazette", "items": []}',
    "JSON that speaks of feeds": b'{"text": "See https://jsonfeed.org/version/1.1 for it"}',
    "binary": bytes(range(256)) * 10,
    "an endless doctype": b"<!DOCTYPE rss " + b"[" * 100_000,
    "an endless comment": b"<!--" * 50_000,
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_what_is_no_feed_is_refused_with_a_reason(data: bytes):
    assert not is_feed(data)
    with pytest.raises(UnreadableInput, match=r"\.$"):
        read_feed(data, "feed.xml")


def test_a_web_page_is_named_as_what_it_is():
    with pytest.raises(UnreadableInput, match="web page"):
        read_feed(OTHERS["a web page"], "feed.xml")


def test_a_feed_without_entries_is_refused():
    with pytest.raises(UnreadableInput, match="no entry"):
        read_feed(rss(""), "feed.xml")


def test_one_stray_byte_in_an_english_feed_does_no_harm():
    item = ITEM.replace("It ends.", "It ends. " * 300).encode()
    for byte in (b"\x81", b"\xff", b"\0", b"\x0b", b"\x1b"):
        data = rss("ITEM").replace(b"ITEM", item).replace(b"<title>Ferry", b"<title>" + byte + b"Ferry")
        assert draft(data).text == ("It ends. " * 300).strip()


# What an entry says ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["ann@gazette.org", "ann@gazette.online", "mailto:ann@news.gazette.museum"]
)
def test_an_address_before_an_author_is_left_out(address: str):
    item = ITEM.replace("</item>", f"<author>{address} (Ann Lee)</author></item>")

    assert draft(rss(item)).author == "Ann Lee"


def test_an_rss_item_is_read_whole():
    item = """<item><title>Ferry &amp;amp; bridge &lt;i&gt;closed&lt;/i&gt;</title>
    <link>http://gazette.org/ferry</link><guid isPermaLink="false">ferry-1</guid>
    <pubDate>Sun, 12 Jan 2025 23:30:00 -0500</pubDate>
    <dc:creator>Ann Lee</dc:creator><dc:creator>Bo Ek</dc:creator><dc:rights>© Wire</dc:rights>
    <itunes:keywords>boats, sea</itunes:keywords>
    <category>Transport</category><category>Local</category>
    <description>The ferry ends.</description>
    <content:encoded><![CDATA[<p>The ferry&nbsp;ends.</p>
    <script>x()</script><p>So it is.</p>]]></content:encoded>
    </item>"""
    feed = read_feed(rss(item), "feed.xml")

    assert (feed.title, feed.url) == ("Gazette", "http://gazette.org/")
    assert feed.entries == (
        Entry(
            "entry 1",
            known := Draft(
                title="Ferry & bridge closed",
                text="The ferry ends.\n\nSo it is.",
                external_id="ferry-1",
                outlet="Gazette",
                author="Ann Lee, Bo Ek",
                published=date(2025, 1, 12),
                url="http://gazette.org/ferry",
                published_at=datetime(2025, 1, 13, 4, 30, tzinfo=UTC),
                dated_by="feed entry",
                language="en",
                section="Transport",
                credit="© Wire",
            ),
            "http://gazette.org/ferry",
            summary_only=False,
            known=known,
        ),
    )


def test_an_atom_entry_is_read_whole():
    entry = """<entry xml:lang="fr"><title type="html">Fin du &lt;b&gt;bac&lt;/b&gt;</title><id>tag:g,1</id>
    <link rel="enclosure" href="a.mp3"/><link href="bac"/>
    <author><name>Ann Lee</name><email>a@g.org</email></author>
    <published>2025-01-12T00:30:00+01:00</published><updated>2025-01-14T09:00:00Z</updated>
    <category term="http://g/kind#post"/><category term="t" label="Transport"/><rights>© Wire</rights>
    <summary>Court.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Le bac.</p>
    <ul><li>Un</li><li>Deux</li></ul>
    </div></content></entry>"""
    entry = only(atom(entry, attributes='xml:base="http://gazette.org/2025/"'))

    assert entry.draft == Draft(
        title="Fin du bac",
        text="Le bac.\n\nUn\nDeux",
        external_id="tag:g,1",
        outlet="Gazette",
        author="Ann Lee",
        published=date(2025, 1, 12),
        url="http://gazette.org/2025/bac",
        published_at=datetime(2025, 1, 11, 23, 30, tzinfo=UTC),
        modified=date(2025, 1, 14),
        dated_by="feed entry",
        language="fr",
        section="Transport",
        credit="© Wire",
    )
    assert not entry.summary_only


def test_a_json_item_is_read_whole():
    item = {
        "id": 7,
        "url": "/ferry",
        "title": "Ferry ends",
        "content_html": "<p>It ends.</p><p>So.</p>",
        "summary": "Short.",
        "date_published": "2025-01-12T23:30:00-05:00",
        "date_modified": "2025-01-14T00:00:00Z",
        "authors": [{"name": "Ann Lee"}, {"url": "x"}, {"name": "Bo Ek"}],
        "tags": ["Transport", "Local"],
        "language": "en-GB",
    }

    assert draft(json_feed(item, home_page_url="https://gazette.org/")) == Draft(
        title="Ferry ends",
        text="It ends.\n\nSo.",
        external_id="7",
        outlet="Gazette",
        author="Ann Lee, Bo Ek",
        published=date(2025, 1, 12),
        url="https://gazette.org/ferry",
        published_at=datetime(2025, 1, 13, 4, 30, tzinfo=UTC),
        modified=date(2025, 1, 14),
        dated_by="feed entry",
        language="en",
        section="Transport",
    )


@pytest.mark.parametrize(
    ("printed", "day", "moment"),
    [
        ("<pubDate>Sat, 07 Sep 02 00:00:01 GMT</pubDate>", date(2002, 9, 7), utc(2002, 9, 7, 0, 0, 1)),
        ("<pubDate>Tue 12 Jan 1999 10:00:00 EST</pubDate>", date(1999, 1, 12), utc(1999, 1, 12, 15)),
        ("<pubDate>Seg, 22 Set 2014 23:00:00 -0300</pubDate>", date(2014, 9, 22), utc(2014, 9, 23, 2)),
        ("<pubDate>3. März 2021</pubDate>", date(2021, 3, 3), None),
        ("<pubDate>Paz, 3 KASIM 24</pubDate>", date(2024, 11, 3), None),
        (
            "<pubDate>Fri, 22 Sep 2023 16:30:15 -0000</pubDate>",
            date(2023, 9, 22),
            utc(2023, 9, 22, 16, 30, 15),
        ),
        ("<dc:date>2025-01-12T23:30-05:00</dc:date>", date(2025, 1, 12), utc(2025, 1, 13, 4, 30)),
        ("<dc:date>2025-01-12</dc:date>", date(2025, 1, 12), None),
        ("<pubDate>soon</pubDate><dc:date>2025-01-12</dc:date>", date(2025, 1, 12), None),
        (
            "<pubDate>Sun, 12 Jan 2025 10:00:00 GMT</pubDate><dc:date>1518478934</dc:date>",
            date(2025, 1, 12),
            utc(2025, 1, 12, 10),
        ),
        ("<pubDate>Mon, 31 Feb 2020 10:00:00 GMT</pubDate>", None, None),
        ("<pubDate>03/04/2020</pubDate>", None, None),
        ("<pubDate/>", None, None),
    ],
)
def test_the_day_is_the_one_the_feed_prints(printed: str, day: date | None, moment: datetime | None):
    found = draft(rss(ITEM.replace("<link>", printed + "<link>"), channel="<language></language>"))

    assert found.published == day
    assert found.published_at == moment
    assert (found.modified, found.dated_by) == (None, "feed entry" if day else None)


def test_an_entry_that_says_only_when_it_changed_is_dated_by_that_and_says_so():
    found = draft(
        atom("<entry><title>T</title><summary>S.</summary><updated>2025-01-12T10:00:00Z</updated></entry>")
    )

    assert found.published == found.modified == date(2025, 1, 12)
    assert found.dated_by == "feed entry (last change)"


@pytest.mark.parametrize(
    ("inside", "outlet"),
    [
        ("", "Gazette"),
        ('<source url="http://herald.org/rss">The &amp;amp; Herald</source>', "The & Herald"),
        ("<dc:publisher>Herald</dc:publisher>", "Herald"),
        ("<dc:publisher>desk@herald.org</dc:publisher>", "Gazette"),
    ],
)
def test_the_outlet_is_the_feed_unless_the_entry_names_its_own(inside: str, outlet: str):
    assert draft(rss(ITEM.replace("<link>", inside + "<link>"))).outlet == outlet


@pytest.mark.parametrize(
    ("inside", "author"),
    [
        ("<author>ann@gazette.org (Ann Lee)</author>", "Ann Lee"),
        ("<author>ann@gazette.org</author>", None),
        ("<dc:creator>Ann Lee</dc:creator><itunes:author>ann lee</itunes:author>", "Ann Lee"),
        ("<dc:creator>Ann &amp;amp; Bo</dc:creator>", "Ann & Bo"),
        ("", None),
    ],
)
def test_authors_are_names_each_once(inside: str, author: str | None):
    assert draft(rss(ITEM.replace("<link>", inside + "<link>"))).author == author


def test_the_feeds_author_is_the_entrys_where_the_format_says_so():
    feed = "<author><name>Ann Lee</name></author>"
    assert draft(atom("<entry><title>T</title><summary>S.</summary></entry>", feed)).author == "Ann Lee"
    item = {"id": "1", "content_text": "S."}
    assert draft(json_feed(item, author={"name": "Ann Lee"})).author == "Ann Lee"
    assert draft(rss(ITEM, "<managingEditor>e@g.org (Ed)</managingEditor>")).author is None


@pytest.mark.parametrize(
    ("inside", "credit"),
    [
        (
            '<media:content url="a.mp4" medium="video"><media:credit>Wire</media:credit></media:content>',
            "Wire",
        ),
        (
            '<media:content url="a.jpg" type="image/jpeg"><media:credit>Pix</media:credit></media:content>',
            None,
        ),
        ("", None),
    ],
)
def test_the_credit_of_a_picture_is_not_the_articles(inside: str, credit: str | None):
    assert draft(rss(ITEM.replace("<link>", inside + "<link>"))).credit == credit


# Links -----------------------------------------------------------------------------------------------------


def test_the_original_link_wins_over_feedburners():
    inside = "<feedburner:origLink>http://gazette.org/own</feedburner:origLink>"
    assert draft(rss(ITEM.replace("<link>", inside + "<link>"))).url == "http://gazette.org/own"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("ferry?a=1&amp;b=2", "http://gazette.org/ferry?a=1&b=2"),
        ("//cdn.org/a", "http://cdn.org/a"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://[::1", None),
        ("https://www.google.com/url?rct=j&amp;url=https://herald.org/a&amp;ct=ga", "https://herald.org/a"),
    ],
)
def test_a_link_is_an_absolute_web_address_or_none(link: str, url: str | None):
    assert only(rss(ITEM.replace("http://gazette.org/ferry", link))).known.url == url


def test_relative_links_start_where_the_feed_was_fetched():
    data = atom('<entry><title>T</title><link href="/a"/><summary>S.</summary></entry>')

    assert draft(data, "https://gazette.org/feeds/all").url == "https://gazette.org/a"
    assert draft(data, "all.xml").url is None


def test_an_id_that_is_an_address_stands_for_the_link():
    item = "<item><title>T</title><description>D.</description><guid>http://gazette.org/a</guid></item>"
    assert draft(rss(item)).url == "http://gazette.org/a"
    assert draft(rss(item.replace("<guid>", '<guid isPermaLink="false">'))).url is None


def test_a_link_that_different_entries_share_is_no_articles_address():
    shows = "".join(
        f"<item><title>Show {i}</title><link>http://pods.org/all</link><guid>{i}</guid>"
        f"<description>About {i}.</description></item>"
        for i in range(3)
    )
    assert [entry.link for entry in read_feed(rss(shows + ITEM), "a").entries] == [
        *[None] * 3,
        "http://gazette.org/ferry",
    ]
    home = ITEM.replace("http://gazette.org/ferry", "http://www.gazette.org")
    assert read_feed(rss(home + ITEM), "a").entries[0].link is None


def test_an_article_that_is_listed_twice_keeps_its_link():
    twice = ITEM.replace("</item>", "<guid>http://g.org/1#0</guid></item>")
    twice += ITEM.replace("</item>", "<guid>http://g.org/1#1</guid></item>").replace("ends", "has ended")
    assert {entry.link for entry in read_feed(rss(twice), "a").entries} == {"http://gazette.org/ferry"}


# Text ------------------------------------------------------------------------------------------------------


def test_the_caption_of_a_picture_is_never_the_text():
    caption = '<media:description type="plain">A boat.</media:description>'
    caption = f'<media:content url="a.jpg">{caption}</media:content>'
    for item in (ITEM.replace("<link>", caption + "<link>"), ITEM.replace("</item>", caption + "</item>")):
        entry = only(rss(item))
        assert (entry.known.text, entry.summary_only) == ("It ends.", True)


def test_what_other_elements_say_is_read_where_there_is_no_text():
    for tag in ("itunes:summary", "dc:description", "media:description"):
        item = f"<item><title>T</title><link>http://g.org/a</link><{tag}>Said here.</{tag}></item>"
        assert (only(rss(item)).known.text, only(rss(item)).summary_only) == ("Said here.", True)


@pytest.mark.parametrize(
    ("body", "summary_only"),
    [
        ("<description>Short.</description>", True),
        ("<description>Short.</description><content:encoded>The whole of it.</content:encoded>", False),
        ("<content:encoded>It begins so […]</content:encoded>", True),
        ("<content:encoded>It begins so ...</content:encoded>", True),
        ("<content:encoded>&lt;img src='a.jpg'&gt;</content:encoded><description>Short.</description>", True),
    ],
)
def test_a_summary_is_told_from_the_whole_text(body: str, summary_only: bool):
    entry = only(rss(f"<item><title>T</title><link>http://gazette.org/a</link>{body}</item>"))
    assert (isinstance(entry.draft, Draft), entry.summary_only) == (True, summary_only)


def test_an_item_without_a_link_is_complete_in_itself():
    assert not only(rss("<item><title>T</title><description>All of it.</description></item>")).summary_only


def test_an_entry_with_only_a_link_asks_to_be_fetched_and_keeps_what_is_known():
    entry = only(
        rss("<item><title>T</title><link>http://g.org/a</link><pubDate>12 Jan 2025</pubDate></item>")
    )

    assert "ingest with --fetch" in reason(entry)
    assert (entry.summary_only, entry.link) == (True, "http://g.org/a")
    assert (entry.known.title, entry.known.published) == ("T", date(2025, 1, 12))


def test_an_entry_with_nothing_to_take_in_says_so():
    feed = read_feed(rss("<item><title>T</title></item><item><guid isPermaLink='false'>1</guid></item>"), "a")

    assert ["only a title" in reason(feed.entries[0]), "neither" in reason(feed.entries[1])] == [True, True]
    assert [entry.place for entry in feed.entries] == ["entry 1", "entry 2"]
    assert not any(entry.summary_only for entry in feed.entries)


def test_an_entry_without_a_title_is_called_by_its_opening():
    assert draft(json_feed({"id": "1", "content_text": "It ends. " * 40})).title.startswith(
        "It ends. It ends."
    )


def test_a_title_that_is_declared_to_be_no_html_is_kept():
    content = "<content type='html'>&lt;p&gt;So &amp;lt;b&amp;gt;.&lt;/p&gt;</content>"
    found = draft(atom(f"<entry><title>Use of &lt;b&gt;</title>{content}</entry>"))
    assert (found.title, found.text) == ("Use of <b>", "So <b>.")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One\n two</p><p>three</p>", "One two\n\nthree"),
        ("a<br>b<br/><br/>c", "a\nb\n\nc"),
        ("<ul><li>One<li>Two</ul>tail", "One\nTwo\n\ntail"),
        ("<ol><li><p>One</p></li><li>Two</li></ol>", "One\n\nTwo"),
        ("<table><tr><td>1<td>2<tr><td>3</table>", "1 2\n3"),
        ("x<style>p{}</style><script>y</script><img alt=z><!-- c --><svg><text>s</text></svg>!", "x!"),
        ("<figure><img><figcaption>A boat</figcaption></figure><p>T</p>", "T"),
        ("<figure><table><tr><td>1<td>2</table><figcaption>c</figcaption></figure>T", "1 2\n\nT"),
        ("<p><q>We sank,</q> he said. “<q>All.</q>”</p>", "“We sank,” he said. “All.”"),
        ("<blockquote><p>No.</p><footer>— Ann Lee</footer></blockquote>", "No.\n\n— Ann Lee"),
        ("a<nav><ul><li>Home</ul></nav><noscript>Turn on scripts</noscript>b", "a\n\nb"),
        ("b<b>ol</b>d &amp; &#8220;q&#8221; &lt;i&gt;", "bold & “q” <i>"),
        ("<html><body><p>x</p></body></html><p>after</p>", "x\n\nafter"),
        ("</div></div>a<p>b", "a\n\nb"),
        ("AT&amp;T, 1 &lt; 2", "AT&T, 1 < 2"),
        ("<?xml version='1.0' encoding='utf-16'?><p>x</p>", "x"),
        ("<p></p>", ""),
        ("<!-- only", ""),
        ("", ""),
    ],
)
def test_a_fragment_is_its_text_in_paragraphs(markup: str, text: str):
    assert text_of(markup) == text


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1), min_size=1))
def test_no_word_of_a_fragment_is_lost_or_made(words: list[str]):
    markup = "".join(f"<p>{escape(word)}</p>" for word in words)
    assert text_of(markup).split("\n\n") == words


@given(st.text(st.sampled_from("<>/!-[]&;#x'\"= abpdivscript\n\0")))
def test_no_fragment_breaks_the_reader(markup: str):
    assert text_of(markup) == text_of(markup).strip()
    assert "\n" not in line_of(markup)


def test_depth_loses_no_text():
    assert text_of("<div>" * 50_000 + "deep" + "</div>" * 50_000 + "<p>after</p>").split() == [
        "deep",
        "after",
    ]


# Broken and hostile feeds --------------------------------------------------------------------------------


def test_a_feed_that_breaks_off_gives_its_whole_entries_and_says_what_is_missing():
    whole = rss(ITEM + ITEM.replace("/ferry", "/bridge"))
    cut = whole[: whole.rindex(b"It ends.") + 5]
    feed = read_feed(cut, "feed.xml")
    first, last = feed.entries

    assert (feed.broken_off, read_feed(whole, "feed.xml").broken_off) == (True, False)
    assert isinstance(first.draft, Draft)
    assert "breaks off" in reason(last)
    assert not last.summary_only


@given(st.integers(min_value=1))
def test_a_feed_may_break_off_anywhere(where: int):
    whole = rss(ITEM * 2)
    try:
        feed = read_feed(whole[: where % len(whole)], "feed.xml")
    except UnreadableInput:
        return
    texts = [entry.draft.text for entry in feed.entries if isinstance(entry.draft, Draft)]
    assert set(texts) <= {"It ends."}


@pytest.mark.parametrize("kind", FEEDS)
@settings(max_examples=25)
@given(data=st.data())
def test_no_damage_breaks_the_reader(kind: str, data: st.DataObject):
    broken = bytearray(FEEDS[kind][-2_000:] if kind == "JSON Feed, version last" else FEEDS[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken)))
        broken[at : at + data.draw(st.integers(0, 5))] = data.draw(st.sampled_from(DAMAGE))
    with suppress(UnreadableInput):
        assert isinstance(read_feed(bytes(broken), "feed.xml"), Feed)


DAMAGE = [
    b"<",
    b">",
    b"&",
    b"&#99999999999;",
    b"&#x110000 ",
    b"]]>",
    b"<![CDATA[",
    b"\0",
    b"\xff\xfe",
    b"<item>",
]
DAMAGE += [
    b"</",
    b"'",
    b'"',
    b"<authors>x",
    b"<links a='b'/>",
    b"<tags x='y'>",
    b"<source/>",
    b"<content/>",
    b"\x1b",
]


def test_bare_ampersands_and_html_entities_are_read():
    item = ITEM.replace(
        "It ends.", "AT&T &foo; &eacute;t&eacute;&nbsp;&ldquo;q&rdquo; &#x110000;&#0;&#99999999999;end"
    )
    assert draft(rss(item)).text == "AT&T &foo; été “q” end"


WORDS = "L’été: “où qu’elle fût” – señor São"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("utf-8", "cp1252"),
        (None, "cp1252"),
        ("klingon", "utf-8"),
        ("zlib", "utf-8"),
        ("utf-16", "utf-8"),
        ("utf-16", "utf-16"),
    ],
)
def test_a_wrong_encoding_spoils_no_word(declared: str | None, encoding: str):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    data = rss(ITEM.replace("It ends.", f"{WORDS}. " * 3), head=head).decode().encode(encoding)
    assert draft(data).text == " ".join([f"{WORDS}."] * 3)


def test_a_few_broken_bytes_leave_the_rest_as_it_is():
    data = rss(ITEM.replace("It ends.", f"{WORDS}.")).replace(b"<title>Ferry", b"<title>\xff Ferry")
    assert draft(data).text == f"{WORDS}."


LAUGHS = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
HEADS = {
    "lines": f"<!DOCTYPE r [\n{LAUGHS.replace('><', '>' + chr(10) + '<')}\n]>\n",
    "one line": f'<?xml version="1.0"?><!DOCTYPE r [{LAUGHS}]>',
    "behind a comment": f"<!-- <a> --><!DOCTYPE r [{LAUGHS}]>",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_entities_never_explode(head: str):
    assert len(draft(rss(ITEM.replace("It ends.", "ha &l11; ha"), head=head)).text) < 20


@pytest.mark.parametrize("kind", ["&x;", "%x;"])
def test_no_file_is_read(kind: str, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    percent = "% " if kind == "%x;" else ""
    head = f'<!DOCTYPE r [\n<!ENTITY {percent}x SYSTEM "{secret.as_uri()}">\n{kind if percent else ""}]>\n'
    assert "secret" not in repr(read_feed(rss(ITEM.replace("It ends.", "ha &x; ha"), head=head), "feed.xml"))


def test_the_name_is_never_opened(tmp_path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "<rss>").write_bytes(rss(ITEM))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnreadableInput):
        read_feed(b"<rss>", "<rss>")


HEAVY = {
    "many entries": rss("".join(ITEM.replace("/ferry", f"/{i}") for i in range(3_000))),
    "deep XML": rss(ITEM.replace("It ends.", "<x>" * 20_000)),
    "deep HTML": rss(ITEM.replace("It ends.", "&lt;div&gt;" * 50_000)),
    "angles": rss(ITEM.replace("It ends.", "&lt;" * 200_000)),
    "bare angles": rss(ITEM.replace("It ends.", "<" * 100_000)),
    "open comments": rss(ITEM.replace("It ends.", "&lt;!--" * 50_000)),
    "open attributes": rss(ITEM.replace("It ends.", "&lt;a href=&quot;" * 50_000)),
    "deep JSON": json_feed()[:-2] + b"[" * 100_000,
    "many titles": rss("<item>" + "<title>T</title>" * 10_000 + "</item>"),
}


@pytest.mark.parametrize("data", HEAVY.values(), ids=HEAVY)
def test_time_grows_with_the_size_of_a_feed_only(data: bytes):
    start = time.process_time()
    try:
        read_feed(data, "feed.xml")
    except UnreadableInput:
        assert data is HEAVY["deep JSON"]
    assert time.process_time() - start < 5


# Real feeds ------------------------------------------------------------------------------------------------

DATED = re.compile(rb"<(?:\w+:)?(?:pubDate|published|updated|issued|created|modified|date)[\s>]")


def test_of_real_feeds_no_entry_and_no_date_is_lost(shared):
    """Counted in the raw bytes. All that look like feeds are read; the other files are refused."""
    files = sorted(shared("feeds").iterdir())
    refused = 0
    for file in files:
        data = file.read_bytes()
        if not is_feed(data):
            assert not re.search(rb"<(?:rss|feed|rdf:RDF|channel)\b", data), file.name
            with pytest.raises(UnreadableInput):
                read_feed(data, file.name)
            refused += 1
            continue
        entries = read_feed(data, file.name).entries
        if file.suffix == ".json":
            items = json.loads(data)["items"]
            raw, dated = len(items), sum("date_published" in item for item in items)
        else:
            blocks = re.findall(rb"<(?:item|entry)[\s>].*?</(?:item|entry)>", data, re.DOTALL)
            raw = len(re.findall(rb"<(?:item|entry)[\s>]", data))
            dated = sum(bool(DATED.search(block)) for block in blocks)
        assert (len(entries), sum(entry.known.published is not None for entry in entries)) == (raw, dated), (
            file.name
        )
        assert not any(re.search(r"</?(?:p|div|br|a|img|script)\b", entry.known.title) for entry in entries)
    assert (len(files), refused) == (72, 7)


# What took minutes, for feedparser's time grows with the square of it; a second is ten times what is needed.


def test_an_element_with_thousands_of_attributes_is_refused():
    attributes = " ".join(f"a{number}='>'" for number in range(100_000))

    started = time.process_time()
    with pytest.raises(UnreadableInput, match="more than 200 attributes"):
        read_feed(rss(ITEM.replace("<title>", f"<title {attributes}>")), "feed.xml")
    assert time.process_time() - started < 5


def test_thousands_of_categories_cost_neither_time_nor_words():
    words = " ".join(f"w{number} = '{number}' <b>or</b> more" for number in range(1_000))
    categories = "".join(f"<category>c{number}</category>" for number in range(20_000))
    item = ITEM.replace("It ends.", f"<![CDATA[It ends. {words}]]>").replace(
        "</item>", f"{categories}</item>"
    )

    started = time.process_time()
    first, second = read_feed(
        rss(item + ITEM.replace("</item>", "<category>Sea</category></item>")), "a"
    ).entries
    assert time.process_time() - started < 5
    assert (first.known.section, second.known.section) == ("c0", "Sea")
    assert first.known.text.endswith("more")


@pytest.mark.parametrize("kind", ["rss", "json"])
def test_of_too_many_entries_the_rest_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feed_xml, "MOST_ENTRIES", 3)
    monkeypatch.setattr(feed_json, "MOST_ENTRIES", 3)
    texts = [f"Ferry {number}." for number in range(5)]
    made = {
        "rss": rss(
            "".join(f"<item><title>{text}</title><description>{text}</description></item>" for text in texts)
        ),
        "json": json_feed(*({"id": text, "content_text": text} for text in texts)),
    }
    *read, rest = read_feed(made[kind], "feed.xml").entries

    assert [entry.known.text for entry in read] == texts[:3]
    assert not any(isinstance(entry.draft, BadArticle) for entry in read)
    assert rest.place == "entries 4 to 5"
    assert "Split it" in reason(rest)


def test_a_long_text_with_a_less_than_sign_is_no_element():
    text = "Where x <y holds, " + "so do others " * 300
    assert draft(rss(ITEM.replace("It ends.", f"<![CDATA[{text}<br/>It ends.]]>"))).text.endswith("It ends.")
