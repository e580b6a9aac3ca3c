"""What a person does on the Chat page, in a real browser, on the app as `make run` starts it."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.app.browsing import settled
from tests.ui.conftest import App

_QUESTION = "What did Iraq say about militias?"
_BRIDGE = "In February 2025, who was chosen to put up the rail bridge over the Vell?"
_FORMS = {"Report a citation": "report-form-", "Add to briefing": "adding-"}
# Its end stands above the bar at the window's end, as far as it fits between that and the page's head.
_FORM_IS_SEEN = """selector => {
  const top = (id) => document.querySelector(`[data-testid="${id}"]`).getBoundingClientRect();
  const form = document.querySelector(selector)?.getBoundingClientRect();
  return form && (form.bottom <= top("stBottom").top || form.top <= top("stHeader").bottom + 16);
}"""
_IS_AT_TOP = """words => [...document.querySelectorAll("h2")].some((one) => one.textContent === words
  && Math.abs(one.getBoundingClientRect().top - 96) < 40)"""
_NOWHERE = "How many goals did Brazil score at the 1970 World Cup final in Mexico City?"


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the answer to this question too."""
    before = page.get_by_text("answered by").count()
    page.get_by_placeholder("Ask the archive").fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_text("answered by")).to_have_count(before + 1, timeout=240_000)


def statements(page: Page) -> list[str]:
    settled(page)
    return page.get_by_test_id("stText").all_text_contents()


def test_each_of_three_citations_opens_the_words_that_are_shown(app: App, page: Page) -> None:
    page.goto(app.url)
    ask(page, _QUESTION)
    shown = statements(page)
    assert len(shown) >= 3

    for at in range(3):
        page.get_by_role("button", name="[1]").nth(at).click()
        expect(page.locator("mark").first).to_have_text(re.compile(re.escape(shown[at][:40])))
        assert "".join(page.locator("mark").all_text_contents()) == shown[at]
    expect(page.get_by_test_id("stText")).to_have_text(shown)  # the answer stays beside the article
    expect(page.get_by_role("heading", name="Iraq wants armed factions")).to_be_visible()

    page.reload()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.get_by_test_id("stText")).to_have_text(shown)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390)])
