"""Headlines: what is quoted in them is told from apostrophes, and no other character is touched."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.briefings.exporting import rendered
from assistant.briefings.exporting.headlines import headline
from tests.assistant.briefings.exporting.example import with_article


def marked(inlines: list[dict[str, Any]]) -> str:
    """Return inlines as words, what is quoted in angle brackets."""
    said = {"Space": lambda _: " ", "Str": str, "Quoted": lambda inside: f"<{marked(inside[1])}>"}
    return "".join(said[one["t"]](one.get("c")) for one in inlines)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("O'Neill's 'plan' isn't dead", "O’Neill’s <plan> isn’t dead"),
        ("'90s 'boom' is back", "’90s <boom> is back"),
        ("Workers' 'plan' for islanders' rights", "Workers’ <plan> for islanders’ rights"),
        ("'Don't go': the mayor's plea", "<Don’t go>: the mayor’s plea"),
        ("He said 'it's \"over\"' today", "He said <it’s <over>> today"),
        ("“He said ‘no’ to ‘the “deal”’,” aide says", "<He said <no> to <the <deal>>,> aide says"),
        ('A lone " mark', 'A lone " mark'),
        ("5'10\" tall", '5’10" tall'),
        ("«Nein» to „this“ and 「that」", "«Nein» to „this“ and 「that」"),
        ("<b>“x”</b> & {y}", "<b><x></b> & {y}"),
    ],
)
def test_quotations_are_told_from_apostrophes(printed: str, read: str) -> None:
    assert marked(headline(printed)) == read


@given(st.text(alphabet="ab '\"“”‘’«».,", max_size=30))
def test_no_letter_is_lost_or_moved(printed: str) -> None:
    kept = [mark for mark in marked(headline(printed)) if mark in "ab«».,"]

    assert kept == [mark for mark in printed if mark in "ab«».,"]


@pytest.mark.parametrize("style", ["chicago-notes", "house", "apa"])
def test_two_apostrophes_in_a_word_open_no_quotation(style: str) -> None:
    made = rendered(with_article(title="Mayor O'Neill's 'plan' isn't dead"), "txt", style=style).decode()

    assert "o’neill’s" in made.casefold()
    assert "isn’t dead" in made.casefold()
    assert "“s" not in made
    assert "‘s" not in made
