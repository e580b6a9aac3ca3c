"""Who wrote the article of a page, by what it declares, else by what it prints near the headline."""

import re

from lxml.html import HtmlElement

from ingest.readers.bylines import names, people
from ingest.readers.page_lines import apart, lines
from ingest.readers.page_tags import MetaTags
from ingest.readers.schema_org import Declared, microdata

_AUTHORS = (
    *("article:author", "author", "sailthru.author", "parsely-author", "dc.creator", "dcterms.creator"),
    *("byl", "byline", "article.author", "article_author", "cxenseparse:author"),
)
_BY_SOMEBODY = re.compile(r"(?:By|BY|Von|Por|Par|Di)\s+[^\W\d_][\w.'’-]+\s+[^\W\d_]")
_PICTURE = re.compile(r"\b(?:photo|image|picture|getty|foto)", re.IGNORECASE)
_BYLINE = re.compile(
    r"byline|by-line|author(?!ity|iz)|writer|contributor|\b(?:autor|auteur|autore|firma|signature|verfasser)",
    re.IGNORECASE,
)


def credits_of(
    tree: HtmlElement, meta: MetaTags, schema: Declared, near: list[HtmlElement], outlet: str | None
) -> tuple[list[str], list[str]]:
    """Return the byline's names, and every credit line."""
    declared = (
        [*schema.texts("author", "name"), *schema.texts("creator", "name")],
        *([line] for line in meta.all(*_AUTHORS)),
        list(microdata(tree, "author")),
    )
    printed = printed_credits(near)
    credited = [*schema.texts("sourceOrganization", "name"), *schema.texts("creditText")]
    credited += [line for source in (*declared, printed) for line in source if "://" not in line]
    for source in declared:
        if found := names((line for line in source if "://" not in line), outlet):
            return found, credited
    in_lines = [people([line], outlet) for line in printed]
    in_lines += [people(pieces, outlet) for pieces in apart(near, _BYLINE)]
    organisations = (names([line], outlet) for line in printed)
    return _fullest(in_lines) or next(filter(None, organisations), []), credited


def printed_credits(near: list[HtmlElement]) -> list[str]:
    """Return the lines near the headline that say who wrote the article, not who took a picture."""
    found = lines(near, _BYLINE, _BY_SOMEBODY.match)
    return [line for line in found if not _PICTURE.search(line.split(";")[0])]


def _fullest(lists: list[list[str]]) -> list[str]:
    """Return the first list that names anybody, or the longest that names them and others."""
    best: list[str] = []
    for found in lists:
        if found and set(best) <= set(found) and len(best) < len(found):
            best = found
    return best
