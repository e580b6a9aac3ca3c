"""Web pages: the article's text, and what the page says of itself."""

from corpus.errors import UnreadableInput
from corpus.records import Draft
from ingest.readers.markup import parse, strip_unseen
from ingest.readers.page_dates import today_in_utc
from ingest.readers.page_metadata import page_metadata
from ingest.readers.page_text import article_text
from ingest.readers.text import title_from_name

_FULLER = 2  # times as long: JSON-LD's text is then taken for the whole, what the page shows for its start


def read(data: bytes, name: str, declared: str | None = None) -> Draft:
    """Read one saved or fetched page. Raises UnreadableInput where it holds no article.

    ``name`` is the file's, and names the article where nothing else does; ``declared`` is the encoding that
    the page came with, if it was sent with one.
    """
    tree = parse(data, declared)
    about = page_metadata(tree, today_in_utc())
    frames = tree.find(".//frameset") is not None
    strip_unseen(tree)
    text = article_text(tree, about.repeated) or ""
    if about.body and len(about.body) > _FULLER * len(text):
        text = about.body
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
        language=about.language,
        section=about.section,
        agency=about.agency(text),
        correction=about.correction,
    )
