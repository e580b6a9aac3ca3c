"""Mail (.eml), as press offices send: the header says who and when, the body is the article.

The sender is the outlet: a press release is published by who sends it. Where the header names an
organisation beside the sender, that is the outlet and the sender the author.
"""

import email
import re
from email.message import EmailMessage
from email.policy import default
from typing import Any

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers.decoding import decode
from ingest.readers.fields import draft_of, opening
from ingest.readers.fragments import html_paragraphs
from ingest.readers.markup import parse

# What the standard library raises over headers and bodies that break the rules it reads them by.
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError)
# The library's time grows with the square of a header that it takes apart, and each part costs it a
# fraction of a millisecond.
_READ_HEADER = re.compile(
    rb"^(?:content-[a-z-]+|subject|from|date|message-id|organi[sz]ation):[^\n]*+(?:\n[ \t][^\n]*+)*+",
    re.IGNORECASE | re.MULTILINE,
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE | re.ASCII)
_LONGEST_HEADER = 10_000  # bytes
_MOST_PARTS = 5_000
_REPLY = re.compile(r"\A(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|enc)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"^--[^\S\n]?$", re.MULTILINE)  # RFC 3676, 4.3; many programs lose its space
_WROTE = (
    r"^[^\S\n]*(?:On|Am|Le|El|Il|Em|Op)\b[^\n]{4,200}(?:\n[^\n]{1,120})?\s"
    r"(?:wrote|schrieb|a\sécrit|escribió|ha\sscritto|escreveu|schreef)\b[^\n]{0,60}:[^\S\n]*$"
)
_QUOTED_BELOW = re.compile(rf"{_WROTE}\n(?=\s*>)", re.MULTILINE)
# Where an older message begins. A line that ends in "wrote:" is text where it names no address or time.
_HISTORY = re.compile(
    rf"""^(?=[^\n]{{0,200}}(?:\n[^\n]{{0,120}})?(?:@|\d[:.h]\d\d)){_WROTE}
    | ^-{{2,40}}[ ]?(?:Original|Forwarded|Ursprüngliche|Weitergeleitete)\b[^\n]{{0,60}}-{{2,40}}[^\S\n]*$
    | ^Begin[ ]forwarded[ ]message:[^\S\n]*$
    | ^_{{20,200}}[^\S\n]*\n(?=From:)
    | ^From:[^\n]+\n(?:[^\n]+\n){{0,2}}(?:Sent|Date):[^\n]+\n(?:[^\n]+\n){{0,3}}Subject:
    """,
    re.MULTILINE | re.VERBOSE,
)
_QUOTED_LINE = re.compile(r"^>[^\n]*\n?", re.MULTILINE)
_QUOTED_PARTS = (
    "//blockquote[@type='cite'] | //*[contains(concat(' ', @class, ' '), ' gmail_quote ')]"
    " | //*[contains(concat(' ', @class, ' '), ' gmail_signature ')] | //*[@id='divRplyFwdMsg']"
    " | (//*[@id='divRplyFwdMsg'])[1]/following::*"
    " | //*[contains(translate(@style, ' ', ''), 'display:none')]"
)


def read(data: bytes, name: str) -> Draft:  # noqa: ARG001  # a mail says itself what it is
    """Read one message; its attachments are left out.

    Raises UnreadableInput where it has no text of its own, or is too involved to be a letter.
    """
    message = _message(data.lstrip())
    try:
        text = _text(message)
    except RecursionError as error:
        raise _too_involved() from error
    if not text:
        raise UnreadableInput(
            "The mail holds no text but what it quotes or forwards. Save the original message as .eml, or an "
            "attached document as a file of its own."
        )
    sender = _sender(message)
    organisation = _header(message, "organization") or _header(message, "organisation")
    fields = {
        "title": _REPLY.sub("", _header(message, "subject") or ""),
        "outlet": organisation or sender,
        "author": sender if organisation and sender != organisation else None,
        "published": _header(message, "date"),
        "external_id": (_header(message, "message-id") or "").strip("<> "),
        "language": _header(message, "content-language"),
    }
    given = {field: words for field, words in fields.items() if words}
    return draft_of(given, text, opening(text), dated_by="mail header")


def _message(data: bytes) -> EmailMessage:
    if data.count(b"\n--") > _MOST_PARTS or any(
        len(header[0]) > _LONGEST_HEADER for header in _READ_HEADER.finditer(data)
    ):
        raise _too_involved()
    try:
        message = email.message_from_bytes(_legible(data), policy=default)
    except _BROKEN as error:
        raise _too_involved() from error
    if not message.keys():
        raise UnreadableInput("The file is no mail: it has no header. Save the message as .eml again.")
    return message


def _legible(data: bytes) -> bytes:
    """Return the message with its header in UTF-8, where old programs have left it in eight other bits."""
    end = re.search(rb"\r?\n\r?\n", data)
    header = data[: end.start()] if end else data
    charset = _CHARSET.search(header)
    try:
        return decode(header, charset[1].decode() if charset else None).encode() + data[len(header) :]
    except UnreadableInput:
        return data


def _too_involved() -> UnreadableInput:
    return UnreadableInput(
        "The mail's header or its parts are too involved to be read. Save its text as .txt instead."
    )


def _header(message: EmailMessage, name: str) -> str | None:
    """Return one header's words on one line, control characters left out; None where there are none."""
    try:
        value = str(message.get(name) or "")
    except _BROKEN:
        value = str(next((raw for key, raw in message.raw_items() if key.lower() == name), ""))
    value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in value).split()) or None


