"""Agencies: a credit says whose text it is; a contribution, a source or a picture does not."""

import json
import time
from collections import Counter
from collections.abc import Callable
from gzip import open as gzip_open
from pathlib import Path

import pytest

from ingest.agencies import agency_of

BODY = "The ferry stopped at nine on Monday, the harbour board said.\n\nIslanders were told by letter."


@pytest.mark.parametrize(
    ("author", "agency"),
    [
        ("Associated Press", "Associated Press"),
        ("The Associated Press", "Associated Press"),
        ("AP", "Associated Press"),
        ("By JANE DOE, Associated Press", "Associated Press"),
        ("By Jane Doe and John Roe, Associated Press", "Associated Press"),
        ("Jane Doe | The Associated Press", "Associated Press"),
        ("Jane Doe, AP Sports Writer", "Associated Press"),
        ("Jane Doe (Reuters)", "Reuters"),
        ("Reuters Staff", "Reuters"),
        ("Story Reuters", "Reuters"),
        ("Reuters in Washington", "Reuters"),
        ("Agence France-Presse", "AFP"),
        ("AFP", "AFP"),
        ("dpa", "dpa"),
        ("EFE", "EFE"),
        ("Xinhua", "Xinhua"),
        ("Jane Doe, PA", "PA Media"),
        ("Jane Doe - Bloomberg News", "Bloomberg"),
        ("TASS", "TASS"),
        ("KYODO NEWS", "Kyodo"),
        ("Yonhap News Agency", "Yonhap"),
        ("ANSA", "ANSA"),
        ("ANI", "ANI"),
        ("Press Trust of India", "PTI"),
        ("Jane Doe, CNN Wire", "CNN Wire"),
    ],
)
def test_a_byline_credits_its_agency(author: str, agency: str) -> None:
    assert agency_of(author, BODY) == agency


@pytest.mark.parametrize(
    "author",
    [
        None,
        "",
        "Jane Doe",
        "Jane Doe and The Associated Press",
        "Jane Doe with Reuters",
        "Jane Doe, additional reporting by AFP",
        "AP and Reuters",
        "Pa Salt",
        "Jane Doe, Philadelphia Associated Press Club",
        "Ada Quill, Ben Oar, Cy Mast, Associated Press, Di Keel, Ed Bow, Flo Stern",
    ],
)
def test_who_only_shares_a_byline_is_not_credited(author: str | None) -> None:
    assert agency_of(author, BODY) is None


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("PARIS (AP) — ", "Associated Press"),
        ("ORLANDO, Fla. (AP) -- ", "Associated Press"),
        ("SEOUL/WASHINGTON (Reuters) - ", "Reuters"),
        ("Sept 15 (Reuters) - ", "Reuters"),
        ("(Reuters) – ", "Reuters"),
        ("LONDON (REUTERS) - ", "Reuters"),
        ("BEIJING, Jan. 5 (Xinhua) -- ", "Xinhua"),
        ("WASHINGTON, March 3 (UPI) -- ", "UPI"),
        ("Berlin (dpa) - ", "dpa"),
        ("Berlin/dpa - ", "dpa"),
        ("Madrid (EFE).- ", None),
        ("New Delhi [India], July 4 (ANI): ", "ANI"),
        ("Washington (CNN) – ", "CNN Wire"),
        ("Jane Doe\nAssociated Press\n", "Associated Press"),
        ("Reuters\n\n", "Reuters"),
    ],
)
def test_what_opens_a_text_credits_its_agency(opening: str, agency: str | None) -> None:
    assert agency_of("Jane Doe", f"Harbour closed\n\n{opening}{BODY}") == agency


@pytest.mark.parametrize(
    ("ending", "agency"),
    [
        ("© 2024 Reuters", "Reuters"),
        ("Copyright 2019 The Associated Press. All rights reserved.", "Associated Press"),
        ("Copyright 2013 The Associated Press. All rights reserved. Do not rewrite.", "Associated Press"),
        ("(c) 2025 Agence France-Presse", "AFP"),
        ("Source: Xinhua", "Xinhua"),
        ("(Source: Reuters)", "Reuters"),
        ("— AFP", "AFP"),
        ("Distributed by Tribune Content Agency, LLC.", "Tribune News Service"),
        ("The board meets again in May. (PTI)", "PTI"),
    ],
)
def test_a_line_of_credit_ends_a_text(ending: str, agency: str) -> None:
    assert agency_of(None, f"{BODY}\n\n{ending}") == agency
    assert agency_of(None, f"{BODY}\n\n{ending}\n\nShare this story") in (agency, None)


@pytest.mark.parametrize(
    "line",
    [
        "The Associated Press contributed to this report.",
        "Reuters contributed to this report.",
        "Contributing: The Associated Press",
        "Contributing: Reuters",
        "Contributing: Jane Doe, USA TODAY; Reuters",
        "Jane Doe and The Associated Press contributed to this report.",
        "This report contains material from the Associated Press.",
        "With files from Reuters",
        "With inputs from PTI",
        "Photo credit: JANE DOE/AFP via Getty Images",
        "(AP Photo/Jane Doe)",
        "Photo: Reuters",
        "AP",
        "Click for more from Reuters.",
        "More AP NFL: https://example.org/nfl",
        "The minister told Reuters that the ferry would run.",
        "She was quoted by the Associated Press (AP) as saying so.",
    ],
)
def test_a_contribution_a_source_or_a_picture_credits_nobody(line: str) -> None:
    assert agency_of("Jane Doe", f"{BODY}\n\n{line}") is None
    assert agency_of("Jane Doe", f"{line}\n\n{BODY}") is None


def test_odd_lines_are_read_quickly() -> None:
    """None of these may take more than a blink: they come from pages that nobody has checked."""
    began = time.process_time()
    for odd in (
        "© " + " " * 50_000 + "x",
        "(" * 50_000,
        "A" * 50_000,
        "by " * 20_000,
        "2024 " * 20_000,
    ):
        assert agency_of(odd, f"{odd}\n{BODY}\n{odd}") is None

    assert time.process_time() - began < 2


def test_an_empty_text_credits_nobody() -> None:
    assert agency_of(None, "") is None
    assert agency_of("  ", " \n ") is None


def test_agencies_are_known_in_real_articles(shared: Callable[[str], Path]) -> None:
    """Almost all texts of the two agencies among the outlets name them, and few others name these."""
    own: Counter[str] = Counter()
    named: Counter[str] = Counter()
    with gzip_open(shared("news/articles.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            agency = agency_of(row["author"], row["text"])
            if row["source"] in ("Reuters", "Associated Press"):
                own[row["source"]] += 1
                named[row["source"]] += agency == row["source"]

    assert named["Reuters"] >= 0.8 * own["Reuters"] > 0
    assert named["Associated Press"] >= 0.8 * own["Associated Press"] > 0
