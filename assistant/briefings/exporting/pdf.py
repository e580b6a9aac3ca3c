"""PDF: the tree becomes Typst by pandoc, every text in it a string literal, and Typst sets the pages."""

import re
from pathlib import Path
from typing import Any

from assistant.briefings.exporting.fonts import families, found_in, turned, upright
from assistant.briefings.exporting.pandoc import Block, convert, document, rewritten
from corpus.errors import BadExport

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def pdf(blocks: list[Block], title: str, day: str, footer: str, fonts: Path | None) -> bytes:
    """Return a PDF with live links. ``fonts`` is a folder of fonts beside those that Typst brings.

    Raises BadExport where a character has no font, or the pages cannot be set.
    """
    import typst

    source, inputs = typst_source(blocks, title, day, footer, fonts)
    try:
        return bytes(typst.compile(source, format="pdf", sys_inputs=inputs, **found_in(fonts)))
    except typst.TypstError as error:
        raise BadExport(f"The PDF cannot be set ({error}). Export DOCX or HTML, and report this.") from error


def typst_source(
    blocks: list[Block], title: str, day: str, footer: str, fonts: Path | None
) -> tuple[bytes, dict[str, str]]:
    """Return what Typst sets, and its inputs. Raises BadExport where a character has no font."""
    body = convert(document(rewritten(blocks, _literally)), "typst-smart").decode()
    look = (Path(__file__).with_name("styles") / "briefing.typ").read_text(encoding="utf-8")
    return f"{look}\n{body}".encode(), {
        "title": title,
        "day": day,
        "footer": footer,
        "families": families(fonts),
        "upright": upright(body + title + day + footer, fonts),
        "turned": turned(body + title + day + footer, fonts),
    }


def _literally(one: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return an element of the tree with its text as Typst strings, in which nothing is markup."""
    match one:
        case {"t": "Str", "c": str(words)}:
            return [_raw(f"#{string(words)};")]
        case {"t": "Span", "c": [_, inside]} | {"t": "BlockQuote", "c": inside}:
            return list(inside)
        case {"t": "Link", "c": [[name, *_], inside, [target, _]]}:
            to = f"<{target[1:]}>" if target.startswith("#") else string(target)
            return [_raw(f"#link({to})["), *inside, _raw(f"]{f'<{name}>' if name else ''}")]
        case {"t": "Div", "c": [[name, [kind, *_], keys], inside]}:
            return [
                _raw(f"#{kind.replace('context', 'context_')}{_arguments(dict(keys))}[", "RawBlock"),
                *inside,
                _raw(f"] {f'<{name}>' if name else ''}", "RawBlock"),
            ]
    return None


def _arguments(keys: dict[str, str]) -> str:
    lang = keys.get("lang", "")
    said = [
        f'lang: "{lang}"' if _LANGUAGE.fullmatch(lang) else "",
        "dir: rtl" if keys.get("dir") == "rtl" else "",
    ]
    return f"({', '.join(filter(None, said))})" if any(said) else ""


def string(words: str) -> str:
    """Return words as a string of Typst's: in it only quotation marks and backslashes mean anything."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _raw(source: str, kind: str = "RawInline") -> dict[str, Any]:
    return {"t": kind, "c": ["typst", source]}
