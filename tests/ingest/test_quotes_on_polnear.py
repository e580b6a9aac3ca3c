"""Who said what, measured on articles that others have annotated."""

import random

import pytest

from tests.ingest import polnear


@pytest.mark.skipif(
    not polnear.QUOTES.exists(), reason="../shared/data/quotes is absent: PolNeAR not measured"
)
def test_speakers_on_polnear_stay_above_the_floor() -> None:
    # A fixed sample of 200 training articles: 2 s. The floors are what it reaches, rounded down.
    sample = random.Random(7).sample(polnear.load("train"), 200)  # noqa: S311
    found = polnear.score(sample)
    assert found["direct"] >= 0.88
    assert found["speaker right"] >= 0.88
    assert found["pronoun resolved"] >= 0.88
    assert found["indirect found"] >= 0.42
    assert found["indirect right"] >= 0.36
    assert found["precision direct"] >= 0.86
    assert found["precision indirect"] >= 0.76
