"""A briefing of 12 statements from 9 invented articles, with hard names, headlines and scripts."""

import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pypandoc

from assistant.briefings.records import (
    Asked,
    Briefing,
    Cited,
    Composed,
    Fault,
    Heading,
    Item,
    Note,
    Place,
    Source,
)
from corpus.records import ArticleInfo, Filters, Span

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACCESSED = date(2026, 11, 26)
BEFORE = "The harbour council met on Monday."
AFTER = "The meeting ended before midnight."


def article(number: int, title: str, **known: Any) -> ArticleInfo:
    plain = {"outlet": "The Gazette", "author": None, "published": date(2025, 1, number), "url": None}
    return ArticleInfo(
        id=f"{number:016x}",
        external_id=None,
        title=title,
        added=NOON,
        sample=False,
        **{"version": 1, **plain, **known},
    )


ARTICLES = [
    article(
        1,
        "\"We will not move,\" minister says of the 'red line' & more",
        author="Ursula von der Leyen",
        url="https://gazette.example/a_b?x=1&y=2#z",
        language="en",
    ),
    article(
        2,
        "Deal 50% done: {braces} \\emph{x} <i>it</i> $5 #1 _u_ *b* [l](http://evil.example)",
        outlet="Times of Nowhere",
        author="By Ludwig van Beethoven, Charles de Gaulle and Tom Howell Jr.",
        url="https://times.example/deal;v=1",
        version=3,
        section="World",
    ),
    article(
        3,
        "Bridge opens",
        outlet="Harbour Post",
        author="Associated Press",
        published=None,
        url="https://h.example/3",
    ),
    article(4, "Mayor resigns", outlet="Evening Paper", author="Reuters Staff", page_starts=(0, 10)),
    article(5, "Переговоры «завершены»", outlet="Вестник", author="Анна Кузнецова", language="ru"),
    article(6, "العراق يرفض السلاح", outlet="الجريدة", author="محمد بن سلمان", language="ar"),
    article(7, "No outlet here", outlet=None, url="https://web.example/7"),
    article(
        8, "Ferry stops", outlet="Harbour Post", author="Jane Doe for Reuters", url="https://h.example/8"
    ),
    article(9, "A report from a drawer", outlet=None, published=None),
]
WORDS = [
    "“We will not allow it,” the minister said -- twice... at -5 degrees.",
    'He said "yes" & left; it\'s over.',
    "*b* _e_ [x](y) <b>bold</b> #eval(1) $x$ \\textbf{x} `code` ~~gone~~ &amp; :smile: [^1]",
    "1. A statement that begins as a list does",
    "Он сказал: «Нет».",
    'قال الوزير "لن نسمح" أمس.',
    "Plain words of the seventh.",
    "Plain words of the eighth.",
    "Plain words of the ninth.",
]


def source(number: int, **known: Any) -> Source:
    text = f"{BEFORE}\n\nIt went on. {WORDS[number - 1]} Nobody spoke.\n\n{AFTER}"
    return Source(number, ARTICLES[number - 1], text, ACCESSED, **known)


SOURCES = [
    source(1),
    source(2, notes=("Correction: an earlier version said nine.", "Credit: © Jo Poe")),
    source(3, copies=(ARTICLES[0], ARTICLES[7])),
    *map(source, range(4, 10)),
]


def place(number: int, words: str | None = None) -> Place:
    one, said = SOURCES[number - 1], words or WORDS[number - 1]
    start = one.text.index(said)
    return Place(one.article.id, one.article.version, Span(start, start + len(said)), said)


def statement(number: int, *others: int, **known: Any) -> Cited:
    places = (place(number), *map(place, others))
    return Cited(WORDS[number - 1], "extract", places, line=f"Speaker {number}, in print", **known)


