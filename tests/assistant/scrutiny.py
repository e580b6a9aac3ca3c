"""An outside look at an answer: every rule that it must keep, checked without the code that made it.

Nothing here uses what `assistant` has for finding quotation marks, folding, figures, names or ids, so that
a fault there is not made twice. `faults` says in words what is wrong; an answer that keeps the promise has
none.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from assistant.answer import Answer, Source, Statement
from corpus.records import Article

# What opens a quotation in the world's news, and what closes it. One mark may do both.
_PAIRS = {
    **dict.fromkeys("“‟❝", "”“‟❞"),
    **dict.fromkeys("„⹂", "“”‟"),
    "«": "»", "»": "«", "‹": "›", "›": "‹", "❮": "❯",
    "「": "」", "『": "』", "｢": "｣", "﹁": "﹂", "﹃": "﹄", "《": "》", "〈": "〉",
    "〝": "〞〟", "＂": "＂", '"': '"', "″": "″", "”": "”",
}  # fmt: skip
_MARKS = frozenset("".join([*_PAIRS, *_PAIRS.values()]))
_SINGLE = re.compile(r"(?<![\w.,!?%)\]…])['‘‚‛❛＇](?=\w)(.{0,400}?\w[.,!?…]?)['’‘‛❜＇](?!\w)", re.DOTALL)
_DOUBLED = re.compile(r"(?:``|''|‘‘|,,)(.*?)(?:''|’’|``|\Z)", re.DOTALL)
_ELIDED = re.compile(r"\d\ds?\b|(?:tis|twas|til|em|cause|n)\b", re.IGNORECASE)
_INCHES = re.compile(r"\d[\"″”]|\d['′’]\s?\d")

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]+")
_RAW = re.compile(
    r"<[/!a-zA-Z][^>]*>|</|```|\*\*|\]\(|!\[|\[\]|https?://|www\.|&\w+;|&#\d+;|[{}|\\]|\bthink\b>"
    r"|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]|^#{1,6} |[【】]"
)
_ID = re.compile(r"[bcdfghjkmnpqrstvwxz][2-9][bcdfghjkmnpqrstvwxz]{2}")  # the shape that ids have
_UNITED_STATES = ("American", "Americans", "United", "States")
_BRACKETED = re.compile(r"[\[({<【［⟦〔]\s*[a-zA-Z]?\d\w{0,6}\s*[\])}>】］⟧〕]")


def quoted_runs(text: str) -> Iterator[str]:
    """Yield what a reader takes for quoted; a mark without a partner quotes to the end, or from the start.

    Where marks could be read in several ways the shortest run counts.
    """
    inches = {match.end() - 1 for match in _INCHES.finditer(text)}
    open_at, closers = None, ""
    for at, mark in enumerate(text):
        if open_at is None and at not in inches and mark in _MARKS:
            if mark in _PAIRS and not _only_closes(text, at):
                open_at, closers = at, _PAIRS[mark]
            else:
                yield text[:at]
        elif open_at is not None and mark in closers:
            yield text[open_at + 1 : at]
            open_at = None
    if open_at is not None:
        yield text[open_at + 1 :]
    for pattern in (_SINGLE, _DOUBLED):
        for found in pattern.finditer(text):
            if not _ELIDED.match(found[1]):
                yield found[1]


def _only_closes(text: str, at: int) -> bool:
    """Tell whether the mark at ``at``, which may open or close, stands after a word and before none."""
    both_ways = text[at] in '"″＂”»›'
    return both_ways and not text[at - 1 : at].isspace() and at > 0 and not text[at + 1 : at + 2].isalnum()


def faults(answer: Answer, article: Callable[[str], Article]) -> list[str]:
    """Return what breaks a promise in an answer; ``article`` gives one by its id."""
    if not answer.statements:
        return [] if answer.abstained and answer.reason and not answer.sources else ["nothing, unexplained"]
    found = [f"{answer.answered_by} and no reason"] * (answer.abstained or answer.reason is not None)
    sources = {source.number: source for source in answer.sources}
    texts = {source.number: article(source.article.id).text for source in answer.sources}
    if list(sources) != list(range(1, len(sources) + 1)):
        found.append(f"sources are numbered {list(sources)}")
    if {number for one in answer.statements for number in one.citations} != set(sources):
        found.append("sources and citations differ")
    for number, source in sources.items():
        if any(texts[number][one.span.start : one.span.end] != one.text for one in source.passages):
            found.append(f"a passage of source {number} is not its text")
    for statement in answer.statements:
        found += [f"{fault}: {statement.text!r}" for fault in _faults(statement, sources, texts)]
    return found


def _faults(statement: Statement, sources: dict[int, Source], texts: dict[int, str]) -> Iterator[str]:
    if not statement.spans:
        yield "no citation"
    for place in statement.spans:
        if place.source not in sources:
            yield f"citation {place.source} has no source"
        elif not any(one.span.holds(place.span) for one in sources[place.source].passages):
            yield f"a span of {place.source} lies in none of its passages"
    spans = [place.span.of(texts[place.source]) for place in statement.spans if place.source in texts]
    for run in quoted_runs(statement.text):
        if run.strip() and not any(_stands(run, span) for span in spans):
            yield f"misquoted {run!r}"
    passages = [one for number in statement.citations for one in sources[number].passages]
    about = [_about(sources[number]) for number in statement.citations]
    cited = "\n".join([*(one.text for one in passages), *about])
    if not any(flag.endswith("-unsupported") for flag in statement.flags):
        yield from (f"number {one}" for one in _NUMBER.findall(statement.text) if not _has(one, cited))
        yield from (f"name {one}" for one in _NAME.findall(statement.text) if not _names(one, cited))
    if statement.kind != "paraphrase":
        return
    for pattern in (_RAW, _ID, _BRACKETED):
        yield from (
            f"raw {one[0]!r}" for one in pattern.finditer(statement.text) if one[0].strip() not in cited
        )


def _stands(run: str, span: str) -> bool:
    """Tell whether ``run`` stands in ``span``, character for character, and cuts no word in two."""
    edges = [re.escape(run.strip())]
    if run.strip()[:1].isalnum():
        edges.insert(0, r"(?<!\w)")
    if run.strip()[-1:].isalnum():
        edges.append(r"(?!\w)")
    return re.search("".join(edges), span) is not None


def _has(number: str, cited: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", cited) is not None


def _names(name: str, cited: str) -> bool:
    """Tell whether a name, or the country that it is of ("Iraqi" for "Iraq"), stands in ``cited``."""
    return name[:4].lower() in cited.lower() or (
        name in _UNITED_STATES and re.search(r"\bU\.?S\b|Washington|America|White House", cited) is not None
    )


def _about(source: Source) -> str:
    info = source.article
    published: date | None = info.published
    day = f"{published.isoformat()} {published.day} {published:%A %B} {published.year}" if published else ""
    return "\n".join(part for part in (info.title, info.outlet, info.author, day) if part)
