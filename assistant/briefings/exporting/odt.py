"""ODT: OpenDocument's styles, page, footer and endnotes put into what pandoc wrote."""

import re
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from assistant.briefings.exporting.looks import (
    DAY,
    FONT,
    FOOTER,
    HEADINGS,
    KINDS,
    NOTE,
    TITLE,
    Look,
    finished,
)

_STYLES = {
    "Title": TITLE,
    "Date": DAY,
    **{f"Heading_20_{level}": look for level, look in enumerate(HEADINGS, start=1)},
    "Text_20_body": Look(after=8),
    "First_20_paragraph": Look(after=8),
    "Footnote": NOTE,
    "Endnote": NOTE,
    "Footer": FOOTER,
    **KINDS,
}
_PAGE = (
    'fo:margin-bottom="1.1in" fo:margin-left="1.06in" fo:margin-right="1.06in" fo:margin-top="0.98in" '
    'fo:page-height="11.693in" fo:page-width="8.268in"'
)


def odt(written: bytes, footer: str, changed: datetime, *, endnotes: bool) -> bytes:
    """Return pandoc's ODT with our look and footer, its footnotes made endnotes where they are wanted."""

    def change(parts: dict[str, bytes]) -> None:
        styles = parts["styles.xml"].decode()
        styles = re.sub(
            r'fo:margin-bottom="1in".*?fo:page-width="8.5in"', lambda _: _PAGE, styles, flags=re.S
        )
        page = '<text:page-number text:select-page="current">1</text:page-number>'
        line = f'<text:p text:style-name="Footer">{escape(footer)} · {page} / <text:page-count/></text:p>'
        styles = re.sub(
            r"(<style:footer>).*?(</style:footer>)", lambda old: f"{old[1]}{line}{old[2]}", styles, flags=re.S
        )
        for name, look in _STYLES.items():
            styles = _restyled(styles, name.replace(" ", "_20_"), look)
        parts["styles.xml"] = styles.encode()
        content = parts["content.xml"].decode()
        for name in KINDS:
            content = content.replace(
                f'text:style-name="{name}"', f'text:style-name="{name.replace(" ", "_20_")}"'
            )
        # links look as links, not as pandoc's definitions
        content = content.replace('text:style-name="Definition"', 'text:style-name="Internet_20_link"')
        if endnotes:
            content = content.replace('text:note-class="footnote"', 'text:note-class="endnote"')
            content = content.replace('text:style-name="Footnote"', 'text:style-name="Endnote"')
        parts["content.xml"] = content.encode()
        moment = f"{changed:%Y-%m-%dT%H:%M:%SZ}".encode()
        parts["meta.xml"] = parts["meta.xml"].replace(b"1970-01-01T00:00:00Z", moment)

    return finished(written, change)


def _restyled(styles: str, name: str, look: Look) -> str:
    """Give a paragraph style its look; a style that is missing is made."""
    made = (
        f'<style:paragraph-properties fo:margin-top="{look.before}pt" fo:margin-bottom="{look.after}pt"'
        f' fo:margin-left="{look.left}pt" fo:margin-right="0pt" fo:text-indent="{-look.hanging}pt"'
        f' fo:keep-with-next="{"always" if look.keep else "auto"}" fo:text-align="{_side(look)}"'
        f' style:writing-mode="{"rl-tb" if look.right_to_left else "lr-tb"}"/>'
        f'<style:text-properties style:font-name="{FONT}" fo:font-size="{look.size}pt"'
        f' fo:color="#{look.colour}"'
        f' fo:font-weight="{"bold" if look.bold else "normal"}" style:use-window-font-color="false"'
        f' fo:font-style="{"italic" if look.italic else "normal"}"/>'
    )
    found = re.search(rf'<style:style [^>]*style:name="{name}"[^>]*?(/>|>.*?</style:style>)', styles, re.S)
    if found:
        opening = re.match(r"<style:style [^>]*?(?=/?>)", found[0])
        assert opening is not None  # noqa: S101
        return styles.replace(found[0], f"{opening[0]}>{made}</style:style>")
    shown = quoteattr(name.replace("_20_", " "))
    style = (
        f'<style:style style:name="{name}" style:display-name={shown} style:family="paragraph"'
        f' style:parent-style-name="Text_20_body" style:class="text">{made}</style:style>'
    )
    return styles.replace("</office:styles>", f"{style}</office:styles>")


def _side(look: Look) -> str:
    return "end" if look.right_to_left else "start"
