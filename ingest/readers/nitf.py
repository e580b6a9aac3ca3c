"""NITF 3.x, the XML in which agencies have sent text since the 1990s; with or without its namespace."""

from collections.abc import Iterator

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers.wire import Item, day, draft
from ingest.readers.xml import (
    Element,
    attribute,
    find,
    find_all,
    name_of,
    paragraphs,
    parse,
    root_name,
    text_of,
    texts,
)


def is_nitf(data: bytes) -> bool:
    """Tell whether ``data`` begins as an NITF document does."""
    return root_name(data) == "nitf"


def read(data: bytes, name: str) -> Iterator[tuple[str, Draft | BadArticle]]:
    """Yield the article. Raises UnreadableInput where ``data`` is no sound NITF."""
    root = parse(data)
    if name_of(root) != "nitf":
        raise UnreadableInput("This is no NITF document. Ask its sender which format it is.")
    yield "", draft(described(root), name)


def described(root: Element) -> Item:
    """Return what an ``nitf`` element says of its article: its head, its publication and its body."""
    data = find(root, "head", "docdata")
    publications = list(find_all(root, "head", "pubdata"))
    issue = attribute(find(data, "date.issue"), "norm")
    release = attribute(find(data, "date.release"), "norm")
    printed = _of(publications, "date.publication")
    created = printed or issue or release
    status = attribute(data, "management-status") or ""
    said = Item(
        external_id=attribute(find(data, "doc-id"), "id-string"),
        url=_url(publications),
        outlets=[
            *_named(_of(publications, "name")),
            *_organisations(find(root, "body", "body.head", "distributor")),
            *_named(attribute(find(data, "doc.copyright"), "holder")),
        ],
        agencies=[
            *_organisations(find(root, "body", "body.head", "distributor")),
            *_named(attribute(find(data, "doc-id"), "regsrc")),
        ],
        created=created,
        changed=_revised(root) or (issue if issue != created else None),
        embargoed=release if release and (status == "embargoed" or _is_later(release, issue)) else None,
        dated_by="publication date" if printed else "issue date" if issue else "release date",
        section=_of(publications, "position.section") or _subject(root),
        language=attribute(root, "lang") or attribute(find(root, "body"), "lang"),
        credit=_copyright(root),
        usage=text_of(find(root, "body", "body.head", "rights")),
        status=status,
        notes=[
            *_named(attribute(find(data, "correction"), "info")),
            *(info for message in find_all(data, "ed-msg") for info in _named(attribute(message, "info"))),
            *texts(root, "body", "body.head", "note"),
            *paragraphs(_block(root, "correction_text")),
        ],
        corrects=find(data, "correction") is not None or _block(root, "correction_text") is not None,
    )
    return said.or_else(_body(root))


def _is_later(release: str, issue: str | None) -> bool:
    """Tell whether an item may be quoted from its release on: where that follows its issue or is alone."""
    if issue is None:
        return True
    issued, released = day(issue), day(release)
    return released > issued if issued and released and issued != released else release > issue


def _body(root: Element) -> Item:
    head = find(root, "body", "body.head")
    # Some archives give the opening in one block and the whole text, opening included, in another.
    content = _block(root, "full_text")
    if content is None:
        content = find(root, "body", "body.content")
    return Item(
        headlines=[
            *texts(head, "hedline", "hl1"),
            *texts(root, "head", "title"),
            *_named(attribute(find(root, "head", "docdata", "du-key"), "key")),
            *texts(head, "hedline", "hl2"),
        ],
        paragraphs=paragraphs(content),
        summary=paragraphs(find(head, "abstract")),
        dateline=_dateline(head),
        author=_author(find(head, "byline")),
    )


def _block(root: Element, kind: str) -> Element | None:
    blocks = find_all(root, "body", "body.content", "block")
    return next((block for block in blocks if attribute(block, "class") == kind), None)


def _author(byline: Element | None) -> str | None:
    """Return the people of a byline; where none is marked up, its words without the job below them."""
    if byline is None:
        return None
    people = texts(byline, "person")
    if people:
        return ", ".join(people)
    own = [byline.text or "", *(child.tail or "" for child in byline)]
    kept = [text_of(child) or "" for child in byline if name_of(child) not in ("byttl", "virtloc")]
    return " ".join(" ".join([own[0], *kept, *own[1:]]).split()) or None


def _dateline(head: Element | None) -> str | None:
    dateline = find(head, "dateline")
    parts = [part for child in (dateline if dateline is not None else ()) if (part := text_of(child))]
    if dateline is None or "".join([dateline.text or "", *(child.tail or "" for child in dateline)]).strip():
        return text_of(dateline)
    return ", ".join(parts) or None  # <location>…</location><story.date>…</story.date>: no words between


def _organisations(distributor: Element | None) -> list[str]:
    return texts(distributor, "org") or _named(text_of(distributor))


def _copyright(root: Element) -> str | None:
    printed = text_of(find(root, "body", "body.head", "copyrite"))
    holder = attribute(find(root, "head", "docdata", "doc.copyright"), "holder")
    year = attribute(find(root, "head", "docdata", "doc.copyright"), "year")
    return printed or (f"© {year} {holder}" if year and holder else f"© {holder}" if holder else None)


def _subject(root: Element) -> str | None:
    subjects = list(find_all(root, "head", "tobject", "tobject.subject"))
    names = ("tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail")
    return next((found for one in subjects if (found := attribute(one, *names))), None)


def _revised(root: Element) -> str | None:
    revisions = [attribute(one, "norm") for one in find_all(root, "head", "revision-history")]
    return max((revision for revision in revisions if revision), default=None)


def _url(publications: list[Element]) -> str | None:
    reference = _of(publications, "ex-ref")
    return reference if reference and reference.startswith(("http://", "https://")) else None


def _of(elements: list[Element], name: str) -> str | None:
    return next((found for one in elements if (found := attribute(one, name))), None)


def _named(value: str | None) -> list[str]:
    return [value] if value else []
