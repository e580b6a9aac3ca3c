"""Mail: a press release with who sent it and when, without what it answers to."""

import time
from contextlib import suppress
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers import mail

TEXT = "“We will not allow it,” the minister said on Tuesday.\n\nHe left at noon – and said nothing more."


def message(text: str | None = TEXT, markup: str | None = None, **headers: str) -> bytes:
    given = {
        "Subject": "Iraq’s minister: militias must disarm",
        "From": "Foreign Ministry Press Office <press@ministry.example>",
        "Date": "Sun, 12 Jan 2025 23:30:00 -0500",
        "Message-ID": "<release-17@ministry.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    mime = EmailMessage(policy=SMTP)
    for name, value in given.items():
        mime[name] = value
    if text is not None:
        mime.set_content(text)
    if markup is not None:
        (mime.add_alternative if text is not None else mime.set_content)(markup, subtype="html")
    return mime.as_bytes()


def raw(body: str, head: str = "Subject: T\nFrom: a@b.example\n") -> bytes:
    return f"{head}\n{body}".encode()


def text_of(body: str, head: str = "Subject: T\nFrom: a@b.example\n") -> str:
    return mail.read(raw(body, head), "x.eml").text


# Round trips ---------------------------------------------------------------------------------------

SAID = Draft(
    title="Iraq’s minister: militias must disarm",
    text=TEXT,
    external_id="release-17@ministry.example",
    outlet="Foreign Ministry Press Office",
    published=date(2025, 1, 12),
    published_at=datetime(2025, 1, 13, 4, 30, tzinfo=UTC),
    dated_by="mail header",
)
HTML = (
    "<p>“We will not allow it,” the minister <b>said</b> on Tuesday.</p>"
    "<p>He left at noon – and said nothing more.</p>"
)


@pytest.mark.parametrize(
    "data",
    [message(), message(TEXT, "<p>Look at our pictures</p>"), message(None, HTML)],
    ids=["plain", "both", "html"],
)
def test_a_press_release_comes_back_whole(data: bytes):
    assert mail.read(data, "x.eml") == SAID


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "gb18030"])
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_any_encoding_comes_back_whole(encoding: str, transfer: str):
    mime = EmailMessage(policy=SMTP)
    mime["Subject"], mime["From"] = "T", "a@b.example"
    mime.set_content(TEXT, charset=encoding, cte=transfer)

    assert mail.read(mime.as_bytes(), "x.eml").text == TEXT


def test_attachments_are_left_out():
    mime = EmailMessage(policy=SMTP)
    mime["Subject"], mime["From"] = "T", "a@b.example"
    mime.set_content(TEXT)
    mime.add_attachment("something else", filename="notes.txt")

    assert mail.read(mime.as_bytes(), "x.eml").text == TEXT


# Headers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["Re: ", "FWD: ", "Fw: Re: ", "AW: WG: ", "Re[2]: "])
def test_a_headline_has_no_prefix_of_replies(prefix: str):
    assert mail.read(message(Subject=f"{prefix}Regional talks"), "x.eml").title == "Regional talks"


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ("press@ministry.example", "ministry.example"),
        ('"Office, The" <press@ministry.example>', "Office, The"),
        ("Press Office via Wire <wire@lists.example>", "Press Office"),
        ("=?utf-8?q?Au=C3=9Fenamt?= <p@amt.example>", "Außenamt"),
    ],
)
def test_the_sender_is_the_outlet(sender: str, outlet: str):
    found = mail.read(raw("Words.", f"From: {sender}\nSubject: T\n"), "x.eml")

    assert (found.outlet, found.author) == (outlet, None)


def test_a_sender_of_an_organisation_is_the_author():
    found = mail.read(message(Organization="The Gazette", From="Anna Writer <anna@gazette.example>"), "x.eml")

    assert (found.outlet, found.author) == ("The Gazette", "Anna Writer")


