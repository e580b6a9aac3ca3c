"""Bibliographies: the sources alone, for a reference manager: CSL-JSON, BibTeX and RIS."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.briefings.exporting.items import CslItem
from assistant.briefings.exporting.pandoc import attr, convert, document, span, text

# What pandoc writes for LaTeX and no reader of bibliographies knows.
_KEPT = (
    (r"\\textbar(?:\{\}| |(?![a-z]))", "|"),
    (r"\\hspace\{0pt\}", "\u200b"),
    ("`", r"\\`{}"),
)
_RIS_TYPES = {"article-newspaper": "NEWS", "webpage": "ELEC"}


def as_csl_json(items: Sequence[CslItem]) -> bytes:
    """Return CSL-JSON, every value as it is known."""
    return f"{json.dumps(list(items), ensure_ascii=False, indent=2)}\n".encode()


def as_bibtex(items: Sequence[CslItem]) -> bytes:
    """Return BibTeX that BibLaTeX reads too, where it has days: it knows "date" and "urldate" beside "year".

    Titles are kept in their case, in braces.
    """
    references = {"t": "MetaList", "c": [_reference(item) for item in items]}
    made = convert(document([], {"references": references}), "bibtex").decode()
    for found, kept in _KEPT:
        made = re.sub(found, kept, made)
    made = re.sub(r"^(  author = .*) , (?=Jr|Sr|I|V)", r"\1, ", made, flags=re.M)
    known = {item["id"]: item for item in items}
    return re.sub(
        r"^@\w+\{(source-\d+),$", lambda head: _with_days(head, known[head[1]]), made, flags=re.M
    ).encode()


def _reference(item: CslItem) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in item.items():
        if key in ("id", "type", "URL"):
            found[key] = {"t": "MetaString", "c": value}
        elif key == "title":
            found[key] = {"t": "MetaInlines", "c": [span(attr("", "nocase"), text(value))]}
        elif key == "author":
            found[key] = {"t": "MetaList", "c": [_map(name) for name in value]}
        elif key in ("issued", "accessed"):
            day = [{"t": "MetaString", "c": str(part)} for part in value["date-parts"][0]]
            parts = {"t": "MetaList", "c": [{"t": "MetaList", "c": day}]}
            found[key] = {"t": "MetaMap", "c": {"date-parts": parts}}
        else:
            found[key] = {"t": "MetaInlines", "c": text(value)}
    return {"t": "MetaMap", "c": found}


def _map(name: dict[str, str]) -> dict[str, Any]:
    parts: dict[str, Any] = {key: {"t": "MetaInlines", "c": text(value)} for key, value in name.items()}
    if "suffix" in name:  # "Howell, Jr., Tom"
        parts["comma-suffix"] = {"t": "MetaBool", "c": True}
    return {"t": "MetaMap", "c": parts}


def _with_days(head: re.Match[str], item: CslItem) -> str:
    said = {
        "entrysubtype": "newspaper" if item["type"] == "article-newspaper" else "",
        "date": _iso(item.get("issued")),
        "urldate": _iso(item["accessed"]),
        "langid": item.get("language", "") if re.fullmatch(r"[a-z]{2,3}", item.get("language", "")) else "",
    }
    return "\n".join([head[0], *(f"  {key} = {{{value}}}," for key, value in said.items() if value)])


def as_ris(items: Sequence[CslItem]) -> bytes:
    """Return RIS: a newspaper article each, one value a line."""
    return "".join(f"{tag}  - {value}\r\n" for item in items for tag, value in _ris(item)).encode()


def _ris(item: CslItem) -> Iterator[tuple[str, str]]:
    yield "TY", _RIS_TYPES[item["type"]]
    yield "ID", item["id"]
    for name in item.get("author", ()):
        yield "AU", _ris_name(name)
    for tag, key in (("TI", "title"), ("T2", "container-title"), ("LA", "language"), ("SE", "section")):
        if key in item:
            yield tag, item[key]
    if "page" in item:
        yield "SP", item["page"]
    if "issued" in item:
        day = _iso(item["issued"])
        yield "PY", day[:4]
        yield "DA", f"{day.replace('-', '/')}/"
    if "URL" in item:
        yield "UR", item["URL"].replace(";", "%3B")  # which parts addresses here
    yield "Y2", f"{_iso(item['accessed']).replace('-', '/')}/"
    yield "N1", item["note"]
    yield "ER", ""


def _ris_name(name: dict[str, str]) -> str:
    """Return a name as RIS has it: "van Beethoven, Ludwig", "Howell, Tom, Jr."; a house's as it is."""
    if "literal" in name:
        return name["literal"]
    family = " ".join(filter(None, [name.get("non-dropping-particle"), name["family"]]))
    return ", ".join(filter(None, [family, name.get("given"), name.get("suffix")]))


def _iso(day: dict[str, list[list[int]]] | None) -> str:
    if not day:
        return ""
    year, month, number = day["date-parts"][0]
    return f"{year:04}-{month:02}-{number:02}"
