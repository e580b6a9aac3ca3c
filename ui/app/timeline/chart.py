"""A timeline as a picture: a row for each entry, a mark on its day, and under them how much was reported.

The list beside it holds the same for whoever cannot see it. Entries are told apart by their number, the name
and the shape of their outlet; no colour means anything.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, Statement
from assistant.timeline import Timeline
from ui.app.shared import in_words, safe

if TYPE_CHECKING:
    import altair as alt

CHOSEN = "entry"
"""The name of what a person has chosen in the picture: its entry's number is ``entry``."""
_ROW, _FRAME = 30, 70  # pixels of a row, and of the axis with what is around it
_SHAPES = "circle square triangle-up diamond cross triangle-down triangle-right triangle-left".split()
_REPORTED, _FILLED = "found", 0.8  # the last row's name, and how much of it the tallest bar fills
_NAME, _WORDS = 26, 220  # characters of an outlet's name and of a sentence that are shown
_DAYS, _WEEKS = 62, 730  # up to so many days a bar stands for a day, or for a week; beyond, for a month
_MONTHS = 180  # from so many days on the axis names months
_GREY = "#808080"  # of the bars: stands out from white and from black alike


def picture(timeline: Timeline) -> "alt.LayerChart":
    """Return the picture of a timeline that has entries; the page gives its words their colour."""
    import altair as alt

    statements = timeline.answer.statements
    text: dict[str, Any] = {"fontSize": 13, "cursor": "pointer"}  # a click on a name is one on its mark
    unit, bars = reporting(timeline.reported)
    shapes = _shapes(statements)
    days = [*timeline.reported, *(one.day for one in statements if one.day)]
    middle = min(days) + (max(days) - min(days)) / 2
    rows = [_row(number, one, middle) for number, one in enumerate(statements, start=1)]
    entries = _chart(rows).encode(
        x=alt.X(
            "day:T",
            title=None,
            axis=alt.Axis(
                labelOverlap=True,
                labelFontSize=12,
                tickCount=_ticks(days),
                format=_format(statements),
            ),
        ),
        y=alt.Y(
            "entry:O",
            title=None,
            scale=alt.Scale(domain=[*range(1, len(rows) + 1), _REPORTED]),
            axis=alt.Axis(labelFontSize=13, ticks=False, domain=False),
        ),
        tooltip=[
            alt.Tooltip("entry:O", title="Entry"),
            alt.Tooltip("when:N", title="Day"),
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("words:N", title="Words"),
        ],
    )
    marks = (
        entries.mark_point(filled=True, size=130, opacity=1, cursor="pointer")
        .encode(
            shape=alt.Shape(
                "outlet:N", scale=alt.Scale(domain=list(shapes), range=list(shapes.values())), legend=None
            )
        )
        .add_params(alt.selection_point(name=CHOSEN, fields=["entry"], toggle=False))
    )
    named = entries.encode(text="outlet:N")
    early = named.transform_filter(~alt.datum.late).mark_text(align="left", dx=12, **text)
    late = named.transform_filter(alt.datum.late).mark_text(align="right", dx=-12, **text)
    # the bars stand in a row of their own under the entries, which the tallest fills
    tallest = max((bar["articles"] for bar in bars), default=1) * (len(rows) + 1) / _FILLED
    below = (
        _chart(bars)
        .mark_rect(color=_GREY, opacity=0.6)
        .encode(
            x=alt.X("first:T"),
            x2="after:T",
            y=alt.Y("articles:Q", scale=alt.Scale(domain=[0, tallest]), axis=None),
            y2=alt.Y2Datum(0),
            tooltip=[alt.Tooltip("articles:Q", title=f"Articles found this {unit}")],
        )
    )
    drawn: alt.LayerChart = (
        alt.layer(below, alt.layer(marks, early, late))
        .resolve_scale(y="independent")
        .properties(height=_ROW * (len(rows) + 1) + _FRAME)
    )
    return drawn


def in_short(answer: Answer) -> str:
    """Return what the picture is, for whoever cannot see it; the buttons over it are named with it, too."""
    number = len(answer.statements)
    return f"Picture of {number} {'entry' if number == 1 else 'entries'}; the list below holds the same"


def reporting(reported: Mapping[date, int]) -> tuple[str, list[dict[str, Any]]]:
    """Return how long a time each bar stands for ("day", "week", "month"), and the bars."""
    if not reported:
        return "day", []
    length = (max(reported) - min(reported)).days
    unit = "day" if length <= _DAYS else "week" if length <= _WEEKS else "month"
    counted: Counter[date] = Counter()
    for day, number in reported.items():
        counted[_first(day, unit)] += number
    return unit, [
        {"first": _moment(first), "after": _moment(_after(first, unit)), "articles": number}
        for first, number in sorted(counted.items())
    ]


def _chart(rows: Sequence[Mapping[str, Any]]) -> "alt.Chart":
    import altair as alt

    return alt.Chart(alt.InlineData(values=list(rows)))


def _first(day: date, unit: str) -> date:
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(day.weekday()) if unit == "week" else day


def _after(first: date, unit: str) -> date:
    days = {"day": 1, "week": 7, "month": 31}[unit]
    return _first(first + timedelta(days), unit)


def _row(number: int, statement: Statement, middle: date) -> dict[str, Any]:
    day = statement.day or middle
    return {
        "entry": number,
        "day": _moment(day),
        "when": in_words(day, day),
        "outlet": _name(statement),
        "words": _cut(statement.text, _WORDS),
        "late": day > middle,  # its name stands before its mark, where there is room for it
    }


def _shapes(statements: Sequence[Statement]) -> dict[str, str]:
    names = dict.fromkeys(_name(one) for one in statements)
    return {name: _SHAPES[at % len(_SHAPES)] for at, name in enumerate(names)}


def _name(statement: Statement) -> str:
    return _cut(statement.outlet or "unknown outlet", _NAME)


def _cut(text: str, longest: int) -> str:
    line = " ".join(safe(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _ticks(days: Sequence[date]) -> dict[str, Any]:
    """Return how far apart the axis names days, so that it names none twice."""
    length = (max(days) - min(days)).days
    if length <= _DAYS:
        return {"interval": "day", "step": 1 + length // 7}
    return {"interval": "month", "step": 1 + length // 240}


def _format(statements: Sequence[Statement]) -> str:
    """Return how the axis names days: with the year only where there are several months of them."""
    days = [one.day for one in statements if one.day]
    return "%b %Y" if (max(days) - min(days)).days > _MONTHS else "%-d %b %Y"


def _moment(day: date) -> str:
    """Return midnight of a day as the browser's own clock has it: a day alone would be midnight in London."""
    return f"{day.isoformat()}T00:00:00"