def test_in_a_small_window_articles_and_forms_lie_where_the_person_looks(
    app: App, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(app.url)
    ask(page, _QUESTION)
    citation = page.get_by_role("button", name="[1]").nth(1)

    citation.click()

    expect(page.locator("mark").first).to_be_in_viewport()
    expect(page.get_by_role("button", name="Close")).to_be_in_viewport()
    page.get_by_role("button", name="Close").click()
    expect(citation).to_be_in_viewport()

    for name in ("Report a citation", "Add to briefing"):
        page.get_by_role("button", name=name).click()
        page.wait_for_function(_FORM_IS_SEEN, arg=f'[class*="st-key-{_FORMS[name]}"]')


def test_the_ways_back_and_forward_close_and_open_the_article_and_the_conversation(
    app: App, page: Page
) -> None:
    page.goto(app.url)
    ask(page, _QUESTION)
    page.get_by_role("button", name="[1]").first.click()
    expect(page.locator("mark").first).to_be_visible()

    page.go_back()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.get_by_text("answered by")).to_have_count(1)
    page.go_forward()
    expect(page.locator("mark").first).to_be_visible()
    page.go_back()
    expect(page.locator("mark")).to_have_count(0)
    page.go_back()
    expect(page.get_by_text("answered by")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/$"))
    page.go_forward()
    expect(page.get_by_role("heading", name=_QUESTION)).to_be_visible()


def test_what_opens_an_article_stays_in_its_place_and_gets_the_focus_back(app: App, page: Page) -> None:
    page.goto(app.url)
    ask(page, _QUESTION)
    ask(page, _BRIDGE)
    citation = page.locator('[class*="st-key-cite-2-"] button').locator("visible=true").last

    for at in range(2):
        if at:  # the page goes and comes, and it stays so
            page.get_by_role("link", name="Timeline").click()
            expect(page.get_by_role("heading", level=1)).not_to_have_text("Dateline")
            page.get_by_role("link", name="Chat").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Dateline")
        citation.scroll_into_view_if_needed()
        settled(page)
        place = citation.bounding_box()["y"]
        citation.focus()
        page.keyboard.press("Enter")
        expect(page.locator("mark").first).to_be_visible()
        expect(page.get_by_role("region", name="Article:")).to_be_focused()
        settled(page)
        assert abs(citation.bounding_box()["y"] - place) < 5
        page.keyboard.press("Escape")

        expect(page.locator("mark")).to_have_count(0)
        expect(citation).to_be_focused()
        settled(page)
        assert abs(citation.bounding_box()["y"] - place) < 5


def test_what_a_page_showed_is_there_when_one_comes_back_by_the_menu(app: App, page: Page) -> None:
    page.goto(f"{app.url}/?outlet=Sevrin+Courier")
    ask(page, _BRIDGE)
    page.get_by_role("link", name="Articles").click()
    page.get_by_label("Search the articles").fill("bridge")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/articles[?]words=bridge$"))

    page.get_by_role("link", name="Chat").click()
    expect(page.get_by_role("heading", name=_BRIDGE)).to_be_visible()
    expect(page.get_by_role("button", name="Outlet: Sevrin Courier")).to_be_visible()
    page.get_by_role("link", name="Articles").click()
    expect(page.get_by_label("Search the articles")).to_have_value("bridge")
    expect(page).to_have_url(re.compile(r"/articles[?]words=bridge$"))


def test_a_follow_up_and_a_reload(app: App, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto(app.url)
    ask(page, _QUESTION)
    ask(page, "what about Khamenei?")
    understood = page.get_by_text("Understood as: What did Khamenei say about militias?")
    expect(understood).to_be_visible()
    page.wait_for_function(_IS_AT_TOP, arg="what about Khamenei?")
    expect(page).to_have_url(re.compile(r"[?]conversation=[0-9a-f]{12}$"))
    shown = statements(page)

    page.reload()

    expect(understood).to_be_visible()
    expect(page.get_by_test_id("stText")).to_have_text(shown)


def test_a_filter_is_a_chip_that_survives_a_reload_and_goes_at_a_click(app: App, page: Page) -> None:
    page.goto(app.url)
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Outlet").fill("Sevrin")
    page.get_by_role("option", name="Sevrin Courier").click()
    chip = page.get_by_role("button", name="Outlet: Sevrin Courier")
    expect(chip).to_be_visible()
    page.reload()
    expect(chip).to_be_visible()

    ask(page, _BRIDGE)
    expect(page.get_by_text("Outlet: Sevrin Courier").first).to_be_visible()
    chip.click()

    expect(chip).to_have_count(0)
    expect(page.get_by_test_id("stText").filter(has_text="Outlet: Sevrin Courier")).to_be_visible()


def test_taking_back_what_was_read_from_the_question(app: App, page: Page) -> None:
    page.goto(app.url)
    ask(page, _QUESTION)
    ask(page, _BRIDGE)
    page.get_by_role("button", name="Read from your question: February 2025").click()

    expect(page.get_by_role("button", name="Not applied: February 2025")).to_be_visible()
    expect(page.get_by_role("button", name="Read from your question")).to_have_count(0)
    expect(page.get_by_text("answered by")).to_have_count(2)
    expect(page.get_by_text("Fuad Hussein, ").first).to_be_visible()


def test_no_answer_where_the_archive_has_none(app: App, page: Page) -> None:
    page.goto(app.url)
    ask(page, _NOWHERE)
    expect(page.get_by_text("The archive holds").first).to_be_visible()
    expect(page.get_by_role("heading", name="Nearby in the archive")).to_be_visible()
    expect(page.get_by_role("button", name="[1]")).to_have_count(0)


def test_a_question_is_edited_and_its_answer_copied_with_its_citations(app: App, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=app.url)
    page.goto(app.url)
    ask(page, _NOWHERE)
    page.get_by_role("button", name="Edit the question").click()
    expect(page.get_by_label("Your question")).to_be_focused()
    expect(page.get_by_label("Your question")).to_be_in_viewport()
    page.get_by_label("Your question").fill(_QUESTION)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name=_QUESTION)).to_be_visible()
    citation = page.get_by_role("button", name=re.compile(r"^\[\d+\] Dateline sample")).first
    expect(citation).to_be_visible(timeout=60_000)
    number = re.findall(r"\[\d+\]", citation.text_content() or "")[0]

    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{_QUESTION}\n\nFuad Hussein, Iraq's Foreign Minister")
    for statement in statements(page):
        assert f"{statement} {number}" in copied
    assert f"\nSources\n{number} Dateline sample, “Iraq wants armed factions" in copied


