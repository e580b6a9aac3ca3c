"""Whatever characters a quotation has, reading an export back gives exactly its words."""

import json
import re
import unicodedata

import pytest
import typst
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.briefings.exporting import rendered
from assistant.briefings.exporting.pdf import string
from tests.assistant.briefings.exporting.example import of, paragraphs, pdf_pages, tree

MARKUP = [
    *(
        "*",
        "_",
        "**",
        "~~",
        "~",
        "^",
        "`",
        "```",
        "[",
        "]",
        "<",
        ">",
        "#",
        "$",
        "$$",
        "\\",
        "|",
        "--",
        "---",
        "...",
    ),
    *(
        "'",
        '"',
        "“",
        "&amp;",
        "&lt;",
        "&#65;",
        "<b>",
        "</p>",
        "<!-- x -->",
        "1.",
        "(a)",
        "A.",
        "-",
        "+",
        "=",
        "==",
        "/",
    ),
    *(
        ":smile:",
        "[^1]",
        "[^1]: x",
        "http://a.example/b?c=d&e",
        "www.a.example",
        "a@b.example",
        "@x",
        "//",
        "/*",
        "*/",
    ),
    *(
        '#eval("1")',
        '#"x";',
        "\\textbf{x}",
        "{{x}}",
        "{=html}",
        "::: {.x}",
        "<script>x</script>",
        "![x](y)",
        "[x](y)",
    ),
    *(
        "- [ ] x",
        "***",
        "| a |",
        "\\(x\\)",
        "x_y_z",
        "2*3*4",
        "H~2~O",
        "^[note]",
        "{#id .c k=v}",
        "\t",
        "\n",
        "\r\n",
    ),
    *(
        "\x00",
        "\x01",
        "\x0b",
        "\x1f",
        "\u200b",
        "\u200d",
        "\u202e",
        "\ufeff",
        "\xad",
        "\u2011",
        "\ufffe",
        "\ud800",
    ),
    *("\u2028", "\xa0", "é", "e\u0301", "ه", "北", "😀", "\U000f0000", "words", "of", "this"),
]
PIECES = st.one_of(st.sampled_from(MARKUP), st.text(max_size=4), st.just(" "))
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map("".join)
# What no file can hold, or nobody reads: control characters, halves of characters, what is no character in
# XML, soft hyphens, and the signs that turn words around. Those that are taken back may stand in a file.
GONE = re.compile("[\xad\ufffe\uffff]")
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def words_of(text: str) -> str:
    kept = [
        " " if one.isspace() else one
        for one in TURNS.sub("", GONE.sub("", text))
        if one.isspace() or unicodedata.category(one) not in ("Cc", "Cs")
    ]
    return " ".join("".join(kept).split())


def checked(*texts: str) -> list[str]:
    """Return the different texts that have words, so that each stands in the briefing once."""
    return list({words_of(one): one for one in texts if words_of(one)}.values())


@pytest.mark.parametrize(
    ("kind", "readers"),
    [
        ("docx", ["docx"]),
        ("odt", ["odt"]),
        ("html", ["html"]),
        ("md", ["gfm", "markdown-smart", "commonmark_x-smart"]),
    ],
)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@example(texts=MARKUP)
@given(texts=st.lists(TEXTS, min_size=1, max_size=30))
def test_reading_back_gives_the_words(kind: str, readers: list[str], texts: list[str]) -> None:
    texts = checked(*texts)
    if not texts:
        return
    made = rendered(of(*texts), kind, appendix=False)

    for reader in readers:
        found = [composed(one) for one in paragraphs(tree(made, reader))]
        for one in texts:
            assert composed(words_of(one)) in found, (reader, one)


def composed(words: str) -> str:
    """Return words as readers of Markdown give them, without turning signs; the file has both."""
    return " ".join(unicodedata.normalize("NFC", TURNS.sub("", words)).split())


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@example(texts=MARKUP)
@given(texts=st.lists(TEXTS, min_size=1, max_size=30))
def test_plain_text_holds_the_words(texts: list[str]) -> None:
    texts = checked(*texts)
    if not texts:
        return
    file = TURNS.sub("", rendered(of(*texts), "txt", appendix=False).decode())
    lines = [" ".join(line.split()) for line in file.split("\n")]

    for one in texts:
        assert any(line.startswith(words_of(one)) for line in lines), one


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@example(texts=[one for one in MARKUP if one.isascii()])
@given(
    texts=st.lists(
        st.lists(
            st.one_of(
                st.sampled_from([one for one in MARKUP if one.isascii()]),
                st.text("aé—“”'\" -.0ж", max_size=5),
            ),
            max_size=6,
        ).map("".join),
        min_size=1,
        max_size=20,
    )
)
def test_the_pdf_shows_the_words(texts: list[str]) -> None:
    texts = checked(*texts)
    if not texts:
        return
    # a page's words are extracted line by line: where a line ends is not known, so no spaces are compared
    pages = "".join("".join(pdf_pages(rendered(of(*texts), "pdf", appendix=False))).split())

    for one in texts:
        assert "".join(words_of(one).split()) in pages, one


@settings(max_examples=40, deadline=None)
@given(words=st.text())
def test_a_string_of_typst_is_the_string(words: str) -> None:
    words = words_of(words)

    assert json.loads(typst.Compiler().eval(string(words))) == words