def test_a_mail_without_a_subject_is_named_after_its_opening():
    assert mail.read(raw("Words of it.", "From: a@b.example\n"), "x.eml").title == "Words of it."


@pytest.mark.parametrize("day", ["", "Date: yesterday\n", "Date: Sun, 45 Jan 2025 10:00:00 +0000\n"])
def test_a_date_that_is_none_is_no_date(day: str):
    found = mail.read(raw("Words.", f"Subject: T\n{day}"), "x.eml")

    assert (found.published, found.published_at, found.dated_by) == (None, None, None)


def test_a_header_cannot_smuggle_in_another():
    injected = (
        "Subject: =?utf-8?b?VGl0bGUNCkRhdGU6IE1vbiwgMSBKYW4gMjAwMQ==?=\n"  # "Title\r\nDate: Mon, 1 Jan 2001"
    )

    found = mail.read(raw("Words.", injected), "x.eml")

    assert found.published is None
    assert found.title == "Title Date: Mon, 1 Jan 2001"


# Bodies --------------------------------------------------------------------------------------------

QUOTED = {
    "signature": "Words.\n\n-- \nAnna Writer\nPress Office",
    "reply": "Words.\n\nOn Sun, 12 Jan 2025 at 10:00, Ben <ben@x.example> wrote:\n> Old words.\n> More.",
    "two lines": "Words.\n\nOn Sun, 12 Jan 2025 at 10:00 AM Ben Other\n<b@x.example> wrote:\n\n> Old words.",
    "unmarked": "Words.\n\nOn Sun, 12 Jan 2025 at 10:00, Ben <ben@x.example> wrote:\n\nOld words.",
    "outlook": "Words.\n\n-----Original Message-----\nFrom: Ben\nOld words.",
    "header block": "Words.\n\nFrom: Ben Other\nSent: Sunday\nTo: Anna\nSubject: Old\n\nOld words.",
    "below": "On Sunday Ben Other wrote:\n> Old words.\n\nWords.",
    "nested": "> > Older\n> Old words.\nWords.",
}


@pytest.mark.parametrize("body", QUOTED.values(), ids=QUOTED)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_quoted_and_signed_is_left_out(body: str, end: str):
    assert text_of(body.replace("\n", end)) == "Words."


def test_a_sentence_that_introduces_a_quotation_stays():
    body = "On Tuesday the ministry wrote:\n\n“We will not allow it.”\n\n-- no signature this\n\nThe end."

    assert text_of(body) == body


def test_quoted_parts_of_html_are_left_out():
    markup = (
        '<div style="display: none">Preview</div><p>Words.</p>tail<br>line'
        '<div class="gmail_quote">On Sunday Ben wrote:<blockquote type="cite">Old words.</blockquote></div>'
        "<script>alert(1)</script><table><tr><td>Left</td><td>Right</td></tr></table>"
    )

    assert mail.read(message(None, markup), "x.eml").text == "Words.\n\ntail\nline\n\nLeft\n\nRight"


@pytest.mark.parametrize("charset", ["; charset=iso-8859-1", ""])
def test_a_header_in_eight_bits_is_read(charset: str):
    head = "Subject: Décision sur le pont fermé\nFrom: Mairie de Noël <m@v.example>\nContent-Type: text/plain"
    words = "Le conseil a décidé de rouvrir le pont, a déclaré la mairie."

    found = mail.read(f"{head}{charset}\n\n{words}".encode("cp1252"), "x.eml")

    assert (found.title, found.outlet, found.text) == ("Décision sur le pont fermé", "Mairie de Noël", words)


def test_flowed_lines_are_joined():
    body = "The minister \nspoke on Tuesday.\nHe left \nat noon.\n\n-- \nAnna"

    head = "Subject: T\nContent-Type: text/plain; format=flowed\n"

    assert text_of(body, head) == "The minister spoke on Tuesday.\nHe left at noon."


