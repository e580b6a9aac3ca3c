"""NewsML-G2, the XML of today's agencies: single items, messages and packages of them; also NewsML 1."""

from collections.abc import Iterator

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers import newsml_1, nitf
from ingest.readers.fragments import html_paragraphs
from ingest.readers.wire import Item, draft, plain_paragraphs
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

_ROOTS = ("newsitem", "newsmessage", "packageitem", "newsml")
_NO_TEXT = ("picture", "graphic", "video", "audio", "animation")
# Relations of a link that leads to the item on the web.
_ON_THE_WEB = ("canonical", "webversion", "alternate", "isversionof", "sameas", "permalink")


def is_newsml(data: bytes) -> bool:
    """Tell whether ``data`` begins as NewsML-G2 or NewsML 1 does."""
    return root_name(data) in _ROOTS


def read(data: bytes, name: str) -> Iterator[tuple[str, Draft | BadArticle]]:
    """Yield each text item with its place, counted from 1 where there are several.

    Pictures, sound and film are passed over. Raises UnreadableInput where ``data`` is no sound NewsML
    or holds no text item at all.
    """
    root = parse(data)
    if name_of(root) == "NewsML":
        items = [draft(item, name) for item in newsml_1.items(root)]
    elif name_of(root).lower() in _ROOTS:
        items = [draft(_described(one), name) for one in root.iter() if _is_text(one)]
    else:
        raise UnreadableInput("This is no NewsML document. Ask its sender which format it is.")
    if not items:
        raise UnreadableInput(
            "The file holds no text item, only references or pictures. Ask its sender for the items."
        )
    for number, item in enumerate(items, start=1):
        yield str(number) if len(items) > 1 else "", item


def _is_text(element: Element) -> bool:
    if name_of(element) != "newsItem":
        return False
    kind = attribute(find(element, "itemMeta", "itemClass"), "qcode", "uri", "literal") or ""
    return kind.replace("/", ":").rsplit(":", 1)[-1].lower() not in _NO_TEXT


def _described(item: Element) -> Item:
    about, content = find(item, "itemMeta"), find(item, "contentMeta")
    rights = find(item, "rightsInfo")
    created = text_of(find(about, "firstCreated")) or text_of(find(content, "contentCreated"))
    version = text_of(find(about, "versionCreated"))
    signals = [
        attribute(one, "qcode", "uri", "literal") or text_of(one) or "" for one in find_all(about, "signal")
    ]
    said = Item(
        headlines=[*_headlines(content), *texts(content, "slugline"), *texts(about, "title")],
        summary=[
            text for one in find_all(content, "description") for text in plain_paragraphs(text_of(one) or "")
        ],
        dateline=text_of(find(content, "dateline")),
        external_id=attribute(item, "guid"),
        url=_url(about),
        outlets=[*_parties(find_all(about, "provider")), *_parties(find_all(rights, "copyrightHolder"))],
        agencies=_parties(find_all(content, "infoSource")),
        author=", ".join(texts(content, "by") or _people(content)) or None,
        created=created or version,
        changed=version if created else text_of(find(content, "contentModified")),
        embargoed=text_of(find(about, "embargoed")),
        dated_by="first created" if created else "version created" if version else None,
        section=_section(content),
        language=attribute(find(content, "language"), "tag") or attribute(item, "lang"),
        credit=text_of(find(content, "creditline")) or text_of(find(rights, "copyrightNotice")),
        usage=text_of(find(rights, "usageTerms")),
        status=attribute(find(about, "pubStatus"), "qcode", "uri", "literal"),
        notes=texts(about, "edNote"),
        corrects=any(_is_correction(signal) for signal in signals),
    )
    return said.or_else(_content(item))


def _content(item: Element) -> Item:
    """Return what the first readable rendition holds: NITF, XHTML, or plain text."""
    for holder in find_all(item, "contentSet", "inlineXML"):
        for inner in holder:
            if name_of(inner) == "nitf":
                return nitf.described(inner)
            if found := paragraphs(inner):
                return Item(paragraphs=found, headlines=[t for h in inner.iter("{*}h1") if (t := text_of(h))])
    for holder in find_all(item, "contentSet", "inlineData"):
        kind = attribute(holder, "contenttype") or "text/plain"
        if attribute(holder, "encoding") or not kind.startswith(("text/", "application/xhtml")):
            continue  # pictures and the like, packed into letters
        text = "".join(holder.itertext())
        if found := html_paragraphs(text) if "html" in kind else plain_paragraphs(text):
            return Item(paragraphs=found)
    return Item()


def _headlines(content: Element | None) -> list[str]:
    ranked = [
        (int(rank) if (rank := attribute(one, "rank") or "0").isdecimal() else 0, text)
        for one in find_all(content, "headline")
        if (text := text_of(one))
    ]
    return [text for _, text in sorted(ranked, key=lambda pair: pair[0])]


def _parties(elements: Iterator[Element]) -> list[str]:
    """Return the names of parties; where one has only a code ("nprov:AFP"), its last part."""
    names = []
    for one in elements:
        code = attribute(one, "literal", "qcode", "uri") or text_of(one) or ""
        names.append(text_of(find(one, "name")) or code.rstrip("/").replace("/", ":").rsplit(":", 1)[-1])
    return [name for name in names if name]


def _people(content: Element | None) -> list[str]:
    """Return the creators' names, where these are persons' and not organisations' or accounts' ("r.moss")."""
    return [
        name
        for one in find_all(content, "creator")
        if not (attribute(one, "type") or "").lower().endswith(("organisation", "organization"))
        for name in texts(one, "name")[:1]
        if not name.islower()
    ]


def _section(content: Element | None) -> str | None:
    """Return the first subject's name that is no place, person or organisation."""
    for subject in find_all(content, "subject"):
        kind = (attribute(subject, "type") or "").rsplit(":", 1)[-1].lower()
        is_topic = kind in ("", "abstract", "category", "topic") or "subject" in kind
        if is_topic and (name := text_of(find(subject, "name"))):
            return name
    return None


def _url(about: Element | None) -> str | None:
    for link in find_all(about, "link"):
        relation = (attribute(link, "rel") or "").rsplit(":", 1)[-1].lower()
        target = attribute(link, "href") or ""
        if relation in _ON_THE_WEB and target.startswith(("http://", "https://")):
            return target
    return None


def _is_correction(signal: str) -> bool:
    return any(word in signal.lower() for word in ("correct", "kill", "withdraw", "retract"))
