"""The address of the Articles page: what its list is narrowed to, its order and page, as query parameters.

The address is the one place that holds them, so that a reload, a bookmark and the browser's way back lose
nothing. What it says that cannot be is passed over: anybody can type an address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, get_args

from corpus.listing import Order
from corpus.narrowing import Only, Wanted
from ui.app import shared

Address = dict[str, list[str]]

ONLY: Mapping[Only, str] = {
    "correction": "With a correction",
    "copies": "With copies",
    "versions": "Changed since",
    "embargo": "Under embargo",
    "usage": "With usage terms",
    "credit": "With a credit line",
    "undated": "Undated",
}
"""What a list can be narrowed to, in words for a person."""
ORDERS: Mapping[Order, str] = {
    "best": "Best match",
    "newest": "Newest first",
    "oldest": "Oldest first",
    "added": "Last added first",
}
SAMPLE: Mapping[bool, str] = {True: "Only sample articles", False: "No sample articles"}
EARLIEST, LATEST = date(1500, 1, 1), date(2999, 12, 31)
"""The days that a list can be narrowed by."""
_NAMES = {"outlets": "outlet"}  # in the address, where it is not the field's own name
_SAMPLE = {"only": True, "none": False}


@dataclass(frozen=True, slots=True)
class View:
    """What the list shows. No ``order`` is the best match where there are words, else the newest first."""

    wanted: Wanted = field(default_factory=Wanted)
    order: Order | None = None
    page: int = 1

    @property
    def ordered(self) -> Order:
        """The order that the list is in."""
        usual: Order = "best" if self.wanted.words else "newest"
        return usual if self.order is None or (self.order == "best" and not self.wanted.words) else self.order


def read(address: Mapping[str, Sequence[str]]) -> View:
    """Return what an address asks for."""

    def first(name: str) -> str:
        return next(iter(address.get(name, ())), "").strip()

    wanted = Wanted(
        words=first("words"),
        contains=first("contains"),
        outlets=tuple(dict.fromkeys(name for name in address.get("outlet", ()) if name.strip())),
        since=_day(first("since")),
        until=_day(first("until")),
        language=first("language") or None,
        section=first("section") or None,
        only=tuple(one for one in get_args(Only) if one in address.get("only", ())),
        sample=_SAMPLE.get(first("sample")),
    )
    order: Order | None = next((one for one in get_args(Order) if one == first("order")), None)
    page = first("page")
    return View(wanted, order, max(1, int(page)) if page.isdecimal() and len(page) < 9 else 1)


def write(view: View) -> Address:
    """Return the address of a view: of what is as usual, nothing."""
    address: Address = {}
    for one in fields(view.wanted):
        value: Any = getattr(view.wanted, one.name)
        if one.name == "sample" and value is not None:
            value = next(name for name, sample in _SAMPLE.items() if sample == value)
        if value:
            several = value if isinstance(value, tuple) else (value,)
            address[_NAMES.get(one.name, one.name)] = [str(part) for part in several]
    if view.order:
        address["order"] = [view.order]
    if view.page > 1:
        address["page"] = [str(view.page)]
    return address


def narrowings(wanted: Wanted) -> list[tuple[str, Wanted]]:
    """Return in words each thing that narrows a list, with what is wanted once it is taken back."""
    found = [(f"Words: {wanted.words}", replace(wanted, words=""))] if wanted.words else []
    if wanted.contains:
        found.append((f"Headline holds: {wanted.contains}", replace(wanted, contains="")))
    for name in wanted.outlets:
        others = tuple(other for other in wanted.outlets if other != name)
        found.append((f"Outlet: {name}", replace(wanted, outlets=others)))
    if wanted.since or wanted.until:
        published = shared.in_words(wanted.since, wanted.until)
        found.append((f"Published {published}", replace(wanted, since=None, until=None)))
    if wanted.language:
        found.append((f"Language: {language_name(wanted.language)}", replace(wanted, language=None)))
    if wanted.section:
        found.append((f"Section: {wanted.section}", replace(wanted, section=None)))
    for only in wanted.only:
        rest = tuple(other for other in wanted.only if other != only)
        found.append((ONLY[only], replace(wanted, only=rest)))
    if wanted.sample is not None:
        found.append((SAMPLE[wanted.sample], replace(wanted, sample=None)))
    return found


def language_name(code: str) -> str:
    """Return the English name of an ISO 639-1 code, or the code itself where it is none."""
    from babel import Locale

    return str(Locale("en").languages.get(code.lower(), code))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
