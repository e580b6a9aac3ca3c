"""The keyboard reaches everything, in a sensible order, and one sees where it is."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.app.scenes import shown
from tests.ui.conftest import App

_FOCUSED = """() => {
  let one = document.activeElement;
  while (one && one.shadowRoot && one.shadowRoot.activeElement) one = one.shadowRoot.activeElement;
  if (one === document.body) return ["", true];  // round once
  const name = one.getAttribute("aria-label") || one.innerText || one.placeholder || one.tagName;
  const seen = [one, one.parentElement, one.parentElement && one.parentElement.parentElement].filter(Boolean);
  const style = seen.map(each => getComputedStyle(each));
  return [name.trim().split("\\n").pop(), one.tagName === "INPUT" || one.tagName === "TEXTAREA"
    || style.some(each => parseFloat(each.outlineWidth) > 0 && each.outlineStyle !== "none")];
}"""


def reached(page: Page, most: int) -> list[tuple[str, bool]]:
    """Press Tab so often; return what was reached, and whether one sees that it has the focus."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        page.wait_for_timeout(250)  # milliseconds: outlines come over time
        name, is_seen = page.evaluate(_FOCUSED)
        found.append((name, is_seen))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tab_goes_through_the_menu_to_the_question(app: App, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shown(page, app.url, "chat-begins")
    page.locator("body").press("Home")

    found = reached(page, 24)

    names = [name for name, _ in found]
    order = [names.index(name) for name in ("Chat", "Articles", "Timeline", "Upload", "Status")]
    assert order == sorted(order)
    assert names.index("Ask the archive") > order[-1]
    assert not [name for name, is_seen in found if not is_seen]


def test_a_citation_is_opened_and_closed_by_the_keyboard(app: App, page: Page) -> None:
    shown(page, app.url, "chat-begins")
    page.get_by_placeholder("Ask the archive").focus()
    page.keyboard.type("What did Iraq say about militias?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("answered by").last).to_be_visible(timeout=120_000)

    page.get_by_role("button", name="[1]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_count(0)
