"""What a person does on the Chat page, in a real browser, on the app as `make run` starts it."""

import re

from playwright.sync_api import Page, expect

from tests.ui.app.browsing import ask
from tests.ui.conftest import App

_QUESTION = "What did Iraq say about militias?"


def test_asking_opening_a_citation_and_closing_it(app: App, page: Page, keep) -> None:
    page.goto(app.url)
    ask(page, _QUESTION)
    expect(page.get_by_text("Fuad Hussein, ").first).to_be_visible()
    shown = page.get_by_test_id("stText").all_text_contents()

    page.get_by_role("button", name="[1]").first.click()
    highlighted = page.locator("mark").first
    expect(highlighted).to_be_visible()
    assert highlighted.text_content() in shown
    expect(page.get_by_text("Dateline sample").first).to_be_visible()
    keep("chat")

    page.get_by_role("button", name="Close").click()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.get_by_text("Fuad Hussein, ").first).to_be_visible()


def test_a_follow_up_and_a_reload(app: App, page: Page) -> None:
    page.goto(app.url)
    ask(page, _QUESTION)
    expect(page.get_by_text("Fuad Hussein, ").first).to_be_visible()

    ask(page, "what about Khamenei?")
    understood = page.get_by_text("Understood as: What did Khamenei say about militias?")
    expect(understood).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?]conversation=[0-9a-f]{12}$"))
    shown = page.get_by_test_id("stText").all_text_contents()

    page.reload()

    expect(understood).to_be_visible()
    expect(page.get_by_test_id("stText")).to_have_text(shown)


def test_taking_back_what_was_read_from_the_question(app: App, page: Page) -> None:
    page.goto(app.url)
    ask(page, _QUESTION)
    ask(page, "In February 2025, who was chosen to put up the rail bridge over the Vell?")
    page.get_by_role("button", name="Read from your question: February 2025").click()

    expect(page.get_by_role("button", name="Not applied: February 2025")).to_be_visible()
    expect(page.get_by_role("button", name="Read from your question")).to_have_count(0)
    expect(page.get_by_text("answered by")).to_have_count(2)
    expect(page.get_by_text("Fuad Hussein, ").first).to_be_visible()


def test_no_answer_where_the_archive_has_none(app: App, page: Page) -> None:
    page.goto(app.url)
    ask(page, "How many goals did Brazil score at the 1970 World Cup final in Mexico City?")
    expect(page.get_by_text("The archive holds").first).to_be_visible()
    expect(page.get_by_text("Nearby in the archive")).to_be_visible()
    expect(page.get_by_role("button", name="[1]")).to_have_count(0)
