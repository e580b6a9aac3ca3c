"""Pandoc: its tree of a document, made of plain values, and running it.

What people and articles wrote goes into the tree as text and never through a parser of markup, so nothing in
it can become markup: there is nothing to escape. Pandoc runs in its sandbox: it reads what it is given and
nothing else, neither files nor the network.
"""

import json
import subprocess
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from assistant.briefings.exporting.words import one_line
from corpus.errors import BadExport

Inline = dict[str, Any]
Block = dict[str, Any]
_LONGEST = 120  # seconds for one run; a briefing of 200 items takes three
_MOST = "1g"  # of memory for one run; a briefing of 300 sources takes a quarter of it
_TOO_MUCH = 251  # how its runtime ends where that is not enough
Attr = list[Any]


class Failed(BadExport):
    """Pandoc could not. ``why`` is a sentence without what to do about it."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why} {remedy}")
        self.why = why


def attr(name: str = "", *classes: str, **keys: str) -> Attr:
    """Return attributes: an identifier, classes, and key-value pairs ("custom_style" is custom-style)."""
    return [name, list(classes), [[key.replace("_", "-"), value] for key, value in keys.items()]]


def text(words: str) -> list[Inline]:
    """Return words as they are, single spaces between them."""
    found: list[Inline] = []
    for word in one_line(words).split(" "):
        found += [{"t": "Space"}, {"t": "Str", "c": word}] if word else []
    return found[1:]


SPACE: Inline = {"t": "Space"}


def strong(inside: Sequence[Inline]) -> Inline:
    """Return inlines in bold."""
    return {"t": "Strong", "c": list(inside)}


def emph(inside: Sequence[Inline]) -> Inline:
    """Return inlines in italics."""
    return {"t": "Emph", "c": list(inside)}


def span(attributes: Attr, inside: Sequence[Inline]) -> Inline:
    """Return inlines with attributes."""
    return {"t": "Span", "c": [attributes, list(inside)]}


def link(target: str, inside: Sequence[Inline], attributes: Attr | None = None) -> Inline:
    """Return inlines that lead to an address, or with "#" before it to a place in the file."""
    return {"t": "Link", "c": [attributes or attr(), list(inside), [target, ""]]}


def note(inside: Sequence[Inline]) -> Inline:
    """Return a note of one paragraph."""
    return {"t": "Note", "c": [para(inside)]}


def superscript(inside: Sequence[Inline]) -> Inline:
    """Return inlines set high and small."""
    return {"t": "Superscript", "c": list(inside)}


def para(inside: Sequence[Inline]) -> Block:
    """Return a paragraph."""
    return {"t": "Para", "c": list(inside)}


def header(level: int, inside: Sequence[Inline], name: str = "") -> Block:
    """Return a heading."""
    return {"t": "Header", "c": [level, attr(name), list(inside)]}


def quoted(blocks: Sequence[Block]) -> Block:
    """Return blocks as a block quotation."""
    return {"t": "BlockQuote", "c": list(blocks)}


def div(attributes: Attr, blocks: Sequence[Block]) -> Block:
    """Return blocks with attributes."""
    return {"t": "Div", "c": [attributes, list(blocks)]}


def document(blocks: Sequence[Block], meta: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a whole tree."""
    return {"pandoc-api-version": _api(), "meta": meta or {}, "blocks": list(blocks)}


def meta_text(words: str) -> dict[str, Any]:
    """Return words as a value of a document's metadata."""
    return {"t": "MetaInlines", "c": text(words)}


def rewritten(tree: Any, rule: Callable[[dict[str, Any]], list[dict[str, Any]] | None]) -> Any:
    """Return a tree in which each element is what a rule makes of it, from the inside out; None leaves it."""
    if isinstance(tree, dict):
        return {key: rewritten(value, rule) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    found: list[Any] = []
    for one in tree:
        inner = rewritten(one, rule)
        made = rule(inner) if isinstance(inner, dict) and "t" in inner else None
        found += [inner] if made is None else made
    return found


def convert(source: dict[str, Any] | list[Any], to: str, *options: str, reading: str = "json") -> bytes:
    """Return a tree, or CSL-JSON items with ``reading`` "csljson", written in a format of pandoc's.

    Raises BadExport where pandoc cannot.
    """
    return _run(json.dumps(source).encode(), "-f", reading, "-t", to, "--wrap=none", "--sandbox", *options)


def _run(given: bytes, *arguments: str) -> bytes:
    import pypandoc

    try:
        # its path is the wheel's, its arguments are ours
        done = subprocess.run(  # noqa: S603
            [pypandoc.get_pandoc_path(), *arguments, "+RTS", f"-M{_MOST}", "-RTS"],
            check=False,
            input=given,
            capture_output=True,
            timeout=_LONGEST,
        )
    except OSError as error:
        raise BadExport(
            f"pandoc cannot be run ({error}). Install Dateline again: it comes with pypandoc_binary."
        ) from error
    except subprocess.TimeoutExpired as error:
        raise Failed("The export took too long.", "Export the briefing in parts.") from error
    if done.returncode == _TOO_MUCH:
        raise Failed("The export takes too much memory.", "Export the briefing in parts.")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise Failed(
            f"The document cannot be written; pandoc says: {said.rstrip('.')}.",
            "Try another style; if that fails too, report it.",
        )
    return done.stdout


@lru_cache(maxsize=1)
def _api() -> list[int]:
    """Return the version of the tree that this pandoc speaks."""
    version: list[int] = json.loads(_run(b"", "-f", "gfm", "-t", "json"))["pandoc-api-version"]
    return version
