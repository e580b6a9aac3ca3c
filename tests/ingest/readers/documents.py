"""One article as Markdown with all its metadata, and the files that pandoc and typst make of it."""

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pypandoc

from corpus.records import Draft

HEADLINE = "Ministry of Rivers: “no barge will pass” before spring"
PARAGRAPHS = [
    "“We will not allow a single barge to pass before the spring,” Ilsa Brandt, the minister of rivers, said "
    "on Tuesday in the capital.",
    "Her ministry had counted 1,240 barges in December – 12.5% more than a year before – and the harbour of "
    "Velburg, which is well known for its narrow locks, could not take them.",
    "The boatmen’s union called the decision unacceptable. Its chairman, Tomáš Černý, told reporters that "
    "“nobody has asked the people who live on the water”, and that a strike could begin within days.",
    "The ministry did not answer a request for comment.",
]
TEXT = "\n\n".join(PARAGRAPHS)
FIELDS = {
    "outlet": "The River Gazette",
    "url": "https://gazette.example/barges",
    "id": "E-17",
    "modified": "2025-01-13",
    "section": "Economy",
    "language": "en",
    "agency": "Inland Press",
    "credit": "Photo desk",
    "usage": "No resale",
    "embargo": "2025-01-12T06:00:00Z",
    "correction": "An earlier version gave another number of barges.",
}
AUTHORS = ["Anna Writer", "Ben Other"]
SAID = Draft(
    title=HEADLINE,
    text=TEXT,
    external_id="E-17",
    outlet="The River Gazette",
    author="Anna Writer, Ben Other",
    published=date(2025, 1, 12),
    url="https://gazette.example/barges",
    dated_by="document text",
    modified=date(2025, 1, 13),
    language="en",
    section="Economy",
    agency="Inland Press",
    correction="An earlier version gave another number of barges.",
    credit="Photo desk",
    usage="No resale",
    embargo=datetime(2025, 1, 12, 6, tzinfo=UTC),
)


def markdown(body: str = TEXT, **fields: str) -> str:
    """Return the article with front matter."""
    said = {**FIELDS, **fields}
    front = "".join(f"{name}: '{value}'\n" for name, value in said.items())
    return (
        f"---\ntitle: '{HEADLINE}'\nauthor: [{', '.join(AUTHORS)}]\ndate: 2025-01-12\n{front}---\n\n{body}\n"
    )


def with_header_lines(body: str = TEXT) -> str:
    """Return the article as a document that says all in its text: header lines, headline, byline, date."""
    lines = "\\\n".join(f"{name.capitalize()}: {value}" for name, value in FIELDS.items())
    return f"{lines}\n\n# {HEADLINE}\n\nBy {', '.join(AUTHORS)}\n\n12 January 2025\n\n{body}\n"


def made(source: str, kind: str, folder: Path, *arguments: str) -> bytes:
    """Return the file that pandoc makes of Markdown."""
    (folder / "article.md").write_text(source, encoding="utf-8")
    command = [pypandoc.get_pandoc_path(), "--standalone", "article.md", "-o", f"article.{kind}", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / f"article.{kind}").read_bytes()


def printed(source: str) -> bytes:
    """Return the PDF that typst makes of its own markup."""
    import typst

    made_of: bytes = typst.compile(source.encode())
    return made_of


def same(one: Draft, other: Draft) -> None:
    """Hold two articles to be equal up to the white space of their texts."""
    for name in Draft.__slots__:
        if name not in ("text", "page_starts"):
            assert getattr(one, name) == getattr(other, name), name
    assert re.split(r"\n{2,}", one.text) == re.split(r"\n{2,}", other.text)
