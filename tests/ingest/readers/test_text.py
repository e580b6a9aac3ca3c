"""Plain text as people save it: a headline, who wrote it and when, and the words below."""

import time
from datetime import date

import pytest

from ingest.readers import text

HEADLINE = "Council reopens the swing bridge"
BODY = "The council voted on Tuesday to reopen the bridge.\n\n“We have waited,” the mayor said."
DAY = date(2024, 6, 4)


@pytest.mark.parametrize(
    "top",
    [
        f"{HEADLINE}\nBy Nora Lind\nJune 4, 2024\n",
        f"{HEADLINE}\n\nBy Nora Lind\n\nTuesday, June 4, 2024 10:40 PM\n",
        f"{HEADLINE}\n\nBY NORA LIND\n4. Juni 2024\n",
        f"Title: {HEADLINE}\nByline: By Nora Lind\nDate: 4 June 2024\n",
        f"Titre : {HEADLINE}\nAuteur\u00a0: Nora Lind\nDate : 4 juin 2024\n",
        f"Titel: {HEADLINE}\nAutor: Nora Lind\nDatum: 04.06.2024\n",
    ],
)
def test_headline_byline_and_day_are_read_off_the_top(top: str):
    found = text.read(f"{top}\n{BODY}".encode(), "x.txt")

    assert (found.title, (found.author or "").title(), found.published) == (HEADLINE, "Nora Lind", DAY)
    assert found.text == BODY


def test_the_source_of_the_day_is_told():
    above, header = f"{HEADLINE}\n4 June 2024\n\n{BODY}", f"Date: 2024-06-04\n\n{BODY}"

    assert text.read(above.encode(), "x.txt").dated_by == "line under the headline"
    assert text.read(header.encode(), "x.txt").dated_by == "header line"


@pytest.mark.parametrize(
    "body",
    [
        f"By Tuesday evening the council had voted.\n\n{BODY}",
        f"By Friday\n\n{BODY}",
        f"{BODY}\n\n4 June 2024\n\nThe end came later.",
        "Over the water\nIt swings again\nBy evening light\n\nAnd no one sees.",
    ],
)
def test_what_only_begins_like_a_byline_or_stands_further_below_is_text(body: str):
    found = text.read(f"{HEADLINE}\n\n{body}".encode(), "x.txt")

    assert (found.author, found.published, found.text) == (None, None, body)


def test_a_change_before_the_publication_is_none():
    data = f"Title: {HEADLINE}\nPublished: 2024-06-04\nUpdated: 2024-06-01\n\n{BODY}"

    assert text.read(data.encode(), "x.txt").modified is None


def test_a_long_last_line_costs_no_time():
    began = time.process_time()
    found = text.read(f"Title: {HEADLINE}\n\n{'a ' * 100_000}".encode(), "x.txt")

    assert (found.title, len(found.text)) == (HEADLINE, 200_000)
    assert time.process_time() - began < 5
