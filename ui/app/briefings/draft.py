"""“Brief me on …”: a draft is made in a thread of its own, and kept as a briefing whoever still looks.

The address names a draft that is on its way (``draft``) and what it is to be about, so that a reload finds it
again, and a person can ask anew where a server's end has broken it off.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from assistant import Assistant
from assistant.answer import Source
from assistant.briefings.wishes import Wish, read_wish
from corpus import Corpus
from corpus.errors import BadBriefing, DatelineError
from corpus.records import Filters
from ui.app import places, shared

_log = logging.getLogger(__name__)
_KEPT = 50  # drafts that a server remembers: a few lines each
_OWN = ("draft", "about", "since", "until")
_BEGUN = "drafts-begun"
_FAILED = "Something went wrong inside Dateline; the server's log says what. Try again."
_LONGEST = 500  # characters of a matter
_TOO_LONG = f"Say in fewer words what the briefing is to be about: at most {_LONGEST} characters."
_NO_MATTER = "Say what the briefing is to be about, such as: the night ferry to Tern Island."


@dataclass(eq=False)
class Drafting:
    """A draft on its way: what is looked for, then the briefing that came of it, or why there is none."""

    wish: Wish
    steps: list[str] = field(default_factory=list)
    briefing: str | None = None
    reason: str | None = None
    nearby: tuple[Source, ...] = ()

    @property
    def is_done(self) -> bool:
        """Tell whether it has ended."""
        return self.briefing is not None or self.reason is not None

    def run(self, corpus: Corpus, assistant: Assistant) -> None:
        """Make the draft and keep it."""
        from assistant.briefings.drafting import draft, keep_draft

        try:
            made = draft(corpus, assistant, self.wish, self.steps.append)
            if made.picks:
                self.briefing = keep_draft(corpus, made).id
            else:
                self.nearby = made.nearby
                self.reason = made.reason or "The archive does not hold anything on this."
        except DatelineError as error:
            self.reason = str(error)
        finally:
            if not self.is_done:
                _log.exception("drafting failed: %s", self.wish)
                self.reason = _FAILED


@st.cache_resource(show_spinner=False)
def _drafts() -> dict[str, Drafting]:
    return {}


def begin(corpus: Corpus, assistant: Assistant, wish: Wish) -> str:
    """Begin a draft and return its name."""
    known, name = _drafts(), secrets.token_hex(6)
    for old in list(known)[: len(known) - _KEPT + 1]:
        known.pop(old, None)
    known[name] = Drafting(wish)
    threading.Thread(target=known[name].run, args=[corpus, assistant], name="drafting", daemon=True).start()
    return name


def show_form(corpus: Corpus, assistant: Assistant) -> None:
    """Ask what a briefing is to be about, and begin to draft it."""
    st.header("Brief me on …", anchor=False)
    st.text("Dateline drafts a briefing from the archive: every line of it cited, yours to edit.")
    given = st.query_params.to_dict()
    with st.form("brief-me", border=False):
        about = st.text_input("Matter", given.get("about", ""), key="brief-about")
        with st.container(horizontal=True):
            since = st.date_input(
                "From", _day(given, "since"), key="brief-since", min_value="1800-01-01", width=180
            )
            until = st.date_input(
                "To", _day(given, "until"), key="brief-until", min_value="1800-01-01", width=180
            )
        if not st.form_submit_button("Draft it", key="brief-draft", icon=":material/edit_note:"):
            return
    if not any(sign.isalnum() for sign in about):
        st.error(_NO_MATTER, icon=":material/error:")
        return
    if len(about) > _LONGEST:
        st.error(_TOO_LONG, icon=":material/error:")
        return
    try:
        wish = read_wish(about, Filters(since=since, until=until))
    except BadBriefing as error:
        st.error(shared.label(str(error), 400), icon=":material/error:")
        return
    days = {"since": since.isoformat() if since else "", "until": until.isoformat() if until else ""}
    name = begin(corpus, assistant, wish)
    st.session_state[_BEGUN] = [*st.session_state.get(_BEGUN, ())[1 - _KEPT :], name]
    address = {"draft": name, "about": about, **days}
    st.query_params.from_dict({name: value for name, value in address.items() if value})
    st.rerun()


def show_draft(name: str, open_briefing: Callable[[str], None]) -> None:
    """Show how far a draft is; open the briefing once there is one, else say why there is none."""
    drafting = _drafts().get(name)
    if drafting is None:
        st.warning(
            "This draft was broken off when the server ended, or it is long done. Look for it in the list of "
            "briefings, or ask for it again.",
            icon=":material/info:",
        )
    elif not drafting.is_done:
        st.header(shared.label(drafting.wish.title, 200), anchor=False)
        _await(drafting)
    elif drafting.briefing is not None:
        forget()
        open_briefing(drafting.briefing)
        st.rerun()
    else:
        st.header(shared.label(drafting.wish.title, 200), anchor=False)
        st.text(shared.safe(f"No briefing was made. {drafting.reason or ''}"))
        _show_nearby(drafting.nearby)
    st.button("Back to the briefings", key="leave-draft", icon=":material/arrow_back:", on_click=forget)


def show_on_their_way() -> None:
    """List the drafts of this session that are still being made; draw the page again as one is done."""
    if any(not one.is_done for _, one in _own()):
        _await_any([name for name, one in _own() if not one.is_done])


@st.fragment(run_every=1)
def _await_any(names: list[str]) -> None:
    for name, drafting in _own():
        if name not in names:
            continue
        if drafting.is_done:
            st.rerun()
        with st.container(gap=None):
            title = shared.label(drafting.wish.title, 200)
            st.button(
                title,
                key=f"brief-open-draft-{name}",
                type="tertiary",
                wrap=True,
                on_click=_look_at,
                args=[name],
            )
            looking = f", looking for {drafting.steps[-1]}" if drafting.steps else ""
            st.caption(shared.label(f"Being drafted{looking} …", 200))


def _look_at(name: str) -> None:
    st.query_params["draft"] = name


def _own() -> list[tuple[str, Drafting]]:
    """Return this session's drafts that the server remembers, the newest first."""
    known = _drafts()
    return [(one, known[one]) for one in reversed(st.session_state.get(_BEGUN, ())) if one in known]


def forget() -> None:
    """Take the draft out of the address; what it is about stays, for another try."""
    st.query_params.pop("draft", None)


def forget_wish() -> None:
    """Take all of a draft out of the address."""
    for name in _OWN:
        st.query_params.pop(name, None)


def _show_nearby(nearby: tuple[Source, ...]) -> None:
    if not nearby:
        return
    st.subheader("Nearby in the archive", anchor=False)
    for source in nearby:
        line = f"{source.article.title} · {shared.byline(source.article)}"
        key = f"nearby-{source.article.id}"
        if st.button(shared.label(line, 200), key=key, type="tertiary", wrap=True):
            places.go("articles", article=source.article.id)


@st.fragment(run_every=0.5)
def _await(drafting: Drafting) -> None:
    """Say what is looked for; draw the whole page again once the draft is there."""
    if drafting.is_done:
        st.rerun()
    steps = list(drafting.steps)
    for step in steps[:-1]:
        st.caption(f":material/check: Looked for {shared.label(step)}")
    st.text(f"Looking for {shared.safe(steps[-1])} …" if steps else "Reading the archive …")
    st.caption("You may go on elsewhere meanwhile: it will stand in the list of briefings.")


def _day(given: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(given.get(name, ""))
    except ValueError:
        return None
