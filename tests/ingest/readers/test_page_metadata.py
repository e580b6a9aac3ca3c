"""What a page says of itself, whichever way it says it, and what is believed of it."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from ingest.readers.bylines import names
from ingest.readers.page_dates import Dates, Stamp, dates
from ingest.readers.page_days import day_in, day_in_address
from ingest.readers.page_metadata import PageMetadata, page_metadata

TODAY = date(2025, 2, 1)
DAY = date(2025, 1, 12)
ABOUT = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Talks on the budget go on",
    "datePublished": "2025-01-12T10:15:00+01:00",
    "dateModified": "2025-01-13T08:00:00+01:00",
    "author": [{"@type": "Person", "name": "Anna Jones"}, {"@type": "Person", "name": "Ben Other"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "The Gazette"},
    "articleSection": "Politics",
    "inLanguage": "en-GB",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://gazette.example/talks"},
    "correction": {"@type": "CorrectionComment", "text": "An earlier version gave the wrong day."},
}
H1 = "<h1>Talks on the budget go on</h1>"


def about(head: str = "", body: str = H1, attributes: str = "") -> PageMetadata:
    page = f"<html {attributes}><head>{head}</head><body>{body}<p>Text.</p></body></html>"
    return page_metadata(document_fromstring(page), TODAY)


def ld(*blocks: Any) -> str:
    said = (block if isinstance(block, str) else json.dumps(block) for block in blocks)
    return "".join(f'<script type="application/ld+json">{block}</script>' for block in said)


# JSON-LD -------------------------------------------------------------------------------------------


def test_json_ld_says_it_all():
    found = about(ld(ABOUT))

    assert found.headline == "Talks on the budget go on"
    assert found.authors == ("Anna Jones", "Ben Other")
    assert (found.outlet, found.section, found.language) == ("The Gazette", "Politics", "en")
    assert found.url == "https://gazette.example/talks"
    assert found.correction == "An earlier version gave the wrong day."
    assert found.dates == Dates(DAY, datetime(2025, 1, 12, 9, 15, tzinfo=UTC), date(2025, 1, 13), "JSON-LD")


TEXT = json.dumps(ABOUT, indent=1)
REFERENCED = {
    **ABOUT,
    "author": [{"@id": "#a"}, {"@id": "#b"}],
    "publisher": {"@id": "#g"},
}
WAYS = {
    "a list": ld([ABOUT]),
    "a graph": ld({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, ABOUT]}),
    "several types": ld({**ABOUT, "@type": ["Article", "NewsArticle"]}),
    "below its page": ld({"@type": "WebPage", "mainEntity": ABOUT}),
    "references": ld(
        {
            "@graph": [
                REFERENCED,
                {"@type": "Person", "@id": "#a", "name": "Anna Jones"},
                {"@type": "Person", "@id": "#b", "name": "Ben Other"},
                {"@type": "Organization", "@id": "#g", "name": "The Gazette"},
            ]
        }
    ),
    "plain names": ld({**ABOUT, "author": ["Anna Jones", "Ben Other"], "publisher": "The Gazette"}),
    "one byline": ld({**ABOUT, "author": {"name": "By Anna Jones and Ben Other"}}),
    "a comment's marks": ld(f"<!--\n{TEXT}\n//-->".replace("//-->", "-->")),
    "CDATA": ld(f"//<![CDATA[\n{TEXT}\n//]]>"),
    "a comma too many": ld(TEXT.rstrip("}\n") + "},\n}"),
    "a semicolon": ld(TEXT + ";"),
    "a raw line break": ld(TEXT.replace("wrong day.", "wrong\nday.")),
    "another block that is broken": ld("{broken", ABOUT),
    "another that is too deep": ld("[" * 5_000, ABOUT),
    "a teaser of another article": ld(ABOUT, {**ABOUT, "headline": "Quite another", "author": "Eve Else"}),
    "a list of teasers": ld(
        {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Quite another"}]},
        ABOUT,
    ),
    "a name that stands elsewhere": ld(
        {
            "@graph": [
                {
                    **ABOUT,
                    "author": [{"@type": "Person", "@id": "#a"}, {"@type": "Person", "name": "Ben Other"}],
                },
                {"@type": "Person", "@id": "#a", "name": "Anna Jones"},
            ]
        }
    ),
    "its comments": ld({**ABOUT, "comment": [{"@type": "Comment", "author": "Eve Else"}]}),
}


@pytest.mark.parametrize("head", WAYS.values(), ids=WAYS)
def test_json_ld_is_read_in_every_way_it_is_written(head: str):
    found = about(head)

    assert found.headline == "Talks on the budget go on"
    assert (found.authors, found.outlet) == (("Anna Jones", "Ben Other"), "The Gazette")
    assert found.dates.published == DAY


def test_broken_json_still_says_the_plain_fields():
    broken = TEXT.replace('"articleSection": "Politics"', '"articleSection": "Pol"itics"')
    found = about(ld(broken))

    assert (found.dates.published, found.dates.dated_by) == (DAY, "JSON-LD")


def test_teasers_of_others_say_nothing_of_the_page():
    others = [{**ABOUT, "headline": headline} for headline in ("The harbour is closed", "Snow expected")]

    assert about(ld(*others)).dates.published is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["@type", "@id", "@graph", *ABOUT]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(ABOUT)), json_values))
def test_no_json_ld_breaks_the_reading(fields: dict[str, Any]):
    assert about(ld({**ABOUT, **fields}).replace("</", "<\\/", 0)).headline


# Other sources, in order ---------------------------------------------------------------------------

META = (
    '<meta property="og:title" content="Talks on the budget go on">'
    '<meta property="og:site_name" content="Gazette">'
    '<meta property="article:published_time" content="2025-01-12T10:15:00+01:00">'
    '<meta name="author" content="Anna Jones"><meta property="article:section" content="Politics">'
    '<meta property="og:url" content="https://gazette.example/talks">'
    '<meta property="og:locale" content="de_AT">'
)
MICRODATA = (
    "<div itemscope itemtype='https://schema.org/NewsArticle'>"
    "<h1 itemprop='headline'>Talks on the budget go on</h1>"
    "<span itemprop='author'><span itemprop='name'>Anna Jones</span></span>"
    "<meta itemprop='datePublished' content='2025-01-12'>"
    "<div itemscope itemtype='https://schema.org/Comment'><b itemprop='author'>Eve Else</b></div></div>"
)
PRINTED = f"<header>{H1}<p class='byline'>By Anna Jones</p>"


@pytest.mark.parametrize(
    ("head", "body", "dated_by"),
    [
        (META, H1, "meta tag"),
        ("", MICRODATA, "microdata"),
        ("", PRINTED + "<time datetime='2025-01-12'>Sunday</time></header>", "time element"),
        ("", PRINTED + "<p>Published 12 January 2025</p></header>", "page text"),
        ("", PRINTED + "<p class='date'>Jan. 12, 2025, 10:15 a.m.</p></header>", "page text"),
        ("<link rel=canonical href='https://g.example/2025/jan/12/talks'>", PRINTED, "page address"),
    ],
)
def test_headline_byline_and_day_are_found_wherever_they_stand(head: str, body: str, dated_by: str):
    found = about(head, body)

    assert (found.headline, found.authors) == ("Talks on the budget go on", ("Anna Jones",))
    assert (found.dates.published, found.dates.dated_by) == (DAY, dated_by)


def test_json_ld_is_believed_before_meta_tags():
    other = META.replace("2025-01-12", "2025-01-20").replace("Anna Jones", "Eve Else")

    assert about(ld(ABOUT) + other).dates.published == DAY
    assert about(ld(ABOUT) + other).authors == ("Anna Jones", "Ben Other")


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        ("<meta property='og:title' content='Budget talks: what we know'>", H1, "Budget talks: what we know"),
        ("<meta property='og:title' content='Talks on budget go on'>", H1, "Talks on the budget go on"),
        (
            "<title>Talks on the budget go on | Gazette</title>",
            "<h1>Gazette</h1>",
            "Talks on the budget go on | Gazette",
        ),
        (
            "<title>Talks go on | Gazette</title><meta property='og:site_name' content='Gazette'>",
            "<h1>Gazette</h1>",
            "Talks go on",
        ),
        ("", H1, "Talks on the budget go on"),
        ("", "", None),
        ("<title>The Gazette – Talks on the budget go on</title>",
         "<h1>The Gazette</h1><h2>Talks on the budget go on</h2>",
         "Talks on the budget go on"),
        ("<title>Gazette: Talks go on</title><meta property='og:site_name' content='Gazette'>", "",
         "Talks go on"),
        ("<title>Talks go on - The Old Herald</title>", "<font><b>Talks go on</b></font>", "Talks go on"),
    ],
)  # fmt: skip
def test_the_headline_is_the_shown_one_where_it_is_near_the_declared(
    head: str, body: str, headline: str | None
):
    assert about(head, body).headline == headline


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://g.example/talks'>", "https://g.example/talks"),
        ("<link rel='canonical' href='/talks'><meta property='og:url' content='https://g.example/x'>",
         "https://g.example/talks"),
        ("<link rel='canonical' href='https://g.example/'><meta property='og:url' content='https://g.example/x'>",
         "https://g.example/x"),
        ("<link rel='canonical' href='javascript:x'>", None),
        ("<link rel='canonical' href='http://['>", None),
        (ld({"@type": "NewsArticle", "headline": "Talks on the budget go on",
             "mainEntityOfPage": {"@id": "https://g.example/talks"}}), "https://g.example/talks"),
        ("<meta itemprop='mainEntityOfPage' content='https://g.example/talks'>", "https://g.example/talks"),
    ],
)  # fmt: skip
def test_the_address_is_the_canonical_one(head: str, url: str | None):
    assert about(head).url == url


@pytest.mark.parametrize(
    ("attributes", "language"),
    [("lang='fr-CA'", "fr"), ("lang='EN'", "en"), ("lang='mul'", None), ("", None)],
)
def test_the_language_is_the_declared_one(attributes: str, language: str | None):
    assert about(attributes=attributes).language == language


@pytest.mark.parametrize(
    ("site", "publisher", "outlet"),
    [
        ("gazette.example", "The Gazette of Varn", "The Gazette of Varn"),
        ("Space.example", "Space", "Space.example"),
        ("The Gazette", "Gazette Media Ltd", "The Gazette"),
    ],
)
def test_the_outlet_is_its_name_rather_than_its_address(site: str, publisher: str, outlet: str):
    tag = f"<meta property='og:site_name' content='{site}'>"

    assert about(tag + ld({**ABOUT, "publisher": {"name": publisher}})).outlet == outlet


@pytest.mark.parametrize(
    ("body", "people"),
    [
        # an agency's name below the reporters', each in a box of its own
        (
            "<div class='byline'><div class='byline-names'>By ANNA JONES and BEN OTHER</div>"
            "<div class='byline-office'>Associated Press</div></div>",
            ("ANNA JONES", "BEN OTHER"),
        ),
        # the day, the name and the title in one box, by elements alone
        (
            "<div data-component='byline-block'><time>12 January 2025</time><div><span>Anna Jones</span>"
            "<span>North of England correspondent, in Varn</span></div></div>",
            ("Anna Jones",),
        ),
        (
            "<p class='byline'>By <a class='author'>Anna Jones</a> and <a class='author'>Ben Other</a></p>",
            ("Anna Jones", "Ben Other"),
        ),
        ("<div class='firma'>Por Juana Ríos y Tomás Vega</div>", ("Juana Ríos", "Tomás Vega")),
        ("<i>By ANNA JONES</i><br>January 12, 2025<br>", ("ANNA JONES",)),
        ("<br>By ANNA JONES<br>January 12, 2025<p>", ("ANNA JONES",)),
        # of others: teasers, comments, the box on a writer
        ("<div class='related-links'><div class='related-author'>Eve Else</div></div>", ()),
        ("<div id='comments'><b class='comment-author'>Eve Else</b></div>", ()),
        ("<div class='author-box'><h4>About Eve Else</h4></div>", ()),
        ("<p class='byline'>By Anna Jones/Getty Images</p>", ()),
    ],
)
def test_the_byline_is_read_as_it_is_printed(body: str, people: tuple[str, ...]):
    assert about(body=H1 + body).authors == people


@pytest.mark.parametrize(
    ("author", "outlet", "text", "agency"),
    [
        ("Reuters", "The Gazette", "", "Reuters"),
        ("By STEVE JONES, AP Political Writer", "The Gazette", "", "Associated Press"),
        ("Anna Jones", "The Gazette", "LONDON (Reuters) - The talks go on.", "Reuters"),
        ("Anna Jones", "The Gazette", "The talks, Reuters says, go on.", None),
        ("Anna Jones", "Reuters", "LONDON (Reuters) - The talks go on.", None),
    ],
)
def test_the_agency_is_the_one_that_is_credited(author: str, outlet: str, text: str, agency: str | None):
    about_it = {**ABOUT, "author": {"name": author}, "publisher": {"name": outlet}}

    assert about(ld(about_it)).agency(text) == agency


# Bylines -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Anna Jones and Ben Other", ["Anna Jones", "Ben Other"]),
        ("by ANNA JONES, Gazette Staff Writer", ["ANNA JONES"]),
        ("Anna Jones | The Gazette", ["Anna Jones"]),
        ("Anna Jones, The Gazette", ["Anna Jones"]),
        ("By Anna Jones in Paris", ["Anna Jones"]),
        ("By Anna Jones Jan 12, 2025", ["Anna Jones"]),
        ("By Anna Jones on Monday, January 12th, 2025 at 11:08 a.m.", ["Anna Jones"]),
        ("Anna Jones, CNN", ["Anna Jones"]),
        ("Anna Jones (anna@gazette.example)", ["Anna Jones"]),
        ("Anna Writer", ["Anna Writer"]),
        ("Ursula von der Leyen", ["Ursula von der Leyen"]),
        ("Seán O’Brien-Smith", ["Seán O’Brien-Smith"]),
        ("李明", ["李明"]),
        ("PTI, Washington", ["PTI"]),
        ("By Anna Jones and Reuters", ["Anna Jones"]),
        ("By ANNA JONES and BEN OTHER Associated Press", ["ANNA JONES", "BEN OTHER"]),
        ("By Anna Jones AP Sports Writer", ["Anna Jones"]),
        ("Anna Jones Special to the Herald", ["Anna Jones"]),
        ("Anna Jones for MailOnline", ["Anna Jones"]),
        ("Anna Jones | Herald Media for herald.example", ["Anna Jones"]),
        ("Anna Jones Political editor", ["Anna Jones"]),
        ("North of England correspondent", []),
        ("Story by Anna Jones; photographs by Eve Else", ["Anna Jones"]),
        ("Analysis by Anna Jones", ["Anna Jones"]),
        ("Additional reporting by Eve Else", []),
        ("Anna Jones with Ben Other", ["Anna Jones", "Ben Other"]),
        ("Anna Jones in Paris, Texas, and Ben Other in New York", ["Anna Jones", "Ben Other"]),
        ("By Martin King, Jr., Staff Writer", ["Martin King Jr."]),
        ("Jeanne Rey (Nantes, correspondante)", ["Jeanne Rey"]),
        ("Juana Ríos y Tomás Vega con EFE", ["Juana Ríos", "Tomás Vega"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Jordi Puig i Cadafalch", ["Jordi Puig i Cadafalch"]),
        ("Анна Рогова и Иван Петров", ["Анна Рогова", "Иван Петров"]),
        ("By Anna Jones – Monday, 4 November 2024", ["Anna Jones"]),
        ("Anna Jones and agencies", ["Anna Jones"]),
        ("Agencies", []),
        ("European Space Agency", ["European Space Agency"]),
        ("Gazette Staff", []),
        ("admin", []),
        ("anna-j", []),
        ("The Gazette", []),
        ("Senior Political Writer", []),
        ("https://gazette.example/anna", []),
        ("", []),
    ],
)
def test_names_are_taken_out_of_bylines(line: str, people: list[str]):
    assert names([line], "The Gazette") == people


@given(st.lists(st.text(max_size=60), max_size=5))
def test_every_name_stands_in_its_byline(lines: list[str]):
    words = " ".join(lines).split()

    assert all(word in " ".join(words) for name in names(lines) for word in name.split() if word.isalpha())


# Days ----------------------------------------------------------------------------------------------


def published(words: str, *printed: str, url: str | None = None) -> date | None:
    return dates([Stamp(words, "JSON-LD")], [], printed, url, TODAY).published


@pytest.mark.parametrize(
    ("words", "printed", "url", "day"),
    [
        ("2025-01-13T01:19:34Z", ("Jan 12, 8:19 PM",), None, DAY),  # New Jersey
        ("2025-01-13T01:19:34Z", ("Updated Jan. 13, 2025 9:41 AM", "Posted Jan 12, 8:19 PM"), None, DAY),
        ("2025-01-11T20:30:00+0000", ("12 January 2025 07:30",), None, DAY),  # Sydney
        ("2025-01-13 02:24:00", ("Jan 12, 2025 at 9:24 pm ET",), None, DAY),  # UTC, but it does not say so
        ("2025-01-13T04:58:46Z", (), "https://g.example/2025/01/12/talks", DAY),
        ("2025-01-13T04:58:46Z", ("January 12, 2025",), None, DAY),
        ("2025-01-12T04:58:46Z", ("January 12, 2025", "January 11, 2025"), None, DAY),
        ("2025-01-12T10:15:00+01:00", ("January 11, 2025",), None, DAY),  # in the outlet's own zone
        ("2025-01-12T12:00:00Z", ("January 3, 2025",), "https://g.example/2025/01/03/x", DAY),
        ("2025-01-12", ("January 11, 2025",), None, DAY),
        ("Sun, 12 Jan 2025 23:30:00 -0800", (), None, DAY),
        ("20250112", (), None, DAY),
    ],
)
def test_the_day_is_the_one_that_readers_saw(
    words: str, printed: tuple[str, ...], url: str | None, day: date
):
    assert published(words, *printed, url=url) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1736677800", DAY),  # seconds since 1970
        ("1736677800000", DAY),
        ("Sun Jan 12 2025 23:50:00 GMT+0000 (Coordinated Universal Time)", DAY),
    ],
)
def test_a_time_is_read_as_software_writes_it(words: str, day: date):
    assert published(words) == day


def test_a_time_in_utc_that_says_another_zone_is_told_by_what_is_printed():
    stamp = Stamp("2025-01-13T02:15:49-06:00", "JSON-LD")

    found = dates([stamp], [], ["Anna Jones - Jan 12, 2025, 8:15 pm CST"], None, TODAY)
    assert (found.published, found.published_at) == (DAY, datetime(2025, 1, 13, 2, 15, tzinfo=UTC))
    honest = dates([stamp], [], ["Jan 13, 2025, 2:15 am CST"], None, TODAY)
    assert (honest.published, honest.published_at) == (
        date(2025, 1, 13),
        datetime(2025, 1, 13, 8, 15, 49, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("printed", "day", "modified"),
    [
        (["January 12, 2025 -- 19:14 GMT"], DAY, date(2025, 1, 14)),  # moved with each change
        (["January 12, 2025", "January 9, 2025"], date(2025, 1, 14), None),  # which of them?
        (["January 12, 2023"], date(2025, 1, 14), None),  # another article's
        (["Updated January 12, 2025"], date(2025, 1, 14), None),
        ([], date(2025, 1, 14), None),
    ],
)
def test_a_day_of_publication_that_is_that_of_a_change_gives_way_to_the_printed(
    printed: list[str], day: date, modified: date | None
):
    stamps = [Stamp("2025-01-14T19:31:39+01:00", "JSON-LD")]

    found = dates(stamps, stamps, printed, None, TODAY)
    assert (found.published, found.modified) == (day, modified)


@pytest.mark.parametrize(
    "body",
    [
        "<p class='date'>Published 12 January 2025, updated 14 January 2025</p>",
        "<time datetime='2025-01-12'>12 Jan</time><time class='updated' datetime='2025-01-14'>14 Jan</time>",
        "<p>Publié le 12 janvier 2025 à 18h05, modifié le 14 janvier 2025 à 09h12</p>",
        "<div><b>Posted:</b> Jan. 12, 2025</div><div><b>Last updated:</b> Jan. 14, 2025</div>",
    ],
)
def test_the_day_of_a_change_is_read_where_it_is_printed(body: str):
    found = about(body=H1 + body).dates

    assert (found.published, found.modified) == (DAY, date(2025, 1, 14))


def test_the_day_of_a_change_is_better_than_none():
    assert about(body=H1 + "<p class='date'>Last updated on 12 January 2025</p>").dates.published == DAY


@pytest.mark.parametrize(("language", "day"), [("fr", date(2024, 4, 3)), ("en", None), ("en-US", None)])
@pytest.mark.parametrize(
    "written", ["<p class='date'>03/04/2024</p>", "<meta name='date' content='03/04/2024'>"]
)
def test_figures_that_may_be_two_days_are_one_only_in_a_language_that_says_so(
    written: str, language: str, day: date | None
):
    found = about(body=H1 + written, attributes=f"lang='{language}'").dates.published

    assert found == day


@pytest.mark.parametrize(
    "words",
    ["2025-02-03", "2099-01-01", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2025-02-30", "2025", "x"],
)
def test_impossible_unknown_and_future_days_are_not_believed(words: str):
    assert published(words) is None
    assert published("2025-02-02") is not None  # it may be tomorrow elsewhere


def test_no_date_is_made_of_a_copyright_year():
    found = about("<meta name='copyright' content='2024'>", H1 + "<footer>© 2019-2024 The Gazette</footer>")

    assert found.dates == Dates()


def test_a_change_before_publication_is_no_change():
    stamps = [Stamp("2025-01-12T10:00:00Z", "JSON-LD")]

    assert dates(stamps, [Stamp("2025-01-10", "JSON-LD")], [], None, TODAY).modified is None
    assert dates(stamps, [Stamp("2025-01-14", "JSON-LD")], [], None, TODAY).modified == date(2025, 1, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published: Sunday, January 12th, 2025 at 11:08 a.m.", DAY),
        ("publiziert am 12.01.2025", DAY),
        ("13/01/2025", date(2025, 1, 13)),
        ("03/04/2025", None),
        ("January 12", None),
        ("call 555-2025-0112", None),
    ],
)
def test_a_day_is_read_within_other_words(text: str, day: date | None):
    assert day_in(text) == day


def test_an_address_names_a_day_only_in_full():
    assert day_in_address("https://g.example/stories/2025/jan/12/talks") == DAY
    assert day_in_address("https://g.example/2025/01/talks-12") is None


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3), st.text(max_size=30))
def test_no_words_break_the_reading_of_days(words: str, printed: list[str], url: str):
    published(words, *printed, url=url)


FIRST, LAST = datetime.fromisoformat("1990-01-02"), datetime.fromisoformat("2025-01-30")


@given(st.datetimes(FIRST, LAST), st.integers(-12, 14))
def test_the_printed_clock_tells_the_zone(moment: datetime, hours: int):
    local = moment + timedelta(hours=hours)
    shown = f"{local:%B} {local.day}, {local.year} {local:%H:%M}"

    assert published(moment.replace(microsecond=0).isoformat() + "Z", shown) == local.date()


@pytest.mark.parametrize("never", ["0001-01-01T00:00:00-05:00", "9999-12-31T23:59:59+01:00"])
def test_software_s_least_and_greatest_moments_are_no_days(never: str):
    least_or_greatest, true = Stamp(never, "JSON-LD"), Stamp("2025-01-12T10:00:00Z", "meta tag")
    printed = ["12 January 2025, 10:00"]

    found = dates([least_or_greatest, true], [least_or_greatest], printed, None, TODAY)
    assert found == dates([true], [], printed, None, TODAY)
