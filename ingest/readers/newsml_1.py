"""NewsML 1.x, which older archives are kept in: the same facts as in NewsML-G2 under other names."""

import re
from collections.abc import Iterator

from ingest.readers import nitf
from ingest.readers.fragments import html_paragraphs
from ingest.readers.wire import Item, plain_paragraphs
from ingest.readers.xml import (
    Element,
    attribute,
    find,
    find_all,
    name_of,
    paragraphs,
    text_of,
    texts,
)

_TEXT_MEDIA = ("", "text", "complexdata", "comtex")
_MARKED_UP = re.compile(r"<(?:p|br|div|html)\b", re.IGNORECASE)


def items(root: Element) -> Iterator[Item]:
    """Yield what each NewsItem with text says of itself."""
    for one in root.iter("{*}NewsItem"):
        item = _described(one)
        if item.paragraphs or (item.status or "").lower() in ("canceled", "cancelled"):
            yield item


def _described(item: Element) -> Item:
    identity = find(item, "Identification", "NewsIdentifier")
    management = find(item, "NewsManagement")
    lines = _first(item, "NewsLines")
    administration = _first(item, "AdministrativeMetadata")
    description = _first(item, "DescriptiveMetadata")
    created = text_of(find(management, "FirstCreated"))
    status = attribute(find(management, "Status"), "FormalName") or ""
    ends = text_of(find(management, "StatusWillChange", "DateAndTime"))
    said = Item(
        headlines=[
            *texts(lines, "HeadLine"),
            *texts(item, "Identification", "NameLabel"),
            *texts(lines, "SlugLine"),
            *texts(lines, "SubHeadLine"),
        ],
        dateline=text_of(find(lines, "DateLine")),
        external_id=_identifier(identity),
        outlets=_parties(administration, "Provider") or texts(identity, "ProviderId"),
        agencies=_parties(administration, "Source"),
        author=", ".join(texts(lines, "ByLine")) or None,
        created=created or text_of(find(identity, "DateId")),
        changed=text_of(find(management, "ThisRevisionCreated")),
        embargoed=ends if status.lower() in ("embargoed", "withheld") else None,
        dated_by="first created" if created else "identifier" if identity is not None else None,
        section=_subject(description),
        language=attribute(find(description, "Language"), "FormalName") or attribute(item, "lang"),
        credit=text_of(find(lines, "CreditLine")) or text_of(find(lines, "CopyrightLine")),
        usage=text_of(find(lines, "RightsLine")) or text_of(_first(item, "UsageRights")),
        status=status,
        notes=[text for note in item.iter("{*}Instruction", "{*}Comment") if (text := text_of(note))],
        corrects="correct" in (attribute(find(management, "NewsItemType"), "FormalName") or "").lower(),
    )
    return said.or_else(_content(item))


def _content(item: Element) -> Item:
    for content in item.iter("{*}ContentItem"):
        medium = attribute(find(content, "MediaType"), "FormalName") or ""
        data = find(content, "DataContent")
        if medium.lower() not in _TEXT_MEDIA or data is None or find(content, "Encoding") is not None:
            continue
        for inner in data:
            if name_of(inner) == "nitf":
                return nitf.described(inner)
        text = "".join(data.itertext())
        found = (
            paragraphs(data) if len(data) else html_paragraphs(text) if _MARKED_UP.search(text) else
            plain_paragraphs(text)
        )  # fmt: skip
        if found:
            return Item(paragraphs=found)
    return Item()


def _identifier(identity: Element | None) -> str | None:
    """Return the identifier of the item, not of its revision: that changes with every one."""
    parts = [text_of(find(identity, part)) for part in ("ProviderId", "DateId", "NewsItemId")]
    if all(parts):
        return "urn:newsml:" + ":".join(part or "" for part in parts)
    return text_of(find(identity, "PublicIdentifier"))


def _parties(administration: Element | None, role: str) -> list[str]:
    return [
        name
        for party in find_all(administration, role, "Party")
        if (name := attribute(party, "FormalName") or text_of(party))
    ]


def _subject(description: Element | None) -> str | None:
    for code in find_all(description, "SubjectCode"):
        for kind in ("Subject", "SubjectMatter", "SubjectDetail"):
            if name := attribute(find(code, kind), "FormalName"):
                return name
    return None


def _first(item: Element, name: str) -> Element | None:
    return next(item.iter("{*}" + name), None)
