"""The script that `dateline serve` starts."""

from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT


def test_the_script_that_serve_starts_runs() -> None:
    app = AppTest.from_file(str(ROOT / "ui" / "app" / "main.py"), default_timeout=60).run()

    assert not app.exception
    assert app.title[0].value == "Dateline"