def test_copying_where_the_browser_keeps_its_clipboard_to_itself(app: App, page: Page) -> None:
    """Over plain http a page has no clipboard; the text is copied as if by hand."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(app.url)
    ask(page, _QUESTION)

    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    box = page.get_by_placeholder("Ask the archive")
    box.click()
    page.keyboard.press("Control+V")
    expect(box).to_have_value(re.compile(r"Fuad Hussein.*\[1\] Dateline sample", re.DOTALL))


def test_conversations_are_renamed_searched_opened_and_removed(app: App, page: Page) -> None:
    page.goto(app.url)
    ask(page, _BRIDGE)
    side = page.get_by_test_id("stSidebar")
    side.get_by_text("Rename or remove this one").click()
    side.get_by_label("Name", exact=True).fill("Harbour crossing")
    page.keyboard.press("Enter")
    expect(side.get_by_role("button", name="Harbour crossing (open)")).to_be_visible()

    side.get_by_role("button", name="New conversation").click()
    expect(page.get_by_text("answered by")).to_have_count(0)
    side.get_by_label("Search names and questions").fill("CROSSING harb")
    page.keyboard.press("Enter")
    expect(side.get_by_role("button", name=_BRIDGE)).to_have_count(0)
    side.get_by_role("button", name="Harbour crossing", exact=True).click()
    expect(page.get_by_role("heading", name=_BRIDGE)).to_be_visible()

    side.get_by_text("Rename or remove this one").click()
    side.get_by_role("button", name="Remove …").click()
    side.get_by_role("button", name="Remove for good").click()
    expect(page.get_by_text("answered by")).to_have_count(0)
    expect(side.get_by_text("None has these words.")).to_be_visible()


def test_two_people_share_what_was_asked_and_nothing_else(app: App, page: Page, browser: Browser) -> None:
    question = f"What was reported about the helicopter by {date.today().year}?"  # noqa: DTZ011
    other = browser.new_context().new_page()
    try:
        page.goto(app.url)
        other.goto(app.url)
        ask(page, question)
        page.get_by_placeholder("Ask the archive").fill("a secret plan")
        other.get_by_role("button", name="New conversation").click()

        saved = other.get_by_test_id("stSidebar").get_by_role("button", name=question)
        expect(saved).to_be_visible()
        expect(other.get_by_text("answered by")).to_have_count(0)
        expect(other.get_by_placeholder("Ask the archive")).to_have_value("")
        saved.click()
        expect(other.get_by_text("answered by")).to_have_count(1)
        expect(other.get_by_test_id("stText")).to_have_text(statements(page))

        ask(other, "why?")
        expect(page.get_by_role("heading", name="why?")).to_be_visible()
        expect(page.get_by_placeholder("Ask the archive")).to_have_value("a secret plan")
        assert "a secret plan" not in other.content()
    finally:
        other.context.close()
