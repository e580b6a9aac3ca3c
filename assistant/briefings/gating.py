"""What a person writes passes the same gates as what a model writes.

Quoted words must stand verbatim around the places that a statement cites, or they lose their marks; what it
says of numbers, days, names and speakers must be there too. In an answer a sentence that is not borne out is
dropped; a person's is kept, and flagged.
"""

from collections.abc import Sequence

from assistant import words
from assistant.answer import SourceSpan, Statement, attribution
from assistant.attribution import told_to
from assistant.briefings.records import BY_HAND, Cited, Place
from assistant.quotations import quotations
from assistant.speakers import speaker_by_name
from assistant.support import supported
from assistant.verification import Cited as Passage
from assistant.verification import gate, whose
from assistant.windows import LONGEST
from corpus import Corpus
from corpus.errors import BadBriefing, NotFound
from corpus.folding import find, fold
from corpus.records import Article, Quote, Span
from corpus.sentences import sentences

UNSOURCED = "quoted words without a source"
"""Flags a note or a heading: it cites nothing, so what it quotes cannot be checked."""


def flags_of_own(text: str) -> tuple[str, ...]:
    """Return the flags of an author's own words."""
    return (UNSOURCED,) if quotations(text) else ()


def written(
    corpus: Corpus, text: str, places: Sequence[Place], speaker: str | None = None, by: str = BY_HAND
) -> Cited:
    """Return a statement over these places, as the gates let it through.

    ``speaker`` is whose words it is said to be. Where the text stands in the source as it is, it is an
    extract or a quote and has the source's characters. Raises BadBriefing where there is no text or no place,
    and where the archive no longer holds a cited version, so that nothing can be checked.
    """
    plain = one_line(text)
    if not places:
        raise BadBriefing(
            "A statement cites something. Name an article and its words, or add a note instead."
        )
    articles = [held(corpus, place) for place in places]
    for place, article in zip(places, articles, strict=True):
        passage = around(article.text, place.span)
        found = find(plain, fold(passage.of(article.text)), whole_words=True)
        if found:
            spans = [Span(passage.start + one.start, passage.start + one.end) for one in found]
            span = next((one for one in spans if one.meets(place.span)), spans[0])
            others = [other for other in places if other is not place]
            return verbatim(corpus, article, span, others=others, by=by)
    return _gated(corpus, plain, places, articles, speaker, by)


def verbatim(
    corpus: Corpus, article: Article, span: Span, *, others: Sequence[Place] = (), by: str = BY_HAND
) -> Cited:
    """Return what stands at a place of an article as a statement; ``others`` are further places it cites.

    Words from within what somebody says stand between quotation marks, which the reader would miss.
    """
    words = " ".join(span.of(article.text).split())
    passage = _passage(corpus, 0, article, around(article.text, span))
    said = [one for one in passage.quotes if one.direct and any(part.meets(span) for part in one.spans)]
    speakers = {one.speaker for one in said}
    quote = said[0] if len(speakers) == 1 else None
    text = words
    flags: tuple[str, ...] = ()
    if quote and any(part.holds(span) for part in quote.spans):
        gated = gate(f"“{words}”", [passage], quote.speaker)
        text, flags = gated.text, gated.flags
    if not _are_whole_sentences(article.text, span):
        flags += supported(words, [passage]).flags
    places = (Place(article.info.id, article.info.version, span, span.of(article.text)), *others)
    statement = Statement(
        text=text,
        kind="quote" if said else "extract",
        spans=(SourceSpan(0, span),),
        speaker=quote.speaker if quote else None,
        role=quote.role if quote else None,
        day=article.info.published,
        outlet=article.info.outlet,
        told=told_to(words, article.info.outlet) if quote else None,
    )
    return _cited(statement, places, flags, by)


