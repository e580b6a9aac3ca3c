"""The meta tags of a page, and the words of its elements."""

from collections.abc import Iterator

from lxml.html import HtmlElement

_MOST_VALUES = 5  # of one meta tag
_LONGEST_VALUE = 2_000  # characters


class MetaTags:
    """The meta tags of a page, by lower-case name, in the page's order."""

    def __init__(self, tree: HtmlElement) -> None:
        self._found: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            content = " ".join((element.get("content") or "")[:_LONGEST_VALUE].split())
            for attribute in ("property", "name", "http-equiv"):
                if content and (name := element.get(attribute)):
                    said = self._found.setdefault(name.strip().lower(), [])
                    if len(said) < _MOST_VALUES:
                        said.append(content)

    def all(self, *wanted: str) -> Iterator[str]:
        """Yield what the tags named say, in the order of the names."""
        for name in wanted:
            yield from self._found.get(name, ())


def words_of(element: HtmlElement) -> str:
    """Return the words of an element, set apart by single spaces."""
    return " ".join(element.text_content().split())[:_LONGEST_VALUE]
