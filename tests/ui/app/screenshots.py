"""The README's pictures: every page, light and dark, wide and narrow. `make screenshots` runs this.

python -m tests.ui.app.screenshots FOLDER [SCENE...]
"""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.ui.app.browsing import chromium, settled
from tests.ui.app.scenes import shown
from tests.ui.app.serving import Server

_SCENES = ("chat", "articles", "article", "timeline", "briefing", "upload", "status")
_SIZES = {"wide": (1280, 900), "narrow": (390, 844)}
_COLOURS = 128  # of a picture's palette: a page has few, and a picture stays below 200 kB


def main(folder: Path, *scenes: str) -> None:
    """Take the pictures into ``folder``, of some scenes or of all."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        Server(Path(home) / "home", "--sample") as server,
        chromium() as browser,
    ):
        for scene in scenes or _SCENES:
            page = browser.new_page()
            page.set_default_timeout(60_000)
            shown(page, server.url, scene)
            for width, scheme in [(width, scheme) for width in _SIZES for scheme in ("light", "dark")]:
                _set(page, width, scheme)
                _keep(page.screenshot(), folder / f"{scene}-{scheme}-{width}.png")
            page.close()


def _set(page: Page, width: str, scheme: str) -> None:
    wide, high = _SIZES[width]
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": wide, "height": high})
    page.reload()  # every page comes back; charts take the scheme's colours
    settled(page)
    page.wait_for_timeout(1_500)  # milliseconds: charts are drawn
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    page.wait_for_timeout(500)


def _keep(picture: bytes, file: Path) -> None:
    image = Image.open(BytesIO(picture)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    image.save(file, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
