"""Who has a say in a matter: the people and bodies that its articles quote or name."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from assistant.attribution import told_to
from assistant.question.outlets import find_outlet
from assistant.starters import STARTERS
from corpus import Corpus
from corpus.names import gender_of, is_courtesy, is_office, surname
from corpus.records import Hit

_PART = r"[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]"
_PERSON = re.compile(rf"\b{_PART}(?:\s(?:[A-Z]\.|bin|al|de|van|von|{_PART})){{1,3}}")
# An article counts by how far up it was found, less and less; words of a speaker's own count twice.
_FLAT = 20
_OWN, _REPORTED, _NAMED = 2.0, 1.0, 0.5


def speakers_on(corpus: Corpus, hits: Sequence[Hit]) -> list[str]:
    """Return who is quoted, or a person named, in these passages: in most of the best articles first.

    Each is named once, in the fullest form found. Outlets that report on what others said are left out.
    """
    quotes = corpus.catalogue.quotes_of_each(list({hit.article.id for hit in hits}))
    weight: defaultdict[str, float] = defaultdict(float)
    fullest: dict[str, str] = {}
    quoted: set[str] = set()
    articles: Counter[str] = Counter()
    for rank, info in enumerate({hit.article.id: hit.article for hit in hits}.values()):
        theirs: dict[str, float] = {}
        shown = [hit.passage for hit in hits if hit.article.id == info.id]
        said = [
            (quote.speaker or "", _OWN if quote.direct else _REPORTED)
            for quote in quotes[info.id]
            if any(span.meets(passage.span) for span in quote.spans for passage in shown)
        ]
        quoted |= {surname(who) for who, _ in said}
        named = [(who, _NAMED) for passage in shown for who in _persons(passage.text)]
        for who, counts in (*said, *named):
            name = surname(who)
            if name and _is_named(who) and who not in (info.author or ""):
                theirs[name] = max(counts, theirs.get(name, 0.0))
                fullest[name] = max(fullest.get(name, ""), who, key=len)
        for name, counts in theirs.items():
            weight[name] += counts * _FLAT / (rank + _FLAT)
            articles[name] += 1
    # who is only named, and in one article, need not have had anything to say
    known = [name for name in weight if name in quoted or articles[name] > 1]
    found = [fullest[name] for name in sorted(known, key=lambda name: -weight[name])]
    return [who for who in found if not _is_outlet(corpus, who)]


def _is_named(who: str) -> bool:
    """Tell whether words name somebody: not "the agency", nor "The agency" or "Both"."""
    capitals = [word for word in who.split() if word[:1].isupper()]
    return who[:1].isupper() and any(word.casefold() not in STARTERS for word in capitals)


def _is_outlet(corpus: Corpus, who: str) -> bool:
    """Tell whether a speaker is an outlet, of the archive or another, that reports what others say."""
    if find_outlet(f"according to {who}", corpus.catalogue.outlets):
        return True
    return told_to(f"told {who}", None) is not None


def _persons(text: str) -> Iterator[str]:
    """Yield the persons whom a text names in full, without offices and courtesies before the name."""
    for match in _PERSON.finditer(text):
        words = match[0].split()
        while words and (is_office(words[0]) or is_courtesy(words[0])):
            words = words[1:]
        if len(words) > 1 and gender_of(words[0]):
            yield " ".join(words)
