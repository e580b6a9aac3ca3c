"""How a job is shown: while it reads, while it adds, and what came of it."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import streamlit as st

from corpus import Corpus
from ingest.pipeline import Outcome
from ui.app import places, shared
from ui.app.upload import jobs, staging
from ui.app.upload.address import leave

_COUNTED = {
    "failed": "failed",
    "added": "added",
    "updated": "new versions",
    "unchanged": "unchanged",
    "duplicate": "the same as another one",
}
"""What an outcome is called, in the order in which they are shown."""
_NEWEST = 8
_FAILURES = 20
_PAGE = 50


@st.fragment(run_every=0.7)
def show_reading(folder: Path) -> None:
    """Show how far the reading is; once all is read, draw the whole page again."""
    progress = _progress(folder, "reading")
    share = min(1.0, progress.done / progress.total) if progress.total else 0.0
    read = progress.counts.get("read", 0) + progress.counts.get("failed", 0)
    st.header("Reading")
    st.progress(share, f"{shared.counted(read, 'article')} read so far")
    st.caption(shared.label(progress.now, 200) or "Getting ready …")
    st.caption("You can leave this page: the reading goes on, and you find it here again.")
    if progress.cancelled:
        st.caption("Stopping …")
        return
    with st.container(horizontal=True):
        if st.button("Stop reading", key="cancel", help="What was read so far is thrown away."):
            jobs.cancel(folder)
            leave()
        offer_another()


@st.fragment(run_every=1.0)
def show_adding(folder: Path) -> None:
    """Show how far the adding is; once it has ended, draw the whole page again."""
    progress = _progress(folder, "adding")
    st.header("Adding")
    _bar(progress)
    if progress.counts:
        st.text(_in_words(progress.counts))
    st.caption(
        "You can leave this page or ask questions meanwhile: the work goes on, and you find it here again."
    )
    with st.container(horizontal=True):
        if progress.cancelled:
            st.info("Stopping: what is being written just now is finished first.")
        else:
            said = "What was added so far stays; the rest is not added."
            st.button("Cancel", key="cancel", help=said, on_click=jobs.cancel, args=[folder])
        offer_another()
    for outcome in jobs.latest(folder, _NEWEST):
        st.text(shared.safe(_line(outcome)))


def offer_another() -> None:
    """Offer to begin another upload; this one is found again under "Your uploads"."""
    if st.button("Upload something else meanwhile", key="meanwhile", type="tertiary"):
        leave()


def show_ended(folder: Path, corpus: Corpus) -> None:
    """Show what came of a job."""
    progress = jobs.progress_of(folder)
    followed = jobs.followed_by(folder)
    st.header("Stopped" if progress.error else "What was added")
    corpus.stores.catch_up()
    if progress.error:
        st.error(shared.label(progress.error, 600), icon=":material/error:")
        st.caption("What was added so far stays, and nothing is added twice.")
    elif progress.cancelled:
        st.info("Cancelled. What was added so far stays; the rest was not added.")
    elif progress.counts.get("added") or progress.counts.get("updated"):
        st.success("Done. What was added can be asked about.")
    elif followed:
        st.success("Done.")
    else:
        st.info("Done. Nothing new came in.")
    if progress.counts:
        st.text(_in_words(progress.counts))
    for name in followed:
        st.text(shared.safe(f"Followed from now on: {name}"))
    with st.container(horizontal=True):
        if progress.error and st.button("Try again", key="again", type="primary"):
            jobs.again(folder)
            st.rerun()
        if st.button("Upload more", key="more"):
            leave()
    outcomes = jobs.outcomes_of(folder)
    failures = [(one.origin, one.reason or "") for one in outcomes if one.status == "failed"]
    show_failures([*staging.failures_of(folder), *failures], "could not be added")
    _table(outcomes)


def show_failures(failures: Sequence[tuple[str, str]], what: str) -> None:
    """Show what could not be read or added, each with the reason; of very many a page."""
    if not failures:
        return
    st.subheader(f"{len(failures):,} {what}")
    page = 1
    if len(failures) > _FAILURES:
        page = st.pagination(-(-len(failures) // _FAILURES), key="failures-page")
    for origin, reason in failures[(page - 1) * _FAILURES : page * _FAILURES]:
        with st.container(gap=None):
            st.text(shared.safe(origin))
            st.caption(shared.label(reason, 500))


def show_others(home: Path, own: Collection[Path]) -> None:
    """Show what others are adding, without saying what it is."""
    if any(folder not in own for folder in jobs.being_added(home)):
        _others(home, own)


@st.fragment(run_every=2.0)
def _others(home: Path, own: Collection[Path]) -> None:
    going_on = [folder for folder in jobs.being_added(home) if folder not in own]
    if going_on:
        st.header("Being added now")
    for folder in going_on:
        progress = jobs.progress_of(folder)
        with st.container(key=f"other-{folder.name[:6]}", gap=None):
            _bar(progress)
            if progress.counts:
                st.caption(_in_words(progress.counts))


def _progress(folder: Path, phase: jobs.Phase) -> jobs.Progress:
    """Return how far a job is; where it has gone on to another phase or is gone, draw the page again."""
    if not (folder / "request.json").exists():
        st.rerun()
    progress = jobs.progress_of(folder)
    if progress.phase != phase:
        st.rerun()
    jobs.begin(folder)  # again, where its process has died
    return progress


def _bar(progress: jobs.Progress) -> None:
    if progress.total is None:
        st.progress(0.0, f"{shared.counted(progress.done, 'article')} so far")
        return
    text = f"{progress.done:,} of {shared.counted(progress.total, 'article')}"
    if progress.per_second:
        text += f" · {_rate(progress.per_second)}"
    if progress.seconds_left and not progress.cancelled:
        text += f" · about {_time(progress.seconds_left)} left"
    st.progress(min(1.0, progress.done / max(1, progress.total)), text)


def _rate(per_second: float) -> str:
    return f"{per_second:.1f} a second" if per_second >= 1 else f"{60 * per_second:.0f} a minute"


def _time(seconds: float) -> str:
    if seconds < 90:
        return shared.counted(max(1, round(seconds)), "second")
    minutes = round(seconds / 60)
    if minutes < 90:
        return shared.counted(minutes, "minute")
    return f"{minutes // 60} h {minutes % 60} min"


def _in_words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[status]:,} {said}" for status, said in _COUNTED.items() if counts.get(status))


def _line(outcome: Outcome) -> str:
    words = f"{_what(outcome)}: {outcome.title or outcome.origin}"
    return f"{words} ({outcome.reason})" if outcome.reason else words


def _what(outcome: Outcome) -> str:
    return "new version" if outcome.status == "updated" else outcome.status


def _table(outcomes: Sequence[Outcome]) -> None:
    """Show a page of what became of each article, those that failed first; a chosen row opens its article."""
    if not outcomes:
        return
    st.subheader("Each article")
    order = list(_COUNTED)
    newest = list(reversed(outcomes))
    ordered = sorted(newest, key=lambda one: order.index(one.status))
    page = st.pagination(-(-len(ordered) // _PAGE), key="outcomes-page") if len(ordered) > _PAGE else 1
    some = ordered[(page - 1) * _PAGE : page * _PAGE]
    columns = {
        "What": [_what(one) for one in some],
        "Headline": [shared.safe(one.title or "") for one in some],
        "From": [shared.safe(one.origin) for one in some],
    }
    if any(one.reason for one in some):
        columns["Why"] = [shared.safe(one.reason or "") for one in some]
    chosen = st.dataframe(
        columns,
        hide_index=True,
        key=f"outcomes-{page}",
        on_select="rerun",
        selection_mode="single-row",
        alt="What became of each article: added, a new version, unchanged, or failed and why",
    )
    st.caption("Choose a row to open its article.")
    for row in chosen["selection"]["rows"]:
        if article := some[row].article_id:
            places.go("articles", article=article)