def _gated(
    corpus: Corpus,
    text: str,
    places: Sequence[Place],
    articles: Sequence[Article],
    speaker: str | None,
    by: str,
) -> Cited:
    """Return a person's words: unmarked where they quote what is not there, flagged where not borne out."""
    numbers = {(one.info.id, one.info.version): at for at, one in enumerate(articles)}
    passages = [
        _passage(corpus, numbers[one.info.id, one.info.version], one, around(one.text, place.span))
        for place, one in zip(places, articles, strict=True)
    ]
    named = speaker_by_name(text) or speaker
    gated = gate(text, passages, named)
    whom, flags = whose(named, gated, passages)
    flags += supported(gated.text, passages).flags
    quoted = [
        Place(one.info.id, one.info.version, span.span, span.span.of(one.text))
        for span in gated.spans
        for one in [articles[span.source]]
    ]
    kept = [
        *places,
        *(one for one in quoted if not any(_holds(place, one) for place in places)),
    ]
    statement = Statement(text=gated.text, kind="paraphrase", spans=(), speaker=whom)
    return _cited(statement, tuple(dict.fromkeys(kept)), flags, by)


def held(corpus: Corpus, place: Place) -> Article:
    """Return the article version that a place is in. Raises BadBriefing where it is no longer held."""
    try:
        return corpus.catalogue.get(place.article_id, place.version)
    except NotFound as error:
        raise BadBriefing(
            f"The archive no longer holds version {place.version} of the article {place.article_id}, which "
            "this cites, so nothing can be checked against it. Restore it (dateline articles restore), or "
            "remove the item."
        ) from error


def one_line(text: str) -> str:
    """Return text in one line. Raises BadBriefing where nothing is left of it."""
    plain = words.one_line(text)
    if not plain:
        raise BadBriefing(
            "There are no words in it. Write some, or remove the item: dateline briefing remove"
        )
    return plain


def in_paragraphs(text: str) -> str:
    """Return text each of whose lines is a paragraph, as who presses Enter means it, parted by empty ones.

    Raises as ``one_line`` does.
    """
    lines = [line for line in text.splitlines() if line.strip("\0 \t")]
    return "\n\n".join(map(one_line, lines)) if lines else one_line(text)


def around(text: str, span: Span) -> Span:
    """Return the sentences at a place with those around them, as much as a passage holds in a search."""
    every = sentences(text)
    inside = [at for at, one in enumerate(every) if one.meets(span)]
    if not inside:
        return span
    first, last = inside[0], inside[-1]
    start, end = min(span.start, every[first].start), max(span.end, every[last].end)
    while True:
        before = first > 0 and end - every[first - 1].start <= LONGEST
        if before:
            first -= 1
            start = every[first].start
        after = last + 1 < len(every) and every[last + 1].end - start <= LONGEST
        if after:
            last += 1
            end = every[last].end
        if not (before or after):
            return Span(start, end)


def _passage(corpus: Corpus, number: int, article: Article, span: Span) -> Passage:
    info = article.info
    current = corpus.catalogue.infos([info.id])[info.id].version
    # who said what is read of the current version only
    quotes: Sequence[Quote] = corpus.catalogue.quotes_of(info.id) if current == info.version else ()
    about = " · ".join(part for part in (info.title, info.outlet, info.author) if part)
    return Passage(number, span, article.text, tuple(quotes), about, info.published)


def _are_whole_sentences(text: str, span: Span) -> bool:
    inside = [one for one in sentences(text) if one.meets(span)]
    return bool(inside) and span.start <= inside[0].start and span.end >= inside[-1].end


def _holds(place: Place, other: Place) -> bool:
    same = (place.article_id, place.version) == (other.article_id, other.version)
    return same and place.span.holds(other.span)


def _cited(statement: Statement, places: tuple[Place, ...], flags: tuple[str, ...], by: str) -> Cited:
    return Cited(
        text=statement.text,
        kind=statement.kind,
        places=places,
        line=attribution(statement, None),
        speaker=statement.speaker,
        flags=tuple(dict.fromkeys(flags)),
        by=by,
    )
