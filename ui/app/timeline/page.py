"""The Timeline page: how a matter, or the story of an article, developed; drawn, and told entry by entry."""

from dataclasses import replace

import streamlit as st

from assistant.answer import Answer, Source, Statement, carriers, notes_on
from assistant.question import Guess
from assistant.timeline import Timeline
from assistant.timeline.as_text import entry_line, timeline_as_text
from corpus import Corpus
from corpus.records import Filters, Span
from ui.app import places, shared
from ui.app.adding import offer_to_add, show_adding
from ui.app.chat.answers import show_words
from ui.app.keeping_place import keep_place
from ui.app.opened import open_at, opened, show_opened
from ui.app.timeline.chart import CHOSEN, in_short, picture
from ui.app.timeline.work import Telling, Wish, telling_of

_STYLE = """<style>
[class*="st-key-entry-"] button, [class*="st-key-story-"] button { text-align: start; }
</style>"""
_SOON = 0.4  # seconds that the page waits before it says that it waits
_BEGINNINGS = 5
_LONGEST = 2_000  # characters of a matter


def page() -> None:
    """Draw the page."""
    corpus, assistant = shared.resources()
    st.html(_STYLE)
    st.title("Timeline")
    if corpus.catalogue.is_empty():
        st.info("The archive is empty. Add articles on the Upload page, or run `dateline ingest FOLDER`.")
        return
    wish = Wish.of(st.query_params.to_dict())
    _form(corpus, wish)
    if not (wish.matter or wish.article):
        _beginnings(corpus)
        return
    kept = st.session_state.setdefault("timelines", {})
    telling = telling_of(kept, assistant, wish, corpus.catalogue.generation)
    if not telling.is_done(_SOON):
        _await(telling)
    elif telling.timeline is None:
        st.error(shared.label(telling.error or "", 600), icon=":material/error:")
    else:
        _show(corpus, telling.timeline, wish)


def _form(corpus: Corpus, wish: Wish) -> None:
    """Ask for a matter, days and an outlet; what is asked for goes into the address."""
    _fill_in(wish)
    with st.form("timeline-form", border=False):
        st.text_input(
            "Matter or question",
            key="timeline-matter",
            placeholder="the award of the bridge contract",
        )
        with st.expander("Filters", icon=":material/filter_list:"):
            since_box, until_box, outlet_box = st.columns(3)
            since_box.date_input("Published from", key="timeline-since", min_value="1800-01-01", value=None)
            until_box.date_input("Published until", key="timeline-until", min_value="1800-01-01", value=None)
            outlet_box.selectbox(
                "Outlet",
                list(corpus.catalogue.outlets()),
                index=None,
                key="timeline-outlet",
                placeholder="Any",
                format_func=shared.safe,
            )
        if not st.form_submit_button("Show the timeline", type="primary", key="timeline-show"):
            return
    state = st.session_state
    filters = Filters(
        since=state["timeline-since"], until=state["timeline-until"], outlet=state["timeline-outlet"]
    )
    matter = (state["timeline-matter"] or "").strip()
    if said := shared.too_long("A matter", matter, _LONGEST):
        st.error(said, icon=":material/error:")
        return
    _go(Wish(matter, wish.article if not matter else "", filters))


def _fill_in(wish: Wish) -> None:
    """Put into the form what the address asks for, when it is another one than before."""
    state = st.session_state
    if "timeline-matter" in state and state.get("timeline-filled") == wish:
        return
    state["timeline-filled"] = wish
    state["timeline-matter"] = wish.matter
    state["timeline-since"] = wish.filters.since
    state["timeline-until"] = wish.filters.until
    state["timeline-outlet"] = wish.filters.outlet


def _go(wish: Wish) -> None:
    st.query_params.from_dict(wish.address)
    st.rerun()


def _beginnings(corpus: Corpus) -> None:
    st.text(
        "A timeline tells how a matter developed, day by day, in sentences of the articles. Name a matter, "
        "or begin with the story of an article."
    )
    st.header("The newest articles", anchor=False)
    for info in corpus.catalogue.list_articles(limit=_BEGINNINGS):
        line = shared.label(f"{info.title} · {shared.byline(info)}", 200)
        if st.button(line, key=f"story-{info.id}", type="tertiary", help="Show how its story developed"):
            _go(Wish(article=info.id))


@st.fragment(run_every=1)
def _await(telling: Telling) -> None:
    if telling.is_done():
        st.rerun()
    st.caption("Reading the archive …")


def _show(corpus: Corpus, timeline: Timeline, wish: Wish) -> None:
    answer = timeline.answer
    st.header(shared.label(answer.question, 300), anchor=False)
    _narrowed(answer, wish)
    if (wish.article and not wish.matter) and st.button(
        "Open the article", key="timeline-article", type="tertiary", icon=":material/article:"
    ):
        places.go("articles", article=wish.article)
    for note in answer.notes:
        st.info(shared.label(note, 300))
    if answer.abstained:
        st.text(shared.safe(answer.reason or "The archive does not tell of this matter."))
        for source in answer.nearby:
            place = source.passages[0].span if source.passages else Span(0, 0)
            _citation(source, place, _key("nearby", source.number))
    _take_over_old_address(answer)
    keep_place()
    reading = opened()
    if answer.statements:
        _draw(timeline, is_open=reading is not None)
    left, right = st.columns([3, 2], gap="large") if reading else (st.container(), None)
    with left:
        _entries(answer)
    if right is not None and reading:
        with right, st.container(key="timeline-reading"):
            show_opened(corpus, *reading)
    if answer.statements:
        offer_to_add(None, 0, answer)
        show_adding(None, 0, answer)
        _copy(answer)


