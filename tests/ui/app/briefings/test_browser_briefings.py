"""What a person does on the Briefings page, in a real browser, on the app as `make run` starts it."""

import os
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.briefings import composing, picking
from assistant.briefings.reading import read_briefing
from corpus import open_corpus
from corpus.records import Span
from tests.ui.app.axe import violations
from tests.ui.app.browsing import ask, settled
from tests.ui.app.hostile import harms, hostile
from tests.ui.app.scenes import QUESTION
from tests.ui.conftest import App
from tests.waiting import until

_FITS = "one => one.scrollWidth <= one.clientWidth"


def change(page: Page, text: str, what: str) -> None:
    """Open what can be done with an item, and do it."""
    button = item(page, text).get_by_role("button", name=re.compile("^Change"))
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    item(page, text).get_by_role("button", name=what, exact=True).click()


def item(page: Page, text: str) -> Locator:
    return page.locator(".item", has_text=text).first


def mark(page: Page, words: str) -> None:
    """Mark words of the open article with the mouse, as a person drags over them."""
    ends = page.locator(".text").first.evaluate(
        """(text, words) => {
          const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const boxes = range.getClientRects(), first = boxes[0], last = boxes[boxes.length - 1];
            return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
          }
        }""",
        words,
    )
    page.mouse.move(*ends[:2])
    page.mouse.down()
    page.mouse.move(*ends[2:], steps=4)
    page.mouse.up()


def test_someone_makes_a_briefing_of_the_sample_and_downloads_it(
    app: App, page: Page, tmp_path: Path
) -> None:
    page.goto(app.url)
    ask(page, QUESTION)
    page.get_by_role("button", name="Add to briefing").click()
    page.get_by_role("textbox", name="Title of the new briefing").fill("Iraq and the militias")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text(re.compile(r"Added \d+ statements? to “Iraq and the militias”"))).to_be_visible()
    settled(page)
    assert violations(page) == []
    page.get_by_role("button", name="Open the briefing").click()
    expect(page.get_by_role("heading", level=1, name="Iraq and the militias")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Sources")).to_be_visible()

    page.get_by_role("radio", name="Heading").click()
    page.get_by_role("textbox", name="Words").fill("What we know")
    page.get_by_role("button", name="Add the heading").click()
    expect(page.get_by_role("heading", level=2, name="What we know")).to_be_visible()
    page.get_by_role("radio", name="Note").click()
    page.get_by_role("textbox", name="Words").fill("Call the ministry before noon.")
    page.get_by_role("button", name="Add the note").click()
    expect(item(page, "Call the ministry before noon.")).to_be_visible()
    change(page, "What we know", "Move up")
    expect(page.locator(".item").nth(-3)).to_contain_text("What we know")

    first = page.locator(".item").first.locator(".text").inner_text().partition("[")[0].strip()
    change(page, first, "Edit")
    words = page.get_by_role("dialog").get_by_role("textbox", name="Words")
    expect(words).to_have_value(first)
    words.fill("The minister said that they “will never lay down their weapons”.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("do not stand in the source; the marks were taken off").first).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Close", exact=True).last.click()
    flagged = item(page, "The minister said that they will never lay down their weapons.")
    expect(flagged).to_contain_text("do not stand in the source")

    page.goto(f"{app.url}/articles?article=sample-iraq-2")
    expect(page.locator(".text")).not_to_be_empty()
    settled(page)
    headline = page.get_by_role("heading", level=1).inner_text()
    marked = page.locator(".text").inner_text().split("\n\n")[1][:60].rpartition(" ")[0]
    mark(page, marked)
    page.get_by_role("button", name="Add the marked words to a briefing").click()
    expect(page.get_by_text("Add these words to a briefing:")).to_be_visible()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Added 1 statement to “Iraq and the militias”")).to_be_visible()
    page.get_by_role("button", name="Open the briefing").click()
    last = page.locator(".item").last
    expect(last).to_contain_text(marked.strip('“”" '))
    last.get_by_role("button", name=re.compile(r"^\[\d+\]")).click()
    expect(page.locator("mark").first).to_be_visible()
    settled(page)
    assert violations(page) == []

    page.get_by_role("radio", name="Export").click()
    page.get_by_role("button", name="Make the file").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download Iraq-and-the-militias.docx").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    notes = zipfile.ZipFile(file).read("word/footnotes.xml").decode()
    assert headline.casefold() in notes.casefold(), "Chicago writes headlines in its own way"
    assert "dateline sample" in notes.casefold()
    body = zipfile.ZipFile(file).read("word/document.xml").decode()
    assert "Call the ministry before noon." in body


def test_marking_and_adding_without_a_mouse(app: App, page: Page) -> None:
    page.goto(f"{app.url}/articles?article=sample-fish-2")
    expect(page.locator(".text")).not_to_be_empty()
    settled(page)

    page.get_by_role("button", name="Mark with the keyboard").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hint")).to_contain_text("Marked:")
    first = page.locator(".hint").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".hint")).not_to_have_text(first)
    second = page.locator(".hint").inner_text()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".hint")).not_to_have_text(second)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Add these words to a briefing:")).to_be_visible()
    expect(page.locator(".st-key-adding-marked :focus")).to_have_count(1)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Add these words to a briefing:")).to_have_count(0)


