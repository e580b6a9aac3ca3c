"""Questions to ask next: made from what was found and not cited, so that the archive answers them.

Each is put together from words of its passage (who is quoted there, what is counted there, which outlet it is
by) and from the matter that was asked about. Before it is suggested it is asked: what is not answered from
that passage's article is dropped.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.answer import Answer, Form
from assistant.question import Guess, Question
from assistant.starters import STARTERS
from assistant.timeline.development import about_the_matter, asks_for_a_development
from corpus import Corpus
from corpus.names import fold_name, gender_of, is_courtesy, is_office, surname
from corpus.records import Filters, Hit, Quote, Span

SUGGESTED = 3
_CHECKS = 4  # candidates that are asked; each takes as long as an answer
_HELD = 0.5  # of what the best passage holds of the question's words, a passage holds as much
_LEAST = 0.4  # of all of them
_LONGEST = 110  # characters

_ABOUT = re.compile(r"\b(?:about|on|over|regarding|concerning)\s+(?P<what>[^?]{3,60}?)\s*\?*$", re.IGNORECASE)
# What does not stand by itself as the matter of another question.
_LEANING = re.compile(
    r"\b(?:that|which|who|when|if|because|and|but|say|says|said|h[ei][rsm]|she|he|its?|this|these|those|their|"
    r"them|they|my|our|your)\b|[,;:]",
    re.IGNORECASE,
)
_PART = r"[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]"
_PERSON = re.compile(rf"{_PART}(?:\s(?:[A-Z]\.|bin|al|de|van|von|{_PART}))*\s{_PART}")
_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december""".split()
)
# After a name with "the" before it these show that the name is whole: not "the Ferguson police".
_WHOLE = r"(?=[.,;:?!”\"’']|\s(?:is|was|has|had|will|would|and|or|to|in|on|of|for|at|by|from|said|that)\b)"
_OUTLET = re.compile(r"(?!.*\b(?:Online|Writer|Guest|Staff)\b)[\w’'&. ]*[A-ZÀ-Þ][\w’'&. ]*")
_WITH_THE = re.compile(
    r"(?!The\b).*\b(?:Times|Post|Journal|Monitor|Guardian|Courier|Gazette|Mail|Herald|Tribune|Agency|Independent|"
    r"Telegraph|Star|Lantern|Examiner|Globe|Chronicle|Observer|Economist|Press)"
)
_COUNTED = re.compile(
    r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
    r"(?P<noun>(?:[a-z]+ )?(?:people|[a-z]{3,}s)) "
    r"(?P<rest>(?:are|were|have been|had been|have|had|will be|died|fled|attended|signed) "
    r"[^.;:,()“”\"—–]{4,70}?)(?=\s*(?:[.;:,()“”\"—–]|\b(?:and|but|after|while|since|which|who|that|as|because|when|with)\b))"
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question to ask next, the article it was made from, and the form its answer is to have."""

    question: str
    article_id: str
    form: Form = "answer"


def suggest(
    corpus: Corpus,
    question: Question,
    answer: Answer,
    hits: Sequence[Hit],
    ask: Callable[[str], Answer],
    asked: Iterable[str] = (),
) -> tuple[str, ...]:
    """Return up to ``SUGGESTED`` questions from hits that the answer does not cite; ``ask`` checks each.

    ``question`` is what was answered, ``hits`` what was found for it, ``asked`` what was asked before.
    """
    kept: list[str] = []
    for one in _each_once(_candidates(corpus, question, answer, hits), [answer.question, *asked])[:_CHECKS]:
        if len(kept) == SUGGESTED:
            break
        checked = ask(one.question)
        if checked.form == one.form and one.article_id in (source.article.id for source in checked.sources):
            kept.append(one.question)
    return tuple(kept)


def as_given(filters: Filters) -> tuple[Filters, tuple[Guess, ...]]:
    """Return an answer's filters without what was read from its question, and what was not to be read."""
    read = dict.fromkeys(filters.inferred)
    guessed: dict[Guess, bool] = {"period": bool({"since", "until"} & set(read)), "outlet": "outlet" in read}
    given: Filters = replace(filters, inferred=(), **read)
    return given, tuple(guess for guess, was_read in guessed.items() if not was_read)


def _each_once(candidates: Sequence[Suggestion], asked: Iterable[str]) -> list[Suggestion]:
    once: dict[str, Suggestion | None] = {fold_name(one.question): one for one in reversed(candidates)}
    once.update((fold_name(question), None) for question in asked)
    return [one for one in candidates if once[fold_name(one.question)] is one]


def _candidates(corpus: Corpus, question: Question, answer: Answer, hits: Sequence[Hit]) -> list[Suggestion]:
    """Return candidates, the kinds by turns, each kind in the order of the hits."""
    near = _near(corpus, question, hits)
    speakers: list[Suggestion] = []
    figures: list[Suggestion] = []
    outlets: list[Suggestion] = []
    since: list[Suggestion] = []
    asked_of = {surname(name) for name in (question.speaker or "", *question.names)}
    asked_of |= {surname(one.speaker or "") for one in answer.statements}
    shown = {source.article.outlet for source in answer.sources}
    for hit in near:
        if not (matter := _matter(corpus, question, hit)):
            continue
        cited = _cited(hit, answer)
        about, article_id, outlet = fold_name(matter), hit.article.id, hit.article.outlet
        for speaker in _speakers(corpus.catalogue.quotes_of(article_id), hit, cited):
            if surname(speaker) not in asked_of and surname(speaker) not in about.split():
                asked_of.add(surname(speaker))
                speakers.append(Suggestion(f"What did {speaker} say about {matter}?", article_id))
        if outlet and not cited and outlet not in shown and _OUTLET.fullmatch(outlet):
            shown.add(outlet)
            name = f"the {outlet}" if _WITH_THE.fullmatch(outlet) else outlet
            outlets.append(Suggestion(f"What did {name} report about {matter}?", article_id))
        figures += [Suggestion(counted, article_id) for counted in counted_in(hit, cited)]
        if answer.form == "answer" and not cited and hit.article.published:
            day = f"{hit.article.published:%B %Y}"
            question_since = f"What has happened with {matter} since {day}?"
            since.append(Suggestion(question_since, article_id, "timeline"))
    turns = zip_longest(speakers[::2], figures, speakers[1::2], since[:1], outlets)
    return [one for turn in turns for one in turn if one and len(one.question) <= _LONGEST]


def _near(corpus: Corpus, question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that hold about as many words of the question, bar its speaker, as the best of them."""
    search = corpus.search.pinned()
    wanted = set(search.terms(question.matter)) - set(search.terms(question.speaker or ""))
    stems = search.stems([f"{hit.article.title} {hit.passage.text}" for hit in hits])
    held = [len(wanted & its) for its in stems]
    least = max(_HELD * max(held, default=0), _LEAST * len(wanted))
    return [hit for hit, number in zip(hits, held, strict=True) if number >= least]


def _cited(hit: Hit, answer: Answer) -> list[Span]:
    """Return which places of a hit's article an answer cites."""
    numbers = {source.number for source in answer.sources if source.article.id == hit.article.id}
    spans = (
        place.span for statement in answer.statements for place in statement.spans if place.source in numbers
    )
    return list(spans)


def _topic(question: Question) -> str:
    """Return what a question is about, in its own words; empty where they do not say it at their end."""
    if asks_for_a_development(question.text):
        return about_the_matter(question).matter
    found = _ABOUT.search(question.matter)
    return found["what"] if found else ""


def _matter(corpus: Corpus, question: Question, hit: Hit) -> str | None:
    """Return what to ask about, in words of the passage or its headline: what was asked, or a name in it."""
    text = f"{hit.article.title}. {hit.passage.text}"
    topic = _topic(question)
    terms = corpus.search.terms(topic)
    if terms and not _LEANING.search(topic) and corpus.search.stems([text])[0].issuperset(terms):
        return topic
    spoken = set(fold_name(question.speaker or "").split())
    for name in (name for name in question.names if name in text):
        words = set(fold_name(name).split())
        is_title = is_office(name) or is_office(f"{name}.") or is_courtesy(name)
        if not (words & (_DAYS | spoken) or is_title) and (whole := _with_article(name, hit.passage.text)):
            return whole
    return None


def _with_article(name: str, text: str) -> str | None:
    """Return a name as it stands by itself in a text, with "the" or without; None where it never does."""
    if re.search(rf"(?<![Tt]he )\b{re.escape(name)}\b", text):
        return name
    return f"the {name}" if re.search(rf"\b[Tt]he {re.escape(name)}{_WHOLE}", text) else None


def _speakers(quotes: Sequence[Quote], hit: Hit, cited: Sequence[Span]) -> Iterator[str]:
    """Yield who is quoted in a hit and not cited: persons by their full names, in their own words first."""
    for quote in sorted(quotes, key=lambda quote: not quote.direct):
        speaker = quote.speaker or ""
        told = speaker in hit.passage.text and any(span.meets(hit.passage.span) for span in quote.spans)
        told = told and not any(span.meets(other) for span in quote.spans for other in cited)
        is_person = _PERSON.fullmatch(speaker) and (quote.role or gender_of(speaker))
        if told and is_person and speaker.split()[0].casefold() not in STARTERS:
            yield speaker


def counted_in(hit: Hit, cited: Sequence[Span] = ()) -> Iterator[str]:
    """Yield questions for what is counted in a hit and not cited: of "64 people were held", how many were."""
    start = hit.passage.span.start
    for found in _COUNTED.finditer(hit.passage.text):
        if any(Span(start + found.start(), start + found.end()).meets(other) for other in cited):
            continue
        named = set(re.findall(r"[A-ZÀ-Þ]\w+", found["rest"]))
        if any(name.casefold() not in _DAYS for name in named):  # which says what it is about
            yield " ".join(f"How many {found['noun']} {found['rest']}?".split())
