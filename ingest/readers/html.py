"""Web pages: the article's text, and what the page says of itself."""

import re

from lxml.html import HtmlElement

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.language import language_of
from ingest.readers.markup import TOO_LARGE, parse, strip_unseen
from ingest.readers.page_dates import today_in_utc
from ingest.readers.page_metadata import page_metadata
from ingest.readers.page_text import article_text
from ingest.readers.text import title_from_name

_REFRESH = re.compile(r"\s*\d{1,3}\s*[;,]\s*url\s*=\s*['\"]?([^'\"\s]+)", re.IGNORECASE)
_LONGEST_NOTICE = 400  # characters of what a site says in place of an article
_LONGEST_SHOWN = 200  # characters of an address
_WALL = re.compile(
    r"(?i)\b(?:enable|turn on|activate) javascript\b|\bjavascript is (?:disabled|required)\b"
    r"|\bare (?:you )?(?:not )?a (?:robot|human)\b|\bverify(?:ing)? (?:that )?you are (?:a )?human\b"
    r"|\bchecking your browser\b|\bunusual (?:traffic|activity) from your\b"
    r"|\bpage (?:was |could )?not (?:be )?found\b"
    r"|\byou (?:do not|don['’]t) have permission to access\b|\b(?:error 404|404 error)\b"
)
_MOST_BESIDE = 15_000  # within one element: the extractor's time grows with their square (91 pages: 246)
_FULLER = 2  # times as long: JSON-LD's text is then taken for the whole, what the page shows for its start


def read(data: bytes, name: str, declared: str | None = None) -> Draft:
    """Read one saved or fetched page. Raises UnreadableInput where it holds no article.

    ``name`` is the file's, and names the article where nothing else does; ``declared`` is the encoding that
    the page came with, if it was sent with one.
    """
    tree = parse(data, declared)
    if any(len(element) > _MOST_BESIDE for element in tree.iter()):
        raise UnreadableInput(TOO_LARGE)
    about = page_metadata(tree, today_in_utc())
    leads_to = _leads_to(tree)
    frames = tree.find(".//frameset") is not None
    strip_unseen(tree)
    text = article_text(tree, about.repeated) or ""
    if about.body and len(about.body) > _FULLER * len(text):
        text = about.body
    _refuse_walls(text, leads_to)
    if not text:
        raise UnreadableInput(
            "No article text was found on this page"
            + (
                ", which shows others in frames. Open the article's own frame and save"
                if frames
                else ". Save"
            )
            + " the article as plain text instead."
        )
    return Draft(
        title=about.headline or title_from_name(name),
        text=text,
        outlet=about.outlet,
        author=", ".join(about.authors) or None,
        published=about.dates.published,
        url=about.url,
        published_at=about.dates.published_at,
        modified=about.dates.modified,
        dated_by=about.dates.dated_by,
        language=_language(about.language, text),
        section=about.section,
        agency=about.agency(text),
        correction=about.correction,
    )


def _leads_to(tree: HtmlElement) -> str | None:
    """Return the address to which the page sends its readers on, if it does."""
    for element in tree.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            found = _REFRESH.match(element.get("content") or "")
            return found[1] if found else None
    return None


def _refuse_walls(text: str, leads_to: str | None) -> None:
    """Raise UnreadableInput for what a site shows in an article's place; the articles are longer."""
    if len(text) > _LONGEST_NOTICE:
        return
    if leads_to:
        raise UnreadableInput(
            f"This page only leads on to another ({leads_to[:_LONGEST_SHOWN]}). Add or save that one instead."
        )
    if _WALL.search(text):
        raise UnreadableInput(
            "The site shows a notice in place of the article. Open the article in a browser and save it."
        )


def _language(declared: str | None, text: str) -> str | None:
    """Return the language of ``text``: the declared one, unless the two differ and one is English.

    "en" is what a site's software says until somebody tells it otherwise, and a translated page often keeps
    its site's language. English is taken for no other language, as Danish may be for Norwegian.
    """
    read = language_of(text)
    return read if read and declared != read and "en" in (declared, read) else declared
