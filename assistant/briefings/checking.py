"""Whether what a briefing says is still so: what has become of its sources since, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.aging import Aging, aging_line, aging_of
from assistant.briefings.records import Cited, Fault, Place, What
from assistant.quotations import quotations
from corpus import Corpus
from corpus.errors import NotFound
from corpus.folding import Folded, find, fold
from corpus.held import Held, held_now
from corpus.records import ArticleInfo

_FAULTS: Mapping[str, What] = {"removed": "removed", "changed": "changed", "corrected": "corrected"}
"""What of ``aging`` is a fault; that there is a newer version in which the words stand still is none."""

Version = tuple[str, int]


class Checker:
    """Tells what became of the sources of a briefing, looked up once for all its items.

    ``known`` are the articles as they were when they were first cited, by id and version.
    """

    def __init__(self, corpus: Corpus, known: Mapping[Version, ArticleInfo]) -> None:
        ids = list({article_id for article_id, _ in known})
        self._known = known
        self._held: Mapping[str, Held] = held_now(corpus.catalogue, ids)
        self._now = corpus.catalogue.infos(ids)
        self.texts: dict[Version, str] = {}
        """The text of each cited version that the archive holds."""
        for one in known:
            try:
                self.texts[one] = corpus.catalogue.get(*one).text
            except NotFound:
                continue

    def now(self, article_id: str) -> ArticleInfo | None:
        """Return what is known of an article now; None where the archive no longer holds it."""
        return self._now.get(article_id)

    def faults(self, item: int, body: Cited, seen: Mapping[str, str | None]) -> list[Fault]:
        """Return why a statement no longer stands as it is; of one article the first reason, the worst one.

        ``seen`` has the correction notes that were known when it was cited, by article.
        """
        found = []
        for article_id, version in dict.fromkeys((one.article_id, one.version) for one in body.places):
            places = [one for one in body.places if (one.article_id, one.version) == (article_id, version)]
            fault = self._fault((article_id, version), places, seen.get(article_id))
            if fault:
                what, message = fault
                title = self._known[article_id, version].title
                found.append(Fault(item, what, f"{title}: {message}"))
        if not found and (words := self._not_there(body)):
            found.append(Fault(item, "absent", f"these words are in no place that it cites: {words}"))
        return found

    def _fault(self, version: Version, places: Sequence[Place], seen: str | None) -> tuple[What, str] | None:
        known, held, now = self._known[version], self._held.get(version[0]), self._now.get(version[0])
        cited = [(place.span, place.words) for place in places]
        aging = aging_of(replace(known, version=version[1], correction=seen), cited, held)
        if held is None or now is None:
            return "removed", aging_line(aging or Aging("removed"))
        if aging and aging.what == "embargoed":
            return "embargoed", aging_line(aging)
        text = self.texts.get(version)
        if text is None or any(span.of(text) != words for span, words in cited):
            return "absent", f"the words cited do not stand in version {version[1]}, which is cited"
        if aging and aging.what in _FAULTS:
            return _FAULTS[aging.what], aging_line(aging)
        return None

    def _not_there(self, body: Cited) -> str | None:
        """Return words that a statement takes from its places and that stand in none, if any do not.

        They are what it quotes; all of it, where it says that it is the article's own.
        """
        places = [fold(place.words) for place in body.places]
        unmarked = any(flag.startswith("quotation-") for flag in body.flags)
        if body.kind != "paraphrase" and not unmarked and not any(_is_of(body.text, one) for one in places):
            return body.text
        for words in (one.inner.of(body.text) for one in quotations(body.text)):
            bare = words.rstrip(".,;:!? ")  # the sentence's own point may stand inside the marks
            if not any(find(one, place, whole_words=True) for one in (words, bare) for place in places):
                return words
        return None


def _is_of(text: str, place: Folded) -> bool:
    """Tell whether an extract or a quote stands in a place, between marks of ours or as it is."""
    inside = [one.inner.of(text) for one in quotations(text) if one.outer.of(text) == text]
    return any(find(one, place, whole_words=True) for one in (text, *inside))
