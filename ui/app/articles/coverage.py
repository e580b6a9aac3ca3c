"""Coverage at a glance: how many articles there are over time and from each outlet, drawn and in words."""

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Literal

import streamlit as st

from corpus.listing import Overview
from ui.app import shared

Step = Literal["day", "week", "month", "year"]

OUTLETS = 15  # that have a bar of their own
_UNKNOWN = "unknown outlet"
# The longest time, in days, that is shown by each step: at most some 60 to 120 bars
_LONGEST: tuple[tuple[Step, int], ...] = (("day", 62), ("week", 420), ("month", 3_660))
_WHEN: Mapping[Step, str] = {"day": "on", "week": "in the", "month": "in", "year": "in"}
_FILLED = 0.9  # of its time that a bar fills, so that two stand apart


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, and how many articles were published in it."""

    step: Step
    first: date
    last: date
    articles: int

    @property
    def name(self) -> str:
        """The period in words."""
        if self.step == "week":
            return f"week of {shared.in_words(self.first, self.first)}"
        return shared.in_words(self.first, self.last)


def periods(days: Mapping[date, int]) -> list[Period]:
    """Gather days, given in order, into days, weeks (from Monday), months or years, without empty ones."""
    if not days:
        return []
    ordered = list(days)
    span = (ordered[-1] - ordered[0]).days
    step: Step = next((step for step, longest in _LONGEST if span <= longest), "year")
    return [
        Period(step, *ends, sum(days[day] for day in held))
        for ends, held in groupby(ordered, lambda day: _ends(day, step))
    ]


def top_outlets(outlets: Mapping[str | None, int]) -> list[tuple[str | None, int]]:
    """Return the outlets that have a bar of their own, most articles first."""
    return list(outlets.items())[:OUTLETS]


def others(outlets: Mapping[str | None, int]) -> tuple[str, int] | None:
    """Return what the remaining outlets are called, and how many articles they have; None without any."""
    rest = list(outlets.values())[OUTLETS:]
    return (f"{shared.counted(len(rest), 'other outlet')}", sum(rest)) if rest else None


def in_a_sentence(overview: Overview) -> str:
    """Say what there is: how many articles, from how many outlets, when, and most of them when."""
    known = sum(outlet is not None for outlet in overview.outlets)
    said = [shared.counted(overview.count, "article")]
    if known:
        said = [f"{said[0]} from {shared.counted(known, 'outlet')}"]
    found = periods(overview.days)
    if found:
        said[0] += f", {shared.in_words(min(overview.days), max(overview.days))}"
    if len(found) > 1:
        most = max(found, key=lambda period: period.articles)
        said.append(f"most {_WHEN[most.step]} {most.name} ({most.articles:,})")
    if overview.undated:
        said.append(f"{overview.undated:,} undated")
    return "; ".join(said)


def show(
    overview: Overview,
    key: str,
    on_period: Callable[[date, date], None],
    on_outlet: Callable[[str], None],
) -> None:
    """Draw the charts. A click on a bar calls ``on_period`` or ``on_outlet``, before the page is drawn again.

    ``key`` names what the list is narrowed to: with it a bar that was clicked is forgotten.
    """
    found = periods(overview.days)
    st.text(in_a_sentence(overview))
    if len(found) > 1:
        st.subheader("Over time", anchor=False)
        st.altair_chart(
            _over_time(found),
            key=f"time-{key}",
            on_select=lambda: _chosen(f"time-{key}", found, lambda one: on_period(one.first, one.last)),
            selection_mode="bar",
            alt=f"Bars: {in_a_sentence(overview)}",
        )
    bars = top_outlets(overview.outlets)
    if len(bars) > 1:
        st.subheader("By outlet", anchor=False)
        names = [*(name for name, _ in bars), None]  # the others
        st.altair_chart(
            _by_outlet([*_named(bars), *filter(None, [others(overview.outlets)])]),
            key=f"outlets-{key}",
            on_select=lambda: _chosen(f"outlets-{key}", names, on_outlet),
            selection_mode="bar",
            alt="Bars: " + ", ".join(f"{name} {number:,}" for name, number in _named(bars)),
        )
    if len(found) > 1 or len(bars) > 1:
        _tables(overview, found)


def _chosen(key: str, held: Sequence[Any], then: Callable[[Any], None]) -> None:
    """Tell what the bar that was clicked stands for; nothing of one that can be narrowed to nothing."""
    bars = st.session_state[key].selection.get("bar", [])
    if bars and (found := held[int(bars[0]["number"])]) is not None:
        then(found)


def _over_time(found: Sequence[Period]) -> Any:
    alt = _altair()
    rows = []
    for number, period in enumerate(found):
        start, end = _moment(period.first), _moment(period.last + timedelta(1))
        row = {"start": start, "end": start + _FILLED * (end - start), "articles": period.articles}
        rows.append({**row, "number": number, "period": period.name})
    chart = alt.Chart(alt.InlineData(values=rows), height=150).mark_bar()
    return chart.encode(
        # a day is the same in every time zone
        x=alt.X("start:T", title=None, scale=alt.Scale(type="utc")),
        x2="end:T",
        y=alt.Y(
            "articles:Q",
            title=None,
            axis=alt.Axis(tickCount=4, format=",d", tickMinStep=1),
        ),
        y2=alt.Y2Datum(0),
        tooltip=[alt.Tooltip("period:N"), alt.Tooltip("articles:Q", format=",")],
    ).add_params(alt.selection_point(name="bar", fields=["number"]))


def _by_outlet(bars: Sequence[tuple[str, int]]) -> Any:
    alt = _altair()
    rows = [
        {"number": number, "outlet": f"{name}\u2003{articles:,}", "articles": articles}
        for number, (name, articles) in enumerate(bars)
    ]
    chart = alt.Chart(alt.InlineData(values=rows), height=alt.Step(22)).mark_bar()
    return chart.encode(
        y=alt.Y(
            "outlet:N",
            title=None,
            sort=None,
            axis=alt.Axis(labelLimit=210, ticks=False, domain=False),
        ),
        x=alt.X("articles:Q", title=None, axis=None),
        tooltip=[alt.Tooltip("outlet:N"), alt.Tooltip("articles:Q", format=",")],
    ).add_params(alt.selection_point(name="bar", fields=["number"]))


def _altair() -> Any:
    """Return the library of charts. It takes the half of pandas that another thread is still importing."""
    import pandas  # noqa: F401, ICN001  # waits until all of it is there

    return importlib.import_module("altair")


def _tables(overview: Overview, found: Sequence[Period]) -> None:
    box = st.expander("The numbers as tables", key="numbers", on_change="rerun")
    if not box.open:
        return
    with box:
        _table("Published", ((period.name, period.articles) for period in found), overview.undated)
        rest = others(overview.outlets)
        _table("Outlet", [*_named(top_outlets(overview.outlets)), *([rest] if rest else [])])


def _table(heading: str, rows: Iterable[tuple[str, int]], undated: int = 0) -> None:
    shown = [*rows, *([("undated", undated)] if undated else [])]
    columns = {heading: [shared.label(name) for name, _ in shown], "Articles": [f"{n:,}" for _, n in shown]}
    st.table(columns, hide_index=True, border="horizontal")


def _named(bars: Iterable[tuple[str | None, int]]) -> list[tuple[str, int]]:
    return [(shared.safe(name or "") or _UNKNOWN, number) for name, number in bars]


def _ends(day: date, step: Step) -> tuple[date, date]:
    """Return the first and the last day of the period that a day lies in."""
    if step == "day":
        return day, day
    if step == "week":
        first = day - timedelta(day.weekday()) if day.toordinal() > day.weekday() else day
        return first, first + timedelta(6)
    if step == "month":
        after = (day.replace(day=28) + timedelta(4)).replace(day=1)
        return day.replace(day=1), after - timedelta(1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _moment(day: date) -> float:
    """Return a day's beginning as the chart counts: milliseconds since 1970."""
    return datetime.combine(day, time(), UTC).timestamp() * 1000
