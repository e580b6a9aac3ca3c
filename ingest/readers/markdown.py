"""Markdown: front matter (YAML or TOML), a first heading, and the text without its markup."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

import yaml
from markdown_it import MarkdownIt

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers.decoding import decode
from ingest.readers.fields import NAMES, draft_of, hold_to_one_text, plain_name
from ingest.readers.saying import because
from ingest.readers.text import title_from_name

_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n(.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[^\S\n]*\n(.*?)^\+\+\+[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_DOTTED = re.compile(r"(?<![\w-])(?:[\w-]++\s*+\.\s*+){50}")
_LONGEST_FRONT = 100_000  # characters; YAML's parser takes some six seconds for a million
_EMPTY = ("", "~", "null", "Null", "NULL")  # how YAML writes that there is nothing


def read(data: bytes, name: str) -> Draft:
    """Read one article. Raises UnreadableInput where it or its front matter is too long or broken."""
    hold_to_one_text(data)
    text = decode(data).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text) or _TOML.match(text)
    fields = _front_matter(front[1], _of_toml if front.re is _TOML else _of_yaml) if front else {}
    heading, body = _plain(text[front.end() :] if front else text)
    title = fields.get("title") or heading or title_from_name(name)
    text = body if title == heading or not heading else f"{heading}\n\n{body}"
    return draft_of(fields, text, title, dated_by="front matter")


def _front_matter(text: str, values_of: Callable[[str], Any]) -> dict[str, str]:
    """Return what the front matter says, by Draft's field names; of two names of one field, the better.

    Raises UnreadableInput where it is far too long, or no mapping.
    """
    if len(text) > _LONGEST_FRONT:
        raise UnreadableInput(
            f"The front matter is longer than {_LONGEST_FRONT:,} characters. Mend or remove it."
        )
    fields = values_of(text)
    if not isinstance(fields, dict):
        raise UnreadableInput('The front matter holds no "key: value" lines. Mend or remove it.')
    given = {plain_name(str(key)): _words(value) for key, value in fields.items()}
    found = {field: next(filter(None, map(given.get, names)), None) for field, names in NAMES.items()}
    return {field: words for field, words in found.items() if words}


def _of_yaml(text: str) -> Any:
    """Return the values as they are written: a day that cannot be is no reason to refuse an article."""
    try:
        return yaml.load(text, yaml.BaseLoader)  # noqa: S506  # makes strings, lists and mappings alone
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = because(error)
        if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
            said = because(f"line {error.problem_mark.line + 2}: {error.problem}")  # after the first ---
        raise UnreadableInput(
            f"The front matter is not valid YAML{said}. Mend or remove the part between the --- lines."
        ) from error


def _of_toml(text: str) -> dict[str, Any]:
    if _DOTTED.search(text):  # time and memory grow with the square of such a key
        raise UnreadableInput("The front matter's keys are nested too deeply. Mend or remove it.")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(
            f"The front matter is not valid TOML{because(error)}. Mend or remove the part between the +++ "
            "lines."
        ) from error


def _words(value: Any) -> str | None:
    if isinstance(value, list):  # what is nested deeper is no name, and may be endless
        value = ", ".join(str(item) for item in value if not isinstance(item, list | dict))
    return None if value is None or value in _EMPTY or isinstance(value, dict) else str(value)


def _plain(markdown: str) -> tuple[str | None, str]:
    """Return the first top heading and the text of the other blocks, a blank line between them."""
    heading: str | None = None
    blocks: list[str] = []
    tokens = MarkdownIt("commonmark").parse(markdown)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type in ("fence", "code_block"):
            blocks.append(token.content.strip("\n"))
        if token.type != "inline":
            continue
        text = "".join(_inline(child) for child in token.children or ()).strip()
        if before is not None and before.tag == "h1" and heading is None and not blocks:
            heading = text
        elif text:
            blocks.append(text)
    return heading, "\n\n".join(blocks)


def _inline(token: Any) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n" if token.type == "hardbreak" else " "
    return token.content if token.type in ("text", "code_inline", "text_special") else ""
