"""What a briefing is wished for: "brief me on Brexit from 1 June 2016 to 31 March 2019"."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.briefings.gating import one_line
from assistant.question.periods import find_period
from assistant.words import day_in_words
from corpus.errors import BadBriefing
from corpus.records import Filters

_WISH = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you)\s+)?(?:brief\s+(?:me|us)|"
    r"(?:(?:draft|write|make|prepare|give)\s+(?:me\s+|us\s+)?)?(?:a\s+|the\s+)?briefing)\s+"
    r"(?:on|about|for|regarding)\s+",
    re.IGNORECASE,
)
_END = " \t.?!,;:"


@dataclass(frozen=True, slots=True)
class Wish:
    """The matter that a briefing is to be about, and the days that it is to cover, both included."""

    subject: str
    filters: Filters = field(default_factory=Filters)

    @property
    def title(self) -> str:
        """What the briefing is called until somebody renames it."""
        subject = f"{self.subject[0].upper()}{self.subject[1:]}"
        since, until = self.filters.since, self.filters.until
        if since and until:
            return f"{subject}, {day_in_words(since)} to {day_in_words(until)}"
        if since or until:
            return f"{subject}, {'since' if since else 'until'} {day_in_words(since or until)}"
        return subject


def read_wish(text: str, filters: Filters | None = None) -> Wish:
    """Read what a briefing is wished for. Days that are given win over those that the wish ends with.

    A period that stands within the words ("the 2013 shutdown") belongs to the matter. Raises BadBriefing
    where no matter is named, or the days are the wrong way round.
    """
    given = filters or Filters()
    plain = one_line(text)
    subject = _WISH.sub("", plain).strip(_END)
    if subject != plain.strip(_END) and not (given.since or given.until):
        period = find_period(subject, given.asked or date.today())  # noqa: DTZ011  # the asker's own day
        if period and not subject[period.words.end :].strip(_END):
            subject = subject[: period.words.start].strip(_END)
            given = replace(given, since=period.first, until=period.last)
    if not any(mark.isalnum() for mark in subject):
        raise BadBriefing("Say what the briefing is to be about, such as: dateline briefing draft Brexit")
    if given.since and given.until and given.since > given.until:
        raise BadBriefing(f"{given.since} lies after {given.until}. Swap them.")
    return Wish(subject, given)
