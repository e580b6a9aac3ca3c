"""What the tests of the pages share: how a page is drawn as Streamlit runs it (AppTest), and read."""

from typing import Any

from streamlit.testing.v1 import AppTest

from tests.assistant.archive import article
from tests.waiting import until
from ui.app.chat.asking import desk

FERRY = article(
    "Night *ferry* [ends](https://evil.example) :red[now] $x$",
    "“The ferry to Tern Island stops at nine,” Ada Quill said.\n\nIslanders signed a petition.",
    "2025-03-01",
    outlet="The **Gazette** <b>",
    author="Nell `Garrity`",
    external_id="ferry-1",
    url="https://gazette.example/ferry",
)
SAMPLE = article("A sample", "The bank raised its rate by a quarter point.", "2025-02-01", sample=True)
QUESTION = "What did Ada Quill say about the ferry?"


def drawn(name: str, **address: str) -> AppTest:
    """Draw a page of the app by its module's name, as the address names it."""

    def script(name: str) -> None:
        import importlib

        importlib.import_module(f"ui.app.{name}.page").page()

    app = AppTest.from_function(script, default_timeout=60, args=(name,))
    for key, value in address.items():
        app.query_params[key] = value
    return run(app)


def chat(**address: str) -> AppTest:
    return drawn("chat", **address)


def upload() -> AppTest:
    return drawn("upload")


def run(app: Any) -> AppTest:
    shown = app.run()
    assert not shown.exception
    return shown


def asked(app: AppTest, question: str = QUESTION) -> AppTest:
    """Ask, and wait until the page has what came of it."""
    return answered(run(app.chat_input[0].set_value(question)))


def answered(app: AppTest) -> AppTest:
    """Wait until every question has its answer, and draw the page."""
    named = app.query_params["conversation"]
    conversation = named if isinstance(named, str) else named[0]
    until(lambda: not desk().answering(conversation))
    return run(app)


def clicked(app: AppTest, key: str) -> AppTest:
    """Click a button that asks again, and wait for the answer."""
    return answered(run(the_button(app, key).click()))


def words(app: AppTest) -> str:
    """Return everything in words on the page, Markdown as it was given."""
    headings = (app.title, app.header, app.subheader)
    kinds = (app.markdown, app.text, app.caption, app.info, app.warning, app.error, *headings)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def narrowings(app: AppTest) -> list[str]:
    """Return the keys of the buttons for what was read from questions, in order."""
    return [button.key for button in app.button if (button.key or "").startswith(("read-", "without-"))]


def the_button(app: AppTest, key: str) -> Any:
    (found,) = [button for button in app.button if (button.key or "").startswith(key)]
    return found
