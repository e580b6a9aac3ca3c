"""Exporting: a briefing as a file that an editor accepts, or its sources for a reference manager.

``export`` and ``rendered`` are all that the faces need; FORMATS and STYLES are what they offer.
"""

from assistant.briefings.exporting.formats import BIBLIOGRAPHIES, FORMATS, Notes, export, rendered
from assistant.briefings.exporting.style_files import STYLES
from corpus.errors import BadExport

__all__ = ["BIBLIOGRAPHIES", "FORMATS", "STYLES", "BadExport", "Notes", "export", "rendered"]
