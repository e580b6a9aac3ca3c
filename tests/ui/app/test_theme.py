"""The theme's colours keep their contrast (WCAG 2.1, AA), and Streamlit knows every option."""

import pytest
from streamlit import config

from ui.app import theme

_OPTIONS = theme.options()


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, two: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def _faded(colour: str, ground: str, share: float) -> str:
    pairs = [(int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in pairs)


def test_contrast_as_the_standard_reckons_it() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_words_and_edges_stand_out(scheme: str, ground: str) -> None:
    behind = _OPTIONS[f"theme.{scheme}.{ground}"]
    text = _OPTIONS[f"theme.{scheme}.textColor"]

    assert _contrast(text, behind) >= 7
    assert _contrast(_faded(text, behind, 0.6), behind) >= 4.5  # captions, in Streamlit's own share
    assert _contrast(_OPTIONS[f"theme.{scheme}.linkColor"], behind) >= 4.5
    assert _contrast(_OPTIONS[f"theme.{scheme}.borderColor"], behind) >= 3
    assert _contrast(_OPTIONS[f"theme.{scheme}.primaryColor"], behind) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_white_is_legible_on_a_primary_button_and_charts_on_the_page(scheme: str) -> None:
    assert _contrast(_OPTIONS[f"theme.{scheme}.primaryColor"], "#ffffff") >= 4.5
    behind = _OPTIONS[f"theme.{scheme}.backgroundColor"]
    assert all(_contrast(one, behind) >= 3 for one in _OPTIONS[f"theme.{scheme}.chartCategoricalColors"])


def test_streamlit_knows_every_option() -> None:
    assert set(_OPTIONS) <= set(config.get_config_options())
