"""What the Timeline page is asked for, and the work on it outside the page's script."""

import logging
import threading
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date

from assistant import Assistant
from assistant.question import GUESSES, Guess
from assistant.timeline import Timeline
from corpus.errors import DatelineError
from corpus.records import Filters

_log = logging.getLogger(__name__)
_KEPT = 4  # timelines that a session keeps: a few statements each


@dataclass(frozen=True, slots=True)
class Wish:
    """What an address asks for: a matter in words, or the story of an article; nothing where neither is set.

    ``without`` is what a person took back of what had been read from the matter, or from the article.
    """

    matter: str = ""
    article: str = ""
    filters: Filters = field(default_factory=Filters)
    without: tuple[Guess, ...] = ()

    @classmethod
    def of(cls, address: Mapping[str, str]) -> "Wish":
        """Read an address; what it says of days and cannot be one is left out."""
        filters = Filters(
            since=_day(address.get("since")),
            until=_day(address.get("until")),
            outlet=address.get("outlet") or None,
        )
        taken_back = address.get("without", "").split(",")
        without = tuple(guess for guess in GUESSES if guess in taken_back)
        return cls(address.get("q", "").strip(), address.get("article", "").strip(), filters, without)

    @property
    def address(self) -> dict[str, str]:
        """The address that asks for this."""
        parts = {
            "q": self.matter,
            "article": "" if self.matter else self.article,
            "since": self.filters.since.isoformat() if self.filters.since else "",
            "until": self.filters.until.isoformat() if self.filters.until else "",
            "outlet": self.filters.outlet or "",
            "without": ",".join(self.without),
        }
        return {name: value for name, value in parts.items() if value}


class Telling:
    """A timeline being looked for in a thread of its own, so that no click can stop it."""

    def __init__(self) -> None:
        self.timeline: Timeline | None = None
        self.error: str | None = None
        self._ended = threading.Event()

    def start(self, assistant: Assistant, wish: Wish) -> None:
        """Begin."""
        threading.Thread(target=self._run, args=[assistant, wish], name="timeline", daemon=True).start()

    def is_done(self, seconds: float = 0) -> bool:
        """Tell whether it has ended; wait so long for that."""
        return self._ended.wait(seconds)

    def _run(self, assistant: Assistant, wish: Wish) -> None:
        try:
            if wish.matter:
                self.timeline = assistant.timeline(wish.matter, wish.filters, without=wish.without)
            else:
                self.timeline = assistant.story(wish.article, wish.filters, without=wish.without)
        except DatelineError as error:
            self.error = str(error)
        finally:
            if self.timeline is None and self.error is None:
                _log.exception("the timeline failed: %s", wish)
                self.error = "Something went wrong inside Dateline; the server's log says what. Try again."
            self._ended.set()


def telling_of(
    kept: MutableMapping[tuple[Wish, int], Telling], assistant: Assistant, wish: Wish, generation: int
) -> Telling:
    """Return the timeline of a wish as the archive is now: one that is kept, or one that is begun."""
    key = wish, generation
    if key not in kept:
        while len(kept) >= _KEPT:
            del kept[next(iter(kept))]  # the one that was asked for first
        kept[key] = Telling()
        kept[key].start(assistant, wish)
    return kept[key]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