def test_taking_out_undoing_and_what_somebody_else_does(app: App, page: Page) -> None:
    with open_corpus(app.home, any_model=True) as corpus:
        made = composing.new_briefing(corpus, "Two of us", [picking.note("One."), picking.note("Two.")]).id
        page.goto(f"{app.url}/briefings?briefing={made}")
        change(page, "One.", "Remove")
        expect(page.get_by_text("Removed: One.")).to_be_visible()
        expect(page.locator(".item")).to_have_count(1)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".item")).to_have_count(2)
        assert [one.body.text for one in read_briefing(corpus, made).items] == ["One.", "Two."]

        composing.add(corpus, made, [picking.note("From the other desk.")])
        expect(item(page, "From the other desk.")).to_be_visible()


@pytest.mark.skipif(
    "DATELINE_TEST_PLACES" not in os.environ,
    reason="on a busy machine the page loses its place: set DATELINE_TEST_PLACES on a quiet one",
)
def test_a_long_briefing_stays_where_it_is_when_an_article_opens_and_closes_beside_it(
    app: App, page: Page
) -> None:
    with open_corpus(app.home, any_model=True) as corpus:
        notes = [picking.note(f"Note {number} of many, to be read out.") for number in range(30)]
        words = picking.passage(corpus, corpus.catalogue.find_id("sample-iraq-2"), span=Span(0, 80))
        made = composing.new_briefing(corpus, "A long one", [*notes, words, *notes]).id
    page.goto(f"{app.url}/briefings?briefing={made}")
    citation = page.get_by_role("button", name=re.compile(r"^\[1\]"))
    expect(citation).to_be_visible()
    citation.scroll_into_view_if_needed()
    settled(page)
    place = citation.bounding_box()["y"]

    def has_stayed() -> bool:
        box = citation.bounding_box()
        return box is not None and abs(box["y"] - place) < 5

    for close in (lambda: page.keyboard.press("Escape"), page.go_back):
        citation.click()
        expect(page.locator("mark").first).to_be_visible()
        settled(page)
        until(has_stayed)
        close()
        expect(page.locator("mark")).to_have_count(0)
        until(has_stayed)
        expect(citation).to_be_focused()


def test_a_draft_survives_a_reload_and_becomes_a_briefing(app: App, page: Page) -> None:
    page.goto(f"{app.url}/briefings")
    page.get_by_role("textbox", name="Matter").fill("Iraq and the militias")
    page.get_by_role("button", name="Draft it").click()
    expect(page).to_have_url(re.compile("draft="))
    page.reload()
    expect(page.get_by_role("heading", name="Key points")).to_be_visible(timeout=90_000)
    expect(page.get_by_role("heading", name="Who said what")).to_be_visible()
    settled(page)
    assert violations(page) == []


def test_a_hostile_briefing_in_a_narrow_window(app: App, page: Page) -> None:
    with open_corpus(app.home, any_model=True) as corpus:
        title = hostile().title
        made = composing.new_briefing(
            corpus, title, [picking.heading(title[:150]), picking.note(f"{title} {'evil' * 2_000}")]
        ).id
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("briefings", f"briefings?briefing={made}", f"briefings?briefing={made}&part=manage"):
        page.goto(f"{app.url}/{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        settled(page)
        assert harms(page, app.url) == []
        assert page.locator("html").evaluate(_FITS)
        assert violations(page) == []
