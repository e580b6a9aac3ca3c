"""What a person types into an article's fields, and what becomes of it."""

from datetime import UTC, date, datetime

import pytest

from corpus.records import ArticleInfo
from ui.editing import FIELDS, as_typed, changes_of

_INFO = ArticleInfo(
    "a", None, 1, "T", "Post", None, date(2025, 5, 4), None, datetime(2025, 6, 1, tzinfo=UTC), sample=False,
    modified=date(2025, 5, 5), embargo=datetime(2025, 6, 1, 6, 30, tzinfo=UTC), dated_by="JSON-LD",
)  # fmt: skip
_SHOWN = as_typed(_INFO)


def _changes(**typed: str) -> dict:
    return changes_of(_SHOWN, {**_SHOWN, **typed})


def test_every_field_is_shown_as_it_may_be_typed() -> None:
    assert tuple(_SHOWN) == FIELDS
    assert (_SHOWN["published"], _SHOWN["embargo"]) == ("2025-05-04", "2025-06-01T06:30Z")
    assert _SHOWN["author"] == ""
    assert _changes() == {}


def test_what_is_shown_is_understood_when_it_is_typed() -> None:
    typed = changes_of(dict.fromkeys(FIELDS, ""), _SHOWN)

    for name in ("title", "outlet", "embargo"):
        assert typed[name] == getattr(_INFO, name)
    assert (typed["published"], typed["modified"]) == ("2025-05-04", "2025-05-05")


@pytest.mark.parametrize(
    ("name", "text", "changes"),
    [
        ("outlet", " The  Post ", {"outlet": "The Post"}),
        ("outlet", " ", {"outlet": None}),
        ("outlet", " Post ", {}),
        ("author", "می\u200cخواهم", {"author": "می\u200cخواهم"}),
        ("url", " https://post.example/a ", {"url": "https://post.example/a"}),
        ("language", " EN ", {"language": "en"}),
        ("modified", "", {"modified": None}),
        ("published", "2025-05-06", {"published": "2025-05-06", "published_at": None, "dated_by": None}),
        ("embargo", "", {"embargo": None}),
        ("embargo", "2025-07-01", {"embargo": datetime(2025, 7, 2, tzinfo=UTC)}),
        ("embargo", "2025-07-01T08:00", {"embargo": datetime(2025, 7, 1, 8, tzinfo=UTC)}),
        ("embargo", "2025-07-01T08:00+02:00", {"embargo": datetime(2025, 7, 1, 6, tzinfo=UTC)}),
    ],
)
def test_only_what_was_changed_changes(name: str, text: str, changes: dict) -> None:
    assert _changes(**{name: text}) == changes


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", " "),
        ("published", "4 May"),
        ("modified", "2025-02-30"),
        ("language", "eng"),
        ("language", "é1"),
        ("embargo", "soon"),
        ("embargo", "9999-12-31"),
        ("published", "2999-01-01"),
        ("modified", "0001-01-01"),
        ("url", "javascript:alert(1)"),
        ("url", "the front page"),
        ("url", "https://"),
        ("author", "A\0B"),
        ("title", "\ud800"),
    ],
)
def test_what_cannot_be_is_refused_with_advice(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"write|leave"):
        _changes(**{name: text})
