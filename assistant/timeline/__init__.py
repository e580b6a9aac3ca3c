"""Timelines: a matter, or an article's story, told day by day in sentences of the articles."""

from assistant.timeline.by_day import HITS, NOTHING_TO_TELL, Timeline, Told, tell_timeline, too_few

__all__ = ["HITS", "NOTHING_TO_TELL", "Timeline", "Told", "tell_timeline", "too_few"]