def test_a_mail_that_only_forwards_is_refused_with_advice():
    with pytest.raises(UnreadableInput, match="original message"):
        mail.read(raw("---------- Forwarded message ---------\nFrom: Ben\n\nOld words."), "x.eml")


def test_what_is_no_mail_is_refused_with_advice():
    with pytest.raises(UnreadableInput, match="no header"):
        mail.read(b"\n\nJust words.", "x.eml")


@pytest.mark.parametrize("charset", ["utf-8", "x-unknown", "ascii", '"', "utf-8\0"])
def test_an_encoding_that_lies_costs_no_words(charset: str):
    head = f"Subject: T\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"

    found = mail.read(head.encode() + "Der Außenminister sprach über Köln.".encode("cp1252"), "x.eml")

    assert found.text == "Der Außenminister sprach über Köln."


HEADS = st.sampled_from(
    "Subject From Date Message-ID Content-Type Content-Transfer-Encoding Content-Disposition".split()
)
VALUES = st.text(max_size=30) | st.sampled_from(
    [
        "multipart/mixed; boundary=x",
        "text/html",
        "message/rfc822",
        "=?utf-8?q?=ff?=",
        "=?x?b?",
        "<",
        '"',
        "a@",
        "base64",
        "@[",
        ";",
        "text/plain; charset*=x''%ff",
    ]
)


@given(
    st.lists(st.tuples(HEADS, VALUES), max_size=5),
    st.binary(max_size=80) | st.text(max_size=80).map(str.encode),
)
def test_any_message_is_an_article_or_a_clear_refusal(heads: list[tuple[str, str]], body: bytes):
    head = "".join(f"{name}: {value}\n" for name, value in heads).encode("utf-8", "surrogatepass")

    with suppress(UnreadableInput):
        found = mail.read(head + b"\n" + body, "x.eml")
        assert found.text.strip()
        found.title.encode()


FROM = "From: a@b.example\n"
MIXED = "Content-Type: multipart/mixed; boundary="
HTML = "Subject: T\nFrom: a@b.example\nContent-Type: text/html; charset=utf-8\n"
INVOLVED = {
    "parts in parts": raw("", FROM + "".join(f"{MIXED}b{n}\n\n--b{n}\n" for n in range(2_000))),
    "messages in messages": f"{FROM}Content-Type: message/rfc822\n\n".encode() * 2_000,
    "thousands of parts": raw("--b\n\nwords\n" * 20_000, f"{FROM}{MIXED}b\n"),
    "a header of thousands of words": raw(TEXT, "Subject: " + "=?utf-8?q?=C3=A9?= " * 20_000 + "\n"),
    "thousands of parameters": raw(TEXT, f"{FROM}Content-Type: text/plain; {'a=b; ' * 50_000}\n"),
    "brackets in brackets": raw(TEXT, f"{FROM}Content-Type: text/plain; {'(' * 5_000}\n"),
    "elements in elements": raw("<div>" * 20_000 + TEXT, HTML),
    "thousands of attributes": raw("<p " + " ".join(f"a{n}=x" for n in range(20_000)) + ">" + TEXT, HTML),
}


@pytest.mark.parametrize("kind", INVOLVED)
def test_what_is_too_involved_to_be_a_letter_is_refused_at_once(kind: str):
    started = time.process_time()
    with pytest.raises(UnreadableInput, match=r"Save .* text"):
        mail.read(INVOLVED[kind], "x.eml")
    assert time.process_time() - started < 5


def test_thousands_of_marks_of_a_reply_cost_no_time():
    started = time.process_time()
    assert text_of("<p>Ours.</p>" + "<div><p id='divRplyFwdMsg'>x</p></div>" * 20_000, HTML) == "Ours."
    assert time.process_time() - started < 10


def test_html_without_markup_is_text():
    assert text_of("Fish &amp; chips.", HTML) == "Fish & chips."