ASKED = Asked(
    "What did <b>they</b> say?",
    date(2025, 1, 9),
    Filters(since=date(2025, 1, 1), outlet="The Gazette", inferred=("outlet",)),
    "quotes",
    generation=41,
)
ITEMS = [
    Heading("Key points *now*"),
    Note("A note of mine.\n\nIts second _paragraph_."),
    *(statement(number, by="quotes") for number in (1, 2, 3, 4)),
    Heading("Who said what", 2),
    *(statement(number) for number in (5, 6, 7, 8, 9)),
    statement(1, 3),
    statement(2, flags=("quotation-absent",)),
    statement(4, 4),
]
COMPOSED = Composed(
    Briefing(
        "b1",
        'The <harbour> & "its" briefing #1',
        NOON,
        NOON,
        tuple(
            Item(number, body, ASKED if isinstance(body, Cited) and number < 7 else None)
            for number, body in enumerate(ITEMS, start=1)
        ),
    ),
    tuple(SOURCES),
    (
        Fault(4, "corrected", "[2] was corrected on 21 November 2026."),
        Fault(9, "removed", "[6] was removed."),
    ),
    42,
)
STATEMENTS = [body for body in ITEMS if isinstance(body, Cited)]
PAIRS = [(item.id, number) for item in COMPOSED.briefing.items for number in COMPOSED.numbers(item)]
"""Each citation: the item and the number of the source."""


def of(*words: str, **known: Any) -> Composed:
    """Return a briefing of statements over one article that holds them all."""
    text = "\n\n".join(words)
    starts = [text.index(one) for one in words]
    info = article(1, "A headline", **known)
    places = [
        Place(info.id, info.version, Span(at, at + len(one)), one)
        for at, one in zip(starts, words, strict=True)
    ]
    items = [
        Item(number, Cited(one, "extract", (where,)))
        for number, (one, where) in enumerate(zip(words, places, strict=True), start=1)
    ]
    return Composed(Briefing("b", "T", NOON, NOON, tuple(items)), (Source(1, info, text, ACCESSED),), (), 1)


def with_article(**known: Any) -> Composed:
    """Return a briefing of one statement whose article is known so."""
    made = of("Words that stand.")
    info = replace(made.sources[0].article, **known)
    return replace(made, sources=(replace(made.sources[0], article=info),))


def pandoc(given: bytes, *arguments: str) -> bytes:
    """Run pandoc, apart from our own way of running it."""
    return subprocess.run(
        [pypandoc.get_pandoc_path(), *arguments], input=given, capture_output=True, check=True
    ).stdout


def tree(given: bytes, reader: str) -> list[dict[str, Any]]:
    return json.loads(pandoc(given, "-f", reader, "-t", "json"))["blocks"]


def shown(inlines: Any, *, notes: bool = False) -> str:
    """Return the words of inlines as they are read; what is no text shows as its kind, marks are left out."""
    if isinstance(inlines, list):
        return "".join(shown(one, notes=notes) for one in inlines)
    match inlines["t"], inlines.get("c"):
        case "Str", words:
            return words
        case "Space" | "SoftBreak", _:
            return " "
        case "Superscript", _:
            return ""
        case "Note", inside:
            return shown([one for block in inside for one in block["c"]]) if notes else ""
        case (("Link" | "Span"), [_, inside, *_]):
            return shown(inside, notes=notes)
        case (("Emph" | "Strong" | "Underline"), inside):
            return shown(inside, notes=notes)
    return f"<{inlines['t']}>"


def paragraphs(blocks: Any) -> Iterator[str]:
    """Yield the words of every paragraph, notes left out."""
    for block in blocks:
        match block["t"], block.get("c"):
            case (("Para" | "Plain"), inside):
                yield shown(inside).strip()
            case "Header", [_, _, inside]:
                yield shown(inside)
            case "BlockQuote", inside:
                yield from paragraphs(inside)
            case "Div", [_, inside]:
                yield from paragraphs(inside)
            case kind, _:
                yield f"<{kind}>"


def notes_in(tree: Any) -> Iterator[str]:
    """Yield the words of every note in a tree."""
    if isinstance(tree, list):
        for one in tree:
            yield from notes_in(one)
    elif isinstance(tree, dict):
        if tree.get("t") == "Note":
            yield shown(tree, notes=True)
        else:
            yield from notes_in(tree.get("c"))


def pdf_pages(made: bytes) -> list[str]:
    """Return the words of each page of a PDF, its lines folded."""
    from pypdf import PdfReader

    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]
