"""Drafting a briefing: "brief me on X", made by asking the assistant questions about X within the days.

Every statement is one that an answer gave, with its citations; none stands twice. A section for which the
archive has nothing says so. Where the archive does not hold the matter there is no draft at all: nothing is
made up to fill one.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import DIFFER, Answer, Source, Statement
from assistant.assistant import QUOTES_ONLY, Assistant
from assistant.briefings.composing import new_briefing
from assistant.briefings.coverage import Coverage, coverage_of, unanswered
from assistant.briefings.differing import differing
from assistant.briefings.fitting import Place, Shown, is_fit, is_theirs, leans, places_of, stands_in
from assistant.briefings.gating import verbatim
from assistant.briefings.picking import Pick, heading, note, of_answer
from assistant.briefings.records import Asked, Briefing
from assistant.briefings.voices import speakers_on
from assistant.briefings.wishes import Wish
from assistant.question import Guess
from assistant.quotations import unquoted
from assistant.sentences import Sentence
from corpus import Corpus
from corpus.records import Hit

# A period in the matter's own words ("the 2013 shutdown") is read; an outlet in them is no source.
_AS_IT_STANDS: tuple[Guess, ...] = ("outlet",)

Progress = Callable[[str], object]
"""Told what is being looked for."""

# Asked about every matter. The first tells best whether the archive holds it: of 26 matters of
# ../shared/data/news it was answered for all, of 22 that are not in it for none.
_AT_LENGTH = "{X} in detail"
_GENERAL = (
    "What happened with {x}?",
    "What is {x} about?",
    "Why is {x} in the news?",
    "Who is involved in {x}?",
    "What are the consequences of {x}?",
)
# Often enough nobody has written on these yet: then that is said.
_FURTHER = (
    "How many people are affected by {x}?",
    "How much does {x} cost?",
    "Who is responsible for {x}?",
    "What do polls say about {x}?",
    "When will {x} end?",
)
_ELSEWHERE = "What outlets disagree on, and what is told above, is not told here again."
_SAID = "What did {who} say about {x}?"
_POINTS, _FEW_POINTS, _POINTS_AN_ARTICLE = 6, 3, 2
_SPEAKERS, _STATEMENTS_EACH, _SPEAKERS_ASKED = 8, 2, 16
_FOUND = 80  # passages that are looked at


@dataclass(frozen=True, slots=True)
class Draft:
    """What a briefing would hold, or why there is none, with what the archive holds nearby."""

    wish: Wish
    picks: tuple[Pick, ...] = ()
    reason: str | None = None
    nearby: tuple[Source, ...] = ()


def draft(corpus: Corpus, assistant: Assistant, wish: Wish, progress: Progress | None = None) -> Draft:
    """Return a draft; one without picks says why the archive has nothing to make it of.

    A language model, if the assistant has one, is asked for the key points; all else is quotes.
    """
    return _Drafter(corpus, assistant, wish, progress or (lambda _: None)).draft()


def keep_draft(corpus: Corpus, made: Draft, title: str | None = None) -> Briefing:
    """Keep a draft as a new briefing, which can be edited like any other."""
    return new_briefing(corpus, title or made.wish.title, made.picks)


class _Drafter:
    """Asks, chooses and puts in order."""

    def __init__(self, corpus: Corpus, assistant: Assistant, wish: Wish, progress: Progress) -> None:
        self._corpus = corpus
        self._assistant = assistant
        self._quoting = Assistant(corpus)
        self._wish = wish
        self._progress = progress
        self._shown = Shown()
        self._declined: list[Answer] = []

    def draft(self) -> Draft:
        self._progress("what the archive holds on it")
        whole = self._quote(_AT_LENGTH)
        general = [self._quote(question) for question in _GENERAL]
        answered = [one for one in general if not one.abstained]
        if whole.abstained or len(answered) * 2 <= len(general):
            nearby = next((one.nearby for one in (whole, *general) if one.nearby), ())
            reason = whole.reason or next(one.reason for one in general if one.abstained)
            return Draft(self._wish, (), reason, nearby)
        coverage = coverage_of(self._corpus, self._wish, self._hits())
        if coverage.lacking:
            near = tuple(one for one in whole.sources if one.article.id in coverage.articles)
            return Draft(self._wish, (), coverage.lacking, near)
        # In the order of who may claim a sentence that two sections would show; shown in another one.
        self._progress("where outlets disagree")
        differing = self._differing(coverage)
        self._progress("how it developed")
        developing = self._developing()
        self._progress("the key points")
        points = self._points(whole, answered, coverage)
        self._progress("who said what")
        said = self._said(coverage)
        self._progress("what the archive does not hold")
        missing = self._missing([*general, *map(self._quote, _FURTHER)], coverage)
        sections = (
            ("Key points", points, "The archive holds no more on this than what is said below."),
            ("Who said what", said, "Nobody is quoted on this in what was found."),
            ("Timeline", developing, "Nothing on this can be told day by day."),
            ("Where outlets disagree", differing, "No figures that differ and no denials were found."),
            ("What the archive does not hold", missing, ""),
        )
        return Draft(self._wish, tuple(pick for section in sections for pick in _section(*section)))

    # Sections ----------------------------------------------------------------------------------------

    def _points(self, whole: Answer, answered: Sequence[Answer], coverage: Coverage) -> list[Pick]:
        """Return what most of the answers say, few sentences of one article; a model's own come first."""
        found: list[Pick] = []
        written = self._assistant.ask(self._put(_AT_LENGTH), self._wish.filters, without=_AS_IT_STANDS)
        if written.answered_by != whole.answered_by:
            found += [self._claim(written, one) for one in written.statements if self._may(written, one)]
        votes: Counter[Place] = Counter()
        first: dict[Place, tuple[Answer, Statement]] = {}
        for answer in (whole, *answered):
            for one in answer.statements:
                for place in places_of(answer, one)[:1]:
                    votes[place] += place[0] in coverage.articles
                    first.setdefault(place, (answer, one))
        ranked = sorted(votes, key=lambda place: (_is_less_of_a_point(first[place][1]), -votes[place]))
        ranked = [place for place in ranked if votes[place]]
        per_article: Counter[str] = Counter()
        for most, enough in ((_POINTS_AN_ARTICLE, _POINTS), (_POINTS, _FEW_POINTS)):
            for place in ranked:
                answer, one = first[place]
                if len(found) < enough and per_article[place[0]] < most and self._may(answer, one):
                    per_article[place[0]] += 1
                    found.append(self._claim(answer, one))
        return found

    def _said(self, coverage: Coverage) -> list[Pick]:
        """Return what those who are quoted or named most on the matter said, each after the other."""
        found: list[Pick] = []
        speakers = 0
        for who in speakers_on(self._corpus, coverage.hits)[:_SPEAKERS_ASKED]:
            answer = self._quote(_SAID, who=who)
            if answer.abstained:
                self._declined.append(answer)
            theirs = [
                one
                for one in answer.statements
                if is_theirs(one, who) and stands_in(answer, one, coverage.hits)
            ]
            theirs.sort(key=lambda one: (leans(one), one.kind != "quote"))  # in their own words first
            before = len(found)
            for one in theirs if speakers < _SPEAKERS else ():
                if len(found) - before < _STATEMENTS_EACH and self._may(answer, one):
                    found.append(self._claim(answer, one))
            speakers += len(found) > before
        return found

    def _developing(self) -> list[Pick]:
        """Return the timeline with what is to be said of it: that days are few, or told elsewhere."""
        told = self._quoting.timeline(self._wish.subject, self._wish.filters, without=_AS_IT_STANDS).answer
        found = [self._claim(told, one) for one in told.statements if self._may(told, one)]
        elsewhere = len(found) < len(told.statements)
        lines = [*told.notes, *([_ELSEWHERE] if elsewhere else [])]
        return [*found, *map(note, lines)]

    def _differing(self, coverage: Coverage) -> list[Pick]:
        """Return what contradicts each other in the articles on the matter, side by side."""
        found: list[Pick] = []
        for question, contrary in differing(self._corpus, self._wish, coverage.hits):
            title = DIFFER[contrary.about]
            if contrary.about == "figures":
                title += unquoted(f": {'; '.join(claim for claim, _ in contrary.sides)}")
            sides = [self._side(question, one) for _, one in contrary.sides]
            if not any(self._shown.says(text, places) for _, text, places in sides):
                found += [heading(title, 2), *(pick for pick, *_ in sides)]
                for _, text, places in sides:
                    self._shown.take(text, places)
        return found

    def _side(self, question: str, one: Sentence) -> tuple[Pick, str, list[Place]]:
        """Return a sentence as an item, with its text and place."""
        article = self._corpus.catalogue.get(one.hit.article.id, one.hit.passage.version)
        body = verbatim(self._corpus, article, one.span, by=QUOTES_ONLY)
        _, newest = self._corpus.catalogue.coverage(self._wish.filters)
        generation = self._corpus.catalogue.generation
        asked = Asked(question, newest, self._wish.filters, QUOTES_ONLY, generation=generation)
        place = (article.info.id, article.info.version, one.span)
        return Pick(body, asked, ((article.info, None),)), body.text, [place]

    def _missing(self, asked: Sequence[Answer], coverage: Coverage) -> list[Pick]:
        declined = [one for one in (*asked, *self._declined) if one.abstained]
        return [note(line) for line in (*coverage.lines, *unanswered(declined))]

    # Asking ------------------------------------------------------------------------------------------

    def _hits(self) -> list[Hit]:
        return self._quoting.search(
            self._wish.subject, self._wish.filters, limit=_FOUND, without=_AS_IT_STANDS
        )

    def _quote(self, question: str, **more: str) -> Answer:
        return self._quoting.ask(self._put(question, **more), self._wish.filters, without=_AS_IT_STANDS)

    def _put(self, question: str, **more: str) -> str:
        subject = self._wish.subject
        return question.format(x=subject, X=f"{subject[0].upper()}{subject[1:]}", **more)

    def _may(self, answer: Answer, one: Statement) -> bool:
        places = places_of(answer, one)
        return is_fit(self._corpus, one, places) and not self._shown.says(one.text, _own(one, places))

    def _claim(self, answer: Answer, one: Statement) -> Pick:
        self._shown.take(one.text, _own(one, places_of(answer, one)))
        (pick,) = of_answer(self._corpus, answer, [answer.statements.index(one) + 1])
        # a draft's sources are numbered as they come; those of its many answers mean nothing to anybody
        return replace(pick, sources=tuple((article, None) for article, _ in pick.sources))


def _section(title: str, picks: Sequence[Pick], nothing: str) -> Iterator[Pick]:
    yield heading(title)
    yield from picks or [note(nothing)]


def _own(one: Statement, places: list[Place]) -> list[Place]:
    """Return the places that a statement takes up: a model's rests on a passage that holds others too."""
    return [] if one.kind == "paraphrase" else places


def _is_less_of_a_point(one: Statement) -> int:
    """Tell how little a sentence tells of a matter by itself: a report most, what leans on another least."""
    return 2 * leans(one) + (one.kind == "quote" or one.speaker is not None)
