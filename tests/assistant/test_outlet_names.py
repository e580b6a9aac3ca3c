"""Names of outlets: editions have the same words, and a name is never taken for a part of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.outlet_names import outlet_words, without_edition


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NBC News (Online)", "nbc"),
        ("The New York Times - Opinion", "new york times"),
        ("Fox Online News", "fox"),
        ("CNSNews.com", "cnsnews"),
        ("telegraph.co.uk", "telegraph"),
        ("Chicago Sun-Times", "chicago sun-times"),
        ("Al-Monitor", "monitor"),
        ("The News", "news"),
        ("News.com", "news"),
        ("the", ""),
        ("", ""),
    ],
)
def test_what_all_editions_of_an_outlet_have(name: str, words: str) -> None:
    assert " ".join(outlet_words(name)) == words


def test_what_stands_beside_a_name_is_no_part_of_it() -> None:
    assert without_edition("NBC News (Online)") == "NBC News"
    assert without_edition("Chicago Sun-Times | Politics") == "Chicago Sun-Times"


NAMES = st.lists(
    st.sampled_from("Courier Gazette News Online Sun-Times U.S. the Al-Monitor Web".split()), min_size=1
).map(" ".join)


@given(NAMES)
def test_an_edition_has_the_words_of_its_outlet(name: str) -> None:
    words = outlet_words(name)

    assert outlet_words(" ".join(words)) == words
    assert outlet_words(f"The {name} (Online)") == words
    assert outlet_words(f"{name} - Opinion") == words


@given(st.text(max_size=60))
def test_any_name_is_read(name: str) -> None:
    assert "the" not in outlet_words(name)
