"""What a person does in the browser, as the browser tests share it."""

from playwright.sync_api import Page, expect


def ask(page: Page, question: str) -> None:
    page.get_by_placeholder("Ask the archive").fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_text("answered by").last).to_be_visible(timeout=120_000)
