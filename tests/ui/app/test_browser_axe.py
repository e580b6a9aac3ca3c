"""Everybody can use every page: axe finds nothing serious or critical, and a narrow window holds it."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.ui.app.axe import violations
from tests.ui.app.scenes import SCENES, shown
from tests.ui.conftest import App

_WIDTHS = (1280, 390)
_SCHEMES = ("light", "dark")


@pytest.mark.parametrize("scene", SCENES)
def test_everybody_can_use_the_page(app: App, page: Page, scene: str) -> None:
    shown(page, app.url, scene)

    levels = page.eval_on_selector_all("h1, h2, h3, h4, h5, h6", "all => all.map(one => +one.tagName[1])")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    found = []
    for width in _WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in _SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(300)  # milliseconds: colours and widths change over time
            found += [f"{scheme}, {width} px: {line}" for line in violations(page)]
    assert not found, "\n".join(found)
    for scroller in ("html", "main"):
        assert page.locator(scroller).first.evaluate("one => one.scrollWidth - innerWidth") <= 1, scroller
