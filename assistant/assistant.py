"""The assistant: a question in, an answer or hits out."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from langchain_core.language_models import BaseChatModel

from assistant.answer import Answer, Statement
from assistant.assembly import NONE_YET, Claim, Numbering, nearby_sources
from assistant.news_order import enough_for, put_in_news_order
from assistant.question import Guess, Question, read_question
from assistant.question.condensing import FollowUp, Understood, understanding
from assistant.quotes_only import select_sentences
from assistant.reranking import Reranker
from assistant.retrieval import find_passages
from assistant.suggestions import as_given, suggest
from assistant.timeline import HITS, NOTHING_TO_TELL, Timeline, tell_timeline, too_few
from assistant.timeline.development import about_the_matter, asks_for_a_development
from assistant.timeline.story import about_the_story
from assistant.writing import Asked, answering
from corpus import Corpus
from corpus.conversations import Numbers
from corpus.errors import AnswerFailed, BadQuestion
from corpus.records import Filters, Hit

QUOTES_ONLY = "quotes"
_HITS = 16  # passages an answer is made from


class Assistant:
    """Answers questions over a corpus, with a chat model or, without one, by quotes only.

    A question is asked ``without`` what is not to be read from its own words: its period, its outlet.
    """

    def __init__(
        self,
        corpus: Corpus,
        model: BaseChatModel | None = None,
        *,
        reranker: Reranker | None = None,
        model_seconds: float = 60,
        model_problem: str | None = None,
    ) -> None:
        """``reranker`` puts the best hits in its own order, before anything is made of them.

        ``model_seconds`` bounds a model's answer; ``model_problem`` says why there is none to ask.
        """
        self._corpus = corpus
        self._reranker = reranker
        self._runnable = answering(corpus, model, model_seconds, reranker) if model is not None else None
        self._model_problem = model_problem
        self._understanding = understanding(model, model_seconds)

    def understand(
        self, question: str, before: Sequence[Answer], filters: Filters | None = None
    ) -> Understood:
        """Return what a question that is put after these answers asks, so that it can be asked alone.

        Raises BadQuestion where a filter cannot hold.
        """
        asked = self._settled(filters).asked or date.today()  # noqa: DTZ011  # the asker's day
        return self._understanding.invoke(FollowUp(question, tuple(before), asked))

    def search(
        self,
        question: str,
        filters: Filters | None = None,
        limit: int = 10,
        *,
        grouped: bool = False,
        without: Collection[Guess] = (),
    ) -> list[Hit]:
        """Return up to ``limit`` passages for a question, best first; ``grouped`` puts them in news order.

        Raises BadQuestion where the question is empty, or a filter cannot hold.
        """
        if limit < 1:
            raise BadQuestion(f"{limit} passages cannot be found. Ask for one or more.")
        settled = self._settled(filters)
        read = self._read(question, settled, without)
        return (self._in_news_order if grouped else self._found)(read, settled, limit)

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        *,
        without: Collection[Guess] = (),
    ) -> Answer:
        """Return the answer to a question.

        Raises BadQuestion where the question is empty, or a filter cannot hold.
        """
        for event in self.stream(question, filters, without=without):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with its answer")

    def stream(
        self,
        question: str,
        filters: Filters | None = None,
        *,
        without: Collection[Guess] = (),
        numbers: Numbers = NONE_YET,
    ) -> Iterator[Statement | Answer]:
        """Yield each statement when it is verified, and last the answer.

        ``numbers`` are those that sources have from earlier in a conversation (conversation.py).
        The answer is what counts: where a model fails half-way, it holds the quotes instead of the
        statements yielded so far, and says why. A timeline is quotes, whoever answers the rest.
        """
        settled = self._settled(filters)
        read = self._read(question, settled, without)
        blank = self._blank(read, settled)
        if told := self._timeline(read, settled):
            yield from self._told(told, replace(blank, form="timeline"), numbers)
            return
        reason = self._model_problem
        if self._runnable is not None:
            try:
                yield from self._runnable.stream(Asked(read, settled, blank, numbers))
            except AnswerFailed as error:
                reason = str(error)
            else:
                return
        hits = self._in_news_order(read, settled, _HITS)
        yield from self._quotes(read, hits, replace(blank, fallback_reason=reason), numbers)

    def timeline(
        self, matter: str, filters: Filters | None = None, *, without: Collection[Guess] = ()
    ) -> Timeline:
        """Return how a matter developed, day by day, as quotes, whether or not its words ask for that.

        Raises BadQuestion where the matter is empty, or a filter cannot hold.
        """
        settled = self._settled(filters)
        return self._by_day(self._read(matter, settled, without), settled)

    def story(
        self, article_id: str, filters: Filters | None = None, *, without: Collection[Guess] = ()
    ) -> Timeline:
        """Return how the story that an article belongs to developed, day by day, as quotes.

        Raises NotFound where there is no such article, and BadQuestion where a filter cannot hold.
        """
        settled = self._settled(filters)
        read = about_the_story(self._corpus.catalogue.get(article_id), without=without)
        return self._by_day(read, settled, around=article_id)

    def suggest(self, answer: Answer, asked: Iterable[str] = ()) -> tuple[str, ...]:
        """Return up to three questions to ask next, each of which the archive answers with quotes.

        None of them was ``asked`` before. This takes as long as a few answers: it is for when the answer is
        on the screen.
        """
        given, without = as_given(answer.filters)
        read = self._read(answer.asked, given, without)
        quoting = Assistant(self._corpus, reranker=self._reranker)
        hits = self._in_news_order(read, given, _HITS)
        return suggest(self._corpus, read, answer, hits, lambda question: quoting.ask(question, given), asked)

    def _quotes(
        self, question: Question, hits: Sequence[Hit], blank: Answer, numbers: Numbers
    ) -> Iterator[Statement | Answer]:
        selection = select_sentences(self._corpus, question, hits)
        if not selection.claims:
            reason, nearby = selection.reason, nearby_sources(hits, numbers)
            blank = replace(blank, abstained=True, reason=reason, nearby=nearby)
        if selection.disagreement:
            blank = replace(blank, disagreements=(selection.disagreement,))
        yield from self._told(selection.claims, blank, numbers)

    def _timeline(self, question: Question, filters: Filters) -> Sequence[Claim]:
        """Return what a timeline tells; nothing where none is asked for, or somebody's words are."""
        if question.speaker or not asks_for_a_development(question.text):
            return ()
        matter = about_the_matter(question)
        return tell_timeline(self._corpus, matter, self._found(matter, filters, HITS)).claims

    def _by_day(self, question: Question, filters: Filters, around: str | None = None) -> Timeline:
        matter = about_the_matter(question)
        hits = self._found(matter, _within(question, filters) if around else filters, HITS)
        told = tell_timeline(self._corpus, matter, hits, least=1, around=around)
        blank = replace(self._blank(question, filters), form="timeline")
        if not told.claims:
            blank = replace(blank, abstained=True, reason=NOTHING_TO_TELL, nearby=nearby_sources(hits))
        elif days := too_few(told):
            blank = replace(blank, notes=(days,))
        for event in self._told(told.claims, blank, NONE_YET):
            if isinstance(event, Answer):
                return Timeline(event, told.reported)
        raise AssertionError("what is told ends with its answer")

    @staticmethod
    def _told(claims: Sequence[Claim], blank: Answer, numbers: Numbers) -> Iterator[Statement | Answer]:
        numbering = Numbering(numbers)
        statements = []
        for claim in claims:
            statements.append(numbering.statement(claim))
            yield statements[-1]
        yield replace(blank, statements=tuple(statements), sources=numbering.sources())

    def _found(self, question: Question, filters: Filters, limit: int) -> list[Hit]:
        return find_passages(self._corpus, question, filters, limit, self._reranker)

    def _in_news_order(self, question: Question, filters: Filters, limit: int) -> list[Hit]:
        hits = self._found(question, filters, enough_for(limit))
        return put_in_news_order(self._corpus, question, hits, limit, filters)

    def _read(self, question: str, filters: Filters, without: Collection[Guess]) -> Question:
        return read_question(question, filters.asked, self._corpus.catalogue.outlets, without=without)

    def _blank(self, question: Question, filters: Filters) -> Answer:
        _, newest = self._corpus.catalogue.coverage(filters)
        return Answer(
            question=question.text,
            statements=(),
            sources=(),
            filters=question.shown(filters),
            as_of=newest,
            answered_by=QUOTES_ONLY,
        )

    def _settled(self, filters: Filters | None) -> Filters:
        """Return the filters with the day of asking filled in. Raises BadQuestion where none can pass."""
        given = filters or Filters()
        asked = given.asked or date.today()  # noqa: DTZ011  # the day on the asker's own calendar
        if given.since and given.until and given.since > given.until:
            raise BadQuestion(f"--since {given.since} lies after --until {given.until}. Swap them.")
        outlet = given.outlet
        if outlet:  # as the archive writes it: accents inside their letters, nothing that is no text
            outlet = unicodedata.normalize("NFC", outlet.encode("utf-8", "replace").decode())
        return replace(given, asked=asked, outlet=outlet)


def _within(question: Question, filters: Filters) -> Filters:
    """Return the filters with a question's period as their days, unless days are given."""
    period = question.period
    if period is None or filters.since or filters.until:
        return filters
    return replace(filters, since=period.first, until=period.last)
