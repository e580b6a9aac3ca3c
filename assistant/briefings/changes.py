"""What several people change in one briefing at once: by item, whoever else has changed it meanwhile."""

from dataclasses import dataclass, replace

from assistant.briefings import composing
from assistant.briefings.keeping import body_from_json
from assistant.briefings.reading import read_briefing
from assistant.briefings.records import Item, Place
from corpus import Corpus
from corpus.briefings import Briefings, ItemRow


@dataclass(frozen=True, slots=True)
class TakenOut:
    """An item that was taken out, and after which one it stood (0: first), to put it back as it was."""

    briefing: str
    row: ItemRow
    after: int

    @property
    def text(self) -> str:
        """What it says."""
        return body_from_json(self.row.body).text

    def behind(self, other: "TakenOut", number: int) -> "TakenOut":
        """Return this as it is once another is back as item ``number``: behind it, where it stood there."""
        stood = other.briefing == self.briefing and other.row.id == self.after
        return replace(self, after=number) if stood else self


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Somebody else has changed an item since it was opened; ``now`` is what it says."""

    now: str


def move(corpus: Corpus, briefing: str, item: int, by: int) -> bool:
    """Move an item one up (-1) or down (1); tell whether there was somewhere to go.

    Raises NotFound where it is not there any more.
    """
    ids = [one.id for one in read_briefing(corpus, briefing).items]
    at = ids.index(item) if item in ids else -1
    to = at + by
    if at >= 0 and not 0 <= to < len(ids):
        return False
    others = [0, *(one for one in ids if one != item)]
    composing.move(corpus, briefing, item, others[max(to, 0)])  # which says so where it is not there
    return True


def take_out(corpus: Corpus, briefing: str, item: int) -> TakenOut:
    """Take an item out, and return what it takes to put it back. Raises NotFound where it is not there."""
    with Briefings(corpus.catalogue).changing(briefing) as change:
        row, ids = change.item(item), [0, *change.ids]
        change.drop(item)
    return TakenOut(briefing, row, ids[ids.index(item) - 1])


def put_back(corpus: Corpus, taken: TakenOut) -> int:
    """Put an item back where it stood, or at the end where what stood before it has gone; return its id."""
    row = taken.row
    with Briefings(corpus.catalogue).changing(taken.briefing) as change:
        after = taken.after if taken.after in (0, *change.ids) else None
        return change.add(row.body, row.asked, row.seen, after)


def edit(
    corpus: Corpus,
    briefing: str,
    item: int,
    text: str,
    *,
    was: str,
    level: int | None = None,
    cite: tuple[Place, ...] = (),
) -> Item | Meanwhile:
    """Give an item other words, if it still says what it did when it was opened (``was``).

    Raises what ``composing.edit`` does.
    """
    now = next((one.body.text for one in read_briefing(corpus, briefing).items if one.id == item), was)
    if now != was:
        return Meanwhile(now)
    return composing.edit(corpus, briefing, item, text, level=level, cite=cite)
