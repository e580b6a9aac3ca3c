"""What the pane of changes is given to draw: what is gone, what came, and enough around it."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.changes import changes
from ui.app.articles.diff_pane import diff_pieces
from ui.app.shared import safe

_TEXT = st.text(alphabet=st.sampled_from("ab .\n") | st.characters(codec="utf-8"), max_size=120)


def _pieces(old: str, new: str, around: int | None = None) -> list[tuple[str, str]]:
    return [(one["kind"], one["text"]) for one in diff_pieces(old, new, changes(old, new), around)]


def _words(found: list[tuple[str, str]], *kinds: str) -> str:
    return "".join("".join(text for kind, text in found if kind in kinds).split())


@given(_TEXT, _TEXT)
def test_what_is_shown_is_both_texts_but_for_white_space(old, new):
    found = _pieces(old, new)

    assert _words(found, "same", "came") == "".join(safe(new).split())
    assert _words(found, "same", "gone") == "".join(safe(old).split())
    assert all(text == text.strip() != "" for kind, text in found if kind in ("gone", "came"))


def test_a_word_that_was_replaced():
    assert _pieces("The boat leaves at nine. It waits.", "The boat leaves at ten. It waits.") == [
        ("same", "The boat leaves at"),
        ("same", " "),
        ("gone", "nine"),
        ("same", " "),
        ("came", "ten"),
        ("same", ". It waits."),
    ]


def test_what_is_long_and_the_same_is_folded():
    same = " ".join(f"Sentence {number} stays." for number in range(100))

    found = _pieces(f"One. {same} Two. {same}", f"Uno. {same} Dos. {same}", around=50)

    folded = [text for kind, text in found if kind == "folded"]
    assert len(folded) == 2
    assert all("characters the same" in text for text in folded)
    assert sum(len(text) for _, text in found) < 400
    assert [text for kind, text in found if kind == "came"] == ["Uno", "Dos"]


def test_texts_that_are_the_same_show_no_change():
    assert {kind for kind, _ in _pieces("The same.", "The same.")} == {"same"}