def _draw(timeline: Timeline, *, is_open: bool) -> None:
    """Draw the picture; a click on an entry opens the article there."""
    answer = timeline.answer
    key = f"timeline-picture-{'open' if is_open else 'whole'}"  # what was clicked is forgotten at closing

    def choose() -> None:
        chosen = st.session_state[key].selection.get(CHOSEN, [])
        if chosen:
            number = int(chosen[0]["entry"])
            cited = answer.statements[number - 1].citations[0]
            source = next(one for one in answer.sources if one.number == cited)
            _open(source, _span_of(answer.statements[number - 1], cited), _key(number, cited))

    drawn = picture(timeline)
    st.altair_chart(
        drawn, width="stretch", alt=in_short(answer), key=key, on_select=choose, selection_mode=CHOSEN
    )


def _narrowed(answer: Answer, wish: Wish) -> None:
    """Show what was read from the matter, or from the article; a click takes it back, or brings it again."""
    read: dict[Guess, str] = {}
    filters = answer.filters
    if {"since", "until"} & set(filters.inferred):
        words = shared.in_words(filters.since, filters.until)
        read["period"] = f"Around the article: {words}" if wish.article else f"Read from your words: {words}"
    if "outlet" in filters.inferred and filters.outlet:
        read["outlet"] = f"Read from your words: {filters.outlet}"
    with st.container(horizontal=True, gap="small", key="timeline-narrowed"):
        for guess, text in read.items():
            if st.button(
                shared.label(text),
                key=f"timeline-read-{guess}",
                icon=":material/close:",
                icon_position="right",
                help="Look again without it",
            ):
                _go(replace(wish, without=(*wish.without, guess)))
        for guess in wish.without:
            what = "time" if guess == "period" else "outlet"
            if st.button(
                f"Not applied: the {what}",
                key=f"timeline-without-{guess}",
                type="tertiary",
                icon=":material/undo:",
                icon_position="right",
                help="Look again with it",
            ):
                _go(replace(wish, without=tuple(one for one in wish.without if one != guess)))


def _entries(answer: Answer) -> None:
    sources = {source.number: source for source in answer.sources}
    day = None
    for number, statement in enumerate(answer.statements, start=1):
        if statement.day and statement.day != day:
            day = statement.day
            st.subheader(shared.in_words(day, day), anchor=False)
        show_words(statement, f"{number}. {entry_line(statement)}")
        with st.container(horizontal=True, gap="small"):
            for cited in statement.citations:
                _citation(sources[cited], _span_of(statement, cited), _key(number, cited))


def _citation(source: Source, span: Span, key: str) -> None:
    """Show where an entry stands, as a button that opens the article there."""
    article = source.article
    line = shared.byline(replace(article, author=None))
    if page := article.page_of(span.start):
        line += f", p. {page}"
    line += f" · {article.title}"
    st.button(
        shared.label(line, 160),
        key=key,
        type="tertiary",
        icon=":material/article:",
        help="Open the passage in its article",
        wrap=True,
        on_click=_open,
        args=[source, span, key],
    )
    if also := carriers(article, source.copies):
        st.caption(shared.label(f"Also carried by: {', '.join(also)}", 200))
    for note in notes_on(article):
        st.caption(":material/info: " + shared.label(note, 400))


def _open(source: Source, span: Span, key: str) -> None:
    open_at(source.article.id, source.article.version, [span], key)


def _key(number: int | str, cited: int) -> str:
    return f"entry-{number}-{cited}"


def _take_over_old_address(answer: Answer) -> None:
    """Open what an address of earlier versions names: ``open``, an article's id, version and first place."""
    if not (named := st.query_params.pop("open", None)):
        return
    places_ = [
        (source, place.span)
        for statement in answer.statements
        for place in statement.spans
        for source in answer.sources
        if source.number == place.source
    ]
    places_ += [(source, passage.span) for source in answer.nearby for passage in source.passages]
    for source, span in places_:
        if named == f"{source.article.id}-{source.article.version}-{span.start}":
            open_at(source.article.id, source.article.version, [span])
            return


def _copy(answer: Answer) -> None:
    text = shared.safe(timeline_as_text(answer))
    with st.expander("Copy or download", icon=":material/content_copy:"):
        st.caption("The picture is saved as PNG by the buttons over its upper corner.")
        st.download_button(
            "Download as text", text, file_name="timeline.txt", mime="text/plain", key="timeline-text"
        )
        st.code(text, language=None, wrap_lines=True)


def _span_of(statement: Statement, cited: int) -> Span:
    return next(place.span for place in statement.spans if place.source == cited)