def _sender(message: EmailMessage) -> str | None:
    """Return the name of the sender, else the domain of the address."""
    value = _header(message, "from") or ""
    shown, _, address = value.partition("<") if "<" in value else ("", "", value)
    shown = re.sub(r" via .*| \(via .*", "", shown.strip().strip("\"'")).strip()
    return shown or address.strip("<> ").rpartition("@")[2] or None


def _text(message: EmailMessage) -> str:
    """Return a message's own words, from its plain part, else from its HTML."""
    try:
        part = message.get_body(("plain", "html"))
    except _BROKEN:
        part = None
    part = part or next((one for one in message.walk() if one.get_content_maintype() == "text"), None)
    if part is None:
        return ""
    text = _content(part).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if part.get_content_subtype() == "html":
        return _own_words(_from_html(text))
    text = _own_words(text)
    return _unflowed(text, _parameter(part, "delsp")) if _parameter(part, "format") == "flowed" else text


def _content(part: Any) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = _parameter(part, "charset")
    if charset and charset not in ("us-ascii", "unknown-8bit"):
        try:
            return data.decode(charset)
        except (LookupError, ValueError):  # an encoding nobody knows, or not the one that was used
            pass
    return decode(data) if data else ""


def _parameter(part: Any, name: str) -> str:
    try:
        return str(part.get_param(name) or "").casefold()
    except _BROKEN:
        return ""


def _from_html(text: str) -> str:
    """Return the text of a message in HTML. Raises UnreadableInput where that is too much or too deep."""
    from lxml import etree

    if "<" not in text:
        return "\n\n".join(html_paragraphs(text))
    root = parse(text.encode("utf-8", "replace"), "utf-8")
    for quoted in root.xpath(_QUOTED_PARTS):
        if (parent := quoted.getparent()) is not None:
            parent.remove(quoted) if not quoted.tail else quoted.drop_tree()
    for cell in root.iter("td", "th"):  # the tables of a mail are its layout
        cell.tag = "div"
    return "\n\n".join(html_paragraphs(etree.tostring(root, encoding="unicode", method="html")))


def _own_words(text: str) -> str:
    """Return what the sender wrote: what is quoted from older messages and the signature are left out."""
    text = _QUOTED_LINE.sub("", _QUOTED_BELOW.sub("", text))
    for end in (_HISTORY, _SIGNATURE):
        if found := end.search(text):
            text = text[: found.start()]
    lines = [line.rstrip() if not line.strip() else line for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _unflowed(text: str, delete_space: str) -> str:
    """Join the lines that format=flowed (RFC 3676) has parted."""
    lines: list[list[str]] = []
    flowing = False
    for line in text.split("\n"):
        own = line.removeprefix(" ")  # stuffed
        kept = own.removesuffix(" ") if delete_space == "yes" else own
        if flowing:
            lines[-1].append(kept)
        else:
            lines.append([kept])
        flowing = own.endswith(" ")
    return "\n".join(map("".join, lines))
