"""A briefing as a file: the form, the making in a thread of its own, and the button that downloads it."""

import logging
import re
import tempfile
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from assistant.briefings.reading import composed as read_composed
from assistant.briefings.records import Composed
from corpus import Corpus
from corpus.errors import BadExport, DatelineError
from ui.app import shared

if TYPE_CHECKING:
    from assistant.briefings.exporting import Notes

_log = logging.getLogger(__name__)
_MADE = "briefing-file"  # in the session: the one that was made last
_OWN_STYLE = "own"
_KEPT: Final = "session"  # a house exports everything alike, and comes back when something was mended
_NOTES = {"": "As the style has it", "footnotes": "Footnotes", "endnotes": "Endnotes", "numbers": "Numbers"}
_TAKES_NOTES = {"docx": ("footnotes", "endnotes"), "odt": ("footnotes", "endnotes"), "pdf": ("footnotes",)}
_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "md": "text/markdown",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/json",
}
_LONGEST_NAME = 80  # characters of a file's name
_LARGEST_GIVEN = 30  # MB: a font of Chinese has twenty
_SOON = 0.4  # seconds that the page waits before it says that it waits
_FAILED = "Something went wrong inside Dateline; the server's log says what. Try again."


@dataclass(frozen=True, slots=True)
class Given:
    """A file that a person gave along: ``id`` tells it from another of the same name."""

    id: str
    name: str
    held: bytes = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What file is wanted. ``csl`` is a style of one's own, ``fonts`` are for a PDF, beside its own."""

    briefing: str
    kind: str
    style: str
    notes: str
    appendix: bool
    csl: Given | None = None
    fonts: tuple[Given, ...] = ()


@dataclass(eq=False)
class Making:
    """A file on its way: its bytes once they are there, or why there are none."""

    wanted: Wanted
    made: bytes | None = None
    name: str = ""
    changed: datetime | None = None
    error: str | None = None
    _ended: threading.Event = field(default_factory=threading.Event)

    def start(self, corpus: Corpus) -> None:
        """Begin to make it."""
        threading.Thread(target=self._run, args=[corpus], name="exporting", daemon=True).start()

    def is_done(self, seconds: float = 0) -> bool:
        """Tell whether it has ended; wait so long for that."""
        return self._ended.wait(seconds)

    def _run(self, corpus: Corpus) -> None:
        try:
            found = read_composed(corpus, self.wanted.briefing)
            self.name = file_name(found.briefing.title, self.wanted.kind)
            self.changed = found.briefing.changed
            self.made = rendered_as(found, self.wanted)
        except DatelineError as error:
            self.error = str(error)
        finally:
            if self.made is None and self.error is None:
                _log.exception("exporting failed: %s", self.wanted.briefing)
                self.error = _FAILED
            self._ended.set()


def rendered_as(found: Composed, wanted: Wanted) -> bytes:
    """Return the file's bytes. Raises BadExport where the format, the style or a font is missing."""
    from assistant.briefings.exporting import rendered

    ways: dict[str, Notes] = {"footnotes": "footnotes", "endnotes": "endnotes", "numbers": "numbers"}
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        style = Path(folder) / "style.csl"
        if wanted.csl:
            style.write_bytes(wanted.csl.held)
        for number, font in enumerate(wanted.fonts):
            (Path(folder) / f"{number}{Path(font.name).suffix.lower()}").write_bytes(font.held)
        try:
            return rendered(
                found,
                wanted.kind,
                style=str(style) if wanted.csl else wanted.style,
                notes=ways.get(wanted.notes),
                appendix=wanted.appendix,
                fonts=Path(folder) if wanted.fonts else None,
            )
        except BadExport as error:
            name = wanted.csl.name if wanted.csl else ""
            raise BadExport(str(error).replace(str(style), name)) from error


def file_name(title: str, kind: str) -> str:
    """Return what a briefing's file is called: the words of its title, in any script, and the suffix."""
    words = "-".join(re.findall(r"\w+", shared.safe(title)))[:_LONGEST_NAME].strip("-_")
    return f"{words or 'briefing'}.{kind}"


def show_export(corpus: Corpus, found: Composed) -> None:
    """Show the form, and what came of it."""
    from assistant.briefings.exporting import BIBLIOGRAPHIES, FORMATS, STYLES

    names = {**FORMATS, **{kind: f"Sources as {name}" for kind, name in BIBLIOGRAPHIES.items()}}
    styles = {**{key: name for key, (name, _) in STYLES.items()}, _OWN_STYLE: "A style of my own (.csl)"}
    kind = st.selectbox(
        "Format", list(names), format_func=names.__getitem__, key="export-kind", persist_state=_KEPT
    )
    wanted = Wanted(found.briefing.id, kind, "chicago-notes", "", True)
    if kind in FORMATS:
        style = st.selectbox(
            "Citation style",
            list(styles),
            format_func=styles.__getitem__,
            key="export-style",
            persist_state=_KEPT,
        )
        csl = _given("Style file (CSL)", ["csl"], "export-csl") if style == _OWN_STYLE else ()
        ways = ["", *_TAKES_NOTES.get(kind, ()), "numbers"]
        notes = st.selectbox(
            "Citations stand in",
            ways,
            format_func=_NOTES.__getitem__,
            key=f"export-notes-{kind}",
            persist_state=_KEPT,
        )
        appendix = st.checkbox(
            "With an appendix: each quotation in its paragraph, for whoever checks it",
            value=True,
            key="export-appendix",
            persist_state=_KEPT,
        )
        fonts: tuple[Given, ...] = ()
        if kind == "pdf":
            with st.expander("Fonts for other scripts"):
                st.caption("Needed only where the PDF has no font for a script: then it says so.")
                fonts = _given("Font files", ["ttf", "otf", "ttc"], "export-fonts")
        wanted = Wanted(found.briefing.id, kind, style, notes, appendix, csl[0] if csl else None, fonts)
    ready = wanted.style != _OWN_STYLE or wanted.csl is not None
    if st.button("Make the file", key="export-make", type="primary", disabled=not ready):
        st.session_state[_MADE] = begun = Making(wanted)
        begun.start(corpus)
    making: Making | None = st.session_state.get(_MADE)
    if making is not None and making.wanted == wanted:
        _show_made(making, found)


def _given(label: str, kinds: list[str], key: str) -> tuple[Given, ...]:
    """Ask for files, and return those that were given; of a style the first is the one."""
    files = st.file_uploader(
        label, type=kinds, key=key, accept_multiple_files=True, max_upload_size=_LARGEST_GIVEN
    )
    return tuple(Given(one.file_id, one.name, one.getvalue()) for one in files)


def _show_made(making: Making, found: Composed) -> None:
    if not making.is_done(_SOON):
        _await(making)
    elif making.made is None:
        st.error(shared.label(making.error or "", 800), icon=":material/error:")
        if making.wanted.kind == "pdf":
            st.text("Font files can be given above, under “Fonts for other scripts”.")
    elif making.changed != found.briefing.changed:
        st.info("The briefing has changed since this file was made. Make it again.")
    else:
        st.download_button(
            f"Download {shared.label(making.name)}",
            making.made,
            file_name=making.name,
            mime=_KINDS[making.wanted.kind],
            key="export-download",
            icon=":material/download:",
            on_click="ignore",
        )
        st.caption(f"{max(1, len(making.made) // 1024):,} kB")


@st.fragment(run_every=0.5)
def _await(making: Making) -> None:
    """Say that the file is on its way; draw the whole page again once it is there."""
    if making.is_done():
        st.rerun()
    st.text("Making the file …")
