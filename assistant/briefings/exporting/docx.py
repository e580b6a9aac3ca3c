"""DOCX: Word's styles, page, footer and endnotes put into what pandoc wrote; its footnotes are Word's own."""

import re
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from assistant.briefings.exporting.looks import (
    DAY,
    FONT,
    FOOTER,
    HEADINGS,
    KINDS,
    LINK,
    NOTE,
    TITLE,
    Look,
    finished,
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = {
    "Title": TITLE,
    "Date": DAY,
    **{f"Heading{level}": look for level, look in enumerate(HEADINGS, start=1)},
    "BodyText": Look(after=8),
    "FootnoteText": NOTE,
    "Footer": FOOTER,
}
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'  # A4 in twentieths of a point
    '<w:pgMar w:top="1418" w:right="1531" w:bottom="1474" w:left="1531" w:header="709" w:footer="624"'
    ' w:gutter="0"/>'
)


def docx(written: bytes, footer: str, changed: datetime, *, endnotes: bool) -> bytes:
    """Return pandoc's DOCX with our look and footer, its footnotes made endnotes where they are wanted."""

    def change(parts: dict[str, bytes]) -> None:
        parts["word/styles.xml"] = _restyled(parts["word/styles.xml"])
        parts["word/footer1.xml"] = _footer(footer)
        _register(parts, "footer", "footer1.xml")
        reference = '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        section = f"<w:sectPr>{reference}%s{_PAGE}</w:sectPr>"
        decimal = '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>' if endnotes else ""
        document = parts["word/document.xml"].decode()
        before, _, _ = document.rpartition("<w:sectPr")
        parts["word/document.xml"] = f"{before}{section % decimal}</w:body></w:document>".encode()
        if endnotes:
            _at_the_end(parts)
        moment = f"{changed:%Y-%m-%dT%H:%M:%SZ}".encode()
        core = parts["docProps/core.xml"].replace(b"1970-01-01T00:00:00Z", moment)
        parts["docProps/core.xml"] = core.replace(
            b"<dc:creator></dc:creator>", b"<dc:creator>Dateline</dc:creator>"
        )

    return finished(written, change)


def _register(parts: dict[str, bytes], kind: str, name: str) -> None:
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = f'<Override PartName="/word/{name}" ContentType="{content}.{kind}+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types.encode())
    relation = (
        f'<Relationship Type="{_R}/{kind}" Id="rId{kind.capitalize()}" Target="{name}"/></Relationships>'
    )
    links = parts["word/_rels/document.xml.rels"]
    parts["word/_rels/document.xml.rels"] = links.replace(b"</Relationships>", relation.encode())


def _footer(footer: str) -> bytes:
    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        '<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="C9D1D9"/></w:pBdr>'
        '<w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(footer)}</w:t></w:r><w:r><w:tab/></w:r>{field("PAGE")}'
        f'<w:r><w:t xml:space="preserve"> / </w:t></w:r>{field("NUMPAGES")}</w:p></w:ftr>'
    ).encode()


def _at_the_end(parts: dict[str, bytes]) -> None:
    """Make footnotes endnotes: the parts and elements are the same by other names."""
    for name in ("word/footnotes.xml", "word/_rels/footnotes.xml.rels"):
        if name in parts:
            parts[name.replace("footnotes", "endnotes")] = parts.pop(name)
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        parts[name] = parts[name].replace(b"footnotes", b"endnotes")
    for name in ("word/document.xml", "word/endnotes.xml"):
        # names of elements only: in text "<" is escaped
        parts[name] = re.sub(rb"(</?w:)footnote(s|Ref|Reference)?(?=[ />])", rb"\1endnote\2", parts[name])


def _restyled(styles: bytes) -> bytes:
    from lxml import etree

    root = etree.fromstring(styles, etree.XMLParser(remove_blank_text=True))
    fonts = next(root.iter(f"{{{_W}}}rFonts"))
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(f"{{{_W}}}{name}", FONT)
    known = {style.get(f"{{{_W}}}styleId"): style for style in root.iter(f"{{{_W}}}style")}
    for name, look in _STYLES.items():
        _set(known.get(name), root, name, name.lower(), look)
    for shown, look in KINDS.items():
        name = shown.replace(" ", "")
        _set(known.get(name), root, name, shown, look)
    for colour in known["Hyperlink"].iter(f"{{{_W}}}color"):
        colour.attrib.clear()
        colour.set(f"{{{_W}}}val", LINK)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _set(style: Any, root: Any, name: str, shown: str, look: Look) -> None:
    """Give a paragraph style its look; a style that is missing is made."""
    from lxml import etree

    if style is None:
        own = "" if name in _STYLES else ' w:customStyle="1"'
        made = (
            f'<w:style xmlns:w="{_W}" w:type="paragraph"{own} w:styleId="{name}">'
            f'<w:name w:val="{shown}"/><w:basedOn w:val="Normal"/><w:qFormat/></w:style>'
        )
        style = etree.fromstring(made)
        root.append(style)
    outline = style.find(f".//{{{_W}}}outlineLvl")
    for old in [*style.findall(f"{{{_W}}}pPr"), *style.findall(f"{{{_W}}}rPr")]:
        style.remove(old)
    level = f'<w:outlineLvl w:val="{outline.get(f"{{{_W}}}val")}"/>' if outline is not None else ""
    half = round(look.size * 2)
    before, after, left, hanging = (
        round(one * 20) for one in (look.before, look.after, look.left, look.hanging)
    )
    paragraph = (
        f'<w:pPr xmlns:w="{_W}">{"<w:keepNext/>" if look.keep else ""}'
        f'{"<w:bidi/>" if look.right_to_left else ""}<w:spacing w:before="{before}" w:after="{after}"/>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/>{level}</w:pPr>'
    )
    words = (
        f'<w:rPr xmlns:w="{_W}"><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        f"{'<w:b/>' if look.bold else ''}{'<w:i/>' if look.italic else ''}"
        f'<w:color w:val="{look.colour}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )
    style.extend([etree.fromstring(paragraph), etree.fromstring(words)])
