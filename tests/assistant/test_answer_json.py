"""An answer read back from its JSON is the same answer: conversations are kept in it."""

import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import (
    Also,
    Answer,
    CitedPassage,
    Context,
    Disagreement,
    Side,
    Source,
    SourceSpan,
    Statement,
)
from assistant.contract import answer_as_json, answer_from_json, filters_as_json, filters_from_json
from corpus.records import ArticleInfo, Filters, Span

_text = st.text(max_size=20)
_maybe = st.none() | _text
_days = st.none() | st.dates(date(1000, 1, 1))
_spans = st.builds(Span, st.integers(0, 99), st.integers(100, 999))
_moments = st.datetimes(datetime(1970, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001
_articles = st.builds(
    ArticleInfo,
    id=_text,
    external_id=_maybe,
    version=st.integers(1, 9),
    title=_text,
    outlet=_maybe,
    author=_maybe,
    published=_days,
    url=_maybe,
    added=_moments,
    sample=st.booleans(),
    published_at=st.none() | _moments,
    modified=_days,
    dated_by=_maybe,
    language=_maybe,
    section=_maybe,
    agency=_maybe,
    correction=_maybe,
    credit=_maybe,
    usage=_maybe,
    embargo=st.none() | _moments,
    page_starts=st.sampled_from([(), (0, 40)]),
)


def _few(one: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(one, max_size=2).map(tuple)


_sources = st.builds(
    Source,
    number=st.integers(1, 99),
    article=_articles,
    passages=_few(st.builds(CitedPassage, _spans, _text)),
    copies=_few(_articles),
)
_places = st.builds(SourceSpan, st.integers(1, 99), _spans)
_statements = st.builds(
    Statement,
    text=_text,
    kind=st.sampled_from(["quote", "extract", "paraphrase"]),
    spans=_few(_places),
    speaker=_maybe,
    role=_maybe,
    flags=_few(_text),
    day=_days,
    outlet=_maybe,
    told=_maybe,
    context=st.none() | st.builds(Context, _text, _places),
    also=_few(st.builds(Also, _articles, _spans)),
)
_filters = st.builds(
    Filters,
    since=_days,
    until=_days,
    outlet=_maybe,
    asked=_days,
    inferred=_few(st.sampled_from(["since", "outlet"])),
)
_answers = st.builds(
    Answer,
    question=_text,
    statements=_few(_statements),
    sources=_few(_sources),
    filters=_filters,
    as_of=_days,
    answered_by=_text,
    abstained=st.booleans(),
    reason=_maybe,
    nearby=_few(_sources),
    fallback_reason=_maybe,
    notes=_few(_text),
    understood_as=_maybe,
    form=st.sampled_from(["answer", "timeline"]),
    disagreements=_few(
        st.builds(
            Disagreement,
            st.sampled_from(["figures", "denial"]),
            _few(st.builds(Side, _few(st.integers(0, 9)), _text)),
        )
    ),
)


def test_no_field_of_an_answer_is_forgotten_here() -> None:
    """A new field must be given values above, or nothing shows that it survives."""
    example = Answer("", (), (), Filters(), None, "")
    fields = set(Answer.__dataclass_fields__)

    assert fields | {"corroboration"} == set(answer_as_json(example))  # counted anew, not kept
    assert set(Statement.__dataclass_fields__) | {"citations"} == set(
        answer_as_json(Answer("", (Statement("", "quote", ()),), (), Filters(), None, ""))["statements"][0]
    )


@given(answer=_answers)
def test_an_answer_survives_its_json(answer: Answer) -> None:
    assert answer_from_json(json.loads(json.dumps(answer_as_json(answer)))) == answer


@given(filters=_filters)
def test_filters_survive_their_json(filters: Filters) -> None:
    assert filters_from_json(json.loads(json.dumps(filters_as_json(filters)))) == filters
