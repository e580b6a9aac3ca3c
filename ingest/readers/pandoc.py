"""Pandoc's document (its JSON form) into paragraphs, notes and what its styles mark.

The form is that of pandoc-types 1.23: blocks and inlines are ``{"t": kind, "c": contents}``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from corpus.errors import UnreadableInput
from ingest.readers.text import is_header

_INLINES = {"Emph", "Underline", "Strong", "Superscript", "Subscript", "SmallCaps"}
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}


@dataclass(frozen=True, slots=True)
class Document:
    """What stands in a document: paragraphs, footnotes, and what its styles mark as title, author and day."""

    paragraphs: list[str]
    notes: list[str]
    marked: dict[str, str]
    """By Draft's field names; not among the paragraphs."""

    def called(self, title: str) -> "Document":
        """Return the document under this title; what stood as one becomes the first paragraph."""
        heading = self.marked.get("title")
        above = [heading] if heading and heading.casefold() != title.casefold() else []
        return replace(self, paragraphs=[*above, *self.paragraphs], marked={**self.marked, "title": title})


def document_of(tree: Any, *, styled: bool) -> Document:
    """Return what stands in pandoc's ``tree``. Raises UnreadableInput where it is nested too deeply.

    ``styled``: the tree's metadata are paragraphs that the document marks so (.docx), not properties.
    """
    notes: list[str] = []
    try:
        meta = {name: list(_meta(value, notes)) for name, value in tree["meta"].items() if styled}
        found = list(_paragraphs(tree["blocks"], notes))
    except RecursionError as error:
        raise UnreadableInput("The document is nested too deeply. Save it as plain text.") from error
    marked = {
        "title": " ".join(meta.get("title", [])),
        "author": ", ".join(meta.get("author", [])),
        "published": " ".join(meta.get("date", [])),
    }
    first = next((place for place, (_, text) in enumerate(found) if not is_header(text)), -1)
    if first >= 0 and found[first][0] == 1:
        top = found[first][1]
        if marked["title"].casefold() in ("", top.casefold()):
            marked["title"] = found.pop(first)[1]
    return Document(
        [*meta.get("subtitle", []), *(text for _, text in found)],
        notes,
        {field: words for field, words in marked.items() if words},
    )


def _meta(value: Any, notes: list[str]) -> Iterator[str]:
    kind, contents = value["t"], value.get("c")
    match kind:
        case "MetaInlines":
            yield _line(contents, notes)
        case "MetaString":
            yield contents
        case "MetaList":
            for one in contents:
                yield from _meta(one, notes)
        case "MetaBlocks":
            yield from (text for _, text in _paragraphs(contents, notes))


def _paragraphs(blocks: list[Any], notes: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each paragraph that is not empty, with its level where it is a heading, else 0."""
    for block in blocks:
        kind, contents = block["t"], block.get("c")
        match kind:
            case "Para" | "Plain":
                yield from _unless_empty(0, _line(contents, notes))
            case "Header":
                yield from _unless_empty(contents[0], _line(contents[2], notes))
            case "LineBlock":
                yield from _unless_empty(0, "\n".join(_line(line, notes) for line in contents))
            case "CodeBlock":
                yield from _unless_empty(0, contents[1].strip("\n"))
            case "BlockQuote" | "Div":
                yield from _paragraphs(contents[1] if kind == "Div" else contents, notes)
            case "BulletList" | "OrderedList" | "DefinitionList":
                for item in contents[1] if kind == "OrderedList" else contents:
                    yield from _item(item, notes, defined=kind == "DefinitionList")
            case "Table":
                yield from _table(contents, notes)


def _item(item: list[Any], notes: list[str], *, defined: bool) -> Iterator[tuple[int, str]]:
    if not defined:
        yield from _paragraphs(item, notes)
        return
    yield from _unless_empty(0, _line(item[0], notes))
    for meaning in item[1]:
        yield from _paragraphs(meaning, notes)


def _table(contents: list[Any], notes: list[str]) -> Iterator[tuple[int, str]]:
    """Yield a table's rows, cells apart; a row whose cells hold several paragraphs is layout, no table."""
    _, _, _, head, bodies, foot = contents
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    for _, cells in rows:
        found = [[text for _, text in _paragraphs(cell[4], notes)] for cell in cells]
        if all(len(texts) <= 1 for texts in found):
            yield from _unless_empty(0, " | ".join(text for texts in found for text in texts))
        else:
            yield from ((0, text) for texts in found for text in texts)


def _unless_empty(level: int, text: str) -> Iterator[tuple[int, str]]:
    if text.strip():
        yield level, text.strip()


def _line(inlines: list[Any], notes: list[str]) -> str:
    return "".join(_inline(inline, notes) for inline in inlines)


def _inline(inline: Any, notes: list[str]) -> str:
    """Return the words of an inline. What is struck out was taken back, and is left out."""
    kind, contents = inline["t"], inline.get("c")
    match kind:
        case "Str":
            words = str(contents)
        case "Space" | "SoftBreak":
            words = " "
        case "LineBreak":
            words = "\n"
        case "Code" | "Math":
            words = str(contents[1])
        case "Quoted":
            marks = _QUOTES[contents[0]["t"]]
            words = marks[0] + _line(contents[1], notes) + marks[1]
        case "Cite" | "Link" | "Span":
            words = _line(contents[1], notes)
        case "Note":
            notes.append(" ".join(text for _, text in _paragraphs(contents, notes)))
            words = ""
        case _:
            words = _line(contents, notes) if kind in _INLINES else ""
    return words
