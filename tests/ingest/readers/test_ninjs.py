"""ninjs of every version, alone and in lists."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers import ninjs
from ingest.readers.wire import UNTIL_TOLD
from tests.ingest.readers.wire_samples import only, sample


def item(**fields: Any) -> bytes:
    whole = {"uri": "urn:x:1", "headline": "Ferry sinks", "body_text": "The ferry sank.", **fields}
    return json.dumps({key: value for key, value in whole.items() if value is not None}).encode()


def test_a_whole_item_of_version_1_is_read():
    assert only(ninjs.read, sample("canal.ninjs-1.json")) == Draft(
        title="Pilots halt all traffic on the canal",
        text=(
            "PORT LUNA (MNA) - Pilots on the Luna canal stopped work on Sunday.\n\n"
            "“This strike is illegal,” the minister said."
        ),
        external_id="tag:meridian.example,2025:canal-1",
        outlet="The Harbour Gazette",
        author="Rosa Benavides",
        published=date(2025, 1, 12),
        published_at=datetime(2025, 1, 13, 4, 50, tzinfo=UTC),
        modified=date(2025, 1, 13),
        dated_by="first created",
        url="https://gazette.example/world/canal-strike",
        language="en",
        section="Strike",
        agency="Meridian News Agency",
        credit="Gazette/MNA",
        usage="Subscribers only.",
    )


def test_a_list_of_versions_2_and_3_is_read_without_its_pictures():
    first, second = ninjs.read(sample("page.ninjs-2.json"), "page.json")

    assert first == (
        "1",
        Draft(
            title="Der Haushalt steht",
            text="Die Regierung hat den Haushalt beschlossen.\n\nEr tritt im März in Kraft.",
            external_id="urn:newsml:meridian.example:20250112:budget-2",
            outlet="Meridian",
            author="Ida Kohl, MNA",
            published=date(2025, 1, 14),
            published_at=datetime(2025, 1, 14, 5, tzinfo=UTC),
            dated_by="embargo",
            language="de",
            section="Haushaltspolitik",
            agency="Luna Presse",
            embargo=datetime(2025, 1, 14, 5, tzinfo=UTC),
        ),
    )
    assert second == (
        "2",
        Draft(
            title="Mayor resigns",
            text="KILL: the mayor has not resigned. Do not use.",
            external_id="urn:newsml:meridian.example:20250112:mayor-9",
            outlet="Meridian",
            published=date(2025, 1, 12),
            published_at=datetime(2025, 1, 12, 23, tzinfo=UTC),
            dated_by="version created",
            correction="KILL: the mayor has not resigned. Do not use.",
        ),
    )


def test_it_is_known_by_what_ninjs_calls_things():
    assert ninjs.is_ninjs(sample("canal.ninjs-1.json"))
    assert ninjs.is_ninjs(b"\xef\xbb\xbf" + sample("page.ninjs-2.json"))
    assert not ninjs.is_ninjs(b'{"title": "A", "text": "B", "id": "1"}')
    assert not ninjs.is_ninjs(
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "x"}]}'
    )
    assert not ninjs.is_ninjs(b'The "uri": and "pubstatus": of it')
    assert not ninjs.is_ninjs(b"")


@pytest.mark.parametrize("key", ["items", "_items", "results", "data"])
def test_a_page_of_results_is_read(key: str):
    page = {key: [json.loads(item()), {"item": json.loads(item(uri="urn:x:2"))}]}
    found = list(ninjs.read(json.dumps(page).encode(), "x.json"))

    assert [(place, draft.external_id) for place, draft in found if isinstance(draft, Draft)] == [
        ("1", "urn:x:1"),
        ("2", "urn:x:2"),
    ]


def test_items_one_a_line_are_read():
    assert len(list(ninjs.read(item() + b"\n" + item(uri="urn:x:2") + b"\n", "x.jsonl"))) == 2


def test_a_composite_without_words_gives_its_parts():
    part = json.loads(item(uri="urn:x:2"))
    composite = item(type="composite", body_text=None, associations={"a": part, "b": {"type": "picture"}})

    assert only(ninjs.read, composite).external_id == "urn:x:2"


@pytest.mark.parametrize(
    "body",
    [
        {"body_text": "First.\n\nSecond."},
        {"body_xhtml": "<p>First.</p><p>Second.</p>", "body_text": "First. Second."},
        {"body_html": "First.<br><br>Second."},
        {"bodies": [{"contenttype": "text/plain", "value": "First.\n\nSecond."}]},
        {
            "bodies": [
                {"contentType": "application/xhtml+xml", "value": "<div>First.</div><div>Second.</div>"}
            ]
        },
    ],
)
def test_paragraphs_are_kept_in_whatever_form_they_come(body: dict[str, Any]):
    data = json.dumps({"uri": "urn:x:1", "headline": "Ferry", **body}).encode()

    assert only(ninjs.read, data).text == "First.\n\nSecond."


def test_the_slug_stands_in_for_a_headline():
    assert only(ninjs.read, item(headline=None, slugline="ferry-sinking")).title == "ferry-sinking"


def test_a_headline_repeated_above_the_text_is_no_paragraph():
    assert only(ninjs.read, item(body_html="<h1>Ferry sinks</h1><p>It sank.</p>")).text == "It sank."


@pytest.mark.parametrize("printed", ["June 4, 2024 6:00 PM", "4 June 2024, 18.00"])
def test_an_embargo_whose_time_is_in_words_lasts_until_that_day_is_over_everywhere(printed: str):
    assert only(ninjs.read, item(embargoed=printed)).embargo == datetime(2024, 6, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize("printed", ["until further notice", "31 December 9999 at 10:00"])
def test_an_embargo_that_names_no_moment_holds_until_told(printed: str):
    assert only(ninjs.read, item(embargoed=printed)).embargo == UNTIL_TOLD


def test_what_is_withheld_is_under_embargo_until_told():
    assert only(ninjs.read, item(pubstatus="withheld")).embargo == UNTIL_TOLD


def test_a_cancelled_item_with_text_keeps_it_and_says_so():
    article = only(ninjs.read, item(pubstatus="canceled"))

    assert article.text == "The ferry sank."
    assert "canceled" in (article.correction or "")


@pytest.mark.parametrize(
    "tag", [("en-GB", "en"), ("eng", "en"), ("DE", "de"), ("pt_BR", "pt"), ("und", None)]
)
def test_the_language_is_the_two_letter_code(tag: tuple[str, str | None]):
    assert only(ninjs.read, item(language=tag[0])).language == tag[1]


def test_bylines_in_a_list_are_read():
    lines = [{"by": "By ROSA BENAVIDES", "title": "Meridian News Agency"}, {"title": "no name"}]

    assert only(ninjs.read, item(bylines=lines)).author == "ROSA BENAVIDES"


@pytest.mark.parametrize("text", ["half \ud800 a pair", "a \0 in it"])
def test_what_are_no_characters_fails_in_its_item_alone(text: str):
    data = b"[" + item(body_html=text) + b"," + item() + b"]"
    (_, bad), (_, good) = ninjs.read(data, "x.json")

    assert isinstance(bad, BadArticle)
    assert isinstance(good, Draft)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"a": 1}',
        b"[" * 100_000,
        b"[1, 2]",
        b'{"n": ' + b"9" * 10_000 + b"}",
        b"\xff\xfe\x00",
    ],
)
def test_what_holds_no_item_is_refused(data: bytes):
    with pytest.raises(UnreadableInput):
        list(ninjs.read(data, "x.json"))


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
_NAMES = st.sampled_from(
    "uri guid type headline headlines body_text body_html bodies byline by authors source provider "
    "language subject subjects associations pubstatus embargoed versioncreated ednote infosource "
    "items data item".split()
)


@given(st.dictionaries(_NAMES, _ANYTHING))
def test_whatever_the_fields_hold_nothing_but_our_errors_is_raised(fields: dict[str, Any]):
    try:
        found = list(ninjs.read(json.dumps(fields).encode(), "x.json"))
    except BadArticle:
        return
    assert all(isinstance(one, Draft | BadArticle) for _, one in found)
