"""A conversation as a document: questions, statements with their numbers, and one list of sources."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from assistant.answer import DIFFER, Answer, Source, carriers, cited, difference, notes_on, with_headings
from assistant.attribution import in_day
from assistant.contract import answer_as_json, filters_as_json, source_as_json
from assistant.conversation import AnsweredTurn, sources_of
from assistant.words import day_in_words
from corpus.conversations import ConversationInfo

# What Markdown would read as more than text: anywhere, and at the beginning of a line.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~$&!:])")
_NOTHING: Mapping[int, str] = MappingProxyType({})
_BEGINS = re.compile(r"^(\d+)([.)])|^([-+=])")


def info_as_json(info: ConversationInfo) -> dict[str, Any]:
    """Return what is known about a conversation as plain values; times are ISO, in UTC."""
    return {
        "id": info.id,
        "name": info.name,
        "created": info.created.isoformat(),
        "changed": info.changed.isoformat(),
        "turns": info.turns,
    }


def turn_as_json(turn: AnsweredTurn) -> dict[str, Any]:
    """Return a turn as plain values: its answer with "turn" and "asked_at", and the filters as given."""
    given = {**filters_as_json(turn.filters), "without": list(turn.without)}
    return {
        "turn": turn.number,
        "asked_at": turn.asked_at.isoformat(),
        "given": given,
        **answer_as_json(turn.answer),
    }


def conversation_as_json(
    info: ConversationInfo, turns: Sequence[AnsweredTurn], since: Mapping[int, str] = _NOTHING
) -> dict[str, Any]:
    """Return a conversation as plain values: its turns, and all their sources in number order.

    ``since`` says, by number, what has become of a source since it was cited (aging.py).
    """
    return {
        **info_as_json(info),
        "turns": [turn_as_json(turn) for turn in turns],
        "sources": [
            {**source_as_json(source), "since": since.get(source.number)} for source in sources_of(turns)
        ],
    }


def conversation_as_markdown(
    info: ConversationInfo, turns: Sequence[AnsweredTurn], since: Mapping[int, str] = _NOTHING
) -> str:
    """Return a conversation as Markdown in which all that people and articles wrote is text."""
    lines = [f"# {_text(info.name)}"]
    for turn in turns:
        lines += ["", *_turn_lines(turn)]
    if sources := sources_of(turns):
        lines += ["", "## Sources", "", *(_listed(source, since) for source in sources)]
    return "\n".join(lines) + "\n"


def turn_as_text(turn: AnsweredTurn) -> str:
    """Return a question and its answer as plain text to paste: statements with [n], and the sources used."""
    answer = turn.answer
    lines = [_line(turn.question), ""]
    if answer.abstained:
        lines.append(_line(answer.reason or "The archive does not hold an answer."))
    for day, line, statement in with_headings(answer):
        lines += ["", day_in_words(day)] if day else []
        lines += ["", f"{_line(line)}:"] if line else []
        flags = f" (flagged: {', '.join(statement.flags)})" if statement.flags else ""
        lines.append(f"{_line(statement.text)} {''.join(cited(statement, answer.sources))}{flags}")
    for disagreement in answer.disagreements:
        lines += ["", f"{DIFFER[disagreement.about]}:"]
        for claim, where, statement in difference(answer, disagreement):
            lines.append(f"{_line(claim)}: {_line(where)} {''.join(cited(statement, answer.sources))}")
    if answer.sources:
        lines += ["", "Sources", *(_printed(source) for source in answer.sources)]
    by = "quotes only" if answer.answered_by == "quotes" else _line(answer.answered_by)
    newest = day_in_words(answer.as_of) if answer.as_of else "no dated article"
    lines = [*lines, "", f"As of {newest}. Answered by {by}."]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before) + "\n"


def _printed(source: Source) -> str:
    """Return a source in a line of plain text: its number, outlet, headline, day, address and notes."""
    article = source.article
    day = day_in_words(article.published)
    parts = [article.outlet or "unknown outlet", f"“{_line(article.title)}”", day, article.url]
    line = f"[{source.number}] " + ", ".join(_line(part) for part in parts if part)
    sample = ["sample article"] if article.sample else []
    return ". ".join([line, *sample, *map(_line, notes_on(article))])


def _line(text: str) -> str:
    return " ".join(text.split())


def _turn_lines(turn: AnsweredTurn) -> list[str]:
    answer = turn.answer
    lines = [f"## {_text(turn.question)}", ""]
    if answer.understood_as:
        lines += [f"Understood as: {_text(answer.understood_as)}", ""]
    if answer.abstained:
        near = "".join(f"[{source.number}]" for source in answer.nearby)
        lines.append(_text(answer.reason or "The archive does not hold an answer."))
        lines += ["", f"Nearby in the archive: {near}"] if near else []
    for day, line, statement in with_headings(answer):
        headings = [f"**{day}**" if day else "", f"{_text(line)}:" if line else ""]
        for heading in filter(None, headings):
            lines += ["", heading, ""]
        numbers = "".join(cited(statement, answer.sources))
        flags = f" (flagged: {', '.join(statement.flags)})" if statement.flags else ""
        if statement.context:
            lines.append(f"- (before it: {_text(statement.context.text)})")
        lines.append(f"- {_text(statement.text)} {numbers}{flags}")
        if statement.also:
            also = "; ".join(in_day(one.article.outlet, one.article.published) for one in statement.also)
            lines.append(f"  (also reported by {_text(also)})")
    lines += _differing(answer)
    by = "quotes" if answer.answered_by == "quotes" else _text(answer.answered_by)
    lines = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    rests = f"From {answer.corroboration}. " if answer.sources else ""
    return [*lines, "", f"{rests}As of {answer.as_of or 'no dated article'}. Answered by {by}."]


def _differing(answer: Answer) -> list[str]:
    lines: list[str] = []
    for disagreement in answer.disagreements:
        lines += ["", f"{DIFFER[disagreement.about]}:", ""]
        for claim, where, statement in difference(answer, disagreement):
            numbers = "".join(cited(statement, answer.sources))
            lines.append(f"- {_text(claim)}: {_text(where)} {numbers}")
    return lines


def _listed(source: Source, since: Mapping[int, str]) -> str:
    told = since.get(source.number)
    return f"- [{source.number}] {_source(source)}" + (f" · **{_text(told)}**" if told else "")


def _source(source: Source) -> str:
    article = source.article
    parts = [article.outlet or "unknown outlet", str(article.published or "undated"), article.title]
    if article.sample:
        parts.append("sample article")
    line = " · ".join(_text(part) for part in parts)
    if article.url and re.fullmatch(r"https?://[^\s<>]+", article.url):
        line += f" · <{article.url}>"
    if also := carriers(article, source.copies):
        line += f" (also carried by: {_text(', '.join(also))})"
    return "".join([line, *(f" · {_text(note)}" for note in notes_on(article))])


def _text(text: str) -> str:
    """Return text as Markdown that shows it as it is, in one line."""
    escaped = _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
    return _BEGINS.sub(lambda begins: f"{begins[1]}\\{begins[2]}" if begins[1] else f"\\{begins[3]}", escaped)
