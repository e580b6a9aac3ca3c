"""What counts as right: a question whose answer is known, and whether hits and an answer hold it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer, Statement
from assistant.question import GUESSES, read_question
from assistant.question_files import line_filters
from corpus.errors import BadQuestion
from corpus.records import ArticleInfo, Filters, Hit

UNANSWERABLE = "unanswerable"
ALL = "all"  # stands for all kinds together
_STATEMENTS = 5  # of an answer, so many statements
_WORDS = re.compile(r"(?:\s*\S+){0,120}")  # and so many words of theirs may show the evidence
_MARKS = str.maketrans("“”„‟″‘’‚‛′", "\"\"\"\"\"'''''")


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question and what counts as its answer: one of the patterns, in one of the articles.

    Without patterns it should be declined. ``article_ids`` are ours or external ones. ``speaker`` is
    whose words the answer is, where that matters.
    """

    qid: Any
    kind: str
    text: str
    filters: Filters
    article_ids: tuple[str, ...]
    patterns: tuple[str, ...]
    speaker: str | None

    @property
    def answerable(self) -> bool:
        """Tell whether there is an answer."""
        return bool(self.patterns)


def known_question(fields: dict[str, Any]) -> KnownQuestion:
    """Read a question of a file; fields that are not known are passed over.

    Raises BadQuestion where a field is of the wrong kind, or where it is left open what is right.
    """
    read_question(fields["question"], without=GUESSES)
    ids, patterns = _texts(fields, "article_ids"), _texts(fields, "answer_patterns")
    kind, speaker = fields.get("kind") or "question", fields.get("speaker") or None
    if not isinstance(kind, str) or kind == ALL:
        raise _bad(fields, f'"kind" is {kind!r}. Write a word, and not "{ALL}": it stands for all kinds.')
    if not isinstance(speaker, str | None):
        raise _bad(fields, '"speaker" is no name. Write "Ada Quill", or null.')
    if kind == UNANSWERABLE and patterns:
        raise _bad(fields, f'"answer_patterns" for the kind "{UNANSWERABLE}". Leave out one or the other.')
    declared = kind == UNANSWERABLE or {"article_ids", "answer_patterns"} <= fields.keys()
    if bool(ids) != bool(patterns) or not (ids or declared):
        missing = "article_ids" if not ids else "answer_patterns"
        raise _bad(
            fields,
            f'"{missing}" is missing. Give both article_ids and answer_patterns, '
            f'or the kind "{UNANSWERABLE}" where the archive holds no answer.',
        )
    filters = line_filters(fields, Filters())
    if filters.since and filters.until and filters.since > filters.until:
        raise _bad(fields, f'"since" {filters.since} lies after "until" {filters.until}. Swap them.')
    return KnownQuestion(fields.get("qid"), kind, fields["question"], filters, ids, patterns, speaker)


def rank_of_answer(question: KnownQuestion, hits: Sequence[Hit]) -> int | None:
    """Return the rank of the first hit that holds the answer."""
    ids, patterns = question.article_ids, question.patterns
    return next((h.rank for h in hits if holds_answer(h.article, h.passage.text, ids, patterns)), None)


def holds_answer(info: ArticleInfo, text: str, article_ids: Sequence[str], patterns: Sequence[str]) -> bool:
    """Tell whether a text is from a right article and contains one of the patterns.

    Case does not matter, nor whether quotation marks are curly.
    """
    return (info.external_id in article_ids or info.id in article_ids) and _contains(text, patterns)


def shows_evidence(question: KnownQuestion, answer: Answer) -> bool:
    """Tell whether the first 5 statements' first 120 words contain a pattern and cite a right article."""
    shown = answer.statements[:_STATEMENTS]
    text = _WORDS.match(" ".join(statement.text for statement in shown))
    cited = {number for statement in shown for number in statement.citations}
    articles = [source.article for source in answer.sources if source.number in cited]
    return any(
        holds_answer(article, text[0] if text else "", question.article_ids, question.patterns)
        for article in articles
    )


def names_speaker(question: KnownQuestion, answer: Answer) -> bool | None:
    """Tell whether the answer gives its words to the right speaker; None where there is nothing to tell.

    What counts is the statement that contains a pattern, or else the first one. Names are equal when the
    last words before any comma are, in whatever case.
    """
    if question.speaker is None or not answer.statements:
        return None
    given = next((one for one in answer.statements if _contains(one.text, question.patterns)), None)
    statement: Statement = given or answer.statements[0]
    return _last_word(statement.speaker or "") == _last_word(question.speaker)


def _contains(text: str, patterns: Sequence[str]) -> bool:
    folded = _folded(text)
    return any(_folded(pattern) in folded for pattern in patterns)


def _folded(text: str) -> str:
    return text.translate(_MARKS).casefold()


def _last_word(name: str) -> str:
    words = _folded(name.partition(",")[0]).split()
    return words[-1] if words else ""


def _texts(fields: dict[str, Any], name: str) -> tuple[str, ...]:
    values = fields.get(name) or []
    if not isinstance(values, list) or not all(isinstance(v, str | int) and str(v).strip() for v in values):
        raise _bad(fields, f'"{name}" is no list of texts. Write it as ["...", "..."].')
    return tuple(str(value) for value in values)


def _bad(fields: dict[str, Any], problem: str) -> BadQuestion:
    return BadQuestion(f"Question {fields.get('qid')}: {problem}")
